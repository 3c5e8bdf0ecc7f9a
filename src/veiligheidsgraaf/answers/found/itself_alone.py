"""Measures of which a plan names nobody but its own municipality: no partner beside it."""

from ..case import MUNICIPALITY, PLAN, Case
from ..dutch import spell_number
from ..said import Said, Sentence

_WITHOUT, _MEASURES, _PARTNERS = "maatregelen-zonder-partner", "maatregelen", "partners"
_MOST_ROWS = 2000


def tell_of_itself_alone(case: Case) -> Sentence:
    """Beside the measures of a place without a partner: how many more name only the municipality itself."""
    if case.question.name != _WITHOUT or _MEASURES not in case.facts or not case.ranking.now:
        return ()
    places = [*case.given(MUNICIPALITY), *case.names.things.municipalities_of(case.given(PLAN)).values()]
    if not places:
        return ()
    page = case.facts.page(_MEASURES, case.constraints.now, _MOST_ROWS)
    itself = {found.name for found in case.names.things.find(places).values()}
    alone = {row["maatregel"].value for row in page.rows if row[_PARTNERS].text in itself}
    if not alone or page.total > len(page.rows):
        return ()
    count, is_one = len(alone), len(alone) == 1
    told = f" {spell_number(count)} {'maatregel noemt' if is_one else 'maatregelen noemen'}"
    return (Said(f" Nog{told} alleen de gemeente zelf."),)
