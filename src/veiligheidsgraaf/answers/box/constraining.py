"""The constraints of a question: what its line names and when, each as a key with a value that shows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ...facts.constraints import HELD, NOT, QUARTER
from ...names.named import Plan
from ...names.runs import Run
from ...names.stored import StoredLexicon
from ...words.questions import Question
from ..intent import Form, Pairs
from .choosing import SAYS_ENOUGH, only_asks
from .cues import Cue
from .figures_meant import combine_figures, names_figures
from .finding import Found
from .hearing import NOWHERE, Heard, Places
from .reading import Slot
from .runs_together import is_inside, is_place, join_pairs, others_of
from .same_topic import bodies_as_places, each_topic_once
from .times import NEWER, Moment, Times, pick_plan
from .turning import Turns
from .using import PLACE, Use, Uses

# Questions whose years are those of what is counted or planned; of others a year may be a plan's.
FIGURES = ("indicatoren", "cijferreeksen")
TIMED = ("planning", "tijdlijn")
_PLAN_WORDS = frozenset(("plan", "ivp", "veiligheidsplan", "beleidsplan", "nota", "beleid", "planperiode"))
_NEAR = 4
_PAIR, _MOST_PLACES = 2, 12
CONTENTS = "inhoud"
_ALL_PLANS, _BODY = "plannen", "partner"
# Words for the plans that begin last (True), or first.
_EXTREMES = (
    (frozenset(("nieuwst", "nieuwste", "recentst", "recentste", "jongste")), True),
    (frozenset(("oudst", "oudste")), False),
)
# Not kinds: places are read as the municipality that they lie in, years as the plan that runs then.
WIDER, OF_PLAN = "ruimer", "planjaar"
_TIMELESS = ("vergelijk-plannen", "themadekking", "witte-vlekken")
# What a second theme may be instead, when the two are not summed up: `ondermijning in het buitengebied`.
_BESIDE_THEME = frozenset(("fenomeen", "locatie", "doelgroep"))
_JOINING = frozenset(("en", "of"))


@dataclass(frozen=True)
class Line:
    """All that was found in a line before a question is chosen."""

    heard: Heard
    found: Found
    times: Times
    turns: Turns
    form: Form


@dataclass(frozen=True)
class Constrained:
    """The pairs of a question, what each word became, and the words that were read."""

    pairs: Pairs
    slots: tuple[Slot, ...]
    places: Places


class Constrainer:
    """Makes constraints of what lines name."""

    def __init__(self, lexicon: StoredLexicon, uses: Uses) -> None:
        self._lexicon = lexicon
        self._uses = uses

    def constrain(
        self, line: Line, question: Question, cue: Cue, kinds: frozenset[str] = frozenset()
    ) -> Constrained:
        """The constraints of a line for a question. `kinds`: read names as things of these kinds first."""
        plans, plan_places = self.plans_of(line, question, OF_PLAN in kinds)
        slots, places, wide = list[Slot](), plan_places, list[Slot]()
        is_wider, kinds = WIDER in kinds, kinds - {WIDER, OF_PLAN}
        asked = cue.score >= SAYS_ENOUGH
        before: Run | None = None
        joined: Places = NOWHERE
        for run in line.found.runs:
            if only_asks(run, cue) or _is_elsewhere(line, run):
                continue
            places |= frozenset(range(run.first, run.last))
            slot = self._slot(line, question, run, plans, kinds, asked)
            slot = self._widened(slot) if is_wider else slot
            if before and _is_second(line, slots, slot, before, run):
                slot = self._slot(line, question, run, plans, _BESIDE_THEME, asked)
                slot = slot if slot.pairs and slot.pairs[0][0] in _BESIDE_THEME else replace(slot, pairs=())
            if before and _JOINING.intersection(line.heard.said[before.last : run.first]):
                joined |= {len(slots)}
            slots.append(slot)
            wide.append(replace(slot, pairs=self._uses.figures_of(run)) if names_figures(slot) else slot)
            before = run
        own = [place.thing.slug for place in line.found.municipalities]
        slots = each_topic_once(combine_figures(slots, wide, joined, own))
        slots = bodies_as_places(question, slots, self._lexicon.home_of)
        slots = [self._of_places(question, slot, own) for slot in slots]
        moments = [m for m in line.times.moments if not m.places <= plan_places]
        for moment in moments:
            pairs = self._of_moment(question, moment)
            slots.append(Slot(moment.said, pairs))
            places |= moment.places if pairs else NOWHERE
        named = {slug for slot in slots for key, slug in slot.pairs if key == "plan"}
        for plan in plans:
            if plan.slug not in named:
                slots.append(self._plan_slot(line, plan, plan_places))
        return Constrained(join_pairs(slots), tuple(slots), places | line.turns.places)

    def _of_places(self, question: Question, slot: Slot, places: Sequence[str]) -> Slot:
        """Words that several bodies are called by, held to those that the named municipalities have to do
        with: the zorg- en veiligheidshuis in Hellendoorn is that of Twente.
        """
        bodies = sum(key == _BODY or value.startswith(f"{_BODY}/") for key, value in slot.pairs)
        if not places or not 1 < bodies == len(slot.pairs):
            return slot
        return replace(slot, pairs=self._uses.known_in(question.name, slot.pairs, places) or slot.pairs)

    def plans_of(
        self, line: Line, question: Question, by_year: bool = False
    ) -> tuple[tuple[Plan, ...], Places]:
        """The plans that a line means by a title, a year or `nieuwste plan`, and the words that say so.
        `by_year`: any year is that of a plan.
        """
        plans, places = list(line.found.plans), _titles(line)
        if question.name == _ALL_PLANS and not line.found.municipalities:
            newest, places = self._newest(line, places)
            plans += newest
        moments = [
            m for m in line.times.moments if m.years and (by_year or self._is_of_plan(line, question, m))
        ]
        several = line.form in (Form.CHANGE, Form.COMPARE)
        homes = [place.thing.slug for place in line.found.municipalities]
        # Of a country no few stand for all.
        every = self._lexicon.planned() if by_year and moments and not homes else ()
        for home in homes or (every if len(every) <= _MOST_PLACES else ()):
            own = self._lexicon.plans_of(home)
            for moment in moments:
                picked = pick_plan(own, moment.years if several else moment.years[:1])
                if picked and picked not in plans:
                    plans.append(picked)
                    places |= moment.places
            for word in line.times.plans if question.name != "terugblik" else ():
                picked = pick_plan(own, (), word) or (own[-1] if own and word == NEWER else None)
                if picked:
                    plans += [picked] if picked not in plans else []
                    places |= line.times.plan_places
        if question.name == "terugblik" or (not line.found.municipalities and line.times.plans == (NEWER,)):
            places |= line.times.plan_places
        plans += self._compared(line, question, plans)
        if line.form is Form.CHANGE:
            plans.sort(key=lambda plan: plan.start)
        return tuple(plans), places

    def _newest(self, line: Line, places: Places) -> tuple[list[Plan], Places]:
        """Of all plans those that begin last, or first, when a line asks for these; and the words read."""
        for words, newest in _EXTREMES:
            said = frozenset(at for at, word in enumerate(line.heard.said) if word in words)
            found = self._lexicon.plans_at_an_end(newest) if said else []
            if 0 < len(found) <= _MOST_PLACES:  # of a country no few stand for all
                return found, places | said
        return [], places

    def _compared(self, line: Line, question: Question, plans: Sequence[Plan]) -> list[Plan]:
        """Plans that are laid side by side though the line names only their municipality."""
        own = [self._lexicon.plans_of(place.thing.slug) for place in line.found.municipalities]
        if line.form is Form.CHANGE and len(plans) < _PAIR and len(own) == 1:
            return [plan for plan in own[0][-_PAIR:] if plan not in plans]
        if line.form is Form.COMPARE and question.name == CONTENTS:
            return [some[-1] for some in own if some and not set(some) & set(plans)]
        return []

    def _is_of_plan(self, line: Line, question: Question, moment: Moment) -> bool:
        """Whether a year says which plan is meant, not when something is so."""
        if line.form in (Form.CHANGE, Form.COMPARE):
            return True
        first, last = min(moment.places), max(moment.places)
        if _PLAN_WORDS.intersection(line.heard.said[max(0, first - _NEAR) : last + _PAIR]):
            return True
        if question.name in (*FIGURES, *TIMED):
            return False
        if question.name == "doelbereik":
            return True
        starts = {
            plan.start
            for place in line.found.municipalities
            for plan in self._lexicon.plans_of(place.thing.slug)
        }
        beside = any(run.last == first or run.first == last + 1 for run in line.found.runs if is_place(run))
        return moment.years[0] in starts and (beside or not moment.is_in or len(moment.years) == _PAIR)

    def _slot(
        self,
        line: Line,
        question: Question,
        run: Run,
        plans: Sequence[Plan],
        kinds: frozenset[str],
        asked: bool,
    ) -> Slot:
        said = line.heard.line.said(run.first, run.last)
        used = (self._uses.of(question, run, kinds) if kinds else None) or self._uses.of(
            question,
            run,
            asked=asked,
            place=_only_place(line) if line.heard.is_english else "",
            counts=line.form is Form.HOW_MUCH,
            by_name=not _names_location(line),
        )
        if used is None or (used.key == HELD and used.match.thing.kind == "document"):
            inside = [place for place in line.found.municipalities if is_inside(place, run)]
            if inside and self._lexicon.plans_of(inside[0].thing.slug) and used is None:
                return Slot(said, ((PLACE, inside[0].thing.slug),), inside[0].thing)
        if used is None:
            return Slot(said, (), run.candidates[0].thing, others_of(run, run.candidates[0].thing))
        thing, prefix = used.match.thing, NOT if run.first in line.turns.excluded else ""
        if prefix and used.key == HELD:  # no question leaves out rows by what they hold
            return Slot(said, (), thing, others_of(run, thing))
        pairs: Pairs = tuple((prefix + used.key, value) for value in used.values)
        if used.key == PLACE and not prefix:
            own = [plan for plan in plans if plan.municipality == thing.slug]
            pairs = tuple(("plan", plan.slug) for plan in own) or self._place(used)
        return Slot(said, pairs, thing, others_of(run, thing))

    def _widened(self, slot: Slot) -> Slot:
        """A place as the municipality that it lies in."""
        if not slot.thing or slot.thing.kind != "locatie" or slot.excludes:
            return slot
        place = self._uses.municipality_of(slot.thing)
        return replace(slot, pairs=((PLACE, place),)) if place and self._lexicon.plans_of(place) else slot

    def _place(self, used: Use) -> Pairs:
        """A municipality as a constraint, when it has a plan."""
        return tuple((PLACE, slug) for slug in used.values if self._lexicon.plans_of(slug))

    def _of_moment(self, question: Question, moment: Moment) -> Pairs:
        if any(key == QUARTER for key, _ in moment.pairs):
            takes = any(p.kind == QUARTER for p in question.parameters)
            return moment.pairs if takes or self._uses.narrows(question.name, QUARTER) else ()
        return moment.pairs

    def _plan_slot(self, line: Line, plan: Plan, places: Places) -> Slot:
        said = " ".join(line.heard.said[at] for at in sorted(places))
        for run in line.found.runs:
            for candidate in run.candidates:
                if candidate.thing.kind == "plan" and candidate.thing.slug == plan.slug:
                    return Slot(
                        line.heard.line.said(run.first, run.last), (("plan", plan.slug),), candidate.thing
                    )
        return Slot(said or plan.slug, (("plan", plan.slug),))


def _is_second(line: Line, slots: Sequence[Slot], slot: Slot, before: Run, run: Run) -> bool:
    """Whether a slot is a second theme, or a law beside its article, that is not summed up with the first."""
    if _JOINING.intersection(line.heard.said[before.last : run.first]) or not slot.pairs:
        return False
    key = slot.pairs[0][0]
    return key in ("thema", "rechtsgrond") and any(key == name for one in slots for name, _ in one.pairs)


def _only_place(line: Line) -> str:
    """The municipality (slug) of a line that names just one."""
    named = line.found.municipalities
    return named[0].thing.slug if len(named) == 1 else ""


def _names_location(line: Line) -> bool:
    """Whether a line names a place in a municipality, of which figures can be."""
    return any(run.candidates[0].thing.kind == "locatie" for run in line.found.runs)


def _is_elsewhere(line: Line, run: Run) -> bool:
    """Whether words say `elsewhere`, not who does something: `wat doen andere gemeenten`."""
    said = line.heard.said[run.first : run.last]
    return said[0] == "andere" and line.turns.places.issuperset(range(run.first, run.last))


def _titles(line: Line) -> Places:
    """The words of titles of plans, their years among them."""
    runs = [run for run in line.found.runs if run.whole and run.candidates[0].thing.kind == "plan"]
    return frozenset(at for run in runs for at in range(run.first, run.last))
