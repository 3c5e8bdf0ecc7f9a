"""What an answer says in a sentence, made of counted facts: how many, of what, and where.

It says no more than the graph knows: what stands only in past plans is told apart, and what was not found is
not said to be absent.
"""

from ...facts.grain import THEME
from ...facts.spread import Counted
from ...words import iris
from ..case import MUNICIPALITY, PLAN, Case
from ..dutch import PLURALS, begin, is_plural, spell_number, then
from ..said import Said, Sentence, Writer
from .beside import A_THEME, is_said_beside, of_first_state, say_beside, tells_places_first
from .own_things import say_own, say_own_by_place, tells_states
from .phrases import say_others, say_topic, topic_of

MOST_NAMES, _SOME_NAMES, MOST_PLACES, _MOST_THEMES = 6, 3, 5, 4
_SINGULARS = {plural: one for one, plural in PLURALS.items()}
# Names are told in full of so many things of one place.
_MOST_IN_ONE_PLACE = 10


def write_list(case: Case) -> Sentence:
    """How many things there are, and where."""
    writer = case.writer
    say_subject(writer, case)
    _say_where(writer, case)
    say_past(writer, case)
    if not (tells_own(case) and tells_states(case)):
        _say_split(writer, case)
    say_itself(writer, case)
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
            [count_piece(case, value, case.group, not is_place) for value in counted]
        )
        if total > len(counted) and case.group not in (MUNICIPALITY, PLAN):
            writer.say(f" (van {spell_number(total)} {PLURALS.get(case.group, 'waarden')} de grootste)")
    elif case.is_shared or case.count <= MOST_NAMES:
        _say_where(writer, case)
    say_past(writer, case)
    is_told = len(counted) < 2 and case.group == MUNICIPALITY and tells_own(case) and tells_states(case)  # noqa: PLR2004
    if case.group != case.phrasing.split_by and not is_told:
        _say_split(writer, case)
    say_itself(writer, case)
    return writer.say(".").sentence


def say_subject(writer: Writer, case: Case) -> None:
    """Add how many of what, with all that it is narrowed by: "53 partners werken aan ondermijning"."""
    phrasing, count, topic = case.phrasing, case.count, topic_of(case.constraints, case.phrasing.thing)
    if case.ranking.total and not case.ranking.now:
        only_coming = case.ranking.coming == case.ranking.total
        writer.say("in plannen die nog beginnen: " if only_coming else "in afgelopen plannen: ")
    verbs = phrasing.about if topic else phrasing.alone
    is_named = count == 1 and case.is_shared and bool(verbs)
    is_many = is_named and is_plural(case.names.name(case.things[0]), iris.kind_of(case.things[0]))
    place = 0 if count == 1 and not is_many else 1
    if case.is_over and phrasing.thing != PLAN:
        verbs = tuple(map(then, verbs))
    if not verbs:
        writer.say(f"er {'is' if count == 1 else 'zijn'} ")
    if is_named:
        writer.name(case.things[0])
    else:
        writer.say(f"{spell_number(count)} {phrasing.call(count)}", pairs=case.intent.address)
    if topic:
        *verb, preposition = verbs[place].split()
        writer.say(f" {' '.join(verb)}")
        say_topic(writer, topic, preposition)
    elif verbs:
        _say_verb(writer, case, verbs[place])
    say_reach(writer, case)
    say_others(writer, case.constraints, _told_already(case), case.scope, case.things[0] if is_named else "")
    if case.constraints.reach.others_than and case.given(MUNICIPALITY):
        writer.say(", en niet in het huidige plan van ").name(
            case.constraints.reach.others_than, as_place=True
        )
    if case.constraints.reach.only:
        writer.say(" en nergens anders")


