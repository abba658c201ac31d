"""The places of the chapter, 320 by 180: the quay, the harbour office, the headland."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from forge.art.canvas import Picture, noise, stamp

from art.palette import WOOD, from_text, shade
from art.shapes import Board
from art.weather import HEIGHT, WIDTH, at_another_hour, bank, fresh, sky, water

QUAY_WATER = ("slate", "steel", "mist", "fog", "pale")
SEA = ("wine", "rose", "coral", "amber", "honey", "straw")
QUAY_WATER_TOP, SEA_TOP = 82, 92
EVENING = {
    "milk": "straw",
    "pale": "honey",
    "fog": "amber",
    "mist": "coral",
    "steel": "rose",
    "slate": "wine",
    "deep": "plum",
    "night": "soot",
    "birch": "apricot",
    "pine": "rust",
    "oak": "umber",
    "walnut": "soot",
}


@cache
def quay(frame: int = 0) -> Picture:
    """Ten in the morning, as far as one can tell; ``frame`` is that of the water."""
    board = Board(sky(("mist", "fog", "pale", "milk", "pale"), 96))
    _far_town(board)
    bank(board, 62, 22, "pale", seed=3, most=0.75)
    stamp(board.picture, water(QUAY_WATER, frame, 1), 0, QUAY_WATER_TOP)
    board.tone(board.y > QUAY_WATER_TOP + 39, (150 - board.y) / 60 + 0.1, QUAY_WATER[:3])
    _ferry(board)
    bank(board, 88, 26, "fog", seed=8, most=0.4)
    _bakery(board)
    _pier(board)
    _lamp_post(board, 214)
    _gull(board, 140, 133)
    return board.picture


def quay_in_the_evening(frame: int = 0) -> Picture:
    return at_another_hour(quay(frame), EVENING)


def _far_town(board: Board) -> None:
    """Two rows of roofs, the further the paler, and the headland with its tower."""
    hill = board.blob((-30, 100), (-20, 52), (40, 38), (96, 58), (140, 84), (150, 104))
    board.tone(hill, 0.8 - (board.y - 40) / 80, ("mist", "fog", "fog", "pale"), 0.8)
    tower = board.polygon([(40, 42), (43, 16), (53, 16), (56, 42)])
    board.tone(tower, (62 - board.x) / 24, ("steel", "mist", "fog"))
    board.fill(board.polygon([(40, 17), (48, 8), (56, 17)]), "steel")
    board.fill(board.line((50, 34), (66, 30), 4) | board.line((66, 30), (70, 28.5), 7), "steel")
    for seed, base, colour, dark in ((5, 80, "fog", "mist"), (9, 88, "mist", "steel")):
        chance = noise(20, 3, seed)
        x = 96.0 if seed == 5 else 120.0
        for at in range(20):
            width, rise = 12 + chance[0, at] * 12, 14 + chance[1, at] * 20
            _house(board, x, base, width, rise, colour, dark)
            x += width - 1


def _house(
    board: Board, left: float, base: float, width: float, rise: float, colour: str, dark: str
) -> None:
    top = base - rise
    board.fill(board.box(left, top, left + width, base + 6), colour)
    roof = [
        (left - 1, top + 1),
        (left + width / 2, top - width * 0.45),
        (left + width + 1, top + 1),
    ]
    board.fill(board.polygon(roof), dark)
    board.fill(board.box(left + width * 0.7, top - width * 0.4, left + width * 0.7 + 3, top), dark)
    for x in np.arange(left + 3, left + width - 3, 5):
        board.fill(board.box(x, top + 4, x + 2, top + 7), "straw" if int(x) % 3 == 0 else dark)


def _ferry(board: Board) -> None:
    hull = board.polygon([(136, 88), (206, 88), (198, 101), (146, 101)])
    board.tone(hull, (104 - board.y) / 18, ("slate", "steel", "mist"))
    board.fill(board.line((137, 89), (205, 89), 1.6), "milk")
    board.tone(board.box(150, 76, 190, 88), (200 - board.x) / 56, ("mist", "fog", "milk"))
    board.fill(board.box(156, 68, 170, 76), "fog")
    funnel = board.polygon([(176, 76), (178, 60), (187, 60), (187, 76)])
    board.tone(funnel, (190 - board.x) / 16, ("wine", "rose", "coral"))
    board.fill(board.box(177, 62, 188, 65), "slate")
    for x in range(153, 188, 6):
        board.fill(board.box(x, 79, x + 3, 83), "slate")


def _bakery(board: Board) -> None:
    """The corner of a house at the right, its window the warmest thing in the picture."""
    wall = board.box(244, 20, 320, 142)
    stone = noise(WIDTH, HEIGHT, 21, cell=4) * 0.22
    board.tone(wall, 0.34 + stone + (board.x - 244) / 300, ("slate", "steel", "mist", "fog"), 0.6)
    for y in range(24, 142, 7):
        board.fill(
            board.line((244, y), (320, y), 0.9) & (noise(WIDTH, HEIGHT, y, 5) > 0.35), "steel"
        )
    board.tone(board.box(244, 20, 250, 142), 0.7 + 0 * board.x, ("mist", "fog", "pale"))
    roof = board.polygon([(236, 22), (250, -2), (320, -2), (320, 22)])
    tiles = ((board.x + (board.y // 4 % 2) * 3) % 6 < 1) | (board.y % 4 < 1)
    board.tone(roof, (board.y + 20) / 60, ("slate", "deep", "deep"))
    board.fill(roof & tiles, "night")
    _bakery_window(board)
    sign = board.box(252, 46, 318, 60)
    board.tone(sign, (64 - board.y) / 18, WOOD[1:4])
    board.edge(sign, "soot")
    stamp(board.picture, from_text(_LOAF), 258, 48)
    stamp(board.picture, from_text(_LOAF), 296, 48)
    for x in (276, 281, 286):
        board.fill(board.ellipse(x, 53, 1.6, 1.6), "corn")


_LOAF = """
...AAAAAAA...
.AAIIIAIIIAA.
AIIAIIAIIAIIR
AIIIIIIIIIIRR
IIIIIIIIIIRRU
.RRRRRRRRRUU.
"""


def _bakery_window(board: Board) -> None:
    board.fill(board.box(256, 66, 314, 112), "walnut")
    pane = board.box(259, 69, 311, 109)
    warm = 1 - np.hypot((board.x - 285) / 40, (board.y - 84) / 34)
    board.tone(pane, warm * 0.8 + 0.25, ("rust", "ginger", "apricot", "honey", "straw"), 0.8)
    shelf = board.box(259, 96, 311, 99)
    board.fill(shelf, "oak")
    for at, x in enumerate((263, 279, 295)):
        stamp(board.picture, from_text(_LOAF), x, 90 - at % 2)
    board.fill(board.box(284, 69, 286, 109) | board.box(259, 80, 311, 82), "walnut")
    awning = board.polygon([(252, 62), (318, 62), (320, 74), (248, 74)])
    stripes = (board.x // 8) % 2 == 0
    board.fill(awning & stripes, "red")
    board.fill(awning & ~stripes, "milk")
    board.fill(board.line((248, 74), (320, 74), 1.4), "wine")
    ledge = board.box(254, 111, 318, 115)
    board.fill(ledge, "pale")


def _pier(board: Board) -> None:
    """Planks that come towards the eye, a bollard with its rope, crates of herring."""
    deck = board.polygon([(0, 140), (320, 132), (320, 180), (0, 180)])
    board.tone(deck, 0.75 - (board.y - 132) / 90 + noise(WIDTH, HEIGHT, 4, 3) * 0.16, WOOD)
    for at in range(-14, 34):
        x = at * 14.0
        board.fill(
            board.line((160 + (x - 160) * 0.8, 132), (160 + (x - 160) * 1.5, 180), 1) & deck,
            "soot",
        )
    board.fill(board.line((0, 140.5), (320, 132.5), 2), "birch")
    board.fill(board.line((0, 143), (320, 135), 1.4), "walnut")
    for x, size in ((26, 1.0), (182, 0.7)):
        _bollard(board, x, 150 - (1 - size) * 20, size)
    board.fill(board.line((36, 142), (80, 148), 2) | board.line((80, 148), (128, 141), 2), "birch")
    for left, top in ((64, 112), (88, 112), (76, 98)):
        _crate(board, left, top)


def _bollard(board: Board, x: float, foot: float, size: float) -> None:
    body = board.polygon(
        [
            (x - 8 * size, foot),
            (x - 6 * size, foot - 22 * size),
            (x + 6 * size, foot - 22 * size),
            (x + 8 * size, foot),
        ]
    )
    board.form(body, ("ink", "night", "deep", "slate"), depth=3)
    board.form(
        board.ellipse(x, foot - 23 * size, 9 * size, 4.5 * size),
        ("night", "deep", "slate", "mist"),
        depth=2,
    )
    for turn in range(3):
        y = foot - (7 + 4 * turn) * size
        board.fill(board.line((x - 8 * size, y), (x + 8 * size, y + 1), 2.4 * size), "pine")
        board.fill(board.line((x - 7 * size, y - 0.8), (x + 2 * size, y), 1), "birch")


def _crate(board: Board, left: float, top: float) -> None:
    whole = board.box(left, top, left + 23, top + 30 if top > 100 else top + 14)
    board.tone(whole, (left + 30 - board.x) / 34, WOOD[1:5])
    slats = (board.y - top) % 7 < 1
    board.fill(whole & slats, "walnut")
    board.edge(whole, "soot")


def _lamp_post(board: Board, x: float) -> None:
    board.tone(board.box(x - 1.5, 66, x + 2, 146), (x + 3 - board.x) / 5, ("ink", "deep", "slate"))
    halo = np.clip(1 - np.hypot(board.x - x, board.y - 60) / 26, 0, 1)
    veil = shade(halo * 0.9, ("clear", "straw"), 1.0)
    board.picture[veil != 0] = veil[veil != 0]
    board.fill(board.polygon([(x - 6, 52), (x + 6, 52), (x + 4, 67), (x - 4, 67)]), "ink")
    board.fill(board.polygon([(x - 4, 54), (x + 4, 54), (x + 3, 65), (x - 3, 65)]), "straw")
    board.fill(board.polygon([(x - 8, 52), (x, 45), (x + 8, 52)]), "ink")
    board.fill(board.box(x - 5, 143, x + 6, 147), "ink")


def _gull(board: Board, x: int, y: int) -> None:
    """Walking."""
    stamp(board.picture, from_text(_GULL), x, y)


_GULL = """
....KKK......
...K888K.....
...K8K8KK....
...K888KAA...
..K8888K.....
.K555888K....
K15555888K...
.KK15588K....
...KKKKK.....
....A..A.....
....A...A....
...AA..AA....
"""


def office() -> Picture:
    """One warm room: a stove, a map, a window full of fog, and the cat's chair."""
    board = fresh("walnut")
    glow = np.clip(1.05 - np.hypot((board.x - 60) / 210, (board.y - 96) / 150), 0, 1)
    panel = 0.16 + glow * 0.72 + noise(WIDTH, HEIGHT, 12, 4) * 0.05
    board.tone(board.y < 134, panel, ("soot", "walnut", "oak", "pine"), 0.9)
    for x in range(0, WIDTH, 20):
        board.fill(board.box(x, 0, x + 1, 134), "soot")
    board.tone(board.y > 133, 0.55 + glow * 0.5 - (board.y - 134) / 90, WOOD[:4], 0.8)
    board.fill(board.box(0, 131, 320, 135), "soot")
    _window(board)
    _map(board)
    _stove(board)
    _desk(board)
    _chair(board)
    return board.picture


