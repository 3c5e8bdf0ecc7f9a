"""Facts of many plans into one file of a release: a DuckDB database that only grows by whole plans.

plan        plan, municipality, its name, first and last year
uitspraak   number, IRI, plan and words of each statement
beperking   key, value and number of the statement that has it
tijd        number of a statement, its first and last day
breder      a theme, phenomenon or group, and what is broader (itself included)
ding        things by name: number, IRI, kind, name, other names, definition, key to sort by, text to search
            in, short name, and the plan that it is in (none for what plans share, here and below)
kenmerk     number and kind of a thing, a feature and its value, and the plan that says so
verwijzing  number of a thing, the property and the thing that points at it, and the plan that says so
gebruik     class, property, class, how often, and the plan that says so
vraag/...   per question its facts: plan, _s statement, _g row, _n place, _r rank of the row, and a column
            per variable
gegevens    layout, and version of the program that wrote it
"""

import errno
import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import duckdb

from ..words.errors import NoRelease
from ..words.release import BUILD
from .collect import Facts
from .csv_text import Written, write_csv
from .grain import Grain

# What is beyond this memory waits on disk beside the file.
_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "preserve_insertion_order": "true",
    "memory_limit": "500MB",
}
_SERVING_MEMORY = "160MB"
# Since 2: things by name. A file of another layout is refused by name.
LAYOUT = 2
QUESTION = "vraag/"
_SHARED: dict[str, dict[str, str]] = {
    "plan": dict.fromkeys(("plan", "gemeente", "gemeente_naam", "begin", "einde"), "VARCHAR"),
    "uitspraak": {"uitspraak": "UBIGINT", "iri": "VARCHAR", "plan": "VARCHAR", "woorden": "VARCHAR"},
    "beperking": {"sleutel": "VARCHAR", "waarde": "VARCHAR", "uitspraak": "UBIGINT"},
    "tijd": {"uitspraak": "UBIGINT", "van": "VARCHAR", "tot": "VARCHAR"},
    "breder": {"ding": "VARCHAR", "breder": "VARCHAR"},
    "ding": {
        "nummer": "UBIGINT",
        **dict.fromkeys(
            ("iri", "soort", "naam", "aliassen", "definitie", "volgorde", "zoek", "kort", "plan"), "VARCHAR"
        ),
    },
    "kenmerk": {
        "nummer": "UBIGINT",
        **dict.fromkeys(("soort", "kenmerk", "waarde", "plan"), "VARCHAR"),
    },
    "verwijzing": {"nummer": "UBIGINT", **dict.fromkeys(("eigenschap", "van", "plan"), "VARCHAR")},
    "gebruik": {
        **dict.fromkeys(("van", "eigenschap", "naar"), "VARCHAR"),
        "aantal": "UBIGINT",
        "plan": "VARCHAR",
    },
}
_OF_FACT = {"_plan": "VARCHAR", "_s": "UBIGINT", "_g": "UBIGINT", "_n": "INTEGER", "_r": "INTEGER"}
# Tables whose rows are of a statement, not of a plan.
_BY_STATEMENT = ("beperking", "tijd")
# Tables that also have rows of what plans share, those without a plan.
_PARTLY_SHARED = ("ding", "kenmerk", "verwijzing", "gebruik")


def table_of(question: str) -> str:
    """The table of a question, quoted."""
    return quote(QUESTION + question)


def quote(name: str) -> str:
    """A name as SQL has it."""
    return '"' + name.replace('"', '""') + '"'


def describe_tables(grains: Mapping[str, Grain]) -> dict[str, dict[str, str]]:
    """Table -> column -> type."""
    questions = {
        QUESTION + name: {**_OF_FACT, **dict.fromkeys(grain.variables, "VARCHAR")}
        for name, grain in grains.items()
    }
    return {**_SHARED, **questions}


def write_rows(facts: Facts) -> dict[str, bytes]:
    """The facts of a few plans as files of rows (CSV, one per table), to be remembered and put together: name
    -> content.
    """
    tables: dict[str, Iterable[Sequence[object]]] = {
        "plan": facts.plans,
        "uitspraak": facts.statements,
        "beperking": facts.keys,
        "tijd": facts.times,
        "breder": facts.broader,
        "ding": facts.named.things,
        "kenmerk": facts.named.features,
        "verwijzing": facts.named.references,
        "gebruik": facts.named.uses,
    }
    for name, found in facts.by_question.items():
        tables[QUESTION + name] = found
    written = Written()
    return {_file_of(name): write_csv(rows, "\n", written).encode() for name, rows in tables.items()}


