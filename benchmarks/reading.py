"""How much of a plan comes back when it is published in another format and read again.

Renders the plain texts of a folder to PDF in one and two columns (with and without tags), DOCX, HTML and CVDR
XML, and tells for each the share of lines that are found whole within one block (paragraph, item, cell).

    python benchmarks/reading.py FOLDER [--keep DIR] [--missed]
"""

import argparse
import re
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from playwright.sync_api import Browser

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.reading.rendering import Part, as_cvdr, as_docx, as_html, parts_of, print_pdf, printer

from veiligheidsgraaf.reading.document import FURNITURE, Document
from veiligheidsgraaf.reading.recognition import read_document

HEAD = "Integraal veiligheidsplan gemeente"


def formats(browser: Browser) -> dict[str, Callable[[list[Part]], bytes]]:
    return {
        "pdf, 1 column": lambda parts: print_pdf(browser, as_html(parts), HEAD, tagged=False),
        "pdf, 2 columns": lambda parts: print_pdf(browser, as_html(parts, kind="two"), HEAD, tagged=False),
        "pdf, 1, tagged": lambda parts: print_pdf(browser, as_html(parts), HEAD, tagged=True),
        "pdf, 2, tagged": lambda parts: print_pdf(browser, as_html(parts, kind="two"), HEAD, tagged=True),
        "docx": as_docx,
        "html": lambda parts: as_html(parts).encode(),
        "cvdr": as_cvdr,
    }


def squeeze(text: str) -> str:
    return " ".join(re.sub(r"\*\*|__|(?<!\w)\*|\*(?!\w)|\u00ad", "", text).split())


def pieces_of(document: Document) -> Iterator[tuple[int, str]]:
    """(line, what of it must come back): lines of cells by cell, without the hyphen that broke a word."""
    for block in document.blocks:
        for number in range(block.first, block.last + 1):
            parts = [p for p in block.pieces if p.line == number]
            text = squeeze("".join(block.text[p.at : p.at + p.end - p.start] for p in parts))
            if text:
                yield number, text


def share_whole(source: Document, read: Document) -> tuple[float, list[str]]:
    texts = [squeeze(block.text) for block in read.blocks]
    everything = "\n".join(texts)
    wanted = [text for _, text in pieces_of(source)]
    missed = [text for text in wanted if text not in everything]
    return 1 - len(missed) / len(wanted), missed


def count(document: Document) -> str:
    cells = sum(len(row) for table in document.tables for row in table.rows)
    furniture = sum(line.role in FURNITURE for line in document.lines)
    blocks = f"{len(document.all_headings)} {len(document.paragraphs)} {len(document.items)}"
    return f"{blocks} {len(document.tables)}/{cells} {furniture}"


def main() -> None:
    told = argparse.ArgumentParser(description=__doc__)
    told.add_argument("folder", type=Path)
    told.add_argument("--keep", type=Path, help="folder for what was rendered")
    told.add_argument("--missed", action="store_true", help="tell which lines did not come back")
    told.add_argument("--only", default="", help="formats whose name holds this")
    options = told.parse_args()
    print("| plan | format | whole | seconds | headings paragraphs items tables/cells furniture |")
    print("|---|---|---|---|---|")
    with printer() as browser:
        for path in sorted(options.folder.glob("*.txt")):
            source = read_document(path.read_bytes(), path.name)
            print(f"| {path.stem[:3]} | text | | | {count(source)} |")
            for name, render in formats(browser).items():
                if options.only not in name:
                    continue
                data = render(parts_of(source))
                if options.keep:
                    options.keep.mkdir(parents=True, exist_ok=True)
                    (
                        options.keep / f"{path.stem[:3]}-{name.replace(', ', '-').replace(' ', '')}"
                    ).write_bytes(data)
                started = time.perf_counter()
                read = read_document(data)
                seconds = time.perf_counter() - started
                share, missed = share_whole(source, read)
                print(f"| {path.stem[:3]} | {name} | {share:.3f} | {seconds:.1f} | {count(read)} |")
                for text in missed if options.missed else ():
                    print(f"    {text[:150]}")


if __name__ == "__main__":
    main()
