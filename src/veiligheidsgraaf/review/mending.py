"""A plan that is in the graph: one statement mended or added, by the smallest change of its file, checked
first.

Lines that were not touched stay as they are. A measure whose status says that it is over moves to the look-
backs of its chapter. The day of the change is noted in the graph.
"""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path

from ..check.evidence import digest
from ..check.memory import Memory
from ..check.moves import Lines
from ..check.passages import spell_fragment, spell_passages
from ..reading.document import Document
from ..reading.recognition import read_document
from ..turtle.read import Reading, SourceFile, read_file, read_project
from ..words import iris
from ..words.errors import CannotRead, InvalidRequest, UnknownName
from ..words.namespaces import VG
from ..words.project import Project
from .amendment import Amendment
from .assembly import ORDER
from .complaints import Judge
from .decisions import Values
from .fields import forms, statement_kind
from .keys import Paragraphs
from .log import lock_folder
from .lookup import Choices
from .made import FIGURES, Made, join_figures
from .place import split_lines
from .plan_file import form_of, link_to, spell_statement, ties_of
from .spelling import clean_values
from .staging import recover, write_together
from .standing import Standing, predicate_of, read_standing
from .writing import Files, Found, Outcome, Tell, check_files

_EVIDENCE = str(VG.bewijs)
_LISTED = ".veiligheidsgraaf"
_SERIES = ("indicator", *FIGURES)


def _say_nothing(_: str) -> None:
    """Nobody watches."""


