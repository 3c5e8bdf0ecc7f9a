"""A dataset as it was before a plan: without the plan, what only it brought, and names only in its text.

So a reviewed plan teaches what a plan is like that nobody reviewed yet, and a benchmark measures it.
"""

from collections.abc import Mapping
from dataclasses import replace

from ..names import tokens
from ..names.lexicon import FORMS, NAMED, kind_of
from ..turtle.read import Dataset, Stated
from ..words import iris
from ..words.namespaces import SKOS

_ALL = 10**6
_PREFERRED = str(SKOS.prefLabel)


def set_aside(dataset: Dataset, slug: str, texts: Mapping[str, str]) -> Dataset:
    """The dataset without a plan. `texts`: of the plans, by slug, as far as they are at hand."""
    gone = _brought_by(dataset, slug)
    own = _joined(texts.get(slug, ""))
    others = "".join(_joined(text) for key, text in texts.items() if key != slug)

    def is_own_name(triple: Stated) -> bool:
        predicate = triple.predicate.value
        if predicate == _PREFERRED or iris.local_name(predicate) not in FORMS:
            return False
        words = _joined(triple.object.value)
        return words in own and words not in others

    files = []
    for file in dataset.files:
        if iris.plan_slug(file.graph) != slug:
            kept = (t for t in file.triples if t.subject.value not in gone and not is_own_name(t))
            files.append(replace(file, triples=tuple(kept)))
    return replace(dataset, files=tuple(files), shapes=())


def _brought_by(dataset: Dataset, slug: str) -> set[str]:
    """Things with names that this plan uses and no other; its municipality and the Kernbeleid stay."""
    users: dict[str, set[str]] = {}
    home = ""
    for file in dataset.files:
        plan = iris.plan_slug(file.graph)
        if not plan:
            continue
        for triple in file.triples:
            value = triple.object.value
            if iris.is_thing(value) and kind_of(value) in NAMED:
                users.setdefault(value, set()).add(plan)
            if plan == slug and triple.predicate.value == f"{iris.DEF}gemeente":
                home = value
    return {thing for thing, plans in users.items() if plans == {slug} and thing != home}


def _joined(text: str) -> str:
    return f" {' '.join(tokens.split(text, _ALL))} "
