"""Who, when, how much, which law, whether, what changed and what is missing: the answer itself comes first.

What is right was read in the plans; the lines stand beside it.
"""

import pytest

from veiligheidsgraaf.answers.answering import answer
from veiligheidsgraaf.answers.answers import Answers
from veiligheidsgraaf.answers.intent import Form, Intent, Pairs
from veiligheidsgraaf.answers.said import read_out

DAY = ("dag", "2026-06-01")


def say(answers: Answers, question: str, pairs: Pairs, form: Form, group: str = "") -> str:
    return read_out(answer(answers, Intent(question, (*pairs, DAY), form, group)).sentence)


@pytest.mark.parametrize(
    ("question", "pairs", "form", "said"),
    [
        ("maatregelen", (("instrument", "streettriage"), ("gemeente", "hellendoorn")), Form.WHO,
         ["Burgemeester van Hellendoorn", "Wethouder zorg", "Acute Zorg Twente", "GGZ", "Politie", "368"]),
        ("maatregelen", (("fenomeen", "zorgfraude"), ("gemeente", "hellendoorn")), Form.WHEN,
         ["Zorgfraude aanpakken: 2025 en 2026", "340"]),
        ("indicatoren", (("plan", "dalfsen-2023"), ("q", "jeugdoverlast"), ("van", "2022"), ("tot", "2022")),
         Form.HOW_MUCH, ["Meldingen van jeugdoverlast: 45 in 2022 (Dalfsen 2023-2026, regel 463)"]),
        ("middelen", (("plan", "dalfsen-2023"),), Form.HOW_MUCH, ["2,66 fte", "0,66 fte, stand gevraagd", "99"]),
        ("plannen", (("plan", "dalfsen-2023"),), Form.WHEN, ["vastgesteld 26 juni 2023", "van 2023 tot en met 2026"]),
        ("instrumenten-per-thema", (("instrument", "cameratoezicht"),), Form.LAW,
         ["Volgens de wet: Cameratoezicht: Artikel 151c Gemeentewet"]),
        ("partners-per-thema", (("partner", "politie"), ("thema", "ondermijning")), Form.WHETHER,
         ["Ja: Politie werkt aan ondermijning in Dalfsen, Hardenberg en Hellendoorn."]),
    ],
)  # fmt: skip
def test_what_is_asked_is_answered_with_its_lines(
    question: str, pairs: Pairs, form: Form, said: list[str], answers: Answers
) -> None:
    sentence = say(answers, question, pairs, form)
    assert [part for part in said if part not in sentence] == [], sentence


def test_missing_names_who_has_none_and_what_else_is_known_of_it(answers: Answers) -> None:
    sentence = say(answers, "instrumenten-per-thema", (("instrument", "wet-bibob"),), Form.MISSING)
    assert "één van de vier gemeenten" in sentence
    assert "gevonden: Oude IJsselstreek." in sentence
    assert "Wel één maatregel uit de vorige periode in Oude IJsselstreek." in sentence
    assert "noemt" not in sentence  # no silence is recorded


def test_missing_says_that_all_have_it_when_they_do(answers: Answers) -> None:
    sentence = say(answers, "maatregelen", (("thema", "ondermijning"),), Form.MISSING)
    assert sentence == "Alle vier gemeenten hebben maatregelen over ondermijning."


def test_change_counts_what_stayed_moved_came_and_went(answers: Answers) -> None:
    pairs = (("plan", "dalfsen-2019"), ("plan", "dalfsen-2023"))
    sentence = say(answers, "inhoud", pairs, Form.CHANGE)
    assert sentence.startswith("Thema's van Dalfsen 2019-2022 naar Dalfsen 2023-2026: ")
    assert [
        word for word in ("gebleven", "nu onder een ander thema", "gekomen", "gegaan") if word not in sentence
    ] == []


def test_change_of_a_part_is_not_told_as_that_of_whole_plans(answers: Answers) -> None:
    plans = (("plan", "dalfsen-2019"), ("plan", "dalfsen-2023"))
    sentence = say(answers, "maatregelen", (*plans, ("thema", "ondermijning")), Form.CHANGE)
    assert sentence.startswith(
        "Maatregelen die gaan over ondermijning, van Dalfsen 2019-2022 naar Dalfsen 2023"
    )


@pytest.mark.parametrize(("question", "key", "slug"), [
    ("partners-per-thema", "partner", "mee"),
    ("fenomenen", "fenomeen", "hondenpoep"),
    ("locaties", "locatie", "nieuwleusen"),
])  # fmt: skip
def test_places_of_what_is_only_past_are_named_and_none_is_left_over(
    question: str, key: str, slug: str, answers: Answers
) -> None:
    sentence = say(answers, question, ((key, slug),), Form.LIST)
    assert "Dalfsen" in sentence
    assert "en nog" not in sentence


def test_thing_that_is_asked_for_is_no_topic_of_itself(answers: Answers) -> None:
    sentence = say(answers, "fenomenen", (("fenomeen", "woonoverlast"),), Form.LIST)
    assert "bij woonoverlast" not in sentence
    assert "woonoverlast in drie van de vier gemeenten" in sentence