def _window(board: Board) -> None:
    frame = board.box(118, 14, 206, 86)
    board.fill(frame, "soot")
    board.tone(
        board.box(121, 17, 203, 83), 0.5 + (60 - board.y) / 110, ("mist", "fog", "pale", "milk")
    )
    board.tone(
        board.polygon([(121, 83), (121, 70), (150, 62), (203, 74), (203, 83)]),
        0.4 + 0 * board.x,
        ("mist", "fog"),
        1,
    )
    board.fill(board.line((176, 83), (176, 34), 1.6) | board.line((176, 40), (192, 66), 1), "mist")
    board.fill(board.box(160, 17, 163, 83) | board.box(121, 47, 203, 50), "oak")
    board.fill(board.box(114, 84, 210, 90), "pine")
    board.fill(board.box(114, 84, 210, 86), "birch")
    for left, right in ((112, 124), (200, 212)):
        curtain = board.blob(
            (left, 8), (right, 8), (right + 1, 50), (right - 2, 94), (left + 1, 94), (left - 1, 50)
        )
        board.form(curtain, ("plum", "wine", "rose"), depth=3)
    board.fill(board.box(108, 8, 216, 11), "mustard")


def _map(board: Board) -> None:
    board.fill(board.box(226, 18, 300, 74), "soot")
    paper = board.box(228, 20, 298, 72)
    board.tone(
        paper,
        0.75 - np.hypot(board.x - 260, board.y - 40) / 110,
        ("pine", "birch", "honey", "straw"),
    )
    land = (
        board.blob((228, 20), (262, 20), (258, 32), (270, 44), (256, 56), (262, 72), (228, 72))
        & paper
    )
    board.tone(land, 0.6 + 0 * board.x, ("moss", "grass", "lime"), 0.5)
    board.edge(land, "walnut")
    for start, end in (((266, 60), (276, 50)), ((276, 50), (288, 54)), ((288, 54), (294, 40))):
        board.fill(board.line(start, end, 1) & ((board.x + board.y) % 4 < 2), "red")
    board.fill(board.line((280, 26), (280, 36), 1) | board.line((275, 31), (285, 31), 1), "walnut")


