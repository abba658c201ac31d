"""What a preview is taken of, comparing, saving, and giving way to a slow link."""

from __future__ import annotations

import asyncio
import io

import pytest
from PIL import Image

from spark_nb.domain.frame import Frame, frame_ref
from spark_nb.domain.scene_text import SceneCameras
from spark_nb.domain.shot import Shot
from spark_nb.errors import RejectedError, ServiceUnavailable
from spark_nb.testing import RecordingComm
from spark_nb.widgets.preview import Preview
from spark_nb.widgets.saving import film_times

SCENES = [SceneCameras("Assets/A.unity", ("Main", "Map")), SceneCameras("Assets/B.unity")]


def picture(time_s, shot, scale, form, revision="r1"):
    fields = shot.fields(scale)
    size = fields["width"], fields["height"]
    buffer = io.BytesIO()
    colour = (int(time_s * 100) % 256, 80, 200 if shot.scene else 40)
    Image.new("RGB", size, colour).save(buffer, form)
    data = buffer.getvalue()
    facts = {"format": form, "width": size[0], "height": size[1], "time_s": time_s}
    return Frame(frame_ref=frame_ref(data), data=data, revision=revision, **facts)


class Footage:
    def __init__(self, engine):
        self.engine = engine

    async def __call__(self, time_s):
        self.engine.filmed.append(time_s)
        await self.engine.going.wait()
        if self.engine.fault:
            raise self.engine.fault
        return picture(time_s, self.engine.shot, 1.0, "png")

    async def finish(self):
        self.engine.finished += 1


class Engine:
    """Renders plain pictures of what is asked for, and remembers what was filmed."""

    at_once = 2

    def __init__(self):
        self.shot, self.scale = Shot(width=64, height=32), 1.0
        self.found, self.revision = SCENES, "r1"
        self.filmed, self.finished, self.fault = [], 0, None
        self.going = asyncio.Event()
        self.going.set()

    async def __call__(self, time_s):
        return picture(time_s, self.shot, self.scale, "jpeg", self.revision)

    async def scenes(self):
        return self.found

    def lossless(self):
        return Footage(self)


class Clock:
    now = 100.0

    def __call__(self):
        return self.now


@pytest.fixture
async def engine():
    return Engine()


@pytest.fixture
async def comm():
    return RecordingComm()


@pytest.fixture
async def preview(engine, comm):
    made = Preview(
        engine, comm=comm, filming=engine, frames_per_second=50.0, duration_s=2.0, clock=Clock()
    )
    yield made
    await made.aclose()


async def within(awaitable, seconds=5):
    async with asyncio.timeout(seconds):
        return await awaitable


async def paused_at(preview, comm, time_s):
    comm.look()
    preview.seek(time_s)
    await within(comm.until_status("paused"))


def sizes(comm):
    return [(content["width"], content["height"]) for content, _ in comm.frames]


async def test_pages_learn_what_there_is_to_choose(preview, comm):
    await paused_at(preview, comm, 0.0)
    await within(comm.until(lambda: comm.state.get("scenes")))
    assert comm.state["scenes"][0] == {"path": "Assets/A.unity", "cameras": ("Main", "Map")}


async def test_a_new_scene_shows_up_with_the_next_picture_of_the_project(preview, comm, engine):
    await paused_at(preview, comm, 0.0)
    await within(comm.until(lambda: comm.state.get("scenes")))
    engine.found, engine.revision = [*SCENES, SceneCameras("Assets/New.unity")], "r2"
    preview.refresh()
    await within(comm.until(lambda: len(comm.state["scenes"]) == 3))


async def test_another_size_is_rendered_at_once_at_the_same_moment(preview, comm):
    await paused_at(preview, comm, 1.0)
    comm.tell({"kind": "choose", "width": 128, "height": 64})
    await within(comm.until(lambda: sizes(comm)[-1] == (128, 64)))
    assert (preview.time_s, preview.playing, comm.state["width"]) == (1.0, False, 128)


