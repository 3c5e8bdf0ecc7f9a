"""Packed content is gzip: others read it, several are one, and what is damaged is told."""

import gzip
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veiligheidsgraaf.words.joined import unpack as unpack_files
from veiligheidsgraaf.words.packed import pack, unpack


@given(st.binary())
def test_content_comes_back_here_and_elsewhere(content: bytes) -> None:
    packed = pack(content)
    assert unpack(packed) == gzip.decompress(packed) == content
    assert pack(content) == packed
    assert unpack(gzip.compress(content)) == content


def test_files_that_follow_each_other_are_one(tmp_path: Path) -> None:
    contents = [b"a\n" * 300_000, b"", b"b\n"]
    paths = [tmp_path / str(number) for number in range(len(contents))]
    for path, content in zip(paths, contents, strict=True):
        path.write_bytes(pack(content))
    with unpack_files(paths) as lines:
        assert lines.read() == b"".join(contents)


@pytest.mark.parametrize(("start", "end"), [(0, -9), (12, None), (0, 3)])
def test_damaged_content_is_a_fault_of_the_system(start: int, end: int | None) -> None:
    with pytest.raises(OSError, match="damaged"):
        unpack(pack(bytes(range(256)) * 20)[start:end])


def test_one_changed_byte_is_found() -> None:
    packed = bytearray(pack(b"wat er in een plan staat " * 40))
    packed[len(packed) // 2] ^= 0xFF
    with pytest.raises(OSError, match="damaged"):
        unpack(bytes(packed))