class Mender:
    """Mends the graph of one plan. `sources`: the folder of its text, by default that of the project."""

    def __init__(
        self, project: Project, slug: str, sources: Path | None = None, memory: Memory | None = None
    ) -> None:
        """Raises UnknownName for a plan that is not there, CannotRead for a file that cannot be read."""
        self._project = project
        self._slug = slug
        self._plan = iris.thing("plan", slug)
        self._name = f"graphs/plannen/{slug}.ttl"
        self._sources = sources or project.root / "bronnen"
        self._memory = memory or Memory(project.root / _LISTED / "checks")
        recover(project.root, project.root / _LISTED)
        known = [path.stem for path in (project.root / "graphs" / "plannen").glob("*.ttl")]
        if slug not in known:
            raise UnknownName("plan", slug, known)

    @property
    def _file(self) -> SourceFile:
        """The file of the plan as it is now."""
        return read_file(self._name, self._project.root / self._name, iris.graph_of(self._name) or "")

    @cached_property
    def choices(self) -> Choices:
        """What can be chosen."""
        return Choices(read_project(self._project))

    def list_statements(self) -> tuple[Standing, ...]:
        """What the plan states, in the order of its file."""
        return read_standing(self._file)

    def mend(
        self,
        iri: str,
        values: Values,
        spans: Sequence[Lines] = (),
        today: date | None = None,
        tell: Tell = _say_nothing,
    ) -> Outcome:
        """Change values of a statement, and the lines it rests on; a field that is given empty says nothing
        any more.

        Raises InvalidRequest for what cannot be, CannotRead when a text is needed that is not there.
        """
        file = self._file
        standing = {one.iri: one for one in read_standing(file)}
        if iri not in standing:
            raise UnknownName("uitspraak", iris.slug(iri), map(iris.slug, standing))
        now = standing[iri]
        given = {**dict.fromkeys(values, ()), **clean_values(values)}
        then = {name: found for name, found in {**now.values, **given}.items() if found}
        self._judge(now.kind, then, tuple(spans) or now.spans)
        change = Amendment(self._slug, file)
        self._say(change, now, given)
        if spans and set(spans) != set(now.spans):
            change.say(iri, _EVIDENCE, [f"<#{spell_fragment(span)}>" for span in sorted(spans)])
        if link_to(_as_made(now.kind, then)) and now.kind in ("doel", "maatregel"):
            self._move(change, now, then)
        if change.is_empty:
            return Outcome(True)
        return self._write(change, {iri}, today, tell)

    def add(
        self,
        kind: str,
        values: Values,
        spans: Sequence[Lines],
        today: date | None = None,
        tell: Tell = _say_nothing,
    ) -> tuple[str, Outcome]:
        """Add a statement behind the last of its kind, with the first free key of its paragraph. Out: its
        address too.

        Raises InvalidRequest for what cannot be, CannotRead when the text of the plan is not there.
        """
        kind, cleaned = statement_kind(kind), clean_values(values)
        if kind not in (*ORDER, "cijfer") or kind == "dekking" or kind in _SERIES:
            raise InvalidRequest(
                f"'{kind[:40]}' is geen uitspraak die hier toe te voegen is", "kies een soort"
            )
        self._judge(kind, cleaned, tuple(spans))
        chapters = tuple(one.removeprefix(f"{self._plan}/") for one in cleaned.pop("planthema", ()))
        one = Made(("",), kind, cleaned, tuple(spans), chapters=chapters)
        made = self._address(join_figures([one]) if kind == "cijfer" else [one])
        change = Amendment(self._slug, self._file)
        first = f"{self._plan}/{made[0].address}"
        if link := link_to(made[0]):
            is_chapter = kind in ("prioriteit", "planthema")
            owners = [f"{self._plan}/{one}" for one in chapters if not is_chapter] or [self._plan]
            for owner in owners:
                change.point(owner, iris.DEF + link, [*change.objects(owner, iris.DEF + link), first])
        figures = [(each.kind, [f"{self._plan}/{each.address}"]) for each in made[1:]]
        for each in made:
            address = f"{self._plan}/{each.address}"
            late = figures if each is made[0] else ()
            block = spell_statement(change.names, each, address, ties_of(self._slug, each), late)
            change.put(block, self._last_of(each.kind) if each is made[0] else first)
        return first, self._write(change, {f"{self._plan}/{each.address}" for each in made}, today, tell)

    def _judge(self, kind: str, values: Values, spans: tuple[Lines, ...]) -> None:
        """Raise InvalidRequest for values that cannot be."""
        if kind in forms():
            judge = Judge(self.choices, self.document, self._slug.rpartition("-")[0])
            for complaint in judge.judge(kind, values, spans):
                if complaint.blocks:
                    raise InvalidRequest(complaint.message, "pas het aan en probeer opnieuw")

    @cached_property
    def _lines(self) -> list[bytes]:
        """The text of the plan, the one that its passages are of. Raises CannotRead."""
        said = {
            t.predicate.value: t.object.value
            for t in self._file.triples
            if t.subject.value == iris.source(self._slug)
        }
        path = self._sources / Path(said.get(str(VG.bestandsnaam), "")).name
        try:
            content = path.read_bytes()
        except OSError as error:
            how = "zet de tekst van dit plan daar, of wijs haar map aan"
            raise CannotRead(f"{path}: niet te lezen ({error.strerror})", how) from None
        if hashlib.sha256(content).hexdigest() != said.get(str(VG.sha256), "").lower():
            how = "draai eerst veiligheidsgraaf evidence --sources DIR --write"
            raise CannotRead(f"{path}: is niet de tekst die gelezen werd", how)
        return split_lines(content)

    @cached_property
    def document(self) -> Document:
        """The text of the plan. Raises CannotRead when it is not here."""
        return read_document(b"".join(self._lines), "tekst.txt")

    def _say(self, change: Amendment, now: Standing, given: Mapping[str, tuple[str, ...]]) -> None:
        """Values that are others than they stand. Raises InvalidRequest for one that its field does not
        take.
        """
        form = form_of(now.kind)
        for name, found in given.items():
            about = form.field(name)
            if about is None or not about.predicate or set(found) == set(now.values.get(name, ())):
                continue
            if name == "planthema" and now.kind in ("doel", "maatregel"):
                continue
            try:
                change.say(
                    now.iri, predicate_of(about), [change.names.spell(about, value) for value in found]
                )
            except ValueError as wrong:
                what = f"{about.label.lower()}: '{str(wrong)[:40]}' past hier niet"
                raise InvalidRequest(what, "geef een andere waarde") from None

    def _move(self, change: Amendment, now: Standing, then: Values) -> None:
        """Have the right chapter hold a measure or goal, by the right property."""
        held = tuple(dict.fromkeys(holder for holder, _ in now.holders)) or (self._plan,)
        link = link_to(_as_made(now.kind, then))
        wanted = [(owner, link) for owner in then.get("planthema", held)]
        for holder, name in now.holders:
            if (holder, name) not in wanted:
                rest = [one for one in change.objects(holder, iris.DEF + name) if one != now.iri]
                change.point(holder, iris.DEF + name, rest)
        for owner, name in wanted:
            if (owner, name) not in now.holders:
                change.point(owner, iris.DEF + name, [*change.objects(owner, iris.DEF + name), now.iri])

    def _address(self, made: Sequence[Made]) -> list[Made]:
        """New statements with their addresses."""
        taken = {triple.subject.value.removeprefix(f"{self._plan}/") for triple in self._file.triples}
        first = made[0]
        start = "" if first.kind == "prioriteit" else f"{Paragraphs(self.document).find(first.line)}-"
        number = 1
        while f"{first.kind}/{start}{number}" in taken:
            number += 1
        key = f"{start}{number}"
        values = dict(first.values)
        if first.kind == "prioriteit":
            values.setdefault("rangorde", (key,))
        found = [Made(first.items, first.kind, values, first.spans, f"{first.kind}/{key}", first.chapters)]
        for each in made[1:]:
            year = next(iter(each.values.get("jaar", ())), "plan")
            found.append(Made(each.items, each.kind, each.values, each.spans, f"{each.kind}/{key}-{year}"))
        return found

    def _last_of(self, kind: str) -> str:
        """The last statement of a kind, or of the kinds before it."""
        subjects = list(dict.fromkeys(triple.subject.value for triple in self._file.triples))
        for one in reversed(ORDER[: ORDER.index(kind) + 1]):
            if found := [iri for iri in subjects if iri.startswith(f"{self._plan}/{one}/")]:
                return found[-1]
        return self._plan

    def _write(self, change: Amendment, about: set[str], today: date | None, tell: Tell) -> Outcome:
        """Check the changed file, and write it when nothing that was well is broken."""
        change.note_day(today or date.today())
        texts = {self._name: change.make()}
        marks = self._marks(texts[self._name])
        texts[f"graphs/passages/{self._slug}.ttl"] = spell_passages(iris.source(self._slug), marks)
        found = self._check(texts, tell)
        if stops := [one for one in found if one.finding.severity == "violation"]:
            known = {
                one.finding.fingerprint
                for one in self._check({self._name: self._file.path.read_text()}, tell)
            }
            found = tuple(one for one in found if one not in stops or one.finding.fingerprint not in known)
        outcome = Outcome(
            False, (), tuple(one for one in found if one in stops or one.finding.focus in about)
        )
        if outcome.stops:
            return outcome
        contents = {name: text.encode() for name, text in texts.items()}
        listed = self._project.root / _LISTED
        with lock_folder(listed):
            if not change.is_as_read():
                raise InvalidRequest(f"{self._name} is intussen veranderd", "bekijk de uitspraak opnieuw")
            written = write_together(self._project.root, listed, contents)
        return Outcome(True, written, outcome.findings)

    def _check(self, texts: Mapping[str, str], tell: Tell) -> tuple[Found, ...]:
        sources = {}
        for triple in self._file.triples:
            if triple.predicate.value == str(VG.bestandsnaam):
                sources[triple.object.value] = b"".join(self._lines)
        return check_files(self._project, Files(texts, {}), sources, tell, self._memory)

    def _marks(self, text: str) -> dict[Lines, str | None]:
        """The passages of a text with their digests: those that are known, and those of new lines."""
        known = _read_marks(self._project.root / f"graphs/passages/{self._slug}.ttl", self._slug)
        reading = Reading(self._name, text, "")
        passages = (t.object.value for t in reading.triples if t.predicate.value == _EVIDENCE)
        spans = {span[1:] for passage in passages if (span := iris.passage_lines(passage))}
        return {span: known.get(span) or digest(self._lines, *span) for span in spans}


def _read_marks(path: Path, slug: str) -> dict[Lines, str]:
    if not path.is_file():
        return {}
    name = f"graphs/passages/{slug}.ttl"
    found = {}
    for triple in read_file(name, path, iris.graph_of(name) or "").triples:
        span = iris.passage_lines(triple.subject.value)
        if span and triple.predicate.value == str(VG.sha256):
            found[span[1:]] = triple.object.value
    return found


def _as_made(kind: str, values: Values) -> Made:
    return Made((), kind, values, ())
