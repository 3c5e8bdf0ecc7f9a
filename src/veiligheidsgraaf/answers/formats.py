"""A table for people in a terminal."""

from io import StringIO

from rich.console import Console
from rich.table import Table as RichTable

from .answers import Table


def render_table(table: Table, width: int) -> str:
    """Rows as a readable text table of at most `width` characters, and how many there are."""
    grid = RichTable(show_lines=False)
    for heading in table.columns.values():
        grid.add_column(heading, overflow="fold")
    for row in table.cells:
        grid.add_row(*(term.text for term in row))
    out = StringIO()
    console = Console(file=out, width=width, color_system=None, markup=False)
    console.print(grid)
    rows = len(table.rows)
    console.print("1 rij" if rows == 1 else f"{rows} rijen")
    return out.getvalue()
