"""Several files as one answer, of which a part may be asked, as of one file (RFC 9110, section 14)."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from fastapi import Request
from fastapi.responses import StreamingResponse

_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")
_CHUNK = 256 * 1024


class JoinedResponse(StreamingResponse):
    """The bytes of some files, one after the other; memory does not grow with them."""

    def __init__(
        self, request: Request, files: Sequence[Path], headers: Mapping[str, str], media_type: str
    ) -> None:
        sizes = [path.stat().st_size for path in files]
        whole = sum(sizes)
        first, last = _read_range(request.headers.get("range", ""), whole)
        is_part = (first, last) != (0, whole - 1)
        found = {**headers, "Accept-Ranges": "bytes", "Content-Length": str(max(last - first + 1, 0))}
        if is_part:
            found["Content-Range"] = f"bytes {first}-{last}/{whole}" if first <= last else f"bytes */{whole}"
        status = 200 if not is_part else 206 if first <= last else 416
        is_head = request.method == "HEAD"
        content = iter(()) if is_head else _read(files, sizes, first, last)
        super().__init__(content, status, found, media_type)


def _read_range(asked: str, whole: int) -> tuple[int, int]:
    """First and last byte of what is asked: all of it when nothing, or something else, is asked; the first
    beyond the last when there is no such part.
    """
    match = _RANGE.fullmatch(asked)
    if match is None or not (match[1] or match[2]):
        return 0, whole - 1
    if not match[1]:
        return max(whole - int(match[2]), 0), whole - 1 if int(match[2]) else -1
    first, last = int(match[1]), min(int(match[2] or whole), whole - 1)
    if match[2] and int(match[2]) < first:
        return 0, whole - 1
    return (first, last) if first < whole else (whole, whole - 1)


def _read(files: Sequence[Path], sizes: Sequence[int], first: int, last: int) -> Iterator[bytes]:
    """The bytes from the first to the last of some files."""
    start = 0
    for path, size in zip(files, sizes, strict=True):
        begin, end = max(first - start, 0), min(last - start + 1, size)
        start += size
        if begin >= end:
            continue
        with path.open("rb") as file:
            file.seek(begin)
            left = end - begin
            while left > 0 and (part := file.read(min(left, _CHUNK))):
                left -= len(part)
                yield part
