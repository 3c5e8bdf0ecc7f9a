"""A published text -> suggestions: what the graph might say of it, each with its words and its reason."""
