"""Islands of opaque pixels in a sheet that nobody has cut."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Box = tuple[int, int, int, int]
_ALPHA = 8
_MIN_PIXELS = 4
_MAX_RUNS = 100_000


def find_islands(image: Image.Image) -> list[Box]:
    """Return boxes (left, top, right, bottom) in pixels, in reading order.

    Pixels that touch, by a corner too, are of one island; specks of less than 4 pixels are none.
    """
    mask = _opaque(image)
    block = 1
    while (runs := _run_count(mask)) > _MAX_RUNS:  # noise: look from further away
        mask, block = _halved(mask), block * 2
    if not runs:
        return []
    return _in_reading_order(
        [
            (
                left * block,
                top * block,
                min(right * block, image.width),
                min(bottom * block, image.height),
            )
            for left, top, right, bottom, pixels in _components(mask)
            if pixels * block * block >= _MIN_PIXELS
        ]
    )


def _opaque(image: Image.Image) -> NDArray[np.bool_]:
    """Return what is not clear; in a picture without alpha, what is not the corners' colour."""
    pixels = np.asarray(image.convert("RGBA"))
    if (pixels[..., 3] < 255).any():
        clear: NDArray[np.bool_] = pixels[..., 3] >= _ALPHA
        return clear
    corner = pixels[0, 0]
    corners = pixels[[0, -1], :][:, [0, -1]].reshape(-1, 4)
    if not (corners == corner).all():
        return np.ones(pixels.shape[:2], bool)
    other: NDArray[np.bool_] = (pixels != corner).any(axis=2)
    return other


def _run_count(mask: NDArray[np.bool_]) -> int:
    return int(np.count_nonzero(mask[:, 1:] & ~mask[:, :-1]) + np.count_nonzero(mask[:, 0]))


def _halved(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    height, width = mask.shape
    even = np.pad(mask, ((0, height % 2), (0, width % 2)))
    halved: NDArray[np.bool_] = (
        even[::2, ::2] | even[1::2, ::2] | even[::2, 1::2] | even[1::2, 1::2]
    )
    return halved


def _components(mask: NDArray[np.bool_]) -> Iterator[tuple[int, int, int, int, int]]:
    """Yield left, top, right, bottom and pixels of each component: runs joined row by row."""
    rows, starts, ends = _runs(mask)
    parents = list(range(len(rows)))

    def root(index: int) -> int:
        while parents[index] != index:
            parents[index] = parents[parents[index]]
            index = parents[index]
        return index

    above, count = 0, len(rows)
    for index in range(count):
        while above < index and (
            rows[above] < rows[index] - 1
            or (rows[above] == rows[index] - 1 and ends[above] < starts[index])
        ):
            above += 1
        other = above
        while other < index and rows[other] == rows[index] - 1 and starts[other] <= ends[index]:
            parents[root(index)] = root(other)
            other += 1
    found: dict[int, list[int]] = {}
    for index in range(count):
        top, left, right = rows[index], starts[index], ends[index]
        box = found.setdefault(root(index), [left, top, right, top + 1, 0])
        box[0], box[1] = min(box[0], left), min(box[1], top)
        box[2], box[3] = max(box[2], right), max(box[3], top + 1)
        box[4] += right - left
    for left, top, right, bottom, pixels in found.values():
        yield left, top, right, bottom, pixels


def _runs(mask: NDArray[np.bool_]) -> tuple[list[int], list[int], list[int]]:
    """Return row, start and end (not in it) of each run, in reading order."""
    edges = np.diff(np.pad(mask, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    rows, starts = np.nonzero(edges == 1)
    _, ends = np.nonzero(edges == -1)
    return rows.tolist(), starts.tolist(), ends.tolist()


def _in_reading_order(boxes: list[Box]) -> list[Box]:
    """Sort by line, then from left to right; a line begins below the middle of the one before."""
    lines: list[tuple[int, list[Box]]] = []
    for box in sorted(boxes, key=lambda box: box[1]):
        if not lines or box[1] > lines[-1][0]:
            lines.append(((box[1] + box[3]) // 2, []))
        lines[-1][1].append(box)
    return [box for _, line in lines for box in sorted(line)]
