"""What is said of several municipalities or plans side by side: what they share, which has most or fewest."""

from ..case import MUNICIPALITY, Case
from ..dutch import PLURALS, spell_number
from ..said import Sentence, Writer
from .phrases import say_others, say_topic, topic_of
from .sentences import (
    MOST_NAMES,
    MOST_PLACES,
    count_piece,
    say_all,
    say_itself,
    say_past,
    say_places,
    say_reach,
    say_subject,
    tells_own,
    write_count,
    write_list,
)


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
    writer.list_pieces([count_piece(case, value, case.group, brackets=True) for value in first])
    if others:
        writer.say("; daarna ").list_pieces(
            [count_piece(case, value, case.group, brackets=True) for value in others]
        )
        if total > len(counted):
            writer.say(f" en nog {spell_number(total - len(counted))} {PLURALS.get(case.group, 'waarden')}")
    return writer.say(".").sentence


def write_compared(case: Case) -> Sentence:
    """What is the same over municipalities and what is not."""
    writer, ranking, places = case.writer, case.ranking, case.scope.municipalities
    if tells_own(case):
        return write_list(case)
    if not case.is_shared or places < 2:  # noqa: PLR2004 (nothing to compare with)
        return write_count(case)
    if case.count == 1:
        return _write_one_compared(case)
    say_subject(writer, case)
    everywhere = [ranked.value for ranked in ranking.first if ranked.municipalities >= places]
    writer.say(f"; {spell_number(ranking.everywhere)} in {say_all(case)}")
    if everywhere:
        writer.say(" (").list_names(
            everywhere[:MOST_NAMES], others=ranking.everywhere - len(everywhere[:MOST_NAMES])
        )
        writer.say(")")
    writer.say(f", {spell_number(ranking.alone)} in maar één")
    counted, _ = case.count_by(MUNICIPALITY, MOST_PLACES)
    writer.say(": ").list_pieces([count_piece(case, value, MUNICIPALITY) for value in counted])
    say_past(writer, case)
    say_itself(writer, case)
    return writer.say(".").sentence


def _write_one_compared(case: Case) -> Sentence:
    """Where one thing is, and where it was not found."""
    writer = case.writer
    say_subject(writer, case)
    counted, _ = case.count_by(MUNICIPALITY, MOST_PLACES, least_first=True)
    without = [value.value for value in counted if not value.things]
    total, places = case.ranking.first[0].municipalities, case.scope.municipalities
    if without and total < places:
        having, _ = case.count_by(MUNICIPALITY, MOST_PLACES)
        named = [value.value for value in having if value.things]
        writer.say(f" in {spell_number(total)} van de {spell_number(places)} gemeenten: ")
        writer.list_names(named, others=total - len(named), as_places=True)
        writer.say("; niet gevonden in ")
        writer.list_names(without, others=places - total - len(without), as_places=True)
    else:
        say_places(writer, case)
    say_past(writer, case)
    return writer.say(".").sentence


def _say_narrowing(writer: Writer, case: Case) -> None:
    """Add all that things are narrowed by, without a verb: "over ondermijning in Hardenberg"."""
    if topic := topic_of(case.constraints, case.phrasing.thing):
        say_topic(writer, topic, case.phrasing.about[1].split()[-1])
    say_reach(writer, case)
    say_others(writer, case.constraints, "", case.scope)
