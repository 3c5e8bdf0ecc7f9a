"""Plans in memory answer as a release's index does: what is said, and in which graph."""

import pyoxigraph as ox
import pytest

from veiligheidsgraaf.check.products import Asked

STATED = """
<x:plan> <x:maatregel> <x:lopen> <x:g> .
<x:lopen> <x:thema> <x:ondermijning> <x:g> .
<x:lopen> <x:thema> <x:ondermijning> <x:afgeleid> .
<x:lopen> <x:naam> "Lopen"@nl <x:g> .
<x:ondermijning> <x:breder> <x:veiligheid> <x:vocabulaire> .
"""
ASKED = [
    ("SELECT ?wie ?wat WHERE { ?wie <x:thema> ?wat }", {}),
    ("SELECT ?wie ?wat WHERE { ?wie <x:thema> ?wat }", {"wat": "x:ondermijning"}),
    ("SELECT (COUNT(*) AS ?aantal) WHERE { ?wie <x:thema> ?wat }", {}),
    ("SELECT ?wie ?waar WHERE { GRAPH ?waar { ?wie <x:thema> ?wat } }", {}),
    ("SELECT ?wie ?waar WHERE { GRAPH ?waar { ?wie <x:thema> ?wat } }", {"waar": "x:g"}),
    ("SELECT DISTINCT ?waar ?breder WHERE { GRAPH ?waar { ?wie ?is ?wat } ?wat <x:breder> ?breder }", {}),
]


@pytest.mark.parametrize(("query", "values"), ASKED)
def test_answers_are_those_of_an_index(query: str, values: dict[str, str]) -> None:
    quads = list(ox.parse(STATED, ox.RdfFormat.N_QUADS))
    index = ox.Store()
    index.bulk_extend(quads)
    index.bulk_extend(ox.Quad(*quad.triple) for quad in quads)
    bound = {ox.Variable(name): ox.NamedNode(iri) for name, iri in values.items()}
    expected = sorted(map(str, index.query(query, substitutions=bound)))
    assert expected
    assert sorted(map(str, Asked(quads).query(query, values))) == expected
