"""Other repositories in one release: each taken as a copy, screened, checked with ours, and told apart.

    taken       a folder of somebody else's: what of it is read, copied by digest, and who publishes it
    screening   what it may say: of its own plans and new things, and nothing of what others describe
    doubles     names of new things that known ones bear too, listed for a curator
    accepting   which version of which repository goes into a release
    publishers  who publishes which graph and which things, as statements of the release

Nothing is merged by likeness: two addresses stay two things until a curator ties them.
"""
