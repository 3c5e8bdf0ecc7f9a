"""Named questions answered: typed rows out, no RDF library in."""
