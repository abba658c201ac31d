"""A small picture of the project after an operation, from the first preview that shows it."""

from __future__ import annotations

import asyncio
import io

from PIL import Image

from spark_nb.domain.frame import Frame
from spark_nb.pipeline.call import Call
from spark_nb.pipeline.patch_stack import PatchStack

_SIZE = (192, 108)  # shown at half of it, on screens with two pixels to one


async def illustrate(patches: PatchStack, call: Call, frame: Frame) -> bool:
    """Keep ``frame`` with the newest operation when it is the first preview after it."""
    newest = patches[-1] if len(patches) else None
    if newest is not None and newest.thumbnail is None and call.started_at >= newest.at:
        thumbnail = await asyncio.to_thread(_thumbnail, frame.data)
        await patches.illustrate(newest.operation_id, thumbnail)
    return True


def _thumbnail(data: bytes) -> bytes:
    out = io.BytesIO()
    with Image.open(io.BytesIO(data)) as picture:
        picture.draft("RGB", _SIZE)
        small = picture.convert("RGB")
    small.thumbnail(_SIZE, reducing_gap=2.0)
    small.save(out, "WEBP", quality=80)
    return out.getvalue()
