"""The pieces a level is built from: pictures, ground, things that move, things with a script."""

from __future__ import annotations

import math
from functools import cache

from art.catalog import PICTURES, SHEETS
from art.plants import SMALL
from forge.unity import physics2d
from forge.unity.objects import Component, GameObject, own_script
from forge.unity.rendering import sprite_renderer
from forge.unity.scene import Scene
from forge.unity.texture_meta import sprite_ref
from forge.unity.values import Ref, Value, Vector, main_asset

PIXELS_PER_UNIT = 16

ROOT = "Assets/Platformer2D"
STANDING = frozenset([*SMALL, "Tree", "Bush"]) - {"Gem", "Fossil"}
"""Pictures whose pivot is at their foot; all others turn about their centre."""

# Orders on the one sorting layer, back to front.
BACKDROP, SCENERY, GOODS, ENEMY, HERO, GROUND, FRONT = -100, -20, 10, 12, 20, 25, 30


def sprite_path(name: str) -> str:
    return f"{ROOT}/Sprites/{name}.png"


def script_path(name: str) -> str:
    return f"{ROOT}/Scripts/{name}.cs"


def material_path(name: str) -> str:
    return f"{ROOT}/Physics/{name}.physicsMaterial2D"


def sprite(name: str, frame: str = "") -> Ref:
    """Refer to a picture, or to one frame of a sheet."""
    return sprite_ref(sprite_path(name), frame)


def frames(name: str, stem: str) -> list[Ref]:
    """Refer to all frames of a sheet whose names begin with ``stem``."""
    return [sprite(name, frame) for frame in SHEETS[name].names if frame.startswith(stem)]


def material(name: str) -> Ref:
    return main_asset(material_path(name))


def script(name: str, **fields: Value) -> Component:
    return own_script(script_path(name), **fields)


@cache
def size(name: str) -> Vector:
    """Return width and height of a picture, or of a sheet's frame, in units."""
    if name in SHEETS:
        width, height = SHEETS[name].width, SHEETS[name].height
    else:
        height, width = PICTURES[name]().shape
    return width / PIXELS_PER_UNIT, height / PIXELS_PER_UNIT


def on_grid(centre: float, length: float) -> float:
    """Move ``centre`` so that the edges of what is ``length`` units long fall on whole pixels."""
    return round((centre - length / 2) * PIXELS_PER_UNIT) / PIXELS_PER_UNIT + length / 2


def parallax(distance: float, scene: Scene, drift: float = 0) -> Component:
    view = scene.refer("Main Camera", "Transform")
    return script("ParallaxLayer", view=view, distance=distance, drift=drift)


def picture(
    scene: Scene, name: str, x: float, y: float, order: int, *extra: Component, flip: bool = False
) -> str:
    """Place one picture. ``y`` is its foot for what stands, else its centre."""
    width, height = size(name)
    image = sprite_renderer(sprite(name), order, size=(width, height), flip_x=flip)
    place = (on_grid(x, width), y if name in STANDING else on_grid(y, height))
    return scene.add(GameObject(name, place, [image, *extra]))


def tiled(
    scene: Scene,
    name: str,
    box: tuple[float, float, float, float],
    order: int,
    *extra: Component,
    flip: bool = False,
    title: str | None = None,
    angle: float = 0,
) -> str:
    """Fill ``box`` (left, bottom, width, height) with copies of a picture."""
    left, bottom, width, height = box
    centre = (left + width / 2, bottom + height / 2)
    image = sprite_renderer(sprite(name), order, size=(width, height), tiled=True, flip_x=flip)
    return scene.add(GameObject(title or name, centre, [image, *extra], angle=angle))


def ground(scene: Scene, left: float, right: float, top: float) -> None:
    """A stretch of turf over earth with rounded ends; one stands at ``top``."""
    width, blades = right - left, 3 / PIXELS_PER_UNIT
    turf_foot = top + blades - 1
    solid = physics2d.box(
        (width, 4.8), offset=(0, -2.4 + 0.5 - blades), material=material("Ground")
    )
    tiled(scene, "GrassTop", (left, turf_foot, width, 1), GROUND, solid)
    tiled(scene, "Dirt", (left, turf_foot - 4, width, 4), GROUND)
    tiled(scene, "GroundEdge", (left, turf_foot - 4, 0.5, 4.5), GROUND + 1)
    tiled(scene, "GroundEdge", (right - 0.5, turf_foot - 4, 0.5, 4.5), GROUND + 1, flip=True)
    tuft_width, tuft_height = size("GrassEdge")
    height = top + blades - tuft_height / 2
    picture(scene, "GrassEdge", left + tuft_width / 2 - 1 / 16, height, GROUND + 2)
    picture(scene, "GrassEdge", right - tuft_width / 2 + 1 / 16, height, GROUND + 2, flip=True)


def wall(scene: Scene, left: float, bottom: float, width: float, height: float) -> None:
    """Masonry with a mossy cap; one stands at ``bottom + height``."""
    solid = physics2d.box((width, height), material=material("Ground"))
    tiled(scene, "StoneBricks", (left, bottom, width, height), 6, solid)
    tiled(scene, "StoneTop", (left, bottom + height - 0.5, width, 0.5), 7)


