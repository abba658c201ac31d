/**
 * Browser half of the progress list. Lines are state; steps and logs are asked for when a line is
 * opened. What runs is timed here: the kernel says nothing while nothing happens.
 */

import { element, setIcon, silenceWords, tell, textButton, textElement } from "./parts.js";
import { Line, STATUS_ICONS, setText } from "./progress_lines.js";
import { endedWords, isUnderWay, titleText, totalsText } from "./progress_words.js";
import {
  buttonRow,
  conflictParts,
  errorParts,
  progressParts,
  questionParts,
  touchedWords,
} from "./taking_back.js";

const STRINGS = {
  name: "Progress",
  list: "What was done, newest first",
  states: {
    empty: "Empty",
    loading: "Loading",
    live: "Ready",
    running: "Running",
    busy: "Undoing",
    choose: "Your choice",
    away: "Reconnecting",
    error: "Error",
    silent: "Reconnecting",
  },
  emptyWords: "Nothing has been done yet.",
  emptyHint: "Calls, builds, presets and your own operations appear here as they begin.",
  loading: "Reading what was done before.",
  awayHint: "Work goes on. What happens meanwhile appears here when the broker is back.",
  silentHint: "It is busy or gone. Run the cell again after a restart.",
  again: "Try again",
};

const ICONS = {
  empty: STATUS_ICONS.queued,
  loading: STATUS_ICONS.running,
  live: STATUS_ICONS.succeeded,
  running: STATUS_ICONS.running,
  busy: STATUS_ICONS.running,
  choose: STATUS_ICONS.failed,
  away: STATUS_ICONS.running,
  engine: STATUS_ICONS.running,
  error: STATUS_ICONS.failed,
  silent: STATUS_ICONS.running,
};

const TICK_MS = 500;
const LOG_MS = 2000;

class View {
  constructor(model, root) {
    this.model = model;
    this.root = root;
    this.lines = new Map();
    this.opened = new Map();
    this.running = new Set();
    this.asking = null;
    this.question = null;
    this.skewMs = 0;
    this.logAt = 0;
    root.className = "spark panel spark-progress";
    root.setAttribute("role", "group");
    root.setAttribute("aria-label", STRINGS.name);
    this.build();
    this.onChange = () => this.tell();
    this.onMessage = (content) => this.hear(content);
    model.on("change", this.onChange);
    model.on("msg:custom", this.onMessage);
    this.timer = setInterval(() => this.tick(), TICK_MS);
    this.ask({ kind: "hello" });
    this.tell();
  }

  close() {
    clearInterval(this.timer);
    cancelAnimationFrame(this.frame);
    this.model.off("change", this.onChange);
    this.model.off("msg:custom", this.onMessage);
  }

  build() {
    const header = element("header", "");
    this.pill = element("span", "pill");
    this.icon = element("span", "icon");
    this.word = element("span", "word");
    this.pill.append(this.icon, this.word);
    header.append(textElement("span", "name", STRINGS.name), this.pill);
    this.note = element("div", "note", { role: "alert" });
    this.list = element("ol", "lines", { "aria-label": STRINGS.list });
    this.none = element("div", "none");
    this.spoken = element("div", "spoken", { role: "status", "aria-live": "polite" });
    this.foot = element("footer", "");
    this.root.append(header, this.note, this.list, this.none, this.spoken, this.foot);
  }

  /** The kernel's time of day, in ms since 1970. */
  get now() {
    return Date.now() + this.skewMs;
  }

  ask(content) {
    this.asking ??= performance.now();
    tell(this.model, content);
    if (content.kind !== "hello") tell(this.model, { kind: "hello" });
  }

  hear(content) {
    this.asking = null;
    if (content.kind === "clock") this.skewMs = content.ms - Date.now();
    const opened = this.opened.get(content.id);
    if (opened && content.kind === "steps") opened.steps = content.rows;
    if (opened && content.kind === "log") opened.log = content.text;
    this.tellSilence();
    this.tellLines();
  }

  tick() {
    this.tellSilence();
    for (const id of this.running) this.lines.get(id)?.tick(this.now);
    if (performance.now() - this.logAt < LOG_MS) return;
    this.logAt = performance.now();
    for (const item of this.model.get("items")) {
      if (item.kind === "build" && isUnderWay(item) && this.opened.has(item.id)) this.askMore(item);
    }
    if (this.model.get("away_ms") !== null) this.tellNote();
  }

  tellSilence() {
    const silentMs = this.asking === null ? 0 : performance.now() - this.asking;
    const words = this.model.get("progress") ? "" : silenceWords(silentMs);
    if (words === (this.silence ?? "")) return;
    this.silence = words;
    this.root.dataset.stale = String(words !== "");
    this.tellState();
    this.tellNote();
  }

  get state() {
    if (this.silence) return "silent";
    if (this.model.get("progress")) return "busy";
    if (this.model.get("conflict")) return "choose";
    if (this.model.get("status") === "error") return "error";
    if (this.model.get("away_ms") !== null) return "away";
    if (this.model.get("engine")) return "engine";
    if (this.model.get("items").some(isUnderWay)) return "running";
    return this.model.get("status");
  }

