"""A difference as text for a terminal, as Markdown for a pull request, and as JSON."""

import json
import unicodedata
from collections.abc import Iterator
from itertools import groupby

from .changes import ADDED, MOVED, SHARED, TERMS, Change, Difference, Part

# GitHub takes 65,536 characters for a comment, GitLab more.
_MOST_MARKDOWN = 60_000
_MOST_MOVED = 5
_LONG = 160
_HEADINGS = {SHARED: "Gedeeld door plannen", TERMS: "Ontologie en begrippen"}
_NO_CHANGES = "Geen verschillen in de graaf."


def as_text(found: Difference, before: str, after: str) -> str:
    """For people: a heading for each plan, one for each theme in it, a line for each change."""
    if not found.changes:
        return f"{_NO_CHANGES} ({before} → {after})\n"
    lines = [f"{before} → {after}: {_counts(found)}"]
    for heading, themes in _sections(found):
        lines += ["", _plain(heading)]
        for theme, sentences in themes:
            lines += [f"  {_plain(theme)}"] if theme else []
            lines += [("    " if theme else "  ") + "".join(map(_quoted, sentence)) for sentence in sentences]
    return "\n".join(lines) + "\n"


def as_markdown(found: Difference, before: str, after: str) -> str:
    """For a pull request.

    What comes from the graph stands in code spans, where it is no markup, link or mention.
    """
    if not found.changes:
        return f"{_NO_CHANGES}\n"
    text = f"**Wat er verandert:** {_counts(found)} ({_code(before)} → {_code(after)})\n"
    sections = list(_sections(found))
    left = sum(len(sentences) for _, themes in sections for _, sentences in themes)
    for heading, themes in sections:
        text += f"\n### {_code(heading)}\n" if heading not in _HEADINGS.values() else f"\n### {heading}\n"
        for theme, sentences in themes:
            text += (
                (f"\n#### {_code(theme)}\n" if theme not in _THEMES else f"\n#### {theme}\n") + "\n"
                if theme
                else "\n"
            )
            for sentence in sentences:
                line = (
                    "- " + "".join(_code(part.text) if part.given else part.text for part in sentence) + "\n"
                )
                if len(text) + len(line) > _MOST_MARKDOWN:
                    command = _code(f"veiligheidsgraaf diff {before}")
                    return f"{text}\nEn nog {left} wijzigingen: zie alles met {command}.\n"
                text += line
                left -= 1
    return text


def as_json(found: Difference, before: str, after: str) -> str:
    """For machines: every change with its sentence, nothing left out or taken together."""
    changes = [
        {
            "plan": "" if change.section in _HEADINGS else change.section,
            "afdeling": change.section,
            "planthema": change.theme,
            "ding": change.thing,
            "soort": change.kind,
            "naam": change.name,
            "wat": change.action,
            "eigenschap": change.property,
            "van": list(change.before),
            "naar": list(change.after),
            "zin": "".join(f"“{part.text}”" if part.quoted else part.text for part in change.sentence),
        }
        for change in found.changes
    ]
    content = {
        "van": before,
        "naar": after,
        "aantallen": found.count(),
        "namen": found.names,
        "wijzigingen": changes,
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


_WHOLE = "Hele plan"
_THEMES = {_WHOLE}


def _sections(found: Difference) -> Iterator[tuple[str, list[tuple[str, list[tuple[Part, ...]]]]]]:
    """(heading, [(theme, sentences)]) in order."""
    for section, changes in groupby(found.changes, key=lambda change: change.section):
        heading = _HEADINGS.get(section) or f"{found.names[section]} ({section})"
        themes = []
        for theme, group in groupby(changes, key=lambda change: change.theme):
            name = found.names[theme] if theme else "" if section in _HEADINGS else _WHOLE
            themes.append((name, list(_sentences(list(group)))))
        yield heading, themes


def _sentences(changes: list[Change]) -> Iterator[tuple[Part, ...]]:
    """Their sentences; many passages that moved with the same text are one."""
    moved = [change for change in changes if change.action == MOVED and change.property]
    for change in changes:
        if len(moved) <= _MOST_MOVED or change not in moved:
            yield change.sentence
    if len(moved) > _MOST_MOVED:
        yield (Part(f"{len(moved)} passages staan op andere regels, met dezelfde tekst"),)


def _counts(found: Difference) -> str:
    counts = found.count()
    return ", ".join(f"{count} {action}" for action, count in counts.items() if count or action == ADDED)


def _plain(text: str) -> str:
    """One line that a terminal takes for text: control and direction
    characters shown as �, long texts cut.
    """
    shown = "".join(
        " " if char in "\n\t\r" else "�" if unicodedata.category(char) in ("Cc", "Cf", "Cs") else char
        for char in text
    )
    return shown if len(shown) <= _LONG else shown[: _LONG - 1] + "…"


def _quoted(part: Part) -> str:
    return f"“{_plain(part.text)}”" if part.quoted else _plain(part.text)


def _code(text: str) -> str:
    """A Markdown code span that its content cannot end (CommonMark 6.1)."""
    shown = _plain(text)
    fence = "`"
    while fence in shown:
        fence += "`"
    edge = " " if shown.startswith("`") or shown.endswith("`") or not shown.strip() else ""
    return f"{fence}{edge}{shown}{edge}{fence}"
