"""Bodies and parameters of requests as text: bounded in size and time, in UTF-8, decoded once."""

import asyncio
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request

from ..words.errors import InvalidRequest, QueryCancelled, QueryTooLong, VeiligheidsgraafError

FORM = "application/x-www-form-urlencoded"
JSON = "application/json"
# A query of the greatest length in characters that each take three percent-encoded bytes.
MAX_BODY = 256 * 1024
BODY_SECONDS = 30
_MAX_FIELDS = 200


class UnsupportedBody(VeiligheidsgraafError):
    """A body of a media type or charset that nothing here reads."""


def parse_parameters(text: str) -> dict[str, list[str]]:
    """Percent-encoded parameters, each with all its values, decoded once. Raises InvalidRequest."""
    found: dict[str, list[str]] = {}
    try:
        for name, value in parse_qsl(
            text, keep_blank_values=True, errors="strict", max_num_fields=_MAX_FIELDS
        ):
            found.setdefault(name, []).append(value)
    except UnicodeDecodeError:
        raise InvalidRequest(
            "de parameters zijn geen UTF-8", "codeer ze als UTF-8, met procenttekens"
        ) from None
    except ValueError:
        raise InvalidRequest(
            f"meer dan {_MAX_FIELDS} parameters",
            "stuur er minder",
        ) from None
    return found


def type_of(request: Request) -> str:
    """Media type of the body, which is UTF-8. Raises UnsupportedBody."""
    media, *parameters = request.headers.get("content-type", "").lower().split(";")
    values = dict(parameter.strip().partition("=")[::2] for parameter in parameters)
    charset = values.get("charset", "utf-8").strip('" ')
    if charset not in ("utf-8", "utf8", "us-ascii"):
        raise UnsupportedBody(f"charset '{charset[:20]}' wordt niet gelezen", "stuur het als UTF-8")
    return media.strip()


async def read_body(request: Request) -> str:
    """The body as text. Stops reading at MAX_BODY. Raises QueryTooLong, InvalidRequest, UnsupportedBody."""
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise UnsupportedBody(
            "een gecomprimeerd verzoek wordt niet gelezen", "stuur het zonder Content-Encoding"
        )
    body = bytearray()
    try:
        async with asyncio.timeout(BODY_SECONDS):
            async for part in request.stream():
                body += part
                if len(body) > MAX_BODY:
                    raise QueryTooLong(f"het verzoek is groter dan {MAX_BODY // 1024} kB", "maak het korter")
    except TimeoutError:
        raise HTTPException(
            408, f"het verzoek was na {BODY_SECONDS} seconden niet compleet", {"Connection": "close"}
        ) from None
    except ClientDisconnect:
        raise QueryCancelled("de vrager is weg") from None
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        raise InvalidRequest("het verzoek is geen UTF-8", "stuur het als UTF-8") from None
