"""Decisions stay with what they are about: when the text or the program changes, and between two windows."""

from dataclasses import replace

import pytest

from veiligheidsgraaf.draft.suggestion import Kind, Suggestion, give_keys
from veiligheidsgraaf.review.session import Review
from veiligheidsgraaf.review.state import Item
from veiligheidsgraaf.review.steps import Decide, Overtaken
from veiligheidsgraaf.words.errors import DoesNotConform, InvalidRequest, UnknownName
from veiligheidsgraaf.words.project import Project

from .invented import TEXT, begin, lines_of, make_suggestions, open_review, suggest, thing

COPIED = "Het doel is dat criminelen hier geen voet aan de grond krijgen"


def find(review: Review, name: str) -> Item:
    return next(item for item in review.state().items if item.values.get("naam") == (name,))


def test_plan_that_nobody_began_is_told(example: Project) -> None:
    with pytest.raises(UnknownName):
        Review(example, "nergens-2020")


def test_counts_and_progress_follow_the_decisions(begun: Project) -> None:
    review = open_review(begun)
    assert review.state().progress == (0, 19)
    review.decide(Decide("curator", "accepteer", find(review, "Meldavond").key))
    review.decide(Decide("curator", "verwerp", find(review, "Toezicht").key))
    state = review.decide(Decide("curator", "later", find(review, "Minder inbraken").key))
    assert state.progress == (2, 19)
    assert (state.count("kind")["maatregel"].accepted, state.count("kind")["maatregel"].open) == (1, 2)
    assert state.count("heading")[lines_of("1 Inleiding")].later == 1


def test_decision_made_in_one_window_is_seen_in_the_other(begun: Project) -> None:
    one, other = open_review(begun), open_review(begun)
    item = find(one, "Meldavond")
    one.decide(Decide("curator", "accepteer", item.key, seen=item.version))
    other.decide(Decide("curator", "accepteer", find(other, "Toezicht").key, seen=""))
    assert {found.values["naam"][0] for found in one.state().accepted} == {"Meldavond", "Toezicht"}


def test_window_that_did_not_see_the_last_decision_is_told_and_loses_nothing(begun: Project) -> None:
    one, other = open_review(begun), open_review(begun)
    item = find(other, "Meldavond")
    one.decide(Decide("curator", "accepteer", item.key, seen=item.version))
    with pytest.raises(Overtaken) as told:
        other.decide(Decide("curator", "verwerp", item.key, seen=item.version))
    assert told.value.item == item.key
    assert other.state().by_key[item.key].verdict == "accepteer"


def test_list_is_decided_whole_or_not_at_all_and_undone_at_once(begun: Project) -> None:
    review = open_review(begun)
    steps = [Decide("curator", "accepteer", find(review, name).key) for name in ("Meldavond", "Toezicht")]
    with pytest.raises(InvalidRequest, match="niet"):
        review.decide_all([*steps, Decide("curator", "accepteer", "onbekend")])
    assert review.state().accepted == ()
    assert len(review.decide_all(steps).accepted) == 2
    assert review.undo().accepted == ()
    assert len(review.redo().accepted) == 2


def test_nothing_to_undo_is_told(begun: Project) -> None:
    with pytest.raises(InvalidRequest, match="niets om ongedaan"):
        open_review(begun).undo()


def test_only_roles_decide(begun: Project) -> None:
    review = open_review(begun)
    with pytest.raises(InvalidRequest, match="geen rol"):
        review.decide(Decide("Jan Jansen", "accepteer", find(review, "Meldavond").key))


def test_passage_that_moved_takes_its_decision_along(decided: Project) -> None:
    before = {item.key: item.first for item in open_review(decided).state().accepted if item.first > 1}
    begin(decided, TEXT.replace("1 Inleiding", "Vooraf iets nieuws.\n\n1 Inleiding"), again=True)
    state = open_review(decided, []).state()
    assert state.lost == ()
    assert {item.key: item.first - 2 for item in state.accepted if item.first > 1} == before
    assert all(item.moved for item in state.accepted if item.first > 1)


def test_passage_that_is_nowhere_is_shown_and_stops_writing(decided: Project) -> None:
    begin(decided, TEXT.replace("Wij lopen met de politie", "Wij wandelen met de politie"), again=True)
    review = open_review(decided, [])
    assert {item.values["naam"][0] for item in review.state().lost if "naam" in item.values} == {
        "Rondgang door de haven"
    }
    with pytest.raises(DoesNotConform, match="staat niet meer in de tekst"):
        review.write()
    for item in review.state().lost:
        where = lines_of("Wij lopen")
        review.decide(Decide("curator", "verander", item.key, values=item.values, first=where))
    assert review.write().written


