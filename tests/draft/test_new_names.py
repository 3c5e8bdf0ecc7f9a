"""New names of a text: by their head with what it is of, in an enumeration with bodies, and with whom
something is done.
"""

import pytest

from veiligheidsgraaf.draft.announcements import read_cues
from veiligheidsgraaf.draft.bare_names import find_proper
from veiligheidsgraaf.draft.enumerations import find_listed, find_with
from veiligheidsgraaf.draft.looking import look
from veiligheidsgraaf.draft.patterns import find_newcomers
from veiligheidsgraaf.draft.suggest import suggest
from veiligheidsgraaf.draft.suggestion import Kind, Suggestion
from veiligheidsgraaf.names.lexicon import Lexicon
from veiligheidsgraaf.reading.recognition import read_document
from veiligheidsgraaf.words import iris

from .plans import make_lexicon

CUES = read_cues()
NOBODY: frozenset[str] = frozenset()


def names(text: str, kind: str) -> set[str]:
    return {one.name for one in find_newcomers(text, CUES, NOBODY) if one.kind == kind}


def listed(text: str, *bodies: str) -> list[str]:
    spans = sorted((text.index(body), text.index(body) + len(body)) for body in bodies)
    return [one.name for one in find_listed(text, spans, CUES, NOBODY)]


def suggested(text: str) -> list[Suggestion]:
    return suggest(read_document(text.encode()), make_lexicon(), "voorbeeldstad", (2026, 2029))


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("Er komt een controle van loodsen en schuren.", "instrument", "controle van loodsen"),
        ("Er is een plan van aanpak opgesteld voor het strand.", "instrument", "plan van aanpak"),
        ("Het actieplan verkeersveiligheid wordt vernieuwd.", "instrument", "actieplan verkeersveiligheid"),
        ("Wij kiezen een dadergerichte aanpak.", "instrument", "dadergerichte aanpak"),
    ],
)  # fmt: skip
def test_new_name_goes_on_with_what_it_is_of(text: str, kind: str, name: str) -> None:
    assert name in names(text, kind)


def test_new_name_ends_before_a_participle() -> None:
    assert not any("opgesteld" in name for name in names("Er is beleid opgesteld voor 2026.", "instrument"))


def test_new_name_ends_before_a_verb() -> None:
    assert "afdeling veiligheid" in names("De afdeling veiligheid helpt de buurt.", "partner")


def test_body_of_another_place_is_not_meant() -> None:
    lexicon = Lexicon()
    lexicon.add_all(
        [
            (iris.thing("partner", "veiligheidshuis-aaland"), "prefLabel", "Veiligheidshuis Aaland"),
            (iris.thing("locatie", "aaland"), "prefLabel", "Aaland"),
        ]
    )
    known = "/partner/veiligheidshuis-aaland"

    def finds(name: str) -> bool:
        document = read_document(f"De regio Aaland doet mee. Het {name} helpt de gemeente.\n".encode())
        found = suggest(document, lexicon, "voorbeeldstad", (2026, 2029))
        return any(one.values.get("partner", ("",))[0].endswith(known) for one in found)

    assert finds("Veiligheidshuis")
    assert not finds("Veiligheidshuis Beeland")


def test_enumeration_with_bodies_names_the_others_too() -> None:
    assert listed("Overleg (gemeente, kerken, politie) volgt.", "gemeente", "politie") == ["kerken"]
    text = "de gemeenten Aaburg, Beedorp, Ceestad en Deeveen"
    assert listed(text, "Aaburg", "Beedorp") == ["Ceestad", "Deeveen"]
    text = "met de politie, het openbaar vervoersbedrijf en de brandweer samen"
    assert listed(text, "politie", "brandweer") == ["openbaar vervoersbedrijf"]


def test_word_beside_one_body_alone_is_no_name() -> None:
    assert listed("De politie en overlast gaan niet samen.", "politie") == []