def _stove(board: Board) -> None:
    board.form(board.box(30, -4, 42, 62), ("ink", "night", "deep", "slate"), depth=3)
    body = board.blob((14, 70), (36, 62), (60, 70), (62, 130), (36, 136), (12, 130))
    board.form(body, ("ink", "night", "deep", "slate", "steel"), depth=6)
    door = board.box(22, 86, 52, 110)
    board.fill(door, "ink")
    fire = 1 - np.hypot((board.x - 37) / 20, (board.y - 106) / 18)
    board.tone(
        board.box(24, 88, 50, 108), fire + 0.35, ("red", "rust", "ginger", "apricot", "straw"), 0.8
    )
    for x in (29, 37, 45):
        board.fill(board.box(x, 88, x + 1, 108), "ink")
    kettle = board.blob((24, 62), (28, 50), (44, 50), (50, 62), (37, 66))
    board.form(kettle, ("umber", "rust", "ginger", "apricot"), depth=3)
    board.fill(board.line((48, 56), (56, 49), 2.4), "rust")
    for at, (x, y) in enumerate(((58, 44), (61, 36), (58, 28), (62, 20))):
        veil = board.ellipse(x, y, 3 + at, 2.5 + at / 2) & (
            (board.x.astype(int) + board.y.astype(int)) % 2 == 0
        )
        board.fill(veil, "fog")


