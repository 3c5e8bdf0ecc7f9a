"""What a reader of the plans finds in the text and once missed in an
answer: a theme inside a broader chapter.
"""

import re

import pytest

from veiligheidsgraaf.answers.answers import Answers

# Question, theme, plan, and the first and last lines between which the plan says it.
IN_THE_TEXT = [
    ("maatregelen", "woninginbraak", "dalfsen-2023", 532, 546),
    ("maatregelen", "te-hard-rijden", "dalfsen-2023", 586, 608),
    ("maatregelen", "jeugd-alcohol-en-drugs", "dalfsen-2023", 467, 508),
    ("maatregelen", "cybercrime", "dalfsen-2019", 1049, 1105),
    ("partners-per-thema", "onbegrepen-gedrag", "hellendoorn-2024", 270, 278),
    ("partners-per-thema", "onbegrepen-gedrag", "hellendoorn-2024", 368, 370),
    ("partners-per-thema", "huiselijk-geweld", "hellendoorn-2024", 375, 375),
    ("partners-per-thema", "jeugdoverlast", "hardenberg-2025", 241, 244),
    ("partners-per-thema", "jeugdoverlast", "hardenberg-2025", 1325, 1390),
    ("partners-per-thema", "radicalisering-en-extremisme", "hardenberg-2025", 1851, 1882),
    ("partners-per-thema", "digitale-weerbaarheid", "oude-ijsselstreek-2023", 242, 244),
    ("maatregelen", "brandveiligheid", "dalfsen-2019", 582, 582),
    ("maatregelen", "brandveiligheid", "dalfsen-2019", 867, 867),
]


@pytest.mark.parametrize(("question", "theme", "plan", "first", "last"), IN_THE_TEXT)
def test_a_theme_inside_a_broader_chapter_is_found(
    question: str, theme: str, plan: str, first: int, last: int, answers: Answers
) -> None:
    rows = answers.table(question, {"thema": theme, "plan": plan}).rows
    spans = [
        (int(start), int(end or start))
        for row in rows
        for start, end in re.findall(r"(\d+)(?:-(\d+))?", row["regels"].text)
    ]
    assert any(start <= last and end >= first for start, end in spans), spans
