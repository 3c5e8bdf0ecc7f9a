"""Which law something rests on: what a plan says itself, and what only the law says of an instrument."""

from collections.abc import Mapping, Sequence

from ..words.parameters import today
from ..words.values import Row
from .case import MUNICIPALITY, PLAN, Case
from .dutch import spell_number
from .said import Sentence, Writer

# What says how it is known that a law holds.
GROUND, _BY_PLAN = "grond", "het plan noemt het"
_THINGS = ("instrument", "rechtsgrond")
_MOST_TOLD, _MOST_PLANS, _MOST_ROWS = 4, 4, 500


def is_of_law(case: Case) -> bool:
    """Whether an answer is the laws of a thing, few enough to tell each."""
    aspects = case.phrasing.aspects.get("wet", ())
    return aspects == (GROUND,) and bool(case.given(*_THINGS)) and case.ranking.total > 0


def read_laws(case: Case) -> tuple[Row, ...]:
    """All rows of a case, however many are shown; () when they are too many to say of what there is none."""
    constraints = case.constraints
    page = case.facts.page(case.question.name, constraints, _MOST_ROWS, current_on=constraints.day or today())
    return page.rows if page.total == len(page.rows) else ()


def write_law(case: Case, rows: Sequence[Row]) -> Sentence:
    """The laws and articles of all rows, first those that a plan names itself with the lines; of those that
    an instrument rests on by law, in which plans it stands of which no line is known that names the law.
    """
    named, by_law = dict[str, dict[str, str]](), dict[str, dict[str, list[str]]]()
    for row in rows:
        law, plan = row["artikel"].value, row["plan"].value
        if row[GROUND].text == _BY_PLAN:
            named.setdefault(law, {}).setdefault(plan, row["regels"].text)
        else:
            by_law.setdefault(row["instrument"].value, {}).setdefault(law, []).append(plan)
    resting: dict[tuple[tuple[str, ...], tuple[str, ...]], list[str]] = {}
    is_whole = all(item.key in (*_THINGS, MUNICIPALITY, PLAN) for item in case.constraints.given)
    for instrument, found in by_law.items():
        unnamed = [plan for law in found for plan in found[law] if plan not in named.get(law, {})]
        unnamed = unnamed if is_whole else []  # what else is asked may have left out the line that does
        resting.setdefault((tuple(found), tuple(dict.fromkeys(unnamed))), []).append(instrument)
    writer, told = case.writer, 0
    for law, where in list(named.items())[:_MOST_TOLD]:
        writer.say("; " if told else "").name(law).say(" wordt genoemd door ")
        _say_plans(writer, where)
        told += 1
    for (laws, plans), instruments in list(resting.items())[: max(0, _MOST_TOLD - told)]:
        writer.say(". " if told else "")
        _say_resting(writer, instruments, laws, plans)
        told += 1
    if (others := len(named) + len(resting) - told) > 0:
        writer.say(f"; nog {spell_number(others)}", pairs=case.intent.address)
    return writer.say(".").sentence


def _say_resting(
    writer: Writer, instruments: Sequence[str], laws: Sequence[str], plans: Sequence[str]
) -> None:
    """Add what instruments rest on by law, and that no line is known in which these plans name it."""
    rest = "rust" if len(instruments) == 1 else "rusten"
    writer.list_names(instruments[:_MOST_TOLD], others=len(instruments) - _MOST_TOLD)
    writer.say(f" {rest} volgens de wet op ").list_names(laws)
    if plans:
        what = "de wet of het artikel" if len(laws) == 1 else "die wetten of artikelen"
        writer.say("; in de graaf staat geen regel waarin ")
        writer.list_names(plans[:_MOST_PLANS], last="of", others=len(plans) - _MOST_PLANS)
        writer.say(f" {what} erbij noemt")


def _say_plans(writer: Writer, plans: Mapping[str, str]) -> None:
    for number, (plan, lines) in enumerate(list(plans.items())[:_MOST_PLANS]):
        writer.say(", " if number else "").name(plan)
        if first := lines.split("; ")[0]:
            writer.say(" (").say_lines(plan, [first]).say(")")
    if (others := len(plans) - _MOST_PLANS) > 0:
        writer.say(f" en nog {spell_number(others)}")
