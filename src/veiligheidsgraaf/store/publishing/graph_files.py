"""The data of a release as files of one graph each, in N-Triples: what an engine takes.

In memory is never more than a little of it, and no more files are open than one, however many graphs there
are.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from ...words.joined import unpack

_BUFFERED = 64 * 1024 * 1024
# So large a body an engine takes at once.
PART_BYTES = 64 * 1024 * 1024


def split_graphs(dataset: Iterable[bytes], wanted: Collection[str], folder: Path) -> dict[str, Path]:
    """Graph -> file, of those that are wanted. `dataset`: lines of N-Quads."""
    names = {f"<{graph}>": folder / f"{number:05}.nt" for number, graph in enumerate(sorted(wanted))}
    kept: dict[str, list[str]] = defaultdict(list)
    size = 0
    for path in names.values():
        path.touch()
    for line in dataset:
        triple, graph, _ = line.decode().rsplit(" ", 2)
        if graph in names:
            kept[graph].append(f"{triple} .\n")
            size += len(line)
        if size > _BUFFERED:
            _append(kept, names)
            size = 0
    _append(kept, names)
    return {graph.strip("<>"): path for graph, path in names.items()}


def write_union(dump: Sequence[Path], path: Path) -> int:
    """All triples, each once. Out: how many. `dump`: packed N-Triples, which have each triple once."""
    count = 0
    with unpack(dump) as lines, path.open("wb") as out:
        for line in lines:
            out.write(line)
            count += 1
    return count


def parts_of(path: Path, most: int = PART_BYTES) -> Iterator[bytes]:
    """A file of N-Triples in bodies of at most about `most` bytes. What names a blank node stands in the
    first, since a name holds within one body only.
    """
    with path.open("rb") as lines:
        part = [line for line in lines if _has_blank_node(line)]
        size = sum(map(len, part))
        lines.seek(0)
        for line in lines:
            if _has_blank_node(line):
                continue
            if size + len(line) > most and part:
                yield b"".join(part)
                part, size = [], 0
            part.append(line)
            size += len(line)
    yield b"".join(part)


def _has_blank_node(line: bytes) -> bool:
    """Also true of some that have `_:` in a text."""
    return b"_:" in line


def _append(kept: dict[str, list[str]], names: dict[str, Path]) -> None:
    for graph, lines in kept.items():
        with names[graph].open("a", encoding="utf-8", newline="\n") as out:
            out.writelines(lines)
    kept.clear()
