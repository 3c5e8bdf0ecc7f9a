"""What a REST request asks: values of a question's parameters, and which rows.

All faults are told together.
"""

from collections.abc import Collection
from dataclasses import dataclass
from difflib import get_close_matches

from starlette.datastructures import QueryParams

from ...answers.answers import Answers
from ...facts.answer_rows import sorted_by
from ...facts.constraints import NOT, SORT, read_constraints, slug_of
from ...words import iris
from ...words.errors import InvalidRequest, UnknownName, VeiligheidsgraafError
from ...words.parameters import THINGS, Parameter
from ...words.questions import Question

DEFAULT_LIMIT = 100
MAX_LIMIT = 1000
MAX_OFFSET = 10_000_000
_MOST_FAULTS = 20


@dataclass(frozen=True)
class Asked:
    """A valid request: pairs of key and value (slugs, words), the window on the rows, and the column to sort
    by ("" for the order of the question).
    """

    pairs: tuple[tuple[str, str], ...]
    limit: int
    offset: int
    sort: str = ""

    @property
    def told(self) -> dict[str, str | list[str]]:
        """The pairs as JSON: a value by its key, or all of them when there are more."""
        found: dict[str, list[str]] = {}
        for key, value in self.pairs:
            found.setdefault(key, []).append(value)
        return {key: values if len(values) > 1 else values[0] for key, values in found.items()}


@dataclass(frozen=True)
class ParameterFault:
    """What is wrong with one query parameter. `code` is for machines: unknown, repeated, invalid."""

    name: str
    code: str
    detail: str


class InvalidParameters(InvalidRequest):
    """One or more query parameters cannot be understood."""

    def __init__(self, faults: list[ParameterFault]) -> None:
        super().__init__("; ".join(fault.detail for fault in faults[:_MOST_FAULTS]))
        self.faults = faults

    @property
    def errors(self) -> tuple[dict[str, object], ...]:
        """Every fault, in the form that the API Design Rules propose (`errors`)."""
        return tuple(
            {"in": "query", "location": {"name": f.name}, "code": f.code, "detail": f.detail}
            for f in self.faults[:_MOST_FAULTS]
        )


def read_request(query: QueryParams, question: Question | None, answers: Answers) -> Asked:
    """A request for the answer to a question, or (None) for the list of questions.

    Raises InvalidParameters.
    """
    parameters = {parameter.name: parameter for parameter in question.parameters} if question else {}
    keys = answers.keys_of(question) if question else ()
    known = (*parameters, *(key for key in keys if key not in parameters), "limit", "offset")
    known = (*known, SORT) if keys else known
    given: dict[str, list[str]] = {}
    for name, value in query.multi_items():
        given.setdefault(name, []).append(value)
    faults: list[ParameterFault] = []
    pairs: list[tuple[str, str]] = []
    for name, found in given.items():
        if len(faults) >= _MOST_FAULTS:  # telling of each what it resembles is work
            break
        if name not in known:
            near = [other for other in known if other.startswith(NOT) == name.startswith(NOT)]
            detail = f"'{name[:80]}' is geen parameter; {_choose(name, near)}"
            faults.append(ParameterFault(name[:80], "unknown", detail))
        elif len(found) > 1 and name not in keys:
            detail = f"{name} staat er {len(found)} keer; geef hem een keer"
            faults.append(ParameterFault(name, "repeated", detail))
        elif name in keys:
            pairs += [(name, value) for value in found]
            faults += _key_faults(name, found, answers)
        elif name in parameters:
            value = _as_slug(parameters[name], found[0])
            if detail := _value_fault(parameters[name], value, answers):
                faults.append(ParameterFault(name, "invalid", detail))
            pairs.append((name, value))
    limit = _read_number(query, "limit", DEFAULT_LIMIT, 1, MAX_LIMIT, faults)
    offset = _read_number(query, "offset", 0, 0, MAX_OFFSET, faults)
    sort = query.get(SORT, "") if question and keys else ""
    if question and sort:
        try:
            sorted_by(question, sort)
        except InvalidRequest as fault:
            faults.append(ParameterFault(SORT, "invalid", str(fault)))
    if faults:
        raise InvalidParameters(faults)
    return Asked(_with_slugs(pairs), limit, offset, sort)


def _key_faults(name: str, values: list[str], answers: Answers) -> list[ParameterFault]:
    """What is wrong with the values of one key."""
    constraints, faults = read_constraints((name, value) for value in values)
    found = [ParameterFault(fault.name, fault.code, fault.detail) for fault in faults]
    for item in constraints.given:
        for slug in item.slugs:
            try:
                answers.check_value(item.key, slug)
            except UnknownName as fault:
                found.append(ParameterFault(name, "invalid", str(fault)))
    return found


def _with_slugs(pairs: list[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """The pairs with the slug of a thing where its IRI was given."""
    return tuple((key, slug_of(key, value)) for key, value in pairs)


def _as_slug(parameter: Parameter, value: str) -> str:
    """A value as a slug, also when it is the whole IRI that our answers give for a thing."""
    return (
        iris.slug_for(parameter.kind, value) if parameter.kind in THINGS and iris.is_thing(value) else value
    )


def _value_fault(parameter: Parameter, value: str, answers: Answers) -> str:
    """What is wrong with a value, or ""."""
    if not value:
        return f"{parameter.name} is leeg; laat hem weg of geef een waarde"
    try:
        parameter.bind(value)
        answers.check_slug(parameter, value)
    except VeiligheidsgraafError as error:
        return str(error)
    return ""


def _read_number(
    query: QueryParams, name: str, default: int, least: int, most: int, faults: list[ParameterFault]
) -> int:
    given = query.getlist(name)
    if len(given) != 1:
        return default
    text = given[0]
    number = int(text) if text.isascii() and text.isdigit() and len(text) <= len(str(most)) else -1
    if not least <= number <= most:
        faults.append(
            ParameterFault(
                name, "invalid", f"{name} '{text[:20]}' is geen geheel getal van {least} tot en met {most}"
            )
        )
    return number


def _choose(word: str, known: Collection[str]) -> str:
    nearest = get_close_matches(word[:80], sorted(known), n=3, cutoff=0.5)
    return (
        "bedoelt u " + " of ".join(nearest) + "?" if nearest else "kies uit: " + ", ".join(sorted(known)[:12])
    )
