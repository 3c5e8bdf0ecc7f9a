"""Which inferences are kept, and that nothing else is."""

import weakref

import rdflib
from owlrl import DeductiveClosure
from owlrl.OWLRLExtras import OWLRL_Extension
from rdflib import RDF, SKOS, URIRef

from veiligheidsgraaf.check.infer import Ontology
from veiligheidsgraaf.check.units import Concluder, split_units
from veiligheidsgraaf.turtle.read import read_project
from veiligheidsgraaf.words.namespaces import DCTERMS, FOAF, ORG, OWL, PROV, RDFS, VG
from veiligheidsgraaf.words.project import Project

from ..conftest import EXAMPLE, ROOT

BASE = "https://w3id.org/veiligheidsgraaf/id/"
PLAN = BASE + "plan/voorbeeldstad-2020"
PLAN_TRIPLES = f"""
    @prefix vg: <https://w3id.org/veiligheidsgraaf/def#> .
    @prefix id: <{BASE}> .
    @base <{PLAN}/> .
    <{PLAN}> a vg:Veiligheidsplan ; vg:heeftPrioriteit <prioriteit/1> ; vg:heeftMaatregel <maatregel/heel> .
    <prioriteit/1> a vg:Prioriteit ; vg:thema <{BASE}thema/nauw> ; vg:heeftDoel <doel/1> ;
        vg:heeftMaatregel <maatregel/1> , <maatregel/3> ; vg:bliktTerugOp <maatregel/2> .
    <doel/1> a vg:Doel ; vg:fenomeen <{BASE}fenomeen/zelfde> , <{BASE}fenomeen/verwant> .
    <maatregel/1> a vg:Maatregel ; vg:status <{BASE}status/lopend> ; vg:thema <{BASE}thema/eigen> ;
        vg:trekker <{BASE}partner/politie> ; vg:noemt <{BASE}partner/genoemd> ; vg:zetIn <{BASE}instrument/camera> .
    <maatregel/2> a vg:Maatregel ; vg:status <{BASE}status/uitgevoerd> ; vg:thema <{BASE}thema/toen> ;
        vg:betrekt <{BASE}partner/vroeger> ; vg:zetIn <{BASE}instrument/vroeger> .
    <maatregel/3> a vg:Maatregel ; vg:status <{BASE}status/verkenning> ; vg:betrekt <{BASE}partner/misschien> .
    <maatregel/heel> a vg:Maatregel ; vg:status <{BASE}status/voorgenomen> .
    <inzet/1> a vg:Inzet ; vg:plan <{PLAN}> ; vg:planthema <prioriteit/1> ;
        vg:partner <{BASE}partner/om> ; vg:rol <{BASE}rol/advies> .
    <inzet/2> a vg:Inzet ; vg:plan <{PLAN}> ; vg:planthema <prioriteit/1> ;
        vg:partner <{BASE}partner/wenst> ; vg:rol <{BASE}rol/vrager> .
    <inzet/3> a vg:Inzet ; vg:plan <{PLAN}> ; vg:partner <{BASE}partner/leidt> ;
        vg:rol <{BASE}rol/regie> , <{BASE}rol/advies> .
    <toepassing/1> a vg:Toepassing ; vg:plan <{PLAN}> ; vg:instrument <{BASE}instrument/wet> ; vg:planthema <prioriteit/1> .
    <vermelding/1> a vg:Vermelding ; vg:plan <{PLAN}> ; vg:noemt <{BASE}rechtsgrond/wet-1> , <{BASE}fenomeen/zelfde> .
    <deelname/1> a vg:Deelname ; vg:plan <{PLAN}> ; vg:verband <{BASE}partner/riec> ; vg:lid <{BASE}partner/om> .
    <indicator/1> a vg:Indicator ; vg:plan <{PLAN}> ; vg:planthema <prioriteit/1> ; vg:waarneming <waarneming/1> .
"""
SHARED_TRIPLES = f"""
    @prefix skos: <{SKOS}> .
    @prefix vg: <https://w3id.org/veiligheidsgraaf/def#> .
    @base <{BASE}> .
    <thema/nauw> a vg:Thema ; skos:broader <thema/breed> .
    <thema/gelijk> a vg:Thema .
    <fenomeen/zelfde> skos:closeMatch <thema/gelijk> , <http://eurovoc.europa.eu/1> .
    <fenomeen/verwant> skos:relatedMatch <thema/breed> .
    <rol/advies> a vg:HandelendeRol .
    <rol/regie> a vg:HandelendeRol .
    <rol/vrager> a vg:Rol .
    <rechtsgrond/wet-1> a vg:Wetsartikel .
"""


def thing(path: str) -> URIRef:
    return URIRef(BASE + path)


SCHEMA = rdflib.Graph().parse(ROOT / "ontology" / "veiligheidsgraaf.ttl")
HELPERS = set(SCHEMA.subjects(RDF.type, VG.Hulpeigenschap))


def ontology() -> Ontology:
    return Ontology(SCHEMA, rdflib.Graph().parse(data=SHARED_TRIPLES, format="turtle"))


def inferred(predicate: URIRef) -> set[tuple[str, str]]:
    """(subject, object) of what follows by a property, without the base."""
    found = ontology().infer(rdflib.Graph().parse(data=PLAN_TRIPLES, format="turtle")).triples
    short = {(s, o) for s, p, o in found if p == predicate}
    return {(str(s).removeprefix(PLAN).lstrip("/"), str(o).removeprefix(BASE)) for s, o in short}


