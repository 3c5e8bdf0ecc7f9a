"""A page as it is seen: cropped and turned, with places in points from its top left."""

from dataclasses import dataclass
from typing import Any

_QUARTER = 90


@dataclass(frozen=True)
class Paper:
    """How the space of a page lies: its size as seen, how far it is turned (clockwise), and its corner."""

    width: float
    height: float
    turn: int = 0
    left: float = 0
    bottom: float = 0

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the page is seen, from the top left."""
        x, y = x - self.left, y - self.bottom
        if self.turn == _QUARTER:
            return y, x
        if self.turn == 2 * _QUARTER:
            return self.width - x, y
        if self.turn == 3 * _QUARTER:
            return self.width - y, self.height - x
        return x, self.height - y

    def span(self, left: float, top: float, right: float, bottom: float) -> tuple[float, float, float, float]:
        """Where a box of the page is seen: left, top, right, bottom."""
        (x, y), (u, v) = self.place(left, top), self.place(right, bottom)
        return min(x, u), min(y, v), max(x, u), max(y, v)

    def is_upright(self, along: float, up: float) -> bool:
        """Whether words that run so on the page run from left to right as seen, or right to left."""
        return (abs(along) >= abs(up)) == (self.turn % (2 * _QUARTER) == 0)


def read_paper(page: Any) -> Paper:  # noqa: ANN401 (a page of pypdfium2)
    """How a page lies."""
    width, height = page.get_size()
    left, bottom, _, _ = page.get_cropbox()
    return Paper(width, height, page.get_rotation() % (4 * _QUARTER), left, bottom)
