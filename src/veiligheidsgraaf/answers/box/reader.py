"""A typed line read as a named question with its parameters.

No language model: names, phrases and a score that can be followed.

The method stands in docs/vraagbalk.md. In: a line of a stranger. Out:
a Reading that says what was understood of which words, what else it could be,
and what was left unread. A line that nothing fits gets no question but the nearest ones.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ...names import tokens
from ...names.find import Match
from ...names.stored import StoredLexicon
from ...names.typed import Run
from ...words import iris
from ...words.questions import Question
from .cues import Cue, Cues
from .finding import COMPARING, Finder, Found
from .reading import ROWS, Reading, Slot

_NEAREST = 5

# What a slot adds to a question that takes it, takes from one that does not, and adds to the one that is
# meant for it.
_TAKEN, _NOT_TAKEN, _MEANT_FOR, _ONLY_NAMED = 0.7, 1.0, 0.3, 1.0
# What a question loses when another was asked for in so many words, or when `niet` would be read past.
_OTHER_ASKED, _DENIAL_NOT_READ = 0.5, 1.2
_SAYS_ENOUGH, _GUESSED = 0.45, 0.7
# The share of a line that must be read: when a whole name stands in it, when a question does, when all is
# guessed.
_WITH_NAME, _WITH_QUESTION = 0.3, 0.5
_FAR, _ALIKE = 0.6, 0.05
_TELL_NOTHING = tokens.LIGHT | {tokens.DENIAL, "kwartaal"}

# Which of several named things a bare line is about.
_SPECIFIC = (
    *("instrument", "partner", "verband", "rechtsgrond", "fenomeen", "doelgroep", "locatie", "indicator"),
    *("document", "gegevensbron", "kernthema", "thema", "plan", "gemeente"),
)


class Reader:
    """Reads lines against the lexicon and the questions of one release."""

    def __init__(self, lexicon: StoredLexicon, questions: Mapping[str, Question]) -> None:
        self._lexicon = lexicon
        self._questions = {name: question for name, question in questions.items() if question.listed}
        self._cues = Cues(self._questions.values())
        self._finder = Finder(lexicon, self._cues.words)

    def read(self, text: str) -> Reading:
        """The reading of a line; whatever the line, it ends and it is one."""
        found = self._finder.find(_bound(text))
        if not found.line.words:
            return Reading(found.text, nearest=self._nearest(found.text))
        compared = self._finder.compared(found)
        cues, order = self._rank(found)
        chosen = order[0]
        made = self._make(found, self._questions[chosen], cues[chosen], tuple(order[1:_NEAREST]), compared)
        useless = (
            cues[chosen].score < _SAYS_ENOUGH
            and not any(slot.use for slot in made.slots)
            and not found.quarter
        )
        if not compared and (useless or not self._is_sure(found, cues[chosen])):
            guesses = tuple(run.candidates[0].thing for run in found.runs)
            return Reading(
                found.text, named=guesses, unread=found.line.typed, nearest=self._nearest(found.text)
            )
        return made

    def read_as(self, text: str, name: str) -> Reading:
        """The reading of a line as one question that a person chose for it."""
        found = self._finder.find(_bound(text))
        cues, order = self._rank(found)
        nearest = tuple(other for other in order[:_NEAREST] if other != name)
        return replace(self._make(found, self._questions[name], cues[name], nearest, ()), named=())

    def _nearest(self, text: str) -> tuple[str, ...]:
        return tuple(self._cues.nearest(text, _NEAREST))

    def _rank(self, found: Found) -> tuple[dict[str, Cue], list[str]]:
        """The cue of every question, and all questions, best first."""
        cues = self._cues.weigh(found.line.words, self._free(found), found.text)
        asked = any(cue.score >= _SAYS_ENOUGH for cue in cues.values())
        scores = {
            name: self._score(question, cues[name], found, asked)
            for name, question in self._questions.items()
        }
        return cues, sorted(scores, key=lambda name: (-scores[name], name))

    def _free(self, found: Found) -> list[bool]:
        """Which words may say what is asked:
        all but those of a name, unless the name is one word that also asks.
        """
        free = [True] * len(found.line.words)
        for run in found.runs:
            for i in range(run.first, run.last):
                free[i] = run.last - run.first == 1 and found.line.words[i].text in self._cues.words
        return free

    def _score(self, question: Question, cue: Cue, found: Found, asked: bool) -> float:
        score = cue.score - (_OTHER_ASKED if asked and cue.score < _SAYS_ENOUGH else 0)
        if any(
            word.text == tokens.DENIAL and i not in cue.positions for i, word in enumerate(found.line.words)
        ):
            score -= _DENIAL_NOT_READ
        if found.quarter:
            score += _TAKEN if any(p.kind == "kwartaal" for p in question.parameters) else -_NOT_TAKEN
        runs = [run for run in found.runs if not _only_asks(run, cue)]
        main = min(runs, key=lambda run: _SPECIFIC.index(run.candidates[0].thing.kind), default=None)
        for run in runs:
            used = self._use(question, run)
            score += _TAKEN * used[1].score if used else -_NOT_TAKEN * min(1.0, run.score)
            if run is main and run.candidates[0].thing.kind in question.shows:
                score += _MEANT_FOR if asked else _ONLY_NAMED
        return score

    def _use(self, question: Question, run: Run) -> tuple[str, Match] | None:
        """What a question does with a run: (parameter or ROWS,
        the candidate it takes); None when it can do nothing.
        """
        kinds = {p.kind: p.name for p in question.parameters}
        only_whole = run.whole and run.candidates[0].thing.kind == "gemeente"
        for whole in (True,) if only_whole else (True, False):
            if not whole and "indicator" in question.narrows and self._finder.figures_about(run):
                break
            said = [c for c in run.candidates if c.whole == whole and c.score > run.score - _FAR]
            for candidate in (c for c in said if c.thing.kind in question.narrows):
                return ROWS, candidate
            for candidate in said:
                kind, slug = candidate.thing.kind, candidate.thing.slug
                if kind in kinds and (kind != "plan" or whole) and self._lexicon.can_choose(kind, slug):
                    return kinds[kind], candidate
        if "indicator" in question.narrows and self._finder.figures_about(run):
            return ROWS, replace(run.candidates[0], score=run.score * _GUESSED)
        return None

    def _is_sure(self, found: Found, cue: Cue) -> bool:
        """Whether a reading explains enough of the line to be shown as an answer."""
        words, line = found.line.words, found.line
        telling = [
            i
            for i, w in enumerate(words)
            if len(w.text) > 1 and not w.is_stop and w.text not in _TELL_NOTHING
        ]
        named = {i for run in found.runs for i in range(run.first, run.last)}
        explained = sum(
            (_GUESSED if line.is_corrected(i) else 1.0)
            for i in telling
            if i in named or (cue.score and i in cue.positions)
        )
        whole = any(
            run.whole and not any(line.is_corrected(i) for i in range(run.first, run.last))
            for run in found.runs
        )
        says_enough = cue.score >= _SAYS_ENOUGH
        if found.quarter or (whole and says_enough):
            return True
        if not found.runs and not says_enough:
            return False
        share = explained / len(telling) if telling else 1.0
        return share >= (_WITH_NAME if whole else _WITH_QUESTION if says_enough else _GUESSED)

    def _make(
        self, found: Found, question: Question, cue: Cue, nearest: tuple[str, ...], compared: tuple[str, ...]
    ) -> Reading:
        values: dict[str, str] = {}
        rows: frozenset[str] = frozenset()
        slots = []
        for run in found.runs:
            if _only_asks(run, cue):
                continue
            slot, about = self._fill(question, run, found, values)
            slots.append(slot)
            rows = rows & about or rows | about if about else rows
        names = {p.kind: p.name for p in question.parameters}
        if found.quarter and "kwartaal" in names:
            values[names["kwartaal"]] = found.quarter
        rows |= self._place(question, found, values, bool(rows))
        named = (
            ()
            if cue.score >= _SAYS_ENOUGH
            else tuple(slot.thing for slot in slots if slot.use and slot.thing.kind != "gemeente")
        )
        unread = _unread(found, cue, slots)
        return Reading(
            found.text, question.name, values, rows, tuple(slots), compared, named, unread, nearest
        )

    def _fill(
        self, question: Question, run: Run, found: Found, values: dict[str, str]
    ) -> tuple[Slot, frozenset[str]]:
        """The slot of a run; sets its parameter when that is still free.

        Beside it: IRIs that rows must hold.
        """
        said = found.line.said(run.first, run.last)
        used = self._use(question, run)
        if not used:
            return Slot(
                said, "", run.candidates[0].thing, tuple(c.thing for c in run.candidates[1:])
            ), frozenset()
        use, candidate = used
        kind = candidate.thing.kind
        slot = Slot(
            said,
            use,
            candidate.thing,
            tuple(c.thing for c in run.candidates if c.thing.iri != candidate.thing.iri),
        )
        alike = frozenset(
            c.thing.iri for c in run.candidates if c.thing.kind == kind and c.score > candidate.score - _ALIKE
        )
        if use == ROWS and kind not in question.narrows:
            return slot, self._finder.figures_about(run)
        if use == ROWS:
            return slot, alike
        if kind in ("gemeente", "plan"):
            return slot, frozenset()
        if not candidate.whole and len(alike) > 1 and kind in question.columns:
            return replace(slot, use=ROWS), alike
        if use in values:
            return replace(slot, use=""), frozenset()
        values[use] = candidate.thing.slug
        return slot, frozenset()

    def _place(
        self, question: Question, found: Found, values: dict[str, str], narrowed: bool
    ) -> frozenset[str]:
        """Where: sets the plan or the municipality;
        for several, the IRIs of their plans, which rows must hold.
        """
        names = {p.kind: p.name for p in question.parameters}
        places = [
            place.thing.slug
            for place in found.municipalities
            if self._lexicon.can_choose("gemeente", place.thing.slug)
        ]
        several = len(places) > 1 or len(found.plans) > 1
        if several and "plan" in question.columns and not narrowed:
            plans = [plan.slug for plan in found.plans] or [
                plan.slug for place in places for plan in self._lexicon.plans_of(place)
            ]
            return frozenset(iris.thing("plan", plan) for plan in plans)
        if found.plans and "plan" in names:
            values[names["plan"]] = found.plans[0].slug
        elif places and "gemeente" in names:
            values[names["gemeente"]] = places[0]
        return frozenset()


def _bound(text: str) -> str:
    return " ".join(text[: tokens.MOST_CHARACTERS].split())


def _only_asks(run: Run, cue: Cue) -> bool:
    """Whether a name is one word that the question was known by: then it names nothing."""
    return run.last - run.first == 1 and run.first in cue.positions


def _unread(found: Found, cue: Cue, slots: Sequence[Slot]) -> tuple[str, ...]:
    """Words that did nothing, as typed: a denial that was not read is one, words of asking are none."""
    read = {i for run in found.runs for i in range(run.first, run.last)} | cue.positions
    plain = (tokens.STOP | tokens.LIGHT | COMPARING | {"kwartaal"}) - {tokens.DENIAL}
    pairs = enumerate(zip(found.line.words, found.line.typed, strict=True))
    left = [
        typed
        for i, (word, typed) in pairs
        if i not in read and word.text not in plain and not (word.text.isdigit() and found.plans)
    ]
    return tuple(dict.fromkeys((*left, *(slot.said for slot in slots if not slot.use))))
