"""A text published in other formats and layouts, to be read back: PDF by Chromium, DOCX, HTML, CVDR XML."""

import html
import io
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from xml.sax.saxutils import escape

import docx
from playwright.sync_api import Browser, sync_playwright

from veiligheidsgraaf.reading.document import Cell, Document, Heading, Item, Paragraph, Role

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
_FLAGS = ["--no-sandbox", "--disable-gpu"]
_WIDE = 4  # columns of a table that runs over the whole page

STYLE = """
@page { size: A4; margin: 22mm 20mm }
body { font: 10.5pt/1.35 "Liberation Sans", "DejaVu Sans", sans-serif; hyphens: manual; margin: 0 }
h1 { font-size: 20pt } h2 { font-size: 16pt } h3 { font-size: 13pt } h4, h5, h6 { font-size: 11.5pt }
h1, h2, h3, h4, h5, h6 { break-after: avoid; margin: 1em 0 .4em }
p, ul, ol { margin: 0 0 .7em }
table { border-collapse: collapse; width: 100%; margin: .5em 0 1em }
td, th { border: .75pt solid #555; padding: 3pt 5pt; text-align: left; vertical-align: top }
.bare td, .bare th { border: 0 }
.kader { border: 1pt solid #333; background: #eef; padding: 6pt 10pt; margin: .8em 0 }
.two { columns: 2; column-gap: 10mm }
.two .wide { column-span: all }
.noten { font-size: 8pt; border-top: .5pt solid #000; margin-top: 2em }
sup { font-size: 70% }
"""


@dataclass(frozen=True)
class Part:
    """One block of a text. `rows` of a table: the first is its header."""

    kind: str  # kop, alinea, lijst, tabel, kader, noot
    text: str = ""
    level: int = 1
    marker: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    parts: tuple["Part", ...] = field(default=())
    has_head: bool = True


def parts_of(document: Document) -> list[Part]:
    """The blocks of a document that was read from plain text, as parts to publish elsewhere."""
    found: list[tuple[int, Part]] = []
    for block in document.blocks:
        if isinstance(block, Heading):
            found.append((block.first, Part("kop", block.text, min(block.level, 6))))
        elif isinstance(block, Item):
            found.append((block.first, Part("lijst", block.text, block.depth, block.marker)))
        elif isinstance(block, Paragraph):
            is_note = block.role == Role.FOOTNOTE
            found.append((block.first, Part("noot" if is_note else "alinea", block.text)))
    for table in document.tables:
        rows = [_row(row, len(table.header)) for row in table.rows]
        header = [tuple(table.header)] if any(table.header) else []
        found.append((table.first, Part("tabel", rows=(*header, *rows), has_head=bool(header))))
    return [part for _, part in sorted(found, key=lambda pair: pair[0])]


def _row(row: Sequence[Cell], width: int) -> tuple[str, ...]:
    texts = {cell.column: cell.text for cell in row}
    return tuple(texts.get(column, "") for column in range(width))


def as_html(parts: Sequence[Part], style: str = STYLE, kind: str = "", title: str = "Plan") -> str:
    body = "\n".join(_html(parts))
    return (
        f"<!doctype html><html lang=nl><meta charset=utf-8><title>{html.escape(title)}</title>"
        f"<style>{style}</style><body class='{kind}'>{body}</body></html>"
    )


def _html(parts: Sequence[Part]) -> Iterator[str]:
    depth = 0
    for part in parts:
        wanted = part.level if part.kind == "lijst" else 0
        while depth > wanted:
            yield "</ul>"
            depth -= 1
        while depth < wanted:
            yield "<ul>"
            depth += 1
        text = html.escape(part.text)
        if part.kind == "kop":
            yield f"<h{part.level}>{text}</h{part.level}>"
        elif part.kind == "lijst":
            numbered = part.marker.rstrip(".").isdigit()
            style = f" style=\"list-style-type: '{part.marker} '\"" if numbered else ""
            yield f"<li{style}>{text}</li>"
        elif part.kind == "tabel":
            yield _html_table(part)
        elif part.kind == "kader":
            yield f"<div class=kader>{''.join(_html(part.parts))}</div>"
        elif part.kind == "noot":
            yield f"<p class=footnote>{html.escape(part.marker)} {text}</p>"
        else:
            yield f"<p>{text}</p>"
    yield "</ul>" * depth


def _html_table(part: Part) -> str:
    wide = " class=wide" if len(part.rows[0]) >= _WIDE else ""
    rows = part.rows[part.has_head :]
    cells = "".join(f"<th>{html.escape(cell)}</th>" for row in part.rows[: part.has_head] for cell in row)
    body = "".join(f"<tr>{''.join(f'<td>{html.escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table{wide} {part.marker}>{f'<thead><tr>{cells}</tr></thead>' if cells else ''}<tbody>{body}</tbody></table>"


@contextmanager
def printer() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=_FLAGS)
        try:
            yield browser
        finally:
            browser.close()


