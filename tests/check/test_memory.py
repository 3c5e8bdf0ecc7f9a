"""What did not change is not checked again, and the result is the same as that of a whole check."""

import hashlib
import json
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from veiligheidsgraaf.check import run as pipeline
from veiligheidsgraaf.check.findings import Report
from veiligheidsgraaf.check.memory import PACKAGE, Memory, digest_code
from veiligheidsgraaf.check.units import Unit
from veiligheidsgraaf.turtle.read import Dataset, Stated
from veiligheidsgraaf.words.project import Project

GRAPH = "de hele graaf"


@pytest.fixture
def checked(monkeypatch) -> list[str]:
    """Names of the units that are inferred anew, and GRAPH when the whole is validated, as they are."""
    names: list[str] = []
    run = pipeline.run_in_processes

    def watch(work: Callable, items: Sequence) -> list:
        names.extend(item.name if isinstance(item, Unit) else GRAPH for item in items)
        return run(work, items)

    monkeypatch.setattr(pipeline, "run_in_processes", watch)
    return names


def change(example: Project, file: str, old: str, new: str) -> None:
    path = example.root / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def comparable(result: tuple[Dataset, pipeline.Inferred, Report]) -> tuple[dict[str, set[Stated]], Report]:
    """What a check gives, without the order of triples."""
    _, inferred, report = result
    return {graph: set(triples) for graph, triples in inferred.items()}, report


# What is changed, and the units that this touches.
CHANGES = {
    "a label of one plan": (
        (
            "graphs/plannen/voorbeeldstad-2024.ttl",
            '"Hennepteelt volgen"@nl',
            '"Hennepteelt in het oog houden"@nl',
        ),
        {"plan/voorbeeldstad-2024", GRAPH},
    ),
    "a violation in one plan": (
        ("graphs/plannen/voorbeeldstad-2020.ttl", "vg:status status:lopend ;\n", "\n"),
        {"plan/voorbeeldstad-2020", GRAPH},
    ),
    "the class of something that another plan refers to": (
        (
            "graphs/plannen/voorbeeldstad-2020.ttl",
            "indicator:1-1 a vg:Indicator",
            "indicator:1-1 a vg:Maatregel",
        ),
        {"plan/voorbeeldstad-2020", GRAPH},
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_rechecks_what_it_touches_with_the_same_result(
    name: str, example: Project, tmp_path: Path, checked: list[str]
) -> None:
    memory = Memory(tmp_path / "checks")
    pipeline.check(example, memory=memory)
    edit, touched = CHANGES[name]
    change(example, *edit)
    checked.clear()
    incremental = pipeline.check(example, memory=memory)
    assert set(checked) == touched
    checked.clear()
    whole = pipeline.check(example)
    assert len(checked) > len(touched)
    assert comparable(incremental) == comparable(whole)


def test_a_change_in_what_plans_share_rechecks_everything(
    example: Project, tmp_path: Path, checked: list[str]
) -> None:
    memory = Memory(tmp_path / "checks")
    pipeline.check(example, memory=memory)
    first = list(checked)
    change(example, "graphs/referentie/voorbeeldstad.ttl", '"Politie"@nl', '"Politiekorps"@nl')
    checked.clear()
    pipeline.check(example, memory=memory)
    assert checked == first


def test_a_change_in_any_module_is_another_key(tmp_path: Path, monkeypatch) -> None:
    package = Path(
        shutil.copytree(PACKAGE, tmp_path / "kopie", ignore=shutil.ignore_patterns("static", "__pycache__"))
    )
    read, read_bytes = set(), Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda path: read.add(path) or read_bytes(path))
    first = digest_code.__wrapped__(package)
    code = {path for path in package.rglob("*") if path.suffix in (".py", ".toml", ".html")}
    assert len(code) > 100
    assert code <= read
    for suffix in (".py", ".toml", ".html"):
        path = max(path for path in code if path.suffix == suffix)
        content = path.read_bytes()
        path.write_bytes(content + b"\n")
        assert digest_code.__wrapped__(package) != first, path
        path.write_bytes(content)
    assert digest_code.__wrapped__(package) == first


def test_a_damaged_memory_is_no_memory(example: Project, tmp_path: Path, checked: list[str]) -> None:
    memory = Memory(tmp_path / "checks")
    expected = pipeline.check(example, memory=memory)
    for path in (tmp_path / "checks").glob("*.json"):
        path.write_text(path.read_text(encoding="utf-8")[:-40], encoding="utf-8")
    checked.clear()
    assert comparable(pipeline.check(example, memory=memory)) == comparable(expected)
    assert checked


def test_a_result_of_another_machine_is_no_result(
    example: Project, tmp_path: Path, checked: list[str]
) -> None:
    pipeline.check(example, memory=Memory(tmp_path / "checks", tmp_path / "daar"))
    checked.clear()
    pipeline.check(example, memory=Memory(tmp_path / "checks", tmp_path / "daar"))
    assert not checked
    pipeline.check(example, memory=Memory(tmp_path / "checks", tmp_path / "hier"))
    assert "plan/voorbeeldstad-2024" in checked
    assert GRAPH in checked


def test_a_committed_result_that_was_emptied_changes_no_verdict(example: Project, tmp_path: Path) -> None:
    change(example, "graphs/plannen/voorbeeldstad-2020.ttl", "vg:status status:lopend ;\n", "\n")
    here = Memory(tmp_path / "checks", tmp_path / "hier")
    assert not pipeline.check(example, memory=here)[2].conforms
    for path in (tmp_path / "checks").glob("*.json"):
        text = json.dumps({"findings": [], "notes": [], "inferred": {}, "contradictions": []})
        path.write_text(f"{hashlib.sha256(text.encode()).hexdigest()}\n{text}", encoding="utf-8")
    assert not pipeline.check(example, memory=here)[2].conforms


def test_without_a_place_for_the_key_nothing_is_remembered(tmp_path: Path) -> None:
    (tmp_path / "bestand").write_text("")
    memory = Memory(tmp_path / "checks", tmp_path / "bestand")
    memory.keep("k", {"a": 1})
    assert memory.recall("k") is None
    assert not (tmp_path / "checks").exists()
