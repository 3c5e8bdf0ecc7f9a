"""A repository of one's own to start from: the folder `template/`, written somewhere else.

The template is a project that passes its own check: one made-up municipality, one plan, its source text, and
the files by which GitHub, GitLab and pre-commit check every change.
"""

from importlib.metadata import version
from pathlib import Path, PurePosixPath

from ..words.errors import CannotRead, InvalidRequest

TEMPLATE = Path(__file__).resolve().parent / "template"
REPOSITORY = "veiligheidsgraaf/veiligheidsgraaf"  # where the action and the hooks are published

# Files that begin with a dot carry this prefix in the template: there they must not work yet.
_DOT = "dot-"


def template_files(only_ci: bool = False) -> dict[str, Path]:
    """Name in the new repository -> file of the template; with `only_ci` those by which changes are
    checked.
    """
    found = {}
    for path in sorted(TEMPLATE.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts and ".veiligheidsgraaf" not in path.parts:
            inside = path.relative_to(TEMPLATE).as_posix()
            name = str(
                PurePosixPath(
                    *("." + p.removeprefix(_DOT) if p.startswith(_DOT) else p for p in inside.split("/"))
                )
            )
            if not only_ci or name.endswith((".yml", ".yaml")):
                found[name] = path
    return found


def write_starter(folder: Path, only_ci: bool = False) -> tuple[list[str], list[str]]:
    """Write the template into a folder. Out: names written, and names left alone because there is something
    already.

    Raises InvalidRequest when the folder holds a graph and `only_ci` is not asked, CannotRead when it cannot
    be written.
    """
    if not only_ci and (folder / "graphs").exists():
        how = "geef --ci om alleen de bestanden toe te voegen die wijzigingen controleren, of kies een andere map"
        raise InvalidRequest(f"{folder}: hier staat al een map graphs/", how)
    written: list[str] = []
    left: list[str] = []
    for name, path in template_files(only_ci).items():
        (written if _write_new(folder, name, fill_in(path)) else left).append(name)
    return written, left


def fill_in(path: Path) -> bytes:
    """The content of a template file, with our version and address filled in."""
    number = version("veiligheidsgraaf")
    content = path.read_bytes()
    if path.suffix not in (".yml", ".yaml", ".md"):
        return content
    for mark, value in (
        ("@VERSION@", number),
        ("@REPOSITORY@", REPOSITORY),
        ("@TAG@", f"v{number.partition('.')[0]}"),
    ):
        content = content.replace(mark.encode(), value.encode())
    return content


def _write_new(folder: Path, name: str, content: bytes) -> bool:
    """Write a file that is not there yet; False when something is."""
    target = folder / name
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.parent.resolve().is_relative_to(folder.resolve()):
            raise CannotRead(f"{target.parent}: wijst naar buiten {folder}", "haal deze verwijzing weg")
        with target.open("xb") as file:
            file.write(content)
    except FileExistsError:
        return False
    except OSError as error:
        raise CannotRead(
            f"{target}: niet te schrijven ({error.strerror})", "kies een andere map of controleer de rechten"
        ) from None
    return True
