"""What a release says that the one before it did not: read from the data of both as they stand on disk, part
by part, so that only plans that changed are read.

Only what is stated counts: what follows from it changes with it.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from ...words import iris
from ...words.release import INDEX, PLAN_PARTS, SHARED_PART, Release

# As many releases back, plans in detail, and things named of each plan.
MOST_EDITIONS, MOST_PLANS, MOST_THINGS = 10, 200, 25
_LINE = re.compile(rb"<([^>]*)> <([^>]*)> (.*) <([^>]*)> \.\n")
_INFERRED = (iris.GRAPH + "afgeleid/").encode()
_NAME = b"http://www.w3.org/2004/02/skos/core#prefLabel"
_TEXT = re.compile(rb'"(.*)"@nl')
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_SIGNS = {"n": "\n", "r": "\r", "t": "\t"}
CAME, WENT, ALTERED = "erbij", "weg", "gewijzigd"

Said = dict[bytes, set[tuple[bytes, bytes]]]


@dataclass(frozen=True)
class Altered:
    """One thing that came, went or was altered: its name, and the properties that differ (IRIs)."""

    iri: str
    name: str
    how: str
    properties: tuple[str, ...] = ()


@dataclass(frozen=True)
class PartChange:
    """What changed in a plan (slug), or in what plans share (""). `how`: whether all of it came or went, or
    some was altered; `counts`: (kind of thing, how) -> number; `things`: the first of them.
    """

    plan: str
    how: str
    counts: tuple[tuple[tuple[str, str], int], ...] = ()
    things: tuple[Altered, ...] = ()

    @property
    def total(self) -> int:
        """How many things changed."""
        return sum(number for _, number in self.counts)


@dataclass(frozen=True)
class Edition:
    """A release on disk: its digest, when it was put in place, how many plans it has, the digest of the one
    before it ("" when that is not there), and what changed since that; `left`: plans not told in detail.
    """

    digest: str
    moment: str
    plans: int
    before: str = ""
    changes: tuple[PartChange, ...] = ()
    left: int = 0


def list_editions(release: Release) -> tuple[Edition, ...]:
    """The releases up to this one that are on disk, this one first."""
    found = [*_earlier(release), release][-MOST_EDITIONS:]
    pairs = zip([None, *found[:-1]], found, strict=True)
    return tuple(edition for old, new in reversed(list(pairs)) if (edition := _read_edition(old, new)))


def _earlier(release: Release) -> list[Release]:
    """Whole releases beside this one that were put in place before it, the oldest first."""
    mine, found = _moment_of(release), []
    for path in release.path.parent.iterdir():
        other = Release(path)
        try:
            is_before = not path.name.startswith(".") and path != release.path and _moment_of(other) <= mine
            if is_before and other.manifest.get("index") == INDEX:
                found.append(other)
        except (OSError, ValueError):  # being removed
            continue
    return sorted(found, key=lambda one: (_moment_of(one), one.digest))


def _moment_of(release: Release) -> int:
    return release.path.stat().st_mtime_ns


def _read_edition(old: Release | None, new: Release) -> Edition | None:
    try:
        moment = datetime.fromtimestamp(int(new.path.stat().st_mtime), UTC).isoformat().replace("+00:00", "Z")
        parts = new.parts
        plans = sum(name.startswith(PLAN_PARTS) for name in parts)
        if old is None:
            return Edition(new.digest, moment, plans)
        names = [name for name in _told(old, new) if old.parts.get(name) != parts.get(name)]
        changes = [change for name in names[:MOST_PLANS] if (change := _compare(old, new, name))]
        return Edition(new.digest, moment, plans, old.digest, tuple(changes), max(0, len(names) - MOST_PLANS))
    except (OSError, ValueError, KeyError):  # a release that is removed meanwhile
        return None


def _told(old: Release, new: Release) -> Iterable[str]:
    """The parts whose changes are told: plans by name, then what they share."""
    names = sorted({name for name in (*old.parts, *new.parts) if name.startswith(PLAN_PARTS)})
    return (*names, SHARED_PART)


def _compare(old: Release, new: Release, part: str) -> PartChange | None:
    plan = part.removeprefix(PLAN_PARTS) if part.startswith(PLAN_PARTS) else ""
    if part not in old.parts or part not in new.parts:
        whole = new if part in new.parts else old
        how = CAME if part in new.parts else WENT
        kinds = Counter((iris.kind_of(thing.decode()), how) for thing in _read(whole, part))
        return PartChange(plan, how, tuple(sorted(kinds.items())))
    before, after = _read(old, part), _read(new, part)
    found = list(_differences(before, after))
    counts = Counter((iris.kind_of(one.iri), one.how) for one in found)
    if not found:
        return None
    return PartChange(plan, ALTERED, tuple(sorted(counts.items())), tuple(found[:MOST_THINGS]))


def _differences(before: Said, after: Said) -> Iterator[Altered]:
    for thing in sorted({*before, *after}, key=lambda one: (_order(one, before, after), one)):
        old, new = before.get(thing, set()), after.get(thing, set())
        if old != new:
            how = CAME if not old else WENT if not new else ALTERED
            changed = {predicate.decode() for predicate, _ in old ^ new} if how == ALTERED else set[str]()
            yield Altered(thing.decode(), _name(new or old, thing), how, tuple(sorted(changed)))


def _order(thing: bytes, before: Said, after: Said) -> int:
    return 0 if thing not in before else 1 if thing in after else 2


def _read(release: Release, part: str) -> Said:
    """What is stated of each thing of ours in a part."""
    said: Said = defaultdict(set)
    with release.open_dataset(part) as lines:
        for line in lines:
            found = _LINE.fullmatch(line)
            if found and not found[4].startswith(_INFERRED) and _is_told(found[1]):
                said[found[1]].add((found[2], found[3]))
    return said


def _is_told(thing: bytes) -> bool:
    """Whether a subject is a thing that has a page, and no passage: those change with their statements."""
    return thing.startswith(iris.THINGS.encode()) and b"#" not in thing


def _name(said: set[tuple[bytes, bytes]], thing: bytes) -> str:
    names = sorted(
        match[1] for predicate, value in said if predicate == _NAME and (match := _TEXT.fullmatch(value))
    )
    return _ESCAPE.sub(_sign, names[0].decode()) if names else iris.slug(thing.decode())


def _sign(match: re.Match[str]) -> str:
    number = match[1] or match[2]
    return chr(int(number, 16)) if number else _SIGNS.get(match[3], match[3])
