"""What changed: revisions, versions, and how a change is told."""
