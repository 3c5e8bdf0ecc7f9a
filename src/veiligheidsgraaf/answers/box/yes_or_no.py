"""When a line that asks whether may be met with a yes: of what was asked, with every word of it read."""

from dataclasses import replace

from ...names import tokens
from ..intent import Form
from .reading import Choice

# Yes is said of what was asked, not of all that there is at a place or a time.
_WHERE_AND_WHEN = ("gemeente", "plan", "periode", "van", "tot", "kwartaal")
# What is used or takes part: a measure that only names it is no yes.
_ACTING = ("instrument", "partner")


def as_asked(choice: Choice, likeliest: Choice) -> Choice:
    """A reading that stands in for the likeliest, which found nothing: whether what the line names is so was
    asked of that one, so that what this one finds is told and is no yes.
    """
    named = any(slot.thing and slot.pairs and slot.pairs[0][0] in _ACTING for slot in likeliest.slots)
    stands_in = choice.intent.question != likeliest.intent.question
    if choice.intent.form is not Form.WHETHER or not (named and stands_in):
        return choice
    return replace(choice, intent=replace(choice.intent, form=Form.LIST))


def says_no_more_than_where(choice: Choice) -> bool:
    """Whether a reading is narrowed by nothing but places and times."""
    return all(key in _WHERE_AND_WHEN for key, _ in choice.intent.pairs)


def without_false_yes(choice: Choice, is_asked: bool) -> Choice | None:
    """A reading that says no yes to something else: a word that did nothing may be what was asked. Then it
    is a list; None when even that is no answer, for it would be all that there is at a place. `is_asked`:
    the question itself was asked in so many words.
    """
    if choice.intent.form is not Form.WHETHER or not choice.unread:
        return choice
    says_more = any(tokens.usual(word) not in tokens.LIGHT for word in choice.unread)
    if says_more and says_no_more_than_where(choice) and not is_asked:
        return None
    return replace(choice, intent=replace(choice.intent, form=Form.LIST))
