"""What is wrong: read, infer, validate, and tell it at its place.

Runs at build time only, never in a request.
"""
