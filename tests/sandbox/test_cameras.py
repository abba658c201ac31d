"""Cameras: golden frames of what they see, and how several share a frame."""

from __future__ import annotations

import pytest
from unity_scene import Scene, asset, box, colour, letters, placed, render, texture

from spark_nb.sandbox.engine import Engine

BLUE = "{r: 0, g: 0, b: 1, a: 0}"
URP_CAMERA = "a79441f348de89743a2939f4d699eac1"


@pytest.fixture
def squares(engine: Engine) -> dict[str, str]:
    return {c: texture(engine, c, [c * 8] * 8) for c in "rgbw"}


def add_camera(scene: Scene, name: str = "Second", *, turn: float = 0, **fields: str) -> None:
    values = {"orthographic": "1", "orthographic size": "1", "m_ClearFlags": "2"}
    values |= {"m_BackGroundColor": "{r: 0, g: 0, b: 0, a: 0}"} | fields
    scene.add(name, at=(0, 0, -10), turn=turn, Camera=values)


def rect(x: float, y: float, width: float, height: float) -> dict[str, str]:
    lines = f"\n    x: {x}\n    y: {y}\n    width: {width}\n    height: {height}"
    return {"m_NormalizedViewPortRect": f"{lines}"}


def test_each_camera_has_its_part_of_the_frame(engine: Engine, squares) -> None:
    scene = Scene().camera(**rect(0, 0, 0.5, 1))
    add_camera(scene, m_BackGroundColor=BLUE, **rect(0.5, 0, 0.5, 1))
    scene.sprite(squares["r"])
    rows = letters(render(engine, scene, width=64))
    assert rows[0] == "." * 32 + "b" * 32
    assert rows[16] == "." * 12 + "r" * 8 + "." * 12 + "b" * 12 + "r" * 8 + "b" * 12


def test_a_small_viewport_lies_over_the_frame_from_its_lower_left(engine: Engine, squares) -> None:
    scene = Scene().camera()
    add_camera(scene, m_BackGroundColor=BLUE, m_Depth="1", **rect(0, 0, 0.5, 0.25))
    rows = letters(render(engine, scene))
    assert rows == placed(["b" * 16] * 8, 0, 24)


@pytest.mark.parametrize(("depth", "top"), [("-2", "."), ("2", "b")])
def test_the_camera_of_greater_depth_is_on_top(engine: Engine, depth: str, top: str) -> None:
    scene = Scene().camera(m_Depth="0")
    add_camera(scene, m_BackGroundColor=BLUE, m_Depth=depth)
    assert letters(render(engine, scene))[0][0] == top


def test_a_camera_that_clears_nothing_draws_over_what_is_there(engine: Engine, squares) -> None:
    scene = Scene().camera(m_CullingMask="\n    m_Bits: 1")
    add_camera(scene, m_ClearFlags="3", m_Depth="1", m_CullingMask="\n    m_Bits: 256")
    scene.sprite(squares["r"], place={"at": (-0.125, 0)}, m_SortingOrder="9")
    scene.sprite(squares["g"], place={"at": (0.125, 0), "layer": 8})
    assert letters(render(engine, scene)) == placed(["rrrr" + "g" * 8] * 8, 10, 12)


def test_an_overlay_camera_of_the_universal_pipeline_clears_nothing(engine, squares) -> None:
    pipeline = "%YAML 1.1\n--- !u!114 &11400000\nMonoBehaviour:\n  m_RendererDataList: []\n"
    guid = asset(engine, "Assets/Pipeline.asset", pipeline)
    graphics = "%YAML 1.1\n--- !u!30 &1\nGraphicsSettings:\n  m_CustomRenderPipeline: "
    graphics += f"{{fileID: 11400000, guid: {guid}, type: 2}}\n"
    (engine.project.root / "ProjectSettings/GraphicsSettings.asset").write_text(graphics)
    data = {
        "m_Script": f"{{fileID: 11500000, guid: {URP_CAMERA}, type: 3}}",
        "m_CameraType": "1",
    }
    scene = Scene()
    values = {"orthographic": "1", "orthographic size": "1", "m_Depth": "-9"}
    scene.add("Over", at=(0, 0, -10), Camera=values, MonoBehaviour=data)
    scene.camera(m_CullingMask="\n    m_Bits: 0")
    scene.sprite(squares["r"])
    assert letters(render(engine, scene)) == placed(["r" * 8] * 8, 12, 12)


def test_the_renderer_of_the_universal_pipeline_says_how_a_camera_sorts(engine, squares) -> None:
    renderers = [
        asset(
            engine,
            f"Assets/Renderer{mode}.asset",
            "%YAML 1.1\n--- !u!114 &11400000\nMonoBehaviour:\n"
            f"  m_TransparencySortMode: {mode}\n  m_TransparencySortAxis: {{x: 0, y: 1, z: 0}}\n",
        )
        for mode in (0, 3)
    ]
    listed = "".join(f"  - {{fileID: 11400000, guid: {r}, type: 2}}\n" for r in renderers)
    pipeline = "%YAML 1.1\n--- !u!114 &11400000\nMonoBehaviour:\n  m_RendererDataList:\n"
    guid = asset(engine, "Assets/P.asset", f"{pipeline}{listed}  m_DefaultRendererIndex: 0\n")
    quality = "%YAML 1.1\n--- !u!47 &1\nQualitySettings:\n  m_CurrentQuality: 0\n"
    quality += "  m_QualitySettings:\n  - name: Low\n    customRenderPipeline: "
    quality += f"{{fileID: 11400000, guid: {guid}, type: 2}}\n"
    (engine.project.root / "ProjectSettings/QualitySettings.asset").write_text(quality)
    fronts = []
    for index in ("-1", "1"):
        data = {
            "m_Script": f"{{fileID: 11500000, guid: {URP_CAMERA}, type: 3}}",
            "m_RendererIndex": index,
        }
        scene = Scene()
        values = {"orthographic": "1", "orthographic size": "1", "m_ClearFlags": "2"}
        scene.add("Eye", at=(0, 0, -10), Camera=values, MonoBehaviour=data)
        scene.sprite(squares["r"], place={"at": (0, -0.125)})
        scene.sprite(squares["g"], place={"at": (0, 0.125)})
        fronts.append(letters(render(engine, scene))[16][16])
    assert fronts == ["g", "r"]


