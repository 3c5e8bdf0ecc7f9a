"""`fmt` lays out and changes nothing else: the graph and every comment
stay, and a second time changes nothing.
"""

import cProfile
import os
import subprocess
import sys
from itertools import count
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from veiligheidsgraaf.turtle import layout as format_module
from veiligheidsgraaf.turtle.layout import WIDTH, format_file, format_text
from veiligheidsgraaf.words.errors import CannotRead, VeiligheidsgraafError

from ..cli.test_cli import run
from ..conftest import ROOT

FILES = [
    pytest.param(path, marks=pytest.mark.proof if path.parent.name == "passages" else ())
    for folder in ("graphs", "ontology", "shapes", "tests")
    for path in sorted((ROOT / folder).rglob("*.ttl"))
]
HEAD = "@prefix ex: <http://ex/> .\n\n"


def canonical(text: str) -> ox.Dataset:
    """The graph of a text with blank nodes in their canonical names: how
    the library, and not our code, compares.
    """
    dataset = ox.Dataset(ox.parse(text.encode(), ox.RdfFormat.TURTLE))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return dataset


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_our_own_files_keep_graph_and_comments(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    found = format_text(text)
    assert format_text(found) == found
    assert canonical(found) == canonical(text)
    comments = [
        [line.strip() for line in t.splitlines() if line.lstrip().startswith("#")] for t in (text, found)
    ]
    assert comments[0] == comments[1]


LAYOUTS = {
    "directives and one statement": (
        "PREFIX ex: <http://ex/>\nbase <http://b/>\n\n\nex:s a ex:T;;ex:p 1,2 ;.",
        "@prefix ex: <http://ex/> .\n@base <http://b/> .\n\nex:s a ex:T ;\n    ex:p 1 , 2 .\n",
    ),
    "comments stay with what they are about": (
        HEAD + "# section\n\nex:s a ex:T; # kind\n# why\nex:p ex:a, # first\nex:b. # end\n# last",
        HEAD
        + "# section\n\nex:s a ex:T ; # kind\n    # why\n    ex:p ex:a , # first\n        ex:b . # end\n\n# last\n",
    ),
    "a commented-out last predicate stays inside": (
        HEAD + "ex:s a ex:T ;\n# ex:p ex:o ;\n.",
        HEAD + "ex:s a ex:T ;\n    # ex:p ex:o ;\n    .\n",
    ),
    "comments without a line of their own move up": (
        HEAD + "ex:s # one\n a # two\n ex:T # three\n , # four\n ex:U .",
        HEAD + "# one\n# two\nex:s a ex:T , # three\n        # four\n        ex:U .\n",
    ),
    "brackets": (
        HEAD + "ex:s ex:p [ex:q 1;ex:r (1 2)], [ # inner\n ex:q 2 ] . [] a ex:T . [ ex:p ex:o ] .",
        HEAD
        + "ex:s ex:p [ ex:q 1 ; ex:r ( 1 2 ) ] , [\n        # inner\n        ex:q 2\n    ] .\n\n[] a ex:T .\n\n[ ex:p ex:o ] .\n".replace(
            "ex:s ex:p [ ex:q 1 ; ex:r ( 1 2 ) ] , [",
            "ex:s ex:p [\n        ex:q 1 ;\n        ex:r ( 1 2 )\n    ] , [",
        ),
    ),
    "literals as written": (
        HEAD + 'ex:s ex:p """a\n  # b""", \'c\' , "d"@nl-NL, "1"^^ex:t , "\\u00e9\\"" .',
        HEAD
        + 'ex:s ex:p """a\n  # b""" ,\n        \'c\' ,\n        "d"@nl-NL ,\n        "1"^^ex:t ,\n        "\\u00e9\\"" .\n',
    ),
    "nothing": ("", ""),
    "comment only": ("\n\n  # x  \n\n\n# y", "# x\n\n# y\n"),
    "windows line ends": (
        "@prefix ex: <http://ex/> .\r\n\r\n# c\r\nex:s a ex:T .\r\n",
        HEAD + "# c\nex:s a ex:T .\n",
    ),
}


@pytest.mark.parametrize(("text", "expected"), LAYOUTS.values(), ids=LAYOUTS.keys())
def test_layout(text: str, expected: str) -> None:
    assert format_text(text) == expected


def test_list_gets_a_line_for_each_from_the_first_column_too_many() -> None:
    start = "    ex:p ex:first , ex:second , ex:"
    fits = "x" * (WIDTH - len(start) - len(" ."))
    assert format_text(f"{HEAD}ex:s a ex:T ; ex:p ex:first,ex:second,ex:{fits}.").splitlines()[3:] == [
        f"{start}{fits} ."
    ]
    lines = format_text(f"{HEAD}ex:s a ex:T ; ex:p ex:first,ex:second,ex:{fits}x.").splitlines()[3:]
    assert lines == ["    ex:p ex:first ,", "        ex:second ,", f"        ex:{fits}x ."]


# Texts made of tokens with anything a Turtle text may have between them.
NAMES = [
    "ex:a",
    "ex:b.c",
    "<#d>",
    "<http://ex/%20>",
    ":",
    "ex:",
    "ex:\\,x",
    "ex:%41",
    "_:b1",
    "_:b.2",
    "ex:é",
    "<../e?f#g>",
]
LITERALS = [
    "1", "-1.5", "+.5", "1e3", "1.E-2", "true", '"x"', "'y'", '"# geen"', '"\\"\\u00e9\\t"', '"""a\n# b "" \\" c"""', "'''\n'\n'''",
    '"""\r\n"""', '""', "''", '""""""',
]  # fmt: skip
TAGS = [["@nl"], ["@en-GB"], ["^^", "ex:t"], ["^^", "<http://ex/t>"], []]
SPACE = st.sampled_from(
    [
        "",
        "",
        " ",
        " ",
        "\n",
        "\n\n\n",
        "\t",
        "\r\n",
        "\r",
        " #\n",
        " #\u2028\x85\n",
        "\n #\n",
        "\n\n#\n\n",
        "\r\n#\r\n",
    ]
)
name = st.sampled_from(NAMES).map(lambda text: [text])
literal = st.tuples(st.sampled_from(LITERALS), st.sampled_from(TAGS)).map(
    lambda pair: [pair[0], *pair[1]] if pair[0][0] in "\"'" else [pair[0]]
)
verb = st.sampled_from([["a"], ["ex:p"], ["<#q>"]])


def joined(parts: list[list[str]], mark: str) -> list[str]:
    return [
        token for number, part in enumerate(parts) for token in ([mark] if number and mark else []) + part
    ]


def pairs_of(node: st.SearchStrategy[list[str]]) -> st.SearchStrategy[list[str]]:
    pair = st.tuples(verb, st.lists(node, min_size=1, max_size=3)).map(
        lambda found: found[0] + joined(found[1], ",")
    )
    marks = st.lists(pair, min_size=1, max_size=3).map(lambda found: joined(found, ";"))
    return st.tuples(marks, st.sampled_from([[], [";"], [";", ";"]])).map(lambda found: found[0] + found[1])


def nested(node: st.SearchStrategy[list[str]]) -> st.SearchStrategy[list[str]]:
    block = st.one_of(st.just([]), pairs_of(node)).map(lambda found: ["[", *found, "]"])
    collection = st.lists(node, max_size=3).map(lambda found: ["(", *joined(found, ""), ")"])
    return st.one_of(block, collection)


node = st.recursive(st.one_of(name, literal), nested, max_leaves=8)
statement = st.one_of(
    st.tuples(st.one_of(name, nested(name)), pairs_of(node)).map(lambda found: found[0] + found[1] + ["."]),
    pairs_of(node).map(lambda found: ["[", *found, "]", "."]),
)
directive = st.sampled_from(
    [
        ["@prefix", "ex:", "<http://ex2/>", "."],
        ["PREFIX", "z.y:", "<#>"],
        ["@base", "<http://c/>", "."],
        ["bAsE", "<d/>"],
    ]
)


@st.composite
def turtle(draw: st.DrawFn) -> str:
    tokens = ["@base", "<http://base/>", ".", "@prefix", "ex:", "<http://ex/>", ".", "prefix", ":", "<>"]
    for part in draw(st.lists(st.one_of(statement, statement, directive), max_size=5)):
        tokens += part
    numbers = count()
    text = draw(SPACE)
    for token in tokens:
        # A name or number would run on into what follows it, so white space is left out around marks only.
        apart = (
            text[-1:] not in ("", " ", "\n", "\t", *"[](),;")
            and token not in [*"[](),;", "^^"]
            and token[0] != "@"
        )
        text += (" " if apart else "") + token + draw(SPACE)
    parts = text.split("#\n")  # not in a string: those have text behind the #
    return "".join(
        part + (f"# nr {next(numbers)} ~\n" if number < len(parts) - 1 else "")
        for number, part in enumerate(parts)
    )


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(turtle())
def test_any_turtle_keeps_graph_and_comments_and_is_stable(text: str) -> None:
    found = format_text(text)
    assert canonical(found) == canonical(text)
    assert format_text(found) == found
    for number in range(text.count(" ~")):
        assert found.count(f"# nr {number} ~") == 1
    assert found.count("~") == text.count("~")
    outside = [line for line in found.splitlines() if "~" in line or line.startswith("@")]
    assert all(line == line.rstrip() for line in outside)


def test_text_that_would_change_the_graph_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    text = HEAD + "ex:s a ex:T ; ex:p ex:o ."
    good = text + " # opmerking"
    for wrong in (
        HEAD + "ex:s a ex:T .",
        HEAD + "ex:s a ex:T ; ex:p ex:q .",
        text + " ex:s a ex:U .",
        "geen turtle",
        text,
        good + "!",
    ):
        monkeypatch.setattr(format_module, "_lay_out", lambda _, wrong=wrong: wrong)
        with pytest.raises(
            VeiligheidsgraafError, match="zou de graaf of een opmerking veranderen; er is niets geschreven"
        ):
            format_text(good)


def test_blank_nodes_that_swap_are_another_graph(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(format_module, "_lay_out", lambda _: HEAD + "_:x ex:p _:x .")
    with pytest.raises(VeiligheidsgraafError, match="zou de graaf of een opmerking veranderen"):
        format_text(HEAD + "_:x ex:p _:y .")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"@prefix", "x.ttl:1: geen geldige Turtle"),
        (b'<http://a> <http://b> "\xff" .', "x.ttl:1: byte 0xff is geen UTF-8"),
        (
            b"\n<http://a> <http://b> <<( <http://a> <http://b> 1 )>> .",
            "x.ttl:2: geen geldige Turtle (een triple",
        ),
        (b'<http://a> <http://b> "x"@ar--rtl .', "laat --rtl weg"),
        (b'@version "1.2" .\n<http://a> <http://b> 1 .', "x.ttl:1: geen geldige Turtle (een versie"),
        (b"\n<http://a> <http://b> 1 {| <http://c> 2 |} .", "x.ttl:2: geen geldige Turtle (een triple"),
        ("\ufeff@prefix".encode("utf-16"), "dit bestand is UTF-16 en geen UTF-8"),
        (
            b"<http://a> <http://b> " + b"[<http://b> " * 101 + b"1" + b"]" * 101 + b".",
            "meer dan 100 haken in elkaar",
        ),
    ],
)
def test_what_cannot_be_laid_out_is_named_and_left(content: bytes, expected: str, tmp_path: Path) -> None:
    path = tmp_path / "x.ttl"
    path.write_bytes(content)
    with pytest.raises(CannotRead) as error:
        format_file("x.ttl", path)
    assert expected in str(error.value)
    assert path.read_bytes() == content


