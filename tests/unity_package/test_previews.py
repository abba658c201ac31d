"""Pictures: what is asked for, what is drawn, and that the scene is afterwards as it was."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from spark_nb.domain.frame import Frame, frame_ref
from tests.unity_package.package_files import Calls, Refused


def test_what_is_left_out_is_as_the_client_means_it(calls: Calls) -> None:
    assert calls("render_preview") == [640, 360, None, None, "png", 0.0]
    given = {"width": 16.0, "height": 4096, "scene": None, "format": "jpeg", "time_s": 1.5}
    asked = calls("render_preview", **given, camera="Main", inputs=[{"key": "space"}])
    assert asked == [16, 4096, None, "Main", "jpeg", 1.5]


@pytest.mark.parametrize(
    ("given", "code", "field"),
    [
        ({"width": 15}, "rejected", "width"),
        ({"height": 4097}, "rejected", "height"),
        ({"width": 100.5}, "rejected", "width"),
        ({"width": "640"}, "rejected", "width"),
        ({"time_s": -1}, "rejected", "time_s"),
        ({"scene": "Library/a.unity"}, "rejected", "scene"),
        ({"format": "gif"}, "rejected", "format"),
        ({"format": "webp"}, "unsupported", None),
        ({"inputs": {}}, "rejected", "inputs"),
        ({"inputs": ["a" * 205_000]}, "rejected", "inputs"),
    ],
)
def test_what_cannot_be_is_refused(
    calls: Calls, given: dict[str, Any], code: str, field: str | None
) -> None:
    with pytest.raises(Refused) as caught:
        calls("render_preview", **given)
    assert (caught.value.code, caught.value.facts.get("field")) == (code, field)
    assert caught.value.facts["hint"]


@pytest.fixture
def scene(editor: Calls) -> Calls:
    """An editor with two cameras, canvases over the screen, and one in the world."""
    editor("camera", name="Front", depth=1)
    editor("camera", name="Main", depth=0)
    editor("canvas", name="Hud", order=3)
    editor("canvas", name="Nested", below="Hud", order=-9999)
    editor("canvas", name="Sign", mode="WorldSpace", order=1)
    return editor


def shot(editor: Calls, **given: Any) -> Frame:
    facts = editor("render_preview", **given)
    return Frame.model_validate({**facts, "data": base64.b64decode(facts["data"])})


def test_all_cameras_draw_one_picture_of_the_size_asked_for(scene: Calls) -> None:
    frame = shot(scene, width=333, height=77)
    assert (frame.width, frame.height, frame.format, frame.time_s) == (333, 77, "png", 0)
    assert frame.frame_ref == frame_ref(frame.data)
    assert frame.warnings == ()
    assert scene("drawn") == [
        "Main 333x77",
        "Front 333x77",
        "  Hud ScreenSpaceCamera 1.01 77 30003",
        "  Nested ScreenSpaceCamera 100 77 28000",
        "read 333x77",
        "png",
    ]


@pytest.mark.parametrize("breaks", [False, True])
def test_the_scene_is_afterwards_as_it_was(scene: Calls, breaks: bool) -> None:
    before = scene("state")
    if breaks:
        scene("breaks")
        with pytest.raises(Refused, match="InvalidOperationException") as caught:
            scene("render_preview")
        assert caught.value.code == "internal"
    else:
        scene("render_preview")
    assert scene("state") == before
    assert "0 lent" in before


def test_one_camera_may_be_named(scene: Calls) -> None:
    frame = shot(scene, camera="Main", format="jpeg")
    assert frame.format == "jpeg"
    drawn = [line for line in scene("drawn") if not line.startswith(" ")]
    assert drawn == ["Main 640x360", "read 640x360", "jpeg"]


def test_without_the_camera_it_says_which_there_are(scene: Calls) -> None:
    with pytest.raises(Refused, match="no camera named Back") as caught:
        scene("render_preview", camera="Back")
    assert caught.value.code == "no_camera"
    assert "Front, Main" in caught.value.facts["hint"]


def test_a_scene_without_cameras_gives_no_picture(editor: Calls) -> None:
    with pytest.raises(Refused, match="has no camera") as caught:
        editor("render_preview")
    assert caught.value.code == "no_camera"


def test_what_is_not_in_the_picture_is_said(scene: Calls) -> None:
    scene("panels", count=1)
    inputs = [{"key": "space"}]
    frame = shot(scene, time_s=2, inputs=inputs)
    assert [word.split()[0] for word in frame.warnings] == ["Unity", "Unity", "Panels"]
    assert (frame.time_s, list(frame.inputs)) == (0, inputs)
    scene("playing", on=True)
    playing = shot(scene)
    assert playing.time_s == 12.5
    assert "play mode" in playing.warnings[0]


def test_another_scene_is_opened_for_the_picture_and_closed_again(scene: Calls) -> None:
    for name in ("A", "B"):
        scene("ingest_asset", path=f"Assets/{name}.unity", content="YQ==", media_type="text/plain")
    scene("open", scenes=[{"path": "Assets/A.unity", "dirty": False}])
    scene("said")
    scene("render_preview", scene="Assets/A.unity")
    assert scene("said") == []
    scene("render_preview", scene="Assets/B.unity")
    assert scene("said") == ["open Assets/B.unity", "restore Assets/A.unity"]
    with pytest.raises(Refused) as caught:
        scene("render_preview", scene="Assets/C.unity")
    assert caught.value.code == "not_found"
    scene("open", scenes=[{"path": "Assets/A.unity", "dirty": True}])
    with pytest.raises(Refused, match="not saved") as caught:
        scene("render_preview", scene="Assets/B.unity")
    assert caught.value.code == "conflict"
    assert scene("said") == []


def test_what_cannot_be_sent_or_drawn_is_refused(scene: Calls) -> None:
    scene("picture_bytes", count=11 * 1024 * 1024 + 1)
    with pytest.raises(Refused, match=r"11\.0 MiB") as caught:
        scene("render_preview")
    assert caught.value.code == "too_large"
    scene("blind")
    with pytest.raises(Refused, match="without graphics") as caught:
        scene("render_preview")
    assert caught.value.code == "unsupported"