def write_facts(
    path: Path,
    grains: Mapping[str, Grain],
    folders: Sequence[Path],
    before: Path | None = None,
    gone: Sequence[str] = (),
) -> None:
    """Put files of rows together, `folders` with those of what plans share (`Collector.collect_shared`).
    `before`: a file of facts with the same tables that these add to, after what it has of the plans of `gone`
    (IRIs) and of what plans share was taken out. Raises OSError when it cannot be written.
    """
    try:
        _write(path, grains, folders, before, gone)
    except duckdb.Error as error:
        told = str(error)
        cause = errno.ENOSPC if os.strerror(errno.ENOSPC) in told else errno.EIO
        raise OSError(cause, told[:300], str(path)) from None


def _write(
    path: Path,
    grains: Mapping[str, Grain],
    folders: Sequence[Path],
    before: Path | None,
    gone: Sequence[str],
) -> None:
    path.unlink(missing_ok=True)
    if before is not None:
        shutil.copyfile(before, path)
    tables = describe_tables(grains)
    with duckdb.connect(str(path), config=_CONFIG) as base:
        base.begin()
        if before is None:
            _create(base, tables)
        else:
            for name in _PARTLY_SHARED:
                base.execute(f"DELETE FROM {name} WHERE plan IS NULL")
            if gone:
                _remove(base, tables, gone)
        for name, columns in tables.items():
            files = [str(folder / _file_of(name)) for folder in folders]
            if files:
                _load(base, name, columns, files)
        base.commit()
        base.execute("CHECKPOINT")


def _create(base: duckdb.DuckDBPyConnection, tables: Mapping[str, Mapping[str, str]]) -> None:
    for name, columns in tables.items():
        typed = ", ".join(f"{quote(column)} {kind}" for column, kind in columns.items())
        base.execute(f"CREATE TABLE {quote(name)} ({typed})")
    base.execute("CREATE TABLE gegevens (sleutel VARCHAR, waarde VARCHAR)")
    base.execute("INSERT INTO gegevens VALUES ('layout', ?)", [str(LAYOUT)])


def _remove(
    base: duckdb.DuckDBPyConnection, tables: Mapping[str, Mapping[str, str]], gone: Sequence[str]
) -> None:
    marks = ", ".join("?" for _ in gone)
    theirs = f"SELECT uitspraak FROM uitspraak WHERE plan IN ({marks})"
    for name in _BY_STATEMENT:
        base.execute(f"DELETE FROM {quote(name)} WHERE uitspraak IN ({theirs})", list(gone))
    for name, columns in tables.items():
        of_plan = "_plan" if "_plan" in columns else "plan" if "plan" in columns else ""
        if of_plan:
            base.execute(f"DELETE FROM {quote(name)} WHERE {of_plan} IN ({marks})", list(gone))


def _load(
    base: duckdb.DuckDBPyConnection, name: str, columns: Mapping[str, str], files: Sequence[str]
) -> None:
    typed = "{" + ", ".join(f"'{column}': '{kind}'" for column, kind in columns.items()) + "}"
    read = (
        "read_csv(?, header = false, auto_detect = false, delim = ',', new_line = '\\n', quote = '\"', "
        f"escape = '\"', nullstr = '', columns = {typed})"
    )
    seen = f" WHERE ding NOT IN (SELECT ding FROM {quote(name)})" if name == "breder" else ""
    only = "DISTINCT " if name == "breder" else ""
    base.execute(f"INSERT INTO {quote(name)} SELECT {only}* FROM {read}{seen}", [list(files)])


def _file_of(table: str) -> str:
    return f"{table.replace('/', '-')}.csv"


def open_facts(path: Path) -> duckdb.DuckDBPyConnection:
    """A file of facts to read, bounded in memory. Raises NoRelease when it is cut, of another layout, or not
    there.
    """
    settings: dict[str, str | bool | int | float | list[str]] = {
        "threads": "1",
        "memory_limit": _SERVING_MEMORY,
        "enable_external_access": "false",
    }
    try:
        base = duckdb.connect(str(path), read_only=True, config=settings)
        found = base.execute("SELECT waarde FROM gegevens WHERE sleutel = 'layout'").fetchall()
    except duckdb.Error as error:
        raise unreadable(path, error) from None
    if found != [(str(LAYOUT),)]:
        base.close()
        raise NoRelease(f"{path}: de feiten zijn van een andere versie van dit programma", BUILD)
    return base


def unreadable(path: Path, error: duckdb.Error) -> NoRelease:
    """A file of facts that cannot be read, as a fault."""
    return NoRelease(f"{path}: de feiten zijn niet te lezen ({type(error).__name__})", BUILD)
