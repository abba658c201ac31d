"""What lies behind: sky, sun, clouds, mountains and hills, pale so that the game stands out."""

from __future__ import annotations

import numpy as np
from forge.art.canvas import Field, Picture, disc, noise, stamp, stamp_wrapped

from art.palette import INDEX, ball, blank, shade


def sky(width: int = 32, height: int = 192) -> Picture:
    """From blue to the warm haze over the horizon; repeats sideways."""
    fall = np.linspace(0, 1, height)[:, None].repeat(width, 1)
    return shade(fall**1.1, ("zenith", "azure", "veil", "haze"), 0.45)


def dusk_sky(width: int = 32, height: int = 192) -> Picture:
    """From the first dark of night to the last light; repeats sideways."""
    fall = np.linspace(0, 1, height)[:, None].repeat(width, 1)
    picture = shade(fall**0.9, ("twilight", "mauve", "rose", "ember", "glow"), 0.5)
    stars = noise(width, height // 3, 81)
    picture[: height // 3][stars > 0.994] = INDEX["glow"]
    return picture


_AT_DUSK = {
    # by day: at dusk
    "mist": "dim",
    "frost": "dawn",
    "white": "ember",
    "sage": "murk",
    "moss": "gloom",
    "veil": "rose",
    "haze": "glow",
}


def at_dusk(picture: Picture) -> Picture:
    """Return a picture of the day in the light of the evening."""
    table = np.arange(len(INDEX), dtype=np.uint8)
    for day, dusk in _AT_DUSK.items():
        table[INDEX[day]] = INDEX[dusk]
    return table[picture]


def sun(diameter: int = 60) -> Picture:
    """A pale sun in a dithered glow."""
    centre = (diameter - 1) / 2
    y, x = np.mgrid[0:diameter, 0:diameter]
    reach = np.hypot(x - centre, y - centre) / (diameter / 2)
    picture = blank(diameter, diameter)
    rows = np.indices(picture.shape).sum(axis=0)
    picture[(reach < 0.98) & (rows % 4 == 0) & (y % 2 == 0)] = INDEX["haze"]
    picture[(reach < 0.8) & (rows % 2 == 0)] = INDEX["haze"]
    picture[reach < 0.62] = INDEX["haze"]
    core = disc(int(diameter * 0.46) // 2 * 2)
    low = (diameter - core.shape[0]) // 2
    picture[low : low + core.shape[0], low : low + core.shape[0]][core] = INDEX["white"]
    return picture


def cloud(puffs: tuple[tuple[int, int, int], ...], width: int, height: int) -> Picture:
    """Heap ``puffs`` (x, y, diameter) and cut them flat below."""
    picture = blank(width, height)
    for x, y, size in puffs:
        stamp(picture, ball(size, size, ("veil", "veil", "frost", "white", "white"), 0.5), x, y)
    picture[-1] = 0
    base = picture[-4:-1]
    base[(base != 0)] = INDEX["veil"]
    return picture


CLOUDS = {
    "CloudLarge": (((0, 16, 20), (12, 6, 26), (30, 0, 30), (50, 10, 24), (64, 18, 18)), 84, 32),
    "CloudSmall": (((0, 9, 12), (8, 2, 18), (22, 6, 16), (32, 11, 10)), 44, 20),
}


def ridge(width: int, waves: tuple[tuple[int, float, float], ...]) -> Field:
    """Return heights made of ``waves`` (whole periods, height, shift); both ends meet."""
    x = np.arange(width) / width * 2 * np.pi
    return np.sum([high * np.sin(count * x + shift) for count, high, shift in waves], axis=0)


def mountains(width: int = 320, height: int = 84) -> Picture:
    """Far peaks with lit left flanks and snow, fading into haze; repeats sideways."""
    picture = blank(width, height)
    peaks = ((30, 40, 46), (92, 12, 86), (150, 36, 48), (206, 24, 66), (262, 6, 90), (304, 34, 52))
    for x, top, half in sorted(peaks, key=lambda peak: -peak[1]):
        stamp_wrapped(picture, _peak(half, height - top), x - half, top)
    rows = np.linspace(0, 1, height)[:, None].repeat(width, 1)
    veiled = shade(np.clip(rows * 2.4 - 1.4, 0, 1), ("clear", "frost"), 1.0)
    picture[(veiled != 0) & (picture != 0)] = INDEX["frost"]
    return picture


def _peak(half: int, height: int) -> Picture:
    """One peak: a crest that wanders down from the top, gullies on both flanks, ragged snow."""
    picture = blank(2 * half, height)
    rough = [(noise(1, height, half + side, cell=3)[:, 0] - 0.5) * 5 for side in range(3)]
    for y in range(height):
        fall = (y + 1) / height
        reach = half * (0.55 * fall + 0.45 * fall**1.8)
        left, right = (
            int(half - reach + rough[0][y] * fall),
            int(half + reach + rough[1][y] * fall),
        )
        crest = int(half + rough[2][y] + 3 * np.sin(y / 7 + half) + y * 0.10)
        x = np.arange(2 * half)
        flank = (x >= left) & (x < right)
        gully = np.sin((x - half) * 0.33 + y * 0.30 * np.sign(crest - x) + rough[2][y] * 0.2)
        shaded = np.where(x < crest, gully > 0.93, gully < 0.90)
        snow = y < height * 0.26 + 4 * np.sin(x * 0.7) + 3 * np.sin(x * 0.29 + 1)
        picture[y, flank & shaded] = INDEX["mist"]
        picture[y, flank & ~shaded] = INDEX["frost"]
        picture[y, flank & snow & ~shaded] = INDEX["white"]
        picture[y, flank & snow & shaded] = INDEX["frost"]
    return picture


def hills(width: int = 320, height: int = 96) -> Picture:
    """Rolling hills with groves on their crests; repeats sideways."""
    picture = blank(width, height)
    far = ridge(width, ((2, 8, 0.4), (3, 5, 2.0), (7, 1.5, 1.0))) + 22
    near = ridge(width, ((1, 8, 2.6), (4, 4, 0.3), (9, 1.2, 2.2))) + 44
    _bank(picture, far, "sage", "frost")
    _grove(picture, far, "sage", "moss", seed=72)
    _bank(picture, near, "moss", "sage")
    _grove(picture, near, "moss", "moss", seed=74)
    return picture


def _bank(picture: Picture, crest: Field, body: str, light: str) -> None:
    """Fill below ``crest``; slopes that face left catch the light."""
    height, width = picture.shape
    slope = np.gradient(crest)
    for x in range(width):
        top = round(float(crest[x]))
        lit = np.clip(0.4 - slope[x] * 1.1 - np.arange(height - top) / 16, 0, 1)
        column = shade(np.repeat(lit[:, None], 4, axis=1), (body, body, light), 0.9)
        picture[top:, x] = column[:, x % 4]


def _grove(picture: Picture, crest: Field, body: str, dark: str, seed: int) -> None:
    width = picture.shape[1]
    chance = noise(width, 1, seed, cell=1)[0]
    close = noise(width, 1, seed + 9, cell=24)[0]
    for x in range(0, width, 3):
        if chance[x] > (0.35 if close[x] > 0.55 else 0.9):
            size = 7 + int(chance[x] * 5)
            tree = ball(size, size + 2, (dark, dark, body, body), 0.3)
            stamp_wrapped(picture, tree, x - size // 2, round(float(crest[x])) - size + 2)
