"""Compares a frame with the picture it should be, as an eye would."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw

from spark_nb.domain.frame import Frame

UPDATE = "SPARK_UPDATE_GOLDENS"
_VISIBLE = 0.02  # distance in Oklab from which on two colours side by side can be told apart
_GAP = 8
_LABEL = 16
_PAPER, _INK, _MARK = (250, 250, 250), (40, 40, 40), (217, 72, 15)

Floats = npt.NDArray[np.float64]
Picture = Frame | bytes | Image.Image


class FrameMismatch(AssertionError):
    """``comparison`` is the file with expected, actual and difference; None without a golden."""

    def __init__(self, message: str, comparison: Path | None = None) -> None:
        super().__init__(message)
        self.comparison = comparison

    def _render_traceback_(self) -> list[str]:
        """Give a notebook one short paragraph; IPython calls this instead of a traceback."""
        return [f"{type(self).__name__} {self}"]


def assert_frame(
    frame: Picture, golden: str | Path, *, tolerance: float = 0.0, update: bool | None = None
) -> None:
    """Pass when at most the share ``tolerance`` (0 to 1) of pixels looks different.

    ``golden`` is a PNG. Colours too close for an eye to tell apart are the same. On a difference
    ``<golden>.failed.png`` shows expected, actual and where they differ. ``update``, by default
    whether SPARK_UPDATE_GOLDENS is set, writes the golden instead. Raises FrameMismatch.
    """
    if not 0 <= tolerance < 1:
        raise ValueError(f"tolerance must be a share of pixels, 0 to less than 1 ({tolerance}).")
    path, actual = Path(golden), open_picture(frame)
    failed = path.with_suffix(".failed.png")
    failed.unlink(missing_ok=True)
    if bool(os.environ.get(UPDATE)) if update is None else update:
        path.parent.mkdir(parents=True, exist_ok=True)
        actual.save(path)
        return
    if not path.is_file():
        raise FrameMismatch(f"There is no golden frame {path}. {_ADVICE}")
    with Image.open(path) as stored:
        expected = stored.convert("RGBA")
    _compare(expected, actual, tolerance, path, failed)


_ADVICE = f"Look at the frame, then run with --spark-update-goldens (in a notebook {UPDATE}=1)."


def _compare(
    expected: Image.Image, actual: Image.Image, tolerance: float, path: Path, failed: Path
) -> None:
    if expected.size != actual.size:
        _keep(_side_by_side(expected, actual, None), failed)
        sizes = " instead of ".join(f"{w} x {h}" for w, h in (actual.size, expected.size))
        raise FrameMismatch(f"{path.name} is {sizes} pixels. See {failed}. {_ADVICE}", failed)
    differs = visibly_different(expected, actual)
    share = float(differs.mean())
    if share > tolerance:
        _keep(_side_by_side(expected, actual, differs), failed)
        raise FrameMismatch(
            f"{path.name}: {int(differs.sum())} of {differs.size} pixels look different "
            f"({share:.2%}; tolerance {tolerance:.2%}). See {failed}. {_ADVICE}",
            failed,
        )


def _keep(comparison: Image.Image, file: Path) -> None:
    """Write it, and show it in a notebook: so it reaches the report of a run as well."""
    comparison.save(file)
    if "IPython" in sys.modules and sys.modules["IPython"].get_ipython():
        sys.modules["IPython.display"].display(comparison)


def open_picture(picture: Picture) -> Image.Image:
    """Return it as RGBA. Raises TypeError for what is no picture."""
    if isinstance(picture, Image.Image):
        return picture.convert("RGBA")
    data = picture.data if isinstance(picture, Frame) else picture
    if not isinstance(data, bytes):
        kind = type(picture).__name__
        raise TypeError(f"A Frame, its bytes or a Pillow image is needed, not {kind}.")
    with Image.open(io.BytesIO(data)) as image:
        return image.convert("RGBA")


def visibly_different(first: Image.Image, second: Image.Image) -> npt.NDArray[np.bool_]:
    """Return which pixels an eye tells apart, on white or on black. Both are RGBA of one size."""
    distances = [
        np.linalg.norm(_oklab(first, paper) - _oklab(second, paper), axis=-1) for paper in (0, 1)
    ]
    differs: npt.NDArray[np.bool_] = np.maximum(*distances) > _VISIBLE
    return differs


_TO_CONES = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_TO_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)


def _oklab(image: Image.Image, paper: float) -> Floats:
    """Return height x width x 3: Oklab, whose distances are even to the eye."""
    pixels = np.asarray(image, dtype=np.float64) / 255
    colour, alpha = pixels[..., :3], pixels[..., 3:]
    shown = colour * alpha + paper * (1 - alpha)
    linear = np.where(shown <= 0.04045, shown / 12.92, ((shown + 0.055) / 1.055) ** 2.4)
    lab: Floats = np.cbrt(linear @ _TO_CONES.T) @ _TO_LAB.T
    return lab


def _side_by_side(
    expected: Image.Image, actual: Image.Image, differs: npt.NDArray[np.bool_] | None
) -> Image.Image:
    panels = {"expected": expected, "actual": actual}
    if differs is not None:
        panels["difference"] = _marked(expected, differs)
    width = sum(panel.width + _GAP for panel in panels.values()) + _GAP
    height = max(panel.height for panel in panels.values()) + _LABEL + 2 * _GAP
    sheet = Image.new("RGB", (width, height), _PAPER)
    draw, x = ImageDraw.Draw(sheet), _GAP
    for name, panel in panels.items():
        draw.text((x, _GAP // 2), name, fill=_INK)
        sheet.paste(panel, (x, _LABEL + _GAP), panel)
        x += panel.width + _GAP
    return sheet


def _marked(expected: Image.Image, differs: npt.NDArray[np.bool_]) -> Image.Image:
    """Return the picture pale and grey, with what differs in orange."""
    pale = np.asarray(expected.convert("L"), dtype=np.float64) * 0.3 + 175
    marked = np.repeat(pale[..., None], 3, axis=-1).astype(np.uint8)
    marked[differs] = _MARK
    return Image.fromarray(marked).convert("RGBA")
