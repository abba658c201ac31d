/**
 * Browser half of the studio: one place for the views of other widgets, side by side where there is
 * room and as tabs where there is none.
 *
 * Keys: arrows, Home and End go from tab to tab; on the divider they move it.
 */

import { element, setIcon, textElement } from "./parts.js";

const STRINGS = {
  name: "Studio",
  parts: { preview: "Preview", presets: "Presets", progress: "Progress", history: "History" },
  tabs: "Parts of the studio",
  presets: "Presets",
  divider: "Width of the preview in percent",
};

const ICONS = {
  preview: "M3.5 2.3 13.5 8 3.5 13.7z",
  presets: "M2 2h5v5H2zm7 0h5v5H9zM2 9h5v5H2zm7 0h5v5H9zM3.5 3.5v2h2v-2zm7 0v2h2v-2zm-7 7v2h2v-2zm7 0v2h2v-2z",
  progress: "M2 3h12v1.6H2zm0 4.2h8v1.6H2zm0 4.2h10V13H2z",
  history: "M8 2a6 6 0 1 1-5.6 8.1l1.4-.5A4.5 4.5 0 1 0 4 5.8H6v1.5H1.5V2.8H3v1.7A6 6 0 0 1 8 2zM7.2 5h1.5v3l2.2 1.5-.8 1.2-2.9-1.9z",
};

const WIDE_PX = 880;
const [LEAST, MOST, STEP] = [35, 80, 2];

/** How the parts are arranged in a place that is `width` pixels wide. */
export function arrangementOf(wanted, width) {
  if (wanted !== "auto") return wanted;
  return width >= WIDE_PX ? "wide" : "tabs";
}

/** What is seen: the chosen tab, and in a wide place whether the presets stand on the stage. */
export function sight({ tab = null, presets = null, split = 64 } = {}, names, isEmpty) {
  const usual = isEmpty ? "presets" : "preview";
  return {
    tab: names.includes(tab) ? tab : usual,
    presets: isEmpty || presets === true,
    split: clamped(Number.isFinite(split) ? split : 64),
  };
}

export function clamped(percent) {
  return Math.round(Math.min(MOST, Math.max(LEAST, percent)));
}

class View {
  constructor(model, root) {
    this.model = model;
    this.root = root;
    this.views = [];
    this.isClosed = false;
    this.names = Object.keys(STRINGS.parts).filter((name) => name in model.get("parts"));
    root.className = "spark spark-studio";
    root.setAttribute("role", "group");
    root.setAttribute("aria-label", STRINGS.name);
    root.style.setProperty("--studio-height", `${model.get("height")}px`);
    this.build();
    this.onChange = () => this.tell();
    for (const name of ["look", "empty"]) model.on(`change:${name}`, this.onChange);
    this.onKey = (event) => this.key(event);
    window.addEventListener("keydown", this.onKey, { capture: true });
    this.size = new ResizeObserver(() => this.tell());
    this.size.observe(root);
    this.tell();
    this.fill();
  }

  close() {
    this.isClosed = true;
    this.size.disconnect();
    for (const name of ["look", "empty"]) this.model.off(`change:${name}`, this.onChange);
    window.removeEventListener("keydown", this.onKey, { capture: true });
    for (const view of this.views) view.remove();
  }

  build() {
    const header = element("header", "");
    this.toggle = element("button", "words", { type: "button" });
    const icon = element("span", "icon");
    setIcon(icon, ICONS.presets);
    this.toggle.append(icon, textElement("span", "", STRINGS.presets));
    this.toggle.addEventListener("click", () => this.choose({ presets: !this.seen.presets }));
    this.tabs = element("div", "tabs", { role: "tablist", "aria-label": STRINGS.tabs });
    this.tabs.append(...this.names.map((name) => this.tab(name)));
    const actions = element("span", "actions");
    actions.append(this.toggle);
    header.append(textElement("span", "name", STRINGS.name), this.tabs, actions);
    this.stage = element("div", "stage");
    this.side = element("div", "side");
    this.panels = Object.fromEntries(this.names.map((name) => [name, this.panel(name)]));
    for (const name of this.names) {
      (["preview", "presets"].includes(name) ? this.stage : this.side).append(this.panels[name]);
    }
    const body = element("div", "body");
    body.append(this.stage, this.buildDivider(), this.side);
    this.root.append(header, body);
  }

