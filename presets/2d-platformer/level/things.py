"""The prefabs of what stands, rolls, walks and is picked up."""

from __future__ import annotations

from forge.unity import physics2d
from forge.unity.objects import Component, GameObject
from forge.unity.rendering import animator, audio_source, sprite_renderer
from forge.unity.scene import Prefab
from forge.unity.values import NOTHING, Ref, main_asset

from level import names
from level.names import frames, material, script, size, sorting_layer, sprite


def _image(picture: Ref, sheet: str, order: int, *, flip: bool = False) -> Component:
    layer = sorting_layer(order)
    return sprite_renderer(picture, order, layer=layer, size=size(sheet), flip_x=flip)


def _moved_by(name: str) -> Component:
    return animator(main_asset(names.controller_path(name)))


def _prefab(name: str, *parts: Component, tag: str = "Untagged") -> Prefab:
    prefab = Prefab(names.prefab_path(name))
    prefab.add(GameObject(name, (0, 0), list(parts), tag=tag))
    return prefab


def _player() -> Prefab:
    voice = {
        name: names.sound(name.capitalize()) for name in ("jump", "land", "stomp", "hurt", "coin")
    }
    return _prefab(
        "Player",
        _image(frames("Hero", "Idle")[0], "Hero", names.HERO),
        _moved_by("Hero"),
        physics2d.rigidbody(5, gravity=3, upright=True),
        physics2d.box((0.7, 1.3), offset=(0, 0.65), material=material("Slippery")),
        script("PlayerController2D", stats=main_asset(names.STATS)),
        script("PlayerHealth", fader=NOTHING),
        script("CoinPurse"),
        script("PlayerAnimator2D"),
        audio_source(volume=0.8),
        script("PlayerSounds", **voice),
        script("PlayerDust", dust=DUST.outside("Dust", "OneShotEffect"), leastSpeed=5),
        tag="Player",
    )


def _slime() -> Prefab:
    return _prefab(
        "Slime",
        _image(frames("Slime", "Slime")[0], "Slime", names.ENEMY),
        _moved_by("Slime"),
        physics2d.rigidbody(2, gravity=3, upright=True),
        physics2d.box((1.05, 0.8), offset=(0, 0.4), material=material("Slippery")),
        script("PatrolEnemy", speed=1.4, startsRight=1, bounceHeight=2),
    )


def _coin() -> Prefab:
    return _prefab(
        "Coin",
        _image(frames("Coin", "Coin")[0], "Coin", names.GOODS),
        _moved_by("Coin"),
        physics2d.circle(0.45, trigger=True),
        script("Coin", value=1, phase=0),
    )


def _checkpoint() -> Prefab:
    return _prefab(
        "Checkpoint",
        _image(frames("Checkpoint", "Lowered")[0], "Checkpoint", names.GOODS - 2),
        _moved_by("Checkpoint"),
        physics2d.box((0.8, 3), offset=(0, 1.5), trigger=True),
        script("Checkpoint", sound=names.sound("Checkpoint")),
    )


def _goal() -> Prefab:
    return _prefab(
        "Goal",
        _image(frames("Goal", "Goal")[0], "Goal", names.GOODS - 2),
        _moved_by("Goal"),
        physics2d.box((1.4, 3), offset=(0, 1.5), trigger=True),
        script("LevelGoal", nextScene="", fader=NOTHING, sound=names.sound("Goal")),
    )


def _spikes() -> Prefab:
    """One unit of thorns; a longer row is one object, wider by an override."""
    image = sprite_renderer(
        sprite("Spikes"), names.WALL + 1, layer="Gameplay", size=size("Spikes"), tiled=True
    )
    touch = physics2d.box((0.8, 0.4), offset=(0, -0.1), trigger=True)
    return _prefab("Spikes", image, touch, script("Hazard"))


def _moving_platform() -> Prefab:
    width, height = size("Raft")
    return _prefab(
        "MovingPlatform",
        _image(sprite("Raft"), "Raft", names.WALL + 2),
        physics2d.rigidbody(kind="kinematic", gravity=0),
        physics2d.box((width, 0.5), offset=(0, height / 2 - 0.25), material=material("Wood")),
        script("MovingPlatform", travel=(5, 0), speed=2, restTime=0.5),
    )


def _dust() -> Prefab:
    image = _image(frames("Dust", "Dust")[0], "Dust", names.EFFECT)
    return _prefab("Dust", image, _moved_by("Dust"), script("OneShotEffect", lifetime=0.28))


def _loose(name: str, shape: Component, mass: float) -> Prefab:
    """A thing that physics moves."""
    image = _image(sprite(name), name, names.GOODS)
    return _prefab(name, image, physics2d.rigidbody(mass), shape)


DUST = _dust()
PLAYER, SLIME, COIN = _player(), _slime(), _coin()
CHECKPOINT, GOAL, SPIKES = _checkpoint(), _goal(), _spikes()
MOVING_PLATFORM = _moving_platform()
CRATE = _loose("Crate", physics2d.box((1, 1), material=material("Wood")), 0.6)
BARREL = _loose("Barrel", physics2d.circle(0.625, material=material("Wood")), 3)
BEACH_BALL = _loose("BeachBall", physics2d.circle(0.5625, material=material("Rubber")), 0.25)
APPLE = _loose("Apple", physics2d.circle(0.28, offset=(0, -0.03), material=material("Fruit")), 0.2)
PREFABS = (
    PLAYER,
    SLIME,
    COIN,
    CHECKPOINT,
    GOAL,
    SPIKES,
    MOVING_PLATFORM,
    DUST,
    CRATE,
    BARREL,
    BEACH_BALL,
    APPLE,
)
