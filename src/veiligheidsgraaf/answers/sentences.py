"""What an answer says in a sentence, made of counted facts: how many, of what, and where.

It says no more than the graph knows: what stands only in past plans is told apart, and what was not found is
not said to be absent.
"""

from ..facts.spread import Counted
from ..words import iris
from .case import MUNICIPALITY, PLAN, Case
from .dutch import PLURALS, spell_number, then
from .phrases import say_others, say_topic, topic_of
from .said import Said, Sentence, Writer

_MOST_NAMES, _SOME_NAMES, _MOST_OWN_NAMES, _MOST_PLACES = 6, 3, 2, 5


def write_list(case: Case) -> Sentence:
    """How many things there are, and where."""
    writer = case.writer
    say_subject(writer, case)
    _say_where(writer, case)
    _say_past(writer, case)
    _say_split(writer, case)
    return writer.say(".").sentence


def write_count(case: Case) -> Sentence:
    """How many things there are in each value of the group."""
    writer = case.writer
    say_subject(writer, case)
    counted, total = case.count_by(case.group)
    counted = [value for value in counted if value.things]
    if len(counted) > 1 or (counted and case.group != MUNICIPALITY):
        is_place = case.group == MUNICIPALITY
        writer.say(": ").list_pieces(
            [_count_piece(case, value, case.group, not is_place) for value in counted]
        )
        if total > len(counted) and case.group not in (MUNICIPALITY, PLAN):
            writer.say(f" (van {spell_number(total)} {PLURALS.get(case.group, 'waarden')} de grootste)")
    elif case.is_shared or case.count <= _MOST_OWN_NAMES:
        _say_where(writer, case)
    _say_past(writer, case)
    if case.group != case.phrasing.split_by:
        _say_split(writer, case)
    return writer.say(".").sentence


def write_extreme(case: Case) -> Sentence:
    """Which value of the group has most or fewest things."""
    is_least = case.intent.most == "minste"
    counted, total = case.count_by(case.group, least_first=is_least)
    if not counted:
        return write_list(case)
    first = [value for value in counted if value.things == counted[0].things]
    others = [value for value in counted if value.things != counted[0].things]
    writer = case.writer.say(f"de {'minste' if is_least else 'meeste'} {case.phrasing.many}")
    _say_narrowing(writer, case)
    writer.say(": ")
    if len(first) == len(counted) < total:
        writer.say(f"{spell_number(total)} {PLURALS.get(case.group, 'waarden')} hebben er elk evenveel, ")
    writer.list_pieces([_count_piece(case, value, case.group, brackets=True) for value in first])
    if others:
        writer.say("; daarna ").list_pieces(
            [_count_piece(case, value, case.group, brackets=True) for value in others]
        )
        if total > len(counted):
            writer.say(f" en nog {spell_number(total - len(counted))} {PLURALS.get(case.group, 'waarden')}")
    return writer.say(".").sentence


def write_compared(case: Case) -> Sentence:
    """What is the same over municipalities and what is not."""
    writer, ranking, places = case.writer, case.ranking, case.scope.municipalities
    if not case.is_shared or places < 2:  # noqa: PLR2004 (nothing to compare with)
        return write_count(case)
    if case.count == 1:
        return _write_one_compared(case)
    say_subject(writer, case)
    everywhere = [ranked.value for ranked in ranking.first if ranked.municipalities >= places]
    writer.say(f"; {spell_number(ranking.everywhere)} in {_all(case)}")
    if everywhere:
        writer.say(" (").list_names(
            everywhere[:_MOST_NAMES], others=ranking.everywhere - len(everywhere[:_MOST_NAMES])
        )
        writer.say(")")
    writer.say(f", {spell_number(ranking.alone)} in maar één")
    counted, _ = case.count_by(MUNICIPALITY, _MOST_PLACES)
    writer.say(": ").list_pieces([_count_piece(case, value, MUNICIPALITY) for value in counted])
    _say_past(writer, case)
    return writer.say(".").sentence


