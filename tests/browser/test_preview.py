"""The preview in a real JupyterLab, fed by frames that are drawn here."""

from __future__ import annotations

import asyncio
import json

import pytest

from tests.browser.lab import run_all, screenshot

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

LIVE = """\
import io, asyncio
from PIL import Image, ImageDraw
from spark_nb.domain.frame import Frame, frame_ref
from spark_nb.errors import ServiceUnavailable
from spark_nb.widgets.preview import Preview

broken = False

async def render(time_s):
    if broken:
        raise ServiceUnavailable("The engine is away.", hint="Start it again.")
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

preview = Preview(render)
preview"""

NUMBER = """canvas => {
  const bits = canvas.getContext("2d").getImageData(0, 4, 128, 1).data;
  let number = 0;
  for (let bit = 0; bit < 16; bit += 1) if (bits[(bit * 8 + 4) * 4] > 127) number |= 1 << bit;
  return number;
}"""


@pytest.fixture
def notebook(lab):
    """Return a function that writes a notebook of code cells and gives its address."""

    def write(name, *cells):
        made = [
            {"cell_type": "code", "id": f"c{at}", "metadata": {}, "outputs": [],
             "execution_count": None, "source": source}
            for at, source in enumerate(cells)
        ]  # fmt: skip
        kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
        document = {"cells": made, "metadata": {"kernelspec": kernel}}
        document |= {"nbformat": 4, "nbformat_minor": 5}
        (lab.folder / name).write_text(json.dumps(document))
        return lab.url(name)

    return write


async def moved(canvas, seconds=20):
    """Return three different frame numbers as they were seen."""
    seen = [await canvas.evaluate(NUMBER)]
    async with asyncio.timeout(seconds):
        while len(seen) < 3:
            number = await canvas.evaluate(NUMBER)
            if number != seen[-1]:
                seen.append(number)
    return seen


def state(page, status):
    return page.locator(f'.spark-preview[data-status="{status}"]').first


async def test_it_moves_after_the_cell_ended_and_obeys_the_keyboard(notebook, page):
    await run_all(page, notebook("keys.ipynb", LIVE))
    await state(page, "live").wait_for(timeout=60_000)
    canvas = page.locator(".spark-preview canvas").first
    assert len(set(await moved(canvas))) == 3
    await page.locator(".spark-preview .play").first.focus()
    await page.keyboard.press("Space")
    await state(page, "paused").wait_for(timeout=10_000)
    await screenshot(page, "preview_paused")
    before = await canvas.evaluate(NUMBER)
    await page.keyboard.press("ArrowRight")
    await page.wait_for_function(
        f"before => ({NUMBER})(document.querySelector('.spark-preview canvas')) === before + 1",
        arg=before,
    )


async def test_it_moves_while_a_cell_awaits_and_the_page_confirms(notebook, page):
    shown = "stats = await preview.wait_shown(30, timeout_s=30); print('shown', stats.shown >= 30)"
    await run_all(page, notebook("await.ipynb", LIVE, shown))
    await page.get_by_text("shown True").wait_for(timeout=60_000)


async def test_two_views_show_the_same_frames(notebook, page):
    await run_all(page, notebook("two.ipynb", LIVE, "preview"))
    canvases = page.locator(".spark-preview canvas")
    await canvases.nth(1).wait_for(timeout=60_000)
    await state(page, "live").wait_for(timeout=60_000)
    for at in (0, 1):
        assert len(set(await moved(canvases.nth(at)))) == 3


async def test_an_error_is_shown_in_words_over_the_last_picture(notebook, page):
    await run_all(page, notebook("error.ipynb", LIVE, "await preview.picture()\nbroken = True"))
    await state(page, "error").wait_for(timeout=60_000)
    await page.get_by_text("The engine is away.").first.wait_for()
    await screenshot(page, "preview_error")


async def test_a_kernel_that_is_gone_is_said(notebook, page):
    gone = "await preview.wait_shown(5, timeout_s=30)\nimport time; time.sleep(9)"
    await run_all(page, notebook("gone.ipynb", LIVE, gone))
    await page.get_by_text("No answer from the kernel").first.wait_for(timeout=60_000)
    await screenshot(page, "preview_reconnecting")
    await page.locator('.spark-preview[data-stale="false"]').first.wait_for(timeout=30_000)
    assert len(set(await moved(page.locator(".spark-preview canvas").first))) == 3
