"""The pages of plans and municipalities say what the graph says: numbers beside queries of their own, what is
due on a day, who holds the portfolio, and the calendar read back by a library.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from fastapi.testclient import TestClient
from icalendar import Calendar

from veiligheidsgraaf.answers.answers import Answers
from veiligheidsgraaf.answers.compare import compare
from veiligheidsgraaf.answers.intent import Intent
from veiligheidsgraaf.server.app import create_app
from veiligheidsgraaf.server.settings import Settings
from veiligheidsgraaf.store.query import Query
from veiligheidsgraaf.web import rendering
from veiligheidsgraaf.web.linked_data import routes
from veiligheidsgraaf.web.pages.dossier import KeyFigure
from veiligheidsgraaf.web.pages.front import list_findings, list_plans
from veiligheidsgraaf.web.pages.library import Library
from veiligheidsgraaf.web.pages.listing import list_things
from veiligheidsgraaf.web.pages.model import count_things
from veiligheidsgraaf.web.pages.network import find_network
from veiligheidsgraaf.web.pages.plan import coverages, theme_matrix
from veiligheidsgraaf.web.pages.plan_chapters import Chapter
from veiligheidsgraaf.web.pages.plan_page import PlanPage, find_municipality, find_plan_page
from veiligheidsgraaf.web.pages.planned import Quarter, say_moment
from veiligheidsgraaf.web.pages.regions import list_regions
from veiligheidsgraaf.words import iris
from veiligheidsgraaf.words.release import Release

BROWSER = {"Accept": "text/html"}
PLANS = ("dalfsen-2019", "dalfsen-2023", "hardenberg-2025", "hellendoorn-2024", "oude-ijsselstreek-2023")
MONDAY = "2026-11-30"
VG = "PREFIX vg: <https://w3id.org/veiligheidsgraaf/def#>"
# What a key figure counts, in other words than the named question.
COUNTED = {
    "doelen": "?x a vg:Doel ; vg:plan ?plan",
    "zonder cijfer": "?x a vg:Doel ; vg:plan ?plan MINUS { ?x vg:gemetenMet ?met }",
    "maatregelen": "?x a vg:Maatregel ; vg:plan ?plan",
    "zonder partner": "?x a vg:Maatregel ; vg:plan ?plan MINUS { ?x vg:betrekt ?wie }",
}


@pytest.fixture(scope="module")
def library(answers: Answers) -> Library:
    return Library(answers)


@pytest.fixture(scope="module")
def client(release: Release) -> Iterator[TestClient]:
    with TestClient(create_app(release, Settings(workers=1)), headers=BROWSER) as opened:
        yield opened


def page_of(library: Library, slug: str, day: str = MONDAY) -> PlanPage:
    found = find_plan_page(library, iris.thing("plan", slug), day)
    assert found
    return found


def count(answers: Answers, pattern: str, slug: str) -> int:
    sparql = f"{VG} SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE {{ VALUES ?plan {{ <{iris.thing('plan', slug)}> }} {pattern} }}"
    return int(answers._store.run(Query(sparql, trusted=True, rows_format="csv")).body.split()[1])


@pytest.mark.parametrize("slug", PLANS)
def test_key_figures_are_what_another_query_counts(slug: str, library: Library, answers: Answers) -> None:
    goals, measures = page_of(library, slug).dossier.figures[:2]
    told = {
        "doelen": goals.number,
        "zonder cijfer": goals.lacking,
        "maatregelen": measures.number,
        "zonder partner": measures.lacking,
    }
    assert told == {name: count(answers, pattern, slug) for name, pattern in COUNTED.items()}
    assert goals.lacking_page == f"/vragen/doelen-zonder-cijfer?plan={slug}"


def test_a_figure_says_that_all_of_them_lack() -> None:
    assert KeyFigure(51, "doel", "doelen", "", 51, "cijfer").all_lack
    assert not KeyFigure(0, "doel", "doelen", "", 0, "cijfer").all_lack


def test_plan_without_a_figure_says_so(client: TestClient) -> None:
    text = client.get("/doc/plan/hardenberg-2025").text
    assert "geen met een cijfer" in text
    assert "8 zonder partner" in text


def told_in(chapters: tuple[Chapter, ...]) -> Counter[str]:
    found: Counter[str] = Counter()
    for chapter in chapters:
        found.update(goal.link.iri for goal in chapter.goals)
        measures = (*(m for g in chapter.goals for m in g.measures), *chapter.loose, *chapter.looks_back)
        found.update(measure.link.iri for measure in measures)
    return found


@pytest.mark.parametrize("slug", PLANS)
def test_each_goal_and_measure_stands_once(slug: str, library: Library, answers: Answers) -> None:
    chapters = page_of(library, slug).chapters
    told = told_in(chapters)
    assert set(told.values()) == {1}
    left = sum(chapter.untold for chapter in chapters)
    every = count(answers, COUNTED["doelen"], slug) + count(answers, COUNTED["maatregelen"], slug)
    assert len(told) == every or left > 0
    ranks = [int(chapter.rank) for chapter in chapters if chapter.is_priority and chapter.rank]
    assert ranks == sorted(ranks)


def test_priorities_hold_their_goals_with_measures(library: Library) -> None:
    first = page_of(library, "hellendoorn-2024").chapters[0]
    assert (first.is_priority, first.rank, first.link and first.link.text) == (
        True,
        "1",
        "Jeugd en veiligheid",
    )
    assert (first.goal_count, first.measure_count, first.looking_back_count) == (8, 14, 1)
    goal = next(goal for goal in first.goals if goal.link.text == "Minder meldingen van jeugdoverlast")
    assert goal.lines
    assert all(measure.lines for goal in first.goals for measure in goal.measures)


def test_what_is_due_on_a_monday(library: Library) -> None:
    due = page_of(library, "hellendoorn-2024").dossier.due
    assert [item.planned.link.text for item in due.now] == [
        "Meedoen aan de Ondermijningsweken Twente",
        "APV actualiseren",
        "Werkafspraken met de PI over terugkeer actualiseren",
    ]
    apv = due.now[1]
    assert apv.when == "vierde kwartaal van 2026"
    assert [holder.text for holder in apv.planned.holders] == ["Burgemeester van Hellendoorn"]
    assert [line.page for line in apv.planned.lines] == [
        "/passages/hellendoorn-2024/355",
        "/passages/hellendoorn-2024/356",
    ]
    assert len(due.year) == 8
    assert (due.next, due.ends_before_next) == ((), True)
    assert "Zorgfraude aanpakken" in {item.planned.link.text for item in due.year}
    assert "Bibob-beleid evalueren" in {item.planned.link.text for item in due.earlier}


def test_due_follows_the_day(library: Library, client: TestClient) -> None:
    due = page_of(library, "hellendoorn-2024", "2024-05-01").dossier.due
    assert (len(due.now), len(due.next), due.earlier[0].when) == (9, 6, "eerste kwartaal van 2024")
    text = client.get("/doc/plan/hellendoorn-2024?dag=2024-05-01").text
    assert "Dit kwartaal, april tot en met juni 2024" in text
    assert client.get("/doc/plan/hellendoorn-2024?dag=morgen").status_code == 400


def test_past_and_coming_plans_have_nothing_due(library: Library, client: TestClient) -> None:
    past = page_of(library, "dalfsen-2019").dossier
    assert (past.years.stand, bool(past.due)) == ("afgelopen", False)
    coming = page_of(library, "dalfsen-2019", "2018-01-01").dossier
    assert (coming.years.stand, bool(coming.due)) == ("komend", False)
    text = client.get("/doc/plan/dalfsen-2019").text
    assert "De periode van dit plan is voorbij sinds eind 2022" in text
    assert "Dit plan begint in 2019" in client.get("/doc/plan/dalfsen-2019?dag=2018-01-01").text


def test_portfolios_of_hardenberg_are_found_with_their_lines(library: Library, client: TestClient) -> None:
    holders = page_of(library, "hardenberg-2025").dossier.holders
    told = {
        holder.link.text: [(named.link.text, [line.text for line in named.lines]) for named in holder.named]
        for holder in holders
    }
    assert told == {
        "Burgemeester van Hardenberg": [("College op de hoogte houden", ["272-275", "2191-2193"])],
        "Portefeuillehouder jeugd van Hardenberg": [
            ("Aanpak van jeugdoverlast over teams heen afstemmen", ["230-244", "244"])
        ],
    }
    for address in ("/doc/plan/hardenberg-2025", "/doc/gemeente/hardenberg"):
        text = client.get(address).text
        assert 'href="/passages/hardenberg-2025/272-275"' in text
        assert 'href="/passages/hardenberg-2025/230-244"' in text


def test_number_of_a_holder_is_that_of_the_question(library: Library, answers: Answers) -> None:
    for holder in page_of(library, "hellendoorn-2024").dossier.holders:
        asked = {"plan": "hellendoorn-2024", "portefeuillehouder": iris.slug(holder.link.iri)}
        found = answers.page("maatregelen", asked, 1000).rows
        assert holder.number == len({row["maatregel"].value for row in found}), holder.link.text


def test_adoption_is_told_without_a_date_when_the_plan_has_none(library: Library, client: TestClient) -> None:
    dossier = page_of(library, "hardenberg-2025").dossier
    assert [who.text for who in dossier.adopted_by] == ["Gemeenteraad van Hardenberg"]
    assert dossier.adopted_on == ""
    assert "het plan noemt geen datum" in client.get("/doc/plan/hardenberg-2025").text
    assert page_of(library, "dalfsen-2023").dossier.adopted_on == "26 juni 2023"


def test_plan_stands_beside_the_one_before_and_after_it(
    library: Library, answers: Answers, client: TestClient
) -> None:
    entries = compare(answers, "dalfsen-2019", "dalfsen-2023").entries
    later, earlier = page_of(library, "dalfsen-2023"), page_of(library, "dalfsen-2019")
    assert later.before
    assert later.before == earlier.after
    assert (earlier.before, later.after) == (None, None)
    goals = next(course for course in later.before.courses if course.kind == "doelen")
    words = {"both": "gebleven", "only_first": "gegaan", "only_second": "gekomen"}
    expected = Counter(words[entry.status] for entry in entries if entry.kind == "doel")
    assert {tally.word: tally.number for tally in goals.tallies} == expected
    assert all(client.get(tally.page).status_code == 200 for tally in goals.tallies)
    assert goals.page == "/vergelijk?plan=dalfsen-2019&plan=dalfsen-2023&wat=doel"


def test_timeline_counts_what_the_planning_asks(library: Library, answers: Answers) -> None:
    timeline = page_of(library, "hellendoorn-2024").timeline
    told = {period.text: period.number for period in timeline.periods if period.page}
    found = answers.page("planning", {"plan": "hellendoorn-2024"}, 1000).rows
    expected = Counter(say_moment(row["kwartaal"].value).capitalize() for row in found)
    assert told == expected
    assert [bar.number for bar in timeline.bars if bar.is_now] == [3]
    assert timeline.summary.startswith("Maatregelen per kwartaal. eerste kwartaal van 2024: 4;")
    assert page_of(library, "oude-ijsselstreek-2023").timeline.bars == ()


def test_municipality_opens_with_its_current_plan(library: Library) -> None:
    found = find_municipality(library, iris.thing("gemeente", "dalfsen"), MONDAY)
    assert found
    assert found.is_current
    assert [plan.years.stand for plan in found.plans] == ["lopend", "afgelopen"]
    assert found.page.dossier.plan.page == "/doc/plan/dalfsen-2023"
    before = find_municipality(library, iris.thing("gemeente", "dalfsen"), "2021-05-01")
    assert before
    assert before.page.dossier.plan.page == "/doc/plan/dalfsen-2019"
    assert find_municipality(library, iris.thing("gemeente", "ommen"), MONDAY) is None


def test_leaders_are_those_of_the_question(library: Library, answers: Answers) -> None:
    leaders = page_of(library, "hellendoorn-2024").leaders
    rows = answers.page("trekkers", {"plan": "hellendoorn-2024"}, 1000).rows
    pairs = {(row["partner"].value, row["uitspraak"].value) for row in rows}
    expected = Counter(partner for partner, _ in pairs)
    assert {leader.link.iri: leader.number for leader in leaders} == expected


def test_white_spots_are_named_of_how_many_were_looked_for(library: Library, answers: Answers) -> None:
    spots = page_of(library, "oude-ijsselstreek-2023").spots
    rows = answers.page("themadekking", {"plan": "oude-ijsselstreek-2023"}, 1000).rows
    blank = {row["thema"].value for row in rows if row["dekking"].text == "niet-genoemd"}
    assert {theme.iri for theme in spots.themes} == blank
    assert spots.measured == len({row["thema"].value for row in rows})


# The calendar


def read_agenda(client: TestClient, address: str) -> list[dict[str, object]]:
    """The events of a calendar as a library reads them."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    calendar = Calendar.from_ical(answer.content)
    assert not calendar.errors
    assert (calendar["version"], calendar["method"]) == ("2.0", "PUBLISH")
    events = calendar.walk("VEVENT")
    assert all(not event.errors for event in events)
    return [dict(event) for event in events]


