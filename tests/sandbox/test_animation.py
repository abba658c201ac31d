"""Animation by itself: sprites that change, objects that move, at any time."""

from __future__ import annotations

import math

import pytest
from play import Play
from unity_animation import clip, controller, numbers, sprites, state, transition, vectors
from unity_scene import Scene, asset, letters, render, texture

from spark_nb.sandbox.engine import Engine

SECOND = 1.0


@pytest.fixture
def colours(engine: Engine) -> dict[str, str]:
    """GUIDs of whole-unit sprites, by their colour."""
    return {letter: texture(engine, letter, [letter * 16] * 16) for letter in "rgbw"}


def shown(engine: Engine, scene: Scene, time_s: float) -> str:
    """Return the colour in the middle of the picture."""
    return letters(render(engine, scene, time_s=time_s))[16][16]


def animated(
    engine: Engine, colours: dict[str, str], pointer: str, kind: str = "Animator"
) -> Scene:
    scene = Scene().camera()
    key = "m_Controller" if kind == "Animator" else "m_Animation"
    scene.sprite(colours["w"], components={kind: {key: pointer}})
    return scene


def rgb(engine: Engine, colours: dict[str, str], **settings: object) -> str:
    """Return a clip of red, green, blue, a tenth of a second each."""
    keys = [(0, colours["r"]), (0.1, colours["g"]), (0.2, colours["b"])]
    return clip(engine, "Rgb", **{"stop": 0.3, "m_PPtrCurves": sprites("", keys)} | settings)


def test_sprites_take_turns_and_start_over(engine: Engine, colours: dict[str, str]) -> None:
    motion = rgb(engine, colours)
    scene = animated(engine, colours, controller(engine, "C", state(1, motion)))
    found = "".join(shown(engine, scene, frame / 20) for frame in range(14))
    assert found == "rrggbbrrggbbrr"
    assert shown(engine, scene, 3000.1) == "g"


def test_without_looping_the_last_one_stays(engine: Engine, colours: dict[str, str]) -> None:
    pointer = controller(engine, "C", state(1, rgb(engine, colours, loop=False)))
    scene = animated(engine, colours, pointer)
    assert [shown(engine, scene, t) for t in (0.0, 0.15, 0.25, 0.3, 60)] == list("rgbbb")


@pytest.mark.parametrize(
    ("speed", "offset", "cycle", "found"),
    [
        (2.0, 0, 0, "rgbrgb"),
        (0.5, 0, 0, "rrrrgg"),
        (1.0, 1 / 3, 0, "ggbbrr"),
        (1.0, 0, 2 / 3, "bbrrgg"),
        (-1.0, 0, 0.99, "bbggrr"),
    ],
)
def test_a_state_has_its_speed_and_offset(
    engine: Engine, colours: dict[str, str], speed: float, offset: float, cycle: float, found: str
) -> None:
    motion = rgb(engine, colours, offset=offset)
    pointer = controller(engine, "C", state(1, motion, speed=speed, m_CycleOffset=cycle))
    scene = animated(engine, colours, pointer)
    assert "".join(shown(engine, scene, frame / 20) for frame in range(6)) == found


def test_a_parameter_may_be_the_speed(engine: Engine, colours: dict[str, str]) -> None:
    parameters = "\n  - m_Name: Pace\n    m_Type: 1\n    m_DefaultFloat: 2\n"
    pace = {"m_SpeedParameterActive": 1, "m_SpeedParameter": "Pace"}
    states = state(1, rgb(engine, colours), **pace)
    scene = animated(engine, colours, controller(engine, "C", states, parameters=parameters))
    assert "".join(shown(engine, scene, frame / 20) for frame in range(6)) == "rgbrgb"


def test_states_follow_each_other_by_the_clock_but_not_on_a_condition(
    engine: Engine, colours: dict[str, str]
) -> None:
    once = clip(engine, "Once", stop=0.2, m_PPtrCurves=sprites("", [(0, colours["r"])]))
    then = clip(engine, "Then", stop=0.1, m_PPtrCurves=sprites("", [(0, colours["g"])]))
    never = clip(engine, "Never", stop=0.1, m_PPtrCurves=sprites("", [(0, colours["b"])]))
    pointer = controller(
        engine,
        "C",
        state(1, once, 11, 12),
        state(2, then),
        state(3, never),
        transition(11, 3, 0.1, condition="Jump"),
        transition(12, 2, 1.5),
    )
    scene = animated(engine, colours, pointer)
    assert [shown(engine, scene, t) for t in (0.0, 0.25, 0.31, 9)] == list("rrgg")


