"""Print as JSON: frames from a kernel to the screen, both ways of ours beside jupyter_rfb.

The same numbered pictures, in one JupyterLab and one Chromium. A probe in the page reads the
number that is drawn in each picture, after every animation frame: what counts is what was seen.
``delay`` is from the moment the kernel takes a picture in hand, ``cpu_ms`` the kernel's own time
per picture sent. Ours get pictures that are encoded already, as an engine sends them; jupyter_rfb
encodes its own, which is its way. It stays out of the project's environment:
``pip install --target FOLDER --no-deps jupyter_rfb simplejpeg``, and pass FOLDER.
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

SECONDS = 4.0
SIZES = ((640, 480), (1280, 720))

PICTURES = """\
import asyncio, io, json, time
import numpy as np
from PIL import Image
WIDTH, HEIGHT, COUNT = {width}, {height}, 512
rng = np.random.default_rng(1)
scenes = []
for scene in range(24):
    coarse = rng.integers(30, 220, (HEIGHT // 16 + 1, WIDTH // 16 + 1, 3)).astype(np.uint8)
    scenes.append(np.asarray(Image.fromarray(coarse).resize((WIDTH, HEIGHT), Image.BICUBIC)))

def picture(number):
    made = scenes[number % 24].copy()
    for bit in range(16):
        made[0:16, bit * 16 : bit * 16 + 16] = 255 if number >> bit & 1 else 0
    return made

begun, sent = {{}}, 0

def begin(number):
    global sent
    sent += 1
    begun[number] = time.time() * 1000
    return number

async def keep_log():
    while True:
        facts = {{"sent": sent, "cpu": time.process_time(), "begun": begun}}
        open("{log}.new", "w").write(json.dumps(facts))
        import os
        os.replace("{log}.new", "{log}")
        await asyncio.sleep(1.0)"""

OURS = """\
import spark_nb as spark
from spark_nb.domain.frame import Frame, frame_ref
from spark_nb.widgets.preview import Preview
session = await spark.connect()
publish = session._adapters.publisher.emit_frame

def encoded(number):
    file = io.BytesIO()
    Image.fromarray(picture(number)).save(file, "jpeg", quality=80)
    return file.getvalue()

ready = [encoded(number) for number in range(COUNT)]
names = [frame_ref(data) for data in ready]
count = 0

async def render(time_s):
    global count
    number = begin(count % COUNT)
    count += 1
    frame = Frame(frame_ref=names[number], format="jpeg", width=WIDTH, height=HEIGHT,
                  data=ready[number], time_s=time_s)
    if preview.way == "auto":
        publish(session.session_id, frame)
    return frame

preview = Preview(render, outlet=session._pages, frames_per_second=60.0, duration_s=600,
                  size=(WIDTH, HEIGHT))
preview.way = "{way}"
logger = asyncio.create_task(keep_log())
preview"""

PEER = """\
import sys; sys.path.insert(0, {folder!r})
from jupyter_rfb import RemoteFrameBuffer

class Numbers(RemoteFrameBuffer):
    count = 0
    def get_frame(self):
        number = begin(self.count % COUNT)
        self.count += 1
        self.request_draw()
        return picture(number)

logger = asyncio.create_task(keep_log())
widget = Numbers(css_width=f"{{WIDTH}}px", css_height=f"{{HEIGHT}}px")
widget.request_draw()
widget"""

PROBE = """async ([selector, seconds]) => {
  const look = document.createElement("canvas");
  look.width = 256; look.height = 16;
  const pen = look.getContext("2d", { willReadFrequently: true });
  const began = performance.now();
  const seen = [];
  let last = null;
  while (performance.now() - began < seconds * 1000) {
    await new Promise(requestAnimationFrame);
    const shown = document.querySelector(selector);
    const width = shown?.naturalWidth ?? shown?.width;
    if (!width) continue;
    pen.drawImage(shown, 0, 0, 256, 16, 0, 0, 256, 16);
    const data = pen.getImageData(0, 8, 256, 1).data;
    let number = 0;
    for (let bit = 0; bit < 16; bit += 1) if (data[(bit * 16 + 8) * 4] > 127) number |= 1 << bit;
    if (number !== last) seen.push([number, performance.timeOrigin + performance.now()]);
    last = number;
  }
  return seen;
}"""


async def until_logged(lab: Lab, log: str) -> dict[str, Any]:
    """Return the kernel's facts, newer than those that were there."""
    file = lab.folder / log
    before = file.stat().st_mtime_ns if file.exists() else 0
    async with asyncio.timeout(60):
        while not file.exists() or file.stat().st_mtime_ns == before:  # noqa: ASYNC110
            await asyncio.sleep(0.05)
    return json.loads(file.read_text())


async def measured(page: Page, lab: Lab, log: str, selector: str) -> dict[str, float]:
    shown = page.locator(selector).first
    await shown.wait_for(timeout=90_000)
    await shown.scroll_into_view_if_needed()
    await page.evaluate(PROBE, [selector, 2.0])
    before = await until_logged(lab, log)
    seen = await page.evaluate(PROBE, [selector, SECONDS])
    after = await until_logged(lab, log)
    delays = [at - after["begun"][str(number)] for number, at in seen[1:]]
    delays = [delay for delay in delays if 0 <= delay < 5000]
    sent = after["sent"] - before["sent"]
    return {
        "shown_per_s": round((len(seen) - 1) / SECONDS, 1),
        "delay_p50_ms": round(statistics.median(delays), 1),
        "delay_p95_ms": round(statistics.quantiles(delays, n=20)[-1], 1),
        "cpu_ms": round(1000 * (after["cpu"] - before["cpu"]) / max(sent, 1), 2),
    }


async def one(lab: Lab, browser: Any, name: str, cell: str, size: tuple[int, int]) -> Any:
    log = f"{name}_{size[0]}.json"
    (lab.folder / log).unlink(missing_ok=True)
    pictures = PICTURES.format(width=size[0], height=size[1], log=log)
    selector = {
        "broker": '.spark-preview[data-way="broker"] canvas',
        "kernel": '.spark-preview[data-way="kernel"] canvas',
        "jupyter_rfb": ".renderview-wrapper img",
    }[name]
    async with await browser.new_context(viewport={"width": 1500, "height": 1000}) as context:
        page = await context.new_page()
        # A last cell brings the widget of the one before into view.
        await run_all(page, lab.write(f"{name}_{size[0]}.ipynb", pictures, cell, "1"))
        found = await measured(page, lab, log, selector)
        await lab.end_kernels(page)
        return found


def middle(runs: list[dict[str, float]]) -> dict[str, float]:
    return {name: round(statistics.median(run[name] for run in runs), 2) for name in runs[0]}


async def measure(folder: Path, rounds: int) -> dict[str, Any]:
    cells = {
        "broker": OURS.format(way="auto"),
        "kernel": OURS.format(way="kernel"),
        "jupyter_rfb": PEER.format(folder=str(folder)),
    }
    found: dict[str, Any] = {}
    async with running_lab() as lab, chromium() as browser:
        for size in SIZES:
            runs: dict[str, list[dict[str, float]]] = {name: [] for name in cells}
            for _ in range(rounds):
                for name, cell in cells.items():
                    runs[name].append(await one(lab, browser, name, cell, size))
            middles = {name: middle(each) for name, each in runs.items()}
            peer = middles["jupyter_rfb"]
            ratios = {
                name: {fact: round(middles[name][fact] / peer[fact], 2) for fact in peer}
                for name in ("broker", "kernel")
            }
            found[f"{size[0]}x{size[1]}"] = {**middles, "ratios": ratios, "runs": runs}
    return found


def _folder(text: str) -> Path:
    return Path(text).resolve()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("jupyter_rfb", type=_folder, metavar="FOLDER")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    print(json.dumps(asyncio.run(measure(options.jupyter_rfb, options.rounds)), indent=1))


if __name__ == "__main__":
    main()
