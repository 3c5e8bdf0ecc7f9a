"""`init --gemeente`: a municipality's own plan to begin with, and nothing invented."""

import hashlib
import re
from pathlib import Path

import pytest

from ..history.test_diff import git
from .test_cli import run


def begin(root: Path, *options: str) -> Path:
    found = run("init", str(root), "--gemeente", "’s-Hertogenbosch", "--jaar", "2026", *options)
    assert found.returncode == 0, found.stderr
    return root


def test_own_plan_has_its_name_and_no_example(tmp_path: Path) -> None:
    root = begin(tmp_path / "graaf")
    files = {path.relative_to(root).as_posix() for path in root.rglob("*.ttl")}
    slug = "s-hertogenbosch"
    assert files == {
        f"graphs/plannen/{slug}-2026.ttl",
        f"graphs/referentie/{slug}.ttl",
        "graphs/referentie/gedeeld.ttl",
    }
    every = "".join(path.read_text() for path in root.rglob("*") if path.is_file())
    assert not re.search(r"@[A-Z0-9]+@|[Ee]lzenrade", every)
    assert 'skos:prefLabel "Gemeente ’s-Hertogenbosch"@nl' in every


def test_layout_is_that_of_fmt_and_check_says_what_comes_next(tmp_path: Path) -> None:
    root = begin(tmp_path / "graaf")
    assert run("fmt", "--check", str(root)).returncode == 0
    found = run("check", "--project", str(root), "--format", "json")
    rules = set(re.findall(r'"rule": "([a-z-]+)"', found.stdout))
    assert rules == {
        "bewijs", "digest", "plan-cijfers", "plan-einde", "plan-kernbeleid", "plan-prioriteit", "plan-vastgesteld",
    }  # fmt: skip


def test_text_of_the_plan_comes_along_with_its_digest(tmp_path: Path) -> None:
    text = tmp_path / "plan.txt"
    text.write_text("1 Inleiding\nWij werken aan veiligheid.\n")
    root = begin(tmp_path / "graaf", "--text", str(text))
    assert (root / "bronnen" / "s-hertogenbosch-2026.txt").read_bytes() == text.read_bytes()
    digest = hashlib.sha256(text.read_bytes()).hexdigest()
    assert digest in (root / "graphs" / "plannen" / "s-hertogenbosch-2026.ttl").read_text()
    found = run("evidence", "--project", str(root), "--sources", str(root / "bronnen"))
    assert "bron-veranderd" not in found.stdout


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--gemeente", "Ommen"), "--gemeente en --jaar horen bij elkaar"),
        (("--jaar", "2026"), "--gemeente en --jaar horen bij elkaar"),
        (("--gemeente", "Ommen", "--jaar", "26"), "26 kan geen eerste jaar van een plan zijn"),
        (("--gemeente", 'Om"men', "--jaar", "2026"), "is geen naam van een gemeente"),
        (("--gemeente", "Ommen", "--jaar", "2026", "--ci"), "gaan niet samen"),
        (("--gemeente", "Ommen", "--jaar", "2026", "--text", "nergens.txt"), "niet te lezen"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_written(tmp_path: Path, options: tuple, told: str) -> None:
    found = run("init", str(tmp_path / "graaf"), *options)
    assert found.returncode == 2
    assert told in found.stderr
    assert not (tmp_path / "graaf").exists()


def test_example_can_be_taken_out_by_its_name(tmp_path: Path) -> None:
    root = tmp_path / "graaf"
    assert run("init", str(root)).returncode == 0
    git(root, "init", "-q")
    for path in [*root.rglob("*elzenrade*")]:
        path.unlink()
    found = run("check", "--project", str(root))
    assert (found.returncode, found.stdout.splitlines()[-1]) == (0, "0 overtredingen, 0 waarschuwingen")
