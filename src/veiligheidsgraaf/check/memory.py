"""Results of earlier checks on disk, by the digest of everything they rest on: what did not change is not
checked again.
"""

import hashlib
import json
from dataclasses import asdict
from pathlib import Path

from .findings import Finding, Severity
from .units import Checked

_MOST = 4096


class Memory:
    """A folder of results; without a folder it remembers nothing. A damaged or unwritable folder is the same
    as none.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder

    def recall(self, key: str) -> Checked | None:
        """The result under a key, or None."""
        if self._folder is None:
            return None
        try:
            digest, _, text = (self._folder / f"{key}.json").read_text(encoding="utf-8").partition("\n")
            if digest != _digest(text):
                return None
            found = json.loads(text)
            findings = frozenset(
                Finding(**{**row, "severity": Severity(row["severity"])}) for row in found["findings"]
            )
            return Checked(dict(found["inferred"]), findings)
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def keep(self, key: str, checked: Checked) -> None:
        """Remember a result, and forget the oldest beyond a limit."""
        if self._folder is None:
            return
        content = {
            "inferred": checked.inferred,
            "findings": [asdict(finding) for finding in sorted(checked.findings)],
        }
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            pending = self._folder / f"{key}.tmp"
            text = json.dumps(content)
            pending.write_text(f"{_digest(text)}\n{text}", encoding="utf-8")
            pending.replace(self._folder / f"{key}.json")
            for old in sorted(self._folder.glob("*.json"), key=lambda path: path.stat().st_mtime)[:-_MOST]:
                old.unlink()
        except OSError:
            return


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
