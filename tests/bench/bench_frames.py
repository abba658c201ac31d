"""Print as JSON: frames per second from the sandbox to the page, rendering and all.

A probe in the page counts, after every animation frame, how often the picture changed; the
widget's own confirmations are reported beside it. ``bench_transport`` has the peer.
"""

from __future__ import annotations

import argparse
import asyncio
import json
from typing import Any

from playwright.async_api import Page

from tests.browser.lab import Lab, chromium, run_all, running_lab

SECONDS = 6.0

OPEN = """\
import spark_nb as spark
session = await spark.connect()
await session.apply_preset("2d-platformer")
preview = session.preview(frames_per_second={rate}, duration_s=600)
preview"""

STATS = """\
import asyncio, json, time
async def keep_stats():
    with open("stats.jsonl", "a", buffering=1) as log:
        while True:
            stats = preview.stats()
            print(json.dumps([time.monotonic(), stats.sent, stats.shown, stats.dropped]), file=log)
            await asyncio.sleep(0.1)
keeper = asyncio.create_task(keep_stats())"""

PROBE = """async ([selector, seconds]) => {
  const look = document.createElement("canvas");
  look.width = 160; look.height = 90;
  const pen = look.getContext("2d", { willReadFrequently: true });
  const began = performance.now();
  let changes = 0, last = null;
  while (performance.now() - began < seconds * 1000) {
    await new Promise(requestAnimationFrame);
    const shown = document.querySelector(selector);
    if (!shown || !(shown.width || shown.naturalWidth)) continue;
    pen.drawImage(shown, 0, 0, 160, 90);
    const data = new Uint32Array(pen.getImageData(0, 0, 160, 90).data.buffer);
    let sum = 0;
    for (let at = 0; at < data.length; at += 1) sum = (Math.imul(sum, 31) + data[at]) | 0;
    if (sum !== last) changes += 1;
    last = sum;
  }
  return (changes * 1000) / (performance.now() - began);
}"""


def write_notebook(lab: Lab, name: str, *cells: str) -> str:
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    code = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None}
    made = [{**code, "id": f"c{at}", "source": source} for at, source in enumerate(cells)]
    content = {"cells": made, "metadata": {"kernelspec": kernel}, "nbformat": 4}
    (lab.folder / name).write_text(json.dumps(content | {"nbformat_minor": 5}))
    return name


def confirmed_per_second(before: list[float], after: list[float]) -> float:
    return (after[2] - before[2]) / (after[0] - before[0])


def read_stats(lab: Lab) -> list[float]:
    """Return seconds, sent, shown, dropped as the kernel last wrote them."""
    written = (lab.folder / "stats.jsonl").read_text()
    return json.loads(written[: written.rindex("\n")].splitlines()[-1])


async def ours(page: Page, lab: Lab, rate: int) -> dict[str, float]:
    name = write_notebook(lab, f"ours_{rate}.ipynb", OPEN.format(rate=rate), STATS)
    canvas = ".spark-preview[data-status=live] canvas"
    (lab.folder / "stats.jsonl").unlink(missing_ok=True)
    await run_all(page, lab.url(name))
    await page.locator(canvas).first.wait_for(timeout=60_000)
    await page.locator(canvas).first.scroll_into_view_if_needed()
    await page.evaluate(PROBE, [canvas, 2.0])
    before = read_stats(lab)
    shown = await page.evaluate(PROBE, [canvas, SECONDS])
    after = read_stats(lab)
    return {
        "shown_per_s": round(shown, 1),
        "confirmed_per_s": round(confirmed_per_second(before, after), 1),
        "sent_per_s": round((after[1] - before[1]) / (after[0] - before[0]), 1),
        "dropped": after[3] - before[3],
    }


async def measure(rounds: int) -> dict[str, Any]:
    found: dict[str, Any] = {"30 fps": [], "60 fps": []}
    async with running_lab() as lab, chromium() as browser:
        for _ in range(rounds):
            for rate in (30, 60):
                async with await browser.new_context(viewport={"width": 1280, "height": 900}) as c:
                    found[f"{rate} fps"].append(await ours(await c.new_page(), lab, rate))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    print(json.dumps(asyncio.run(measure(options.rounds)), indent=1))


if __name__ == "__main__":
    main()
