/**
 * Browser half of the metrics panel: three small plots over five minutes, and a table. One cursor
 * goes through all plots, by pointer or by arrow keys; the table and the slider's words are the
 * same for those who do not see them. The kernel is asked for what is new while somebody looks.
 */

import {
  clockText,
  element,
  iconButton,
  setIcon,
  silenceWords,
  tell,
  textElement,
} from "./parts.js";

const STRINGS = {
  name: "Metrics",
  pause: "Hold still",
  play: "Go on",
  time: "Time",
  now: "now",
  ago: "5 min ago",
  table: "Calls by tool",
  heads: ["Tool", "Calls", "Errors", "p50", "p95", "p99"],
  plots: { depth: "Waiting", latency: "Slowest p95", hits: "Cache hits" },
  none: "–",
  states: {
    loading: "Loading",
    empty: "No calls yet",
    live: "Live",
    paused: "Held",
    error: "Error",
    silent: "Reconnecting",
  },
  emptyHint: "Call a tool, or apply a preset: its time and the queues appear here.",
  silentHint: "It is busy or gone. Run the cell again after a restart.",
  facts: "A reading each second, five minutes kept · times of the newest 1,000 calls of each tool",
};

const ICONS = {
  loading: "M2 6.5h3v3H2zm4.5 0h3v3h-3zm4.5 0h3v3h-3z",
  empty: "M8 3a5 5 0 1 1 0 10A5 5 0 1 1 8 3zm0 1.5a3.5 3.5 0 1 0 0 7a3.5 3.5 0 1 0 0-7z",
  live: "M8 4a4 4 0 1 1 0 8A4 4 0 1 1 8 4z",
  paused: "M4 3h3v10H4zm5 0h3v10H9z",
  error: "M8 1.5 15.5 14.5H.5zM7.2 6v4.5h1.6V6zm0 5.5v1.5h1.6v-1.5z",
  silent: "M2 6.5h3v3H2zm4.5 0h3v3h-3zm4.5 0h3v3h-3z",
  play: "M4 2.5v11l9-5.5z",
};

export const SPAN_MS = 300_000;
const LOOK_MS = 2000;
const GAP_MS = 3500;
const HITS_OVER_MS = 30_000;
const DASHES = { solid: "", dot: "1.5 4", dash: "6 4" };
const [WIDE, HIGH] = [300, 72];

/** The least of 1, 2, 5, 10, 20, … that is no less than `value`. */
export function niceTop(value) {
  if (!(value > 0)) return 1;
  const ten = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 5, 10].map((step) => step * ten).find((top) => top >= value * (1 - 1e-9));
}

/** Lines through points `[at, value]`, broken where there is no value or no reading for a while. */
export function linePath(points, end, top) {
  let path = "";
  let before = null;
  for (const [at, value] of points) {
    if (value === null) {
      before = null;
      continue;
    }
    const joined = before !== null && at - before <= GAP_MS;
    const x = WIDE * (1 - (end - at) / SPAN_MS);
    const y = HIGH - 2 - (HIGH - 4) * Math.min(value / top, 1);
    // A point of its own is seen as a dot: the line's ends are round.
    path += `${joined ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}${joined ? "" : "h0"}`;
    before = at;
  }
  return path;
}

/** For each reading the share of lookups that were hits in the half minute before; null: none. */
export function hitShares(readings) {
  let first = 0;
  return readings.map((reading) => {
    while (reading.at - readings[first].at > HITS_OVER_MS) first += 1;
    const hits = reading.hits - readings[first].hits;
    const all = hits + reading.misses - readings[first].misses;
    return [reading.at, all > 0 ? hits / all : null];
  });
}

/** The readings of the last five minutes, with those that are new; old ones come again at times. */
export function joined(readings, news) {
  const newest = readings.at(-1)?.at ?? 0;
  const all = [...readings, ...news.filter((reading) => reading.at > newest)];
  const end = all.at(-1)?.at ?? 0;
  return all.filter((reading) => end - reading.at <= SPAN_MS);
}

export function msText(milliseconds) {
  if (milliseconds === null) return STRINGS.none;
  if (milliseconds >= 1000) return `${(milliseconds / 1000).toFixed(1)} s`;
  return `${milliseconds.toFixed(milliseconds < 10 ? 1 : 0)} ms`;
}

export const shareText = (share) => (share === null ? STRINGS.none : `${Math.round(share * 100)} %`);

