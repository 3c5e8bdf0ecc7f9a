"""Full text of the plans' own lines: which lines are found, with which words marked."""

import pytest

from veiligheidsgraaf.answers.box.plan_lines import MOST_HITS, PlanLines

DORP, STAD = "https://example.org/plan/dorp", "https://example.org/plan/stad"


@pytest.fixture(scope="module")
def lines() -> PlanLines:
    found = PlanLines()
    found.add("dorp", DORP, ["Inleiding", "", "De brandweer oefent in de haven.", "Vuurwerk is een zorg."])
    found.add("stad", STAD, ["De brandweer en de politie.", "Gegevens zijn buitgemaakt."])
    return found


def test_lines_with_all_words_are_found_with_these_marked(lines: PlanLines) -> None:
    (hit,) = lines.find("wat doet de brandweer in de haven?")
    assert (hit.source, hit.plan, hit.number) == ("dorp", DORP, 3)
    assert hit.pieces[1::2] == ("brandweer", "haven")
    assert "".join(hit.pieces) == "De brandweer oefent in de haven."


def test_some_words_do_only_when_asked(lines: PlanLines) -> None:
    assert lines.find("haven buitgemaakt") == []
    assert {hit.number for hit in lines.find("haven buitgemaakt", any_word=True)} == {2, 3}


def test_rare_words_find_before_common_ones() -> None:
    found = PlanLines()
    found.add("lang", DORP, [*["Een nieuwe aanpak."] * 20, "Wie een nieuwe sirene ziet.", "De sirene gaat."])
    hits = found.find("nieuwe sirene onbekend", any_word=True)
    assert [hit.number for hit in hits] == [21, 22]


def test_lines_of_other_plans_are_left_out(lines: PlanLines) -> None:
    assert [hit.source for hit in lines.find("brandweer", [STAD])] == ["stad"]
    assert lines.find("haven", [STAD]) == []


def test_names_of_places_are_no_words_to_look_for(lines: PlanLines) -> None:
    assert [hit.source for hit in lines.find("vuurwerk in haven", leaving_out=["haven"])] == ["dorp"]


@pytest.mark.parametrize(
    "line", ["", "de het een", '" OR *', "a" * 500, "NEAR(brandweer", "tekst : brandweer", "\x02"]
)
def test_any_line_is_a_search_or_none(line: str, lines: PlanLines) -> None:
    assert len(lines.find(line, any_word=True)) <= MOST_HITS


def test_hits_are_bounded() -> None:
    many = PlanLines()
    many.add("lang", DORP, ["De brandweer oefent."] * 5000)
    assert len(many.find("brandweer")) == MOST_HITS
    assert many.find("brandweer")[0].number == 1
