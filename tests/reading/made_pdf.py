"""PDF files of our own making, word by word, for what no printer makes on purpose."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """Text at a place from the top left of the page."""

    x: float
    y: float
    text: str
    size: float = 10
    bold: bool = False


@dataclass(frozen=True)
class Drawn:
    """Anything else, as PDF writes it, measured from the bottom left."""

    content: str


HEIGHT = 842
_FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /{} /Encoding /WinAnsiEncoding >>"
FONTS = f"<< /F1 {_FONT.format('Helvetica')} /F2 {_FONT.format('Helvetica-Bold')} >>"


def rule(left: float, top: float, right: float, bottom: float) -> Drawn:
    return Drawn(f"{left} {HEIGHT - top} m {right} {HEIGHT - bottom} l S")


def rectangle(left: float, top: float, right: float, bottom: float, fill: str = "0.9 0.9 1 rg") -> Drawn:
    return Drawn(f"q {fill} {left} {HEIGHT - bottom} {right - left} {bottom - top} re f Q")


def make_pdf(
    pages: Sequence[Sequence[Words | Drawn]],
    fonts: str = FONTS,
    extra: str = "",
    trailer: str = "",
    page: str = "",
) -> bytes:
    """A PDF of pages. `extra`: more resources, `trailer`: more of the trailer, `page`: more of each page."""
    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    kids = []
    for parts in pages:
        content = zlib.compress("\n".join(map(_write, parts)).encode("cp1252"))
        objects.append(
            b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(content), content)
        )
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 {HEIGHT}] /Contents {len(objects)} 0 R"
            f" /Resources << /Font {fonts} {extra} >> {page} >>".encode()
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>".encode()
    return _assemble(objects, trailer)


def _write(part: Words | Drawn) -> str:
    if isinstance(part, Drawn):
        return part.content
    text = part.text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    font = "F2" if part.bold else "F1"
    return f"BT /{font} {part.size} Tf {part.x} {HEIGHT - part.y} Td ({text}) Tj ET"


def _assemble(objects: Sequence[bytes], trailer: str) -> bytes:
    made, starts = bytearray(b"%PDF-1.7\n"), []
    for number, content in enumerate(objects, 1):
        starts.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    made += b"".join(b"%010d 00000 n \n" % start for start in starts)
    size = len(objects) + 1
    made += f"trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{table}\n%%EOF\n".encode()
    return bytes(made)


def lines(x: float, y: float, texts: Sequence[str], size: float = 10, bold: bool = False) -> list[Words]:
    """Words below each other."""
    return [Words(x, y + at * size * 1.2, text, size, bold) for at, text in enumerate(texts)]
