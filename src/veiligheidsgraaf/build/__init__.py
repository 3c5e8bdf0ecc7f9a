"""From text files to a release: read, infer, validate, release. Runs at build time only, never in a request."""
