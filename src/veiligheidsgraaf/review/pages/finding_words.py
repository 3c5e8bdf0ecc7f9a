"""A finding of the check in the words of the form, without those of the files."""

import re
from functools import cache

from ...check.findings import Finding
from .. import fields as table

_TERM = re.compile(r"\b(?:vg|skos|dct|org|xsd|prov|rdfs|sh):(\w[\w-]*)")
_FILES = re.compile(r"\.ttl\b|\btrue\b|\bfalse\b|<[^>]*>|\biri\b|\b[a-z]+/[a-z0-9-]+", re.IGNORECASE)


def spell_finding(finding: Finding) -> str:
    """What is wrong, and how to mend it: by the label of a field where one is meant; a remedy that only a
    file knows is left out.
    """
    what = _TERM.sub(_spell_term, finding.what)
    field = _labels().get(_local(finding.path))
    how = _TERM.sub(_spell_term, finding.how)
    if not how or _FILES.search(finding.how) or _TERM.search(finding.how):
        how = f"vul “{field}” in" if field and field.lower() not in what.lower() else ""
    return "; ".join(filter(None, (what, how)))


def _spell_term(match: re.Match[str]) -> str:
    return f"“{found}”" if (found := _labels().get(match[1])) else match[1]


def _local(path: str) -> str:
    return re.split(r"[#/:]", path.strip("<>"))[-1]


@cache
def _labels() -> dict[str, str]:
    """The local name of a property or class -> what the forms call it."""
    forms = [*table.forms().values(), *(new.form for new in table.newcomers().values())]
    found = {_local(field.predicate): field.label for form in reversed(forms) for field in form.fields}
    found |= {_local(form.class_name): form.title for form in forms if form.class_name}
    found.pop("", None)
    return found
