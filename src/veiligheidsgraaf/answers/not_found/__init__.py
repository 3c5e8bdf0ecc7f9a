"""What an answer says of what there is not.

emptiness    why there is nothing: one of three things; absence: how that is said
gaps         who lacks something, and what is known of each; theme_lack: who leaves a theme to others
elsewhere    what other kinds of fact say of that place; own_place: what else it has; wider: beyond
around_place what the municipality of a small place has
called_alike what is named like it; measured: what was measured, where a number is not there
"""
