"""Names in a text: found to the word, whatever their ending, hyphen or
line break, and no ordinary word for one.
"""

import time

import pytest

from veiligheidsgraaf.answers.answers import Answers
from veiligheidsgraaf.check.plans import read_statements
from veiligheidsgraaf.names.find import How, Names
from veiligheidsgraaf.names.lexicon import NAMED, Lexicon
from veiligheidsgraaf.turtle.read import read_project
from veiligheidsgraaf.words import iris
from veiligheidsgraaf.words.project import Project

from ..conftest import SOURCES

KNOWN = {
    "partner/openbaar-ministerie": ("Openbaar Ministerie", "OM"),
    "partner/mee": ("MEE",),
    "partner/de-kern": ("De Kern",),
    "partner/dalfsen-burgemeester": ("Burgemeester van Dalfsen",),
    "partner/hardenberg-burgemeester": ("Burgemeester van Hardenberg",),
    "partner/veiligheidsregio-ijsselland": ("Veiligheidsregio IJsselland",),
    "partner/andere-gemeenten": ("Andere gemeenten",),
    "gemeente/dalfsen": ("Gemeente Dalfsen",),
    "gemeente/hardenberg": ("Gemeente Hardenberg",),
    "gemeente/kampen": ("Gemeente Kampen",),
    "locatie/ijsselland": ("IJsselland",),
    "fenomeen/jeugdoverlast": ("Jeugdoverlast", "overlast door jongeren"),
    "fenomeen/woninginbraak": ("Woninginbraak", "woninginbraken"),
    "fenomeen/drugsoverlast": ("Drugsoverlast",),
    "thema/burenoverlast": ("Burenoverlast",),
    "thema/ondermijning": ("Ondermijning",),
    "instrument/uitvoeringsplan": ("Uitvoeringsplan",),
    "instrument/hang-en-sluitwerk": ("Hang- en sluitwerk",),
    "instrument/toezicht-en-handhaving": ("Toezicht en handhaving", "handhaving"),
    "instrument/slot": ("Slot",),
    "rechtsgrond/opiumwet-13b": ("Artikel 13b Opiumwet",),
    "doelgroep/jongeren": ("Jongeren", "jeugd"),
}


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    made = Lexicon()
    made.add_all(
        (f"{iris.BASE}id/{path}", "altLabel" if i else "prefLabel", name)
        for path, names in KNOWN.items()
        for i, name in enumerate(names)
    )
    return made


def found(lexicon: Lexicon, text: str, home: str = "", **options: bool) -> dict[str, tuple[str, How]]:
    """Thing -> (the words, how)."""
    return {
        iris.path_of(m.thing.iri): (text[m.start : m.end], m.how)
        for m in Names(lexicon, home).find(text, **options)
    }


FOUND = [
    ("Veel jeugdoverlast op straat.", "fenomeen/jeugdoverlast", "jeugdoverlast", How.NAME),
    ("De jeugd-overlast daalt.", "fenomeen/jeugdoverlast", "jeugd-overlast", How.NAME),
    ("Er is jeugd overlast.", "fenomeen/jeugdoverlast", "jeugd overlast", How.NAME),
    ("Wij maken een uitvoe-\nringsplan.", "instrument/uitvoeringsplan", "uitvoe-\nringsplan", How.BROKEN),
    ("Er komen uitvoeringsplannen.", "instrument/uitvoeringsplan", "uitvoeringsplannen", How.FORM),
    ("Minder woninginbraken dus.", "fenomeen/woninginbraak", "woninginbraken", How.NAME),
    ("De woninginbraakpreventie.", "fenomeen/woninginbraak", "woninginbraakpreventie", How.COMPOUND),
    ("De Ondernijning groeit.", "thema/ondermijning", "Ondernijning", How.SLIP),
    ("Overlast van buren komt voor.", "thema/burenoverlast", "Overlast van buren", How.TURNED),
    ("Aan alcohol- en drugsoverlast.", "fenomeen/drugsoverlast", "drugsoverlast", How.NAME),
    ("Aan drugs- en jeugdoverlast.", "fenomeen/drugsoverlast", "drugs- en jeugdoverlast", How.SHARED),
    ("Jeugdcriminaliteit en -overlast.", "fenomeen/jeugdoverlast", "Jeugdcriminaliteit en -overlast", How.SHARED),
    ("Beter hang- en sluitwerk.", "instrument/hang-en-sluitwerk", "hang- en sluitwerk", How.NAME),
    ("Het OM besluit.", "partner/openbaar-ministerie", "OM", How.NAME),
    ("Het Openbaar\nMinisterie besluit.", "partner/openbaar-ministerie", "Openbaar\nMinisterie", How.NAME),
    ("Artikel 13b van de Opiumwet.", "rechtsgrond/opiumwet-13b", "Artikel 13b van de Opiumwet", How.NAME),
    ("Ook art. 13b Opiumwet.", "rechtsgrond/opiumwet-13b", "art. 13b Opiumwet", How.NAME),
]  # fmt: skip


