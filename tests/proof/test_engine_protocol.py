"""With an engine behind it, /sparql passes the very tests that it passes with workers of our own."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from veiligheidsgraaf.server.app import create_app
from veiligheidsgraaf.server.settings import Settings
from veiligheidsgraaf.store.publishing.delivery import deliver
from veiligheidsgraaf.words.release import Release

from ..web.test_sparql import (  # noqa: F401 (collected here, with the client below)
    TestCaching,
    TestDataset,
    TestDescription,
    TestDirect,
    TestFailures,
    TestForm,
    TestGet,
    TestOperation,
    TestOtherOrigins,
    TestResponses,
    TestTracing,
)
from .engines import oxigraph, virtuoso

pytestmark = pytest.mark.proof


@pytest.fixture(scope="module", params=[virtuoso, oxigraph], ids=["virtuoso", "oxigraph"])
def client(
    request: pytest.FixtureRequest, example_release: Release, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[TestClient]:
    with request.param(tmp_path_factory.mktemp("engine") / "data") as engine:
        deliver(example_release, engine.address, engine.access, lambda _: None)
        app = create_app(example_release, Settings(timeout=60, patience=60, store=engine.address))
        app.state.engines.look()
        assert not app.state.engines.reason
        with TestClient(app, raise_server_exceptions=False) as opened:
            yield opened