def _say_verb(writer: Writer, case: Case, verb: str) -> None:
    """Add what is said of the things; of one thing that has to do with a theme, with which ones."""
    about = case.phrasing.about[0]
    if (
        verb != f"{about} {A_THEME}"
        or not case.is_shared
        or THEME not in case.spreads.groups_of(case.question.name)
    ):
        writer.say(f" {verb}")
        return
    themes, total = case.count_by(THEME, _MOST_THEMES)
    if total > 1 and tells_places_first(case):
        writer.say(f" {about.split()[0]}")
        say_places(writer, case)
        about = f", samen {about.split()[-1]}"
    else:
        about = f" {about}"
    if not themes or total > _MOST_THEMES:
        themes_told = _count_of(total, PLURALS[THEME])
        writer.say(f"{about} {themes_told}" if total else f" {verb}")
    else:
        writer.say(f"{about} ").list_names([theme.value for theme in themes])


def say_reach(writer: Writer, case: Case) -> None:
    """Add where else things are, or are not."""
    reach = case.constraints.reach
    if reach.everywhere and case.scope.municipalities > 1:
        writer.say(f" in {say_all(case)}")
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
        say_beside(writer, case, case.things[0], ", bij ", "")
        return
    if case.is_shared and count <= _SOME_NAMES and is_said_beside(case):
        case.names.know(case.things)
        for number, thing in enumerate(case.things[:count]):
            writer.say(": " if not number else " en " if number == count - 1 else ", ").name(thing)
            say_beside(writer, case, thing, " (bij ", ")")
        return
    if not case.is_shared and count <= _MOST_IN_ONE_PLACE:
        writer.say(": ")
        say_own(writer, case, case.things[:count])
    elif count <= _MOST_IN_ONE_PLACE:
        writer.say(": ").list_names(case.things[:count])
    elif case.is_shared and (first := of_first_state(case)):
        writer.say(f", waaronder {next(iter(case.phrasing.split.values()))} ")
        writer.list_names(first[:_MOST_IN_ONE_PLACE], others=len(first) - _MOST_IN_ONE_PLACE)
    elif case.is_shared:
        writer.say(", waaronder ").list_names(case.things[:_SOME_NAMES])


def _say_shared(writer: Writer, case: Case) -> None:
    """Which things are in all municipalities, or in most."""
    ranking, places = case.ranking, case.scope.municipalities
    if case.count == 1:
        if not tells_places_first(case):
            say_places(writer, case)
        say_beside(writer, case, case.things[0], ", bij ", "")
        return
    if case.constraints.reach.everywhere or case.count <= _SOME_NAMES:
        _say_names(writer, case)
    if case.constraints.reach.everywhere or not ranking.now:
        return
    everywhere = [ranked.value for ranked in ranking.first if ranked.municipalities >= places]
    if everywhere:
        named = everywhere[:_SOME_NAMES] if ranking.everywhere > MOST_NAMES else everywhere[:MOST_NAMES]
        writer.say("; ").list_names(named, others=ranking.everywhere - len(named))
        writer.say(f" in {say_all(case)}")
    elif (most := ranking.first[0].municipalities) > 1:
        leaders = [ranked.value for ranked in ranking.first if ranked.municipalities == most]
        writer.say("; ").list_names(leaders[:_SOME_NAMES])
        writer.say(f" in {spell_number(most)} van de {spell_number(places)} gemeenten")
    elif case.count > 1:
        writer.say("; elk in één gemeente")


def say_places(writer: Writer, case: Case) -> None:
    """Add in which municipalities the one thing is."""
    if case.given(MUNICIPALITY) and len(case.given(MUNICIPALITY)) == 1:
        return
    counted, _ = case.count_by(MUNICIPALITY, MOST_PLACES)
    found = [value for value in counted if value.things]
    total = case.ranking.first[0].municipalities
    if total >= case.scope.municipalities:
        writer.say(f" in {say_all(case)}")
        if tells_places_first(case) and total <= MOST_PLACES:
            writer.say(" (").list_names([value.value for value in found], as_places=True).say(")")
    elif found:
        places = [value.value for value in found]
        writer.say(" in ").list_names(places, others=total - len(found), as_places=True)


