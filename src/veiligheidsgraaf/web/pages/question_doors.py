"""The named questions by what one wants to know."""

from collections.abc import Iterable
from dataclasses import dataclass

from ...words.questions import Question

_DOORS = (
    (
        "Wat er gebeurt, en wanneer",
        ("maatregelen", "planning", "tijdlijn", "terugblik", "verkenningen"),
    ),
    (
        "Wie wat doet",
        ("partners-per-thema", "portefeuilles", "trekkers", "rollen", "samenwerkingsverbanden"),
    ),
    (
        "Wat men wil bereiken, en of het lukt",
        ("doelen", "doelbereik", "indicatoren", "cijferreeksen", "richtingen", "ontwikkelingen"),
    ),
    (
        "Waarmee",
        ("instrumenten-per-thema", "rechtsgronden", "middelen", "documenten"),
    ),
    (
        "Waarover, voor wie en waar",
        ("vergelijk-plannen", "fenomenen", "doelgroepen", "locaties", "inhoud"),
    ),
    (
        "Wat ontbreekt of niet klopt",
        (
            "witte-vlekken", "themadekking", "doelen-zonder-cijfer", "doelen-zonder-maatregel",
            "maatregelen-zonder-partner", "tegenstrijdigheden",
        ),
    ),
    (
        "Over gemeenten heen",
        ("partners-over-gemeenten", "instrumenten-over-gemeenten", "gedeelde-verbanden", "plannen"),
    ),
)  # fmt: skip
_OTHERS = "Meer vragen"


@dataclass(frozen=True)
class Door:
    """What one wants to know, and the questions that ask it."""

    name: str
    questions: tuple[Question, ...]


def list_doors(questions: Iterable[Question]) -> tuple[Door, ...]:
    """Every question of a project behind one door; those that it has of its own come last."""
    left = {question.name: question for question in questions}
    doors = [Door(name, tuple(left.pop(one) for one in asked if one in left)) for name, asked in _DOORS]
    doors.append(Door(_OTHERS, tuple(left.values())))
    return tuple(door for door in doors if door.questions)
