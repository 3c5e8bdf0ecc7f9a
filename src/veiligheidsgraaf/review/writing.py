"""From decisions to files: what is accepted as a plan's graph, its passages and what is new, checked before
it is written.

The check runs on a copy of the project with the new files in it; what it finds is told at the decision it
comes from. Keys are noted among the decisions first, then the files take their places together (`staging`).
"""

import hashlib
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ..check.evidence import digest
from ..check.findings import Finding, Severity
from ..check.memory import Memory
from ..check.passages import spell_passages
from ..check.project import check_for_people
from ..turtle.read import Reading
from ..words import iris
from ..words.namespaces import VG
from ..words.project import SUFFIXES, Project
from .assembly import Assembly
from .decisions import Decision, History, Verdict
from .drafts import Draft, Settings
from .fields import NEW
from .lookup import Choices
from .made import Made
from .newcomers import ADDRESS, spell_files
from .plan_file import Curation, PlanFile, iri_of, spell_plan
from .state import COVERAGE, PLAN, Item, State

_SETTINGS = ("pyproject.toml", "veiligheidsgraaf.toml")
_EVIDENCE = str(VG.bewijs)
OWN = "eigen"  # digest of the plan as the decisions alone have it
_REDACTION = "redactie"
_AGENTS = "graphs/referentie/redactie.ttl"
_AGENT = """\
# Wie deze graaf bijhoudt.
@prefix agent: <https://w3id.org/veiligheidsgraaf/id/agent/> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

agent:redactie a org:Organization , prov:Agent ;
    skos:prefLabel "Redactie"@nl .
"""
Tell = Callable[[str], None]


@dataclass(frozen=True)
class Found:
    """A finding of the check, at the item it comes from ("" for the plan as a whole)."""

    item: str
    finding: Finding


@dataclass(frozen=True)
class Outcome:
    """Whether something was written, which files, and what was found; what stops writing first."""

    written: bool
    files: tuple[str, ...] = ()
    findings: tuple[Found, ...] = ()

    @property
    def stops(self) -> tuple[Found, ...]:
        """What has to be mended first."""
        return tuple(one for one in self.findings if one.finding.severity is Severity.VIOLATION)


@dataclass(frozen=True)
class Files:
    """The files of a plan (name -> text) and, for each address in them, the items that it comes from.
    `spelled`: the plan as the decisions alone have it.
    """

    texts: Mapping[str, str]
    origins: Mapping[str, tuple[str, ...]]
    spelled: str = ""

    def with_plan(self, slug: str, text: str, lines: Sequence[bytes]) -> "Files":
        """The same with another text of the plan, and the passages that it rests on. `spelled` stays as
        decided.
        """
        name = f"graphs/plannen/{slug}.ttl"
        found = (t.object.value for t in Reading(name, text, "").triples if t.predicate.value == _EVIDENCE)
        spans = {span[1:] for passage in found if (span := iris.passage_lines(passage))}
        marks = {span: digest(lines, *span) for span in spans}
        passages = {f"graphs/passages/{slug}.ttl": spell_passages(iris.source(slug), marks)}
        return Files({**self.texts, name: text, **passages}, self.origins, self.spelled)


def make_files(
    draft: Draft, state: State, assembly: Assembly, choices: Choices, lines: Sequence[bytes], edition: int
) -> Files:
    """All files of a plan, as its decisions have them. `edition`: how often it was written before."""
    slug = draft.slug
    made = (*assembly.made, *_make_coverage(state, choices, len(lines)))
    plan = make_plan(draft, state, made, choices, lines, edition)
    texts = {f"graphs/plannen/{slug}.ttl": spell_plan(plan)}
    spans = {span for one in made for span in one.spans} | set(plan.spans)
    marks = {span: digest(lines, *span) for span in spans}
    texts[f"graphs/passages/{slug}.ttl"] = spell_passages(iris.source(slug), marks)
    new = [item for item in state.accepted if item.kind == NEW]
    texts |= spell_files(draft.project.root, draft.home, [*new, *_make_home(draft, choices, lines)])
    if not choices.agents:
        texts[_AGENTS] = _AGENT
    return Files(texts, _trace(slug, made, state), texts[f"graphs/plannen/{slug}.ttl"])


def make_plan(
    draft: Draft, state: State, made: Sequence[Made], choices: Choices, lines: Sequence[bytes], edition: int
) -> PlanFile:
    """What the file of the plan says."""
    facts = next((item for item in state.accepted if item.kind == PLAN), None)
    settings = draft.settings
    values = propose_facts(settings) | dict(facts.values if facts else {})
    if not values.get("cijfers") and any(one.kind in ("waarneming", "streefwaarde") for one in made):
        values["cijfers"] = ("ja",)
    spans = facts.spans if facts and facts.spans else _first_lines(lines)
    source = hashlib.sha256(b"".join(lines)).hexdigest()
    return PlanFile(
        draft.slug,
        settings.municipalities,
        draft.text_path.name,
        source,
        _curate(state, choices, edition),
        values,
        spans,
        tuple(made),
    )


def propose_facts(settings: Settings) -> dict[str, tuple[str, ...]]:
    """What the file of a plan says of it: its title, first year and day of adoption."""
    found = {"naam": settings.title, "begin": str(settings.year), "vastgesteld-op": settings.adopted}
    return {name: (value,) for name, value in found.items() if value}


def _first_lines(lines: Sequence[bytes]) -> tuple[tuple[int, int], ...]:
    first = next((number for number, line in enumerate(lines, 1) if line.strip()), 1)
    return ((first, first),)


