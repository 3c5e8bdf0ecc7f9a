"""Files written together: all of them or none, whatever stops the program.

First every content is on disk beside its place, then a list of what goes where, then each takes its place,
then the list goes. Who finds the list finishes what it says: a kill leaves either nothing or something that
is finished at the next opening. A disk that is full is full before the first file takes its place.
"""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from ..words.errors import CannotRead
from .log import lock_folder, sync_folder

_LIST = ".te-plaatsen.json"
_HOW = "maak ruimte op de schijf of controleer de rechten, en schrijf opnieuw; er is niets half geschreven"


def write_together(root: Path, list_in: Path, files: Mapping[str, bytes]) -> tuple[str, ...]:
    """Write files (path from `root` -> content), keeping the list in the folder `list_in` meanwhile.

    Out: those that changed. Raises CannotRead when that cannot be done; then nothing was written.
    """
    changed = {name: content for name, content in files.items() if _current(root / name) != content}
    if not changed:
        return ()
    pending = {name: f"{name}.wordt" for name in sorted(changed)}
    listed = list_in / _LIST
    try:
        try:
            for name, content in sorted(changed.items()):
                _write(_inside(root, pending[name]), content)
            _write(listed.with_suffix(".wordt"), json.dumps(pending, indent=1).encode())
            listed.with_suffix(".wordt").replace(listed)
            sync_folder(list_in)
        except BaseException:
            for path in (listed, listed.with_suffix(".wordt"), *(root / name for name in pending.values())):
                with suppress(OSError):
                    path.unlink(missing_ok=True)
            raise
        finish_writing(root, list_in)
    except OSError as error:
        raise CannotRead(f"{error.filename or root}: niet te schrijven ({error.strerror})", _HOW) from None
    return tuple(sorted(changed))


def recover(root: Path, list_in: Path) -> None:
    """Finish a write that was cut off; waits for one that is under way."""
    with lock_folder(list_in):
        finish_writing(root, list_in)


def finish_writing(root: Path, list_in: Path) -> tuple[str, ...]:
    """Put in their places what a write that was cut off had ready. Out: the files."""
    listed = list_in / _LIST
    if not listed.is_file():
        return ()
    pending = json.loads(listed.read_text(encoding="utf-8"))
    for name, ready in pending.items():
        source, target = _inside(root, ready), _inside(root, name)
        if source.is_file():
            source.replace(target)
            sync_folder(target.parent)
    listed.unlink()
    sync_folder(list_in)
    return tuple(pending)


def _inside(root: Path, name: str) -> Path:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.parent.resolve().is_relative_to(root.resolve()):
        raise CannotRead(f"{path}: wijst naar buiten {root}", "haal deze verwijzing weg")
    return path


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _current(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
