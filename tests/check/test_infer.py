"""Which inferences are kept, and that nothing else is."""

import rdflib
from owlrl.OWLRL import OWLRL_Semantics
from rdflib import RDF, SKOS, URIRef

from veiligheidsgraaf.check import infer as module
from veiligheidsgraaf.check.infer import Ontology
from veiligheidsgraaf.check.units import Checker, split_units
from veiligheidsgraaf.turtle.read import read_project
from veiligheidsgraaf.words.namespaces import DCTERMS, FOAF, ORG, OWL, PROV, RDFS, VG
from veiligheidsgraaf.words.project import Project

from ..conftest import EXAMPLE, ROOT

BASE = "https://w3id.org/veiligheidsgraaf/id/"
PLAN = BASE + "plan/voorbeeldstad-2020"
PLAN_TRIPLES = f"""
    @prefix vg: <https://w3id.org/veiligheidsgraaf/def#> .
    <{PLAN}> vg:heeftPrioriteit <{PLAN}/prioriteit/1> .
    <{PLAN}/prioriteit/1> a vg:Prioriteit ; vg:thema <{BASE}thema/nauw> .
    <{PLAN}/prioriteit/1> vg:heeftMaatregel <{PLAN}/maatregel/1> ; vg:bliktTerugOp <{PLAN}/maatregel/2> .
    <{PLAN}/maatregel/1> a vg:Maatregel ; vg:betrekt <{BASE}partner/politie> ; vg:zetIn <{BASE}instrument/camera> .
    <{PLAN}/maatregel/2> a vg:Maatregel ; vg:betrekt <{BASE}partner/vroeger> .
    <{PLAN}/inzet/1> a vg:Inzet ; vg:partner <{BASE}partner/om> ; vg:planthema <{PLAN}/prioriteit/1> .
    <{PLAN}/toepassing/1> a vg:Toepassing ; vg:instrument <{BASE}instrument/wet> ; vg:planthema <{PLAN}/prioriteit/1> .
    <{PLAN}/deelname/1> a vg:Deelname ; vg:verband <{BASE}partner/riec> ; vg:lid <{BASE}partner/om> .
"""


def thing(path: str) -> URIRef:
    return URIRef(BASE + path)


def ontology() -> Ontology:
    schema = rdflib.Graph().parse(ROOT / "ontology" / "veiligheidsgraaf.ttl")
    vocabulary = rdflib.Graph()
    vocabulary.add((thing("thema/nauw"), SKOS.broader, thing("thema/breed")))
    return Ontology(schema, vocabulary)


def test_shortcuts_follow_measures_and_inzet_up_the_themes_and_never_a_look_back() -> None:
    found = ontology().infer(rdflib.Graph().parse(data=PLAN_TRIPLES, format="turtle")).triples
    works = {(s, o) for s, p, o in found if p == VG.werktAan}
    used = {(s, o) for s, p, o in found if p == VG.ingezetVoor}
    themes = (thing("thema/nauw"), thing("thema/breed"))
    assert works == {(thing(f"partner/{p}"), t) for p in ("politie", "om") for t in themes}
    assert used == {(thing(f"instrument/{i}"), t) for i in ("camera", "wet") for t in themes}


def test_hierarchies_inverses_and_membership_are_kept() -> None:
    found = ontology().infer(rdflib.Graph().parse(data=PLAN_TRIPLES, format="turtle")).triples
    priority = URIRef(PLAN + "/prioriteit/1")
    assert (priority, RDF.type, VG.Planthema) in found
    assert (priority, RDF.type, PROV.Entity) in found
    assert (URIRef(PLAN), VG.heeftPlanthema, priority) in found
    assert (priority, VG.planthemaVan, URIRef(PLAN)) in found
    assert (priority, DCTERMS.subject, thing("thema/nauw")) in found
    assert (thing("partner/riec"), ORG.hasMember, thing("partner/om")) in found


def test_only_named_predicates_and_classes_are_kept() -> None:
    found = ontology().infer(rdflib.Graph().parse(data=PLAN_TRIPLES, format="turtle")).triples
    built_in = (str(OWL), str(RDFS), str(RDF))
    assert found
    for s, p, o in found:
        assert p == RDF.type or not str(p).startswith(built_in)
        assert not (p == RDF.type and str(o).startswith(built_in))
        assert p != OWL.sameAs
        assert not isinstance(o, rdflib.BNode)
        assert str(s).startswith(BASE)


def test_passing_over_what_leads_nowhere_changes_nothing(monkeypatch) -> None:
    stated = rdflib.Graph().parse(data=PLAN_TRIPLES, format="turtle")
    fast = ontology().infer(stated)

    def every_rule(self, t, cycle_num) -> None:
        for group in ("_properties", "_classes", "_class_axioms", "_schema_vocabulary"):
            getattr(OWLRL_Semantics, group)(self, t, cycle_num)

    monkeypatch.setattr(module._Rules, "rules", every_rule)
    monkeypatch.setattr(module._SchemaRules, "rules", every_rule)
    monkeypatch.setattr(module, "_says_something", lambda axiom: True)
    assert ontology().infer(stated) == fast


def test_disjoint_classes_are_a_contradiction() -> None:
    both = rdflib.Graph().parse(
        data=f"@prefix vg: <{VG}> . <{PLAN}/doel/1> a vg:Doel, vg:Maatregel .", format="turtle"
    )
    (message,) = set(ontology().infer(both).contradictions)
    assert str(VG.Doel) in message
    assert str(VG.Maatregel) in message


def test_ontology_hierarchy_is_closed_without_trivial_axioms() -> None:
    found = ontology().inferred.triples
    assert (VG.Gemeente, RDFS.subClassOf, VG.Partner) in found
    assert (VG.Gemeente, RDFS.subClassOf, FOAF.Agent) in found
    assert all(s != o for s, _, o in found)


def test_a_plans_conclusions_do_not_rest_on_another_plan() -> None:
    dataset = read_project(Project(EXAMPLE))
    units = split_units(dataset)
    checker = Checker(dataset, units[0])
    for unit in units[1:]:
        for triples in checker.check(unit).triples.values():
            others = [u.name for u in units[1:] if u.name != unit.name]
            # An indicator may continue one of another plan: that link is stated, with nothing concluded about
            # it.
            assert not any(f"/plan/{other}" in str(s) for s, _, _ in triples for other in others)
