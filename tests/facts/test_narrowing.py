"""Any constraint goes with any question: filtered first, grouped after, so that all that a row shows rests on
statements that meet all of them. What is right was read from the made-up plans (tests/data/voorbeeld).
"""

import duckdb
import pytest

from veiligheidsgraaf.answers.answers import Answers
from veiligheidsgraaf.facts.answer_rows import sorted_by
from veiligheidsgraaf.facts.conditions import condition_for
from veiligheidsgraaf.facts.constraints import KEYS, Constraints, edges_of, make_constraints, read_constraints
from veiligheidsgraaf.facts.facets import find_facets
from veiligheidsgraaf.facts.fact_store import FactStore
from veiligheidsgraaf.facts.fact_tables import table_of
from veiligheidsgraaf.facts.spread import Spreads
from veiligheidsgraaf.words.errors import InvalidRequest, NoRelease, QueryTimeout
from veiligheidsgraaf.words.questions import load_release_questions
from veiligheidsgraaf.words.release import Release


@pytest.fixture(scope="module")
def facts(release: Release) -> FactStore:
    return FactStore(release.facts, load_release_questions(release))


def statements_with(facts: FactStore, key: str, value: str) -> set[int]:
    sql = "SELECT uitspraak FROM beperking WHERE sleutel = ? AND waarde = ?"
    return {number for (number,) in facts._fetch(sql, (key, value))}


def lines(facts: FactStore, question: str, **values: str) -> set[str]:
    found = {key.replace("_", "-"): value for key, value in values.items()}
    return {row["regels"].value for row in facts.rows(question, make_constraints(found))}


@pytest.mark.parametrize(
    "question", ["maatregelen", "partners-per-thema", "fenomenen", "indicatoren", "planning"]
)
@pytest.mark.parametrize(
    ("key", "slug"),
    [("fenomeen", "overlast"), ("partner", "politie"), ("instrument", "wet-bibob"), ("doelgroep", "inwoners"),
     ("status", "lopend"), ("portefeuillehouder", "hellendoorn-burgemeester"), ("locatie", "azc-hardenberg")],
)  # fmt: skip
def test_what_is_kept_and_what_is_left_out_are_all_there_is(
    facts: FactStore, question: str, key: str, slug: str
) -> None:
    """By statement: facts that meet a constraint and facts that do not are together all facts."""

    def places(constraints: Constraints) -> set[tuple[object, ...]]:
        condition = condition_for(facts.grains[question], constraints, facts.asked)
        sql = f'SELECT _plan, _n FROM "vraag/{question}" WHERE {condition.sql}'
        return set(facts._fetch(sql, condition.values))

    kept, left_out = places(make_constraints({key: slug})), places(make_constraints({f"niet-{key}": slug}))
    assert kept | left_out == places(Constraints())
    assert not kept & left_out


def test_a_row_narrowed_by_a_phenomenon_shows_only_lines_of_statements_about_it(facts: FactStore) -> None:
    whole = {
        (row["plan"].value, row["thema"].value, row["via"].value): set(row["regels"].value.split("; "))
        for row in facts.rows("partners-per-thema", make_constraints({"partner": "politie"}))
    }
    narrowed = {
        (row["plan"].value, row["thema"].value, row["via"].value): set(row["regels"].value.split("; "))
        for row in facts.rows(
            "partners-per-thema", make_constraints({"partner": "politie", "fenomeen": "overlast"})
        )
    }
    assert narrowed
    assert all(narrowed[row] <= whole[row] for row in narrowed)
    assert any(narrowed[row] < whole[row] for row in narrowed)


def test_a_repeated_key_is_either_and_different_keys_are_both(facts: FactStore) -> None:
    def total(*pairs: tuple[str, str]) -> int:
        constraints, faults = read_constraints(pairs)
        assert not faults
        return facts.total("maatregelen", constraints)

    dalfsen, hardenberg = total(("gemeente", "dalfsen")), total(("gemeente", "hardenberg"))
    assert total(("gemeente", "dalfsen"), ("gemeente", "hardenberg")) == dalfsen + hardenberg
    assert 0 < total(("gemeente", "dalfsen"), ("status", "lopend")) < dalfsen
    assert total(("plan", "dalfsen-2019"), ("plan", "dalfsen-2023")) == dalfsen
    assert total(("gemeente", "dalfsen"), ("niet-plan", "dalfsen-2019")) == total(("plan", "dalfsen-2023"))


