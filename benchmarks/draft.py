"""What `draft` finds of a plan that nobody reviewed yet: one plan is left out, and its graph is looked for.

    .venv/bin/python benchmarks/draft.py SOURCES            the plans of this project, texts in SOURCES
    .venv/bin/python benchmarks/draft.py SOURCES --plan SLUG --missed maatregel
    .venv/bin/python benchmarks/draft.py SOURCES --edition docx --edition cvdr --edition "pdf, 2 columns"
                                          the plan left out comes in these editions of reading.py too

Out of the reference graph goes all that only that plan brought, and the cue words that stand in that plan
only; the ranker learns from the other plans. A suggestion finds one item at most, and only when its lines
lie within a passage of the item plus one line each side, and kind and value agree. A new name agrees when
it is the body's: a name of the body covers it, or it is at least half of one and telling. A body that
several statements name on the same line is one item. Only as many suggestions count, the surest first, as
the budget allows.

Plain: with weights by hand. Words: a ranker that sees words only; of bodies and instruments the names of
the other plans in order of the text. Strips: the text cut in as many equal pieces as the budget, each with
the value that is most usual in the other plans.
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from statistics import mean

from draft_items import KINDS, Item, Reviewed, move_items, read_reviewed

from veiligheidsgraaf.check.plans import Project as Statements
from veiligheidsgraaf.check.plans import read_statements
from veiligheidsgraaf.draft.announcements import Cues, read_cues
from veiligheidsgraaf.draft.lessons import Known
from veiligheidsgraaf.draft.looking import BODIES, View, look
from veiligheidsgraaf.draft.ranker import learn
from veiligheidsgraaf.draft.setting_aside import set_aside
from veiligheidsgraaf.draft.suggest import plain_ranker, suggest_from
from veiligheidsgraaf.draft.suggestion import Kind, Suggestion
from veiligheidsgraaf.draft.teaching import Taught, list_lessons
from veiligheidsgraaf.names import tokens
from veiligheidsgraaf.reading.document import Document
from veiligheidsgraaf.reading.recognition import read_document
from veiligheidsgraaf.turtle.read import Dataset, read_project
from veiligheidsgraaf.words.project import Project

ROOT = Path(__file__).resolve().parent.parent
BUDGET = {
    Kind.MAATREGEL: 1.5,
    Kind.DOEL: 2.0,
    Kind.PARTNER: 1.5,
    Kind.INSTRUMENT: 2.0,
    Kind.CIJFER: 1.5,
    Kind.PLANNING: 1.2,
    Kind.PORTEFEUILLEHOUDER: 1.2,
}
TARGET = {
    Kind.MAATREGEL: (0.90, 0.80),
    Kind.DOEL: (0.85, 0.70),
    Kind.PARTNER: (0.85, 0.75),
    Kind.INSTRUMENT: (0.70, 0.55),
    Kind.CIJFER: (0.90, 0.80),
    Kind.PLANNING: (0.95, 0.95),
    Kind.PORTEFEUILLEHOUDER: (0.95, 0.95),
}
MOMENT = ("kwartaal", "planjaar", "doorlopend", "keerPerJaar", "steedsInKwartaal")
BLIND_MOST = 0.25
WORKERS = 2


@dataclass
class Row:
    """Recall of each plan, by who suggests."""

    ranked: dict[str, float] = field(default_factory=dict)
    plain: dict[str, float] = field(default_factory=dict)
    words: dict[str, float] = field(default_factory=dict)
    strips: dict[str, float] = field(default_factory=dict)
    items: int = 0
    editions: dict[str, dict[str, float]] = field(default_factory=dict)


class Fold:
    """One plan left out, and what the others teach."""

    def __init__(
        self, dataset: Dataset, statements: Statements, plans: Sequence[Reviewed], out: Reviewed
    ) -> None:
        self.out = out
        texts = {one.plan.slug: one.document.text for one in plans}
        self.others = [one for one in plans if one is not out]
        left = set_aside(dataset, out.plan.slug, texts)
        self.lexicon = read_statements(left).lexicon
        self.cues = cues_without(out.plan.slug, texts)
        self.known = Known(statements.lexicon, out.plan.home)
        self.examples = list_lessons(left, [Taught(one.plan, one.document) for one in self.others], self.cues)

    def look(self, one: Reviewed, document: Document | None = None) -> View:
        """A plan as it is seen with what is left."""
        return look(document or one.document, self.lexicon, one.plan.home, self.cues, period_of(one))

    def agree(self, one: Suggestion, item: Item) -> bool:
        """Whether a suggestion finds an item."""
        if one.kind != item.kind or not item.holds(one.first, one.last):
            return False
        if one.kind in (Kind.MAATREGEL, Kind.DOEL):
            return True
        if one.kind is Kind.CIJFER:
            return item.value == (one.values.get("jaar", ("",))[0], str(float(one.values["waarde"][0])))
        if one.kind is Kind.PLANNING:
            return item.value == tuple(sorted(v for key in MOMENT for v in one.values.get(key, ())))
        kinds: tuple[str, ...] = ("instrument",) if one.kind is Kind.INSTRUMENT else BODIES
        named = one.values.get("instrument" if one.kind is Kind.INSTRUMENT else "partner")
        if named:
            return item.value[0] in named
        return item.value[0] in self.known.things(one.values["naam"][0], kinds)

    def recall(
        self, suggestions: Sequence[Suggestion], kind: Kind, items: Sequence[Item]
    ) -> tuple[float, list[Item]]:
        """Share of the items found within the budget, and those that were missed."""
        most = int(BUDGET[kind] * len(items))
        chosen = sorted((one for one in suggestions if one.kind is kind), key=lambda one: -one.score)[:most]
        found = match(chosen, items, self.agree)
        return len(found) / len(items), [item for at, item in enumerate(items) if at not in found]


def match(
    chosen: Sequence[Suggestion], items: Sequence[Item], agree: Callable[[Suggestion, Item], bool]
) -> dict[int, int]:
    """Items found -> suggestion, as many as possible with one item for each (augmenting paths)."""
    finds = [[at for at, item in enumerate(items) if agree(one, item)] for one in chosen]
    owner: dict[int, int] = {}

    def place(number: int, seen: set[int]) -> bool:
        for at in finds[number]:
            if at not in seen:
                seen.add(at)
                if at not in owner or place(owner[at], seen):
                    owner[at] = number
                    return True
        return False

    for number in range(len(chosen)):
        place(number, set())
    return owner


def cues_without(slug: str, texts: dict[str, str]) -> Cues:
    """The vocabulary without the cues that stand in one plan only."""
    words = {
        key: f" {' '.join(map(tokens.plain, tokens.split(text, 10**6)))} " for key, text in texts.items()
    }

    def is_own(cue: str) -> bool:
        return f" {cue} " in words[slug] and not any(
            f" {cue} " in text for key, text in words.items() if key != slug
        )

    return read_cues().without(is_own)


def period_of(one: Reviewed) -> tuple[int, int]:
    first, _, last = one.plan.period.partition("-")
    return int(first), int(last)


def strips(fold: Fold, kind: Kind) -> list[Suggestion]:
    """Blind pieces of equal length, each with the value that the other plans have most."""
    items = fold.out.items[kind]
    total = len(fold.out.document.lines)
    count = int(BUDGET[kind] * len(items))
    usual = Counter(item.value for one in fold.others for item in one.items[kind]).most_common(1)
    value = usual[0][0] if usual else ("",)
    values = {
        Kind.CIJFER: {"jaar": value[:1], "waarde": value[-1:] if len(value) > 1 else ("0",)},
        Kind.PLANNING: {"doorlopend": ("true",)},
        Kind.INSTRUMENT: {"instrument": value},
    }.get(kind, {"partner": value})
    return [
        Suggestion(
            kind,
            at * total // count + 1,
            max(at * total // count + 1, (at + 1) * total // count),
            (),
            values,
            "",
            1,
        )
        for at in range(count)
    ]


def words_only(fold: Fold, view: View) -> list[Suggestion]:
    """Suggestions of a ranker that sees words only, and known names in order of the text."""
    kept = [
        replace(
            example,
            seen=[{key: v for key, v in seen.items() if key.startswith("w:")} for seen in example.seen],
        )
        for example in fold.examples
        if example.kind in (Kind.MAATREGEL, Kind.DOEL)
    ]
    ranker = learn(kept)
    found = [
        Suggestion(
            kind,
            unit.first,
            unit.last,
            unit.words,
            {},
            "",
            ranker.score(kind, {k: v for k, v in seen.items() if k.startswith("w:")}),
        )
        for unit, seen in zip(view.units, view.seen, strict=True)
        for kind in (Kind.MAATREGEL, Kind.DOEL)
    ]
    for one in view.candidates:
        if one.iri and one.how != "eigen gemeente" and one.kind in (Kind.PARTNER, Kind.INSTRUMENT):
            key = "partner" if one.kind is Kind.PARTNER else "instrument"
            found.append(Suggestion(one.kind, one.first, one.last, one.words, {key: (one.iri,)}, "", 1.0))
    return found


def measure(sources: Path, only: str, missed: str, editions: Sequence[str]) -> dict[Kind, Row]:
    slugs = [one.plan.slug for one in read_reviewed(read_project(Project(ROOT)), sources)]
    rows = {kind: Row(editions={edition: {} for edition in editions}) for kind in KINDS}
    chosen = [slug for slug in slugs if only in ("", slug)]
    with ProcessPoolExecutor(WORKERS) as pool:
        for slug, found in zip(
            chosen, pool.map(partial(measure_one, sources, editions), chosen), strict=True
        ):
            for kind, name, items, share, lost in found:
                row = rows[kind]
                row.items += items if name == "ranked" else 0
                (row.editions[name] if name in row.editions else getattr(row, name))[slug] = share
                if name == "ranked" and missed == kind:
                    show(slug, lost)
    return rows


def measure_one(
    sources: Path, editions: Sequence[str], slug: str
) -> list[tuple[Kind, str, int, float, list[Item]]]:
    """(kind, who suggests or the edition, items, recall, missed) of one plan left out."""
    dataset = read_project(Project(ROOT))
    plans = read_reviewed(dataset, sources)
    out = next(one for one in plans if one.plan.slug == slug)
    started = time.process_time()
    fold = Fold(dataset, read_statements(dataset), plans, out)
    ranker = learn(fold.examples, plain_ranker())
    learned = time.process_time()
    view = fold.look(out)
    told = {"ranked": suggest_from(view, ranker)}
    spent = (
        f"learned in {learned - started:.1f} s, suggested in {time.process_time() - learned:.1f} s of a core"
    )
    print(f"{slug}: {spent}", file=sys.stderr)
    told |= {"plain": suggest_from(view, plain_ranker()), "words": words_only(fold, view)}
    found = []
    for kind, items in out.items.items():
        for name, suggestions in (*told.items(), ("strips", strips(fold, kind))) if items else ():
            share, lost = fold.recall(suggestions, kind, items)
            found.append((kind, name, len(items), share, lost))
    for edition in editions:
        document = published(out.document, edition)
        suggestions = suggest_from(fold.look(out, document), ranker)
        for kind, items in out.items.items():
            if items:
                share, lost = fold.recall(suggestions, kind, move_items(items, out.document, document))
                found.append((kind, edition, len(items), share, lost))
    return found


def published(document: Document, edition: str) -> Document:
    """The same text published in another format, and read again."""
    import reading  # noqa: PLC0415 (needs Chromium)

    with reading.printer() as browser:
        return read_document(reading.formats(browser)[edition](reading.parts_of(document)))


def show(slug: str, lost: Sequence[Item]) -> None:
    for item in lost:
        print(f"  {slug}: {' '.join(item.value)} {item.label[:60]} {item.spans}")


def print_table(rows: dict[Kind, Row]) -> None:
    print("| kind | items | within | mean | lowest | plain | words | strips | asked |")
    print("|---|---|---|---|---|---|---|---|---|")
    for kind, row in rows.items():
        if row.ranked:
            lowest = min(row.ranked, key=lambda slug: row.ranked[slug])
            asked = "/".join(f"{share:.2f}" for share in TARGET[kind])
            shares = [f"{mean(found.values()):.3f}" for found in (row.plain, row.words, row.strips)]
            told = [f"{mean(row.ranked.values()):.3f}", f"{row.ranked[lowest]:.3f} {lowest}", *shares, asked]
            print(f"| {kind} | {row.items} | {BUDGET[kind]} x | {' | '.join(told)} |")
    for edition in next(iter(rows.values())).editions:
        shares = {kind: mean(row.editions[edition].values()) for kind, row in rows.items() if row.ranked}
        print(f"{edition}: " + ", ".join(f"{kind} {share:.3f}" for kind, share in shares.items()))
    for kind, row in rows.items():
        print(kind, {slug: round(share, 3) for slug, share in row.ranked.items()}, file=sys.stderr)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sources", type=Path)
    parser.add_argument("--plan", default="")
    parser.add_argument("--missed", default="", help="show what is missed of a kind")
    parser.add_argument("--edition", action="append", default=[], help="a format of reading.py")
    given = parser.parse_args()
    rows = measure(given.sources, given.plan, given.missed, given.edition)
    print_table(rows)
    blind = [mean(row.strips.values()) for row in rows.values() if row.strips]
    assert given.plan or max(blind) < BLIND_MOST, "blind strips find too much: the measure is too easy"


if __name__ == "__main__":
    main()