const countText = (count) => count.toLocaleString("en-GB");

/** The queues worth a line: Unity's, and those in which something waited. */
export function busyQueues(readings) {
  const names = Object.keys(readings.at(-1)?.depths ?? {});
  const waited = (name) => readings.some((reading) => reading.depths[name] > 0);
  return names.filter((name) => name === "unity" || waited(name));
}

/** A short piece of a line, beside its name: the plots have no other legend. */
function swatch([colour, dash] = []) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 16 4");
  svg.setAttribute("class", "swatch");
  svg.setAttribute("aria-hidden", "true");
  const line = document.createElementNS(space, "path");
  line.setAttribute("d", "M1 2h14");
  line.setAttribute("stroke", colour);
  line.setAttribute("stroke-dasharray", DASHES[dash] ?? "");
  svg.append(line);
  return svg;
}

class Plot {
  constructor(title) {
    const space = "http://www.w3.org/2000/svg";
    this.space = space;
    this.root = element("figure", "plot");
    const head = element("figcaption", "");
    this.value = textElement("span", "value", STRINGS.none);
    this.which = textElement("span", "which", "");
    head.append(textElement("span", "title", title), this.value, this.which);
    this.stage = element("div", "stage");
    this.svg = document.createElementNS(space, "svg");
    this.svg.setAttribute("viewBox", `0 0 ${WIDE} ${HIGH}`);
    this.svg.setAttribute("preserveAspectRatio", "none");
    this.svg.setAttribute("aria-hidden", "true");
    this.top = textElement("span", "top", "");
    this.cursor = element("div", "cursor");
    this.cursor.hidden = true;
    this.stage.append(this.svg, this.top, this.cursor);
    const foot = element("div", "axis");
    foot.append(textElement("span", "", STRINGS.ago), textElement("span", "", STRINGS.now));
    this.root.append(head, this.stage, foot);
  }

  /** `lines` are `{points, colour, dash}`; all share one scale from zero to `top`. */
  draw(lines, end, top, topText) {
    this.top.textContent = topText;
    const paths = lines.map(({ points, colour, dash }) => {
      const path = document.createElementNS(this.space, "path");
      path.setAttribute("d", linePath(points, end, top));
      path.setAttribute("stroke", colour);
      path.setAttribute("stroke-dasharray", DASHES[dash] ?? "");
      path.setAttribute("vector-effect", "non-scaling-stroke");
      return path;
    });
    this.svg.replaceChildren(...paths);
  }

  /** Put the cursor at a share of the width, null for none. */
  point(share) {
    this.cursor.hidden = share === null;
    if (share !== null) this.cursor.style.left = `${share * 100}%`;
  }

  /** `which` is words, or elements. */
  say(value, ...which) {
    this.value.textContent = value;
    this.which.replaceChildren(...which);
  }
}

class View {
  constructor(model, root) {
    this.model = model;
    this.root = root;
    this.readings = [];
    this.held = null;
    this.styles = { tools: {}, queues: {} };
    this.cursorAt = null;
    this.looking = false;
    this.askedAt = null;
    root.className = "spark spark-metrics";
    root.setAttribute("role", "group");
    root.setAttribute("aria-label", STRINGS.name);
    this.build();
    this.onChange = () => this.tellState();
    this.onMessage = (content) => this.hear(content);
    this.onVisible = () => this.look();
    model.on("change", this.onChange);
    model.on("msg:custom", this.onMessage);
    document.addEventListener("visibilitychange", this.onVisible);
    this.seen = new IntersectionObserver(([entry]) => {
      this.looking = entry.isIntersecting;
      this.look();
    });
    this.seen.observe(root);
    this.timer = setInterval(() => this.look(), LOOK_MS);
    this.tellState();
  }

  close() {
    clearInterval(this.timer);
    this.seen.disconnect();
    this.model.off("change", this.onChange);
    this.model.off("msg:custom", this.onMessage);
    document.removeEventListener("visibilitychange", this.onVisible);
  }

