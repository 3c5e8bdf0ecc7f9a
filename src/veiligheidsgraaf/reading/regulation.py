"""CVDR XML, the form in which regulations and plans are published on lokaleregelgeving.overheid.nl.

Elements are known by their local names, so that the forms of the official gazettes are read too.
"""

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from ..words.errors import CannotRead, shorten
from .cells import RawCell, write_table
from .document import Document, Metadata, Role
from .flow import Flow, FlowLine, Run, Runs

ROOTS = frozenset(("cvdr", "regeling", "officiele-publicatie", "gemeenteblad", "circulaire"))
# What has a heading of its own, and where it stands when it is not in another.
_NAMES = (
    "boek deel titeldeel hoofdstuk afdeling paragraaf subparagraaf subsubparagraaf sub-paragraaf artikel"
    " divisie bijlage nota-toelichting toelichting algemeen enig-artikel wijzig-artikel tekstdivisie"
)
_PARTS = frozenset(_NAMES.split())
_TITLES = frozenset(("kop", "tussenkop", "intitule", "title"))
_BOLD = frozenset(("vet", "b", "strong"))
_LEFT_OUT = frozenset(("meta", "metadata", "plaatje", "illustratie", "colspec", "sluiting-datum"))
_DEEPEST = 150


def read_regulation(data: bytes) -> Document:
    """The document of CVDR XML. Raises CannotRead for XML that is broken or defines entities."""
    root = parse_safely(data)
    if _name(root) not in ROOTS and not any(_name(e) in ("al", "artikel", "kop") for e in root.iter()):
        raise CannotRead(
            f"dit is XML van een andere soort ({shorten(_name(root), 40)})",
            "bewaar het plan als PDF, DOCX, HTML of de XML van lokaleregelgeving.overheid.nl",
        )
    flow = Flow()
    body = next((e for e in root.iter() if _name(e) == "body"), root)
    _Walk(flow).element(body, 1)
    flow.composer.mark_contents()
    return flow.composer.finish(data, read_metadata(root))


def parse_safely(data: bytes) -> Any:  # noqa: ANN401 (an element of lxml)
    """The root of XML that defines nothing of its own. Raises CannotRead."""
    if b"<!ENTITY" in data:
        raise _own_entities()
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise CannotRead(
            f"de XML is beschadigd op regel {error.lineno}", "haal het bestand opnieuw op"
        ) from None
    internal = root.getroottree().docinfo.internalDTD
    if internal is not None and any(True for _ in internal.iterentities()):
        raise _own_entities()
    return root


def _own_entities() -> CannotRead:
    return CannotRead(
        "de XML bevat eigen entiteiten (<!ENTITY>), en dat hoort er niet in",
        "haal het bestand opnieuw op bij lokaleregelgeving.overheid.nl",
    )


def read_metadata(root: Any) -> Metadata:  # noqa: ANN401
    """Municipality, title, who adopted it and dates, as the file tells them."""
    told: dict[str, list[str]] = {}
    meta = next((e for e in root.iter() if _name(e) == "meta"), None)
    for element in meta.iter() if meta is not None else ():
        words = " ".join("".join(element.itertext()).split())
        if words:
            told.setdefault(_name(element), []).append(words)
    first = {name: values[0] for name, values in told.items()}
    title = first.get("title") or next(
        (" ".join("".join(e.itertext()).split()) for e in root.iter() if _name(e) == "intitule"), ""
    )
    return Metadata(
        kind="cvdr",
        title=title[:200],
        municipalities=tuple(dict.fromkeys(told.get("creator", []))),
        adopted_by=first.get("isratifiedby", ""),
        adopted=_date(first.get("issued", "")),
        in_force=_date(first.get("inwerkingtredingdatum", "")),
        expired=_date(first.get("uitwerkingtredingdatum", "")),
        published=_date(first.get("modified", "")),
        identifier=first.get("identifier", ""),
    )


def _date(text: str) -> str:
    return text if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) else ""


def _name(element: Any) -> str:  # noqa: ANN401
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


