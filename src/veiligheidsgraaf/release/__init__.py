"""From what was checked to an immutable release."""
