"""The question that a kind of answer asks for by itself: what changed, where something is lacking."""

from collections.abc import Mapping
from dataclasses import replace

from ..intent import Form
from . import turns_of_phrase as phrases
from .constraining import CONTENTS
from .finding import Found
from .hearing import Heard
from .times import Times
from .wanting import Wanted

MEASURES = "maatregelen"
COMPARED = (Form.COMPARE, Form.CHANGE)
_PAIR = 2
# Where something is lacking: the kind of thing that is named -> the question that tells over municipalities.
_LACKING: Mapping[str, str] = {
    "partner": "partners-over-gemeenten",
    "verband": "partners-over-gemeenten",
    "instrument": "instrumenten-over-gemeenten",
    **dict.fromkeys(("thema", "fenomeen", "doelgroep", "locatie", "kernthema"), CONTENTS),
}
# How many plans or municipalities have something: the question that tells where it is named.
_NAMED_IN: Mapping[str, str] = {
    "partner": "partners-per-thema",
    "verband": "partners-per-thema",
    "instrument": "instrumenten-per-thema",
    "doelgroep": "doelgroepen",
    "fenomeen": "fenomenen",
    "locatie": "locaties",
}
_PLACES = ("plan", "gemeente")
_DONE = frozenset(("instrument", "partner", "verband"))
_ABOUT = ("thema", "fenomeen", "partner", "instrument", "doelgroep", "locatie", "verband", "kernthema")


def _asks_twice(heard: Heard) -> bool:
    """Whether a line asks two things at once, of which a measure tells both."""
    twice, alone = phrases.turn("dubbel"), phrases.turn("dubbel", "behalve")
    return heard.first(twice) is not None and heard.first(alone) is None


def steer(wanted: Wanted, heard: Heard, found: Found, times: Times) -> Wanted:
    """A kind of answer held against what is named: a list when what it needs is not there."""
    about = [
        run.candidates[0].thing.kind
        for run in found.runs
        if run.candidates[0].thing.kind in _ABOUT and run.whole
    ]
    if (
        wanted.form not in COMPARED
        and "naast" in heard.said
        and not about
        and len(found.municipalities) >= _PAIR
    ):
        wanted = replace(wanted, form=Form.COMPARE)
    plans = len(found.plans) + sum(bool(moment.years) for moment in times.moments) + len(times.plans)
    if about and _asks_twice(heard):
        return replace(wanted, question=MEASURES)
    if wanted.form is Form.HOW_MUCH and "vaak" in heard.said and _is_done(found):
        return replace(wanted, form=Form.WHEN, question=MEASURES)
    if wanted.form is Form.MISSING:
        return (
            replace(wanted, question=_LACKING[about[0]])
            if about
            else replace(wanted, form=Form.LIST, group="")
        )
    if wanted.form is Form.COUNT and about and wanted.counted in _PLACES:
        return replace(wanted, question=_NAMED_IN.get(about[0], CONTENTS))
    if wanted.form is Form.CHANGE:
        if len(found.municipalities) == 1 or plans >= _PAIR:
            return replace(wanted, question="" if about else CONTENTS, group="plan")
        return replace(wanted, form=Form.LIST)
    if wanted.form is Form.COMPARE and about and about[0] not in ("thema", "kernthema"):
        return replace(wanted, question=MEASURES)
    if wanted.form is Form.COMPARE and not about:
        if len(found.municipalities) + len(found.plans) >= _PAIR:
            return replace(wanted, question=CONTENTS, group="plan")
        if len(found.municipalities) == 1 and plans >= _PAIR:
            return replace(wanted, form=Form.CHANGE, question=CONTENTS, group="plan")
    return wanted


def _is_done(found: Found) -> bool:
    """Whether a line names what is done or who does it, of which `hoe vaak` asks no figure."""
    kinds = {run.candidates[0].thing.kind for run in found.runs} - {"gemeente", "locatie"}
    return bool(kinds) and kinds <= _DONE
