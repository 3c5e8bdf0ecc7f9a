"""The question that a kind of answer asks for by itself: what changed, where something is lacking."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ..intent import END, LEAST_OF, MOST_OF, Form
from . import turns_of_phrase as phrases
from .constraining import CONTENTS
from .finding import Found
from .hearing import NOWHERE, Heard, Places
from .times import Times
from .wanting import Wanted, edges

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
# How something went: by figures, or as the plans see it; and of what kind of thing that is asked.
_FIGURES, _SEEN = ("indicatoren", "cijferreeksen"), "ontwikkelingen"
_MEASURED = ("thema", "fenomeen", "doelgroep", "indicator")
# Who somebody is: what he does, else what he answers for. What place plans give to a theme.
_OF_PARTNERS, _OF_HOLDERS, _PLACED = "partners-per-thema", (MEASURES,), "vergelijk-plannen"
_TRIED = ("instrumenten-per-thema", "terugblik")
_NAMED_AT_ALL = ("fenomenen", "doelen")
_BODY, _MEMBERS, _OF_BODY = "verband", "samenwerkingsverbanden", ("partners-per-thema", MEASURES)
_PLANS, _ENDS_FIRST = "plannen", {LEAST_OF: "eerst", MOST_OF: "laatst"}
_OF_LAW, DONE_BEFORE = "rechtsgronden", "terugblik"
_PLACES = ("plan", "gemeente")
_DONE = frozenset(("instrument", "partner", "verband"))
_ABOUT = ("thema", "fenomeen", "partner", "instrument", "doelgroep", "locatie", "verband", "kernthema")


def _asks_twice(heard: Heard) -> bool:
    """Whether a line asks two things at once, of which a measure tells both."""
    twice, alone = phrases.turn("dubbel"), phrases.turn("dubbel", "behalve")
    return heard.first(twice) is not None and heard.first(alone) is None


def steer(wanted: Wanted, heard: Heard, found: Found, times: Times, first_year: int) -> Wanted:
    """A kind of answer held against what is named: a list when what it needs is not there. `first_year`: when
    the first plan begins; what is asked of an earlier year is a figure.
    """
    is_of_law = any(run.candidates[0].thing.kind == "rechtsgrond" for run in found.runs)
    achieved = heard.first(phrases.turn("bereikt")) and not heard.first(phrases.turn("bereikt", "behalve"))
    wanted = replace(wanted, instead=(_OF_LAW,) if is_of_law else (DONE_BEFORE,) if achieved else ())
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
    if named := _steer_by_name(wanted, heard, found, times, first_year, about):
        return named
    plans = len(found.plans) + sum(bool(moment.years) for moment in times.moments) + len(times.plans)
    if about and _asks_twice(heard):
        return replace(wanted, form=Form.WHO, question=MEASURES)
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
    if wanted.form in COMPARED:
        return _steer_compared(wanted, heard, found, about, plans)
    return wanted


def _steer_compared(wanted: Wanted, heard: Heard, found: Found, about: Sequence[str], plans: int) -> Wanted:
    """What is laid side by side: two plans, or what is named in all places. `plans`: how many are named."""
    places = len(found.municipalities)
    if not about and (said := heard.first(phrases.turn("prioriteit"))) and places + plans:
        group = "plan" if wanted.form is Form.CHANGE else wanted.group
        return replace(wanted, question=_PLACED, group=group, places=wanted.places | said[1])
    if wanted.form is Form.CHANGE:
        if places == 1 or plans >= _PAIR:
            named = about or heard.first(phrases.turn("veranderlijk"))
            return replace(wanted, question="" if named else CONTENTS, group="plan")
        return replace(wanted, form=Form.LIST)
    if about and (said := heard.first(phrases.turn("aanpak"))):
        return replace(wanted, question=MEASURES, places=wanted.places | edges(said[0][0], said[1]))
    if about:
        return wanted if about[0] in ("thema", "kernthema") else replace(wanted, question=MEASURES)
    if places + len(found.plans) >= _PAIR:
        return replace(wanted, question=CONTENTS, group="plan")
    if places == 1 and plans >= _PAIR:
        return replace(wanted, form=Form.CHANGE, question=CONTENTS, group="plan")
    return wanted


def _steer_by_name(
    wanted: Wanted, heard: Heard, found: Found, times: Times, first_year: int, about: Sequence[str]
) -> Wanted | None:
    """What is wanted of a thing that is named: how it went, who somebody is, whether it is a priority."""
    measured = {run.candidates[0].thing.kind for run in found.runs}.intersection(_MEASURED)
    if measured and (observed := _asks_course(heard, times, first_year)):
        return replace(
            wanted,
            form=Form.HOW_MUCH,
            group="",
            question=observed[0],
            instead=observed[1:],
            places=wanted.places | _course(heard),
        )
    if any(remark.explains and heard.first(remark.asks) for remark in phrases.remarks()):
        kinds = {run.candidates[0].thing.kind for run in found.runs if run.whole}
        if "partner" in kinds and kinds <= {"partner", "gemeente"}:
            return replace(wanted, form=Form.LIST, question=_OF_PARTNERS, instead=_OF_HOLDERS)
    if steered := _steer_to_members(wanted, heard, found) or _steer_to_endings(wanted, heard, about):
        return steered
    if (
        wanted.form is Form.WHETHER
        and set(about).intersection(_MEASURED)
        and (said := heard.first(phrases.turn("gedaan")))
    ):
        return replace(
            wanted,
            question=MEASURES,
            instead=_NAMED_AT_ALL,
            places=wanted.places | edges(said[0][0], said[1]),
        )
    if (
        wanted.form is Form.WHETHER
        and about
        and about[0] == "instrument"
        and (said := heard.first(phrases.turn("ingevoerd")))
    ):
        read = edges(said[0][0], said[1])
        return replace(wanted, question=MEASURES, instead=_TRIED, places=wanted.places | read)
    if "thema" in about and (said := heard.first(phrases.turn("prioriteit"))):
        form = Form.WHETHER if wanted.form is Form.WHETHER else Form.LIST
        return replace(wanted, form=form, group="", question=_PLACED, places=wanted.places | said[1])
    return None


def _steer_to_members(wanted: Wanted, heard: Heard, found: Found) -> Wanted | None:
    """Who belongs to the collaboration that is named, when that is asked."""
    named = any(c.thing.kind == _BODY and c.whole for run in found.runs for c in run.candidates)
    said = heard.first(phrases.turn("lid"))
    if not named or not said or found.municipalities or wanted.form not in (Form.LIST, Form.WHO):
        return None
    places = heard.first(phrases.turn("plaatsen"))
    read = wanted.places | edges(said[0][0], said[1]) | (places[1] if places else NOWHERE)
    return replace(wanted, form=Form.WHO, group="", question=_MEMBERS, instead=_OF_BODY, places=read)


def _steer_to_endings(wanted: Wanted, heard: Heard, about: Sequence[str]) -> Wanted | None:
    """When plans end, and which ends first or last, when that is asked of nothing else."""
    said, of_plan = heard.first(phrases.turn("afloop")), heard.first(phrases.turn("afloop", "plan"))
    if about or not said or not of_plan or wanted.form not in (Form.LIST, Form.WHEN):
        return None
    found = {most: heard.first(phrases.turn("afloop", key)) for most, key in _ENDS_FIRST.items()}
    most = next((one for one, words in found.items() if words), "")
    places = heard.first(phrases.turn("plaatsen"))
    read = NOWHERE.union(*(words[1] for words in (of_plan, places, *found.values()) if words))
    read |= wanted.places | edges(said[0][0], said[1])
    return replace(wanted, form=Form.WHEN, group=END, most=most, question=_PLANS, places=read)


def _course(heard: Heard) -> Places:
    """The words that ask whether something rose or fell."""
    turn = heard.first(phrases.turn("verloop"))
    return edges(turn[0][0], turn[1]) if turn else NOWHERE


def _asks_course(heard: Heard, times: Times, first_year: int) -> tuple[str, ...]:
    """The questions that tell how something went, most telling first; () when that is not asked. Of named
    years and numbers these are figures, else what the plans see.
    """
    years = any(year < first_year for year in times.years)
    if years:
        return (*_FIGURES, _SEEN)
    if not _course(heard) or heard.first(phrases.turn("verloop", "behalve")):
        return ()
    counts = heard.first(phrases.turn("getal")) or any(
        key == "van" for m in times.moments for key, _ in m.pairs
    )
    return (*_FIGURES[::-1], _SEEN) if counts else (_SEEN, *_FIGURES[::-1])


def _is_done(found: Found) -> bool:
    """Whether a line names what is done or who does it, of which `hoe vaak` asks no figure."""
    kinds = {run.candidates[0].thing.kind for run in found.runs} - {"gemeente", "locatie"}
    return bool(kinds) and kinds <= _DONE
