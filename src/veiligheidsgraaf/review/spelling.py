"""What a person decided as Turtle: texts without what nobody sees, values by what their field takes, names
short.

A text of a plan or a person stays a text: quotes, line ends and backslashes are escaped, markup is left out,
and no value can end the statement it stands in.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ..words import iris
from ..words.prefixes import PREFIXES, expand
from .fields import Field

_TAG = re.compile(r"</?[A-Za-z!?][^<>]*>")
_HIDDEN = ("Cc", "Cf", "Co", "Cs", "Cn")
_ESCAPED = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,12})?")
_YEAR = r"(?:19[5-9]|20[0-4])\d"
_TIMES = (
    (re.compile(_YEAR), "xsd:gYear"),
    (re.compile(rf"{_YEAR}-Q[1-4]"), ""),
    (re.compile(rf"{_YEAR}-(?:0[1-9]|1[0-2])"), "xsd:gYearMonth"),
    (re.compile(rf"{_YEAR}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"), "xsd:date"),
)
_LOCAL = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*")
_YES = {"ja": "true", "nee": "false", "true": "true", "false": "false"}
_MOST = 5000


def clean_text(text: str) -> str:
    """A text on one line, without markup and without characters that nobody sees."""
    composed = unicodedata.normalize("NFC", _TAG.sub(" ", text))
    shown = "".join(" " if c.isspace() else c for c in composed)
    return " ".join("".join(c for c in shown if unicodedata.category(c) not in _HIDDEN).split())[:_MOST]


def clean_values(values: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    """Values without empty ones and doubles."""
    found = {
        name: tuple(dict.fromkeys(filter(None, map(clean_text, given)))) for name, given in values.items()
    }
    return {name: given for name, given in found.items() if given}


def is_fit(about: Field, value: str) -> bool:
    """Whether a value is what its field takes, as far as its form tells."""
    try:
        Names().spell(about, value)
    except ValueError:
        return False
    return True


@dataclass
class Names:
    """The names of one file: prefixes that it has, and those that it needs. `own`: prefix -> namespace."""

    own: dict[str, str] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    def name(self, iri: str) -> str:
        """An address as a name of this file, or in full where no prefix fits. Raises ValueError on what is
        none.
        """
        if not re.fullmatch(r"[a-z][a-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]+", iri):
            raise ValueError(iri)
        for prefix, namespace in sorted(self.own.items(), key=lambda pair: -len(pair[1])):
            local = iri[len(namespace) :]
            if iri.startswith(namespace) and (_LOCAL.fullmatch(local) or namespace in PREFIXES.values()):
                self.used.add(prefix)
                return f"{prefix}:{local}"
        return f"<{iri}>"

    def spell(self, about: Field, value: str) -> str:
        """A value as Turtle. Raises ValueError when it is not what the field takes."""
        if about.form in ("ding", "keuze", "item"):
            is_slug = about.form != "item" and not value.startswith(iris.BASE)
            return self.name(iris.thing(about.kinds[0], value) if is_slug else value)
        if about.form == "veld":
            return about.kinds[about.kinds.index(value)]
        return self._literal(about.form, value)

    def _literal(self, form: str, value: str) -> str:
        if form == "tekst":
            return f"{quote(value)}@nl"
        if form == "ja" and value in _YES:
            return _YES[value]
        if form == "geheel" and re.fullmatch(r"\d{1,9}", value):
            return str(int(value))
        if form == "getal" and _NUMBER.fullmatch(value := value.replace(",", ".")):
            return value if "." in value else self._typed(value, "xsd:decimal")
        if form == "kwartaal" and _TIMES[1][0].fullmatch(value):
            return quote(value)
        allowed = {"jaar": _TIMES[:1], "datum": _TIMES[3:], "tijd": _TIMES}.get(form, ())
        for pattern, datatype in allowed:
            if pattern.fullmatch(value):
                return self._typed(value, datatype) if datatype else quote(value)
        raise ValueError(value)

    def _typed(self, value: str, datatype: str) -> str:
        return f"{quote(value)}^^{self.name(expand(datatype))}"


def quote(text: str) -> str:
    """A text of a person between quotes."""
    return escape(clean_text(text))


def escape(text: str) -> str:
    """A text between quotes, as it is."""
    return '"' + "".join(_ESCAPED.get(c, c) for c in text) + '"'
