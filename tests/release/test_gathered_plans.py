"""What is gathered of shares of the plans is what all plans say, and only a share that changed is gathered anew."""

from array import array
from pathlib import Path

import pytest

from veiligheidsgraaf.check.memory import Memory
from veiligheidsgraaf.check.shelf import Shelf
from veiligheidsgraaf.release import gathered_plans
from veiligheidsgraaf.release.counts import Figures, add_up, count_lines, count_objects
from veiligheidsgraaf.release.gathered_plans import gather_plans
from veiligheidsgraaf.release.number_forms import join_forms
from veiligheidsgraaf.release.part_files import FIGURES, FORMS, LOOSE, Described
from veiligheidsgraaf.release.remembered import Remembered
from veiligheidsgraaf.words.packed import pack

COUNT = 60


def described(number: int) -> Described:
    kind = "http://www.w3.org/2001/XMLSchema#decimal"
    form = {
        "stored": ["7", kind],
        "stated": ["7.0", kind],
        "subject": f"s{number}",
        "graph": "g",
        "alone": True,
    }
    typed = [["7.0" if number else "7", kind], [str(number % 7), kind]]
    return Described(
        f"digest{number}",
        number == 3,
        {f"graph{number}": (number, "d")},
        [form] if number == 1 else [],
        typed,
    )


def figures(number: int) -> Figures:
    lines = (f"<urn:{number}/{at}> <urn:p{at}> <urn:o{at * number % 5}> ." for at in range(number % 4))
    return count_lines(lines)


def put(shelf: Shelf, number: int, loose: str) -> dict[str, str]:
    content = {
        FORMS: described(number).as_bytes(),
        FIGURES: figures(number).as_bytes(),
        LOOSE: pack(loose.encode()),
    }
    return {kind: shelf.put(each) for kind, each in content.items()}


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "delen")


@pytest.fixture
def remembered(tmp_path: Path, shelf: Shelf) -> Remembered:
    return Remembered(Memory(tmp_path / "checks", tmp_path / "keys"), shelf)


@pytest.fixture
def plans(shelf: Shelf) -> dict[str, dict[str, str]]:
    return {f"p{n}": put(shelf, n, f"line {n % 9}\nline {n}\n" if n % 2 else "") for n in range(COUNT)}


def test_figures_are_the_same_bytes_in_whatever_order_they_were_counted() -> None:
    of_class = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    lines = [
        line
        for at in range(9)
        for line in (
            f"<urn:s{at}> {of_class} <urn:k{at % 4}> .",
            f"<urn:s{at}> <urn:p{at % 5}> <urn:o{at}> .",
        )
    ]
    found = count_lines(lines)
    assert count_lines(reversed(lines)).as_bytes() == found.as_bytes()
    assert Figures.from_bytes(found.as_bytes()) == found


def test_shares_say_what_all_plans_say(
    shelf: Shelf, remembered: Remembered, plans: dict[str, dict[str, str]]
) -> None:
    found = list(gather_plans(shelf, remembered, plans))
    parts = {slug: part for some in found for slug, part in some.parts.items()}
    assert parts == {f"p{n}": described(n).without_numbers() for n in range(COUNT)}
    assert {line for some in found for line in some.read_loose()} == {
        f"line {k}" for n in range(1, COUNT, 2) for k in (n % 9, n)
    }
    alone = [figures(n) for n in range(COUNT)]
    assert add_up(some.figures for some in found) == add_up(alone)
    assert count_objects([some.figures for some in found]) == count_objects(alone)
    assert all(isinstance(values, array) for some in found for values in some.figures.objects.values())
    forms = join_forms((part.forms, part.typed) for part in map(described, range(COUNT)))
    assert join_forms((some.numbers.forms, some.numbers.typed) for some in found) == forms
    assert [form["alone"] for form in forms] == [False], "another plan writes the number otherwise"


def test_share_of_a_changed_plan_alone_is_gathered_anew(
    shelf: Shelf,
    remembered: Remembered,
    plans: dict[str, dict[str, str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    list(gather_plans(shelf, remembered, plans))
    made: list[set[str]] = []
    gather = gathered_plans._gather
    monkeypatch.setattr(
        gathered_plans, "_gather", lambda shelf, some: made.append(set(some)) or gather(shelf, some)
    )
    list(gather_plans(shelf, remembered, plans))
    assert made == []
    found = list(gather_plans(shelf, remembered, {**plans, "p5": put(shelf, 5, "new line\n")}))
    assert len(made) == 1
    assert "p5" in made[0]
    assert any("new line" in some.read_loose() for some in found)
    assert all("line 5" not in some.read_loose() for some in found if "p5" in some.parts)


def test_damaged_share_is_gathered_anew(
    shelf: Shelf, remembered: Remembered, plans: dict[str, dict[str, str]]
) -> None:
    before = list(gather_plans(shelf, remembered, plans))
    lines = [some.read_loose() for some in before]
    of_plans = {digest for files in plans.values() for digest in files.values()}
    for digest in remembered.kept - of_plans:
        path = shelf.path(digest)
        path.chmod(0o600)
        path.write_bytes(b"x" * path.stat().st_size)
    after = list(gather_plans(shelf, remembered, plans))
    assert after == before
    assert [some.read_loose() for some in after] == lines
