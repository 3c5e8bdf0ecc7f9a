"""What plans hold, side by side: things by how many of the plans have them, themes by what each does on them.

Everything that comes back is bounded by what is asked for, however many plans stand beside each other.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from .conditions import condition_for
from .constraints import make_constraints
from .fact_store import FactStore
from .fact_tables import table_of
from .plan_conditions import Condition, of_plans, one_of, runs_in
from .term_texts import value_of, write_iri, write_literal

CONTENT, SUMS = "inhoud", "vergelijk-plannen"
# What a chapter is about stands with these: question -> its statements that a chapter gives their theme.
_IN_CHAPTERS = ("doelen", "maatregelen", "partners-per-thema", "instrumenten-per-thema")
# As many plans can stand beside each other.
MOST_BESIDE = 400
_MOST_UNDER = 3


@dataclass(frozen=True)
class Held:
    """A thing, or the theme of what plans have of their own, and how many of the plans have it."""

    iri: str
    plans: int


@dataclass(frozen=True)
class HeldPage:
    """Some of what is held, most plans first; `total`: how many in all; `tally`: plans -> how many things."""

    held: tuple[Held, ...]
    total: int
    tally: dict[int, int]


@dataclass(frozen=True)
class Statements:
    """What one plan says of one thing: the first statements (IRI, lines), and how many there are."""

    first: tuple[tuple[str, str], ...] = ()
    total: int = 0


@dataclass(frozen=True)
class Filed:
    """The themes (IRIs) of chapters in which a plan speaks of a theme: those it falls `under`, and narrower
    ones that are `parts` of it.
    """

    under: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Beside:
    """Plans (IRIs) beside each other; `theme`: slug of the theme that all must be about, or ""."""

    plans: tuple[str, ...]
    theme: str = ""


@dataclass(frozen=True)
class Among:
    """Which of what is held: what fewer plans have, or just so many (0: whatever the number); `most_of_each`:
    the first of those that as many plans have (0: all).
    """

    fewer_than: int = 0
    exactly: int = 0
    most_of_each: int = 0

    @property
    def sql(self) -> str:
        """As a condition on the number of plans."""
        fewer = f"plannen < {int(self.fewer_than)}" if self.fewer_than else "true"
        return f"{fewer} AND plannen = {int(self.exactly)}" if self.exactly else fewer


class SideBySide:
    """The content of plans of one release, beside each other."""

    def __init__(self, facts: FactStore) -> None:
        self._facts = facts

    def standing(self, year: str, municipalities: Collection[str] = ()) -> list[str]:
        """The plan of each municipality: the one that runs in a year, or else its last; of all municipalities
        those with a plan that runs. By the name of the municipality.
        """
        runs = runs_in(year)
        place = one_of("gemeente", municipalities) if municipalities else Condition("loopt")
        sql = (
            "SELECT plan FROM (SELECT plan, gemeente, gemeente_naam, begin, "
            f"{runs.sql} AS loopt FROM plan) WHERE {place.sql} QUALIFY row_number() OVER "
            "(PARTITION BY gemeente ORDER BY loopt DESC, begin DESC, plan) = 1 "
            f"ORDER BY gemeente_naam, plan LIMIT {MOST_BESIDE}"
        )
        return [plan for (plan,) in self._facts.select(sql, (*runs.values, *place.values))]

    def things(self, kind: str, beside: Beside, among: Among, limit: int, offset: int = 0) -> HeldPage:
        """Things of a kind in plans. `fewer_than`: only what fewer plans have, 0 for all."""
        condition = self._of_kind(kind, beside)
        source = f"SELECT ding AS wat, naam, _plan FROM {table_of(CONTENT)} WHERE {condition.sql}"
        return self._page(source, condition.values, among, limit, offset)

    def themes(self, kind: str, beside: Beside, among: Among, limit: int, offset: int = 0) -> HeldPage:
        """Themes (their chapters) under which plans have things of their own: goals, measures. "" for the
        whole plan.
        """
        condition = self._of_kind(kind, beside)
        source = f"SELECT thema AS wat, thema AS naam, _plan FROM ({self._in_themes(condition)})"
        return self._page(source, condition.values, among, limit, offset)

    def _page(self, source: str, values: Sequence[object], among: Among, limit: int, offset: int) -> HeldPage:
        each = (
            f"WITH elk AS (SELECT wat, lower(any_value(naam)) AS naam, count(DISTINCT _plan) AS plannen "
            f"FROM ({source}) GROUP BY wat), een AS (SELECT elk.* FROM elk WHERE {among.sql}) "
        )
        tally = dict(self._facts.select(f"{each}SELECT plannen, count(*) FROM een GROUP BY plannen", values))
        few = (
            "QUALIFY row_number() OVER (PARTITION BY plannen ORDER BY naam, wat) "
            f"<= {int(among.most_of_each)} "
            if among.most_of_each
            else ""
        )
        rows = self._facts.select(
            f"{each}SELECT wat, plannen FROM een {few}ORDER BY plannen DESC, naam, wat "
            f"LIMIT {int(limit)} OFFSET {int(offset)}",
            values,
        )
        held = tuple(Held(_plain(what), plans) for what, plans in rows)
        return HeldPage(held, sum(tally.values()), tally)

    def statements(
        self, kind: str, beside: Beside, things: Collection[str], most: int
    ) -> dict[tuple[str, str], Statements]:
        """(thing, plan) -> what is said of it there, the first `most` by where they stand."""
        condition = Condition.all_of((self._of_kind(kind, beside), one_of("ding", map(write_iri, things))))
        source = (
            f"SELECT ding AS wat, _plan, uitspraak, regel, _n FROM {table_of(CONTENT)} WHERE {condition.sql}"
        )
        return self._first(source, condition.values, most)

    def own(
        self, kind: str, beside: Beside, themes: Collection[str] | None, most: int
    ) -> dict[tuple[str, str], Statements]:
        """(theme, plan) -> goals, measures or other things of the plan itself under that theme; of all themes
        together ("") when none are named.
        """
        condition = self._of_kind(kind, beside)
        if themes is None:
            source = (
                f"SELECT '' AS wat, _plan, ding AS uitspraak, regel, _n FROM {table_of(CONTENT)} "
                f"WHERE {condition.sql}"
            )
            return self._first(source, condition.values, most)
        wanted = one_of("thema", themes)
        source = (
            f"SELECT thema AS wat, _plan, ding AS uitspraak, regel, _n FROM ({self._in_themes(condition)}) "
            f"WHERE {wanted.sql}"
        )
        return self._first(source, (*condition.values, *wanted.values), most)

    def measures(
        self, themes: Collection[str], plans: Collection[str], most: int
    ) -> dict[tuple[str, str], Statements]:
        """(theme, plan) -> measures of this period that are about a theme, without their lines."""
        wanted = Condition.all_of((one_of("thema", map(write_iri, themes)), of_plans(plans)))
        source = (
            "SELECT thema AS wat, _plan, maatregel AS uitspraak, NULL AS regel, _n "
            f"FROM {table_of(SUMS)} WHERE maatregel IS NOT NULL AND {wanted.sql}"
        )
        return self._first(source, wanted.values, most)

    def _first(self, source: str, values: Sequence[object], most: int) -> dict[tuple[str, str], Statements]:
        sql = (
            "WITH een AS (SELECT wat, _plan, uitspraak, coalesce(list(DISTINCT regel), []) AS regels, "
            f"min(_n) AS plek FROM ({source}) GROUP BY ALL) "
            "SELECT wat, _plan, uitspraak, regels, count(*) OVER (PARTITION BY wat, _plan) FROM een "
            "QUALIFY row_number() OVER (PARTITION BY wat, _plan ORDER BY plek, uitspraak) "
            f"<= {int(most)} ORDER BY wat, _plan, plek, uitspraak"
        )
        found: dict[tuple[str, str], Statements] = {}
        for what, plan, statement, lines, total in self._facts.select(sql, values):
            key = _plain(what), plan
            said = (
                value_of(statement),
                "; ".join(sorted((value_of(line) for line in lines if line), key=_line)),
            )
            found[key] = Statements((*found.get(key, Statements()).first, said), total)
        return found

    def filed(self, themes: Collection[str], plans: Collection[str]) -> dict[tuple[str, str], Filed]:
        """(theme, plan) -> where a plan speaks of it, most statements first: in which chapters about what
        else, which is not narrower, and as which narrower themes.
        """
        about, within = one_of("een.thema", map(write_iri, themes)), of_plans(plans)
        wider = one_of("breder", themes)
        said = " UNION ALL ".join(
            f"SELECT {place} AS vraag, _plan, _s, thema, nabij FROM {table_of(question)} WHERE {within.sql}"
            for place, question in enumerate(_IN_CHAPTERS)
        )
        sql = (
            f"WITH zegt AS MATERIALIZED ({said}), elk AS ("
            "SELECT een.vraag, een._plan, een._s, een.thema AS wat, ander.thema, false AS nauwer "
            "FROM zegt een JOIN zegt ander ON ander._s = een._s AND ander.vraag = een.vraag "
            f"WHERE ander.nabij = '\"hoofdstuk' AND {about.sql} AND ander.thema != een.thema "
            "AND NOT EXISTS (SELECT 1 FROM breder "
            "WHERE '<' || ding = ander.thema AND '<' || breder = een.thema) "
            "UNION ALL SELECT vraag, _plan, _s, '<' || breder AS wat, thema, true AS nauwer "
            f"FROM zegt JOIN breder ON '<' || ding = thema AND ding != breder WHERE {wider.sql}), "
            "een AS (SELECT wat, _plan, thema, nauwer, count(DISTINCT _s) AS aantal FROM elk GROUP BY ALL) "
            "SELECT wat, _plan, thema, nauwer FROM een "
            "QUALIFY row_number() OVER (PARTITION BY wat, _plan, nauwer ORDER BY aantal DESC, thema) "
            f"<= {_MOST_UNDER} ORDER BY wat, _plan, aantal DESC, thema"
        )
        found: dict[tuple[str, str], Filed] = {}
        values = (*(within.values * len(_IN_CHAPTERS)), *about.values, *wider.values)
        for text, plan, chapter, narrower in self._facts.select(sql, values):
            what, iri = value_of(text), value_of(chapter)
            known = found.get((what, plan), Filed())
            under, narrow = ((), (iri,)) if narrower else ((iri,), ())
            found[what, plan] = Filed(known.under + under, known.parts + narrow)
        return found

    def _of_kind(self, kind: str, beside: Beside) -> Condition:
        of_kind = Condition("soort = ?", (write_literal(kind, None, ""),))
        asked = make_constraints({"thema": beside.theme} if beside.theme else {})
        about = condition_for(self._facts.grains[CONTENT], asked, self._facts.asked)
        return Condition.all_of((of_kind, of_plans(beside.plans), about))

    def _in_themes(self, condition: Condition) -> str:
        """Content with the theme of the chapter it stands in (IRI), or ""."""
        return (
            "SELECT i.*, coalesce(k.waarde, '') AS thema FROM "
            f"(FROM {table_of(CONTENT)} WHERE {condition.sql}) i "
            "JOIN ding d ON '<' || d.iri = i.ding "
            "LEFT JOIN kenmerk k ON k.nummer = d.nummer AND k.kenmerk = 'thema'"
        )


def _plain(text: str) -> str:
    """The IRI of a text of a fact, or of an IRI itself."""
    return text.removeprefix("<")


def _line(lines: str) -> tuple[int, ...]:
    return tuple(int(number) for number in lines.split("-"))
