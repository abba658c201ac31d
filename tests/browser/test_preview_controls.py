"""Choosing, comparing and saving in a real JupyterLab, by pointer and by keyboard alone."""

from __future__ import annotations

import pytest
from PIL import Image

from tests.browser.axe import faults
from tests.browser.lab import run_all, screenshot
from tests.browser.live_controls import ENGINE

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

AT = """([x, y]) => {
  const canvas = document.querySelector(".spark-preview canvas");
  const at = [Math.floor(canvas.width * x), Math.floor(canvas.height * y)];
  return Array.from(canvas.getContext("2d").getImageData(...at, 1, 1).data.slice(0, 3));
}"""
SIZE = """([width, height]) => {
  const canvas = document.querySelector(".spark-preview canvas");
  return canvas.width === width && canvas.height === height;
}"""
NEAR = (
    f"""([place, colour]) => ({AT})(place).every((part, at) => Math.abs(part - colour[at]) < 12)"""
)


async def colour_is(page, place, colour):
    await page.wait_for_function(NEAR, arg=[place, colour], timeout=20_000)


def played_ms(film):
    """Return how long a film plays; pictures that are alike are one."""
    total = 0
    for at in range(film.n_frames):
        film.seek(at)
        film.load()
        total += film.info["duration"]
    return total


async def test_choosing_comparing_and_saving(lab, page):
    cells = (ENGINE, "await preview.picture()\npreview.seek(5.0)\nengine.hero = '#ffc850'")
    await run_all(page, lab.write("controls.ipynb", *cells))
    widget = page.locator(".spark-preview").first
    await widget.locator("canvas").scroll_into_view_if_needed()
    await page.locator('.spark-preview[data-has-picture="true"]').wait_for(timeout=60_000)

    await widget.get_by_role("button", name="View and save (V)").click()
    await widget.get_by_label("Camera").wait_for()
    await screenshot(widget, "preview_panel")
    assert await faults(widget) == []
    await widget.get_by_label("Size").select_option("320\u00d7180")
    await page.wait_for_function(SIZE, arg=[320, 180], timeout=20_000)
    await widget.get_by_label("Scene").select_option("Assets/Scenes/Cave.unity")
    await colour_is(page, [0.5, 0.1], [60, 40, 70])
    assert await widget.get_by_label("Camera").is_hidden()

    await widget.locator(".play").focus()
    await page.keyboard.press("Space")
    await page.locator('.spark-preview[data-status="paused"]').wait_for()
    await page.keyboard.press("c")
    line = widget.get_by_role("slider", name="Line between before and after")
    await line.wait_for()
    await widget.get_by_label("Scene").select_option("")
    await colour_is(page, [0.75, 0.1], [40, 70, 110])
    await colour_is(page, [0.25, 0.1], [60, 40, 70])
    await screenshot(widget, "preview_wipe")
    await line.focus()
    await page.keyboard.press("Home")
    await colour_is(page, [0.25, 0.1], [40, 70, 110])
    await page.keyboard.press("End")
    await colour_is(page, [0.75, 0.1], [60, 40, 70])
    await page.keyboard.press("Shift+ArrowLeft")
    assert await line.get_attribute("aria-valuenow") == "90"
    assert await faults(widget) == []
    await page.keyboard.press("c")
    await line.wait_for(state="hidden")

    async with page.expect_download() as download:
        await widget.get_by_role("button", name="Save PNG").click()
    with Image.open(await (await download.value).path()) as saved:
        assert (saved.format, saved.size) == ("PNG", (320, 180))
    async with page.expect_download(timeout=60_000) as download:
        await widget.get_by_role("button", name="Save last 3 s").click()
        await widget.get_by_role("button", name="Cancel").wait_for()
    with Image.open(await (await download.value).path()) as film:
        assert (film.format, played_ms(film)) == ("WEBP", 90 * 33)

    await widget.locator(".play").focus()
    await page.keyboard.press("Escape")
    await widget.get_by_label("Size").wait_for(state="hidden")