def test_a_blend_tree_plays_what_its_parameter_is_nearest_to_and_says_so(
    engine: Engine, colours: dict[str, str]
) -> None:
    red = clip(engine, "Red", stop=0.1, m_PPtrCurves=sprites("", [(0, colours["r"])]))
    green = clip(engine, "Green", stop=0.1, m_PPtrCurves=sprites("", [(0, colours["g"])]))
    tree = (
        "--- !u!206 &20600000\nBlendTree:\n  m_Childs:\n"
        f"  - m_Motion: {red}\n    m_Threshold: 0\n  - m_Motion: {green}\n    m_Threshold: 1\n"
        "  m_BlendParameter: Speed\n  m_BlendType: 0\n"
    )
    parameters = "\n  - m_Name: Speed\n    m_Type: 1\n    m_DefaultFloat: 0.8\n"
    states = state(1, "{fileID: 20600000}")
    scene = animated(engine, colours, controller(engine, "C", tree, states, parameters=parameters))
    frame = render(engine, scene)
    assert letters(frame)[16][16] == "g"
    assert frame.warnings == ("Blend trees play one clip: Sprite.",)


def test_an_override_controller_swaps_clips(engine: Engine, colours: dict[str, str]) -> None:
    original = rgb(engine, colours)
    instead = clip(engine, "Blue", stop=0.1, m_PPtrCurves=sprites("", [(0, colours["b"])]))
    base = controller(engine, "C", state(1, original))
    text = (
        "%YAML 1.1\n--- !u!221 &22100000\nAnimatorOverrideController:\n"
        f"  m_Controller: {base}\n  m_Clips:\n  - m_OriginalClip: {original}\n"
        f"    m_OverrideClip: {instead}\n"
    )
    guid = asset(engine, "Assets/O.overrideController", text)
    scene = animated(engine, colours, f"{{fileID: 22100000, guid: {guid}, type: 2}}")
    assert shown(engine, scene, 0) == "b"


@pytest.mark.parametrize(
    ("wrap", "found"), [(0, "rgbbbb"), (2, "rgbrgb"), (4, "rgbbgr"), (1, "rgbbbb")]
)
def test_a_legacy_animation_goes_on_as_its_clip_says(
    engine: Engine, colours: dict[str, str], wrap: int, found: str
) -> None:
    pointer = rgb(engine, colours, legacy_wrap=wrap)
    scene = animated(engine, colours, pointer, "Animation")
    times = (0.05, 0.15, 0.25, 0.35, 0.45, 0.55)
    assert "".join(shown(engine, scene, t) for t in times) == found


def test_a_legacy_animation_may_wait_to_be_played(engine: Engine, colours: dict[str, str]) -> None:
    scene = animated(engine, colours, rgb(engine, colours, legacy_wrap=2), "Animation")
    scene.text += "  m_PlayAutomatically: 0\n"
    assert shown(engine, scene, 0.15) == "w"


def moving(engine: Engine, **lists: str) -> Scene:
    """An animator on Root, whose child Arm has a child Hand a unit to its right."""
    pointer = controller(engine, "C", state(1, clip(engine, "Move", stop=2, **lists)))
    scene = Scene()
    root = scene.add("Root", at=(5, 0), Animator={"m_Controller": pointer})
    arm = scene.add("Arm", parent=root)
    scene.add("Hand", at=(1, 0), parent=arm)
    return scene


def still(*values: str) -> list[tuple[float, object, object, object]]:
    flat = "{x: 0, y: 0, z: 0, w: 0}"
    return [(float(second), value, flat, flat) for second, value in enumerate(values)]


def test_position_curves_move_what_hangs_from_an_object(engine: Engine) -> None:
    keys = still("{x: 0, y: 0, z: 0}", "{x: 0, y: 4, z: 0}", "{x: 0, y: 0, z: 0}")
    play = Play(engine, moving(engine, m_PositionCurves=vectors("Arm", keys)))
    assert [play.y("Hand", t) for t in (0, 0.25, 0.5, 1)] == [
        pytest.approx(height, abs=1e-4) for height in (0, 4 * 0.15625, 2, 4)
    ]
    assert play.x("Hand", 0.5) == pytest.approx(6)


@pytest.mark.parametrize("kind", ["Euler", "Rotation"])
def test_rotation_curves_turn_it(engine: Engine, kind: str) -> None:
    half = math.sqrt(0.5)
    turned = "{x: 0, y: 0, z: 90}" if kind == "Euler" else f"{{x: 0, y: 0, z: {half}, w: {half}}}"
    start = "{x: 0, y: 0, z: 0, w: 1}"
    lists = {f"m_{kind}Curves": vectors("Arm", still(start, turned))}
    pose = Play(engine, moving(engine, **lists)).pose("Hand", 1)
    assert (pose.tx, pose.ty) == (pytest.approx(5, abs=1e-4), pytest.approx(1, abs=1e-4))


def test_scale_curves_stretch_it(engine: Engine) -> None:
    keys = still("{x: 1, y: 1, z: 1}", "{x: 3, y: 1, z: 1}")
    play = Play(engine, moving(engine, m_ScaleCurves=vectors("Arm", keys)))
    assert play.x("Hand", 1) == pytest.approx(8)


