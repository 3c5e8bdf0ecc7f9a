"""What a person does with more than one item: a list at once, the themes, the role, writing the graph."""

from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response

from ...words.errors import DoesNotConform, InvalidRequest
from ..complaints import ABSENT
from ..state import COVERAGE
from ..steps import Decide
from .actions import SCREENS, as_it_stands, go_back, own_words, seen_version
from .desk import ROLE_COOKIE, ROLES, Desk
from .screens import draw_finish
from .submitted import Submitted


def decide_all(desk: Desk, request: Request, sent: Submitted) -> Response:
    """Accept or reject all of a list that was read: exactly what was on the screen, as it was there."""
    visit = desk.visit(request)
    _look_if_read(sent)
    what = sent.one("besluit")
    if what not in ("accepteer", "verwerp", "later"):
        raise InvalidRequest(f"'{what[:20]}' is geen besluit", "kies een knop op de pagina")
    items = {item.key: item for item in visit.state.items}
    asked = [pair.split(" ") for pair in sent.all("stuk")]
    same = [
        items[key]
        for key, *version in asked
        if key in items and items[key].version == seen_version("".join(version))
    ]
    fit, held = [], 0
    for item in same:
        blocks = what == "accepteer" and own_words(visit, item, "")[1]
        held += bool(blocks)
        fit += [] if blocks else [as_it_stands(visit, item, what)]
    if fit:
        visit.review.decide_all(fit)
    other = len(asked) - len(same)
    return go_back(visit, "/lijst", genomen=str(len(fit)), gebleven=str(held), anders=str(other))


def _look_if_read(sent: Submitted) -> None:
    if sent.one("gelezen") != "ja":
        how = "ga terug, lees haar tot het einde en zet daar het vinkje"
        raise InvalidRequest("de lijst is niet doorgelezen", how)


def cover(desk: Desk, request: Request, sent: Submitted) -> Response:
    """Say of themes of the Kernbeleid whether the plan treats them."""
    visit = desk.visit(request)
    _look_if_read(sent)
    chosen = []
    known = {theme.iri: theme for theme in visit.review.coverage()}
    for address in sent.all("thema"):
        theme, degree = known.get(address), sent.one(f"dekking-{address}")
        if theme is None or not degree or degree == theme.decided:
            continue
        searched = sent.all(f"gezocht-{address}")
        values: dict[str, tuple[str, ...]] = {"kernbeleidthema": (address,), "dekking": (degree,)}
        if degree == ABSENT:
            if not searched:
                how = "zoek eerst in het plan naar de woorden van dit thema"
                raise InvalidRequest(f"naar “{theme.name}” is niet gezocht", how)
            values["gezocht"] = searched
        spans = [] if degree == ABSENT else theme.lines
        first, last = (spans[0][0], spans[0][1]) if spans else (1, len(visit.review.document.lines))
        verdict = "verander" if theme.item else "voeg-toe"
        chosen.append(Decide(visit.who, verdict, theme.item, COVERAGE, values, first, last))
    if chosen:
        visit.review.decide_all(chosen)
    return go_back(visit, "/themas", genomen=len(chosen))


def choose_role(desk: Desk, request: Request, sent: Submitted) -> Response:
    """Decide from now on in another role."""
    visit = desk.visit(request)
    role = sent.one("rol")
    if role not in ROLES:
        raise InvalidRequest(f"'{role[:20]}' is geen rol", "kies curator of nalezer")
    screen = sent.one("terug")
    answer = go_back(visit, screen if screen in SCREENS else "")
    answer.set_cookie(ROLE_COOKIE, role, httponly=True, samesite="strict")
    return answer


def write(desk: Desk, request: Request, _: Submitted) -> Response:
    """Check the whole and write the graph when it conforms."""
    visit = desk.visit(request)
    try:
        outcome = visit.review.write(visit.who)
    except DoesNotConform as error:
        return draw_finish(desk, visit, 422, fault=str(error))
    fresh = replace(visit, state=visit.review.state())
    return draw_finish(desk, fresh, 200 if outcome.written else 422, outcome)
