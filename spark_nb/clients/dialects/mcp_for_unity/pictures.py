"""Previews from screenshots of the game view, brought to the size and format asked for.

The editor makes PNGs of the size its view has, scaled down to a longest edge and never up. A view
that is too small is asked for at a multiple; what does not fit then is scaled and framed here, and
the frame says so.
"""

from __future__ import annotations

import asyncio
import base64
import io
from dataclasses import dataclass

from mcp.types import CallToolResult, ImageContent
from PIL import Image

from spark_nb.clients.dialects.mcp_for_unity.editor import Editor
from spark_nb.clients.dialects.mcp_for_unity.open_scenes import OpenScenes
from spark_nb.clients.dialects.mcp_for_unity.payload import nonsense, payload_of
from spark_nb.domain.frame import Frame, FrameFormat, frame_ref
from spark_nb.domain.unity import RenderPreview
from spark_nb.errors import ServiceUnavailable, ToolError

_FOLDER = "Temp/Spark"
"""Outside of Assets, where each picture would be imported."""
_MOST_TIMES = 4
_LEAST_EDGE = 512
_JPEG_QUALITY = 85


@dataclass(frozen=True, slots=True)
class _Shot:
    picture: Image.Image
    content: bytes


class Pictures:
    """Remembers how large the view is, so that a picture is asked for once."""

    def __init__(self, editor: Editor, scenes: OpenScenes) -> None:
        self._editor = editor
        self._scenes = scenes
        self._view: tuple[int, int] | None = None
        self._largest_edge = 1 << 16

    async def render(self, request: RenderPreview) -> Frame:
        """Raises ToolError without a camera, ConflictError when another scene is unsaved."""
        notes = await self._show(request)
        shot = await self._shoot(request)
        data, more = await asyncio.to_thread(_fitted, shot, request)
        return Frame(
            frame_ref=frame_ref(data),
            format=request.format,
            width=request.width,
            height=request.height,
            data=data,
            time_s=request.time_s,
            inputs=request.inputs or (),
            warnings=(*notes, *more),
        )

    async def _show(self, request: RenderPreview) -> list[str]:
        notes = []
        if request.scene is not None:
            instead_of = await self._scenes.show(request.scene)
            if instead_of is not None:
                notes.append(f"Unity has {request.scene} open now, in place of {instead_of}.")
        if request.time_s or request.inputs:
            notes.append("Unity shows its present moment: time_s and inputs are not played.")
        return notes

    async def _shoot(self, request: RenderPreview) -> _Shot:
        """Take a picture, and another at a multiple when the view turns out too small."""
        times = self._times(request)
        shot = await self._take(request, times)
        if max(shot.picture.size) < self._edge(request):  # nothing was scaled down
            self._view = shot.picture.width // times, shot.picture.height // times
        wanted = self._times(request)
        return await self._take(request, wanted) if wanted > times else shot

    def _times(self, request: RenderPreview) -> int:
        """Return at which multiple of the view the picture is large enough."""
        if self._view is None:
            return 1
        width, height = self._view
        needed = max(-(-request.width // max(width, 1)), -(-request.height // max(height, 1)))
        return min(max(needed, 1), _MOST_TIMES)

    def _edge(self, request: RenderPreview) -> int:
        return min(max(request.width, request.height), self._largest_edge)

    async def _take(self, request: RenderPreview, times: int) -> _Shot:
        named = {"camera": request.camera} if request.camera else {}
        edge = self._edge(request)
        try:
            answer = await self._editor.ask(
                "manage_camera",
                action="screenshot",
                include_image=True,
                max_resolution=edge,
                screenshot_super_size=times,
                output_folder=_FOLDER,
                **named,
            )
            payload_of(answer)
        except ServiceUnavailable as error:
            if error.landed == "maybe" and edge > _LEAST_EDGE:
                self._largest_edge = max(edge // 2, _LEAST_EDGE)  # 16 MiB end the connection
            raise
        except ToolError as error:
            raise _explained(error, request) from None
        content = _picture(answer)
        return await asyncio.to_thread(_opened, content)


def as_webp(frame: Frame) -> Frame:
    """Return the same picture in another format."""
    data = _encoded(_opened(frame.data).picture.convert("RGB"), "webp")
    changes = {"data": data, "format": "webp", "frame_ref": frame_ref(data)}
    return frame.model_copy(update=changes)


def _explained(error: ToolError, request: RenderPreview) -> ToolError:
    if "amera" not in error.message:
        return error
    named = f"named {request.camera!r} " if request.camera else ""
    return ToolError(
        f"There is no camera {named}in the open scene.",
        code="no_camera",
        hint="Open a scene with a camera, or pass scene=.",
    )


def _picture(answer: CallToolResult) -> bytes:
    for part in answer.content:
        if isinstance(part, ImageContent):
            try:
                return base64.b64decode(part.data, validate=True)
            except ValueError:
                break
    raise nonsense("no picture")


def _opened(content: bytes) -> _Shot:
    try:
        picture = Image.open(io.BytesIO(content))
        picture.load()
    except (OSError, SyntaxError, ValueError):  # by what is broken
        raise nonsense("a picture that cannot be read") from None
    return _Shot(picture, content)


def _fitted(shot: _Shot, request: RenderPreview) -> tuple[bytes, list[str]]:
    """Return the picture in the size and format asked for, and what was done to it."""
    wanted = request.width, request.height
    if shot.picture.size == wanted and request.format == "png":
        return shot.content, []
    picture, notes = shot.picture.convert("RGB"), []
    if picture.size != wanted:
        notes.append(
            f"Unity's view gave {picture.width} by {picture.height} pixels; "
            f"scaled to {request.width} by {request.height}."
        )
        picture = _framed(picture, wanted)
    return _encoded(picture, request.format), notes


def _framed(picture: Image.Image, wanted: tuple[int, int]) -> Image.Image:
    """Scale a picture as a whole, with black beside it where the shape is another."""
    factor = min(wanted[0] / picture.width, wanted[1] / picture.height)
    size = max(round(picture.width * factor), 1), max(round(picture.height * factor), 1)
    scaled = picture.resize(size, Image.Resampling.LANCZOS)
    if size == wanted:
        return scaled
    framed = Image.new("RGB", wanted)
    framed.paste(scaled, ((wanted[0] - size[0]) // 2, (wanted[1] - size[1]) // 2))
    return framed


def _encoded(picture: Image.Image, format: FrameFormat) -> bytes:
    file = io.BytesIO()
    options = {} if format == "png" else {"quality": _JPEG_QUALITY}
    picture.save(file, format, **options)
    return file.getvalue()
