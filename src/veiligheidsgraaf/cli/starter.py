"""A repository of one's own to start from, written into a folder.

Either the made-up municipality of `template/`, with a plan, its source text and the files by which GitHub,
GitLab and pre-commit check every change, which passes its own check; or, for a named municipality, those
files and the head of its plan from `begin/`, with nothing invented: `check` then says what comes next.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from importlib.metadata import version
from pathlib import Path, PurePosixPath

from ..names.tokens import fold
from ..words.basis import read_table
from ..words.errors import CannotRead, InvalidRequest
from ..words.project import FOLDERS

_HERE = Path(__file__).resolve().parent
TEMPLATE = _HERE / "template"
BEGIN = _HERE / "begin"
REPOSITORY = "veiligheidsgraaf/veiligheidsgraaf"  # where the action and the hooks are published

# Files that begin with a dot carry this prefix in the template: there they must not work yet.
_DOT = "dot-"
# Lines of the template's README that are about its example.
_EXAMPLE = "@VOORBEELD@"
_OWN_FOLDERS = ("graphs/", "bronnen/")
_FIRST_YEAR, _LAST_YEAR = 1990, 2100


def template_files(only_ci: bool = False) -> dict[str, Path]:
    """Name in the new repository -> file of the template; with
    `only_ci` those by which changes are checked.
    """
    found = {}
    for path in sorted(TEMPLATE.rglob("*")):
        if not path.is_file() or {"__pycache__", ".veiligheidsgraaf"} & set(path.parts):
            continue
        parts = path.relative_to(TEMPLATE).parts
        name = str(PurePosixPath(*("." + p.removeprefix(_DOT) if p.startswith(_DOT) else p for p in parts)))
        if not only_ci or name.endswith((".yml", ".yaml")):
            found[name] = path
    return found


def example_files(only_ci: bool = False) -> dict[str, bytes]:
    """Name -> content of a repository with the made-up municipality;
    with `only_ci` only what checks changes.
    """
    return {name: fill_in(path) for name, path in template_files(only_ci).items()}


def name_graphs(folder: Path) -> dict[str, bytes]:
    """Settings that say where the Turtle of a repository stands, for one without graphs/
    and settings of its own; nothing for any other.
    """
    if (folder / "graphs").exists() or read_table(folder) is not None or not folder.is_dir():
        return {}
    found = set()
    for path in folder.rglob("*.ttl"):
        parts = path.relative_to(folder).parts
        if not parts[0].startswith(".") and parts[0] not in FOLDERS:
            found.add(parts[0])
    if not found:
        return {}
    comment = "# Waar de graaf staat: mappen, bestanden of patronen als data/*.ttl.\n"
    setting = f"graphs = {json.dumps(sorted(found))}\n"
    return {"veiligheidsgraaf.toml": (comment + setting).encode()}


def own_files(municipality: str, year: int, text: Path | None = None) -> dict[str, bytes]:
    """Name -> content of a repository for a municipality's plan from
    that year, and its text when it is given.

    Raises InvalidRequest for a name or year that cannot be, CannotRead for a text that cannot be read.
    """
    slug = find_slug(municipality)
    plan = f"{slug}-{check_year(year)}"
    source = _read(text) if text else None
    digest = f' ;\n    vg:sha256 "{hashlib.sha256(source).hexdigest()}"^^xsd:hexBinary' if source else ""
    marks = {
        "@NAAM@": municipality,
        "@GEMEENTE@": slug,
        "@JAAR@": str(year),
        "@PLAN@": plan,
        "@VANDAAG@": date.today().isoformat(),
        "@SHA256@": digest,
    }
    files = {
        n: fill_in(p, {_EXAMPLE: ""}) for n, p in template_files().items() if not n.startswith(_OWN_FOLDERS)
    }
    for name, begin in (
        (f"graphs/plannen/{plan}.ttl", "graphs/plannen/plan.txt"),
        ("graphs/referentie/gedeeld.ttl", "graphs/referentie/gedeeld.txt"),
        (f"graphs/referentie/{slug}.ttl", "graphs/referentie/gemeente.txt"),
    ):
        files[name] = _replace((BEGIN / begin).read_text(encoding="utf-8"), marks).encode()
    if source is not None:
        files[f"bronnen/{plan}.txt"] = source
    return files


def find_slug(municipality: str) -> str:
    """The slug of a municipality by its name. Raises InvalidRequest."""
    slug = re.sub(r"[^a-z0-9]+", "-", fold(municipality)).strip("-")
    if not slug or not re.fullmatch(r"[\w '’.()-]{1,60}", municipality):
        raise InvalidRequest(
            f"'{municipality[:60]}' is geen naam van een gemeente", "geef de naam, zoals Ommen"
        )
    return slug


def check_year(year: int) -> int:
    """A year that can be the first of a plan. Raises InvalidRequest."""
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise InvalidRequest(f"{year} kan geen eerste jaar van een plan zijn", "geef een jaar als 2026")
    return year


def write_files(folder: Path, files: Mapping[str, bytes], beside: bool = False) -> Iterator[tuple[str, bool]]:
    """Write what is not there yet. Out: each name, and whether it was written.

    Raises InvalidRequest when the folder holds a graph already and `beside` is not
    asked, CannotRead when it cannot be written.
    """
    if not beside and (folder / "graphs").exists():
        how = "geef --ci om alleen toe te voegen wat wijzigingen controleert, of kies een andere map"
        raise InvalidRequest(f"{folder}: hier staat al een map graphs/", how)
    return ((name, _write_new(folder, name, content)) for name, content in sorted(files.items()))


def fill_in(path: Path, marks: Mapping[str, str] | None = None) -> bytes:
    """The content of a template file, with our version and address filled in.

    `marks` with the mark of the example leaves out what is about it.
    """
    if path.suffix not in (".yml", ".yaml", ".md"):
        return path.read_bytes()
    number = version("veiligheidsgraaf")
    text = path.read_text(encoding="utf-8")
    if marks and _EXAMPLE in marks:
        text = "".join(line for line in text.splitlines(keepends=True) if not line.startswith(_EXAMPLE))
    ours = {
        "@VERSION@": number,
        "@REPOSITORY@": REPOSITORY,
        "@TAG@": f"v{number.partition('.')[0]}",
        _EXAMPLE: "",
    }
    return _replace(text, ours).encode()


def _replace(text: str, marks: Mapping[str, str]) -> str:
    for mark, value in marks.items():
        text = text.replace(mark, value)
    return text


def _read(text: Path) -> bytes:
    try:
        content = text.read_bytes()
        content.decode("utf-8")
    except OSError as error:
        raise CannotRead(f"{text}: niet te lezen ({error.strerror})", "wijs een tekstbestand aan") from None
    except UnicodeDecodeError:
        raise CannotRead(
            f"{text}: is geen tekst in UTF-8", "sla de tekst van het plan op als UTF-8"
        ) from None
    return content


def _write_new(folder: Path, name: str, content: bytes) -> bool:
    """Write a file that is not there yet; False when something is."""
    target = folder / name
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.parent.resolve().is_relative_to(folder.resolve()):
            raise CannotRead(f"{target.parent}: wijst naar buiten {folder}", "haal deze verwijzing weg")
        with target.open("xb") as file:
            file.write(content)
    except FileExistsError:
        return False
    except OSError as error:
        how = "kies een andere map of controleer de rechten"
        raise CannotRead(f"{target}: niet te schrijven ({error.strerror})", how) from None
    return True
