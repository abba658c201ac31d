from __future__ import annotations

import asyncio
import base64
import io

import pytest
from PIL import Image

from spark_nb.domain.frame import Frame, frame_ref
from spark_nb.domain.page_access import NoPageAccess
from spark_nb.errors import RejectedError, ServiceTimeout, ServiceUnavailable, SetupError
from spark_nb.testing import MemoryOutlet, RecordingComm
from spark_nb.widgets.preview import Preview
from spark_nb.widgets.still import png_bundle


def jpeg(time_s):
    buffer = io.BytesIO()
    Image.new("RGB", (32, 16), (int(time_s * 10) % 256, 80, 40)).save(buffer, "JPEG")
    data = buffer.getvalue()
    facts = {"format": "jpeg", "width": 32, "height": 16, "time_s": time_s}
    return Frame(frame_ref=frame_ref(data), data=data, **facts)


async def render(time_s):
    return jpeg(time_s)


@pytest.fixture
async def preview_of():
    made = []

    def make(function=render, **settings):
        comm = RecordingComm()
        made.append(Preview(function, comm=comm, frames_per_second=100.0, **settings))
        return made[-1], comm

    yield make
    for preview in made:
        await preview.aclose()


@pytest.fixture
async def log_of_faults():
    """What reaches the event loop's exception handler."""
    loop, messages = asyncio.get_running_loop(), []
    loop.set_exception_handler(lambda _loop, context: messages.append(context["message"]))
    yield messages
    loop.set_exception_handler(None)


def opened(bundle):
    with Image.open(io.BytesIO(base64.b64decode(bundle["image/png"]))) as picture:
        return picture.format, picture.size


async def within(awaitable, seconds=30):
    async with asyncio.timeout(seconds):
        return await awaitable


async def shown_at(preview, comm, time_s):
    """Display a preview, and pause it at a picture which its output does not hold yet."""
    preview._ipython_display_()
    await preview.picture()
    preview.pause()
    comm.look()
    sent = len(comm.frames)
    preview.seek(time_s)
    await within(comm.until_frames(sent + 1))


async def test_without_a_viewer_one_frame_leaves_and_no_more(preview_of):
    preview, comm = preview_of()
    preview.play()
    await within(comm.until_frames(1))
    with pytest.raises(TimeoutError):
        await within(comm.until_frames(2), 0.1)


async def test_the_bytes_of_a_frame_pass_through_untouched(preview_of):
    preview, comm = preview_of()
    preview.play()
    await within(comm.until_frames(1))
    content, data = comm.frames[0]
    facts = {key: content[key] for key in ("kind", "index", "format", "width", "height")}
    assert (data, facts) == (
        jpeg(content["time_s"]).data,
        {"kind": "frame", "index": 1, "format": "jpeg", "width": 32, "height": 16},
    )


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"frames_per_second": 0}, "frames_per_second must be at least 0.1 (got 0)"),
        ({"frames_per_second": 241}, "frames_per_second must be at most 240 (got 241)"),
        ({"frames_per_second": float("nan")}, "frames_per_second must be a finite number"),
        ({"frames_per_second": "fast"}, "frames_per_second must be a number (got 'fast')"),
        ({"duration_s": -1}, "duration_s must be at least 0.01 (got -1)"),
        ({"duration_s": float("inf")}, "duration_s must be a finite number"),
        ({"window": 0}, "window must be at least 1 (got 0)"),
    ],
)
async def test_a_pace_that_cannot_be_kept_is_refused(settings, words):
    with pytest.raises(RejectedError) as caught:
        Preview(render, comm=RecordingComm(), **settings)
    assert caught.value.message.startswith(words)


@pytest.mark.parametrize("time_s", [float("nan"), float("inf"), "soon", None])
async def test_a_time_that_is_none_is_refused(preview_of, time_s):
    preview, comm = preview_of()
    with pytest.raises(RejectedError, match="time_s must be a"):
        preview.seek(time_s)
    assert comm.frames == []


async def test_frames_fill_the_window_and_wait_for_a_confirmation(preview_of):
    preview, comm = preview_of(window=4)
    preview.play()
    await within(comm.until_frames(1))
    comm.look(index=1)
    await within(comm.until_frames(4))
    with pytest.raises(TimeoutError):
        await within(comm.until_frames(7), 0.1)
    comm.draw()
    await within(comm.until_frames(7))


