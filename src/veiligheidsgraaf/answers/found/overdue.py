"""What was planned for a time that has passed, of which no plan says whether it happened."""

import re
from collections.abc import Sequence

from ..case import MOST_READ, PLANNED, Case
from ..intent import Form

_MEASURES, _MEASURE, _STATUS, _PLANNING = "maatregelen", "maatregel", "status", "planning"
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# What goes on, or has no end that the plan tells.
_GOES_ON = re.compile(
    r"\b(?:daarna|door\w*|sinds|vanaf|elk\w*|ieder\w*|jaarlijks\w*|periodiek|telkens)\b", re.I
)
PASSED = " (die tijd is voorbij; in de graaf staat niet of het gebeurd is)"
PASSED_TOO = " (ook die tijd is voorbij)"


def find_overdue(case: Case, things: Sequence[str]) -> frozenset[str]:
    """Those of some measures (IRIs) that are still intended and whose time is over on the day of asking."""
    is_of_measures = case.phrasing.thing == _MEASURE and _PLANNING in case.question.columns
    if case.intent.form is not Form.WHEN or not is_of_measures or _MEASURES not in case.facts or not things:
        return frozenset()
    where = {_MEASURE: tuple(things)}
    rows = case.facts.page(_MEASURES, case.read(()), MOST_READ, where=where).rows
    year = int(case.constraints.looked_on[:4])
    return frozenset(
        row[_MEASURE].value
        for row in rows
        if row[_STATUS].text == PLANNED and _has_passed(row[_PLANNING].text, year)
    )


def _has_passed(planning: str, year: int) -> bool:
    """Whether all that a planning names lies before a year."""
    years = [int(one) for one in _YEAR.findall(planning)]
    return bool(years) and max(years) < year and not _GOES_ON.search(planning)
