"""What the signs of a line tell: the marker of an item, the number of a heading, leaders to a page."""

import re
from dataclasses import dataclass

_BULLETS = "•●○◦▪■□▫–—·∙‣⁃➤➢►▶→»✓✔❖◆◇«¢+*\uf0b7\uf0a7\uf0d8\uf0fc\uf02d-"
_BULLET = re.compile(
    rf"(?P<marker>(?:[{re.escape(_BULLETS)}]|o(?=\s{{1,4}}\S)|e(?=\s[A-Za-z])|\[[ x]\])(?=\s)"
    r"|[-–•](?=[A-ZÉ]))\s*(?=\S)"
)
_NUMBERED = re.compile(
    r"(?P<marker>\(?(?:\d{1,2}|[a-z]|[ivx]{1,5})\)|\d{1,2}[.:°º]|[a-zA-Z]\.|[ivx]{1,5}\.|[IVX]{1,5}\.)\s+(?=\S)"
)
_NUMBER = r"(?P<number>\d{1,2}(?:\.[\dIl]{1,2}){1,4}|\d{1,2})(?:\.?\s+|\t|[.:]\s*)"
_HEADING = re.compile(_NUMBER + r"(?=(?!https?:)[^\W\d_]{2}|[(‘'“\"])")
_MONTH = re.compile(
    r"(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december)\b", re.I
)
_NAMED = re.compile(
    r"(?P<name>hoofdstuk|paragraaf|bijlage|deel|artikel|afdeling|titel|thema|prioriteit|speerpunt|programma|doel)"
    r"\s+(?P<number>\d{1,2}[a-z]?|[A-Z]|[IVX]{1,5})\b[.:]?",
    re.IGNORECASE,
)
_LEVELS = {"deel": 1, "hoofdstuk": 1, "bijlage": 1, "titel": 1, "afdeling": 2, "paragraaf": 2, "artikel": 3}
_CONTENTS_TITLE = re.compile(r"(?:inhoud(?:sopgave|soverzicht)?|table of contents)\W*$", re.IGNORECASE)
_CONTENTS = re.compile(r"\S.*?(?:\s*(?:\.\s?|…|_){3,}\s*|\t\s*|\s{3,}|\s)(?P<page>\d{1,3})\s*$")
_LEADERS = re.compile(r"(?:\.\s?|…|_){4,}\s*\d{0,3}\s*$|\t\s*\d{1,3}\s*$|\S\s{3,}\d{1,3}\s*$")
_NOTE = re.compile(r"(?P<marker>[¹²³⁴⁵⁶⁷⁸⁹⁰]{1,3}|\[\d{1,3}\])\s*(?=\S)")
_FIGURE = re.compile(r"(?<![\w.–-])\d+(?:[.,]\d+)?%?(?![\w.–-])")
_LEAST_FIGURES = 3
_END = re.compile(r"[.!?…][\"'’”»)\]]*$")


@dataclass(frozen=True)
class Marked:
    """A marker at the start of a line, and where the words after it start. `value`: of a number, else 0."""

    marker: str
    rest: int
    value: int = 0

    @property
    def is_number(self) -> bool:
        """Whether it is a plain number, as a heading may carry too."""
        return self.value > 0


def find_marker(text: str) -> Marked | None:
    """The marker of an item that a line starts with."""
    start = len(text) - len(text.lstrip())
    if (match := _BULLET.match(text, start)) and re.search(r"\w", text[match.end() :]):
        return Marked(match["marker"], match.end())
    if match := _NUMBERED.match(text, start):
        digits = re.sub(r"\D", "", match["marker"])
        return Marked(match["marker"], match.end(), int(digits) if digits else 0)
    return None


def find_number(text: str) -> tuple[str, int] | None:
    """(number, depth) of a numbered heading: ("2.1", 2)."""
    stripped = text.strip().strip("*_# ")
    if match := _HEADING.match(stripped):
        number, rest = match["number"], stripped[match.end() :]
        if "." not in number and (_MONTH.match(rest) or (rest[:1].islower() and "." not in match[0])):
            return None  # a date, or a number in a sentence
        return number, number.count(".") + 1
    return None


def find_named(text: str) -> tuple[str, int | None] | None:
    """(number, level) of a heading that names its kind: `Hoofdstuk 2`, `Prioriteit 1:`. No level: any."""
    if match := _NAMED.match(text.strip().strip("*_# ")):
        return match["number"], _LEVELS.get(match["name"].lower())
    return None


def find_note(text: str) -> int | None:
    """Where the words of a footnote start, when a line starts as one."""
    match = _NOTE.match(text, len(text) - len(text.lstrip()))
    return match.end() if match else None


def is_contents_title(text: str) -> bool:
    """Whether a line is the head of a table of contents."""
    return bool(_CONTENTS_TITLE.match(text.strip().strip("*_# ")))


def is_contents_line(text: str, strict: bool = True) -> bool:
    """Whether a line ends in leaders or a tab with the number of a page; not strict: in any number."""
    return bool((_LEADERS if strict else _CONTENTS).search(text)) and not _has_cells(text)


def _has_cells(text: str) -> bool:
    return len([cell for cell in text.split("\t") if cell.strip()]) > 3  # noqa: PLR2004 (number, title, page)


def is_row_of_figures(text: str) -> bool:
    """Whether a line is a row of a table that lost its columns: some words and then figures."""
    return len(_FIGURE.findall(text)) >= _LEAST_FIGURES


def ends_sentence(text: str) -> bool:
    """Whether a line ends where a sentence does."""
    return bool(_END.search(text.rstrip().rstrip("*_")))


def is_short(text: str, most: int = 90) -> bool:
    """Whether a line can be a heading by its length and its end."""
    stripped = text.strip().rstrip("*_").rstrip()
    return (0 < len(stripped) <= most and not stripped.endswith((".", ";", ",", ":", "-"))) or (
        bool(find_number(text)) and len(stripped) <= most and not stripped.endswith((";", ","))
    )


def are_siblings(one: str, other: str) -> bool:
    """Whether two numbers follow each other: 2.1 and 2.2."""
    above, _, last = one.rpartition(".")
    above_other, _, last_other = other.rpartition(".")
    digits = last.isdigit() and last_other.isdigit()
    return above == above_other and digits and abs(int(last) - int(last_other)) == 1
