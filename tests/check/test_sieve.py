"""Plans in which nothing is wrong are judged without an engine; what is unusual is left to one. That both find
the same is tested with the twins of the shapes.
"""

from pathlib import Path

import pytest

from veiligheidsgraaf.check.conversion import to_triples
from veiligheidsgraaf.check.engine import Engine
from veiligheidsgraaf.check.memory import Memory
from veiligheidsgraaf.check.plan_parts import Shared, lay_out
from veiligheidsgraaf.check.shapes import Shapes
from veiligheidsgraaf.check.shelf import Shelf
from veiligheidsgraaf.check.sieve import Sieve
from veiligheidsgraaf.check.thing_lines import Said
from veiligheidsgraaf.check.value_tests import Unknown
from veiligheidsgraaf.check.work import Task, Work
from veiligheidsgraaf.turtle.read import Reading
from veiligheidsgraaf.words.project import Project

HEAD = """
    @prefix sh: <http://www.w3.org/ns/shacl#> .
    @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
    @prefix ex: <http://example.org/> .
"""


@pytest.mark.parametrize("slug", ["dalfsen-2023", "hardenberg-2025"])
def test_real_plan_needs_no_engine(slug: str, project: Project, tmp_path: Path, monkeypatch) -> None:
    layout = lay_out(project)
    work = Work(layout, Shared(layout, Memory()), Shelf(tmp_path), (), (), {})
    group = tuple(sorted(plan for plan in layout.plans if plan.startswith(slug.partition("-")[0])))
    monkeypatch.setattr(Engine, "run", lambda _: pytest.fail("an engine ran"))
    checked = work(Task(group, group)).checked
    assert checked
    assert not checked.is_wrong


def judge(shape: str, value: str) -> bool:
    """Whether the sieve is sure that a value is as a shape asks."""
    shapes = Reading(
        "shapes", f"{HEAD} ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:property [ {shape} ] .", ""
    )
    data = Reading("data", f"{HEAD} ex:a a ex:C ; {value} .", "")
    assert not shapes.faults + data.faults
    said = Said()
    said.add("\n".join(f"{s} {p} {o} ." for s, p, o in data.triples))
    sieve = Sieve(Shapes(to_triples([SourceFileLike(shapes)])))
    return sieve.judge(said, lambda *_: True) is not None


class SourceFileLike:
    """What has triples."""

    def __init__(self, reading: Reading) -> None:
        self.triples = tuple(reading.triples)


SURE = {
    ("sh:path ex:p ; sh:datatype xsd:gYear", 'ex:p "2024"^^xsd:gYear'): True,
    ("sh:path ex:p ; sh:datatype xsd:gYear", 'ex:p "2024"'): False,
    ("sh:path ex:p ; sh:datatype xsd:date", 'ex:p "2024-01-31"^^xsd:date'): True,
    ("sh:path ex:p ; sh:datatype xsd:date", 'ex:p "2024-04-31"^^xsd:date'): False,
    ("sh:path ex:p ; sh:datatype xsd:integer", "ex:p 07"): False,
    ("sh:path ex:p ; sh:datatype xsd:string", 'ex:p "een"'): True,
    ("sh:path ex:p ; sh:datatype xsd:string", 'ex:p "een"@nl'): False,
    ("sh:path ex:p ; sh:maxCount 1", "ex:p 1 , 2"): False,
    ("sh:path ex:p ; sh:minCount 2", "ex:p 1 , 2"): True,
    ("sh:path ex:p ; sh:minCount 2", "ex:p 1"): False,
    ('sh:path ex:p ; sh:pattern "^a+$"', 'ex:p "aa"'): True,
    ('sh:path ex:p ; sh:pattern "^a+$"', 'ex:p "aa\\n"'): False,
    ('sh:path ex:p ; sh:pattern "a*"', 'ex:p "\\n"'): False,
    ("sh:path ex:p ; sh:nodeKind sh:IRI", "ex:p [ ]"): False,
    ("sh:path ex:p ; sh:class ex:D", "ex:p ex:a"): False,
    ("sh:path ex:p ; sh:class ex:C", "ex:p ex:a"): True,
    ('sh:path ex:p ; sh:languageIn ( "nl" )', 'ex:p "een"@nl'): True,
    ('sh:path ex:p ; sh:languageIn ( "nl" )', 'ex:p "een"@nl-be'): False,
    ("sh:path ex:p ; sh:uniqueLang true", 'ex:p "een"@nl , "twee"@nl'): False,
    ("sh:path ex:p ; sh:in ( ex:a ex:b )", "ex:p ex:b"): True,
    ("sh:path ex:p ; sh:in ( ex:a ex:b )", "ex:p ex:c"): False,
    ("sh:path ex:p ; sh:lessThan ex:q", "ex:p 9 ; ex:q 10"): True,
    ("sh:path ex:p ; sh:lessThan ex:q", "ex:p 10 ; ex:q 9"): False,
    ("sh:path ex:p ; sh:minExclusive 0", "ex:p 0.5"): True,
    ("sh:path ex:p ; sh:minExclusive 0", "ex:p 0"): False,
    ("sh:path ex:p ; sh:disjoint ex:q", "ex:p ex:b ; ex:q ex:b"): False,
    ("sh:path [ sh:inversePath ex:p ] ; sh:maxCount 1", "ex:p ex:a"): True,
    ("sh:path ( ex:p ex:p ) ; sh:maxCount 0", "ex:p ex:a"): False,
    ("sh:path ex:p ; sh:or ( [ sh:nodeKind sh:IRI ] [ sh:datatype xsd:string ] )", 'ex:p "een"'): True,
    ("sh:path ex:p ; sh:or ( [ sh:nodeKind sh:IRI ] [ sh:datatype xsd:string ] )", "ex:p 1"): False,
}


@pytest.mark.parametrize(("shape", "value"), SURE, ids=lambda text: text)
def test_value_is_sure_or_left_to_an_engine(shape: str, value: str) -> None:
    assert judge(shape, value) == SURE[shape, value]


@pytest.mark.parametrize(
    "shape",
    [
        "sh:path ex:p ; sh:hasValue 1",
        "sh:path ex:p ; sh:node ex:S",
        "sh:path ex:p ; sh:nodeKind sh:Literal",
        'sh:path ex:p ; sh:pattern "a" ; sh:flags "i"',
        'sh:path ex:p ; sh:pattern "\\\\d"',
        "sh:path ex:p ; sh:deactivated true",
        "sh:path [ sh:zeroOrMorePath ex:p ] ; sh:maxCount 1",
        "sh:path ex:p ; sh:not [ sh:class ex:C ]",
    ],
)
def test_shape_that_it_does_not_know_is_left_to_an_engine(shape: str) -> None:
    with pytest.raises(Unknown):
        judge(shape, "ex:p 1")
