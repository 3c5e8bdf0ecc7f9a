"""What cannot be read says so and what to do, in bounded time and memory; nothing of it leaves its process."""

import io
import subprocess
import sys
import zipfile

import pytest

from veiligheidsgraaf.reading import isolation, recognition, scan
from veiligheidsgraaf.reading.isolation import Limits
from veiligheidsgraaf.reading.recognition import MOST_BYTES, read_document
from veiligheidsgraaf.words.errors import CannotRead

from .made_pdf import Drawn, lines, make_pdf

_ASK = isolation._ask  # the process that reads, which other tests do without
SENTENCE = "Dit is een regel met gewone woorden over de veiligheid in de stad."
PAGE = lines(60, 100, [SENTENCE] * 20)
LOCKED = (
    "/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O (12345678901234567890123456789012)"
    " /U (12345678901234567890123456789012) >> /ID [<00> <00>]"
)
PICTURE = Drawn("q 500 0 0 700 40 40 cm BI /W 1 /H 1 /CS /G /BPC 8 ID A EI Q")
NO_MAP = (
    "<< /F1 << /Type /Font /Subtype /Type0 /BaseFont /Abc /Encoding /Identity-H /DescendantFonts [<< /Type /Font"
    " /Subtype /CIDFontType2 /BaseFont /Abc /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
    " /FontDescriptor << /Type /FontDescriptor /FontName /Abc /Flags 4 >> >>] >> >>"
)
NAMES = " ".join(f"/g{number}" for number in range(91))
GUESSED = (
    "<< /F1 << /Type /Font /Subtype /Type1 /BaseFont /Abc /FirstChar 32 /LastChar 122"
    f" /Encoding << /Type /Encoding /Differences [32 {NAMES}] >> >> >>"
)
SHIFTED = "".join(chr(33 + (ord(char) - 33 + 7) % 90) if char != " " else " " for char in SENTENCE)
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE cvdr [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]><cvdr><body><al>&j;</al></body></cvdr>"
)


def zipped(**parts: bytes) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return kept.getvalue()


BAD = {
    "leeg": (b"", "is leeg", "wijs het plan"),
    "alleen-wit": (b" \n\n", "is leeg", "wijs het plan"),
    "versleuteld.pdf": (make_pdf([PAGE], trailer=LOCKED), "versleuteld", "zonder"),
    "afgekapt.pdf": (make_pdf([PAGE])[:200], "beschadigd", "opnieuw"),
    "geen.pdf": (b"%PDF-1.7 en dan niets", "beschadigd", "opnieuw"),
    "lege-bladzijde.pdf": (make_pdf([[]]), "geen tekst", "wijs het plan"),
    "afbeelding.pdf": (make_pdf([[PICTURE]] * 3), "afbeeldingen", "tesseract-ocr-nld"),
    "geen-letters.pdf": (make_pdf([PAGE], fonts=NO_MAP), "lettertypen", "ocrmypdf"),
    "verschoven.pdf": (make_pdf([lines(60, 100, [SHIFTED] * 20)], fonts=GUESSED), "lettertypen", "ocrmypdf"),
    "te-dik.pdf": (make_pdf([[]] * 1201), "1201 bladzijden", "van het plan zelf"),
    "bom.docx": (zipped(word__document_xml=b" " * 70_000_000), "pakt uit", "nieuw bestand"),
    "plaatjesbom.docx": (
        zipped(word__document_xml=b"<a/>", word__media=b" " * 320_000_000),
        "pakt uit",
        "zonder",
    ),
    "entiteit.docx": (
        zipped(word__document_xml=b'<!DOCTYPE a [<!ENTITY x "y">]><a/>'),
        "entiteiten",
        "bewaar",
    ),
    "ander.zip": (zipped(brief=b"x"), "geen DOCX", "bewaar"),
    "afgekapt.docx": (zipped(word__document_xml=b"<a/>")[:40], "beschadigd", "bewaar"),
    "vreemd.docx": (zipped(word__document_xml=b"<a/>"), "beschadigd", "bewaar"),
    "lachen.xml": (LAUGHS.encode(), "entiteiten", "haal het bestand"),
    "wijst-naar-buiten.xml": (
        b'<!DOCTYPE cvdr [<!ENTITY x SYSTEM "file:///etc/hostname">]><cvdr><body><al>&x;</al></body></cvdr>',
        "entiteiten",
        "haal het bestand",
    ),
    "kapot.xml": (b"<cvdr><body><al>tekst</cvdr>", "regel 1", "haal het bestand"),
    "ander.xml": (b"<rss><item/></rss>", "rss", "lokaleregelgeving"),
    "diep.html": (b"<html><body>" + b"<div>" * 50_000, "geen tekst", "wijs het plan"),
    "foto.png": (b"\x89PNG\r\n", "afbeelding", "ocrmypdf"),
    "oud.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600, "oude Office", "DOCX"),
    "op-slot.docx": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "versleuteld",
        "wachtwoord",
    ),
    "brief.rtf": (b"{\\rtf1 }", "RTF", "DOCX"),
    "ruis.bin": (bytes(range(256)) * 20, "dit soort bestand", "PDF"),
    "lang.txt": (b"a\n" * 200_001, "200001 regels", "van het plan zelf"),
}


