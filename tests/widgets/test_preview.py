from __future__ import annotations

import asyncio
import base64
import io

import pytest
from IPython.core.displaypub import CapturingDisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from PIL import Image
from pydantic import ValidationError

from spark_nb.domain.frame import Frame, frame_ref
from spark_nb.errors import RejectedError, ServiceTimeout
from spark_nb.testing import RecordingComm
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
def outputs():
    """What IPython would show, in order."""
    shell = InteractiveShell.instance()
    before, shell.display_pub = shell.display_pub, CapturingDisplayPublisher()
    yield shell.display_pub.outputs
    shell.display_pub = before
    InteractiveShell.clear_instance()


def opened(bundle):
    with Image.open(io.BytesIO(base64.b64decode(bundle["image/png"]))) as picture:
        return picture.format, picture.size


async def within(awaitable, seconds=5):
    async with asyncio.timeout(seconds):
        return await awaitable


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
    facts = {key: content[key] for key in ("kind", "index", "time_s", "format", "width", "height")}
    assert (data, facts) == (
        jpeg(0.0).data,
        {"kind": "frame", "index": 1, "time_s": 0.0, "format": "jpeg", "width": 32, "height": 16},
    )


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


async def test_an_error_is_put_into_words(preview_of):
    async def refuse(time_s):
        raise RejectedError("width must be at most 4096.", field="width", hint="Pass less.")

    preview, comm = preview_of(refuse)
    preview.play()
    await within(comm.until_status("error"))
    assert (preview.words, preview.hint) == ("width must be at most 4096.", "Pass less.")


async def test_what_is_no_message_of_ours_is_refused(preview_of):
    preview, _ = preview_of()
    with pytest.raises(ValidationError):
        preview.hear({"kind": "seek", "time_s": float("nan")})


async def test_the_output_holds_the_view_and_then_the_picture(preview_of, outputs):
    preview, comm = preview_of()
    preview._ipython_display_()
    frame = await preview.picture()
    view, *stills = [output["data"] for output in outputs]
    assert view["application/vnd.jupyter.widget-view+json"]["model_id"] == comm.comm_id
    assert stills == [{"text/plain": ""}, await asyncio.to_thread(png_bundle, frame)]
    assert await asyncio.to_thread(opened, stills[-1]) == ("PNG", (32, 16))


async def test_closing_keeps_the_last_picture_and_takes_the_view_away(preview_of, outputs):
    preview, comm = preview_of()
    preview._ipython_display_()
    await preview.picture()
    await preview.aclose()
    last = outputs[-1]
    assert (last["update"], list(last["data"]), comm.closed) == (True, ["text/plain"], True)


async def test_no_frame_is_part_of_the_saved_state(preview_of):
    preview, comm = preview_of()
    preview.play()
    await within(comm.until_frames(1))
    assert not [key for key, value in preview.get_state().items() if isinstance(value, bytes)]
