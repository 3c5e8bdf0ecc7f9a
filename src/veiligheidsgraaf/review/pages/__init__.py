"""The screen of the review: a small app of its own, for one person on this machine."""
