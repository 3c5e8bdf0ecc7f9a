"""What somebody answers for: a portfolio that he holds, or holds alone."""

from dataclasses import replace

from ...facts.constraints import NOT
from ...names.runs import Run
from ..intent import Form, Pairs
from . import turns_of_phrase as phrases
from .constraining import Line
from .hearing import NOWHERE, Heard, Places
from .using import HOLDER, Uses
from .wanting import Wanted, edges

_MEASURES, _ROLES, _LEADERS = "maatregelen", "rollen", "trekkers"
# Kinds of answer that say themselves what is asked.
_OTHERWISE = (Form.COMPARE, Form.CHANGE, Form.MISSING, Form.LAW)


def steer_to_held(wanted: Wanted, line: Line, uses: Uses) -> Wanted:
    """A line that asks what a holder of a portfolio answers for, as one that asks for his measures."""
    held = [run for run in line.found.runs if uses.holds(run)]
    said = line.heard.first(phrases.turn("houdt"))
    if not said or wanted.question or wanted.form in _OTHERWISE:
        return wanted
    if not held:  # where no portfolio is known, who leads is what a plan says of it
        leads = wanted.form is Form.WHO and said[0][0].startswith("verantwoordelijk")
        places = wanted.places | said[1]
        return replace(wanted, instead=(*wanted.instead, _LEADERS), places=places) if leads else wanted
    places = wanted.places | edges(said[0][0], said[1])
    if "verantwoordelijk" in said[0][0] and not line.heard.first(phrases.turn("houdt", "maatregelen")):
        return replace(wanted, instead=(_MEASURES,), places=places)  # it may as well be a role
    return replace(wanted, question=_MEASURES, instead=(_ROLES,), places=places)


def leave_out_others(line: Line, pairs: Pairs, uses: Uses) -> tuple[Pairs, Places]:
    """The other holders of those whom a line asks for alone, as pairs that exclude, and the words read."""
    held, read = [slug for key, slug in pairs if key == HOLDER], NOWHERE
    for run in line.found.runs:
        if uses.holds(run):
            read |= _alone(line.heard, run)
    if not read or not held:
        return (), NOWHERE
    return tuple((NOT + HOLDER, slug) for slug in uses.holders_beside(held)), read


def _alone(heard: Heard, run: Run) -> Places:
    found = phrases.alone_before().search(heard.before(run.first))
    return heard.places(*found.span()) if found else NOWHERE
