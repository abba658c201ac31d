"""The studio in a real JupyterLab, over the embedded stack: from nothing to a game and back."""

from __future__ import annotations

import pytest

from tests.browser.axe import faults
from tests.browser.lab import run_all, running_lab, screenshot
from tests.browser.test_appearance import OVERHANG, THEMES, unreadable

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

STUDIO = """\
import spark_nb as spark
session = await spark.connect()
studio = session.studio()
studio"""


@pytest.fixture(scope="module")
async def lab():
    """One of its own: in the others' project there may be a game already."""
    async with running_lab() as running:
        yield running


async def test_a_game_is_chosen_seen_taken_back_and_fits_a_narrow_panel(lab, page):
    await run_all(page, lab.write("studio.ipynb", STUDIO))
    studio = page.locator(".spark-studio").first
    cards = studio.locator("button.card")
    await cards.first.wait_for(timeout=90_000)
    await page.keyboard.press("Control+b")
    await studio.scroll_into_view_if_needed()
    await studio.locator(".card img").first.wait_for()
    await screenshot(studio, "studio_empty")
    assert await faults(studio) == []
    await cards.first.click()
    await studio.get_by_role("button", name="Apply", exact=True).click()
    live = studio.locator('.spark-preview[data-status="live"]')
    await live.wait_for(timeout=90_000)
    await studio.get_by_text("Applied 2d-platformer").wait_for()
    assert await studio.locator('[data-part="presets"].slot').is_hidden()
    await screenshot(studio, "studio_wide")
    assert await unreadable(studio) == []
    assert await faults(studio) == []
    await page.set_viewport_size({"width": 480, "height": 900})
    tabs = studio.get_by_role("tab")
    await tabs.first.wait_for()
    assert await studio.evaluate(OVERHANG) == [[], 0]
    await tabs.first.focus()
    await page.keyboard.press("End")
    await studio.locator(".spark-undo").wait_for()
    await screenshot(studio, "studio_narrow")
    await studio.locator(".spark-undo .undo").click()
    await studio.get_by_text("You are here").wait_for(timeout=60_000)
    await page.set_viewport_size({"width": 1280, "height": 900})
    await studio.locator(".spark-presets .standing.absent").wait_for()
    assert await live.count() == 0


async def test_two_views_are_read_in_the_dark_and_say_when_the_kernel_is_gone(lab, page):
    lab.choose_theme(THEMES["dark"])
    await run_all(page, lab.write("studio_dark.ipynb", STUDIO, "studio"))
    studios = page.locator(".spark-studio")
    for at in (1, 0):
        await studios.nth(at).locator(".card img").first.wait_for(timeout=90_000)
    studio = studios.first
    await studio.scroll_into_view_if_needed()
    assert await unreadable(studio) == []
    assert await faults(studio) == []
    await studio.locator("button.card").first.click()
    await studio.get_by_role("button", name="Apply", exact=True).wait_for()
    await screenshot(studio, "studio_dark")
    await lab.end_kernels(page)
    await studio.get_by_role("button", name="Plan", exact=True).click()
    await studio.get_by_text("No answer from the kernel").first.wait_for(timeout=60_000)
    await screenshot(studio, "studio_reconnecting")
    assert await unreadable(studio) == []
    lab.choose_theme(THEMES["light"])
