"""What all pages share: the library of the release, the templates, and how downloads look."""

from pathlib import Path
from urllib.parse import quote

from fastapi import Request, Response
from fastapi.templating import Jinja2Templates

from ...answers.answers import Answers, Table
from ...answers.box.asking import Asker
from ...answers.dutch import spell_date, spell_decimal
from ...words.release import Release
from .. import addresses
from ..linked_data.representations import FORMATS, HTML
from ..problems import Fault
from .library import Library
from .listing import list_things
from .sheets import make_csv, make_workbook

_TEMPLATES = Path(__file__).resolve().parent / "templates"

MENU = (
    (addresses.LIST("plan"), "Plannen"),
    (addresses.LIST("thema"), "Thema's"),
    (addresses.LIST("partner"), "Partners"),
    (addresses.LIST("instrument"), "Instrumenten"),
    (addresses.FIGURES(), "Cijfers"),
    (addresses.OVERVIEW(), "Overzicht"),
    (addresses.COMPARE(), "Vergelijken"),
    (addresses.QUESTIONS(), "Vragen"),
    (addresses.LEARN(), "Uitleg"),
)

# Format -> suffix of a document that gives it.
_FORMATS = {kind.name: f".{kind.suffix}" for kind in FORMATS if kind is not HTML}

# What can be taken along, by `formaat`.
DOWNLOADS = {
    "csv": "text/csv",
    "json": "application/sparql-results+json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
SHEETS = ("csv", "xlsx")


class Site:
    """The pages of one release."""

    def __init__(self, answers: Answers, release: Release, sources: Path | None) -> None:
        self.answers = answers
        self.library = Library(answers)
        self.asker = Asker(answers)
        self.release = release
        self.sources = sources
        self._templates = Jinja2Templates(_TEMPLATES)
        environment = self._templates.env
        environment.trim_blocks = environment.lstrip_blocks = True
        environment.filters.update(getal=spell_decimal, datum=spell_date, url=quote)
        environment.globals.update(menu=MENU, digest=release.digest, at=addresses.BOOK, rdf=_FORMATS)

    def prepare(self) -> None:
        """Read what the first list would else wait for."""
        list_things(self.library, "thema", {})

    def render(self, request: Request, template: str, status: int = 200, **context: object) -> Response:
        """A page from a template, found again whenever the release or the program changes."""
        return self._templates.TemplateResponse(request, template, context, status_code=status)

    def fault(self, request: Request, fault: Fault) -> Response:
        """The page of a fault."""
        return self.render(request, "fout.html", fault.status, title=fault.heading, message=fault.detail)

    def sheet(self, table: Table, kind: str, title: str, name: str) -> Response:
        """A table to keep, as CSV or as a workbook that says where it comes from."""
        content = make_csv(table) if kind == "csv" else make_workbook(table, title, self.release.digest)
        return download(content, kind, name)


def asked(request: Request) -> dict[str, str]:
    """What the address asks for, without the empty fields of a form."""
    return {key: value for key, value in request.query_params.items() if value}


def download(content: bytes, kind: str, name: str) -> Response:
    """A file to keep, of a kind of DOWNLOADS."""
    headers = {"Content-Disposition": f'attachment; filename="{name}.{kind}"'}
    return Response(content, media_type=DOWNLOADS[kind], headers=headers)
