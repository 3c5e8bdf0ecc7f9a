"""Results of earlier checks on disk, by the digest of everything they rest on: what did not change is not checked again."""

import io
import json
from dataclasses import asdict
from pathlib import Path

import pyoxigraph as ox

from ..words.findings import Finding, Severity
from .read import Stated
from .units import Checked

_MOST = 4096


class Memory:
    """A folder of results; without a folder it remembers nothing. A damaged or unwritable folder is the same as none."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder

    def recall(self, key: str) -> Checked | None:
        """The result under a key, or None."""
        if self._folder is None:
            return None
        try:
            found = json.loads((self._folder / f"{key}.json").read_text(encoding="utf-8"))
            inferred = {graph: tuple(map(_stated, ox.parse(text, ox.RdfFormat.N_TRIPLES))) for graph, text in found["inferred"].items()}
            findings = frozenset(Finding(**{**row, "severity": Severity(row["severity"])}) for row in found["findings"])
        except (OSError, ValueError, KeyError, TypeError, SyntaxError):
            return None
        return Checked(inferred, findings)

    def keep(self, key: str, checked: Checked) -> None:
        """Remember a result, and forget the oldest beyond a limit."""
        if self._folder is None:
            return
        content = {
            "inferred": {graph: _ntriples(triples) for graph, triples in checked.inferred.items()},
            "findings": [asdict(finding) for finding in sorted(checked.findings)],
        }
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            pending = self._folder / f"{key}.tmp"
            pending.write_text(json.dumps(content), encoding="utf-8")
            pending.replace(self._folder / f"{key}.json")
            for old in sorted(self._folder.glob("*.json"), key=lambda path: path.stat().st_mtime)[:-_MOST]:
                old.unlink()
        except OSError:
            return


def _ntriples(triples: tuple[Stated, ...]) -> str:
    out = io.BytesIO()
    ox.serialize((ox.Triple(*triple) for triple in sorted(triples, key=str)), out, ox.RdfFormat.N_TRIPLES)
    return out.getvalue().decode()


def _stated(quad: ox.Quad) -> Stated:
    assert not isinstance(quad.subject, ox.Triple)
    assert not isinstance(quad.object, ox.Triple)
    return Stated(quad.subject, quad.predicate, quad.object)
