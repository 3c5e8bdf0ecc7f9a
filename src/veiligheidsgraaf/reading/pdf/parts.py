"""What the lines of a page make together: blocks of text and tables, before they are a document."""

from dataclasses import dataclass, field

from ..document import Role
from .drawing import Place
from .rows import PrintedLine


@dataclass
class TextBlock:
    """Lines that are one heading, paragraph, item or footnote. `level` 0: of a heading to be found."""

    lines: list[PrintedLine]
    role: Role = Role.PARAGRAPH
    level: int = 0
    frame: Place | None = None
    marker: str = ""
    rest: int = 0  # where the words of an item or footnote start on its first line
    depth: int = 1

    @property
    def page(self) -> int:
        """The page on which it starts."""
        return self.lines[0].page

    @property
    def text(self) -> str:
        """Its words, roughly: for looking at, not for keeping."""
        return " ".join(line.text for line in self.lines)


@dataclass
class TableCell:
    """The lines of a cell."""

    column: int
    columns: int
    lines: list[PrintedLine]
    is_head: bool = False

    @property
    def text(self) -> str:
        """Its words, roughly."""
        return " ".join(line.text for line in self.lines)


@dataclass
class TableBlock:
    """A table on a page. `edges`: where its columns begin; `is_open`: its last row goes on overleaf."""

    page: int
    rows: list[list[TableCell]]
    edges: tuple[float, ...] = ()
    is_open: bool = False
    edges_are_ruled: bool = False
    heads: int | None = None
    dropped: list[PrintedLine] = field(default_factory=list)  # the header, printed again on a next page

    @property
    def lines(self) -> list[PrintedLine]:
        """All its lines, cell by cell."""
        return [*self.dropped, *(line for row in self.rows for cell in row for line in cell.lines)]


Part = TextBlock | TableBlock
