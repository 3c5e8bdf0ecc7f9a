"""A plan in DOCX, HTML and CVDR XML comes back as it was made: headings, lists, tables, boxes, notes, links."""

import pytest

from veiligheidsgraaf.reading.document import Document, Role
from veiligheidsgraaf.reading.plain import read_plain
from veiligheidsgraaf.reading.recognition import read_document
from veiligheidsgraaf.reading.regulation import read_regulation
from veiligheidsgraaf.reading.title_page import complete
from veiligheidsgraaf.reading.webpage import read_webpage
from veiligheidsgraaf.reading.word_file import read_word_file

from .rendering import Part, as_cvdr, as_docx, as_html

PARTS = [
    Part("kop", "Integraal veiligheidsplan", 1),
    Part("kop", "1 Jeugd en veiligheid", 2),
    Part(
        "alinea",
        "Jongeren groeien veilig op. Samen met de politie, de boa's en het jongerenwerk zorgen we daarvoor.",
    ),
    Part("lijst", "meer toezicht in de avond", 1, "-"),
    Part("lijst", "een vaste jongerenwerker per wijk", 1, "-"),
    Part("kop", "1.1 Aanpak", 3),
    Part(
        "tabel",
        rows=(
            ("Maatregel", "Portefeuillehouder", "Partijen", "Planning"),
            ("Extra toezicht", "Burgemeester", "Boa's, politie", "Q1 2026"),
            ("Voorlichting op scholen", "Wethouder jeugd", "Scholen, Halt", "doorlopend"),
        ),
    ),
    Part("kader", parts=(Part("alinea", "Wat merkt u daarvan? In de zomer staat er elke avond iemand."),)),
    Part("kop", "2 Ondermijning", 2),
    Part("alinea", "De aanpak van ondermijning vraagt om samenwerking met het RIEC."),
]
READERS = {
    "docx": lambda: read_word_file(as_docx(PARTS)),
    "html": lambda: read_webpage(b"", as_html(PARTS)),
    "cvdr": lambda: read_regulation(as_cvdr(PARTS)),
}


@pytest.fixture(scope="module", params=READERS)
def document(request) -> Document:
    return READERS[request.param]()


def test_headings_come_back_as_a_tree(document: Document) -> None:
    headings = [heading for heading in document.all_headings if heading.text != "Plan"]
    assert [heading.text for heading in headings] == [part.text for part in PARTS if part.kind == "kop"]
    chapter = next(heading for heading in headings if heading.number == "1")
    assert [child.text for child in chapter.children] == ["1.1 Aanpak"]


def test_paragraphs_and_items_come_back_whole(document: Document) -> None:
    texts = [paragraph.text for paragraph in document.paragraphs if paragraph.role == Role.PARAGRAPH]
    assert texts == [part.text for part in PARTS if part.kind == "alinea"]
    assert [item.text for item in document.items] == [part.text for part in PARTS if part.kind == "lijst"]
    assert all(item.marker == "-" for item in document.items)


def test_cells_come_back_below_their_header(document: Document) -> None:
    (table,) = document.tables
    header, *rows = next(part.rows for part in PARTS if part.kind == "tabel")
    assert table.header == header
    assert [tuple(cell.text for cell in row) for row in table.rows] == rows
    assert all(cell.header == (header[cell.column],) for row in table.rows for cell in row)


def test_box_is_a_frame_with_its_lines(document: Document) -> None:
    (frame,) = document.frames
    assert document.lines[frame.first - 1].role == Role.FRAME
    assert document.lines[frame.first - 1].text.startswith("Wat merkt u daarvan?")


def test_marks_lead_from_a_text_to_its_line(document: Document) -> None:
    for block in document.blocks:
        at = len(block.text) // 2
        (mark,) = block.marks(at, at + 1)
        assert document.lines[mark.line - 1].text[mark.start : mark.end] == block.text[at]


def test_regulation_tells_who_adopted_it_and_when() -> None:
    told = read_regulation(as_cvdr(PARTS, "Voorbeeldstad", "Veiligheidsplan 2026")).metadata
    assert (told.kind, told.title, told.municipalities) == (
        "cvdr",
        "Veiligheidsplan 2026",
        ("Voorbeeldstad",),
    )
    assert (told.adopted_by, told.adopted) == ("gemeenteraad", "2026-03-01")


