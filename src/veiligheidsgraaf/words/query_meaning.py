"""Faults in a query whose every token fits: variables that clash, rows of VALUES of another width."""

from collections.abc import Iterator, Sequence

from .query_tokens import Token

Clash = tuple[int, str, str]


def find_clash(tokens: Sequence[Token]) -> Clash | None:
    """(offset, what, how) of the first."""
    for rule in (_grouped, _named_twice, _uneven):
        if found := next(rule(tokens), None):
            return found
    return None


def _grouped(tokens: Sequence[Token]) -> Iterator[Clash]:
    """What is selected beside a sum or group and is not what rows are grouped by."""
    for start, token in enumerate(tokens):
        if token.kind != "SELECT":
            continue
        head, tail = _head(tokens, start), list(_tail(tokens, start))
        groups = next((place for place, one in enumerate(tail) if one.kind == "GROUP"), None)
        if groups is None and not any(one.kind == "aggregate" for one in head):
            continue
        if head[1:2] and head[1].kind == "*":
            yield (
                head[1].offset,
                "de ster achter SELECT kan niet samen met GROUP BY",
                "noem de variabelen in SELECT",
            )
        named = _up_to_next(tail[groups + 1 :]) if groups is not None else []
        by = {one.text[1:] for one in named if one.kind == "variable"}
        for one in _loose(head):
            if one.text[1:] not in by:
                what = f"{one.text} staat in SELECT, maar de rijen worden er niet naar gegroepeerd"
                yield (
                    one.offset,
                    what,
                    f"zet GROUP BY {one.text} achter de query, of neem er een berekening van",
                )


def _named_twice(tokens: Sequence[Token]) -> Iterator[Clash]:
    """A name behind AS that something else has already."""
    for place, token in enumerate(tokens[:-1]):
        named = tokens[place + 1]
        if token.kind != "AS" or named.kind != "variable":
            continue
        in_head = not any(one.kind == "{" for one in tokens[:place])
        others = tokens[place + 2 :] if in_head else tokens[:place]
        depth, inside = 0, False
        for one in others:
            depth += {"{": 1, "}": -1}.get(one.kind, 0)
            inside = depth > 0 or not in_head
            if inside and one.kind == "variable" and one.text[1:] == named.text[1:]:
                what = f"{named.text} heeft al een waarde en kan die niet achter AS nog eens krijgen"
                yield named.offset, what, "kies achter AS een naam die nog niet voorkomt"
                break


def _uneven(tokens: Sequence[Token]) -> Iterator[Clash]:
    """Rows of VALUES with more or fewer values than there are variables."""
    for start, token in enumerate(tokens):
        if token.kind != "VALUES" or tokens[start + 1].kind != "(":
            continue
        closed = next(place for place in range(start, len(tokens)) if tokens[place].kind == ")")
        width, place = closed - start - 2, closed + 2
        while tokens[place].kind == "(":
            ends = next(at for at in range(place, len(tokens)) if tokens[at].kind == ")")
            values = [one for one in tokens[place + 1 : ends] if one.kind not in ("language", "^^", "+", "-")]
            typed = sum(one.kind == "^^" for one in tokens[place + 1 : ends])
            if len(values) - typed != width:
                what = f"deze rij van VALUES heeft {len(values) - typed} waarden bij {width} variabelen"
                yield tokens[place].offset, what, "geef elke variabele een waarde, of UNDEF"
            place = ends + 1


def _head(tokens: Sequence[Token], start: int) -> list[Token]:
    """A SELECT up to its pattern."""
    ends = (at for at in range(start, len(tokens)) if tokens[at].kind in ("{", "WHERE", "FROM", ""))
    return list(tokens[start : next(ends)])


def _tail(tokens: Sequence[Token], start: int) -> Iterator[Token]:
    """What stands behind the pattern of a SELECT."""
    depth, seen = 0, False
    for token in tokens[start:]:
        if token.kind in ("{", "}"):
            depth += 1 if token.kind == "{" else -1
            seen = True
            if depth < 0:
                return
        elif depth == 0 and seen:
            yield token


def _up_to_next(tokens: Sequence[Token]) -> list[Token]:
    ends = (
        at for at, one in enumerate(tokens) if one.kind in ("HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES")
    )
    return list(tokens[: next(ends, len(tokens))])


def _loose(head: Sequence[Token]) -> Iterator[Token]:
    """Variables of a SELECT that are no part of a computation."""
    depth = 0
    for token in head:
        depth += {"(": 1, ")": -1}.get(token.kind, 0)
        if depth == 0 and token.kind == "variable":
            yield token
