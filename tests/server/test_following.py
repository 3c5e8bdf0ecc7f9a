"""A new release waits for an engine that has it, as long as the old one has an engine of its own."""

import asyncio
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi import FastAPI

from veiligheidsgraaf.release.build import build
from veiligheidsgraaf.server.serving import Serving
from veiligheidsgraaf.store.remote.target import Access
from veiligheidsgraaf.store.remote.watch import Watch
from veiligheidsgraaf.words.project import Project
from veiligheidsgraaf.words.release import Release, make_current

from ..conftest import EXAMPLE
from ..faulty_engine import faulty_engine, rows_of


@pytest.fixture(scope="module")
def releases(
    example_release: Release, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Release, Release]:
    """A home with two releases, of which the first is current."""
    root = Path(shutil.copytree(EXAMPLE, tmp_path_factory.mktemp("next") / "voorbeeld"))
    plan = root / "graphs" / "plannen" / "voorbeeldstad-2024.ttl"
    said = '\n<https://w3id.org/veiligheidsgraaf/id/plan/voorbeeldstad-2024> skos:note "anders"@nl .\n'
    plan.write_text(plan.read_text() + said)
    home = tmp_path_factory.mktemp("home")
    new = build(Project(root), home)[0]
    old = Release(Path(shutil.copytree(example_release.path, home / "releases" / example_release.digest)))
    return home, old, new


async def until(holds: Callable[[], bool]) -> None:
    """Wait, generously, for what does not rest on time."""
    for _ in range(6000):
        if holds():
            return
        await asyncio.sleep(0.01)
    raise AssertionError


def serving(home: Path, address: str) -> Serving:
    def make(release: Release) -> FastAPI:
        app = FastAPI()
        app.state.is_damaged = lambda: False
        app.state.engines = Watch([address], Access(), release.mark)
        app.state.engines.look()
        return app

    return Serving(home, make, look_seconds=0.01)


def test_new_release_waits_for_its_data_and_then_serves(
    releases: tuple[Path, Release, Release], caplog: pytest.LogCaptureFixture
) -> None:
    home, old, new = releases
    make_current(home, old)

    async def go() -> None:
        with faulty_engine(old.mark) as engine:
            served = serving(home, engine.address)
            async with served._follow():
                make_current(home, new)
                asked = engine.marks_asked
                await until(lambda: engine.marks_asked > asked + 5)
                assert served._site is not None
                assert served._site.release == old
                engine.mark = new.mark
                await until(lambda: served._site is not None and served._site.release == new)
                assert served._site.app.state.engines.reason == ""

    asyncio.run(go())
    assert caplog.text.count("waits until an engine has it") == 1


def test_new_release_does_not_wait_where_the_old_one_lost_its_data(
    releases: tuple[Path, Release, Release],
) -> None:
    home, old, new = releases
    make_current(home, old)

    async def go() -> None:
        with faulty_engine(old.mark) as engine:
            served = serving(home, engine.address)
            async with served._follow():
                assert served._site is not None
                engine.on_mark = lambda handler: handler.answer(rows_of(["mark"]))
                served._site.app.state.engines.look()
                make_current(home, new)
                await until(lambda: served._site is not None and served._site.release == new)

    asyncio.run(go())
