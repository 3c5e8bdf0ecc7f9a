"""Broken inputs: each TOML file says what to break in the made-up project
(tests/data/voorbeeld) and exactly what must be found.

what    = "..."                      what is wrong, for people
expect  = ["rule file line column"]  every finding beyond those of the sound project
sources = true                       re-open the evidence as well
answers = "folder"                   compare the answers as well

[[edit]]   file, and one of: old + new, write, hex, repeat + times (+
before, after), size, link, fifo, rename, delete
"""

import os
import shutil
import tomllib
from pathlib import Path
from typing import Any

from ..conftest import DATA, ROOT

CASES = sorted((DATA / "broken").glob("*.toml"))


def read_case(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def break_project(root: Path, case: dict[str, Any]) -> None:
    """Make the edits of a case in a copy of the made-up project."""
    for edit in case["edit"]:
        apply_edit(root / edit["file"], edit)


def apply_edit(path: Path, edit: dict[str, Any]) -> None:
    if "old" in edit:
        text = path.read_text(encoding="utf-8")
        assert edit["old"] in text, f"{path} has no {edit['old']!r}"
        path.write_text(text.replace(edit["old"], edit["new"]), encoding="utf-8")
        return
    if "rename" in edit:
        path.rename(path.parents[2] / edit["rename"])
        return
    if edit.get("delete"):
        path.unlink()
        return
    if not path.parent.is_dir() and path.parent.name in ("shapes", "queries"):
        shutil.copytree(ROOT / path.parent.name, path.parent)  # a folder of its own replaces ours
    path.parent.mkdir(parents=True, exist_ok=True)
    if "link" in edit:
        path.symlink_to(edit["link"])
    elif "fifo" in edit:
        os.mkfifo(path)
    elif "size" in edit:
        with path.open("wb") as file:
            file.truncate(edit["size"])
    elif "hex" in edit:
        path.write_bytes(bytes.fromhex(edit["hex"]))
    elif "repeat" in edit:
        path.write_text(
            edit.get("before", "") + edit["repeat"] * edit["times"] + edit.get("after", ""), encoding="utf-8"
        )
    else:
        path.write_text(edit["write"], encoding="utf-8")
