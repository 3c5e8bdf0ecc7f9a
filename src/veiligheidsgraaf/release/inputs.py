"""Which input a release is of, told without parsing anything."""

import hashlib
from dataclasses import replace

from ..words.project import Project


def input_digest(project: Project) -> str:
    """SHA-256 over names and bytes of all input files of a project itself: whether a release is of this
    input, without parsing anything. What others add comes along with the next build.
    """
    digest, project = hashlib.sha256(), replace(project, joined=())
    for folder, suffix in (("ontology", ".ttl"), ("graphs", ".ttl"), ("shapes", ".ttl"), ("queries", ".rq")):
        for name, path in project.files(folder, suffix):
            digest.update(f"{name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()
