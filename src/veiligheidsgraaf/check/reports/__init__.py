"""A report as people and machines read it: text, json, sarif, junit, github, ttl, html.

The same bytes for the same report.
"""
