"""The metrics panel in a real JupyterLab."""

from __future__ import annotations

import pytest

from tests.browser.axe import faults
from tests.browser.lab import run_all, screenshot
from tests.browser.live_metrics import BROKEN, EMPTY, PANEL, READINGS
from tests.browser.test_appearance import OVERHANG, THEMES, unreadable

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]
DRAWN = """root => [...root.querySelectorAll(".stage path")]
  .map((path) => path.getAttribute("d").length)"""
COUNTED = """([root, before]) => root.querySelector("tbody td").innerText !== before"""


def panel(page, status):
    return page.locator(f'.spark-metrics[data-status="{status}"]').first


@pytest.mark.parametrize("theme", THEMES)
async def test_it_lives_is_held_and_read_by_pointer_and_keys(lab, page, theme):
    lab.choose_theme(THEMES[theme])
    await run_all(page, lab.write(f"metrics_{theme}.ipynb", READINGS, PANEL, EMPTY, BROKEN))
    live = panel(page, "live")
    await live.wait_for(timeout=60_000)
    await live.scroll_into_view_if_needed()
    await live.get_by_role("rowheader", name="render_preview").wait_for()
    assert min(await live.evaluate(DRAWN)) > 100
    before = await live.locator("tbody td").first.inner_text()
    await page.wait_for_function(COUNTED, arg=[await live.element_handle(), before])
    await screenshot(live, f"metrics_live_{theme}")
    assert await unreadable(live) == []
    assert await faults(live) == []
    slider = live.get_by_role("slider", name="Time")
    newest = await slider.get_attribute("aria-valuetext")
    await slider.focus()
    await page.keyboard.press("PageDown")
    assert await live.locator(".cursor").first.is_visible()
    assert await slider.get_attribute("aria-valuetext") != newest
    await page.keyboard.press("Escape")
    assert not await live.locator(".cursor").first.is_visible()
    await live.locator(".stage").nth(1).hover()
    await screenshot(live, f"metrics_cursor_{theme}")
    await live.get_by_role("button", name="Hold still").click()
    held = panel(page, "paused")
    await held.get_by_role("button", name="Go on").wait_for()
    for status in ("empty", "error"):
        other = panel(page, status)
        await other.scroll_into_view_if_needed()
        await screenshot(other, f"metrics_{status}_{theme}")
        assert await unreadable(other) == []
        assert await faults(other) == []
    assert "the gauges are gone" in await panel(page, "error").inner_text()
    lab.choose_theme(THEMES["light"])


async def test_it_fits_a_narrow_panel_and_says_when_the_kernel_is_gone(lab, page):
    await run_all(page, lab.write("metrics_narrow.ipynb", READINGS, PANEL))
    await page.keyboard.press("Control+b")
    live = panel(page, "live")
    await live.get_by_role("rowheader", name="run_build").wait_for(timeout=60_000)
    await page.set_viewport_size({"width": 460, "height": 900})
    await live.scroll_into_view_if_needed()
    await screenshot(live, "metrics_narrow")
    assert await live.evaluate(OVERHANG) == [[], 0]
    await lab.end_kernels(page)
    silent = panel(page, "silent")
    await silent.wait_for(timeout=30_000)
    await silent.get_by_text("No answer from the kernel").wait_for()
    await screenshot(silent, "metrics_silent")
    assert await unreadable(silent) == []
