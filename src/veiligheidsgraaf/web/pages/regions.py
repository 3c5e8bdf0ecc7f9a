"""Safety regions: how what is too long for one page is narrowed to a part of the country."""

from ...names.alphabet import alphabetical
from ...words import iris
from ...words.errors import UnknownName
from .library import Library

REGION = "veiligheidsregio"
# There are 25.
_MOST = 60


def list_regions(library: Library) -> list[tuple[str, str]]:
    """(slug, name with how many plans) of the regions that have a plan, by name; none when it is one."""
    found = library.overviews.regions(_MOST)
    library.know(region for region, _ in found)
    ordered = sorted(found, key=lambda pair: alphabetical(library.name(pair[0])))
    named = [(iris.slug(region), f"{library.name(region)} ({plans})") for region, plans in ordered]
    return named if len(named) > 1 else []


def find_region(library: Library, slug: str) -> str:
    """The IRI of a region, "" for none. Raises UnknownName on one that has no plan."""
    if not slug:
        return ""
    known = {iris.slug(region): region for region, _ in library.overviews.regions(_MOST)}
    if slug not in known:
        raise UnknownName(REGION, slug, known)
    return known[slug]
