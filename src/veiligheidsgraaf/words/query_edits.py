"""Small edits in the text of a query, at places of its parse: for an engine that takes a dataset in another
way.
"""

from collections.abc import Callable, Iterable, Iterator

from tree_sitter import Node

from .errors import QueryUnsupported
from .guard import parse_query

Edit = tuple[int, str]


def put_prologue(text: str, base: str, prefixes: dict[str, str]) -> str:
    """The query with prefixes declared, and a base unless it has its own. One that it declares itself
    stays.
    """
    lines = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in prefixes.items())
    if "base" not in text.lower():
        return (f"BASE <{base}>\n" if base else "") + lines + text
    found = _find(_tree(text), "base_declaration")
    if not found:
        return (f"BASE <{base}>\n" if base else "") + lines + text
    return _insert(text, [(found[0].end_byte, f"\n{lines}")])


def close_dataset(text: str, nowhere: str) -> str:
    """The query with no named graphs where its FROM names none: `nowhere` is a graph that does not exist."""
    clauses = _find(_tree(text), "dataset_clause") if "from" in text.lower() else []
    if not clauses or any(_find(clause, "named_graph_clause") for clause in clauses):
        return text
    return _insert(text, [(clauses[-1].end_byte, f" FROM NAMED <{nowhere}> ")])


def drop_dataset(text: str) -> str:
    """The query without its FROM, for a dataset that the protocol names instead."""
    content = text.encode("utf-8", "surrogatepass")
    clauses = _find(_tree(text), "dataset_clause") if "from" in text.lower() else []
    for clause in reversed(clauses):
        content = content[: clause.start_byte] + content[clause.end_byte :]
    return content.decode("utf-8", "surrogatepass")


def has_dataset(text: str) -> bool:
    """Whether a query has a FROM of its own."""
    return "from" in text.lower() and bool(_find(_tree(text), "dataset_clause"))


def hide_graphs(text: str, hidden: Iterable[str]) -> str:
    """The query in which a variable for a graph is none of these: GRAPH ?g { ... } without them."""
    if "graph" not in text.lower():
        return text
    names = ", ".join(f"<{graph}>" for graph in hidden)
    edits: list[Edit] = []
    for node in _find(_tree(text), "graph_graph_pattern"):
        variable = next((child for child in node.children if child.type == "var"), None)
        if variable is not None and variable.text is not None:
            without = f" FILTER ({variable.text.decode()} NOT IN ({names})) }}"
            edits += [(node.start_byte, "{ "), (node.end_byte, without)]
    return _insert(text, edits)


def _tree(text: str) -> Node:
    """Raises QueryUnsupported where the two grammars differ: then nothing is known of its places."""
    root = parse_query(text)
    if root.has_error:
        raise QueryUnsupported(
            "de engine achter dit endpoint voert deze vorm van de query niet uit",
            "schrijf haar in SPARQL 1.1",
        )
    return root


def _find(root: Node, kind: str) -> list[Node]:
    """All nodes of a kind, in the order of the text."""
    return sorted(_walk(root, lambda node: node.type == kind), key=lambda node: node.start_byte)


def _walk(root: Node, fits: Callable[[Node], bool]) -> Iterator[Node]:
    todo = [root]
    while todo:
        node = todo.pop()
        if fits(node):
            yield node
        todo.extend(node.children)


def _insert(text: str, edits: Iterable[Edit]) -> str:
    """Put words in, at places in bytes; those at one place in the order in which they come."""
    content = text.encode("utf-8", "surrogatepass")
    made, last = bytearray(), 0
    for place, words in sorted(edits, key=lambda edit: edit[0]):
        made += content[last:place] + words.encode()
        last = place
    return (bytes(made) + content[last:]).decode("utf-8", "surrogatepass")
