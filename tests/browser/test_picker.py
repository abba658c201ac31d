"""The preset picker in a real JupyterLab, over the real engine in a folder."""

from __future__ import annotations

import pytest

from tests.browser.axe import faults
from tests.browser.lab import run_all, screenshot
from tests.browser.live_picker import CONFLICT, MANY, PICKER, PROJECT
from tests.browser.test_appearance import OVERHANG, THEMES, unreadable

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


async def opened(lab, page, name, *cells):
    await run_all(page, lab.write(name, PROJECT, *cells))
    widget = page.locator(".spark-presets").first
    await widget.locator("button.card").nth(1).wait_for(timeout=60_000)
    await widget.scroll_into_view_if_needed()
    return widget


def button(widget, name):
    return widget.get_by_role("button", name=name, exact=True)


async def flawless(widget, name):
    """Take a picture, and find nothing that cannot be read or used."""
    await screenshot(widget, name)
    assert await unreadable(widget) == []
    assert await faults(widget) == []


@pytest.mark.parametrize("theme", THEMES)
async def test_a_preset_is_looked_at_planned_applied_and_removed(lab, page, theme):
    lab.choose_theme(THEMES[theme])
    widget = await opened(lab, page, f"picker_{theme}.ipynb", PICKER)
    await widget.locator(".card img").first.wait_for()
    await widget.get_by_text("half-done/preset.toml, pitch: pitch is missing.").wait_for()
    await flawless(widget, f"picker_cards_{theme}")
    await widget.locator("button.card", has_text="Boat Race").click()
    await button(widget, "Plan").click()
    await widget.get_by_text("Files: 6 to add. Nothing was written.").wait_for()
    await widget.locator("summary", has_text="Scripts · 1").click()
    await widget.locator("summary", has_text="Boat.cs").click()
    await widget.locator(".code .comment").wait_for()
    await flawless(widget, f"picker_details_{theme}")
    await button(widget, "Apply").click()
    await widget.get_by_text("Applied Boat Race: 6 files added").wait_for()
    await widget.locator(".standing.applied").wait_for()
    await widget.get_by_text("Run session.preview() to see it move.").wait_for()
    await flawless(widget, f"picker_applied_{theme}")
    await button(widget, "Remove").click()
    await widget.get_by_text("Remove Boat Race?").wait_for()
    await widget.get_by_text("Stays: everything of your own").wait_for()
    await flawless(widget, f"picker_remove_{theme}")
    await widget.locator(".note .primary").click()
    await widget.get_by_text("Removed boat-race: 6 files").wait_for()
    await widget.locator(".standing.absent").wait_for()
    lab.choose_theme(THEMES["light"])


async def test_assets_and_scenes_have_pictures_and_an_apply_can_be_stopped(lab, page):
    widget = await opened(lab, page, "picker_stop.ipynb", "slow_s = 0.1", PICKER)
    await widget.locator("button.card", has_text="2D Platformer").click()
    await button(widget, "Apply").click()
    await widget.get_by_text(" of 298 files · Wrote ").wait_for()
    await flawless(widget, "picker_busy")
    await button(widget, "Cancel").click()
    await widget.get_by_text("Stopped: 2D Platformer, ").wait_for()
    await widget.locator(".standing.unfinished").wait_for()
    await widget.locator("summary", has_text="Assets · ").click()
    await widget.locator(".folder", has_text="Sprites").locator("li").nth(9).hover()
    await widget.locator(".thumb img").nth(9).wait_for()
    await flawless(widget, "picker_stopped")
    await button(widget, "Go on").click()
    await widget.get_by_text("Applied 2D Platformer: ").wait_for(timeout=60_000)
    await widget.locator("figure").nth(1).scroll_into_view_if_needed()
    await widget.locator("figure img").nth(1).wait_for(timeout=30_000)
    await screenshot(widget, "picker_scenes")


async def test_a_conflict_shows_both_and_waits_for_a_choice(lab, page):
    """In two views: what one orders, both show."""
    widget = await opened(lab, page, "picker_conflict.ipynb", CONFLICT, PICKER, "picker")
    second = page.locator(".spark-presets").nth(1)
    await widget.locator("button.card", has_text="Update there: 1.0.0 → 1.1.0").click()
    await widget.get_by_text("You edited Boat.cs.").wait_for()
    await button(widget, "Update to 1.1.0").click()
    await widget.locator(".note .removed", has_text="float speed = 9f").wait_for()
    await widget.locator(".note .added", has_text="float speed = 5f").wait_for()
    await flawless(widget, "picker_conflict")
    await button(widget, "Merge both").click()
    await widget.get_by_text("cannot be merged: you and the preset both changed line").wait_for()
    await second.get_by_text("cannot be merged: you and the preset both changed line").wait_for()
    await button(second, "Keep my files").click()
    await widget.get_by_text("Applied Boat Race: ").wait_for()
    await second.get_by_text("Applied Boat Race: ").wait_for()


async def test_many_are_searched_by_keyboard_alone_and_fit_a_narrow_panel(lab, page):
    widget = await opened(lab, page, "picker_many.ipynb", MANY, PICKER)
    await widget.locator("button.card").nth(19).wait_for()
    await flawless(widget, "picker_many")
    await widget.get_by_label("Search presets").focus()
    await page.keyboard.type("many small")
    await widget.locator("button.card").nth(18).wait_for(state="detached")
    await page.keyboard.press("Tab")
    await page.keyboard.type("puzzle")
    await widget.locator("button.card").nth(9).wait_for(state="detached")
    await page.keyboard.press("Tab")
    await page.keyboard.press("ArrowRight")
    await page.keyboard.press("ArrowRight")
    await page.keyboard.press("Enter")
    await widget.get_by_text("game-05 1.0.0").wait_for()
    assert await page.evaluate("document.activeElement.dataset.key") == "back"
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await widget.get_by_text("Applied Game 05: 6 files added").wait_for()
    await page.keyboard.press("Escape")
    await widget.locator("button.card").nth(8).wait_for()
    assert await page.evaluate("document.activeElement.dataset.key") == "card game-05"
    await page.keyboard.press("Control+b")
    await page.set_viewport_size({"width": 420, "height": 800})
    assert await widget.evaluate(OVERHANG) == [[], 0]
    await screenshot(page, "picker_narrow")
    await page.keyboard.press("Enter")
    await button(widget, "Apply again").wait_for()
    assert await widget.evaluate(OVERHANG) == [[], 0]
    await screenshot(page, "picker_narrow_details")


async def test_a_kernel_that_is_gone_is_said(lab, page):
    widget = await opened(lab, page, "picker_gone.ipynb", PICKER)
    await lab.end_kernels(page)
    await widget.locator("button.card", has_text="Boat Race").click()
    await widget.get_by_text("No answer from the kernel").wait_for(timeout=20_000)
    await screenshot(widget, "picker_reconnecting")
