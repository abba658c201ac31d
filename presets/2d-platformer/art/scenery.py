"""What lies behind: sky, sun, clouds, mountains and hills, pale so that the game stands out."""

from __future__ import annotations

import numpy as np

from art.canvas import Field, Picture, ball, blank, disc, noise, shade, stamp, stamp_wrapped
from art.palette import INDEX


def sky(width: int = 32, height: int = 224) -> Picture:
    """From blue to the warm haze over the horizon; repeats sideways."""
    fall = np.linspace(0, 1, height)[:, None].repeat(width, 1)
    return shade(fall**1.15, ("zenith", "azure", "veil", "haze"), 1.0)


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
    """Far peaks with lit left flanks and snow; repeats sideways."""
    picture = blank(width, height)
    peaks = ((30, 40, 52), (92, 14, 84), (150, 34, 58), (206, 22, 70), (262, 8, 92), (304, 36, 50))
    for x, top, half in sorted(peaks, key=lambda peak: -peak[1]):
        stamp_wrapped(picture, _peak(half, height - top), x - half, top)
    return picture


def _peak(half: int, height: int) -> Picture:
    picture = blank(2 * half, height)
    wobble = (noise(1, height, half, cell=3)[:, 0] - 0.5) * 7
    rugged = (noise(1, height, half + 1, cell=2)[:, 0] - 0.5) * 5
    for y in range(height):
        reach = half * (y + 1) / height
        left, right = int(half - reach), int(half + reach)
        crest = int(half + wobble[y] + y * 0.12)
        picture[y, left:crest] = INDEX["frost"]
        picture[y, max(crest, left) : right] = INDEX["mist"]
        if y < height * 0.2 + rugged[y]:
            picture[y, left : max(crest, left)] = INDEX["white"]
            picture[y, max(crest, left) : right] = INDEX["frost"]
    return picture


def hills(width: int = 320, height: int = 72) -> Picture:
    """Rolling hills with groves on their crests; repeats sideways."""
    picture = blank(width, height)
    far = ridge(width, ((2, 8, 0.4), (3, 5, 2.0), (7, 1.5, 1.0))) + 22
    near = ridge(width, ((1, 8, 2.6), (4, 4, 0.3), (9, 1.2, 2.2))) + 44
    _bank(picture, far, ("sage", "frost"), seed=71)
    _grove(picture, far, "sage", "moss", seed=72)
    _bank(picture, near, ("moss", "sage"), seed=73)
    _grove(picture, near, "moss", "moss", seed=74)
    return picture


def _bank(picture: Picture, crest: Field, ramp: tuple[str, str], seed: int) -> None:
    height, width = picture.shape
    slope = np.gradient(crest)
    for x in range(width):
        top = round(float(crest[x]))
        lit = np.clip(0.55 + slope[x] * 0.5 - np.arange(height - top) / 30, 0, 1)
        column = np.repeat(lit[:, None], 4, axis=1)
        picture[top:, x] = np.roll(shade(column, ramp, 1.0), top, axis=0)[:, x % 4]


def _grove(picture: Picture, crest: Field, body: str, dark: str, seed: int) -> None:
    height, width = picture.shape
    chance = noise(width, 1, seed, cell=1)[0]
    close = noise(width, 1, seed + 9, cell=24)[0]
    for x in range(0, width, 3):
        if chance[x] > (0.35 if close[x] > 0.55 else 0.9):
            size = 7 + int(chance[x] * 5)
            tree = ball(size, size + 2, (dark, dark, body, body), 0.3)
            stamp_wrapped(picture, tree, x - size // 2, round(float(crest[x])) - size + 2)
