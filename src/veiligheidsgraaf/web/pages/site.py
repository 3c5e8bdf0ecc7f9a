"""What all pages share: the library of the release, the templates, and how downloads look."""

from functools import cached_property
from http import HTTPStatus
from pathlib import Path
from threading import Lock
from urllib.parse import quote

from fastapi import Request, Response
from fastapi.templating import Jinja2Templates

from ...answers.answers import Answers, Table
from ...answers.box.asking import Asker
from ...answers.box.plan_lines import PlanLines
from ...answers.dutch import spell_date, spell_decimal
from ...facts.constraints import Constraints
from ...facts.flat import Flat
from ...words.parameters import today
from ...words.release import Release
from .. import addresses
from ..addresses import BIBTEX, FORM, RIS, WORD
from ..asker import external_url
from ..compiled import COMPILED
from ..linked_data.representations import FORMATS, HTML
from ..problems import Fault
from .beside_choice import CHOSEN_BY
from .changed import ToldEdition, tell_editions
from .citation import Citation
from .edition_changes import list_editions
from .finishing import describe, list_sources, read_title, tell_filters
from .library import Library
from .listing import list_things
from .note import make_note
from .reference import FORM_NAMES, cite, name_filters, refer_to, tell_order
from .report import prepare_report, report_page
from .sheets import make_csv, make_workbook
from .spoken import index_lines
from .taken_table import Account, lay_out_csv, lay_out_flat, lay_out_sheet

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
FLAT = "plat"
SHEETS = ("csv", "xlsx")
_NOTES = {
    WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    BIBTEX: "application/x-bibtex",
    RIS: "application/x-research-info-systems",
}
# What a page says of its other forms: by name, and by what an address asks.
_TYPES = DOWNLOADS | {name: _NOTES[form] for name, form in FORM_NAMES.items()}
_MEDIA = DOWNLOADS | {
    form: kind + ("" if form == WORD else "; charset=utf-8") for form, kind in _NOTES.items()
}
# Where in a page its closing part goes: made last, for it tells of the whole page.
CLOSING = "<!-- slot -->"
_MOST_QUERY = 1500  # a page whose address is longer is not referred to: its address would fill it
_HTML = ".html"  # an address of a document with its form, which the address without it gives too


