"""A country of full plans, as a project to build: each a real plan whole, under the slug of a made-up
municipality, with its periods shifted and its names and wording varied; with passages, sources and what is
local to a municipality.

    .venv/bin/python benchmarks/country_plans.py 40 /tmp/land

The same number gives the same project. Municipalities have one to five periods, the later ones following the
earlier; the plans of Dalfsen also with the ties between their statements.
"""

import random
import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import count
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT.parent.parent / "shared" / "bronnen"
REFERENCES = ("gemeenten", "partners", "locaties", "documenten", "gegevensbronnen")
# Municipality -> its plans, in time.
REAL = {
    "dalfsen": ("dalfsen-2019", "dalfsen-2023"),
    "hardenberg": ("hardenberg-2025",),
    "hellendoorn": ("hellendoorn-2024",),
    "oude-ijsselstreek": ("oude-ijsselstreek-2023",),
}
PERIODS = (1, 3, 5, 2, 4)  # of the municipalities, in turn: three each in the mean
_BEGINS = ("Wester", "Ooster", "Noorder", "Zuider", "Hoog", "Laag", "Nieuw", "Oud", "Groot", "Klein")
_MIDDLES = (
    "berg",
    "dijk",
    "hart",
    "linde",
    "mole",
    "eike",
    "kerk",
    "brink",
    "haver",
    "rogge",
    "wilge",
    "vis",
)
_ENDS = ("lo", "huizen", "dam", "veld", "woude", "stede", "horst")
_SWAPS = (
    ("aanpak", "bestrijding"),
    ("versterken", "verstevigen"),
    ("verbeteren", "beter maken"),
    ("voorkomen", "tegengaan"),
    ("controles", "inspecties"),
    ("samen met", "in samenwerking met"),
    ("inwoners", "bewoners"),
    ("jaarlijks", "elk jaar"),
    ("gebruiken", "toepassen"),
    ("informatie", "gegevens"),
    ("regelmatig", "geregeld"),
    ("uitvoeren", "verrichten"),
)
_TEXT = re.compile(r'"((?:[^"\\\n]|\\.)*)"(@nl|\^\^xsd:(?:gYearMonth|gYear|date))?')
_YEAR = re.compile(r"(?<![\d.])(?:19[5-9]\d|20[0-4]\d)(?![\d.]\d)(?!\d)")
_KEPT = re.compile(r"\s*(?:dct:issued|dct:modified|vg:bestandsnaam|vg:sha256|owl:versionInfo)\b")
_TIE = re.compile(r"\s*vg:(?:zetVoort|vervolgt|lijktOp|volgtOp)\b")
_FIRST, _LAST = 2003, 2025


@dataclass(frozen=True)
class Municipality:
    """A made-up municipality, the real one that it is after, its plans: (slug, real plan, years to shift)."""

    slug: str
    name: str
    number: int
    real: str
    plans: tuple[tuple[str, str, int], ...]

    @cached_property
    def swaps(self) -> list[tuple[str, str]]:
        """The words that this municipality writes otherwise."""
        return random.Random(self.number).sample(_SWAPS, 6)


def write_country(target: Path, plans: int) -> None:
    """Write a project of so many plans. A folder of that name is replaced."""
    shutil.rmtree(target, ignore_errors=True)
    for folder in ("graphs/plannen", "graphs/passages", "graphs/referentie", "bronnen"):
        (target / folder).mkdir(parents=True)
    (target / "veiligheidsgraaf.toml").write_text('basis = "referentie"\n', encoding="utf-8")
    municipalities = list(invent(plans))
    for municipality in municipalities:
        for at, (slug, real, shift) in enumerate(municipality.plans):
            earlier = municipality.plans[at - 1] if at else None
            _write_plan(target, municipality, slug, real, shift, earlier)
    for kind in REFERENCES:
        _write_reference(target, kind, municipalities)


