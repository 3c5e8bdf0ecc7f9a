"""Pages of our own making: columns, tables with and without rules, running heads, boxes, notes, over pages."""

import pytest

from veiligheidsgraaf.reading.document import Document, Role
from veiligheidsgraaf.reading.pdf.printed import read_pdf

from .made_pdf import Drawn, Words, lines, make_pdf, rectangle, rule

BODY = [
    "De gemeente werkt samen met de politie aan een veilige",
    "stad. Inwoners en ondernemers doen daaraan mee, ieder",
    "op een eigen manier en met een eigen rol. Samen komen",
    "we verder dan ieder voor zich.",
]


def texts(document: Document, role: Role) -> list[str]:
    return [line.text for line in document.lines if line.role == role]


def read(*pages: list[Words | Drawn]) -> Document:
    return read_pdf(make_pdf(pages))


def test_lines_know_their_page_and_place() -> None:
    document = read(lines(60, 100, BODY), lines(60, 100, ["Een andere bladzijde."]))
    assert [line.page for line in document.lines] == [1, 1, 1, 1, 2]
    box = document.lines[0].box
    assert box
    assert box.left == pytest.approx(60, abs=1.5)
    assert box.top < 100 < box.bottom
    assert document.metadata.pages == 2


def test_heading_is_larger_or_bold_and_has_a_level() -> None:
    document = read(
        [
            *lines(60, 80, ["1 Jeugd en veiligheid"], 18),
            *lines(60, 120, BODY),
            *lines(60, 190, ["1.1 Overlast in de avond"], 13),
            *lines(60, 220, BODY),
            *lines(60, 290, ["Wat gaan we doen?"], 10, bold=True),
            *lines(60, 305, BODY),
            *lines(60, 380, ["2 Digitale veiligheid"], 18),
            *lines(60, 420, BODY),
        ]
    )
    told = [(heading.level, heading.number, heading.text) for heading in document.all_headings]
    assert told == [
        (1, "1", "1 Jeugd en veiligheid"),
        (2, "1.1", "1.1 Overlast in de avond"),
        (3, "", "Wat gaan we doen?"),
        (1, "2", "2 Digitale veiligheid"),
    ]


def test_smaller_heading_is_deeper_whatever_its_number() -> None:
    document = read(
        [
            *lines(60, 60, ["Veiligheidsplan"], 24),
            *lines(60, 100, ["1 Jeugd"], 18),
            *lines(60, 130, BODY),
            *lines(60, 190, ["Aanpak"], 14),
            *lines(60, 215, BODY),
            *lines(60, 275, ["1. Toezicht"], 14),
            *lines(60, 300, BODY),
            *lines(60, 360, ["2 Zorg"], 18),
            *lines(60, 390, BODY),
        ]
    )
    assert [heading.level for heading in document.all_headings] == [1, 1, 2, 2, 1]


def test_numbers_below_each_other_are_a_list_and_no_headings() -> None:
    document = read(
        [
            *lines(60, 80, ["1 Thema's"], 18),
            *lines(60, 120, BODY),
            *(
                Words(60, 190 + 25 * at, f"1.{at} {name}")
                for at, name in enumerate(("Jeugd", "Zorg", "Verkeer"), 1)
            ),
            *lines(60, 290, BODY),
            *lines(60, 370, ["1.4 Aanpak"], 10),
            *lines(60, 395, BODY),
        ]
    )
    assert [heading.text for heading in document.all_headings] == ["1 Thema's", "1.4 Aanpak"]


def test_two_columns_are_read_one_after_the_other() -> None:
    left = lines(50, 100, [f"Links regel {number} van een kolom met" for number in range(20)])
    right = lines(320, 100, [f"rechts regel {number} van een kolom met" for number in range(20)])
    document = read([*left, *right])
    assert [line.text.split()[0] for line in document.lines] == ["Links"] * 20 + ["rechts"] * 20
    assert len(document.paragraphs) == 1
    assert "van een kolom met rechts regel 0" in document.paragraphs[0].text


def test_columns_that_the_file_mixes_are_put_in_order() -> None:
    left = lines(50, 100, [f"Links regel {number} van een kolom" for number in range(20)])
    right = lines(320, 100, [f"rechts regel {number} van een kolom" for number in range(20)])
    mixed = [word for pair in zip(reversed(right), reversed(left), strict=True) for word in pair]
    document = read([*mixed])
    assert [line.text for line in document.lines] == [word.text for word in (*left, *right)]


