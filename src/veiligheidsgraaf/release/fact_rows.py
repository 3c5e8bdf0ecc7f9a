"""The facts of a release: plans of one municipality asked together, beside what they use of what all
share.
"""

import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from ..check.products import PlanParts
from ..facts.collect import Collector, Store
from ..facts.fact_file import write_facts, write_rows
from ..facts.tidy import TidyWriter, describe_table, write_header
from ..store.forms import Forms
from ..words import iris
from ..words.packed import pack, unpack
from ..words.questions import Question
from .number_forms import list_forms

ROWS, TABLE = "rijen", "tabel-"
# One in so many municipalities that changed is worth a file made anew.
_LARGE_SHARE = 4


class FactRows:
    """Rows of every question for the plans of a municipality: a joint product of their check."""

    name = "feiten"

    def __init__(self, questions: Mapping[str, Question]) -> None:
        texts = {name: [question.sparql, str(question)] for name, question in sorted(questions.items())}
        self._questions = questions
        self.key = hashlib.sha256(json.dumps(texts).encode()).hexdigest()

    def make(self, plans: PlanParts) -> Mapping[str, bytes]:
        """Table -> its rows as CSV, packed, in one file; and for each question its table to take away."""
        collector = Collector(self._questions, Forms(list_forms(plans.quads)))
        facts = collector.collect(plans.store)
        tables = write_rows(facts)
        writer = TidyWriter(collector.name_places(plans.store))
        tidy = {
            TABLE + name: pack(writer.write(describe_table(grain), facts.by_question[name]))
            for name, grain in collector.grains.items()
        }
        return {ROWS: pack(_join_rows(tables)), **tidy}

    def make_shared(self, store: Store) -> Mapping[str, bytes]:
        """The same of what is beside plans, which no table to take away has."""
        return {ROWS: pack(_join_rows(write_rows(Collector(self._questions).collect_shared(store))))}


def write_tables(
    folder: Path,
    questions: Mapping[str, Question],
    files: Sequence[Mapping[str, Path]],
    known: Mapping[str, Path],
) -> None:
    """Write the tables to take away: per question its head, then the rows of all municipalities, packed one
    after the other (RFC 1952, section 2.2). `files`: what `FactRows` made of each; `known`: name -> the same
    table, made before.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name, grain in Collector(questions).grains.items():
        path = folder / f"{name}.csv.gz"
        if name in known:
            os.link(known[name], path)
            continue
        with path.open("wb") as table:
            table.write(pack(write_header(describe_table(grain))))
            for made in files:
                table.write(made[TABLE + name].read_bytes())


# Plans of a municipality, by their slugs, or what is beside plans -> digest of the file with their rows.
Units = Mapping[str, str]
BESIDE, _BETWEEN = "", " "


def name_unit(slugs: Iterable[str]) -> str:
    """Plans of a municipality in one word."""
    return _BETWEEN.join(slugs)


def write_release_facts(
    path: Path,
    questions: Mapping[str, Question],
    units: Units,
    read: Callable[[str], bytes],
    old: tuple[Path, Units] | None = None,
) -> None:
    """Put the rows of all municipalities and those of what is beside plans, as `FactRows` makes them, into
    the file of a release.

    `read` gives a file by its digest; `old`: a file of facts with the same tables, and of what it was made:
    only what differs is taken out and put in, unless that is much.
    """
    before, come, gone = None, dict(units), list[str]()
    if old is not None:
        changed = [unit for unit, digest in old[1].items() if units.get(unit) != digest]
        if len(changed) * _LARGE_SHARE <= len(old[1]):
            before, gone = old[0], changed
            come = {unit: digest for unit, digest in units.items() if old[1].get(unit) != digest}
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        for digest in come.values():
            _add_rows(Path(folder), _part_rows(unpack(read(digest))))
        plans = [iris.thing("plan", slug) for unit in gone for slug in unit.split(_BETWEEN) if slug]
        grains = Collector(questions).grains
        write_facts(path, grains, Path(folder) if come else None, before, plans, BESIDE in gone)


def _join_rows(tables: Mapping[str, bytes]) -> bytes:
    """Files of rows as one: a line that tells their names and sizes, and then all."""
    sizes = {name: len(rows) for name, rows in tables.items()}
    return b"".join([json.dumps(sizes).encode(), b"\n", *tables.values()])


def _part_rows(content: bytes) -> Iterator[tuple[str, memoryview]]:
    """The files of rows in one."""
    end = content.index(b"\n") + 1
    left = memoryview(content)[end:]
    for name, size in json.loads(content[:end]).items():
        yield name, left[:size]
        left = left[size:]


def _add_rows(folder: Path, tables: Iterable[tuple[str, bytes | memoryview]]) -> None:
    """Put rows behind those in the files of a folder."""
    folder.mkdir(exist_ok=True)
    for name, rows in tables:
        with (folder / name).open("ab") as table:
            table.write(rows)