def test_file_that_is_too_large_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(format_module, "_MOST_BYTES", 10)
    (tmp_path / "x.ttl").write_text(HEAD)
    with pytest.raises(CannotRead, match="groter dan 0 MB"):
        format_file("x.ttl", tmp_path / "x.ttl")


def test_command_checks_shows_and_writes(tmp_path: Path) -> None:
    path = tmp_path / "x.ttl"
    path.write_text(HEAD + "ex:s a ex:T;ex:p 1 .")
    path.chmod(0o640)
    before = path.read_bytes()
    found = run("fmt", "--check", str(tmp_path))
    assert (found.returncode, found.stdout) == (1, f"{path}: opmaak wijkt af; draai veiligheidsgraaf fmt\n")
    found = run("fmt", "--diff", str(path))
    assert found.returncode == 0
    assert "-ex:s a ex:T;ex:p 1 .\n\\ geen regeleinde\n+ex:s a ex:T ;\n+    ex:p 1 .\n" in found.stdout
    assert path.read_bytes() == before
    assert run("fmt", str(path)).stdout == f"{path}: opgemaakt\n"
    assert path.read_text() == HEAD + "ex:s a ex:T ;\n    ex:p 1 .\n"
    assert path.stat().st_mode & 0o777 == 0o640
    assert [p.name for p in tmp_path.iterdir()] == ["x.ttl"]
    assert run("fmt", "--check", str(path)).returncode == 0


