"""What games are made with: Unity's text, prefabs in scenes, sounds, fonts, sheets."""

from __future__ import annotations

import io
import json

import numpy as np
import pytest
import soundfile
from fontTools.ttLib import TTFont
from forge.art.canvas import stamp
from forge.art.paint import Paint
from forge.art.palette import Palette
from forge.art.sheet import check_frames, grid_frames, png
from forge.font.truetype import LINE, pixel_font, read_glyphs
from forge.project import Project
from forge.sound.files import ogg, wav
from forge.sound.song import Voice, pitch, play
from forge.sound.waves import RATE, Envelope, hiss, levelled, low_pass, mix, sine, square, tone
from forge.unity.animation import Curve, curve_clip, sprite_clip
from forge.unity.animator import Condition, State, Transition, controller
from forge.unity.events import unity_call
from forge.unity.ids import guid, sorting_layer_id
from forge.unity.objects import FILL, GameObject, Rect, own_script
from forge.unity.project_settings import settings_file
from forge.unity.rendering import camera, sprite_renderer
from forge.unity.scene import Prefab, Scene
from forge.unity.texture_meta import Frame, Import, sprite_ref, texture_meta
from forge.unity.tilemap import Tile, rows_of_cells, tilemap
from forge.unity.ui import canvas, image, text
from forge.unity.ui_controls import button
from forge.unity.values import Colour, Ref, block, main_asset, number, quoted
from PIL import Image, ImageFont

from spark_nb.sandbox.project.folder import ProjectFolder
from spark_nb.sandbox.scene.assets import SceneAssets
from spark_nb.sandbox.scene.document import read_documents
from spark_nb.sandbox.scene.prefab import PrefabExpander
from tests.presets.unity_files import documents, load

SCENE, COIN, SCRIPT = "Assets/G/Main.unity", "Assets/G/Coin.prefab", "Assets/G/Coin.cs"


@pytest.mark.parametrize(
    ("value", "written"),
    [(1.0, "1"), (0.1 + 0.2, "0.3"), (-0.0, "0"), (-2.5, "-2.5"), (7, "7"), (True, "1")],
)
def test_numbers_are_written_as_unity_writes_them(value: float, written: str) -> None:
    assert number(value) == written


def test_fields_are_written_one_below_the_other() -> None:
    fields = {
        "flag": True,
        "at": (1.5, -2),
        "tint": Colour("ff8000", 0.5),
        "empty": [],
        "none": {},
        "paths": [[(0, 1), (2, 3)]],
        "list": [{"first": 1, "second": {"deep": Ref(5)}}, Ref(7, "ab" * 16, 2)],
    }
    assert load(block(fields)) == {
        "flag": 1,
        "at": {"x": 1.5, "y": -2},
        "tint": {"r": 1, "g": 0.501961, "b": 0, "a": 0.5},
        "empty": [],
        "none": {},
        "paths": [[{"x": 0, "y": 1}, {"x": 2, "y": 3}]],
        "list": [
            {"first": 1, "second": {"deep": {"fileID": 5}}},
            {"fileID": 7, "guid": "ab" * 16, "type": 2},
        ],
    }


@pytest.mark.parametrize("words", ["plain", 'a "quote": yes', "two\nlines", "tab\\n", "é … ♥"])
def test_any_words_survive_quoting(words: str) -> None:
    assert load(f"text: {quoted(words)}") == {"text": words}


def coin_prefab() -> Prefab:
    prefab = Prefab(COIN)
    drawn = sprite_renderer(sprite_ref("Assets/G/Coin.png"), 3, layer="Goods")
    prefab.add(GameObject("Coin", (0, 0), [drawn, own_script(SCRIPT, value=1)]))
    prefab.add(GameObject("Glow", (0, 1), [drawn], parent="Coin"))
    return prefab