async def test_wait_shown_returns_what_the_page_confirmed(preview_of):
    preview, comm = preview_of()
    preview.play()
    comm.look()
    await within(comm.until_frames(5))
    comm.draw()
    stats = await preview.wait_shown(5)
    assert (stats.shown, stats.dropped) == (comm.frames[-1][0]["index"], 0)


async def test_wait_shown_says_how_far_it_came(preview_of):
    preview, _ = preview_of()
    with pytest.raises(ServiceTimeout, match=r"0 of 3 frames were drawn within 0\.01 s"):
        await preview.wait_shown(3, timeout_s=0.01)


async def test_a_page_that_comes_late_gets_the_newest_frame(preview_of):
    preview, comm = preview_of()
    preview.play()
    await within(comm.until_frames(1))
    preview.pause()
    comm.look("late")
    assert [content["index"] for content, _ in comm.frames] == [1, 1]


async def test_a_hello_is_answered_with_the_time_of_day(preview_of):
    _preview, comm = preview_of()
    comm.look()
    (welcome,) = comm.messages
    assert (welcome["kind"], welcome["at"], welcome["clock_ms"] > 1e12) == (
        "welcome",
        1000.0,
        True,
    )


async def test_play_and_pause_of_the_page_are_obeyed(preview_of):
    preview, comm = preview_of()
    preview.play()
    comm.look()
    await within(comm.until_status("live"))
    comm.tell({"kind": "pause"})
    assert (comm.state["status"], comm.state["playing"]) == ("paused", False)
    comm.tell({"kind": "play"})
    assert (comm.state["status"], comm.state["playing"]) == ("live", True)


async def test_a_seek_while_paused_shows_that_picture(preview_of):
    preview, comm = preview_of()
    preview.play()
    comm.look()
    await within(comm.until_frames(1))
    preview.pause()
    sent = len(comm.frames)
    comm.tell({"kind": "seek", "time_s": 2.5})
    await within(comm.until_frames(sent + 1))
    assert (preview.time_s, preview.status) == (2.5, "paused")


async def test_a_seek_before_play_shows_that_picture_and_does_not_play(preview_of):
    preview, comm = preview_of(autoplay=False)
    comm.look()
    comm.tell({"kind": "seek", "time_s": 2.5})
    await within(comm.until_status("paused"))
    with pytest.raises(TimeoutError):
        await within(comm.until_frames(2), 0.1)
    assert (preview.time_s, preview.playing, len(comm.frames)) == (2.5, False, 1)


async def test_play_goes_on_from_where_a_seek_before_it_led(preview_of):
    preview, comm = preview_of(autoplay=False)
    comm.look()
    preview.seek(2.5)
    await within(comm.until_frames(1))
    preview.play()
    await within(comm.until_frames(3))
    assert comm.frames[1][0]["time_s"] > 2.5


async def test_asking_for_the_picture_does_not_play(preview_of):
    preview, comm = preview_of(autoplay=False)
    comm.look()
    frame = await within(preview.picture())
    assert (frame.time_s, preview.playing, preview.status) == (0.0, False, "paused")


async def test_a_page_without_a_picture_gets_one_even_if_it_does_not_look(preview_of):
    preview, comm = preview_of()
    preview.play()
    await within(comm.until_frames(1))
    comm.look("hidden", looking=False)
    comm.look("hidden", looking=False, index=1)
    assert [content["index"] for content, _ in comm.frames] == [1, 1]


async def test_a_page_that_goes_ends_the_rendering_at_once(preview_of):
    times = []

    async def note(time_s):
        times.append(time_s)
        return jpeg(time_s)

    preview, comm = preview_of(note, window=1000)
    preview.play()
    comm.look()
    await within(comm.until_frames(3))
    comm.tell({"kind": "gone", "viewer": "page"})
    rendered = len(times)
    with pytest.raises(TimeoutError):
        await within(comm.until_frames(rendered + 3), 0.2)  # two may be on their way


async def test_an_error_is_put_into_words(preview_of):
    async def refuse(time_s):
        raise RejectedError("width must be at most 4096.", field="width", hint="Pass less.")

    preview, comm = preview_of(refuse)
    preview.play()
    await within(comm.until_status("error"))
    assert (preview.words, preview.hint) == ("width must be at most 4096.", "Pass less.")


async def test_what_was_refused_is_not_tried_again_and_no_longer_plays(preview_of):
    async def refuse(time_s):
        raise RejectedError("width must be at most 4096.", field="width")

    preview, comm = preview_of(refuse)
    preview.play()
    await within(comm.until_status("error"))
    assert (comm.state["playing"], preview.retry_in_s) == (False, None)


