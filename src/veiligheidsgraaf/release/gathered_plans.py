"""What a release says of all plans together, gathered for a share of them at a time, and remembered: when one
plan of a country changes, one share is gathered anew.
"""

import json
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256

from ..check.shelf import Shelf
from ..words.packed import pack, unpack
from .counts import Figures, add_up
from .part_files import FIGURES, FORMS, LOOSE, Described
from .remembered import Remembered

_SHARES = 32
_NAME, _DESCRIBED = "plannen samen", "delen"
# Plan -> kind of file -> its digest.
_Files = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class GatheredPlans:
    """Some plans: what was written of each, but for its numbers, which stand in `numbers`; counts of what is
    theirs alone; digest of the lines of N-Triples that others may have too, which `read_loose` gives (raises
    OSError).
    """

    parts: Mapping[str, Described]
    numbers: Described
    figures: Figures
    loose: str
    read_loose: Callable[[], Sequence[str]] = field(compare=False)


def gather_plans(shelf: Shelf, remembered: Remembered, plans: _Files) -> Iterator[GatheredPlans]:
    """All plans, a share at a time; `plans`: the files that `PartFiles` made of each. Raises OSError."""
    shares: dict[int, dict[str, dict[str, str]]] = defaultdict(dict)
    for slug, files in sorted(plans.items()):
        share = sha256(slug.encode()).digest()[0] % _SHARES
        shares[share][slug] = {kind: files[kind] for kind in (FORMS, FIGURES, LOOSE)}
    for number in sorted(shares):
        kept = remembered.bind(_NAME, shares[number], partial(_gather, shelf, shares[number]))
        described, figures = kept.read(_DESCRIBED, FIGURES)
        parts = {name: Described.of(row) for name, row in json.loads(unpack(described)).items()}
        yield GatheredPlans(
            parts,
            parts.pop(""),
            Figures.from_bytes(figures),
            kept.digests[LOOSE],
            partial(kept.read_lines, LOOSE),
        )


def _gather(shelf: Shelf, plans: _Files) -> dict[str, bytes]:
    described = {slug: Described.read(shelf.read(files[FORMS])) for slug, files in plans.items()}
    figures = [Figures.from_bytes(shelf.read(files[FIGURES])) for files in plans.values()]
    loose = {
        line for files in plans.values() for line in unpack(shelf.read(files[LOOSE])).decode().split("\n")
    }
    numbers = Described(
        "",
        has_blanks=False,
        graphs={},
        forms=[form for part in described.values() for form in part.forms],
        typed=sorted(map(list, {tuple(value) for part in described.values() for value in part.typed})),
    )
    parts = {slug: part.without_numbers() for slug, part in described.items()}
    rows = {name: vars(part) for name, part in {**parts, "": numbers}.items()}
    return {
        _DESCRIBED: pack(json.dumps(rows, ensure_ascii=False).encode()),
        FIGURES: _join(figures).as_bytes(),
        LOOSE: pack("\n".join(sorted(loose)).encode()),
    }


def _join(parts: Sequence[Figures]) -> Figures:
    """Counts of some plans, with all their different values."""
    whole = add_up(parts)
    whole.objects = {
        name: array("Q", sorted(_union(part.objects[name] for part in parts if name in part.objects)))
        for name in sorted({name for part in parts for name in part.objects})
    }
    return whole


def _union(values: Iterable["array[int]"]) -> set[int]:
    return set[int]().union(*values)
