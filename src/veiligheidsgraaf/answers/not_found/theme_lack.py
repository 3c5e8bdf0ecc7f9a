"""How plans stand to a theme that some may lack: which leave it to other policy or only name it, which put it
first. Told before anything is counted: to be touched somewhere is not to be in a plan.
"""

from ...facts.constraints import Constraints
from ...words.values import Row
from ..answers import Answers
from ..case import MUNICIPALITY, PLAN, Case
from ..found.priorities import QUESTION
from ..said import Sentence, Writer, lines_in

_COVERAGE, _NAMED, _NOT_NAMED = "themadekking", "genoemd", "niet-genoemd"
_THEME = "thema"
_ASKED = frozenset((_THEME, MUNICIPALITY, PLAN))
_MOST_ROWS, _MOST_TOLD = 200, 12


def tell_of_lack(answers: Answers, case: Case) -> Sentence:
    """Of one theme, asked where it is lacking: what is recorded of current plans that only name it, or of how
    they treat it, and what place the others give to it; () when nothing is recorded that says less than that
    they treat it.
    """
    themes, keys = case.given(_THEME), {item.key for item in case.constraints.given}
    if len(themes) != 1 or not keys <= _ASKED or {_COVERAGE, QUESTION} - set(answers.questions):
        return ()
    if _COVERAGE not in case.facts or QUESTION not in case.facts:
        return ()
    told = [row for row in _rows(case, _COVERAGE) if row["toelichting"].text]
    told = [row for row in told if row["dekking"].text != _NOT_NAMED][:_MOST_TOLD]
    if not told:
        return ()
    case.names.know(row["plan"].value for row in told)
    writer = case.writer
    for row in sorted(told, key=lambda row: row["dekking"].text != _NAMED):
        _say_covered(writer, row)
    _say_places(answers, case, writer, themes[0])
    return writer.sentence


def _rows(case: Case, question: str, theme: str = "") -> list[Row]:
    """The rows of current plans about the theme; `theme`: about that one and none that is nearer."""
    asked = Constraints(case.constraints.given, case.constraints.looked_on)
    where = {_THEME: (theme,)} if theme else {}
    return list(case.facts.page(question, asked, _MOST_ROWS, where=where).rows)


def _say_covered(writer: Writer, row: Row) -> None:
    """Add that a plan only names a theme, or what is recorded of how it treats it."""
    note = row["toelichting"].text.rstrip(".")
    writer.name(row["plan"].value)
    writer.say(" noemt het thema alleen: " if row["dekking"].text == _NAMED else " behandelt het thema: ")
    writer.say(f"{note[:1].lower()}{note[1:]} (").say_lines(row["plan"].value, lines_in(row["regels"].text))
    writer.say("). ")


def _say_places(answers: Answers, case: Case, writer: Writer, theme: str) -> None:
    """Add in which municipalities the theme is a priority, and in which something less."""
    phrasing = answers.questions[QUESTION].phrasing
    if phrasing is None:
        return
    rows = _rows(case, QUESTION, theme)
    of = case.names.things.municipalities_of([row["plan"].value for row in rows])
    is_first = True
    for state, words in phrasing.split.items():
        plans = [row["plan"].value for row in rows if row[phrasing.split_by].text == state]
        places = list(dict.fromkeys(of[plan] for plan in plans if plan in of))
        if places:
            writer.say(f"{words[:1].upper()}{words[1:]} in " if is_first else f"; {words} in ")
            writer.list_names(places, as_places=True)
            is_first = False
    writer.say("" if is_first else ". ")
