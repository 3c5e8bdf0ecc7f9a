"""A table to take along as a spreadsheet (xlsx) with links, or as CSV that a Dutch Excel opens."""

import csv
import re
from io import BytesIO, StringIO

import xlsxwriter

from ...answers.answers import Table
from ...words.errors import ResultTooLarge
from ...words.values import Term

_MOST_ROWS = 100_000
_DECIMAL = re.compile(r"-?\d+\.\d+")
_FORMULA = re.compile(r"[=+@\t\r]|-(?!\d+(?:[.,]\d+)?$)")
_WIDEST = 60
_MEASURED = 200  # rows by which the width of a column is set


def make_workbook(table: Table, title: str, digest: str) -> bytes:
    """A workbook with one sheet: headings that stay in view,
    a filter, links for things, and where it comes from.

    Text is written as text: a cell that starts with `=` stays what the plan says and is no formula.
    """
    if len(table.rows) > _MOST_ROWS:
        raise ResultTooLarge(f"meer dan {_MOST_ROWS} rijen", "perk het antwoord in")
    out = BytesIO()
    book = xlsxwriter.Workbook(
        out,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_numbers": False,
            "strings_to_urls": False,
        },
    )
    sheet, bold = book.add_worksheet("Antwoord"), book.add_format({"bold": True, "bottom": 1})
    plain, link = (
        book.add_format({"text_wrap": True, "valign": "top"}),
        book.add_format({"font_color": "#0A5C66", "underline": 1, "valign": "top"}),
    )
    cells = list(table.cells)
    for c, heading in enumerate(table.columns.values()):
        texts = [row[c].text for row in cells[:_MEASURED]]
        sheet.set_column(
            c, c, min(_WIDEST, max(10, len(heading) + 2, *(len(text) + 1 for text in texts), 10))
        )
        sheet.write_string(0, c, heading, bold)
    for r, row in enumerate(cells, 1):
        for c, value in enumerate(row):
            if value.iri and len(value.iri) < 2000:  # noqa: PLR2004 (Excel refuses longer links)
                sheet.write_url(r, c, value.iri, link, string=value.text[:255])
            elif _is_number(value.text):
                sheet.write_number(r, c, float(value.text), plain)
            else:
                sheet.write_string(r, c, value.text[:32767], plain)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(1, len(table.rows)), max(0, len(table.columns) - 1))
    about = book.add_worksheet("Herkomst")
    for r, text in enumerate((title, f"Veiligheidsgraaf, uitgave {digest}", "Licentie: CC0 1.0")):
        about.write_string(r, 0, text)
    book.close()
    return out.getvalue()


def make_csv(table: Table) -> bytes:
    """CSV as Excel in Dutch reads it: UTF-8 with a mark, semicolons, a decimal comma; things by their IRI.

    What a spreadsheet would take for a formula gets an apostrophe before
    it. Exact values are for REST and SPARQL.
    """
    out = StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(table.columns)
    writer.writerows([_cell(term) for term in row] for row in table.cells)
    return out.getvalue().encode("utf-8-sig")


def _cell(term: Term) -> str:
    text = term.value
    if _FORMULA.match(text):
        return "'" + text
    return text.replace(".", ",") if _DECIMAL.fullmatch(text) and term.datatype else text


def _is_number(text: str) -> bool:
    """Whether a text is a plain number, and not a code with leading zeros."""
    digits = text.removeprefix("-").replace(".", "", 1)
    return (
        digits.isascii()
        and digits.isdecimal()
        and (not text.startswith("0") or text == "0" or text.startswith("0."))
    )