  build() {
    const header = element("header", "");
    this.pill = element("span", "pill", { role: "status" });
    this.icon = element("span", "icon");
    this.word = element("span", "word");
    this.pill.append(this.icon, this.word);
    const actions = element("span", "actions");
    this.hold = iconButton(ICONS.paused, STRINGS.pause, () => this.toggle());
    this.hold.setAttribute("aria-pressed", "false");
    actions.append(this.hold);
    header.append(textElement("span", "name", STRINGS.name), this.pill, actions);
    this.note = element("div", "note", { role: "alert" });
    this.note.hidden = true;
    this.plots = {};
    const slider = { tabindex: "0", role: "slider", "aria-label": STRINGS.time };
    this.stages = element("div", "plots", slider);
    for (const [name, title] of Object.entries(STRINGS.plots)) {
      this.plots[name] = new Plot(title);
      this.stages.append(this.plots[name].root);
    }
    this.stages.addEventListener("pointermove", (event) => this.follow(event));
    this.stages.addEventListener("pointerleave", () => this.moveTo(null));
    this.stages.addEventListener("keydown", (event) => this.key(event));
    this.stages.addEventListener("blur", () => this.moveTo(null));
    this.table = element("div", "table", { tabindex: "0", role: "region", "aria-label": STRINGS.table });
    this.rows = element("tbody", "");
    this.table.append(this.buildTable());
    this.root.append(header, this.note, this.stages, this.table);
    this.root.append(textElement("footer", "", STRINGS.facts));
  }

  buildTable() {
    const table = element("table", "");
    const head = element("tr", "");
    for (const words of STRINGS.heads) {
      const cell = textElement("th", "", words);
      cell.setAttribute("scope", "col");
      head.append(cell);
    }
    const top = element("thead", "");
    top.append(head);
    table.append(top, this.rows);
    return table;
  }

  /** Ask for what is new while somebody can see it. */
  look() {
    if (!this.looking || document.visibilityState === "hidden") {
      this.askedAt = null;
    } else {
      this.askedAt ??= performance.now();
      tell(this.model, { kind: "look", since: this.readings.at(-1)?.at ?? 0 });
    }
    this.tellState();
  }

  hear({ kind, readings, styles }) {
    if (kind !== "readings") return;
    this.askedAt = null;
    this.styles = styles;
    this.readings = joined(this.readings, readings);
    this.tellState();
    if (this.held === null) this.draw();
  }

  toggle() {
    this.held = this.held === null ? this.readings : null;
    const isHeld = this.held !== null;
    setIcon(this.hold, isHeld ? ICONS.play : ICONS.paused);
    const words = isHeld ? STRINGS.play : STRINGS.pause;
    this.hold.title = words;
    this.hold.setAttribute("aria-label", words);
    this.hold.setAttribute("aria-pressed", String(isHeld));
    this.tellState();
    this.draw();
  }

  follow(event) {
    const stage = event.target.closest(".stage");
    if (stage === null) return this.moveTo(null);
    const { left, width } = stage.getBoundingClientRect();
    const end = this.shown.at(-1)?.at ?? 0;
    return this.moveTo(end - SPAN_MS * (1 - (event.clientX - left) / width));
  }

  key(event) {
    const shown = this.shown;
    if (shown.length === 0) return;
    const at = this.cursorAt === null ? shown.length - 1 : this.nearest(this.cursorAt);
    const to = {
      ArrowLeft: at - 1,
      ArrowDown: at - 1,
      ArrowRight: at + 1,
      ArrowUp: at + 1,
      PageDown: at - 30,
      PageUp: at + 30,
      Home: 0,
      End: shown.length - 1,
    }[event.key];
    if (event.key === "Escape") this.moveTo(null);
    else if (to === undefined) return;
    else this.moveTo(shown[Math.min(Math.max(to, 0), shown.length - 1)].at);
    event.preventDefault();
    event.stopPropagation();
  }

  get shown() {
    return this.held ?? this.readings;
  }

  nearest(at) {
    const distances = this.shown.map((reading) => Math.abs(reading.at - at));
    return distances.indexOf(Math.min(...distances));
  }

  moveTo(at) {
    this.cursorAt = at;
    this.tellValues();
  }

