"""The preview in a real JupyterLab, fed by frames that are drawn here."""

from __future__ import annotations

import json

import pytest

from tests.browser.lab import run_all, screenshot, written
from tests.browser.live_preview import LIVE, NUMBER, moved, state

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


async def test_it_moves_after_the_cell_ended_and_obeys_the_keyboard(lab, page):
    await run_all(page, lab.write("keys.ipynb", LIVE))
    await state(page, "live").wait_for(timeout=60_000)
    canvas = page.locator(".spark-preview canvas").first
    assert len(set(await moved(canvas))) == 3
    await page.locator(".spark-preview").first.scroll_into_view_if_needed()
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


async def test_it_moves_while_a_cell_awaits_and_the_page_confirms(lab, page):
    shown = "stats = await preview.wait_shown(30, timeout_s=30); print('shown', stats.shown >= 30)"
    await run_all(page, lab.write("await.ipynb", LIVE, shown))
    await page.get_by_text("shown True").wait_for(timeout=60_000)


async def test_two_views_show_the_same_frames(lab, page):
    await run_all(page, lab.write("two.ipynb", LIVE, "preview"))
    canvases = page.locator(".spark-preview canvas")
    await canvases.nth(1).wait_for(timeout=60_000)
    await state(page, "live").wait_for(timeout=60_000)
    for at in (0, 1):
        assert len(set(await moved(canvases.nth(at)))) == 3


def breaks(fault):
    """Return cells that let the render function raise, until the file ``mended`` is there."""
    return (
        f"await preview.picture()\nfault = {fault}",
        """\
while not Path("mended").exists():
    await asyncio.sleep(0.1)
Path("mended").unlink()
fault = None
print("it is mended")""",
    )


async def test_an_error_stands_in_words_over_the_last_picture_until_it_is_over(lab, page):
    away = breaks('ServiceUnavailable("The engine is away.", hint="Start it again.")')
    await run_all(page, lab.write("error.ipynb", LIVE, *away))
    await state(page, "error").wait_for(timeout=60_000)
    await page.get_by_text("The engine is away.", exact=True).wait_for()
    await page.get_by_text("Start it again. Trying again in").wait_for()
    await page.locator(".spark-preview").first.scroll_into_view_if_needed()
    await screenshot(page, "preview_error")
    (lab.folder / "mended").touch()
    await state(page, "live").wait_for(timeout=60_000)
    assert len(set(await moved(page.locator(".spark-preview canvas").first))) == 3


async def test_after_a_fault_in_the_render_function_play_begins_anew(lab, page):
    faulty = breaks('ZeroDivisionError("a sum went wrong")')
    await run_all(page, lab.write("fault.ipynb", LIVE, *faulty))
    await state(page, "error").wait_for(timeout=60_000)
    await page.get_by_text("ZeroDivisionError: a sum went wrong").first.wait_for()
    (lab.folder / "mended").touch()
    await page.get_by_text("it is mended", exact=True).wait_for(timeout=60_000)
    await page.locator(".spark-preview .play").first.click()
    await state(page, "live").wait_for(timeout=60_000)
    assert len(set(await moved(page.locator(".spark-preview canvas").first))) == 3


async def test_a_kernel_that_is_gone_is_said(lab, page):
    gone = "await preview.wait_shown(5, timeout_s=30)\nimport time; time.sleep(9)"
    await run_all(page, lab.write("gone.ipynb", LIVE, gone))
    await page.get_by_text("No answer from the kernel").first.wait_for(timeout=60_000)
    await page.locator(".spark-preview").first.scroll_into_view_if_needed()
    await screenshot(page, "preview_reconnecting")
    await page.locator('.spark-preview[data-stale="false"]').first.wait_for(timeout=30_000)
    assert len(set(await moved(page.locator(".spark-preview canvas").first))) == 3


async def test_out_of_view_it_rests_and_back_in_view_it_goes_on(lab, page):
    tall = "from IPython.display import HTML\nHTML('<div style=\"height: 4000px\"></div>')"
    rest = """\
def looks():
    return [message for message in said if message["kind"] == "hello"][-1]["looking"]

while not Path("out_of_view").exists() or looks():
    await asyncio.sleep(0.1)
sent = preview.stats().sent
await asyncio.sleep(1.0)
print("it rests", preview.stats().sent - sent <= 2)  # as many are on their way"""
    await run_all(page, lab.write("scroll.ipynb", LIVE, tall, rest))
    canvas = page.locator(".spark-preview canvas").first
    await moved(canvas)
    await page.locator(".jp-Cell").last.scroll_into_view_if_needed()
    (lab.folder / "out_of_view").touch()
    await page.get_by_text("it rests True").wait_for(timeout=60_000)
    assert len(set(await moved(canvas))) == 3


async def test_a_page_that_goes_says_so_and_comes_back_as_another(lab, page):
    tell = """\
while "gone" not in [message["kind"] for message in said]:
    await asyncio.sleep(0.1)
Path("said.json").write_text(json.dumps(said))"""
    file = lab.folder / "reload.ipynb"
    await run_all(page, lab.write(file.name, LIVE, tell))
    canvas = page.locator(".spark-preview canvas").first
    await moved(canvas)
    await page.keyboard.press("Control+s")
    await written(file, "widget-view+json")
    await page.reload()
    said = json.loads(await written(lab.folder / "said.json", "gone"))
    assert said[-1] == {"kind": "gone", "viewer": said[0]["viewer"]}
    await canvas.scroll_into_view_if_needed()
    await state(page, "live").wait_for(timeout=60_000)
    assert len(set(await moved(canvas))) == 3
