"""The pieces a level is built from: pictures, goods, enemies, places that do something."""

from __future__ import annotations

import math

from art.catalog import STANDING
from forge.unity import physics2d
from forge.unity.objects import Component, GameObject
from forge.unity.rendering import sprite_renderer
from forge.unity.scene import Scene
from forge.unity.values import WHITE, Colour

from level import names, things
from level.names import PIXELS_PER_UNIT, material, script, size, sorting_layer, sprite


def on_grid(centre: float, length: float) -> float:
    """Move ``centre`` so that the edges of what is ``length`` units long fall on whole pixels."""
    return round((centre - length / 2) * PIXELS_PER_UNIT) / PIXELS_PER_UNIT + length / 2


def parallax(distance: float, scene: Scene, drift: float = 0) -> Component:
    view = scene.refer("Main Camera", "Transform")
    return script("ParallaxLayer", view=view, distance=distance, drift=drift)


def picture(
    scene: Scene,
    name: str,
    x: float,
    y: float,
    order: int,
    *extra: Component,
    tint: Colour = WHITE,
) -> str:
    """Place one picture. ``y`` is its foot for what stands, else its centre."""
    width, height = size(name)
    image = sprite_renderer(
        sprite(name), order, layer=sorting_layer(order), size=(width, height), tint=tint
    )
    place = (on_grid(x, width), y if name in STANDING else on_grid(y, height))
    return scene.add(GameObject(name, place, [image, *extra]))


def tiled(
    scene: Scene,
    name: str,
    box: tuple[float, float, float, float],
    order: int,
    *extra: Component,
    title: str | None = None,
    angle: float = 0,
) -> str:
    """Fill ``box`` (left, bottom, width, height) with copies of a picture."""
    left, bottom, width, height = box
    centre = (left + width / 2, bottom + height / 2)
    image = sprite_renderer(
        sprite(name), order, layer=sorting_layer(order), size=(width, height), tiled=True
    )
    return scene.add(GameObject(title or name, centre, [image, *extra], angle=angle))


def island(scene: Scene, x: float, top: float, tint: Colour = WHITE) -> None:
    """A floating piece of ground, ``x`` its middle; one stands at ``top``."""
    width, height = size("Island")
    blades = 3 / PIXELS_PER_UNIT
    half, low = width / 2 - 0.12, -height / 2
    edge = height / 2 - blades
    outline = [(-half, edge), (-half, edge - 0.5), (-half * 0.5, low + 0.2)]
    outline += [(half * 0.5, low + 0.2), (half, edge - 0.5), (half, edge)]
    solid = physics2d.polygon(outline, material=material("Ground"))
    picture(scene, "Island", x, top + blades - height / 2, names.GROUND, solid, tint=tint)


def coin(scene: Scene, x: float, y: float, turn: int = 0) -> None:
    """A coin that is ``turn`` sixths of a turn ahead of its neighbours."""
    changes = {("Coin", "Coin"): {"phase": turn % 6 / 6}} if turn % 6 else {}
    scene.place(things.COIN, (x, y), changes=changes)


def coin_row(scene: Scene, x: float, y: float, count: int) -> None:
    for number in range(count):
        coin(scene, x + number, y, number)


def coin_arc(scene: Scene, x: float, y: float, count: int, rise: float) -> None:
    """Coins one unit apart along the path of a jump, from ``x, y``."""
    for number in range(count):
        height = math.sin(number / (count - 1) * math.pi) * rise
        coin(scene, x + number, round((y + height) * 16) / 16, number)


def slime(scene: Scene, x: float, y: float, *, right: bool) -> None:
    left = {
        ("Slime", "PatrolEnemy"): {"startsRight": 0},
        ("Slime", "SpriteRenderer"): {"m_FlipX": 1},
    }
    scene.place(things.SLIME, (x, y), changes={} if right else left)


def spikes(scene: Scene, left: float, bottom: float, width: float) -> None:
    """A row of thorns; its touch is a little narrower than its picture."""
    height = size("Spikes")[1]
    changes = {
        ("Spikes", "SpriteRenderer"): {"m_Size.x": width},
        ("Spikes", "BoxCollider2D"): {"m_Size.x": width - 0.2},
    }
    scene.place(things.SPIKES, (left + width / 2, bottom + height / 2), changes=changes)


def moving_platform(
    scene: Scene, x: float, top: float, travel: tuple[float, float], speed: float = 2
) -> None:
    """A raft that one stands on at ``top``; ``x`` is its middle where it starts."""
    changes = {("MovingPlatform", "MovingPlatform"): {"travel": travel, "speed": speed}}
    scene.place(things.MOVING_PLATFORM, (x, top - size("Raft")[1] / 2), changes=changes)


def blocker(scene: Scene, name: str, x: float, y: float, width: float, height: float) -> None:
    """An unseen wall, ``x, y`` its centre."""
    solid = physics2d.box((width, height), material=material("Slippery"))
    scene.add(GameObject(name, (x, y), [solid]))


def abyss(scene: Scene, left: float, right: float, y: float) -> None:
    """An unseen place below the level that takes a heart from whoever falls out of it."""
    touch = physics2d.box((right - left, 1), trigger=True)
    scene.add(GameObject("Abyss", ((left + right) / 2, y), [touch, script("Hazard")]))
