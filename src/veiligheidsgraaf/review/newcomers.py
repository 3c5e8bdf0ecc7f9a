"""New things that a review adds to what plans share: their addresses, and the files of graphs/referentie/
they go to.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from ..names.tokens import fold
from ..turtle.surgery import (
    Parts,
    Verb,
    add_block,
    change_verbs,
    lay_out_as_before,
    read_parts,
    replace_spans,
)
from ..words import iris
from ..words.errors import InvalidRequest
from ..words.prefixes import PREFIXES
from .decisions import Values
from .fields import Field, Newcomer, newcomers
from .spelling import Names
from .state import Item

_FOLDER = "graphs/referentie"
_COMMON = ("dct", "org", "skos", "vg", "xsd")
_KINDS = (
    *("document", "gegevensbron", "gemeente", "instrument", "instrumentsoort", "locatie", "locatiesoort"),
    *("partner", "partnersoort", "rechtsgrond"),
)
_HEAD = "# Wat bij plannen van deze gemeente hoort.\n"
_OF_HOME = re.compile(r"-van(-de-gemeente)?$")
_BRACKETS = re.compile(r"\s*\([^)]*\)")
ADDRESS, WHAT = "adres", "wat"


def find_newcomer(values: Values) -> Newcomer:
    """The kind of a new thing. Raises InvalidRequest when it is not said, or unknown."""
    what = next(iter(values.get(WHAT, ())), "")
    if what not in newcomers():
        how = "kies uit: " + ", ".join(newcomers())
        raise InvalidRequest(f"'{what[:40]}' is geen soort van iets nieuws", how)
    return newcomers()[what]


def make_address(values: Values) -> str:
    """The address of a new thing, from its usual name; what is of a municipality begins with that.

    Raises InvalidRequest when no address can be made of the name.
    """
    about = find_newcomer(values)
    name = next(iter(values.get("naam", ())), "")
    words = fold(_BRACKETS.sub("", name))
    if about.address == "gemeente":
        words = words.removeprefix("gemeente ")
    slug = re.sub(r"[^a-z0-9]+", "-", words).strip("-")
    if not slug:
        raise InvalidRequest(f"van de naam '{name[:60]}' is geen adres te maken", "geef de gangbare naam")
    whole = next(iter(values.get("deel-van", ())), "")
    home = iris.slug(whole) if whole.startswith(f"{iris.THINGS}gemeente/") else ""
    if not home or slug.startswith(home):
        return iris.thing(about.address, slug)
    return iris.thing(about.address, f"{home}-{_OF_HOME.sub('', slug.removesuffix(f'-{home}'))}")


def names_of(item: Item) -> tuple[str, ...]:
    """All names of a new thing, its usual one first."""
    return (*item.values.get("naam", ()), *item.values.get("andere-namen", ()))


def spell_files(root: Path, home: str, items: Iterable[Item]) -> dict[str, str]:
    """The files of graphs/referentie/ with the new things in them, by name; those that stay as they are left
    out.

    A thing that stands there is changed no more than was decided otherwise.
    """
    by_file: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        own = f"{_FOLDER}/{find_newcomer(item.values).file}.ttl"
        by_file[own if (root / own).is_file() else f"{_FOLDER}/{home}.ttl"].append(item)
    files = {}
    for name, found in by_file.items():
        path = root / name
        before = path.read_text(encoding="utf-8") if path.is_file() else _HEAD
        after = before
        for item in sorted(found, key=_address):
            after = _put(after, item)
        if after != before:
            files[name] = (
                lay_out_as_before(before, after, name)
                if path.is_file()
                else lay_out_as_before("", after, name)
            )
    return files


def _address(item: Item) -> str:
    return next(iter(item.values.get(ADDRESS, ())), "")


def _put(text: str, item: Item) -> str:
    """A text with a new thing in it, at its place by the alphabet where the file keeps to that."""
    parts = read_parts(text)
    names = make_names(parts)
    iri = _address(item)
    about = find_newcomer(item.values)
    said = {
        _predicate(one): " , ".join(names.spell(one, value) for value in item.values[one.name])
        for one in about.form.fields
        if one.predicate and item.values.get(one.name)
    }
    there = parts.find(iri)
    if there:
        predicates = {one: names.name(one) for one in said}
        changed = replace_spans(
            text, change_verbs(there[0], _differing(text, there[0].verbs, said), predicates)
        )
        return declare(changed, parts, names)
    class_name = names.name(_expand(about.form.class_name))
    rows = [
        f"{names.name(iri)} a {class_name}",
        *(f"{names.name(one)} {found}" for one, found in said.items()),
    ]
    block = " ;\n    ".join(rows) + " .\n"
    above = [
        block.subject for block in parts.blocks if block.subject < iri and _kind(block.subject) == _kind(iri)
    ]
    return declare(add_block(parts, block, max(above, default="")), parts, names)


def make_names(parts: Parts) -> Names:
    """The prefixes of a file, and those that it may be given."""
    more = {prefix: PREFIXES[prefix] for prefix in _COMMON}
    more |= {kind: f"{iris.THINGS}{kind}/" for kind in _KINDS}
    return Names({**parts.prefixes, **{p: ns for p, ns in more.items() if p not in parts.prefixes}})


def declare(text: str, before: Parts, names: Names) -> str:
    """A text with the prefixes declared that it uses now and did not have."""
    lacking = [p for p in names.own if p in names.used and p not in before.prefixes]
    lines = "".join(f"@prefix {prefix}: <{names.own[prefix]}> .\n" for prefix in lacking)
    if not lines:
        return text
    at = read_parts(text).head_end
    at = text.find("\n", at) + 1 if at else _behind_comments(text)
    return text[:at] + lines + text[at:]


def _behind_comments(text: str) -> int:
    at = 0
    while text.startswith("#", at):
        at = text.find("\n", at) + 1 or len(text)
    return at


def _differing(text: str, verbs: Iterable[Verb], said: Mapping[str, str]) -> dict[str, str]:
    """What is said otherwise than it stands; lay-out is no difference."""
    now = {verb.predicate: text[verb.start : verb.end].partition(" ")[2] for verb in verbs}
    return {one: found for one, found in said.items() if " ".join(now.get(one, "").split()) != found}


def _predicate(about: Field) -> str:
    return _expand(about.predicate)


def _expand(name: str) -> str:
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local


def _kind(iri: str) -> str:
    return iris.path_of(iri).partition("/")[0]