def invent(plans: int) -> Iterator[Municipality]:
    """Municipalities that have so many plans together."""
    names = (f"{begin}{middle}{end}" for end in _ENDS for middle in _MIDDLES for begin in _BEGINS)
    for number, name in zip(count(), names, strict=False):
        wanted = min(PERIODS[number % len(PERIODS)], plans)
        if not wanted:
            return
        plans -= wanted
        real = list(REAL)[number % len(REAL)]
        slug, found, end = name.lower(), [], _LAST - number % 3
        for period in range(wanted):
            back = wanted - 1 - period  # the last is the latest
            templates = REAL[real]
            template = templates[(len(templates) - 1 - back) % len(templates)]
            start = end - 4 * back
            found.append((f"{slug}-{start}", template, start - int(template[-4:])))
        yield Municipality(slug, name, number, real, tuple(found))


def _write_plan(
    target: Path,
    municipality: Municipality,
    slug: str,
    real: str,
    shift: int,
    earlier: tuple[str, str, int] | None,
) -> None:
    keeps = earlier is not None and earlier[1] == "dalfsen-2019" and real == "dalfsen-2023"
    lines = _file("plannen", real).splitlines()
    text = "\n".join(_without_ties(lines, None if keeps else earlier[0] if earlier else ""))
    if keeps and earlier:
        text = text.replace(f"{earlier[1]}>", f"{earlier[0]}>").replace(
            f"plan/{earlier[1]}/", f"plan/{earlier[0]}/"
        )
        text = text.replace(f"plan:{earlier[1]} ", f"plan:{earlier[0]} ")
    (target / "graphs" / "plannen" / f"{slug}.ttl").write_text(
        _renamed(text, municipality, real, slug, shift), encoding="utf-8"
    )
    passages = _file("passages", real).replace(real, slug)
    (target / "graphs" / "passages" / f"{slug}.ttl").write_text(passages, encoding="utf-8")
    if (source := SOURCES / _source_of(real)).is_file():
        shutil.copyfile(source, target / "bronnen" / f"{slug}.txt")


def _without_ties(lines: list[str], follows: str | None) -> Iterator[str]:
    """A plan's lines without what ties it to another plan; `follows`: the plan before it, "" for none, None
    to leave all as it is.
    """
    kept: list[str] = []
    for line in lines:
        if follows is None or not _TIE.match(line):
            is_head = line.startswith("plan:") and " a vg:Veiligheidsplan ;" in line
            kept.append(line)
            if is_head and follows:
                kept.append(f"    vg:volgtOp plan:{follows} ;")
        elif line.rstrip().endswith("."):
            kept[-1] = kept[-1].rstrip().removesuffix(";") + "."
    yield from kept


def _renamed(text: str, municipality: Municipality, real: str, slug: str, shift: int) -> str:
    """A plan under another slug, its texts varied and its years shifted."""
    home, name = (
        real[:-5],
        " ".join(part.capitalize() for part in real[:-5].split("-")).replace("Ijssel", "IJssel"),
    )

    def vary(match: re.Match[str]) -> str:
        said, kind = match[1], match[2] or ""
        said = _YEAR.sub(lambda year: str(int(year[0]) + shift), said)
        if kind == "@nl":
            said = said.replace(name, municipality.name)
            for word, other in municipality.swaps:
                said = said.replace(word, other)
        return f'"{said}"{kind}'

    found = []
    for line in text.splitlines():
        varied = line if _KEPT.match(line) else _TEXT.sub(vary, line)
        if "vg:bestandsnaam" in line:
            varied = f'    vg:bestandsnaam "{slug}.txt" {line.rstrip()[-1]}'
        found.append(re.sub(rf"(?<![\w-]){real}(?![\w-])", slug, varied))
    whole = "\n".join(found) + "\n"
    local = "|".join(re.escape(thing) for thing in sorted(_local_things(home), key=len, reverse=True))
    return re.sub(rf"\b({local})(?![\w-])", lambda m: m[1].replace(home, municipality.slug), whole)


