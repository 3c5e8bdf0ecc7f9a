"""The rules that a check applies: a stable name, what it asks and why, and how
it looks when it is right and when it is wrong.

Rules in shapes/ are read from there (`shape_rules`); those beyond SHACL
stand in `regels.toml` beside this module.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import quote

from ..words import iris
from .findings import Severity

_BEYOND_SHACL = Path(__file__).with_name("regels.toml")


@dataclass(frozen=True, order=True)
class Rule:
    """One rule.

    `name` is what a finding calls it and never changes; `good` and `bad` are examples, `language` is theirs.
    """

    name: str
    title: str
    how: str
    explanation: str
    severity: Severity = Severity.VIOLATION
    good: str = ""
    bad: str = ""
    language: str = "turtle"
    source: str = ""

    @property
    def iri(self) -> str:
        """Address of the rule: that of its shape, or one in the same space."""
        if iris.SLUG.fullmatch(self.name):
            return iris.thing("regel", self.name)
        return (
            quote(self.name, safe=":/#?=&;,@+~%")
            if ":" in self.name
            else f"{iris.BASE}id/regel/{quote(self.name, safe='')}"
        )


@cache
def rules_beyond_shacl() -> tuple[Rule, ...]:
    """Rules about files, questions, evidence, answers and settings, by name."""
    table = tomllib.loads(_BEYOND_SHACL.read_text(encoding="utf-8"))
    return tuple(sorted(_rule(name, row) for name, row in table.items()))


def _rule(name: str, row: dict[str, str]) -> Rule:
    severity = Severity(row.get("severity", "violation"))
    return Rule(
        name,
        row["title"],
        row["how"],
        row["explanation"].strip(),
        severity,
        row["good"].strip("\n"),
        row["bad"].strip("\n"),
        row.get("language", "turtle"),
    )
