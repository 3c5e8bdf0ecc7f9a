"""What was decided in a review: one JSON object a line in besluiten.jsonl, appended and never rewritten.

Two people may append on two branches and git puts their lines together: nothing rests on the order of lines,
a line that stands twice counts once, and a line that cannot be read is told and passed over. What was undone
is a decision too, so that all can be undone as far back as one likes, and be done again.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

_MARKER = re.compile(rb"(?:<{7}|={7}|>{7}|\|{7})(?: |$)")
_WHEN = "%Y-%m-%dT%H:%M:%S.%fZ"
_CUT = "de laatste regel van besluiten.jsonl is afgebroken: dat ene besluit telt niet mee; neem het opnieuw"


class Verdict(StrEnum):
    """What a line says. The last two are notes of the program: which key a thing got, which file was
    written.
    """

    ACCEPT = "accepteer"
    CHANGE = "verander"
    REJECT = "verwerp"
    LATER = "later"
    ADD = "voeg-toe"
    UNDO = "ongedaan"
    KEY = "sleutel"
    WRITTEN = "geschreven"


TAKEN = (Verdict.ACCEPT, Verdict.CHANGE, Verdict.ADD)
NOTES = (Verdict.KEY, Verdict.WRITTEN)
Values = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Decision:
    """One line. `item`: key of a suggestion, or the id of the decision that added it; `digest`: of the bytes
    of lines `first` to `last` (from 1) when it was decided; `undoes`: ids of what it takes back; `batch`:
    what was decided in one go, and is undone in one go.
    """

    key: str
    when: str
    who: str
    verdict: Verdict
    item: str = ""
    kind: str = ""
    first: int = 0
    last: int = 0
    digest: str = ""
    values: Values = field(default_factory=dict, hash=False)
    undoes: tuple[str, ...] = ()
    batch: str = ""

    @property
    def place(self) -> tuple[str, str]:
        """Its place in time; of two at one moment the order is that of their ids."""
        return self.when, self.key


@dataclass(frozen=True)
class History:
    """Every decision in order of time, and what is to be told about lines that could not be read."""

    decisions: tuple[Decision, ...] = ()
    told: tuple[str, ...] = ()

    @property
    def alive(self) -> tuple[Decision, ...]:
        """What stands: not undone, or undone and done again."""
        dead = self._dead()
        return tuple(one for one in self.decisions if one.key not in dead and one.verdict is not Verdict.UNDO)

    def find_last(self) -> tuple[Decision, ...]:
        """What an undo takes back: the last decision that stands, with all that was decided in one go with
        it.
        """
        decided = [one for one in self.alive if one.verdict not in NOTES]
        if not decided:
            return ()
        last = decided[-1]
        return tuple(one for one in decided if one is last or (last.batch and one.batch == last.batch))

    def find_undone(self) -> tuple[Decision, ...]:
        """What a redo brings back: what the last undo took back, unless something was decided after it."""
        undo = self.find_undo()
        if undo is None:
            return ()
        return tuple(one for one in self.decisions if one.key in undo.undoes)

    def find_undo(self) -> Decision | None:
        """The last undo that stands, unless something was decided after it."""
        dead, undos = self._dead(), {one.key for one in self.decisions if one.verdict is Verdict.UNDO}
        for one in reversed(self.decisions):
            if one.verdict in NOTES:
                continue
            if one.verdict is not Verdict.UNDO:
                return None
            if one.key not in dead and not undos & set(one.undoes):
                return one
        return None

    def _dead(self) -> frozenset[str]:
        dead: set[str] = set()
        for one in reversed(self.decisions):
            if one.verdict is Verdict.UNDO and one.key not in dead:
                dead.update(one.undoes)
        return frozenset(dead)


def read_history(content: bytes) -> History:
    """The decisions of a file, as far as they can be read."""
    found: dict[str, Decision] = {}
    told: list[str] = []
    lines = content.split(b"\n")
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        if _MARKER.match(line):
            told.append(f"regel {number} van besluiten.jsonl is een merkteken van git; haal die regel weg")
            continue
        try:
            one = _read(json.loads(line))
        except (ValueError, TypeError, KeyError, RecursionError):
            is_cut = number == len(lines)
            told.append(
                _CUT if is_cut else f"regel {number} van besluiten.jsonl is niet te lezen en telt niet"
            )
            continue
        if found.setdefault(one.key, one) != one:
            told.append(f"regel {number} van besluiten.jsonl heeft een nummer dat al bestaat en telt niet")
    return History(tuple(sorted(found.values(), key=lambda one: one.place)), tuple(told))


def spell(decisions: Iterable[Decision]) -> bytes:
    """Decisions as lines."""
    return b"".join(
        json.dumps(_as_plain(one), ensure_ascii=False, separators=(", ", ": ")).encode() + b"\n"
        for one in decisions
    )


def next_moments(history: History, count: int, now: datetime) -> Sequence[str]:
    """Moments for `count` decisions: now, but always after all that was decided, whatever a clock says."""
    if history.decisions:
        latest = datetime.strptime(history.decisions[-1].when, _WHEN).replace(tzinfo=UTC)
        now = max(now, latest + timedelta(microseconds=1))
    return [(now + timedelta(microseconds=step)).strftime(_WHEN) for step in range(count)]


def _as_plain(one: Decision) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "id": one.key,
        "wanneer": one.when,
        "wie": one.who,
        "besluit": one.verdict.value,
        "item": one.item,
        "soort": one.kind,
        "eerste": one.first,
        "laatste": one.last,
        "digest": one.digest,
        "waarden": {key: list(found) for key, found in sorted(one.values.items())},
        "van": list(one.undoes),
        "reeks": one.batch,
    }
    return {key: found for key, found in plain.items() if found or key == "id"}


def _read(plain: dict[str, Any]) -> Decision:
    """A line as a decision. Raises ValueError, TypeError or KeyError on what is none."""
    texts = {
        name: plain.get(key, "")
        for name, key in (("item", "item"), ("kind", "soort"), ("digest", "digest"), ("batch", "reeks"))
    }
    key, when, who = plain["id"], plain["wanneer"], plain["wie"]
    if not all(isinstance(one, str) for one in (key, when, who, *texts.values())) or not key:
        raise TypeError(key)
    datetime.strptime(when, _WHEN)
    first, last = int(plain.get("eerste", 0)), int(plain.get("laatste", 0))
    values = {str(name): tuple(map(str, found)) for name, found in dict(plain.get("waarden", {})).items()}
    undoes = tuple(map(str, plain.get("van", ())))
    verdict = Verdict(plain["besluit"])
    return Decision(key, when, who, verdict, first=first, last=last, values=values, undoes=undoes, **texts)
