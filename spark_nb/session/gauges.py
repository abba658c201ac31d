"""What a session's parts have to do right now, by name."""

from __future__ import annotations

from spark_nb.session.adapters import Adapters


def gauges(adapters: Adapters) -> dict[str, float]:
    """Return counts of this session, and the depth and load of the queues it shares.

    What every pipeline has comes from ``pipeline.sampler``.
    """
    stats = adapters.publisher.stats()
    return {
        "events.published": stats.published,
        "events.failed": stats.failed,
        "events.dropped": stats.dropped,
        "events.dead_letters": stats.dead_letters,
        "rows.refused": adapters.rows.refused,
        "rows.lost": adapters.rows.lost,
        **{
            f"{name}.{gauge}": value
            for name, gate in adapters.gates.items()
            for gauge, value in gate.gauges().items()
        },
    }
