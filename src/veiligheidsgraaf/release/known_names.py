"""The index of names of a release, made from what its own queries say of its graph."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from ..names.entries import Choice, Entry, write_names
from ..names.named import FORMS, Plan, Thing
from ..words import iris
from ..words.release import NAMES

_WORDS, _CHOICES, _USES = "woordenlijst", "keuzes", "gebruik"

# Goals and measures are named by sentences, found by full text only.
_SENTENCES = ("doel", "maatregel")
_ALWAYS = "thema"  # one that no plan treats can be asked for too

_Texts = dict[tuple[str, str], dict[str, list[str]]]


def write_index_of_names(folder: Path) -> None:
    """Write the index of a release whose store and queries stand in a folder. Raises OSError.

    Without the queries (a project that goes by its own rules alone) it knows no names.
    """
    store = ox.Store.read_only(str(folder / "store"))
    texts = _read_texts(store, folder)
    uses = {row["ding"]: int(row["aantal"]) for row in _ask(store, folder, _USES)}
    choices = [
        Choice(row["soort"], iris.slug_for(row["soort"], row["ding"]), row["naam"])
        for row in _ask(store, folder, _CHOICES)
    ]
    for choice in choices:
        if choice.kind == _ALWAYS:
            texts.setdefault((_ALWAYS, iris.thing(_ALWAYS, choice.slug)), {"prefLabel": [choice.name]})
    entries = [_entry(kind, iri, found, uses.get(iri, 0)) for (kind, iri), found in texts.items()]
    write_names(folder / NAMES, entries, _plans(texts), choices)


def _read_texts(store: ox.Store, folder: Path) -> _Texts:
    """(kind, IRI) -> form -> texts, each in order."""
    texts: _Texts = defaultdict(lambda: defaultdict(list))
    rows = (
        (r["soort"], r["ding"], iris.local_name(r["vorm"]), r["tekst"]) for r in _ask(store, folder, _WORDS)
    )
    for kind, iri, form, text in sorted(rows):
        texts[kind, iri][form].append(text)
    return texts


def _entry(kind: str, iri: str, found: dict[str, list[str]], statements: int) -> Entry:
    named = found.get("prefLabel") or [iris.local_name(iri)]
    names = tuple((form, text) for form in FORMS for text in found.get(form, ()))
    description = " ".join((*found.get("definition", ()), *found.get("description", ())))
    return Entry(Thing(kind, iri, named[0]), names, description, statements, kind in _SENTENCES)


def _plans(texts: _Texts) -> Iterator[Plan]:
    for (kind, iri), found in texts.items():
        if kind == "plan" and found.get("gemeente"):
            start, end = found.get("periodeStart", ["0"])[0], found.get("periodeEinde", ["0"])[0]
            yield Plan(iris.slug(iri), iris.slug(found["gemeente"][0]), int(start[:4]), int(end[:4]))


def _ask(store: ox.Store, folder: Path, name: str) -> Iterator[dict[str, str]]:
    """Rows of a query of the release, as plain texts; none when it has no such query."""
    path = folder / "queries" / "onderdelen" / f"{name}.rq"
    if not path.is_file():
        return
    found = store.query(path.read_text(encoding="utf-8"))
    assert isinstance(found, ox.QuerySolutions)
    names = [variable.value for variable in found.variables]
    for row in found:
        yield {name: term.value for name in names if isinstance(term := row[name], ox.NamedNode | ox.Literal)}
