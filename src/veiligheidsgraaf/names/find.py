"""Which names stand in a text, and where: `Names(lexicon, home).find(text, kinds)`.

One matcher for every text: `running` has the ways in which a text of a plan names things, strictly; `typed`
those in which a line does that somebody typed, forgiving slips and parts of names. Both look up by the same
keys in the same lexicon, and what they find says in which way.
"""

from collections.abc import Callable, Collection, Iterable

from .matches import LIKELY, How, Match, outermost
from .named import Lookup, Thing
from .running import RunningText
from .runs import Line, cover
from .typed import NO_PHRASES, TypedLine
from .vocabulary import Phrases

__all__ = ["LIKELY", "How", "Match", "Names"]


def _never(_: str) -> bool:
    return False


class Names:
    """Finds names in texts.

    `home`: slug of the municipality that a running text is of, whose own bodies it names without saying so
    (`de burgemeester`). `asking`: words of the questions, which typed lines hold and which are no names.
    `is_written`: whether a word is known to be written as it should be, though no name holds it.
    """

    def __init__(
        self,
        lexicon: Lookup,
        home: str = "",
        asking: Iterable[str] = (),
        is_written: Callable[[str], bool] = _never,
    ) -> None:
        self._running = RunningText(lexicon, home)
        self._typed = TypedLine(lexicon, frozenset(asking), is_written)

    def read(self, text: str, phrases: Phrases = NO_PHRASES, mends: bool = True) -> Line:
        """What somebody typed as words; those that no name holds mended, unless told otherwise. `phrases`:
        words that stand for others.
        """
        return self._typed.read(text, phrases, mends)

    def find(
        self,
        text: str | Line,
        kinds: Collection[str] = (),
        nested: bool = False,
        least: float | None = None,
    ) -> list[Match]:
        """Names of things of these kinds (none: all) in a running text, or in a line that was typed (as
        `read` gives it), in order of place.

        Where several things bear the name, each is a match. A name inside a longer one counts only when
        `nested`; one less sure than `least` (an ordinary word, the head of a compound) does not, which for a
        line is anything found, for a text what is `LIKELY`.
        """
        if isinstance(text, Line):
            matches = [m for m in self._typed.find(text, frozenset(kinds)) if m.score >= (least or 0)]
            return matches if nested else [m for run in cover(text, matches) for m in run.candidates]
        best: dict[tuple[Thing, int, int], Match] = {}
        for match in self._running.find(text, frozenset(kinds)):
            if match.score < (LIKELY if least is None else least):
                continue
            place = (match.thing, match.start, match.end)
            if place not in best or best[place].score < match.score:
                best[place] = match
        chosen = list(best.values()) if nested else outermost(best.values())
        return sorted(chosen, key=lambda m: (m.start, -m.end, -m.score, m.thing.iri))
