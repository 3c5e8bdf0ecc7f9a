"""Where a query stops being one, and what could have stood there: a recogniser of one token ahead, driven by
the table of `sparql.grammar`. It explains what an engine refused; whether a query runs is not up to it.

No recursion, so no depth of a query can bring it down.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from .query_tokens import Token

_FILE = Path(__file__).with_name("sparql.grammar")
_PIECE = re.compile(r"'[^']+'|\w+|[()|?*+]")
_START, _END = "Query", ""

Rules = dict[str, list[tuple[str, ...]]]


class Stop(NamedTuple):
    """The token that cannot stand where it does, and the kinds of those that could."""

    place: int
    expected: frozenset[str]


class Table(NamedTuple):
    """Rule -> token -> what it is then; what each rule can begin with ("" when it can be empty)."""

    moves: dict[str, dict[str, tuple[str, ...]]]
    first: dict[str, frozenset[str]]


def find_stop(tokens: Sequence[Token]) -> Stop | None:
    """The first token that fits in no query; None when all do."""
    table, stack = read_table(), [_END, _START]
    before = list(stack)  # as it was when the last token fitted
    for index, token in enumerate(tokens):
        kind = "name" if token.kind == "prefix" and not _wants(stack, "prefix") else token.kind
        while (top := stack.pop()) in table.moves:
            move = table.moves[top].get(kind)
            if move is None:
                return Stop(index, _possible(before, table))
            stack.extend(reversed(move))
        if top != kind:
            return Stop(index, _possible(before, table))
        before = stack.copy()
    return None


def _wants(stack: Sequence[str], kind: str) -> bool:
    return bool(stack) and stack[-1] == kind


def _possible(stack: Sequence[str], table: Table) -> frozenset[str]:
    """The kinds of tokens that can come next."""
    found: set[str] = set()
    for symbol in reversed(stack):
        first = table.first.get(symbol, frozenset((symbol,)))
        found |= first - {_END}
        if symbol == _END:
            return frozenset(found | {_END})
        if _END not in first:
            return frozenset(found)
    return frozenset(found)


@cache
def read_table() -> Table:
    """The table of the grammar. Where two ways are open the one that goes on is taken."""
    rules = _read_rules()
    first = _first(rules)
    follow = _follow(rules, first)
    moves: dict[str, dict[str, tuple[str, ...]]] = {}
    for name, ways in rules.items():
        moves[name] = {}
        for way in sorted(ways, key=lambda way: _END in _first_of(way, first)):
            begins = _first_of(way, first)
            for kind in (begins - {_END}) | (follow[name] if _END in begins else frozenset()):
                moves[name].setdefault(kind, way)
    return Table(moves, first)


def _read_rules() -> Rules:
    """The rules with each group, option and repetition as a rule of its own, named by a number."""
    lines = (line for line in _FILE.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    rules: Rules = {}
    for said in re.split(r"\n(?=\w+ +=)", "\n".join(lines).strip()):
        name, _, body = said.partition("=")
        pieces = _PIECE.findall(body)
        rules[name.strip()] = _ways(iter(pieces), rules)
    return rules


def _ways(pieces: Iterator[str], rules: Rules) -> list[tuple[str, ...]]:
    """The ways of a rule, or of a group up to its bracket."""
    ways: list[list[str]] = [[]]
    for piece in pieces:
        if piece == ")":
            break
        if piece == "|":
            ways.append([])
        elif piece in "?*+":
            ways[-1][-1] = _repeat(ways[-1][-1], piece, rules)
        else:
            ways[-1].append(_own(_ways(pieces, rules), rules) if piece == "(" else piece.strip("'"))
    return [tuple(way) for way in ways]


def _repeat(symbol: str, sign: str, rules: Rules) -> str:
    if sign == "?":
        return _own([(symbol,), ()], rules)
    again = _own([], rules)
    rules[again] = [(symbol, again), ()]
    return again if sign == "*" else _own([(symbol, again)], rules)


def _own(ways: list[tuple[str, ...]], rules: Rules) -> str:
    name = f"#{len(rules)}"
    while name in rules:
        name += "'"
    rules[name] = ways
    return name


def _first_of(way: Sequence[str], first: dict[str, frozenset[str]]) -> frozenset[str]:
    found: set[str] = set()
    for symbol in way:
        begins = first.get(symbol, frozenset((symbol,)))
        found |= begins - {_END}
        if _END not in begins:
            return frozenset(found)
    return frozenset(found | {_END})


def _first(rules: Rules) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = dict.fromkeys(rules, frozenset())
    while True:
        new = {
            name: frozenset().union(*(_first_of(way, found) for way in ways)) for name, ways in rules.items()
        }
        if new == found:
            return found
        found = new


def _follow(rules: Rules, first: dict[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {name: set() for name in rules}
    found[_START].add(_END)
    changed = True
    while changed:
        changed = False
        for name, ways in rules.items():
            for way in ways:
                for place, symbol in enumerate(way):
                    if symbol in rules:
                        after = _first_of(way[place + 1 :], first)
                        new = (after - {_END}) | (found[name] if _END in after else set())
                        changed = changed or not new <= found[symbol]
                        found[symbol] |= new
    return {name: frozenset(kinds) for name, kinds in found.items()}
