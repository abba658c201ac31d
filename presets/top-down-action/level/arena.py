"""The moonlit garden: five waves around the fountain, then the gate to the ruins opens."""

from __future__ import annotations

from forge.unity.events import unity_call, unity_event
from forge.unity.objects import GameObject
from forge.unity.scene import Prefab, Scene
from forge.unity.values import Value

from level import names, things
from level.land import GRASS, HEDGE, PATH, add_ground, box, disc
from level.names import script
from level.stage import Stage, begin, passage, people, place, scatter

STAGE = Stage(
    "Arena",
    "The moonlit garden",
    "Garden",
    start=(-1.75, -2.5),
    view=(0, 0),
    area=(-17, -12, 17, 12.5),
    dark="mould",
    wave="Wave 1/5",
)
WAVES: tuple[tuple[Prefab, int, float], ...] = (
    # who comes, how many, seconds between two
    (things.SHADE, 3, 1.0),
    (things.SHADE, 5, 0.8),
    (things.EMBER, 3, 1.0),
    (things.SHADE, 8, 0.6),
    (things.EMBER, 6, 0.8),
)
_CORNERS = ((-13, 8), (13, 8), (13, -8), (-13, -8))


def build() -> Scene:
    scene = begin(STAGE)
    _ground(scene)
    _fountain_place(scene)
    _greenery(scene)
    _waves(scene)
    people(scene, STAGE, scene.refer("Waves", "WaveSpawner"))
    return scene


def _ground(scene: Scene) -> None:
    paths = disc(0, 0, 5.7) | box(-15, -1, 15, 1) | box(-1, -11, 1, 14)
    outside = box(-19, -14, 19, 15) - box(-15, -10, 15, 10)
    beds = box(-11, 4, -6, 5) | box(6, 4, 11, 5) | box(-11, -5, -6, -4) | box(6, -5, 11, -4)
    hedge = (outside | beds) - box(-1, 10, 1, 13)
    add_ground(scene, [(GRASS, box(-19, -14, 19, 15) - hedge), (PATH, paths), (HEDGE, hedge)])


def _fountain_place(scene: Scene) -> None:
    place(scene, things.FOUNTAIN, 0, -0.25)
    scatter(scene, things.LAMP, (-5.25, 2.5), (5.25, 2.5), (-5.25, -3.5), (5.25, -3.5))
    scatter(scene, things.LAMP, (-11.5, 1.75), (11.5, 1.75), (-2, 8.5), (2, 8.5), (-2, -8.5))
    scatter(scene, things.MOTHS, (-5.25, 4.4), (5.25, -1.6), (2, 10.3))
    scatter(scene, things.PILLAR, (-3.25, 3.75), (3.25, 3.75))
    scatter(scene, things.BROKEN_PILLAR, (-8.25, -2.5), (7.5, 0.75), (-10, 6.5))
    scatter(scene, things.BENCH, (-3.5, -4.75), (3.5, -4.75))
    scatter(scene, things.URN, (-4.4, 3.6), (4.4, 3.6), (8.6, 0.9), (-1.4, 9.3), (1.4, 9.3))
    scatter(scene, things.SPARK, (2.75, -3.2), (-12, -7), (12, 6))
    scatter(scene, things.GEM, (-6.5, -0.4), (6.6, -1.2), (-12.5, 7.5), (0, -8))
    scatter(scene, things.HEART, (8, -3.25), (-9, 3.25))
    place(scene, things.GATE, 0, 10)
    passage(scene, 0, 11.25, "Dungeon")


def _greenery(scene: Scene) -> None:
    scatter(
        scene,
        things.TREE,
        (-8.75, 1.75),
        (8.75, 2),
        (-13, 5.5),
        (12.5, -5),
        (-12, -5.5),
        (10.75, 5.5),
    )
    scatter(
        scene,
        things.TREE,
        (-8.4, -3.5),
        (13.3, 7.2),
        (6.5, -9.2),
        (-13.75, 8.5),
        (-7, 7.25),
        (7.25, 7.5),
    )
    scatter(
        scene,
        things.BUSH,
        (-6.9, 3.1),
        (8.9, -1.9),
        (-6.5, -3.7),
        (6.9, 3.2),
        (-4.5, -8),
        (-10.5, 8.75),
        (4.5, 8.75),
        (10, -8),
        (-13.9, 2.2),
    )
    flowers = {
        "Moonflower": (
            (-6.9, 1.4),
            (-8, 0.2),
            (7.7, 4.4),
            (4.6, -5.5),
            (8.2, -2.6),
            (-3.5, 7.5),
            (-12, 6.5),
            (11, 8),
            (-8.5, -8),
            (3.5, -7.5),
        ),
        "Tulips": (
            (-7.7, 1.1),
            (6.9, 2.2),
            (8.3, 1.9),
            (-4.9, -5.5),
            (9.4, -4.5),
            (4, 7.7),
            (-5.3, 8.6),
            (13.2, 3),
            (-13, -3),
            (10.5, -6.5),
        ),
        "Glowcap": (
            (-9.4, 1.6),
            (9.5, 2.2),
            (-8.4, -4.9),
            (7.6, -4.6),
            (-11, 5),
            (13.5, 5.5),
            (-6, -9.2),
            (12.7, -8.6),
            (-14, -8.7),
        ),
        "Tuft": ((-7.4, -1.8), (-6.6, 4.4), (6.8, -4.2), (9.1, 0.2), (-9.6, -0.2), (5.9, 4.6)),
        "Rock": ((-9.5, 3.6), (9.3, 4.2), (7, -5.2), (-6.9, -3.4)),
        "Rubble": ((-7.2, -2.6), (6.4, 0.6)),
    }
    for name, places in flowers.items():
        scatter(scene, things.SMALL[name], *places)
    scatter(
        scene,
        things.FIREFLIES,
        (-7.5, -1),
        (7.5, 2),
        (-2.5, 4.5),
        (6.5, -4.5),
        (-11, 7),
        (10, 7),
        (-9, -7.5),
        (9, -7.5),
        (3, 8),
    )
    scatter(scene, things.LEAVES, (-3, 1), (9, -2), (-11, 4))


def _waves(scene: Scene) -> None:
    """Some are here already and walk their rounds; the rest come from the four corners."""
    rounds: tuple[tuple[Prefab, float, float, tuple[float, float]], ...] = (
        (things.SHADE, 3.75, -1.25, (3, 0)),
        (things.SHADE, -5.75, 0.75, (0, -3)),
        (things.EMBER, 6.25, -3.25, (-3, 0)),
    )
    for prefab, x, y, way in rounds:
        name = prefab.root
        place(scene, prefab, x, y, {(name, "EnemyBrain"): {"round": way}})
    places = [
        scene.add(GameObject(f"Spawn {number + 1}", at)) for number, at in enumerate(_CORNERS)
    ]
    opens = unity_call(
        scene.refer("Gate", "Door"), f"{names.ASSEMBLY}.Door, {names.ASSEMBLY}", "Open"
    )
    waves: list[Value] = [
        {"enemy": who.outside(who.root, "EnemyBrain"), "count": count, "interval": interval}
        for who, count, interval in WAVES
    ]
    spawner = script(
        "WaveSpawner",
        waves=waves,
        places=[scene.refer(name, "Transform") for name in places],
        pause=3,
        arrival=things.BURST.outside("Burst", "OneShotEffect"),
        over=unity_event([opens]),
    )
    scene.add(GameObject("Waves", (0, 0), [spawner]))
