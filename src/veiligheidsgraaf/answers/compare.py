"""Two plans beside each other: what came, stayed or went; what they share or lack.

Themes, partners, instruments, phenomena and target groups are the same when they are the same thing in the
graph. Goals and measures are each plan's own: one stays when the later plan's curator ties it to the earlier
one (`vg:zetVoort`). What one plan has alone may fall under something broader in the other: then that is said
with it.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

from ..words import iris
from .answers import Answers, Table, Value

KINDS = ("thema", "doel", "maatregel", "partner", "instrument", "fenomeen", "doelgroep")
_QUESTION = "inhoud"


@dataclass(frozen=True)
class Entry:
    """One thing in one or both plans. `status`: both, only_first or only_second; lines are those of each
    plan.

    `carries_on` is the name of the earlier goal or measure, `under` that of something broader in the other plan.
    """

    kind: str
    iri: str
    name: str
    status: str
    first_lines: str = ""
    second_lines: str = ""
    carries_on: str = ""
    under: str = ""


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
            return {"both": "gebleven", "only_first": "gegaan", "only_second": "gekomen"}[status]
        return {
            "both": "gedeeld",
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
        rows = (
            (
                Value(e.kind),
                Value(iris.slug(e.iri), e.iri),
                *map(
                    Value,
                    (e.name, self.label(e.status), e.first_lines, e.second_lines, e.carries_on, e.under),
                ),
            )
            for e in self.entries
        )
        return Table(columns, tuple(rows))

    def as_json(self) -> str:
        """The comparison as JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1)


def compare(answers: Answers, first: str, second: str) -> Comparison:
    """Compare two plans by slug. Of one municipality, the earlier comes first. Raises UnknownName."""
    rows = {plan: _rows(answers, plan) for plan in (first, second)}
    return compare_rows(first, second, rows, _municipality(rows[first]) == _municipality(rows[second]))


def compare_rows(first: str, second: str, rows: Mapping[str, list[dict[str, str]]], same: bool) -> Comparison:
    """Compare two plans by the rows that `inhoud` gives for each; `same`: whether they are of one
    municipality.
    """
    if same and second < first:
        first, second = second, first
    return Comparison(first, second, same, tuple(_match(rows[first], rows[second])))


def _rows(answers: Answers, plan: str) -> list[dict[str, str]]:
    found = json.loads(answers.ask(_QUESTION, {"plan": plan}, "json"))
    return [
        {name: cell["value"] for name, cell in binding.items()} for binding in found["results"]["bindings"]
    ]


def _municipality(rows: list[dict[str, str]]) -> str:
    return rows[0]["gemeente"] if rows else ""


def _match(first: list[dict[str, str]], second: list[dict[str, str]]) -> Iterable[Entry]:
    """Entries by kind: those in both, then those that went, then those that came; by name."""
    earlier = {(row["soort"], row["ding"]): row for row in first}
    later = {(row["soort"], row["ding"]): row for row in second}
    matched: set[tuple[str, str]] = set()
    entries: dict[tuple[str, str], Entry] = {}
    for row in second:
        kind, iri = row["soort"], row["ding"]
        origin = row.get("voortzetting_van") or iri
        before = earlier.get((kind, origin))
        if before is None:
            entries.setdefault(
                (kind, iri),
                Entry(kind, iri, row["naam"], "only_second", "", row["regels"], under=_under(row, earlier)),
            )
            continue
        matched.add((kind, origin))
        carries_on = before["naam"] if origin != iri else ""
        entries[kind, iri] = Entry(
            kind, iri, row["naam"], "both", before["regels"], row["regels"], carries_on
        )
    for key, row in earlier.items():
        if key not in matched:
            entries[key] = Entry(
                row["soort"], row["ding"], row["naam"], "only_first", row["regels"], under=_under(row, later)
            )
    order = ("both", "only_first", "only_second")
    return sorted(
        entries.values(), key=lambda e: (KINDS.index(e.kind), order.index(e.status), e.name.lower(), e.iri)
    )


def _under(row: dict[str, str], other: dict[tuple[str, str], dict[str, str]]) -> str:
    """Names of broader things of the same kind that the other plan has, joined with `; `."""
    broader = (other.get((row["soort"], iri)) for iri in row.get("bredere", "").split())
    return "; ".join(sorted(found["naam"] for found in broader if found))
