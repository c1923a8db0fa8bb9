"""Counters and gauges, under Prometheus names. Only home of prometheus_client.

Counting is a dictionary entry; the library, whose import takes longer than hundreds of polls, comes with
the first reader.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from prometheus_client.metrics_core import Metric

POLL_SECONDS: Final = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


class Counter:
    """What only grows; with a `label`, one number for each of its `values`.

    Each begins with 0: what is there from its first event on only has not grown, for Prometheus.
    """

    def __init__(self, name: str, about: str, label: str = "", *values: str) -> None:
        self._name = name
        self._about = about
        self._label = label
        self._counts = dict.fromkeys(values or ("",), 0.0)

    def inc(self, by: float = 1, kind: str = "") -> None:
        """Add to the number of `kind`, a value of the label; without a label there is one number."""
        self._counts[kind] += by

    def collect(self) -> Metric:
        """Tell the numbers to the library."""
        from prometheus_client.metrics_core import CounterMetricFamily

        family = CounterMetricFamily(
            self._name, self._about, labels=[self._label] if self._label else []
        )
        for kind, count in self._counts.items():
            family.add_metric([kind] if self._label else [], count)
        return family


class Gauge:
    """What goes up and down."""

    def __init__(self, name: str, about: str) -> None:
        self._name = name
        self._about = about
        self._value = 0.0

    def set(self, value: float) -> None:
        """Say what it is now."""
        self._value = value

    def collect(self) -> Metric:
        """Tell the number to the library."""
        from prometheus_client.metrics_core import GaugeMetricFamily

        return GaugeMetricFamily(self._name, self._about, value=self._value)


class Histogram:
    """How often a measure fell below each of its bounds."""

    def __init__(self, name: str, about: str, bounds: Sequence[float]) -> None:
        self._name = name
        self._about = about
        self._bounds = bounds
        self._counts = [0] * (len(bounds) + 1)
        self._sum = 0.0

    def observe(self, measure: float) -> None:
        """Count one measure; a bucket holds what is as large as its bound, too."""
        self._counts[bisect_left(self._bounds, measure)] += 1
        self._sum += measure

    def collect(self) -> Metric:
        """Tell the buckets to the library."""
        from prometheus_client.metrics_core import HistogramMetricFamily

        names = [*map(str, self._bounds), "+Inf"]
        buckets = list(zip(names, map(float, accumulate(self._counts)), strict=True))
        return HistogramMetricFamily(self._name, self._about, buckets=buckets, sum_value=self._sum)


class Metrics:
    """Everything that one daemon counts."""

    def __init__(self) -> None:
        self.polls = Counter(
            "syndicate_polls", "Polls by their result.",
            "result", "read", "unchanged", "failed", "held",
        )  # fmt: skip
        self.poll_seconds = Histogram(
            "syndicate_poll_seconds", "From claim to saved.", POLL_SECONDS
        )
        self.pages = Counter(
            "syndicate_pages", "Pages asked for the full text of an item, by what came of it.",
            "result", "taken", "refused", "failed", "skipped",
        )  # fmt: skip
        self.items = Counter(
            "syndicate_items", "Items recorded: new, changed, or held back as a flood.",
            "kind", "new", "changed", "held",
        )  # fmt: skip
        self.missed = Counter(
            "syndicate_items_missed", "Items that came and went between two polls, by estimate."
        )
        self.pushes = Counter(
            "syndicate_pushes", "Pushes received, by what became of them.",
            "result", "signed", "unsigned", "forged", "refused",
        )  # fmt: skip
        self.deliveries = Counter(
            "syndicate_deliveries", "Feeds brought to followers and told to hubs, by what became of it.",
            "result", "delivered", "told", "failed", "ended",
        )  # fmt: skip
        self.clustered = Counter("syndicate_items_clustered", "Items put into stories.")
        self.cluster_seconds = Counter("syndicate_cluster_seconds", "Time spent on clustering.")
        self.renders = Counter("syndicate_renders", "Outputs rendered anew.")
        self.render_failures = Counter(
            "syndicate_render_failures",
            "What could not be written: an entry, which is left out, or a feed, whose old bytes stand.",
            "what", "entry", "feed",
        )  # fmt: skip
        self.sources = Gauge("syndicate_sources", "Sources in feeds.yaml.")
        self.config_failures = Counter(
            "syndicate_config_failures", "Reloads refused because feeds.yaml was wrong."
        )
        self.task_failures = Counter(
            "syndicate_task_failures", "Tasks that ended in an error nobody expected."
        )

    def render_failed(self, what: str) -> None:
        """An entry could not be written, or a feed."""
        self.render_failures.inc(kind=what)

    def collect(self) -> Iterator[Metric]:
        """Tell every number to the library."""
        for metric in vars(self).values():
            yield metric.collect()

    def exposition(self) -> tuple[bytes, str]:
        """Return the text format and its content type; with what the system says of this process, where it does."""
        from prometheus_client import (
            CONTENT_TYPE_LATEST,
            CollectorRegistry,
            ProcessCollector,
            generate_latest,
        )

        registry = CollectorRegistry()
        registry.register(self)
        ProcessCollector(registry=registry)
        return generate_latest(registry), CONTENT_TYPE_LATEST
