"""The progress list in a real JupyterLab: over work made here, and over real servers."""

from __future__ import annotations

import asyncio
import os
import signal

import pytest

from spark_nb.local.folders import Folders
from spark_nb.local.stack import find_stack
from tests.browser.axe import faults
from tests.browser.lab import run_all, screenshot
from tests.browser.live_progress import DONE, LATER, SESSION, STAGED
from tests.browser.test_appearance import OVERHANG, THEMES, unreadable

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]


async def opened(lab, page, name, *cells):
    await run_all(page, lab.write(name, *cells))
    widget = page.locator(".spark-progress").first
    await widget.locator(".line").first.wait_for(timeout=60_000)
    await widget.scroll_into_view_if_needed()
    return widget


def line(widget, title):
    return widget.locator(".line", has=widget.page.get_by_role("button", name=title, exact=True))


def title(widget, words):
    return widget.get_by_role("button", name=words, exact=True)


@pytest.mark.parametrize("theme", THEMES)
async def test_what_runs_failed_and_was_done_is_told_in_every_theme(lab, page, theme):
    lab.choose_theme(THEMES[theme])
    widget = await opened(lab, page, f"progress_{theme}.ipynb", *STAGED)
    await line(widget, "Paint the second level").get_by_text("4 of 12").wait_for()
    await line(widget, "Building WebGL").get_by_text("40 %").wait_for()
    await line(widget, "Write a script").get_by_text("Refused", exact=True).wait_for()
    await title(widget, "Tune the jump").click()
    await widget.get_by_text("Wrote Land.cs").wait_for()
    await widget.get_by_text("Changes 3 files: Jump.cs, Fall.cs, Land.cs.").wait_for()
    await screenshot(widget, f"progress_open_{theme}")
    assert await unreadable(widget) == []
    assert await faults(widget) == []
    lab.choose_theme(THEMES["light"])


async def test_it_is_worked_by_keyboard_alone_and_fits_a_narrow_panel(lab, page):
    widget = await opened(lab, page, "progress_keys.ipynb", *STAGED, "go.set()", "shown")
    await line(widget, "Paint the second level").get_by_text("Done ·").wait_for()
    both = page.locator(".spark-progress")
    await title(both.nth(1), "Tune the jump").wait_for()
    await title(widget, "Tune the jump").focus()
    await page.keyboard.press("Enter")
    await widget.get_by_role("button", name="Undo: Tune the jump").wait_for()
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await widget.get_by_text("Undo Tune the jump?").wait_for()
    await screenshot(widget, "progress_question")
    await page.keyboard.press("Enter")
    await line(both.nth(1), "Undo Tune the jump").get_by_text("3 steps").wait_for()
    await widget.get_by_text("It is undone.").wait_for()
    await page.keyboard.press("Control+b")
    await page.set_viewport_size({"width": 420, "height": 800})
    assert await widget.evaluate(OVERHANG) == [[], 0]
    await screenshot(page, "progress_narrow")


AWAY = "broker.connected = False; broker.changed()"
EMPTY = "Progress(broker, patches, Project(), ask)"
BROKEN = """\
broker.queue.put_nowait(ServiceUnavailable("The broker has no stream.", hint="Connect again."))"""
EDITED = 'service.files["Assets/Scripts/Land.cs"] += b"// mine"'


async def test_nothing_yet_is_said_too(lab, page):
    await run_all(page, lab.write("progress_empty.ipynb", *STAGED[:2], EMPTY))
    widget = page.locator(".spark-progress").first
    await widget.get_by_text("Nothing has been done yet.").wait_for(timeout=60_000)
    await screenshot(widget, "progress_empty")
    assert await faults(widget) == []


async def test_an_edited_file_waits_for_a_choice_and_an_error_for_a_look(lab, page):
    widget = await opened(lab, page, "progress_conflict.ipynb", *STAGED, EDITED, BROKEN)
    await widget.get_by_text("The broker has no stream.").wait_for()
    await screenshot(widget, "progress_error")
    assert await unreadable(widget) == []
    assert await faults(widget) == []
    await title(widget, "Tune the jump").click()
    await widget.get_by_role("button", name="Undo: Tune the jump").click()
    await widget.locator(".note .primary").click()
    await widget.get_by_text("What is to become of Land.cs?").wait_for()
    await widget.get_by_text("// mine").wait_for()
    await screenshot(widget, "progress_conflict")
    await widget.get_by_role("button", name="Overwrite my file").click()
    await widget.get_by_text("It is undone.").wait_for()


async def test_a_broker_that_is_away_is_said_while_the_lines_stay(lab, page):
    widget = await opened(lab, page, "progress_away.ipynb", *STAGED, AWAY)
    await widget.get_by_text("The broker has been away for").wait_for()
    await screenshot(widget, "progress_away")
    assert await faults(widget) == []


def kill(home, part):
    os.kill(find_stack(Folders(home)).part(part).pid, signal.SIGKILL)


async def test_it_outlives_the_broker_and_the_kernel(lab, page):
    widget = await opened(lab, page, "progress_real.ipynb", SESSION, DONE, LATER)
    await line(widget, "Tune the jump").get_by_text("Done").wait_for()
    await asyncio.to_thread(kill, lab.home, "nats")
    (lab.folder / "go").touch()
    await line(widget, "Tune the fall").get_by_text("Done").wait_for()
    await lab.end_kernels(page)
    again = await opened(lab, page, "progress_again.ipynb", SESSION)
    await line(again, "Tune the fall").get_by_text("Done").wait_for()
    await line(again, "Tune the jump").get_by_text("1 step").wait_for()
