"""What the top-down game promises beside what every preset does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from spark_nb.clients.preset_files import load_preset
from tests.presets.unity_files import documents, metas, of_kind

ROOT = "Assets/TopDownAction"
SCENES = ("Arena", "Dungeon")
SOLID = ("Hedge", "Wall")
Cell = tuple[int, int]


@pytest.fixture(scope="module")
def game() -> dict[str, bytes]:
    return load_preset("top-down-action").files


def code(game: dict[str, bytes], name: str, folder: str = "Scripts") -> str:
    return game[f"{ROOT}/{folder}/{name}.cs"].decode()


def scene_path(scene: str) -> str:
    return f"{ROOT}/Scenes/{scene}.unity"


def test_the_camera_shows_each_art_pixel_as_two_by_two(game: dict[str, bytes]) -> None:
    cameras = of_kind(game, "Camera")
    assert {360 / (2 * fields["orthographic size"]) for _, fields in cameras} == {2 * 16}


@pytest.mark.parametrize(
    ("asset", "script", "different"),
    [
        ("HeroStats", "HeroStats", set()),
        ("ShadeStats", "EnemyStats", set()),
        (
            "EmberStats",
            "EnemyStats",
            {"patrolSpeed", "chaseSpeed", "detectRadius", "loseRadius", "windUpTime"}
            | {"health", "score"},
        ),
    ],
)
def test_an_asset_of_numbers_holds_all_of_its_script_and_its_defaults(
    game: dict[str, bytes], asset: str, script: str, different: set[str]
) -> None:
    found = re.findall(r"float (\w+) = ([\d.]+)f;", code(game, script))
    defaults = {name: float(value) for name, value in found}
    ((_, fields),) = documents(game[f"{ROOT}/Settings/{asset}.asset"].decode()).values()
    numbers = {name: value for name, value in fields.items() if name in defaults}
    assert numbers.keys() == defaults.keys()
    assert {name for name in defaults if numbers[name] != defaults[name]} == different


def placed(
    game: dict[str, bytes], scene: str
) -> Iterator[tuple[str, tuple[float, float], dict[str, Any]]]:
    """Yield prefab, place and overrides of each instance in a scene."""
    names = {meta["guid"]: path for path, meta in metas(game).items()}
    for path, fields in of_kind(game, "PrefabInstance"):
        if path == scene_path(scene):
            prefab = names[fields["m_SourcePrefab"]["guid"]].rsplit("/", 1)[1][: -len(".prefab")]
            changes = fields["m_Modification"]["m_Modifications"]
            values = {each["propertyPath"]: each["value"] for each in changes}
            yield prefab, (values["m_LocalPosition.x"], values["m_LocalPosition.y"]), values


@pytest.mark.parametrize("scene", SCENES)
def test_what_stands_lower_is_drawn_in_front(game: dict[str, bytes], scene: str) -> None:
    orders = [
        (y, values["m_SortingOrder"])
        for prefab, (_, y), values in placed(game, scene)
        if b"m_SpriteSortPoint: 1" in game[f"{ROOT}/Prefabs/{prefab}.prefab"]
    ]
    assert len(orders) > 40
    assert [order for _, order in orders] == [-round(y * 16) for y, _ in orders]


def cells(game: dict[str, bytes], scene: str) -> dict[str, dict[Cell, str]]:
    """Return the picture in each cell of each map of a scene, by the map's tile."""
    names = {meta["guid"]: (path, meta) for path, meta in metas(game).items()}
    found: dict[str, dict[Cell, str]] = {}
    for path, fields in of_kind(game, "Tilemap"):
        if path != scene_path(scene):
            continue
        (asset,) = fields["m_TileAssetArray"]
        tile = names[asset["m_Data"]["guid"]][0].rsplit("/", 1)[1][: -len(".asset")]
        sheet = names[fields["m_TileSpriteArray"][0]["m_Data"]["guid"]][1]["TextureImporter"]
        sprites = {each["internalID"]: each["name"] for each in sheet["spriteSheet"]["sprites"]}
        pictures = [sprites[each["m_Data"]["fileID"]] for each in fields["m_TileSpriteArray"]]
        found[tile] = {
            (each["first"]["x"], each["first"]["y"]): pictures[each["second"]["m_TileSpriteIndex"]]
            for each in fields["m_Tiles"]
        }
    return found


def test_scattered_pictures_are_those_the_script_chooses(game: dict[str, bytes]) -> None:
    cases = re.findall(r"TestCase\((-?\d+), (-?\d+), (\d)\)", code(game, "TileLookTests", "Tests"))
    grass = cells(game, "Arena")["Grass"]
    assert len(cases) == 3
    assert [grass[int(x), int(y)] for x, y, _ in cases] == [f"Grass_{look}" for *_, look in cases]


@pytest.mark.parametrize("scene", SCENES)
def test_tiles_that_fit_show_their_neighbours(game: dict[str, bytes], scene: str) -> None:
    for tile, pictures in cells(game, scene).items():
        if tile in ("Grass", "Floor"):
            continue
        for (x, y), picture in pictures.items():
            sides = ((1, 0, 1), (2, 1, 0), (4, 0, -1), (8, -1, 0))
            mask = sum(bit for bit, right, up in sides if (x + right, y + up) in pictures)
            number = int(picture.removeprefix(f"{tile}_"))
            assert (tile, x, y, min(number, 15)) == (tile, x, y, mask)


