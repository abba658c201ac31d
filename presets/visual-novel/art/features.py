"""Eyes and mouths by name, drawn with letters of the palette."""

from __future__ import annotations

# e is the iris, w and o the white and the light in it; K lashes and pupil. The left one of two.
EYES = {
    "open": """
..KKKKKK.
.KKKKKKKK
KKwweewwK
.wwweowww
.wweKKeww
.wweKKeww
..wweeww.
...SSSS..
""",
    "wide": """
...KKKK..
..KwwwwK.
.KwwwwwwK
.KwweowwK
.KweKKewK
.KweKKewK
..KwwwwK.
...KKKK..
""",
    "lidded": """
.........
.........
KKKKKKKKK
.KKKKKKKK
.wweoeeww
.wweKKeww
..wweeww.
...SSSS..
""",
    "happy": """
.........
.........
...KKKK..
.KKKKKKKK
KKK....KK
.K......K
.........
.........
""",
    "shut": """
.........
.........
.........
KK.....KK
.KKKKKKK.
...KKKK..
.........
.........
""",
    "aside": """
..KKKKKK.
.KKKKKKKK
KKeewwwwK
.eeoewwww
.eKKewwww
.eKKewwww
..eewwww.
...SSSS..
""",
}
MOUTHS = {
    "level": """
............
.SSSSSSSSSS.
...DDDDDD...
....TTTT....
""",
    "slight": """
S..........S
.SS......SS.
...SSSSSS...
....TTTT....
""",
    "smile": """
S..........S
SS........SS
.SSSSSSSSSS.
...dDDDDd...
....TTTT....
""",
    "grin": """
SSSSSSSSSSSS
S8888888888S
.S88888888S.
..SDDddDDS..
...SSSSSS...
""",
    "down": """
............
...SSSSSS...
.SS.DDDD.SS.
....TTTT....
""",
    "round": """
....SSSS....
...SKKKKS...
...SKDDKS...
...SDddDS...
....SSSS....
""",
    "small": """
............
...SSSSSS...
..S..DD..S..
....TTTT....
""",
    "wavy": """
.SS...SS....
S..S.S..SS.S
....S.....S.
....TTTT....
""",
}
