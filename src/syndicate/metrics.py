"""Counters and gauges, under Prometheus names. Only home of prometheus_client."""

from __future__ import annotations

from typing import Final

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
)

POLL_SECONDS: Final = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


class Metrics:
    """Everything that one daemon counts, in a registry of its own."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self.polls = Counter(
            "syndicate_polls", "Polls by their result.", ["result"], registry=self._registry
        )
        self.poll_seconds = Histogram(
            "syndicate_poll_seconds",
            "From claim to saved.",
            buckets=POLL_SECONDS,
            registry=self._registry,
        )
        self.items = Counter(
            "syndicate_items", "Items recorded, new or changed.", ["kind"], registry=self._registry
        )
        self.pushes = Counter(
            "syndicate_pushes",
            "Pushes received, by what became of them.",
            ["result"],
            registry=self._registry,
        )
        self.clustered = Counter(
            "syndicate_items_clustered", "Items put into stories.", registry=self._registry
        )
        self.cluster_seconds = Counter(
            "syndicate_cluster_seconds", "Time spent on clustering.", registry=self._registry
        )
        self.renders = Counter(
            "syndicate_renders", "Outputs rendered anew.", registry=self._registry
        )
        self.sources = Gauge("syndicate_sources", "Sources in feeds.yaml.", registry=self._registry)
        self.config_failures = Counter(
            "syndicate_config_failures",
            "Reloads refused because feeds.yaml was wrong.",
            registry=self._registry,
        )
        self.task_failures = Counter(
            "syndicate_task_failures",
            "Tasks that ended in an error nobody expected.",
            registry=self._registry,
        )

    def exposition(self) -> tuple[bytes, str]:
        """Return the text format and its content type."""
        return generate_latest(self._registry), CONTENT_TYPE_LATEST
