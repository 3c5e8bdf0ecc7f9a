"""An intent answered on the real graph: its sentence, counts and grid are what SPARQL counts for itself.

The day is given, so that what is current does not change with the calendar.
"""

import csv
from io import StringIO

import pytest

from veiligheidsgraaf.answers.answering import Answer, answer
from veiligheidsgraaf.answers.answers import Answers
from veiligheidsgraaf.answers.dutch import spell_number
from veiligheidsgraaf.answers.intent import Form, Intent
from veiligheidsgraaf.answers.said import read_out
from veiligheidsgraaf.facts.constraints import NOT
from veiligheidsgraaf.store.query import Query
from veiligheidsgraaf.words import iris
from veiligheidsgraaf.words.errors import InvalidRequest, UnknownName

DAY = ("dag", "2026-06-01")
CURRENT = "?plan vg:periodeStart ?begin ; vg:periodeEinde ?einde . FILTER (STR(?begin) <= '2026' && STR(?einde) >= '2026')"
PREFIXES = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX vg: <https://w3id.org/veiligheidsgraaf/def#>
PREFIX thema: <https://w3id.org/veiligheidsgraaf/id/thema/>
PREFIX id: <https://w3id.org/veiligheidsgraaf/id/>
"""


def ask(answers: Answers, sparql: str) -> list[list[str]]:
    """Rows of SPARQL, asked beside the facts."""
    found = answers._store.run(Query(PREFIXES + sparql, trusted=True, rows_format="csv"))
    return list(csv.reader(StringIO(found.body.decode())))[1:]


def told(answers: Answers, question: str, *pairs: tuple[str, str], **how: object) -> tuple[str, Answer]:
    found = answer(answers, Intent(question, (*pairs, DAY), **how))
    return read_out(found.sentence), found


def test_partners_of_a_theme_are_counted_as_sparql_counts_them(answers: Answers) -> None:
    acting = """?uitspraak a vg:VanDezePeriode ; vg:plan ?plan ; vg:betrekt ?partner ; vg:betreft thema:ondermijning .
    VALUES ?klasse { vg:Maatregel vg:Inzet vg:Toepassing } ?uitspraak a ?klasse . ?plan vg:gemeente ?gemeente ."""
    rows = ask(answers, f"SELECT DISTINCT ?partner ?gemeente WHERE {{ {acting} {CURRENT} }}")
    ever = ask(answers, f"SELECT DISTINCT ?partner WHERE {{ {acting} }}")
    now = {partner for partner, _ in rows}
    everywhere = {partner for partner in now if len({town for other, town in rows if other == partner}) == 4}
    sentence, found = told(answers, "partners-per-thema", ("thema", "ondermijning"))
    assert sentence.startswith(f"{len(now)} partners werken aan ondermijning; ")
    assert {
        said.thing for said in found.sentence if said.thing.startswith(f"{iris.THINGS}partner/")
    } == everywhere
    assert "in alle vier gemeenten" in sentence
    assert found.things == len(ever) > len(now)
    assert (
        f"nog {['', '', '', '', 'vier', 'vijf', 'zes'][len(ever) - len(now)]} alleen in afgelopen plannen"
        in sentence
    )


def test_measures_are_counted_per_municipality_and_lead_to_those(answers: Answers) -> None:
    counted = ask(
        answers,
        f"""SELECT ?gemeente (COUNT(DISTINCT ?maatregel) AS ?aantal) WHERE {{
        ?maatregel a vg:Maatregel ; vg:plan ?plan ; vg:betreft thema:ondermijning . ?plan vg:gemeente ?gemeente .
        {CURRENT} }} GROUP BY ?gemeente""",
    )
    sentence, found = told(
        answers, "maatregelen", ("thema", "ondermijning"), form=Form.COUNT, group="gemeente"
    )
    assert sentence.startswith(
        f"{sum(int(number) for _, number in counted)} maatregelen gaan over ondermijning: "
    )
    for town, number in counted:
        name = iris.slug(town)
        (piece,) = [said for said in found.sentence if dict(said.pairs).get("gemeente") == name]
        assert piece.text == number
        narrowed = answer(
            answers, Intent("maatregelen", (("thema", "ondermijning"), ("gemeente", name), DAY))
        )
        assert read_out(narrowed.sentence).startswith(f"{number} maatregelen gaan over ondermijning in ")


def test_superlative_names_those_of_most_and_of_fewest(answers: Answers) -> None:
    most, _ = told(answers, "maatregelen", ("thema", "ondermijning"), most="meeste", group="gemeente")
    fewest, _ = told(answers, "maatregelen", ("thema", "ondermijning"), most="minste", group="gemeente")
    assert most.startswith("De meeste maatregelen over ondermijning: Hellendoorn (")
    assert fewest.startswith("De minste maatregelen over ondermijning: Hardenberg (")
    assert "; daarna " in most


def test_everywhere_keeps_only_what_every_municipality_has(answers: Answers) -> None:
    sentence, found = told(answers, "partners-per-thema", everywhere=True)
    rows = answers.facts.rows(
        "partners-per-thema", answers.read(answers.find_question("partners-per-thema"), [DAY])
    )
    past = f"{iris.THINGS}plan/dalfsen-2019"
    towns: dict[str, set[str]] = {}
    for row in rows:
        if row["plan"].value != past:
            towns.setdefault(row["partner"].value, set()).add(row["gemeente"].value)
    expected = {partner for partner, places in towns.items() if len(places) == 4}
    assert found.things == len(expected)
    assert {row.thing for row in found.across.rows} == expected
    assert "in alle vier gemeenten: " in sentence


def test_only_here_and_only_elsewhere_leave_out_what_is_shared(answers: Answers) -> None:
    def instruments(**how: object) -> set[str]:
        pairs = (("gemeente", "hellendoorn"),) if "only" in how else ()
        intent = Intent("instrumenten-per-thema", (*pairs, DAY), **how)
        return {row["instrument"].value for row in answer(answers, intent, limit=2000).page.rows}

    def of(*pairs: tuple[str, str]) -> set[str]:
        question = answers.find_question("instrumenten-per-thema")
        rows = answers.facts.rows("instrumenten-per-thema", answers.read(question, [*pairs, DAY]))
        return {row["instrument"].value for row in rows}

    here, elsewhere = of(("gemeente", "hellendoorn")), of((f"{NOT}gemeente", "hellendoorn"))
    assert instruments(only=True) == here - elsewhere != set()
    assert instruments(others_than="hellendoorn") == elsewhere - here != set()


def test_grid_has_a_column_for_a_municipality_without_anything(answers: Answers) -> None:
    _, found = told(answers, "instrumenten-per-thema", ("instrument", "wet-bibob"))
    filled = {
        iris.slug(column.thing): bool(cell.done)
        for column, cell in zip(found.across.columns, found.across.rows[0].cells, strict=True)
    }
    assert filled == {"dalfsen": True, "hardenberg": True, "hellendoorn": True, "oude-ijsselstreek": False}


def test_a_place_left_out_is_told_by_what_else_it_has(answers: Answers) -> None:
    sentence, found = told(answers, "instrumenten-per-thema", ("instrument", "wet-bibob"))
    assert sentence.endswith("Wel één maatregel uit de vorige periode in Oude IJsselstreek.")
    leads = next(said for said in found.sentence if said.question)
    there, _ = told(answers, leads.question, *(pair for pair in leads.pairs if pair[0] != "dag"))
    assert (leads.question, dict(leads.pairs)["gemeente"]) == ("terugblik", "oude-ijsselstreek")
    assert there.startswith("Er is één maatregel uit de vorige periode met Bibob in Oude IJsselstreek")


def test_what_is_named_after_a_topic_without_anything_is_offered(answers: Answers) -> None:
    pairs = (("doelgroep", "ex-gedetineerden"), ("gemeente", "dalfsen"))
    _, found = told(answers, "maatregelen", *pairs)
    offered = {wider.intent.pairs[-1]: wider.things for wider in found.emptiness.wider}
    assert offered["thema", "terugkeer-ex-gedetineerden"] == 1


def test_only_what_is_there_now_is_a_yes(answers: Answers) -> None:
    yes, _ = told(answers, "maatregelen", ("thema", "mensenhandel"), form=Form.WHETHER)
    figure, _ = told(answers, "doelbereik", ("plan", "dalfsen-2019"), form=Form.WHETHER)
    assert yes.startswith("Ja: ")
    assert "Ja" not in figure


def test_cells_of_a_grid_say_what_is_done_and_where_it_stands(answers: Answers) -> None:
    _, found = told(answers, "maatregelen", ("thema", "ondermijning"))
    row = next(row for row in found.across.rows if row.thing.endswith("/thema/ondermijning"))
    for column, cell in zip(found.across.columns, row.cells, strict=True):
        assert cell.total >= len(cell.done) > 0
        for done in cell.done:
            assert iris.kind_of(done.terms[0].iri) == "maatregel"
            assert all(iris.passage_lines(passage) for passage in done.passages)
            assert answers.facts.select("SELECT gemeente FROM plan WHERE plan = ?", (done.plan,)) == [
                (column.thing,)
            ]
        narrowed = answer(answers, Intent("maatregelen", cell.pairs))
        assert len(narrowed.across.columns if narrowed.across else ()) <= 1


def test_current_plans_come_first_in_cells_and_past_ones_are_marked(answers: Answers) -> None:
    _, found = told(answers, "partners-per-thema", ("thema", "ondermijning"), ("partner", "politie"))
    place = [iris.slug(column.thing) for column in found.across.columns].index("dalfsen")
    done = found.across.rows[0].cells[place].done
    assert [item.current for item in done] == sorted((item.current for item in done), reverse=True)
    assert {iris.slug(item.plan) for item in done if not item.current} == {"dalfsen-2019"}


def test_facets_count_what_they_narrow_to(answers: Answers) -> None:
    _, found = told(answers, "maatregelen", ("thema", "ondermijning"))
    for key in ("gemeente", "partner", "fenomeen", "status", "thema"):
        value = found.facets[key][-1]
        pairs = [pair for pair in (("thema", "ondermijning"), DAY) if pair[0] != key]
        slug = iris.slug_for("partner" if key == "partner" else iris.kind_of(value.value), value.value)
        narrowed = answer(answers, Intent("maatregelen", (*pairs, (key, slug))))
        assert narrowed.things == value.things, key


@pytest.mark.parametrize("name", ["partners-per-thema", "maatregelen", "doelen", "planning", "witte-vlekken"])
def test_sentence_of_all_counts_what_the_rows_hold(name: str, answers: Answers) -> None:
    _, found = told(answers, name)
    rows = list(answers.facts.rows(name, answers.read(answers.find_question(name), [])))
    thing = answers.find_question(name).phrasing.thing
    assert found.things == len({row[thing].value for row in rows})


def test_every_listed_question_has_a_sentence_that_ends(answers: Answers) -> None:
    for question in answers.listed:
        sentence, found = told(answers, question.name)
        assert sentence[0].isupper() or sentence[0].isdigit(), sentence
        assert sentence.endswith("."), sentence
        assert "  " not in sentence, sentence
        assert found.emptiness is None


def test_what_is_not_known_is_refused_by_name(answers: Answers) -> None:
    with pytest.raises(UnknownName, match="dalfsen"):
        answer(answers, Intent("doelen", others_than="dalfsenn"))
    with pytest.raises(UnknownName):
        answer(answers, Intent("doelen", (("thema", "ondermijnng"),)))
    with pytest.raises(InvalidRequest):
        answer(answers, Intent("doelen", (("kleur", "rood"),)))


def test_change_within_a_theme_is_that_of_the_rows_of_either_plan(answers: Answers) -> None:
    plans = ("dalfsen-2019", "dalfsen-2023")
    pairs = [("thema", "ondermijning"), *(("plan", plan) for plan in plans)]
    sentence, _ = told(answers, "partners-per-thema", *pairs, form=Form.CHANGE)
    every = answer(answers, Intent("partners-per-thema", (*pairs, DAY)), limit=200).page.rows
    earlier, later = (
        {row["partner"].value for row in every if iris.slug(row["plan"].value) == plan} for plan in plans
    )
    held = [{row["ding"].value for row in answers.rows("inhoud", {"plan": plan})} for plan in plans]
    came, went = later - earlier - held[0], earlier - later - held[1]
    moved, was_elsewhere = (earlier - later) & held[1], (later - earlier) & held[0]
    counts = [len(part) for part in (earlier & later, moved, was_elsewhere, came, went)]
    assert min(counts) > 0
    words = [spell_number(count) for count in counts]
    assert sentence.startswith(
        "Partners die werken aan ondermijning, van Dalfsen 2019-2022 naar Dalfsen 2023"
    )
    assert f": {words[0]} gebleven, {words[1]} nu onder een ander thema (" in sentence
    assert f", {words[2]} eerder onder een ander thema (" in sentence
    assert f", {words[3]} gekomen (" in sentence
    assert f" en {words[4]} gegaan (" in sentence


def test_themes_of_a_partner_pass_from_plan_to_plan(answers: Answers) -> None:
    pairs = [("partner", "politie"), ("plan", "dalfsen-2019"), ("plan", "dalfsen-2023")]
    sentence, _ = told(answers, "partners-per-thema", *pairs, form=Form.CHANGE)
    assert sentence.startswith("Thema's met Politie, van Dalfsen 2019-2022 naar Dalfsen 2023-2026: ")


def test_plans_of_two_municipalities_neither_come_nor_go(answers: Answers) -> None:
    pairs = [("plan", "hardenberg-2025"), ("plan", "dalfsen-2023")]
    for more in ([], [("thema", "ondermijning")]):
        sentence, _ = told(answers, "instrumenten-per-thema", *more, *pairs, form=Form.CHANGE)
        assert "gekomen" not in sentence, sentence
        assert "alleen in Dalfsen 2023-2026 (" in sentence, sentence


@pytest.mark.parametrize(
    ("question", "pairs", "how", "said"),
    [
        ("instrumenten-per-thema", [("instrument", "wet-bibob")], {"form": Form.COMPARE},
         "in drie van de vier gemeenten: Dalfsen, Hardenberg en Hellendoorn; niet gevonden in Oude IJsselstreek."),
        ("maatregelen", [("thema", "cybercrime")], {"most": "minste", "group": "gemeente"},
         "Hardenberg (geen gevonden); daarna"),
        ("instrumenten-per-thema", [("plan", "dalfsen-2019"), ("thema", "ondermijning")], {},
         "Acht instrumenten werden ingezet of waren voorgenomen voor ondermijning in Dalfsen 2019-2022"),
        ("plannen", [("plan", "dalfsen-2019")], {}, "Dalfsen 2019-2022 staat in de graaf"),
        ("gedeelde-verbanden", [], {}, "Zeven samenwerkingsverbanden van meer gemeenten worden genoemd"),
        ("gedeelde-verbanden", [("gemeente", "dalfsen")], {}, "in Dalfsen alleen is er niets te verbinden"),
        ("tijdlijn", [("gemeente", "dalfsen")], {"form": Form.WHEN}, "pilot Integrale Beveiligingsplannen: in 2019 ("),
        ("indicatoren", [("plan", "dalfsen-2023")], {"form": Form.HOW_MUCH},
         "agressief rijgedrag door auto's voorkomt: hoger dan 50 procent in 2022 ("),
    ],
)  # fmt: skip
def test_sentence_says_no_more_than_the_plan(
    question: str, pairs: list[tuple[str, str]], how: dict[str, object], said: str, answers: Answers
) -> None:
    assert said in told(answers, question, *pairs, **how)[0]


def test_planned_time_is_told_once_and_in_the_words_of_the_plan(answers: Answers) -> None:
    sentence, _ = told(answers, "planning", ("gemeente", "hellendoorn"), form=Form.WHEN)
    assert "eerste helft 2024 (Hellendoorn" in sentence
    assert "kwartaal het" not in sentence
