"""Plans that are under review: `concepten/<slug>/` with where each came from and what was decided, and its
text in `bronnen/`. No sentence of a plan stands in `concepten/`.
"""

import hashlib
import json
import re
import tomllib
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from ..names.tokens import fold
from ..reading.document import Document
from ..words import iris
from ..words.errors import CannotRead, InvalidRequest, UnknownName
from ..words.project import Project
from .log import Log
from .staging import finish_writing, write_together

FOLDER, TEXTS = "concepten", "bronnen"
_SETTINGS, _LOG = "plan.toml", "besluiten.jsonl"
_FIRST_YEAR, _LAST_YEAR = 2000, 2049
_TEXTS_OUT = "bronnen/"
# Decisions of two branches are put together line by line.
_MERGED = "concepten/**/besluiten.jsonl merge=union text eol=lf\n"
_KEYS = ("titel", "gemeente", "jaar", "bestand", "digest", "tekst", "versie")


@dataclass(frozen=True)
class Settings:
    """Where a draft came from.

    `digest`: SHA-256 of the file as published, `text`: of its text with lines; `version`: of the program
    that read it.
    """

    title: str
    municipality: str
    year: int
    file: str
    digest: str
    text: str
    version: str


@dataclass(frozen=True)
class Draft:
    """A plan under review in a project."""

    project: Project
    slug: str

    @property
    def folder(self) -> Path:
        """Where its decisions stand."""
        return self.project.root / FOLDER / self.slug

    @property
    def log(self) -> Log:
        """Its decisions."""
        return Log(self.folder / _LOG)

    @property
    def text_path(self) -> Path:
        """Its text with lines."""
        return self.project.root / TEXTS / f"{self.slug}.txt"

    @property
    def original(self) -> Path | None:
        """The file as published, when it is on this machine."""
        path = self.text_path.with_suffix(_ending(self.settings.file))
        return path if path.is_file() else None

    @property
    def settings(self) -> Settings:
        """Where it came from. Raises CannotRead."""
        path = self.folder / _SETTINGS
        try:
            table = tomllib.loads(path.read_text(encoding="utf-8"))
            title, home, year, file, digest, text, made_by = (table[key] for key in _KEYS)
        except OSError as error:
            how = "begin dit plan met veiligheidsgraaf draft"
            raise CannotRead(f"{path}: niet te lezen ({error.strerror})", how) from None
        except (ValueError, KeyError) as error:
            how = f"schrijf een regel voor {', '.join(_KEYS)}"
            raise CannotRead(f"{path}: niet te lezen ({error})", how) from None
        return Settings(str(title), str(home), int(year), str(file), str(digest), str(text), str(made_by))


def begin_draft(
    project: Project, document: Document, original: bytes, name: str, municipality: str, year: int
) -> Draft:
    """Start the review of a plan: its text, the file as published, where it came from.

    A draft that is there is given its new text; what was decided stays. Raises InvalidRequest for a
    municipality or year that cannot be, a text without a line, or a plan that is in the graph and was not
    made here.
    """
    slug = make_slug(municipality, year)
    draft = Draft(project, slug)
    if not document.text.strip():
        raise InvalidRequest(
            f"{name}: hier is geen tekst in gevonden", "kies het bestand waar de tekst in staat"
        )
    if (project.root / "graphs" / "plannen" / f"{slug}.ttl").is_file() and not draft.folder.is_dir():
        how = f"open het met veiligheidsgraaf review {slug}, of geef een ander jaar"
        raise InvalidRequest(f"het plan {slug} staat al in de graaf", how)
    finish_writing(project.root, draft.folder)
    title = document.metadata.title or f"Veiligheidsplan {municipality} vanaf {year}"
    file = Path(name).name
    found = Settings(
        " ".join(title.split()),
        municipality,
        year,
        file,
        hashlib.sha256(original).hexdigest(),
        hashlib.sha256(document.text.encode()).hexdigest(),
        version("veiligheidsgraaf"),
    )
    files = {
        f"{TEXTS}/{slug}.txt": document.text.encode(),
        f"{FOLDER}/{slug}/{_SETTINGS}": _spell(found).encode(),
    }
    if _ending(file) != ".txt":
        files[f"{TEXTS}/{slug}{_ending(file)}"] = original
    files |= _rules_of_git(project.root)
    draft.folder.mkdir(parents=True, exist_ok=True)
    write_together(project.root, draft.folder, files)
    return draft


def list_drafts(project: Project) -> list[Draft]:
    """The plans under review, by slug."""
    found = (project.root / FOLDER).glob(f"*/{_SETTINGS}")
    return [Draft(project, path.parent.name) for path in sorted(found)]


def open_draft(project: Project, slug: str) -> Draft:
    """The draft of a plan, with a write that was cut off finished. Raises UnknownName."""
    drafts = {draft.slug: draft for draft in list_drafts(project)}
    if slug not in drafts:
        raise UnknownName("concept", slug, drafts)
    finish_writing(project.root, drafts[slug].folder)
    return drafts[slug]


def make_slug(municipality: str, year: int) -> str:
    """`oude-ijsselstreek-2023`. Raises InvalidRequest for a name or year that cannot be."""
    slug = re.sub(r"[^a-z0-9]+", "-", fold(municipality)).strip("-")
    if not slug or not re.fullmatch(r"[\w '’.()-]{1,60}", municipality):
        raise InvalidRequest(
            f"'{municipality[:60]}' is geen naam van een gemeente", "geef de naam, zoals Ommen"
        )
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        how = "geef een jaar als 2026"
        raise InvalidRequest(f"{year} kan geen eerste jaar van een plan zijn", how)
    plan = f"{slug}-{year}"
    assert iris.SLUG.fullmatch(plan)
    return plan


def _rules_of_git(root: Path) -> dict[str, bytes]:
    """The rules that keep texts out of git and put decisions together, where a project has none of them."""
    files: dict[str, bytes] = {}
    for name, rule, known in (
        (".gitignore", f"/{_TEXTS_OUT}\n", "bronnen"),
        (".gitattributes", _MERGED, "besluiten.jsonl"),
    ):
        path = root / name
        text = path.read_text(encoding="utf-8") if path.is_file() else ""
        is_kept = name == ".gitignore" and (root / TEXTS).is_dir()  # the project keeps its texts in git
        if known not in text and not is_kept:
            above = text if text.endswith("\n") or not text else text + "\n"
            files[name] = f"{above}{rule}".encode()
    return files


def _spell(found: Settings) -> str:
    values = (
        *(found.title, found.municipality, found.year, found.file),
        *(found.digest, found.text, found.version),
    )
    lines = (
        f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in zip(_KEYS, values, strict=True)
    )
    return "# Waar dit plan vandaan komt; gemaakt door veiligheidsgraaf draft.\n" + "\n".join(lines) + "\n"


def _ending(file: str) -> str:
    """How the name of a file ends, when that is no more than letters and digits."""
    found = Path(file).suffix.lower()
    return found if re.fullmatch(r"\.[a-z0-9]{1,8}", found) else ".bron"
