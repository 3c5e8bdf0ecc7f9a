"""Files that rest on the same are made once."""

from pathlib import Path

from veiligheidsgraaf.check.memory import Memory
from veiligheidsgraaf.check.shelf import Shelf
from veiligheidsgraaf.release.remembered import Remembered


def test_files_are_made_again_only_when_they_rest_on_something_else_or_are_gone(tmp_path: Path) -> None:
    shelf, made = Shelf(tmp_path / "delen"), []

    def ask(rests_on: str) -> set[str]:
        def make() -> dict[str, bytes]:
            made.append(rests_on)
            return {"ttl": f"{rests_on} in Turtle".encode(), "nt": b"in both"}

        remembered = Remembered(Memory(tmp_path, tmp_path / "sleutels"), shelf)
        found = remembered.files("gedeeld", rests_on, make)
        assert shelf.read(found["ttl"]) == f"{rests_on} in Turtle".encode()
        assert remembered.kept == set(found.values())
        return remembered.kept

    first = ask("a")
    assert ask("a") == first
    ask("b")
    assert made == ["a", "b"]
    shelf.keep_only(())
    assert ask("a") == first
    assert made == ["a", "b", "a"]