  draw() {
    const shown = this.shown;
    const end = shown.at(-1)?.at ?? 0;
    const queues = busyQueues(shown);
    const depths = queues.map((name) => ({
      points: shown.map((reading) => [reading.at, reading.depths[name] ?? null]),
      colour: this.styles.queues[name],
    }));
    const tools = Object.keys(shown.at(-1)?.tools ?? {});
    const times = tools.map((name) => ({
      points: shown.map((reading) => [reading.at, reading.tools[name]?.[3] ?? null]),
      colour: this.styles.tools[name]?.[0],
      dash: this.styles.tools[name]?.[1],
    }));
    const highest = (lines) => Math.max(0, ...lines.flatMap(({ points }) => points.map((p) => p[1])));
    const [deep, slow] = [niceTop(highest(depths)), niceTop(highest(times))];
    this.plots.depth.draw(depths, end, deep, countText(deep));
    this.plots.latency.draw(times, end, slow, msText(slow));
    this.hits = hitShares(shown);
    this.plots.hits.draw([{ points: this.hits, colour: this.styles.hits }], end, 1, "100 %");
    this.tellTable(shown.at(-1)?.tools ?? {});
    this.tellValues();
  }

  tellTable(tools) {
    const rows = Object.entries(tools).map(([name, [calls, errors, ...times]]) => {
      const row = element("tr", "");
      const head = element("th", "tool", { scope: "row" });
      head.append(swatch(this.styles.tools[name]), textElement("span", "", name));
      row.append(head, textElement("td", "", countText(calls)));
      row.append(textElement("td", errors > 0 ? "errors" : "", countText(errors)));
      row.append(...times.map((time) => textElement("td", "", msText(time))));
      return row;
    });
    this.rows.replaceChildren(...rows);
  }

  /** Say the numbers at the cursor, else the newest. */
  tellValues() {
    const shown = this.shown;
    if (shown.length === 0) return;
    const at = this.cursorAt === null ? shown.length - 1 : this.nearest(this.cursorAt);
    const reading = shown[at];
    const waiting = Object.values(reading.depths).reduce((sum, depth) => sum + depth, 0);
    const slowest = Object.entries(reading.tools).sort((a, b) => b[1][3] - a[1][3])[0];
    this.plots.depth.say(countText(waiting), ...this.queues(reading));
    this.plots.latency.say(msText(slowest?.[1][3] ?? null), slowest?.[0] ?? "");
    this.plots.hits.say(shareText(this.hits?.[at]?.[1] ?? null));
    const share = this.cursorAt === null ? null : 1 - (shown.at(-1).at - reading.at) / SPAN_MS;
    for (const plot of Object.values(this.plots)) plot.point(share);
    this.tellSlider(at, reading);
  }

  /** Each line's queue and how many wait in it; one alone needs no name. */
  queues({ depths }) {
    const names = busyQueues(this.shown);
    if (names.length < 2) return [];
    return names.map((name) => {
      const words = `${name} ${countText(depths[name] ?? 0)}`;
      const queue = textElement("span", "queue", words);
      queue.prepend(swatch([this.styles.queues[name]]));
      return queue;
    });
  }

  tellSlider(at, reading) {
    const facts = Object.entries(this.plots).map(
      ([name, plot]) => `${STRINGS.plots[name]} ${plot.value.textContent} ${plot.which.textContent}`,
    );
    const clock = new Date(reading.at).toLocaleTimeString("en-GB");
    const values = { now: at, min: 0, max: this.shown.length - 1, text: `${clock}: ${facts.join(", ")}` };
    for (const [name, value] of Object.entries(values)) {
      this.stages.setAttribute(`aria-value${name}`, value);
    }
    this.stages.title = clockText(reading.at, Date.now());
  }

  tellState() {
    const silence = this.askedAt === null ? "" : silenceWords(performance.now() - this.askedAt);
    const status = this.model.get("status");
    const state = silence ? "silent" : status === "live" && this.held !== null ? "paused" : status;
    if (this.root.dataset.status !== state) {
      this.root.dataset.status = state;
      this.root.dataset.stale = String(state === "silent");
      setIcon(this.icon, ICONS[state]);
      this.word.textContent = STRINGS.states[state];
    }
    const texts = {
      silent: [silence, STRINGS.silentHint],
      error: [this.model.get("words"), this.model.get("hint")],
      empty: ["", STRINGS.emptyHint],
    }[state];
    this.note.hidden = texts === undefined;
    const said = (texts ?? []).join("\n");
    if (said === this.said) return;
    this.said = said;
    const [words, hint] = texts ?? ["", ""];
    this.note.replaceChildren(textElement("div", "words", words), textElement("div", "hint", hint));
  }
}

function render({ model, el }) {
  const root = document.createElement("div");
  el.append(root);
  const view = new View(model, root);
  return () => view.close();
}

export default { render };
