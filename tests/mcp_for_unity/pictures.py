"""``manage_camera``: pictures of the game view, which is as large as its window."""

from __future__ import annotations

import base64
import io
import random
from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageDraw

from tests.mcp_for_unity.answers import Payload, refusal, success

Draw = Callable[[str, tuple[int, int]], Image.Image]


def drawn(scene: str, size: tuple[int, int]) -> Image.Image:
    """Return a picture of a sky and a ground that names the scene."""
    picture = Image.new("RGB", size, (104, 160, 212))
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, size[1] * 3 // 4, *size), (92, 140, 80))
    pen.text((8, 8), scene or "Untitled", (20, 30, 40))
    return picture


def noise(scene: str, size: tuple[int, int]) -> Image.Image:
    """Return a picture that no codec makes small."""
    return Image.frombytes("RGB", size, random.Random(scene).randbytes(3 * size[0] * size[1]))


class Pictures:
    """``view`` is the camera's size in pixels, None where there is no camera."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self.view: tuple[int, int] | None = (800, 450)
        self.cameras = ["Main Camera"]
        self.draw: Draw = drawn
        self.taken = 0

    def carry_out(self, params: Payload, scene: str) -> Payload:
        if params["action"] == "list_cameras":
            return success("Cameras.", {"cameras": [{"name": name} for name in self.cameras]})
        if params["action"] != "screenshot":
            return refusal(f"Unknown action: '{params['action']}'.")
        if self.view is None:
            return refusal("No camera found in the scene. Add one first.")
        camera = params.get("camera")
        if camera and camera not in self.cameras:
            return refusal(f"Camera '{camera}' not found.")
        factor = int(params.get("superSize") or params.get("screenshotSuperSize") or 1)
        self.taken += 1
        picture = self.draw(scene, (self.view[0] * factor, self.view[1] * factor))
        limit = int(params.get("maxResolution") or 640)
        if max(picture.size) > limit:
            picture.thumbnail((limit, limit))
        file = io.BytesIO()
        picture.save(file, "PNG", compress_level=1)
        path = f"{params.get('outputFolder') or 'Assets/Screenshots'}/shot-{self.taken}.png"
        (self._root / path).parent.mkdir(parents=True, exist_ok=True)
        (self._root / path).write_bytes(file.getvalue())
        facts = {"path": path, "superSize": factor, "isAsync": False, "camera": camera}
        facts |= {"imageWidth": picture.width, "imageHeight": picture.height}
        if params.get("includeImage"):
            facts["imageBase64"] = base64.b64encode(file.getvalue()).decode()
        return success("Screenshot captured.", facts)
