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


@pytest.fixture
def theme(request, lab):
    lab.choose_theme(THEMES[request.param])
    yield request.param
    lab.choose_theme(THEMES["light"])


async def sound(widget, name):
    """Keep a picture, and see that all of it can be read and worked."""
    await screenshot(widget, f"progress_{name}")
    assert await unreadable(widget) == []
    assert await faults(widget) == []


EMPTY = "Progress(Broker(), patches, Project(), ask)"
BROKEN = """\
broker.queue.put_nowait(ServiceUnavailable("The broker has no stream.", hint="Connect again."))"""
AWAY = "broker.connected = False; broker.changed()"
EDITED = 'service.files["Assets/Scripts/Land.cs"] += b"// mine"'


@pytest.mark.parametrize("theme", ["contrast"], indirect=True)
async def test_it_is_worked_by_keyboard_alone_and_fits_a_narrow_panel(lab, page, theme):
    widget = await opened(lab, page, "progress_keys.ipynb", *STAGED, "shown", EMPTY)
    await line(widget, "Paint the second level").get_by_text("4 of 12").wait_for()
    await line(widget, "Building WebGL").get_by_text("40 %").wait_for()
    await line(widget, "Write a script").get_by_text("Refused").wait_for()
    both = page.locator(".spark-progress")
    await title(widget, "Tune the jump").focus()
    await page.keyboard.press("Enter")
    await widget.get_by_text("Changes 3 files: Jump.cs, Fall.cs, Land.cs.").wait_for()
    await widget.get_by_text("Wrote Land.cs").wait_for()
    await sound(widget, theme)
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await widget.get_by_text("Undo Tune the jump?").wait_for()
    await page.keyboard.press("Enter")
    await line(both.nth(1), "Undo Tune the jump").get_by_text("3 steps").wait_for()
    await widget.get_by_text("It is undone.").wait_for()
    await page.keyboard.press("Control+b")
    await page.set_viewport_size({"width": 420, "height": 800})
    assert await widget.evaluate(OVERHANG) == [[], 0]
    await screenshot(page, "progress_narrow")
    await both.nth(2).get_by_text("Nothing has been done yet.").wait_for()
    await screenshot(both.nth(2), "progress_empty")


@pytest.mark.parametrize("theme", ["dark"], indirect=True)
async def test_errors_a_lost_broker_and_an_edited_file_say_what_to_do(lab, page, theme):
    cells = (*STAGED, EDITED, BROKEN, AWAY)
    widget = await opened(lab, page, "progress_errors.ipynb", *cells)
    await widget.get_by_text("The broker has no stream.").wait_for()
    await sound(widget, f"error_{theme}")
    await title(widget, "Tune the jump").click()
    await widget.get_by_role("button", name="Undo: Tune the jump").click()
    await widget.locator(".note .primary").click()
    await widget.get_by_text("What is to become of Land.cs?").wait_for()
    await widget.get_by_text("// mine").wait_for()
    await sound(widget, "conflict")
    await widget.get_by_role("button", name="Overwrite my file").click()
    await widget.get_by_text("It is undone.").wait_for()
    await widget.get_by_role("button", name="Try again").click()
    await widget.get_by_text("The broker has been away for").wait_for()
    await sound(widget, "away")


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
    await title(again, "Tune the fall").click()
    await again.get_by_text("Changes 1 file: Fall.cs.").wait_for()
    await sound(again, "real")
