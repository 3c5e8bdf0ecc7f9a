"""A page about a rule, in Markdown."""

import re
from collections.abc import Iterable

from ..rules import Rule
from .shown import dutch

_HEAD = "<!-- Gemaakt met `veiligheidsgraaf rules --to MAP`: niet met de hand wijzigen. -->\n"


def render_page(rule: Rule) -> str:
    """What a rule asks, what to do, and an example of right and wrong."""
    parts = [
        f"# {_plain(rule.title)}",
        f"Regel `{rule.name}` · {dutch(rule.severity)}" + (f" · `{rule.source}`" if rule.source else ""),
    ]
    parts += [rule.explanation, f"**Wat te doen:** {_plain(rule.how)}" if rule.how else ""]
    for title, example in (("Goed", rule.good), ("Fout", rule.bad)):
        if example:
            fence = "`" * max(3, *(len(run) + 1 for run in [*re.findall("`+", example), ""]))
            parts.append(f"## {title}\n\n{fence}{rule.language}\n{example}\n{fence}")
    return "\n\n".join(part for part in parts if part) + "\n"


def render_pages(rules: Iterable[Rule]) -> dict[str, str]:
    """File name -> text, of a page for every rule with a short name and an overview."""
    ours = [rule for rule in rules if ":" not in rule.name]
    pages = {f"{rule.name}.md": _HEAD + render_page(rule) for rule in ours}
    rows = "".join(
        f"| [{rule.name}]({rule.name}.md) | {dutch(rule.severity)} | {_plain(rule.title)} |\n"
        for rule in ours
    )
    intro = f"# Regels\n\nWat `veiligheidsgraaf check` nagaat: {len(ours)} regels.\n\n"
    heading = "| regel | ernst | wat |\n|---|---|---|\n"
    return {**pages, "README.md": _HEAD + intro + heading + rows}


def _plain(text: str) -> str:
    """A text that Markdown leaves as it is."""
    return re.sub(r"([\\`*_\[\]<>|#{}])", r"\\\1", text)
