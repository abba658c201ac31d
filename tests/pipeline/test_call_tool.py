from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from spark_nb.errors import ConflictError, RejectedError, ServiceTimeout, ServiceUnavailable
from spark_nb.ports import Progress
from spark_nb.testing import FolderService, MemoryRows

PATH = "Assets/Hero.cs"
CODE = "public class Hero {}\n"


async def write_hero(rig, code=CODE):
    return await rig.call("generate_script", name="Hero", code=code, path=PATH)


def call_facts(rig):
    keys = ("tool", "status", "error_code", "attempts", "cache_hit")
    return [tuple(row[key] for key in keys) for row in rig.rows.table("spark_function_calls")]


async def test_a_write_lands_and_leaves_a_call_a_script_and_two_events(rig):
    result = await write_hero(rig)
    assert rig.service.files == {PATH: CODE.encode()}
    assert result.created
    assert call_facts(rig) == [("generate_script", "succeeded", None, 1, False)]
    assert [row["path"] for row in rig.rows.table("spark_generated_scripts")] == [PATH]
    subjects = ["spark.runtime.unity.started.s1", "spark.runtime.unity.completed.s1"]
    assert rig.events.subjects() == subjects
    assert [row["subject"] for row in rig.rows.table("spark_events")] == subjects


@pytest.mark.parametrize(
    ("tool", "fields", "field", "words"),
    [
        (
            "generate_script",
            {"name": "evil", "code": "", "path": "../evil.cs"},
            "path",
            "generate_script: Path must start with Assets/ (got ../evil.cs)."
            " Move the file under Assets/.",
        ),
        (
            "generate_script",
            {"name": "Big", "code": "x" * 300 * 1024, "path": "Assets/Big.cs"},
            "code",
            "generate_script: Text is 300.0 KiB; the limit is 200 KiB of UTF-8."
            " Split it into smaller files.",
        ),
        (
            "render_preview",
            {"width": 5000},
            "width",
            "render_preview: width must be at most 4096 (got 5000). Use 4096 or less.",
        ),
        (
            "apply_patch",
            {"path": PATH, "patch": "make it better"},
            "patch",
            "apply_patch: The patch has no --- and +++ lines. Use the output of git diff.",
        ),
    ],
)
async def test_a_guardrail_stops_the_call_and_leaves_a_rejected_row(
    rig, tool, fields, field, words
):
    with pytest.raises(RejectedError) as caught:
        await rig.call(tool, **fields)
    assert (caught.value.field, str(caught.value)) == (field, words)
    assert rig.service.calls == []
    assert [facts[:2] for facts in call_facts(rig)] == [(tool, "rejected")]


async def test_a_patch_that_does_not_fit_is_a_conflict_and_changes_nothing(rig):
    await write_hero(rig)
    patch = f"--- a/{PATH}\n+++ b/{PATH}\n@@ -1 +1 @@\n-public class Villain {{}}\n+x\n"
    with pytest.raises(ConflictError, match=r"Hunk 1 does not fit Assets/Hero\.cs at line 1"):
        await rig.call("apply_patch", path=PATH, patch=patch)
    assert rig.service.files == {PATH: CODE.encode()}
    assert call_facts(rig)[-1] == ("apply_patch", "failed", "conflict", 1, False)
    assert rig.events.subjects()[-1] == "spark.runtime.unity.failed.s1"


async def test_errors_name_their_tool_and_call(rig):
    rig.service.fail_with = [ServiceTimeout("No answer within 10 s.")]
    with pytest.raises(ServiceTimeout) as caught:
        await write_hero(rig)
    row = rig.rows.table("spark_function_calls")[0]
    assert (caught.value.tool, caught.value.call_id) == ("generate_script", row["call_id"])
    assert row["status"] == "timed_out"


async def test_an_equal_preview_comes_from_the_cache(rig):
    first = await rig.call("render_preview", time_s=1.0)
    second = await rig.call("render_preview", time_s=1.0)
    assert first == second
    assert rig.service.calls == ["render_preview"]
    assert [facts[4] for facts in call_facts(rig)] == [False, True]
    assert [row["cache_hit"] for row in rig.rows.table("spark_previews")] == [False, True]


async def test_a_write_is_never_followed_by_a_stale_frame(rig):
    await rig.call("render_preview")
    await write_hero(rig)
    await rig.call("render_preview")
    assert rig.service.calls == ["render_preview", "generate_script", "render_preview"]


async def test_a_frame_that_was_overtaken_by_a_write_is_not_shown_after_it(rig):
    """Two answers on their way at once: the older picture arrives last."""
    made, arrive = asyncio.Event(), asyncio.Event()
    call = rig.service.call

    async def late_picture(tool, request, on_progress):
        answer = await call(tool, request)
        if tool.name == "render_preview" and not made.is_set():
            made.set()
            await arrive.wait()
        return answer

    rig.service.call = late_picture
    rendering = asyncio.create_task(rig.call("render_preview"))
    await made.wait()
    await write_hero(rig)
    arrive.set()
    stale = await rendering
    fresh = await rig.call("render_preview")
    assert fresh.revision != stale.revision
    assert rig.service.calls == ["render_preview", "generate_script", "render_preview"]


async def test_an_edit_by_hand_is_seen_after_a_quarter_of_a_second(rig):
    await rig.call("render_preview")
    rig.service.files["Assets/Scene.unity"] = b"edited elsewhere"
    rig.clock.advance(0.25)
    await rig.call("render_preview")
    assert rig.service.calls == ["render_preview", "render_preview"]