def grid(top: float, rows: int, step: float = 30) -> list[Drawn]:
    bottom = top + rows * step
    down = [rule(x, top, x, bottom) for x in (50, 200, 350, 500)]
    return [*down, *(rule(50, top + at * step, 500, top + at * step) for at in range(rows + 1))]


def row(top: float, *cells: str, bold: bool = False) -> list[Words]:
    return [
        word
        for at, cell in enumerate(cells)
        for word in lines(55 + 150 * at, top, cell.split("|") if cell else [], 10, bold)
    ]


def test_ruled_table_has_cells_of_several_lines() -> None:
    document = read(
        [
            *grid(100, 3),
            *row(112, "Maatregel", "Partijen", "Planning", bold=True),
            *row(142, "Extra toezicht in|de avond", "Boa's en politie", "Q1 2026"),
            *row(172, "Voorlichting", "", "doorlopend"),
        ]
    )
    (table,) = document.tables
    assert table.header == ("Maatregel", "Partijen", "Planning")
    assert [[cell.text for cell in cells] for cells in table.rows] == [
        ["Extra toezicht in de avond", "Boa's en politie", "Q1 2026"],
        ["Voorlichting", "doorlopend"],
    ]
    assert table.rows[1][1].header == ("Planning",)


def test_table_over_pages_is_one_and_its_header_is_not_read_twice() -> None:
    head = row(112, "Maatregel", "Partijen", "Planning", bold=True)
    first = [*grid(100, 2)[:-1], *head, *row(142, "Extra toezicht", "Boa's en", "Q1 2026")]  # open below
    second = [*grid(100, 3), *head, *row(142, "", "politie", ""), *row(172, "Voorlichting", "Scholen", "Q2")]
    (table,) = read(first, second).tables
    assert [[cell.text for cell in cells] for cells in table.rows] == [
        ["Extra toezicht", "Boa's en politie", "Q1 2026"],
        ["Voorlichting", "Scholen", "Q2"],
    ]


def test_table_without_rules_is_known_by_its_columns() -> None:
    document = read(
        [
            *lines(50, 60, BODY),
            *row(140, "Indicator", "Bron", "2025", bold=True),
            *row(165, "Woninginbraken", "Politie", "35"),
            *row(190, "Overlast van jongeren|in de avond", "Politie", "112"),
            *row(225, "Rapportcijfer", "Veiligheidsmonitor", "7,8"),
            *lines(50, 270, BODY),
        ]
    )
    (table,) = document.tables
    assert table.header == ("Indicator", "Bron", "2025")
    assert [cell.text for cell in table.rows[1]] == ["Overlast van jongeren in de avond", "Politie", "112"]
    assert len(document.paragraphs) == 2


def test_running_heads_and_numbers_of_pages_stand_apart_and_text_goes_on() -> None:
    first = [
        *lines(60, 100, BODY[:3]),
        Words(250, 40, "Veiligheidsplan Voorbeeldstad", 8),
        Words(290, 810, "1", 8),
    ]
    second = [
        *lines(60, 100, BODY[3:]),
        Words(250, 40, "Veiligheidsplan Voorbeeldstad", 8),
        Words(290, 810, "2", 8),
    ]
    document = read(first, second)
    assert texts(document, Role.PAGE_HEAD) == ["Veiligheidsplan Voorbeeldstad"] * 2
    assert texts(document, Role.PAGE_FOOT) == ["1", "2"]
    assert [paragraph.text for paragraph in document.paragraphs] == [" ".join(BODY)]


def test_footnote_stands_apart_and_its_number_is_raised_in_the_text() -> None:
    page = [
        *lines(60, 100, BODY),
        Words(60, 148, "De cijfers dalen"),
        Words(133, 144, "1", 6),
        *lines(60, 780, ["1 Bron: politie, cijfers over 2025."], 7.5),
    ]
    document = read(page)
    assert "De cijfers dalen¹" in [line.text for line in document.lines]
    assert [p.text for p in document.paragraphs if p.role == Role.FOOTNOTE] == [
        "1 Bron: politie, cijfers over 2025."
    ]


def test_box_is_a_frame_and_its_items_are_items() -> None:
    document = read(
        [
            *lines(60, 100, BODY),
            rectangle(50, 170, 400, 250),
            *lines(60, 185, ["Onze aanpak"], 10, bold=True),
            *lines(60, 200, ["• meer toezicht in de avond", "• voorlichting op scholen"]),
            *lines(60, 280, BODY),
        ]
    )
    (frame,) = document.frames
    assert (frame.title, frame.last - frame.first) == ("Onze aanpak", 2)
    assert [item.text for item in document.items] == ["meer toezicht in de avond", "voorlichting op scholen"]
    assert all(frame.first <= item.first <= frame.last for item in document.items)


