"""Times in a line: a quarter, years, and words for a newer or an older plan."""

import re
from collections.abc import Sequence

from ...names import tokens
from ...names.named import Plan

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
_YEAR = r"(?P<year>20\d\d)"
_LINK = r"[\s,-]*(?:van\s+|in\s+)?"
_QUARTERS = (
    re.compile(rf"\b{_YEAR}\s*-?\s*(?:q|kw)(?P<quarter>[1-4])\b"),
    re.compile(rf"\b(?:q|kw)\s?(?P<quarter>[1-4]){_LINK}{_YEAR}\b"),
    re.compile(rf"\bkwartaal\s(?P<quarter>[1-4]){_LINK}{_YEAR}\b"),
    re.compile(rf"\b(?P<word>{'|'.join(_NUMBERS)})\s+kwartaal{_LINK}{_YEAR}\b"),
)
_YEARS = re.compile(r"\b(20\d\d)\b")
_PLAN = r"(?:plan|ivp|veiligheidsplan|beleidsplan|veiligheidsbeleid|beleid|nota)\b"
_NEWER = re.compile(rf"\b(?:nieuwste|laatste|huidige|nieuwe|actuele|recentste)\s+{_PLAN}")
_OLDER = re.compile(rf"\b(?:vorige|oude|oudste|eerdere|voorgaande)\s+{_PLAN}")


def take_quarter(text: str) -> tuple[str, str]:
    """(quarter as 2024-Q4 or "", the line without it)."""
    folded = tokens.fold(text)
    for pattern in _QUARTERS:
        match = pattern.search(folded)
        if match:
            found = match.groupdict()
            number = found.get("quarter") or _NUMBERS[found["word"]]
            return f"{match['year']}-Q{number}", f"{folded[: match.start()]} kwartaal {folded[match.end() :]}"
    return "", text


def years(text: str) -> list[int]:
    """The years of this century that a line names, in order."""
    return [int(year) for year in _YEARS.findall(text)]


def pick_plan(plans: Sequence[Plan], text: str, wanted: Sequence[int]) -> Plan | None:
    """Which of a municipality's plans (oldest first) a line means by a year or by
    `nieuwste plan`; None when it does not say.
    """
    for year in wanted:
        for plan in plans:
            if plan.start == year:
                return plan
        for plan in plans:
            if plan.start <= year <= plan.end:
                return plan
    text = tokens.fold(text)
    if plans and _NEWER.search(text):
        return plans[-1]
    if len(plans) > 1 and _OLDER.search(text):
        return plans[-2]
    return None
