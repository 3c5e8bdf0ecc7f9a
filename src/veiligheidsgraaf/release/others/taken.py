"""A folder of somebody else's, such as a git checkout: what of it is read, and a copy that nothing changes.

Read are graphs/plannen, graphs/passages and graphs/referentie, real files only, bounded in number and size.
Its shapes, queries, ontology and code are not: those of the project that joins it apply.
"""

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

from ...turtle.file_bytes import read_bytes
from ...words.basis import read_table
from ...words.errors import CannotRead

FOLDERS = ("graphs/plannen", "graphs/passages", "graphs/referentie")
MOST_FILES, MOST_BYTES = 10_000, 512 * 1024 * 1024
_MOST_LETTERS = 200
_REFERENCE = FOLDERS[2]
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_ABOUT = "herkomst.json"
_LAST = "laatste"


@dataclass(frozen=True)
class Publisher:
    """Who publishes a repository, as its own settings say: `uitgever`, `licentie`, `website`; "" where they
    do not.
    """

    name: str = ""
    licence: str = ""
    website: str = ""


@dataclass(frozen=True)
class Repository:
    """A copy of a repository: its name, where the copy stands, the digest of its files, who publishes it."""

    name: str
    root: Path
    digest: str
    publisher: Publisher

    @property
    def files(self) -> tuple[tuple[str, Path], ...]:
        """(name in the joining project, path) of its files; those of references bear its name as well."""
        found = []
        for folder in FOLDERS:
            for path in sorted((self.root / folder).glob("*.ttl")):
                file = f"{self.name}.{path.name}" if folder == _REFERENCE else path.name
                found.append((f"{folder}/{file}", path))
        return tuple(found)


def take_copy(folder: Path, home: Path) -> Repository:
    """Copy what is read of a folder, once per content. Raises CannotRead saying what is wrong with it."""
    root = folder.resolve()
    if not root.is_dir():
        raise CannotRead(f"{folder}: map bestaat niet", "wijs met --with een bestaande map aan")
    name = name_of(root)
    publisher = _read_publisher(root)
    contents = {file: read_bytes(file, path) for file, path in _list_files(root)}
    if not contents:
        raise CannotRead(f"{name}: geen enkel .ttl-bestand in {', '.join(FOLDERS)}", "is dit de goede map?")
    digest = sha256(json.dumps(asdict(publisher), sort_keys=True).encode())
    for file, content in contents.items():
        digest.update(f"{file}\0{sha256(content).hexdigest()}\n".encode())
    place = home / name / digest.hexdigest()
    if not (place / _ABOUT).exists():  # written last: a copy without it was interrupted
        shutil.rmtree(place, ignore_errors=True)
        for file, content in contents.items():
            (place / file).parent.mkdir(parents=True, exist_ok=True)
            (place / file).write_bytes(content)
        (place / _ABOUT).write_text(json.dumps(asdict(publisher)), encoding="utf-8")
    return Repository(name, place, digest.hexdigest(), publisher)


def last_good(name: str, home: Path) -> Repository | None:
    """The copy of a repository that last went into a release."""
    try:
        digest = (home / name / _LAST).read_text(encoding="ascii").strip()
        publisher = Publisher(**json.loads((home / name / digest / _ABOUT).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
    return Repository(name, home / name / digest, digest, publisher)


def remember_good(repository: Repository, home: Path) -> None:
    """Remember a copy as the last that went into a release, and let older ones go."""
    place = home / repository.name
    aside = place / f"{_LAST}.nieuw"
    aside.write_text(repository.digest, encoding="ascii")
    aside.replace(place / _LAST)
    for other in place.iterdir():
        if other.is_dir() and other.name != repository.digest:
            shutil.rmtree(other, ignore_errors=True)


def name_of(root: Path) -> str:
    """The name of a repository: that of its folder, in small letters and hyphens. Raises CannotRead."""
    name = re.sub(r"[^a-z0-9]+", "-", root.name.lower()).strip("-")
    if not name:
        raise CannotRead(f"{root}: de map heeft geen bruikbare naam", "noem haar met letters of cijfers")
    return name


def _list_files(root: Path) -> Iterator[tuple[str, Path]]:
    """(name, path) of the files that are read. Raises CannotRead at what may not be."""
    number, size = 0, 0
    for folder in FOLDERS:
        for path in sorted((root / folder).glob("*.ttl")):
            file = f"{folder}/{path.name}"
            if path.is_symlink() or not path.is_file() or not path.resolve().is_relative_to(root):
                raise CannotRead(f"{file}: geen gewoon bestand in de map zelf", "vervang de koppeling")
            if not _SLUG.fullmatch(path.stem):
                raise CannotRead(f"{file[:120]}: geen bruikbare naam", "kleine letters, cijfers en streepjes")
            number, size = number + 1, size + path.stat().st_size
            if number > MOST_FILES or size > MOST_BYTES:
                raise CannotRead(
                    f"meer dan {MOST_FILES} bestanden of {MOST_BYTES // 2**20} MB", "splits de map"
                )
            yield file, path


def _read_publisher(root: Path) -> Publisher:
    found = read_table(root)
    table = found[2] if found else {}
    texts = {key: table.get(key, "") for key in ("uitgever", "licentie", "website")}
    for key, text in texts.items():
        if not isinstance(text, str) or len(text) > _MOST_LETTERS or not text.isprintable():
            raise CannotRead(f"instelling '{key}' is geen korte tekst", f'schrijf {key} = "..."')
        if key != "uitgever" and text and not _is_address(text):
            raise CannotRead(f"instelling '{key}' is geen adres", f'schrijf {key} = "https://..."')
    return Publisher(texts["uitgever"], texts["licentie"], texts["website"])


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not set(text) & set(' <>"{}|\\^`')
