"""Text to triples and back: reading, faults, places, layout."""
