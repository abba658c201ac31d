from __future__ import annotations

from uuid import UUID

import pytest

from spark_nb.errors import RejectedError, ToolError
from spark_nb.pipeline.build_watch import watch_build

JOB = UUID("0197a1d0-0000-7000-8000-000000000001")


async def watched(rig, steps):
    rig.service.builds.steps = (("queued", None, 0.0), *steps)
    await rig.call("run_build", job_id=JOB, target="WebGL")
    statuses = [status async for status in watch_build(rig.pipeline, rig.caller, JOB)]
    return [(status.status, status.progress) for status in statuses]


async def test_each_change_is_told_once_and_the_end_ends_it(rig):
    waiting = ("running", "check", 0.25)
    steps = (waiting, waiting, waiting, ("running", "pack", 0.75), ("succeeded", None, 1.0))
    assert await watched(rig, steps) == [("running", 0.25), ("running", 0.75), ("succeeded", 1.0)]


@pytest.mark.parametrize("end", ["failed", "cancelled", "timed_out"])
async def test_a_bad_end_is_an_end_too(rig, end):
    assert await watched(rig, ((end, None, 0.5),)) == [(end, 0.5)]


@pytest.mark.parametrize(("job", "error"), [(JOB, ToolError), ("no uuid", RejectedError)])
async def test_a_build_that_is_not_there_is_an_error(rig, job, error):
    with pytest.raises(error):
        await anext(watch_build(rig.pipeline, rig.caller, job))
