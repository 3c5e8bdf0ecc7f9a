"""Which releases are in use: a lock on its directory, which the system takes off a process that ends."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from .release import Release


@contextmanager
def in_use(release: Release) -> Iterator[None]:
    """Keep a release in place while the context lasts: a build removes no release that is in use."""
    try:
        folder = os.open(release.path, os.O_RDONLY)
    except OSError:
        yield
        return
    try:
        with suppress(OSError):  # a file system without locks
            fcntl.flock(folder, fcntl.LOCK_SH)
        yield
    finally:
        os.close(folder)


def is_in_use(release: Release) -> bool:
    """Whether a process answers from a release."""
    try:
        folder = os.open(release.path, os.O_RDONLY)
    except OSError:
        return True
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(folder)
    return False
