"""Figures for Prometheus: of requests, and of the store that answers them."""

from collections.abc import Iterator

from prometheus_client import CollectorRegistry, Counter, Histogram, disable_created_metrics, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from ..store.pool import PooledStore

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_PREFIX = "veiligheidsgraaf"

disable_created_metrics()  # type: ignore[no-untyped-call]

# Of the process, whatever release serves.
REQUESTS = CollectorRegistry()
ANSWERED = Counter(
    f"{_PREFIX}_requests", "Requests answered.", ("route", "method", "status"), registry=REQUESTS
)
SECONDS = Histogram(
    f"{_PREFIX}_request_seconds", "Seconds until an answer was sent.", ("route",), registry=REQUESTS,
    buckets=(0.001, 0.005, 0.02, 0.1, 0.5, 2, 10, 30),
)  # fmt: skip


class StoreFigures(Collector):
    """What a store did and does."""

    def __init__(self, store: PooledStore, digest: str) -> None:
        self._store, self._digest = store, digest

    def collect(self) -> Iterator[Metric]:
        """All figures, read now."""
        release = GaugeMetricFamily(f"{_PREFIX}_release_info", "The release that answers.", labels=["digest"])
        release.add_metric([self._digest], 1)
        queries = CounterMetricFamily(
            f"{_PREFIX}_queries", "Queries that went to a worker, by outcome.", labels=["lane", "outcome"]
        )
        busy = GaugeMetricFamily(f"{_PREFIX}_workers_busy", "Workers that run a query.", labels=["lane"])
        workers = GaugeMetricFamily(f"{_PREFIX}_workers", "Workers.", labels=["lane"])
        waiting = GaugeMetricFamily(
            f"{_PREFIX}_queries_waiting", "Queries that wait for a worker.", labels=["lane"]
        )
        for name, lane in self._store.lanes.items():
            for outcome, count in sorted(lane.outcomes.items()):
                queries.add_metric([name, outcome.replace(" ", "_")], count)
            busy.add_metric([name], lane.busy)
            workers.add_metric([name], len(lane.workers))
            waiting.add_metric([name], lane.waiting)
        if engines := self._store.engines:
            yield GaugeMetricFamily(
                f"{_PREFIX}_engine_up", "Whether an engine answers open queries.", int(not engines.reason)
            )
        cache = self._store.cache
        yield from (release, queries, busy, workers, waiting)
        yield CounterMetricFamily(f"{_PREFIX}_cache_hits", "Answers that were given before.", cache.hits)
        yield CounterMetricFamily(f"{_PREFIX}_cache_misses", "Answers that had to be made.", cache.misses)
        yield GaugeMetricFamily(f"{_PREFIX}_cache_bytes", "Bytes of answers kept.", cache.bytes)


def render_metrics(figures: StoreFigures) -> bytes:
    """All figures in the text format of Prometheus."""
    registry = CollectorRegistry()
    registry.register(figures)
    return generate_latest(REQUESTS) + generate_latest(registry)