async def test_a_scene_is_chosen_from_python_and_from_the_page(preview, comm, engine):
    await paused_at(preview, comm, 0.0)
    preview.choose(scene="Assets/A.unity", camera="Map")
    assert (comm.state["scene"], comm.state["camera"]) == ("Assets/A.unity", "Map")
    comm.tell({"kind": "choose", "scene": None})
    await within(comm.until(lambda: comm.state["scene"] is None))
    assert (engine.shot.scene, engine.shot.camera) == (None, None)


async def test_a_refused_size_says_why_beside_the_controls_and_the_picture_stays(preview, comm):
    await paused_at(preview, comm, 0.0)
    comm.tell({"kind": "choose", "width": 9000, "height": 64})
    await within(comm.until(lambda: comm.state.get("notice")))
    assert comm.state["notice"].startswith("width must be at most 4096 (got 9000).")
    assert (comm.state["status"], preview.width) == ("paused", 64)
    comm.tell({"kind": "choose", "width": 96, "height": 64})
    await within(comm.until(lambda: comm.state["notice"] == ""))


async def test_what_there_is_no_choice_of_is_refused(preview):
    with pytest.raises(RejectedError, match="has no colour to choose"):
        preview.choose(colour="red")
    plain = Preview(lambda _: None, comm=RecordingComm())
    with pytest.raises(RejectedError, match="nothing to choose"):
        plain.choose(width=320)


async def test_a_held_picture_goes_to_pages_and_to_those_that_come_later(preview, comm):
    await paused_at(preview, comm, 0.5)
    comm.tell({"kind": "hold"})
    await within(comm.until(lambda: comm.parcels))
    content, data = comm.parcels[0]
    assert content["held"] == [{"side": "before", "format": "jpeg", "time_s": 0.5}]
    assert data == [preview.frame.data]
    comm.look("late")
    assert comm.parcels[-1] == comm.parcels[0]
    comm.tell({"kind": "release"})
    await within(comm.until(lambda: {"kind": "released"} in comm.messages))
    count = len(comm.parcels)
    comm.look("later")
    assert len(comm.parcels) == count


async def test_two_pictures_of_ones_own_are_compared(preview, comm, engine):
    before, after = await engine(0.1), await engine(0.2)
    preview.compare(before, after)
    assert comm.parcels[0][1] == [before.data, after.data]
    assert [side["side"] for side in comm.parcels[0][0]["held"]] == ["before", "after"]


async def test_before_the_first_picture_there_is_nothing_to_hold(preview):
    with pytest.raises(RejectedError, match="no picture yet"):
        preview.hold()


async def test_a_picture_is_saved_without_loss(preview, comm, engine, tmp_path):
    await paused_at(preview, comm, 0.5)
    engine.scale = 0.5
    path = await preview.save(tmp_path / "now.png")
    with Image.open(path) as saved:
        assert (saved.format, saved.size, saved.getpixel((0, 0))) == (
            "PNG",
            (64, 32),
            (50, 80, 40),
        )
    assert engine.finished == 1


async def test_a_film_holds_the_last_seconds_and_plays_as_fast(preview, comm, engine, tmp_path):
    await paused_at(preview, comm, 1.0)
    path = await preview.save(tmp_path / "film.webp", duration_s=0.5, frames_per_second=10)
    assert engine.filmed == pytest.approx([0.6, 0.7, 0.8, 0.9, 1.0])
    with Image.open(path) as film:
        film.load()
        assert (film.format, film.n_frames, film.info["duration"]) == ("WEBP", 5, 100)
    assert comm.state["saving"] is None


async def test_the_page_gets_a_file_and_hears_how_far_it_is(preview, comm, engine):
    await paused_at(preview, comm, 0.0)
    engine.going.clear()
    comm.tell({"kind": "save", "format": "webp", "duration_s": 0.1})
    await within(comm.until(lambda: comm.state.get("saving")))
    assert comm.state["saving"] == {"stage": "rendering", "done": 0, "total": 5}
    with pytest.raises(RejectedError, match="saved already"):
        await preview.save("other.png")
    engine.going.set()
    await within(comm.until(lambda: comm.parcels))
    content, (data,) = comm.parcels[0]
    assert (content["kind"], content["name"]) == ("saved", "preview-0.00s")
    assert data[:4] == b"RIFF"


