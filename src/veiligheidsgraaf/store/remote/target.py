"""Which engine answers, and what is known of it."""

from dataclasses import dataclass, field

# The graph that holds the union of all others, in an engine that cannot give that as a set.
UNION_GRAPH = "urn:veiligheidsgraaf:alles"
# A graph of a moment, to see what an engine does with graphs.
TRIAL_GRAPH = "urn:veiligheidsgraaf:proef"
# A graph that is nowhere: with it named, no other graph is.
NO_GRAPH = "urn:veiligheidsgraaf:geen"


@dataclass(frozen=True)
class Access:
    """Who asks: a user with a password, a token, or nobody. Never shown."""

    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)


@dataclass(frozen=True)
class Engine:
    """An engine at an address (its SPARQL query endpoint), and the mark that its data had when it was chosen.

    `has_union_graph`: the default graph is UNION_GRAPH, and its own is something else, as with Virtuoso.
    `hidden`: graphs there that are not of the release.
    """

    address: str
    access: Access = Access()
    mark: str = ""
    has_union_graph: bool = False
    hidden: tuple[str, ...] = ()