def test_calendar_reads_back_as_the_planning(client: TestClient) -> None:
    events = read_agenda(client, "/agenda/hellendoorn-2024.ics")
    assert len({str(event["UID"]) for event in events}) == len(events)
    told = {(str(event["SUMMARY"]), event["DTSTART"].dt, event["DTEND"].dt) for event in events}
    assert ("APV actualiseren", date(2026, 10, 1), date(2027, 1, 1)) in told
    assert ("Zorgfraude aanpakken", date(2025, 1, 1), date(2026, 1, 1)) in told
    assert all(end - start >= timedelta(days=1) for _, start, end in told)
    apv = next(event for event in events if str(event["SUMMARY"]) == "APV actualiseren")
    assert "Portefeuillehouder: Burgemeester van Hellendoorn." in str(apv["DESCRIPTION"])
    assert "regels 355, 356" in str(apv["DESCRIPTION"])
    assert str(apv["URL"]) == "http://testserver/doc/plan/hellendoorn-2024/maatregel/2-19"
    assert {event["DTSTAMP"].dt.isoformat() for event in events} == {"2026-11-29T00:00:00+00:00"}


def test_calendar_of_a_holder_is_a_part_of_that_of_the_plan(client: TestClient, library: Library) -> None:
    every = {str(event["UID"]) for event in read_agenda(client, "/agenda/hellendoorn-2024.ics")}
    holders = page_of(library, "hellendoorn-2024").dossier.holders
    for holder in (holder for holder in holders if holder.calendar):
        own = {str(event["UID"]) for event in read_agenda(client, holder.calendar)}
        assert own <= every
        planned = page_of(library, "hellendoorn-2024").dossier.planned
        expected = sum(len(one.spans) for one in planned if holder.link in one.holders)
        assert len(own) == expected > 0


