"""Lists of things of a kind, as a page, CSV or spreadsheet."""

from fastapi import APIRouter, Request, Response

from ....answers.answers import Table, Value
from ..listing import Listing, list_things
from ..sheets import make_workbook
from ..site import Site, asked, download
from .questions import FORMATS


def mount(router: APIRouter, site: Site) -> None:
    """Add /lijsten/{soort}."""

    @router.get("/lijsten/{kind}")
    def things(request: Request, kind: str) -> Response:
        return _list(site, request, kind)


def _list(site: Site, request: Request, kind: str) -> Response:
    values = asked(request)
    fmt = values.pop("formaat", "")
    if fmt in ("csv", "xlsx"):
        listing = list_things(
            site.library, kind, {k: v for k, v in values.items() if k != "blad"}, page_size=100_000
        )
        table = _as_table(listing)
        content = (
            table.as_csv().encode()
            if fmt == "csv"
            else make_workbook(table, listing.kind.many.capitalize(), site.release.digest)
        )
        return download(content, FORMATS[fmt], f"{kind}.{fmt}")
    return site.render(
        request, "lijst.html", listing=list_things(site.library, kind, values), path=f"/lijsten/{kind}"
    )


def _as_table(listing: Listing) -> Table:
    columns = {
        "ding": "Ding",
        "naam": "Naam",
        "aliassen": "Andere namen",
        **{c.lower(): c for c in listing.columns},
    }
    rows = (
        (
            Value(item.link.text, item.link.iri),
            Value(item.link.text),
            Value("; ".join(item.aliases)),
            *(Value("; ".join(link.text for link in links)) for links in item.features),
        )
        for item in listing.items
    )
    return Table(columns, tuple(rows))
