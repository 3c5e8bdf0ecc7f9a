"""What reviewed plans teach: for each unit and each named thing, whether the plan's graph states it there."""

from collections.abc import Iterator, Sequence

from ..check.plans import Plan, Statement
from ..names import tokens
from ..names.find import Names
from ..names.lexicon import Lexicon, kind_of
from .features import cut_all
from .looking import BODIES, View
from .ranker import ALONG, Example
from .segments import Unit
from .suggestion import Kind
from .surroundings import Candidate

# Kind of statement, and the weight of what lies in its passage and is not its core.
_SAYINGS = ((Kind.MAATREGEL, "maatregel", 0.4), (Kind.DOEL, "doel", 0.0))
_TIED = ((Kind.PARTNER, BODIES), (Kind.INSTRUMENT, ("instrument",)))
_AGAIN = 0.3  # weight of who names again what a passage named: it says little new
_TELLING = 10  # letters of a word that tells a name alone (a compound)
_LEAST = 0.45  # of the letters of a new name that a known one must cover


def list_examples(plan: Plan, view: View, lexicon: Lexicon) -> Iterator[Example]:
    """Examples of one plan. `lexicon`: of the whole graph, by which a name that was new is known now."""
    known = Known(lexicon, plan.home)
    for kind, called, beside in _SAYINGS:
        statements = [one for one in plan.statements if one.kind == called and one.spans]
        wanted, weights = _label_units(view.units, statements, beside)
        yield Example(kind, view.seen, wanted, weights, plan.slug, range(len(view.units)))
    for kind, kinds in _TIED:
        candidates = [one for one in view.candidates if one.kind == kind]
        yield _label_candidates(kind, candidates, plan, known, kinds)
        yield _label_along(kind, candidates, plan, known, kinds)


def _label_units(
    units: Sequence[Unit], statements: Sequence[Statement], beside: float
) -> tuple[list[int], list[float]]:
    """Of each statement the unit most like its words is wanted; the others in its passage `beside`."""
    wanted, weights = [0] * len(units), [1.0] * len(units)
    words = [set(cut_all(unit.text)) for unit in units]
    for one in statements:
        own = set(
            cut_all(" ".join(text for key, text in one.literals if key in ("prefLabel", "description")))
        )
        inside = [
            at
            for at, unit in enumerate(units)
            if any(span.first <= unit.first and unit.last <= span.last for span in one.spans)
        ]
        if not inside:
            continue
        best = max(inside, key=lambda at: (_likeness(own, words[at]), -at))
        wanted[best], weights[best] = 1, 1.0
        for at in inside:
            weights[at] = weights[at] if wanted[at] else beside
    return wanted, weights


def _likeness(own: set[str], words: set[str]) -> float:
    return float(len((own & words) - tokens.STOP) / (3 + len(words)) ** 0.5)


def _label_candidates(
    kind: Kind, candidates: Sequence[Candidate], plan: Plan, known: "Known", kinds: tuple[str, ...]
) -> Example:
    places: dict[str, list[tuple[tuple[int, int], ...]]] = {}
    for statement in plan.statements:
        for predicate, thing in statement.ties:
            if kind_of(thing) in kinds and predicate != "portefeuillehouder" and statement.kind != "plan":
                spans = tuple((span.first - 1, span.last + 1) for span in statement.spans)
                places.setdefault(thing, []).append(spans)
    found: set[tuple[str, int]] = set()
    wanted, weights = [], []
    for one in candidates:
        things = frozenset((one.iri,)) if one.iri else known.things(one.name, kinds)
        here = {
            (thing, number)
            for thing in things
            for number, spans in enumerate(places.get(thing, ()))
            if any(first <= one.first and one.last <= last for first, last in spans)
        }
        wanted.append(int(bool(here)))
        weights.append(_AGAIN if here and here <= found else 1.0)
        found |= here
    units = [one.unit for one in candidates]
    return Example(kind, [one.seen for one in candidates], wanted, weights, plan.slug, units)


def _label_along(
    kind: Kind, candidates: Sequence[Candidate], plan: Plan, known: "Known", kinds: tuple[str, ...]
) -> Example:
    """What measures name in their passages: said of the measure, or not."""
    seen, wanted, units = [], [], []
    measures = [one for one in plan.statements if one.kind == Kind.MAATREGEL]
    for one in candidates:
        around = [
            measure
            for measure in measures
            if any(span.first <= one.first and one.last <= span.last for span in measure.spans)
        ]
        if around:
            things = frozenset((one.iri,)) if one.iri else known.things(one.name, kinds)
            seen.append(one.seen)
            units.append(one.unit)
            wanted.append(int(any(thing in things for measure in around for _, thing in measure.ties)))
    return Example(ALONG[kind], seen, wanted, [1.0] * len(seen), plan.slug, units)


class Known:
    """What a new name means in a graph that knows it by now, as a plan of municipality `home` says it."""

    def __init__(self, lexicon: Lexicon, home: str) -> None:
        self._names, self._lexicon = Names(lexicon, home), lexicon
        self._told: dict[tuple[str, tuple[str, ...]], frozenset[str]] = {}
        self._contents: dict[str, list[tuple[str, frozenset[str]]]] = {}

    def things(self, name: str, kinds: tuple[str, ...]) -> frozenset[str]:
        """The things whose names cover a good part of it, or of whose names it is at least half and telling:
        `plan van aanpak` where the graph has `plan van aanpak woonoverlast`.
        """
        if (name, kinds) not in self._told:
            covered = {
                match.thing.iri
                for match in self._names.find(name, kinds, nested=True, least=0)
                if match.end - match.start >= _LEAST * len(name)
            }
            self._told[name, kinds] = frozenset(covered | self._shortened(name, kinds))
        return self._told[name, kinds]

    def _shortened(self, name: str, kinds: tuple[str, ...]) -> set[str]:
        own = _content(name)
        if not own or (len(own) == 1 and len(name) < _TELLING):  # `overleg` is no name of any
            return set()
        return {
            iri
            for kind in kinds
            if kind != "gemeente"
            for iri, content in self._of_kind(kind)
            if own <= content and 2 * len(own) >= len(content)
        }

    def _of_kind(self, kind: str) -> list[tuple[str, frozenset[str]]]:
        if kind not in self._contents:
            self._contents[kind] = [
                (thing.iri, _content(" ".join(word.text for word in one.words)))
                for thing, names in self._lexicon.by_thing.items()
                if thing.kind == kind
                for one in names
            ]
        return self._contents[kind]


def _content(name: str) -> frozenset[str]:
    return frozenset(tokens.plain(word) for word in tokens.split(name) if word not in tokens.STOP)
