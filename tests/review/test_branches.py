"""Decisions of two branches are put together by git itself, and none is lost."""

from pathlib import Path

from veiligheidsgraaf.review.steps import Decide
from veiligheidsgraaf.words.project import Project

from ..history.test_diff import git
from .invented import open_review


def decide(project: Project, name: str, verdict: str) -> None:
    review = open_review(project)
    item = next(item for item in review.state().items if item.values.get("naam") == (name,))
    review.decide(Decide("curator", verdict, item.key))


def commit(root: Path, message: str) -> None:
    git(root, "add", "-A")
    git(root, "commit", "-qm", message)


def test_decisions_of_two_branches_are_merged_without_a_conflict(begun: Project) -> None:
    root = begun.root
    git(root, "init", "-q", "-b", "main")
    decide(begun, "Toezicht", "accepteer")
    commit(root, "begin")
    git(root, "switch", "-qc", "ander")
    decide(begun, "Meldavond", "accepteer")
    commit(root, "een")
    git(root, "switch", "-q", "main")
    decide(begun, "Minder inbraken", "verwerp")
    commit(root, "twee")
    git(root, "merge", "-q", "--no-edit", "ander")
    state = open_review(begun).state()
    assert {item.values["naam"][0] for item in state.accepted} == {"Toezicht", "Meldavond"}
    assert [item.kind for item in state.rejected] == ["ontwikkeling"]
    assert state.told == ()
