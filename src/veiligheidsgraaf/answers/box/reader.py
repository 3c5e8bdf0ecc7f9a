"""A typed line read as an intent: a question, all that it is narrowed by, and the kind of answer wanted.

No language model: names, phrases and a score that can be followed. The method stands in docs/vraagbalk.md.
In: a line of a stranger. Out: a Reading that says what was understood of which words, what else it could be,
and what was left unread.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from ...facts.constraints import NOT, QUARTER
from ...facts.fact_store import FactStore
from ...names import tokens
from ...names.find import Names
from ...names.stored import StoredLexicon
from ...words.questions import Question
from ..intent import Form, Intent
from . import turns_of_phrase as phrases
from .beyond import find_outside, places_outside
from .choosing import SAYS_ENOUGH, Chooser, Ranked
from .constraining import FIGURES, OF_PLAN, TIMED, WIDER, Constrainer, Line
from .cues import Cue, Cues
from .finding import Finder
from .hearing import NOWHERE, hear
from .leftover import (
    changing_words,
    is_about_themes,
    leaves_out_place,
    less_of,
    names_kind,
    names_only,
    other_place,
    places_of_times,
    unnamed_words,
    unread_words,
)
from .portfolios import leave_out_others, steer_to_held
from .reading import Choice, Reading, Slot
from .steering import COMPARED, DONE_BEFORE, MEASURES, steer
from .times import read_times
from .turning import read_turns
from .using import ALIKE, GUESSED, PLACE, Uses
from .wanting import Wanted, read_form

_NEAREST, _MOST_CHOICES = 5, 6
# The share of a line that must be read: of one with a whole name, with a question.
_WITH_NAME, _WITH_QUESTION = 0.3, 0.5
_TELL_NOTHING = tokens.LIGHT | phrases.quiet() | {tokens.DENIAL, "kwartaal"}
# A place that nobody names: it does nothing, which is told, and makes nothing else less sure.
_HERE = ("hier",)
# Kinds of thing that the same words often name: tried one after the other for a bare name.
_TWINS = ("thema", "fenomeen", "doelgroep", "instrument", "partner", "locatie")
# What is asked of a bare name when the question that it is meant for has no answer.
_GENERAL = ("maatregelen", "fenomenen", "rollen", "inhoud")
# What is asked of somebody who does nothing in any measure: what he is for; and of who is for nothing.
_BODY_DOES = {MEASURES: ("rollen",), "rollen": (MEASURES,)}
# The same when a place is named.
_AT_PLACE = ("maatregelen", "indicatoren", "locaties", "inhoud")
_PLACED = "locatie"
# Of means it is told how much and whether it is granted, which says more than a yes.
_FIGURES, _MEANS = ("indicatoren",), ("middelen",)
# Questions that answer `hoeveel`.
_COUNTED = ("indicatoren", "cijferreeksen", "doelbereik", "middelen", "richtingen", "ontwikkelingen")


class Reader:
    """Reads lines against the names, questions and facts of one release. `today`: the day of asking."""

    def __init__(
        self,
        lexicon: StoredLexicon,
        questions: Mapping[str, Question],
        facts: FactStore | None,
        today: Callable[[], date],
    ) -> None:
        self._lexicon = lexicon
        self._questions = {name: question for name, question in questions.items() if question.listed}
        self._cues = Cues(self._questions.values())
        self._names = Names(
            lexicon, asking=self._cues.words | phrases.asking(), is_written=lexicon.stands_in_texts
        )
        self._finder = Finder(lexicon, self._names)
        self._uses = Uses(lexicon, self._finder, facts)
        self._chooser = Chooser(self._questions, self._cues, self._uses)
        self._constrainer = Constrainer(lexicon, self._uses)
        self._facts = facts
        self._today = today

    def read(self, text: str) -> Reading:
        """The reading of a line; whatever the line, it ends and it is one."""
        line, wanted = self._understand(text)
        if not line.heard.line.words:
            return Reading(line.heard.text, nearest=self._nearest(line.heard.text))
        read = line.turns.places | wanted.places | places_of_times(line)
        ranked = self._chooser.rank(line.heard, line.found.runs, self._has_quarter(line), read)
        if wanted.question:
            asked = (cue.positions for cue in ranked.cues.values() if cue.score >= SAYS_ENOUGH)
            wanted = replace(wanted, read=NOWHERE.union(*asked))
        choices = tuple(self._choices(line, wanted, ranked))
        best = choices[0]
        years = self._facts.years if self._facts else (0, 0)
        outside = tuple(find_outside(line, self._lexicon, best.intent.question, years))
        reading = Reading(
            line.heard.text,
            best.intent,
            best.slots,
            best.unread,
            outside,
            nearest=ranked.order[1:_NEAREST],
            choices=choices,
            others=tuple(self._others(line, wanted, ranked)),
            is_english=line.heard.is_english,
            is_asked=ranked.cues[best.intent.question].score >= SAYS_ENOUGH,
        )
        if outside:
            return replace(reading, intent=None, unread=less_of(best.unread, line, places_outside(line)))
        if not self._is_sure(line, wanted, ranked, best):
            guesses = tuple(run.candidates[0].thing for run in line.found.runs)
            return replace(
                reading, intent=None, slots=(), named=guesses, unread=unnamed_words(line),
                nearest=self._nearest(line.heard.text),
            )  # fmt: skip
        if reading.passes_over_denial:
            return replace(reading, intent=None)
        bare = () if ranked.cues[best.intent.question].score >= SAYS_ENOUGH else best.slots
        named = tuple(s.thing for s in bare if s.pairs and s.thing and s.thing.kind != PLACE)
        return replace(reading, named=named)

    def _understand(self, text: str) -> tuple[Line, Wanted]:
        """All that a line says before a question is chosen."""
        heard = hear(self._names, text)
        times = read_times(heard, self._today())
        taken = frozenset().union(*(m.places for m in times.moments)) if times.moments else NOWHERE
        found = self._finder.find(heard, taken | times.plan_places)
        wanted = read_form(heard, len(found.municipalities) + len(found.plans))
        first_year = self._facts.years[0] if self._facts else 0
        wanted = steer(wanted, heard, found, times, first_year)
        for prefix, slug, pattern in phrases.statuses():
            if not wanted.status and (said := heard.first(pattern)):
                status = (f"{prefix}status", slug)
                wanted = replace(wanted, status=status, places=wanted.places | said[1])
        turns = read_turns(
            heard,
            found.runs,
            wanted.form is Form.MISSING,
            wanted.form in COMPARED,
            wanted.form is Form.COUNT,
        )
        line = Line(heard, found, times, turns, wanted.form)
        return line, steer_to_held(wanted, line, self._uses)

    def _choices(self, line: Line, wanted: Wanted, ranked: Ranked) -> Iterator[Choice]:
        """The ways to read a line as its likeliest question, of a bare name also as others; best first."""
        order = self._steered(line, wanted, ranked)
        first = self._questions[order[0]]
        seen: list[Intent] = []
        kinds = [frozenset[str]()]
        if not is_about_themes(first):
            kinds += [frozenset((kind,)) for kind in self._named_kinds(line)]
        tries = [(first, some) for some in kinds]
        if line.times.years and first.name not in (*FIGURES, *TIMED):
            tries.append((first, frozenset((OF_PLAN,))))
        tries += [(self._questions[name], kinds[0]) for name in wanted.instead if name in self._questions]
        if ranked.cues[first.name].score < SAYS_ENOUGH and not wanted.question:
            general = _AT_PLACE if names_kind(line, _PLACED) else _GENERAL
            tries += [(self._questions[name], kinds[0]) for name in general if name in self._questions]
        if first.name in _BODY_DOES and names_kind(line, "partner"):
            instead = _BODY_DOES[first.name]
            tries += [(self._questions[name], kinds[0]) for name in instead if name in self._questions]
        if names_kind(line, _PLACED) and first.name != "locaties":
            tries.append((first, frozenset((WIDER,))))
        for question, some in tries:
            choice = self._make(line, wanted, question, ranked.cues[question.name], some)
            if choice.intent not in seen and len(seen) < _MOST_CHOICES:
                seen.append(choice.intent)
                yield choice
        for name, some in self._twins(line) if len(tries) > len(kinds) else ():
            choice = self._make(line, wanted, self._questions[name], ranked.cues[name], some)
            yield replace(choice, is_twin=True)

    def _others(self, line: Line, wanted: Wanted, ranked: Ranked) -> Iterator[Choice]:
        """As the questions about what a line names, and as those that come next."""
        kinds = {c.thing.kind for run in line.found.runs for c in run.candidates[:_NEAREST]}
        meant = [name for name, q in self._questions.items() if kinds.intersection(q.shows) - {PLACE, "plan"}]
        figures = _FIGURES if kinds else ()
        for name in dict.fromkeys((ranked.order[1], *figures, *meant, ranked.order[2], MEASURES)):
            if name in self._questions:
                yield self._make(line, wanted, self._questions[name], ranked.cues[name], frozenset())

    def _steered(self, line: Line, wanted: Wanted, ranked: Ranked) -> Sequence[str]:
        """The questions in order, with the one first that the kind of answer asks for."""
        name = wanted.question or ranked.order[0]
        if wanted.form is Form.WHEN and line.found.runs and not ranked.is_asked:
            name = MEASURES
        if (
            wanted.form is Form.WHO
            and not wanted.question
            and names_only(line, "instrument")
            and not ranked.is_asked
        ):
            name = MEASURES
        return (
            (name, *(other for other in ranked.order if other != name))
            if name in self._questions
            else ranked.order
        )

    def _twins(self, line: Line) -> Iterator[tuple[str, frozenset[str]]]:
        """The questions about other kinds of thing whose names one word is as likely a part of, each with its
        kind.
        """
        runs = [run for run in line.found.runs if run.candidates[0].thing.kind != PLACE]
        if len(runs) != 1 or runs[0].whole:
            return
        near = [c for c in runs[0].candidates if c.score > runs[0].score - ALIKE]
        for kind in dict.fromkeys(c.thing.kind for c in near[1:] if c.thing.kind != near[0].thing.kind):
            for name in (name for name, question in self._questions.items() if kind in question.shows):
                yield name, frozenset((kind,))

    def _named_kinds(self, line: Line) -> list[str]:
        """Kinds of thing that the names of a line are whole names of, beside the likeliest."""
        found = {c.thing.kind for run in line.found.runs for c in run.candidates if c.whole}
        return [kind for kind in _TWINS if kind in found] if len(found) > 1 else []

    def _make(
        self, line: Line, wanted: Wanted, question: Question, cue: Cue, kinds: frozenset[str]
    ) -> Choice:
        found = self._constrainer.constrain(line, question, cue, kinds)
        others = other_place(line, found.pairs)
        theirs = ((PLACE, others), (NOT + PLACE, others)) if others else ()
        pairs = tuple(pair for pair in found.pairs if pair not in theirs)
        if wanted.status and question.name not in TIMED and self._uses.narrows(question.name, "status"):
            pairs = (*pairs, wanted.status)
            found = replace(found, slots=(*found.slots, Slot(wanted.status[1], (wanted.status,))))
        without, alone = leave_out_others(line, pairs, self._uses)
        pairs = (*pairs, *without)
        is_figures = question.name in FIGURES and wanted.form is Form.LIST and not cue.score
        is_figures |= question.name in _MEANS and wanted.form is Form.WHETHER
        intent = Intent(
            question.name,
            pairs,
            Form.HOW_MUCH if is_figures else wanted.form,
            wanted.group,
            wanted.most,
            line.turns.everywhere and wanted.form not in COMPARED and not leaves_out_place(pairs),
            line.turns.only,
            others,
        )
        around = (places for _, places in line.heard.find(phrases.turn("aanloop")))
        done = (
            places for _, places in line.heard.find(phrases.turn("bereikt")) if question.name == DONE_BEFORE
        )
        read = found.places.union(wanted.places, cue.positions, wanted.read, alone, *around, *done)
        return Choice(intent, found.slots, (*changing_words(line), *unread_words(line, read, found)))

    def _has_quarter(self, line: Line) -> bool:
        return any(key == QUARTER for moment in line.times.moments for key, _ in moment.pairs)

    def _nearest(self, text: str) -> tuple[str, ...]:
        return tuple(self._cues.nearest(text, _NEAREST))

    def _is_sure(self, line: Line, wanted: Wanted, ranked: Ranked, best: Choice) -> bool:
        """Whether a reading explains enough of the line to be answered."""
        cue = ranked.cues[best.intent.question]
        if wanted.question:
            return True
        if (
            wanted.form is Form.HOW_MUCH
            and "hoeveel" in line.heard.said
            and best.intent.question not in _COUNTED
        ):
            return False
        if cue.score < SAYS_ENOUGH and not best.intent.pairs:
            return False
        words = line.heard.line.words
        telling = [
            i
            for i, w in enumerate(words)
            if len(w.text) > 1 and not w.is_stop and w.text not in (*_TELL_NOTHING, *_HERE)
        ]
        named = {i for run in line.found.runs for i in range(run.first, run.last)}
        read = named | line.turns.places | places_of_times(line) | wanted.places
        explained = sum(
            (GUESSED if line.heard.line.is_corrected(i) else 1.0)
            for i in telling
            if i in read or (cue.score and i in cue.positions)
        )
        whole = any(
            run.whole and not any(line.heard.line.is_corrected(i) for i in range(run.first, run.last))
            for run in line.found.runs
        )
        says_enough = cue.score >= SAYS_ENOUGH
        if self._has_quarter(line) or (whole and says_enough):
            return True
        if not line.found.runs and not says_enough:
            return False
        share = explained / len(telling) if telling else 1.0
        return share >= (_WITH_NAME if whole else _WITH_QUESTION if says_enough else GUESSED)
