"""Texts are read in the process of the test."""

from ..reading.inside import _read_inside as _read_inside  # noqa: PLC0414 (a fixture)
