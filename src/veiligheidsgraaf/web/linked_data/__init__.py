"""Things, graphs and dumps as linked data."""
