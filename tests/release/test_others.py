"""Other repositories in one release: what is taken, what is refused, and that one takes nobody with it."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pyoxigraph as ox
import pytest

from veiligheidsgraaf.check.findings import Finding, Report, Severity
from veiligheidsgraaf.release.build import build
from veiligheidsgraaf.release.others.accepting import Others, choose, list_folders
from veiligheidsgraaf.release.others.screening import Known, screen
from veiligheidsgraaf.release.others.taken import last_good, take_copy
from veiligheidsgraaf.words import iris
from veiligheidsgraaf.words.errors import CannotRead, DoesNotConform
from veiligheidsgraaf.words.project import Project
from veiligheidsgraaf.words.release import Release

from ..conftest import EXAMPLE

REFERENCE = """@prefix org: <http://www.w3.org/ns/org#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix vg: <https://w3id.org/veiligheidsgraaf/def#> .
@prefix gemeente: <https://w3id.org/veiligheidsgraaf/id/gemeente/> .
@prefix partner: <https://w3id.org/veiligheidsgraaf/id/partner/> .
@prefix partnersoort: <https://w3id.org/veiligheidsgraaf/id/partnersoort/> .

gemeente:{name} a vg:Gemeente ;
    skos:prefLabel "Gemeente {title}"@nl ;
    vg:partnersoort partnersoort:gemeente .

partner:{name}-buurtteam a vg:Organisatie ;
    skos:prefLabel "Buurtteam {title}"@nl ;
    vg:partnersoort partnersoort:zorg-en-welzijn .