def test_calendar_has_the_same_bytes_each_time_and_refuses_what_is_not_there(client: TestClient) -> None:
    first, again = (client.get("/agenda/hellendoorn-2024.ics", params={"x": n}) for n in "12")
    assert first.content == again.content
    assert b"\r\n" in first.content
    assert max(map(len, first.content.split(b"\r\n"))) <= 75, "longer lines are folded"
    assert client.get("/agenda/nergens-2024.ics").status_code == 404
    unknown = client.get("/agenda/hellendoorn-2024.ics?portefeuillehouder=hellendoorn-burgemester")
    assert unknown.status_code == 404
    assert "hellendoorn-burgemeester" in unknown.text


def test_quarters_follow_each_other() -> None:
    last = Quarter.of("2026-12-31")
    assert (last.slug, last.next.slug, last.edges) == ("2026-Q4", "2027-Q1", ("2026-10-01", "2026-12-31"))
    assert Quarter.of("2026-01-01").text == "januari tot en met maart 2026"
    assert [say_moment(m) for m in ("2026", "2026-Q2", "2026-03", "2026-03-05")] == [
        "2026",
        "tweede kwartaal van 2026",
        "maart 2026",
        "5 maart 2026",
    ]


# The front page


def test_front_page_lists_current_plans_first(library: Library) -> None:
    found = list_plans(library, MONDAY)
    assert [plan.years.stand for plan in found.plans] == ["lopend"] * 4 + ["afgelopen"]
    assert (found.current, found.coming, found.past, found.total) == (4, 0, 1, 5)
    assert [plan.link.text for plan in found.plans][-1] == "Dalfsen 2019-2022"
    before = list_plans(library, "2018-01-01")
    assert (before.current, before.coming) == (0, 5)


