"""The invented plan at a desk, and a client that came in."""

import re
from functools import partial
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

from starlette.testclient import TestClient

from veiligheidsgraaf.review.lookup import Choices
from veiligheidsgraaf.review.pages.application import create_app
from veiligheidsgraaf.review.pages.cards import values_of
from veiligheidsgraaf.review.pages.desk import NO_VERSION, Desk
from veiligheidsgraaf.review.session import Review
from veiligheidsgraaf.review.state import Item, State
from veiligheidsgraaf.words.project import Project

from .invented import SLUG, make_suggestions

PORT = 45679
ORIGIN = f"http://127.0.0.1:{PORT}"
HEADERS = {"Origin": ORIGIN, "Content-Type": "application/x-www-form-urlencoded"}


def make_desk(project: Project) -> Desk:
    """A desk with the invented plan, drafted, of which the suggestions are known."""
    return Desk(project, partial(open_shared, project))


_CHOICES: list[Choices] = []


def open_shared(project: Project, slug: str) -> Review:
    """The review of the invented plan; what can be chosen is read once, as it is the same in every test."""
    review = Review(project, slug, suggestions=make_suggestions())
    if _CHOICES:
        review.__dict__["choices"] = _CHOICES[0]
    else:
        _CHOICES.append(review.choices)
    return review


class Visitor:
    """Someone in a browser window: looks at pages, and sends the forms that stand on them."""

    def __init__(self, desk: Desk, slug: str = SLUG) -> None:
        self.desk, self.slug = desk, slug
        self.client = TestClient(create_app(desk, PORT), base_url=ORIGIN, follow_redirects=True)
        self.client.get(f"/?sleutel={desk.token}")
        self.text = ""
        self.status = 0

    @property
    def state(self) -> State:
        return self.desk.seat(self.slug).review.state()

    def item(self, name: str) -> Item:
        """The item of a name, or of a part of it."""
        return next(one for one in self.state.items if name in " ".join(values_of(one).get("naam", ())))

    def of_kind(self, kind: str) -> list[Item]:
        return [one for one in self.state.items if one.kind == kind]

    def look(self, path: str = "", **asked: object) -> str:
        found = self.client.get(
            f"/{self.slug}{path}", params={key: str(value) for key, value in asked.items()}
        )
        self.status, self.text = found.status_code, found.text
        return self.text

    def send(self, path: str, fields: list[tuple[str, str]] | dict[str, str], **asked: str) -> str:
        query = f"?{urlencode(asked)}" if asked else ""
        found = self.client.post(f"/{self.slug}{path}{query}", content=urlencode(fields), headers=HEADERS)
        self.status, self.text = found.status_code, found.text
        return self.text

    def fields(self, form: str) -> list[tuple[str, str]]:
        """What a form on the page sends as it stands, its buttons left out."""
        found = re.search(rf"<form[^>]*{form}.*?</form>", self.text, re.DOTALL)
        assert found, form
        sent = []
        for tag, inside in re.findall(
            r"<(input|textarea|select)\b(.*?)(?=<(?:input|textarea|select)\b|\Z)", found[0], re.DOTALL
        ):
            name = re.search(r'\bname="([^"]*)"', inside.partition(">")[0])
            if not name:
                continue
            value = _value(tag, inside)
            if value is not None:
                sent.append((unescape(name[1]), unescape(value)))
        return sent

    def decide(self, item: Item, verdict: str, *parts: Item, **fields: str) -> str:
        """Show an item and press a button under it."""
        self.look(stuk=item.key)
        given = [pair for pair in self.fields('id="besluit"') if pair[0] not in ("deel", *fields)]
        given += [("deel", f"{part.key} {part.version or NO_VERSION}") for part in parts]
        return self.send("/besluit", [*given, *fields.items(), ("besluit", verdict)], stuk=item.key)


def _value(tag: str, inside: str) -> str | None:
    head = inside.partition(">")[0]
    if tag == "input":
        if ('type="checkbox"' in head or 'type="radio"' in head) and " checked" not in head:
            return None
        found = re.search(r'\bvalue="([^"]*)"', head)
        return found[1] if found else ""
    if tag == "textarea":
        return inside.partition(">")[2].partition("</textarea>")[0]
    chosen = re.search(r'<option value="([^"]*)"[^>]* selected', inside) or re.search(
        r'<option value="([^"]*)"', inside
    )
    return chosen[1] if chosen else None


def read_log(project: Project) -> str:
    """The file of decisions."""
    return Path(project.root / "concepten" / SLUG / "besluiten.jsonl").read_text(encoding="utf-8")
