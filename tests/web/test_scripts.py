"""Scripts of the pages find the service from where they stand, so that it works below a path as well."""

import re

import pytest

from ..conftest import ROOT

SCRIPTS = sorted((ROOT / "browser" / "src").glob("*.js"))
ABSOLUTE = re.compile(r"""["'`]/[a-z]""")


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_script_names_no_address_from_the_root_of_the_host(path) -> None:
    found = [line.strip() for line in path.read_text(encoding="utf-8").splitlines() if ABSOLUTE.search(line)]
    assert not found