"""


def make_region(folder: Path, name: str, more: str = "") -> Path:
    """A repository with one municipality, its plan and passages, and a partner of its own."""
    for part in ("plannen", "passages"):
        text = (EXAMPLE / "graphs" / part / "voorbeelddorp-2022.ttl").read_text(encoding="utf-8")
        text = text.replace("voorbeelddorp", name).replace("Voorbeelddorp", name.title())
        write(folder, f"graphs/{part}/{name}-2022.ttl", text)
    write(folder, "graphs/referentie/eigen.ttl", REFERENCE.format(name=name, title=name.title()) + more)
    write(
        folder, "veiligheidsgraaf.toml", f'uitgever = "Regio {name}"\nlicentie = "https://example.org/cc0"\n'
    )
    return folder


def write(folder: Path, file: str, text: str) -> None:
    (folder / file).parent.mkdir(parents=True, exist_ok=True)
    (folder / file).write_text(text, encoding="utf-8")


@pytest.fixture
def region(tmp_path: Path) -> Path:
    return make_region(tmp_path / "Regio A", "duindorp")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home" / "bij"


# A copy of what is read


def test_a_copy_has_the_graphs_and_nothing_else(region: Path, home: Path) -> None:
    write(region, "queries/eigen.rq", "SELECT")
    write(region, "ontology/eigen.ttl", "")
    taken = take_copy(region, home)
    assert taken.name == "regio-a"
    assert [name for name, _ in taken.files] == [
        "graphs/plannen/duindorp-2022.ttl",
        "graphs/passages/duindorp-2022.ttl",
        "graphs/referentie/regio-a.eigen.ttl",
    ]
    assert taken.publisher.name == "Regio duindorp"
    assert all(iris.graph_of(name) for name, _ in taken.files)
    assert take_copy(region, home) == taken
    write(region, "graphs/referentie/meer.ttl", "")
    assert take_copy(region, home).digest != taken.digest


@pytest.mark.parametrize(
    ("file", "text", "told"),
    [
        ("graphs/plannen/Duindorp.ttl", "", "geen bruikbare naam"),
        ("veiligheidsgraaf.toml", 'licentie = "javascript:alert(1)"', "geen adres"),
        ("veiligheidsgraaf.toml", 'uitgever = "een\\nregel"', "geen korte tekst"),
        ("veiligheidsgraaf.toml", "uitgever = [", "geen geldige TOML"),
    ],
)
def test_a_folder_that_is_not_as_it_should_be_is_refused(
    region: Path, home: Path, file: str, text: str, told: str
) -> None:
    write(region, file, text)
    with pytest.raises(CannotRead, match=told):
        take_copy(region, home)


def test_a_link_out_of_the_folder_is_not_followed(region: Path, home: Path, tmp_path: Path) -> None:
    write(tmp_path, "geheim.ttl", "")
    (region / "graphs" / "plannen" / "geheim-2020.ttl").symlink_to(tmp_path / "geheim.ttl")
    with pytest.raises(CannotRead, match="geen gewoon bestand"):
        take_copy(region, home)


def test_a_folder_that_is_too_large_is_refused(
    region: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("veiligheidsgraaf.release.others.taken.MOST_BYTES", 1000)
    with pytest.raises(CannotRead, match="splits"):
        take_copy(region, home)


def test_an_empty_or_missing_folder_is_refused(tmp_path: Path, home: Path) -> None:
    (tmp_path / "leeg").mkdir()
    for name in ("leeg", "weg"):
        with pytest.raises(CannotRead):
            take_copy(tmp_path / name, home)


# What it may say


POLITIE = iris.thing("partner", "politie")


def known() -> Known:
    found = Known()
    found.said[POLITIE] = frozenset({("http://www.w3.org/2004/02/skos/core#prefLabel", '"Politie"@nl')})
    found.owners[POLITIE] = "het eigen project"
    found.same["https://elders.example/1"] = POLITIE
    return found


def refuse(region: Path, home: Path) -> str:
    return "; ".join(screen(take_copy(region, home), known()).reasons)


def test_its_own_plan_and_new_things_are_taken(region: Path, home: Path) -> None:
    found = screen(take_copy(region, home), known())
    assert found.reasons == ()
    assert found.plans == {"duindorp-2022"}
    assert {iris.slug(thing) for thing in found.things} == {"duindorp", "duindorp-buurtteam"}


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ('partner:politie skos:altLabel "Boeven"@nl .', "is van het eigen project"),
        ("partner:duindorp-buurtteam owl:sameAs partner:politie .", "dat legt een redacteur vast"),
        ("partner:duindorp-buurtteam owl:sameAs <https://elders.example/1> .", "gebruik dat adres"),
        ('vg:Maatregel skos:definition "Anders"@nl .', "geen ding dat plannen delen"),
        ("<https://w3id.org/veiligheidsgraaf/id/plan/anderen-2020> a vg:Veiligheidsplan .", "geen ding dat plannen delen"),
        ("partner:duindorp-buurtteam rdfs:subClassOf vg:Partner .", "verandert de betekenis"),
        ('partner:duindorp-buurtteam skos:definition "<script>x</script>"@nl .', "opmaak"),
        ('partner:duindorp-buurtteam skos:definition "Team\\u202Eeb"@nl .', "onzichtbare tekens"),
        ("partner:duindorp-buurtteam a ", "graphs/referentie/regio-a.eigen.ttl"),
    ],
)  # fmt: skip
def test_what_is_of_others_or_hostile_is_refused(region: Path, home: Path, said: str, told: str) -> None:
    make_region(region, "duindorp", said)
    assert told in refuse(region, home)


def test_a_copy_of_what_is_known_is_no_trespass(region: Path, home: Path) -> None:
    make_region(region, "duindorp", 'partner:politie skos:prefLabel "Politie"@nl .')
    assert refuse(region, home) == ""


def test_a_plan_speaks_of_itself_only(region: Path, home: Path) -> None:
    path = region / "graphs" / "plannen" / "duindorp-2022.ttl"
    path.write_text(
        path.read_text() + '\n<https://w3id.org/veiligheidsgraaf/id/plan/anderen-2020> dct:title "X"@nl .\n'
    )
    assert "niet van dit plan" in refuse(region, home)


# Which version goes in


@dataclass(frozen=True)
class Checked:
    report: Report


def check_that(is_wrong: Callable[[Project], bool]) -> Callable[[Project], Checked]:
    """A check that finds a fault in a project when it should."""
    fault = Finding("graphs/x.ttl", 1, Severity.VIOLATION, "", "regel", "is fout")

    def check(project: Project) -> Checked:
        return Checked(Report((fault,) if is_wrong(project) else ()))

    return check


def has(project: Project, slug: str) -> bool:
    return any(slug in name for name, _ in project.joined)


def names_in(others: Others) -> list[str]:
    return [one.repository.name for one in others.accepted]


@pytest.fixture
def regions(tmp_path: Path) -> list[Path]:
    return [
        make_region(tmp_path / name, place)
        for name, place in (("aa", "duinstad"), ("bee", "veenhoek"), ("cee", "molenbroek"))
    ]


def test_all_go_in_at_once_when_all_is_well(regions: list[Path], home: Path) -> None:
    others, country = choose(Project(EXAMPLE), regions, home, check_that(lambda _: False))
    assert names_in(others) == ["aa", "bee", "cee"]
    assert country.report.conforms
    assert others.told == []
    assert len(others.joined.files("graphs", ".ttl")) == len(Project(EXAMPLE).files("graphs", ".ttl")) + 9


def test_one_that_does_not_conform_takes_nobody_with_it(regions: list[Path], home: Path) -> None:
    others, country = choose(Project(EXAMPLE), regions, home, check_that(lambda p: has(p, "veenhoek")))
    assert names_in(others) == ["aa", "cee"]
    assert country.report.conforms
    (told,) = others.told
    assert told.startswith("bee doet niet mee")
    assert "is fout" in told


def test_the_last_good_version_stays(regions: list[Path], home: Path) -> None:
    others, _ = choose(Project(EXAMPLE), regions, home, check_that(lambda _: False))
    others.remember()
    good = last_good("bee", home)
    make_region(regions[1], "veenhoek", "partner:veenhoek-buurtteam a ")
    for _ in range(2):
        again, _ = choose(Project(EXAMPLE), regions, home, check_that(lambda _: False))
        again.remember()
        assert names_in(again) == ["aa", "bee", "cee"]
        assert again.accepted[1].repository == good
        assert "de vorige blijft" in again.told[0]
    shutil.rmtree(regions[1])
    assert names_in(choose(Project(EXAMPLE), regions, home, check_that(lambda _: False))[0]) == [
        "aa",
        "bee",
        "cee",
    ]


def test_a_project_that_does_not_conform_itself_is_told_alone(regions: list[Path], home: Path) -> None:
    others, country = choose(Project(EXAMPLE), regions, home, check_that(lambda _: True))
    assert names_in(others) == []
    assert not country.report.conforms


def test_a_plan_that_two_have_is_of_the_first(regions: list[Path], tmp_path: Path, home: Path) -> None:
    twice = make_region(tmp_path / "zee", "duinstad")
    others, _ = choose(Project(EXAMPLE), [*regions, twice], home, check_that(lambda _: False))
    assert names_in(others) == ["aa", "bee", "cee"]
    assert "zee doet niet mee: plan duinstad-2022 staat al in aa" in others.told[0]


def test_names_that_two_bear_are_listed_and_not_merged(regions: list[Path], home: Path) -> None:
    for region, name in zip(regions, ("duinstad", "veenhoek", "molenbroek"), strict=True):
        more = f'partner:{name}-zorghuis a vg:Organisatie ; skos:prefLabel "Zorghuis Oost"@nl .'
        make_region(region, name, more)
    others, _ = choose(Project(EXAMPLE), regions, home, check_that(lambda _: False))
    pairs = {(iris.slug(one.thing), iris.slug(one.other)) for one in others.doubles}
    assert ("duinstad-zorghuis", "veenhoek-zorghuis") in pairs
    assert len([pair for pair in pairs if "zorghuis" in pair[0]]) == 3
    others.remember()
    assert "Zorghuis Oost, van bee" in (home / "te-koppelen.txt").read_text(encoding="utf-8")


def test_folders_come_from_settings_and_from_the_command(tmp_path: Path) -> None:
    root = Path(shutil.copytree(EXAMPLE, tmp_path / "eigen"))
    write(root, "veiligheidsgraaf.toml", 'bij = ["../aa"]\n')
    found = list_folders(Project(root), [tmp_path / "bee", tmp_path / "aa"])
    assert found == [tmp_path / "aa", tmp_path / "bee"]
    write(root, "veiligheidsgraaf.toml", 'bij = "../aa"\n')
    with pytest.raises(CannotRead, match="bij"):
        list_folders(Project(root))


# Whole builds


def quads_of(release: Release) -> set[str]:
    store = ox.Store.read_only(str(release.store))
    about_itself = (iris.VOID_GRAPH, iris.CATALOG_GRAPH)
    graphs = [graph for graph in store.named_graphs() if graph.value not in about_itself]
    return {str(quad) for graph in graphs for quad in store.quads_for_pattern(None, None, None, graph)}


@pytest.mark.proof
def test_three_repositories_become_one_graph_and_one_goes_with_exactly_its_statements(
    regions: list[Path], tmp_path: Path
) -> None:
    base, home = Project(EXAMPLE), tmp_path / "home"
    alone, _ = build(base, home, keep=10)
    told: list[str] = []
    whole, _ = build(base, home, keep=10, folders=regions, warn=told.append)
    assert told == []
    added = quads_of(whole) - quads_of(alone)
    assert quads_of(alone) <= quads_of(whole)
    for name in ("duinstad", "veenhoek", "molenbroek"):
        assert any(f"plan/{name}-2022" in quad for quad in added)
    again, _ = build(base, home, keep=10)
    assert again == whole  # a build that names none takes along those of before
    two, _ = build(base, home, keep=10, folders=[regions[0], regions[2]])
    assert not any("veenhoek" in quad for quad in quads_of(two))
    assert {quad for quad in quads_of(whole) if "veenhoek" not in quad} == quads_of(two)
    back, _ = build(base, home, keep=10, folders=[])
    assert back == alone


@pytest.mark.proof
def test_who_publishes_what_is_told_and_a_broken_one_stays_as_it_was(
    regions: list[Path], tmp_path: Path
) -> None:
    base, home = Project(EXAMPLE), tmp_path / "home"
    first, _ = build(base, home, folders=regions)
    store = ox.Store.read_only(str(first.store))
    void = ox.NamedNode(iris.VOID_GRAPH)
    said = {
        (q.subject.value, q.predicate.value, q.object.value)
        for q in store.quads_for_pattern(None, None, None, void)
    }
    dataset, dct = f"{iris.DATASET}/aa", "http://purl.org/dc/terms/"
    assert (f"{iris.GRAPH}plan/duinstad-2022", f"{dct}isPartOf", dataset) in said
    assert (dataset, f"{dct}license", "https://example.org/cc0") in said
    assert (f"{iris.BASE}id/agent/aa", "http://xmlns.com/foaf/0.1/name", "Regio duinstad") in said
    made = iris.thing("partner", "duinstad-buurtteam")
    assert (made, "http://rdfs.org/ns/void#inDataset", dataset) in said
    path = regions[1] / "graphs" / "plannen" / "veenhoek-2022.ttl"
    path.write_text(path.read_text().replace('vg:periodeStart "2022"', 'vg:periodeStart "2029"'))
    told: list[str] = []
    second, report = build(base, home, folders=regions, warn=told.append)
    assert report.conforms
    assert "bee: de nieuwe versie is geweigerd en de vorige blijft" in told[0]
    assert second == first


@pytest.mark.proof
def test_one_name_for_two_bodies_stops_no_build(regions: list[Path], tmp_path: Path) -> None:
    for region, name in zip(regions[:2], ("duinstad", "veenhoek"), strict=True):
        more = f"""partner:{name}-zorghuis a vg:Organisatie ; skos:prefLabel "Zorghuis Oost"@nl ;
            vg:partnersoort partnersoort:zorg-en-welzijn ."""
        make_region(region, name, more)
    told: list[str] = []
    build(Project(EXAMPLE), tmp_path / "home", folders=regions[:2], warn=told.append)
    assert any("één ding of twee" in line for line in told)
    own = Path(shutil.copytree(EXAMPLE, tmp_path / "eigen"))
    path = own / "graphs" / "referentie" / "voorbeeldstad.ttl"
    path.write_text(path.read_text().replace('"Jeugdwerk"@nl', '"Politie"@nl'))
    with pytest.raises(DoesNotConform):  # within one project it is a fault
        build(replace(Project(own)), tmp_path / "ander", folders=regions[:1])
