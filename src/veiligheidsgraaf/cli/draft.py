"""The command `draft`: a plan as it was published comes into the project as a text with lines."""

import hashlib
import json
import os
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from ..draft.suggestion import Kind
from ..names.tokens import fold
from ..reading.document import Document, Role
from ..reading.kept import FOLDER, name_files, text_of
from ..reading.recognition import MOST_BYTES, read_document
from ..review.suggested import open_review
from ..turtle.read import read_file
from ..words import iris
from ..words.errors import CannotRead, InvalidRequest, VeiligheidsgraafError
from ..words.project import find_project
from ..words.system import explain_refusal
from .progress import progress
from .starter import check_year, find_slug

_CONCEPTS = "concepten"
_SETTINGS = "plan.toml"
_IGNORE = ".gitignore"
_YEAR = re.compile(r"\b20\d\d\b")


def draft(
    file: Annotated[Path, typer.Argument(metavar="BESTAND", help="Het plan: PDF, DOCX, HTML, XML of tekst.")],
    municipality: Annotated[
        list[str], typer.Option("--gemeente", help="De gemeente van het plan; mag vaker voor een samen plan.")
    ],
    year: Annotated[int, typer.Option("--jaar", help="Het eerste jaar van het plan.")],
    to: Annotated[
        Path | None, typer.Option("--to", help="Map van het project; leeg: de dichtstbijzijnde.")
    ] = None,
    again: Annotated[
        bool, typer.Option("--opnieuw", help="Lees een plan dat er al is opnieuw; besluiten blijven.")
    ] = False,
) -> None:
    """Lees een plan zoals het gepubliceerd is: de tekst met regels komt in bronnen/, klaar voor review."""
    slugs = list(dict.fromkeys(find_slug(name) for name in municipality))
    slug = f"{slugs[0]}-{check_year(year)}"
    root = to.resolve() if to else find_project().root
    if not again:
        _check_free(root, slug)
    data = _read(file)
    with progress() as tell:
        tell(f"{file.name} lezen")
        document = read_document(data, file.name)
    settings = _settings(document, data, file.name, slugs, year).encode()
    files = {**name_files(slug, data, document), f"{_CONCEPTS}/{slug}/{_SETTINGS}": settings}
    _write_all(root, files)
    _ignore(root, slug)
    typer.echo(describe(document))
    for note in (*document.metadata.notes, *_doubt(document, municipality, year)):
        typer.echo(f"let op: {note}", err=True)
    for name in files:
        typer.echo(f"geschreven: {name}")
    if told := _tell_suggestions(root, slug):
        typer.echo(told)
    typer.echo(f"Verder met: veiligheidsgraaf review {slug}", err=True)


def describe(document: Document) -> str:
    """What was found in a document, in Dutch."""
    roles = Counter(line.role for line in document.lines)
    told = document.metadata
    notes = sum(paragraph.role == Role.FOOTNOTE for paragraph in document.paragraphs)
    counts = (
        (told.pages, "bladzijde", "bladzijden"),
        (len(document.lines), "regel", "regels"),
        (len(document.all_headings), "kop", "koppen"),
        (len(document.paragraphs) - notes, "alinea", "alinea's"),
        (len(document.items), "punt in een lijst", "punten in lijsten"),
        (len(document.tables), "tabel", "tabellen"),
        (len(document.frames), "kader", "kaders"),
        (notes, "voetnoot", "voetnoten"),
        (
            roles[Role.PAGE_HEAD] + roles[Role.PAGE_FOOT],
            "regel kop- of voettekst",
            "regels kop- en voettekst",
        ),
        (roles[Role.CONTENTS], "regel inhoudsopgave", "regels inhoudsopgave"),
    )
    parts = [f"{number} {one if number == 1 else more}" for number, one, more in counts if number]
    title = f"{told.title}: " if told.title else ""
    return f"{title}{', '.join(parts)} ({told.kind})"


def _doubt(document: Document, municipalities: Sequence[str], year: int) -> Iterator[str]:
    """What of the command the document contradicts, in Dutch: another plan may have been meant."""
    title, text = document.metadata.title, f" {_words_of(document)} "
    years = [int(found) for found in _YEAR.findall(title)]
    if years and not min(years) <= year <= max(years):
        yield f"de titel is '{title}', en --jaar is {year}; klopt dat niet, lees het dan met het andere jaar"
    for name in municipalities:
        if f" {' '.join(find_slug(name).split('-'))} " not in text:
            yield f"de tekst noemt {name} nergens; is dit het plan van die gemeente?"


