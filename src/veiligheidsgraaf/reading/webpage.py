"""HTML: headings, paragraphs, lists, tables, boxes and footnotes as they are marked."""

import re
from collections.abc import Iterator
from typing import Any

from lxml import html

from .cells import RawCell, write_table
from .document import Document, Metadata, Role
from .flow import Flow, FlowLine, Run, Runs

_LEFT_OUT = frozenset(
    (
        "script",
        "style",
        "noscript",
        "template",
        "nav",
        "form",
        "button",
        "svg",
        "iframe",
        "object",
        "head",
        "select",
    )
)
_NAMES = (
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img input ins kbd label mark q s samp"
    " small span strike strong sub sup time tt u var wbr"
)
_INLINE = frozenset(_NAMES.split())
_BOLD = frozenset(("b", "strong", "th"))
_NOTE = re.compile(r"(?:foot|end)note|voetnoot|fn\d*$", re.IGNORECASE)
_FRAME = re.compile(r"\b(?:kader|box|callout|textbox|tekstvak)\b", re.IGNORECASE)
_DECLARED = re.compile(r"^\s*<\?xml[^>]*\?>")
_BACK = "↑↩"
_DEEPEST = 200


def read_webpage(data: bytes, text: str) -> Document:
    """The document of an HTML page: its bytes, and the text that they are."""
    parser = html.HTMLParser(encoding="utf-8", no_network=True)
    root = html.document_fromstring(_DECLARED.sub("", text).encode(), parser=parser)
    title = " ".join((root.findtext(".//title") or "").split())
    return read_tree(data, root, Metadata(kind="html", title=title[:200]))


def read_tree(data: bytes, root: Any, metadata: Metadata) -> Document:  # noqa: ANN401 (an element of lxml)
    """The document of a tree of HTML elements."""
    flow = Flow()
    _Walk(flow).block(_find_main(root), 0)
    flow.composer.mark_contents()
    return flow.composer.finish(data, metadata)


def _find_main(root: Any) -> Any:  # noqa: ANN401
    """What is the text of a page: its main part, when there is one."""
    for path in (".//main", ".//*[@role='main']", ".//article"):
        found = root.findall(path)
        if len(found) == 1:
            return found[0]
    body = root.find(".//body")
    return body if body is not None else root


def find_name(element: Any) -> str:  # noqa: ANN401
    """The name of an element in small letters, "" for a comment or instruction."""
    return element.tag.lower() if isinstance(element.tag, str) else ""


class _Walk:
    """Goes down a tree; words gather until a block begins or ends."""

    def __init__(self, flow: Flow) -> None:
        self._flow, self._runs = flow, Runs()
        self._role = Role.PARAGRAPH
        self._lists: list[tuple[str, int]] = []

    def block(self, element: Any, depth: int) -> None:  # noqa: ANN401
        name = find_name(element)
        if not name or name in _LEFT_OUT or depth > _DEEPEST or _is_hidden(element):
            return
        if re.fullmatch(r"h[1-6]", name):
            self._close()
            self._flow.heading(read_lines(element), int(name[1]))
        elif name == "table":
            self._close()
            self._table(element)
        elif name in ("ul", "ol"):
            self._close()
            self._list(element, name, depth)
        elif _is_note(element):
            self._close()
            self._note(element)
        elif name == "aside" or _FRAME.search(element.get("class") or ""):
            self._frame(element, depth)
        elif name == "br":
            self._runs.break_line()
        elif name in _INLINE and not _holds_blocks(element):
            gather(element, self._runs)
        else:
            if name not in _INLINE:
                self._close()
            self._inside(element, depth)
            if name not in _INLINE:
                self._close()

    def _inside(self, element: Any, depth: int) -> None:  # noqa: ANN401
        self._text(element.text)
        for child in element:
            self.block(child, depth + 1)
            self._text(child.tail)

    def _text(self, text: str | None) -> None:
        if text:
            self._runs.add(Run(text))

    def _close(self) -> None:
        """End a paragraph, or the first of an item."""
        lines = self._runs.take()
        if not lines:
            return
        if self._lists and self._lists[-1][0]:
            marker, depth = self._lists[-1]
            self._lists[-1] = "", depth
            self._flow.item(lines, marker, depth)
        else:
            self._flow.paragraph(lines, self._role)

    def _list(self, element: Any, name: str, depth: int) -> None:  # noqa: ANN401
        start = element.get("start") or "1"
        number = int(start) if re.fullmatch(r"\d{1,4}", start) else 1
        for child in element:
            if find_name(child) == "li" and not _is_note(child):
                marker = _marker(element, number) if name == "ol" else "-"
                self._lists.append((marker, len(self._lists) + 1))
                self._inside(child, depth + 1)
                self._close()
                self._lists.pop()
                number += 1
            else:
                self.block(child, depth + 1)

    def _note(self, element: Any) -> None:  # noqa: ANN401
        inner = [child for child in element.iterdescendants("li", "p") if find_name(child) == "li"]
        for note in inner or [element]:
            found = re.search(r"(\d+)\D*$", note.get("id") or "")
            lines = [line for line in read_lines(note, is_item=False) if line.text.strip(_BACK + " ")]
            self._flow.footnote([_without_back(line) for line in lines], found[1] if found else "")

    def _frame(self, element: Any, depth: int) -> None:  # noqa: ANN401
        self._close()
        first, before, self._role = self._flow.composer.last + 1, self._role, Role.FRAME
        self._inside(element, depth)
        self._close()
        self._role = before
        if self._flow.composer.last >= first:
            self._flow.composer.frame(first, self._flow.composer.last, _title_of(element))

    def _table(self, element: Any) -> None:  # noqa: ANN401
        rows = [
            [_read_cell(cell) for cell in row if find_name(cell) in ("td", "th")] for row in _rows(element)
        ]
        head = element.find("thead")
        heads = len(head.findall("tr")) if head is not None else None
        caption = element.find("caption")
        words = " ".join(line.text for line in read_lines(caption)) if caption is not None else ""
        if words:
            self._flow.paragraph([FlowLine(words)])
        write_table(self._flow, rows, heads, words)


