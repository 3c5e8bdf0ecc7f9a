"""Work in forked processes: results in order, and a process that is killed from outside is told, not waited for."""

import os
import signal

import pytest

from veiligheidsgraaf.check.processes import run_in_processes
from veiligheidsgraaf.words.errors import CannotRead


def test_results_come_in_the_order_of_the_work() -> None:
    assert run_in_processes(lambda number: number * number, [3, 1, 2]) == [9, 1, 4]


def test_a_killed_process_is_told() -> None:
    def die(number: int) -> int:
        if number == 1:
            os.kill(os.getpid(), signal.SIGKILL)
        return number

    with pytest.raises(CannotRead, match="van buitenaf beëindigd"):
        run_in_processes(die, [0, 1, 2])
    assert run_in_processes(str, [1]) == ["1"], "the next work starts afresh"
