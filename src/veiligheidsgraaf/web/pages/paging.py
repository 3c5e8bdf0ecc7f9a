"""The pages (`blad`) of what is too long for one: their addresses, and the number that is asked for."""

from collections.abc import Iterator, Mapping

from ...words.errors import InvalidRequest
from ..addresses import Address, Fields

PAGE = "blad"


class Pages(Mapping[int, str]):
    """Number -> address of every page, made when it is asked for."""

    def __init__(
        self, total: int, size: int, address: Address, query: Fields, *parts: str, key: str = PAGE
    ) -> None:
        self._last = max(1, -(-total // size))
        self._address, self._parts, self._key = address, parts, key
        self._query = list(query.items() if isinstance(query, Mapping) else query)

    def __len__(self) -> int:
        return self._last

    def __iter__(self) -> Iterator[int]:
        return iter(range(1, self._last + 1))

    def __getitem__(self, number: int) -> str:
        if not 1 <= number <= self._last:
            raise KeyError(number)
        return self._address(
            *self._parts, query=[*self._query, (self._key, str(number) if number > 1 else "")]
        )


def read_page(text: str, last: int) -> int:
    """The number of a page, 1 when none is given. Raises InvalidRequest on one that is not there."""
    text = text or "1"
    if not text.isascii() or not text.isdecimal() or not 1 <= int(text[:9]) <= last:
        raise InvalidRequest(f"blad '{text[:20]}' is er niet", f"kies een blad van 1 tot en met {last}")
    return int(text)


def offset_of(text: str, size: int) -> int:
    """Where a page begins, before it is known how many there are. Raises InvalidRequest on no number."""
    return (read_page(text, 10**8) - 1) * size
