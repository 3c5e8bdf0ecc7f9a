"""One release as it is published: what describes its things, its JSON-LD context, its dumps."""

from dataclasses import dataclass
from typing import Any

from ...answers.answers import Answers
from ...words.release import Release
from .describe import Descriptions


@dataclass(frozen=True)
class Published:
    """What linked data and REST answer from. A new release is a new one of these."""

    digest: str
    answers: Answers
    descriptions: Descriptions
    context: dict[str, Any]
    release: Release


def publish(release: Release, answers: Answers) -> Published:
    """A release and its answers, ready to publish."""
    return Published(release.digest, answers, Descriptions(answers), release.context, release)
