"""The whole way on real parts: broker, database and standby, sandbox over MCP."""

from __future__ import annotations

import asyncio
import io
import os
import signal
from collections import Counter

import psycopg
import pytest
from PIL import Image

from spark_nb.errors import ConflictError, RejectedError, ServiceError, ToolError
from spark_nb.local.folders import Folders
from spark_nb.local.stack import find_stack
from spark_nb.session import SessionCore
from tests.sandbox.unity_scene import Scene

HERO = {"name": "Hero", "code": "public class Hero {}\n", "path": "Assets/Hero.cs"}


async def on_replica(replica, query, *parameters):
    """Return the rows once the replica has any."""
    async with asyncio.timeout(60):
        while True:
            rows = await (await replica.execute(query, parameters)).fetchall()
            if rows:
                return rows
            await asyncio.sleep(0.02)


def kill(home, part):
    os.kill(find_stack(Folders(home)).part(part).pid, signal.SIGKILL)


async def events_until(session, wanted):
    seen = []
    async with asyncio.timeout(60):
        async for event in session.events():
            seen.append(event)
            if wanted(seen):
                return seen


async def test_a_call_is_on_the_replica_and_in_the_stream(session, replica):
    await session.unity.generate_script(**HERO)
    query = "SELECT tool, status FROM spark_function_calls WHERE session_id = %s"
    rows = await on_replica(replica, query, session.session_id)
    assert rows == [("generate_script", "succeeded")]
    events = await events_until(session, lambda seen: len(seen) == 2)
    assert [event.subject.split(".")[3] for event in events] == ["started", "completed"]
    query = "SELECT count(*) FROM spark_events WHERE session_id = %s HAVING count(*) = 2"
    assert await on_replica(replica, query, session.session_id) == [(2,)]
    await session.undo()


def ended(event):
    return event.subject.split(".")[3] == "completed"


async def test_an_operation_of_a_plain_script_is_told_with_its_steps(session):
    async with session.operation("Tune the jump") as operation:
        await session.unity.generate_script(name="A", code="class A { }", path="Assets/A.cs")
        operation.progress(1, 1, "higher")
    await session.undo()
    owner = str(operation.operation_id)
    events = await events_until(
        session, lambda seen: ("undo", True) in [(e.data.get("kind"), ended(e)) for e in seen]
    )
    seen = [(e.tool, e.subject.split(".")[3], e.data["operation_id"] == owner) for e in events]
    assert seen[:5] == [
        (None, "started", True),
        ("generate_script", "started", True),
        ("generate_script", "completed", True),
        (None, "progress", True),
        (None, "completed", True),
    ]
    assert {owned for _, _, owned in seen[5:]} == {False}


async def test_the_preset_is_applied_seen_and_taken_back(session):
    steps = []
    applied = await session.apply_preset("2d-platformer", on_progress=steps.append)
    assert (steps[-1].done, len(applied.added)) == (steps[-1].total, steps[-1].total)
    frames = [await session.unity.render_preview(time_s=time_s) for time_s in (0, 1, 2)]
    assert len({frame.frame_ref for frame in frames}) == 3
    warnings = {warning.partition(":")[0] for frame in frames for warning in frame.warnings}
    assert warnings <= {"2D lights do not shine"}
    picture = Image.open(io.BytesIO(frames[0].data))
    assert picture.size == (640, 360)
    assert len(picture.getcolors(maxcolors=100_000)) > 20
    plan = await session.plan_preset("2d-platformer")
    assert (plan.adds, plan.changes, plan.settings) == ((), (), ())
    removed = await session.remove_preset("2d-platformer")
    assert sorted(removed.removed) == sorted(applied.added)
    assert (await session.plan_preset("2d-platformer")).unchanged == ()


async def test_a_rejected_call_leaves_a_row_and_the_session_goes_on(session, replica):
    with pytest.raises(RejectedError, match=r"width must be at most 4096 \(got 5000\)"):
        await session.unity.render_preview(width=5000)
    query = "SELECT status, error_code FROM spark_function_calls WHERE session_id = %s"
    assert await on_replica(replica, query, session.session_id) == [("rejected", "width")]
    await session.unity.generate_script(**HERO)
    await session.undo()


async def test_a_patch_that_does_not_fit_is_a_conflict_of_the_real_engine(session):
    await session.unity.generate_script(**HERO)
    path = HERO["path"]
    patch = f"--- a/{path}\n+++ b/{path}\n@@ -1 +1 @@\n-class Villain {{}}\n+class Hero2 {{}}\n"
    with pytest.raises(ConflictError, match="Hunk 1 does not fit"):
        await session.unity.apply_patch(path=path, patch=patch)
    await session.undo()