async def test_a_film_is_given_up(preview, comm, engine):
    await paused_at(preview, comm, 0.0)
    engine.going.clear()
    comm.tell({"kind": "save", "format": "webp"})
    await within(comm.until(lambda: comm.state.get("saving")))
    comm.tell({"kind": "cancel"})
    await within(comm.until(lambda: comm.state["saving"] is None))
    assert (comm.parcels, comm.state["status"]) == ([], "paused")


async def test_a_film_that_fails_says_so_beside_the_controls(preview, comm, engine):
    await paused_at(preview, comm, 0.0)
    engine.fault = ServiceUnavailable("The engine is away.", hint="Start it again.")
    comm.tell({"kind": "save", "format": "webp"})
    await within(comm.until(lambda: comm.state.get("notice")))
    assert comm.state["notice"] == "The engine is away. Start it again."
    assert (comm.state["saving"], engine.finished) == (None, 1)


@pytest.mark.parametrize(
    ("name", "settings", "words"),
    [
        ("film.gif", {}, r"saved as \.png or \.webp \(got 'film\.gif'\)"),
        ("film.webp", {"duration_s": 3.0}, "at most 2 "),
        ("film.webp", {"duration_s": 0.0}, "more than 0"),
        ("film.webp", {"frames_per_second": 0}, None),
    ],
)
async def test_a_file_that_cannot_be_is_refused(preview, tmp_path, name, settings, words):
    if words is None:
        settings, words = {"frames_per_second": 500}, "frames_per_second must be at most 240"
    with pytest.raises(RejectedError, match=words):
        await preview.save(tmp_path / name, **settings)
    assert list(tmp_path.iterdir()) == []


def test_a_film_goes_back_over_the_loops_end_and_is_not_endless():
    assert film_times(0.1, 0.4, 2.0, 10) == [1.8, 1.9, 0.0, 0.1]
    assert film_times(0.1, None, 0.3, 10) == [0.0, 0.1, 0.2]
    with pytest.raises(RejectedError, match=r"at most 900 pictures \(got 6000\)"):
        film_times(0.0, None, 100.0, 60)


async def late(preview, comm, seconds, delay_ms=900.0):
    """Let a page confirm every quarter of a second that it draws with ``delay_ms``."""
    for _ in range(round(seconds * 4)):
        preview._clock.now += 0.25
        index = comm.frames[-1][0]["index"]
        seen = {"index": index, "drawn": index, "dropped": 0, "delay_ms": delay_ms}
        comm.tell({"kind": "shown", "viewer": "page", **seen})
        await asyncio.sleep(0)


async def playing(preview, comm):
    comm.look()
    preview.play()
    await within(comm.until_frames(1))


async def test_a_slow_link_gets_smaller_pictures_and_a_pause_shows_it_in_full(preview, comm):
    await playing(preview, comm)
    await late(preview, comm, 1.25)
    assert comm.state["scale"] == 0.75
    await within(comm.until(lambda: sizes(comm)[-1] == (48, 24)))
    preview.pause()
    await within(comm.until(lambda: sizes(comm)[-1] == (64, 32)))
    assert comm.state["scale"] == 1.0
    preview.play()
    assert comm.state["scale"] == 0.75


async def test_full_size_can_be_insisted_on(preview, comm):
    await playing(preview, comm)
    preview.choose(adaptive=False)
    await late(preview, comm, 3.0)
    assert (preview.scale, comm.state["adaptive"]) == (1.0, False)


async def test_the_picture_that_is_kept_is_whole_while_the_live_one_is_not(preview, comm):
    await playing(preview, comm)
    await late(preview, comm, 1.25)
    frame = await preview.picture()
    assert (frame.format, frame.width, frame.height) == ("png", 64, 32)
