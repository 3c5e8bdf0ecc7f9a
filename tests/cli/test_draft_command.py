"""`draft`: a plan as published comes into the project, whole or not at all."""

import os
import subprocess
import tomllib
from hashlib import sha256
from pathlib import Path

import pytest

from veiligheidsgraaf.cli import draft as command
from veiligheidsgraaf.cli.starter import example_files, own_files, write_files
from veiligheidsgraaf.reading.kept import find_kept, find_original
from veiligheidsgraaf.reading.recognition import read_document
from veiligheidsgraaf.words.errors import CannotRead

from ..history.test_diff import git
from ..reading.made_pdf import lines, make_pdf
from ..reading.rendering import as_cvdr
from ..reading.test_formats import PARTS
from .test_cli import run

TEXT = (
    "Veiligheidsplan 2026-2029\n\n1 Jeugd\n\nDe gemeente zet samen met de politie in op jeugdoverlast.\n\n"
    "Maatregelen\n- De boa's controleren vaker op het plein.\n- De politie geeft voorlichting op scholen.\n"
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "graaf"
    assert all(is_new for _, is_new in write_files(root, own_files("Voorbeeldstad", 2026)))
    return root


def draft(root: Path, file: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return run(
        "draft", str(file), "--gemeente", "Voorbeeldstad", "--jaar", "2026", "--to", str(root), *options
    )


def published(tmp_path: Path, name: str, data: bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


def files_of(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()
    }


def test_text_comes_in_to_the_byte_and_what_was_found_is_told(project: Path, tmp_path: Path) -> None:
    found = draft(project, published(tmp_path, "plan.txt", TEXT.encode()))
    assert found.returncode == 0, found.stderr
    assert "9 regels, 3 koppen, 1 alinea, 2 punten in lijsten (tekst)" in found.stdout
    assert "voorstellen, elk met zijn regels: " in found.stdout
    assert "maatregel " in found.stdout
    assert "veiligheidsgraaf review voorbeeldstad-2026" in found.stderr
    assert (project / "bronnen" / "voorbeeldstad-2026.txt").read_bytes() == TEXT.encode()
    settings = tomllib.loads((project / "concepten" / "voorbeeldstad-2026" / "plan.toml").read_text())
    assert settings["gemeenten"] == ["voorbeeldstad"]
    assert settings["sha256"] == settings["tekst_sha256"] == sha256(TEXT.encode()).hexdigest()


def test_another_year_or_municipality_than_the_text_has_is_told(project: Path, tmp_path: Path) -> None:
    told = draft(project, published(tmp_path, "plan.txt", TEXT.encode()))
    assert "de tekst noemt Voorbeeldstad nergens" in told.stderr
    assert "--jaar" not in told.stderr
    other = f"Veiligheidsplan Voorbeeldstad 2029-2032\n\n{TEXT.partition(chr(10))[2]}".encode()
    told = draft(project, published(tmp_path, "ander.txt", other), "--opnieuw")
    assert "de titel is 'Veiligheidsplan Voorbeeldstad 2029-2032', en --jaar is 2026" in told.stderr
    assert "nergens" not in told.stderr


def test_what_was_read_is_kept_with_the_file_itself(project: Path, tmp_path: Path) -> None:
    data = as_cvdr(PARTS, title='Plan "2026" \\ concept')
    found = draft(project, published(tmp_path, "plan.xml", data), "--gemeente", "Elzenrade")
    assert found.returncode == 0, found.stderr
    document = read_document(data)
    assert find_kept(project, "voorbeeldstad-2026") == document
    original = find_original(project, "voorbeeldstad-2026")
    assert original
    assert original.read_bytes() == data
    text = (project / "bronnen" / "voorbeeldstad-2026.txt").read_text(encoding="utf-8")
    settings = tomllib.loads((project / "concepten" / "voorbeeldstad-2026" / "plan.toml").read_text())
    assert settings["tekst_sha256"] == sha256(text.encode()).hexdigest()
    assert settings["titel"] == 'Plan "2026" \\ concept'
    assert settings["gemeenten"] == ["voorbeeldstad", "elzenrade"]
    assert (settings["vastgesteld_door"], settings["vastgesteld"]) == ("gemeenteraad", "2026-03-01")


def test_text_stays_out_of_git_unless_the_project_says_otherwise(project: Path, tmp_path: Path) -> None:
    git(project, "init", "-q", "-b", "main")
    plan = published(tmp_path, "plan.pdf", make_pdf([lines(60, 100, TEXT.splitlines())]))
    assert draft(project, plan).returncode == 0
    told = git(project, "status", "--porcelain", "--untracked-files=all")
    assert "bronnen/" not in told
    assert "concepten/voorbeeldstad-2026/plan.toml" in told
    (project / ".gitignore").write_text("!/bronnen/*\n")
    assert draft(project, plan, "--opnieuw").returncode == 0
    assert (project / ".gitignore").read_text() == "!/bronnen/*\n"
    assert "bronnen/voorbeeldstad-2026.txt" in git(project, "status", "--porcelain", "--untracked-files=all")


def test_plan_that_is_there_is_not_overwritten_by_chance(project: Path, tmp_path: Path) -> None:
    plan = published(tmp_path, "plan.txt", TEXT.encode())
    assert draft(project, plan).returncode == 0
    decided = project / "concepten" / "voorbeeldstad-2026" / "besluiten.jsonl"
    decided.write_text("{}\n")
    before = files_of(project)
    plan.write_text("Een ander plan.\n")
    found = draft(project, plan)
    assert found.returncode == 2
    assert (
        "dit plan is al gelezen; ga ermee verder met veiligheidsgraaf review voorbeeldstad-2026"
        in found.stderr
    )
    assert files_of(project) == before
    again = draft(project, plan, "--opnieuw")
    assert again.returncode == 0, again.stderr
    assert (project / "bronnen" / "voorbeeldstad-2026.txt").read_text() == "Een ander plan.\n"
    assert decided.read_text() == "{}\n"


def test_plan_that_the_graph_has_is_refused(tmp_path: Path) -> None:
    root = tmp_path / "graaf"
    assert all(is_new for _, is_new in write_files(root, example_files()))
    slug = next((root / "graphs" / "plannen").glob("*.ttl")).stem
    municipality, _, year = slug.rpartition("-")
    before = files_of(root)
    plan = published(tmp_path, "plan.txt", TEXT.encode())
    found = run("draft", str(plan), "--gemeente", municipality, "--jaar", year, "--to", str(root))
    assert found.returncode == 2
    assert f"de graaf heeft dit plan al; werk het bij met veiligheidsgraaf review {slug}" in found.stderr
    assert files_of(root) == before


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("leeg.pdf", b"", "het bestand is leeg"),
        ("kapot.pdf", b"%PDF-1.7", "de PDF is beschadigd"),
        ("ruis.bin", bytes(range(256)), "dit soort bestand is niet te lezen"),
    ],
)
def test_what_cannot_be_read_leaves_the_project_as_it_was(
    project: Path, tmp_path: Path, name: str, data: bytes, told: str
) -> None:
    before = files_of(project)
    found = draft(project, published(tmp_path, name, data))
    assert found.returncode == 2
    assert f"{name}: {told}" in found.stderr
    assert "Traceback" not in found.stderr
    assert files_of(project) == before


def test_file_that_is_not_there_is_told(project: Path, tmp_path: Path) -> None:
    found = draft(project, tmp_path / "weg.pdf")
    assert found.returncode == 2
    assert "dit bestand of deze map is er niet" in found.stderr


@pytest.mark.parametrize(
    ("options", "told"), [(("--gemeente", "?"), "geen naam"), (("--jaar", "26"), "geen eerste jaar")]
)
def test_name_and_year_are_looked_at_first(
    project: Path, tmp_path: Path, options: tuple[str, str], told: str
) -> None:
    found = draft(project, published(tmp_path, "plan.txt", b"x"), *options)
    assert found.returncode == 2
    assert told in found.stderr


def test_disk_that_fills_up_leaves_nothing_half_written(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, synced = files_of(project), []

    def fill_up(number: int) -> None:
        synced.append(number)
        if len(synced) > 1:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fill_up)
    with pytest.raises(CannotRead, match="de schijf is vol"):
        command.draft(published(tmp_path, "plan.txt", TEXT.encode()), ["Voorbeeldstad"], 2026, project)
    assert files_of(project) == before


def test_folder_that_leads_outside_is_refused(project: Path, tmp_path: Path) -> None:
    outside = tmp_path / "buiten"
    outside.mkdir()
    (project / "concepten").symlink_to(outside)
    found = draft(project, published(tmp_path, "plan.txt", TEXT.encode()))
    assert found.returncode == 2
    assert "wijst naar buiten" in found.stderr
    assert not list(outside.rglob("*.toml"))
    assert not (project / "bronnen" / "voorbeeldstad-2026.txt").exists()


def test_reading_that_was_touched_is_not_trusted(project: Path, tmp_path: Path) -> None:
    assert draft(project, published(tmp_path, "plan.txt", TEXT.encode())).returncode == 0
    text = project / "bronnen" / "voorbeeldstad-2026.txt"
    text.write_text(TEXT.replace("politie", "boa"))
    with pytest.raises(CannotRead, match="veranderd sinds"):
        find_kept(project, "voorbeeldstad-2026")
    kept = project / "bronnen" / "voorbeeldstad-2026.lezing.json"
    for broken in ("{", '{"versie": 99}', '{"versie": 1, "document": [1, 2]}', "[]"):
        kept.write_text(broken)
        with pytest.raises(CannotRead, match="draft"):
            find_kept(project, "voorbeeldstad-2026")
