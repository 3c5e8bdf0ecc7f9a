"""Statements are found where they stand, and changed there and nowhere else."""

import pytest

from veiligheidsgraaf.turtle.read import read_project
from veiligheidsgraaf.turtle.surgery import (
    add_block,
    change_verbs,
    lay_out_as_before,
    read_parts,
    replace_spans,
)
from veiligheidsgraaf.words.project import Project

TEXT = """\
@base <http://x.nl/bron> .
@prefix : <http://x.nl/> .

# wat eerst komt
:a a :Ding ; # van soort
    :naam "een; twee . drie"@nl ;
    :deel [ :naam "b" ; :van ( :c :d ) ] , <#line=1,2> ;
    :leeg 1.5 .

:b :naam '''lang
stuk''' .
"""


def test_statements_are_cut_where_they_begin_and_end() -> None:
    parts = read_parts(TEXT)
    assert [block.subject for block in parts.blocks] == ["http://x.nl/a", "http://x.nl/b"]
    first = parts.blocks[0]
    assert [TEXT[verb.start : verb.end] for verb in first.verbs] == [
        "a :Ding",
        ':naam "een; twee . drie"@nl',
        ':deel [ :naam "b" ; :van ( :c :d ) ] , <#line=1,2>',
        ":leeg 1.5",
    ]
    assert TEXT[first.start : first.end].endswith(":leeg 1.5 .")


def test_changed_removed_and_new_values_leave_the_rest_as_it_was() -> None:
    block = read_parts(TEXT).blocks[0]
    wanted = {"http://x.nl/naam": '"nieuw"@nl', "http://x.nl/deel": "", "http://x.nl/extra": "2"}
    names = {iri: f":{iri.rpartition('/')[2]}" for iri in wanted}
    after = replace_spans(TEXT, change_verbs(block, wanted, names))
    assert after == TEXT.replace('"een; twee . drie"@nl', '"nieuw"@nl').replace(
        ' ;\n    :deel [ :naam "b" ; :van ( :c :d ) ] , <#line=1,2> ;\n    :leeg 1.5 .',
        " ;\n    :leeg 1.5 ;\n    :extra 2 .",
    )


@pytest.mark.parametrize(("behind", "before"), [("http://x.nl/a", ":b :naam"), ("", "")])
def test_new_statement_stands_behind_another_or_at_the_end(behind: str, before: str) -> None:
    after = add_block(read_parts(TEXT), ":c :naam 'c' .\n", behind)
    assert after.partition(":c :naam 'c' .\n")[2].strip().startswith(before)
    assert after.replace("\n:c :naam 'c' .\n", "") == TEXT


def test_layout_is_kept_where_it_was_the_one_and_left_where_it_was_not() -> None:
    assert lay_out_as_before(TEXT, TEXT) == TEXT
    assert lay_out_as_before(
        "<http://x.nl/a> <http://x.nl/p> 1 .\n", "<http://x.nl/a>  <http://x.nl/p>  2 ."
    ) == ("<http://x.nl/a> <http://x.nl/p> 2 .\n")


def test_every_statement_of_the_repository_is_found_by_its_subject(project: Project) -> None:
    for file in read_project(project).files:
        if file.name.startswith("graphs/") and "passages" not in file.name:
            blocks = read_parts(file.path.read_text(encoding="utf-8")).blocks
            assert {block.subject for block in blocks} == {
                triple.subject.value for triple in file.triples if triple.subject.value.startswith("http")
            }