def test_findings_are_counted_in_current_plans(library: Library, answers: Answers) -> None:
    theme, goals = list_findings(library, MONDAY)
    current = [slug for slug in PLANS if slug != "dalfsen-2019"]
    every, without = (
        sum(count(answers, COUNTED[name], slug) for slug in current) for name in ("doelen", "zonder cijfer")
    )
    assert goals.link.text == f"{without} van de {every} doelen"
    rows = answers.page("vergelijk-plannen", {"periode": "huidig"}, 3000).rows
    first = Counter(row["thema"].value for row in rows if row["plaats"].value == "prioriteit")
    assert first[theme.link.iri] == max(first.values())
    assert theme.after == f" heeft voorrang in {first[theme.link.iri]} van de 4 lopende plannen."


def test_page_of_a_plan_is_another_on_another_day(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = client.get("/doc/plan/dalfsen-2023").headers["etag"]
    for module in (routes, rendering):
        monkeypatch.setattr(module, "today", lambda: "2031-01-01")
    later = client.get("/doc/plan/dalfsen-2023", headers={"If-None-Match": now})
    assert later.status_code == 200
    assert later.headers["etag"] != now


# A list and the question that asks for the same.
SAME = {"maatregel": "maatregelen", "doel": "doelen", "plan": "plannen"}


@pytest.mark.parametrize("kind", SAME)
def test_list_counts_what_its_question_counts(kind: str, library: Library) -> None:
    """What was retired keeps its page, and is no longer listed or counted."""
    listed = list_things(library, kind, {}).total
    assert listed == library.answer(Intent(SAME[kind], ()), 1).things
    assert {one.page: one.number for one in count_things(library)}[f"/lijsten/{kind}"] == listed


def test_what_was_retired_keeps_its_page(client: TestClient) -> None:
    page = client.get("/doc/plan/dalfsen-2023/maatregel/1-7").text
    assert "Structureel 0,66 fte extra uitvoeringscapaciteit, vervallen" in page
    assert "1-7" not in client.get("/lijsten/maatregel?q=uitvoeringscapaciteit").text


def test_what_is_too_long_is_narrowed_to_a_safety_region(library: Library, client: TestClient) -> None:
    """IJsselland has Dalfsen and Hardenberg (annex of the Wet veiligheidsregio's)."""
    assert list_regions(library) == [
        ("veiligheidsregio-ijsselland", "Veiligheidsregio IJsselland (3)"),
        ("veiligheidsregio-noord-en-oost-gelderland", "Veiligheidsregio Noord- en Oost-Gelderland (1)"),
        ("veiligheidsregio-twente", "Veiligheidsregio Twente (1)"),
    ]
    matrix = theme_matrix(library, region="veiligheidsregio-ijsselland")
    own = ["Dalfsen 2019-2022", "Dalfsen 2023-2026", "Hardenberg 2025-2028"]
    assert ([plan.text for plan in matrix.plans], matrix.total) == (own, 3)
    (coverage,) = coverages(library, region="veiligheidsregio-twente").coverages
    assert (coverage.measured, coverage.blank) == (1, 2), "counted of what is shown"
    listed = list_things(library, "plan", {"veiligheidsregio": "veiligheidsregio-ijsselland"})
    assert [item.link.text for item in listed.items] == own
    places = list_things(library, "gemeente", {"veiligheidsregio": "veiligheidsregio-ijsselland"})
    assert [item.link.text for item in places.items] == ["Gemeente Dalfsen", "Gemeente Hardenberg"]
    own_plans = [feature.total for item in places.items for feature in item.features[1:]]
    assert own_plans == [2, 1], "its own plans, not those that name it"
    assert (
        find_network(library, region="veiligheidsregio-twente").total
        == find_network(library, "hellendoorn-2024").total
    )
    page = client.get("/overzicht?veiligheidsregio=veiligheidsregio-ijsselland").text
    assert "(veiligheidsregio: Veiligheidsregio IJsselland)" in page
    assert client.get("/dekking?veiligheidsregio=nergens").status_code == 404