def test_program_that_suggests_the_same_otherwise_keeps_what_was_decided(begun: Project) -> None:
    review = open_review(begun)
    politie = next(
        one for one in review.state().open if one.values.get("partner") == (thing("partner", "politie"),)
    )
    measure = find(review, "Rondgang door de haven")
    review.decide(Decide("curator", "accepteer", measure.key))
    review.decide(Decide("curator", "verwerp", politie.key))
    newer = []
    for one in make_suggestions():
        values = dict(one.values)
        if values.get("naam") == ("Rondgang door de haven",):
            values["naam"] = ("Lopen door de haven",)
        newer.append(replace(one, values=values, key="", within=""))
    other = open_review(begun, give_keys(newer, TEXT.splitlines()))
    assert other.state().progress == (2, 19)
    assert find(other, "Rondgang door de haven").verdict == "accepteer"
    assert not [
        item for item in other.state().open if item.values.get("partner") == politie.values["partner"]
    ]


def test_part_follows_its_measure_when_that_has_another_key(begun: Project) -> None:
    review = open_review(begun)
    review.decide(Decide("curator", "accepteer", find(review, "Rondgang door de haven").key))
    newer = [replace(one, values={**one.values, "status": ("voorgenomen",)}, key="", within="") if one.kind is
             Kind.MAATREGEL else replace(one, key="", within="") for one in make_suggestions()]  # fmt: skip
    other = open_review(begun, give_keys(newer, TEXT.splitlines()))
    measure = find(other, "Rondgang door de haven")
    parts = [item for item in other.state().items if item.host == measure.key]
    assert {item.kind for item in parts} == {"partner", "instrument"}


def test_words_of_the_plan_are_told_and_not_kept(begun: Project) -> None:
    review = open_review(begun)
    item = find(review, "Geen plek voor criminelen")
    complaints = review.check_values("doel", {"naam": (COPIED,), "soort": ("ambitie",)}, item.first)
    assert [one.field for one in complaints if one.blocks] == ["naam"]
    with pytest.raises(InvalidRequest, match="eigen woorden"):
        review.decide(
            Decide("curator", "verander", item.key, values={"naam": (COPIED,), "soort": ("ambitie",)})
        )
    assert "criminelen hier geen voet" not in "".join(
        path.read_text() for path in review.draft.folder.iterdir()
    )


def test_suggested_words_of_the_plan_are_accepted_without_them_and_named_before_writing(
    begun: Project,
) -> None:
    one = give_keys([suggest(Kind.MAATREGEL, "Wij lopen", naam=COPIED, status="lopend")], TEXT.splitlines())
    review = open_review(begun, one)
    state = review.decide(Decide("curator", "accepteer", one[0].key))
    item = state.by_key[one[0].key]
    assert item.needs_own_words
    assert "voet aan de grond" not in review.draft.log.path.read_text()
    with pytest.raises(DoesNotConform, match="eigen woorden"):
        review.write()
    review.decide(Decide("curator", "verander", item.key, values={**item.values, "naam": ("Lopen",)}))
    assert review.assemble().problems == ()


def test_status_of_the_measure_itself_holds_and_two_parts_must_agree(decided: Project) -> None:
    review = open_review(decided)
    own = find(review, "Rondgang door de haven")
    other = find(review, "Gesprek op de kade")
    for host in (own, other):
        values = {"status": ("verkenning",), "bij": (host.key,)}
        review.decide(Decide("curator", "voeg-toe", kind="status", values=values, first=host.first))
    assembly = review.assemble()
    assert [one.blocks for one in assembly.problems] == [False, True]
    made = {one.values["naam"][0]: one for one in assembly.made if one.kind == "maatregel"}
    assert made["Rondgang door de haven"].values["status"] == ("lopend",)


def test_theme_in_running_text_is_no_chapter_and_on_a_heading_it_is(begun: Project) -> None:
    words = ("2.1 Ondermijning", "Ondermijning heeft onze voorrang")
    found = [suggest(Kind.THEMA, one, thema=thing("thema", "ondermijning")) for one in words]
    review = open_review(begun, give_keys(found, TEXT.splitlines()))
    review.decide_all([Decide("curator", "accepteer", item.key) for item in review.state().open])
    assembly = review.assemble()
    assert [(one.kind, one.line) for one in assembly.made] == [("planthema", lines_of(words[0]))]
    assert [(one.blocks, "kies waar deze thema" in one.message) for one in assembly.problems] == [
        (False, True)
    ]


def test_part_of_a_measure_that_waits_stops_nothing(begun: Project) -> None:
    review = open_review(begun)
    status = next(item for item in review.state().open if item.kind == "status")
    review.decide(Decide("curator", "accepteer", status.key))
    assert [one.blocks for one in review.assemble().problems] == [False]


