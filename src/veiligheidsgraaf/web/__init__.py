"""HTTP: the SPARQL endpoint and the pages. Each module is a router; `app` puts them together."""