def test_a_scene_holds_instances_that_the_sandbox_reads(tmp_path) -> None:
    prefab, scene = coin_prefab(), Scene(SCENE)
    scene.add(GameObject("Goods", (10, 0)))
    follow = own_script("Assets/G/Follow.cs", target=scene.refer("Coin (1)", "Coin"))
    scene.add(GameObject("Main Camera", (0, 0, -10), [camera(5, Colour()), follow]))
    scene.place(prefab, (1, 2))
    changes = {("Coin", "Coin"): {"value": 5}, ("Glow", "SpriteRenderer"): {"m_Color.a": 0.5}}
    name = scene.place(prefab, (3, 4), parent="Goods", angle=90, changes=changes)
    assert name == "Coin (1)"
    project = Project("Assets/G")
    project.add(COIN, prefab.text())
    project.add(SCENE, scene.text())
    project.write(tmp_path)
    folder = ProjectFolder.open(tmp_path)
    assets = SceneAssets(folder, folder.snapshot())
    found = PrefabExpander(assets).expand(read_documents(scene.text()))
    names = {each.file_id: each.fields["m_Name"] for each in found if each.class_id == 1}
    assert sorted(names.values()) == ["Coin", "Coin (1)", "Glow", "Glow", "Goods", "Main Camera"]
    values = {
        names[int(each.fields["m_GameObject"]["fileID"])]: each.fields["value"]
        for each in found
        if "value" in each.fields
    }
    assert values == {"Coin": "1", "Coin (1)": "5"}
    by_id = {each.file_id: each for each in found}
    target = next(each.fields["target"] for each in found if "target" in each.fields)
    assert by_id[int(target["fileID"])].fields["value"] == "5"


def test_a_prefab_has_one_root() -> None:
    prefab = coin_prefab()
    prefab.add(GameObject("Lost"))
    with pytest.raises(ValueError, match=r"Coin\.prefab: a prefab has one root"):
        prefab.text()


def test_what_is_not_there_is_named() -> None:
    scene = Scene(SCENE)
    with pytest.raises(KeyError, match="Hat has no parent 'Hero'"):
        scene.add(GameObject("Hat", parent="Hero"))
    scene.place(coin_prefab(), (0, 0), changes={("Coin", "Rigidbody2D"): {"m_Mass": 1}})
    with pytest.raises(KeyError, match="Coin has no Rigidbody2D"):
        scene.text()
    lost = Scene(SCENE)
    lost.refer("Hero", "Transform")
    with pytest.raises(KeyError, match="nothing is called 'Hero'"):
        lost.text()


def test_two_components_of_one_name_need_labels() -> None:
    scene = Scene(SCENE)
    scene.add(GameObject("Coin", (0, 0), [own_script(SCRIPT), own_script(SCRIPT)]))
    with pytest.raises(ValueError, match="Coin has two components of one name"):
        scene.text()


def test_ui_lies_in_its_parent_by_anchors() -> None:
    scene = Scene(SCENE)
    scene.add(GameObject("Hud", rect=Rect()))
    place = Rect((0, 1, 0, 1), (8, -8), (64, 16), (0, 1))
    scene.add(GameObject("Coins", rect=place, parent="Hud"))
    kinds = [
        fields for kind, fields in documents(scene.text()).values() if kind == "RectTransform"
    ]
    assert kinds[1]["m_AnchorMin"] == {"x": 0, "y": 1} == kinds[1]["m_AnchorMax"]
    assert kinds[1]["m_SizeDelta"] == {"x": 64, "y": 16}
    assert kinds[0]["m_Children"] == [{"fileID": scene.id_of("Coins", "RectTransform")}]