def test_facets_count_things_and_not_rows(facts: FactStore) -> None:
    constraints = make_constraints({"thema": "ondermijning"})
    things = facts.things("partners-per-thema", constraints)
    rows = list(facts.rows("partners-per-thema", constraints))
    assert things == len({row["partner"].value for row in rows}) < len(rows)
    assert facts.municipalities_in("partners-per-thema", constraints) == len(
        {row["gemeente"].value for row in rows}
    )
    by_municipality = {
        facet.value: facet.things
        for facet in find_facets(facts, "partners-per-thema", constraints, ["gemeente"], 20)["gemeente"]
    }
    assert by_municipality == {
        town: len({row["partner"].value for row in rows if row["gemeente"].value == town})
        for town in {row["gemeente"].value for row in rows}
    }


def test_words_are_found_without_regard_to_capitals_and_accents(facts: FactStore) -> None:
    assert lines(facts, "maatregelen", q="JEUGD") == lines(facts, "maatregelen", q="jéugd") != set()
    assert not lines(facts, "maatregelen", q="jeugd xyzzy")


def test_a_plan_is_asked_for_by_what_one_of_its_statements_meets(example_answers: Answers) -> None:
    facts = example_answers.facts
    assert facts is not None
    found = {row["plan"].text for row in facts.rows("plannen", make_constraints({"instrument": "rondgang"}))}
    assert found == {"voorbeeldstad-2020", "voorbeelddorp-2022"}


@pytest.mark.parametrize(
    ("moment", "edges"),
    [
        ("2024", ("2024-01-01", "2024-12-31")),
        ("2024-02", ("2024-02-01", "2024-02-29")),
        ("2024-Q4", ("2024-10-01", "2024-12-31")),
        ("2023-02-28", ("2023-02-28", "2023-02-28")),
    ],
)
def test_a_moment_has_a_first_and_a_last_day(moment: str, edges: tuple[str, str]) -> None:
    assert edges_of(moment) == edges


@pytest.mark.parametrize(
    ("pairs", "said"),
    [
        ([("kleur", "rood")], "'kleur' is geen sleutel"),
        ([("thema", "Geen Slug!")], "thema: "),
        ([("thema", "")], "thema is leeg"),
        ([("q", "x" * 100_000)], "q is langer dan 200 tekens"),
        ([("partner", f"p{n}") for n in range(1_000)], "partner heeft meer dan 50 waarden"),
        ([("van", "2024-02-31")], "van '2024-02-31' is geen jaar, kwartaal, maand of dag"),
        ([("kwartaal", "2024-Q5")], "kwartaal '2024-Q5' is geen kwartaal"),
        ([("periode", "ooit")], "periode is huidig of alle"),
    ],
)
def test_what_is_wrong_is_told(pairs: list[tuple[str, str]], said: str) -> None:
    _, faults = read_constraints(pairs)
    assert faults[0].detail.startswith(said)


def test_a_column_to_sort_by_must_be_one_of_the_question(facts: FactStore) -> None:
    question = facts.grains["maatregelen"].question
    with pytest.raises(InvalidRequest, match="'kleur' is geen kolom van maatregelen"):
        sorted_by(question, "kleur")
    names = [
        row["naam"].value.lower()
        for row in facts.page("maatregelen", Constraints(), 50, sorted_by=sorted_by(question, "-naam")).rows
    ]
    assert names == sorted(names, reverse=True)


def test_a_question_that_takes_too_long_is_stopped_and_the_next_is_answered(release: Release) -> None:
    facts = FactStore(release.facts, load_release_questions(release), seconds=0.05)
    with pytest.raises(QueryTimeout, match="duurt langer dan"):
        facts._fetch("SELECT count(*) FROM range(100000000000) a, range(1000) b", ())
    assert facts._fetch("SELECT 1", ()) == [(1,)]


