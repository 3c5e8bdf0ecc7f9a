"""How to refer to what a page says: as a sentence, as BibTeX and as RIS.

The release stands in each, and the address holds it: who opens it on another release is told so.
"""

import re
import unicodedata
from dataclasses import dataclass

NAME = "Veiligheidsgraaf"
LICENCE = "CC0 1.0"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SPECIAL = re.compile(r"[\\{}$&#%_^~]")
_IN_TEX = {"\\": r"\textbackslash{}", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}"}
_BREAKS = re.compile(r"\s+")


@dataclass(frozen=True)
class Work:
    """What is cited: its title, who answers for it, the year it is of, and its address."""

    title: str
    author: str
    year: str
    address: str


@dataclass(frozen=True)
class Citation:
    """A page of a release: its title, its address on that release, the digest, and the day it was looked at
    (YYYY-MM-DD). `plan`: the plan itself, on its own page.
    """

    title: str
    address: str
    digest: str
    day: str
    plan: Work | None = None

    @property
    def key(self) -> str:
        """The key of its entry: letters, digits and hyphens."""
        plain = unicodedata.normalize("NFKD", self.title).encode("ascii", "ignore").decode().lower()
        words = re.findall(r"[a-z0-9]+", plain)[:5]
        return "-".join(["veiligheidsgraaf", *words, self.digest[:8]])

    @property
    def edition(self) -> str:
        """The release in words."""
        return f"uitgave {self.digest[:12]}"

    def as_text(self) -> str:
        """One sentence, as reference lists have it."""
        stop = "" if self.title.endswith(("?", "!", ".")) else "."
        title = f"{self.title}{stop} " if self.title != NAME else ""
        dated = f"geraadpleegd op {int(self.day[8:])}-{int(self.day[5:7])}-{self.day[:4]}"
        return f"{NAME} ({self.day[:4]}). {title}{self.edition.capitalize()}, {dated}. {self.address}"

    def as_bibtex(self) -> str:
        """An entry of BibTeX for the page, and before it one for the plan that it is about."""
        own = {
            "author": f"{{{NAME}}}",
            "title": f"{{{_tex(self.title)}}}",
            "year": self.day[:4],
            "month": f"{_MONTHS[int(self.day[5:7]) - 1]}",
            "edition": _tex(self.edition),
            "howpublished": "Kennisgraaf van gemeentelijke veiligheidsplannen",
            "note": f"Geraadpleegd op {self.day}. Licentie {LICENCE}. Uitgave sha256:{self.digest}",
            "url": self.address,
        }
        entries = [_entry("misc", self.key, own)]
        if self.plan:
            said = {"author": f"{{{_tex(self.plan.author)}}}", "title": f"{{{_tex(self.plan.title)}}}"}
            said |= {"institution": _tex(self.plan.author), "year": self.plan.year, "url": self.plan.address}
            entries.insert(0, _entry("techreport", f"{self.key}-plan", said))
        return "\n".join(entries)

    def as_ris(self) -> str:
        """A record of RIS (dataset), and before it one (report) for the plan that it is about."""
        records = []
        if self.plan:
            told = [("AU", f"{self.plan.author},"), ("TI", self.plan.title), ("PB", self.plan.author)]
            records.append([("TY", "RPRT"), *told, ("PY", self.plan.year), ("UR", self.plan.address)])
        records.append([
            ("TY", "DATA"), ("AU", f"{NAME},"), ("TI", self.title), ("T2", NAME), ("PY", self.day[:4]),
            ("ET", self.edition), ("Y2", self.day.replace("-", "/")), ("UR", self.address), ("LA", "nl"),
            ("N1", f"Uitgave sha256:{self.digest}. Licentie {LICENCE}"),
        ])  # fmt: skip
        lines = [
            f"{tag}  - {_BREAKS.sub(' ', value.strip())}"
            for record in records
            for tag, value in [*record, ("ER", "")]
            if value or tag == "ER"
        ]
        return "\r\n".join(lines) + "\r\n"


def _entry(kind: str, key: str, fields: dict[str, str]) -> str:
    bare = ("month",)  # a word of BibTeX itself
    said = (
        f"  {name} = {value if name in bare else f'{{{value}}}'}" for name, value in fields.items() if value
    )
    return f"@{kind}{{{key},\n" + ",\n".join(said) + "\n}\n"


def _tex(text: str) -> str:
    return _SPECIAL.sub(lambda sign: _IN_TEX.get(sign[0], "\\" + sign[0]), _BREAKS.sub(" ", text).strip())
