"""One review: its text and suggestions, what was decided, and every step that a page or a command can take.

Decisions are read anew when their file changed, so that two windows, or two people, see each other's; a step
on something that another window decided on meanwhile is refused and shown.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from ..check.memory import Memory
from ..check.moves import Lines
from ..draft.suggestion import Suggestion
from ..reading.document import FURNITURE, Document, Role
from ..turtle.read import read_file, read_project
from ..words import iris
from ..words.errors import DoesNotConform, InvalidRequest
from ..words.project import Project
from .assembly import Assembly, assemble
from .complaints import Complaint, Judge
from .core_themes import Theme, propose_themes
from .decisions import Decision, History, Values, Verdict
from .drafts import open_draft
from .fields import NEW
from .gathering import Gatherer
from .keys import read_keys
from .lookup import Choices
from .merging import merge_hand_work
from .newcomers import ADDRESS, names_of
from .overlooked import Passed, find_bare_lines, find_passed
from .place import split_lines
from .spelling import clean_values
from .staging import recover, write_together
from .state import PLAN, State
from .steps import Decide, Maker
from .writing import (
    OWN,
    Files,
    Found,
    Outcome,
    Tell,
    check_files,
    count_editions,
    find_note,
    make_files,
    note_keys,
    take_note_of,
)

_DEFAULT_EDITION = "kbv-5velden"


class Review:
    """The review of one plan of a project."""

    def __init__(
        self,
        project: Project,
        slug: str,
        document: Document | None = None,
        suggestions: Sequence[Suggestion] = (),
        memory: Memory | None = None,
    ) -> None:
        """Open it; a write that was cut off is finished. Raises UnknownName or CannotRead."""
        self.draft = open_draft(project, slug)
        self.document = document or self.draft.read_document()
        self.suggestions = tuple(suggestions)
        self._log = self.draft.log
        self._memory = memory or Memory(project.root / ".veiligheidsgraaf" / "checks")
        self._lines = split_lines(self.draft.read_text())
        self._gatherer = Gatherer(self.suggestions, self.document, self._lines)
        self._known: tuple[History, State] | None = None

    @cached_property
    def choices(self) -> Choices:
        """What can be chosen."""
        return Choices(read_project(self.draft.project))

    @cached_property
    def judge(self) -> Judge:
        """Who looks at values before they are decided."""
        return Judge(self.choices, self.document, self.home)

    def take_suggestions(self, suggestions: Sequence[Suggestion]) -> "Review":
        """The same review with other suggestions."""
        self.suggestions = tuple(suggestions)
        self._gatherer = Gatherer(self.suggestions, self.document, self._lines)
        self._known = None
        return self

    @property
    def home(self) -> str:
        """Slug of the municipality."""
        return self.draft.home

    def state(self) -> State:
        """How far the review is now."""
        return self._state_of(self._log.read())

    def decide(self, step: Decide) -> State:
        """Take one step. Raises InvalidRequest for what cannot be, Overtaken, or CannotRead."""
        return self.decide_all([step])

    def decide_all(self, steps: Sequence[Decide]) -> State:
        """Take steps that belong together: all of them, or none."""
        if not self._log.path.exists():
            self.draft.keep_mergeable()
        return self._state_of(self._log.append(lambda history: self._make_all(history, steps)))

    def undo(self, who: str = "curator") -> State:
        """Take back what was decided last. Raises InvalidRequest when there is nothing."""

        def take_back(history: History) -> Sequence[Decision]:
            found = history.find_last()
            if not found:
                raise InvalidRequest("er is niets om ongedaan te maken", "neem eerst een besluit")
            return [_undo(who, found)]

        return self._state_of(self._log.append(take_back))

    def redo(self, who: str = "curator") -> State:
        """Bring back what was taken back last. Raises InvalidRequest when there is nothing."""

        def bring_back(history: History) -> Sequence[Decision]:
            found = history.find_undo()
            if found is None:
                raise InvalidRequest("er is niets om opnieuw te doen", "maak eerst iets ongedaan")
            return [_undo(who, [found])]

        return self._state_of(self._log.append(bring_back))

    def check_values(
        self, kind: str, values: Values, first: int = 0, last: int = 0, item: str = ""
    ) -> tuple[Complaint, ...]:
        """What is wrong with values before they are decided."""
        known = self.state().by_key.get(item)
        more = known.more if known else ()
        spans = ((first, last or first), *more) if first else more
        return self.judge.judge(kind, clean_values(values), spans)

    def assemble(self) -> Assembly:
        """What the accepted set becomes."""
        state = self.state()
        given = read_keys(state.history.alive)
        return assemble(state, self.document, given, self.choices.name_of)

    def find_findings(self, tell: Tell = lambda _: None) -> tuple[Found, ...]:
        """What the whole check finds, each at its item. Takes seconds."""
        return self._check(self._make_files(self.assemble()), tell)

    def write(self, who: str = "curator", tell: Tell = lambda _: None) -> Outcome:
        """Write what was accepted into the graph, when it conforms; else what is in the way.

        Raises DoesNotConform for what cannot even be checked, InvalidRequest when the file was changed by
        another hand, CannotRead when it cannot be written; then nothing was.
        """
        recover(self.draft.project.root, self.draft.folder)
        assembly = self.assemble()
        if blocking := [one for one in assembly.problems if one.blocks]:
            first = blocking[0]
            item = self.state().by_key.get(first.item)
            shown = f"{item.kind} op regel {item.first}" if item else "het plan"
            raise DoesNotConform(f"{shown} {first.message}", f"herstel dit eerst (van {len(blocking)})")
        state = self.state()
        files = self._make_files(assembly)
        findings = self._check(files, tell)
        outcome = Outcome(False, (), findings)
        if outcome.stops:
            return outcome
        note = take_note_of(files, self._plan_name, who)

        def note_down(history: History) -> Sequence[Decision]:
            if history.decisions != state.history.decisions:
                raise InvalidRequest("er is intussen meer besloten", "schrijf opnieuw")
            return [*note_keys(assembly, read_keys(history.alive), who), note]

        tell("Schrijven")
        contents = {name: text.encode() for name, text in files.texts.items()}
        root, written = self.draft.project.root, list[str]()
        self._log.append(note_down, lambda: written.extend(write_together(root, self.draft.folder, contents)))
        for name in ("choices", "judge"):
            self.__dict__.pop(name, None)
        return Outcome(True, tuple(written), findings)

    def passed_over(self) -> tuple[Passed, ...]:
        """What the text names and no accepted thing on those lines says."""
        files = self._make_files(self.assemble())
        return find_passed(self.choices.dataset, self.draft, files.texts)

    def bare_lines(self) -> tuple[Lines, ...]:
        """Runs of lines on which nothing rests; headings, contents and what repeats on pages left out."""
        spans = [span for item in self.state().accepted for span in item.spans]
        passed = (*FURNITURE, Role.HEADING)
        return find_bare_lines(self.document, spans, passed)

    def coverage(self) -> tuple[Theme, ...]:
        """The themes of the Kernbeleid, as they are proposed and decided."""
        state = self.state()
        plan = next((item for item in state.accepted if item.kind == PLAN), None)
        edition = next(iter(plan.values.get("kernbeleid", ())), "") if plan else ""
        return propose_themes(
            self.choices,
            state,
            self.assemble(),
            self.document.text,
            edition or _DEFAULT_EDITION,
            self.search_text,
        )

    def search_text(self, words: str) -> tuple[int, ...]:
        """The lines on which words stand."""
        return self.judge.search(words)

    def _state_of(self, history: History) -> State:
        if self._known is None or self._known[0] is not history:
            state = self._gatherer.gather(history)
            self._known = (history, state)
            if "choices" in self.__dict__ or any(item.kind == NEW for item in state.accepted):
                new = [item for item in state.accepted if item.kind == NEW]
                self.choices.take_up({item.values[ADDRESS][0]: names_of(item) for item in new})
        return self._known[1]

    def _make_all(self, history: History, steps: Sequence[Decide]) -> list[Decision]:
        maker = Maker(history, self._state_of(history), self._lines, lambda: self.judge)
        made = [maker.make(step) for step in steps]
        batch = hashlib.sha256(repr(made).encode()).hexdigest()[:16] if len(made) > 1 else ""
        return [replace(one, batch=batch) for one in made]

    def _make_files(self, assembly: Assembly) -> Files:
        """The files as they would be written now, with what another hand changed in that of the plan."""
        state = self.state()
        note = find_note(state.history)
        files = self._spell(state, assembly, note.values[OWN][0] if note else "")
        return self._with_hand_work(state, files, note)

    def _spell(self, state: State, assembly: Assembly, last: str) -> Files:
        """The files as the decisions have them; `last`: digest of the plan as it was spelled last."""
        editions = count_editions(state)
        for edition in (max(editions - 1, 0), editions):
            files = make_files(self.draft, state, assembly, self.choices, self._lines, edition)
            if _digest(files.texts[self._plan_name]) == last:
                break
        return files

    def _with_hand_work(self, state: State, files: Files, note: Decision | None) -> Files:
        """Raises InvalidRequest where another hand changed what was decided otherwise."""
        root, name = self.draft.project.root, self._plan_name
        if not (root / name).is_file():
            return files
        content = (root / name).read_bytes()
        mine, now = files.texts[name], content.decode("utf-8-sig")
        if now == mine or (note and _digest(now) == note.values["sha256"][0] == note.values[OWN][0]):
            return files
        base = self._spell_then(state.history, note) if note else ""
        if not base:
            how = "verbeter het daar per uitspraak, of haal het bestand weg om het opnieuw te schrijven"
            raise InvalidRequest(f"{name} is met de hand gemaakt of veranderd", how)
        read = read_file(name, root / name, iris.graph_of(name) or "")
        return files.with_plan(
            self.draft.slug, merge_hand_work(self.draft.slug, read, base, mine), self._lines
        )

    def _spell_then(self, history: History, note: Decision) -> str:
        """The plan as it was spelled when a note was taken; "" when that cannot be done again."""
        before = History(tuple(one for one in history.decisions if one.place < note.place))
        state = self._gatherer.gather(before)
        assembly = assemble(state, self.document, read_keys(before.alive), self.choices.name_of)
        text = self._spell(state, assembly, note.values[OWN][0]).texts[self._plan_name]
        return text if _digest(text) == note.values[OWN][0] else ""

    @property
    def _plan_name(self) -> str:
        return f"graphs/plannen/{self.draft.slug}.ttl"

    def _check(self, files: Files, tell: Tell) -> tuple[Found, ...]:
        sources = {self.draft.text_path.name: b"".join(self._lines)}
        return check_files(self.draft.project, files, sources, tell, self._memory)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _undo(who: str, found: Sequence[Decision]) -> Decision:
    return Decision("", "", who, Verdict.UNDO, undoes=tuple(one.key for one in found))
