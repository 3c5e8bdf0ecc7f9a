"""Facts: the rows of every named question, asked once per plan, at the grain of the statement.

    grain        a question as facts: its query without its grouping, and how to group again
    constraints  by what an answer can be narrowed, wherever one asks; read from what is typed
    term_texts   RDF terms as texts in columns
    result_rows  rows of a store as such texts; csv_text: such rows as CSV
    collect      ask a few plans, with what they share, for their facts; named_things: for things by name
    fact_file    facts of many plans put into one file of a release; fact_tables: names in it
    core_facts   what sums are made of, each combination once; core_file: made in the file; sums_file
    tidy         facts as tables to take away
    conditions   keys as conditions of SQL
    answer_rows  facts that hold together as one row
    fact_store   the facts of a release: filter first, group after; recent_rows: what it found last; deadlines
    spread       things over municipalities and plans; counted_things: by what; grid_items: in cells
    thing_store  things by name, listed and counted; overviews: sums over plans for matrix and network
    dossiers     how plans stand on a day, and sums per plan

The file is a DuckDB database, read-only where it serves.
"""
