"""Why an answer has no rows: a plan is known to be silent, or a wider question does have rows.

No rows are never silence by themselves: only what a plan's coverage
of the Kernbeleid records as not named is.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from .answers import Answers

_SILENCE = "stilte"
_THEME, _WHERE = "thema", ("plan", "gemeente")


@dataclass(frozen=True)
class Silence:
    """A plan (IRI) of which it is recorded that it does not name a
    theme of the Kernbeleid, by its name there.
    """

    plan: str
    theme: str
    name: str


@dataclass(frozen=True)
class Wider:
    """The same question without one of its values: the parameter left
    out, what is left, and how many rows.
    """

    without: str
    values: Mapping[str, str]
    rows: int


@dataclass(frozen=True)
class Emptiness:
    """All that is known of an answer without rows."""

    silent: tuple[Silence, ...]
    wider: tuple[Wider, ...]


def explain_empty(answers: Answers, name: str, values: Mapping[str, str]) -> Emptiness:
    """Why a question with these values has no rows. Raises as `Answers.table` does."""
    wider = (_leave_out(answers, name, values, parameter) for parameter in values)
    return Emptiness(_find_silence(answers, values), tuple(found for found in wider if found.rows))


def _leave_out(answers: Answers, name: str, values: Mapping[str, str], parameter: str) -> Wider:
    left = {key: value for key, value in values.items() if key != parameter}
    return Wider(parameter, left, answers.page(name, left, 1).total)


def _find_silence(answers: Answers, values: Mapping[str, str]) -> tuple[Silence, ...]:
    if _THEME not in values or _SILENCE not in answers.questions:
        return ()
    asked = {key: values[key] for key in (_THEME, *_WHERE) if key in values}
    rows = answers.rows(_SILENCE, asked)
    return tuple(Silence(row["plan"].value, row["kernthema"].value, row["naam"].value) for row in rows)
