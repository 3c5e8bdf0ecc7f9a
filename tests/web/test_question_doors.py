"""The page of questions is laid out by what each question says in its header."""

from pathlib import Path

import pytest

from veiligheidsgraaf.web.pages.question_doors import list_doors
from veiligheidsgraaf.words.errors import BrokenFile
from veiligheidsgraaf.words.project import Project
from veiligheidsgraaf.words.question_sections import SECTIONS
from veiligheidsgraaf.words.questions import Question, load_questions, read_question

from ..conftest import ROOT

TEXT = """\
#+ vraag: Welke plannen zijn er?
#+ beschrijving: Alle plannen.
#+ kolommen: {plan: Plan}
SELECT ?plan
WHERE { ?plan a <https://w3id.org/veiligheidsgraaf/def#Veiligheidsplan> }
"""


def ask(folder: Path, name: str, section: str) -> Question:
    path = folder / f"{name}.rq"
    path.write_text(f"#+ rubriek: {section}\n{TEXT}" if section else TEXT)
    return read_question(path.name, path)


def test_questions_stand_behind_the_door_that_their_header_names(tmp_path: Path) -> None:
    told = (("eerst", "gemeenten"), ("eigen", ""), ("dan", "partners"), ("later", "gemeenten"))
    doors = list_doors(ask(tmp_path, name, section) for name, section in told)
    assert [(door.name, [question.name for question in door.questions]) for door in doors] == [
        ("Wie wat doet", ["dan"]),
        ("Over gemeenten heen", ["eerst", "later"]),
        ("Meer vragen", ["eigen"]),
    ]


@pytest.mark.parametrize("section", ["gezondheid", "[partners]", "3"])
def test_section_that_there_is_not_is_told_with_those_that_there_are(tmp_path: Path, section: str) -> None:
    with pytest.raises(BrokenFile, match=r"(?s)rubriek.*maatregelen, partners"):
        ask(tmp_path, "vraag", section)


def test_each_of_our_questions_has_a_door_and_no_door_opens_on_nothing() -> None:
    listed = [question for question in load_questions(Project(ROOT)).values() if question.listed]
    assert [door.name for door in list_doors(listed)] == [name for key, name in SECTIONS.items() if key]
    assert sum(len(door.questions) for door in list_doors(listed)) == len(listed)