def test_a_map_drawn_with_letters_becomes_tiles() -> None:
    grass, dirt = (Tile(f"Assets/G/{each}.asset", Ref(1, "ab" * 16)) for each in "gd")
    cells = rows_of_cells("g.g\nddd", {"g": grass, "d": dirt}, (-1, 4))
    assert cells == {(-1, 5): grass, (1, 5): grass, (-1, 4): dirt, (0, 4): dirt, (1, 4): dirt}
    fields = tilemap(cells).fields
    assert (fields["m_Origin"], fields["m_Size"]) == ((-1, 4, 0), (3, 2, 1))
    counts = [each["m_RefCount"] for each in fields["m_TileAssetArray"]]
    assert counts == [3, 2]
    tiles = [(each["first"][:2], each["second"]["m_TileIndex"]) for each in fields["m_Tiles"]]
    assert tiles == [((-1, 4), 0), ((0, 4), 0), ((1, 4), 0), ((-1, 5), 1), ((1, 5), 1)]


def test_tiles_of_one_asset_may_show_different_sprites() -> None:
    path = "Assets/G/Ground.asset"
    left, right = (Tile(path, Ref(number, "ab" * 16), "sprite") for number in (1, 2))
    free = Tile("Assets/G/Grass.asset", Ref(3, "ab" * 16))
    fields = tilemap({(0, 0): left, (1, 0): right, (2, 0): free}, Colour("808080")).fields
    assert [each["m_RefCount"] for each in fields["m_TileAssetArray"]] == [2, 1]
    assert [each["m_RefCount"] for each in fields["m_TileSpriteArray"]] == [1, 1, 1]
    written = [
        (tile["m_TileIndex"], tile["m_TileSpriteIndex"], tile["m_AllTileFlags"] >> 30)
        for tile in (each["second"] for each in fields["m_Tiles"])
    ]
    assert written == [(0, 0, 1), (0, 1, 1), (1, 2, 0)]
    assert fields["m_Color"] == Colour("808080")


def test_an_instance_of_ui_is_placed_by_its_rectangle() -> None:
    prefab, scene = Prefab("Assets/G/Hud.prefab"), Scene(SCENE)
    prefab.add(GameObject("Hud", components=[canvas()], rect=Rect()))
    scene.add(GameObject("Screen", rect=Rect()))
    scene.place(prefab, (0, 0), parent="Screen")
    (instance,) = (f for kind, f in documents(scene.text()).values() if kind == "PrefabInstance")
    moved = [
        change["target"]["fileID"] for change in instance["m_Modification"]["m_Modifications"]
    ]
    assert prefab.id_of("Hud", "RectTransform") in moved
    assert prefab.id_of("Hud", "Transform") not in moved


def test_words_and_buttons_are_what_unity_reads() -> None:
    scene = Scene(SCENE)
    words = text('Say "Hi": now', main_asset("Assets/G/F.ttf"), 20, anchor="middle centre")
    press = button(scene.refer("Go", "Image"), [unity_call(Ref(5), "G.Menu, G", "Go")])
    scene.add(GameObject("Go", components=[*image(clickable=True), press], rect=FILL))
    scene.add(GameObject("Words", components=words, rect=FILL, parent="Go"))
    parts = [
        fields for kind, fields in documents(scene.text()).values() if kind == "MonoBehaviour"
    ]
    picture, pressed, written = parts
    assert written["m_Text"] == 'Say "Hi": now'
    assert written["m_FontData"]["m_Alignment"] == 4
    assert (picture["m_RaycastTarget"], written["m_RaycastTarget"]) == (1, 0)
    assert pressed["m_TargetGraphic"] == {"fileID": scene.id_of("Go", "Image")}
    assert pressed["m_OnClick"]["m_PersistentCalls"]["m_Calls"][0]["m_MethodName"] == "Go"


def test_settings_name_layers_by_the_ids_that_renderers_use() -> None:
    wanted = json.loads(settings_file([SCENE], ["Back", "Front"], ["Enemy"]))
    assert wanted["build_scenes"] == [SCENE]
    assert wanted["tags"] == ["Enemy"]
    drawn = sprite_renderer(Ref(1), 0, layer="Front")
    assert drawn.fields["m_SortingLayerID"] == wanted["sorting_layers"][1]["id"]
    compression = next(v for v in wanted["values"] if v["property"] == "webGLCompressionFormat")
    assert (compression["value"], "1" in compression["defaults"]) == ("1", False)