@pytest.mark.parametrize(("text", "thing", "words", "how"), FOUND)
def test_name_is_found_with_its_place(lexicon: Lexicon, text: str, thing: str, words: str, how: How) -> None:
    assert found(lexicon, text)[thing] == (words, how)


PASSED_OVER = [
    ("Wij vragen om steun.", "partner/openbaar-ministerie"),
    ("Dat neemt de raad mee.", "partner/mee"),
    ("Dat is de kern van de zaak.", "partner/de-kern"),
    ("Een goed slot helpt.", "instrument/slot"),
    ("Met volgens andere de gemeente Dalfsen.", "partner/andere-gemeenten"),
    ("Wij kampen met tekorten.", "gemeente/kampen"),
    ("Zie artikel 13b.", "rechtsgrond/opiumwet-13b"),
    ("Een handhavende overheid.", "instrument/toezicht-en-handhaving"),
    ("Veel jeugd. Overlast is er niet.", "fenomeen/jeugdoverlast"),
]
SENTENCES = [text for text, *_ in (*FOUND, *PASSED_OVER)]


@pytest.mark.parametrize(("text", "thing"), PASSED_OVER)
def test_ordinary_word_names_nothing(lexicon: Lexicon, text: str, thing: str) -> None:
    assert thing not in found(lexicon, text)


def test_ordinary_word_is_found_by_who_asks_for_the_less_sure(lexicon: Lexicon) -> None:
    matches = Names(lexicon).find("Een goed slot helpt.", least=0)
    assert [iris.path_of(match.thing.iri) for match in matches] == ["instrument/slot"]


def test_text_of_a_municipality_names_its_own_bodies_without_saying_so(lexicon: Lexicon) -> None:
    text = "De burgemeester en de veiligheidsregio."
    own = found(lexicon, text, "dalfsen")
    assert own["partner/dalfsen-burgemeester"] == ("burgemeester", How.SHORT)
    assert own["partner/veiligheidsregio-ijsselland"] == ("veiligheidsregio", How.SHORT)
    assert "partner/hardenberg-burgemeester" not in own
    assert "partner/dalfsen-burgemeester" not in found(lexicon, text)


def test_abbreviation_that_a_text_explains_names_the_same(lexicon: Lexicon) -> None:
    text = "De Veiligheidsregio IJsselland (VRIJ) oefent. Ook VRIJ zegt dat. Vrij (XYZ) is iets anders, en XYZ ook."
    matches = Names(lexicon).find(text, {"partner"})
    assert [(text[m.start : m.end], m.how) for m in matches] == [
        ("Veiligheidsregio IJsselland", How.NAME),
        ("VRIJ", How.ABBREVIATED),
        ("VRIJ", How.ABBREVIATED),
    ]


def test_name_inside_a_longer_one_counts_only_when_asked_for(lexicon: Lexicon) -> None:
    text = "De burgemeester van Dalfsen."
    assert list(found(lexicon, text)) == ["partner/dalfsen-burgemeester"]
    assert "gemeente/dalfsen" in found(lexicon, text, nested=True)


def test_only_things_of_the_kinds_asked_for_are_found(lexicon: Lexicon) -> None:
    matches = Names(lexicon).find("Jeugdoverlast in IJsselland", {"locatie"})
    assert [match.thing.kind for match in matches] == ["locatie"]


