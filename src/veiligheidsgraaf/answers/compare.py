"""Two plans beside each other: what came, stayed or went; what they share or lack.

Themes, partners, instruments, phenomena and target groups are the same
when they are the same thing in the graph. Goals and measures are each plan's own:
one stays when the later plan's curator ties it to the earlier one (`vg:zetVoort`).
What one plan has alone may fall under something broader in the other: then that is said with it. So may a
theme that was a priority, or a chapter, and is now a part of a broader one: it has moved, it has not gone.
Nor has one gone that the later plan only speaks of within other themes.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from types import MappingProxyType

from ..facts.side_by_side import SideBySide
from ..words import iris
from ..words.values import Row, iri, text
from .answers import Answers, Table

KINDS = (
    "thema",
    "doel",
    "maatregel",
    "ontwikkeling",
    "middel",
    "partner",
    "instrument",
    "fenomeen",
    "doelgroep",
)
STATUSES = ("both", "moved", "was_within", "only_first", "only_second")
QUESTION, _SPOKEN_OF = "inhoud", "vergelijk-plannen"
_WITHIN = ("binnen een ander thema", "andere naam van een prioriteit")
NOWHERE: Mapping[str, Mapping[str, str]] = MappingProxyType({})
_BROADER, _PLACES = "bredere", "plaatsen"
# A plan of full size holds some 900 things.
MOST_ROWS = 10_000
# How much a plan makes of a theme: only in passages, a chapter (or a part of one) of its own, a priority.
_RANKS = {"": 0, "planthema": 1, "prioriteit": 2}


@dataclass(frozen=True)
class Entry:
    """One thing in one or both plans.

    `status`: both, only_first or only_second; moved: a theme of the first that the second treats within
    others, or under something broader, of which it makes more; was_within: a theme of the second that the
    first treats within others. Lines are those of each plan.

    `carries_on` is the name of the earlier goal or measure, `earlier` its IRI,
    `under` names what it falls under in the other plan.
    """

    kind: str
    iri: str
    name: str
    status: str
    first_lines: str = ""
    second_lines: str = ""
    carries_on: str = ""
    under: str = ""
    earlier: str = ""


@dataclass(frozen=True)
class Comparison:
    """Two plans (slugs), the earlier first when they are of one municipality, and every entry."""

    first: str
    second: str
    same_municipality: bool
    entries: tuple[Entry, ...]

    def label(self, status: str) -> str:
        """What a status is called between these two plans, in Dutch."""
        if self.same_municipality:
            return {
                "both": "gebleven",
                "moved": "nu onder een ander thema",
                "was_within": "eerder onder een ander thema",
                "only_first": "gegaan",
                "only_second": "gekomen",
            }[status]
        return {
            "both": "gedeeld",
            "moved": f"bij {self.second} onder een ander thema",
            "was_within": f"bij {self.first} onder een ander thema",
            "only_first": f"alleen {self.first}",
            "only_second": f"alleen {self.second}",
        }[status]

    def table(self) -> Table:
        """The entries as rows for people."""
        columns = {
            "soort": "Soort",
            "ding": "Ding",
            "naam": "Naam",
            "wat": "Wat",
            "regels_1": self.first,
            "regels_2": self.second,
        }
        columns |= {"zet_voort": "Zet voort", "valt_onder": "Valt in het andere plan onder"}
        texts = (
            (e.name, self.label(e.status), e.first_lines, e.second_lines, e.carries_on, e.under)
            for e in self.entries
        )
        rows = (
            (text(e.kind), iri(e.iri), *map(text, said)) for e, said in zip(self.entries, texts, strict=True)
        )
        return Table.of(columns, rows)

    def as_json(self) -> str:
        """The comparison as JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1)


def compare(answers: Answers, first: str, second: str) -> Comparison:
    """Compare two plans by slug. Of one municipality, the earlier comes first. Raises UnknownName."""
    broader: dict[str, list[str]] = defaultdict(list)
    for row in answers.rows(_BROADER, {}):
        broader[row["ding"].value].append(row["breder"].value)
    rows = {plan: _rows_of(answers, plan, broader) for plan in (first, second)}
    same = _municipality(rows[first]) == _municipality(rows[second])
    within = {plan: _spoken_of_within(answers, plan) for plan in rows}
    return compare_rows(first, second, rows, same, within)


