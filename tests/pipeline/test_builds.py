from __future__ import annotations

from uuid import UUID

import pytest

from spark_nb.domain.build import RunBuild
from spark_nb.errors import ServiceUnavailable, ToolError

JOB = UUID("0197a1d0-0000-7000-8000-000000000001")


async def start(rig, **fields):
    return await rig.call("run_build", job_id=JOB, target="WebGL", **fields)


async def ask(rig):
    return await rig.call("get_build_status", job_id=str(JOB))


def states(rig):
    return [tuple(subject.split(".")[1:4]) for subject in rig.events.subjects()]


async def test_a_build_is_told_from_its_start_to_its_end(rig):
    status = await start(rig, config={"compression": "gzip"})
    while not status.is_final:
        status = await ask(rig)
    assert (status.status, status.progress) == ("succeeded", 1.0)
    assert states(rig) == [
        ("build", "unity", "started"),
        ("build", "unity", "progress"),
        ("build", "unity", "progress"),
        ("build", "unity", "progress"),
        ("build", "unity", "completed"),
    ]
    assert rig.events.events[0].data == {"job_id": str(JOB), "target": "WebGL"}
    told = rig.events.events[-1].data
    assert (told["status"], told["artifact"]) == ("succeeded", f"Builds/{JOB}.zip")
    assert not {"log_tail", "report"} & set(told)


@pytest.mark.parametrize(
    ("end", "state"), [("failed", "failed"), ("cancelled", "failed"), ("timed_out", "timeout")]
)
async def test_a_build_that_ends_badly_is_told_so_though_the_call_went_well(rig, end, state):
    rig.service.builds.steps = (("running", "check", 0.5), (end, "check", 0.5))
    await start(rig)
    assert (await ask(rig)).status == end
    assert states(rig)[-1] == ("build", "unity", state)
    assert [row["status"] for row in rig.rows.table("spark_function_calls")] == ["succeeded"] * 2


def job(rig):
    (row,) = rig.rows.table("spark_build_jobs")
    return row


async def test_the_row_of_a_job_says_how_it_is_now_and_what_was_asked_for(rig):
    await start(rig, config={"compression": "gzip"})
    asked_for = {"target": "WebGL", "config": {"compression": "gzip"}, "session_id": "s1"}
    asked_for |= {"job_id": str(JOB), "queued_at": "2026-01-01T00:00:00+00:00"}
    assert job(rig).items() >= {**asked_for, "status": "queued", "started_at": None}.items()

    rig.clock.advance(2)
    await ask(rig)
    running = {"status": "running", "stage": "check", "started_at": "2026-01-01T00:00:02+00:00"}
    assert job(rig).items() >= {**asked_for, **running, "ended_at": None}.items()

    await ask(rig)
    rig.clock.advance(3)
    await ask(rig)
    ended = {"status": "succeeded", "progress": 1.0, "byte_length": 1024}
    ended |= {"started_at": running["started_at"], "ended_at": "2026-01-01T00:00:05+00:00"}
    assert job(rig).items() >= {**asked_for, **ended}.items()


async def test_a_job_begun_elsewhere_is_what_the_engine_says_of_it(rig):
    rig.service.builds.run(RunBuild(job_id=JOB, target="iOS"))
    await ask(rig)
    assert (job(rig)["target"], job(rig)["config"]) == ("iOS", {})


async def test_the_same_job_again_is_the_same_job(rig):
    await start(rig)
    await ask(rig)
    assert (await start(rig)).stage == "check"


async def test_a_build_that_cannot_be_started_has_failed(rig):
    rig.service.fail_with = [ServiceUnavailable("The Unity server does not answer.")]
    with pytest.raises(ServiceUnavailable):
        await start(rig)
    assert states(rig) == [("build", "unity", "started"), ("build", "unity", "failed")]
    assert rig.events.events[-1].data["job_id"] == str(JOB)
    assert rig.rows.table("spark_build_jobs") == []


async def test_a_build_whose_state_cannot_be_had_has_not_failed(rig):
    with pytest.raises(ToolError, match="There is no build"):
        await ask(rig)
    assert states(rig) == [("runtime", "unity", "failed")]


async def test_taking_apart_tells_how_much_there_is_and_not_what(rig):
    rig.service.files["Assets/t.txt"] = b"one\ntwo\n"
    parts = await rig.call("deconstruct_asset", path="Assets/t.txt")
    assert [part.name for part in parts.parts] == ["one", "two"]
    told = rig.events.events[-1]
    assert told.subject == "spark.runtime.unity.completed.s1"
    assert (told.data["parts"], told.data["needs"]) == (2, 0)
