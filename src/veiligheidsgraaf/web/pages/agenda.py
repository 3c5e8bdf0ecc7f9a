"""The planning of a plan as a calendar (RFC 5545): what is planned for a quarter or a year is a span of whole
days.

The same release gives the same bytes: the identifiers follow from the addresses of the measures and the times
that the plan names, the stamp from the day of the plan graph.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlsplit

from icalendar import Calendar, Event, vText

from ...facts.dossiers import PlanYears
from ...words import iris
from ...words.errors import UnknownName
from .library import Library, Link
from .plan_facts import PlanFacts, read_plan
from .planned import RUNNING, Planned, Span, list_planned

PRODUCT = "-//Veiligheidsgraaf//Planning van veiligheidsplannen//NL"
# How often a calendar should look again: a release changes at most once a day.
_AGAIN = timedelta(days=1)
# When a plan graph says no day.
_FIRST_DAY = "2024-01-01"


def make_agenda(
    library: Library, years: PlanYears, holder: str, source: str, address: Callable[[str], str]
) -> bytes:
    """The calendar of a plan, or of one portfolio holder (slug) in it. `source`: where this calendar stands;
    `address`: from a path of this site to a whole address. Raises UnknownName on a holder that it has not.
    """
    facts = read_plan(library, years.plan)
    planned = [one for one in list_planned(library, facts, years) if one.spans]
    name = f"Planning {library.link(years.plan).text}"
    if holder:
        held = {iris.slug(found.iri): found.text for one in planned for found in one.holders}
        if holder not in held:
            raise UnknownName("portefeuillehouder", holder, sorted(held))
        planned = [one for one in planned if holder in map(_slug_of, one.holders)]
        name = f"{name}, {held[holder]}"
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    for key in ("name", "x-wr-calname"):
        calendar.add(key, name)
    calendar.add("source", source, parameters={"VALUE": "URI"})
    calendar.add("refresh-interval", _AGAIN)
    stamp = _stamp(facts)
    for one in planned:
        for event in _events(one, stamp, library.link(years.plan).text, address):
            calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content


def _slug_of(holder: Link) -> str:
    return iris.slug(holder.iri)


def _stamp(facts: PlanFacts) -> datetime:
    """The last day on which the plan graph was changed."""
    days = facts.tied(facts.plan, "bijgewerkt")
    return datetime.combine(date.fromisoformat(max(days, default=_FIRST_DAY)[:10]), time(), UTC)


def _events(planned: Planned, stamp: datetime, plan: str, address: Callable[[str], str]) -> Iterator[Event]:
    """An event for each time that has an end; one without a beginning is on the day of its end."""
    for span in planned.spans:
        if not span.last:
            continue
        first, last = _days(span)
        event = Event()
        event.add("uid", f"{iris.path_of(planned.link.iri)}/{_key_of(span)}@{urlsplit(iris.BASE).hostname}")
        event.add("dtstamp", stamp)
        event.add("dtstart", first)
        event.add("dtend", last + timedelta(days=1))
        ends = " (loopt af)" if span.kind == RUNNING else ""
        event.add("summary", f"{planned.link.text}{ends}")
        event.add("description", _describe(planned, span, plan))
        event.add("url", address(planned.link.page))
        event.add("transp", "TRANSPARENT")
        event.add("class", "PUBLIC")
        event["status"] = vText("CONFIRMED")
        yield event


def _days(span: Span) -> tuple[date, date]:
    last = date.fromisoformat(span.last)
    starts = span.first if span.first and span.kind != RUNNING else span.last
    return date.fromisoformat(starts), last


def _key_of(span: Span) -> str:
    return f"{span.first}_{span.last}".strip("_")


def _describe(planned: Planned, span: Span, plan: str) -> str:
    who = _names(planned.holders)
    partners = _names(planned.partners)
    lines = ", ".join(link.text for link in planned.lines)
    said = [
        f"Gepland voor {span.text}." if span.kind != RUNNING else f"Loopt {span.text}.",
        f"Het plan noemt als tijd: {planned.wording}." if planned.wording else "",
        f"Komt terug: {planned.repeats}." if planned.repeats else "",
        f"Portefeuillehouder: {who}." if who else "",
        f"Doet mee: {partners}." if partners else "",
        f"{plan}, regels {lines}." if lines else f"{plan}.",
    ]
    return "\n".join(filter(None, said))


def _names(links: Iterable[Link]) -> str:
    return "; ".join(link.text for link in links)