async def test_a_failed_render_is_not_cached(rig):
    rig.service.fail_with = [ServiceUnavailable("away")]
    with pytest.raises(ServiceUnavailable):
        await rig.call("render_preview")
    await rig.call("render_preview")
    assert [facts[1] for facts in call_facts(rig)] == ["failed", "succeeded"]


async def test_the_bytes_of_a_frame_go_out_with_the_event_that_names_them(rig):
    frame = await rig.call("render_preview", time_s=0.5)
    assert [sent.frame_ref for sent in rig.events.frames] == [frame.frame_ref]
    event = next(event for event in rig.events.events if ".frame." in event.subject)
    assert event.subject == "spark.preview.unity.frame.s1"
    assert event.data["frame_ref"] == frame.frame_ref
    assert event.data["byte_length"] == len(frame.data)


async def test_a_landed_call_says_what_is_delayed_instead_of_failing(rig):
    rig.rows.away = True
    rig.events.connected = False
    result = await write_hero(rig)
    assert result.delayed == ("rows", "events")
    assert rig.service.files == {PATH: CODE.encode()}


async def test_a_cancelled_call_leaves_its_row(rig):
    entered = asyncio.Event()

    async def hang(tool, request, on_progress):
        entered.set()
        await asyncio.Event().wait()

    rig.service.call = hang
    task = asyncio.create_task(write_hero(rig))
    await entered.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert call_facts(rig) == [("generate_script", "cancelled", None, 0, False)]


class SlowRows(MemoryRows):
    """Rows that take their time: until ``flowing`` is set."""

    def __init__(self):
        super().__init__()
        self.asked, self.flowing = asyncio.Event(), asyncio.Event()

    async def write(self, rows):
        self.asked.set()
        await self.flowing.wait()
        return await super().write(rows)


@pytest.fixture
def slow(rig):
    rig.rows = SlowRows()
    rig.pipeline = replace(rig.pipeline, rows=rig.rows)
    return rig


async def test_a_call_interrupted_after_it_landed_is_told_and_can_be_undone(slow):
    task = asyncio.create_task(write_hero(slow))
    await slow.rows.asked.wait()
    task.cancel()
    await asyncio.sleep(0)
    slow.rows.flowing.set()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert call_facts(slow) == [("generate_script", "succeeded", None, 1, False)]
    assert slow.events.subjects()[-1] == "spark.runtime.unity.completed.s1"
    assert [operation.path for operation in slow.pipeline.patches] == [PATH]


async def test_who_interrupts_twice_does_not_wait_and_the_session_finishes_the_call(slow):
    task = asyncio.create_task(write_hero(slow))
    await slow.rows.asked.wait()
    for _ in range(2):
        task.cancel()
        await asyncio.sleep(0)
    await asyncio.wait({task})
    assert task.cancelled()
    assert len(slow.pipeline.patches) == 0
    slow.rows.flowing.set()
    await slow.pipeline.finishing.finish()
    assert [operation.path for operation in slow.pipeline.patches] == [PATH]
    assert len(call_facts(slow)) == 1


class TellingService(FolderService):
    """An engine that says how far it is, all at once."""

    steps = (Progress(0, 4, "began"), Progress(1, 4, "reading"), Progress(2, 4, "reading on"))

    async def call(self, tool, request, on_progress=None):
        for step in self.steps if on_progress else ():
            on_progress(step)
        return await super().call(tool, request, on_progress)


async def test_how_far_a_lengthy_call_is_becomes_an_event_but_not_too_many(rig):
    service = TellingService()
    service.files[PATH] = CODE.encode()
    rig.pipeline = replace(rig.pipeline, services={"unity": service})
    await rig.call("deconstruct_asset", path=PATH)
    states = [event.subject.split(".")[3] for event in rig.events.events]
    assert states == ["started", "progress", "completed"]
    assert rig.events.events[1].data == {"done": 1.0, "total": 4.0, "message": "reading"}
    assert len(rig.rows.table("spark_events")) == 3


async def test_a_quick_call_asks_for_no_progress(rig):
    rig.pipeline = replace(rig.pipeline, services={"unity": TellingService()})
    await write_hero(rig)
    assert [event.subject.split(".")[3] for event in rig.events.events] == ["started", "completed"]


async def test_timers_count_calls_by_tool(rig):
    await write_hero(rig)
    await write_hero(rig, CODE + "// again\n")
    timer = rig.pipeline.metrics.snapshot()["timers"]["unity.generate_script"]
    assert timer["count"] == 2


async def test_a_local_file_is_read_for_ingest(rig, tmp_path):
    file = tmp_path / "notes.txt"
    file.write_text("hello")
    await rig.call(
        "ingest_asset", path="Assets/notes.txt", source=str(file), media_type="text/plain"
    )
    assert rig.service.files == {"Assets/notes.txt": b"hello"}


async def test_a_missing_local_file_is_rejected(rig, tmp_path):
    with pytest.raises(RejectedError, match="cannot be read: No such file"):
        await rig.call(
            "ingest_asset",
            path="Assets/notes.txt",
            source=str(tmp_path / "none.txt"),
            media_type="text/plain",
        )
    assert call_facts(rig)[0][1] == "rejected"
