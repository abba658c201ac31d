"""Views that come and go a thousand times leave no listener, timer, observer or URL behind."""

from __future__ import annotations

import json

import pytest

from spark_nb.widgets.metrics import MetricsPanel
from spark_nb.widgets.preset_picker import PresetPicker
from spark_nb.widgets.preview import Preview
from spark_nb.widgets.progress import Progress
from spark_nb.widgets.studio import Studio
from spark_nb.widgets.undo import Undo

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]
WIDGETS = (MetricsPanel, PresetPicker, Preview, Progress, Studio, Undo)

# Counts what lives: in place before the widget's module, whose own page-wide things come once.
COUNTING = """() => {
  const alive = (window.alive = {});
  const count = (name, by) => (alive[name] = (alive[name] ?? 0) + by);
  const pair = (owner, begin, end, name) => {
    const [made, gone] = [owner[begin], owner[end]];
    const known = new Set();
    owner[begin] = (...rest) => {
      const id = made.apply(owner, rest);
      known.add(id);
      count(name, 1);
      return id;
    };
    owner[end] = (id) => {
      if (known.delete(id)) count(name, -1);
      return gone.call(owner, id);
    };
  };
  pair(window, "setInterval", "clearInterval", "intervals");
  pair(URL, "createObjectURL", "revokeObjectURL", "urls");
  for (const target of [window, document]) {
    const [add, remove] = [target.addEventListener, target.removeEventListener];
    target.addEventListener = (...rest) => (count("listeners", 1), add.apply(target, rest));
    target.removeEventListener = (...rest) => (count("listeners", -1), remove.apply(target, rest));
  }
  for (const name of ["IntersectionObserver", "ResizeObserver"]) {
    const Base = window[name];
    const watching = new Set();
    window[name] = class extends Base {
      observe(...rest) {
        watching.add(this);
        alive[name] = watching.size;
        super.observe(...rest);
      }
      disconnect() {
        watching.delete(this);
        alive[name] = watching.size;
        super.disconnect();
      }
    };
  }
}"""

RENDER = """async ([source, state, times]) => {
  const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  const { default: widget } = await import(url);
  URL.revokeObjectURL(url);
  const listeners = new Map();
  const model = {
    get: (name) => structuredClone(state[name] ?? null),
    set: (name, value) => (state[name] = value),
    save_changes() {},
    send() {},
    on: (name, heard) => listeners.set(name, [...(listeners.get(name) ?? []), heard]),
    off: (name, heard) =>
      listeners.set(name, (listeners.get(name) ?? []).filter((each) => each !== heard)),
    widget_manager: { get_model: () => new Promise(() => {}) },
  };
  const experimental = { invoke: () => Promise.resolve([]) };
  await widget.initialize?.({ model, experimental });
  const counts = () => ({
    ...window.alive,
    heard: [...listeners.values()].flat().length,
    elements: document.querySelectorAll("*").length,
  });
  const once = async () => {
    const el = document.createElement("div");
    document.body.append(el);
    const close = await widget.render({ model, el, experimental });
    if (el.querySelector(".spark *") === null) throw new Error("nothing was drawn");
    await close?.();
    el.remove();
  };
  await once();
  const before = counts();
  for (let time = 0; time < times; time += 1) await once();
  return [before, counts()];
}"""


@pytest.mark.parametrize("widget", WIDGETS, ids=lambda widget: widget.__name__)
async def test_a_thousand_views_leave_nothing(browser, widget):
    state = {
        name: trait.default()
        for name, trait in widget.class_traits(sync=True).items()
        if not name.startswith("_")
    }
    plain = json.loads(json.dumps(state, default=lambda _: None))
    page = await browser.new_page()
    try:
        await page.goto("about:blank")
        await page.evaluate(COUNTING)
        before, after = await page.evaluate(RENDER, [str(widget._esm), plain, 1000])
        assert after == before
    finally:
        await page.close()
