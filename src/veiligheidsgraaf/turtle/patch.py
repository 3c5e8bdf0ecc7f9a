"""The change of one file as a patch."""

import difflib
import os
import re

_SPACE = 0x20
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
# Bytes of a name between quotes, as git writes them.
_QUOTED = {byte: f"\\{byte:03o}" for byte in (*range(_SPACE), *b'"\\', *range(0x7F, 0x100))}


def make_patch(name: str, before: str, after: str) -> str:
    """A unified diff that `git apply` takes: lines end at a line feed and nowhere else."""
    old, new = (_LINE.findall(text) for text in (before, after))
    found = difflib.unified_diff(old, new, _header("a", name), _header("b", name))
    return "".join(line if line.endswith("\n") else f"{line}\n\\ geen regeleinde\n" for line in found)


def _header(side: str, name: str) -> str:
    """A file as a patch names it: with the folder that `git apply` takes off, unless the name has none (then
    git takes nothing off); quoted where it could not be told where it ends.
    """
    shown = f"{side}/{name.lstrip('/')}" if "/" in name else name
    if any(char in '"\\' or ord(char) < _SPACE for char in shown):
        return '"' + "".join(_QUOTED.get(byte, chr(byte)) for byte in os.fsencode(shown)) + '"'
    return f"{shown}\t" if " " in shown else shown