def print_pdf(browser: Browser, page_html: str, head: str = "", **options: Any) -> bytes:
    """The PDF of a page; with `head` a running head and page numbers."""
    page = browser.new_page()
    try:
        page.set_content(page_html)
        running = {}
        if head:
            size = "font-size:8pt;width:100%;text-align:center"
            running = {
                "display_header_footer": True,
                "header_template": f"<div style='{size}'>{html.escape(head)}</div>",
                "footer_template": f"<div style='{size}'><span class=pageNumber></span></div>",
            }
        return page.pdf(
            format="A4",
            prefer_css_page_size=False,
            print_background=True,
            **_margins(head),
            **running,
            **options,
        )
    finally:
        page.close()


def _margins(head: str) -> dict[str, Any]:
    side = "22mm" if head else "20mm"
    return {"margin": {"top": side, "bottom": side, "left": "20mm", "right": "20mm"}}


def as_docx(parts: Sequence[Part], title: str = "Plan") -> bytes:
    made = docx.Document()
    made.core_properties.title = title
    for part in parts:
        _add_docx(made, part)
    kept = io.BytesIO()
    made.save(kept)
    return kept.getvalue()


def _add_docx(made: Any, part: Part) -> None:
    if part.kind == "kop":
        made.add_heading(part.text, min(part.level, 6))
    elif part.kind == "lijst":
        numbered = part.marker.rstrip(".").isdigit()
        made.add_paragraph(part.text, style="List Number" if numbered else "List Bullet")
    elif part.kind == "tabel":
        table = made.add_table(rows=len(part.rows), cols=len(part.rows[0]))
        for row, texts in zip(table.rows, part.rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    elif part.kind == "kader":
        cell = made.add_table(rows=1, cols=1).rows[0].cells[0]
        cell.text = part.parts[0].text
        for inner in part.parts[1:]:
            cell.add_paragraph(f"- {inner.text}" if inner.kind == "lijst" else inner.text)
    else:
        made.add_paragraph(part.text)


def as_cvdr(parts: Sequence[Part], municipality: str = "Voorbeeldstad", title: str = "Plan") -> bytes:
    body, depth = [], 0
    for part in parts:
        if part.kind == "kop":
            while depth >= part.level:
                body.append("</divisie>")
                depth -= 1
            while depth < part.level:
                body.append("<divisie>")
                depth += 1
            body.append(f"<kop><titel>{escape(part.text)}</titel></kop>")
        else:
            body.append(_cvdr(part))
    body += ["</divisie>"] * depth
    return (
        '<?xml version="1.0" encoding="utf-8"?><cvdr xmlns="http://standaarden.overheid.nl/cvdr/terms/"'
        ' xmlns:dcterms="http://purl.org/dc/terms/" xmlns:overheid="http://standaarden.overheid.nl/owms/terms/">'
        f"<meta><owmskern><dcterms:title>{escape(title)}</dcterms:title>"
        f'<dcterms:creator scheme="overheid:Gemeente">{escape(municipality)}</dcterms:creator></owmskern><owmsmantel>'
        '<overheid:isRatifiedBy scheme="overheid:BestuursorgaanGemeente">gemeenteraad</overheid:isRatifiedBy>'
        "<dcterms:issued>2026-03-01</dcterms:issued></owmsmantel></meta>"
        f"<body><intitule>{escape(title)}</intitule><regeling><regeling-tekst>{''.join(body)}</regeling-tekst></regeling></body></cvdr>"
    ).encode()


def _cvdr(part: Part) -> str:
    text = escape(part.text)
    if part.kind == "lijst":
        return f'<lijst><li nr="{escape(part.marker)}"><al>{text}</al></li></lijst>'
    if part.kind == "tabel":
        rows = part.rows[part.has_head :]
        heads = "".join(map(_cals, part.rows[: part.has_head]))
        specs = "".join(f'<colspec colname="c{at}"/>' for at in range(len(part.rows[0])))
        return (
            f'<table><tgroup cols="{len(part.rows[0])}">{specs}{f"<thead>{heads}</thead>" if heads else ""}'
            f"<tbody>{''.join(map(_cals, rows))}</tbody></tgroup></table>"
        )
    if part.kind == "kader":
        return f"<kader>{''.join(map(_cvdr, part.parts))}</kader>"
    return f"<al>{text}</al>"


def _cals(row: Sequence[str]) -> str:
    cells = (f'<entry colname="c{at}"><al>{escape(cell)}</al></entry>' for at, cell in enumerate(row))
    return f"<row>{''.join(cells)}</row>"
