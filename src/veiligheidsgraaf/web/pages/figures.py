"""Figures over the years: each series with its measurements and targets,
drawn as a small chart, and in words.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from ...answers.dutch import spell_decimal
from ...words import iris
from ...words.values import Row
from .charts import Chart, draw
from .grids import passage_link
from .library import Library, Link, things_in

# Series on one page, and the figures that they can have together.
MOST = 6
MOST_FIGURES = 1000


@dataclass(frozen=True)
class Figure:
    """One measurement or target. `value` in Dutch form, `amount` as a number."""

    kind: str
    year: str
    value: str
    amount: Decimal
    wording: str
    source: str
    plan: Link
    lines: tuple[Link, ...]


@dataclass(frozen=True)
class Verdict:
    """Whether one target was met: `reached` is ja, nee or onbekend; `words` says it as a sentence."""

    reached: str
    words: str


@dataclass(frozen=True)
class Series:
    """A figure through plan periods: its name, unit, figures by year,
    chart (None when there is nothing to draw) and verdicts.
    """

    link: Link
    unit: str
    figures: tuple[Figure, ...]
    chart: Chart | None
    verdicts: tuple[Verdict, ...]


def list_series(
    library: Library, only_targets: bool, plan: str = "", limit: int = MOST, offset: int = 0
) -> tuple[Series, ...]:
    """Series of figures: those with a target, or those with figures of two or more years;
    of one plan (IRI) when given.
    """
    found = library.overviews.series(only_targets, plan, limit, offset)
    return make_series(library, found.series)


def find_series(library: Library, indicator: str) -> Series | None:
    """The series that an indicator is in, or None when it has no figures."""
    series = library.overviews.series_of(indicator)
    return make_series(library, (series,))[0] if series else None


def make_series(library: Library, series: tuple[str, ...]) -> tuple[Series, ...]:
    """Series by their IRIs."""
    if not series:
        return ()
    table = library.page("pagina-cijfers", limit=MOST_FIGURES, where={"reeks": series})
    indicators = tuple(sorted({row["indicator"].value for row in table.rows}))
    told = library.page("doelbereik", limit=MOST_FIGURES, where={"indicator": indicators})
    library.know(things_in(table) | set(series))
    grouped: dict[str, list[Row]] = defaultdict(list)
    for row in table.rows:
        grouped[row["reeks"].value].append(row)
    return tuple(_series(library, one, rows, told.rows) for one, rows in grouped.items())


def _series(library: Library, series: str, rows: list[Row], told: Iterable[Row]) -> Series:
    figures = tuple(sorted((_figure(library, row) for row in rows), key=lambda f: (f.year, f.kind)))
    indicators = {row["indicator"].value for row in rows}
    unit = rows[0]["eenheid"].value
    verdicts = tuple(_verdict(row, unit) for row in told if row["indicator"].value in indicators)
    points = {
        kind: [(int(f.year), f.amount) for f in figures if f.kind == kind and f.year]
        for kind in ("waarneming", "streefwaarde")
    }
    chart = draw(library.name(series), unit, points["waarneming"], points["streefwaarde"])
    return Series(library.link(series), unit, figures, chart, verdicts)


def _figure(library: Library, row: Row) -> Figure:
    lines = tuple(
        passage_link(iris.slug(row["plan"].value), part) for part in row["regels"].value.split("; ")
    )
    value = row["waarde"].value
    return Figure(
        row["soort"].value, row["jaar"].value, spell_decimal(value), Decimal(value),
        row["bewoording"].value, row["bron"].value,
        library.link(row["plan"].value), lines,
    )  # fmt: skip


def _verdict(row: Row, unit: str) -> Verdict:
    def say(value: str) -> str:
        return say_amount(value, unit)

    target = f"{say(row['streefwaarde'].value)} in {row['streefjaar'].value}"
    before = (
        f"De nulmeting was {say(row['nulmeting'].value)}, het doel {target}"
        if row["nulmeting"].value
        else f"Het doel was {target}, zonder nulmeting"
    )
    if row["bereikt"].value == "onbekend":
        why = f" {row['toelichting'].value}" if row["toelichting"].value else ""
        return Verdict("onbekend", f"{before}. Daarna is niet vergelijkbaar gemeten.{why}")
    return Verdict(
        row["bereikt"].value, f"{before}. In {row['gemeten_jaar'].value} was het {say(row['gemeten'].value)}."
    )


def say_amount(value: str, unit: str) -> str:
    """A value with its unit as people say it: `12%`, `212`, `een 7,1`, `40 meldingen`."""
    said, unit = spell_decimal(value), unit.lower()
    ways = {"procent": f"{said}%", "aantal": said, "rapportcijfer": f"een {said}", "euro": f"€ {said}"}
    return ways.get(unit, f"{said} {unit}")
