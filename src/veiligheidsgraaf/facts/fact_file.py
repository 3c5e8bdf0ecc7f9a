"""Facts of many plans into one file of a release: a DuckDB database that only grows by whole plans.

plan        number, plan, municipality, its name, first and last year
uitspraak   number, IRI, plan and words of each statement
beperking   key, value and number of the statement that has it
tijd        number of a statement, its first and last day
breder      a theme, phenomenon or group, and what is broader (itself included)
ding        things by name: number, IRI, kind, name, other names, definition, key to sort by, text to search
            in, short name, and the plan that it is in (none for what plans share, here and below)
kenmerk     number and kind of a thing, a feature and its value, and the plan that says so
verwijzing  number of a thing, the property and the thing that points at it, and the plan that says so
gebruik     class, property, class, how often, and the plan that says so
vraag/...   per question its facts: _p number of the plan, _plan, _s statement, _g row, _n place, _r rank of
            the row, and a column per variable
kern/...    per question its core (core_facts), by plan
gesteld     number of a plan, a question, and a key that its statements there have
themastand  number of a plan, a theme, its place there, how many goals and measures, and (as numbers) which
            partners and instruments
term        number and text of what stands in cores, or stood there before plans changed
gegevens    layout, and what `hash` made of a word for the program that wrote it
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
from .core_facts import NO_THEME, PROBE
from .core_file import describe_core, write_cores
from .csv_text import Written, write_csv
from .fact_tables import CORE, NUMBER, QUESTION, core_table_of, quote
from .grain import Grain
from .sums_file import SUMS, index_things, write_sums

# What is beyond this memory waits on disk beside the file.
_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "preserve_insertion_order": "true",
    "memory_limit": "500MB",
}
_SERVING_MEMORY = "96MB"
# Since 2: things by name; since 3: cores, and plans by number; since 4: sums, and things found by number. A
# file of another layout is refused by name.
LAYOUT = 4
_NUMBERED = "SELECT DISTINCT plan AS _van, nummer AS _nummer FROM plan"
# Facts keep their order: with the sides of a join changed they would come as the plans do.
_IN_ORDER = "SET disabled_optimizers = 'join_order,build_side_probe_side'"
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
_TERM = {"nummer": "UBIGINT", "tekst": "VARCHAR"}
_OF_FACT = {"_plan": "VARCHAR", "_s": "UBIGINT", "_g": "UBIGINT", "_n": "INTEGER", "_r": "INTEGER"}
# Tables whose rows are of a statement, not of a plan.
_BY_STATEMENT = ("beperking", "tijd")
# In which order rows are put together, so that those that are asked together stand together.
_TOGETHER = {"beperking": "sleutel, waarde", "kenmerk": "soort, kenmerk, nummer", "verwijzing": "nummer"}
# Tables that also have rows of what plans share, those without a plan.
_PARTLY_SHARED = ("ding", "kenmerk", "verwijzing", "gebruik")


def describe_tables(grains: Mapping[str, Grain]) -> dict[str, dict[str, str]]:
    """Table -> column -> type, of tables whose rows are collected."""
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
    rows: Path | None,
    before: Path | None = None,
    gone: Sequence[str] = (),
    beside: bool = False,
) -> None:
    """Put files of rows together: those in the folder `rows`. `before`: a file of facts with the same tables
    that these add to, after what it has of the plans of `gone` (IRIs), and with `beside` of no plan, was
    taken out. Raises OSError when it cannot be written.
    """
    try:
        _write(path, grains, rows, before, (gone, beside))
    except duckdb.Error as error:
        told = str(error)
        cause = errno.ENOSPC if os.strerror(errno.ENOSPC) in told else errno.EIO
        raise OSError(cause, told[:300], str(path)) from None


def _write(
    path: Path,
    grains: Mapping[str, Grain],
    rows: Path | None,
    before: Path | None,
    gone: tuple[Sequence[str], bool],
) -> None:
    path.unlink(missing_ok=True)
    if before is not None:
        shutil.copyfile(before, path)
    tables = describe_tables(grains)
    with duckdb.connect(str(path), config=_CONFIG) as base:
        base.execute(_IN_ORDER)
        base.begin()
        if before is None:
            _create(base, tables, grains)
        base.execute("CREATE TEMP TABLE oud AS SELECT DISTINCT plan AS van, nummer FROM plan")
        _remove(base, tables, *gone)
        kept = _list_plans(base)
        if rows is not None:
            for name, columns in tables.items():
                _load(base, name, columns, rows / _file_of(name))
        new = None if before is None else sorted(_list_plans(base) - kept)
        write_cores(base, grains, new)
        write_sums(base, grains, new)
        if before is None:
            index_things(base)
        base.commit()
        base.execute("CHECKPOINT")


def _list_plans(base: duckdb.DuckDBPyConnection) -> set[int]:
    """Numbers of the plans in a file."""
    return {number for (number,) in base.execute("SELECT DISTINCT nummer FROM plan").fetchall()}


def _create(
    base: duckdb.DuckDBPyConnection, tables: Mapping[str, Mapping[str, str]], grains: Mapping[str, Grain]
) -> None:
    cores = {CORE + name: describe_core(grain) for name, grain in grains.items()}
    for name, columns in {**tables, **cores, **SUMS, "term": _TERM}.items():
        found = {**_added_to(name), **columns}
        typed = ", ".join(f"{quote(column)} {kind}" for column, kind in found.items())
        base.execute(f"CREATE TABLE {quote(name)} ({typed})")
    base.execute("CREATE TABLE gegevens (sleutel VARCHAR, waarde VARCHAR)")
    base.execute("INSERT INTO gegevens VALUES ('layout', ?), ('getal', hash(?))", [str(LAYOUT), PROBE])
    base.execute("INSERT INTO term VALUES (hash($1), $1)", [f'"{NO_THEME}'])


def _added_to(table: str) -> dict[str, str]:
    """The column that a table has before those that are collected."""
    if table.startswith(QUESTION):
        return {NUMBER: "UINTEGER"}
    return {"nummer": "UINTEGER"} if table == "plan" else {}


def _remove(
    base: duckdb.DuckDBPyConnection,
    tables: Mapping[str, Mapping[str, str]],
    gone: Sequence[str],
    beside: bool,
) -> None:
    """Take out what some plans say, and what is beside plans. Facts and cores are found by the number of
    their plan, so that only theirs are looked through.
    """
    for name in _PARTLY_SHARED if beside else ():
        base.execute(f"DELETE FROM {name} WHERE plan IS NULL")
    if not gone:
        return
    found = base.execute("SELECT DISTINCT nummer FROM plan WHERE plan IN (SELECT unnest(?))", [list(gone)])
    numbers = "(" + ", ".join([str(number) for (number,) in found.fetchall()] or ["NULL"]) + ")"
    marks = ", ".join("?" for _ in gone)
    theirs = f"SELECT uitspraak FROM uitspraak WHERE plan IN ({marks})"
    for name in _BY_STATEMENT:
        base.execute(f"DELETE FROM {quote(name)} WHERE uitspraak IN ({theirs})", list(gone))
    for made in SUMS:
        base.execute(f"DELETE FROM {made} WHERE {NUMBER} IN {numbers}")
    for name, columns in tables.items():
        if name.startswith(QUESTION):
            base.execute(
                f"DELETE FROM {core_table_of(name.removeprefix(QUESTION))} WHERE {NUMBER} IN {numbers}"
            )
            unnumbered = f"{NUMBER} IS NULL AND _plan IN ({marks})"
            base.execute(f"DELETE FROM {quote(name)} WHERE {NUMBER} IN {numbers} OR {unnumbered}", list(gone))
        elif "plan" in columns:
            base.execute(f"DELETE FROM {quote(name)} WHERE plan IN ({marks})", list(gone))


def _load(base: duckdb.DuckDBPyConnection, name: str, columns: Mapping[str, str], rows: Path) -> None:
    typed = "{" + ", ".join(f"'{column}': '{kind}'" for column, kind in columns.items()) + "}"
    read = (
        "read_csv(?, header = false, auto_detect = false, delim = ',', new_line = '\\n', quote = '\"', "
        f"escape = '\"', nullstr = '', columns = {typed})"
    )
    seen, only, joined = "", "", ""
    ordered = f" ORDER BY {_TOGETHER[name]}" if name in _TOGETHER else ""
    if name == "breder":
        seen, only = f" WHERE ding NOT IN (SELECT ding FROM {quote(name)})", "DISTINCT "
    elif name == "plan":
        only = (
            "coalesce((SELECT nummer FROM oud WHERE van = plan), "
            "(SELECT coalesce(max(nummer), 0) FROM oud) + dense_rank() OVER (ORDER BY plan)), "
        )
    elif name.startswith(QUESTION):
        only, joined = "_nummer, ", f" LEFT JOIN ({_NUMBERED}) ON _van = _plan"
    base.execute(
        f"INSERT INTO {quote(name)} SELECT {only}rij.* FROM {read} AS rij{joined}{seen}{ordered}",
        [str(rows)],
    )


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
        found = dict(base.execute("SELECT sleutel, waarde FROM gegevens").fetchall())
        ((number,),) = base.execute("SELECT hash(?)::VARCHAR", [PROBE]).fetchall()
    except duckdb.Error as error:
        raise unreadable(path, error) from None
    if (found.get("layout"), found.get("getal")) != (str(LAYOUT), number):
        base.close()
        raise NoRelease(f"{path}: de feiten zijn van een andere versie van dit programma", BUILD)
    return base


def unreadable(path: Path, error: duckdb.Error) -> NoRelease:
    """A file of facts that cannot be read, as a fault."""
    return NoRelease(f"{path}: de feiten zijn niet te lezen ({type(error).__name__})", BUILD)