def test_cameras_of_other_displays_and_of_textures_are_not_in_the_frame(engine: Engine) -> None:
    scene = Scene().camera()
    add_camera(scene, m_BackGroundColor=BLUE, m_Depth="1", m_TargetDisplay="1")
    add_camera(scene, m_BackGroundColor=BLUE, m_Depth="2", m_TargetTexture="{fileID: 84}")
    frame = render(engine, scene)
    assert box(frame) is None
    assert frame.warnings == ("Cameras that draw into textures are not shown: Second.",)


def test_a_camera_that_is_named_has_the_frame_for_itself(engine: Engine, squares) -> None:
    scene = Scene().camera()
    add_camera(scene, "Map", m_BackGroundColor=BLUE, **rect(0.9, 0.9, 0.1, 0.1))
    scene.sprite(squares["r"])
    rows = letters(render(engine, scene, camera="Map"))
    assert (rows[0], rows[16]) == ("b" * 32, "b" * 12 + "r" * 8 + "b" * 12)


def test_a_camera_that_clears_to_a_sky_that_is_not_there_leaves_nothing_out(engine) -> None:
    scene = Scene().camera(m_ClearFlags="1", m_BackGroundColor=BLUE)
    scene.text += "--- !u!104 &77777\nRenderSettings:\n  m_SkyboxMaterial: {fileID: 0}\n"
    frame = render(engine, scene)
    assert (letters(frame)[0][0], frame.warnings) == ("b", ())


def test_a_viewport_of_no_size_is_left_out(engine: Engine, squares) -> None:
    scene = Scene().camera()
    add_camera(scene, m_BackGroundColor=BLUE, m_Depth="1", **rect(2, 0, 1, 1))
    scene.sprite(squares["r"])
    assert letters(render(engine, scene)) == placed(["r" * 8] * 8, 12, 12)


def test_a_turned_camera_turns_the_picture_the_other_way(engine: Engine, squares) -> None:
    scene = Scene()
    add_camera(scene, turn=90)
    scene.sprite(squares["r"], place={"at": (0.5, 0)})
    assert letters(render(engine, scene)) == placed(["r" * 8] * 8, 12, 20)


def test_a_mirrored_or_scaled_parent_does_not_change_what_a_camera_sees(engine, squares) -> None:
    scene = Scene()
    parent = scene.add("Rig", scale=(3, 3))
    values = {"orthographic": "1", "orthographic size": "1", "m_ClearFlags": "2"}
    values |= {"m_BackGroundColor": "{r: 0, g: 0, b: 0, a: 0}"}
    scene.add("Eye", at=(0, 0, -10), parent=parent, Camera=values)
    scene.sprite(squares["r"])
    assert letters(render(engine, scene)) == placed(["r" * 8] * 8, 12, 12)


def test_perspective_shows_things_at_the_scale_of_their_distance(engine: Engine, squares) -> None:
    scene = Scene()
    # 90 degrees: at a distance of 10 the picture is 20 units high, at 1 only 2.
    add_camera(scene, "Eye", orthographic="0", **{"field of view": "90"})
    scene.sprite(squares["r"], place={"at": (0, 0, -9)})
    frame = render(engine, scene)
    assert letters(frame) == placed(["r" * 8] * 8, 12, 12)
    assert frame.warnings == (
        "Perspective shows objects flat, at the scale of their distance: Eye.",
    )
    scene.sprite(squares["g"], place={"scale": (10, 10)})
    assert letters(render(engine, scene)) == placed(["r" * 8] * 8, 12, 12)


def test_in_perspective_what_is_behind_the_camera_is_not_drawn(engine: Engine, squares) -> None:
    scene = Scene()
    add_camera(scene, "Eye", orthographic="0", **{"field of view": "90"})
    scene.sprite(squares["r"], place={"at": (0, 0, -11)})
    scene.sprite(squares["r"], place={"at": (0, 0, -10)})
    assert box(render(engine, scene)) is None


def test_the_shapes_of_the_2d_package_are_drawn_without_the_package(engine: Engine) -> None:
    scene = Scene().camera()
    square = "311925a002f4447b3a28927169b83ea6"
    scene.sprite(square, file_id=7482667652216324306, m_Color="{r: 1, g: 0, b: 0, a: 1}")
    frame = render(engine, scene)
    assert letters(frame) == placed(["r" * 16] * 16, 8, 8)
    assert frame.warnings == ()
    scene = Scene().camera()
    scene.sprite("a86470a33a6bf42c4b3595704624658b", file_id=-2413806693520163455)
    frame = render(engine, scene)
    assert (box(frame), colour(frame, 8, 8)) == ((8, 8, 24, 24), (0, 0, 0))
