"""Ten queries that someone writes from the ontology page alone, without a union, are each complete on the
made-up project. What is right was read from its texts.
"""

import pyoxigraph as ox
import pytest

from veiligheidsgraaf.words import iris
from veiligheidsgraaf.words.release import Release

PREFIXES = (
    f"PREFIX vg: <{iris.DEF}> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX id: <{iris.THINGS}> "
)
STAD = "<https://w3id.org/veiligheidsgraaf/id/plan/voorbeeldstad-2024>"
QUERIES: dict[str, tuple[str, set[str]]] = {
    "all measures of a plan, of this period and looked back on": (
        f"SELECT ?m {{ ?m a vg:Maatregel ; vg:plan {STAD} }}",
        {
            "maatregel/1-1",
            "maatregel/1-2",
            "maatregel/1-3",
            "maatregel/1-4",
            "maatregel/2-1",
            "maatregel/2-2",
        },
    ),
    "all goals of a plan": (
        f"SELECT ?d {{ ?d a vg:Doel ; vg:plan {STAD} }}",
        {"doel/1-1", "doel/2-1"},
    ),
    "all statements of a plan about a theme, also by what is narrower or the same phenomenon": (
        f"SELECT ?u {{ ?u a vg:Uitspraak ; vg:plan {STAD} ; vg:betreft <{iris.THINGS}thema/vermogenscriminaliteit> }}",
        {"doel/2-1", "maatregel/2-1", "maatregel/2-2", "ontwikkeling/1-1"},
    ),
    "who works now on a theme according to a plan": (
        f"SELECT ?p {{ ?u a vg:VanDezePeriode ; vg:plan {STAD} ; vg:betreft <{iris.THINGS}thema/woninginbraak> ;"
        " vg:betrekt ?p }",
        {"gemeente/voorbeeldstad", "partner/ondernemers"},
    ),
    "the plans of a municipality by its name": (
        'SELECT ?plan { ?g a vg:Gemeente ; skos:prefLabel|skos:altLabel "Voorbeeldstad"@nl . ?plan vg:gemeente ?g }',
        {"plan/voorbeeldstad-2020", "plan/voorbeeldstad-2024"},
    ),
    "what a plan looks back on": (
        f"SELECT ?m {{ ?m vg:status ?s ; vg:terugblikVan ?van ; vg:plan {STAD} }}",
        {"maatregel/2-2"},
    ),
    "the law that a plan names": (
        f"SELECT ?r {{ {STAD} vg:rechtsgrond ?r }}",
        {"rechtsgrond/opiumwet-13b"},
    ),
    "who leads": (
        "SELECT ?p { ?u vg:trekker ?p }",
        {"gemeente/voorbeeldstad"},
    ),
    "what should go down": (
        f"SELECT ?x {{ ?x vg:gewensteRichting <{iris.THINGS}richting/omlaag> ; vg:plan {STAD} }}",
        {"doel/2-1", "indicator/1-1"},
    ),
    "all figures of a plan": (
        f"SELECT ?w {{ ?w vg:waarde ?getal ; vg:plan {STAD} }}",
        {"waarneming/1-1-2023", "streefwaarde/1-1-2026", "middel/1-1"},
    ),
}


@pytest.fixture(scope="module")
def store(example_release: Release) -> ox.Store:
    store = ox.Store()
    store.bulk_load(example_release.open_dataset(), ox.RdfFormat.N_QUADS)
    return store


@pytest.mark.parametrize("claim", QUERIES)
def test_query_of_a_newcomer_is_complete(claim: str, store: ox.Store) -> None:
    query, expected = QUERIES[claim]
    assert "UNION" not in query
    rows = store.query(PREFIXES + query, use_default_graph_as_union=True)
    found = [row[0].value for row in rows]
    short = {
        iri.removeprefix(STAD[1:-1] + "/")
        if iri.startswith(STAD[1:-1] + "/")
        else iri.removeprefix(iris.THINGS)
        for iri in found
    }
    assert short == expected


def test_there_are_ten() -> None:
    assert len(QUERIES) == 10
