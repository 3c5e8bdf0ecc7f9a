"""The named questions as data, so that editors find them: sh:SPARQLExecutable, prefixes by sh:declare.

The form of https://github.com/sib-swiss/sparql-examples, in `.../graph/voorbeelden`.
"""

import pyoxigraph as ox

from ..words import iris
from ..words.prefixes import PREFIXES
from .statements import Statements, dutch


def describe_questions(questions: dict[str, tuple[str, str, str]]) -> Statements:
    """Each question as an executable, with the text that answers it whole.

    In: name -> question, description, SPARQL.
    """
    examples = Statements(iris.EXAMPLES_GRAPH)
    for prefix, namespace in PREFIXES.items():
        declaration = examples.own("prefix", prefix)
        examples.add(iris.ONTOLOGY, "sh:declare", declaration)
        examples.add(declaration, "sh:prefix", ox.Literal(prefix))
        examples.add(
            declaration,
            "sh:namespace",
            ox.Literal(namespace, datatype=ox.NamedNode(PREFIXES["xsd"] + "anyURI")),
        )
    for name, (question, description, sparql) in questions.items():
        example = f"{iris.EXAMPLES_GRAPH}#{name}"
        examples.add(example, "rdf:type", "sh:SPARQLExecutable", "sh:SPARQLSelectExecutable")
        examples.add(example, "rdfs:label", dutch(name))
        examples.add(example, "rdfs:comment", dutch(question))
        examples.add(example, "dct:description", dutch(description))
        examples.add(example, "sh:prefixes", iris.ONTOLOGY)
        examples.add(example, "sh:select", ox.Literal(sparql))
        examples.add(example, "schema:target", iris.BASE + "sparql")
    return examples
