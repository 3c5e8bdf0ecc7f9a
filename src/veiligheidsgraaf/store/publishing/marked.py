"""Marks as they stand in the data of a release."""

from collections.abc import Mapping

from ...words.prefixes import expand
from ...words.release import MARK


def mark_lines(marks: Mapping[str, str]) -> bytes:
    """Marks (graph, or dataset -> digest) as N-Triples."""
    return "".join(f'<{what}> <{expand(MARK)}> "{mark}" .\n' for what, mark in sorted(marks.items())).encode()
