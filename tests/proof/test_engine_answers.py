"""The named questions and open queries give the same rows by value from an engine as from workers of our own; where
they do not is written down here, and in docs/engines.md.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from veiligheidsgraaf.store.pool import PooledStore
from veiligheidsgraaf.store.publishing.delivery import deliver
from veiligheidsgraaf.store.query import Query
from veiligheidsgraaf.store.remote.watch import Watch
from veiligheidsgraaf.words.errors import EngineFailed, QueryTimeout, QueryUnsupported, VeiligheidsgraafError
from veiligheidsgraaf.words.project import Project
from veiligheidsgraaf.words.questions import load_questions
from veiligheidsgraaf.words.release import Release

from ..conftest import ROOT
from .engines import Engine, oxigraph, virtuoso
from .open_queries import OPEN_QUERIES

pytestmark = pytest.mark.proof
QUESTIONS = {n: q.standalone for n, q in load_questions(Project(ROOT)).items() if q.listed}
ASKED = {**QUESTIONS, **OPEN_QUERIES}
# What Virtuoso answers otherwise: a fault, which is told, or (None) other rows.
OTHERWISE: dict[str, tuple[type[VeiligheidsgraafError], ...] | None] = {
    # It raises where SPARQL says unbound: here a division by zero, unless it thinks the query too heavy before,
    "doelbereik": (EngineFailed, QueryTimeout),
    "tijdlijn": (EngineFailed,),  # and here a part of a text from nowhere
    "instrumenten-per-thema": None,  # it gives an application without a status that of another
    "division by zero": (EngineFailed,),
    "new blank node": (QueryUnsupported,),
    "types of values": None,  # it has no datatype for a text with a language
    "path star with both ends free": None,  # it gives a pair once for every way
    "text with nothing": None,  # nothing is an empty text
    "comparison with nothing": None,  # and less than anything
}
_LARGE = 256 * 1024 * 1024
_ORDERED = re.compile(r"GROUP_CONCAT\s*\(.*?AS\s+\?(\w+)\s*\)", re.IGNORECASE)


@pytest.fixture(scope="module")
def own(release: Release) -> Iterator[PooledStore]:
    with PooledStore(release, 1, timeout=300, patience=300, cache_mb=2048) as store:
        yield store


@pytest.fixture(scope="module", params=[virtuoso, oxigraph], ids=["virtuoso", "oxigraph"])
def engine(
    request: pytest.FixtureRequest, release: Release, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, PooledStore]]:
    kind: Callable[[Path], Engine] = request.param
    with kind(tmp_path_factory.mktemp("engine") / "data") as running:  # type: ignore[attr-defined]
        deliver(release, running.address, running.access, lambda _: None)
        watch = Watch([running.address], running.access, release.mark, tuple(release.manifest["graphs"]))
        watch.look()
        assert not watch.reason
        with PooledStore(release, 1, timeout=300, patience=300, engines=watch) as store:
            yield request.param.__name__, store


def rows(store: PooledStore, text: str) -> Counter[frozenset[tuple[str, object]]] | bool:
    """Rows as a bag of values: numbers and booleans by value, blank nodes as such.

    SPARQL leaves open in which order a GROUP_CONCAT puts its parts, and engines differ in what it is of nothing
    (unbound or empty) and of texts in one language.
    """
    concatenated = set(_ORDERED.findall(text))
    found = ox.parse_query_results(store.run(Query(text, max_bytes=_LARGE)).body, ox.QueryResultsFormat.JSON)
    if isinstance(found, ox.QueryBoolean):
        return bool(found)
    names = [variable.value for variable in found.variables]
    return Counter(
        frozenset(
            (name, value)
            for name, term in zip(names, row, strict=True)
            if (value := value_of(term, name in concatenated)) is not None
        )
        for row in found
    )


def value_of(term: object, is_concatenated: bool) -> object:
    if isinstance(term, ox.Literal) and is_concatenated:
        return frozenset(filter(None, term.value.split("; "))) or None
    if isinstance(term, ox.BlankNode):
        return "blank"
    if isinstance(term, ox.Literal):
        kind = term.datatype.value.rpartition("#")[2]
        if kind in ("integer", "decimal"):
            return float(term.value)
        if kind == "boolean":
            return term.value in ("1", "true")
        return term.value, term.language, kind
    return None if term is None else str(term)


@pytest.mark.parametrize("name", ASKED)
def test_same_rows_by_value(name: str, engine: tuple[str, PooledStore], own: PooledStore) -> None:
    kind, store = engine
    fault = OTHERWISE.get(name) if kind == "virtuoso" else None
    if fault is not None:
        with pytest.raises(fault):
            store.run(Query(ASKED[name]))
        return
    expected, found = rows(own, ASKED[name]), rows(store, ASKED[name])
    assert expected or name in ("ask for what is not",)
    if kind == "virtuoso" and name in OTHERWISE:
        assert expected != found, "no longer otherwise: say so in docs/engines.md"
    elif expected != found:
        assert isinstance(expected, Counter)
        assert isinstance(found, Counter)
        shown = [
            json.dumps(sorted(map(str, row)))[:400]
            for row in [*list(expected - found)[:2], *list(found - expected)[:2]]
        ]
        pytest.fail(f"{expected.total()} and {found.total()} rows, of which others: {shown}")


def test_there_are_forty_open_queries() -> None:
    assert len(OPEN_QUERIES) >= 40
