"""What is told beside an answer: what the graph leaves out of what was asked, and what a position is."""

from collections.abc import Callable

from ...names import tokens
from ...names.named import Thing
from . import turns_of_phrase as phrases
from .reading import Reading


def find_remarks(reading: Reading, explain: Callable[[Thing], str]) -> tuple[str, ...]:
    """The remarks on a line that is answered. `explain`: what a thing is, in words, or ""."""
    if reading.intent is None:
        return ()
    said, told = " ".join(tokens.split(reading.text)), list[str]()
    for remark in phrases.remarks():
        named = [slot.thing for slot in reading.slots if slot.thing and slot.thing.kind == remark.kind]
        fits = remark.question in ("", reading.intent.question) and (named or not remark.kind)
        if not fits or not remark.asks.search(said):
            continue
        told += [
            f"{thing.name}: {text}" for thing in named[:1] if remark.explains and (text := explain(thing))
        ]
        told.append(remark.english if reading.is_english else remark.dutch)
    return tuple(told)