class Site:
    """The pages of one release."""

    def __init__(self, answers: Answers, release: Release, sources: Path | None, reports: str = "") -> None:
        self.answers = answers
        self.library = Library(answers)
        self.asker = Asker(answers)
        self.release = release
        self.sources = sources
        self.reports = reports
        self._lines: PlanLines | None = None
        self._reading_lines = Lock()
        self._templates = Jinja2Templates(_TEMPLATES)
        environment = self._templates.env
        environment.bytecode_cache = COMPILED
        environment.trim_blocks = environment.lstrip_blocks = True
        environment.filters.update(getal=spell_decimal, datum=spell_date, url=quote)
        environment.globals.update(
            menu=MENU,
            digest=release.digest,
            at=addresses.BOOK,
            rdf=_FORMATS,
            media=_TYPES,
            report_page=report_page,
        )

    @cached_property
    def editions(self) -> tuple[ToldEdition, ...]:
        """The releases that are kept, in words; read once."""
        return tell_editions(self.library, list_editions(self.release))

    def prepare(self) -> None:
        """Make what the first page of a kind, list, or line in the box would else wait for."""
        for name in self._templates.env.list_templates():
            self._templates.get_template(name)
        if facts := self.answers.facts:
            facts.asked.scope(Constraints())
            facts.asked.narrower(())
            facts.keys.of("", "")
            _ = facts.years, facts.municipalities
        list_things(self.library, "thema", {})
        _ = self.library.labels
        _ = self.lines

    @property
    def lines(self) -> PlanLines | None:
        """The lines of the plans, when the server has their texts: read once, when it starts."""
        if self.sources is None:
            return None
        with self._reading_lines:
            if self._lines is None:
                self._lines = index_lines(self.library, self.sources)
            return self._lines

    def render(self, request: Request, template: str, status: int = 200, **context: object) -> Response:
        """A page from a template, found again whenever the release or the program changes; or what an address
        asks of it instead: a citation, or a note.
        """
        if status != HTTPStatus.OK or len(request.url.query) > _MOST_QUERY:
            return self._templates.TemplateResponse(request, template, context, status_code=status)
        path = request.url.path.removesuffix(_HTML)
        path = addresses.EDITOR.path if path == addresses.ENDPOINT.path else path  # the same page
        pairs, url = request.query_params.multi_items(), external_url(request.scope, path)
        origin, asked_for = url.removesuffix(path), request.scope.get("fixed_to", "")
        reference = refer_to(path, pairs, url, self.release.digest, asked_for)
        response = self._templates.TemplateResponse(request, template, {**context, "reference": reference})
        told = CHOSEN_BY if context.get("beside") else ()
        filters = [*name_filters(self.library, pairs, told), *tell_order(pairs)]
        made = describe(tell_filters(bytes(response.body).decode(), filters))
        citation = cite(self.library, read_title(made), reference, self.release.digest, today())
        thing = context.get("thing")
        report = prepare_report(
            self.reports, citation.title, citation.address, list(filter(None, [getattr(thing, "iri", "")])),
            [link.iri for link in getattr(thing, "passages", ())], self.release.digest,
        )  # fmt: skip
        closing = self._templates.get_template("slot.html").render(
            citation=citation, reference=reference, report=report, sources=list_sources(made, self.library),
            origin=origin,
        )  # fmt: skip
        whole = made.replace(CLOSING, closing, 1)
        if form := request.scope.get("taken_as"):
            return _take(form, whole, citation, origin)
        response.body = whole.encode()
        response.headers["content-length"] = str(len(response.body))
        return response

    def fault(self, request: Request, fault: Fault) -> Response:
        """The page of a fault."""
        return self.render(request, "fout.html", fault.status, title=fault.heading, message=fault.detail)

    def sheet(
        self, request: Request, table: Table, kind: str, title: str, name: str,
        description: str = "", flat: Flat | None = None,
    ) -> Response:  # fmt: skip
        """A table to keep, as CSV or as a workbook, that says where it comes from; `flat`: its facts, which a
        workbook has beside it and which are the table itself when the kind is FLAT.
        """
        account = self._account(request, title, description)
        facts = lay_out_flat(self.library, flat, account) if flat else None
        if facts and kind == FLAT:
            return download(facts.as_csv().encode(), "csv", f"{name}-{FLAT}")
        if kind == "csv":
            return download(make_csv(lay_out_csv(self.library, table, account)), kind, name)
        return download(
            make_workbook(lay_out_sheet(self.library, table, account), account, facts), kind, name
        )

    def _account(self, request: Request, title: str, description: str) -> Account:
        """Where a table comes from that this request asks for."""
        pairs = [pair for pair in request.query_params.multi_items() if pair[0] != FORM and pair[1]]
        url, path = external_url(request.scope), request.url.path
        reference = refer_to(path, pairs, url, self.release.digest, request.scope.get("fixed_to", ""))
        narrowed = name_filters(self.library, pairs)
        told = f"{title} ({', '.join(narrowed)})" if narrowed else title
        citation = cite(self.library, told, reference, self.release.digest, today())
        return Account(
            title, description, tuple(narrowed), self.release.digest, citation.day, reference.url,
            citation.as_text(), url.removesuffix(path),
        )  # fmt: skip


def _take(form: str, page: str, citation: Citation, origin: str) -> Response:
    """A page to take along in one of the forms that an address can ask for."""
    if form == WORD:
        return download(make_note(page, origin), form, citation.key)
    content = citation.as_bibtex() if form == BIBTEX else citation.as_ris()
    return download(content.encode(), form, citation.key)


def asked(request: Request) -> dict[str, str]:
    """What the address asks for, without the empty fields of a form."""
    return {key: value for key, value in request.query_params.items() if value}


def download(content: bytes, kind: str, name: str) -> Response:
    """A file to keep, of a kind of DOWNLOADS or a form of a page."""
    headers = {"Content-Disposition": f'attachment; filename="{name}.{kind}"'}
    return Response(content, media_type=_MEDIA[kind], headers=headers)