@pytest.fixture(autouse=True)
def _no_recognition(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolation, "_ask", _ASK)
    monkeypatch.setattr(scan.shutil, "which", lambda _: None)


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_read_is_told_with_what_to_do(name: str) -> None:
    data, what, how = BAD[name]
    with pytest.raises(CannotRead) as told:
        read_document(data, name)
    assert told.value.what.startswith(f"{name}: ")
    assert what in told.value.what
    assert how in told.value.how
    assert "Error" not in str(told.value) or "beschadigd" in str(told.value)


def test_file_beyond_the_limit_is_refused_before_it_is_read() -> None:
    with pytest.raises(CannotRead, match="groter dan de 150 MB"):
        read_document(bytes(1) + b"%PDF-" + bytes(MOST_BYTES), "groot.pdf")


def test_reading_stops_at_its_deadline_and_leaves_no_process() -> None:
    with pytest.raises(CannotRead, match="langer dan 0 seconden en is gestopt; bewaar"):
        read_document(make_pdf([PAGE] * 50), "plan.pdf", Limits(seconds=0))


def test_reading_stops_at_its_memory() -> None:
    with pytest.raises(CannotRead, match="meer geheugen"):
        read_document(make_pdf([PAGE]), "plan.pdf", Limits(memory=2**20))


def test_page_that_is_a_picture_among_others_is_named() -> None:
    document = read_document(make_pdf([PAGE, [PICTURE], PAGE]), "plan.pdf")
    assert document.metadata.pages == 3
    assert any("bladzijden zonder tekst (afbeeldingen): 2;" in note for note in document.metadata.notes)


def test_scan_is_recognised_where_the_program_is(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    program, readable = tmp_path / "ocrmypdf", tmp_path / "leesbaar.pdf"
    readable.write_bytes(make_pdf([PAGE]))
    program.write_text(f'#!{sys.executable}\nimport shutil, sys\nshutil.copy("{readable}", sys.argv[-1])\n')
    program.chmod(0o755)
    monkeypatch.setattr(scan.shutil, "which", lambda _: str(program))
    scanned = make_pdf([[PICTURE]])
    document = read_document(scanned, "scan.pdf")
    assert document.lines[0].text == SENTENCE
    assert document.digest == recognition.read_document(scanned, "scan.pdf").digest
    assert any("herkend met ocrmypdf" in note for note in document.metadata.notes)


def test_scan_that_the_program_cannot_read_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    program = tmp_path / "ocrmypdf"
    program.write_text("#!/bin/sh\necho 'geen taal nld' >&2\nexit 3\n")
    program.chmod(0o755)
    monkeypatch.setattr(scan.shutil, "which", lambda _: str(program))
    with pytest.raises(CannotRead, match="ocrmypdf kon ze niet lezen: geen taal nld"):
        read_document(make_pdf([[PICTURE]]), "scan.pdf")


def test_text_is_read_without_the_libraries_of_other_kinds() -> None:
    code = (
        "import sys; from veiligheidsgraaf.reading.child import tell; told = tell(b'Een plan.', 'tekst');"
        "assert told.document; assert not {'pypdfium2', 'mammoth', 'lxml'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_libraries_that_are_missing_are_named_with_their_extra() -> None:
    code = (
        "import sys; sys.modules['pypdfium2'] = None; from veiligheidsgraaf.reading.child import tell;"
        "told = tell(b'%PDF-', 'pdf'); assert 'veiligheidsgraaf[draft]' in told.how, told"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
