"""Work in forked processes: results in order, and a process that is killed from outside is told, not waited for."""

import os
import signal
import time
from pathlib import Path

import pytest

from veiligheidsgraaf.check.processes import run_in_processes
from veiligheidsgraaf.words.errors import CannotRead


def test_results_come_in_the_order_of_the_work() -> None:
    assert list(run_in_processes(lambda number: number * number, [3, 1, 2])) == [9, 1, 4]


def test_a_killed_process_is_told() -> None:
    def die(number: int) -> int:
        if number == 1:
            os.kill(os.getpid(), signal.SIGKILL)
        return number

    with pytest.raises(CannotRead, match="van buitenaf beëindigd"):
        list(run_in_processes(die, [0, 1, 2]))
    assert list(run_in_processes(str, [1])) == ["1"], "the next work starts afresh"


def test_a_result_is_given_before_all_are_there(tmp_path: Path) -> None:
    """So a check that is stopped half way has remembered the first half."""
    gate = tmp_path / "open"

    def wait(number: int) -> int:
        for _ in range(6000 * number):
            if gate.exists():
                break
            time.sleep(0.01)
        return number if number == 0 or gate.exists() else -1

    results = run_in_processes(wait, [0, 1])
    assert next(results) == 0
    gate.touch()
    assert list(results) == [1]