def test_facts_that_are_cut_of_another_layout_or_gone_are_refused_by_name(release: Release, tmp_path) -> None:
    questions = load_release_questions(release)
    whole = release.facts.read_bytes()
    (tmp_path / "cut.duckdb").write_bytes(whole[: len(whole) // 3])
    (tmp_path / "head.duckdb").write_bytes(whole[:100])
    (tmp_path / "text.duckdb").write_text("geen database")
    with duckdb.connect(str(tmp_path / "older.duckdb")) as base:
        base.execute("CREATE TABLE gegevens AS SELECT 'layout' AS sleutel, '0' AS waarde")
    for name in ("head", "text", "older", "gone"):
        with pytest.raises(NoRelease, match=f"{name}.duckdb: de feiten zijn"):
            FactStore(tmp_path / f"{name}.duckdb", questions)


def test_facts_with_a_damaged_part_are_refused_when_it_is_read(release: Release, tmp_path) -> None:
    whole = bytearray(release.facts.read_bytes())
    for place in range(len(whole) // 4, len(whole), 4096):
        whole[place] ^= 0xFF
    (tmp_path / "damaged.duckdb").write_bytes(whole)

    def read_all() -> None:
        store = FactStore(tmp_path / "damaged.duckdb", load_release_questions(release))
        for question in store.grains:
            list(store.rows(question, Constraints()))

    with pytest.raises(NoRelease, match=r"damaged.duckdb: de feiten zijn"):
        read_all()


def test_row_can_be_held_to_things_that_have_no_key(facts: FactStore) -> None:
    pairs = (("rij", "plan/dalfsen-2023/indicator/7-3"), ("tot", "2022"))
    found, faults = read_constraints(pairs)
    assert faults == ()
    assert set(found.pairs) == set(pairs)
    assert {row["indicator"].text for row in facts.rows("indicatoren", found)} == {
        "dalfsen-2023/indicator/7-3"
    }
    assert [fault.code for fault in read_constraints([("rij", "geen ding")])[1]] == ["invalid"]


def test_whether_statements_of_a_question_have_a_key_at_all(facts: FactStore) -> None:
    assert facts.keys.of("maatregelen", "partner")
    assert not facts.keys.of("indicatoren", "portefeuillehouder")
    for key in KEYS:  # however far from the first facts the statement is that has one
        for question in facts.grains:
            everywhere = facts.select(
                f"SELECT EXISTS (SELECT 1 FROM {table_of(question)} JOIN beperking b ON b.uitspraak = _s "
                "WHERE sleutel = ?)",
                (key,),
            )
            assert facts.keys.of(question, key) == everywhere[0][0], (question, key)
    assert facts.years == (2019, 2028)


@pytest.mark.parametrize("group", ["gemeente", "plan"])
def test_places_are_the_same_in_the_same_order_however_they_were_counted(
    group: str, facts: FactStore
) -> None:
    asked = ("maatregelen", Constraints(), group, "maatregel")
    alone, along = Spreads(facts).filled(*asked), Spreads(facts)
    along.rank("maatregelen", Constraints(), "maatregel", 5, group=group)
    assert along.filled(*asked) == alone
    assert len(alone) > 3
    now = [column.rows for column in alone if column.current]
    assert now == sorted(now, reverse=True)
    assert [column.current for column in alone] == sorted((c.current for c in alone), reverse=True)


def test_what_is_only_in_past_plans_comes_after_all_that_is_current(facts: FactStore) -> None:
    spreads = Spreads(facts)
    with_own = 0
    for town in ("dalfsen", "hellendoorn"):
        for theme in (
            "jeugd-alcohol-en-drugs",
            "verkeersveiligheid",
            "digitale-criminaliteit",
            "woninginbraak",
        ):
            constraints, _ = read_constraints([("gemeente", town), ("thema", theme)])
            ranking = spreads.rank("partners-per-thema", constraints, "partner", 200)
            current = [thing.municipalities > 0 for thing in ranking.first]
            assert current == sorted(current, reverse=True), (town, theme)
            assert sum(current) == ranking.now
            if ranking.own:  # the municipality itself, after the other current ones
                with_own += ranking.now < ranking.total
                assert ranking.first[ranking.now - 1].value.endswith(f"/gemeente/{town}")
    assert with_own
