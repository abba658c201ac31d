"""Frames straight from the broker, in a real JupyterLab beside a real nats-server."""

from __future__ import annotations

import asyncio
import json
import os
from signal import SIGKILL

import pytest

from spark_nb.local.board import load_state
from spark_nb.local.folders import Folders
from tests.browser.lab import run_all, screenshot, written
from tests.browser.live_preview import moved
from tests.browser.live_session import SESSION

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]


def by(page, way):
    return page.locator(f'.spark-preview[data-way="{way}"]').first


async def opened(lab, page, name):
    """Return the preview, in view: out of view it asks for no broker."""
    await run_all(page, lab.write(name, SESSION))
    widget = page.locator(".spark-preview").first
    await widget.wait_for(timeout=90_000)
    await widget.scroll_into_view_if_needed()
    await by(page, "broker").wait_for(timeout=30_000)
    return by(page, "broker")


async def test_frames_come_from_the_broker_and_by_choice_through_the_kernel(lab, page):
    direct = await opened(lab, page, "direct.ipynb")
    canvas = direct.locator("canvas")
    assert len(set(await moved(canvas))) == 3
    await direct.hover()
    await screenshot(direct, "preview_from_the_broker")
    await direct.get_by_role("button", name="from the broker").click()
    kernel = by(page, "kernel")
    await kernel.get_by_role("button", name="through the kernel", pressed=True).wait_for()
    assert len(set(await moved(kernel.locator("canvas")))) == 3
    await kernel.hover()
    await kernel.get_by_role("button", name="through the kernel").click()
    await by(page, "broker").wait_for(timeout=30_000)
    await page.keyboard.press("Control+s")
    saved = await written(lab.folder / "direct.ipynb", '"image/')
    assert "page-" not in saved, "the reader's name, and with it its secret"
    assert json.loads(saved)["cells"]


async def test_while_the_broker_is_away_frames_come_through_the_kernel(lab, page):
    await opened(lab, page, "broker_dies.ipynb")
    state = await asyncio.to_thread(load_state, Folders(lab.home.resolve()).state)
    os.kill(state.parts["nats"].pid, SIGKILL)
    away = by(page, "kernel")
    await away.wait_for(timeout=30_000)
    assert len(set(await moved(away.locator("canvas"), seconds=40))) == 3
    back = by(page, "broker")
    await back.wait_for(timeout=60_000)
    assert len(set(await moved(back.locator("canvas"), seconds=40))) == 3
