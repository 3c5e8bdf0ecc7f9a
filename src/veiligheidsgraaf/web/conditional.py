"""Entity tags that are known before an answer is made, and what a client may keep (RFC 9110, section 13; RFC 9111)."""

import hashlib
from importlib.metadata import version

from starlette.requests import Request

# A new release changes answers at any moment, and asking whether one did costs a 304 that runs nothing.
CACHE_CONTROL = "public, max-age=60, stale-while-revalidate=600"

_SOFTWARE = f"{version('veiligheidsgraaf')} {version('pyoxigraph')}"


def etag_of(release: str, *parts: object) -> str:
    """The strong tag of an answer: of the release, the software and everything in the request that shapes the bytes."""
    return f'"{hashlib.sha256(repr((_SOFTWARE, release, parts)).encode()).hexdigest()[:32]}"'


def is_known(request: Request, etag: str) -> bool:
    """Whether a GET or HEAD names this tag in If-None-Match. Compares weakly, as section 13.1.2 says."""
    header = request.headers.get("if-none-match", "")
    return request.method in ("GET", "HEAD") and etag in {tag.strip().removeprefix("W/") for tag in header.split(",")}
