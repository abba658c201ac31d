from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from spark_nb.domain.event import Event
from spark_nb.errors import RejectedError
from spark_nb.pipeline.activity import Activity
from spark_nb.pipeline.operation import operation

AT = datetime(2026, 5, 1, 12, tzinfo=UTC)
JOB = UUID("0197a1d0-0000-7000-8000-000000000001")


@pytest.fixture
def activity():
    return Activity(since=AT)


def event(
    number, state, *, tool="apply_patch", family="runtime", service="unity", after=0, **data
):
    return Event(
        event_id=UUID(int=abs(1000 * number + after) + 1),
        subject=f"spark.{family}.{service}.{state}.s1",
        session_id="s1",
        user_id="ada",
        tool=None if service == "user" else tool,
        call_id=None if service == "user" else UUID(int=abs(number)),
        occurred_at=AT + timedelta(seconds=number + after),
        data=data,
    )


def group(number, state, name="Tune", **data):
    facts = {"operation_id": f"op-{number}", "name": name, "kind": "operation"}
    return event(number, state, service="user", **facts | data)


def build(state, after=0, **data):
    data["job_id"] = str(JOB)
    return event(1, state, tool="run_build", family="build", after=after, **data)


def take(activity, *events):
    for told in events:
        activity.take(told)
    return activity.lines()


def test_a_call_runs_and_then_is_what_its_event_says(activity):
    (running,) = take(activity, event(1, "started", path="Assets/A.cs"))
    assert (running.status, running.facts) == ("running", {"path": "Assets/A.cs"})
    take(activity, event(1, "completed", duration_ms=48.0, attempts=2))
    facts = {"path": "Assets/A.cs", "duration_ms": 48.0, "attempts": 2}
    assert (running.status, running.facts) == ("succeeded", facts)
    assert (activity.calls, activity.failures, activity.p95_ms()) == (1, 0, 48.0)


@pytest.mark.parametrize("status", ["failed", "rejected", "timed_out", "cancelled"])
def test_a_call_that_failed_says_how(activity, status):
    failed = event(1, "failed", status=status, message="No.", hint="Do.", duration_ms=1.0)
    (item,) = take(activity, failed)
    assert (item.status, item.facts["message"], item.facts["hint"]) == (status, "No.", "Do.")
    assert activity.failures == (status != "cancelled")


def test_steps_belong_to_their_operation_and_so_do_operations_inside(activity):
    inner = group(2, "started", "Inner", parent_id="op-1")
    step = event(3, "started", operation_id="op-2")
    failed = event(3, "failed", status="failed", operation_id="op-2")
    (outer,) = take(activity, group(1, "started", "Outer"), inner, step, failed)
    assert [(item.facts["name"], item.step_count) for item in outer.steps] == [("Inner", 1)]
    assert outer.steps[0].failed_steps == 1
    assert [item.kind for item in outer.steps[0].steps] == ["apply_patch"]


def test_steps_of_an_operation_that_nobody_knows_stand_by_themselves(activity):
    (item,) = take(activity, event(1, "started", operation_id="long gone"))
    assert item.kind == "apply_patch"


def test_a_build_is_one_line_from_queue_to_end(activity):
    take(activity, build("started", target="WebGL"))
    (item,) = take(activity, build("progress", 1, status="queued", progress=0.0))
    assert item.status == "queued"
    take(activity, build("progress", 2, status="running", stage="pack", progress=0.5))
    told = {name: item.facts[name] for name in ("target", "stage", "progress")}
    assert (item.status, told) == (
        "running",
        {"target": "WebGL", "stage": "pack", "progress": 0.5},
    )
    take(activity, build("timeout", 9, status="timed_out", duration_ms=3.0))
    assert (item.status, item.facts["duration_ms"]) == ("timed_out", 9000.0)


def test_a_build_that_could_not_be_asked_for_may_be_asked_for_again(activity):
    take(activity, build("started"), build("failed", 1, status="failed", message="away"))
    (item,) = take(activity, build("started", 2))
    assert item.status == "running"
    take(activity, build("completed", 3, status="succeeded"))
    (item,) = take(activity, build("started", 1))  # comes late
    assert item.status == "succeeded"


def test_events_that_come_late_change_no_end(activity):
    ended = event(1, "completed", duration_ms=5.0, attempts=1)
    (item,) = take(activity, ended, event(1, "progress", done=1), event(1, "started", path="A"))
    assert (item.status, item.facts["path"], item.facts["attempts"]) == ("succeeded", "A", 1)


def test_frames_are_no_calls(activity):
    assert take(activity, event(1, "frame", family="preview", tool="render_preview")) == []


def test_a_live_preview_is_one_line(activity):
    told = {"tool": "render_preview", "family": "preview", "preview_id": "p"}
    (item,) = take(activity, event(1, "started", **told), event(1, "completed", after=8, **told))
    assert (item.kind, item.status, item.facts["duration_ms"]) == ("preview", "succeeded", 8000.0)


def test_what_an_earlier_kernel_left_open_was_cut_off_but_its_builds_go_on(activity):
    old, early = event(-5, "started"), build("started", -60)
    by_kind = {item.kind: activity.status(item) for item in take(activity, old, early)}
    assert by_kind == {"apply_patch": "cut_off", "build": "running"}


def test_the_newest_ten_are_shown_and_what_is_under_way(activity):
    ended = [event(number, "completed", duration_ms=1.0) for number in range(2, 30)]
    lines = take(activity, event(1, "started"), *ended)
    assert [int(UUID(item.item_id)) for item in lines] == [*range(29, 19, -1), 1]


def test_memory_is_bounded(activity):
    take(activity, group(0, "started"))
    for number in range(1, 3001):
        activity.take(event(number, "completed", duration_ms=1.0, operation_id="op-0"))
    (owner,) = activity.lines()
    assert (owner.status, owner.step_count, len(owner.steps)) == ("running", 3000, 50)
    assert len(activity._known) == 2000
    assert activity.calls == 3000


async def test_real_events_of_the_pipeline_are_understood(rig):
    activity = Activity(since=rig.clock.now())
    async with operation(rig.pipeline, rig.caller, "Tune") as tuning:
        caller = rig.caller
        rig.caller = tuning.caller
        await rig.call("generate_script", name="A", code="class A { }", path="Assets/A.cs")
        with pytest.raises(RejectedError):
            await rig.call("generate_script", name="A", code="class A { }", path="A.cs")
        rig.caller = caller
    for told in rig.events.events:
        activity.take(told)
    (line,) = activity.lines()
    assert (line.status, line.step_count, line.failed_steps) == ("succeeded", 2, 1)
    assert [step.status for step in line.steps] == ["succeeded", "rejected"]
    assert line.steps[0].facts["path"] == "Assets/A.cs"
