"""The named questions by what one wants to know."""

from collections.abc import Iterable
from dataclasses import dataclass

from ...words.question_sections import SECTIONS
from ...words.questions import Question


@dataclass(frozen=True)
class Door:
    """What one wants to know, and the questions that ask it."""

    name: str
    questions: tuple[Question, ...]


def list_doors(questions: Iterable[Question]) -> tuple[Door, ...]:
    """Every question behind the door that its header names, doors and questions in their own order; a door
    without questions is left out.
    """
    behind: dict[str, list[Question]] = {section: [] for section in SECTIONS}
    for question in questions:
        behind[question.section].append(question)
    return tuple(Door(SECTIONS[section], tuple(found)) for section, found in behind.items() if found)
