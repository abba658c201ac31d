"""A newcomer's first minutes: open the quickstart, run all, see the game move."""

from __future__ import annotations

import asyncio
import json

import psycopg
import pytest

from spark_nb.domain.rows import TABLES
from spark_nb.local.folders import Folders
from spark_nb.local.stack import find_stack
from tests.browser.lab import run_all, screenshot

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

CANVAS = ".spark-preview canvas"
LOOK = """async canvas => {
  await new Promise(requestAnimationFrame);
  const data = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", data));
  const colours = new Set(new Uint32Array(data.buffer));
  return [digest.join(","), colours.size];
}"""


async def pictures(page, count):
    """Return the number of colours of ``count`` different pictures on the canvas."""
    seen = {}
    async with asyncio.timeout(60):
        while len(seen) < count:
            await page.locator(CANVAS).first.scroll_into_view_if_needed()
            digest, colours = await page.locator(CANVAS).first.evaluate(LOOK)
            seen[digest] = colours
    return list(seen.values())


async def test_run_all_gives_a_moving_picture_rows_and_a_saved_still(lab, page):
    await run_all(page, lab.url("00_quickstart.ipynb"))
    live = page.locator('.spark-preview[data-status="live"]')
    await live.first.wait_for(timeout=60_000)
    frames = await pictures(page, 3)
    assert min(frames) > 20, "each picture is more than a plain colour"
    await page.locator(".spark-preview").first.hover()
    await screenshot(page, "quickstart_light")
    rows = await asyncio.to_thread(rows_by_table, lab.home)
    assert {name for name, count in rows.items() if count == 0} == {
        "spark_build_jobs",
        "spark_usage",
    }
    await page.get_by_text("width must be at most 4096 (got 5000)").wait_for(timeout=60_000)
    await page.keyboard.press("Control+s")
    bundle = await saved_still(lab.folder / "00_quickstart.ipynb")
    assert len(bundle["image/png"]) > 1000


async def test_the_dashboard_reads_the_replica(lab, page):
    await run_all(page, lab.url("dashboards/latency.ipynb"))
    await page.locator(".js-plotly-plot").first.wait_for(timeout=60_000)
    await page.get_by_text("replica, up to date").first.wait_for(timeout=10_000)
    await screenshot(page, "latency_light")
    # JupyterLab draws a cell when it comes into view.
    await page.locator(".jp-Notebook .jp-Cell").last.scroll_into_view_if_needed()
    await page.get_by_text("Highest p95").wait_for(timeout=30_000)


def rows_by_table(home):
    """Count the rows of every table on the standby."""
    stack = find_stack(Folders(home))
    with psycopg.connect(stack.database_replica_url) as connection:
        return {
            name: connection.execute(
                f"SELECT count(*) FROM {name} WHERE session_id NOT LIKE 'demo-%'"
            ).fetchone()[0]
            for name in TABLES
        }


async def saved_still(path):
    """Return the preview's still as the saved notebook holds it."""
    async with asyncio.timeout(30):
        while True:
            text = await asyncio.to_thread(path.read_text)  # empty while it is being written
            cells = json.loads(text)["cells"] if text else []
            for cell in cells:
                if "session.preview(" in "".join(cell["source"]):
                    for output in cell.get("outputs", []):
                        if "image/png" in output.get("data", {}):
                            return output["data"]
            await asyncio.sleep(0.2)
