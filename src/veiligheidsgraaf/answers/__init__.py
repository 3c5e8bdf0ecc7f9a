"""Named questions answered: typed rows out, no RDF library in.

intent       what is asked, wherever one asks; box/ makes one of a typed line
answers      a named question with its constraints, asked of the facts or of a store
answering    an intent answered: sentence, grid, rows, facets; case: all that these are made from
found/       what its sentence says of what there is
not_found/   and of what there is not; said, dutch: the pieces of sentences
across       the grid: a row per thing, a column per municipality or plan
compare      two whole plans beside each other
formats      a table in a terminal
"""
