"""Print as JSON: what measuring costs a call, and what the preview cache saves (microseconds)."""

from __future__ import annotations

import json
import statistics
from collections.abc import Callable
from time import perf_counter

from spark_nb.metrics import Metrics
from spark_nb.policy.preview_cache import PreviewCache

CALLS = 20_000


def per_call_us(work: Callable[[], object], rounds: int = 7) -> float:
    times = []
    for _ in range(rounds):
        began = perf_counter()
        for _ in range(CALLS):
            work()
        times.append((perf_counter() - began) / CALLS * 1e6)
    return round(statistics.median(times), 3)


def main() -> None:
    metrics, cache = Metrics(), PreviewCache[bytes]()
    cache.put("key", b"x" * 40_000, 40_000, 0.0)

    def timed() -> None:
        with metrics.timer("unity.render_preview"):
            pass

    found = {
        "timer_us": per_call_us(timed),
        "count_us": per_call_us(lambda: metrics.count("calls")),
        "cache_hit_us": per_call_us(lambda: cache.get("key", 1.0)),
        "cache_miss_us": per_call_us(lambda: cache.get("other", 1.0)),
    }
    print(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
