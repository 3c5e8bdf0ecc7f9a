"""A plan that is in the graph already, as a review: its statements are items that were taken over, and a step
mends its file at once, by the smallest change, when the whole still conforms.

Nothing is undone here: what was changed stands in git.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ..check.moves import Lines
from ..words import iris
from ..words.errors import InvalidRequest
from ..words.project import Project
from .complaints import Complaint
from .decisions import History, Values, Verdict
from .drafts import Draft, Settings
from .fields import find_form
from .items import Item
from .lookup import Choices
from .mending import Mender
from .plan_file import form_of
from .session import Review
from .standing import Standing
from .state import PLAN, State
from .steps import Decide, Overtaken
from .writing import Outcome


@dataclass(frozen=True)
class InGraph(Draft):
    """A plan in the graph, where a draft is asked for. `title`, `first`: as its graph has them."""

    title: str = ""
    first: int = 0

    @property
    def settings(self) -> Settings:
        """What the graph says of it."""
        return Settings((self.slug.rpartition("-")[0],), self.first, "", "", "", self.title)

    @property
    def original(self) -> Path | None:
        """Lines of a text have no pages."""
        return None


class Reopened(Review):
    """The statements of a plan. `sources`: the folder of its text, by default that of the project.

    Raises UnknownName for a plan that is not there, CannotRead when its text is not.
    """

    def __init__(self, project: Project, slug: str, sources: Path | None = None) -> None:
        self._mender = Mender(project, slug, sources)
        self.document = self._mender.document
        self.suggestions = ()
        plan = next((one for one in self._mender.list_statements() if one.kind == PLAN), None)
        title = plan.name if plan else slug
        self.draft = InGraph(project, slug, title, int(slug.rpartition("-")[2]))

    @cached_property
    def choices(self) -> Choices:
        """What can be chosen."""
        return self._mender.choices

    def state(self) -> State:
        """The statements as the file has them now."""
        return State(
            tuple(sorted(map(self._make_item, self._mender.list_statements()), key=_place)), History()
        )

    def _make_item(self, one: Standing) -> Item:
        (first, last), *more = one.spans or ((0, 0),)
        above = self.document.headings_above(first) if first else ()
        mark = hashlib.sha256(repr((sorted(one.values.items()), one.spans)).encode()).hexdigest()[:16]
        return Item(
            one.iri, one.kind, first, last, one.values, None, Verdict.ACCEPT.value, mark,
            above[-1].first if above else 0, more=tuple(more),
        )  # fmt: skip

    def check_values(
        self, kind: str, values: Values, first: int = 0, last: int = 0, item: str = ""
    ) -> tuple[Complaint, ...]:
        """What is wrong with values; parts of a figure are judged when they are written."""
        is_known = find_form(kind, values) is not None
        return super().check_values(kind, values, first, last, item) if is_known else ()

    def decide_all(self, steps: Sequence[Decide]) -> State:
        """Mend or add one statement. Raises InvalidRequest for what cannot be, or would not conform."""
        if len(steps) != 1:
            raise InvalidRequest("hier gaat het één uitspraak tegelijk", "kies er een, en wijzig die")
        step = steps[0]
        item = self.state().by_key.get(step.item)
        if step.verdict == Verdict.ADD:
            spans: Sequence[Lines] = ((step.first, step.last or step.first),)
            _, outcome = self._mender.add(step.kind, step.values, spans)
        elif step.verdict == Verdict.CHANGE and item is not None and step.kind in ("", item.kind):
            if step.seen is not None and step.seen != item.version:
                raise Overtaken(item.key)
            spans = ((step.first or item.first, step.last or item.last), *item.more)
            outcome = self._mender.mend(item.key, _whole(item, step), spans if item.first else ())
        else:
            how = "wijzig haar waarden, of voeg een andere toe; weghalen gaat in het bestand"
            raise InvalidRequest("dit kan niet met een uitspraak die in de graaf staat", how)
        self._tell(outcome)
        return self.state()

    def _tell(self, outcome: Outcome) -> None:
        if not outcome.written and outcome.stops:
            finding = outcome.stops[0].finding
            raise InvalidRequest(f"zo voldoet het plan niet meer: {finding.what}", "er is niets veranderd")
        self.__dict__.pop("judge", None)

    def undo(self, who: str = "curator") -> State:
        """Nothing is undone here. Raises InvalidRequest."""
        raise InvalidRequest("wat in de graaf is veranderd, staat in git", "draai het daar terug")

    redo = undo


def _whole(item: Item, step: Decide) -> dict[str, tuple[str, ...]]:
    """The values of a step, with those that it left out as taken away."""
    return {field.name: step.values.get(field.name, ()) for field in form_of(item.kind).fields} | {
        name: found for name, found in step.values.items() if name == "planthema"
    }


def _place(item: Item) -> tuple[int, int, str]:
    return item.first, item.last, item.key


def list_in_graph(project: Project) -> list[str]:
    """The slugs of the plans in the graph."""
    folder = f"{iris.GRAPH}plan/"
    files = (iris.graph_of(name) or "" for name, _ in project.own_files("graphs", ".ttl"))
    return sorted(graph.removeprefix(folder) for graph in files if graph.startswith(folder))