def test_partners_work_on_what_they_act_in_now_and_never_on_a_look_back_or_a_maybe() -> None:
    themes = ("thema/eigen", "thema/nauw", "thema/breed")
    assert inferred(VG.werktAan) == {
        *((f"{BASE}partner/politie", theme) for theme in themes),
        *((f"{BASE}partner/om", theme) for theme in themes[1:]),
    }
    assert inferred(VG.ingezetVoor) == {
        *((f"{BASE}instrument/camera", theme) for theme in themes),
        *((f"{BASE}instrument/wet", theme) for theme in themes[1:]),
    }


def test_statement_is_about_its_own_themes_its_chapters_its_phenomenons_and_those_above() -> None:
    about: dict[str, set[str]] = {}
    for statement, theme in inferred(VG.betreft):
        about.setdefault(statement, set()).add(theme.removeprefix("thema/"))
    assert about["maatregel/1"] == {"eigen", "nauw", "breed"}
    assert about["maatregel/2"] == {"toen", "nauw", "breed"}
    assert about["doel/1"] == {"gelijk", "nauw", "breed"}
    assert about["vermelding/1"] == {"gelijk"}
    assert about["waarneming/1"] == about["indicator/1"] == {"nauw", "breed"}
    assert "maatregel/heel" not in about


def test_every_statement_has_its_plan() -> None:
    stated = {"inzet/1", "inzet/2", "toepassing/1", "vermelding/1", "deelname/1", "indicator/1"}
    of_plan = {statement for statement, plan in inferred(VG.plan) if BASE + plan == PLAN}
    measures = {"maatregel/1", "maatregel/2", "maatregel/3", "maatregel/heel"}
    assert of_plan == {*measures, "doel/1", "prioriteit/1", "waarneming/1"}
    assert not of_plan & stated


def test_who_acts_in_a_commitment_is_involved_and_who_is_only_named_is_not() -> None:
    assert {o for s, o in inferred(VG.betrekt) if s.startswith("inzet")} == {"partner/om", "partner/leidt"}
    assert ("maatregel/1", "partner/politie") in inferred(VG.betrekt)
    assert ("maatregel/1", "partner/genoemd") not in inferred(VG.betrekt)


def test_role_of_a_commitment_says_who_does_what_in_it() -> None:
    assert inferred(VG.trekker) == {("inzet/3", "partner/leidt")}
    assert inferred(VG.adviseur) == {("inzet/1", "partner/om"), ("inzet/3", "partner/leidt")}
    assert inferred(VG.uitvoerder) == set()


def test_every_narrower_property_of_who_acts_follows_from_its_role() -> None:
    """A property that is tied to a role by `vg:alsRol` alone would leave those of a commitment out."""
    roles = dict(SCHEMA.subject_objects(VG.alsRol))
    narrower = set(SCHEMA.subjects(RDFS.subPropertyOf, VG.betrekt))
    assert narrower == set(roles)
    for prop, role in roles.items():
        data = f"@prefix vg: <{VG}> . <{PLAN}/inzet/9> vg:rol <{role}> ; vg:partner <{BASE}partner/iemand> ."
        found = ontology().infer(rdflib.Graph().parse(data=data, format="turtle")).triples
        told = {
            p
            for s, p, o in found
            if p in roles and (s, o) == (URIRef(f"{PLAN}/inzet/9"), thing("partner/iemand"))
        }
        assert told == {prop}


def test_legal_basis_of_a_plan_follows_from_what_it_names() -> None:
    assert inferred(VG.rechtsgrond) == {
        ("", "rechtsgrond/wet-1"),
        ("vermelding/1", "rechtsgrond/wet-1"),
    }


def test_edges_that_only_the_inference_uses_are_not_kept() -> None:
    found = ontology().infer(rdflib.Graph().parse(data=PLAN_TRIPLES, format="turtle"))
    assert len(HELPERS) > 5
    assert not any(p in HELPERS for _, p, _ in found.triples)


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


def test_conclusions_are_those_of_owlrl() -> None:
    """The rules of OWL 2 RL with the extension for self restrictions, over ontology and data at once."""
    stated = rdflib.Graph().parse(data=PLAN_TRIPLES, format="turtle")
    ours = ontology().infer(stated)
    whole = rdflib.Graph().parse(ROOT / "ontology" / "veiligheidsgraaf.ttl")
    for triple in (*stated, *rdflib.Graph().parse(data=SHARED_TRIPLES, format="turtle")):
        whole.add(triple)
    for s, o in list(whole.subject_objects(RDF.type)):
        if o in (OWL.FunctionalProperty, OWL.AnnotationProperty):
            whole.remove((s, RDF.type, o))  # equality is left to SHACL
    given = set(whole)
    DeductiveClosure(OWLRL_Extension, axiomatic_triples=False, datatype_axioms=False).expand(whole)
    theirs = {
        (s, p, o)
        for s, p, o in set(whole) - given
        if str(s).startswith(PLAN) and isinstance(o, URIRef) and p.startswith(VG) and p not in HELPERS
    }
    assert theirs
    assert theirs == {t for t in ours.triples if t[0].startswith(PLAN) and t[1].startswith(VG)}


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
    concluder = Concluder(units[0])
    for unit in units[1:]:
        for triples in concluder.conclude(unit).triples.values():
            others = [u.name for u in units[1:] if u.name != unit.name]
            # An indicator may continue one of another plan: that link is stated, with nothing concluded about
            # it.
            assert not any(f"/plan/{other}" in str(s) for s, _, _ in triples for other in others)


def test_what_follows_from_a_plan_is_not_kept() -> None:
    units = split_units(read_project(Project(EXAMPLE)))
    concluder = Concluder(units[0])
    kept = [weakref.ref(part) for unit in units[1:] for part in concluder.infer(unit).values()]
    assert kept
    assert not any(ref() for ref in kept), "a process would grow with the number of plans"