def test_every_file_has_its_line_and_a_fault_in_one_leaves_all_as_they_are(tmp_path: Path) -> None:
    broken = '@prefix ex: <http://ex/> .\nex:s ex:p "open .\n'
    texts = {"a": HEAD + "ex:s a ex:T;ex:p 1 .", "b": broken, "c": HEAD + "ex:s a ex:U;.", "d": "? .\n"}
    for name, text in texts.items():
        (tmp_path / f"{name}.ttl").write_text(text)
    for option in ((), ("--check",), ("--diff",)):
        found = run("fmt", *option, str(tmp_path))
        assert found.returncode == 2
        assert "b.ttl:2: geen geldige Turtle (hier begint iets dat niet wordt afgesloten)" in found.stderr
        assert "d.ttl:1: geen geldige Turtle" in found.stderr
        assert "Parser error" not in found.stderr
        assert f"{tmp_path}/a.ttl" in found.stdout
        assert f"{tmp_path}/c.ttl" in found.stdout
        assert {name: (tmp_path / f"{name}.ttl").read_text() for name in texts} == texts


@pytest.mark.parametrize(
    "text",
    [
        "@prefix : <#> .\n<> :titel 'x'.\n:a a <b>, <../c?d#e> .",
        "@base <map/> . <a> <b> <c>.",
    ],
)
def test_relative_addresses_stay_as_written(text: str) -> None:
    found = format_text(text)
    for word in ("<#>", "<>", "<b>", "<../c?d#e>", "<map/>"):
        assert (word in found) == (word in text)
    assert format_text(found) == found


