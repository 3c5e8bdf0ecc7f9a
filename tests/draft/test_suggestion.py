"""Suggestions have keys that stay, and stand in the measure around them."""

from veiligheidsgraaf.draft.suggestion import Kind, Mark, Suggestion, give_keys

LINES = ["Acties", "De boa's surveilleren vaker", "en de politie helpt.", "De boa's surveilleren vaker"]


def suggest(kind: Kind, first: int, last: int, **values: tuple[str, ...]) -> Suggestion:
    return Suggestion(kind, first, last, (Mark(first, 0, 9),), values, "omdat", 0.5)


def test_key_stays_when_lines_are_put_before() -> None:
    one = suggest(Kind.MAATREGEL, 2, 3, naam=("Vaker surveilleren",))
    later = suggest(Kind.MAATREGEL, 4, 5, naam=("Vaker surveilleren",))
    assert give_keys([one], LINES)[0].key == give_keys([later], ["Nieuw", "", *LINES])[0].key


def test_key_differs_for_other_words_values_and_places() -> None:
    found = give_keys(
        [
            suggest(Kind.MAATREGEL, 2, 2, naam=("Vaker surveilleren",)),
            suggest(Kind.MAATREGEL, 4, 4, naam=("Vaker surveilleren",)),
            suggest(Kind.MAATREGEL, 4, 4, naam=("Surveilleren",)),
            suggest(Kind.DOEL, 4, 4, naam=("Surveilleren",)),
        ],
        LINES,
    )
    assert len({one.key for one in found}) == 4


def test_part_stands_within_the_nearest_measure() -> None:
    wide = suggest(Kind.DOEL, 1, 4, naam=("Breed",))
    near = suggest(Kind.MAATREGEL, 2, 3, naam=("Vaker surveilleren",))
    found = give_keys([wide, near, suggest(Kind.PARTNER, 3, 3, partner=("politie",))], LINES)
    keys = {one.kind: one for one in found}
    assert keys[Kind.PARTNER].within == keys[Kind.MAATREGEL].key
    assert keys[Kind.MAATREGEL].within == ""


def test_same_saying_from_two_steps_comes_once_with_the_surer_score() -> None:
    sure = Suggestion(Kind.PARTNER, 3, 3, (Mark(3, 6, 13),), {"partner": ("politie",)}, "naam", 0.9)
    unsure = Suggestion(Kind.PARTNER, 3, 3, (Mark(3, 6, 13),), {"partner": ("politie",)}, "cel", 0.4)
    assert [one.score for one in give_keys([unsure, sure], LINES)] == [0.9]
