"""Orders suggestions: a weight for each thing that can be seen, by hand or learned from reviewed plans.

Learned or not, a ranker is a table of weights: the same plan gives the same order, and the heaviest sights
are the reason that is told. It decides nothing. Learning takes scikit-learn (extra `draft`); using does not.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .suggestion import Kind

_STRENGTH = 0.25  # inverse of how strongly weights are held small
_TWICE = 2  # a sight of one place only tells nothing


@dataclass(frozen=True)
class Example:
    """What was seen at places of reviewed plans, and whether (0 or 1) and how surely it was something."""

    kind: Kind
    seen: Sequence[Mapping[str, float]]
    wanted: Sequence[int]
    weights: Sequence[float]


@dataclass(frozen=True)
class Ranker:
    """Weights by kind; "" is where it starts."""

    weights: Mapping[Kind, Mapping[str, float]]

    def score(self, kind: Kind, seen: Mapping[str, float]) -> float:
        """How likely, from 0 to 1."""
        table = self.weights.get(kind, {})
        total = table.get("", 0.0) + sum(table.get(key, 0.0) * value for key, value in seen.items())
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))

    def tell(self, kind: Kind, seen: Mapping[str, float], most: int = 3) -> list[str]:
        """What weighed most for it."""
        table = self.weights.get(kind, {})
        found = [(table.get(key, 0.0) * value, key) for key, value in seen.items()]
        return [
            key for weight, key in sorted(found, key=lambda pair: (-pair[0], pair[1]))[:most] if weight > 0
        ]


def learn(examples: Sequence[Example]) -> Ranker:
    """A ranker from what people decided. Raises ModuleNotFoundError without scikit-learn."""
    kinds = dict.fromkeys(example.kind for example in examples)
    return Ranker({kind: _learn_one([one for one in examples if one.kind == kind]) for kind in kinds})


def _learn_one(examples: Sequence[Example]) -> dict[str, float]:
    from sklearn.feature_extraction import DictVectorizer  # noqa: PLC0415 (an extra)
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415

    wanted = [want for example in examples for want in example.wanted]
    if len(set(wanted)) < _TWICE:
        return {}
    often = Counter(key for example in examples for seen in example.seen for key in seen)
    kept = [
        {key: value for key, value in seen.items() if often[key] >= _TWICE}
        for example in examples
        for seen in example.seen
    ]
    vectorizer = DictVectorizer()
    table = vectorizer.fit_transform(kept)
    table.indices, table.indptr = table.indices.astype("int32"), table.indptr.astype("int32")
    model = LogisticRegression(C=_STRENGTH, solver="liblinear", random_state=0, max_iter=1000)
    model.fit(table, wanted, [weight for example in examples for weight in example.weights])
    names = vectorizer.get_feature_names_out()
    weights = {str(name): float(weight) for name, weight in zip(names, model.coef_[0], strict=True)}
    return {"": float(model.intercept_[0]), **weights}