def _desk(board: Board) -> None:
    top = board.polygon([(126, 108), (246, 108), (258, 120), (114, 120)])
    board.tone(top, 0.85 - (board.x - 114) / 260, WOOD[2:], 0.8)
    front = board.box(116, 120, 256, 180)
    board.tone(front, 0.6 - (board.x - 116) / 300, WOOD[:4], 0.7)
    board.fill(board.box(114, 119, 258, 122), "birch")
    for left in (124, 206):
        drawer = board.box(left, 128, left + 42, 146)
        board.edge(drawer, "soot")
        board.fill(board.ellipse(left + 21, 137, 2.4, 1.8), "corn")
    book = board.polygon([(150, 110), (180, 113), (208, 109), (212, 116), (180, 119), (146, 116)])
    board.tone(book, (124 - board.y) / 14, ("fog", "pale", "milk"))
    board.edge(book, "umber")
    board.fill(board.line((180, 113), (180, 118), 1), "umber")
    for y in (113, 115):
        board.fill(
            board.line((154, y), (174, y + 2), 0.9)
            | board.line((186, y + 2), (206, y - 0.5), 0.9),
            "steel",
        )
    _desk_lamp(board)


def _desk_lamp(board: Board) -> None:
    halo = np.clip(1 - np.hypot(board.x - 232, board.y - 92) / 34, 0, 1)
    veil = shade(halo * 0.7, ("clear", "honey"), 1.0)
    board.picture[veil != 0] = veil[veil != 0]
    board.form(board.ellipse(232, 110, 9, 3), ("mustard", "corn", "straw"), depth=2)
    board.fill(board.box(231, 92, 234, 110), "mustard")
    board.form(
        board.polygon([(222, 94), (227, 80), (238, 80), (243, 94)]),
        ("fir", "moss", "verdigris", "patina"),
        depth=3,
    )
    board.fill(board.line((223, 95), (242, 95), 1.6), "straw")


