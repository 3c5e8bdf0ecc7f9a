"""Every rule has a stable name, words, an example of right and wrong, and a page that is up to date."""

from pathlib import Path

import pytest

from veiligheidsgraaf.check.rules import Rule
from veiligheidsgraaf.check.shape_rules import Rules
from veiligheidsgraaf.turtle.read import read_file
from veiligheidsgraaf.words import iris
from veiligheidsgraaf.words.project import Project

from ..cli.test_cli import run
from ..conftest import ROOT

RULES = tuple(Rules(Project(ROOT)).values())


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.name)
def test_rule_explains_itself(rule: Rule) -> None:
    assert rule.title
    assert rule.how.endswith(".")
    assert rule.explanation
    assert rule.good
    assert rule.bad
    assert rule.good != rule.bad
    assert iris.SLUG.fullmatch(rule.name)


def test_names_are_unique() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)


def test_every_rule_has_a_page_and_the_overview_names_it(tmp_path: Path) -> None:
    found = run("rules", "--to", str(tmp_path))
    assert found.returncode == 0
    overview = (tmp_path / "README.md").read_text(encoding="utf-8")
    assert {path.stem for path in tmp_path.iterdir()} == {rule.name for rule in RULES} | {"README"}
    for rule in RULES:
        assert f"[{rule.name}]({rule.name}.md)" in overview
        text = (tmp_path / f"{rule.name}.md").read_text(encoding="utf-8")
        assert rule.bad in text
        assert rule.good in text


def test_good_examples_of_the_syntax_are_turtle_and_bad_ones_are_not(tmp_path: Path) -> None:
    head = "@base <urn:x> . @prefix vg: <urn:vg:> . @prefix doel: <urn:doel:> .\n"
    (rule,) = (rule for rule in RULES if rule.name == "turtle-syntaxis")
    path = tmp_path / "x.ttl"
    path.write_text(head + rule.good)
    assert read_file("x.ttl", path, "urn:graph").triples
    path.write_text(head + rule.bad)
    with pytest.raises(Exception, match="geen geldige Turtle"):
        read_file("x.ttl", path, "urn:graph")


def test_command_explains_a_rule_and_proposes_the_nearest() -> None:
    found = run("rules", "maatregel-doel")
    assert found.returncode == 0
    assert found.stdout.startswith("# Verwijst naar iets dat geen doel is")
    assert "## Goed" in found.stdout
    assert "## Fout" in found.stdout
    found = run("rules", "maatregel-dol")
    assert found.returncode == 2
    assert "bedoelt u maatregel-doel" in found.stderr
