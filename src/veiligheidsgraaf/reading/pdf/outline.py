"""The levels of headings: by their tags, by their numbers, and by their size where they have neither."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from .. import signs
from ..document import Role
from .parts import TextBlock

_DEEPEST = 6


def find_levels(blocks: Sequence[TextBlock]) -> None:
    """Give each heading without a level one."""
    headings = [block for block in blocks if block.role == Role.HEADING and not block.level]
    ranks = sorted({_look(block) for block in headings}, reverse=True)
    depths: dict[tuple[float, bool], Counter[int]] = defaultdict(Counter)
    for block in headings:
        if found := signs.find_number(block.text):
            depths[_look(block)][found[1]] += 1
    levels: dict[tuple[float, bool], int] = {}
    level = deepest = 0
    for look in ranks:
        numbered = depths[look].most_common(1)
        if numbered and numbered[0][0] > deepest:  # the title of a plan may be larger than its chapters
            level = deepest = numbered[0][0]
        else:
            level = min(level + 1, _DEEPEST)
        levels[look] = level
    for block in headings:
        found = signs.find_number(block.text)
        is_deep = found is not None and found[1] > 1  # a plain number may be of a list of headings
        block.level = found[1] if found and is_deep else levels[_look(block)]


def _look(block: TextBlock) -> tuple[float, bool]:
    """What headings of one level share: their size, and whether they are bold."""
    return round(max(line.size for line in block.lines) * 2) / 2, all(line.bold for line in block.lines)
