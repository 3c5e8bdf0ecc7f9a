"""Texts are read in the process of the test, but for the tests of that process (test_bad_input)."""

from .inside import _read_inside as _read_inside  # noqa: PLC0414 (a fixture)