@pytest.mark.parametrize(
    ("line", "thing", "words", "how"),
    [
        ("wie doet jeugdoverlast", "fenomeen/jeugdoverlast", "jeugdoverlast", How.NAME),
        ("jeugdoverlats in kampen", "fenomeen/jeugdoverlast", "jeugdoverlats", How.TYPO),
        ("inzet tegen woning inbraken", "fenomeen/woninginbraak", "woning inbraken", How.NAME),
        ("burgemeesterdalfsen", "partner/dalfsen-burgemeester", "burgemeesterdalfsen", How.PARTED),
        ("overlast van buren", "thema/burenoverlast", "overlast van buren", How.TURNED),
        ("drugs- en jeugdoverlast", "fenomeen/drugsoverlast", "drugs- en jeugdoverlast", How.SHARED),
        ("veiligheidsregio", "partner/veiligheidsregio-ijsselland", "veiligheidsregio", How.PART),
        ("wat doet het OM", "partner/openbaar-ministerie", "OM", How.NAME),
        ("halt in kampen", "gemeente/kampen", "kampen", How.NAME),
    ],
)
def test_typed_line_is_forgiven_and_each_match_says_how(
    lexicon: Lexicon, line: str, thing: str, words: str, how: How
) -> None:
    names = Names(lexicon, asking=["wie", "doet", "inzet"])
    matches = names.find(names.read(line))
    assert (words, how) in {(line[m.start : m.end], m.how) for m in matches if m.thing.iri.endswith(thing)}


def test_part_of_a_name_is_less_sure_than_a_whole_one(lexicon: Lexicon) -> None:
    names = Names(lexicon)
    (part,) = names.find(names.read("veiligheidsregio"))
    assert not part.whole
    assert part.score < 0.9
    assert names.find(names.read("veiligheidsregio"), least=0.9) == []
    assert names.find(names.read("om drie uur")) == []


@pytest.mark.skipif(not SOURCES.is_dir(), reason="the texts of the plans are not part of this repository")
def test_plan_of_70_kb_takes_seconds_and_finds_a_thousand_names(project: Project) -> None:
    stated = read_statements(read_project(project))
    plan = next(plan for plan in stated.plans if plan.slug == "dalfsen-2019")
    text = max((path.read_text(encoding="utf-8") for path in SOURCES.glob("*.txt")), key=len)
    started = time.process_time()
    matches = stated.names_of(plan).find(text, NAMED)
    assert time.process_time() - started < 5
    assert len(matches) > 1000


@pytest.fixture(scope="module")
def typing(answers: Answers) -> Names:
    return Names(answers.names)


@pytest.mark.parametrize(
    ("line", "slug"),
    [
        ("thv in dalfsen", "tijdelijk-huisverbod"),
        ("jongeren met messen", "wapenbezit-onder-jongeren"),
        ("dronken achter het stuur", "rijden-onder-invloed"),
        ("waar hangen camera's", "cameratoezicht"),
    ],
)
def test_words_of_the_trade_name_what_they_stand_for(line: str, slug: str, typing: Names) -> None:
    read = typing.read(line)
    found = {match.thing.slug: match for match in typing.find(read)}
    assert slug in found
    assert found[slug].whole
    assert not any(map(read.is_corrected, range(len(read.words))))


@pytest.mark.parametrize(
    ("line", "slug"),
    [
        ("welke partners doen in alle gemeenten mee", "mee"),
        ("het oude plan", "oude-ijsselstreek"),
        ("wie heeft er last van", "last-onder-dwangsom"),
        ("waar hangen ze", "hang-en-sluitwerk"),
    ],
)
def test_ordinary_words_of_a_question_name_nothing(line: str, slug: str, typing: Names) -> None:
    assert slug not in {match.thing.slug for match in typing.find(typing.read(line))}


@pytest.mark.parametrize("line", ["MEE", "mee", "wat doet MEE in Dalfsen"])
def test_ordinary_word_written_as_a_name_or_alone_is_one(line: str, typing: Names) -> None:
    assert "mee" in {match.thing.slug for match in typing.find(typing.read(line))}


def test_word_is_not_mended_into_another_word_of_asking(typing: Names) -> None:
    assert [word.text for word in typing.read("vessen").words] == ["vessen"]
