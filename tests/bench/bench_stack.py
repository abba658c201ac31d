"""Times the embedded stack's start; prints one JSON object, in milliseconds.

``python tests/bench/bench_stack.py [RUNS]``. A cold start finds an empty home, a warm one what
``down`` left. ``ready`` is when every server accepts and the standby streams; ``sandbox`` is when
the engine, which imports meanwhile, has answered its first request.
"""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import statistics
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

from spark_nb.endpoints import open_endpoints
from spark_nb.local.shutdown import purge_stack, stop_stack
from spark_nb.local.start import ensure_stack
from spark_nb.settings import load_settings

FAMILIES = ("nats", "postgres", "sandbox")


def timed(call: Callable[[], object]) -> float:
    began = time.perf_counter()
    call()
    return (time.perf_counter() - began) * 1000


def start(home: Path) -> tuple[float, float]:
    """Return milliseconds until ready, and until the sandbox answered."""
    began = time.perf_counter()
    stack = ensure_stack(home, FAMILIES)
    ready = time.perf_counter()
    health = f"http://127.0.0.1:{stack.ports['sandbox']}/health"
    with urllib.request.urlopen(health, timeout=60) as answer:
        answer.read()
    return (ready - began) * 1000, (time.perf_counter() - began) * 1000


def one_home(home: Path, numbers: dict[str, list[float]]) -> None:
    def note(name: str, *milliseconds: float) -> None:
        numbers.setdefault(name, []).extend(milliseconds)

    cold = start(home)
    note("cold_ready", cold[0])
    note("cold_sandbox", cold[1])
    settings = load_settings(home=home)
    note("schema", timed(lambda: asyncio.run(open_endpoints(settings))))
    note("endpoints_again", timed(lambda: asyncio.run(open_endpoints(settings))))
    note("join", timed(lambda: ensure_stack(home, FAMILIES)))
    note("down", timed(lambda: stop_stack(home)))
    warm = start(home)
    note("warm_ready", warm[0])
    note("warm_sandbox", warm[1])
    stop_stack(home)


def main(runs: int) -> None:
    folder = Path(tempfile.mkdtemp(prefix="spark-bench-"))
    numbers: dict[str, list[float]] = {}
    homes = [folder / str(run) for run in range(runs)]
    try:
        for home in homes:
            one_home(home, numbers)
    finally:  # only now: ext4 is slow to give out inodes that were freed seconds ago
        for home in homes:
            purge_stack(home)
        shutil.rmtree(folder)
    summary = {
        name: {
            "min": round(min(values), 1),
            "median": round(statistics.median(values), 1),
            "max": round(max(values), 1),
        }
        for name, values in numbers.items()
    }
    print(json.dumps({"unit": "ms", "runs": runs, "load": os.getloadavg()[0], **summary}))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
