"""The preview in a real JupyterLab, fed by frames that are drawn here."""

from __future__ import annotations

import pytest

from tests.browser.lab import run_all, screenshot
from tests.browser.live_preview import LIVE, NUMBER, moved, state

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


async def test_it_moves_after_the_cell_ended_and_obeys_the_keyboard(lab, page):
    await run_all(page, lab.write("keys.ipynb", LIVE))
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


async def test_an_error_is_shown_in_words_over_the_last_picture(lab, page):
    await run_all(page, lab.write("error.ipynb", LIVE, "await preview.picture()\nbroken = True"))
    await state(page, "error").wait_for(timeout=60_000)
    await page.get_by_text("The engine is away.").first.wait_for()
    await screenshot(page, "preview_error")


async def test_a_kernel_that_is_gone_is_said(lab, page):
    gone = "await preview.wait_shown(5, timeout_s=30)\nimport time; time.sleep(9)"
    await run_all(page, lab.write("gone.ipynb", LIVE, gone))
    await page.get_by_text("No answer from the kernel").first.wait_for(timeout=60_000)
    await screenshot(page, "preview_reconnecting")
    await page.locator('.spark-preview[data-stale="false"]').first.wait_for(timeout=30_000)
    assert len(set(await moved(page.locator(".spark-preview canvas").first))) == 3
