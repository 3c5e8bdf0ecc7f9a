"""Which project a command works on, and what applies in it beside its own files."""

from pathlib import Path

import pytest

from veiligheidsgraaf.check.project import check_for_people
from veiligheidsgraaf.words.errors import CannotRead, UnknownName
from veiligheidsgraaf.words.project import Project, find_project, find_project_or_ours

IMPORT = "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n<urn:o> a owl:Ontology ; owl:imports <urn:x>, <https://w3id.org/veiligheidsgraaf/def> .\n"
ALONE = "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n# owl:imports <https://w3id.org/veiligheidsgraaf/def>\n<urn:o> a owl:Ontology .\n"
SHAPE = "@prefix sh: <http://www.w3.org/ns/shacl#> .\n<urn:s> a sh:NodeShape ; sh:targetClass <urn:T> ; sh:nodeKind sh:BlankNode .\n"


def write(root: Path, **files: str) -> Project:
    for name, text in files.items():
        path = root / name.replace("__", "/")
        path = path.with_suffix(path.suffix or ".ttl")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Project(root)


def test_the_nearest_folder_upward_is_the_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a/graphs/plannen").mkdir(parents=True)
    (tmp_path / "b/c").mkdir(parents=True)
    (tmp_path / "b/veiligheidsgraaf.toml").write_text('graphs = ["data"]\n')
    (tmp_path / "d").mkdir()
    (tmp_path / "d/pyproject.toml").write_text('[project]\nname = "ander"\n')
    for here, expected in (("a/graphs/plannen", "a"), ("a", "a"), ("b/c", "b")):
        monkeypatch.chdir(tmp_path / here)
        assert find_project().root == tmp_path / expected
    monkeypatch.chdir(tmp_path / "d")
    with pytest.raises(CannotRead, match="hier is geen project"):
        find_project()
    ours, told = find_project_or_ours()
    assert "met het programma meekomen" in told
    assert (ours.root / "graphs").is_dir()
    with pytest.raises(CannotRead, match="graphs/ ontbreekt"):
        find_project_or_ours(tmp_path / "d")


def test_own_files_add_to_ours_and_one_of_the_same_name_replaces(tmp_path: Path) -> None:
    project = write(
        tmp_path, graphs__referentie__x="<urn:a> <urn:b> <urn:c> .", shapes__mijn=SHAPE, shapes__doel=SHAPE
    )
    names = dict(project.files("shapes", ".ttl"))
    assert set(names) == {
        *dict(Project(find_project_or_ours(None)[0].root).files("shapes", ".ttl")),
        "shapes/mijn.ttl",
    }
    assert names["shapes/doel.ttl"] == tmp_path / "shapes/doel.ttl"
    assert "1 eigen bestanden met shapes en vragen komen erbij" in project.about
    assert "in plaats van die van ons: shapes/doel.ttl" in project.about


def test_one_harmless_shape_switches_off_no_rule(example: Project) -> None:
    write(example.root, shapes__mijn=SHAPE)
    path = example.root / "graphs/plannen/voorbeeldstad-2020.ttl"
    text = path.read_text(encoding="utf-8")
    assert "vg:rangorde 1 ;" in text
    path.write_text(text.replace("vg:rangorde 1 ;", 'vg:rangorde "eerste" ;', 1), encoding="utf-8")
    assert any("rangorde" in f.path for f in check_for_people(Project(example.root)).violations)


@pytest.mark.parametrize(
    ("files", "basis"),
    [
        ({}, "begrippen"),
        ({"ontology__o": ALONE}, "geen"),
        ({"ontology__o": IMPORT}, "begrippen"),
        ({"ontology__o": ALONE, "veiligheidsgraaf.toml": 'basis = "referentie"'}, "referentie"),
        ({"ontology__o": IMPORT, "pyproject.toml": '[tool.veiligheidsgraaf]\nbasis = "geen"'}, "geen"),
    ],
)
def test_basis_follows_the_settings_then_the_ontology(tmp_path: Path, files: dict, basis: str) -> None:
    project = write(tmp_path, graphs__referentie__x="<urn:a> <urn:b> <urn:c> .", **files)
    assert project.basis == basis
    lent = {
        name
        for folder in ("ontology", "shapes", "graphs")
        for name, path in project.files(folder, ".ttl")
        if project.is_lent(path)
    }
    assert bool(lent) == (basis != "geen")
    assert any(name.startswith("graphs/referentie/") for name in lent) == (basis == "referentie")
    assert basis in project.about


def test_everything_as_basis_brings_our_plans_and_tells_nothing_about_them(tmp_path: Path) -> None:
    project = write(
        tmp_path,
        graphs__referentie__x="<urn:a> <urn:b> <urn:c> .",
        **{"veiligheidsgraaf.toml": 'basis = "alles"'},
    )
    assert any(name.startswith("graphs/plannen/") for name, _ in project.files("graphs", ".ttl"))
    assert check_for_people(project).findings == ()


def test_an_unknown_basis_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match="basis 'begrip' bestaat niet; bedoelt u begrippen"):
        write(tmp_path, graphs__x="", **{"veiligheidsgraaf.toml": 'basis = "begrip"'}).files("graphs", ".ttl")


def test_other_folders_and_single_files_can_be_named(tmp_path: Path) -> None:
    settings = 'basis = "geen"\ngraphs = ["data/*.ttl", "los.ttl"]\nshapes = ["regels"]\n'
    project = write(
        tmp_path,
        data__a="<urn:a> a <urn:T> .",
        los="<urn:b> a <urn:T> .",
        regels__s=SHAPE,
        **{"veiligheidsgraaf.toml": settings},
    )
    report = check_for_people(project)
    assert [(f.file, f.focus) for f in report.findings] == [("data/a.ttl", "urn:a"), ("los.ttl", "urn:b")]
    assert report.about.startswith(f"{tmp_path}: 3 bestanden gelezen; basis geen")


def test_a_path_out_of_the_project_is_refused(tmp_path: Path) -> None:
    for pattern in ("../elders/*.ttl", "/etc/*.ttl"):
        project = write(tmp_path, **{"veiligheidsgraaf.toml": f'graphs = ["{pattern}"]'})
        with pytest.raises(CannotRead, match="wijst buiten het project"):
            Project(project.root).files("graphs", ".ttl")


def test_graphs_alone_give_no_finding_in_files_that_came_along(tmp_path: Path) -> None:
    assert check_for_people(write(tmp_path, graphs__referentie__x="<urn:a> <urn:b> <urn:c> .")).findings == ()