def _words_of(document: Document) -> str:
    """All words of a document, as slugs write them, with a space between."""
    return " ".join(re.findall(r"[a-z0-9]+", fold(" ".join(line.text for line in document.lines))))


def _tell_suggestions(root: Path, slug: str) -> str:
    """How many suggestions there are of each kind, in Dutch; "" where there is no project to name by."""
    try:
        project = find_project(root)
        with progress() as tell:
            found = open_review(project, slug, tell).suggestions
    except VeiligheidsgraafError as fault:
        typer.echo(f"let op: voorstellen zijn er nog niet: {fault}", err=True)
        return ""
    counts = Counter(suggestion.kind for suggestion in found)
    parts = [f"{kind.value} {counts[kind]}" for kind in Kind if counts[kind]]
    return f"voorstellen, elk met zijn regels: {', '.join(parts) or 'geen'}"


def _check_free(root: Path, slug: str) -> None:
    """Raise InvalidRequest when the project has this plan already."""
    if (root / _CONCEPTS / slug / _SETTINGS).exists():
        how = f"ga ermee verder met veiligheidsgraaf review {slug}, of lees het opnieuw met --opnieuw"
        raise InvalidRequest(f"{_CONCEPTS}/{slug}: dit plan is al gelezen", how)
    name = f"graphs/plannen/{slug}.ttl"
    if (root / name).is_file() and _has_statements(root, name, slug):
        how = f"werk het bij met veiligheidsgraaf review {slug}, of geef het jaar van een ander plan"
        raise InvalidRequest(f"{name}: de graaf heeft dit plan al", how)


def _has_statements(root: Path, name: str, slug: str) -> bool:
    read = read_file(name, root / name, iris.graph_of(name) or "")
    return any(f"/plan/{slug}/" in triple.subject.value for triple in read.triples)


def _read(file: Path) -> bytes:
    try:
        if file.stat().st_size > MOST_BYTES:
            return file.open("rb").read(MOST_BYTES + 1)
        return file.read_bytes()
    except OSError as error:
        what, how = explain_refusal(error)
        raise CannotRead(f"{file}: {what}", how) from None


def _settings(document: Document, data: bytes, name: str, slugs: list[str], year: int) -> str:
    told = document.metadata
    values: dict[str, str | int | list[str]] = {
        "bestand": name,
        "sha256": document.digest,
        "tekst_sha256": hashlib.sha256(text_of(data, document)).hexdigest(),
        "soort": told.kind,
        "gemeenten": slugs,
        "jaar": year,
        "titel": told.title,
        "vastgesteld_door": told.adopted_by,
        "vastgesteld": told.adopted,
        "programma": version("veiligheidsgraaf"),
    }
    return "".join(
        f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in values.items() if value
    )


def _write_all(root: Path, files: Mapping[str, bytes]) -> None:
    """Write all files or none: each beside its place first, then all put in place. Raises CannotRead."""
    with _beside() as made:
        for name, content in files.items():
            target = root / name
            try:
                target.parent.mkdir(parents=True, exist_ok=True)
                if not target.parent.resolve().is_relative_to(root.resolve()):
                    raise CannotRead(f"{target.parent}: wijst naar buiten {root}", "haal deze verwijzing weg")
                beside = target.with_name(f".{target.name}.nieuw")
                made[beside] = target
                with beside.open("wb") as written:
                    written.write(content)
                    written.flush()
                    os.fsync(written.fileno())
            except OSError as error:
                what, how = explain_refusal(error)
                raise CannotRead(f"{target}: {what}", how) from None
        for beside, target in made.items():
            beside.replace(target)


@contextmanager
def _beside() -> Iterator[dict[Path, Path]]:
    """Files to put in place at the end; those that are not are taken away."""
    made: dict[Path, Path] = {}
    try:
        yield made
    finally:
        for beside in made:
            beside.unlink(missing_ok=True)


def _ignore(root: Path, slug: str) -> None:
    """Keep the text out of git, unless the project says with a line `!/bronnen/...` that it goes in."""
    path = root / _IGNORE
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    rule = f"/{FOLDER}/{slug}.*"
    covered = {rule, FOLDER, f"{FOLDER}/", f"/{FOLDER}", f"/{FOLDER}/", f"/{FOLDER}/*", f"{FOLDER}/*"}
    kept = any(line.strip().lstrip("!/").startswith(FOLDER) for line in lines if line.startswith("!"))
    if not kept and not covered & {line.strip() for line in lines}:
        path.write_text("".join(f"{line}\n" for line in [*lines, rule]), encoding="utf-8")