def test_hostile_words_stay_words(decided: Project) -> None:
    review = open_review(decided)
    item = find(review, "Rondgang door de haven")
    name = 'Lopen" . <x:y> a vg:Doel . #\n\\" <script>alert(1)</script> \u202eomgekeerd'
    review.decide(Decide("curator", "verander", item.key, values={**item.values, "naam": (name,)}))
    outcome = review.write()
    assert outcome.written, outcome.stops
    text = (decided.root / "graphs/plannen/voorbeeldstad-2028.ttl").read_text()
    assert '"Lopen\\" . a vg:Doel . # \\\\\\" alert(1) omgekeerd"@nl' in text
    assert "<script" not in text


def test_name_that_is_not_in_the_lines_is_told(begun: Project) -> None:
    review = open_review(begun)
    values = {"naam": ("Lopen",), "status": ("lopend",), "partner": (thing("partner", "havenberaad"),)}
    told = review.check_values("maatregel", values, lines_of("Wij lopen"))
    assert [(one.field, one.blocks) for one in told] == [("partner", False)]
    own = {**values, "partner": (thing("gemeente", "voorbeeldstad"), thing("partner", "politie"))}
    assert review.check_values("maatregel", own, lines_of("Wij lopen")) == ()


def test_new_thing_is_compared_and_can_be_chosen_at_once(begun: Project) -> None:
    review = open_review(begun)
    about = {"wat": ("organisatie",), "naam": ("de politie",), "soort": ("politie",)}
    told = review.check_values("nieuw", about, lines_of("politie"))
    assert any("is 'de politie' niet Politie?" in one.message and one.blocks for one in told)
    near = review.check_values("nieuw", {**about, "naam": ("Havenberaad Oost",)}, lines_of("politie"))
    assert [(one.field, one.blocks) for one in near] == [("naam", False)]
    lab = {
        "wat": ("groep",),
        "naam": ("Buurtlab Zuid (BLZ)",),
        "soort": ("inwonersgroep",),
        "omschrijving": ("Buurt.",),
    }
    review.decide(Decide("curator", "voeg-toe", kind="nieuw", values=lab, first=lines_of("Buurtlab")))
    found = review.choices.find("partner", "buurtl")
    assert [(one.iri, one.why) for one in found] == [(thing("partner", "buurtlab-zuid"), "nieuw in dit plan")]


def test_partner_can_be_moved_to_another_measure_in_another_part(decided: Project) -> None:
    review = open_review(decided)
    partner = next(
        i for i in review.state().accepted if i.kind == "partner" and "jeugdwerk" in i.values["partner"][0]
    )
    other = find(review, "Rondgang door de haven")
    values = {**partner.values, "bij": (other.key,), "als": ("ondersteuner",)}
    review.decide(Decide("curator", "verander", partner.key, values=values))
    made = {one.values["naam"][0]: one for one in review.assemble().made if one.kind == "maatregel"}
    assert made["Rondgang door de haven"].values["ondersteuner"] == partner.values["partner"]
    assert made["Rondgang door de haven"].spans == ((13, 13), (20, 20))
    assert "partner" not in made["Gesprek op de kade"].values


def test_part_can_be_taken_out_of_its_measure(decided: Project) -> None:
    review = open_review(decided)
    partner = next(
        i for i in review.state().accepted if i.kind == "partner" and "jeugdwerk" in i.values["partner"][0]
    )
    review.decide(Decide("curator", "verander", partner.key, values={**partner.values, "bij": ("los",)}))
    made = [one for one in review.assemble().made if one.values.get("partner") == partner.values["partner"]]
    assert [(one.kind, one.values["rol"]) for one in made] == [("inzet", ("genoemd",))]


def test_second_pointer_is_found_back_like_the_first(decided: Project) -> None:
    review = open_review(decided)
    item = find(review, "Meldavond")
    more = {**item.values, "regels": (str(lines_of("Wij willen")),)}
    review.decide(Decide("curator", "verander", item.key, values=more))
    begin(decided, "Boven.\n" + TEXT, again=True)
    moved = open_review(decided, []).state().by_key[item.key]
    assert moved.spans == ((item.first + 1, item.last + 1), (lines_of("Wij willen") + 1,) * 2)


def test_lines_on_which_nothing_rests_are_listed(decided: Project) -> None:
    assert open_review(decided).bare_lines() == ()
    review = open_review(decided)
    review.decide(Decide("curator", "verwerp", find(review, "Meldavond").key))
    line = lines_of("In 2022")
    assert review.bare_lines() == ((line, line),)


def test_what_nothing_says_is_passed_over(decided: Project) -> None:
    review = open_review(decided)
    passed = {(one.words, one.kind) for one in review.passed_over()}
    assert ("haven", "naam") in passed
    assert not [one for one in review.passed_over() if one.words == "politie"]


