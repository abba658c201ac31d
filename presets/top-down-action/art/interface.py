"""What lies over the game: hearts, icons, the panel and its buttons, the mark where one aims."""

from __future__ import annotations

from forge.art.canvas import Picture

from art.palette import from_text

_ICONS = {
    "HeartFull": """
..KKK...KKK..
.KrrrK.KrrrK.
KrkjrrKrrrrRK
KrjrrrrrrrrRK
KrkrrrrrrrrRK
.KrrrrrrrrRK.
.KrrrrrrrRRK.
..KrrrrrRRK..
...KrrrRRK...
....KrRRK....
.....KRK.....
......K......
""",
    "HeartEmpty": """
..KKK...KKK..
.K222K.K222K.
K21112K22112K
K21111111111K
K21111111111K
.K111111111K.
.K111111111K.
..K1111111K..
...K11111K...
....K111K....
.....K1K.....
......K......
""",
    "SparkIcon": """
.....K.....
....KyK....
...KyeyK...
..KyewwyK..
.KyewwweyK.
KyewwwwweyK
.KoyewweoK.
..KoyeyoK..
...KoyoK...
....KoK....
.....K.....
""",
    "KeyIcon": """
.KKKK.......
KyyyyKKKKKK.
KyKKyyyyyyeK
KyKKyoooooyK
KooooKoKoKK.
.KKKKKoKoK..
.....KKKKK..
""",
    "Aim": """
..e.e.e..
.........
e.......e
.........
e...w...e
.........
e.......e
.........
..e.e.e..
""",
    "Panel": """
.KKKKKKKKKKKKKK.
KaaaaaaaaaaaaabK
KabbbbbbbbbbbbbK
Kab0000000000bbK
Kab0000000000bbK
Kab0000000000bbK
Kab0000000000bbK
Kab0000000000bbK
Kab0000000000bbK
Kab0000000000bbK
Kab0000000000bbK
Kab0000000000bbK
Kab0000000000bbK
KabbbbbbbbbbbbbK
KbbbbbbbbbbbbbuK
.KKKKKKKKKKKKKK.
""",
    "Button": """
.KKKKKKKKKKKKKK.
KeeeeeeeeeeeeeeK
KeyyyyyyyyyyyyoK
KeyyyyyyyyyyyyoK
KeyyyyyyyyyyyyoK
KeyyyyyyyyyyyyoK
KeyyyyyyyyyyyyoK
KeyyyyyyyyyyyyoK
KeyyyyyyyyyyyyoK
KeyyyyyyyyyyyyoK
KeyyyyyyyyyyyyoK
KeyyyyyyyyyyyyoK
KeooooooooooooaK
KaaaaaaaaaaaaaaK
KcccccccccccccbK
.KKKKKKKKKKKKKK.
""",
}
ICONS = tuple(_ICONS)


def icon(name: str) -> Picture:
    return from_text(_ICONS[name])
