"""Which law something rests on: what a plan says itself, and what only the law says of an instrument."""

from collections.abc import Iterable, Mapping, Sequence

from ...facts.constraints import slug_of
from ...words.values import Row
from ..case import MUNICIPALITY, PLAN, Case
from ..dutch import spell_number
from ..said import Sentence, Writer, lines_in
from .phrases import TOPICS

# What says how it is known that a law holds.
GROUND, _BY_PLAN = "grond", "het plan noemt het"
_THINGS, _LAW, _ARTICLE = ("instrument", "rechtsgrond"), "wet", "Artikel "
_MOST_TOLD, _MOST_PLANS, _MOST_ROWS, _MOST_LINES, _MOST_OF_TOPIC = 4, 4, 500, 4, 4
# Where a law is named: plan -> lines, as a row has them.
Places = dict[str, str]


def is_of_law(case: Case) -> bool:
    """Whether an answer is the laws of a thing, few enough to tell each."""
    aspects, total = case.phrasing.aspects.get("wet", ()), case.ranking.total
    is_few = bool(case.given(*TOPICS)) and total <= _MOST_OF_TOPIC
    return aspects == (GROUND,) and total > 0 and (bool(case.given(*_THINGS)) or is_few)


def read_laws(case: Case) -> tuple[Row, ...]:
    """All rows of a case, however many are shown; () when they are too many to say of what there is none."""
    constraints = case.constraints
    page = case.facts.page(case.question.name, constraints, _MOST_ROWS, current_on=constraints.looked_on)
    return page.rows if page.total == len(page.rows) else ()


def write_law(case: Case, rows: Sequence[Row]) -> Sentence:
    """The laws and articles of all rows, first those that a plan names itself with the lines; of those that
    an instrument rests on by law, which plans with it name the law above the article, and of which no line is
    known that names either.
    """
    named, by_law = dict[str, Places](), dict[str, dict[str, list[str]]]()
    for row in rows:
        law, plan = row["artikel"].value, row["plan"].value
        if row[GROUND].text == _BY_PLAN:
            named.setdefault(law, {}).setdefault(plan, row["regels"].text)
        else:
            by_law.setdefault(row["instrument"].value, {}).setdefault(law, []).append(plan)
    resting: dict[tuple[tuple[str, ...], tuple[str, ...]], list[str]] = {}
    is_whole = all(item.key in (*_THINGS, MUNICIPALITY, PLAN) for item in case.constraints.given)
    for instrument, found in by_law.items():
        if all(law in named and _is_itself(case, instrument, law) for law in found):
            continue
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
        _say_resting(writer, case, instruments, laws, plans)
        told += 1
    if (others := len(named) + len(resting) - told) > 0:
        writer.say(f"; nog {spell_number(others)}", pairs=case.intent.address)
    return writer.say(".").sentence


def _is_itself(case: Case, instrument: str, law: str) -> bool:
    """Whether an instrument is a law by its name: it rests on nothing else."""
    known = case.names.things.find((instrument, law))
    return all(one in known for one in (instrument, law)) and known[instrument].name in (
        known[law].name,
        *known[law].aliases,
    )


def is_article_of(article: str, names: Iterable[str]) -> bool:
    """Whether a name is that of an article of the law with these names: `Artikel 7:1 Wvggz`."""
    return article.startswith(_ARTICLE) and any(article.endswith(f" {name}") for name in names)


def _say_resting(
    writer: Writer, case: Case, instruments: Sequence[str], laws: Sequence[str], plans: Sequence[str]
) -> None:
    """Add what instruments rest on by law, and of plans with them: which name the law, or only the law above
    the article, and that no line is known in which the others name either. Of an instrument that is called by
    a law that is not told: its own lines may name it.
    """
    named = _find_named(case, laws, plans) if plans else {}
    called = {case.names.name(law) for law in laws}
    told = [one for one in instruments if len(laws) > 1 or case.names.name(one) not in called]
    told = told if named else list(instruments)
    if told:  # a law that is an instrument itself rests on nothing else
        writer.list_names(told[:_MOST_TOLD], others=len(told) - _MOST_TOLD)
        writer.say(f" {'rust' if len(told) == 1 else 'rusten'} volgens de wet op ").list_names(laws)
    if named is None:  # too many lines to say what does not stand in them
        return
    itself = {plan for law in laws for plan in named.get(law, ())}
    for law, places in named.items():
        where = places if law in laws else {p: lines for p, lines in places.items() if p not in itself}
        if not where:
            continue
        writer.say("; " if told else "")
        told = told or list(laws)
        _say_plans(writer, where)
        is_article = case.names.name(law).startswith(_ARTICLE)
        writer.say(f" {'noemt' if len(where) == 1 else 'noemen'} {'' if is_article else 'de '}").name(law)
        writer.say("" if law in laws else ", een regel met het artikel zelf staat niet in de graaf")
    left = [plan for plan in plans if all(plan not in where for where in named.values())]
    if left and not _are_called_by(case, instruments, laws):
        what = "de wet of het artikel" if len(laws) == 1 else "die wetten of artikelen"
        writer.say("; in de graaf staat geen regel waarin ")
        writer.list_names(left[:_MOST_PLANS], last="of", others=len(left) - _MOST_PLANS)
        writer.say(f" {what} erbij noemt")


def _find_named(case: Case, laws: Sequence[str], plans: Sequence[str]) -> dict[str, Places] | None:
    """Of some laws and articles, and of the laws above these, which of some plans name them, whatever they
    name them for; None when there is too much to look through.
    """
    pairs = tuple((PLAN, slug_of(PLAN, plan)) for plan in plans)
    names = [case.names.name(law) for law in laws]
    found: dict[str, Places] = {}
    page = case.facts.page(case.question.name, case.read(pairs), _MOST_ROWS)
    if page.total > len(page.rows):
        return None
    by_plan = [row for row in page.rows if row[GROUND].text == _BY_PLAN]
    known = case.names.things.find(row["artikel"].value for row in by_plan)
    for row in by_plan:
        law = row["artikel"].value
        called = (known[law].name, *known[law].aliases) if law in known else ()
        if law in laws or any(is_article_of(name, called) for name in names):
            found.setdefault(law, {}).setdefault(row["plan"].value, row["regels"].text)
    return found


def _are_called_by(case: Case, instruments: Sequence[str], laws: Sequence[str]) -> bool:
    """Whether instruments are called by a law (`Wet aanpak woonoverlast`), or by the one that they rest on
    (`beleidsregel Opiumwet`): then whoever names the instrument may name the law.
    """
    found = case.names.things.find(instruments).values()
    called = {
        word for thing in found for name in (thing.name, *thing.aliases) for word in name.lower().split()
    }
    of_law = {word for law in laws for word in case.names.name(law).lower().split() if _LAW in word}
    return bool(called & (of_law | {_LAW}))


def _say_plans(writer: Writer, plans: Mapping[str, str]) -> None:
    """Add plans with their lines: of several passages each, for one may only be the heading above."""
    for number, (plan, lines) in enumerate(list(plans.items())[:_MOST_PLANS]):
        writer.say(", " if number else "").name(plan)
        if passages := lines_in(lines)[:_MOST_LINES]:
            writer.say(" (").say_lines(plan, passages).say(")")
    if (others := len(plans) - _MOST_PLANS) > 0:
        writer.say(f" en nog {spell_number(others)}")
