"""Pages that are pictures of text: said so, and recognised where the programs for it are installed."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from ..words.errors import CannotRead

_SECONDS = 900
_HOW = (
    "maak de tekst eerst herkenbaar met ocrmypdf -l nld PLAN.pdf PLAN-tekst.pdf "
    "(installeer ocrmypdf en tesseract-ocr-nld; zijn ze er, dan worden ze gebruikt), "
    "of vraag de gemeente om het bestand waar de PDF van gemaakt is"
)


class NoText(CannotRead):
    """A PDF of pictures only."""

    def __init__(self, what: str = "de bladzijden zijn afbeeldingen, zonder tekst") -> None:
        super().__init__(what, _HOW)


def recognise_text(data: bytes) -> bytes:
    """The same PDF with its text. Raises NoText when that cannot be made here."""
    program = shutil.which("ocrmypdf")
    if not program:
        raise NoText
    with tempfile.TemporaryDirectory() as folder:
        scanned, made = Path(folder, "in.pdf"), Path(folder, "out.pdf")
        scanned.write_bytes(data)
        command = [
            program,
            "-l",
            "nld",
            "--force-ocr",
            "--output-type",
            "pdf",
            "--quiet",
            str(scanned),
            str(made),
        ]
        try:
            done = subprocess.run(  # noqa: S603 (a program found on the path, files of our own)
                command, capture_output=True, timeout=_SECONDS, check=False, stdin=subprocess.DEVNULL
            )
        except (subprocess.TimeoutExpired, OSError):
            raise NoText("de bladzijden zijn afbeeldingen, en ocrmypdf kwam er niet mee klaar") from None
        if done.returncode != 0 or not made.is_file():
            told = done.stderr.decode("utf-8", errors="replace").strip().splitlines()
            why = f": {told[-1][:200]}" if told else ""
            raise NoText(f"de bladzijden zijn afbeeldingen, en ocrmypdf kon ze niet lezen{why}")
        return made.read_bytes()