def test_with_whom_something_is_done_is_a_name() -> None:
    found = [one.name for one in find_with("Samen met exploitanten van havens werken wij.", CUES, NOBODY)]
    assert found == ["exploitanten van havens"]


def test_body_named_again_further_in_a_sentence_is_told_there_as_well() -> None:
    text = (
        "Het overleg jeugd (politie, gemeente) en het overleg van de winkels,\n"
        "dat elke maand is en waar wij afspraken maken over toezicht (politie,\n"
        "gemeente) zorgen voor afstemming.\n"
    )
    police = [one for one in suggested(text) if one.values.get("partner", ("",))[0].endswith("/politie")]
    assert [one.first for one in police] == [1, 2]


def test_who_answers_for_a_row_is_no_partner_of_it() -> None:
    text = "Maatregel\tPortefeuillehouder\tPlanning\nCamera's plaatsen\tWethouder zorg\t2026\nLampen ophangen\tWethouder zorg\t2027\n"
    found = suggested(text)
    assert [one for one in found if one.kind is Kind.PORTEFEUILLEHOUDER]
    assert not [one for one in found if one.kind is Kind.PARTNER and one.first > 1]


def test_what_is_learned_of_an_own_body_holds_for_that_of_another_municipality() -> None:
    lexicon, cues = make_lexicon(), read_cues()
    document = read_document(
        b"De Burgemeester van Anderstad overlegt met gemeente Anderstad en de politie.\n"
    )
    at_home = look(document, lexicon, "anderstad", cues, (2026, 2029)).candidates
    assert {key for one in at_home for key in one.seen if key.startswith("ding:")} == {
        "ding:eigen burgemeester",
        "ding:eigen gemeente",
        "ding:politie",
    }
    elsewhere = look(document, lexicon, "voorbeeldstad", cues, (2026, 2029)).candidates
    assert [one.name for one in elsewhere if "een andere gemeente" in one.seen] == ["Gemeente Anderstad"]


def test_names_that_their_capitals_tell_are_instruments_within_a_sentence_only() -> None:
    text = "Scholen geven de lessen van Risk Factory en Goed Bekeken. Daarna volgt de toets (Mediawijs), in Q2 2026."
    found = [one.name for one in find_proper(text, NOBODY)]
    assert found == ["Risk Factory", "Goed Bekeken", "Mediawijs"]


def test_short_item_where_bodies_are_announced_is_one() -> None:
    text = "Partners die aan tafel zitten zijn:\n- Politie\n- forensische zorg (ook poliklinisch)\n- financiers zorg\n"
    named = {one.values.get("naam", ("",))[0] for one in suggested(text) if one.kind is Kind.PARTNER}
    assert {"forensische zorg", "financiers zorg"} <= named


def test_cell_that_a_row_begins_with_names_an_instrument() -> None:
    page = (
        "<html><body><h1>Plan</h1><table><tr><th>Actiepunt</th><th>Partijen</th></tr>"
        "<tr><td>Weerbare wijk</td><td>politie</td></tr></table></body></html>"
    )
    assert "Weerbare wijk" in {
        one.values.get("naam", ("",))[0] for one in suggested(page) if one.kind is Kind.INSTRUMENT
    }


def test_new_name_is_no_row_of_figures() -> None:
    assert "Politie 70 65 38" not in names("Overlast Politie 70 65 38 41", "partner")


def test_day_is_the_head_of_a_compound() -> None:
    assert "weerbaarheidsdagen" in names("Er zijn weerbaarheidsdagen in het dorpshuis.", "instrument")


def test_own_municipality_is_no_new_name_in_a_graph_that_does_not_have_it() -> None:
    document = read_document(b"De gemeente Verweg-Dichtbij helpt de gemeente Elders.\n")
    found = suggest(document, make_lexicon(), "verweg-dichtbij", (2026, 2029))
    own = iris.thing("gemeente", "verweg-dichtbij")
    assert (own,) in [one.values.get("partner") for one in found]
    new = [one.values["naam"][0] for one in found if one.kind is Kind.NIEUW]
    assert new == ["gemeente Elders"]
