"""A published plan as a text with numbered lines, and what each line is: heading, paragraph, list, table.

The lines are what passages point at, so the same bytes give the same lines.
"""
