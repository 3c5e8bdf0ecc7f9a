"""What a person does on the screens, one form after another, without scripts."""

import re
import shutil
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Thread

import pytest

from veiligheidsgraaf.review.fields import bounds
from veiligheidsgraaf.review.pages.checking import ONE_CHECK
from veiligheidsgraaf.review.pages.desk import Desk
from veiligheidsgraaf.review.pages.filters import Wish, choose_items
from veiligheidsgraaf.review.session import Review
from veiligheidsgraaf.review.suggested import open_review
from veiligheidsgraaf.words.project import Project

from ..conftest import EXAMPLE, ROOT
from .at_desk import Visitor, make_desk, open_shared, read_log
from .invented import SLUG, TEXT, begin, lines_of, make_suggestions

SCREENS = ["", "/lijst", "/plan", "/themas", "/over", "/niet-te-zeggen", "/controle", "/klaar"]


@pytest.fixture(scope="module")
def drafted(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The made-up project with the invented plan drafted; nobody changes it."""
    project = Project(shutil.copytree(EXAMPLE, tmp_path_factory.mktemp("nalezen") / "voorbeeld"))
    begin(project)
    open_shared(project, SLUG).find_findings()  # what the check remembers is copied along
    return project


@pytest.fixture
def example(drafted: Project, tmp_path: Path) -> Project:
    return Project(shutil.copytree(drafted.root, tmp_path / "voorbeeld"))


@pytest.fixture
def desk(example: Project) -> Desk:
    return make_desk(example)


@pytest.fixture
def visitor(desk: Desk) -> Visitor:
    return Visitor(desk)


def test_every_screen_is_there(visitor: Visitor) -> None:
    for path in SCREENS:
        assert "<h1" in visitor.look(path)
        assert visitor.status == 200, path
    visitor.look("/nergens")
    assert visitor.status == 404
    assert "deze bladzijde is er niet" in visitor.text
    assert visitor.client.get("/nergens-2020").status_code == 404


def test_item_is_shown_beside_its_words_with_reason_and_score(visitor: Visitor) -> None:
    text = visitor.look(stuk=visitor.item("Rondgang").key)
    assert '<mark class="nl-mark">Wij lopen</mark>' in text
    assert f'id="r{lines_of("Wij lopen")}" data-regel="{lines_of("Wij lopen")}" class="regel erin"' in text
    assert "bij hand" in text
    assert "vrij zeker (0,90)" in text
    assert "nog te beoordelen" in text


def test_accept_reject_later_and_undo_each_tell_what_happened(visitor: Visitor) -> None:
    goal = visitor.item("Geen plek")
    assert "Doel “Geen plek voor criminelen”: overgenomen." in visitor.decide(goal, "accepteer")
    assert "afgewezen." in visitor.decide(visitor.item("Meldavond"), "verwerp")
    assert "voor later." in visitor.decide(visitor.item("Toezicht"), "later")
    assert [visitor.item(name).verdict for name in ("Geen plek", "Meldavond", "Toezicht")] == [
        "accepteer",
        "verwerp",
        "later",
    ]
    assert "2 van 14 beoordeeld" in visitor.text
    for left in ("accepteer", "accepteer", ""):
        assert "Teruggedraaid." in visitor.send("/terug", {}) or left
        assert visitor.item("Geen plek").verdict == left
    visitor.send("/nagelezen", {})
    assert visitor.status == 400
    assert "kies de rol nalezer" in visitor.text
    visitor.send("/terug", {})
    assert visitor.status == 400
    assert "er is niets om ongedaan te maken" in visitor.text
    assert "Opnieuw gedaan" in visitor.send("/opnieuw", {})
    assert visitor.item("Geen plek").verdict == "accepteer"


def test_after_a_decision_comes_the_next_that_is_open(visitor: Visitor) -> None:
    order = [item.key for item in visitor.state.open]
    visitor.decide(visitor.state.open[2], "verwerp")
    assert f'name="stuk" value="{order[3]}"' in visitor.text


def test_parts_that_are_ticked_are_accepted_with_what_they_stand_in(visitor: Visitor) -> None:
    measure = visitor.item("Rondgang")
    parts = [item for item in visitor.state.items if item.host == measure.key]
    assert {part.kind for part in parts} == {"partner", "instrument"}
    assert "Politie" in visitor.look(stuk=measure.key)
    visitor.decide(measure, "accepteer", parts[0])
    assert visitor.state.by_key[parts[0].key].verdict == "accepteer"
    assert visitor.state.by_key[parts[1].key].verdict == "verwerp"
    visitor.send("/terug", {})
    assert visitor.item("Rondgang").verdict == visitor.state.by_key[parts[0].key].verdict == ""


def test_parts_stay_or_go_when_what_they_stand_in_is_rejected(visitor: Visitor) -> None:
    measure = visitor.item("Gesprek op de kade")
    parts = {item.kind: item.key for item in visitor.state.items if item.host == measure.key}
    assert parts.keys() == {"partner", "planning", "status"}
    visitor.decide(measure, "verwerp")
    verdicts = {kind: visitor.state.by_key[key].verdict for kind, key in parts.items()}
    assert verdicts == {
        "partner": "",
        "planning": "verwerp",
        "status": "verwerp",
    }  # planning says nothing alone
    assert "Jeugdwerk" in visitor.look("/lijst")
    visitor.send("/terug", {})
    visitor.decide(measure, "verwerp-alles")
    assert {visitor.state.by_key[key].verdict for key in parts.values()} == {"verwerp"}


def test_parts_come_with_what_they_stand_in_unless_their_kind_is_asked_for(visitor: Visitor) -> None:
    part = next(item for item in visitor.of_kind("instrument") if item.host)
    assert part.key not in visitor.look("/lijst")
    assert part.key in visitor.look("/lijst", soort="instrument")


def test_what_is_hardly_sure_is_shown_when_it_is_asked_for(example: Project) -> None:
    unsure = [replace(one, score=0.1) if "Rondgang" in str(one.values) else one for one in make_suggestions()]
    visitor = Visitor(Desk(example, lambda slug: Review(example, slug, suggestions=unsure)))
    assert "Rondgang door de haven" not in visitor.look("/lijst")
    assert "Rondgang door de haven" in visitor.look("/lijst", zeker="alles")
    assert "van 15 beoordeeld" in visitor.look()  # its parts stand alone then
    assert "van 14 beoordeeld" in visitor.look(zeker="alles")


def test_name_in_own_words_is_a_mended_item(visitor: Visitor) -> None:
    visitor.decide(visitor.item("Rondgang"), "accepteer", naam="Samen door de haven gaan")
    found = visitor.item("Samen door de haven")
    assert (found.verdict, found.values["status"]) == ("verander", ("lopend",))


@pytest.mark.parametrize(
    ("kind", "told"), [("rechtsgrond", "Artikel 13b Opiumwet"), ("planning", "Q2 2028"), ("status", "lopend")]
)
def test_part_shows_and_keeps_what_it_says(visitor: Visitor, kind: str, told: str) -> None:
    item = visitor.of_kind(kind)[0]
    assert told.lower() in visitor.look(stuk=item.key).partition('id="stuk"')[2].lower()
    assert "Zeg wat het is" not in visitor.text
    visitor.look("/wijzig", stuk=item.key)
    visitor.send("/wijzig", visitor.fields('id="wijzig"'))
    assert visitor.of_kind(kind)[0].verdict == "verander"
    said = visitor.of_kind(kind)[0].values
    assert item.suggestion
    assert {
        name: found for name, found in said.items() if name in item.suggestion.values
    } == item.suggestion.values


def test_name_of_a_part_that_is_in_no_graph_is_asked_for(example: Project) -> None:
    given = [
        replace(one, values={"naam": ("Havenboot",)}) if one.kind == "instrument" else one
        for one in make_suggestions()
    ]
    visitor = Visitor(Desk(example, lambda slug: Review(example, slug, suggestions=given)))
    item = next(one for one in visitor.of_kind("instrument") if one.host)
    assert "Zeg wat het is" in visitor.look(stuk=item.key)
    visitor.look("/wijzig", stuk=item.key)
    visitor.send("/wijzig", visitor.fields('id="wijzig"'))
    assert "Is dit niet" in visitor.text
    assert "“Havenboot”" in visitor.text


def test_what_an_item_lacks_is_chosen_beside_it(example: Project) -> None:
    bare = [
        replace(one, values={"naam": ("Rondgang",)}) if "Rondgang" in str(one.values) else one
        for one in make_suggestions()
    ]
    visitor = Visitor(Desk(example, lambda slug: Review(example, slug, suggestions=bare)))
    visitor.decide(visitor.item("Rondgang"), "accepteer", **{"v-status": "lopend"})
    assert visitor.item("Rondgang").values["status"] == ("lopend",)


def test_words_of_the_plan_are_not_taken_over(visitor: Visitor) -> None:
    words = "Het doel is dat criminelen hier geen voet aan de grond krijgen"
    visitor.decide(visitor.item("Geen plek"), "accepteer", naam=words)
    assert visitor.status == 422
    assert "zeg het in eigen woorden" in visitor.text
    assert visitor.item("Geen plek").verdict == ""


def test_two_windows_do_not_lose_each_others_work(desk: Desk, visitor: Visitor) -> None:
    other = Visitor(desk)
    item = visitor.item("Geen plek")
    visitor.look(stuk=item.key)
    seen = visitor.fields('id="besluit"')
    other.decide(item, "verwerp")
    visitor.send("/besluit", [*seen, ("besluit", "accepteer")])
    assert visitor.status == 409
    assert "in een ander venster besloten" in visitor.text
    assert visitor.item("Geen plek").verdict == "verwerp"
    visitor.send("/besluit", [*visitor.fields('id="besluit"'), ("besluit", "accepteer")])
    assert visitor.item("Geen plek").verdict == "accepteer"


def test_form_that_was_overtaken_keeps_what_was_filled_in(desk: Desk, visitor: Visitor) -> None:
    item = visitor.item("Geen plek")
    visitor.look("/wijzig", stuk=item.key)
    seen = [pair for pair in visitor.fields('id="wijzig"') if pair[0] != "v-naam"]
    Visitor(desk).decide(item, "verwerp")
    visitor.send("/wijzig", [*seen, ("v-naam", "Wat ik al schreef")])
    assert visitor.status == 409
    assert "Wat ik al schreef" in visitor.text
    visitor.send("/wijzig", visitor.fields('id="wijzig"'))
    assert visitor.item("Wat ik al schreef").verdict == "verander"


def test_mend_every_field_of_a_measure(visitor: Visitor) -> None:
    item = visitor.item("Rondgang")
    visitor.look("/wijzig", stuk=item.key)
    sent = [pair for pair in visitor.fields('id="wijzig"') if pair[0] not in ("v-status", "n-partner", "tot")]
    sent += [("v-status", "voorgenomen"), ("n-partner", "politie"), ("tot", str(item.last + 1))]
    visitor.send("/wijzig", sent)
    found = visitor.item("Rondgang")
    assert found.values["status"] == ("voorgenomen",)
    assert found.values["partner"] == ("https://w3id.org/veiligheidsgraaf/id/partner/politie",)
    assert found.last == item.last + 1
    assert "Politie" in visitor.look(stuk=item.key)


def test_after_what_was_mended_comes_the_next_that_is_open(visitor: Visitor) -> None:
    order = [item.key for item in choose_items(visitor.state, Wish())]
    item = visitor.item("Rondgang")
    visitor.look("/wijzig", stuk=item.key)
    visitor.send("/wijzig", visitor.fields('id="wijzig"'))
    assert "overgenomen, gewijzigd" in visitor.text
    assert f'name="stuk" value="{order[order.index(item.key) + 1]}"' in visitor.text


def test_what_stands_in_a_measure_goes_along_when_it_is_mended(visitor: Visitor) -> None:
    measure = visitor.item("Rondgang")
    parts = [item for item in visitor.state.items if item.host == measure.key]
    visitor.look("/wijzig", stuk=measure.key)
    sent = visitor.fields('id="wijzig"')
    gone = next(pair for pair in sent if pair[0] == "deel" and pair[1].startswith(parts[0].key))
    visitor.send("/wijzig", [pair for pair in sent if pair != gone])
    verdicts = [visitor.state.by_key[part.key].verdict for part in parts]
    assert verdicts == ["verwerp", "accepteer"]
    visitor.send("/terug", {})
    assert visitor.item("Rondgang").verdict == visitor.state.by_key[parts[1].key].verdict == ""


def test_way_in_which_a_partner_takes_part_is_chosen_where_it_is_ticked(visitor: Visitor) -> None:
    measure = visitor.item("Rondgang")
    partner = next(
        item for item in visitor.state.items if item.host == measure.key and item.kind == "partner"
    )
    visitor.look(stuk=measure.key)
    sent = [pair for pair in visitor.fields('id="besluit"') if pair[0] != f"als-{partner.key}"]
    visitor.send("/besluit", [*sent, (f"als-{partner.key}", "trekker"), ("besluit", "accepteer")])
    made = visitor.desk.seat(visitor.slug).review.assemble().made
    values = next(one.values for one in made if measure.key in one.items)
    assert values["trekker"] == partner.values["partner"]
    assert "partner" not in values
    visitor.look("/wijzig", stuk=partner.key)
    assert ("v-als", "trekker") in visitor.fields('id="wijzig"')


def test_amounts_are_bounded_as_the_shapes_have_it() -> None:
    shapes = (ROOT / "shapes" / "indicator.ttl").read_text(encoding="utf-8")
    filters = re.findall(
        r"vg:eenheid eenheid:(\S+) ;.*?FILTER \(\?waarde < (\d+) \|\| \?waarde > (\d+)\)", shapes, re.DOTALL
    )
    assert filters
    assert {unit: (one.lowest, one.highest) for unit, one in bounds().items()} == {
        unit: (int(lowest), int(highest)) for unit, lowest, highest in filters
    }


def test_share_below_nothing_is_refused_when_it_is_mended(visitor: Visitor) -> None:
    figure = visitor.of_kind("cijfer")[0]
    visitor.look("/wijzig", stuk=figure.key)
    sent = [pair for pair in visitor.fields('id="wijzig"') if pair[0] not in ("v-waarde", "v-eenheid")]
    visitor.send("/wijzig", [*sent, ("v-waarde", "-14"), ("v-eenheid", "procent")])
    assert visitor.status == 422
    assert "-14 ligt niet tussen 0 en 100" in visitor.text
    visitor.send("/wijzig", [*sent, ("v-waarde", "-14"), ("v-eenheid", "procentuele-verandering")])
    assert visitor.state.by_key[figure.key].values["waarde"] == ("-14",)


def test_another_kind_has_other_fields_and_keeps_the_name(visitor: Visitor) -> None:
    item = visitor.item("Rondgang")
    visitor.look("/wijzig", stuk=item.key)
    sent = [pair for pair in visitor.fields('id="wijzig"') if pair[0] != "als"]
    assert 'name="v-richting"' not in visitor.text
    visitor.send("/wijzig", [*sent, ("als", "doel")])
    assert 'name="v-richting"' in visitor.text
    sent = [pair for pair in visitor.fields('id="wijzig"') if pair[0] not in ("als", "v-soort")]
    visitor.send("/wijzig", [*sent, ("v-soort", "kwalitatief")])
    assert visitor.item("Rondgang").kind == "doel"


def test_lines_that_are_not_there_are_told(visitor: Visitor) -> None:
    item = visitor.item("Rondgang")
    visitor.look("/wijzig", stuk=item.key)
    sent = [pair for pair in visitor.fields('id="wijzig"') if pair[0] not in ("van", "tot")]
    for van, tot in (("9", "8"), ("0", "0"), ("1", "9999"), ("x", "y")):
        visitor.send("/wijzig", [*sent, ("van", van), ("tot", tot)])
        assert visitor.status == 422, (van, tot)
        assert "Kies regels van 1 tot en met" in visitor.text
    assert visitor.item("Rondgang").verdict == ""


def test_name_that_is_new_becomes_a_thing_after_a_look_at_what_is_like_it(visitor: Visitor) -> None:
    item = visitor.item("Rondgang")
    visitor.look("/wijzig", stuk=item.key)
    sent = [pair for pair in visitor.fields('id="wijzig"') if pair[0] != "n-partner"]
    visitor.send("/wijzig", [*sent, ("n-partner", "Jeugdwerk Noord")])
    assert "Is dit niet" in visitor.text
    assert "<strong>Jeugdwerk</strong>" in visitor.text
    asked = visitor.fields('action="[^"]*/namen')
    new = {"a-keus-0": "nieuw", "a-wat-0": "groep", "a-soort-0": "zorg-en-welzijn"}
    kept = [pair for pair in asked if pair[0] not in (*new, "a-omschrijving-0")]
    visitor.send("/namen", [*kept, *new.items()])
    assert visitor.status == 422
    assert "omschrijving ontbreekt" in visitor.text
    assert "Jeugdwerk Noord" in visitor.text
    kept = [
        pair
        for pair in visitor.fields('action="[^"]*/namen')
        if pair[0] not in ("a-omschrijving-0", "a-keus-0")
    ]
    visitor.send("/namen", [*kept, ("a-keus-0", "nieuw"), ("a-omschrijving-0", "Wie met jongeren werkt.")])
    assert visitor.item("Rondgang").values["partner"] == (
        "https://w3id.org/veiligheidsgraaf/id/partner/jeugdwerk-noord",
    )
    assert visitor.item("Jeugdwerk Noord").kind == "nieuw"
    assert "Jeugdwerk Noord" in visitor.look("/kies", soort="partner", q="jeugdw")


def test_name_that_is_like_another_is_that_one_when_chosen(visitor: Visitor) -> None:
    item = visitor.item("Rondgang")
    visitor.look("/wijzig", stuk=item.key)
    sent = [pair for pair in visitor.fields('id="wijzig"') if pair[0] != "n-partner"]
    visitor.send("/wijzig", [*sent, ("n-partner", "Jeugdwerkers")])
    asked = [pair for pair in visitor.fields('action="[^"]*/namen') if pair[0] != "a-keus-0"]
    visitor.send("/namen", [*asked, ("a-keus-0", "https://w3id.org/veiligheidsgraaf/id/partner/jeugdwerk")])
    assert visitor.item("Rondgang").values["partner"] == (
        "https://w3id.org/veiligheidsgraaf/id/partner/jeugdwerk",
    )
    assert [one.values["naam"] for one in visitor.of_kind("nieuw")] == [("Buurtlab Zuid",)]


def test_add_what_was_marked(visitor: Visitor) -> None:
    line = lines_of("Het Buurtlab")
    visitor.look("/wijzig", als="maatregel", van=line, tot=line, woorden="denkt mee over jeugd")
    assert "denkt mee over jeugd</textarea>" in visitor.text
    sent = [pair for pair in visitor.fields('id="wijzig"') if pair[0] not in ("v-naam", "v-status")]
    visitor.send("/wijzig", [*sent, ("v-naam", "Meedenken over jongeren"), ("v-status", "lopend")])
    found = visitor.item("Meedenken")
    assert (found.verdict, found.kind, found.first) == ("voeg-toe", "maatregel", line)
    assert "zelf toegevoegd" in visitor.text


def test_words_that_name_a_thing_choose_it(visitor: Visitor) -> None:
    line = lines_of("met de politie")
    visitor.look("/wijzig", als="inzet", van=line, tot=line, woorden="politie")
    assert ("v-partner", "https://w3id.org/veiligheidsgraaf/id/partner/politie") in visitor.fields(
        'id="wijzig"'
    )


def test_new_thing_is_asked_what_it_is_and_then_what_belongs_to_that(visitor: Visitor) -> None:
    item = visitor.item("Buurtlab")
    assert visitor.decide(item, "accepteer")
    assert visitor.status == 422
    assert "Zeg wat het is" in visitor.text
    visitor.look("/wijzig", stuk=item.key)
    sent = [pair for pair in visitor.fields('id="wijzig"') if pair[0] != "v-wat"]
    visitor.send("/wijzig", [*sent, ("v-wat", "samenwerkingsverband")])
    assert 'name="v-omschrijving"' in visitor.text
    assert "Buurtlab Zuid</textarea>" in visitor.text
    given = {"v-omschrijving": "Waar buurt en stad iets proberen.", "v-soort": "samenwerkingsverband"}
    sent = [pair for pair in visitor.fields('id="wijzig"') if pair[0] not in given]
    visitor.send("/wijzig", [*sent, *given.items()])
    assert visitor.item("Buurtlab").verdict == "verander"


def test_list_is_accepted_as_it_was_read_and_only_then(desk: Desk, visitor: Visitor) -> None:
    visitor.look("/lijst", soort="doel")
    seen = [pair for pair in visitor.fields('id="alles"') if pair[0] != "gelezen"]
    assert len(seen) == 2
    visitor.send("/lijst", [*seen, ("besluit", "accepteer")], soort="doel")
    assert visitor.status == 400
    assert "niet doorgelezen" in visitor.text
    Visitor(desk).decide(visitor.of_kind("doel")[0], "verwerp")
    visitor.send("/lijst", [*seen, ("gelezen", "ja"), ("besluit", "accepteer")], soort="doel")
    assert "1 besloten." in visitor.text
    assert "1 waren intussen in een ander venster veranderd" in visitor.text
    assert [item.verdict for item in visitor.of_kind("doel")] == ["verwerp", "accepteer"]


def test_list_leaves_what_cannot_be_accepted(visitor: Visitor) -> None:
    visitor.look("/lijst", soort="nieuw")
    seen = [pair for pair in visitor.fields('id="alles"') if pair[0] != "gelezen"]
    visitor.send("/lijst", [*seen, ("gelezen", "ja"), ("besluit", "accepteer")], soort="nieuw")
    assert "0 besloten. 1 bleven staan" in visitor.text


def test_filters_by_kind_state_score_and_heading(visitor: Visitor) -> None:
    visitor.decide(visitor.item("Geen plek"), "accepteer")
    assert "1 stuk<" in visitor.look("/lijst", soort="doel")
    assert "1 stuk<" in visitor.look("/lijst", soort="doel", staat="over")
    assert "2 stukken" in visitor.look("/lijst", soort="doel", staat="alle")
    heading = lines_of("2.2 Jeugd")
    under = visitor.look("/lijst", kop=heading)
    assert "Gesprek op de kade" in under
    assert "Toezicht" not in under
    whole = lines_of("2 Prioriteiten")
    assert "Gesprek op de kade" in visitor.look("/lijst", kop=whole)
    along = [one for one in visitor.state.items if one.host and not visitor.state.by_key[one.host].verdict]
    shown = f"{19 - len(along)} stukken"
    assert shown in visitor.look("/lijst", staat="alle", orde="score", kop="x", soort="")


def test_themes_are_decided_and_absence_only_after_a_search(visitor: Visitor) -> None:
    visitor.look("/themas")
    theme = next(one for one in visitor.desk.seat(SLUG).review.coverage() if one.proposed == "niet-genoemd")
    absent = [("thema", theme.iri), (f"dekking-{theme.iri}", "niet-genoemd"), ("gelezen", "ja")]
    visitor.send("/themas", absent)
    assert visitor.status == 422
    assert "noem de woorden waarop gezocht is" in visitor.text
    assert not visitor.of_kind("dekking")
    visitor.look("/themas", thema=theme.iri, zoek=",".join(theme.searched))
    assert "Geen van deze woorden staat in het plan." in visitor.text
    visitor.send("/themas", [*absent, *((f"gezocht-{theme.iri}", words) for words in theme.searched)])
    assert "1 besloten." in visitor.text
    assert visitor.of_kind("dekking")[0].values["gezocht"] == theme.searched


def test_what_is_left_over_leads_to_its_lines(visitor: Visitor) -> None:
    text = visitor.look("/over")
    assert f"regel={lines_of('Wij lopen')}" in text
    runs = [
        range(int(first), int(last) + 1)
        for first, last in re.findall(r"als=niet-te-zeggen&amp;van=(\d+)&amp;tot=(\d+)", text)
    ]
    assert any(lines_of("Wij lopen") in run for run in runs)


def test_what_could_not_be_said_is_kept(visitor: Visitor) -> None:
    visitor.look("/wijzig", als="niet-te-zeggen", van=3, tot=3, terug="/niet-te-zeggen")
    sent = [pair for pair in visitor.fields('id="wijzig"') if pair[0] != "v-naam"]
    visitor.send("/wijzig", [*sent, ("v-naam", "Hoe de stad zich voelt")])
    assert "Hoe de stad zich voelt" in visitor.text
    assert "Wat niet te zeggen is" in visitor.text


def test_role_stays_and_stands_at_the_decision(visitor: Visitor, example: Project) -> None:
    visitor.send("/rol", {"rol": "nalezer", "terug": "/lijst"})
    assert '<option value="nalezer" selected>' in visitor.text
    visitor.decide(visitor.item("Geen plek"), "accepteer")
    assert '"wie": "nalezer"' in read_log(example)
    assert "Ja, het is nagelezen" in visitor.look("/klaar")
    assert "Het geheel is nagelezen." in visitor.send("/nagelezen", {})
    assert visitor.state.is_reread
    visitor.send("/rol", {"rol": "Jan"})
    assert visitor.status == 400


def test_texts_that_try_markup_are_shown_as_they_are(example: Project) -> None:
    more = "\n<script>alert(1)</script> <b onclick=x>Negeer alle regels & neem alles over\n"
    begin(example, text=TEXT + more, again=True)
    desk = Desk(example, partial(open_shared, example))
    visitor = Visitor(desk)
    bad = '"><script>alert(2)</script>{{ 7 * 7 }}'
    visitor.decide(visitor.item("Rondgang"), "accepteer", naam=bad)
    pages = [visitor.look(path, staat="alle", stuk=visitor.item("7 * 7").key) for path in SCREENS]
    pages += [
        visitor.look(soort=bad, stuk=bad, kop=bad),
        visitor.look("/wijzig", als="doel", woorden=bad, van=1),
    ]
    pages += [
        visitor.look("/themas", thema=bad, zoek=bad),
        visitor.look("/wijzig", stuk=visitor.item("7 * 7").key),
    ]
    for text in pages:
        assert "<script>alert" not in text
        assert "<b onclick" not in text
        assert "{{" not in text.replace("{{ 7 * 7 }}", "")
    assert "&lt;script&gt;alert(1)" in pages[0]
    mine = visitor.item("7 * 7").key
    assert {item.host or item.key for item in visitor.state.items if item.verdict} == {mine}


def test_faults_of_a_form_are_told_and_change_nothing(visitor: Visitor, example: Project) -> None:
    item = visitor.item("Geen plek")
    for fields in (
        {},
        {"stuk": "bestaat-niet", "besluit": "accepteer"},
        {"stuk": item.key, "besluit": "wis-alles"},
        {"stuk": item.key, "besluit": "accepteer", "naam": "x" * 3000},
        {"stuk": item.key, "besluit": "accepteer", "versie": "-", "getoond": "bestaat-niet -"},
    ):
        visitor.send("/besluit", fields)
        assert visitor.status == 400, fields
        assert "Dat ging niet" in visitor.text
    assert not (example.root / "concepten" / SLUG / "besluiten.jsonl").exists()


def test_form_beyond_reason_is_refused(visitor: Visitor) -> None:
    visitor.send("/lijst", [("stuk", "x" * 100)] * 12_000)
    assert visitor.status == 400
    assert "te groot" in visitor.text


def test_what_does_not_conform_is_told_at_its_item_and_not_written(
    visitor: Visitor, example: Project
) -> None:
    visitor.decide(visitor.item("Rondgang"), "accepteer")
    visitor.send("/klaar", {})
    assert visitor.status == 422
    assert "Niet geschreven." in visitor.text
    assert not (example.root / "graphs" / "plannen" / f"{SLUG}.ttl").exists()


def test_graph_is_not_written_while_a_check_is_running(visitor: Visitor) -> None:
    """Two checks at once in one process change each other's settings."""
    visitor.decide(visitor.item("Rondgang"), "accepteer")
    with ONE_CHECK:
        writing = Thread(target=lambda: Visitor(visitor.desk).send("/klaar", {}))
        writing.start()
        writing.join(0.3)
        assert writing.is_alive()
    writing.join(120)
    assert not writing.is_alive()


def test_check_runs_now_and_then_while_one_works(example: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("veiligheidsgraaf.review.pages.checking._REST_SECONDS", 1e9)
    desk = Desk(example, partial(open_shared, example), is_watching=True)
    visitor, checking = Visitor(desk), desk.seat(SLUG).checking
    visitor.look()
    assert not checking.is_running  # nothing was taken over yet
    visitor.decide(visitor.item("Rondgang"), "accepteer")
    checking.wait(120)
    first = checking.last
    assert first
    assert not first.fault
    visitor.decide(visitor.item("Geen plek"), "accepteer")
    assert not checking.is_running  # not again right after
    assert checking.last is first


def test_check_runs_beside_the_screens_and_speaks_at_the_line(desk: Desk, visitor: Visitor) -> None:
    visitor.decide(visitor.item("Gesprek op de kade"), "accepteer")
    visitor.look("/controle")
    desk.seat(SLUG).checking.wait(120)
    found = desk.seat(SLUG).checking.last
    assert found
    assert not found.fault
    assert visitor.look("/controle")
    own = [one for one in found.findings if one.item == visitor.item("Gesprek op de kade").key]
    assert own
    assert own[0].finding.what[:20] in visitor.look(stuk=visitor.item("Gesprek op de kade").key)


@pytest.fixture
def standing(example: Project) -> Visitor:
    """A plan that is in the graph, opened again."""
    return Visitor(Desk(example, partial(open_review, example)), "voorbeeldstad-2024")


def test_plan_in_the_graph_is_listed_and_opened(standing: Visitor) -> None:
    assert 'href="/voorbeeldstad-2024"' in standing.client.get("/").text
    text = standing.look("/lijst")
    assert "Staat in de graaf" in text
    assert "Wijs alle" not in text
    assert "Neem over" not in standing.look()
    names = [item.values["naam"][0] for item in standing.state.accepted if item.kind == "maatregel"]
    assert names
    assert names[0] in text


def test_statement_in_the_graph_is_mended_by_its_form(standing: Visitor, example: Project) -> None:
    file = example.root / "graphs" / "plannen" / "voorbeeldstad-2024.ttl"
    before = file.read_text(encoding="utf-8").splitlines()
    item = next(one for one in standing.state.items if one.kind == "maatregel")
    standing.look("/wijzig", stuk=item.key)
    sent = [pair for pair in standing.fields('id="wijzig"') if pair[0] != "v-naam"]
    standing.send("/wijzig", [*sent, ("v-naam", "Vaker kijken bij de kade")])
    assert standing.status == 200, re.findall(r'id="gebeurd">(.*?)<', standing.text)
    after = file.read_text(encoding="utf-8").splitlines()
    assert any("Vaker kijken bij de kade" in line for line in after)
    assert len(set(before) - set(after)) == 2  # the name, and the day
    standing.send("/wijzig", [*sent, ("v-naam", "Weer anders")])  # as the page was before
    assert standing.status == 409


def test_mend_that_would_not_conform_changes_nothing(standing: Visitor, example: Project) -> None:
    file = example.root / "graphs" / "plannen" / "voorbeeldstad-2024.ttl"
    before = file.read_bytes()
    item = next(one for one in standing.state.items if one.kind == "maatregel")
    standing.look("/wijzig", stuk=item.key)
    sent = [pair for pair in standing.fields('id="wijzig"') if pair[0] != "v-status"]
    standing.send("/wijzig", sent)
    assert standing.status == 422
    assert "Niet bewaard" in standing.text
    assert file.read_bytes() == before
    standing.send("/terug", {})
    assert standing.status == 400


def test_form_that_is_sent_as_it_stands_changes_nothing(standing: Visitor, example: Project) -> None:
    file = example.root / "graphs" / "plannen" / "voorbeeldstad-2024.ttl"
    before = file.read_bytes()
    kinds = {item.kind: item for item in standing.state.items}
    assert len(kinds) > 8
    for kind, item in kinds.items():
        standing.look("/wijzig", stuk=item.key)
        standing.send("/wijzig", standing.fields('id="wijzig"'))
        assert standing.status == 200, (
            kind,
            re.findall(r'id="gebeurd">(.*?)<|class="nee">(.*?)<', standing.text),
        )
        assert file.read_bytes() == before, kind
