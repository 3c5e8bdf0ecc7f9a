"""Memory that goes back to the system, where the C library is glibc: it
otherwise keeps most of what large answers took.

See mallopt(3) and malloc_trim(3).
"""

import ctypes
from typing import Any

_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8
_LARGE = 128 * 1024
_ARENAS = 2

_libc: Any = ctypes.CDLL(None)


def keep_little() -> None:
    """From now on few arenas, and large blocks on their own, which go back when they are freed.

    To be called before there are threads.
    """
    if hasattr(_libc, "mallopt"):
        for option, value in ((_ARENA_MAX, _ARENAS), (_MMAP_THRESHOLD, _LARGE), (_TRIM_THRESHOLD, _LARGE)):
            _libc.mallopt(option, value)


def give_back() -> None:
    """Give back now what is free."""
    if hasattr(_libc, "malloc_trim"):
        _libc.malloc_trim(0)
