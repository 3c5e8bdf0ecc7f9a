"""What goes along with a measure, and what it still asks, is what stands on the card."""

from dataclasses import replace

from veiligheidsgraaf.draft.suggestion import Kind, Suggestion, give_keys
from veiligheidsgraaf.review.pages.cards import Card, make_card
from veiligheidsgraaf.words.project import Project

from .invented import TEXT, make_suggestions, open_review, suggest


def card_of(project: Project, *more: Suggestion, least: float) -> Card:
    review = open_review(project, give_keys([*make_suggestions(), *more], TEXT.splitlines()))
    state = review.state()
    item = next(one for one in state.items if one.values.get("naam") == ("Gesprek op de kade",))
    return make_card(review, state, item, least)


def test_of_what_a_measure_has_once_only_the_surest_is_ticked(begun: Project) -> None:
    less = replace(suggest(Kind.STATUS, "kade. Planning", status="voorgenomen"), score=0.7)
    card = card_of(begun, less, least=0.3)
    assert {one.name for one in card.parts if one.item.kind == "status"} == {"Lopend", "Voorgenomen"}
    assert [one.name for one in card.parts if one.item.kind == "status" and one.is_ticked] == ["Lopend"]


def test_new_name_waits_until_somebody_says_what_it_is(begun: Project) -> None:
    new = replace(suggest(Kind.NIEUW, "kade. Planning", naam="Kademeesters", soort="partner"), score=0.9)
    card = card_of(begun, new, least=0.3)
    assert card.parts
    assert "nieuw" not in {one.item.kind for one in (*card.parts, *card.unlikely)}


def test_what_a_part_out_of_sight_would_bring_is_asked(begun: Project) -> None:
    assert [field.name for field in card_of(begun, least=0.85).lacking] == []
    assert [field.name for field in card_of(begun, least=0.95).lacking] == ["status"]


def test_new_name_says_nothing_of_what_the_program_calls_it(begun: Project) -> None:
    named = suggest(Kind.NIEUW, "Het Buurtlab", naam="Buurtlab", soort="partner")
    review = open_review(begun, give_keys([named], TEXT.splitlines()))
    (new,) = review.state().items
    assert make_card(review, review.state(), new).values == {"naam": ("Buurtlab",), "wat": ("organisatie",)}
