"""The words of the release that answers, read once into a lexicon."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from ...names.lexicon import Lexicon, Plan, Text, Thing
from ...words import iris
from ..answers import Answers

_QUESTION = "woordenlijst"
_FORMS = {"prefLabel": 1.0, "altLabel": 0.97, "hiddenLabel": 0.95}

# Things that people name; goals and measures are sentences, found by full text only.
_SENTENCES = ("doel", "maatregel")


def read_lexicon(answers: Answers) -> Lexicon:
    """All words of the release that answers."""
    lexicon = Lexicon()
    gathered: dict[tuple[str, str], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in answers.rows(_QUESTION, {}):
        form = iris.local_name(row["vorm"].value)
        gathered[row["soort"].value, row["ding"].value][form].append(row["tekst"].value)
    for (kind, iri), found in gathered.items():
        _take_up(lexicon, Thing(kind, iri, (found["prefLabel"] or [iris.local_name(iri)])[0]), found)
    for kind in {p.kind for question in answers.questions.values() for p in question.parameters}:
        choices = answers.choices(kind)
        lexicon.slugs[kind] = frozenset(choice.slug for choice in choices)
        _add_unused(lexicon, kind, ((choice.slug, choice.name) for choice in choices))
    return lexicon


def _take_up(lexicon: Lexicon, thing: Thing, found: Mapping[str, list[str]]) -> None:
    names = [(name, weight) for form, weight in _FORMS.items() for name in found.get(form, ())]
    if thing.kind not in _SENTENCES:
        for name, weight in names:
            lexicon.add(thing, name, weight)
    if thing.kind != "verband":  # the same thing again as a partner
        description = " ".join((*found.get("definition", ()), *found.get("description", ())))
        hidden = tuple(found.get("hiddenLabel", ()))
        lexicon.texts.append(
            Text(thing, tuple(name for name, _ in names if name not in hidden), hidden, description)
        )
    if thing.kind == "plan" and found.get("gemeente"):
        start, end = found.get("periodeStart", ["0"])[0], found.get("periodeEinde", ["0"])[0]
        lexicon.plans.append(Plan(thing.slug, iris.slug(found["gemeente"][0]), int(start[:4]), int(end[:4])))


def _add_unused(lexicon: Lexicon, kind: str, choices: Iterable[tuple[str, str]]) -> None:
    """A theme that no plan treats is still a theme that one can ask for."""
    known = {thing.slug for thing in lexicon.by_thing if thing.kind == kind}
    for slug, name in choices:
        if kind == "thema" and slug not in known:
            lexicon.add(Thing(kind, iris.thing(kind, slug), name), name, 1)
