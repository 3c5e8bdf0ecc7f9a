"""What all screens share: the plans that were opened, one at a time for each, and the templates."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from threading import RLock
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from ...words.project import Project
from ..drafts import list_drafts
from ..reopened import Reopened, list_in_graph
from ..session import Review
from ..state import State
from ..suggested import open_review
from . import cards
from .checking import Checking
from .filters import ORDERS, SCREENS, STATES, SURENESS, Wish, read_wish
from .finding_words import spell_finding

STATIC = "/static"
ROLES = {"curator": "curator", "nalezer": "nalezer"}
ROLE_COOKIE = "rol"
NO_VERSION = "-"  # of an item that nobody decided on
_TEMPLATES = Path(__file__).resolve().parent / "templates"
TABS = (
    ("", "Nalezen"),
    ("/lijst", "Lijst"),
    ("/plan", "Het plan"),
    ("/themas", "Kernbeleid"),
    ("/over", "Wat overblijft"),
    ("/niet-te-zeggen", "Niet te zeggen"),
    ("/controle", "Controle"),
    ("/klaar", "Klaar"),
)
TABS_IN_GRAPH = TABS[:2]


@dataclass
class Seat:
    """One plan at the desk. Whoever reads or decides holds its lock: a review knows no threads."""

    review: Review
    lock: RLock = field(default_factory=RLock)
    checking: Checking = field(init=False)

    def __post_init__(self) -> None:
        self.checking = Checking(self.review)

    @property
    def slug(self) -> str:
        """The slug of the plan."""
        return self.review.draft.slug

    @property
    def is_in_graph(self) -> bool:
        """Whether its statements are mended where they stand, instead of decided on."""
        return isinstance(self.review, Reopened)

    @property
    def home(self) -> str:
        """Where the addresses of its screens begin."""
        return f"/{self.slug}"


@dataclass(frozen=True)
class Visit:
    """A request at a seat: what it asks, who decides, and how all stands."""

    request: Request
    seat: Seat
    state: State
    wish: Wish
    who: str

    @property
    def review(self) -> Review:
        """The review of the plan."""
        return self.seat.review

    def address(self, screen: str = "", **other: object) -> str:
        """The address of a screen of this plan, on the same wish but for what is given."""
        return f"{self.seat.home}{screen}{self.wish.query(**other)}"


class Desk:
    """The plans of a project, and the templates. `make` opens the review of a slug;
    `is_watching`: the check runs now and then while one works."""

    def __init__(
        self, project: Project, make: Callable[[str], Review] | None = None, is_watching: bool = False
    ) -> None:
        self.project = project
        self.is_watching = is_watching
        self.token = secrets.token_urlsafe(24)
        self._make = make or partial(open_review, project)
        self._seats: dict[str, Seat] = {}
        self._lock = RLock()
        self._templates = Environment(
            loader=FileSystemLoader(_TEMPLATES),
            autoescape=select_autoescape(default=True, default_for_string=True),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.filters["woorden"] = spell_finding
        self._templates.globals.update(
            tabs=TABS, tabs_in_graph=TABS_IN_GRAPH, states=STATES, orders=ORDERS, screens=SCREENS,
            sureness=SURENESS,
            roles=ROLES, static=STATIC, spell_lines=cards.spell_lines, verdicts=cards.VERDICTS,
            no_version=NO_VERSION,
        )  # fmt: skip

    def seat(self, slug: str) -> Seat:
        """The seat of a plan; opened when it was not. Raises UnknownName, CannotRead."""
        with self._lock:
            if slug not in self._seats:
                self._seats[slug] = Seat(self._make(slug))
            return self._seats[slug]

    def take_seat(self, review: Review) -> None:
        """Have a review that was opened already."""
        with self._lock:
            self._seats[review.draft.slug] = Seat(review)

    def slugs(self) -> list[tuple[str, str]]:
        """Slug and title of every plan that can be opened."""
        drafts = {draft.slug: draft.settings.title for draft in list_drafts(self.project)}
        return [*drafts.items(), *((slug, "") for slug in list_in_graph(self.project) if slug not in drafts)]

    def visit(self, request: Request) -> Visit:
        """What a request asks of a plan. The lock of its seat is held by who calls."""
        seat = self.seat(request.path_params["slug"])
        return Visit(
            request,
            seat,
            seat.review.state(),
            read_wish(_asked(request, seat), seat.review.document),
            request.cookies.get(ROLE_COOKIE, "") if request.cookies.get(ROLE_COOKIE) in ROLES else "curator",
        )

    def render(self, template: str, status: int = 200, **context: object) -> Response:
        """A page from a template."""
        return HTMLResponse(self._templates.get_template(template).render(**context), status)

    def page(self, visit: Visit, template: str, status: int = 200, **context: object) -> Response:
        """A page of a plan, with the bar that all have."""
        done, total = cards.count_done(visit.state, visit.wish.least)
        bar: Mapping[str, Any] = {
            "visit": visit, "seat": visit.seat, "state": visit.state, "wish": visit.wish,
            "draft": visit.review.draft, "done": done, "total": total,
            "share": round(100 * done / total) if total else 100,
        }  # fmt: skip
        return self.render(template, status, **bar, **context)


def _asked(request: Request, seat: Seat) -> dict[str, str]:
    """What an address asks; of a plan in the graph all there is, since nothing of it waits."""
    asked = dict(request.query_params)
    return {"staat": "alle", **asked} if seat.is_in_graph else asked
