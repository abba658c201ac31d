"""Who moves: the hero, the slime, the flag at the goal."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from forge.art.canvas import Picture, stamp

from art.palette import INDEX, ball, blank, from_text, outlined

_HEAD = from_text("""
.....d......
..d.dd..d...
.ddddod.do..
.ddoooodooo.
ddoooooooooo
doooooeooeoo
roooeeeeeeee
roosewKeeKwe
rroseeKeeKee
.rosekeeeeke
..rsseeeeee.
....cssss...
""")
_BLINK = from_text("""
roosseeseese
rroseeKeeKee
""")
_TORSO = from_text("""
.rrrrrr.
RrrrrrrR
.BqBBBN.
.BBBBBN.
.ubbdbu.
""")
_TAILS = (
    from_text("..rrr\n.rrRR\nRR..."),
    from_text("...rr\nrrrRR\n.RR.."),
    from_text("rr...\n.rrrr\n...RR"),
)
_BOOT = from_text("bbb.\nubbb")


@dataclass(frozen=True)
class Pose:
    """Feet and hands relative to hip and shoulder, in pixels; ``rise`` lifts the upper body."""

    near_foot: tuple[int, int]
    far_foot: tuple[int, int]
    near_hand: tuple[int, int]
    far_hand: tuple[int, int]
    rise: int = 0
    tail: int = 0
    blink: bool = False


IDLE = (
    Pose((1, 5), (-2, 5), (-1, 4), (2, 4), tail=0),
    Pose((1, 5), (-2, 5), (-1, 4), (2, 4), tail=1),
    Pose((1, 5), (-2, 5), (-1, 4), (2, 4), rise=-1, tail=1),
    Pose((1, 5), (-2, 5), (-1, 4), (2, 4), rise=-1, tail=0, blink=True),
)
RUN = (
    Pose((4, 4), (-4, 3), (-3, 2), (4, 2), tail=1),
    Pose((2, 5), (-3, 1), (-2, 3), (3, 3), rise=-1, tail=0),
    Pose((-1, 5), (1, 2), (1, 4), (1, 3), rise=1, tail=1),
    Pose((-4, 3), (4, 4), (4, 2), (-3, 2), tail=2),
    Pose((-3, 1), (2, 5), (3, 3), (-2, 3), rise=-1, tail=1),
    Pose((1, 2), (-1, 5), (1, 3), (1, 4), rise=1, tail=2),
)
JUMP = (Pose((3, 3), (-3, 5), (-4, 1), (6, -4), rise=1, tail=0),)
FALL = (Pose((2, 4), (-3, 3), (-6, -2), (6, -2), rise=1, tail=2),)

_HIP, _SHOULDER = (10, 15), (10, 12)


def hero(pose: Pose) -> Picture:
    """The hero in one pose: 24 by 24 pixels, facing right, standing on the lower edge."""
    picture = blank(22, 22)
    lift = -pose.rise
    stamp(picture, _TAILS[pose.tail], 3, 10 + lift)
    _limb(picture, (_SHOULDER[0] + 2, _SHOULDER[1] + lift), pose.far_hand, "navy", "sand")
    _leg(picture, pose.far_foot, "navy", shade=True)
    _leg(picture, pose.near_foot, "navy", shade=False)
    stamp(picture, _TORSO, 7, 11 + lift)
    head = _HEAD.copy()
    if pose.blink:
        head[7:9] = _BLINK
    stamp(picture, head, 5, 0 + lift + 0)
    _limb(picture, (_SHOULDER[0] - 1, _SHOULDER[1] + 1 + lift), pose.near_hand, "blue", "cream")
    return outlined(picture)


def _line(start: tuple[int, int], reach: tuple[int, int]) -> list[tuple[int, int]]:
    steps = max(abs(reach[0]), abs(reach[1]), 1)
    return [
        (start[0] + round(reach[0] * i / steps), start[1] + round(reach[1] * i / steps))
        for i in range(steps + 1)
    ]


def _limb(
    picture: Picture, start: tuple[int, int], reach: tuple[int, int], sleeve: str, hand: str
) -> None:
    points = _line(start, reach)
    for x, y in points:
        _dot(picture, x, y, sleeve)
    x, y = points[-1]
    for dx, dy in ((0, 0), (1, 0), (0, 1), (1, 1)):
        _dot(picture, x + dx, y + dy, hand)


def _leg(picture: Picture, foot: tuple[int, int], colour: str, *, shade: bool) -> None:
    points = _line(_HIP, foot)
    for x, y in points[:-1]:
        for dx in (0, 1):
            _dot(picture, x + dx, y, "plum" if shade else colour)
    x, y = points[-1]
    boot = _BOOT.copy()
    if shade:
        boot[boot == INDEX["bark"]] = INDEX["umber"]
    stamp(picture, boot, x - 1, y)


def _dot(picture: Picture, x: int, y: int, colour: str) -> None:
    if 0 <= x < picture.shape[1] and 0 <= y < picture.shape[0]:
        picture[y, x] = INDEX[colour]


_SQUASH = ((18, 13), (19, 12), (20, 11), (18, 13), (17, 14), (16, 15))


def slime(frame: int) -> Picture:
    """One of six frames of a slime that breathes: 24 by 18 pixels, on the lower edge."""
    width, height = _SQUASH[frame]
    body = ball(width, height + 4, ("plum", "violet", "violet", "pink"), 0.5)[:height]
    body[-1][body[-1] != 0] = INDEX["plum"]
    eye = from_text("ww\nwK\nwK")
    top = height // 2 - 2
    stamp(body, eye, width // 2 + 1, top)
    stamp(body, eye, width // 2 + 5, top)
    stamp(body, from_text("ww.\nw.."), width // 4 - 1, 2 + (height < 13))
    stamp(body, from_text("KKK"), width // 2 + 3, top + 4)
    picture = blank(22, 16)
    stamp(picture, body, (22 - width) // 2, 16 - height)
    return outlined(picture)


def flag(frame: int) -> Picture:
    """One of four frames of the flag at the goal: 28 by 48 pixels, its pole at x = 4."""
    picture = blank(28, 48)
    pole = from_text("aNt\n" * 46)
    pole[pole == INDEX["navy"]] = INDEX["stone"]
    stamp(picture, outlined(pole)[:-1], 2, 2)
    stamp(picture, from_text(".KKK.\nKdddK\nKwdoK\nKdooK\n.KKK."), 2, 0)
    cloth = blank(20, 18)
    for x in range(20):
        phase = x / 3.2 - frame * np.pi / 2
        wave = round(float(np.sin(phase)) * x / 12)
        slope = float(np.cos(phase))
        colour = "orange" if slope < -0.35 else "gold"
        cloth[3 + wave : 15 + wave, x] = INDEX[colour]
        if slope > 0.6 and x > 1:
            cloth[3 + wave, x] = INDEX["white"]
        cloth[14 + wave, x] = INDEX["orange"]
    bolt = from_text("...rr\n..rr.\n.rrrr\n..rr.\n.rr..\n.r...")
    stamp(cloth, bolt, 7, 6 + round(float(np.sin(9 / 3.2 - frame * np.pi / 2)) * 0.75))
    stamp(picture, outlined(cloth), 6, 3)
    return picture


def squashed_slime(frame: int) -> Picture:
    """One of three frames of a slime that was jumped on, as large as those of ``slime``."""
    width, height = ((21, 7), (22, 4), (22, 2))[frame]
    body = ball(width, height * 2 + 1, ("plum", "violet", "pink"), 0.5)[:height]
    body[-1][body[-1] != 0] = INDEX["plum"]
    if frame == 0:
        stamp(body, from_text("w.w\n.K.\nw.w"), width // 2 + 3, 1)
    picture = blank(22, 16)
    stamp(picture, body, (22 - width) // 2, 16 - height)
    return outlined(picture)