def _spoken_of_within(answers: Answers, plan: str) -> dict[str, str]:
    """Themes (IRIs) that a plan speaks of only within others, each with the names of those, where known."""
    rows = answers.page(_SPOKEN_OF, {"plan": plan}, MOST_ROWS).rows
    names = {row["thema"].value: row["naam"].value for row in rows}
    themes = [row["thema"].value for row in rows if row["plaats"].value in _WITHIN]
    if answers.facts is None:
        return {}
    of = iris.thing("plan", plan)
    found = SideBySide(answers.facts).filed(themes, [of])
    return {
        theme: "; ".join(names[one] for one in filed.under if one in names)
        for (theme, _), filed in found.items()
        if filed.under
    }


def _rows_of(answers: Answers, plan: str, broader: Mapping[str, Sequence[str]]) -> list[Row]:
    """What a plan holds, each with what is broader and, of a theme, the place that the plan gives it."""
    found = answers.page(QUESTION, {"plan": plan}, MOST_ROWS).rows  # refuses what is no plan
    places: dict[str, str] = {}
    for row in answers.rows(_PLACES, {"ding": iris.thing("plan", plan)}):
        places.setdefault(row["thema"].value, row["plaats"].value)
    return [
        Row(
            row,
            bredere=text(" ".join(broader[row["ding"].value])),
            plaats=text(places.get(row["ding"].value, "") if row["soort"].value == "thema" else ""),
        )
        for row in found
    ]


def compare_rows(
    first: str,
    second: str,
    rows: Mapping[str, Sequence[Row]],
    same: bool,
    within: Mapping[str, Mapping[str, str]] = NOWHERE,
) -> Comparison:
    """Compare two plans by the rows that `inhoud` gives for each; `same`: whether they are of one
    municipality; `within`: plan -> themes that it speaks of only within others -> the names of those.
    """
    if same and second < first:
        first, second = second, first
    entries = _match(rows[first], rows[second])
    kept = (_place(entry, within.get(first, {}), within.get(second, {})) for entry in entries)
    return Comparison(first, second, same, tuple(sorted(kept, key=_order)))


def _place(entry: Entry, first: Mapping[str, str], second: Mapping[str, str]) -> Entry:
    """An entry, told of a theme that the plan without it speaks of within others."""
    if entry.kind != "thema":
        return entry
    if entry.status == "only_first" and entry.iri in second:
        return replace(entry, status="moved", under=second[entry.iri] or entry.under)
    if entry.status == "only_second" and entry.iri in first:
        return replace(entry, status="was_within", under=first[entry.iri] or entry.under)
    return entry


def _order(entry: Entry) -> tuple[int, int, str, str]:
    return KINDS.index(entry.kind), STATUSES.index(entry.status), entry.name.lower(), entry.iri


def _municipality(rows: Sequence[Row]) -> str:
    return rows[0]["gemeente"].value if rows else ""


def _match(first: Sequence[Row], second: Sequence[Row]) -> Iterable[Entry]:
    """The entries: what both have, what only the later has, and what only the earlier has."""
    earlier, later = {_key(row): row for row in first}, {_key(row): row for row in second}
    matched: set[tuple[str, str]] = set()
    entries: dict[tuple[str, str], Entry] = {}
    for row in second:
        kind, thing = key = _key(row)
        origin = kind, row["voortzetting_van"].value or thing
        before = earlier.get(origin)
        if before is None:
            made = _entry(row, "only_second", second_lines=row["regels"].value, under=_under(row, earlier))
            entries.setdefault(key, made)
            continue
        matched.add(origin)
        carries_on, origin_iri = (before["naam"].value, origin[1]) if origin != key else ("", "")
        lines = {"first_lines": before["regels"].value, "second_lines": row["regels"].value}
        fell = _rank(row) < _rank(before)
        under = _under(row, later, _rank(row)) if fell else ""
        told = lines | {"carries_on": carries_on, "earlier": origin_iri, "under": under}
        entries[key] = _entry(row, "moved" if under else "both", **told)
    for key, row in earlier.items():
        if key not in matched:
            under = _under(row, later)
            status = "moved" if under and key[0] == "thema" else "only_first"
            entries[key] = _entry(row, status, first_lines=row["regels"].value, under=under)
    return entries.values()


def _key(row: Row) -> tuple[str, str]:
    return row["soort"].value, row["ding"].value


def _entry(row: Row, status: str, **more: str) -> Entry:
    return Entry(*_key(row), row["naam"].value, status, **more)


def _rank(row: Row) -> int:
    return _RANKS[row["plaats"].value]


def _under(row: Row, other: Mapping[tuple[str, str], Row], above: int = -1) -> str:
    """Names of broader things of the same kind that the other plan has, joined with `; `; only those of which
    it makes more than `above`.
    """
    broader = (other.get((row["soort"].value, thing)) for thing in row["bredere"].value.split())
    return "; ".join(sorted(found["naam"].value for found in broader if found and _rank(found) > above))