async def test_undo_survives_a_new_session_of_the_same_name(home, monkeypatch):
    monkeypatch.setenv("SPARK_HOME", str(home))
    async with await SessionCore.open(session_id="keeps-its-history") as first:
        await first.unity.generate_script(**HERO)
    async with await SessionCore.open(session_id="keeps-its-history") as second:
        operation = await second.undo()
        assert operation.path == HERO["path"]
        assert len(second.patches) == 0


async def test_the_session_and_its_gauges_are_rows(home, replica, monkeypatch):
    monkeypatch.setenv("SPARK_HOME", str(home))
    async with await SessionCore.open(user="ada") as session:
        name = session.session_id
    query = "SELECT user_id FROM spark_sessions WHERE session_id = %s AND ended_at IS NOT NULL"
    assert await on_replica(replica, query, name) == [("ada",)]
    rows = await on_replica(
        replica, "SELECT DISTINCT name FROM spark_metrics WHERE session_id = %s", name
    )
    assert {"cache.hits", "events.queue_depth", "rows.delayed"} <= {row[0] for row in rows}


async def test_a_call_says_where_its_time_went(session, replica):
    await session.unity.generate_script(**HERO)
    query = "SELECT queue_ms >= 0, service_ms > 0, queue_ms + service_ms < duration_ms"
    query += " FROM spark_function_calls WHERE session_id = %s"
    assert await on_replica(replica, query, session.session_id) == [(True, True, True)]
    await session.undo()


async def test_a_session_keeps_its_database_up(session):
    assert "upkeep" in {task.get_name() for task in asyncio.all_tasks()}
    await session.close()
    assert "upkeep" not in {task.get_name() for task in asyncio.all_tasks()}


async def test_the_replica_refuses_to_write(replica):
    with pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
        await replica.execute("DELETE FROM spark_events")


async def test_frames_can_be_fetched_by_reference(session):
    scene = {"path": "Assets/Empty.unity", "media_type": "text/plain"}
    await session.unity.ingest_asset(**scene, content=Scene().camera().text.encode())
    frame = await session.unity.render_preview(scene="Assets/Empty.unity", format="jpeg")
    await events_until(
        session, lambda seen: any(e.data.get("frame_ref") == frame.frame_ref for e in seen)
    )
    assert await session.frame_bytes(frame.frame_ref) == frame.data
    await session.undo()


async def test_a_killed_sandbox_delays_a_call_and_loses_nothing(home, session):
    await session.unity.generate_script(**HERO)
    await asyncio.to_thread(kill, home, "sandbox")
    async with asyncio.timeout(30):
        while True:
            try:
                await session.unity.render_preview(width=64, height=64)
            except ToolError:  # there is no scene, says the engine: it is back
                break
            except ServiceError as error:
                await asyncio.sleep(getattr(error, "retry_after_seconds", None) or 0.05)
            else:
                break
    assert (await session.undo()).path == HERO["path"]


async def test_rows_wait_for_a_killed_primary_and_arrive_once(home, session, replica):
    await asyncio.to_thread(kill, home, "primary")
    await asyncio.gather(*(session.unity.generate_script(**HERO) for _ in range(3)))
    async with asyncio.timeout(60):
        while session.health().rows_delayed:  # noqa: ASYNC110 - a counter has no event
            await asyncio.sleep(0.05)
    query = (
        "SELECT call_id FROM spark_function_calls WHERE session_id = %s AND"
        " (SELECT count(*) FROM spark_function_calls WHERE session_id = %s) = 3"
    )
    rows = await on_replica(replica, query, session.session_id, session.session_id)
    assert max(Counter(rows).values()) == 1


async def test_usage_and_feature_are_on_the_replica(session, replica):
    with session.feature("double jump"):
        await session.unity.generate_script(**HERO)
        made = await session.record_usage("openai", "gpt-4o", 1000, 500, cached_tokens=100)
    await session.record_usage("my-gpu", "my-model", 10, 5)
    assert made.cost_usd > 0
    query = "SELECT feature FROM spark_function_calls WHERE session_id = %s AND feature <> ''"
    assert await on_replica(replica, query, session.session_id) == [("double jump",)]
    query = """
        SELECT feature, model, input_tokens, cached_tokens, cost_usd FROM spark_usage
        WHERE session_id = %s AND (SELECT count(*) FROM spark_usage WHERE session_id = %s) = 2
        ORDER BY used_at"""
    assert await on_replica(replica, query, session.session_id, session.session_id) == [
        ("double jump", "gpt-4o", 1000, 100, made.cost_usd),
        (None, "my-model", 10, 0, None),
    ]
