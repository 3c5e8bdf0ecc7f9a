"""A release as something that answers SPARQL: read-only, in worker processes that can be killed."""
