"""Print as JSON: how long each preset takes to plan, apply, apply again, undo and take out."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable

from spark_nb import presets
from spark_nb.session import SessionCore
from tests.bench.home import temporary_home


async def seconds(work: Awaitable[object]) -> float:
    started = time.perf_counter()
    await work
    return round(time.perf_counter() - started, 3)


async def measure() -> dict[str, object]:
    found = {}
    async with await SessionCore.open() as session:
        for loaded in presets.find():
            name = loaded.preset.id
            found[name] = {
                "files": len(loaded.files),
                "bytes": loaded.byte_length,
                "plan_s": await seconds(session.plan_preset(name)),
                "apply_s": await seconds(session.apply_preset(name)),
                "apply_again_s": await seconds(session.apply_preset(name)),
                "undo_s": await seconds(session.undo()),
                "redo_s": await seconds(session.redo()),
                "remove_s": await seconds(session.remove_preset(name)),
            }
    return found


if __name__ == "__main__":
    with temporary_home():
        print(json.dumps(asyncio.run(measure()), indent=2))