def test_fields_of_a_renderer_change(engine: Engine, colours: dict[str, str]) -> None:
    stepped = [(0, 1, 0, "Infinity"), (0.5, 0, 0, "Infinity"), (1, 1, 0, 0)]
    changes = numbers("", 212, "m_Color.r", stepped) + numbers("", 212, "m_Color.b", stepped)
    motion = clip(engine, "Fade", stop=1, m_FloatCurves=changes)
    scene = animated(engine, colours, controller(engine, "C", state(1, motion)))
    assert [shown(engine, scene, t) for t in (0.0, 0.4, 0.6)] == list("wwg")


@pytest.mark.parametrize(("class_id", "attribute"), [(1, "m_IsActive"), (212, "m_Enabled")])
def test_switches_are_thrown(
    engine: Engine, colours: dict[str, str], class_id: int, attribute: str
) -> None:
    keys = [(0, 1, 0, "Infinity"), (0.5, 0, "Infinity", "Infinity"), (1, 1, 0, 0)]
    blink = numbers("Lamp", class_id, attribute, keys)
    motion = clip(engine, "Blink", stop=1, m_FloatCurves=blink)
    scene = Scene().camera()
    pointer = controller(engine, "C", state(1, motion))
    root = scene.add("Root", Animator={"m_Controller": pointer})
    scene.sprite(colours["r"], name="Lamp", parent=root)
    assert [shown(engine, scene, t) for t in (0.0, 0.4, 0.6, 1.1)] == list("rr.r")


def test_sprites_flip(engine: Engine) -> None:
    half = texture(engine, "half", ["r" * 8 + "g" * 8] * 16)
    flip = numbers("", 212, "m_FlipX", [(0, 0, 0, "Infinity"), (0.5, 1, "Infinity", 0)])
    pointer = controller(engine, "C", state(1, clip(engine, "F", stop=1, m_FloatCurves=flip)))
    scene = Scene().camera()
    scene.sprite(half, components={"Animator": {"m_Controller": pointer}})
    found = [letters(render(engine, scene, time_s=t))[16][8:24] for t in (0.2, 0.7)]
    assert found == ["r" * 8 + "g" * 8, "g" * 8 + "r" * 8]


def test_what_is_not_there_or_not_drawn_is_named(engine: Engine, colours: dict[str, str]) -> None:
    glow = [(0, 1, 0, 0)]
    lists = {
        "m_FloatCurves": numbers("", 212, "material._Glow", glow),
        "m_PositionCurves": vectors("Gone", still("{x: 1, y: 0, z: 0}")),
    }
    pointer = controller(engine, "C", state(1, clip(engine, "Odd", stop=1, **lists)))
    frame = render(engine, animated(engine, colours, pointer))
    assert frame.warnings == ("Animations change what a preview does not show: Sprite.",)


@pytest.mark.parametrize(
    "pointer",
    [
        "{fileID: 9100000, guid: 00000000000000000000000000000001, type: 2}",
        "{fileID: 9100000}",
    ],
)
def test_a_missing_controller_is_named(
    engine: Engine, colours: dict[str, str], pointer: str
) -> None:
    frame = render(engine, animated(engine, colours, pointer))
    assert frame.warnings == ("Animators have nothing to play: Sprite.",)


def test_an_animator_without_a_controller_is_no_matter(
    engine: Engine, colours: dict[str, str]
) -> None:
    assert render(engine, animated(engine, colours, "{fileID: 0}")).warnings == ()


def test_an_animated_platform_carries_what_stands_on_it(engine: Engine) -> None:
    keys = still("{x: 0, y: 0, z: 0}", "{x: 0.5, y: 0.5, z: 0}", "{x: 0, y: 0, z: 0}")
    pointer = controller(
        engine, "C", state(1, clip(engine, "Lift", stop=2, m_PositionCurves=vectors("", keys)))
    )
    scene = Scene()
    box = {"m_Size": "{x: 4, y: 1}"}
    scene.add("Lift", Animator={"m_Controller": pointer}, BoxCollider2D=box)
    rider = {"m_Size": "{x: 1, y: 1}"}
    scene.add("Rider", at=(0, 1.02), Rigidbody2D={"m_Constraints": "4"}, BoxCollider2D=rider)
    play = Play(engine, scene)
    for seconds in (0.5, 1, 1.5, 9):
        lift, rider = play.pose("Lift", seconds), play.pose("Rider", seconds)
        assert rider.tx == pytest.approx(lift.tx, abs=0.03)
        assert rider.ty == pytest.approx(lift.ty + 1, abs=0.03)
    assert lift.tx == pytest.approx(0.5)


def test_a_falling_body_keeps_its_animated_scale(engine: Engine) -> None:
    keys = still("{x: 1, y: 1, z: 1}", "{x: -2, y: 1, z: 1}")
    pointer = controller(
        engine, "C", state(1, clip(engine, "Wide", stop=2, m_ScaleCurves=vectors("", keys)))
    )
    scene = Scene()
    scene.add("Body", Animator={"m_Controller": pointer}, Rigidbody2D={})
    pose = Play(engine, scene).pose("Body", 1)
    assert pose.ty == pytest.approx(-9.81 * 0.51, abs=0.01)
    assert (pose.xx, pose.yy) == (pytest.approx(-2), pytest.approx(1))
