"""An intent answered: a sentence, a grid, rows with what they rest on, and what can be narrowed further.

All of it is counted on the facts, filtered first: it holds for the constraints that were given, together.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from ..facts.answer_rows import sorted_by
from ..facts.constraints import Constraints, Reach
from ..facts.facets import Facet, find_facets
from ..facts.fact_store import FactStore, Page
from ..facts.grain import SortedBy
from ..facts.spread import BY_NAME, COLUMNS, Ranking, Spreads
from ..words import iris
from ..words.errors import UnknownName
from ..words.phrasing import Phrasing
from ..words.questions import Question
from .across import WHOLE, Across, View, make_across
from .answers import Answers, Table
from .case import MOST_RANKED, MUNICIPALITY, Case
from .found.aspects import ASPECTS, write_aspect, write_whether
from .found.comparing import write_compared, write_extreme
from .found.endings import is_of_endings, write_endings
from .found.itself_alone import tell_of_itself_alone
from .found.lawful import is_of_law, read_laws, write_law
from .found.opposed import is_opposed, write_opposed
from .found.passing import write_changed
from .found.same_lines import on_lines_of
from .found.sentences import write_count, write_list
from .found.targets import is_of_targets, write_targets
from .found.theme_coverage import tell_of_coverage
from .found.theme_place import deny_priority, is_placed, write_placed
from .found.told_more import find_more, write_more
from .intent import Form, Intent
from .not_found.absence import say_absent, write_nothing
from .not_found.around_place import tell_of_its_municipality
from .not_found.elsewhere import tell_of_the_others
from .not_found.emptiness import Emptiness, explain_empty
from .not_found.gaps import write_missing
from .not_found.measured import tell_measured, tell_named, tell_unmeasured
from .not_found.theme_lack import tell_of_lack
from .said import Names, Said, Sentence

# By what an answer can be narrowed further, most telling first.
FACETS = (
    "gemeente",
    "thema",
    "partner",
    "instrument",
    "fenomeen",
    "doelgroep",
    "status",
    "portefeuillehouder",
    "locatie",
)
_MOST_VALUES = 6
# What plans see rise or fall, and the figures that are told beside it.
_SEEN, _FIGURES, _FIGURE = "ontwikkelingen", "indicatoren", "indicator"


@dataclass(frozen=True)
class Answer:
    """What there is to say. `things`: how many there are, of all periods. `page`: some rows; `facets`: key ->
    its values with most things; `emptiness`: why there is nothing, when so.
    """

    intent: Intent
    sentence: Sentence
    things: int
    across: Across | None
    page: Page
    facets: Mapping[str, tuple[Facet, ...]] = field(default_factory=dict)
    emptiness: Emptiness | None = None


def answer(
    answers: Answers,
    intent: Intent,
    limit: int = 20,
    offset: int = 0,
    sort: str = "",
    view: View = WHOLE,
    narrowing: bool = True,
) -> Answer:
    """Answer an intent: rows `offset` up to `offset + limit`, by a column or as they come; with a limit of 0
    they are not counted either. `narrowing`: whether it also says what can be narrowed further, which takes
    as long as all the rest.

    Raises UnknownName, InvalidRequest, QueryTimeout.
    """
    question = answers.find_listed(intent.question)
    constraints = read_intent_constraints(answers, question, intent)
    if constraints is None or answers.facts is None:
        return _plain(answers, intent, limit, offset, sort)
    _check_lead(answers, intent, view)
    case = make_case(answers, answers.facts, question, intent, constraints)
    read = partial(_read_page, case, limit, offset, sorted_by(question, sort) if sort else None)
    if not case.ranking.total:
        return _explain(answers, *read())
    grid = replace(view, sort=sort if sort.removeprefix("-") == BY_NAME else "")
    across = partial(make_across, case, grid)
    facets: Callable[[], Mapping[str, tuple[Facet, ...]]] = partial(list_facets, case) if narrowing else dict
    (told, page), (grid_made, narrower) = answers.together.both(
        partial(_tell, answers, read), partial(answers.together.both, across, facets)
    )
    return Answer(intent, told, case.ranking.total, grid_made, page, narrower)


def _read_page(case: Case, limit: int, offset: int, order: SortedBy | None) -> tuple[Case, Page]:
    """Some rows, and the case with those when they are its first ones as they come."""
    facts, name, constraints = case.facts, case.question.name, case.constraints
    page = Page(0, ())
    if limit and (case.ranking.total or facts.total(name, constraints)):
        page = facts.page(name, constraints, limit, offset, order, current_on=constraints.looked_on)
    return (case if offset or order or not limit else replace(case, shown=page)), page


def _tell(answers: Answers, read: Callable[[], tuple[Case, Page]]) -> tuple[Sentence, Page]:
    """The sentence of what there is, and the rows that are shown."""
    case, page = read()
    covered = tell_of_coverage(case)
    return (*covered, *write_sentence(answers, case, bool(covered))), page


def _explain(answers: Answers, case: Case, page: Page) -> Answer:
    """Why there is nothing."""
    empty = explain_empty(answers, case)
    told = (*deny_priority(case), *write_nothing(case, empty))
    measured = tell_measured(case)
    told = (*told, Said(" "), *measured) if measured else (*told, *tell_named(case))
    return Answer(case.intent, told, 0, None, page, emptiness=empty)


def deny(answers: Answers, intent: Intent) -> Sentence:
    """That what an intent asks is not in the graph, before what stands in for it; () without facts of it."""
    question = answers.find_listed(intent.question)
    constraints = read_intent_constraints(answers, question, intent)
    if constraints is None or answers.facts is None:
        return ()
    case = make_case(answers, answers.facts, question, intent, constraints, is_ranked=False)
    writer = case.writer
    say_absent(writer, case)
    return writer.say(" Wel genoemd: ").sentence


def _check_lead(answers: Answers, intent: Intent, view: View) -> None:
    """Raise UnknownName when the column whose rows come first is none that there can be."""
    kind = intent.group if intent.group in COLUMNS else MUNICIPALITY
    if view.lead and not answers.names.can_choose(kind, view.lead):
        raise UnknownName(kind, view.lead, answers.names.slugs_near(kind, view.lead))


def spread(answers: Answers, intent: Intent, view: View) -> tuple[int, Across | None]:
    """Only where the things of an intent are: how many, and the grid of them. Raises as `answer`."""
    question = answers.find_listed(intent.question)
    constraints = read_intent_constraints(answers, question, intent)
    if constraints is None or answers.facts is None:
        return 0, None
    raster = question.raster
    is_ranked = raster is None or raster.row == answers.facts.grains[question.name].thing
    case = make_case(answers, answers.facts, question, intent, constraints, is_ranked)
    return case.ranking.total, make_across(case, view)


def read_intent_constraints(answers: Answers, question: Question, intent: Intent) -> Constraints | None:
    """All that an intent is narrowed by; None when its question has no facts. Raises as `Answers.read`."""
    found = answers.read(question, intent.pairs)
    if found is None:
        return None
    other = intent.others_than
    if other and not answers.names.can_choose("gemeente", other):
        raise UnknownName("gemeente", other, answers.names.slugs_near("gemeente", other))
    reach = Reach(intent.everywhere, intent.only, iris.thing("gemeente", other) if other else "")
    return replace(found, reach=reach)


def make_case(
    answers: Answers,
    facts: FactStore,
    question: Question,
    intent: Intent,
    constraints: Constraints,
    is_ranked: bool = True,
) -> Case:
    """What an answer is made from. `is_ranked`: with its things ranked; else they are only counted."""
    grain, spreads = facts.grains[question.name], Spreads(facts)
    group = intent.group if intent.group in COLUMNS else MUNICIPALITY
    phrasing = question.phrasing or Phrasing(grain.thing, "antwoord", "antwoorden")
    return Case(
        intent,
        question,
        constraints,
        replace(phrasing, thing=grain.thing),
        facts,
        spreads,
        Names(answers.things),
        spreads.scope(constraints),
        spreads.rank(question.name, constraints, grain.thing, MOST_RANKED, group=group)
        if is_ranked
        else Ranking(total=facts.things(question.name, constraints)),
    )


def write_sentence(answers: Answers, case: Case, only_named: bool = False) -> Sentence:
    """The sentence that an intent asks for. `only_named`: as in `write_whether`."""
    form = case.intent.form
    if is_of_endings(case):
        return write_endings(case)
    if case.intent.most:
        return write_extreme(case)
    if form is Form.CHANGE:
        return write_changed(answers, case)
    if is_of_targets(case):
        return write_targets(case)
    if form is Form.MISSING:
        standing = tell_of_lack(answers, case)
        return (*standing, *write_missing(answers, case, bool(standing)))
    if is_placed(case):
        return write_placed(case)
    if is_opposed(case):
        return write_opposed(case)
    is_told = form in (Form.LIST, Form.LAW, Form.WHETHER)
    if is_told and is_of_law(case) and (rows := read_laws(case)):
        return write_law(case, rows)
    if more := find_more(case):
        return write_more(case, more)
    if form is Form.WHETHER:
        return write_whether(case, only_named)
    if form in ASPECTS:
        before = tell_unmeasured(case)
        after = (Said(" "), *tell_measured(case)) if before else ()
        return (*before, *write_aspect(case), *after, *_tell_of_figures(answers, case))
    write = {Form.COUNT: write_count, Form.COMPARE: write_compared}.get(form, write_list)
    around = tell_of_its_municipality(case)
    return (*write(case), *around, *tell_of_itself_alone(case), *tell_of_the_others(answers, case))


def _tell_of_figures(answers: Answers, case: Case) -> Sentence:
    """The figures about what plans see rise or fall; () when there are none."""
    if case.question.name != _SEEN or case.intent.form is not Form.HOW_MUCH or _FIGURES not in case.facts:
        return ()
    intent = replace(case.intent, question=_FIGURES)
    figures = make_case(answers, case.facts, answers.find_listed(_FIGURES), intent, case.constraints)
    if not figures.ranking.total:
        page = on_lines_of(case, _FIGURES)
        ranking = Ranking(total=len({row[_FIGURE].value for row in page.rows}))
        figures = replace(figures, ranking=ranking, shown=page)
    if not figures.ranking.total:
        return ()
    return (Said(" Cijfers: "), *write_aspect(figures))


def list_facets(case: Case) -> Mapping[str, tuple[Facet, ...]]:
    """Per key the values that an answer can be narrowed to, where there is a choice."""
    known: dict[str, list[Facet]] = {}
    keys: tuple[str, ...] = FACETS
    if not case.given_at_all(MUNICIPALITY):  # what the sentence counted already
        counted, _ = case.count_by(MUNICIPALITY, _MOST_VALUES, of_any_time=True)
        known[MUNICIPALITY] = [Facet(one.value, one.things) for one in counted if one.things]
        keys = tuple(key for key in FACETS if key != MUNICIPALITY)
    known |= find_facets(case.facts, case.question.name, case.constraints, keys, _MOST_VALUES)
    return {key: tuple(known[key]) for key in FACETS if len(known.get(key, ())) > 1}


def table_of(answers: Answers, intent: Intent) -> Table:
    """All rows of an intent under their columns. Raises as `answer`."""
    question = answers.find_listed(intent.question)
    constraints = read_intent_constraints(answers, question, intent)
    if constraints is None or answers.facts is None:
        return answers.table(question.name, intent.pairs)
    return Table(question.columns, tuple(answers.facts.rows(question.name, constraints)))


def _plain(answers: Answers, intent: Intent, limit: int, offset: int, sort: str) -> Answer:
    """The rows alone, of a question that has no facts."""
    page = answers.page(intent.question, intent.pairs, limit, offset, sort)
    told = f"{page.total} {'rij' if page.total == 1 else 'rijen'}."
    return Answer(intent, (Said(told),), page.total, None, page)