@pytest.mark.parametrize(
    ("question", "pairs", "said"),
    [
        ("instrumenten-per-thema", (("instrument", "wet-bibob"), ("gemeente", "oude-ijsselstreek")),
         "Eén maatregel met het woord ‘bibob’: Beleidsregels voor de Wet Bibob opgesteld (uitgevoerd). "
         "In de graaf staat niet dat Bibob wordt ingezet of is voorgenomen in Oude IJsselstreek."),
        ("indicatoren", (("gemeente", "oude-ijsselstreek"),),
         "Van Oude IJsselstreek heeft de graaf geen indicatoren."),
        ("maatregelen", (("thema", "ondermijning"), ("kwartaal", "2031-Q1")),
         "In de graaf staan geen maatregelen over ondermijning in het eerste kwartaal van 2031."),
        ("maatregelen", (("periode", "huidig"), ("dag", "2040-01-01")), "De graaf heeft geen plan dat op die dag loopt."),
    ],
)  # fmt: skip
def test_nothing_is_said_of_the_graph_and_not_of_the_plans(
    question: str, pairs: Pairs, said: str, answers: Answers
) -> None:
    found = answer(answers, Intent(question, pairs))
    sentence = read_out(found.sentence)
    assert sentence.startswith(said), sentence
    assert found.emptiness is not None
    assert not found.emptiness.silent
    assert " zwijg" not in sentence
    for wider in found.emptiness.wider:
        assert wider.things > 0


def test_law_is_told_of_all_rows_however_many_are_shown(answers: Answers) -> None:
    """Else a line on a later page would be said not to be there."""
    intent = Intent("rechtsgronden", (("rechtsgrond", "opiumwet-13b"), DAY), Form.LAW)
    pages = [answer(answers, intent, limit, offset) for limit, offset in ((20, 0), (1, 0), (20, 3), (0, 0))]
    assert pages[0].page.total > 3
    (told,) = {read_out(page.sentence) for page in pages}
    assert "wordt genoemd door" in told


def test_law_is_not_said_to_be_unnamed_where_its_line_may_be_left_out(answers: Answers) -> None:
    """Hellendoorn names the article on line 113, without the word that is asked for."""
    law = ("rechtsgrond", "opiumwet-13b")
    whole = say(answers, "rechtsgronden", (law,), Form.LAW)
    assert "(regels 1984, 1994-2000) noemt de Opiumwet, een regel met het artikel zelf staat niet" in whole
    narrowed = say(answers, "rechtsgronden", (law, ("q", "drugs")), Form.LAW)
    assert "Hellendoorn" not in narrowed
    assert "rusten volgens de wet op Artikel 13b Opiumwet." in narrowed
    assert "een regel" not in narrowed
    assert "geen regel" not in narrowed


def test_plan_that_calls_an_instrument_by_its_law_is_not_said_to_leave_it_out(answers: Answers) -> None:
    """Another name of Damoclesbeleid is `beleidsregel Opiumwet`."""
    told = say(answers, "rechtsgronden", (("rechtsgrond", "opiumwet-13b"),), Form.LAW)
    assert "geen regel waarin Dalfsen" not in told


def test_law_that_plans_name_is_told_though_its_rows_have_no_instrument(answers: Answers) -> None:
    told = say(answers, "rechtsgronden", (("instrument", "wet-bibob"),), Form.LAW)
    assert "noemen de Wet bevordering integriteitsbeoordelingen door het openbaar bestuur" in told
    assert "geen regel" not in told
    forbidden = say(answers, "rechtsgronden", (("instrument", "gebiedsverbod"),), Form.LAW)
    assert "geen regel waarin Dalfsen 2023-2026 de wet of het artikel erbij noemt" in forbidden


@pytest.mark.parametrize(
    ("question", "pairs", "form"),
    [
        ("maatregelen", (("gemeente", "hellendoorn"),), Form.WHO),
        ("maatregelen", (("gemeente", "hellendoorn"), ("van", "2025"), ("tot", "2025")), Form.WHEN),
        ("indicatoren", (("gemeente", "dalfsen"), ("thema", "jeugd-en-veiligheid")), Form.HOW_MUCH),
        ("maatregelen", (("instrument", "streettriage"), ("gemeente", "hellendoorn")), Form.LIST),
        ("doelbereik", (("plan", "dalfsen-2019"), ("thema", "woninginbraak")), Form.WHETHER),
    ],
)
def test_sentence_is_the_same_however_many_rows_are_shown_and_in_which_order(
    question: str, pairs: Pairs, form: Form, answers: Answers
) -> None:
    intent = Intent(question, (*pairs, DAY), form)
    whole = read_out(answer(answers, intent, limit=1000).sentence)
    assert read_out(answer(answers, intent, limit=1).sentence) == whole
    assert read_out(answer(answers, intent, limit=2, offset=1).sentence) == whole
    assert read_out(answer(answers, intent, limit=3, sort="-naam").sentence) == whole
    assert read_out(answer(answers, intent, limit=0).sentence) == whole


def test_what_is_told_of_a_thing_is_all_of_it_where_not_all_rows_are_read(
    answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    intent = Intent("indicatoren", (("rij", "plan/dalfsen-2019/indicator/t2-12"), DAY), Form.HOW_MUCH)
    whole = read_out(answer(answers, intent).sentence)
    assert "125 in 2013" in whole
    assert "streefwaarde 20 in 2022" in whole
    monkeypatch.setattr("veiligheidsgraaf.answers.case.MOST_READ", 1)
    assert read_out(answer(answers, intent, limit=1).sentence) == whole
