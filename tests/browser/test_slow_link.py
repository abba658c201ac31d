"""Frames over a slow link, by both ways: they stay fresh, and no queue grows."""

from __future__ import annotations

import re

import pytest

from spark_nb.local.folders import Folders
from spark_nb.local.ports import load_ports
from tests.browser.lab import run_all
from tests.browser.live_preview import moved
from tests.browser.live_session import SESSION
from tests.browser.slow_link import slow_link

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

# Of 60 KiB each, thirty a second are nearly twice what the link carries.
LARGE = """
import os
noise = Image.frombytes("RGB", (340, 260), os.urandom(340 * 260 * 3))
small = render

async def render(time_s):
    frame = await small(time_s)
    picture = Image.open(io.BytesIO(frame.data))
    picture.paste(noise, (290, 95))
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=75)
    data = file.getvalue()
    assert 40_000 < len(data) < 120_000, len(data)
    return Frame(frame_ref=frame_ref(data), format="jpeg", width=640, height=360, data=data,
                 time_s=time_s)
"""


async def age_ms(widget) -> int:
    await widget.hover()
    found = re.search(r"(\d+) ms old", await widget.locator(".facts").inner_text())
    return int(found[1])


async def ages_while_it_moves(widget) -> list[int]:
    ages = []
    for _ in range(3):
        assert len(set(await moved(widget.locator("canvas"), seconds=60))) == 3
        ages.append(await age_ms(widget))
    return ages


async def fresh(page, way):
    widget = page.locator(".spark-preview").first
    await widget.wait_for(timeout=90_000)
    await widget.scroll_into_view_if_needed()
    widget = page.locator(f'.spark-preview[data-way="{way}"]').first
    await widget.wait_for(timeout=60_000)
    ages = await ages_while_it_moves(widget)
    assert max(ages) < 3000, ages


async def test_through_the_kernel_over_a_slow_link(lab, page):
    url = lab.write("slow_kernel.ipynb", SESSION.replace("session = ", LARGE + "session = "),
                    "direct.way = 'kernel'")  # fmt: skip
    async with slow_link(lambda: lab.port) as port:
        await run_all(page, url.replace(f":{lab.port}", f":{port}"))
        await fresh(page, "kernel")


async def test_from_the_broker_over_a_slow_link(lab, page):
    folders = Folders(lab.home.resolve())
    async with slow_link(lambda: load_ports(folders.ports)["nats_ws"]) as port:
        there = f'os.environ["NATS_WS_URL"] = "ws://127.0.0.1:{port}"\n'
        cell = SESSION.replace("session = ", LARGE + there + "session = ")
        await run_all(page, lab.write("slow_broker.ipynb", cell))
        await fresh(page, "broker")
