"""Print as JSON: undo of a 200 KiB script and rollback over 50 operations, on the sandbox."""

from __future__ import annotations

import asyncio
import json
import statistics
import time
from collections.abc import Awaitable

from spark_nb.session import SessionCore
from tests.bench.home import temporary_home

PATH = "Assets/Hero.cs"
BIG = "".join(f"// {number:06}\n" for number in range(20_000))  # 195 KiB, each line its own


async def ms(work: Awaitable[object]) -> float:
    started = time.perf_counter()
    await work
    return (time.perf_counter() - started) * 1000


async def write(session: SessionCore, code: str) -> None:
    await session.unity.generate_script(name="Hero", code=code, path=PATH)


async def undo_big(session: SessionCore) -> float:
    await write(session, BIG)
    await write(session, BIG.replace("// 010000", "// changed"))
    return await ms(session.undo())


async def roll_back(session: SessionCore, files: int) -> float:
    """Roll 49 operations on ``files`` scripts back to the first."""
    await session.patches.clear()
    for number in range(50):
        name = f"Part{number % files}"
        await session.unity.generate_script(
            name=name, code=f"class {name} {{ }} // {number}\n", path=f"Assets/{name}.cs"
        )
    return await ms(session.rollback_to(session.patches[0].operation_id))


async def measure() -> dict[str, float]:
    async with await SessionCore.open() as session:
        undos = [await undo_big(session) for _ in range(9)]
        return {
            "undo_200_kib_ms": round(statistics.median(undos), 1),
            "rollback_of_49_on_5_files_ms": round(await roll_back(session, 5), 1),
            "rollback_of_49_on_49_files_ms": round(await roll_back(session, 50), 1),
        }


if __name__ == "__main__":
    with temporary_home():
        print(json.dumps(asyncio.run(measure()), indent=2))
