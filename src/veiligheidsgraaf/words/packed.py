"""Content packed as gzip does (RFC 1952), by a library that takes a fifth of the time of the standard one for
the same size.
"""

from isal import igzip, isal_zlib

# As small as level 3 of zlib.
_LEVEL = 2


def pack(content: bytes) -> bytes:
    """Content packed, the same bytes for the same content."""
    return bytes(igzip.compress(content, _LEVEL, mtime=0))


def unpack(content: bytes) -> bytes:
    """What packed content holds. Raises OSError when it is damaged."""
    try:
        return bytes(igzip.decompress(content))  # type: ignore[no-untyped-call]
    except (OSError, EOFError, isal_zlib.error) as error:  # type: ignore[misc] # its class is made in C
        raise OSError(f"packed content is damaged: {error}") from None
