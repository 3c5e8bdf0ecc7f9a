"""A plan of our own making, printed by Chromium in several layouts and read back: every block whole."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from veiligheidsgraaf.reading.document import Document, Role
from veiligheidsgraaf.reading.pdf.printed import read_pdf

from .rendering import CHROMIUM, Part, as_html, print_pdf, printer

pytestmark = [
    pytest.mark.proof,
    pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium to print"),
]
HEAD = "Integraal veiligheidsplan Voorbeeldstad"
THEMES = ("Jeugd", "Ondermijning", "Zorg en veiligheid", "Digitale veiligheid", "Verkeersveiligheid")
TABLE_HEAD = ("Maatregel", "Portefeuillehouder", "Partijen", "Planning")


def paragraphs_of(theme: str) -> list[str]:
    return [
        f"Het thema {theme.lower()} raakt inwoners en ondernemers in alle wijken. De gemeente voert de regie en werkt samen"
        " met de politie, het Openbaar Ministerie en maatschappelijke organisaties aan een samenhangende aanpak.",
        f"In de afgelopen jaren is veel bereikt, maar {theme.lower()} blijft aandacht vragen. Daarom kiezen we voor"
        " voorkomen boven genezen, en grijpen we in waar dat nodig is. De veiligheidsorganisaties delen hun informatie."
        " Zo ontstaat een gezamenlijk beeld van de veiligheidsproblematiek en van wat de verantwoordelijkheden zijn.",
    ]


def plan() -> list[Part]:
    parts = [Part("kop", HEAD, 1)]
    for number, theme in enumerate(THEMES, 1):
        first, second = paragraphs_of(theme)
        rows = tuple(
            (
                f"Aanpak {letter} van {theme.lower()} met een plan per wijk",
                "Burgemeester en wethouder",
                f"Team veiligheid, politie, partner {letter}",
                f"Q{at % 4 + 1} 202{6 + at % 3}",
            )
            for at, letter in enumerate("abcdefgh")
        )
        parts += [
            Part("kop", f"{number} {theme}", 2),
            Part("alinea", first),
            Part("alinea", second),
            Part("kop", f"{number}.1 Wat willen we bereiken?", 3),
            Part(
                "lijst",
                f"minder meldingen over {theme.lower()} dan in het jaar daarvoor, in alle wijken van de stad",
                1,
                "-",
            ),
            Part("lijst", "meer vertrouwen van inwoners", 1, "-"),
            Part("lijst", "ook in de avond", 2, "-"),
            Part("kop", f"{number}.2 Wat gaan we doen?", 3),
            Part("lijst", f"Een eerste stap bij {theme.lower()}.", 1, "1."),
            Part("lijst", "Een tweede stap, samen met de buurt.", 1, "2."),
            Part("tabel", rows=(TABLE_HEAD, *rows)),
            Part(
                "kader",
                parts=(
                    Part(
                        "alinea",
                        f"Wat merkt u van {theme.lower()}? Bel de politie als u iets ziet, ook bij twijfel.",
                    ),
                    Part("lijst", "bij spoed belt u 112", 1, "-"),
                ),
            ),
        ]
    return parts


def soften(text: str) -> str:
    """A text with places where long words may be broken."""
    return re.sub(r"(?<=[bcdfghklmnprstvwz])(?=[bdghklmnprstvwz][aeiou]\w{3})", "\u00ad", text)


LAYOUTS = {
    "one column": ("", "", False),
    "one column, tagged": ("", "", True),
    "two columns": ("two", "", False),
    "two columns, tagged": ("two", "", True),
    "justified and hyphenated": ("two", "p, li { text-align: justify }", False),
    "serif, larger": ("", 'body { font: 12pt/1.5 "Liberation Serif", "DejaVu Serif", serif }', False),
    "table without rules": ("", "td, th { border: 0 }", False),
    "table with rules across": ("", "td, th { border-left: 0; border-right: 0 }", False),
    "landscape": ("", "@page { size: A4 landscape }", False),
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with printer() as opened:
        yield opened


@pytest.fixture(scope="module", params=LAYOUTS)
def document(request: pytest.FixtureRequest, browser: Browser) -> Document:
    kind, style, tagged = LAYOUTS[request.param]
    page = as_html(plan(), kind=kind)
    if "hyphenated" in request.param:
        head, _, body = page.partition("<body")
        page = f"{head}<body{soften(body)}"
    page = page.replace("</style>", f"{style}</style>")
    return read_pdf(print_pdf(browser, page, HEAD, tagged=tagged, landscape=request.param == "landscape"))


def wanted(kind: str) -> list[str]:
    return [part.text for part in plan() if part.kind == kind]


def test_headings_come_back_with_their_levels(document: Document) -> None:
    told = [(heading.text, heading.level) for heading in document.all_headings]
    assert [text for text, _ in told] == wanted("kop")
    numbered = [level for text, level in told if text[0].isdigit()]
    depths = [2 if re.match(r"\d\.\d", text) else 1 for text in wanted("kop") if text[0].isdigit()]
    assert len({level - depth for level, depth in zip(numbered, depths, strict=True)}) == 1


def test_paragraphs_come_back_whole(document: Document) -> None:
    found = [p.text for p in document.paragraphs if p.role == Role.PARAGRAPH]
    assert " ".join(found) == " ".join(wanted("alinea"))
    # Where a page ends with a full line that ends a sentence, nothing tells whether the paragraph does too.
    assert len(set(wanted("alinea")) - set(found)) <= 2


def test_items_come_back_whole(document: Document) -> None:
    items = [part.text for part in plan() if part.kind == "lijst"]
    boxed = {inner.text for part in plan() for inner in part.parts if inner.kind == "lijst"}
    assert [item.text for item in document.items if item.text not in boxed] == items


def test_tables_come_back_whole_over_pages(document: Document) -> None:
    assert len(document.tables) == len(THEMES)
    for table, part in zip(document.tables, (part for part in plan() if part.kind == "tabel"), strict=True):
        assert table.header == TABLE_HEAD
        assert [tuple(cell.text for cell in row) for row in table.rows] == list(part.rows[1:])


def test_boxes_come_back_as_frames(document: Document) -> None:
    boxed = [inner.text for part in plan() for inner in part.parts]
    framed = [
        block.text
        for block in document.blocks
        if any(frame.first <= block.first <= frame.last for frame in document.frames)
    ]
    assert framed == boxed


def test_running_heads_and_numbers_of_pages_stand_apart(document: Document) -> None:
    assert (
        sum(line.text == HEAD and line.role == Role.PAGE_HEAD for line in document.lines)
        == document.metadata.pages
    )
    feet = [line.text for line in document.lines if line.role == Role.PAGE_FOOT]
    assert feet == [str(number) for number in range(1, document.metadata.pages + 1)]


def test_every_line_has_its_page_and_place_in_order(document: Document) -> None:
    pages = [line.page for line in document.lines]
    assert pages == sorted(pages)
    assert all(
        line.box and line.box.left < line.box.right and line.box.top < line.box.bottom
        for line in document.lines
    )
