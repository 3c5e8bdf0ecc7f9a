"""A thing in a frame on somebody else's page: what it is called, what it is, where it stands."""

import base64
import hashlib
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from ...words import iris
from ...words.errors import InvalidRequest, UnknownName
from .. import addresses as at
from .asked import iri_of
from .candidates import kind_of
from .known_values import Values
from .offered import PROPERTIES, TYPES

_STYLE = (
    "body{font:14px/1.4 system-ui,sans-serif;margin:10px;color:#1a1a1a;background:#fff}"
    "h1{font-size:17px;margin:0 0 6px}p{margin:0 0 6px}.soort{color:#555}a{color:#154273}"
)
_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
# It stands in a frame by its nature, and does nothing there.
HEADERS = {
    "Content-Security-Policy": (
        f"default-src 'none'; style-src 'sha256-{_HASH}'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors *; sandbox allow-popups allow-popups-to-escape-sandbox"
    )
}
_SHOWN = ("soort", "onderdeel-van", "ligt-in", "plan")
_MOST, _MOST_LETTERS = 4, 300
_TEMPLATE = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True
).get_template("voorbeeld.html")


def make_preview(values: Values, identifier: str, site: str) -> str:
    """The page. Raises UnknownName, InvalidRequest."""
    iri = iri_of(identifier)
    if not iri:
        raise InvalidRequest(f"'{identifier[:80]}' is geen identificatie", "bijvoorbeeld partner/politie")
    thing = values.things.find([iri]).get(iri)
    if thing is None:
        near = values.things.slugs_near(kind_of(iri), iris.slug(iri))
        raise UnknownName("ding", identifier, [f"{iris.kind_of(iri)}/{slug}" for slug in near])
    kind = kind_of(iri)
    asked = [PROPERTIES[name] for name in _SHOWN if kind in PROPERTIES[name].kinds]
    told = values.read([iri], asked)[iri]
    shown = [(one.name, [value.text for value in told[one.id][:_MOST]]) for one in asked if told[one.id]]
    return _TEMPLATE.render(
        naam=thing.name,
        soort=TYPES.get(kind, kind),
        omschrijving=thing.definition[:_MOST_LETTERS],
        aliassen=thing.aliases[:_MOST],
        eigenschappen=shown,
        adres=site + at.DOCUMENT(iris.path_of(iri)),
        stijl=_STYLE,
    )
