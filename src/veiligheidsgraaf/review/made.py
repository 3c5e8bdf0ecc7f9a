"""A statement to be, and figures put together as series."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from ..check.moves import Lines
from ..names.tokens import fold
from .decisions import Values

FIGURES = ("waarneming", "streefwaarde")


@dataclass(frozen=True)
class Made:
    """A statement to be: the items it comes from, its kind, values and lines, and the chapters it is in
    (none: the plan as a whole). `address`: kind and key, as `maatregel/3.2-1`.
    """

    items: tuple[str, ...]
    kind: str
    values: Values = field(hash=False)
    spans: tuple[Lines, ...]
    address: str = ""
    chapters: tuple[str, ...] = ()

    @property
    def line(self) -> int:
        """The first of its lines."""
        return min((first for first, _ in self.spans), default=0)


def join_figures(made: Iterable[Made]) -> list[Made]:
    """Figures of one name and unit as one indicator, with an observation or target for each."""
    rest, series = [], defaultdict(list)
    for one in made:
        if one.kind == "cijfer":
            series[fold(" ".join(one.values.get("naam", ()))), one.values.get("eenheid", ())].append(one)
        else:
            rest.append(one)
    for found in series.values():
        spans = tuple(dict.fromkeys(span for one in found for span in one.spans))
        values = {name: found[0].values[name] for name in ("naam", "eenheid") if found[0].values.get(name)}
        for name in ("richting", "thema"):
            values[name] = tuple(dict.fromkeys(v for one in found for v in one.values.get(name, ())))
        rest.append(Made(found[0].items, "indicator", values, spans, chapters=found[0].chapters))
        for one in found:
            is_target = one.values.get("streef", ("nee",))[0] in ("ja", "true")
            kind = "streefwaarde" if is_target else "waarneming"
            rest.append(replace(one, kind=kind, chapters=(found[0].items[0],)))
    return rest