def reach(game: dict[str, bytes], scene: str, closed: set[Cell]) -> set[Cell]:
    """Return the cells the hero can come to when those in ``closed`` are barred."""
    maps = cells(game, scene)
    solid = {cell for tile in SOLID for cell in maps.get(tile, {})} | closed
    ground = {cell for tile, pictures in maps.items() if tile not in SOLID for cell in pictures}
    (start,) = (at for prefab, at, _ in placed(game, scene) if prefab == "Hero")
    found = edge = {cell_of(start)}
    while edge:
        near = {(x + dx, y + dy) for x, y in edge for dx, dy in ((0, 1), (1, 0), (0, -1), (-1, 0))}
        edge = (near & ground) - solid - found
        found = found | edge
    return found


def cell_of(at: tuple[float, float]) -> Cell:
    return int(at[0] // 1), int(at[1] // 1)


def things(game: dict[str, bytes], scene: str, *prefabs: str) -> set[Cell]:
    return {cell_of(at) for prefab, at, _ in placed(game, scene) if prefab in prefabs}


def barred(game: dict[str, bytes], scene: str, prefab: str) -> set[Cell]:
    """Return the two cells that a gate or door closes: it stands on the line between them."""
    (at,) = (at for each, at, _ in placed(game, scene) if each == prefab)
    x, y = round(at[0]), round(at[1])
    return {(x - 1, y), (x, y)}


ENEMIES, GOODS = ("Shade", "Ember"), ("Heart", "Spark", "Gem")


def test_the_ruins_are_behind_the_gate(game: dict[str, bytes]) -> None:
    gate = barred(game, "Arena", "Gate")
    (stairs,) = things(game, "Arena", "Passage")
    inside, everywhere = reach(game, "Arena", gate), reach(game, "Arena", set())
    assert things(game, "Arena", *ENEMIES, *GOODS) <= inside
    assert stairs in everywhere - inside
    corners = {
        cell_of((at["x"], at["y"]))
        for kind, fields in documents(game[scene_path("Arena")].decode()).values()
        if kind == "GameObject" and str(fields.get("m_Name", "")).startswith("Spawn")
        for at in [place_of(game, "Arena", fields)]
    }
    assert len(corners) == 4
    assert corners <= inside


def place_of(game: dict[str, bytes], scene: str, thing: dict[str, Any]) -> dict[str, float]:
    objects = documents(game[scene_path(scene)].decode())
    transform = objects[thing["m_Component"][0]["component"]["fileID"]][1]
    return dict(transform["m_LocalPosition"])


def test_the_key_is_before_the_door_and_the_great_lamp_behind(game: dict[str, bytes]) -> None:
    door = barred(game, "Dungeon", "Door")
    before, everywhere = reach(game, "Dungeon", door), reach(game, "Dungeon", set())
    assert things(game, "Dungeon", "Key") <= before
    assert things(game, "Dungeon", "Shrine") <= everywhere - before
    assert things(game, "Dungeon", *ENEMIES, *GOODS) <= everywhere


def test_rounds_of_enemies_lead_over_free_ground(game: dict[str, bytes]) -> None:
    rounds = 0
    for scene in SCENES:
        free = reach(game, scene, set())
        for prefab, (x, y), values in placed(game, scene):
            if prefab not in ENEMIES:
                continue
            rounds += 1
            for share in range(9):
                way = (values["round.x"] * share / 8, values["round.y"] * share / 8)
                assert (prefab, x, y, cell_of((x + way[0], y + way[1])) in free) == (
                    prefab,
                    x,
                    y,
                    True,
                )
    assert rounds >= 10


def test_the_animator_knows_poses_and_facings_by_the_numbers_of_the_scripts(
    game: dict[str, bytes],
) -> None:
    numbers = {
        name: dict(re.findall(r"(\w+) = (\d),", code(game, name))) for name in ("Pose", "Facing")
    }
    assert len(numbers["Pose"]) * len(numbers["Facing"]) == 20
    for figure in ("Hero", "Shade", "Ember"):
        objects = documents(game[f"{ROOT}/Animations/{figure}.controller"].decode())
        reached = {}
        for kind, fields in objects.values():
            if kind == "AnimatorStateTransition":
                conditions = {
                    each["m_ConditionEvent"]: str(each["m_EventTreshold"])
                    for each in fields["m_Conditions"]
                }
                reached[objects[fields["m_DstState"]["fileID"]][1]["m_Name"]] = conditions
        expected = {
            f"{pose}{way}": {"Pose": numbers["Pose"][pose], "Facing": number}
            for pose in ("Idle", "Walk", "Attack")
            for way, number in numbers["Facing"].items()
        }
        expected |= {pose: {"Pose": numbers["Pose"][pose]} for pose in ("Hurt", "Die")}
        assert reached == expected


def test_all_waves_have_enemies_and_their_end_opens_the_gate(game: dict[str, bytes]) -> None:
    spawner = next(
        fields
        for path, fields in of_kind(game, "MonoBehaviour")
        if path == scene_path("Arena") and "waves" in fields
    )
    enemies = {metas(game)[f"{ROOT}/Prefabs/{name}.prefab"]["guid"] for name in ENEMIES}
    assert {wave["enemy"]["guid"] for wave in spawner["waves"]} == enemies
    assert min(wave["count"] for wave in spawner["waves"]) >= 3
    ((call),) = spawner["over"]["m_PersistentCalls"]["m_Calls"]
    assert call["m_MethodName"] == "Open"
    gate = metas(game)[f"{ROOT}/Prefabs/Gate.prefab"]["guid"]
    target = documents(game[scene_path("Arena")].decode())[call["m_Target"]["fileID"]][1]
    assert target["m_CorrespondingSourceObject"]["guid"] == gate
