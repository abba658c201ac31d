"""Print as JSON: import, connect on a running stack, and previews hit and missed (640 by 360)."""

from __future__ import annotations

import asyncio
import json
import statistics
import subprocess
import sys
import time

from spark_nb.session import SessionCore
from tests.bench.home import temporary_home

ROUNDS = 100


def import_ms() -> float:
    """Return the median time of ``import spark_nb`` over an empty interpreter's start."""

    def run(code: str) -> float:
        started = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True)
        return (time.perf_counter() - started) * 1000

    pairs = [run("import spark_nb") - run("pass") for _ in range(7)]
    return statistics.median(pairs)


def quantiles(samples: list[float]) -> dict[str, float]:
    ordered = sorted(samples)
    return {
        "p50_ms": round(statistics.median(ordered), 3),
        "p95_ms": round(ordered[int(len(ordered) * 0.95) - 1], 3),
    }


async def timed(call) -> float:
    started = time.perf_counter()
    await call
    return (time.perf_counter() - started) * 1000


async def measure() -> dict[str, object]:
    first = await SessionCore.open()
    await first.close()
    connects = []
    for _ in range(7):
        started = time.perf_counter()
        session = await SessionCore.open()
        connects.append((time.perf_counter() - started) * 1000)
        await session.close()
    async with await SessionCore.open() as session:
        await session.apply_preset("2d-platformer")
        render = session.unity.render_preview
        await render(format="jpeg")
        misses = [await timed(render(format="jpeg", time_s=i / 50)) for i in range(ROUNDS)]
        hits = [await timed(render(format="jpeg", time_s=0.0)) for _ in range(ROUNDS)]
    return {
        "connect": quantiles(connects),
        "preview_miss": quantiles(misses),
        "preview_hit": quantiles(hits),
    }


def main() -> None:
    with temporary_home():
        found = {"import_ms": round(import_ms(), 1), **asyncio.run(measure())}
    print(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