def test_clips_show_pictures_and_move_numbers() -> None:
    ((_, spin),) = documents(sprite_clip("Spin", [Ref(1), Ref(2), Ref(3)], 10)).values()
    assert [each["time"] for each in spin["m_PPtrCurves"][0]["curve"]] == [0, 0.1, 0.2]
    assert spin["m_AnimationClipSettings"]["m_StopTime"] == 0.3
    fade = Curve("m_Alpha", 225, ((0, 1), (0.5, 0)))
    ((_, fields),) = documents(curve_clip("Fade", [fade])).values()
    keys = fields["m_FloatCurves"][0]["curve"]["m_Curve"]
    assert [(key["inSlope"], key["outSlope"]) for key in keys] == [(0, -2), (-2, 0)]
    # What Unity itself writes for this attribute.
    assert fields["m_ClipBindingConstant"]["genericBindings"][0]["attribute"] == 1574349066


def test_a_controller_knows_its_states_and_parameters() -> None:
    states = [State("Idle", Ref(1)), State("Run", Ref(2), speed_by="Speed")]
    go = Transition("Idle", "Run", (Condition("Speed", ">", 0.1),))
    written = controller("Assets/G/Hero.controller", states, {"Speed": "float"}, [go])
    kinds = {kind: fields for kind, fields in documents(written).values()}
    (state,) = kinds["AnimatorStateMachine"]["m_ChildStates"][:1]
    assert kinds["AnimatorStateMachine"]["m_DefaultState"] == state["m_State"]
    assert kinds["AnimatorStateTransition"]["m_Conditions"][0]["m_ConditionMode"] == 3
    with pytest.raises(KeyError, match="no parameter is called"):
        controller("Assets/G/Hero.controller", states, {}, [go])
    with pytest.raises(KeyError, match="to 'Fly'"):
        controller("Assets/G/Hero.controller", states, {"Speed": "float"}, [Transition("", "Fly")])


def test_a_sheet_says_where_its_sprites_are_and_what_physics_sees() -> None:
    corner = Frame("Corner", 16, 0, 16, 16, shape=(((0, 0), (16, 0), (16, 13)),))
    meta = load(texture_meta("Assets/G/Tiles.png", Import((Frame("A", 0, 0, 16, 16), corner))))
    first, second = meta["TextureImporter"]["spriteSheet"]["sprites"]
    assert (first["name"], first["physicsShape"]) == ("A", [])
    path = [[{"x": -8, "y": -8}, {"x": 8, "y": -8}, {"x": 8, "y": 5}]]
    assert second["physicsShape"] == path


def test_frames_must_lie_within_their_picture() -> None:
    names = [["A", "B"], ["C", ""]]
    frames = grid_frames(names, 8, 4)
    assert [(each.name, each.x, each.y) for each in frames] == [
        ("A", 0, 4),
        ("B", 8, 4),
        ("C", 0, 0),
    ]
    check_frames(np.zeros((8, 16), np.uint8), Import(frames))
    with pytest.raises(ValueError, match="Frame B is not within 12 x 8"):
        check_frames(np.zeros((8, 12), np.uint8), Import(frames))
    with pytest.raises(ValueError, match="imported at 8 at most"):
        check_frames(np.zeros((8, 16), np.uint8), Import(max_size=8))


def test_pictures_are_drawn_from_text_in_a_palette() -> None:
    palette = Palette({"clear": (".", "000000"), "ink": ("K", "101010"), "red": ("r", "ff0000")})
    paint = Paint(palette)
    picture = paint.outlined(paint.from_text("rr\nr"))
    stamp(picture, paint.from_text("K"), 1, 1)
    drawn = np.asarray(Image.open(io.BytesIO(png(picture, palette))).convert("RGBA"))
    assert drawn.shape == (4, 4, 4)
    assert drawn[0].tolist() == [[0, 0, 0, 0], [16, 16, 16, 255], [16, 16, 16, 255], [0, 0, 0, 0]]
    assert drawn[1, :3].tolist() == [[16, 16, 16, 255], [16, 16, 16, 255], [255, 0, 0, 255]]
    with pytest.raises(ValueError, match="one letter"):
        Palette({"clear": (".", "000000"), "dot": (".", "111111")})