def _chair(board: Board) -> None:
    """The best chair, and Ballast, who has been poured into it."""
    back = board.blob((262, 80), (290, 72), (316, 80), (318, 130), (262, 130))
    board.form(back, ("plum", "wine", "rose", "coral"), depth=5)
    seat = board.blob((256, 124), (290, 118), (322, 124), (324, 152), (290, 156), (256, 152))
    board.form(seat, ("plum", "wine", "rose"), depth=5)
    for x in (262, 314):
        board.fill(board.box(x, 150, x + 4, 168), "soot")
    cat = board.blob(
        (264, 124), (270, 112), (292, 107), (310, 113), (316, 124), (304, 130), (276, 131)
    )
    board.form(cat, ("deep", "slate", "steel", "mist"), depth=4)
    board.fill(
        board.line((312, 126), (316, 138), 4) | board.line((316, 138), (313, 143), 3.4), "steel"
    )
    stamp(board.picture, from_text(_CAT_HEAD), 262, 106)


_CAT_HEAD = """
..3.........3...
.343.......343..
.3443333333443..
.34444444444443.
.3444444444444..
34KK444444K8K443
344KK44444KKK443
344444dd44444443
34444K44K4444443
.344444K44444443
..3344444444433.
....33333333....
"""


@cache
def headland(frame: int = 0) -> Picture:
    """The last of the sun, the tower, and Maud with her mouth to the sea."""
    board = Board(
        sky(("plum", "wine", "rose", "coral", "amber", "honey", "straw"), SEA_TOP, curve=1.3)
    )
    sun = board.ellipse(228, 76, 15, 15)
    halo = np.clip(1 - np.hypot(board.x - 228, (board.y - 76) * 1.3) / 70, 0, 1)
    veil = shade(halo * 0.85, ("clear", "honey", "straw"), 1.0)
    board.picture[(veil != 0) & (board.y < SEA_TOP)] = veil[(veil != 0) & (board.y < SEA_TOP)]
    board.tone(sun, 1 - (board.y - 62) / 60, ("honey", "straw", "milk"))
    _clouds(board)
    stamp(board.picture, water(SEA, frame, 2, glitter=228), 0, SEA_TOP)
    board.tone(board.y > SEA_TOP + 39, (158 - board.y) / 60, ("plum", "wine", "rose"))
    bank(board, 84, 30, "coral", seed=6, most=0.34)
    _cliff(board)
    _tower(board)
    _horn(board)
    for x, y in ((150, 34), (166, 28), (282, 44)):
        board.fill(
            board.line((x - 4, y - 2), (x, y), 1) | board.line((x, y), (x + 4, y - 2), 1), "plum"
        )
    return board.picture


def _clouds(board: Board) -> None:
    bars: Sequence[tuple[float, float, float, float]] = (
        (250, 30, 60, 3),
        (282, 36, 40, 2.4),
        (140, 46, 46, 2.6),
        (180, 52, 34, 2),
        (300, 58, 40, 2.2),
        (110, 20, 40, 2.2),
    )
    for x, y, width, height in bars:
        cloud = board.ellipse(x, y, width, height)
        board.tone(
            cloud, (board.y - y + height) / (2 * height), ("wine", "rose", "amber", "straw"), 0.8
        )


