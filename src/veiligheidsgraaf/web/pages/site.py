"""What all pages share: the library of the release, the templates, and how downloads look."""

from pathlib import Path
from urllib.parse import quote, urlencode

from fastapi import Request, Response
from fastapi.templating import Jinja2Templates

from ...answers.answers import Answers
from ...answers.box.asking import Asker
from ...words.release import Release
from ..linked_data.formats import FORMATS, HTML
from ..problems import Fault
from .grids import date, number
from .library import Library

_TEMPLATES = Path(__file__).resolve().parent / "templates"

MENU = (
    ("/lijsten/plan", "Plannen"),
    ("/lijsten/thema", "Thema's"),
    ("/lijsten/partner", "Partners"),
    ("/lijsten/instrument", "Instrumenten"),
    ("/cijfers", "Cijfers"),
    ("/overzicht", "Overzicht"),
    ("/vergelijk", "Vergelijken"),
    ("/vragen", "Vragen"),
    ("/leer", "Uitleg"),
)

# Format -> suffix of a /doc address that gives it.
_FORMATS = {kind.name: f".{kind.suffix}" for kind in FORMATS if kind is not HTML}


class Site:
    """The pages of one release."""

    def __init__(self, answers: Answers, release: Release, sources: Path | None) -> None:
        self.answers = answers
        self.library = Library(answers)
        self.asker = Asker(answers)
        self.release = release
        self.sources = sources
        self._templates = Jinja2Templates(_TEMPLATES)
        self._templates.env.trim_blocks = self._templates.env.lstrip_blocks = True
        self._templates.env.filters.update(getal=number, datum=date, url=quote)
        self._templates.env.globals.update(menu=MENU, digest=release.digest, zoek=_with_values, rdf=_FORMATS)

    def prepare(self) -> None:
        """Read what the first question and the first list would else wait for."""
        self.asker.prepare()
        _ = self.library.features

    def render(self, request: Request, template: str, status: int = 200, **context: object) -> Response:
        """A page from a template, found again whenever the release or the program changes."""
        return self._templates.TemplateResponse(request, template, context, status_code=status)

    def fault(self, request: Request, fault: Fault) -> Response:
        """The page of a fault."""
        return self.render(request, "fout.html", fault.status, title=fault.heading, message=fault.detail)


def asked(request: Request) -> dict[str, str]:
    """What the address asks for, without the empty fields of a form."""
    return {key: value for key, value in request.query_params.items() if value}


def download(content: bytes | str, media: str, name: str) -> Response:
    """A file to keep."""
    return Response(
        content, media_type=media, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def _with_values(path: str, **values: str) -> str:
    """An address with the values that are not empty."""
    given = {key: value for key, value in values.items() if value}
    return path + (f"?{urlencode(given)}" if given else "")
