"""Reading in a process that can be stopped, bounded in time and memory: a stranger's file stays in it."""

import subprocess
import sys
from dataclasses import dataclass, replace
from hashlib import sha256
from multiprocessing import Pipe

from ..words.errors import CannotRead
from .document import Document
from .scan import NoText


@dataclass(frozen=True)
class Limits:
    """What reading one file may take."""

    seconds: float = 180
    memory: int = 1500 * 1024 * 1024


@dataclass(frozen=True)
class Told:
    """What the process sends back: a document, or why there is none."""

    document: Document | None = None
    what: str = ""
    how: str = ""
    is_scan: bool = False


def read_apart(data: bytes, kind: str, limits: Limits, original: bytes | None = None) -> Document:
    """The document of bytes of a known kind; `original` are those that it is said to be of.

    Raises CannotRead, NoText for pages without text.
    """
    told = _ask(data, kind, limits)
    if told.document is None:
        raise NoText if told.is_scan else CannotRead(told.what, told.how)
    if original is None:
        return told.document
    notes = (*told.document.metadata.notes, "de tekst is herkend met ocrmypdf: kijk haar na op leesfouten")
    metadata = replace(told.document.metadata, notes=notes)
    return replace(told.document, metadata=metadata, digest=sha256(original).hexdigest())


def _ask(data: bytes, kind: str, limits: Limits) -> Told:
    ours, theirs = Pipe()
    module, descriptor = "veiligheidsgraaf.reading.child", theirs.fileno()
    with ours:
        process = subprocess.Popen(  # noqa: S603 (all words are our own)
            [sys.executable, "-P", "-m", module, str(descriptor), str(limits.memory), str(limits.seconds)],
            pass_fds=[descriptor],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        theirs.close()
        try:
            ours.send((data, kind))
            if ours.poll(limits.seconds):
                told: Told = ours.recv()
                return told
            how = "bewaar het plan opnieuw als PDF, of in delen, en probeer het daarmee"
            return Told(what=f"het lezen duurt langer dan {limits.seconds:g} seconden en is gestopt", how=how)
        except (EOFError, OSError):
            how = "bewaar het plan opnieuw, met kleinere afbeeldingen of in delen"
            return Told(
                what="het lezen vraagt meer geheugen dan er voor is, of liep vast op het bestand", how=how
            )
        finally:
            process.kill()
            process.wait()