def test_byte_order_mark_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "x.ttl"
    path.write_bytes("\ufeff@prefix ex: <http://ex/> .\nex:s ex:p 1 .\n".encode())
    assert run("fmt", "--check", str(path)).returncode == 1
    assert run("fmt", str(path)).returncode == 0
    assert path.read_text() == HEAD + "ex:s ex:p 1 .\n"


# What Python takes for the end of a line, and Turtle, git and editors do not.
ODD = "\u2028\u2029\x85\x0b\x0c\x1c\x1e"


def test_odd_spaces_in_texts_and_comments_stay() -> None:
    text = f"{HEAD}# a{ODD}\nex:s ex:p 'b{ODD}c' ; # d{ODD}\n    ex:q 1 .\n"
    assert format_text(text) == text


@pytest.mark.parametrize("name", ["x.ttl", "graphs/plannen/x.ttl", "a b/é x.ttl", 'een "naam".ttl'])
@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
def test_patch_applies_with_git(name: str, end: str, tmp_path: Path) -> None:
    text = (
        f"\ufeff{HEAD}ex:s a ex:T;ex:p 'a{ODD}b'.{end}# c{ODD}{end}" + "# meer\n" * 9 + f"ex:t a ex:T;.{end}"
    )
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    patch = format_file(name, path).diff().encode()
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    subprocess.run(["git", "apply", "-"], cwd=tmp_path, input=patch, check=True)
    assert path.read_bytes().decode() == format_text(text.removeprefix("\ufeff"))


def test_command_prints_the_patch_byte_for_byte(tmp_path: Path) -> None:
    path = tmp_path / "graphs" / "x.ttl"
    path.parent.mkdir()
    path.write_bytes(f"{HEAD}ex:s a ex:T;ex:p 'é{ODD}'.\r\n".encode())
    command = [sys.executable, "-m", "veiligheidsgraaf", "fmt", "--diff", path]
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    found = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=True)
    assert found.stdout == format_file("graphs/x.ttl", path).diff().encode()


def test_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.ttl").write_text(HEAD + "ex:s a ex:T;.")
    (tmp_path / "link.ttl").symlink_to("real.ttl")
    assert run("fmt", str(tmp_path / "link.ttl")).returncode == 0
    assert (tmp_path / "link.ttl").is_symlink()
    assert (tmp_path / "real.ttl").read_text() == HEAD + "ex:s a ex:T .\n"


def test_passages_are_written_in_this_layout() -> None:
    for path in (ROOT / "graphs" / "passages").glob("*.ttl"):
        assert not format_file(path.name, path).changed


def test_work_grows_with_the_text_and_no_faster() -> None:
    """Counted in calls, which do not depend on what else the machine does."""

    def count_calls(lines: int) -> int:
        profile = cProfile.Profile()
        profile.runcall(
            format_text, HEAD + 'ex:s ex:p ex:o1 , ex:o2 , ( 1 2 [ ex:q "x" ] ) ; ex:r 3 . # c\n' * lines
        )
        return sum(entry.callcount for entry in profile.getstats())

    assert count_calls(800) < 2.1 * count_calls(400)
