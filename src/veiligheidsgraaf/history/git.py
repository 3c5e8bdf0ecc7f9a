"""Ask git about a project's folder: what is there is looked up by the hash of a
commit, and the user's word reaches git once, as a name.
"""

import os
import re
import subprocess
from pathlib import Path

from ..words.errors import CannotRead, InvalidRequest

_NAME = re.compile(r"(?!-)[^\x00-\x20\x7f:?*\[\\]{1,200}")
_SECONDS = 60
_ENVIRONMENT = {
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "LC_ALL": "C",
}
# What git sets for a hook points at the repository from another folder than ours.
_OF_A_HOOK = {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"}


def find_commit(root: Path, revision: str) -> str:
    """The hash of a commit. Raises InvalidRequest or CannotRead."""
    if not _NAME.fullmatch(revision):
        raise InvalidRequest(
            f"{revision[:80]!a} is geen naam van een revisie",
            "geef een commit, tak of tag, bijvoorbeeld main of HEAD~1",
        )
    if ask_git(root, "rev-parse", "--git-dir") is None:
        raise CannotRead(
            f"{root}: is geen git-repository", "wijs met --project een map in een git-repository aan"
        )
    found = ask_git(root, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    commit = (found or b"").decode(errors="replace").strip()
    if not re.fullmatch(r"[0-9a-f]{40,64}", commit):
        how = "controleer de naam, of haal de geschiedenis op met git fetch"
        raise InvalidRequest(f"revisie '{revision}' is hier niet bekend", how)
    return commit


def ask_git(root: Path, *words: str, stdin: bytes = b"") -> bytes | None:
    """What git prints, or None when it fails. Raises CannotRead without git, or when it takes too long."""
    environment = {name: value for name, value in os.environ.items() if name not in _OF_A_HOOK} | _ENVIRONMENT
    try:
        command = ["git", "--no-pager", "--no-replace-objects", *words]
        # A list and no shell; the only word from outside is a checked name of a revision.
        found = subprocess.run(  # noqa: S603
            command,
            cwd=root,
            env=environment,
            input=stdin,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except FileNotFoundError:
        raise CannotRead("git is niet gevonden", "installeer git, of zet het in PATH") from None
    except subprocess.TimeoutExpired:
        raise CannotRead(
            f"{root}: git gaf binnen {_SECONDS} seconden geen antwoord", "probeer het opnieuw"
        ) from None
    return found.stdout if found.returncode == 0 else None