REGULATION = """<?xml version="1.0"?>
<cvdr xmlns="http://standaarden.overheid.nl/cvdr/terms/"><body><intitule>Regels voor de avond</intitule>
<regeling><aanhef><preambule><al>gelet op <extref doc="https://wetten.overheid.nl/jci1.3:c:BWBR0005416&amp;artikel=172"
>artikel 172 van de Gemeentewet</extref>;</al></preambule></aanhef>
<regeling-tekst><hoofdstuk><kop><label>Hoofdstuk</label><nr>1</nr><titel>Algemeen</titel></kop>
<artikel><kop><label>Artikel</label><nr>1</nr><titel>Begrippen</titel></kop>
<lid><lidnr>1.</lidnr><al>De burgemeester wijst een gebied aan.<noot id="n1"><noot.nr>1</noot.nr><noot.al>Zie de kaart.</noot.al></noot></al>
<lijst><li nr="a."><al>in de zomer</al><lijst><li nr="1°"><al>in juli</al></li></lijst></li></lijst></lid>
<al><vet>Handhaving</vet></al><al>De boa's zien toe.</al></artikel></hoofdstuk>
<bijlage><kop><label>Bijlage</label><nr>A</nr><titel>Tabel</titel></kop>
<table><title>Planning</title><tgroup cols="3"><colspec colname="a"/><colspec colname="b"/><colspec colname="c"/>
<thead><row><entry colname="a" morerows="1"><al>Gebied</al></entry><entry namest="b" nameend="c"><al>Avond</al></entry></row>
<row><entry colname="b"><al>Week</al></entry><entry colname="c"><al>Weekend</al></entry></row></thead>
<tbody><row><entry colname="a" morerows="1"><al>Plein</al></entry><entry colname="b"><al>20 uur</al></entry><entry colname="c"><al>22 uur</al></entry></row>
<row><entry colname="b"><al>21 uur</al></entry><entry colname="c"><al>23 uur</al></entry></row></tbody></tgroup></table>
</bijlage></regeling-tekst></regeling></body></cvdr>"""


def test_regulation_has_members_notes_links_and_tables_of_their_form() -> None:
    document = read_regulation(REGULATION.encode())
    told = [(heading.level, heading.number, heading.text) for heading in document.all_headings]
    assert told == [
        (1, "", "Regels voor de avond"),
        (1, "1", "Hoofdstuk 1 Algemeen"),
        (2, "1", "Artikel 1 Begrippen"),
        (3, "", "Handhaving"),
        (1, "A", "Bijlage A Tabel"),
    ]
    assert [(item.marker, item.depth, item.text) for item in document.items] == [
        ("1.", 1, "De burgemeester wijst een gebied aan.¹"),
        ("a.", 1, "in de zomer"),
        ("1°", 2, "in juli"),
    ]
    assert [p.text for p in document.paragraphs if p.role == Role.FOOTNOTE] == ["Zie de kaart."]
    (link,) = document.links
    assert link.address.endswith("BWBR0005416&artikel=172")
    assert document.lines[link.line - 1].text[link.start : link.end] == "artikel 172 van de Gemeentewet"
    (table,) = document.tables
    assert table.caption == "Planning"
    last = table.rows[1][-1]
    assert (last.text, last.column, last.header) == ("23 uur", 2, ("Avond", "Weekend"))


PAGE = """<!doctype html><html><head><title>Veiligheidsplan</title><style>p{color:red}</style></head><body>
<nav><a href="/">Home</a></nav><main><h1>Veiligheidsplan</h1>
<p>Volgens <a href="https://wetten.overheid.nl/jci1.3:c:BWBR0005416">de Gemeentewet</a><sup><a href="#fn1">1</a></sup><br>moet dat.</p>
<p hidden>verborgen</p><script>alert("x")</script>
<ol><li>eerst<ul><li>en dan</li></ul></li><li><p>tweede</p></li></ol>
<aside><h2>Goed om te weten</h2><p>Bel de politie bij spoed.</p></aside>
<table><tr><td colspan="2"><b>Wie</b></td><td><b>Wanneer</b></td></tr><tr><td>boa</td><td>politie</td><td>avond<ul><li>vrijdag</li><li>zaterdag</li></ul></td></tr></table>
<section role="doc-endnotes"><ol><li id="fn1">Artikel 172. <a href="#ref1">↩</a></li></ol></section></main>
<footer>Contact</footer></body></html>"""


def test_page_gives_what_people_read_and_nothing_else() -> None:
    document = read_webpage(PAGE.encode(), PAGE)
    text = document.text
    assert not any(word in text for word in ("Home", "verborgen", "alert", "color", "Contact"))
    assert [(item.marker, item.depth, item.text) for item in document.items] == [
        ("1.", 1, "eerst"),
        ("-", 2, "en dan"),
        ("2.", 1, "tweede"),
    ]
    assert document.paragraphs[0].text == "Volgens de Gemeentewet¹ moet dat."
    assert (document.frames[0].title, document.links[0].line) == ("Goed om te weten", 2)
    (table,) = document.tables
    assert table.header == ("Wie", "Wie", "Wanneer")
    assert table.rows[0][2].text == "avond - vrijdag - zaterdag"
    note = document.paragraphs[-1]
    assert (note.role, note.text) == (Role.FOOTNOTE, "Artikel 172.")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (as_docx(PARTS), "docx"),
        (as_html(PARTS).encode(), "html"),
        (as_html(PARTS).encode("utf-16"), "html"),
        (as_cvdr(PARTS), "cvdr"),
        ("Een plan.\r\nMet café's.".encode("cp1252"), "tekst"),
        ("\ufeffEen plan.".encode(), "tekst"),
    ],
)
def test_kind_is_what_the_bytes_are(data: bytes, kind: str) -> None:
    document = read_document(data, "plan.onbekend")
    assert document.metadata.kind == kind
    assert len(document.digest) == 64
    assert document == read_document(data, "anders")


def test_text_that_was_read_apart_is_what_was_read_here() -> None:
    data = b"# Plan\n\n1. een\n2. twee\n"
    assert read_document(data, "plan.md") == complete(read_plain(data, data.decode(), is_markdown=True))