  /** Many changes of a moment are one picture. */
  tell() {
    this.frame ??= requestAnimationFrame(() => {
      this.frame = undefined;
      this.tellState();
      this.tellNote();
      this.tellLines();
      this.tellEnded();
      setText(this.foot, totalsText(this.model.get("totals")));
      this.foot.hidden = this.model.get("items").length === 0;
    });
  }

  tellState() {
    const { state } = this;
    this.root.dataset.status = state;
    const word = state === "engine" ? this.model.get("engine") : STRINGS.states[state];
    if (this.word.textContent === word && this.shownState === state) return;
    this.shownState = state;
    setIcon(this.icon, ICONS[state]);
    this.word.textContent = word;
    this.pill.title = word;
  }

  tellNote() {
    const { model } = this;
    const facts = ["status", "words", "progress", "conflict", "away_ms"].map((name) => model.get(name));
    const away = facts[4] === null ? 0 : Math.round((this.now - facts[4]) / 2000);
    const seen = JSON.stringify([...facts, this.silence, away, this.question?.words]);
    if (seen === this.seen) return; // a note that is rebuilt loses its focus, and is read again
    this.seen = seen;
    const parts = this.noteParts();
    this.note.hidden = parts.length === 0;
    this.note.replaceChildren(...parts);
  }

  noteParts() {
    const { model } = this;
    const both = (words, hint) => [textElement("div", "words", words), textElement("div", "hint", hint)];
    if (this.silence) return both(this.silence, STRINGS.silentHint);
    if (model.get("progress")) return progressParts(model.get("progress"));
    if (this.question) return questionParts(this.question, () => this.confirm(null));
    const conflict = model.get("conflict");
    if (conflict) {
      const { id, count } = conflict;
      return conflictParts(conflict, (choice) => this.takeBack(id, count, choice));
    }
    if (model.get("status") === "error") {
      const again = textButton(STRINGS.again, () => this.ask({ kind: "retry" }));
      return [...errorParts(model), buttonRow([again])];
    }
    const away = model.get("away_ms");
    if (away === null) return [];
    const seconds = Math.max(Math.round((this.now - away) / 1000), 0);
    return both(`The broker has been away for ${seconds} s.`, STRINGS.awayHint);
  }

  confirm(question) {
    this.question = question;
    this.tellNote();
    if (question) this.note.querySelector("button")?.focus();
    else this.list.querySelector("[aria-expanded=true]")?.focus();
  }

  askUndo(item) {
    const { count, files, names } = item.undo;
    const later = count === 2 ? "the step after it" : `the ${count - 1} steps after it`;
    const words = `Undo ${titleText(item)}${count === 1 ? "" : ` and ${later}`}?`;
    const run = () => {
      this.confirm(null);
      this.takeBack(item.id, count);
    };
    const action = count === 1 ? "Undo" : `Undo ${count} steps`;
    this.confirm({ words, hint: touchedWords(names, files), action, run });
  }

  takeBack(id, count, onConflict = "refuse") {
    this.ask({ kind: "take_back", id, count, on_conflict: onConflict });
  }

  tellLines() {
    const items = this.model.get("items");
    const now = this.now;
    this.forget(items);
    items.forEach((item, at) => {
      const line = this.lines.get(item.id) ?? this.newLine(item.id);
      const opened = this.opened.get(item.id) ?? null;
      if (opened && opened.steps_seen !== item.steps) this.askMore(item);
      line.tell(item, now, opened);
      if (this.list.children[at] !== line.root) this.list.insertBefore(line.root, this.list.children[at]);
    });
    this.list.hidden = items.length === 0;
    this.none.hidden = items.length > 0;
    if (items.length === 0) this.tellNone();
  }

  newLine(id) {
    const line = new Line(id, {
      toggle: () => this.toggle(id),
      undo: (item) => this.askUndo(item),
    });
    this.lines.set(id, line);
    return line;
  }

  forget(items) {
    const there = new Set(items.map(({ id }) => id));
    for (const [id, line] of this.lines) {
      if (there.has(id)) continue;
      line.root.remove();
      this.lines.delete(id);
      this.opened.delete(id);
    }
  }

  tellNone() {
    const loading = this.model.get("status") === "loading";
    this.none.replaceChildren(
      textElement("div", "words", loading ? STRINGS.loading : STRINGS.emptyWords),
      ...(loading ? [] : [textElement("div", "hint", STRINGS.emptyHint)]),
    );
  }

  tellEnded() {
    const items = this.model.get("items");
    const words = endedWords(this.running, items);
    this.running = new Set(items.filter(isUnderWay).map(({ id }) => id));
    if (words) this.spoken.textContent = words;
  }

  toggle(id) {
    const item = this.model.get("items").find((each) => each.id === id);
    if (this.opened.has(id)) this.opened.delete(id);
    else this.opened.set(id, {});
    if (item && this.opened.has(id)) this.askMore(item);
    this.tellLines();
  }

  askMore(item) {
    this.opened.get(item.id).steps_seen = item.steps;
    if (item.kind === "build") this.ask({ kind: "log", id: item.id });
    else if (item.steps) this.ask({ kind: "steps", id: item.id });
  }
}

function render({ model, el }) {
  const root = document.createElement("div");
  el.append(root);
  const view = new View(model, root);
  return () => view.close();
}

export default { render };
