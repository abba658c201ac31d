"""What stays of a preview where its kernel is not: the last picture, and no broken view."""

from __future__ import annotations

import asyncio
import json
import os
import sys

import pytest

from tests.browser.lab import run_all, screenshot, written
from tests.browser.live_preview import LIVE, NUMBER
from tests.browser.live_undo import HISTORY, STEPS

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

CAPTION = "Last picture of the preview. Run this cell to see it move."
CLOSED = "Last picture of the preview, which was closed."
AT_TWO = """\
preview.pause()
preview.seek(2.0)
while preview.time_s != 2.0:
    await asyncio.sleep(0.05)
await preview.picture()"""
WIDGETS = "application/vnd.jupyter.widget-state+json"

SHOWN = """outputs => outputs.filter(output => output.checkVisibility()).map(
  output => output.innerText.trim() || output.querySelector("img")?.tagName
)"""
NUMBER_OF_IMAGE = f"""async picture => {{
  await picture.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [picture.naturalWidth, picture.naturalHeight];
  canvas.getContext("2d").drawImage(picture, 0, 0);
  return ({NUMBER})(canvas);
}}"""


def first_cell(page):
    return page.locator(".jp-Cell").first


async def shown(page):
    """Return what the first cell's outputs show: their text, or IMG."""
    return await first_cell(page).locator(".jp-OutputArea-child").evaluate_all(SHOWN)


async def picture_number(page):
    return await first_cell(page).locator("img").evaluate(NUMBER_OF_IMAGE)


@pytest.fixture(scope="module")
async def saved(lab, browser):
    """A notebook that was saved when its preview stood at two seconds, and left."""
    page = await browser.new_page()
    file = lab.folder / "saved.ipynb"
    await run_all(page, lab.write(file.name, LIVE, f"{AT_TWO}\nprint('it is', 'kept')"))
    await page.get_by_text("it is kept").wait_for(timeout=60_000)
    await page.keyboard.press("Control+s")
    await written(file, "image/png")
    await lab.end_kernels(page)
    await page.close()
    return file


async def test_reopened_with_another_kernel_it_shows_caption_and_picture(lab, page, saved):
    await page.goto(lab.url(saved.name))
    # JupyterLab says so in place of the view; nobody is to see it.
    broken = page.get_by_text("Error displaying widget: model not found")
    await broken.wait_for(state="attached", timeout=60_000)
    assert await shown(page) == [CAPTION, "IMG"]
    assert await picture_number(page) == 60
    await screenshot(page, "preview_saved_light")


async def test_reopened_without_a_kernel_it_shows_caption_and_picture(lab, page, saved):
    await page.route("**/api/sessions*", lambda route: route.abort())
    await page.goto(lab.url(saved.name))
    await page.get_by_text("Loading widget...").wait_for(state="attached", timeout=60_000)
    assert await shown(page) == [CAPTION, "IMG"]
    assert await picture_number(page) == 60


async def test_closed_it_leaves_caption_and_picture(lab, page):
    await run_all(page, lab.write("closed.ipynb", LIVE, f"{AT_TWO}\nawait preview.aclose()"))
    await page.get_by_text(CLOSED).wait_for(timeout=60_000)
    await first_cell(page).locator("img").wait_for(timeout=60_000)
    assert await shown(page) == [CLOSED, "IMG"]
    assert await picture_number(page) == 60
    await screenshot(page, "preview_closed_light")


async def run_python(*arguments, folder, **environment):
    process = await asyncio.create_subprocess_exec(
        sys.executable, *arguments, cwd=folder, env=os.environ | environment
    )
    assert await process.wait() == 0


@pytest.fixture(scope="module")
async def executed(lab):
    """A notebook that nbconvert has executed, as it is and as HTML."""
    lab.write("executed.ipynb", LIVE, "await preview.picture()", HISTORY, STEPS)
    for to in (["notebook", "--inplace", "--execute"], ["html"]):
        convert = ["-m", "nbconvert", "--log-level=ERROR", "executed.ipynb", "--to", *to]
        await run_python(*convert, folder=lab.folder)
    return lab.folder / "executed.ipynb"


async def test_exported_it_shows_caption_and_picture_without_javascript(executed, browser):
    context = await browser.new_context(java_script_enabled=False, offline=True)
    page = await context.new_page()
    await page.goto(executed.with_suffix(".html").as_uri())
    await page.get_by_text(CAPTION).wait_for()
    box = await first_cell(page).locator("img").bounding_box()
    assert (box["width"], box["height"]) == (640, 360)
    steps = page.locator(".spark-static tbody tr")
    assert await steps.locator("td:first-child").all_inner_texts() == [
        "Patched Hero.cs", "Replaced gem.png", "Patched Hero.cs", "Created gem.png",
        "Created Hero.cs",
    ]  # fmt: skip
    await screenshot(page, "preview_exported")
    await context.close()


async def test_a_view_that_only_its_saved_state_feeds_is_not_shown(lab, page, executed):
    assert WIDGETS in json.loads(executed.read_text())["metadata"]["widgets"]
    data = lab.home.parent / "data"
    trust = ["-m", "nbformat.sign", executed.name]
    await run_python(*trust, folder=lab.folder, JUPYTER_DATA_DIR=str(data))
    await page.goto(lab.url(executed.name))
    await page.locator(".spark-preview").wait_for(state="attached", timeout=60_000)
    assert await shown(page) == [CAPTION, "IMG"]
