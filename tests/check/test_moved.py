"""A source that changed: passages move with their text, and none is
blessed on other words than a person read.
"""

import hashlib

import pytest

from veiligheidsgraaf.check.evidence import check_evidence
from veiligheidsgraaf.check.moves import find_moves
from veiligheidsgraaf.check.passages import Written, write_passages
from veiligheidsgraaf.turtle.read import read_project
from veiligheidsgraaf.words import iris
from veiligheidsgraaf.words.project import Project

PLAN = "graphs/plannen/voorbeeldstad-2020.ttl"
SOURCE = "bronnen/eerste.txt"


def change(example: Project, *edits: tuple[str, str]) -> None:
    path = example.root / SOURCE
    text = path.read_text(encoding="utf-8")
    for old, new in edits:
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")


def write(example: Project, *confirmed: str) -> Written:
    return write_passages(read_project(example), example.root, example.root / "bronnen", set(confirmed))


def faults(example: Project) -> list[tuple[str, str]]:
    report = check_evidence(read_project(example), example.root / "bronnen")
    return [(finding.rule, iris.slug(finding.focus).split("/", 1)[-1]) for finding in report.findings]


def quotes(example: Project) -> dict[str, str]:
    """Statement -> the words that it rests on."""
    lines = (example.root / SOURCE).read_bytes().splitlines(keepends=True)
    found = {}
    for file in read_project(example).files:
        for subject, predicate, value in file.triples:
            span = iris.passage_lines(value.value) if predicate.value.endswith("#bewijs") else None
            if span and span[0].endswith("voorbeeldstad-2020"):
                found[subject.value] = b"".join(lines[span[1] - 1 : span[2]]).decode()
    return found


def mark(*lines: bytes) -> str:
    return hashlib.sha256(b"".join(lines)).hexdigest()


def test_line_inserted_at_the_top_moves_every_passage_and_nothing_is_lost(example: Project) -> None:
    whole = "voorbeeldstad-2020/dekking/2.5"
    before = quotes(example)
    change(example, ("Veiligheidsplan Voorbeeldstad", "Concept van de raad.\nVeiligheidsplan Voorbeeldstad"))
    assert ("bron-veranderd", "voorbeeldstad-2020") in faults(example)
    written = write(example)
    assert {path.name for path in written.files} == {"voorbeeldstad-2020.ttl"}
    assert any("1 regels lager" in told for told in written.told)
    assert quotes(example) == before
    assert faults(example) == []
    assert any(subject.endswith(whole) for subject in before)


def test_changed_passage_stays_a_fault_however_often_digests_are_written(example: Project) -> None:
    change(
        example,
        ("Veiligheidsplan", "Nieuw.\nVeiligheidsplan"),
        ("lopen samen", "rennen samen"),
        ("40 procent", "41 procent"),
    )
    written = write(example)
    assert any("niet teruggevonden" in told for told in written.told)
    lost = faults(example)
    assert ("passage-veranderd", "indicator/1-1") in [(rule, focus) for rule, focus in lost]
    assert all(rule == "passage-veranderd" for rule, _ in lost)
    write(example)
    assert faults(example) == lost


def test_person_points_anew_at_other_lines_or_confirms_these(example: Project) -> None:
    change(example, ("40 procent", "41 procent"))
    write(example)
    assert {rule for rule, _ in faults(example)} == {"passage-veranderd"}
    source = iris.source("voorbeeldstad-2020")
    write(example, f"{source}#line=7,8")
    assert [focus for _, focus in faults(example)] == ["dekking/2.5"]
    path = example.root / PLAN
    path.write_text(path.read_text(encoding="utf-8").replace("<#line=0,10>", "<#line=0,9>"), encoding="utf-8")
    write(example)
    assert faults(example) == []


def test_passage_pointed_at_before_the_change_is_not_blessed_with_it(example: Project) -> None:
    path = example.root / PLAN
    path.write_text(path.read_text(encoding="utf-8").replace("<#line=8,9>", "<#line=7,9>"), encoding="utf-8")
    change(example, ("Veiligheidsplan", "Nieuw.\nVeiligheidsplan"))
    written = write(example)
    assert any("hadden nog geen digest" in told for told in written.told)
    assert ("passage-zonder-digest", "maatregel/1-2") in faults(example)


def test_untouched_source_moves_nothing(example: Project) -> None:
    before = {path: path.read_bytes() for path in (example.root / "graphs").rglob("*.ttl")}
    assert write(example) == Written((), ())
    assert before == {path: path.read_bytes() for path in before}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            [b"a\n", b"x\n", b"b\n", b"x\n"],
            [b"q\n", b"a\n", b"x\n", b"b\n", b"x\n"],
            {(2, 2): (3, 3), (4, 4): (5, 5)},
        ),
        ([b"x\n", b"a\n"], [b"a\n", b"x\n"], {(2, 2): (1, 1)}),
    ],
    ids=["the same line twice follows its neighbours", "what stands once is found wherever it is"],
)
def test_lines_that_occur_more_than_once(
    old: list[bytes], new: list[bytes], expected: dict[tuple[int, int], tuple[int, int]]
) -> None:
    recorded = {(at, at): mark(line) for at, line in enumerate(old, 1)}
    found = find_moves(recorded, new).found
    assert {lines: found[lines] for lines in expected} == expected


def test_lost_passage_is_carried_along_with_its_neighbour() -> None:
    recorded = {(1, 1): mark(b"a\n"), (2, 2): mark(b"b\n")}
    moves = find_moves(recorded, [b"q\n", b"a\n", b"c\n"])
    assert moves.found == {(1, 1): (2, 2)}
    assert moves.lost == {(2, 2): (3, 3)}
