"""Plans that are under review: `concepten/<slug>/` with where each came from (`draft` writes it) and what
was decided, and its text in `bronnen/`. No sentence of a plan stands in `concepten/`.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from ..reading.document import Document
from ..reading.kept import FOLDER as TEXTS
from ..reading.kept import find_kept, find_original
from ..words.errors import CannotRead, UnknownName
from ..words.project import Project
from .log import Log
from .staging import recover

FOLDER = "concepten"
_SETTINGS, _LOG = "plan.toml", "besluiten.jsonl"
_ATTRIBUTES = ".gitattributes"
# Decisions of two branches are put together line by line.
_MERGED = f"/{FOLDER}/*/{_LOG} merge=union text eol=lf\n"


@dataclass(frozen=True)
class Settings:
    """Where a draft came from. `digest`: SHA-256 of the file as published, `version`: of the program that
    read it; `adopted`, `adopted_by`: when and by whom the plan was adopted, as far as the file says so.
    """

    municipalities: tuple[str, ...]
    year: int
    file: str
    digest: str
    version: str
    title: str = ""
    adopted: str = ""
    adopted_by: str = ""


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
        return find_original(self.project.root, self.slug)

    def read_document(self) -> Document:
        """Its text as it was read. Raises CannotRead when it is not here, or was changed."""
        return find_kept(self.project.root, self.slug)

    def read_text(self) -> bytes:
        """Its text, to the byte. Raises CannotRead when it is not here."""
        try:
            return self.text_path.read_bytes()
        except OSError as error:
            how = "zet de tekst daar terug, of lees het plan opnieuw met veiligheidsgraaf draft"
            raise CannotRead(f"{self.text_path}: niet te lezen ({error.strerror})", how) from None

    @property
    def settings(self) -> Settings:
        """Where it came from. Raises CannotRead."""
        path = self.folder / _SETTINGS
        how = "begin dit plan met veiligheidsgraaf draft"
        try:
            table = tomllib.loads(path.read_text(encoding="utf-8"))
            homes = tuple(map(str, table["gemeenten"]))
            year, file, digest, version = (
                int(table["jaar"]),
                *(str(table[k]) for k in ("bestand", "sha256", "programma")),
            )
        except OSError as error:
            raise CannotRead(f"{path}: niet te lezen ({error.strerror})", how) from None
        except (ValueError, KeyError, TypeError) as error:
            raise CannotRead(f"{path}: niet te lezen ({error})", how) from None
        told = (str(table.get(key, "")) for key in ("titel", "vastgesteld", "vastgesteld_door"))
        return Settings(homes, year, file, digest, version, *told)

    @property
    def home(self) -> str:
        """Slug of its municipality; of several the first."""
        return self.settings.municipalities[0]

    def keep_mergeable(self) -> None:
        """Have git put decisions of two branches together, line by line. Raises CannotRead."""
        path = self.project.root / _ATTRIBUTES
        try:
            text = path.read_text(encoding="utf-8") if path.is_file() else ""
            if _LOG not in text:
                above = text if text.endswith("\n") or not text else text + "\n"
                path.write_text(above + _MERGED, encoding="utf-8")
        except OSError as error:
            raise CannotRead(
                f"{path}: niet te schrijven ({error.strerror})", "controleer de rechten"
            ) from None


def list_drafts(project: Project) -> list[Draft]:
    """The plans under review, by slug."""
    found = (project.root / FOLDER).glob(f"*/{_SETTINGS}")
    return [Draft(project, path.parent.name) for path in sorted(found)]


def open_draft(project: Project, slug: str) -> Draft:
    """The draft of a plan, with a write that was cut off finished. Raises UnknownName."""
    drafts = {draft.slug: draft for draft in list_drafts(project)}
    if slug not in drafts:
        raise UnknownName("concept", slug, drafts)
    recover(project.root, drafts[slug].folder)
    return drafts[slug]
