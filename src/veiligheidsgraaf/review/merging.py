"""What another hand changed in the file of a plan, kept when the decisions are written again.

Three texts: as it was written last, as it would be written now, and as it is. A statement that only one side
changed is that side's; lists that both changed get what came and lose what went on either side; one value
that both changed otherwise is told, and nothing is written.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from ..turtle.read import Reading, SourceFile, Term
from ..words import iris
from ..words.errors import InvalidRequest
from ..words.namespaces import DCTERMS, OWL, RDF, XSD
from .amendment import Amendment
from .spelling import Names, escape

# What each writing says anew.
_OWN = (str(DCTERMS.modified), str(OWL.versionInfo))
_PLAIN = (str(XSD.boolean), str(XSD.integer))
Said = Mapping[str, Mapping[str, tuple[Term, ...]]]


def merge_hand_work(slug: str, file: SourceFile, base: str, mine: str) -> str:
    """The file with what is new in `mine` since `base`; what another hand changed in it stays.

    Raises InvalidRequest naming what both changed.
    """
    was, wanted, now = (
        _read(file.name, text) for text in (base, mine, file.path.read_text(encoding="utf-8"))
    )
    change = Amendment(slug, file)
    behind = ""
    for subject in dict.fromkeys((*wanted, *was)):
        before, after, there = (side.get(subject, {}) for side in (was, wanted, now))
        if after not in (before, there):
            if not there and not before:
                change.put(_spell_block(change.names, slug, subject, after), behind)
            elif not after and there == before:
                change.drop(subject)
            elif not after or not there:
                raise _refuse(subject)
            else:
                _merge(change, slug, subject, before, after, there)
        behind = subject if subject in now else behind
    return change.make()


def _merge(
    change: Amendment,
    slug: str,
    subject: str,
    before: Mapping[str, tuple[Term, ...]],
    after: Mapping[str, tuple[Term, ...]],
    there: Mapping[str, tuple[Term, ...]],
) -> None:
    for predicate in dict.fromkeys((*after, *before)):
        old, new, now = (side.get(predicate, ()) for side in (before, after, there))
        if set(new) in (set(old), set(now)):
            continue
        if set(now) == set(old) or predicate in _OWN:
            merged = new
        elif max(len(old), len(new), len(now)) > 1:
            gone, came = set(old) - set(new), [one for one in new if one not in old and one not in now]
            merged = (*(one for one in now if one not in gone), *came)
        else:
            raise _refuse(subject)
        change.say(subject, predicate, [_spell(change.names, slug, one) for one in merged])


def _refuse(subject: str) -> InvalidRequest:
    shown = "/".join(iris.slug(subject).split("/")[-2:])
    how = "neem een van beide over in het bestand, en schrijf opnieuw"
    return InvalidRequest(f"{shown} is met de hand veranderd en anders besloten", how)


def _read(name: str, text: str) -> Said:
    """Subject -> predicate -> objects, in the order of the text."""
    said: dict[str, dict[str, tuple[Term, ...]]] = defaultdict(dict)
    for subject, predicate, value in Reading(name, text, "").triples:
        held = said[subject.value]
        held[predicate.value] = (*held.get(predicate.value, ()), value)
    return said


def _spell_block(names: Names, slug: str, subject: str, said: Mapping[str, Iterable[Term]]) -> str:
    rows = []
    for predicate, objects in said.items():
        verb = "a" if predicate == str(RDF.type) else names.name(predicate)
        rows.append(f"{verb} {' , '.join(_spell(names, slug, one) for one in objects)}")
    return " ;\n    ".join([f"{names.name(subject)} {rows[0]}", *rows[1:]]) + " .\n"


def _spell(names: Names, slug: str, term: Term) -> str:
    if isinstance(term, ox.NamedNode):
        source = iris.source(slug)
        return (
            f"<{term.value.removeprefix(source)}>"
            if term.value.startswith(f"{source}#")
            else names.name(term.value)
        )
    if isinstance(term, ox.BlankNode):
        raise InvalidRequest("een blanke knoop is hier niet over te nemen", "geef hem een adres")
    if term.language:
        return f"{escape(term.value)}@{term.language}"
    datatype = term.datatype.value
    if datatype in _PLAIN or (datatype == str(XSD.decimal) and "." in term.value):
        return term.value
    return (
        escape(term.value) if datatype == str(XSD.string) else f"{escape(term.value)}^^{names.name(datatype)}"
    )
