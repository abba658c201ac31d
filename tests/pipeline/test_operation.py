from __future__ import annotations

import asyncio
import math
from dataclasses import replace

import pytest

from spark_nb.errors import RejectedError
from spark_nb.pipeline.operation import current_operation, operation
from spark_nb.pipeline.undo import redo, undo

CODE = "class Hero { }\n"


def opened(rig, name="Tune the jump", **options):
    return operation(rig.pipeline, rig.caller, name, **options)


async def write(rig, name):
    """Write a script as the session does: for whoever stands in an operation."""
    inside = replace(rig, caller=replace(rig.caller, operation_id=current_operation("s1")))
    fields = {"name": name, "code": CODE.replace("Hero", name), "path": f"Assets/{name}.cs"}
    await inside.call("generate_script", **fields)


def told(rig):
    """State and data of the operations' own events."""
    prefix = "spark.runtime.user."
    mine = [event for event in rig.events.events if event.subject.startswith(prefix)]
    return [(event.subject.split(".")[3], event.data) for event in mine]


async def test_it_says_that_it_began_how_far_it_is_and_how_long_it_took(rig):
    async with opened(rig) as running:
        rig.clock.advance(1.5)
        running.progress(1, 4, "higher")
    facts = {"operation_id": str(running.operation_id), "name": "Tune the jump"}
    facts |= {"kind": "operation"}
    assert told(rig) == [
        ("started", facts),
        ("progress", facts | {"done": 1, "total": 4, "message": "higher"}),
        ("completed", facts | {"duration_ms": 1500.0}),
    ]
    assert rig.pipeline.metrics.snapshot()["timers"]["operation.Tune the jump"]["p50"] == 1500.0
    rows = [row["subject"].split(".")[3] for row in rig.rows.table("spark_events")]
    assert rows == ["started", "completed"]


async def test_calls_inside_say_whose_steps_they_are_and_those_outside_do_not(rig):
    async with opened(rig) as running:
        await asyncio.create_task(write(rig, "Inside"))
    await write(rig, "Outside")
    calls = [event for event in rig.events.events if event.tool == "generate_script"]
    owner = str(running.operation_id)
    assert [event.data.get("operation_id") for event in calls] == [owner, owner, None, None]
    assert [event.data["path"] for event in calls[::2]] == [
        "Assets/Inside.cs",
        "Assets/Outside.cs",
    ]


async def test_all_of_it_is_one_entry_to_undo_under_its_name(rig):
    async with opened(rig) as running:
        await write(rig, "One")
        await write(rig, "Two")
    (entry,) = rig.pipeline.patches
    assert (entry.operation_id, entry.kind, entry.path) == (
        running.operation_id,
        "operation",
        "Tune the jump",
    )
    await undo(rig.pipeline, rig.caller)
    assert rig.service.files == {}
    await redo(rig.pipeline, rig.caller)
    assert set(rig.service.files) == {"Assets/One.cs", "Assets/Two.cs"}


async def test_undo_is_an_operation_and_no_entry_of_its_own(rig):
    await write(rig, "One")
    await undo(rig.pipeline, rig.caller)
    own = [(state, data["name"], data["kind"]) for state, data in told(rig)]
    assert own == [
        ("started", "Undo One.cs", "undo"),
        ("progress", "Undo One.cs", "undo"),
        ("completed", "Undo One.cs", "undo"),
    ]
    assert len(rig.pipeline.patches) == 0


async def test_one_inside_another_names_it_and_shares_its_entry(rig):
    async with opened(rig, "Outer") as outer:
        inside = replace(rig.caller, operation_id=current_operation("s1"))
        async with operation(rig.pipeline, inside, "Inner"):
            await write(rig, "One")
        await write(rig, "Two")
    parents = [(data["name"], data.get("parent_id")) for _, data in told(rig)]
    assert parents[1] == ("Inner", str(outer.operation_id))
    assert parents[0] == ("Outer", None)
    (entry,) = rig.pipeline.patches
    assert len(entry.changes) == 2
    assert current_operation("s1") is None


@pytest.mark.parametrize(
    ("error", "status", "message"),
    [
        (RejectedError("Too high.", field="jump", hint="Try 9."), "rejected", "Too high."),
        (ValueError("the password is hunter2"), "failed", "ValueError"),
        (asyncio.CancelledError(), "cancelled", "CancelledError"),
    ],
)
async def test_what_ended_it_is_told_without_what_may_be_secret(rig, error, status, message):
    async def fail():
        async with opened(rig):
            await write(rig, "One")
            raise error

    with pytest.raises(type(error)):
        await fail()
    state, data = told(rig)[-1]
    assert (state, data["status"], data["message"]) == ("failed", status, message)
    assert "hunter2" not in str(rig.rows.table("spark_events"))
    assert len(rig.pipeline.patches) == 1
    assert current_operation("s1") is None


@pytest.mark.parametrize("name", ["", "   ", "x" * 101, "two\nlines", None, "\ud800"])
async def test_a_name_that_is_none_is_refused(rig, name):
    with pytest.raises(RejectedError, match="1 to 100 printable characters"):
        async with opened(rig, name):
            pytest.fail("it was opened")
    assert rig.events.events == []


@pytest.mark.parametrize(
    ("done", "total"), [(-1, 4), (5, 4), (math.nan, 4), (1, math.inf), ("1", 4), (-1, None)]
)
async def test_progress_beyond_its_total_is_refused(rig, done, total):
    async with opened(rig) as running:
        with pytest.raises(RejectedError, match="from 0 to its total"):
            running.progress(done, total)


async def test_thousands_of_steps_are_four_events_a_second_and_the_last(rig):
    heard = []
    async with opened(rig, on_step=lambda *step: heard.append(step)) as running:
        for number in range(1, 3001):
            running.progress(number, 3000, "w" * 300)
            rig.clock.advance(0.001)
    steps = [data for state, data in told(rig) if state == "progress"]
    assert len(steps) == 13
    assert steps[-1] == steps[-1] | {"done": 3000, "message": "w" * 200}
    assert len(heard) == 3000
