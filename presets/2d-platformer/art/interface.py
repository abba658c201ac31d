"""What lies over the game: hearts, the coin of the counter, the panel and its buttons."""

from __future__ import annotations

from forge.art.canvas import Picture

from art.palette import from_text

HEART_FULL = """
..KKK...KKK..
.KrrrK.KrrrK.
KrkkrrKrrrrRK
KrkrrrrrrrrRK
KrrrrrrrrrrRK
.KrrrrrrrrRK.
.KrrrrrrrRRK.
..KrrrrrRRK..
...KrrrRRK...
....KrRRK....
.....KRK.....
......K......
"""
HEART_EMPTY = """
..KKK...KKK..
.KtttK.KtttK.
KttpttKtttptK
KtppppppppptK
KtpppppppppKK
.KpppppppppK.
.KpppppppppK.
..KpppppppK..
...KpppppK...
....KpppK....
.....KpK.....
......K......
"""
COIN = """
...KKKKK...
..KdddddK..
.KdwwdddoK.
KdwddoddodK
KdwdooddodK
KdwdooddodK
KddddoddodK
.KddddddoK.
..KdoodoK..
...KKKKK...
"""
PANEL = """
.KKKKKKKKKKKKKK.
KttttttttttttttK
KtnnnnnnnnnnnntK
KtnppppppppppntK
KtnppppppppppntK
KtnppppppppppntK
KtnppppppppppntK
KtnppppppppppntK
KtnppppppppppntK
KtnppppppppppntK
KtnppppppppppntK
KtnppppppppppntK
KtnppppppppppntK
KtnnnnnnnnnnnntK
KttttttttttttttK
.KKKKKKKKKKKKKK.
"""
BUTTON = """
.KKKKKKKKKKKKKK.
KeeeeeeeeeeeeeeK
KessssssssssssuK
KessssssssssssuK
KessssssssssssuK
KessssssssssssuK
KessssssssssssuK
KessssssssssssuK
KessssssssssssuK
KessssssssssssuK
KessssssssssssuK
KessssssssssssuK
KeccccccccccccuK
KuuuuuuuuuuuuuuK
KuuuuuuuuuuuuuuK
.KKKKKKKKKKKKKK.
"""


def heart(*, full: bool) -> Picture:
    return from_text(HEART_FULL if full else HEART_EMPTY)


def coin() -> Picture:
    return from_text(COIN)


def panel() -> Picture:
    """A panel to be stretched between borders of five pixels."""
    return from_text(PANEL)


def button() -> Picture:
    """A button to be stretched between borders of four pixels."""
    return from_text(BUTTON)
