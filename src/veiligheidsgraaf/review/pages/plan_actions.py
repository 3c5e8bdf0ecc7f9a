"""What a person does with more than one item: a list at once, the themes, the role, writing the graph."""

from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response

from ...words.errors import DoesNotConform, InvalidRequest
from ..complaints import ABSENT
from ..core_themes import Theme
from ..state import COVERAGE, REREAD
from ..steps import Decide
from .actions import SCREENS, as_it_stands, go_back, own_words, seen_version
from .checking import ONE_CHECK
from .desk import ROLE_COOKIE, ROLES, Desk, Visit
from .screens import draw_coverage, draw_finish
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
    known = {theme.iri: theme for theme in visit.review.coverage()}
    chosen, refused = [], []
    for address in sent.all("thema"):
        theme, degree = known.get(address), sent.one(f"dekking-{address}")
        if theme is None or not degree or degree == theme.decided:
            continue
        step = _cover_one(visit, theme, degree, sent.all(f"gezocht-{address}"))
        found = visit.review.check_values(COVERAGE, step.values, step.first, step.last, step.item)
        blocking = [one.message for one in found if one.blocks]
        if blocking:
            refused.append(f"{theme.number} {theme.name}: {blocking[0]}")
        else:
            chosen.append(step)
    if chosen:
        visit.review.decide_all(chosen)
    fresh = replace(visit, state=visit.review.state())
    if refused:
        return draw_coverage(desk, fresh, 422, taken=str(len(chosen)), refused=refused)
    return go_back(visit, "/themas", genomen=str(len(chosen)))


def _cover_one(visit: Visit, theme: Theme, degree: str, searched: tuple[str, ...]) -> Decide:
    """A theme with its degree: on the first passage that bears it, or on the whole for what is not there."""
    values: dict[str, tuple[str, ...]] = {"kernbeleidthema": (theme.iri,), "dekking": (degree,)}
    if degree == ABSENT and searched:
        values["gezocht"] = searched
    whole = (1, len(visit.review.document.lines))
    first, last = theme.lines[0] if theme.lines and degree != ABSENT else whole
    return Decide(
        visit.who, "verander" if theme.item else "voeg-toe", theme.item, COVERAGE, values, first, last
    )


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


def reread(desk: Desk, request: Request, _: Submitted) -> Response:
    """Say that the whole was read again, in the role of who does that."""
    visit = desk.visit(request)
    visit.review.decide(Decide(visit.who, "voeg-toe", kind=REREAD))
    return go_back(visit, "/klaar")


def write(desk: Desk, request: Request, _: Submitted) -> Response:
    """Check the whole and write the graph when it conforms."""
    visit = desk.visit(request)
    try:
        with ONE_CHECK:
            outcome = visit.review.write(visit.who)
    except DoesNotConform as error:
        return draw_finish(desk, visit, 422, fault=str(error))
    fresh = replace(visit, state=visit.review.state())
    return draw_finish(desk, fresh, 200 if outcome.written else 422, outcome)
