"""The index of names, put together from what each part says, is that of the whole graph."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from veiligheidsgraaf.release.known_names import write_names_of
from veiligheidsgraaf.words.release import NAMES, Release

TABLES = ("things", "labels", "names", "keys", "shorts", "words", "plans", "choices")


def rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(path)) as file:
        return {table: file.execute(f"SELECT * FROM {table}").fetchall() for table in TABLES}


@pytest.mark.parametrize("name", ["release", "example_release"])
def test_names_of_parts_are_those_of_the_whole(
    name: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    release: Release = request.getfixturevalue(name)
    for folder in ("store", "queries"):
        shutil.copytree(release.path / folder, tmp_path / folder)
    write_names_of(Release(tmp_path))
    whole, parts = rows(tmp_path / NAMES), rows(release.path / NAMES)
    assert whole["things"]
    assert whole["choices"]
    assert whole["plans"]
    assert max(row[4] for row in whole["things"]) > 1
    assert parts == whole
