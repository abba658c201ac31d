"""Odile Marsh and Bram Ottery: a bust each, and a face for every mood to lay over it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from forge.art.canvas import Picture, stamp

from art.features import EYES, MOUTHS
from art.palette import blank, from_text
from art.shapes import Board, Mask

WIDTH, HEIGHT = 120, 144
FACE_WIDTH, FACE_HEIGHT = 44, 40
FACES = {"odile": (38, 41), "bram": (38, 42)}
"""Where the face lies on the bust, from the upper left."""
_FUR, _SKIN = ("slate", "steel", "fog", "milk"), ("shade", "tan", "skin", "glow")
_GINGER = ("umber", "rust", "ginger", "apricot")
_NAVY = ("ink", "navy", "blue", "sky")


def odile() -> Picture:
    """A harbour mistress in cap and coat, buttoned to the chin."""
    board = Board(blank(WIDTH, HEIGHT))
    _bun(board)
    coat = board.blob(
        (4, 150),
        (8, 122),
        (22, 108),
        (44, 101),
        (60, 98),
        (76, 101),
        (98, 108),
        (112, 122),
        (116, 150),
        (60, 160),
    )
    board.form(coat, _NAVY, depth=7)
    _coat(board, coat)
    neck = board.blob((50, 82), (70, 82), (72, 104), (60, 108), (48, 104))
    board.form(neck, _SKIN, depth=4, gain=0.62)
    collar = board.blob(
        (44, 92), (52, 95), (60, 97), (68, 95), (76, 92), (80, 106), (60, 114), (40, 106)
    )
    board.form(collar, _NAVY, depth=4, lift=0.08)
    board.edge(collar, "ink")
    board.fill(board.line((60, 98), (60, 113), 1.2), "ink")
    head = board.blob(
        (37, 56),
        (39, 42),
        (60, 34),
        (81, 42),
        (83, 56),
        (81, 70),
        (74, 83),
        (60, 92),
        (46, 83),
        (39, 70),
    )
    for x in (36, 84):
        ear = board.ellipse(x, 63, 4, 6)
        board.form(ear, _SKIN, depth=2, gain=0.85)
        board.fill(board.ellipse(x, 71, 1.8, 1.8), "corn")
    board.form(head, _SKIN, depth=8, lift=0.12)
    board.fill(_jaw(board, head) & neck, "shade")
    _parting(board)
    _cap(board)
    _rim(board, ("sky", "milk"))
    return board.picture


def _jaw(board: Board, head: Mask) -> Mask:
    """Return the lower edge of a head, which its neck lies behind."""
    return head & ~board.inside(head) & (board.y > 78)


def _bun(board: Board) -> None:
    back = board.blob(
        (35, 50), (33, 66), (38, 82), (60, 86), (82, 82), (87, 66), (85, 50), (60, 40)
    )
    board.form(back, ("deep", "slate", "steel", "fog"), depth=5, gain=0.9)


def _parting(board: Board) -> None:
    """Grey hair, combed to both sides of the forehead."""
    for points in (
        ((60, 38), (44, 38), (35, 48), (34, 64), (38, 68), (41, 56), (50, 48), (60, 45)),
        ((60, 38), (76, 38), (85, 48), (86, 64), (82, 68), (79, 56), (70, 48), (60, 45)),
    ):
        lock = board.blob(*points)
        board.form(lock, _FUR, depth=3, lift=0.05)
    for x0, y0, x1, y1 in ((46, 46, 38, 60), (51, 45, 42, 52), (74, 46, 82, 60), (69, 45, 78, 52)):
        board.fill(board.line((x0, y0), (x1, y1), 1), "steel")


def _cap(board: Board) -> None:
    crown = board.blob(
        (32, 24), (39, 14), (60, 10), (81, 14), (88, 24), (83, 33), (60, 35), (37, 33)
    )
    board.form(crown, _NAVY, depth=6, lift=0.06)
    band = board.blob((35, 30), (60, 33), (85, 30), (84, 38), (60, 41), (36, 38))
    board.form(band, ("ink", "ink", "navy", "blue"), depth=3)
    peak = board.blob((37, 36), (60, 38), (83, 36), (80, 43), (60, 46), (40, 43))
    board.form(peak, ("ink", "night", "deep", "steel"), depth=3)
    board.fill(
        board.line((39, 36.5), (60, 39.5), 1.4) | board.line((60, 39.5), (81, 36.5), 1.4), "corn"
    )
    stamp(board.picture, from_text(_ANCHOR), 55, 20)


_ANCHOR = """
....y....
...y.y...
....n....
..nnnnn..
....n....
.n..n..n.
.nn.n.nm.
..nnnnm..
....m....
"""


def _coat(board: Board, coat: Mask) -> None:
    for side in (-1, 1):
        board.fill(board.line((60 + side * 13, 110), (60 + side * 16, 150), 1.2) & coat, "ink")
        board.fill(board.line((60 + side * 34, 118), (60 + side * 30, 150), 1.2) & coat, "navy")
        epaulette = board.blob(
            (60 + side * 34, 106),
            (60 + side * 46, 110),
            (60 + side * 50, 117),
            (60 + side * 38, 113),
        )
        board.form(epaulette, ("mustard", "corn", "honey"), depth=2)
    for y in (116, 126, 136):
        for x in (54, 66):
            board.form(board.ellipse(x, y, 2.4, 2.4), ("mustard", "corn", "straw"), depth=1)


def bram() -> Picture:
    """A baker, large and young, in an apron with flour on it."""
    board = Board(blank(WIDTH, HEIGHT))
    shirt = board.blob(
        (0, 150),
        (3, 122),
        (14, 108),
        (38, 100),
        (60, 98),
        (82, 100),
        (106, 108),
        (117, 122),
        (120, 150),
        (60, 162),
    )
    board.form(shirt, ("umber", "mustard", "corn", "honey"), depth=8)
    neck = board.blob((45, 80), (75, 80), (78, 102), (60, 110), (42, 102))
    board.form(neck, _SKIN, depth=5, gain=0.62)
    for side in (-1, 1):
        flap = board.polygon(
            [(60, 108), (60 + side * 18, 97), (60 + side * 24, 105), (60 + side * 10, 117)]
        )
        board.form(flap, ("mustard", "corn", "honey"), depth=3)
        board.edge(flap, "mustard")
        strap = board.polygon(
            [
                (60 + side * 25, 103),
                (60 + side * 31, 104),
                (60 + side * 24, 130),
                (60 + side * 17, 130),
            ]
        )
        board.form(strap, ("mist", "pale", "milk"), depth=2)
    apron = board.blob((36, 126), (60, 123), (84, 126), (90, 150), (60, 160), (30, 150))
    board.form(apron, ("mist", "fog", "pale", "milk"), depth=6)
    board.fill(board.line((38, 127), (82, 127), 1) & apron, "fog")
    head = board.blob(
        (33, 56),
        (37, 40),
        (60, 31),
        (83, 40),
        (87, 56),
        (86, 72),
        (77, 86),
        (60, 92),
        (43, 86),
        (34, 72),
    )
    for x in (32, 88):
        board.form(board.ellipse(x, 63, 5, 7), _SKIN, depth=2, gain=0.85)
        board.fill(board.ellipse(x, 64, 2, 3.4), "tan")
    board.form(head, _SKIN, depth=9, lift=0.12)
    board.fill(_jaw(board, head) & neck, "shade")
    _curls(board)
    _flour(board)
    _rim(board, ("apricot", "straw"))
    return board.picture


_CURLS = (
    (35, 48, 7),
    (33, 39, 8),
    (39, 30, 9),
    (49, 23, 9),
    (60, 19, 10),
    (71, 22, 10),
    (81, 29, 9),
    (87, 39, 8),
    (86, 49, 6),
    (45, 36, 8),
    (56, 32, 9),
    (67, 33, 8),
    (77, 38, 7),
    (52, 41, 5),
    (63, 40, 5),
)


def _curls(board: Board) -> None:
    for x, y, radius in _CURLS:
        curl = board.ellipse(x, y, radius, radius * 0.95)
        board.form(curl, _GINGER, depth=2, lift=0.02)
        board.fill(
            board.ellipse(x + 1, y + 1, radius * 0.45, radius * 0.4)
            & ~board.ellipse(x, y, radius * 0.45, radius * 0.4),
            "rust",
        )


def _flour(board: Board) -> None:
    for x, y in ((46, 134), (49, 137), (71, 131), (66, 141), (20, 118), (24, 121), (97, 116)):
        board.fill(board.ellipse(x, y, 2.2, 1.6), "milk")


def _rim(board: Board, colours: tuple[str, str]) -> None:
    """Light from behind at the right, brighter above."""
    whole = board.picture != 0
    board.edge(whole, "ink")
    inner = board.inside(whole)
    right = board.x > 60
    board.rim(inner, colours[0], within=right)
    board.rim(inner, colours[1], within=right & (board.y < 76))


@dataclass(frozen=True)
class Mood:
    """Brows slope from ``inner`` to ``outer``, in pixels up; ``eyes`` and ``mouth`` by name."""

    eyes: str
    mouth: str
    inner: float = 0
    outer: float = 0
    blush: bool = False
    drop: bool = False


MOODS: dict[str, dict[str, Mood]] = {
    "odile": {
        "calm": Mood("open", "level", 0, 0),
        "smile": Mood("happy", "smile", 0.5, 0, blush=True),
        "stern": Mood("lidded", "down", -2.5, 1),
        "surprised": Mood("wide", "round", 2.5, 2),
        "worried": Mood("open", "small", 2.5, -1.5),
    },
    "bram": {
        "calm": Mood("open", "slight", 0, 0),
        "smile": Mood("happy", "grin", 1, 0, blush=True),
        "proud": Mood("shut", "smile", 2, 1.5, blush=True),
        "sheepish": Mood("aside", "wavy", 2.5, -1, blush=True, drop=True),
        "surprised": Mood("wide", "round", 3, 2),
        "worried": Mood("open", "small", 3, -1.5),
    },
}


def face(name: str, mood: str) -> Picture:
    """The face alone, ``FACE_WIDTH`` by ``FACE_HEIGHT``, to lie at ``FACES`` on the bust."""
    look = MOODS[name][mood]
    board = Board(blank(FACE_WIDTH, FACE_HEIGHT))
    iris = {"odile": "b", "bram": "G"}[name]
    top = 13
    eye = from_text(EYES[look.eyes].replace("e", iris).replace("w", "8").replace("o", "8"))
    away = eye if look.eyes == "aside" else eye[:, ::-1]
    _cheeks(board, name, blush=look.blush)
    stamp(board.picture, eye, 6, top)
    stamp(board.picture, away, FACE_WIDTH - 15, top)
    for side in (-1, 1):
        _brow(board, name, look, side)
    nose = (
        from_text("...T.\n...T.\n..kT.\n.8kTS\n.TSST")
        if name == "odile"
        else from_text("..T..\n.kkT.\n8kkkT\nlkkTS\n.TSS.")
    )
    stamp(board.picture, nose, 19, 19)
    mouth = from_text(MOUTHS[look.mouth])
    stamp(board.picture, mouth, 16, 29 if name == "odile" else 28)
    if look.drop:
        stamp(board.picture, from_text(".8.\n.b.\nbbb\nb8b\n.b."), 39, 6)
    return board.picture


def _brow(board: Board, name: str, look: Mood, side: int) -> None:
    middle = FACE_WIDTH / 2
    colour, width = ("steel", 1.8) if name == "odile" else ("rust", 2.8)
    lift = 10.5 if look.eyes != "wide" else 9.0
    start = (middle + side * 6, lift - look.inner)
    bend = (middle + side * 11, lift - 1.6 - (look.inner + look.outer) / 2)
    end = (middle + side * 16, lift - look.outer)
    board.fill(board.line(start, bend, width) | board.line(bend, end, width), colour)


def _cheeks(board: Board, name: str, *, blush: bool) -> None:
    """Warm cheeks, freckles for Bram and a line of age for Odile."""
    for side in (-1, 1):
        x = FACE_WIDTH / 2 + side * 14
        if blush:
            cheek = board.ellipse(x, 25.5, 4.6, 2.8)
            checker = (board.x.astype(int) + board.y.astype(int)) % 2 == 0
            board.fill(cheek & checker, "blush")
        if name == "bram":
            for dx, dy in ((-3, 24), (0, 26), (3, 24), (1, 23)):
                board.fill(board.box(x + dx - 0.5, dy, x + dx + 0.5, dy + 1), "tan")
        else:
            board.fill(board.line((x - side * 5, 26), (x - side * 3.4, 30), 0.9), "tan")


BUSTS: dict[str, Callable[[], Picture]] = {"odile": odile, "bram": bram}
