"""What the metrics panel shows of one moment."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from spark_nb.domain.tools import TOOLS
from spark_nb.metrics import Snapshot

_ERRORS = ("failed", "timed_out", "rejected")
_QUEUES = {
    "unity.queue_depth": "unity",
    "cv.queue_depth": "cv",
    "asr.queue_depth": "asr",
    "events.queue_depth": "events",
    "rows.delayed": "rows",
}


def reading(snapshot: Snapshot, gauges: Mapping[str, float], at_ms: float) -> dict[str, Any]:
    """Return the page's view of the metrics now; counts are since the process began.

    ``tools`` maps a name to calls, errors, and the newest calls' p50, p95 and p99 in ms.
    """
    return {
        "at": at_ms,
        "tools": dict(_tools(snapshot)),
        "depths": {short: gauges[name] for name, short in _QUEUES.items() if name in gauges},
        "hits": gauges.get("cache.hits", 0),
        "misses": gauges.get("cache.misses", 0),
    }


def _tools(snapshot: Snapshot) -> list[tuple[str, list[float]]]:
    counters = snapshot["counters"]
    found = []
    for name, tool in TOOLS.items():
        full = f"{tool.service}.{name}"
        errors = sum(counters.get(f"{full}.{status}", 0) for status in _ERRORS)
        timer = snapshot["timers"].get(full)
        if timer is not None:
            times = [round(timer["p50"], 3), round(timer["p95"], 3), round(timer["p99"], 3)]
            found.append((name, [timer["count"], errors, *times]))
    return found