def test_a_sound_is_as_long_and_as_high_as_it_says() -> None:
    sound = tone(sine, 441, 0.5, Envelope(0, 0, 1, 0))
    assert len(sound) == RATE // 2
    spectrum = np.abs(np.fft.rfft(sound))
    assert np.argmax(spectrum) * 2 == pytest.approx(441, abs=2)
    assert np.abs(levelled(sound, 0.25)).max() == pytest.approx(0.25)
    assert len(mix((0, sound), (0.25, sound))) == RATE * 3 // 4
    rough = hiss(0.5, Envelope(0, 0, 1, 0))
    assert np.diff(low_pass(rough, 500)).std() < np.diff(rough).std() / 4


def test_the_same_sound_is_the_same_file_each_time() -> None:
    sound = play(
        [Voice(square(0.25), "C4 E4:.5 G4:.5 | C4+E4:2", 0.4), Voice(sine, "x -:3", 0.3)], 120
    )
    assert len(sound) == 2 * RATE
    for pack in (wav, ogg):
        one, two = pack(sound), pack(sound)
        assert one == two
        read, rate = soundfile.read(io.BytesIO(one))
        assert rate == RATE
        assert np.corrcoef(read, sound)[0, 1] > 0.98


@pytest.mark.parametrize(
    ("name", "hertz"), [("A4", 440), ("C4", 261.63), ("C#4", 277.18), ("Bb3", 233.08)]
)
def test_notes_have_their_pitch(name: str, hertz: float) -> None:
    assert pitch(name) == pytest.approx(hertz, abs=0.01)


def test_sounds_that_cannot_be_are_refused() -> None:
    with pytest.raises(ValueError, match=r"The voices last \[1.0, 2.0\] beats"):
        play([Voice(sine, "C4", 1), Voice(sine, "C4:2", 1)], 120)
    with pytest.raises(ValueError, match="not a number"):
        wav(np.array([0.0, np.nan]))


def test_the_font_has_what_games_write_and_is_crisp(tmp_path) -> None:
    packed = pixel_font()
    assert packed == pixel_font()
    known = TTFont(io.BytesIO(packed)).getBestCmap()
    assert {*map(chr, range(32, 127)), *"“”…—éèäöüß♥"} - {chr(each) for each in known} == set()
    (tmp_path / "f.ttf").write_bytes(packed)
    font = ImageFont.truetype(tmp_path / "f.ttf", LINE, layout_engine=ImageFont.Layout.BASIC)
    mask = font.getmask("Hi", mode="L")
    assert set(mask) == {0, 255}
    assert font.getlength("Hi") == 6 + 2


@pytest.mark.parametrize("line", ["A ##x", f"A {'# ' * 10}".rstrip(), "A #\nA #"])
def test_a_glyph_that_is_none_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match="not a glyph of its own"):
        read_glyphs(line)


def test_a_project_refuses_what_unity_would_not_take() -> None:
    project = Project("Assets/G")
    project.add("Assets/G/a.json", "{}")
    with pytest.raises(KeyError, match="made twice"):
        project.add("Assets/G/a.json", "{}")
    with pytest.raises(ValueError, match="starts with Assets/"):
        project.add("ProjectSettings/a.json", "{}")
    assert sorted(project.files) == ["Assets/G.meta", "Assets/G/a.json", "Assets/G/a.json.meta"]


def test_names_never_change() -> None:
    assert guid("Assets/G/Coin.cs") == "a6a22f1e401dbb50e5c475451c0f8ef5"
    assert main_asset("Assets/G/Coin.cs") == Ref(11500000, guid("Assets/G/Coin.cs"), 3)
    assert sorting_layer_id("Default") == 0
