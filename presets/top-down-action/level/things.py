"""The prefabs of who lives here, what stands around, and what is thrown and picked up."""

from __future__ import annotations

from art.palette import PALETTE
from forge.unity import physics2d
from forge.unity.objects import Component, GameObject
from forge.unity.rendering import animator, audio_source, sprite_renderer
from forge.unity.scene import Prefab
from forge.unity.values import NOTHING, Colour, Ref, Vector, main_asset

from level import names
from level.motion import LIGHT_STRENGTH
from level.names import AT, FOREGROUND, GAMEPLAY, SCENERY, first, script, size, sound

_PICKUPS = {
    # name: (number of its kind in PickupKind.cs, how much, sound)
    "Heart": (0, 1, "Heal"),
    "Spark": (1, 10, "Take"),
    "Gem": (2, 25, "Take"),
    "Key": (3, 1, "Key"),
}
_SHADOWS = {"Small": 0.45, "Large": 0.4}


def _image(
    picture: Ref, sheet: str, layer: str = GAMEPLAY, order: int = 0, tint: Colour | None = None
) -> Component:
    standing = layer == GAMEPLAY
    how = {} if tint is None else {"tint": tint}
    return sprite_renderer(
        picture, order, layer=layer, size=size(sheet), sort_at_pivot=standing, **how
    )


def _moved_by(name: str) -> Component:
    return animator(main_asset(AT.controller(name)))


def _prefab(
    name: str, *parts: Component, tag: str = "Untagged", shadow: str = "", drop: float = 0
) -> Prefab:
    """``shadow`` is Small or Large, ``drop`` how far below the pivot it lies."""
    prefab = Prefab(AT.prefab(name))
    prefab.add(GameObject(name, (0, 0), list(parts), tag=tag))
    if shadow:
        tint = Colour("ffffff", _SHADOWS[shadow])
        image = _image(first(f"Shadow{shadow}"), f"Shadow{shadow}", SCENERY, -1, tint)
        prefab.add(GameObject("Shadow", (0, 0.0625 - drop), [image], parent=name))
    return prefab


def _sorted(*, moves: bool = False) -> Component:
    return script("DepthSorted", moves=moves)


def _body() -> list[Component]:
    return [
        physics2d.rigidbody(gravity=0, upright=True),
        physics2d.capsule((0.7, 0.55), offset=(0, 0.28), material=names.SLIPPERY),
    ]


def _hero() -> Prefab:
    """The lamplighter; his own lamp shines on the ground around him."""
    voice = {name: sound(name.capitalize()) for name in ("shot", "empty", "swing", "hurt", "fall")}
    prefab = _prefab(
        "Hero",
        _image(names.frames("Hero", "IdleDown")[0], "Hero"),
        _moved_by("Hero"),
        *_body(),
        script("Health", team=0),
        script("Satchel"),
        script("CharacterAnimator", attackTime=0.3, hurtTime=0.2),
        script("HeroController", stats=main_asset(AT.setting("HeroStats"))),
        script("LampShooter", pool=NOTHING, muzzle=(0, 0.6), reach=0.6),
        script("StaffSwing", slash=SLASH.outside("Slash", "OneShotEffect"), centre=(0, 0.5)),
        audio_source(volume=0.8),
        script("HeroSounds", **voice),
        _sorted(moves=True),
        tag="Player",
        shadow="Small",
    )
    for name, strength in (("Middle", 0.08), ("Near", 0.14)):
        tint = Colour(PALETTE.rgb["gold"], strength)
        image = _image(first(f"Light{name}"), f"Light{name}", SCENERY, 1, tint)
        prefab.add(GameObject(f"Lamplight {name}", (0, 0.125), [image], parent="Hero"))
    return prefab


def _enemy(name: str) -> Prefab:
    return _prefab(
        name,
        _image(names.frames(name, "IdleDown")[0], name),
        _moved_by(name),
        *_body(),
        script("Health", team=1),
        script("CharacterAnimator", attackTime=0.6, hurtTime=0.15),
        script("EnemyBrain", stats=main_asset(AT.setting(f"{name}Stats")), round=(0, 0)),
        audio_source(volume=0.6),
        script("EnemySounds", hit=sound("Hit"), fall=sound("Burst")),
        _sorted(moves=True),
        shadow="Small",
    )


def _effect(name: str, lifetime: float) -> Prefab:
    image = _image(first(name), name, FOREGROUND)
    return _prefab(name, image, _moved_by(name), script("OneShotEffect", lifetime=lifetime))


def _bolt() -> Prefab:
    return _prefab(
        "Bolt",
        _image(first("Bolt"), "Bolt", FOREGROUND),
        _moved_by("Bolt"),
        physics2d.rigidbody(gravity=0, upright=True),
        physics2d.circle(0.16, trigger=True),
        script("Projectile", team=0, burst=BURST.outside("Burst", "OneShotEffect")),
    )


