"""A real JupyterLab and a real Chromium, for tests and benchmarks."""

from __future__ import annotations

import asyncio
import json
import os
import secrets
import shutil
import socket
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import Browser, Locator, Page, async_playwright

from spark_nb.local.http_probe import answers
from spark_nb.local.shutdown import purge_stack

ROOT = Path(__file__).resolve().parents[2]
SCREENSHOTS = ROOT / ".artifacts" / "screenshots"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass(frozen=True)
class Lab:
    """A running JupyterLab; ``folder`` is its root, a copy of ours.

    ``settings`` is where it keeps what a user has chosen.
    """

    folder: Path
    home: Path
    port: int
    token: str
    settings: Path

    def url(self, notebook: str) -> str:
        """Address a notebook in a workspace of its own: others' open tabs stay out of it."""
        workspace = f"/lab/workspaces/{secrets.token_hex(4)}/tree/{notebook}"
        return f"http://127.0.0.1:{self.port}{workspace}?token={self.token}"

    def write(self, name: str, *cells: str) -> str:
        """Write a notebook of code cells and return its address."""
        made = [
            {"cell_type": "code", "id": f"c{at}", "metadata": {}, "outputs": [],
             "execution_count": None, "source": source}
            for at, source in enumerate(cells)
        ]  # fmt: skip
        kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
        document = {"cells": made, "metadata": {"kernelspec": kernel}}
        document |= {"nbformat": 4, "nbformat_minor": 5}
        (self.folder / name).write_text(json.dumps(document))
        return self.url(name)

    def choose_theme(self, name: str) -> None:
        """Set the theme of the pages that are opened from now on."""
        file = self.settings / "@jupyterlab" / "apputils-extension" / "themes.jupyterlab-settings"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps({"theme": name}))

    async def end_kernels(self, page: Page) -> None:
        """End every kernel, as "Shut Down All" does in the panel of running kernels."""
        address = f"http://127.0.0.1:{self.port}/api/sessions"
        headers = {"Authorization": f"token {self.token}"}
        sessions = await page.request.get(address, headers=headers)
        for session in await sessions.json():
            await page.request.delete(f"{address}/{session['id']}", headers=headers)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@asynccontextmanager
async def running_lab() -> AsyncIterator[Lab]:
    """Serve a copy of the notebooks, with a ``SPARK_HOME`` of its own."""
    base = Path(tempfile.mkdtemp(prefix="spark-lab-"))
    folder, home = base / "notebooks", base / "home"
    await asyncio.to_thread(shutil.copytree, ROOT / "notebooks", folder)
    port, token = free_port(), secrets.token_hex(16)
    environment = os.environ | {
        "SPARK_HOME": str(home),
        "JUPYTER_CONFIG_DIR": str(base / "config"),
        "JUPYTER_DATA_DIR": str(base / "data"),
        "JUPYTER_RUNTIME_DIR": str(base / "runtime"),
        "IPYTHONDIR": str(base / "ipython"),
    }
    settings = base / "config" / "labconfig"
    settings.mkdir(parents=True)
    (settings / "page_config.json").write_text(
        '{"disabledExtensions": {"@jupyterlab/apputils-extension:announcements": true}}'
    )
    log = (base / "lab.log").open("wb")
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--port={port}",
        "--ServerApp.port_retries=0", f"--IdentityProvider.token={token}", str(folder),
        stdin=asyncio.subprocess.DEVNULL, stdout=log, stderr=log, env=environment,
    )  # fmt: skip
    log.close()
    async with asyncio.timeout(60):
        while not await answers(port, f"/api?token={token}", seconds=5):
            assert process.returncode is None, (base / "lab.log").read_text()[-2000:]
            await asyncio.sleep(0.1)
    try:
        yield Lab(folder, home, port, token, base / "config" / "lab" / "user-settings")
    finally:
        process.terminate()
        await process.wait()
        await asyncio.to_thread(purge_stack, home)
        shutil.rmtree(base, ignore_errors=True)


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    assert program, "Chromium is missing: install the system package chromium"
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(
            executable_path=program, args=FLAGS, headless=True
        )
        yield opened
        await opened.close()


async def run_all(page: Page, url: str) -> None:
    """Open a notebook and run all of its cells."""
    await page.goto(url)
    await page.locator(".jp-Notebook .jp-Cell").first.wait_for(timeout=60_000)
    # Before its kernel is there, a notebook that is run asks which kernel to take.
    await page.get_by_text("Python 3 (ipykernel) | Idle").wait_for(timeout=60_000)
    await page.get_by_role("menuitem", name="Run", exact=True).click()
    await page.get_by_role("menuitem", name="Run All Cells", exact=True).click()


async def screenshot(shown: Page | Locator, name: str) -> None:
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    await shown.screenshot(path=SCREENSHOTS / f"{name}.png")


def text_so_far(file: Path) -> str:
    return file.read_text() if file.exists() else ""


async def written(file: Path, part: str) -> str:
    """Return the text of a file as soon as it holds ``part``."""
    async with asyncio.timeout(60):
        while True:
            text = await asyncio.to_thread(text_so_far, file)
            if part in text:
                return text
            await asyncio.sleep(0.1)
