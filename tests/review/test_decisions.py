"""Decisions are lines: they can be cut off, merged, undone and done again, and a full disk loses none of
them.
"""

import errno
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from veiligheidsgraaf.review.decisions import Decision, History, Verdict, next_moments, read_history, spell
from veiligheidsgraaf.review.log import Log
from veiligheidsgraaf.words.errors import CannotRead


def make(item: str, verdict: Verdict = Verdict.ACCEPT, **more: object) -> Decision:
    return Decision("", "", "curator", verdict, item, "maatregel", 3, 4, "ab", {"naam": ("Lopen",)}, **more)  # type: ignore[arg-type]


@pytest.fixture
def log(tmp_path: Path) -> Log:
    return Log(tmp_path / "plan" / "besluiten.jsonl")


def items(history: History) -> list[str]:
    return [one.item for one in history.alive]


def undo(log: Log) -> None:
    log.append(lambda found: [make("", Verdict.UNDO, undoes=tuple(one.key for one in found.find_last()))])


def redo(log: Log) -> None:
    def again(found: History) -> list[Decision]:
        last = found.find_undo()
        assert last
        return [make("", Verdict.UNDO, undoes=(last.key,))]

    log.append(again)


def test_what_is_appended_is_read_back_by_another(log: Log) -> None:
    log.append(lambda _: [make("a")])
    log.append(lambda _: [make("b", Verdict.REJECT)])
    (first, second) = Log(log.path).read().decisions
    assert (first.item, first.values, first.first, first.last) == ("a", {"naam": ("Lopen",)}, 3, 4)
    assert second.verdict is Verdict.REJECT
    assert first.place < second.place


def test_line_that_was_cut_off_is_told_and_the_next_stands_on_its_own(log: Log) -> None:
    log.append(lambda _: [make("a"), make("b")])
    content = log.path.read_bytes()
    log.path.write_bytes(content[:-20])
    cut = log.read()
    assert items(cut) == ["a"]
    assert "afgebroken" in cut.told[0]
    after = log.append(lambda _: [make("c")])
    assert items(after) == ["a", "c"]
    assert "niet te lezen" in after.told[0]


def test_two_branches_put_together_in_any_order_give_the_same(log: Log) -> None:
    both = log.append(lambda _: [make("a"), make("b"), make("c")]).decisions
    mine, theirs = spell(both[:2]), spell((both[0], both[2]))
    assert read_history(theirs + mine) == read_history(mine + theirs) == History(both)


def test_marks_of_a_conflict_are_told_and_no_decision_is_lost(log: Log) -> None:
    one, two = log.append(lambda _: [make("a"), make("b")]).decisions
    marked = b"<<<<<<< HEAD\n" + spell([one]) + b"=======\n" + spell([two]) + b">>>>>>> ander\n"
    found = read_history(marked)
    assert items(found) == ["a", "b"]
    assert len(found.told) == 3


def test_all_can_be_undone_and_done_again(log: Log) -> None:
    log.append(lambda _: [make("a")])
    log.append(lambda _: [make("b")])
    undo(log)
    undo(log)
    assert items(log.read()) == []
    assert log.read().find_last() == ()
    redo(log)
    assert items(log.read()) == ["a"]
    redo(log)
    assert items(log.read()) == ["a", "b"]
    assert log.read().find_undone() == ()
    undo(log)
    assert items(log.read()) == ["a"]


def test_what_is_decided_after_an_undo_leaves_nothing_to_do_again(log: Log) -> None:
    log.append(lambda _: [make("a")])
    undo(log)
    log.append(lambda _: [make("b")])
    assert log.read().find_undone() == ()


def test_what_was_decided_in_one_go_is_undone_in_one_go(log: Log) -> None:
    log.append(lambda _: [make("a")])
    log.append(lambda _: [make("b", batch="1"), make("c", batch="1")])
    undo(log)
    assert items(log.read()) == ["a"]


def test_clock_that_goes_back_puts_nothing_before_what_was_decided(log: Log) -> None:
    history = log.append(lambda _: [make("a")])
    assert next_moments(history, 1, datetime(2001, 1, 1, tzinfo=UTC))[0] > history.decisions[0].when


def test_decision_that_raises_leaves_the_file_as_it_is(log: Log) -> None:
    log.append(lambda _: [make("a")])
    before = log.path.read_bytes()

    def refuse(_: History) -> list[Decision]:
        raise CannotRead("nee", "zo niet")

    with pytest.raises(CannotRead):
        log.append(refuse)
    assert log.path.read_bytes() == before


@pytest.mark.parametrize("halfway", ["write", "fsync"])
def test_full_disk_takes_the_append_back_and_says_so(
    log: Log, monkeypatch: pytest.MonkeyPatch, halfway: str
) -> None:
    log.append(lambda _: [make("a")])
    before = log.path.read_bytes()
    write = os.write

    def half(file: int, content: bytes) -> int:
        write(file, content[:25])
        raise OSError(errno.ENOSPC, "No space left on device")

    def full(file: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, halfway, half if halfway == "write" else full)
    with pytest.raises(CannotRead, match="ruimte"):
        log.append(lambda _: [make("b")])
    monkeypatch.undo()
    assert log.path.read_bytes() == before
    assert items(log.append(lambda _: [make("b")])) == ["a", "b"]


def test_decision_is_on_disk_before_anyone_is_told(log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[str] = []
    write, sync = os.write, os.fsync
    monkeypatch.setattr(os, "write", lambda file, content: (steps.append("write"), write(file, content))[1])
    monkeypatch.setattr(os, "fsync", lambda file: (steps.append("sync"), sync(file))[1])
    log.append(lambda _: [make("a")])
    assert steps == ["write", "sync", "sync"]  # the line, then the name of the new file
