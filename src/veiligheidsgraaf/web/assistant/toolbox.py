"""The tools that read names, facts and passages; each gives plain values, bounded.

Raises the faults of `words.errors`, which say in Dutch what is wrong and how to mend it.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, cast

from ...answers.answering import Answer
from ...answers.box.asking import Asked, Asker
from ...answers.box.reading import Reading
from ...answers.box.search import Search
from ...answers.intent import Pairs, read_intent
from ...answers.not_found.emptiness import Emptiness
from ...answers.said import read_out
from ...facts.constraints import KEYS, NOT, PERIOD
from ...words import iris
from ...words.errors import InvalidRequest, UnknownName
from ...words.prefixes import expand
from .. import addresses as at
from ..linked_data.describe import Descriptions
from ..pages.library import Library
from ..pages.model import Term, list_terms
from ..pages.passage import find_passage
from ..reconcile.asked import Wish, iri_of
from ..reconcile.candidates import Candidates
from ..reconcile.known_values import Values
from ..reconcile.offered import check_type
from .tool_bounds import MOST_ROWS, WARNING, Cellar, Linker, clean, fit
from .tool_results import Answered, Cells, Found, Lines, Nothing, Read, Terms, Told

Constraints = Mapping[str, str | list[str]]
_TYPE = expand("rdf:type")
_HITS, _STATEMENTS, _REFERENCES, _TERMS, _MOST_TEXT = 10, 60, 30, 30, 240


class Toolbox:
    """The tools of one release, over what its pages remember. `sources`: folder with the texts of the plans,
    if the server has them.
    """

    def __init__(
        self, library: Library, asker: Asker, descriptions: Descriptions, sources: Path | None
    ) -> None:
        self.library, self._asker, self._descriptions, self._sources = library, asker, descriptions, sources
        self._answers = answers = library.answers
        self._candidates = Candidates(answers, Values(answers))
        self._search = Search(answers.names)

    def stel(
        self, link: Linker, name: str, constraints: Constraints, most: int, first: int, sort: str
    ) -> Answered:
        """A named question, narrowed."""
        pairs = tuple(
            (key, str(value))
            for key, given in constraints.items()
            for value in (given if isinstance(given, list) else [given])
        )
        intent = read_intent(name, pairs)
        found = self.library.answer(intent, _most(most), max(0, first), sort, narrowing=False)
        return cast(Answered, fit(self._answered(link, found, first), ("rijen",)))

    def vraag(self, link: Linker, text: str) -> Read:
        """A line as somebody would type it."""
        if not text.strip() or len(text) > _MOST_TEXT:
            raise InvalidRequest(f"de vraag is leeg of langer dan {_MOST_TEXT} tekens")
        asked = self._asker.ask(text, most=MOST_ROWS // 2)
        told = self._answered(link, asked.answer, 0) if asked.answer else self._not_answered(link, asked)
        told |= {
            "gelezen": list(_tell_reading(asked.reading)),
            "niet_gelezen": list(asked.reading.unread),
            "of_bedoeld": [
                {
                    "vraag": doubt.intent.question,
                    "beperkingen": _by_key(doubt.intent.address),
                    "dingen": doubt.things,
                }
                for doubt in asked.reading.doubt
            ],
            "teksten": [self._hit(thing.iri) for thing in asked.hits[:_HITS]],
        }
        return cast(Read, fit(told, ("rijen", "teksten")))

    def _not_answered(self, link: Linker, asked: Asked) -> dict[str, Any]:
        """What there is to say when a line was not read as a question, or asks what no plan holds."""
        outside = "; ".join(one.text for one in asked.reading.outside)
        outside += f" {read_out(asked.cited.sentence)}" if asked.cited else ""
        near = ", ".join(question.name for question in asked.nearest)
        why = outside or f"zo is deze regel niet zeker te lezen; het dichtst bij komen de vragen {near}"
        return {
            **_counted(0, False),
            "vraag": "",
            "zin": "",
            "beperkingen": {},
            "rijen": [],
            "niets_gevonden": _nothing("onbekend", clean(why)),
            "link": link(at.SEARCH(query={"q": asked.reading.text})),
        }

    def zoek(self, link: Linker, text: str, kind: str, most: int) -> Found:
        """Things by name, and goals and measures by their words."""
        kinds = (check_type(kind),) if kind else ()
        found = self._candidates.find(Wish(text.strip(), kinds=kinds, limit=_most(most)))
        told: list[Cells] = [
            {
                "id": iris.path_of(one.iri), "naam": clean(one.name), "soort": one.kind, "zeker": one.match,
                "score": one.score, "omschrijving": clean(one.description, 200),
                "link": link(at.DOCUMENT(iris.path_of(one.iri))),
            }
            for one in found
        ]  # fmt: skip
        seen = {one.iri for one in found}
        if not kind:
            hits = (thing.iri for thing in self._search.find(text, _HITS) if thing.iri not in seen)
            told += [{**self._hit(iri), "link": link(at.DOCUMENT(iris.path_of(iri)))} for iri in hits]
        total = len(told)
        return cast(Found, fit({**_counted(total, False), "gevonden": told}, ("gevonden",)))

    def ding(self, link: Linker, identifier: str) -> Told:
        """What the graph says of one thing."""
        iri = identifier if identifier.startswith(iris.DEF) else iri_of(identifier)
        found = self._descriptions.describe(iri) if iri else None
        if found is None:
            kind, _, slug = iris.path_of(iri or identifier).partition("/")
            near = self.library.things.slugs_near(kind, slug) if slug else []
            raise UnknownName("ding", identifier, [f"{kind}/{one}" for one in near])
        cells = Cellar(self.library, link)
        about = self.library.find(iri)
        thing: Cells = {**cells.thing(iri), "iri": iri, "naam": clean(found.name)}
        if about:
            thing |= {"ook": [clean(name) for name in about.aliases[:12]], "wat": clean(about.definition)}
        if found.retirement:
            thing["vervallen"] = clean(found.retirement.message)
        thing["link"] = link(at.DOCUMENT(iris.path_of(iri)))
        about_it = [  # classes of other ontologies follow from ours, and say no more
            one for one in found.statements if one.property != _TYPE or one.value.value.startswith(iris.DEF)
        ]
        said = [
            {
                "eigenschap": clean(one.property_name) or iris.local_name(one.property),
                "waarde": cells.cell(one.value),
                **({"afgeleid": True} if one.inferred else {}),
            }
            for one in about_it[:_STATEMENTS]
        ]
        passages = [
            {
                "plan": iris.slug(one.source), "regels": iris.spell_lines(one.first, one.last),
                "link": link(at.PASSAGE(iris.slug(one.source), iris.spell_lines(one.first, one.last))),
            }
            for one in found.passages[:_REFERENCES]
        ]  # fmt: skip
        pointing = [
            {**cells.thing(one.source), "eigenschap": clean(one.property_name)}
            for one in found.references[:_REFERENCES]
        ]
        all_pointing = found.is_last and len(found.references) == len(pointing)
        cut = len(about_it) > len(said) or not all_pointing
        told = {
            **_counted(len(about_it), cut), "ding": thing, "uitspraken": said, "bewijs": passages,
            "verwijzingen": pointing,
        }  # fmt: skip
        return cast(Told, fit(told, ("uitspraken", "bewijs", "verwijzingen")))

    def passage(self, link: Linker, plan: str, lines: str) -> Lines:
        """Lines of a plan, quoted when the server has its text."""
        if span := iris.passage_lines(plan):
            plan, lines = iris.slug(span[0]), iris.spell_lines(*span[1:])
        plan = plan.removeprefix("plan/").removeprefix("bron/")
        found = find_passage(self.library, plan, lines, self._sources)
        cells = Cellar(self.library, link)
        quoted = [f"> {line.number}: {clean(line.text)}" for line in found.text if line.marked]
        if not quoted:
            quoted = ["(de tekst van dit plan staat niet op deze server; de link wijst de regels aan)"]
        resting = [
            {**cells.thing(one.link.iri), "soort": one.kind, "regels": one.lines.text}
            for one in found.statements
        ]
        told = {
            **_counted(len(resting), bool(found.cut)), "bron": clean(found.source.title), "regels": quoted,
            "uitspraken": resting[:MOST_ROWS], "link": link(at.PASSAGE(plan, lines)),
        }  # fmt: skip
        return cast(Lines, fit(told, ("regels", "uitspraken")))

    def schema(self, link: Linker, name: str) -> Terms:
        """A class or property, or all of them by name."""
        terms = [term for of_sort in list_terms(self.library).values() for term in of_sort]
        if not name:
            listed = [{"term": f"vg:{one.anchor}", "soort": one.kind, "aantal": one.count} for one in terms]
            return cast(Terms, fit({**_counted(len(listed), False), "termen": listed}, ("termen",)))
        wanted = name.removeprefix(iris.DEF).removeprefix("vg:").lower()
        found = [one for one in terms if wanted in (one.anchor.lower(), one.name.lower())]
        found = found or [one for one in terms if wanted in one.anchor.lower() or wanted in one.name.lower()]
        if not found:
            raise UnknownName("term", name, [one.anchor for one in terms])
        told = [self._term(link, one) for one in found[:_TERMS]]
        counted = _counted(len(found), len(found) > len(told))
        return cast(Terms, fit({**counted, "termen": told}, ("termen",)))

    def _term(self, link: Linker, term: Term) -> Cells:
        return {
            "term": f"vg:{term.anchor}", "soort": term.kind, "naam": term.name, "aantal": term.count,
            "betekenis": clean(term.definition), "voorbeeld": clean(term.example),
            "valt_onder": [one.text for one in term.broader],
            "staat_tussen": [f"{one} -> {other}" for one, other in term.used],
            "waarden": [one.text for one in term.values], "link": link(f"{at.ONTOLOGY}#{term.anchor}"),
        }  # fmt: skip

    def _answered(self, link: Linker, found: Answer, first: int) -> dict[str, Any]:
        question = self._answers.find_listed(found.intent.question)
        rows = Cellar(self.library, link).rows(question.columns, found.page.rows)
        return {
            **_counted(found.page.total, first + len(rows) < found.page.total),
            "vraag": question.name,
            "zin": clean("".join(piece.text for piece in found.sentence), 1500),
            "beperkingen": _by_key(found.intent.address),
            "rijen": rows,
            "niets_gevonden": None if found.page.total else self._explain(found.emptiness),
            "link": link(at.QUESTION(question.name, query=found.intent.address)),
        }

    def _explain(self, why: Emptiness | None) -> Nothing:
        """Which of the three kinds of nothing it is (design, section 4)."""
        wider = [
            {
                "lezing": clean(one.told),
                "vraag": one.intent.question,
                "beperkingen": _by_key(one.intent.address),
                "gevonden": f"{one.things} {one.called}",
            }
            for one in (why.wider if why else ())
        ]
        if why and why.silent:
            plans = ", ".join(sorted({self.library.link(one.plan).text for one in why.silent}))
            return _nothing("zwijgt", f"vastgelegd is dat dit thema niet wordt genoemd in: {plans}", wider)
        if why and why.absent:
            return _nothing("onbekend", clean(" ".join(why.absent)), wider)
        if wider:
            return _nothing("ruimer", "zo gelezen is er niets; een ruimere lezing vindt wel iets", wider)
        return _nothing("onbekend", "de graaf heeft hierover niets; dat zegt niet dat het er niet is")

    def _hit(self, iri: str) -> Cells:
        thing = self.library.find(iri)
        name = thing.name if thing else iris.local_name(iri)
        return {"id": iris.path_of(iri), "naam": clean(name, 200), "soort": iris.kind_of(iri)}


def _tell_reading(reading: Reading) -> Iterator[str]:
    """What words of a line became."""
    for slot in reading.slots:
        became = ", ".join(f"{key}={value}" for key, value in slot.pairs)
        named = f"{slot.thing.kind} {clean(slot.thing.name)}" if slot.thing else ""
        yield f"‘{slot.said}’: {'; '.join(part for part in (named, became) if part) or 'niet gebruikt'}"


def _by_key(pairs: Pairs) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found


def list_keys() -> str:
    """The keys of constraints, for people."""
    return f"{' '.join(KEYS)} {PERIOD}; {NOT} ervoor sluit uit"


def _counted(total: int, is_cut: bool) -> dict[str, Any]:
    return {"totaal": total, "afgekapt": is_cut, "let_op": WARNING}


def _nothing(kind: str, told: str, wider: Iterable[Cells] = ()) -> Nothing:
    return {"soort": kind, "uitleg": told, "ruimer": list(wider)}


def _most(given: int) -> int:
    return max(1, min(given, MOST_ROWS))
