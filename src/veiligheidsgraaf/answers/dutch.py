"""Dutch of sentences: numbers, lists, and names as they stand within a sentence."""

import re
from collections.abc import Sequence

_WORDS = (
    *("geen", "één", "twee", "drie", "vier", "vijf", "zes"),
    *("zeven", "acht", "negen", "tien", "elf", "twaalf"),
)
# Kinds of thing whose names are ordinary words.
_ORDINARY = ("thema", "fenomeen", "doelgroep", "status", "kernthema", "soort")
_MUNICIPALITY = "Gemeente "
# Kinds of thing and keys, more of them.
PLURALS = {
    "gemeente": "gemeenten",
    "plan": "plannen",
    "thema": "thema's",
    "doel": "doelen",
    "maatregel": "maatregelen",
    "ontwikkeling": "ontwikkelingen",
    "middel": "middelen",
    "partner": "partners",
    "instrument": "instrumenten",
    "fenomeen": "fenomenen",
    "doelgroep": "doelgroepen",
    "locatie": "locaties",
    "status": "statussen",
    "portefeuillehouder": "portefeuillehouders",
    "rechtsgrond": "rechtsgronden",
    "kwartaal": "kwartalen",
    "jaar": "jaren",
    "veld": "velden",
    "indicator": "indicatoren",
    "soort": "soorten",
}
_PLURAL_ENDINGS = ("en", "'s", "ers", "ies", "aars", "eurs")
_WHOSE = re.compile(r" (?:van|in|voor|rond|met|op|tegen|uit|bij|onder|en) ")
# Verbs of what somebody did, now and then; what stands in a plan still stands there.
_THEN = {
    "wordt": "werd",
    "worden": "werden",
    "werkt": "werkte",
    "werken": "werkten",
    "heeft": "had",
    "hebben": "hadden",
    "doet": "deed",
    "doen": "deden",
    "is": "was",
    "zijn": "waren",
}
_QUARTERS = ("eerste", "tweede", "derde", "vierde")
_QUARTER_DAYS = (("01-01", "03-31"), ("04-01", "06-30"), ("07-01", "09-30"), ("10-01", "12-31"))
_MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)


def spell_number(number: int) -> str:
    """A number in words up to twelve, else in figures with a point for thousands: `drie`, `1.234`."""
    return _WORDS[number] if 0 <= number < len(_WORDS) else f"{number:,}".replace(",", ".")


def then(verb: str) -> str:
    """A verb phrase as it is said of what is over: `worden ingezet voor` becomes `werden ingezet voor`."""
    return " ".join(_THEN.get(word, word) for word in verb.split())


def subordinate(verb: str) -> str:
    """A verb phrase as it stands after `dat`: `komt aan de orde` becomes `aan de orde komt`."""
    first, _, rest = verb.partition(" ")
    return verb if first in ("wordt", "worden", "is", "zijn") or not rest else f"{rest} {first}"


def join_list(items: Sequence[str], last: str = "en") -> str:
    """Items as a list in a sentence: `A, B en C`."""
    if len(items) < 2:  # noqa: PLR2004 (a list of one is no list)
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def place(name: str) -> str:
    """A municipality as the place that it is: `Dalfsen` for Gemeente Dalfsen."""
    return name.removeprefix(_MUNICIPALITY)


def within(name: str, kind: str) -> str:
    """A name as it stands within a sentence: ordinary words without their capital."""
    if kind not in _ORDINARY or not name[1:2].islower():
        return name
    first, *others = name.split()
    return name if any(word[:1].isupper() for word in others) else f"{first[0].lower()}{name[1:]}"


def is_plural(name: str, kind: str) -> bool:
    """Whether the name of a body or group is that of several: `Boa's van Hellendoorn`, `Ouderen`."""
    if kind not in ("partner", "doelgroep"):
        return False
    *before, head = _WHOSE.split(name, maxsplit=1)[0].split()
    return head.endswith(_PLURAL_ENDINGS) and all(word.endswith("e") for word in before)


def begin(text: str) -> str:
    """A text as the beginning of a sentence."""
    first, rest = text[:1], text[1:]
    return f"{'E' if text.startswith('één') else first.upper()}{rest}"


def go_on(text: str) -> str:
    """The beginning of a sentence as it stands within one."""
    return f"{'é' if text.startswith('Eén') else text[:1].lower()}{text[1:]}"


def spell_quarter(quarter: str) -> str:
    """A quarter (2024-Q4) in words."""
    year, _, number = quarter.partition("-Q")
    return f"het {_QUARTERS[int(number) - 1]} kwartaal van {year}"


def spell_date(text: str) -> str:
    """A date in Dutch form: `2023-06-26` becomes `26 juni 2023`; any other text as it is."""
    if match := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", text):
        return f"{int(match[3])} {_MONTHS[int(match[2]) - 1]} {match[1]}"
    return text


def spell_span(first: str, last: str) -> str:
    """From a first to a last day (YYYY-MM-DD, "" where open), as a year or quarter where it is one."""
    if first[:4] == last[:4]:
        year, days = first[:4], (first[5:], last[5:])
        if days == ("01-01", "12-31"):
            return f"in {year}"
        if days in _QUARTER_DAYS:
            return f"in {spell_quarter(f'{year}-Q{_QUARTER_DAYS.index(days) + 1}')}"
    begin = first[:4] if first.endswith("-01-01") else spell_date(first)
    end = last[:4] if last.endswith("-12-31") else spell_date(last)
    if not last:
        return f"vanaf {begin}"
    return f"van {begin} tot en met {end}" if first else f"tot en met {end}"


def spell_decimal(text: str) -> str:
    """A number as it is stated, in Dutch form: `1234.5` becomes `1.234,5`; any other text as it is."""
    whole, _, part = text.partition(".")
    if not whole.removeprefix("-").isdecimal() or (part and not part.isdecimal()):
        return text
    return f"{int(whole):,}".replace(",", ".") + (f",{part}" if part else "")