def _curate(state: State, choices: Choices, edition: int) -> Curation:
    """Who decided and when: from the decisions, so that the same decisions give the same file."""
    decided = [one for one in state.history.alive if one.verdict not in (Verdict.KEY, Verdict.WRITTEN)]
    first = decided[0].when[:10] if decided else "2000-01-01"
    last = decided[-1].when[:10] if decided else first
    known = [iri for iri in choices.agents if iris.slug(iri) == _REDACTION]
    agent = next(iter((*known, *choices.agents)), iris.thing("agent", _REDACTION))
    return Curation(agent, first, last, f"1.{edition}.0", state.is_reread)


def find_note(history: History) -> Decision | None:
    """The note of the last writing."""
    notes = [one for one in history.alive if one.verdict is Verdict.WRITTEN]
    return notes[-1] if notes else None


def take_note_of(files: Files, plan: str, who: str) -> Decision:
    """A note of a writing: the digest of the plan as it is written, and as the decisions alone have it."""
    marks = (hashlib.sha256(text.encode()).hexdigest() for text in (files.texts[plan], files.spelled))
    written, own = marks
    values = {"bestand": (plan,), "sha256": (written,), OWN: (own,)}
    return Decision("", "", who, Verdict.WRITTEN, values=values)


def count_editions(state: State) -> int:
    """How often the plan was written as other decisions had it."""
    return len({one.values[OWN] for one in state.history.alive if one.verdict is Verdict.WRITTEN})


def _make_coverage(state: State, choices: Choices, last: int) -> Iterator[Made]:
    for item in state.accepted:
        if item.kind == COVERAGE:
            number = choices.about(item.values["kernbeleidthema"][0])[2]
            spans = item.spans if item.spans and item.first else ((1, last),)
            yield Made((item.key,), COVERAGE, item.values, spans, f"{COVERAGE}/{number}")


def _make_home(draft: Draft, choices: Choices, lines: Sequence[bytes]) -> Iterator[Item]:
    """The municipalities of the plan that no graph has yet."""
    for home in draft.settings.municipalities:
        iri = iris.thing("gemeente", home)
        if choices.is_known(iri):
            continue
        name = _spell_home(home, b"".join(lines).decode("utf-8", errors="replace"))
        values = {
            **{"wat": ("gemeente",), "naam": (f"Gemeente {name}",), "andere-namen": (name,)},
            **{"soort": ("gemeente",), ADDRESS: (iri,)},
        }
        yield Item("", NEW, 0, 0, values)


def _spell_home(home: str, text: str) -> str:
    """The name of a municipality as the text writes it."""
    found = re.search(rf"(?<!\w){'[^0-9A-Za-z]+'.join(home.split('-'))}(?!\w)", text, re.IGNORECASE)
    name = " ".join(found[0].split()) if found else home.replace("-", " ")
    return name if found and not name.isupper() and not name.islower() else name.title()


def _trace(slug: str, made: Iterable[Made], state: State) -> dict[str, tuple[str, ...]]:
    """Address -> the items that it comes from."""
    origins: dict[str, tuple[str, ...]] = {}
    for one in made:
        items = tuple(dict.fromkeys(key.partition("#")[0] for key in one.items))
        iri = iri_of(slug, one.address)
        origins[iri] = (*origins.get(iri, ()), *items)
        for first, last in one.spans:
            passage = iris.passage(slug, first, last)
            origins[passage] = (*origins.get(passage, ()), *items)
    for item in state.accepted:
        if item.kind == NEW:
            origins[item.values[ADDRESS][0]] = (item.key,)
        if item.kind == PLAN:
            origins[iris.thing("plan", slug)] = (item.key,)
    return origins


def check_files(
    project: Project, files: Files, sources: Mapping[str, bytes], tell: Tell, memory: Memory | None = None
) -> tuple[Found, ...]:
    """What the check finds in the files of a plan, as if they were written. `sources`: name -> text of its
    source.
    """
    with copy_project(project, files.texts, sources) as (copy, folder):
        report = check_for_people(copy, tell, memory, folder)
    found = [
        Found(_origin(finding, files.origins), finding)
        for finding in report.findings
        if finding.file in files.texts
    ]
    return tuple(sorted(found, key=lambda one: (one.finding.severity.rank, one.finding)))


def _origin(finding: Finding, origins: Mapping[str, tuple[str, ...]]) -> str:
    for address in (finding.focus, finding.value):
        if found := origins.get(address):
            return found[0]
    return ""


@contextmanager
def copy_project(
    project: Project, texts: Mapping[str, str], sources: Mapping[str, bytes]
) -> Iterator[tuple[Project, Path]]:
    """(a copy of a project with other files in it, the folder of its sources), for as long as it is used."""
    with tempfile.TemporaryDirectory(prefix="veiligheidsgraaf-") as made:
        root = Path(made) / "project"
        for folder, suffix in SUFFIXES.items():
            for name, path in project.own_files(folder, suffix):
                if path.is_file():
                    (root / name).parent.mkdir(parents=True, exist_ok=True)
                    shutil.copyfile(path, root / name)
        for name in _SETTINGS:
            if (project.root / name).is_file():
                shutil.copyfile(project.root / name, root / name)
        for name, text in texts.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text, encoding="utf-8")
        beside = Path(made) / "bronnen"
        beside.mkdir()
        for name, content in sources.items():
            (beside / name).write_bytes(content)
        yield Project(root), beside


def note_keys(assembly: Assembly, given: Mapping[str, str], who: str) -> list[Decision]:
    """A note for each key that was given now."""
    return [
        Decision("", "", who, Verdict.KEY, item, values={"sleutel": (key,)})
        for key, item in sorted(assembly.keys.items())
        if key not in given
    ]
