"""Orders suggestions: a weight for each thing that can be seen, by hand or learned from reviewed plans.

Learned or not, a ranker is a table of weights: the same plan gives the same order, and the heaviest sights
are the reason that is told. It decides nothing. Learning takes scikit-learn (extra `draft`); using does not.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

from .suggestion import Kind

# Whether what is named within a measure is said of it: another question than whether it says something.
ALONG = {Kind.PARTNER: "partner in maatregel", Kind.INSTRUMENT: "instrument in maatregel"}
_STRENGTH: dict[str, float] = {
    Kind.MAATREGEL: 0.1,
    Kind.DOEL: 0.1,
    Kind.PARTNER: 0.1,
    Kind.INSTRUMENT: 0.1,
    **dict.fromkeys(ALONG.values(), 0.1),
}  # inverse of how strongly weights are held small
_USUAL = 0.25
_UNSEEN: dict[str, tuple[str, ...]] = {
    Kind.DOEL: ("k:", "l:")
}  # sights that a kind does not learn from: words of headings and leads
_TWICE = 2  # a sight of one place only tells nothing
_FEW = 2  # others of a group that count for half


@dataclass(frozen=True)
class Example:
    """What was seen at places of a reviewed plan, and whether (0 or 1) and how surely it was something.
    `units`: in which unit of the plan each place is, in order of the text.
    """

    kind: str
    seen: Sequence[Mapping[str, float]]
    wanted: Sequence[int]
    weights: Sequence[float]
    plan: str = ""
    units: Sequence[int] = ()


@dataclass(frozen=True)
class Ranker:
    """Weights by what is asked: a kind, or one of `ALONG`; "" is where it starts."""

    weights: Mapping[str, Mapping[str, float]]

    def weigh(self, kind: str, seen: Mapping[str, float]) -> float:
        """What speaks for it less what speaks against it."""
        table = self.weights.get(kind, {})
        return table.get("", 0.0) + sum(table.get(key, 0.0) * value for key, value in seen.items())

    def score(self, kind: str, seen: Mapping[str, float]) -> float:
        """How likely, from 0 to 1."""
        return as_share(self.weigh(kind, seen))

    def tell(self, kind: str, seen: Mapping[str, float], most: int = 3) -> list[str]:
        """What weighed most for it."""
        table = self.weights.get(kind, {})
        found = [(table.get(key, 0.0) * value, key) for key, value in seen.items()]
        return [
            key for weight, key in sorted(found, key=lambda pair: (-pair[0], pair[1]))[:most] if weight > 0
        ]


def learn(examples: Sequence[Example], before: Ranker | None = None) -> Ranker:
    """A ranker from what people decided; `before` weighs what their plans have nowhere (tables, say).

    Raises ModuleNotFoundError without scikit-learn.
    """
    learned: dict[str, dict[str, float]] = {}
    for kind in dict.fromkeys(example.kind for example in examples):
        learned[kind] = _learn_one(kind, [one for one in examples if one.kind == kind])
        for key, weight in (before.weights.get(kind, {}) if before else {}).items():
            learned[kind].setdefault(key, weight)
    return Ranker(learned)


def _learn_one(kind: str, examples: Sequence[Example]) -> dict[str, float]:
    from sklearn.feature_extraction import DictVectorizer  # noqa: PLC0415 (an extra)
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415

    wanted = [want for example in examples for want in example.wanted]
    if len(set(wanted)) < _TWICE:
        return {}
    unseen = _UNSEEN.get(kind, ("\n",))
    often = Counter(key for example in examples for seen in example.seen for key in seen)
    kept = [
        {key: value for key, value in seen.items() if often[key] >= _TWICE and not key.startswith(unseen)}
        for example in examples
        for seen in example.seen
    ]
    vectorizer = DictVectorizer()
    table = vectorizer.fit_transform(kept)
    table.indices, table.indptr = table.indices.astype("int32"), table.indptr.astype("int32")
    model = LogisticRegression(
        C=_STRENGTH.get(kind, _USUAL), solver="liblinear", random_state=0, max_iter=1000
    )
    model.fit(table, wanted, [weight for example in examples for weight in example.weights])
    names = vectorizer.get_feature_names_out()
    weights = {str(name): float(weight) for name, weight in zip(names, model.coef_[0], strict=True)}
    return {"": float(model.intercept_[0]), **weights}


def as_share(weight: float) -> float:
    """What is weighed as how likely it is, from 0 to 1."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, weight))))


def lean(weights: Sequence[float], groups: Sequence[Hashable], share: float) -> list[float]:
    """Weights that lean to those of their group: each takes a share of how far the others of its group lie
    from all, the less the fewer they are.
    """
    usual = sum(weights) / max(1, len(weights))
    sums: dict[Hashable, float] = defaultdict(float)
    counts = Counter(groups)
    for weight, group in zip(weights, groups, strict=True):
        sums[group] += weight - usual
    return [
        weight + share * (sums[group] - weight + usual) / (counts[group] - 1 + _FEW)
        for weight, group in zip(weights, groups, strict=True)
    ]


def spread(scores: Sequence[float], beside: Sequence[Sequence[tuple[int, float]]]) -> list[float]:
    """Scores of units where each that is surer takes a share from those beside it, which may say the same.

    `beside`: of each unit (another, the share that it loses when this one comes first).
    """
    left = list(scores)
    waiting = [(-score, at) for at, score in enumerate(left)]
    heapify(waiting)
    done = [False] * len(left)
    while waiting:
        score, at = heappop(waiting)
        if done[at] or -score != left[at]:
            continue
        done[at] = True
        for other, share in beside[at]:
            if not done[other]:
                left[other] *= 1 - share
                heappush(waiting, (-left[other], other))
    return left
