"""The undo history in a real JupyterLab, over steps that are made here."""

from __future__ import annotations

import json

import pytest

from tests.browser.axe import faults
from tests.browser.lab import run_all, screenshot
from tests.browser.live_undo import HISTORY, STEPS
from tests.browser.test_appearance import OVERHANG, THEMES, unreadable

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

EDIT = """\
service.files[HERO] = service.files[HERO].replace(b"public class", b"public sealed class")
print("edited")"""


async def opened(lab, page, name, *cells):
    await run_all(page, lab.write(name, HISTORY, STEPS, *cells))
    widget = page.locator(".spark-undo").first
    await widget.locator(".step").nth(4).wait_for(timeout=60_000)
    await widget.scroll_into_view_if_needed()
    return widget


def titles(widget):
    return widget.locator(".step:not(.undone) .title").all_inner_texts()


@pytest.mark.parametrize("theme", THEMES)
async def test_steps_are_looked_at_taken_back_and_brought_again(lab, page, theme):
    lab.choose_theme(THEMES[theme])
    widget = await opened(lab, page, f"undo_{theme}.ipynb")
    await widget.locator(".thumb img").nth(3).wait_for()
    for title in ("Patched Hero.cs", "Replaced gem.png"):
        await widget.get_by_role("button", name=title, exact=True).first.click()
    await widget.get_by_text("public float jump = 9f;").wait_for()
    await widget.locator("figure img").nth(1).wait_for()
    await screenshot(widget, f"undo_open_{theme}")
    assert await unreadable(widget) == []
    assert await faults(widget) == []
    await widget.get_by_role("button", name="Undo: Patched Hero.cs").click()
    await widget.get_by_text("You are here").wait_for()
    await widget.get_by_role("button", name="Redo: Patched Hero.cs").click()
    await widget.get_by_text("You are here").wait_for(state="detached")
    await widget.locator(".step").nth(3).hover()
    await widget.locator(".step").nth(3).get_by_role("button", name="Roll back").click()
    await widget.get_by_text("Changes 2 files: Hero.cs, gem.png.").wait_for()
    await screenshot(widget, f"undo_confirm_{theme}")
    assert await unreadable(widget) == []
    assert await faults(widget) == []
    await widget.locator(".choices .primary").click()
    await widget.get_by_text("3 undone").wait_for()
    assert await titles(widget) == ["Created gem.png", "Created Hero.cs"]
    lab.choose_theme(THEMES["light"])


async def test_a_file_that_was_edited_waits_for_a_choice(lab, page):
    widget = await opened(lab, page, "undo_conflict.ipynb", EDIT)
    await page.get_by_text("edited", exact=True).wait_for(timeout=30_000)
    await widget.locator(".undo").focus()
    await page.keyboard.press("Control+z")
    await widget.get_by_text("Nothing was written.").wait_for()
    await widget.get_by_text("public sealed class Hero").wait_for()
    await screenshot(widget, "undo_conflict")
    assert await unreadable(widget) == []
    assert await faults(widget) == []
    await widget.get_by_role("button", name="Merge both").click()
    await widget.get_by_text("1 undone").wait_for()


async def test_it_fits_a_narrow_panel_and_finds_steps(lab, page):
    widget = await opened(lab, page, "undo_narrow.ipynb")
    await widget.get_by_label("Filter by path").fill("gem")
    assert await titles(widget) == ["Replaced gem.png", "Created gem.png"]
    await widget.get_by_label("Filter by path").fill("nothing")
    await widget.get_by_text("No step matches the filter.").wait_for()
    await widget.get_by_label("Filter by path").fill("")
    await page.keyboard.press("Control+b")
    await page.set_viewport_size({"width": 420, "height": 800})
    assert await widget.evaluate(OVERHANG) == [[], 0]
    boxes = [await title.bounding_box() for title in await widget.locator(".title").all()]
    assert [box["height"] < 30 for box in boxes] == [True] * 5
    await screenshot(page, "undo_narrow")


async def test_a_history_is_saved_cleared_and_brought_back(lab, page, tmp_path):
    widget = await opened(lab, page, "undo_export.ipynb")
    async with page.expect_download() as download:
        await widget.get_by_role("button", name="Export as JSON").click()
    file = tmp_path / "history.json"
    await (await download.value).save_as(file)
    assert len(json.loads(file.read_text())["done"]) == 5
    await widget.get_by_role("button", name="Clear the history").click()
    await widget.get_by_text("Forget all 5 steps?").wait_for()
    await widget.locator(".choices .primary").click()
    await widget.get_by_text("No changes yet.").wait_for()
    await screenshot(widget, "undo_empty")
    await widget.locator("input[type=file]").set_input_files(file)
    await widget.locator(".step").nth(4).wait_for()


async def test_a_kernel_that_is_gone_is_said(lab, page):
    widget = await opened(lab, page, "undo_gone.ipynb")
    await lab.end_kernels(page)
    await widget.locator(".undo").click()
    await widget.get_by_text("No answer from the kernel").wait_for(timeout=20_000)
    await screenshot(widget, "undo_reconnecting")
    assert await unreadable(widget) == []
    assert await faults(widget) == []
