"""The page about one thing."""

from fastapi import Request, Response

from ....answers.answers import Table, Value
from ....words import iris
from ....words.errors import UnknownName
from ..figures import find_series, list_series
from ..kinds import kind_of, page_of
from ..plan import list_parts
from ..site import Site, asked, download
from ..thing import find_thing

_TEMPLATES = {"plan": "plan.html"}


def thing_page(site: Site, request: Request, iri: str) -> Response:
    """The HTML page about a thing; 404 as a page when the graph says nothing about it."""
    return _thing(site, request, iri)


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
    return (
        Table({"ding": "Ding", "eigenschap": "Eigenschap", "waarde": "Waarde", "afgeleid": "Afgeleid"}, rows)
        .as_csv()
        .encode()
    )
