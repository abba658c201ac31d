"""A notebook's preview whose frames carry their number, and what is seen of it on the page."""

from __future__ import annotations

import asyncio

DRAWN = """\
import io, asyncio, json
from pathlib import Path
from PIL import Image, ImageDraw
from spark_nb.domain.frame import Frame, frame_ref
from spark_nb.errors import ServiceUnavailable
from spark_nb.widgets.preview import Preview

fault = None

async def render(time_s):
    if fault:
        raise fault
    number = round(time_s * 30)
    picture = Image.new("RGB", (640, 360), (40, 70, 110))
    draw = ImageDraw.Draw(picture)
    draw.ellipse((40 + number, 140, 120 + number, 220), fill=(255, 200, 80))
    for bit in range(16):
        shade = 255 if number >> bit & 1 else 0
        draw.rectangle((bit * 8, 0, bit * 8 + 7, 7), fill=(shade, shade, shade))
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=90)
    data = buffer.getvalue()
    return Frame(frame_ref=frame_ref(data), format="jpeg", width=640, height=360, data=data,
                 time_s=time_s)

said = []
preview = Preview(render)
preview.on_msg(lambda _widget, content, _buffers: said.append(content))
"""
LIVE = DRAWN + "preview"

NUMBER = """canvas => {
  const bits = canvas.getContext("2d").getImageData(0, 4, 128, 1).data;
  let number = 0;
  for (let bit = 0; bit < 16; bit += 1) if (bits[(bit * 8 + 4) * 4] > 127) number |= 1 << bit;
  return number;
}"""


async def moved(canvas, seconds=20):
    """Return three different frame numbers as they were seen.

    Scrolls there each time: a notebook that has just run scrolls to its last cell by itself.
    """
    seen = [await canvas.evaluate(NUMBER)]
    async with asyncio.timeout(seconds):
        while len(seen) < 3:
            await canvas.scroll_into_view_if_needed()
            number = await canvas.evaluate(NUMBER)
            if number != seen[-1]:
                seen.append(number)
    return seen


def state(page, status):
    return page.locator(f'.spark-preview[data-status="{status}"]').first
