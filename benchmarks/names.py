"""The index of names at the size of a country: `python benchmarks/names.py [MUNICIPALITIES]`.

Made-up bodies, instruments, places and documents of 400 made-up municipalities: over 20,000 things. Told are
its size, how long it takes to write, the memory that serving it takes, and for each kind of look-up how many
there were and how long they took.
"""

import os
import resource
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import pairwise, product
from pathlib import Path
from random import Random

from veiligheidsgraaf.names.entries import Choice, Entry
from veiligheidsgraaf.names.find import Names
from veiligheidsgraaf.names.name_index import write_names
from veiligheidsgraaf.names.named import Plan, Thing
from veiligheidsgraaf.names.stored import StoredLexicon
from veiligheidsgraaf.words import iris

STARTS = """
Ber Hoog Wester Oude Nieuw Zand Mid Goor Haar Vels Rijn Maas Vecht Lo Eem Schie Bor Gouw Hol Zuid
"""
ENDS = """
dam veen wijk burg hoven meer stede broek drecht kerk lo horst zijl beek dorp akker eind oord rade vliet
"""
BODIES = (
    *("Burgemeester van {}", "College van {}", "Gemeenteraad van {}", "Driehoek {}", "Sociaal wijkteam {}"),
    *("Jongerenwerk {}", "Stichting Welzijn {}", "Ondernemersvereniging {}", "Woningstichting {}"),
    *("Bureau Halt {}", "Wijkagenten {}", "Toezichthouders {}", "Zorgtafel {}", "Platform Veilig {}"),
    *("Huurdersvereniging {}", "Dorpsraad {}", "Sportbedrijf {}", "Voetbalclub {}", "Winkeliers {}"),
    *("Lokaal ondermijningsoverleg {}", "Horecaoverleg {}", "Veiligheidsoverleg {}", "Jeugdnetwerk {}"),
    *("Buurtbemiddeling {}", "Brandweer {}", "Buurtpreventie {}"),
)  # fmt: skip
INSTRUMENTS = (
    *("Cameraplan {}", "Algemene plaatselijke verordening {}", "Horecaconvenant {}", "Handhavingsplan {}"),
    *("Damoclesbeleid {}", "Bibob-beleidsregel {}", "Evenementenbeleid {}", "Preventieplan alcohol {}"),
)  # fmt: skip
PLACES = (
    "Centrum {}",
    "Station {}",
    "Industrieterrein {}",
    "Park {}",
    "Haven {}",
    "Winkelcentrum {}",
    "Sportpark {}",
)
DOCUMENTS = (
    "Jaarverslag {}",
    "Veiligheidsmonitor {}",
    "Coalitieakkoord {}",
    "Uitvoeringsprogramma {}",
    "Wijkscan {}",
)
THEMES = (
    "Ondermijning",
    "Woninginbraak",
    "Jeugdoverlast",
    "Cybercrime",
    "Radicalisering",
    "Verkeersveiligheid",
)
ALIASES = {
    "Sociaal wijkteam {}": "SWT {}",
    "Lokaal ondermijningsoverleg {}": "LOO {}",
    "Burgemeester van {}": "{}se burgemeester",
}


def make_entries(count: int, random: Random) -> Iterator[Entry]:
    """Things of so many made-up municipalities."""
    for name in THEMES:
        yield entry("thema", name, (), 40 * count)
    for town in towns(count):
        yield entry("gemeente", f"Gemeente {town}", (town,), 300)
        for kind, forms in (
            *(("partner", BODIES), ("instrument", INSTRUMENTS), ("locatie", PLACES)),
            *(("document", DOCUMENTS), ("indicator", tuple(f"{theme} in {{}}" for theme in THEMES))),
        ):
            for form in forms:
                other = ALIASES.get(form)
                yield entry(
                    kind, form.format(town), (other.format(town),) if other else (), random.randint(0, 60)
                )


def entry(kind: str, name: str, others: tuple[str, ...], statements: int) -> Entry:
    """A thing with its names."""
    slug = "-".join(name.lower().replace("'", "").replace(" en ", " ").replace("-", " ").split())
    names = (("prefLabel", name), *(("altLabel", other) for other in others))
    return Entry(
        Thing(kind, iris.thing(kind, slug), name), names, f"{name} werkt aan veiligheid.", statements
    )


