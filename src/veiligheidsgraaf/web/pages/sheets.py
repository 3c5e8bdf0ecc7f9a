"""A table to take along as a spreadsheet (xlsx) with links, or as CSV that a Dutch Excel opens."""

import csv
import re
from datetime import date
from io import BytesIO, StringIO

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from ...answers.answers import Table
from ...words.errors import ResultTooLarge
from ...words.values import Term
from .taken_table import Account

_MOST_ROWS = 100_000
_DECIMAL = re.compile(r"-?\d+\.\d+")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_FORMULA = re.compile(r"[=+@\t\r]|-(?!\d+(?:[.,]\d+)?$)")
_WIDEST = 60
_MEASURED = 200  # rows by which the width of a column is set
_MOST_LINK, _MOST_TEXT = 2000, 32_767  # Excel refuses more
# Columns of what looks like a number and is none.
_WORDS = ("regels", "regel")
_LICENCE = "CC0 1.0: u mag er alles mee; de teksten van de plannen zijn van de gemeenten"
_NOTES = (
    "Een leeg vak zegt niet dat een plan erover zwijgt: de graaf kent alleen wat zo is vastgelegd.",
    "Regels zijn die van de tekst van het plan; een passage is hun adres (RFC 5147), haar pagina toont ze.",
)


class _Formats:
    """How cells of a workbook look."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self.bold = book.add_format({"bold": True, "bottom": 1})
        self.plain = book.add_format({"text_wrap": True, "valign": "top"})
        self.link = book.add_format(
            {"font_color": "#0A5C66", "underline": 1, "valign": "top", "text_wrap": True}
        )
        self.day = book.add_format({"num_format": "d-m-yyyy", "valign": "top", "align": "left"})


def make_workbook(table: Table, account: Account, flat: Table | None = None) -> bytes:
    """A workbook: the answer, with headings that stay in view, a filter, and links; what it rests on; and the
    facts themselves, one to a row, when there are. Raises ResultTooLarge.

    Text is written as text: a cell that starts with `=` stays what the plan says and is no formula. Numbers
    and days are of their own type.
    """
    if max(len(table.rows), len(flat.rows) if flat else 0) > _MOST_ROWS:
        raise ResultTooLarge(f"meer dan {_MOST_ROWS} rijen", "perk het antwoord in")
    out = BytesIO()
    as_text = ("strings_to_formulas", "strings_to_numbers", "strings_to_urls")
    book = xlsxwriter.Workbook(out, {"in_memory": True, **dict.fromkeys(as_text, False)})
    formats = _Formats(book)
    _write_table(book.add_worksheet("Antwoord"), table, formats)
    _write_account(book.add_worksheet("Verantwoording"), table, account, formats)
    if flat:
        _write_table(book.add_worksheet("Per passage"), flat, formats)
    book.close()
    return out.getvalue()


def _write_table(sheet: Worksheet, table: Table, formats: _Formats) -> None:
    for c, (name, heading) in enumerate(table.columns.items()):
        widest = max((len(row[name].text) for row in table.rows[:_MEASURED]), default=0)
        sheet.set_column(c, c, min(_WIDEST, max(10, len(heading) + 2, widest + 1)))
        sheet.write_string(0, c, heading, formats.bold)
        for r, row in enumerate(table.rows, 1):
            _write_cell(sheet, r, c, row[name], formats, as_words=name in _WORDS)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(1, len(table.rows)), max(0, len(table.columns) - 1))


def _write_cell(sheet: Worksheet, r: int, c: int, term: Term, formats: _Formats, as_words: bool) -> None:
    value = term.value
    if _is_address(term) and len(value) < _MOST_LINK:
        sheet.write_url(r, c, value, formats.link, string=value[:255])
    elif not as_words and _is_number(value):
        sheet.write_number(r, c, float(value), formats.plain)
    elif not as_words and (day := _day(value)):
        sheet.write_datetime(r, c, day, formats.day)
    elif value:
        sheet.write_string(r, c, value[:_MOST_TEXT], formats.plain)


def _write_account(sheet: Worksheet, table: Table, account: Account, formats: _Formats) -> None:
    narrowed = account.narrowed or ("niets: het hele antwoord",)
    told = [
        ("Vraag", account.title), ("Wat het is", account.description),
        *(("Ingeperkt tot" if not n else "", one) for n, one in enumerate(narrowed)),
        ("Rijen", str(len(table.rows))), ("Datum", account.day), ("Uitgave", account.digest),
        ("Dit antwoord opnieuw", account.address), ("Zo verwijst u ernaar", account.reference),
        ("Licentie", _LICENCE), *(("Let op" if not n else "", note) for n, note in enumerate(_NOTES)),
    ]  # fmt: skip
    sheet.set_column(0, 0, 24, formats.bold)
    sheet.set_column(1, 1, 110)
    for r, (name, value) in enumerate((name, value) for name, value in told if value):
        sheet.write_string(r, 0, name, formats.bold)
        is_address = value.startswith(("https://", "http://"))
        term = Term("uri" if is_address else "literal", value)
        _write_cell(sheet, r, 1, term, formats, as_words=name not in ("Rijen", "Datum"))


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


def _is_address(term: Term) -> bool:
    return term.value.startswith(("https://", "http://")) and not re.search(r"\s", term.value)


def _is_number(text: str) -> bool:
    """Whether a text is a plain number, and not a code with leading zeros."""
    digits = text.removeprefix("-").replace(".", "", 1)
    return (
        digits.isascii()
        and digits.isdecimal()
        and (not text.startswith("0") or text == "0" or text.startswith("0."))
    )


def _day(text: str) -> date | None:
    """The day that a text is, from 1900 on: before that a spreadsheet has none."""
    if not _DAY.fullmatch(text):
        return None
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if found.year >= 1900 else None  # noqa: PLR2004
