"""What axe-core finds wrong with a widget: roles, names, focus order, contrast."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

from playwright.async_api import Locator

SCRIPT = files("axe_playwright_python").joinpath("axe.min.js")

RUN = """async root => {
  const { violations } = await axe.run(root, { resultTypes: ["violations"] });
  return violations;
}"""


async def faults(widget: Locator) -> list[tuple[str, str, list[str]]]:
    """Return each rule a widget breaks seriously or worse, in words, and where."""
    page = widget.page
    if not await page.evaluate("typeof axe === 'object'"):
        await page.evaluate(SCRIPT.read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = await widget.evaluate(RUN)
    return [
        (rule["id"], rule["help"], [node["html"] for node in rule["nodes"]])
        for rule in found
        if rule["impact"] in ("serious", "critical")
    ]
