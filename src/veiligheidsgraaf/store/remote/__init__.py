"""A SPARQL engine elsewhere that answers open queries on the data of a release."""
