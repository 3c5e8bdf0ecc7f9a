"""Small edits in the text of a query, at places of its parse: for an engine that takes a dataset in another
way.
"""

from collections.abc import Callable, Iterable, Iterator

from tree_sitter import Node

from .errors import QueryUnsupported
from .guard import parse_query

# A place in bytes and what to put there; with a second place, instead of what stands between them.
Edit = tuple[int, str] | tuple[int, str, int]
FIXED_GRAPH = "vaste_graph_"


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


def move_values(text: str) -> str:
    """The query with VALUES from behind it at the end of its WHERE, where that says the same: rows are joined
    with them after they are grouped, so only when nothing is grouped or they name what it is grouped by.
    """
    if "values" not in text.lower():
        return text
    root = _tree(text)
    values = next((child for child in root.children if child.type == "values_clause"), None)
    query = next((child for child in root.children if child.type.endswith("_query")), None)
    where = next((child for child in query.children if child.type == "where_clause"), None) if query else None
    if values is None or query is None or where is None or not _may_move(query, values):
        return text
    pattern, content = where.children[-1], text.encode("utf-8", "surrogatepass")
    words = content[values.start_byte : values.end_byte].decode("utf-8", "surrogatepass")
    before = content[: values.start_byte].decode("utf-8", "surrogatepass")
    after = content[values.end_byte :].decode("utf-8", "surrogatepass")
    return _insert(before, [(pattern.start_byte, "{ "), (pattern.end_byte, f" {words} }}")]) + after


def _may_move(query: Node, values: Node) -> bool:
    own = [child for child in query.children if child.type in ("select_clause", "solution_modifier")]
    conditions = [node for part in own for node in _find(part, "group_condition")]
    named = {node.text.lstrip(b"?$") for node in _find(values, "var") if node.text}
    if conditions:
        return named <= {node.text.lstrip(b"?$") for node in conditions if node.text}
    return not any(_find(part, "aggregate") for part in own)


def hide_graphs(text: str, hidden: Iterable[str]) -> str:
    """The query in which a graph is none of these: GRAPH ?g { ... } without them. A graph that is named
    becomes a variable that is that graph, FIXED_GRAPH with a number, which a query for all variables gives
    too.
    """
    if "graph" not in text.lower():
        return text
    names, content = ", ".join(f"<{graph}>" for graph in hidden), text.encode("utf-8", "surrogatepass")
    edits: list[Edit] = []
    for number, node in enumerate(_find(_tree(text), "graph_graph_pattern")):
        graph = node.children[1]
        named = content[graph.start_byte : graph.end_byte].decode("utf-8", "surrogatepass")
        if graph.type == "var":
            condition = f"{named} NOT IN ({names})"
        else:
            condition = f"?{FIXED_GRAPH}{number} = {named}"
            edits.append((graph.start_byte, f"?{FIXED_GRAPH}{number}", graph.end_byte))
        edits += [(node.start_byte, "{ "), (node.end_byte, f" FILTER ({condition}) }}")]
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
    for place, words, *until in sorted(edits, key=lambda edit: edit[0]):
        made += content[last:place] + words.encode("utf-8", "surrogatepass")
        last = max([place, *until])
    return (bytes(made) + content[last:]).decode("utf-8", "surrogatepass")