class _Walk:
    """Goes down the parts; `level` is that of the next heading."""

    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        self._depth = 0
        self._notes: list[tuple[str, list[FlowLine]]] = []

    def element(self, element: Any, level: int) -> None:  # noqa: ANN401
        name = _name(element)
        if not name or name in _LEFT_OUT or self._depth > _DEEPEST:
            return
        self._depth += 1
        if name in _TITLES:
            below = level + 1 if name == "tussenkop" else level
            self._heading(element, 1 if name == "intitule" else below)
        elif name == "lijst":
            self._list(element, 1, level)
        elif name == "lid":
            self._member(element, level)
        elif name in ("table", "tabel"):
            self._table(element)
        elif name in ("kader", "structuurtekst-kader"):
            self._frame(element, level)
        elif name in ("al", "p"):
            self._paragraph(element)
        else:
            titled = any(_name(child) == "kop" and _has_words(child) for child in element)
            below = level + 1 if name in _PARTS and titled else level
            for child in element:
                self.element(child, level if _name(child) == "kop" else below)
        self._depth -= 1

    def _heading(self, element: Any, level: int) -> None:  # noqa: ANN401
        parts = {_name(child): self._words(child) for child in element}
        number = parts.get("nr", "").rstrip(".")
        text = " ".join(self._words(element).split())
        if text:
            self._flow.heading([FlowLine(text)], level, number)
        self._tell_notes()

    def _paragraph(self, element: Any, role: Role = Role.PARAGRAPH) -> None:  # noqa: ANN401
        self._flow.paragraph(self._lines(element), role)
        self._tell_notes()

    def _list(self, element: Any, depth: int, level: int) -> None:  # noqa: ANN401
        for item in element:
            if _name(item) != "li":
                self.element(item, level)
                continue
            label = next((self._words(c) for c in item if _name(c) in ("li.nr", "linummer", "nr")), "")
            self._items(item, (label or item.get("nr") or "-").strip(), depth, level)

    def _member(self, element: Any, level: int) -> None:  # noqa: ANN401
        """A paragraph of an article, numbered when it has a number."""
        label = next((self._words(c) for c in element if _name(c) == "lidnr"), "").strip()
        if label:
            self._items(element, label, 1, level, nested=0)
        else:
            for child in element:
                self.element(child, level)

    def _items(self, element: Any, marker: str, depth: int, level: int, nested: int = 1) -> None:  # noqa: ANN401
        is_first = True
        for child in element:
            name = _name(child)
            if name in ("li.nr", "linummer", "nr", "lidnr"):
                continue
            if name == "lijst":
                self._list(child, depth + nested, level)
            elif name in ("al", "p") and is_first:
                lines = self._lines(child)
                self._flow.item(lines, marker, depth)
                is_first = not lines
                self._tell_notes()
            else:
                self.element(child, level)

    def _frame(self, element: Any, level: int) -> None:  # noqa: ANN401
        first = self._flow.composer.last + 1
        for child in element:
            if _name(child) in ("al", "p"):
                self._paragraph(child, Role.FRAME)
            else:
                self.element(child, level + 1)
        if self._flow.composer.last >= first:
            title = next((self._words(child) for child in element if _name(child) == "kop"), "")
            self._flow.composer.frame(first, self._flow.composer.last, " ".join(title.split()))

    def _table(self, element: Any) -> None:  # noqa: ANN401
        caption = " ".join(
            word for c in element if _name(c) in ("title", "kop") for word in self._words(c).split()
        )
        if caption:
            self._flow.paragraph([FlowLine(caption)])
        for group in (e for e in element if _name(e) == "tgroup"):
            columns = [c.get("colname") or str(at) for at, c in enumerate(group) if _name(c) == "colspec"]
            heads, rows = 0, []
            for part in group:
                found = [
                    [self._cell(entry, columns) for entry in row if _name(entry) == "entry"]
                    for row in part
                    if _name(row) == "row"
                ]
                heads += len(found) if _name(part) == "thead" else 0
                rows += found if _name(part) in ("thead", "tbody", "tfoot") else []
            write_table(self._flow, rows, heads or None, caption)
        self._tell_notes()

    def _cell(self, entry: Any, columns: list[str]) -> RawCell:  # noqa: ANN401
        start = entry.get("namest") or entry.get("colname")
        end = entry.get("nameend") or start
        first = columns.index(start) if start in columns else None
        last = columns.index(end) if end in columns else first
        width = last - first + 1 if first is not None and last is not None else 1
        rows = entry.get("morerows") or "0"
        over = int(rows) + 1 if re.fullmatch(r"\d{1,3}", rows) else 1
        return RawCell(tuple(self._lines(entry)), max(1, width), over, False, first)

    def _tell_notes(self) -> None:
        for marker, lines in self._notes:
            self._flow.footnote(lines, marker)
        self._notes = []

    def _words(self, element: Any) -> str:  # noqa: ANN401
        return " ".join(line.text for line in self._lines(element))

    def _lines(self, element: Any) -> list[FlowLine]:  # noqa: ANN401
        runs = Runs()
        self._gather(element, runs, "", False, False)
        return runs.take()

    def _gather(self, element: Any, runs: Runs, address: str, bold: bool, raised: bool) -> None:  # noqa: ANN401
        name = _name(element)
        if not name or name in _LEFT_OUT:
            return
        if name == "noot":
            marker = next((self._words(c) for c in element if _name(c) == "noot.nr"), "")
            self._notes.append(
                (marker, [line for part in _note_parts(element) for line in self._lines(part)])
            )
            runs.add(Run(marker, raised=True))
            return
        if name in ("br", "li"):
            runs.break_line()
        if name == "li":
            runs.add(Run(f"{element.get('nr') or '-'} "))
        address = element.get("doc") or element.get("href") or address if name == "extref" else address
        bold, raised = bold or name in _BOLD, raised or name == "sup"
        apart = name in ("al", "p", "label", "nr", "titel", "opschrift", "subtitel", "li.nr")
        if name in ("al", "p"):
            runs.break_line()
        elif apart:
            runs.add(Run(" "))
        runs.add(Run(element.text or "", address, bold, raised))
        for child in element:
            if _name(child) == "li.nr" and name == "li" and element.get("nr"):
                continue
            self._gather(child, runs, address, bold, raised)
            runs.add(Run(child.tail or "", address, bold, raised))


def _note_parts(note: Any) -> Iterator[Any]:  # noqa: ANN401
    for child in note:
        if _name(child) != "noot.nr":
            yield child


def _has_words(element: Any) -> bool:  # noqa: ANN401
    return bool("".join(element.itertext()).strip())
