"""Dashboards as an analyst opens them: figures in both themes, filters that count."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest

from spark_nb.dashboards.demo_history import History
from spark_nb.dashboards.demo_load import load_demo_history
from spark_nb.endpoints import open_endpoints
from spark_nb.settings import load_settings
from tests.browser.lab import run_all, screenshot

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

THEMES = {"light": "JupyterLab Light", "dark": "JupyterLab Dark"}
PLOT = ".js-plotly-plot .main-svg"
REST = """
import spark_nb as spark
for ask in ("latency_over_time", "latency_distribution", "time_spent", "cost"):
    getattr(spark.dashboards, ask)().figure().show()
"""


@pytest.fixture(scope="module")
async def history(lab):
    """A made-up day in the database that the lab's notebooks find."""
    endpoints = await open_endpoints(load_settings(home=lab.home))
    made = History(days=1, calls=5000, until=datetime.now(UTC))
    url = endpoints.database_url.get_secret_value()
    await asyncio.to_thread(load_demo_history, url, made, lambda _: None)


@pytest.fixture(params=THEMES)
def theme(request, lab):
    lab.choose_theme(THEMES[request.param])
    yield request.param
    lab.choose_theme(THEMES["light"])


async def test_the_overview_answers_nine_questions_and_heeds_its_filters(
    lab, page, history, theme
):
    await page.set_viewport_size({"width": 1400, "height": 1500})
    await run_all(page, lab.url("dashboards/overview.ipynb"))
    await page.keyboard.press("Control+b")
    plots = page.locator(PLOT)
    await plots.nth(3 * 9 - 1).wait_for(timeout=60_000)  # a plot is three layers
    await page.get_by_text("asr is slowest").wait_for(timeout=30_000)
    await screenshot(page, f"overview_{theme}")
    await page.get_by_label("Tool", exact=True).select_option("ocr")
    await page.get_by_text("ocr is slowest").wait_for(timeout=30_000)
    await page.get_by_text("How long do calls take, by tool? · tool ocr").wait_for()
    await page.get_by_text("for every tool").nth(1).wait_for()  # queues and builds know none
    await screenshot(page, f"overview_ocr_{theme}")


async def test_the_other_figures_are_drawn(lab, page, history, theme):
    await page.set_viewport_size({"width": 1100, "height": 1900})
    await run_all(page, lab.write(f"figures_{theme}.ipynb", REST))
    await page.locator(PLOT).nth(3 * 4 - 1).wait_for(timeout=60_000)
    for words in ("Highest p95", "mostly takes", "of the time is spent in", "unpriced"):
        await page.get_by_text(words).first.wait_for(timeout=10_000)
    await screenshot(page, f"figures_{theme}")
