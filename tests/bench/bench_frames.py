"""Print as JSON: frames per second from the sandbox to the page, beside jupyter_rfb.

All in one JupyterLab and one Chromium. A probe in the page counts, after every animation frame,
how often the picture changed; the widget's own confirmations are reported beside it. jupyter_rfb
sends ready pictures that nobody had to render, 640 by 360. It stays out of the project's own
environment: ``pip install --target FOLDER --no-deps jupyter_rfb simplejpeg``, and pass FOLDER.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import statistics
from pathlib import Path
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

PEER = """\
import sys; sys.path.insert(0, {folder!r})
import numpy, asyncio
from jupyter_rfb import RemoteFrameBuffer
class Numbers(RemoteFrameBuffer):
    count = 0
    def get_frame(self):
        self.count += 1
        picture = numpy.full((360, 640, 3), (40, 70, 110), numpy.uint8)
        picture[100:200, self.count % 500 : self.count % 500 + 100] = (255, 200, 80)
        picture[250:, :, 0] = numpy.arange(640) % 251
        self.request_draw()
        return picture
widget = Numbers(css_width="640px", css_height="360px")
widget.request_draw()
widget"""

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


async def shown_per_second(page: Page, lab: Lab, name: str, selector: str) -> float:
    await run_all(page, lab.url(name))
    await page.locator(selector).first.wait_for(timeout=60_000)
    await page.locator(selector).first.scroll_into_view_if_needed()
    await page.evaluate(PROBE, [selector, 2.0])
    return await page.evaluate(PROBE, [selector, SECONDS])


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


async def peer(page: Page, lab: Lab, folder: Path) -> float:
    name = write_notebook(lab, "peer.ipynb", PEER.format(folder=str(folder)))
    return await shown_per_second(page, lab, name, ".renderview-wrapper img")


async def measure(folder: Path | None, rounds: int) -> dict[str, Any]:
    found: dict[str, Any] = {"30 fps": [], "60 fps": [], "jupyter_rfb": []}
    async with running_lab() as lab, chromium() as browser:
        for _ in range(rounds):
            for rate in (30, 60):
                async with await browser.new_context(viewport={"width": 1280, "height": 900}) as c:
                    found[f"{rate} fps"].append(await ours(await c.new_page(), lab, rate))
            if folder is not None:
                async with await browser.new_context(viewport={"width": 1280, "height": 900}) as c:
                    found["jupyter_rfb"].append(
                        round(await peer(await c.new_page(), lab, folder), 1)
                    )
    if found["jupyter_rfb"]:
        best = statistics.median(run["shown_per_s"] for run in found["60 fps"])
        found["ratio"] = round(best / statistics.median(found["jupyter_rfb"]), 2)
    return found


def _folder(text: str) -> Path:
    return Path(text).resolve()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--jupyter-rfb", type=_folder, metavar="FOLDER")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    print(json.dumps(asyncio.run(measure(options.jupyter_rfb, options.rounds)), indent=1))


if __name__ == "__main__":
    main()
