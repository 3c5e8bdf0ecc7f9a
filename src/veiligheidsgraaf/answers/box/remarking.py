"""What is told beside an answer: what the graph leaves out of what was asked, and what a position is."""

from collections.abc import Callable

from ...names import tokens
from ...names.named import Thing
from . import turns_of_phrase as phrases
from .reading import Reading, Remarked


def find_remarks(reading: Reading, explain: Callable[[Thing], str]) -> tuple[Remarked, ...]:
    """The remarks on a line that is answered. `explain`: what a thing is, in Dutch, or ""."""
    if reading.intent is None:
        return ()
    said, told = " ".join(tokens.split(reading.text)), list[Remarked]()
    for remark in phrases.remarks():
        named = [slot.thing for slot in reading.slots if slot.thing and slot.thing.kind == remark.kind]
        fits = remark.question in ("", reading.intent.question) and (named or not remark.kind)
        if not fits or not remark.asks.search(said):
            continue
        told += [
            Remarked(f"{thing.name}: {text}")
            for thing in named[:1]
            if remark.explains and (text := explain(thing))
        ]
        told.append(
            Remarked(remark.english, is_english=True) if reading.is_english else Remarked(remark.dutch)
        )
    return tuple(told)
