"""The question box: from a typed line to a question and its answer."""
