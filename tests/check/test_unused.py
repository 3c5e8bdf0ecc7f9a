"""A theme that no plan uses is asked why it exists."""

from dataclasses import replace
from pathlib import Path

from veiligheidsgraaf.check.content import check_content
from veiligheidsgraaf.turtle.read import Dataset, read_file
from veiligheidsgraaf.words import iris

PREFIXES = """@prefix vg: <https://w3id.org/veiligheidsgraaf/def#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix thema: <https://w3id.org/veiligheidsgraaf/id/thema/> .
@prefix fenomeen: <https://w3id.org/veiligheidsgraaf/id/fenomeen/> .
"""
THEMES = """thema:ruim a vg:Thema .
thema:smal a vg:Thema ; skos:broader thema:ruim .
thema:verschijnsel a vg:Thema .
thema:los a vg:Thema ; skos:broader thema:ruim .
fenomeen:iets a vg:Fenomeen ; skos:closeMatch thema:verschijnsel .
"""
PLAN = "<maatregel/1> vg:thema thema:smal ; vg:fenomeen fenomeen:iets ."


def find_unused(folder: Path, plan: str) -> tuple[Dataset, list[str]]:
    graphs = {
        "themas.ttl": (iris.GRAPH + "vocabulaire", THEMES),
        "plan.ttl": (iris.GRAPH + "plan/a-2024", plan),
    }
    files = []
    for name, (graph, text) in graphs.items():
        (folder / name).write_text(PREFIXES + text, encoding="utf-8")
        files.append(read_file(name, folder / name, graph, iris.BASE))
    dataset = Dataset(tuple(files), ())
    return dataset, unused(dataset)


def unused(dataset: Dataset) -> list[str]:
    found = check_content(dataset, (), {file.name for file in dataset.files})
    return [f"{iris.slug(f.focus)} {f.line}" for f in found if f.rule == "thema-ongebruikt"]


def test_only_a_theme_that_nothing_leads_to_is_asked(tmp_path: Path) -> None:
    assert find_unused(tmp_path, PLAN)[1] == ["los 8"]


def test_themes_that_came_along_are_not_asked(tmp_path: Path) -> None:
    dataset, _ = find_unused(tmp_path, PLAN)
    assert unused(replace(dataset, lent=frozenset(("themas.ttl",)))) == []


def test_without_plans_no_theme_is_asked(tmp_path: Path) -> None:
    assert find_unused(tmp_path, "")[1] == []
