"""What is derived from the parts of a release, beside its index: facts, tables and names; from those of the
release before where only a few plans differ.
"""

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Executor, Future
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from ..check.pipeline import Country
from ..check.units import digest
from ..check.work import name_product
from ..words.questions import Question
from ..words.release import FACTS, NAMES, SHARED_PART, TABLES, Release, digest_files
from .beside_plans import BesidePlans
from .fact_rows import (
    BESIDE,
    ROWS,
    TABLE,
    FactRows,
    name_unit,
    write_release_facts,
    write_tables,
)
from .known_names import KnownNames
from .name_parts import write_release_names
from .remembered import Remembered


class Derived:
    """What is derived of a release in the making, in its folder; `old`: the one before. `beside`: what stands
    beside plans, to be set before anything is written. `said`: what derived.json says of it; `linked`:
    digests of what was written.
    """

    beside: BesidePlans

    def __init__(
        self,
        folder: Path,
        country: Country,
        old: Release | None,
        remembered: Remembered,
        questions: Mapping[str, Question],
    ) -> None:
        self._folder, self._country, self._old = folder, country, old
        self._remembered, self._questions = remembered, questions
        self._looked: dict[str, Future[dict[str, str]]] = {}
        self.said: dict[str, object] = {}
        self.linked: dict[str, str] = {}

    def prepare(self) -> tuple[Callable[[], None], ...]:
        """What is derived beside the index, to be written at once. Facts that are written anew take much
        memory, so then the others wait for them.
        """
        each = self._write_facts, self._write_names, self._write_tables
        return each if "facts" in self._looked else (partial(_in_turn, each),)

    def _write_facts(self) -> None:
        questions, shelf, made_of = self._questions, self._country.shelf, self._made_of["facts"][1]
        units = {unit: files[ROWS] for unit, files in self._rows.items()}
        shared = self._remembered.bind(
            name_product(self._facts),
            [*made_of, *self.beside.key],
            lambda: self._facts.make_shared(self.beside.store),
        )
        shared.read(ROWS)  # what is damaged is made anew
        units[BESIDE] = shared.digests[ROWS]
        old = self._find_old("facts")
        before = (old[0], old[1]["units"]) if old else None
        write_release_facts(self._folder / FACTS, questions, units, shelf.read, before)
        self.said["facts"] = {"made of": made_of, "units": units}
        self._digest(FACTS)

    def _write_tables(self) -> None:
        shelf, rows = self._country.shelf, self._rows.values()
        product = name_product(self._facts)
        made_of = {
            name: digest(product, [files[TABLE + name] for files in rows])
            for name in self._questions
            if all(TABLE + name in files for files in rows)
        }
        known = self._find_tables(made_of)
        paths = [{name: shelf.path(d) for name, d in files.items()} for files in rows]
        write_tables(self._folder / TABLES, self._questions, paths, known)
        self.said["tables"] = made_of

    def _find_tables(self, made_of: Mapping[str, str]) -> dict[str, Path]:
        """Tables of the release before that are what they were, and were made of the same. Notes their
        digests.
        """
        if self._old is None or "tables" not in self._looked:
            return {}
        before, files = self._old.derived["tables"], self._old.derived["files"]
        looked, found = self._looked["tables"].result(), dict[str, Path]()
        for name, path in self._old.tables.items():
            file = f"{TABLES}/{path.name}"
            if before.get(name) == made_of.get(name) and files.get(file) == looked[file]:
                found[name] = path
                self.linked[file] = looked[file]
        return found

    @cached_property
    def _facts(self) -> FactRows:
        return FactRows(self._questions)

    @cached_property
    def _rows(self) -> dict[str, Mapping[str, str]]:
        """Plans of a municipality -> what `FactRows` made of them."""
        product = name_product(self._facts)
        return {name_unit(slugs): made[product] for slugs, made in self._country.joint.items()}

    def _write_names(self) -> None:
        product, shelf, made_of = KnownNames(self._questions), self._country.shelf, self._made_of["names"][1]
        name = name_product(product)

        def ask() -> Mapping[str, bytes]:
            said, own = product.ask(self.beside.store)
            return {product.FILE: said.as_bytes(), product.OWN: own.as_bytes()}

        rests_on = [*made_of, *self.beside.key]
        made = {SHARED_PART: self._remembered.files(product.name, rests_on, ask)}
        made |= {name_unit(slugs): files[name] for slugs, files in self._country.joint.items()}
        parts = {unit: (files[product.FILE], files[product.OWN]) for unit, files in made.items()}
        old = self._find_old("names")
        self.said["names"] = write_release_names(self._folder / NAMES, shelf.read, made_of, parts, old)
        self._digest(NAMES)

    def look_at_old(self, beside: Executor) -> None:
        """Look, beside the rest, whether files of the release before that these may be made from are what
        they were.
        """
        for name, (file, made_of) in self._made_of.items():
            if self._old is not None and self._old.derived.get(name, {}).get("made of") == made_of:
                self._looked[name] = beside.submit(digest_files, self._old.path, [self._old.path / file])
        if self._old is not None and "tables" in self._old.derived:
            tables = self._old.tables.values()
            self._looked["tables"] = beside.submit(digest_files, self._old.path, tables)

    @cached_property
    def _made_of(self) -> dict[str, tuple[str, list[str]]]:
        """What is derived -> its file, and what all of it rests on."""
        key, products = self._country.shared.key, (self._facts, KnownNames(self._questions))
        facts, names = ([name_product(product), key] for product in products)
        return {"facts": (FACTS, facts), "names": (NAMES, names)}

    def _find_old(self, name: str) -> tuple[Path, Mapping[str, Any]] | None:
        """A file of the release before and of what it was made; None when all that it was made of differs, or
        when it is not what it was.
        """
        if self._old is None or name not in self._looked:
            return None
        derived, file = self._old.derived, self._made_of[name][0]
        found = self._looked[name].result()[file]
        return (self._old.path / file, derived[name]) if found == derived["files"].get(file) else None

    def _digest(self, file: str) -> None:
        """Note the digest of what was written, beside what is still written."""
        self.linked |= digest_files(self._folder, [self._folder / file])


def _in_turn(writes: Iterable[Callable[[], None]]) -> None:
    for write in writes:
        write()
