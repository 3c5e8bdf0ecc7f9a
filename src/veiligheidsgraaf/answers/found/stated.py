"""What the one statement says that an answer rests on: the answer itself where no yes can be told."""

from ...words import iris
from ..across import Across
from ..answers import Answers
from ..said import Names, Sentence, Writer, lines_in

_DESCRIPTION, _MOST_LINES = "pagina-omschrijving", 4


def tell_statement(answers: Answers, across: Across | None) -> Sentence:
    """The description of the one statement of a grid, with its lines; () when there are more or none."""
    cells = (cell for row in across.rows for cell in row.cells) if across else ()
    done = [one for cell in cells for one in cell.done if one.terms]
    statements = {one.terms[0].iri for one in done}
    if len(statements) != 1 or across is None or across.total_rows != 1:
        return ()
    (statement,) = statements
    if not statement or not iris.plan_of(statement):
        return ()
    for row in answers.rows(_DESCRIPTION, {"ding": statement}):
        if said := row["omschrijving"].text.rstrip("."):
            plan = row["plan"].value
            writer = Writer(Names(answers.things)).say(f"{said} (").name(plan)
            writer.say_lines(plan, lines_in(row["regels"].text)[:_MOST_LINES], ", ")
            return writer.say("). ").sentence
    return ()
