"""What runs in the process that reads one file: bytes and kind come in, a document or a fault goes out."""

import resource
import signal
import sys
from multiprocessing.connection import Connection
from typing import Any

from ..words.errors import CannotRead
from .document import Document
from .isolation import Told
from .scan import NoText
from .title_page import complete

_GRACE = 10
_MOST_STACK = 20_000


def main(descriptor: str, memory: str, seconds: str) -> None:
    """Read what comes through a pipe. The parent kills this process; should it be gone, the alarm does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.alarm(int(float(seconds)) + _GRACE)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (int(memory), int(memory)))
    pipe: Connection[Any, Any] = Connection(int(descriptor))
    data, kind = pipe.recv()
    pipe.send(tell(data, kind))


def tell(data: bytes, kind: str) -> Told:
    """The document, or why there is none."""
    try:
        return Told(complete(read_kind(data, kind)))
    except NoText as fault:
        return Told(what=fault.what, how=fault.how, is_scan=True)
    except CannotRead as fault:
        return Told(what=fault.what, how=fault.how)
    except ModuleNotFoundError as fault:
        how = "installeer ze met pip install 'veiligheidsgraaf[draft]'"
        return Told(what=f"voor dit soort bestand ontbreken programmadelen ({fault.name})", how=how)
    except (MemoryError, ImportError, OSError):  # a library that finds no room is not loaded
        how = "bewaar het plan opnieuw, met kleinere afbeeldingen of in delen"
        return Told(what="het lezen vraagt meer geheugen dan er voor is", how=how)
    except Exception as fault:  # whatever a library makes of a stranger's bytes
        how = "bewaar het plan opnieuw, of in een andere vorm (PDF, DOCX, HTML of tekst)"
        return Told(what=f"het bestand is beschadigd ({type(fault).__name__})", how=how)


def read_kind(data: bytes, kind: str) -> Document:
    """The document of bytes of a kind, with only the libraries of that kind. Raises CannotRead."""
    if kind == "pdf":
        from .pdf.printed import read_pdf  # noqa: PLC0415

        return read_pdf(data)
    if kind == "docx":
        from .word_file import read_word_file  # noqa: PLC0415

        return read_word_file(data)
    from .recognition import decode  # noqa: PLC0415

    if kind == "cvdr":
        from .regulation import read_regulation  # noqa: PLC0415

        return read_regulation(data)
    if kind == "html":
        from .webpage import read_webpage  # noqa: PLC0415

        return read_webpage(data, decode(data))
    from .plain import read_plain  # noqa: PLC0415

    return read_plain(data, decode(data), kind == "markdown")


if __name__ == "__main__":
    main(*sys.argv[1:])
