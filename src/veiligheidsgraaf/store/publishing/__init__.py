"""A release into a SPARQL engine elsewhere."""