def test_item_goes_on_below_its_words_and_ends_where_the_text_does() -> None:
    document = read(
        [
            *lines(60, 100, BODY),
            Words(60, 160, "-"),
            *lines(75, 160, ["meer toezicht in de avond en in het weekend door", "de boa's"]),
            Words(60, 184, "-"),
            *lines(75, 184, ["voorlichting op scholen"]),
            *lines(60, 210, BODY),
        ]
    )
    assert [(item.marker, item.text) for item in document.items] == [
        ("-", "meer toezicht in de avond en in het weekend door de boa's"),
        ("-", "voorlichting op scholen"),
    ]
    assert [paragraph.text for paragraph in document.paragraphs] == [" ".join(BODY)] * 2


def test_item_goes_on_below_its_words_after_a_short_line() -> None:
    page = [
        Words(60, 160, "•"),
        *lines(75, 160, ["toezicht in het", "Centrum en in wijk Noord"]),
        *lines(60, 210, BODY),
    ]
    assert [item.text for item in read(page).items] == ["toezicht in het Centrum en in wijk Noord"]


def test_size_of_a_line_is_that_of_most_of_its_letters() -> None:
    page = [
        *lines(60, 100, BODY),
        Words(60, 160, "•", 7),
        Words(70, 160, "toezicht in de avond en in het weekend, ook op het"),
        Words(70, 172, "plein en in het park."),
    ]
    assert [item.text for item in read(page).items] == [
        "toezicht in de avond en in het weekend, ook op het plein en in het park."
    ]


def test_table_of_contents_is_no_text() -> None:
    rows = [
        ("Inhoud", ""),
        ("1 Inleiding", "3"),
        ("2 Jeugd", "5"),
        ("3 Ondermijning", "9"),
        ("4 Tot slot", "12"),
    ]
    page = [
        word
        for at, (title, number) in enumerate(rows)
        for word in (
            Words(60, 100 + 14 * at, title),
            *([Words(500, 100 + 14 * at, number)] if number else []),
        )
    ]
    document = read([*page, *lines(60, 250, BODY)])
    assert texts(document, Role.CONTENTS) == [
        "Inhoud",
        "1 Inleiding\t3",
        "2 Jeugd\t5",
        "3 Ondermijning\t9",
        "4 Tot slot\t12",
    ]
    assert len(document.blocks) == 1


def turned(turn: int, x: float, y: float, text: str) -> Drawn:
    """Words that are seen upright at a place from the top left of a page that is turned."""
    matrix = {90: f"0 1 -1 0 {y} {x}", 180: f"-1 0 0 -1 {595 - x} {y}", 270: f"0 -1 1 0 {595 - y} {842 - x}"}[
        turn
    ]
    return Drawn(f"BT /F1 10 Tf {matrix} Tm ({text}) Tj ET")


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_page_that_is_turned_is_read_as_it_is_seen(turn: int) -> None:
    page = [turned(turn, 60, 100 + 12 * at, text) for at, text in enumerate(BODY)]
    document = read_pdf(make_pdf([page], page=f"/Rotate {turn}"))
    assert [line.text for line in document.lines] == BODY
    box = document.lines[0].box
    assert box
    assert (box.left, box.top < 100 < box.bottom) == (pytest.approx(60, abs=1.5), True)


def test_page_that_is_cropped_has_its_places_from_what_is_seen() -> None:
    document = read_pdf(make_pdf([lines(60, 100, BODY)], page="/CropBox [40 20 560 800]"))
    box = document.lines[0].box
    assert box
    assert (box.left, box.top < 58 < box.bottom) == (pytest.approx(20, abs=1.5), True)


def test_words_along_the_edge_stand_apart() -> None:
    document = read([*lines(60, 100, BODY), Drawn("BT /F1 10 Tf 0 1 -1 0 580 300 Tm (Concept) Tj ET")])
    assert texts(document, Role.PAGE_HEAD) == ["Concept"]
    assert [paragraph.text for paragraph in document.paragraphs] == [" ".join(BODY)]


def test_same_bytes_give_the_same_lines() -> None:
    data = make_pdf(
        [[*grid(100, 2), *row(112, "a", "b", "c"), *row(142, "d", "e", "f"), *lines(60, 300, BODY)]] * 3
    )
    assert read_pdf(data) == read_pdf(data)