def _write_one_compared(case: Case) -> Sentence:
    """Where one thing is, and where it was not found."""
    writer = case.writer
    say_subject(writer, case)
    counted, _ = case.count_by(MUNICIPALITY, _MOST_PLACES, least_first=True)
    without = [value.value for value in counted if not value.things]
    total, places = case.ranking.first[0].municipalities, case.scope.municipalities
    if without and total < places:
        having, _ = case.count_by(MUNICIPALITY, _MOST_PLACES)
        named = [value.value for value in having if value.things]
        writer.say(f" in {spell_number(total)} van de {spell_number(places)} gemeenten: ")
        writer.list_names(named, others=total - len(named), as_places=True)
        writer.say("; niet gevonden in ")
        writer.list_names(without, others=places - total - len(without), as_places=True)
    else:
        _say_places(writer, case)
    _say_past(writer, case)
    return writer.say(".").sentence


def say_subject(writer: Writer, case: Case) -> None:
    """Add how many of what, with all that it is narrowed by: "53 partners werken aan ondermijning"."""
    phrasing, count, topic = case.phrasing, case.count, topic_of(case.constraints, case.phrasing.thing)
    if case.ranking.total and not case.ranking.now:
        only_coming = case.ranking.coming == case.ranking.total
        writer.say("in plannen die nog beginnen: " if only_coming else "in afgelopen plannen: ")
    place = 0 if count == 1 else 1
    verbs = phrasing.about if topic else phrasing.alone
    if case.is_over and phrasing.thing != PLAN:
        verbs = tuple(map(then, verbs))
    if not verbs:
        writer.say(f"er {'is' if count == 1 else 'zijn'} ")
    if count == 1 and case.is_shared and verbs:
        writer.name(case.things[0])
    else:
        writer.say(f"{spell_number(count)} {phrasing.call(count)}", pairs=case.intent.address)
    if topic:
        *verb, preposition = verbs[place].split()
        writer.say(f" {' '.join(verb)}")
        say_topic(writer, topic, preposition)
    elif verbs:
        writer.say(f" {verbs[place]}")
    say_reach(writer, case)
    say_others(writer, case.constraints, _told_already(case), case.scope)
    if case.constraints.reach.others_than and case.given(MUNICIPALITY):
        writer.say(", en niet in het huidige plan van ").name(
            case.constraints.reach.others_than, as_place=True
        )
    if case.constraints.reach.only:
        writer.say(" en nergens anders")


def _say_narrowing(writer: Writer, case: Case) -> None:
    """Add all that things are narrowed by, without a verb: "over ondermijning in Hardenberg"."""
    if topic := topic_of(case.constraints, case.phrasing.thing):
        say_topic(writer, topic, case.phrasing.about[1].split()[-1])
    say_reach(writer, case)
    say_others(writer, case.constraints, "", case.scope)


def say_reach(writer: Writer, case: Case) -> None:
    """Add where else things are, or are not."""
    reach = case.constraints.reach
    if reach.everywhere and case.scope.municipalities > 1:
        writer.say(f" in {_all(case)}")
    if reach.others_than and not case.given(MUNICIPALITY):
        writer.say(" in andere gemeenten, en niet in het huidige plan van ").name(
            reach.others_than, as_place=True
        )


def _told_already(case: Case) -> str:
    """The key whose values a sentence counts, and so names; of nothing found none is."""
    return case.phrasing.thing if case.ranking.total else ""


def _say_where(writer: Writer, case: Case) -> None:
    if not case.count:
        return
    if case.scope.municipalities < 2 or case.phrasing.thing == PLAN:  # noqa: PLR2004 (one place, already said)
        _say_names(writer, case)
    elif case.is_shared:
        _say_shared(writer, case)
    else:
        _say_counts(writer, case)


def _say_names(writer: Writer, case: Case) -> None:
    """Names of the things: all when they are few, else some."""
    count = case.count
    if count == 1 and case.is_shared:
        return
    most = _MOST_NAMES if case.is_shared else _MOST_OWN_NAMES
    if count <= most:
        writer.say(": ").list_names(case.things[:count])
    elif case.is_shared:
        writer.say(", waaronder ").list_names(case.things[:_SOME_NAMES])


