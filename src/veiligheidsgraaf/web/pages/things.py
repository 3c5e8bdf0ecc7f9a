"""The page about one thing."""

from fastapi import Request, Response

from ...answers.answers import Table, Value
from ...answers.pages.kinds import kind_of, page_of
from ...answers.pages.plans import list_parts
from ...answers.pages.targets import find_series, list_series
from ...answers.pages.things import find_thing
from ...words import iris
from ...words.errors import UnknownName
from .render import Site, asked, download

_TEMPLATES = {"plan": "plan.html"}


def thing_page(site: Site, request: Request, iri: str) -> Response:
    """The HTML page about a thing; 404 as a page when the graph says nothing about it."""
    return site.guarded(request, lambda: _thing(site, request, iri))


def _thing(site: Site, request: Request, iri: str) -> Response:
    if not iris.is_thing(iri):
        raise UnknownName("adres", iris.path_of(iri), ())
    if asked(request).get("formaat") == "csv":
        return download(_as_csv(site, iri), "text/csv", iris.slug(iri).replace("/", "-") + ".csv")
    found, kind = find_thing(site.library, iri), kind_of(iri)
    return site.render(
        request, _TEMPLATES.get(kind, "ding.html"),
        thing=found, path=page_of(iri),
        parts=list_parts(site.library, iri) if kind == "plan" else (),
        series=list_series(site.library, only_targets=True, plan=iri) if kind == "plan" else (),
        own_series=find_series(site.library, iri) if kind == "indicator" else None,
    )  # fmt: skip


def _as_csv(site: Site, iri: str) -> bytes:
    """What the graph says about a thing: property, value, inferred or not."""
    table = site.library.table("pagina-uitspraken", ding=iri)
    if not table.rows:
        raise UnknownName("ding", iris.slug(iri), ())
    columns = list(table.columns)
    kept = [columns.index(name) for name in ("eigenschap", "waarde", "afgeleid")]
    rows = tuple((Value(iris.slug(iri), iri), *(row[i] for i in kept)) for row in table.rows)
    return Table({"ding": "Ding", "eigenschap": "Eigenschap", "waarde": "Waarde", "afgeleid": "Afgeleid"}, rows).as_csv().encode()
