"""The assistant's server on standard input and output, for a client that starts it itself."""

from pathlib import Path

import anyio

from ..answers.answers import Answers
from ..answers.box.asking import Asker
from ..store.pool import PooledStore
from ..web.assistant.assistant_server import AssistantServer
from ..web.assistant.toolbox import Toolbox
from ..web.linked_data.published import publish
from ..web.pages.library import Library
from ..web.rendering import Counter
from ..words.release import Release

_PLACES, _PATIENCE = 2, 60


def serve_assistant(release: Release, answers: Answers, store: PooledStore, sources: Path | None) -> None:
    """Answer one client until its input ends."""
    counter = Counter(_PLACES, _PATIENCE)
    published = publish(release, answers)
    toolbox = Toolbox(Library(answers), Asker(answers), published.descriptions, sources)
    assistant = AssistantServer(toolbox, published, store, counter)
    anyio.run(assistant.server.run_stdio_async)
