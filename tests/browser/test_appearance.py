"""Every state of the preview in every theme: can it be read, and does it fit?"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.axe import faults
from tests.browser.lab import run_all, screenshot
from tests.browser.live_preview import LIVE, state

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

THEMES = {
    "light": "JupyterLab Light",
    "dark": "JupyterLab Dark",
    "contrast": "JupyterLab Dark High Contrast",
}

STATES = (
    'Preview(render, name="Empty", autoplay=False)',
    """\
async def never(time_s):
    await asyncio.Event().wait()

Preview(never, name="Loading")""",
    """\
paused = Preview(render, name="Paused", autoplay=False)
paused.seek(2.0)
paused""",
    'Preview(render, name="Done", duration_s=0.3, loop=False)',
    """\
async def half(time_s):
    if time_s > 0.2:
        raise ServiceUnavailable("The engine is away.", hint="Start it again.", call_id="c-17")
    return await render(time_s)

Preview(half, name="Error")""",
)

CONTRASTS = (Path(__file__).parent / "contrast.js").read_text(encoding="utf-8")


async def unreadable(widget):
    """Return what of a widget has less contrast than WCAG AA asks, with its ratio."""
    rows = await widget.evaluate(CONTRASTS)
    assert len(rows) > 5
    return [(text, round(ratio, 2)) for text, least, ratio in rows if ratio < least]


@pytest.fixture(params=THEMES)
def theme(request, lab):
    lab.choose_theme(THEMES[request.param])
    yield request.param
    lab.choose_theme(THEMES["light"])


def named(page, name):
    return page.locator(".spark-preview", has=page.get_by_text(name, exact=True)).first


LETTERBOX = """root => {
  const [stage, canvas] = [".stage", "canvas"].map((name) => root.querySelector(name));
  return [stage.clientWidth - canvas.clientWidth, stage.clientHeight - canvas.clientHeight];
}"""


async def look(widget, name):
    """Take a widget's picture as a pointer's owner sees it; return what is wrong with it."""
    assert await widget.evaluate(LETTERBOX) == [0, 0]
    await widget.hover()
    await screenshot(widget, name)
    return [*await unreadable(widget), *await faults(widget)]


async def test_every_state_can_be_read(lab, page, theme):
    await run_all(page, lab.write(f"states_{theme}.ipynb", LIVE, *STATES))
    faint = {}
    names = {"live": "Preview", "empty": "Empty", "loading": "Loading", "paused": "Paused"}
    for status, name in (names | {"done": "Done", "error": "Error"}).items():
        widget = named(page, name)
        await widget.wait_for(timeout=60_000)
        await widget.scroll_into_view_if_needed()
        await state(page, status).wait_for(timeout=60_000)
        if status == "error":
            await widget.get_by_text("Details").click()
        faint[status] = await look(widget, f"preview_{status}_{theme}")
    await screenshot(page, f"preview_page_{theme}")
    await lab.end_kernels(page)
    await named(page, "Error").and_(page.locator('[data-stale="true"]')).wait_for(timeout=30_000)
    faint["silent"] = await look(named(page, "Error"), f"preview_reconnecting_{theme}")
    assert faint == {status: [] for status in faint}


OVERHANG = """root => {
  const edge = root.parentElement.getBoundingClientRect().right;
  const parts = [root, ...root.querySelectorAll("*")].filter((part) => part.checkVisibility());
  const over = parts.filter((part) => part.getBoundingClientRect().right > edge + 0.5);
  return [over.map((part) => part.outerHTML), root.scrollWidth - root.clientWidth];
}"""
ROOM = "root => root.parentElement.clientWidth"


async def test_it_fits_a_panel_of_320_pixels(lab, page):
    await run_all(page, lab.write("narrow.ipynb", LIVE, STATES[-1]))
    await page.keyboard.press("Control+b")  # the file browser goes: it would take 256 of them
    live, failed = named(page, "Preview"), named(page, "Error")
    await failed.wait_for(timeout=60_000)
    await page.set_viewport_size({"width": 500, "height": 800})
    margins = 500 - await live.evaluate(ROOM)
    await page.set_viewport_size({"width": 320 + margins, "height": 800})
    for widget, status in ((live, "live"), (failed, "error")):
        await widget.scroll_into_view_if_needed()
        await state(page, status).wait_for(timeout=60_000)
        await widget.hover()
        await screenshot(page, f"preview_narrow_{status}")
        assert await widget.evaluate(ROOM) == 320
        assert await widget.evaluate(OVERHANG) == [[], 0]