def _pickup(name: str) -> Prefab:
    kind, amount, heard = _PICKUPS[name]
    return _prefab(
        name,
        _image(names.frames("Goods", name)[0], "Goods"),
        _moved_by(name),
        physics2d.circle(0.45, trigger=True),
        script(
            "Pickup",
            kind=kind,
            amount=amount,
            sound=sound(heard),
            taken=TAKEN.outside("Taken", "OneShotEffect"),
        ),
        _sorted(),
        shadow="Small",
        drop=0.4375,
    )


def _door(name: str, *, takes_key: bool) -> Prefab:
    width, _ = size(name)
    return _prefab(
        name,
        _image(first(name), name),
        _moved_by(name),
        physics2d.box((width, 0.7), offset=(0, 0.35)),
        audio_source(volume=0.8),
        script("Door", takesKey=takes_key, sound=sound("Open")),
        _sorted(),
    )


def _lit(name: str, *parts: Component, height: float, shadow: str) -> Prefab:
    """What burns: pools of light on the ground, and a halo at ``height`` around the flame."""
    prefab = _prefab(
        name, _image(first(name), name), _moved_by(name), *parts, _sorted(), shadow=shadow
    )
    warm = PALETTE.rgb["gold"]
    prefab.add(GameObject("Light", (0, 0.125), [_moved_by("Light")], parent=name))
    for order, pool in enumerate(("Wide", "Middle", "Near")):
        tint = Colour(warm if order else PALETTE.rgb["orange"], LIGHT_STRENGTH[pool])
        image = _image(first(f"Light{pool}"), f"Light{pool}", SCENERY, order, tint)
        prefab.add(GameObject(pool, (0, 0), [image], parent="Light"))
    halo = _image(first("Halo"), "Halo", FOREGROUND, 0, Colour(warm, 0.16))
    prefab.add(GameObject("Halo", (0, height), [halo], parent=name))
    return prefab


def _standing(name: str, solid: Vector | None = None, shadow: str = "") -> Prefab:
    """``solid`` is how wide and deep its foot is."""
    parts = [] if solid is None else [physics2d.box(solid, offset=(0, solid[1] / 2))]
    return _prefab(name, _image(first(name), name), *parts, _sorted(), shadow=shadow)


def _fountain() -> Prefab:
    touch = physics2d.capsule((3.5, 1.9), offset=(0, 0.95))
    return _prefab(
        "Fountain", _image(first("Fountain"), "Fountain"), _moved_by("Fountain"), touch, _sorted()
    )


def _passage() -> Prefab:
    image = _image(first("Stairs"), "Stairs", SCENERY, -2)
    touch = physics2d.box((1.4, 0.8), offset=(0, 0.9), trigger=True)
    return _prefab("Passage", image, touch, script("Passage", nextScene="", fader=NOTHING))


def _in_the_air(name: str) -> Prefab:
    return _prefab(name, _image(first(name), name, FOREGROUND, 5), _moved_by(name))


TAKEN, BURST, SLASH = _effect("Taken", 0.28), _effect("Burst", 0.25), _effect("Slash", 0.2)
BOLT, HERO = _bolt(), _hero()
SHADE, EMBER = _enemy("Shade"), _enemy("Ember")
HEART, SPARK, GEM, KEY = (_pickup(name) for name in _PICKUPS)
GATE, DOOR = _door("Gate", takes_key=False), _door("Door", takes_key=True)
LAMP = _lit("Lamp", physics2d.box((0.5, 0.35), offset=(0, 0.18)), height=1.875, shadow="Small")
BRAZIER = _lit("Brazier", physics2d.box((0.8, 0.45), offset=(0, 0.22)), height=1, shadow="Small")
SHRINE = _lit(
    "Shrine",
    physics2d.box((2.6, 1.4), offset=(0, 0.6), trigger=True),
    script("Shrine", flow=NOTHING),
    height=2.625,
    shadow="Large",
)
FOUNTAIN, PASSAGE = _fountain(), _passage()
TREE = _standing("Tree", (0.9, 0.5), "Large")
BUSH = _standing("Bush", (1.2, 0.5), "Large")
PILLAR = _standing("Pillar", (1.1, 0.5), "Large")
BROKEN_PILLAR = _standing("BrokenPillar", (1.1, 0.5), "Large")
URN = _standing("Urn", (0.6, 0.35), "Small")
BENCH = _standing("Bench", (1.9, 0.4))
BANNER = _prefab("Banner", _image(first("Banner"), "Banner", SCENERY, 3))
SMALL = {
    name: _standing(name) for name in ("Moonflower", "Tulips", "Glowcap", "Tuft", "Rock", "Rubble")
}
FIREFLIES, MOTHS, LEAVES = (_in_the_air(name) for name in ("Fireflies", "Moths", "Leaves"))
PREFABS = (
    *(TAKEN, BURST, SLASH, BOLT, HERO, SHADE, EMBER, HEART, SPARK, GEM, KEY, GATE, DOOR),
    *(LAMP, BRAZIER, SHRINE, FOUNTAIN, PASSAGE, TREE, BUSH, PILLAR, BROKEN_PILLAR, URN, BENCH),
    *(BANNER, *SMALL.values(), FIREFLIES, MOTHS, LEAVES),
)
