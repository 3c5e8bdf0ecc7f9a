"""What XML cannot say: control characters in a text, a predicate that is
no qualified name (RDF/XML, section 5.2).
"""

from xml.parsers import expat

NOT_IN_XML = (
    "dit antwoord kan niet in XML: het bevat een stuurteken, of een eigenschap zonder naam die XML toelaat",
    "vraag rijen als JSON, CSV of TSV, triples als Turtle of N-Triples",
)


def is_well_formed(body: bytes) -> bool:
    """Whether bytes are an XML document, with namespaces."""
    parser = expat.ParserCreate(namespace_separator=" ")
    try:
        parser.Parse(body, True)
    except expat.ExpatError:
        return False
    return True