def _say_counts(writer: Writer, case: Case) -> None:
    """How many things each municipality has; which, when they are few."""
    if case.count <= MOST_NAMES and case.ranking.now and case.phrasing.thing != PLAN:
        writer.say(". ")
        say_own_by_place(writer, case, case.things[: case.count])
        return
    counted, total = case.count_by(MUNICIPALITY, MOST_PLACES)
    found = [value for value in counted if value.things]
    if not found:
        return
    if len(found) == 1 and total <= MOST_PLACES:
        if not case.given(MUNICIPALITY, PLAN):
            writer.say(", alle in " if case.count > 1 else " in ").name(found[0].value, as_place=True)
        _say_names(writer, case)
        return
    writer.say(": " if total <= MOST_PLACES else "; de meeste: ")
    writer.list_pieces([count_piece(case, value, MUNICIPALITY) for value in found])


def count_piece(case: Case, counted: Counted, group: str, brackets: bool = False) -> list[Said]:
    """How many things a value has: "40 in Hellendoorn", or in brackets after it."""
    pairs, value = case.narrowed(group, counted.value), counted.value
    named = case.names.place(value) if group == MUNICIPALITY else case.names.within(value)
    thing = value if value.startswith("http") else ""
    number = f"{counted.things:,}".replace(",", ".")
    if brackets:
        return [Said(named, thing, pairs), Said(f" ({number if counted.things else 'geen gevonden'})")]
    return [Said(number if counted.things else "geen gevonden", "", pairs), Said(" in "), Said(named, thing)]


def say_past(writer: Writer, case: Case) -> None:
    """Add how many things are only in plans that have ended or not begun."""
    ranking, is_plan = case.ranking, case.phrasing.thing == PLAN
    if not ranking.now:
        return
    if ranking.past:
        where = "afgelopen" if is_plan else "alleen in afgelopen plannen"
        writer.say(f"; nog {spell_number(ranking.past)} {where}")
    if ranking.coming:
        where = "komend" if is_plan else "alleen in plannen die nog beginnen"
        writer.say(f"; nog {spell_number(ranking.coming)} {where}")


def say_itself(writer: Writer, case: Case) -> None:
    """Add how many of those that act are the municipalities whose plans say so: no partners beside them."""
    own = case.ranking.own
    if own and case.count > 1:
        who = "de gemeente zelf" if own == 1 else "gemeenten in hun eigen plan"
        writer.say(f". {begin(spell_number(own))} daarvan {'is' if own == 1 else 'zijn'} {who}")


def tells_own(case: Case) -> bool:
    """Whether a list names its things, each of one plan."""
    return not case.is_shared and 0 < case.count <= MOST_NAMES and bool(case.ranking.now)


def _say_split(writer: Writer, case: Case) -> None:
    """Over which values of a column things are divided: "51 voorgenomen, 18 lopend en één verkend"."""
    phrasing = case.phrasing
    if not phrasing.split_by or case.given(phrasing.split_by) or not case.count:
        return
    counted, _ = case.count_by(phrasing.split_by, len(phrasing.split) + 1)
    told = [
        [Said(_count_of(value.things, words), "", case.narrowed(phrasing.split_by, value.value))]
        for value in counted
        if (words := phrasing.split.get(iris.local_name(value.value)))
    ]
    if case.count == 1 and not case.is_shared and case.state_of(case.things[0]):
        return  # told with its name
    if case.count == 1 and told:
        states = [phrasing.split.get(iris.local_name(value.value), "") for value in counted]
        writer.say(f" ({' en '.join(filter(None, states))})")
    elif told:
        writer.say(". Daarvan ").list_pieces(told)
        if not case.is_shared or sum(value.things for value in counted) <= case.count:
            return
        writer.say(f" (een {phrasing.one} kan meer dan één keer tellen)")


def _count_of(number: int, words: str) -> str:
    """So many of what is called in the plural, or of what is so whatever its number: "één thema"."""
    return f"{spell_number(number)} {_SINGULARS.get(words, words) if number == 1 else words}"


def say_all(case: Case) -> str:
    """All the municipalities that are asked, in words."""
    places, other = case.scope.municipalities, "andere " if case.constraints.reach.others_than else ""
    both = "beide" if places == 2 else f"alle {spell_number(places)}"  # noqa: PLR2004 (two are both)
    return f"{both} {other}gemeenten"
