"""publish says what is wrong before it builds or sends anything."""

from pathlib import Path

import pytest

from ..conftest import EXAMPLE
from .test_cli import run


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--to", "engine.example/sparql"], "--to is geen adres; bijvoorbeeld https://engine.example/sparql"),
        (
            ["--to", "http://a.example/,http://b.example/"],
            "--to neemt één adres; publiceer naar elke engine apart",
        ),
        (
            ["--to", "http://jan:geheim@a.example/"],
            "--to: in het adres op a.example staat meer dan een plaats",
        ),
        (["--to", "http://a.example/", "--graphs", "x"], "--graphs is geen adres"),
    ],
)
def test_address_that_is_none_is_told(words: list[str], told: str, tmp_path: Path) -> None:
    found = run("publish", *words, "--project", str(EXAMPLE), "--home", str(tmp_path / "home"))
    assert found.returncode == 2
    assert told in found.stderr
    assert "geheim" not in found.stderr
    assert not (tmp_path / "home").exists()


def test_engine_that_is_not_there_is_told(tmp_path: Path) -> None:
    home = str(tmp_path / "home")
    found = run("publish", "--to", "http://127.0.0.1:9/sparql", "--project", str(EXAMPLE), "--home", home)
    assert found.returncode == 2
    assert "fout: http://127.0.0.1:9/sparql: de engine is niet te bereiken" in found.stderr
