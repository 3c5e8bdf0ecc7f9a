"""Names in a text, with their places."""
