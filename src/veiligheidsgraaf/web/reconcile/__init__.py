"""Names in somebody's table tied to things of the graph: the Reconciliation Service API, that of OpenRefine.

    offered     what things can be tied to, and the properties that are known of them
    asked       batches, as version 0.2 and as the draft of 1.0 write them, read as one kind of query
    candidates  a query answered, on the names of the release
    known_values values of properties: for hints, and to extend a table with
    written     answers as either version writes them
    preview     a thing in a small frame
    routes      the addresses

https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/
https://reconciliation-api.github.io/specs/1.0-draft/
"""
