"""The release that a command answers from: the current one, or one built now."""

from collections.abc import Iterator
from contextlib import contextmanager

import typer

from ..answers.answers import Answers
from ..release.inputs import input_digest
from ..server.settings import find_home, read_settings
from ..store.pool import PooledStore
from ..words.errors import NoRelease
from ..words.holding import in_use
from ..words.project import Project
from ..words.release import AT_ONCE, Release, check_release, current_release
from .progress import progress


def fresh_release(project: Project, home: str | None, is_checked: bool = False) -> Release:
    """The current release when it is of these very files, else a new one.

    `is_checked`: when its files have their digests too, those of a large release as far as start may take.
    """
    place, keep = find_home(project, home), read_settings().keep
    try:
        release = current_release(place)
        if release.manifest["input"] == input_digest(project):
            if is_checked:
                check_release(release, most=AT_ONCE)
            return release
    except NoRelease as fault:
        if (place / "current").exists():
            typer.echo(f"let op: {fault.what}; de graaf wordt opnieuw gebouwd", err=True)
    from ..release.build import build  # noqa: PLC0415 (brings the checks along, which an answer does without)

    with progress() as tell:
        return build(project, place, tell, keep)[0]


@contextmanager
def open_release(project: Project, home: str | None) -> Iterator[tuple[Release, Answers, PooledStore]]:
    """A fresh release with one worker that answers from it."""
    release = fresh_release(project, home)
    settings = read_settings()
    with (
        in_use(release),
        PooledStore(release, 1, settings.timeout, settings.patience, settings.memory) as store,
    ):
        yield release, Answers.of(release, store), store