def test_what_cannot_be_said_is_kept(begun: Project) -> None:
    review = open_review(begun)
    values = {"naam": ("Wie de avond begon",), "reden": ("daar is geen rol voor",)}
    state = review.decide(Decide("curator", "voeg-toe", kind="niet-te-zeggen", values=values, first=15))
    assert [item.values["naam"] for item in state.unsayable] == [("Wie de avond begon",)]
    assert review.assemble().made == ()


def test_themes_are_proposed_with_their_lines_and_absent_only_after_a_search(decided: Project) -> None:
    review = open_review(decided)
    themes = {one.number: one for one in review.coverage()}
    crime = next(one for one in themes.values() if one.iri.endswith("/georganiseerde-criminaliteit"))
    assert crime.proposed == "behandeld"
    assert (13, 13) in crime.lines
    absent = next(one for one in themes.values() if one.iri.endswith("/externe-veiligheid"))
    assert (absent.proposed, absent.lines) == ("niet-genoemd", ())
    values = {key: found for key, found in absent.values.items() if key != "gezocht"}
    with pytest.raises(InvalidRequest, match="pas te zeggen na een zoektocht"):
        review.decide(Decide("curator", "voeg-toe", kind="dekking", values=values))
    more = {**absent.values, "gezocht": (*absent.values["gezocht"], "politie")}
    with pytest.raises(InvalidRequest, match="staat op regel"):
        review.decide(Decide("curator", "voeg-toe", kind="dekking", values=more))
    with pytest.raises(InvalidRequest, match="wijs de regels aan"):
        review.decide(Decide("curator", "voeg-toe", kind="dekking", values=crime.values))
    review.decide(Decide("curator", "voeg-toe", kind="dekking", values=absent.values))
    review.decide(Decide("curator", "voeg-toe", kind="dekking", values=crime.values, first=crime.lines[0][0]))
    assert {one.iri: one.decided for one in review.coverage()}[absent.iri] == "niet-genoemd"
    outcome = review.write()
    assert outcome.written, outcome.stops


def test_all_proposed_themes_conform_as_they_are_proposed(decided: Project) -> None:
    review = open_review(decided)
    review.decide_all(
        [
            Decide(
                "curator",
                "voeg-toe",
                kind="dekking",
                values=one.values,
                first=one.lines[0][0] if one.lines else 0,
            )
            for one in review.coverage()
        ]
    )
    outcome = review.write()
    assert outcome.written, outcome.stops
    assert {one.finding.rule for one in outcome.findings} == {"plan-vastgesteld"}


def test_suggestion_of_one_kind_may_be_accepted_as_another(begun: Project) -> None:
    one: list[Suggestion] = give_keys([suggest(Kind.DOEL, "Wij lopen", naam="Lopen")], TEXT.splitlines())
    review = open_review(begun, one)
    values = {"naam": ("Lopen in de haven",), "status": ("lopend",)}
    review.decide(Decide("curator", "verander", one[0].key, kind="maatregel", values=values))
    assert [made.kind for made in review.assemble().made] == ["maatregel"]


def test_what_was_said_of_a_new_name_goes_for_all_that_bear_it(begun: Project) -> None:
    """Also for those that were suggested under another of its names; and not after it was undone."""
    named = [
        suggest(Kind.NIEUW, "Het Buurtlab", naam="Buurtlab", soort="partner"),
        suggest(Kind.PARTNER, "Het Buurtlab", naam="Buurtlab"),
        suggest(Kind.PARTNER, "Buurtlab Zuid", naam="Het Buurtlab Zuid"),
        suggest(Kind.PORTEFEUILLEHOUDER, "jeugdwerk", naam="Jeugdwerk"),
    ]
    lines = TEXT.splitlines()
    review = open_review(begun, give_keys([*make_suggestions(), *named], lines))
    new = find(review, "Buurtlab")
    about = {"wat": ("samenwerkingsverband",), "naam": ("Buurtlab Zuid",), "soort": ("samenwerkingsverband",)}
    about |= {"andere-namen": ("het Buurtlab Zuid",), "omschrijving": ("Waar buurt en stad iets proberen.",)}
    state = review.decide(Decide("curator", "verander", new.key, values=about))
    lab = (thing("partner", "buurtlab-zuid"),)
    assert [one.values for one in state.open if lab in one.values.values()] == [{"partner": lab}] * 2
    assert {one.values["naam"] for one in state.open if one.kind == "nieuw"} == set()
    assert find(review, "Jeugdwerk").kind == "portefeuillehouder"
    state = review.undo()
    assert {one.values["naam"] for one in state.open if one.kind == "nieuw"} == {
        ("Buurtlab",),
        ("Buurtlab Zuid",),
    }
