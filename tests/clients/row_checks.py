"""What holds for every ``RowSink``: the real one, and the fake that stands in for it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Protocol

from spark_nb.domain.rows import KEYS, Row, Rows, Table
from spark_nb.ports import RowSink
from tests.clients.row_samples import at, build_job, call, new_id, one_of_each, session


class SinkRig(Protocol):
    """A sink, and the database behind it."""

    @property
    def sink(self) -> RowSink: ...

    async def table(self, name: Table) -> list[Row]:
        """Return all rows of a table, by primary key."""
        ...

    async def go_away(self) -> None: ...

    async def come_back(self) -> None: ...


async def eventually(holds: Callable[[], Awaitable[object]], *, seconds: float = 30.0) -> None:
    deadline = time.monotonic() + seconds
    while not await holds():
        assert time.monotonic() < deadline, f"not within {seconds} s"
        await asyncio.sleep(0.01)


async def until_nothing_waits(sink: RowSink) -> None:
    async def is_empty() -> bool:
        return not sink.delayed

    await eventually(is_empty)


def by_key(table: Table, rows: list[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: str(row[KEYS[table]]))


async def check_rows_arrive_as_they_were(rig: SinkRig) -> None:
    rows = one_of_each()
    assert await rig.sink.write(rows) is True
    for table, found in rows.items():
        assert await rig.table(table) == found


async def check_what_comes_twice_is_there_once(rig: SinkRig) -> None:
    rows = one_of_each()
    assert await rig.sink.write(rows) is True
    assert await rig.sink.write(rows) is True
    for table, found in rows.items():
        assert await rig.table(table) == found


async def check_a_fact_stays_as_it_was_written_first(rig: SinkRig) -> None:
    first = call(duration_ms=1.0)
    await rig.sink.write({"spark_function_calls": [first]})
    await rig.sink.write({"spark_function_calls": [first | {"duration_ms": 2.0}]})
    assert await rig.table("spark_function_calls") == [first]


async def check_the_newest_word_on_a_session_counts(rig: SinkRig) -> None:
    """In one write, over several, and when an old one arrives late."""
    older, newer = session(last_seen_at=at(5)), session(last_seen_at=at(10), ended_at=at(10))
    await rig.sink.write({"spark_sessions": [session(), older]})
    assert await rig.table("spark_sessions") == [older]
    await rig.sink.write({"spark_sessions": [newer]})
    await rig.sink.write({"spark_sessions": [older]})
    assert await rig.table("spark_sessions") == [newer]


async def check_a_session_taken_up_again_is_open_again(rig: SinkRig) -> None:
    await rig.sink.write({"spark_sessions": [session(last_seen_at=at(5), ended_at=at(5))]})
    await rig.sink.write({"spark_sessions": [session(started_at=at(60), last_seen_at=at(60))]})
    assert await rig.table("spark_sessions") == [session(last_seen_at=at(60))]


async def check_a_build_job_goes_forward_only(rig: SinkRig) -> None:
    job = new_id()
    queued = build_job(job_id=job)
    running = build_job(job_id=job, status="running", stage="pack", progress=0.5, started_at=at(1))
    done = running | {"status": "succeeded", "stage": None, "progress": 1.0, "ended_at": at(3)}
    await rig.sink.write({"spark_build_jobs": [queued, running]})
    assert await rig.table("spark_build_jobs") == [running]
    await rig.sink.write({"spark_build_jobs": [queued]})
    assert await rig.table("spark_build_jobs") == [running]
    await rig.sink.write({"spark_build_jobs": [done]})
    await rig.sink.write({"spark_build_jobs": [running]})
    assert await rig.table("spark_build_jobs") == [done]


async def check_many_rows_arrive(rig: SinkRig) -> None:
    """Also when some of them are there already."""
    rows: Rows = {"spark_function_calls": [call() for _ in range(120)]}
    known: Rows = {"spark_function_calls": rows["spark_function_calls"][7:9]}
    assert await rig.sink.write(known) is True
    assert await rig.sink.write({**one_of_each(), **rows}) is True
    table: Table = "spark_function_calls"
    assert await rig.table(table) == by_key(table, rows[table])
    assert len(await rig.table("spark_metrics")) == 1


async def check_many_at_once_arrive(rig: SinkRig) -> None:
    calls = [call() for _ in range(200)]
    answers = await asyncio.gather(
        *(rig.sink.write({"spark_function_calls": [row]}) for row in calls)
    )
    assert all(answers)
    assert await rig.table("spark_function_calls") == by_key("spark_function_calls", calls)


async def check_nothing_at_all_may_be_written(rig: SinkRig) -> None:
    assert await rig.sink.write({}) is True
    assert await rig.sink.write({"spark_events": []}) is True


async def check_rows_wait_for_a_database_that_is_away(rig: SinkRig) -> None:
    before, during = one_of_each(), [call() for _ in range(60)]
    await rig.sink.write(before)
    await rig.go_away()
    for row in during:
        assert await rig.sink.write({"spark_function_calls": [row]}) is False
    assert rig.sink.delayed == len(during)
    await rig.come_back()
    await until_nothing_waits(rig.sink)
    expected = by_key("spark_function_calls", before["spark_function_calls"] + during)
    assert await rig.table("spark_function_calls") == expected
    assert await rig.sink.write({"spark_function_calls": [call()]}) is True


async def check_states_that_waited_end_with_the_newest(rig: SinkRig) -> None:
    await rig.go_away()
    for second in range(5):
        await rig.sink.write({"spark_sessions": [session(last_seen_at=at(second))]})
    await rig.come_back()
    await until_nothing_waits(rig.sink)
    assert await rig.table("spark_sessions") == [session(last_seen_at=at(4))]


CHECKS = [check for name, check in list(globals().items()) if name.startswith("check_")]