def island(scene: Scene, x: float, top: float) -> None:
    """A floating piece of ground, ``x`` its middle; one stands at ``top``."""
    width, height = size("Island")
    blades = 3 / PIXELS_PER_UNIT
    half, low = width / 2 - 0.12, -height / 2
    edge = height / 2 - blades
    outline = [(-half, edge), (-half, edge - 0.5), (-half * 0.5, low + 0.2)]
    outline += [(half * 0.5, low + 0.2), (half, edge - 0.5), (half, edge)]
    solid = physics2d.polygon(outline, material=material("Ground"))
    picture(scene, "Island", x, top + blades - height / 2, GROUND, solid)


def loose(
    scene: Scene, name: str, x: float, y: float, shape: Component, mass: float, angle: float = 0
) -> None:
    """A thing that physics moves, ``x, y`` its centre."""
    image = sprite_renderer(sprite(name), GOODS, size=size(name))
    body = physics2d.rigidbody(mass)
    scene.add(GameObject(name, (x, y), [image, body, shape], angle=angle))


def crate(scene: Scene, x: float, y: float) -> None:
    loose(scene, "Crate", x, y, physics2d.box((1, 1), material=material("Wood")), 0.6)


def barrel(scene: Scene, x: float, y: float) -> None:
    loose(scene, "Barrel", x, y, physics2d.circle(0.625, material=material("Wood")), 3)


def apple(scene: Scene, x: float, y: float, angle: float = 0) -> None:
    shape = physics2d.circle(0.28, offset=(0, -0.03), material=material("Fruit"))
    loose(scene, "Apple", x, y, shape, 0.2, angle)


def beach_ball(scene: Scene, x: float, y: float) -> None:
    loose(scene, "BeachBall", x, y, physics2d.circle(0.5625, material=material("Rubber")), 0.25)


def coin(scene: Scene, x: float, y: float, step: int = 0) -> None:
    """A coin that spins ``step`` frames ahead of its neighbours."""
    all_frames = frames("Coin", "Coin")
    image = sprite_renderer(all_frames[step % len(all_frames)], GOODS, size=size("Coin"))
    loop = script("SpriteLoop", frames=all_frames, framesPerSecond=10, offset=step)
    touch = physics2d.circle(0.45, trigger=True)
    scene.add(GameObject("Coin", (x, y), [image, touch, script("Coin", value=1), loop]))


def coin_arc(scene: Scene, x: float, y: float, count: int, rise: float) -> None:
    """Coins one unit apart along the path of a jump, from ``x, y``."""
    for number in range(count):
        share = number / (count - 1)
        height = math.sin(share * math.pi) * rise
        coin(scene, x + number, round((y + height) * 16) / 16, number)


def slime(scene: Scene, x: float, y: float, *, right: bool) -> None:
    all_frames = frames("Slime", "Slime")
    image = sprite_renderer(all_frames[0], ENEMY, size=size("Slime"), flip_x=not right)
    parts = [
        image,
        physics2d.rigidbody(2, gravity=3, upright=True),
        physics2d.box((1.05, 0.8), offset=(0, 0.4), material=material("Slippery")),
        script("PatrolEnemy", speed=1.4, startsRight=float(right), bounceHeight=2),
        script("SpriteLoop", frames=all_frames, framesPerSecond=7, offset=0),
    ]
    scene.add(GameObject("Slime", (x, y), parts))


def flag(scene: Scene, name: str, x: float, y: float, purpose: Component) -> None:
    """A flag whose pole stands at ``x, y`` and that does something when touched."""
    all_frames = frames("Flag", "Flag")
    image = sprite_renderer(all_frames[1], GOODS - 2, size=size("Flag"))
    touch = physics2d.box((0.8, 3), offset=(0, 1.5), trigger=True)
    loop = script("SpriteLoop", frames=all_frames, framesPerSecond=7, offset=0)
    scene.add(GameObject(name, (x, y), [image, touch, purpose, loop]))


def one_way_plank(scene: Scene, left: float, top: float, width: float) -> None:
    solid = physics2d.box((width, 0.5), material=material("Wood"))
    gate = script("OneWayPlatform", hero=scene.refer("Player", "PlayerController2D"))
    tiled(scene, "Plank", (left, top - 0.5, width, 0.5), 8, solid, gate, title="One-way Plank")


def blocker(scene: Scene, name: str, x: float, y: float, width: float, height: float) -> None:
    """An unseen wall, ``x, y`` its centre."""
    solid = physics2d.box((width, height), material=material("Slippery"))
    scene.add(GameObject(name, (x, y), [solid]))


def hazard(scene: Scene, name: str, x: float, y: float, width: float, height: float) -> None:
    """An unseen place that sends the hero back, ``x, y`` its centre."""
    touch = physics2d.box((width, height), trigger=True)
    scene.add(GameObject(name, (x, y), [touch, script("Hazard")]))