async def test_a_service_that_is_away_is_tried_again_until_it_is_back(preview_of):
    tries = []

    async def come_back(time_s):
        tries.append(time_s)
        if len(tries) == 1:
            raise ServiceUnavailable("The engine is away.")
        return jpeg(time_s)

    preview, comm = preview_of(come_back)
    preview.play()
    comm.look()
    await within(comm.until_status("error"))
    assert (preview.playing, preview.retry_in_s) == (True, 0.5)
    await within(comm.until_status("live"))
    assert (preview.words, preview.retry_in_s) == ("", None)


async def test_after_a_fault_in_render_play_begins_anew_from_there(preview_of, log_of_faults):
    faulty = True

    async def maybe(time_s):
        if faulty and time_s >= 0.1:
            raise ZeroDivisionError("a sum went wrong")
        return jpeg(time_s)

    preview, comm = preview_of(maybe)
    preview.play()
    comm.look()
    await within(comm.until_status("error"))
    assert (preview.words, preview.playing) == ("ZeroDivisionError: a sum went wrong", False)
    assert log_of_faults == ["preview stream failed"]
    faulty, seen, before = False, len(comm.frames), preview.time_s
    preview.play()
    await within(comm.until_frames(seen + 2))
    assert (preview.status, comm.frames[seen][0]["time_s"] >= before) == ("live", True)


@pytest.mark.parametrize(
    ("message", "words"),
    [
        ({"kind": "seek", "time_s": float("nan")}, "seek.time_s"),
        ({"kind": "seek", "time_s": -1}, "seek.time_s must be at least 0"),
        ({"kind": "jump"}, "'jump'"),
        ({}, "kind"),
    ],
)
async def test_a_message_that_is_none_of_ours_stands_in_the_widget(preview_of, message, words):
    preview, comm = preview_of()
    preview.play()
    comm.look()
    await within(comm.until_status("live"))
    comm.tell(message)
    assert (comm.state["status"], comm.state["playing"]) == ("error", False)
    assert words in comm.state["words"]
    assert comm.state["hint"] == "Reload the page."


async def test_a_message_that_is_none_of_ours_is_refused(preview_of):
    preview, _ = preview_of()
    with pytest.raises(RejectedError, match="what is no message of a preview"):
        preview.hear({"kind": "seek", "time_s": float("nan")})


async def test_an_error_of_a_message_does_not_outlive_play(preview_of):
    preview, comm = preview_of()
    preview.play()
    comm.look()
    comm.tell({"kind": "jump"})
    comm.tell({"kind": "play"})
    await within(comm.until_status("live"))
    assert (preview.words, preview.playing) == ("", True)


async def test_the_output_holds_caption_view_and_then_the_picture(preview_of, outputs):
    preview, comm = preview_of()
    preview._ipython_display_()
    frame = await preview.picture()
    caption, view, *stills = [output["data"] for output in outputs]
    assert caption["text/plain"] == "Last picture of the preview. Run this cell to see it move."
    assert view["application/vnd.jupyter.widget-view+json"]["model_id"] == comm.comm_id
    assert stills == [{"text/plain": ""}, await asyncio.to_thread(png_bundle, frame)]
    assert await asyncio.to_thread(opened, stills[-1]) == ("PNG", (32, 16))


async def test_shown_again_it_brings_the_picture_along(preview_of, outputs):
    preview, _ = preview_of()
    preview._ipython_display_()
    await preview.picture()
    preview.pause()
    preview._ipython_display_()
    assert "image/png" in outputs[-1]["data"]


async def test_closing_takes_the_view_away_and_leaves_the_last_picture(preview_of, outputs):
    preview, comm = preview_of()
    await shown_at(preview, comm, 2.5)
    await preview.aclose()
    caption, view, still = [output["data"] for output in outputs[-3:]]
    assert caption["text/plain"] == "Last picture of the preview, which was closed."
    assert (view, comm.closed) == ({"text/plain": ""}, True)
    assert still == await asyncio.to_thread(png_bundle, preview.frame)


async def test_closing_does_not_convert_on_the_event_loop(preview_of, outputs):
    preview, comm = preview_of()
    await shown_at(preview, comm, 2.5)
    preview.close()
    assert (list(outputs[-1]["data"]), comm.closed) == (["text/plain"], True)
    await preview.aclose()
    assert "image/png" in outputs[-1]["data"]


