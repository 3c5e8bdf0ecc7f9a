"""Numbers are given as the files state them: in documents, graphs, REST, pages
and files; only SPARQL has those of the index.
"""

import gzip
import json
from collections.abc import Iterator

import pyoxigraph as ox
import pytest
from fastapi.testclient import TestClient

from veiligheidsgraaf.release.number_forms import list_forms
from veiligheidsgraaf.server.app import create_app
from veiligheidsgraaf.server.settings import Settings
from veiligheidsgraaf.store.forms import Forms
from veiligheidsgraaf.words.release import Release

XSD = "http://www.w3.org/2001/XMLSchema#"


def quads(turtle: str) -> list[ox.Quad]:
    found = ox.parse(turtle.encode(), format=ox.RdfFormat.TURTLE)
    return [ox.Quad(quad.subject, quad.predicate, quad.object, ox.NamedNode("x:graph")) for quad in found]


def row(**cells: str) -> bytes:
    """One row of SPARQL results: IRIs (with a colon), decimals, and other texts."""
    made = {}
    for name, value in cells.items():
        if ":" in value:
            made[name] = {"type": "uri", "value": value}
        elif name.startswith("getal"):
            made[name] = {"type": "literal", "value": value, "datatype": f"{XSD}decimal"}
        else:
            made[name] = {"type": "literal", "value": value}
    return json.dumps({"head": {}, "results": {"bindings": [made]}}, separators=(",", ":")).encode()


def restated(turtle: str, body: bytes, *asked: str) -> str:
    found = json.loads(Forms(list_forms(quads(turtle))).restate(body, asked))
    return found["results"]["bindings"][0]["getal"]["value"]


ONE = '<x:a> <x:p> "7.0"^^<http://www.w3.org/2001/XMLSchema#decimal> .'
TWO = """<x:i> <x:w> <x:a>, <x:b> .
<x:a> <x:p> "7.0"^^<http://www.w3.org/2001/XMLSchema#decimal> ; <x:jaar> "2017" .
<x:b> <x:p> "7"^^<http://www.w3.org/2001/XMLSchema#decimal> ; <x:jaar> "2020" ."""


@pytest.mark.parametrize(
    ("turtle", "body", "asked", "stated"),
    [
        (ONE, row(ding="x:a", getal="7"), [], "7.0"),
        (ONE, row(getal="7"), ["x:a"], "7.0"),
        (ONE, row(ding="x:other", getal="7"), [], "7.0"),
        (TWO, row(ding="x:other", getal="7"), [], "7"),
        (TWO, row(ding="x:a", getal="7"), [], "7.0"),
        (TWO, row(ding="x:b", getal="7"), [], "7"),
        (TWO, row(ding="x:i", jaar="2017", getal="7"), [], "7.0"),
        (TWO, row(ding="x:i", jaar="2020", getal="7"), [], "7"),
        (TWO, row(ding="x:i", getal="7"), [], "7"),
    ],
)
def test_row_has_the_number_of_what_it_is_about(
    turtle: str, body: bytes, asked: list[str], stated: str
) -> None:
    assert restated(turtle, body, *asked) == stated


def test_only_what_differs_is_kept() -> None:
    assert (
        list_forms(quads('<x:a> <x:p> 7.5, 7, true, "2020"^^<http://www.w3.org/2001/XMLSchema#gYear> .'))
        == []
    )
    (kept,) = list_forms(quads('<x:a> <x:p> "7"^^<http://www.w3.org/2001/XMLSchema#int>, 8.5 .'))
    assert (kept["stored"], kept["stated"]) == (["7", f"{XSD}integer"], ["7", f"{XSD}int"])


@pytest.fixture(scope="module")
def client(example_release: Release) -> Iterator[TestClient]:
    with TestClient(create_app(example_release, Settings())) as opened:
        yield opened


def test_number_is_as_stated_everywhere_but_in_sparql(client: TestClient) -> None:
    number = f'"40.0"^^<{XSD}decimal>'
    line = next(
        line for line in client.get("/graph/plan/voorbeeldstad-2020.nt").text.splitlines() if number in line
    )
    subject = line.split()[0].strip("<>")
    assert line in gzip.decompress(client.get("/dumps/veiligheidsgraaf.nt.gz").content).decode()
    document = "/doc/" + subject.split("/id/", 1)[1]
    assert number in client.get(f"{document}.nt").text
    assert '"40.0"' in client.get(f"{document}.jsonld").text
    assert "40,0" in client.get(f"{document}.html?formaat=csv").text
    rest = client.get("/api/v1/vragen/indicatoren", headers={"Accept": "text/csv"}).text
    assert ",40.0," in rest
    assert ";40,0;" in client.get("/vragen/indicatoren?formaat=csv").text
    assert '"value":"40.0"' in client.get("/vragen/indicatoren?formaat=json").text
    query = f"SELECT ?n {{ <{subject}> vg:waarde ?n }}"
    assert (
        client.get("/sparql", params={"query": query}, headers={"Accept": "text/csv"}).text == "n\r\n40\r\n"
    )
    service = client.get("/sparql", headers={"Accept": "text/turtle"}).text
    assert "zoals de index ze schrijft" in service
