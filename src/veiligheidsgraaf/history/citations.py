"""Changes to what statements rest on: other lines, other text."""

from collections.abc import Iterator

import pyoxigraph as ox

from ..turtle.read import Term
from ..words import iris
from .changes import ADDED, CHANGED, MOVED, REMOVED, Change, Part
from .versions import EVIDENCE, Versions


def tell_evidence(versions: Versions, thing: Term, olds: set[Term], news: set[Term]) -> Iterator[Change]:
    """Passages of a thing that moved (the same text on other lines), changed, came or went."""
    pairs: list[tuple[Term, Term, bool]] = []
    for old in sorted(olds, key=str):
        text = versions.old.digests.get(old, "")
        alike = (new for new in news if versions.new.digests.get(new, "-") == text)
        same = sorted(alike, key=lambda new: (new != old, str(new)))
        if same:
            pairs += [(old, same[0], True)] if same[0] != old else []
            news, olds = news - {same[0]}, olds - {old}
    olds, news = olds - news, news - olds
    if len(olds) == len(news) == 1:
        pairs.append((olds.pop(), news.pop(), False))
    for old, new, same_text in pairs:
        yield _tell_pair(versions, thing, old, new, same_text)
    for passages, action in ((olds, REMOVED), (news, ADDED)):
        for passage in sorted(passages, key=str):
            said = [Part(": passage "), Part(versions.name(passage), True), Part(f" {action}")]
            texts = ((passage.value,), ()) if action == REMOVED else ((), (passage.value,))
            yield versions.change(thing, action, said, EVIDENCE, *texts)


def _tell_pair(versions: Versions, thing: Term, old: Term, new: Term, same_text: bool) -> Change:
    said = [
        Part(": passage van "),
        Part(versions.old.name(old), True),
        Part(" naar "),
        Part(versions.new.name(new), True),
        Part(" (zelfde tekst)" if same_text else " (andere tekst)"),
    ]
    action = MOVED if same_text else CHANGED
    return versions.change(thing, action, said, EVIDENCE, (old.value,), (new.value,))


def tell_sources(versions: Versions) -> Iterator[Change]:
    """Lines of a source that have another text now, where evidence still points at them."""
    old, new = versions.old, versions.new
    changed: dict[str, list[tuple[int, int]]] = {}
    for passage, digest in new.digests.items():
        span = iris.passage_lines(passage.value)
        if not span or old.digests.get(passage, digest) == digest:
            continue
        if set(old.users(EVIDENCE, passage)) & set(new.users(EVIDENCE, passage)):
            changed.setdefault(span[0], []).append(span[1:])
    for source, spans in changed.items():
        lines = ", ".join(iris.name_lines(*span) for span in sorted(spans))
        said = (Part(": andere tekst in "), Part(lines, True))
        yield versions.change(ox.NamedNode(source), CHANGED, said)
