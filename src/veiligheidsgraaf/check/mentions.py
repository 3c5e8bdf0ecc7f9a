"""What a text says beside names: articles of law, dates and years, numbers
with a unit, and words of direction and level.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What sort of thing is said."""

    NAME = "naam"
    ARTICLE = "artikel"
    DATE = "datum"
    YEAR = "jaar"
    NUMBER = "getal"
    DIRECTION = "richting"
    LEVEL = "niveau"


@dataclass(frozen=True)
class Mention:
    """Words at [start, end) of a text. `value`: what a statement would hold for it, in one spelling."""

    kind: Kind
    start: int
    end: int
    value: str


_MONTHS = "januari februari maart april mei juni juli augustus september oktober november december".split()  # noqa: SIM905
_COUNTS = {
    "een": "1", "één": "1", "eenmaal": "1", "twee": "2", "tweemaal": "2",
    "drie": "3", "vier": "4", "vijf": "5", "zes": "6", "zeven": "7", "acht": "8",
    "negen": "9", "tien": "10", "elf": "11", "twaalf": "12",
}  # fmt: skip
_SHARES = {
    "de helft": "50",
    "een derde": "33",
    "een kwart": "25",
    "een vijfde": "20",
    "driekwart": "75",
    "twee derde": "67",
}
_LAW = (
    r"(?:[A-Z][\w-]*(?:wet|wetboek|recht|verordening)|Algemene [Pp]laatselijke [Vv]erordening|"
    r"Awb|APV|Bor|BOR|Wegenverkeerswet|Wvggz|Ow|Sr|AVG)"
)
_ARTICLE = re.compile(
    rf"\b[Aa]rt(?:ikel(?:en)?|\.)?\s+(\d+(?:[:.]\d+)?(?:[a-z]{{1,2}}|\s[a-z])?\b)(?:\s+lid\s+\d+)?"
    rf"(?:[\s,]+(?:van|uit)?(?:\s+de)?\s*({_LAW}))?"
    rf"|\b({_LAW})\s+(?:[Aa]rt(?:ikel|\.)?\s+)?(\d+:\d+[a-z]?|\d+[a-z]?\b(?!\s*(?:%|procent|keer)))(?<!\d{{4}})"
)
_DATE = re.compile(
    rf"\b(\d{{1,2}})\s+({'|'.join(_MONTHS)})\s+((?:19|20)\d\d)\b|\b({'|'.join(_MONTHS)})\s+((?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(
    r"(?<![\d.,/:-])\b((?:19|20)\d\d)\b(?!\s*[.,]\d)(?:\s?(?:-|–|t/m|tot en met)\s?((?:19|20)?\d\d)\b)?"
)
_UNIT = (
    r"%|procent(?:punten)?\b|euro\b|fte\b|uur\b|miljoen\b|meldingen\b|incidenten\b|aangiftes?\b|misdrijven\b|inwoners\b|"
    r"(?:keer|maal|x)\s+per\s+(?:jaar|maand|week|kwartaal)\b"
)
_WORDS = "|".join(sorted(_COUNTS, key=len, reverse=True))
_NUMBER = re.compile(
    rf"(?:€\s?(\d[\d.]*(?:,\d+)?))|(?<![\d.,:/-])(\d+(?:\.\d{{3}})*(?:,\d+)?)\s*(?:{_UNIT})|\b({_WORDS})\s+(?:keer|maal)\s+per\s+(?:jaar|maand)\b"
    rf"|\b(?:(?:ruim|bijna|meer\s+dan|minder\s+dan|ongeveer)\s+)?({'|'.join(_SHARES)})\s+(?:van|is|heeft|zou|\()|\b({_WORDS}|\d+)\s+op\s+de\s+({_WORDS}|\d+)\b",
    re.IGNORECASE,
)
_UP = (
    r"toename|toe(?:genomen|nemen|neemt|nemende|nam)|neemt\s+(?:\w+\s+){0,3}toe|nemen\s+(?:\w+\s+){0,3}toe|stijging|stijg(?:t|en|ende)|gestegen|groeit|gegroeid|"
    r"verho(?:gen|ogd|ging)|vaker|hoger|steeds\s+meer|meer\s+(?:aangiften?|meldingen)"
)
_DOWN = (
    r"afname|af(?:genomen|nemen|neemt|nemende|nam)|neemt\s+(?:\w+\s+){0,3}af|nemen\s+(?:\w+\s+){0,3}af|daling|daal(?:t|de|den)|dalen(?:de)?|gedaald|"
    r"vermind\w+|terugdring\w*|teruggedrongen|minder\s+vaak|lager|verla(?:gen|agd|ging)|minder\s+(?:aangiften?|meldingen|overlast|slachtoffers|"
    r"misdrijven|inbraken|incidenten|ongevallen)"
)
_STEADY = r"stabiel|gelijk\s+gebleven|(?:redelijk|vrijwel|nagenoeg)\s+gelijk"
_DIRECTION = re.compile(rf"\b(?:({_UP})|({_DOWN})|({_STEADY}))\b", re.IGNORECASE)
_LEVELS = r"lokaal|regionaal|landelijk|districtelijk"
_LEVEL = re.compile(
    r"\b(?:(lokale?|regionale?|landelijke?|nationale?|districtelijke?)\s+(?:(?:veiligheids)?(?:prioriteit|thema|speerpunt|doelstelling)\w*)"
    rf"|(?:prioriteit|thema|speerpunt)\w*\W+(?:\w+\W+){{0,4}}?({_LEVELS})|({_LEVELS}),?\s+(?:en|maar|als)\s+(?:ook\s+)?(?:{_LEVELS}))\b",
    re.IGNORECASE,
)


def list_mentions(text: str) -> Iterator[Mention]:
    """All that is said beside names, in order of kind and place; a year inside a date is only the date."""
    for match in _ARTICLE.finditer(text):
        number = match[1] or match[4]
        yield Mention(Kind.ARTICLE, *match.span(), "".join(number.split()).lower())
    dated = []
    for match in _DATE.finditer(text):
        dated.append(range(*match.span()))
        month = _MONTHS.index((match[2] or match[4]).lower()) + 1
        day = f"-{int(match[1]):02}" if match[1] else ""
        yield Mention(Kind.DATE, *match.span(), f"{match[3] or match[5]}-{month:02}{day}")
    for match in _YEAR.finditer(text):
        if not any(match.start() in span for span in dated):
            last = f"-{match[2]}" if match[2] else ""
            yield Mention(Kind.YEAR, *match.span(), match[1] + last)
    for match in _NUMBER.finditer(text):
        yield Mention(Kind.NUMBER, *match.span(), _amount(match))
    for match in _DIRECTION.finditer(text):
        yield Mention(
            Kind.DIRECTION, *match.span(), ("omhoog", "omlaag", "gelijk")[(match.lastindex or 1) - 1]
        )
    for match in _LEVEL.finditer(text):
        yield Mention(Kind.LEVEL, *match.span(), (match[1] or match[2] or match[3]).lower()[:4])


def _amount(match: re.Match[str]) -> str:
    written = match[1] or match[2]
    if written:
        return written.replace(".", "").replace(",", ".").removesuffix(".")
    if match[3]:
        return _COUNTS[match[3].lower()]
    return _SHARES[match[4].lower()] if match[4] else f"{match[5]}/{match[6]}".lower()