def towns(count: int) -> list[str]:
    """Made-up names of municipalities."""
    return [start + end for start, end in product(STARTS.split(), ENDS.split())][:count]


def misspell(text: str, random: Random) -> str:
    """A text with two letters of its longest word swapped."""
    word = max(text.split(), key=len)
    at = random.randint(1, len(word) - 3)
    return text.replace(word, word[:at] + word[at + 1] + word[at] + word[at + 2 :])


def measure(told: str, values: list[str], do: Callable[[str], object]) -> None:
    """Do it for each value, and tell how long that took."""
    took = []
    for value in values:
        started = time.perf_counter()
        do(value)
        took.append((time.perf_counter() - started) * 1000)
    took.sort()
    at = [took[int(len(took) * share)] for share in (0.5, 0.95, 0.999)]
    print(f"| {told} | {len(took):,} | " + " | ".join(f"{ms:.2f}" for ms in at) + " |")


def memory() -> float:
    """Most memory of this process until now, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    random, count = Random(11), int(sys.argv[1]) if len(sys.argv) > 1 else 400
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "names.sqlite"
        child = os.fork()
        if child == 0:  # writing takes memory that serving does not
            write(path, count)
            os._exit(0)
        os.waitpid(child, 0)
        serve(path, count, random)


def write(path: Path, count: int) -> None:
    """Write the index, and tell what that took."""
    entries = list(make_entries(count, Random(7)))
    choices = [Choice(e.thing.kind, e.thing.slug, e.thing.name) for e in entries]
    plans = [Plan(f"{town.lower()}-2023", town.lower(), 2023, 2026) for town in towns(count)]
    started = time.perf_counter()
    write_names(path, entries, plans, choices)
    names = sum(len(e.names) for e in entries)
    print(f"{len(entries):,} things, {names:,} names: {path.stat().st_size / 1e6:.0f} MB, "
          f"written in {time.perf_counter() - started:.1f} s with {memory():.0f} MB", flush=True)  # fmt: skip


def serve(path: Path, count: int, random: Random) -> None:
    """Look up what people type, and tell how long that took."""
    some = [form.format(town) for form, town in product((*BODIES, *INSTRUMENTS, *PLACES), towns(count))]
    random.shuffle(some)
    some = some[:2000]
    before = memory()
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as file:
        stored = StoredLexicon(file)
        names = Names(stored, asking=("partners", "wie", "werkt"))
        print("| look-up | times | p50 ms | p95 ms | p99.9 ms |\n|---|---|---|---|---|")
        for size in (1, 2, 3, 5, 9):
            measure(f"typing: {size} letters", [text[:size] for text in some], stored.suggest)
        measure(
            "typing: 3 letters of a partner", [t[:3] for t in some], lambda t: stored.suggest(t, ("partner",))
        )
        measure(
            "typing: a word and a letter",
            [" ".join(t.split()[:2])[: len(t.split()[0]) + 2] for t in some],
            stored.suggest,
        )
        for told in ("a line", "the same line again"):
            lines = [f"welke partners werken met {text} aan ondermijning" for text in some[:500]]
            measure(told, lines, lambda line: names.find(names.read(line)))
        wrong = [misspell(f"wie werkt met {text}", random) for text in some[500:1000]]
        measure("a line with a slip", wrong, lambda line: names.find(names.read(line)))
        measure(
            "a sentence of a plan",
            [f"In {t} werken wij met {o}." for t, o in pairwise(some)],
            names.find,
        )
        measure(
            "is it there",
            [text.lower().replace(" ", "-") for text in some],
            lambda s: stored.can_choose("partner", s),
        )
        measure("slugs near one that is not there", [t.lower().replace(" ", "")[:-1] for t in some[:300]],
                lambda s: stored.slugs_near("partner", s))  # fmt: skip
    print(f"memory: {before:.0f} MB before, {memory():.0f} MB after")


if __name__ == "__main__":
    main()
