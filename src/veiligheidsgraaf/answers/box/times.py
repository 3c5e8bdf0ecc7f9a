"""Times in a line: quarters, years, spans and words like `nu` or `vorig plan`, as constraints that show."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ...facts.constraints import ALL, CURRENT, PERIOD, QUARTER
from ...names.named import Plan
from .hearing import NOWHERE, Heard, Places

FROM, TO = "van", "tot"
_NUMBERS = {
    "eerste": 1,
    "tweede": 2,
    "derde": 3,
    "vierde": 4,
    "laatste": 4,
    "1e": 1,
    "2e": 2,
    "3e": 3,
    "4e": 4,
}
_MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni", "juli"),
    *("augustus", "september", "oktober", "november", "december"),
)
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_LINK = r" (?:van |in )?"
_QUARTERS = tuple(
    re.compile(rf"(?<!\S)(?:in |voor |het )*(?:{pattern})(?!\S)")
    for pattern in (
        rf"{_YEAR} ?(?:q|kw)(?P<quarter>[1-4])",
        rf"(?:q|kw) ?(?P<quarter>[1-4]){_LINK}{_YEAR}",
        rf"kwartaal (?P<quarter>[1-4]){_LINK}{_YEAR}",
        rf"(?P<word>{'|'.join(_NUMBERS)}) kwartaal{_LINK}{_YEAR}",
        rf"{_YEAR} kwartaal (?P<quarter>[1-4])",
    )
)
_NEAR = re.compile(
    r"(?<!\S)(?:in |voor |het )*"
    r"(?P<which>dit|huidige|huidig|lopende|komende|komend|volgende|volgend|vorige|vorig|afgelopen) "
    r"(?P<what>kwartaal|jaar|maand)(?!\S)"
)
_STEPS = {"komend": 1, "komende": 1, "volgend": 1, "volgende": 1, "vorig": -1, "vorige": -1, "afgelopen": -1}
_NOW = re.compile(
    r"(?<!\S)(?:nu|momenteel|op dit moment|tegenwoordig|vandaag|thans|op het moment|now|currently)(?!\S)"
)
_ANY_TIME = re.compile(
    r"(?<!dan )(?<!\S)(?:(?:toen|vroeger) en (?:nu|tegenwoordig)|nu en (?:toen|vroeger)"
    r"|toen|destijds|toentertijd|eerder)(?!\S)"
)
_SPAN = re.compile(
    r"(?<!\S)(?:(?:van|tussen|vanaf|voor|in|periode) )*(?P<first>(?:19|20)\d\d)"
    r"(?: (?:tot en met|tot|t m|en|to|naar|tov|t o v|ten opzichte van|vergeleken met|versus|vs) | )"
    r"(?P<last>(?:19|20)\d\d)(?: (?:(?:en|tot en met) )?(?P<later>(?:19|20)\d\d))*(?!\S)"
)
_NUMBER = re.compile(r"(?:19|20)\d\d")
_SINCE = re.compile(
    r"(?<!\S)(?:(?:vanaf|sinds|na|since|from|dan(?: in)?|tov|t o v|ten opzichte van) (?P<year>(?:19|20)\d\d)"
    r"|(?P<first>(?:19|20)\d\d) tot (?:nu|heden|vandaag|nu toe))(?!\S)"
)
_UNTIL = re.compile(r"(?<!\S)(?:tot en met|tot|voor het jaar|until) (?P<year>(?:19|20)\d\d)(?!\S)")
_MONTH = re.compile(rf"(?<!\S)(?:in |voor )?(?P<month>{'|'.join(_MONTHS)}) (?P<year>20\d\d)(?!\S)")
_YEARS = re.compile(
    r"(?<!\S)(?:(?P<in>in|voor|over|eind|begin|medio|uit|for) (?:het jaar )?)?(?P<year>(?:19|20)\d\d)(?!\S)"
)
_PLAN = r"(?:plan|ivp|veiligheidsplan|beleidsplan|veiligheidsbeleid|beleid|nota)(?!\S)"
_NEWER = re.compile(rf"(?<!\S)(?:nieuwste|laatste|huidige|nieuwe|actuele|actueel|recentste|lopende) {_PLAN}")
_OLDER = re.compile(rf"(?<!\S)(?:vorige|vorig|oude|oudste|eerdere|voorgaande) {_PLAN}")
_BOTH = re.compile(rf"(?<!\S)(?:oude|vorige) en (?:het )?(?:nieuwe|huidige) {_PLAN}")
NEWER, OLDER = "nieuw", "oud"


@dataclass(frozen=True)
class Moment:
    """A time that a line names: constraints, how it was said, and by which words. `years`: those of a bare
    year or span, by which a plan may be meant; `is_in`: a word says that something happens in it.
    """

    said: str
    pairs: tuple[tuple[str, str], ...]
    places: Places
    years: tuple[int, ...] = ()
    is_in: bool = False


@dataclass(frozen=True)
class Times:
    """All times of a line, and which plans it speaks of: NEWER, OLDER, both or none, by which words."""

    moments: tuple[Moment, ...] = ()
    plans: tuple[str, ...] = ()
    plan_places: Places = NOWHERE

    @property
    def years(self) -> list[int]:
        """The years that are named, in order."""
        return [year for moment in self.moments for year in moment.years]


def read_times(heard: Heard, today: date) -> Times:
    """The times of a line. `today`: the day that `nu` and `dit kwartaal` are of."""
    taken: Places = NOWHERE
    moments = []
    for moment in _moments(heard, today):
        if taken.isdisjoint(moment.places):
            moments.append(moment)
            taken |= moment.places
    plans, places = [], NOWHERE
    for word, pattern in ((OLDER, _OLDER), (NEWER, _NEWER)):
        if found := heard.first(pattern):
            plans.append(word)
            places |= found[1]
    if found := heard.first(_BOTH):
        plans, places = [OLDER, NEWER], places | found[1]
    return Times(tuple(sorted(moments, key=lambda moment: min(moment.places))), tuple(plans), places)


def pick_plan(plans: Sequence[Plan], years: Sequence[int], word: str = "") -> Plan | None:
    """Which of a municipality's plans (oldest first) is meant by a year or by NEWER or OLDER; None when that
    does not say.
    """
    for year in years:
        for plan in plans:
            if plan.start == year:
                return plan
        for plan in plans:
            if plan.start <= year <= plan.end:
                return plan
    if plans and word == NEWER:
        return plans[-1]
    return plans[-2] if len(plans) > 1 and word == OLDER else None


def _moments(heard: Heard, today: date) -> Iterator[Moment]:
    for pattern in _QUARTERS:
        for match, places in heard.find(pattern):
            found = match.groupdict()
            number = found.get("quarter") or _NUMBERS[found["word"]]
            yield Moment(match[0], ((QUARTER, f"{match['year']}-Q{number}"),), places)
    for match, places in heard.find(_NEAR):
        yield Moment(match[0], tuple(_near(match["which"], match["what"], today)), places)
    for match, places in heard.find(_MONTH):
        month = f"{match['year']}-{_MONTHS.index(match['month']) + 1:02}"
        yield Moment(match[0], ((FROM, month), (TO, month)), places)
    for match, places in heard.find(_SPAN):
        first, *_, last = sorted(_NUMBER.findall(match[0]))
        yield Moment(match[0], ((FROM, first), (TO, last)), places, (int(first), int(last)))
    for key, pattern in ((FROM, _SINCE), (TO, _UNTIL)):
        for match, places in heard.find(pattern):
            year = match["year"] or match.groupdict().get("first", "")
            yield Moment(match[0], ((key, year),), places)
    for match, places in heard.find(_YEARS):
        year = match["year"]
        yield Moment(match[0], ((FROM, year), (TO, year)), places, (int(year),), bool(match["in"]))
    for match, places in heard.find(_ANY_TIME):
        yield Moment(match[0], ((PERIOD, ALL),), places)
    for match, places in heard.find(_NOW):
        yield Moment(match[0], ((PERIOD, CURRENT),), places)


def _near(which: str, what: str, today: date) -> Iterator[tuple[str, str]]:
    """A quarter, year or month beside that of today."""
    step = _STEPS.get(which, 0)
    if what == "jaar":
        yield FROM, str(today.year + step)
        yield TO, str(today.year + step)
    elif what == "kwartaal":
        year, quarter = divmod(today.year * 4 + (today.month - 1) // 3 + step, 4)
        yield QUARTER, f"{year}-Q{quarter + 1}"
    else:
        year, month = divmod(today.year * 12 + today.month - 1 + step, 12)
        yield FROM, f"{year}-{month + 1:02}"
        yield TO, f"{year}-{month + 1:02}"


def span_of(moments: Sequence[Moment]) -> tuple[tuple[str, str], ...]:
    """The constraints of moments together: quarters each, of all other times the earliest and the latest."""
    pairs = [pair for moment in moments for pair in moment.pairs]
    kept = [pair for pair in pairs if pair[0] not in (FROM, TO)]
    first = sorted(value for key, value in pairs if key == FROM)
    last = sorted(value for key, value in pairs if key == TO)
    spans = (*((FROM, value) for value in first[:1]), *((TO, value) for value in last[-1:]))
    return (*dict.fromkeys(kept), *spans)