def gather(
    element: Any,  # noqa: ANN401
    runs: Runs,
    address: str = "",
    bold: bool = False,
    raised: bool = False,
    is_item: bool = True,
) -> None:
    """Take the words of an element, blocks inside it on lines of their own."""
    name = find_name(element)
    if not name or name in _LEFT_OUT or _is_hidden(element):
        return
    if name == "br":
        runs.break_line()
        return
    if name == "a":
        href = element.get("href") or ""
        address = href if re.match(r"(?:https?:|jci)", href) else ""
    bold, raised = bold or name in _BOLD, raised or name == "sup"
    is_block = name not in _INLINE
    if is_block:
        runs.break_line()
    if name == "li" and is_item:
        runs.add(Run("- "))
    if element.text:
        runs.add(Run(element.text, address, bold, raised))
    for child in element:
        gather(child, runs, address, bold, raised)
        if child.tail:
            runs.add(Run(child.tail, address, bold, raised))
    if is_block:
        runs.break_line()


def read_lines(element: Any, is_item: bool = True) -> list[FlowLine]:  # noqa: ANN401
    """The lines of an element and what stands in it; of an item of a list with its marker."""
    runs = Runs()
    gather(element, runs, is_item=is_item)
    return runs.take()


def _rows(table: Any) -> Iterator[Any]:  # noqa: ANN401
    for child in table:
        if find_name(child) == "tr":
            yield child
        elif find_name(child) in ("thead", "tbody", "tfoot"):
            yield from (row for row in child if find_name(row) == "tr")


def _read_cell(cell: Any) -> RawCell:  # noqa: ANN401
    return RawCell(
        tuple(read_lines(cell)),
        _number(cell.get("colspan")),
        _number(cell.get("rowspan")),
        find_name(cell) == "th" and cell.get("scope") != "row",
    )


def _number(value: str | None) -> int:
    return max(1, int(value)) if value and re.fullmatch(r"\d{1,4}", value) else 1


def _marker(element: Any, number: int) -> str:  # noqa: ANN401
    kind = element.get("type") or "1"
    if kind in ("a", "A") and number <= 26:  # noqa: PLR2004 (letters)
        return chr(ord(kind) + number - 1) + "."
    return f"{number}."


def _is_hidden(element: Any) -> bool:  # noqa: ANN401
    style = (element.get("style") or "").replace(" ", "").lower()
    return (
        element.get("hidden") is not None or "display:none" in style or element.get("aria-hidden") == "true"
    )


def _is_note(element: Any) -> bool:  # noqa: ANN401
    if find_name(element) not in ("li", "p", "div", "section", "ol", "aside"):
        return False
    told = (element.get("role") or "", element.get("class") or "", element.get("id") or "")
    return any(
        _NOTE.match(word) or word in ("doc-footnote", "doc-endnotes") for word in " ".join(told).split()
    )


def _holds_blocks(element: Any) -> bool:  # noqa: ANN401
    return any(find_name(child) not in _INLINE | {"", "br"} for child in element.iterdescendants())


def _title_of(element: Any) -> str:  # noqa: ANN401
    for child in element.iterdescendants():
        if re.fullmatch(r"h[1-6]|strong|b", find_name(child)):
            return " ".join(child.text_content().split())
        if find_name(child) in ("p", "ul", "ol", "table"):
            first = read_lines(child)
            return first[0].text if first and first[0].bold else ""
    return ""


def _without_back(line: FlowLine) -> FlowLine:
    return FlowLine(line.text.rstrip(_BACK + " "), line.links, line.bold)
