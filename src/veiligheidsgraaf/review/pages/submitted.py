"""What a form sends, as values of an item."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from starlette.requests import Request

from ...words.errors import InvalidRequest
from ..fields import Field
from .filters import read_number

MOST_BYTES = 1024 * 1024
_MOST_FIELDS = 20_000  # a long list that is accepted at once
_MOST_TEXT = 2000


@dataclass(frozen=True)
class Submitted:
    """The fields of a form, each with all that was given."""

    fields: Mapping[str, list[str]]

    def one(self, name: str) -> str:
        """The last that was given for a field, without space around it; "" for none."""
        return self.fields.get(name, [""])[-1].strip()

    def number(self, name: str) -> int:
        """A number of a line; 0 for none."""
        return read_number(self.one(name))

    def all(self, name: str) -> tuple[str, ...]:
        """All that was given for a field, once each, without what is empty."""
        return tuple(dict.fromkeys(text for value in self.fields.get(name, ()) if (text := value.strip())))


async def read_form(request: Request) -> Submitted:
    """The form of a request. Raises InvalidRequest for one that is too large or cannot be read."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            raise InvalidRequest("het formulier is te groot", "kies er minder tegelijk")
    try:
        pairs = parse_qsl(
            body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS
        )
    except (UnicodeError, ValueError):
        raise InvalidRequest("het formulier is niet te lezen", "ga terug en probeer het opnieuw") from None
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        found.setdefault(name, []).append(_clean(value))
    return Submitted(found)


def _clean(value: str) -> str:
    """A value without control characters, and no longer than anyone types."""
    if len(value) > _MOST_TEXT:
        raise InvalidRequest(f"een veld heeft meer dan {_MOST_TEXT} tekens", "schrijf het korter")
    return "".join(
        " " if sign in "\r\n\t" else sign for sign in value if sign.isprintable() or sign in "\r\n\t"
    )


@dataclass(frozen=True)
class Typed:
    """A name that was typed into a field of things and has still to be found."""

    field: Field
    name: str


@dataclass(frozen=True)
class Filled:
    """The values of a form, and the names in it that have still to be found."""

    values: dict[str, tuple[str, ...]]
    typed: list[Typed] = field(default_factory=list)


def read_values(fields: Iterable[Field], sent: Submitted) -> Filled:
    """The values that a form with these fields sent: `v-NAME` what stands, `n-NAME` what was typed in to be
    found.
    """
    values: dict[str, tuple[str, ...]] = {}
    typed: list[Typed] = []
    for part in fields:
        given = sent.all(f"v-{part.name}")
        if given:
            values[part.name] = given if part.many else given[-1:]
        typed += [Typed(part, name) for name in sent.all(f"n-{part.name}")]
    return Filled(values, typed)
