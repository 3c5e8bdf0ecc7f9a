"""Reading in this process: for tests of what is read, which need no process of its own for each text."""

from collections.abc import Iterator

import pytest

from veiligheidsgraaf.reading import isolation
from veiligheidsgraaf.reading.child import tell


@pytest.fixture(scope="package", autouse=True)
def _read_inside() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(isolation, "_ask", lambda data, kind, limits: tell(data, kind))
        yield
