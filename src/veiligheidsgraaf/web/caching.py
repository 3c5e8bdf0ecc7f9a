"""Entity tags that are known before an answer is made, and what a client
may keep (RFC 9110, section 13; RFC 9111).
"""

import hashlib
from importlib.metadata import version

from starlette.requests import Request
from starlette.responses import Response

# A new release changes answers at any moment, and asking whether one did costs a 304 that runs nothing.
CACHE_CONTROL = "public, max-age=60, stale-while-revalidate=600"

_SOFTWARE = f"{version('veiligheidsgraaf')} {version('pyoxigraph')}"


def etag_of(release: str, *parts: object) -> str:
    """The strong tag of an answer: of the release, the software and
    everything in the request that shapes the bytes.
    """
    return f'"{hashlib.sha256(repr((_SOFTWARE, release, parts)).encode()).hexdigest()[:32]}"'


def weak_etag_of(release: str, *parts: object) -> str:
    """The same for an answer that may go out packed with gzip or not (RFC 9110 section 8.8.1)."""
    return f"W/{etag_of(release, *parts)}"


def is_known(request: Request, etag: str) -> bool:
    """Whether a GET or HEAD names this tag in If-None-Match.

    `*`, any answer at all, is judged when there is one (`observe`).
    """
    return request.method in ("GET", "HEAD") and names(request.headers.get("if-none-match", ""), etag)


def names(header: str, etag: str) -> bool:
    """Whether an If-None-Match names a tag. Compares weakly, as RFC 9110 section 13.1.2 says."""
    known = {tag.strip().removeprefix("W/") for tag in header.split(",")}
    return etag.removeprefix("W/") in known


def not_modified(request: Request, etag: str) -> Response | None:
    """A 304 when the client says that it has this answer, else None."""
    return Response(status_code=304, headers=caching_headers(etag)) if is_known(request, etag) else None


def caching_headers(etag: str) -> dict[str, str]:
    """The headers that an answer chosen by Accept and its 304 share."""
    return {"ETag": etag, "Cache-Control": CACHE_CONTROL, "Vary": "Accept"}