def _write_reference(target: Path, kind: str, municipalities: list[Municipality]) -> None:
    """What each municipality has of its own: itself, its bodies, places, documents and surveys."""
    prefixes, blocks = _blocks(kind)
    written = [*prefixes, ""]
    for municipality in municipalities:
        local = _local_things(municipality.real)
        name = " ".join(part.capitalize() for part in municipality.real.split("-")).replace(
            "Ijssel", "IJssel"
        )
        written += [
            _localized(block, municipality, name) for thing, block in blocks.items() if thing in local
        ]
    path = target / "graphs" / "referentie" / f"{kind}-land.ttl"
    path.write_text("\n".join(written), encoding="utf-8")


def _localized(block: str, municipality: Municipality, name: str) -> str:
    """What a real municipality, of that name, has of its own, as a made-up one has it."""
    found = block
    for other in sorted(_local_things(municipality.real), key=len, reverse=True):
        found = re.sub(rf"\b{other}(?![\w-])", other.replace(municipality.real, municipality.slug), found)
    number = 5000 + municipality.number
    found = re.sub(r'"GM\d+"', f'"GM{number}"', found.replace(name, municipality.name))
    found = re.sub(r"gemeente/gm\d+", f"gemeente/gm{number}", found)
    return _named(found, municipality.name) + "\n"


def _name_of(slug: str) -> str:
    return " ".join(part.capitalize() for part in slug.split("-")).replace("Ijssel", "IJssel")


def _named(block: str, name: str) -> str:
    """A block of which every name has that of the municipality in it: what is local is so called only
    there.
    """
    lines = []
    for line in block.splitlines():
        texts = [text[0] for text in _TEXT.finditer(line) if name in text[1]]
        if not line.strip().startswith(("skos:altLabel", "skos:hiddenLabel")):
            is_bare = "skos:prefLabel" in line and name not in line
            lines.append(line.replace('"@nl', f' {name}"@nl') if is_bare else line)
        elif texts:
            lines.append(f"    {line.split()[0]} {' , '.join(texts)} {line.rstrip()[-1]}")
        elif line.rstrip().endswith("."):
            lines[-1] = lines[-1].rstrip().removesuffix(";") + "."
    return "\n".join(lines)


def _local_things(home: str, _known: dict[str, set[str]] = {}) -> set[str]:  # noqa: B006
    """Things of the references, as prefix:slug, that are of one real municipality by their slug."""
    if home not in _known:
        part = re.compile(rf"(?:^|[:-]){home}(?:-|$)")
        _known[home] = {
            thing
            for kind in REFERENCES
            for thing in _blocks(kind)[1]
            if part.search(thing) and (kind != "gemeenten" or thing == f"gemeente:{home}")
        }
    return _known[home]


def _blocks(kind: str) -> tuple[list[str], dict[str, str]]:
    """The prefixes of a reference file, and its blocks by their subject."""
    lines = _file("referentie", kind).splitlines()
    blocks: dict[str, str] = {}
    for block in "\n".join(line for line in lines if not line.startswith(("@", "#"))).split("\n\n"):
        if block.strip():
            blocks[block.split()[0]] = block.strip()
    return [line for line in lines if line.startswith("@")], blocks


def _file(folder: str, name: str, _known: dict[str, str] = {}) -> str:  # noqa: B006
    path = ROOT / "graphs" / folder / f"{name}.ttl"
    if str(path) not in _known:
        _known[str(path)] = path.read_text(encoding="utf-8")
    return _known[str(path)]


def _source_of(real: str) -> str:
    found = re.search(r'vg:bestandsnaam "([^"]+)"', _file("plannen", real))
    return found[1] if found else ""


if __name__ == "__main__":
    write_country(Path(sys.argv[2]), int(sys.argv[1]))
