"""How labels and descriptions read: too short to mean anything, without a verb, the same sentence again and
again, or about print. Hints for a curator, never a reason to stop.
"""

import re
from collections import defaultdict
from collections.abc import Iterator

import pyoxigraph as ox

from ..names import tokens
from ..turtle.read import Dataset, SourceFile, Stated
from ..words import iris
from ..words.namespaces import DCTERMS, SKOS
from .findings import Finding
from .rule_findings import tell

_DESCRIBING = str(DCTERMS.description)
_SAYING = frozenset((_DESCRIBING, str(SKOS.note)))
_FEWEST, _OFTEN = 5, 3
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_PRINT = re.compile(
    r"\b(?:druk|type|tik|spel|lees|zet)fout\w*|\bOCR\b|\bafgedrukt\b|\bverkeerd gespeld\b|"
    r"\bkop(?:regel)? van de pagina\b|\bop pagina \d",
    re.IGNORECASE,
)
# No word of these endings is a verb; one that has none of them and stands in no list may be one.
_NOUNS = ("ing", "heid", "tie", "schap", "ij", "isme", "ment", "aar", "eur", "ie", "iek", "uur", "age")
_NO_VERBS = tokens.STOP | {
    "het",
    "niet",
    "dat",
    "wat",
    "geen",
    "elke",
    "alle",
    "alleen",
    "samen",
    "vooral",
    "meer",
    "zo",
    "onderdeel",
}
_VERBS = frozenset(
    (
        "is",
        "was",
        "zijn",
        "kan",
        "mag",
        "zal",
        "wil",
        "zit",
        "laat",
        "moet",
        "heeft",
        "doet",
        "gaat",
        "staat",
        "ziet",
        "komt",
        "valt",
    )
)
_VERBAL = re.compile(r"(?:[^aeiou]t|[aeiou]{2}t|en|de|te)$")


def check_style(dataset: Dataset) -> Iterator[Finding]:
    """Hints about the texts of every plan."""
    for file in dataset.files:
        if iris.plan_slug(file.graph):
            yield from _check_file(file)


def _check_file(file: SourceFile) -> Iterator[Finding]:
    same: dict[str, list[Stated]] = defaultdict(list)
    for triple in file.triples:
        if not isinstance(triple.object, ox.Literal) or triple.predicate.value not in _SAYING:
            continue
        text = triple.object.value
        if _PRINT.search(text):
            message = "gaat over druk of spelling van de bron; zet het in skos:editorialNote"
            yield _at("tekst-over-druk", file, triple, message)
        if triple.predicate.value != _DESCRIBING:
            continue
        same[text].append(triple)
        words = _WORD.findall(text)
        if len(words) < _FEWEST:
            yield _at(
                "omschrijving-kort",
                file,
                triple,
                f"zegt in {len(words)} woorden te weinig; maak er een zin van, of laat haar weg",
            )
        elif not any(map(_may_be_verb, words)):
            yield _at(
                "omschrijving-zonder-werkwoord", file, triple, "heeft geen werkwoord; maak er een zin van"
            )
    for triples in same.values():
        if len(triples) >= _OFTEN:
            message = f"staat {len(triples)} keer in dit plan; zeg per uitspraak wat haar bijzonder maakt"
            yield _at("omschrijving-herhaald", file, triples[0], message)


def _may_be_verb(word: str) -> bool:
    folded = word.lower()
    if folded in _VERBS:
        return True
    return folded not in _NO_VERBS and not folded.endswith(_NOUNS) and bool(_VERBAL.search(folded))


def _at(rule: str, file: SourceFile, triple: Stated, message: str) -> Finding:
    return tell(rule, file, triple.subject.value, message, triple.predicate.value, triple.object.value)