def _cliff(board: Board) -> None:
    land = board.blob(
        (-20, 190),
        (-20, 112),
        (40, 106),
        (120, 110),
        (168, 120),
        (206, 138),
        (232, 160),
        (246, 190),
    )
    board.tone(
        land,
        0.86 - (board.y - 104) / 92 + noise(WIDTH, HEIGHT, 30, 2) * 0.22 + (board.x - 100) / 700,
        ("soot", "fir", "moss", "grass", "lime"),
        0.9,
    )
    chance = noise(WIDTH, 3, 44)
    for x in range(2, 226, 3):
        column = np.flatnonzero(land[:, x])
        if len(column):
            top = int(column[0])
            height = 2 + int(chance[0, x] * 5)
            lean = int(chance[1, x] * 3)
            board.fill(
                board.line((x, top + 1), (x + lean, top - height), 1),
                "lime" if chance[2, x] > 0.4 else "honey",
            )
    rim = land & ~np.roll(land, 1, axis=0)
    board.fill(rim & (noise(WIDTH, HEIGHT, 31, 1) > 0.3), "honey")


def _tower(board: Board) -> None:
    wall = board.polygon([(12, 118), (18, 22), (62, 22), (70, 118)])
    brick = noise(WIDTH, HEIGHT, 51, 4) * 0.2
    board.tone(
        wall, (board.x - 8) / 74 + brick - 0.06, ("soot", "plum", "wine", "rose", "amber"), 0.7
    )
    rows = (board.y % 6 < 1) | ((board.x + (board.y // 6 % 2) * 5) % 10 < 1)
    board.fill(wall & rows & (noise(WIDTH, HEIGHT, 52, 2) > 0.3), "plum")
    board.rim(wall, "honey")
    gallery = board.box(8, 20, 74, 26)
    board.tone(gallery, (board.x - 8) / 66, ("soot", "walnut", "amber"))
    lamp = board.box(22, 4, 58, 20)
    board.tone(lamp, (board.x - 10) / 50, ("rose", "amber", "straw", "straw"))
    for x in (22, 34, 46, 57):
        board.fill(board.box(x, 4, x + 1, 20), "soot")
    board.tone(
        board.polygon([(16, 5), (40, -12), (64, 5)]), (board.x - 10) / 60, ("soot", "plum", "rose")
    )
    board.fill(board.box(33, 92, 47, 118) | board.ellipse(40, 92, 7, 7), "soot")
    board.fill(board.box(36, 50, 44, 62) | board.ellipse(40, 50, 4, 4), "honey")


def _horn(board: Board) -> None:
    """Eighteen feet of verdigris on its cradle; in the mouth, a loaf tin."""
    parapet = board.polygon([(62, 96), (150, 96), (154, 120), (62, 120)])
    board.tone(
        parapet,
        0.5 + (96 - board.y) / 50 + noise(WIDTH, HEIGHT, 61, 4) * 0.2,
        ("soot", "plum", "wine", "rose"),
        0.7,
    )
    board.fill(board.box(60, 94, 152, 98), "amber")
    for x in (84, 122):
        board.fill(board.polygon([(x - 5, 95), (x - 2, 82), (x + 3, 82), (x + 6, 95)]), "walnut")
    pipe = board.polygon(
        [
            (60, 82),
            (60, 73),
            (118, 68),
            (146, 58),
            (160, 50),
            (166, 48),
            (170, 78),
            (166, 104),
            (158, 100),
            (144, 90),
            (118, 84),
        ]
    )
    board.form(pipe, ("fir", "verdigris", "patina", "jade"), depth=6, lift=0.05)
    for x, half in ((76, 6), (98, 7.4), (118, 9)):
        band = board.box(x, 77 - half, x + 3, 77 + half)
        board.tone(band & pipe, (78 - board.y) / 14 + 0.5, ("walnut", "mustard", "corn", "straw"))
    mouth = board.ellipse(166, 76, 8, 28)
    board.form(mouth, ("fir", "verdigris", "jade", "honey"), depth=3, lift=0.1)
    board.tone(board.ellipse(166.5, 76, 5.6, 24), (board.x - 158) / 18, ("ink", "fir", "fir"))
    tin = board.polygon([(164, 66), (182, 68), (182, 85), (164, 87)])
    board.tone(tin, 0.9 - (board.y - 66) / 26, ("slate", "steel", "fog", "milk"))
    board.edge(tin, "deep")
    board.rim(tin, "straw")
    board.rim(mouth, "straw", within=board.x > 166)
