"""Which question a line asks: its cue, what it can do with what is named, and what it would pass over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ...facts.constraints import QUARTER
from ...names import tokens
from ...names.runs import Run
from ...words.questions import Question
from . import turns_of_phrase as phrases
from .cues import Cue, Cues
from .hearing import Heard, Places
from .using import PLACE, Uses

SAYS_ENOUGH = 0.45
# What a thing adds to a question that takes it, to one that only can be narrowed by it, takes from one that
# cannot, and adds to the one that is meant for it.
_TAKEN, _NARROWED, _NOT_TAKEN, _MEANT_FOR, _ONLY_NAMED = 0.7, 0.3, 0.7, 0.3, 1.0
# What a question loses when another was asked for in so many words, or when `niet` would be read past.
_OTHER_ASKED, _DENIAL_NOT_READ = 0.5, 1.2

# Which of several named things a bare line is about.
_SPECIFIC = (
    *("instrument", "partner", "verband", "rechtsgrond", "fenomeen", "doelgroep", "indicator"),
    *("document", "gegevensbron", "kernthema", "thema", "locatie", "plan", "gemeente"),
)


@dataclass(frozen=True)
class Ranked:
    """The cue of every question, and all questions with their score, best first."""

    cues: Mapping[str, Cue]
    order: tuple[str, ...]
    scores: Mapping[str, float]

    @property
    def is_asked(self) -> bool:
        """Whether any question was asked in so many words."""
        return any(cue.score >= SAYS_ENOUGH for cue in self.cues.values())


class Chooser:
    """Ranks the questions of one release for a line."""

    def __init__(self, questions: Mapping[str, Question], cues: Cues, uses: Uses) -> None:
        self._questions = questions
        self._cues = cues
        self._uses = uses

    def rank(self, heard: Heard, runs: Sequence[Run], has_quarter: bool, read: Places) -> Ranked:
        """All questions, best first. `read`: words that were read as something else (a time, a turn)."""
        free = self._free(heard, runs)
        cues = self._cues.weigh(heard.line.words, free, heard.text)
        asked = any(cue.score >= SAYS_ENOUGH for cue in cues.values())
        scores = {
            name: self._score(question, cues[name], heard, runs, asked, read)
            + (self._quarter(question) if has_quarter else 0)
            for name, question in self._questions.items()
        }
        return Ranked(cues, tuple(sorted(scores, key=lambda name: (-scores[name], name))), scores)

    def _free(self, heard: Heard, runs: Sequence[Run]) -> list[bool]:
        """Which words may say what is asked: all but those of a name that is not one word that also asks."""
        free = [True] * len(heard.line.words)
        for _, places in heard.find(phrases.turn("aanloop")):
            for at in places:
                free[at] = False
        for run in runs:
            for i in range(run.first, run.last):
                free[i] = run.last - run.first == 1 and heard.line.words[i].text in self._cues.words
        return free

    def _score(
        self, question: Question, cue: Cue, heard: Heard, runs: Sequence[Run], asked: bool, read: Places
    ) -> float:
        score = cue.score - (_OTHER_ASKED if asked and cue.score < SAYS_ENOUGH else 0)
        if any(
            word.text == tokens.DENIAL and i not in cue.positions and i not in read
            for i, word in enumerate(heard.line.words)
        ):
            score -= _DENIAL_NOT_READ
        runs = [run for run in runs if not only_asks(run, cue)]
        main = min(runs, key=lambda run: _SPECIFIC.index(run.candidates[0].thing.kind), default=None)
        for run in runs:
            used = self._uses.of(question, run, asked=cue.score >= SAYS_ENOUGH)
            if used is None:
                score -= _NOT_TAKEN * min(1.0, run.score)
            elif used.native or used.key == PLACE:
                score += _TAKEN * used.match.score
            else:
                score += _NARROWED * used.match.score
            if run is main and run.candidates[0].thing.kind in question.shows:
                score += _MEANT_FOR if asked else _ONLY_NAMED
        return score

    def _quarter(self, question: Question) -> float:
        if any(p.kind == QUARTER for p in question.parameters):
            return _TAKEN
        return 0 if self._uses.narrows(question.name, QUARTER) else -_NOT_TAKEN


def only_asks(run: Run, cue: Cue) -> bool:
    """Whether a name is one word that the question was known by: then it names nothing."""
    return run.last - run.first == 1 and run.first in cue.positions
