"""Print as JSON what the guard adds to a call, in microseconds, and what its parts take.

The adapter answers at once, so nothing but the guard is measured. ``call`` is a frame as a live
preview asks for it; ``write`` a patch of a file that was read before.
"""

from __future__ import annotations

import asyncio
import json
import statistics
import time
from collections.abc import Awaitable, Callable

from spark_nb.clients.gate import Gate
from spark_nb.clients.guarded_service import GuardedService
from spark_nb.clients.system_clock import SystemClock
from spark_nb.domain.frame import Frame, frame_ref
from spark_nb.domain.tools import TOOLS, Tool
from spark_nb.domain.unity import ApplyPatch
from spark_nb.policy.breaker import Breaker
from spark_nb.policy.fair_queue import FairQueue
from spark_nb.policy.rate_limit import RateLimits, Rates
from spark_nb.policy.service_limits import SERVICE_LIMITS
from spark_nb.ports import Answer, OnProgress

ROUNDS, CALLS = 15, 2000
RATES = Rates(user=1e6, session=1e6, tool=1e6)
FRAME = Frame(
    frame_ref=frame_ref(b"0"), format="jpeg", width=640, height=360, data=b"0" * 20_000, time_s=0
)
PATCH = "--- a/Assets/A.cs\n+++ b/Assets/A.cs\n@@ -1 +1,2 @@\n class A { }\n+// more\n"


class Instant:
    """A ``Service`` that answers before it is asked."""

    async def call(self, tool: Tool, request: object, on_progress: OnProgress | None) -> Answer:
        return Answer(FRAME, 1, 20_000)

    async def read_file(self, path: str) -> bytes | None:
        return b"class A { }\n"

    async def revision(self) -> str | None:
        return "1"


async def microseconds(call: Callable[[], Awaitable[object]]) -> float:
    rounds = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        for _ in range(CALLS):
            await call()
        rounds.append((time.perf_counter() - started) / CALLS * 1e6)
    return statistics.median(rounds)


async def measure() -> dict[str, float]:
    clock, service = SystemClock(), Instant()
    gate = Gate(SERVICE_LIMITS["unity"], RATES, clock)
    guarded = GuardedService(service, gate, session_id="s", user_id="u", clock=clock)
    render, patch = TOOLS["render_preview"], TOOLS["apply_patch"]
    frame = render.request(width=640, height=360, time_s=1.5)
    write = ApplyPatch(path="Assets/A.cs", patch=PATCH)

    async def read_and_write(way: Instant | GuardedService) -> None:
        await way.read_file(write.path)
        await way.call(patch, write, None)

    ways: dict[str, tuple[Callable[[], Awaitable[object]], Callable[[], Awaitable[object]]]] = {
        "call": (
            lambda: service.call(render, frame, None),
            lambda: guarded.call(render, frame, None),
        ),
        "read and write": (lambda: read_and_write(service), lambda: read_and_write(guarded)),
        "revision": (service.revision, guarded.revision),
    }
    found = {}
    for name, (bare, guard) in ways.items():
        found[name] = await microseconds(guard) - await microseconds(bare)
    return found | await parts(gate)


async def parts(gate: Gate) -> dict[str, float]:
    limits, breaker, queue = RateLimits(RATES), Breaker(), FairQueue[int](10)

    async def nothing() -> None: ...

    async def take() -> None:
        limits.take("u", "s", "t", time.monotonic())

    async def turn() -> None:
        queue.enter()
        queue.leave()

    async def probe() -> None:
        breaker.succeeded(breaker.enter(0.0) or 0)

    async def slot() -> None:
        async with gate.slot("s"):
            pass

    floor = await microseconds(nothing)
    named = {"rates": take, "queue": turn, "breaker": probe, "slot": slot}
    return {name: await microseconds(part) - floor for name, part in named.items()}


def main() -> None:
    found = asyncio.run(measure())
    print(json.dumps({f"{name} (us)": round(value, 2) for name, value in found.items()}, indent=1))


if __name__ == "__main__":
    main()