async def test_closed_before_its_first_picture_it_says_so(preview_of, outputs):
    preview, _ = preview_of(autoplay=False)
    preview._ipython_display_()
    await preview.aclose()
    assert outputs[-1]["data"] == {
        "text/plain": "The preview was closed before its first picture."
    }


def test_closed_where_no_loop_runs_it_leaves_the_picture_before_it_returns(outputs):
    async def live():
        comm = RecordingComm()
        preview = Preview(render, comm=comm)
        await shown_at(preview, comm, 2.5)
        return preview

    preview = asyncio.run(live())
    preview.close()
    assert outputs[-1]["data"] == png_bundle(preview.frame)


async def test_no_frame_is_part_of_the_saved_state(preview_of):
    preview, comm = preview_of()
    preview.play()
    await within(comm.until_frames(1))
    assert not [key for key, value in preview.get_state().items() if isinstance(value, bytes)]


async def test_a_page_that_reads_from_the_broker_is_told_there_and_gets_nothing_here(preview_of):
    outlet = MemoryOutlet()
    preview, comm = preview_of(outlet=outlet, autoplay=False)
    comm.look()
    preview.seek(0.5)
    await comm.until(lambda: len(comm.frames) == 1)
    comm.draw()
    comm.tell({"kind": "take", "viewer": "page", "way": "broker"})
    preview.seek(1.0)
    await outlet.until(1)
    (widget, facts), sent = outlet.told[0], len(comm.frames)
    assert (widget, facts["index"], facts["time_s"]) == (preview.uid, 2, 1.0)
    assert facts["frame_ref"] == preview.frame.frame_ref
    assert sent == 1
    comm.tell({"kind": "take", "viewer": "page", "way": "kernel"})
    assert comm.frames[-1][0]["index"] == 2, "what it may have missed"
    preview.seek(1.5)
    await comm.until(lambda: comm.frames[-1][0]["index"] == 3)
    assert len(outlet.told) == 1


async def test_pages_of_both_ways_see_the_same(preview_of):
    outlet = MemoryOutlet()
    preview, comm = preview_of(outlet=outlet, autoplay=False)
    comm.look("one")
    comm.look("two")
    comm.tell({"kind": "take", "viewer": "one", "way": "broker"})
    preview.seek(0.5)
    await comm.until(lambda: len(comm.frames) == 1)
    assert [facts["index"] for _, facts in outlet.told] == [1]
    comm.tell({"kind": "gone", "viewer": "two"})
    preview.seek(1.0)
    await outlet.until(2)
    assert len(comm.frames) == 1


async def test_while_the_broker_is_away_frames_come_through_the_kernel(preview_of):
    outlet = MemoryOutlet()
    preview, comm = preview_of(outlet=outlet, autoplay=False)
    comm.look()
    comm.tell({"kind": "take", "viewer": "page", "way": "broker"})
    outlet.connected = False
    preview.seek(0.5)
    await comm.until(lambda: len(comm.frames) == 1)
    assert outlet.told == []


async def test_a_page_asks_how_to_read_and_no_trait_keeps_the_answer(preview_of):
    preview, comm = preview_of(outlet=MemoryOutlet(), autoplay=False)
    comm.tell({"kind": "ask"})
    await comm.until(lambda: comm.messages)
    (answer,) = comm.messages
    assert (answer["kind"], answer["user"], answer["password"]) == ("access", "page-1", "hunter2")
    assert "hunter2" not in str(preview.get_state())


@pytest.mark.parametrize(
    ("outlet", "reason"),
    [(None, "no session"), (MemoryOutlet(NoPageAccess("NATS_WS_URL is not set.")), "not set")],
)
async def test_without_an_address_a_page_is_told_why(preview_of, outlet, reason):
    _, comm = preview_of(outlet=outlet, autoplay=False)
    comm.tell({"kind": "ask"})
    await comm.until(lambda: comm.messages)
    assert reason in comm.messages[0]["reason"]


async def test_an_outlet_that_fails_leaves_the_picture_and_says_why(preview_of):
    class Full(MemoryOutlet):
        def access(self):
            raise SetupError("The folder cannot be written.", hint="Make room.")

    preview, comm = preview_of(outlet=Full(), autoplay=False)
    comm.tell({"kind": "ask"})
    await comm.until(lambda: comm.messages)
    assert comm.messages[0]["reason"] == "The folder cannot be written."
    assert preview.status == "empty"
