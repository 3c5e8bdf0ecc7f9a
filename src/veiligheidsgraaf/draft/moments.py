"""When something is planned, from words: quarters, years, dates, how often, on and on.

Q3 en Q4 2024 opstarten, daarna doorlopend   -> kwartaal 2024-Q3, 2024-Q4; doorlopend
Twee keer per jaar (in a plan of 2024-2026)  -> keerPerJaar 2; planjaar 2024, 2025, 2026
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

_COUNTS = {
    **dict.fromkeys(("een", "één", "eén"), 1),
    **dict(zip("twee drie vier vijf zes zeven acht negen tien".split(), range(2, 11), strict=True)),  # noqa: SIM905
}
_ORDINALS = {
    "eerste": 1,
    "1e": 1,
    "tweede": 2,
    "2e": 2,
    "derde": 3,
    "3e": 3,
    "vierde": 4,
    "4e": 4,
    "laatste": 4,
}
_SEASONS = {"voorjaar": (2,), "zomer": (3,), "najaar": (4,), "begin": (1,), "eind": (4,)}
_MONTHS = "januari februari maart april mei juni juli augustus september oktober november december".split()  # noqa: SIM905
_NUMBER = "|".join(sorted(_COUNTS, key=len, reverse=True)) + r"|\d{1,2}"
_QUARTER = re.compile(
    rf"\b(?:[QK]\s?(?P<q>[1-4])|(?P<ordinal>{'|'.join(_ORDINALS)})\s+(?P<what>kwartaal|helft)(?:\s+van)?|(?P<k>[1-4])e?\s+kwartaal"
    rf"|(?P<season>{'|'.join(_SEASONS)})|(?P<month>{'|'.join(_MONTHS)}))\b",
    re.IGNORECASE,
)
_YEARS = re.compile(r"\b(?P<first>20\d\d)(?:\s?(?:-|–|t/m|tot en met)\s?(?P<last>20\d\d))?\b")
_OFTEN = re.compile(
    rf"\b(?P<count>{_NUMBER}|\d{{1,2}})[\s-]*(?:keer|maal|x)\s+(?:per|in\s+het|in\s+de|elk|ieder)\s+(?P<per>jaar|kwartaal|maand|week)\b"
    r"|\b(?P<yearly>jaarlijks|ieder jaar|elk jaar)\b|\b(?P<two>tweejaarlijks|eens in de twee jaar"
    r"|om het jaar)\b"
    r"|\b(?P<half>halfjaarlijks|elk half jaar)\b|\b(?P<quarterly>per kwartaal|elk kwartaal"
    r"|ieder kwartaal|driemaandelijks)\b"
    r"|\b(?P<monthly>maandelijks|elke maand|iedere maand)\b|\b(?P<weekly>wekelijks|elke week|iedere week)\b"
    rf"|\b(?P<weeks>\d{{1,2}})[\s-]?wekelijks\b|\beens\s+(?:per|in\s+de)\s+(?P<every>{_NUMBER})\s+(?P<span>weken|maanden|jaar)\b",
    re.IGNORECASE,
)
_ON = re.compile(
    r"\b(?:doorlopend|continu|continue|structureel|permanent|lopend|hele periode|gehele periode)\b",
    re.IGNORECASE,
)
_KNOWN = re.compile(
    r"\b(?:vervolgens|daarna|opstart(?:en)?|start(?:en)?|afrond(?:en|ing)|gereed|in|en|van|tot|met|vanaf|het|de|voor|elk|per|jaar|uiterlijk|"
    rf"{'|'.join(_MONTHS)}|t/m|keer|maal|begin|eind|medio|najaar|voorjaar)\b",
    re.IGNORECASE,
)
_PER_YEAR = {"jaar": 1.0, "kwartaal": 4.0, "maand": 12.0, "week": 52.0}
_WEEKS = 52.0


@dataclass(frozen=True)
class Moment:
    """When, by characters [start, end) of a text; `values` as the graph writes them."""

    start: int
    end: int
    values: Mapping[str, tuple[str, ...]]


def parse_moment(text: str, period: tuple[int, int]) -> Mapping[str, tuple[str, ...]]:
    """What a text says of when; `period` of the plan, for what happens every year. Empty: nothing."""
    values: dict[str, set[str]] = {}
    on = bool(_ON.search(text))
    years = list(_list_years(text))
    quarters, dated = _place_quarters(text, years)
    often = _OFTEN.search(text)
    rate = _rate(often) if often else 0.0
    every = rate >= 1 and not years
    whole = {year for year, at in years if at not in dated}
    if every and quarters and not dated:
        whole, span = set(), range(period[0], period[1] + 1)
        values["kwartaal"] = {f"{year}-Q{q}" for year in span for _, q in quarters}
    elif quarters:
        values["kwartaal"] = {f"{year}-Q{q}" for year, q in quarters if year}
    if every and not quarters:
        whole = set(range(period[0], period[1] + 1))
    if whole:
        values["planjaar"] = {str(year) for year in whole}
    if on:
        values["doorlopend"] = {"true"}
    if rate:
        values["keerPerJaar"] = {f"{rate:g}"}
    steady = _steady(values.get("kwartaal", set()), period)
    if steady:
        values["steedsInKwartaal"] = {steady}
    return {key: tuple(sorted(found)) for key, found in sorted(values.items()) if found}


def list_moments(text: str, period: tuple[int, int]) -> Iterator[Moment]:
    """The moments of a text: one, or one for each part when it says what happens at each."""
    parts = _parts(text)
    told = [(start, end, parse_moment(text[start:end], period)) for start, end in parts]
    told = [(start, end, values) for start, end, values in told if values]
    if len(told) > 1:
        yield from (Moment(start, end, values) for start, end, values in told)
    elif values := parse_moment(text, period):
        yield Moment(0, len(text), values)


def _parts(text: str) -> list[tuple[int, int]]:
    """Where words that say what happens part one moment from the next."""
    marks = sorted((m.start(), m.end()) for p in (_QUARTER, _YEARS, _ON) for m in p.finditer(text))
    cuts, begin = [], 0
    for (_, end), (start, _) in pairwise(marks):
        between = _KNOWN.sub("", text[end:start])
        if re.search(r"[^\W\d_]{4,}", between):
            stop = text.find(".", end, start)
            cut = stop + 1 if stop >= 0 else start
            cuts.append((begin, cut))
            begin = cut
    return [*cuts, (begin, len(text))]


def _list_years(text: str) -> Iterator[tuple[int, int]]:
    for match in _YEARS.finditer(text):
        first = int(match["first"])
        for year in range(first, int(match["last"] or first) + 1):
            yield year, match.start()


def _place_quarters(text: str, years: list[tuple[int, int]]) -> tuple[set[tuple[int, int]], set[int]]:
    """((year, quarter), places of years that belong to a quarter). A quarter takes the year after it, and all
    years of an enumeration; without one after it, the year before.
    """
    found: set[tuple[int, int]] = set()
    used: set[int] = set()
    marks = list(_QUARTER.finditer(text))
    for at, match in enumerate(marks):
        numbers = _numbers(match)
        until = marks[at + 1].start() if at + 1 < len(marks) else len(text)
        after = [(year, place) for year, place in years if match.end() <= place]
        own = [(year, place) for year, place in after if place < until] or after[:1]
        if len(own) > 1 and not re.search(r"\bin\b", text[match.end() : own[0][1]]):
            own = own[:1]
        own = own or [(year, place) for year, place in years if place < match.start()][-1:]
        found |= {(year, q) for year, _ in own or [(0, 0)] for q in numbers}
        used |= {place for _, place in own}
    return found, used


def _numbers(match: re.Match[str]) -> tuple[int, ...]:
    if match["q"] or match["k"]:
        return (int(match["q"] or match["k"]),)
    if match["month"]:
        return (_MONTHS.index(match["month"].lower()) // 3 + 1,)
    if match["season"]:
        return _SEASONS[match["season"].lower()]
    which = _ORDINALS[match["ordinal"].lower()]
    if match["what"].lower() == "helft":
        return (1, 2) if which == 1 else (3, 4)
    return (which,)


def _rate(match: re.Match[str]) -> float:
    """How often a year."""
    if match["count"]:
        count = match["count"].lower()
        return (int(count) if count.isdigit() else _COUNTS[count]) * _PER_YEAR[match["per"].lower()]
    if match["weeks"]:
        return round(_WEEKS / int(match["weeks"]), 2)
    if match["every"]:
        count = match["every"].lower()
        number = int(count) if count.isdigit() else _COUNTS[count]
        return round({"weken": _WEEKS, "maanden": 12.0, "jaar": 1.0}[match["span"].lower()] / number, 2)
    named = {"yearly": 1.0, "two": 0.5, "half": 2.0, "quarterly": 4.0, "monthly": 12.0, "weekly": _WEEKS}
    return next(rate for name, rate in named.items() if match[name])


def _steady(quarters: set[str], period: tuple[int, int]) -> str:
    """The one quarter that comes back in every year of the period."""
    numbers = {quarter[-1] for quarter in quarters}
    years = {int(quarter[:4]) for quarter in quarters}
    return (
        numbers.pop()
        if len(numbers) == 1 and len(years) > 1 and years == set(range(period[0], period[1] + 1))
        else ""
    )
