"""Named questions answered: typed rows out, no RDF library in.

    intent       what is asked, wherever one asks; box/ makes one of a typed line
    answers      a named question with its constraints, asked of the facts or of a store
    answering    an intent answered: sentence, grid, rows, facets; case: all that these are made from
    across       the grid: a row per thing, a column per municipality or plan
    formats      a table in a terminal

What the sentence says of what there is:

    sentences    how many, of what, where; phrases: by what it is narrowed; said, dutch: its pieces
    aspects      who, when, how much, whether; lawful: by which law; stated, told_more: what it rests on
    comparing    side by side; passing: what changed, of what is asked
    compare      two whole plans beside each other; priorities, remaining: their themes
    theme_place  the place of a theme in plans; theme_coverage: what is recorded of it; beside: its company
    targets      what was aimed at and reached; same_lines: a figure on the very lines; opposed: conflicts
    endings      when plans end
    own_things   few things of one plan, by name; itself_alone: where only the municipality acts

And of what there is not:

    emptiness    why there is nothing: one of three things; absence: how that is said
    gaps         who lacks something, and what is known of each; theme_lack: who leaves a theme to others
    elsewhere    what other kinds of fact say of that place; own_place: what else it has; wider: beyond
    around_place what the municipality of a small place has; overdue: what was planned for a time that passed
    called_alike what is named like it; measured: what was measured, where a number is not there
"""
