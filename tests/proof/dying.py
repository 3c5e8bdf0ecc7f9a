"""A build or a server that is killed at one step of its work: python dying.py build|server STEP ARGUMENTS.

A step is a file opened, made, renamed or removed, a process started or a socket used. With STEP 0 nothing is killed and
the number of steps is told at the end.
"""

import os
import signal
import sys
from itertools import count
from pathlib import Path

from veiligheidsgraaf.release.build import build
from veiligheidsgraaf.server.__main__ import main as serve
from veiligheidsgraaf.words.errors import CannotRead
from veiligheidsgraaf.words.project import Project

# How a build ends of which another process died, which it tells.
TOLD = 3
STEPS = ("open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.utime", "subprocess.Popen", "socket.")


def die_at(last: int, home: str) -> "count[int]":
    """Be killed at that step. Files count when they are in `home`. Out: the counter of steps."""
    steps = count(1)

    def look(event: str, arguments: tuple[object, ...]) -> None:
        if not event.startswith(STEPS):
            return
        is_file = event.startswith(("open", "os."))
        if is_file and not str(arguments[0]).startswith(home):
            return
        if next(steps) == last:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(look)
    return steps


def main(what: str, step: str, *arguments: str) -> None:
    if what == "build":
        project, home = arguments
        steps = die_at(int(step), home)
        try:
            build(Project(Path(project)), Path(home))
        except CannotRead:  # a process of the check was the one that died
            sys.exit(TOLD)
        print(next(steps) - 1)
    else:
        steps = die_at(int(step), arguments[0])
        # The server ends by the signal that it was sent, once all is done.
        signal.signal(signal.SIGTERM, lambda *_: print(next(steps) - 1))
        serve(*(word for word in arguments if word != "--port"))


if __name__ == "__main__":
    main(*sys.argv[1:])
