"""Figures that a text gives: value, year, unit, bound, from running text and from tables of years."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..reading.document import Document
from .segments import Form, Unit
from .year_tables import GRADE, NUMBER, YEAR, Figure, read_lines, read_number, read_tables

_PERCENT = re.compile(
    rf"(?P<sign>(?:\+/-|(?<![\w.,%])[-+±−])?)(?P<value>{NUMBER})\s*(?:%|procent(?:punten?)?\b)"
)
_CHANGED = re.compile(
    r"\b(?:daling|stijging|afname|toename|gedaald|gestegen|afgenomen|toegenomen|daalde|steeg|daalt|stijgt)\s+"
    r"(?:van|met)\s+(?:bijna|ruim|circa|ongeveer|zo'n)?\s*$",
    re.IGNORECASE,
)
_COUNT = re.compile(rf"(?<![\w.,/:-])(?P<value>{NUMBER})(?![\w%/:-]|[.,]\d)(?!\s*(?:%|procent))")
_SHARE = re.compile(
    r"\b(?P<value>driekwart|twee derde|(?:de|een|één) (?:helft|derde|kwart|vijfde|tiende))(?=\s+(?:van"
    r"|is|heeft|zou|deel|deze|wel|niet|geen|weet|vindt|\())",
    re.IGNORECASE,
)
_SHARES = {
    "helft": 50.0,
    "derde": 33.3,
    "kwart": 25.0,
    "vijfde": 20.0,
    "tiende": 10.0,
    "driekwart": 75.0,
    "twee derde": 66.7,
}
_BOUNDS = (
    ("lager-dan", r"bijna|minder dan|onder de|iets minder dan|nog geen|krap"),
    ("hoger-dan", r"ruim|meer dan|boven de|iets meer dan|over de"),
    ("hoogstens", r"maximaal|hoogstens|ten hoogste"),
    ("minstens", r"minimaal|minstens|ten minste|tenminste"),
    ("ongeveer", r"ongeveer|circa|ca\.|rond de|zo'n|\+/-|gemiddeld ongeveer"),
)
_BOUND = [(slug, re.compile(rf"(?:{words})\s+(?:de|een|één)?\s*$", re.IGNORECASE)) for slug, words in _BOUNDS]
_COUNTED = re.compile(
    r"\b(?:meldingen|incidenten|aangiftes?|slachtoffers|inbraken|gevallen|misdrijven|geregistreerde|aantal)\b",
    re.IGNORECASE,
)
_GRADED = re.compile(r"cijfer|beoordel|gemiddeld|schaal", re.IGNORECASE)
_THINGS = re.compile(r"\s+(?:geregistreerde\s+)?(?:keer|stuks|aangiftes?|slachtoffers|inwoners|\w+en)\b")
_AFTER_YEAR = re.compile(r"(?:19|20)\d\d\s*[:,(]?\s*$")
_BEFORE_YEAR = re.compile(r"\s*\(?(?:in\s+)?(?:19|20)\d\d")
_MONTH = re.compile(
    r"\b(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december)\b"
)
_RANK = re.compile(r"\b(?P<value>\d{1,2})e (?:plek|plaats)\b")
_AGAINST = re.compile(
    r"(?:ten opzichte van|t\.o\.v\.|vergeleken met|tegenover|dan in)(?:\s+\w+){0,2}\s+$", re.IGNORECASE
)
_NOT = re.compile(
    r"(?:artikel|art\.|hoofdstuk|paragraaf|tabel|pagina|blz\.?|figuur|nummer|bijlage|groep(?:en)?|leerjaar|prioriteit|thema)\s+$",
    re.IGNORECASE,
)
_TARGET = re.compile(
    r"\b(?:streefwaarde|doelstelling|gedaald met|daalt|verlaagd|gestegen met|norm|hoe meten)\b", re.IGNORECASE
)
_BESIDE = 6
_NEAR = 28  # characters between a value and its year


def list_figures(document: Document, units: Sequence[Unit], period: tuple[int, int]) -> list[Figure]:
    """Every figure once, in order of lines."""
    best: dict[tuple[int, int, float, str], Figure] = {}
    for one in (*read_tables(document), *read_lines(document), *_of_text(units, period)):
        if one.words:
            key = (one.words[0].line, one.words[0].start, one.value, one.year)
            if key not in best or best[key].score < one.score:
                best[key] = one
    return sorted(best.values(), key=lambda one: (one.words[0].line, one.words[0].start, one.year, one.value))


@dataclass(frozen=True)
class _Value:
    start: int
    end: int
    value: float
    unit: str
    score: float
    bound: str = ""


def _of_text(units: Sequence[Unit], period: tuple[int, int]) -> Iterator[Figure]:
    sources = _Sources(units, period)
    for unit in units:
        if unit.form is Form.ROW:
            continue
        carried = sources.year_for(unit)
        values = list(_values(unit.text))
        years = [
            (match.start(), match.end(), match[0])
            for match in YEAR.finditer(unit.text)
            if not _AGAINST.search(unit.text[: match.start()]) or len(YEAR.findall(unit.text)) == 1
        ]
        for value in values:
            year, near = _year_of(unit.text, value, years, carried)
            score = value.score * (1.0 if near else 0.9 if year else 0.5)
            words = unit.block.marks(unit.start + value.start, unit.start + value.end)
            why = "staat bij het getal" if near else "is het jaar van de bron die ervoor genoemd is"
            reason = f"getal met eenheid; {year} {why}" if year else "getal met eenheid; zonder jaar"
            yield Figure(value.value, year, value.unit, value.bound, words, round(score, 3), reason)


def _values(text: str) -> Iterator[_Value]:
    taken: list[range] = []
    for value in (*_shares_and_grades(text, taken), *_ranks(text, taken), *_counts(text, taken)):
        yield replace(value, bound=value.bound or _bound(text[: value.start]))


def _shares_and_grades(text: str, taken: list[range]) -> Iterator[_Value]:
    """Percentages, marks out of ten and shares in words."""
    for match in _PERCENT.finditer(text):
        sign = -1.0 if match["sign"] in ("-", "−") else 1.0
        taken.append(range(match.start(), match.end()))
        is_change = match["sign"] in ("-", "−", "+") or _CHANGED.search(text[: match.start()])
        unit = "procentpunt" if "punt" in match[0] else "procentuele-verandering" if is_change else "procent"
        bound = "ongeveer" if match["sign"] in ("+/-", "±") else ""
        yield _Value(match.start(), match.end(), sign * read_number(match["value"]), unit, 0.9, bound)
    for match in GRADE.finditer(text) if _GRADED.search(text) else ():
        if not _meets(match, taken):
            taken.append(range(match.start(), match.end()))
            yield _Value(match.start(), match.end(), read_number(match["value"]), "rapportcijfer", 0.85)
    for match in _SHARE.finditer(text):
        value = next(number for word, number in _SHARES.items() if match["value"].lower().endswith(word))
        if not re.match(r"\s*\(\d", text[match.end() :]):
            yield _Value(match.start(), match.end(), value, "procent", 0.55)


def _ranks(text: str, taken: list[range]) -> Iterator[_Value]:
    for match in _RANK.finditer(text):
        taken.append(range(match.start(), match.end()))
        yield _Value(match.start(), match.end(), float(match["value"]), "rangnummer", 0.5)


def _counts(text: str, taken: Sequence[range]) -> Iterator[_Value]:
    """Numbers of something that is counted, or beside a year; not those of dates, articles and chapters."""
    is_counting = bool(_COUNTED.search(text) and YEAR.search(text))
    for match in _COUNT.finditer(text):
        before, after = text[: match.start()], text[match.end() :]
        if _meets(match, taken) or YEAR.fullmatch(match["value"]) or _NOT.search(before):
            continue
        if _MONTH.search(before[-12:] + match[0] + after[:30]):
            continue
        is_paired = bool(_AFTER_YEAR.search(before) or _BEFORE_YEAR.match(after))
        if is_paired or is_counting or _THINGS.match(after):
            score = 0.8 if is_paired else 0.4
            yield _Value(match.start(), match.end(), read_number(match["value"]), "aantal", score)


def _meets(match: re.Match[str], taken: Sequence[range]) -> bool:
    return any(match.start() in span for span in taken)


def _bound(before: str) -> str:
    return next((slug for slug, words in _BOUND if words.search(before)), "")


def _year_of(
    text: str, value: _Value, years: Sequence[tuple[int, int, str]], carried: str
) -> tuple[str, bool]:
    """(year, whether it stands by the value): before it with little between, after it in brackets, else the
    one of the source.
    """
    before = [(value.start - end, year) for start, end, year in years if end <= value.start]
    after = [(start - value.end, year) for start, end, year in years if start >= value.end]
    if (
        after
        and after[0][0] <= _BESIDE
        and re.match(r"\s*\(?(?:in\s+)?$", text[value.end : value.end + after[0][0]])
    ):
        return after[0][1], True
    if behind := re.match(r"[^.;()]{0,20}\((?P<year>(?:19|20)\d\d)\)", text[value.end :]):
        return behind["year"], True
    clause = re.split(r"[.;()]", text[: value.start])[-1]
    direct = re.search(r"(?P<year>(?:19|20)\d\d)\s*[:,(]\s*$", text[: value.start])
    if direct and any(year == direct["year"] for _, year in before):
        return direct["year"], True
    if before and before[-1][0] <= len(clause) and (before[-1][0] <= _NEAR or len(years) == 1):
        return before[-1][1], True
    same = [
        year for gap, year in before if gap <= _NEAR * 2 and "%" not in text[value.start - gap : value.start]
    ]
    if same and value.unit == "aantal":
        return same[-1], True
    if after and re.fullmatch(
        r"[^.;()]{0,40}\b(?:in|over|sinds|van)\s+", text[value.end : value.end + after[0][0]]
    ):
        return after[0][1], True
    if len(years) == 1 and not carried:
        return years[0][2], True
    return (carried or (before[-1][1] if before else "")), False


class _Sources:
    """The year of the enquiry or registration that a passage takes its figures from.

    A source is a word before a year (`Veiligheidsmonitor 2022`); named without its year it has the one that
    it has most often, the latest first.
    """

    def __init__(self, units: Sequence[Unit], period: tuple[int, int]) -> None:
        self._years: dict[str, dict[str, int]] = {}
        self._latest = str(period[0])
        self._before: tuple[object, list[str]] = (None, [])
        for unit in units:
            for match in _SOURCE.finditer(unit.text):
                counts = self._years.setdefault(_stem(match["name"]), {})
                if int(match["year"]) < period[0] + 1:
                    counts[match["year"]] = counts.get(match["year"], 0) + 1
        self._path: tuple[str, ...] = ()
        self._carried = ""

    def year_for(self, unit: Unit) -> str:
        """The year of the source in this unit, or of the last one named under the same heading."""
        if unit.path != self._path:
            self._path, self._carried = unit.path, ""
        text = re.sub(r"\([^)]*\)", "", unit.text)
        if match := _SOURCE.search(text):
            self._carried = match["year"]
        else:
            named = (self._usual(_stem(word[0])) for word in _NAME.finditer(text))
            self._carried = next((year for year in named if year), self._carried)
        before, self._before = self._before, (unit.block, YEAR.findall(text))
        if not self._carried and before[0] is unit.block and before[1] and before[1][-1] <= self._latest:
            return before[1][-1]
        return self._carried

    def _usual(self, name: str) -> str:
        counts = self._years.get(name)
        return max(counts, key=lambda year: (counts[year], year)) if counts else ""


_SOURCE_WORD = (
    r"[\w-]*(?:monitor|enqu[eê]te|onderzoek|peiling|scan|registratie|dataset|cijfers"
    r"|misdaadmeter|rapportage|analyse)"
)
_SOURCE = re.compile(rf"\b(?P<name>{_SOURCE_WORD})\b[^.;\d]{{0,20}}?(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE)
_NAME = re.compile(rf"\b{_SOURCE_WORD}\b", re.IGNORECASE)


def _stem(name: str) -> str:
    return name.lower().replace("-", "")
