"""The named questions as REST."""
