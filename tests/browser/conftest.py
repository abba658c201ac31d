from __future__ import annotations

import pytest

from tests.browser.lab import chromium, running_lab


@pytest.fixture(scope="session")
async def lab():
    async with running_lab() as running:
        yield running


@pytest.fixture(scope="session")
async def browser():
    async with chromium() as opened:
        yield opened


@pytest.fixture
async def page(browser, lab):
    size = {"width": 1280, "height": 900}
    context = await browser.new_context(viewport=size, reduced_motion="reduce")
    page = await context.new_page()
    yield page
    await lab.end_kernels(page)
    await context.close()
