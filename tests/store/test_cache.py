"""Which answers stay: those that save most, and always some of a round that is larger than the cache."""

import random

from veiligheidsgraaf.store.cache import AnswerCache
from veiligheidsgraaf.store.query import Query, Result

KILOBYTE = 1024


def ask(cache: AnswerCache, name: str, size: int = 10 * KILOBYTE, seconds: float = 0.01) -> bool:
    """Whether the answer was there; else it is made and kept."""
    query = Query(f"SELECT * {{ ?s ?p '{name}' }}", rows_format="json", graph_format="")
    if cache.find(query):
        return True
    cache.keep(query, Result(bytes(size), "json", seconds=seconds))
    return False


def test_a_round_larger_than_the_cache_finds_its_share() -> None:
    """The least recently asked would be gone each time, just before it is asked again."""
    cache = AnswerCache(500 * KILOBYTE, random.Random(1))
    hits = [ask(cache, str(n)) for _ in range(20) for n in range(90)]
    assert sum(hits[90:]) / len(hits[90:]) > 0.25, "half of them fit"


def test_what_took_long_and_is_small_outlives_a_flood_of_what_is_made_at_once() -> None:
    cache = AnswerCache(500 * KILOBYTE, random.Random(2))
    for n in range(5):
        ask(cache, f"dear {n}", KILOBYTE, seconds=2.0)
    for n in range(2_000):
        ask(cache, f"cheap {n}", 20 * KILOBYTE, seconds=0.001)
    assert all(ask(cache, f"dear {n}") for n in range(5))


def test_what_is_asked_often_outlives_what_is_asked_once() -> None:
    cache = AnswerCache(200 * KILOBYTE, random.Random(3))
    for n in range(1_000):
        ask(cache, f"once {n}")
        ask(cache, f"often {n % 4}")
    assert sum(ask(cache, f"often {n}") for n in range(4)) >= 3


def test_what_was_asked_often_long_ago_makes_room() -> None:
    cache = AnswerCache(200 * KILOBYTE, random.Random(4))
    for _ in range(50):
        for n in range(15):
            ask(cache, f"old {n}")
    for n in range(3_000):
        ask(cache, f"new {n % 15}")
    assert sum(ask(cache, f"new {n}") for n in range(15)) >= 10


def test_it_never_holds_more_than_it_may() -> None:
    cache = AnswerCache(100 * KILOBYTE, random.Random(5))
    for n in range(500):
        ask(cache, str(n), (n % 30) * KILOBYTE)
        assert cache.bytes <= 100 * KILOBYTE