  tab(name) {
    const made = element("button", "tab", { type: "button", role: "tab" });
    made.dataset.part = name;
    const icon = element("span", "icon");
    setIcon(icon, ICONS[name]);
    made.append(icon, textElement("span", "", STRINGS.parts[name]));
    made.addEventListener("click", () => this.choose({ tab: name }));
    return made;
  }

  panel(name) {
    const made = element("section", "slot", { "aria-label": STRINGS.parts[name] });
    made.dataset.part = name;
    return made;
  }

  buildDivider() {
    const limits = { "aria-valuemin": LEAST, "aria-valuemax": MOST };
    this.divider = element("div", "divider", {
      role: "separator",
      tabindex: "0",
      "aria-orientation": "vertical",
      "aria-label": STRINGS.divider,
      ...limits,
    });
    this.divider.addEventListener("pointerdown", (event) => {
      this.divider.setPointerCapture(event.pointerId);
      event.preventDefault();
    });
    this.divider.addEventListener("pointermove", (event) => {
      if (this.divider.hasPointerCapture(event.pointerId)) this.drag(event.clientX);
    });
    this.divider.addEventListener("pointerup", () => this.choose({ split: this.split }));
    return this.divider;
  }

  drag(x) {
    const { left, width } = this.divider.parentElement.getBoundingClientRect();
    this.place(clamped(((x - left) / width) * 100));
  }

  place(percent) {
    this.split = percent;
    this.root.style.setProperty("--studio-split", `${percent}%`);
    this.divider.setAttribute("aria-valuenow", String(percent));
  }

  async fill() {
    const parts = this.model.get("parts");
    await Promise.all(this.names.map((name) => this.show(name, parts[name])));
  }

  async show(name, id) {
    const manager = this.model.widget_manager;
    const view = await manager.create_view(await manager.get_model(id));
    if (this.isClosed) view.remove();
    else {
      this.views.push(view);
      this.panels[name].append(view.el);
    }
  }

  get seen() {
    return sight(this.model.get("look"), this.names, this.model.get("empty"));
  }

  choose(change) {
    this.model.set("look", { ...this.model.get("look"), ...change });
    this.model.save_changes();
    this.tell();
  }

  tell() {
    const arrangement = arrangementOf(this.model.get("arrangement"), this.root.clientWidth);
    const { tab, presets, split } = this.seen;
    const isWide = arrangement === "wide";
    this.root.dataset.arrangement = arrangement;
    this.place(split);
    const onStage = presets ? "presets" : "preview";
    const isShown = (name) =>
      isWide ? !["preview", "presets"].includes(name) || name === onStage : name === tab;
    for (const name of this.names) this.panels[name].hidden = !isShown(name);
    this.stage.hidden = !isWide && !["preview", "presets"].includes(tab);
    this.side.hidden = isWide ? this.side.children.length === 0 : !this.stage.hidden;
    this.divider.hidden = !isWide || this.side.hidden;
    this.tellHeader(isWide, tab, presets);
  }

  tellHeader(isWide, tab, presets) {
    this.tabs.hidden = isWide;
    this.toggle.hidden = !isWide || this.model.get("empty");
    this.toggle.setAttribute("aria-pressed", String(presets));
    for (const button of this.tabs.children) {
      const isChosen = button.dataset.part === tab;
      button.setAttribute("aria-selected", String(isChosen));
      button.tabIndex = isChosen ? 0 : -1;
    }
  }

  key(event) {
    const target = event.target;
    const isTab = target.parentElement === this.tabs;
    if (!isTab && target !== this.divider) return;
    const steps = { ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity };
    if (!(event.key in steps)) return;
    event.stopPropagation(); // the notebook would go to another cell
    event.preventDefault();
    if (isTab) this.turn(target, steps[event.key]);
    else this.choose({ split: clamped(this.split + steps[event.key] * STEP) });
  }

  turn(tab, by) {
    const tabs = [...this.tabs.children];
    const at = Number.isFinite(by) ? tabs.indexOf(tab) + by : by > 0 ? tabs.length - 1 : 0;
    const next = tabs[(at + tabs.length) % tabs.length];
    this.choose({ tab: next.dataset.part });
    next.focus();
  }
}

function render({ model, el }) {
  const root = document.createElement("div");
  el.append(root);
  const view = new View(model, root);
  return () => view.close();
}

export default { render };
