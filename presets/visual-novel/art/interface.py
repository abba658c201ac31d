"""What lies over the story: the box and its plate, buttons, the arrow, sliders."""

from __future__ import annotations

from forge.art.canvas import Picture

from art.palette import from_text

PANEL = """
..KKKKKKKKKKKK..
.KmmmmmmmmmmmmK.
Kmm1111111111mmK
Km111111111111mK
Km111111111111mK
Km111111111111mK
Km111111111111mK
Km111111111111mK
Km111111111111mK
Km111111111111mK
Km111111111111mK
Km111111111111mK
Km111111111111mK
Kmm1111111111mmK
.KmmmmmmmmmmmmK.
..KKKKKKKKKKKK..
"""
PLATE = """
.KKKKKKKKKKKKKK.
KbbbbbbbbbbbbbbK
KbBBBBBBBBBBBBBK
KbBBBBBBBBBBBBBK
KbBBBBBBBBBBBBBK
KbBBBBBBBBBBBBBK
KbBBBBBBBBBBBBBK
KbBBBBBBBBBBBBBK
KBBBBBBBBBBBBNNK
KNNNNNNNNNNNNNNK
.KKKKKKKKKKKKKK.
"""
BUTTON = """
.KKKKKKKKKKKKKK.
K88888888888888K
K8777777777777xK
K7777777777777xK
K7777777777777xK
K7777777777777xK
K7777777777777xK
K7777777777777xK
K7777777777777xK
K7777777777777xK
K7777777777777xK
K7777777777777xK
KxxxxxxxxxxxxxxK
KvvvvvvvvvvvvvvK
.KKKKKKKKKKKKKK.
"""
ARROW = """
KKKKKKKKK
KhhhhhhhK
.KahhhaK.
..KahaK..
...KaK...
....K....
"""
TRACK = """
.KKKKKK.
K222222K
K222222K
.KKKKKK.
"""
FILLING = """
.KKKKKK.
KhhhhhhK
KaaaaaaK
.KKKKKK.
"""
HANDLE = """
.KKKKKKK.
K8888888K
K8777777K
K877x777K
K877x777K
K877x777K
K877x777K
K7777777K
KxxxxxxxK
.KKKKKKK.
"""
PICTURES = {
    "Panel": PANEL,
    "Plate": PLATE,
    "Button": BUTTON,
    "Arrow": ARROW,
    "Track": TRACK,
    "Filling": FILLING,
    "Handle": HANDLE,
}
BORDERS = {
    # left, bottom, right and top, for stretching
    "Panel": (5, 5, 5, 5),
    "Plate": (4, 4, 4, 4),
    "Button": (4, 4, 4, 4),
    "Track": (2, 2, 2, 2),
    "Filling": (2, 2, 2, 2),
}


def piece(name: str) -> Picture:
    return from_text(PICTURES[name])
