"""Why a statement stands in the graph, and that the explanation is the inference itself."""

import pytest
import rdflib

from veiligheidsgraaf.check import explain as module
from veiligheidsgraaf.check.explain import Derived, Explainer, Stated
from veiligheidsgraaf.check.units import Concluder, split_units
from veiligheidsgraaf.turtle.read import read_project
from veiligheidsgraaf.words.errors import UnknownName, VeiligheidsgraafError
from veiligheidsgraaf.words.namespaces import VG
from veiligheidsgraaf.words.project import Project

from ..cli.test_cli import run
from ..conftest import EXAMPLE


@pytest.fixture(scope="module")
def explainer() -> Explainer:
    return Explainer(read_project(Project(EXAMPLE)))


def test_a_stated_triple_is_where_it_stands_with_its_passages(explainer: Explainer) -> None:
    triple = explainer.find("voorbeeldstad-2020/maatregel/1-1", "betrekt", "politie")
    (found,), total = explainer.explain(triple, 5)
    assert total == 1
    assert isinstance(found, Stated)
    assert found.file == "graphs/plannen/voorbeeldstad-2020.ttl"
    text = (EXAMPLE / found.file).read_text(encoding="utf-8").splitlines()
    assert "partner:politie" in text[found.line - 1]
    assert [passage.rsplit("#", 1)[1] for passage in found.passages] == ["line=4,5"]


def test_an_inferred_triple_gives_every_way_to_it(explainer: Explainer) -> None:
    found, total = explainer.explain(explainer.find("politie", "werktAan", "ondermijning"), 5)
    assert total == len(found) == 2  # by a measure and by an inzet
    for derivation in found:
        assert isinstance(derivation, Derived)
        assert derivation.rule.startswith("werktAan volgt uit de keten")
        leaves = list(derivation.leaves())
        assert all(leaf.line > 0 for leaf in leaves)
        assert any(leaf.passages for leaf in leaves)


@pytest.mark.proof
def test_every_inferred_triple_of_the_made_up_project_can_be_explained(explainer: Explainer) -> None:
    dataset = read_project(Project(EXAMPLE))
    units = split_units(dataset)
    concluder = Concluder(units[0])
    plans = [
        found for unit in units if unit.name.startswith("plan/") for found in concluder.infer(unit).values()
    ]
    triples = {triple for found in plans for triple in found.triples if str(triple[1]).startswith(str(VG))}
    assert len(triples) > 20
    for triple in triples:
        found, total = explainer.explain(triple, 1)
        assert total, triple
        assert isinstance(found[0], Derived)


def test_an_explanation_that_the_inference_does_not_bear_out_is_refused(
    explainer: Explainer, monkeypatch
) -> None:
    triple = explainer.find("politie", "werktAan", "ondermijning")
    monkeypatch.setattr(module.Derived, "leaves", lambda self: iter(()))
    with pytest.raises(VeiligheidsgraafError, match="klopt niet met de afleiding"):
        explainer.explain(triple, 1)


def test_what_does_not_hold_and_what_does_not_exist_are_told_apart(explainer: Explainer) -> None:
    with pytest.raises(VeiligheidsgraafError, match="volgt er niet uit"):
        explainer.find("jeugdwerk", "werktAan", "ondermijning")
    with pytest.raises(UnknownName, match="bedoelt u werktAan"):
        explainer.find("politie", "werktaan", "ondermijning")


def test_command_quotes_the_lines(tmp_path) -> None:
    command = ("explain", "politie", "werktAan", "ondermijning", "--project", "tests/data/voorbeeld")
    found = run(*command, "--sources", "tests/data/voorbeeld/bronnen")
    assert found.returncode == 0
    assert "want werktAan volgt uit de keten betrokkenBij, isVanDezePeriode, betreft" in found.stdout
    assert (
        "eerste.txt, regels 5-5\nDe politie en de gemeente lopen samen door het havengebied." in found.stdout
    )
    missing = run(*command, "--sources", str(tmp_path))
    assert missing.returncode == 2
    assert "zet de bron" in missing.stderr


def test_explained_graph_is_the_inferred_graph(explainer: Explainer) -> None:
    """The walk looks only at triples that hold, so a rule that the ontology lacks explains nothing."""
    unknown = (rdflib.URIRef("https://example.org/a"), VG.werktAan, rdflib.URIRef("https://example.org/b"))
    assert explainer.explain(unknown, 1) == ([], 0)
