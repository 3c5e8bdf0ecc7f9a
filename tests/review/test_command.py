"""The command `review`: its address, and what it says when there is nothing to open."""

import shutil
import subprocess
import sys
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from ..conftest import EXAMPLE


def command(project: Path, *words: str) -> subprocess.Popen[str]:
    line = [
        sys.executable,
        "-m",
        "veiligheidsgraaf",
        "review",
        *words,
        "--project",
        str(project),
        "--niet-openen",
    ]
    return subprocess.Popen(line, stderr=subprocess.PIPE, text=True)


def test_plan_that_is_not_there_is_told(tmp_path: Path) -> None:
    project = shutil.copytree(EXAMPLE, tmp_path / "voorbeeld")
    running = command(project, "nergens-2020")
    _, told = running.communicate()
    assert running.returncode == 2
    assert "nergens-2020" in told
    assert "Traceback" not in told


def test_address_holds_the_token_and_leads_to_the_plan(tmp_path: Path) -> None:
    project = shutil.copytree(EXAMPLE, tmp_path / "voorbeeld")
    running = command(project, "voorbeeldstad-2024")
    try:
        assert running.stderr
        address = running.stderr.readline().split(" op ")[1].split(" ")[0]
        with urlopen(address) as found:
            cookie = found.headers["Set-Cookie"].partition(";")[0]
        bare = address.partition("?")[0]
        assert bare.startswith("http://127.0.0.1:")
        with urlopen(Request(bare, headers={"Cookie": cookie})) as page:
            assert "Veiligheidsplan Voorbeeldstad 2024-2027" in page.read().decode()
        with pytest.raises(HTTPError, match="403"):
            urlopen(bare)
    finally:
        running.terminate()
        running.communicate()