def _say_shared(writer: Writer, case: Case) -> None:
    """Which things are in all municipalities, or in most."""
    ranking, places = case.ranking, case.scope.municipalities
    if case.count == 1:
        _say_places(writer, case)
        return
    if case.constraints.reach.everywhere or case.count <= _SOME_NAMES:
        _say_names(writer, case)
    if case.constraints.reach.everywhere or not ranking.now:
        return
    everywhere = [ranked.value for ranked in ranking.first if ranked.municipalities >= places]
    if everywhere:
        named = everywhere[:_SOME_NAMES] if ranking.everywhere > _MOST_NAMES else everywhere[:_MOST_NAMES]
        writer.say("; ").list_names(named, others=ranking.everywhere - len(named))
        writer.say(f" in {_all(case)}")
    elif (most := ranking.first[0].municipalities) > 1:
        leaders = [ranked.value for ranked in ranking.first if ranked.municipalities == most]
        writer.say("; ").list_names(leaders[:_SOME_NAMES])
        writer.say(f" in {spell_number(most)} van de {spell_number(places)} gemeenten")
    elif case.count > 1:
        writer.say("; elk in één gemeente")


def _say_places(writer: Writer, case: Case) -> None:
    """In which municipalities the one thing is."""
    if case.given(MUNICIPALITY) and len(case.given(MUNICIPALITY)) == 1:
        return
    counted, _ = case.count_by(MUNICIPALITY, _MOST_PLACES)
    found = [value for value in counted if value.things]
    total = case.ranking.first[0].municipalities
    if total >= case.scope.municipalities:
        writer.say(f" in {_all(case)}")
    elif found:
        places = [value.value for value in found]
        writer.say(" in ").list_names(places, others=total - len(found), as_places=True)


def _say_counts(writer: Writer, case: Case) -> None:
    """How many things each municipality has."""
    counted, total = case.count_by(MUNICIPALITY, _MOST_PLACES)
    found = [value for value in counted if value.things]
    if not found:
        return
    if len(found) == 1 and total <= _MOST_PLACES:
        if not case.given(MUNICIPALITY, PLAN):
            writer.say(", alle in " if case.count > 1 else " in ").name(found[0].value, as_place=True)
        _say_names(writer, case)
        return
    writer.say(": " if total <= _MOST_PLACES else "; de meeste: ")
    writer.list_pieces([_count_piece(case, value, MUNICIPALITY) for value in found])


def _count_piece(case: Case, counted: Counted, group: str, brackets: bool = False) -> list[Said]:
    """How many things a value has: "40 in Hellendoorn", or in brackets after it."""
    pairs, value = case.narrowed(group, counted.value), counted.value
    named = case.names.place(value) if group == MUNICIPALITY else case.names.within(value)
    thing = value if value.startswith("http") else ""
    number = f"{counted.things:,}".replace(",", ".")
    if brackets:
        return [Said(named, thing, pairs), Said(f" ({number if counted.things else 'geen gevonden'})")]
    return [Said(number if counted.things else "geen gevonden", "", pairs), Said(" in "), Said(named, thing)]


def _say_past(writer: Writer, case: Case) -> None:
    ranking, is_plan = case.ranking, case.phrasing.thing == PLAN
    if not ranking.now:
        return
    if ranking.past:
        where = "afgelopen" if is_plan else "alleen in afgelopen plannen"
        writer.say(f"; nog {spell_number(ranking.past)} {where}")
    if ranking.coming:
        where = "komend" if is_plan else "alleen in plannen die nog beginnen"
        writer.say(f"; nog {spell_number(ranking.coming)} {where}")


def _say_split(writer: Writer, case: Case) -> None:
    """Over which values of a column things are divided: "51 voorgenomen, 18 lopend en één verkend"."""
    phrasing = case.phrasing
    if not phrasing.split_by or case.given(phrasing.split_by) or not case.count:
        return
    counted, _ = case.count_by(phrasing.split_by, len(phrasing.split) + 1)
    told = [
        [Said(f"{spell_number(value.things)} {words}", "", case.narrowed(phrasing.split_by, value.value))]
        for value in counted
        if (words := phrasing.split.get(iris.local_name(value.value)))
    ]
    if case.count == 1 and told:
        states = [phrasing.split.get(iris.local_name(value.value), "") for value in counted]
        writer.say(f" ({' en '.join(filter(None, states))})")
    elif told:
        writer.say(". Daarvan ").list_pieces(told)


def _all(case: Case) -> str:
    places, other = case.scope.municipalities, "andere " if case.constraints.reach.others_than else ""
    both = "beide" if places == 2 else f"alle {spell_number(places)}"  # noqa: PLR2004 (two are both)
    return f"{both} {other}gemeenten"
