/**
 * Browser half of the undo history. The list is state; pictures and diffs are asked for when they
 * are looked at, so that a saved notebook holds neither.
 */

import {
  bytesText,
  clockText,
  element,
  iconButton,
  setIcon,
  silenceWords,
  tell,
  textButton,
  textElement,
} from "./parts.js";
import {
  buttonRow,
  conflictParts,
  diffElement,
  errorParts,
  progressParts,
  questionParts,
  touchedWords,
} from "./taking_back.js";

const STRINGS = {
  name: "History",
  undo: "Undo",
  redo: "Redo",
  undoKeys: "Ctrl+Z",
  redoKeys: "Ctrl+Shift+Z",
  nothing: "nothing",
  export: "Export as JSON",
  import: "Import from JSON",
  clear: "Clear the history",
  filter: "Filter by path",
  since: "Show steps of",
  ages: { all: "All", hour: "Last hour", day: "Last 24 hours" },
  here: "You are here",
  back: "Roll back to here",
  details: "What changed",
  list: "Steps, newest first",
  states: {
    empty: "Empty",
    loading: "Loading",
    live: "Ready",
    busy: "Working",
    choose: "Your choice",
    cut: "Unfinished",
    error: "Error",
    silent: "Reconnecting",
  },
  emptyWords: "No changes yet.",
  emptyHint: "Each script, patch, asset and preset you write appears here, and can be taken back.",
  noMatch: "No step matches the filter.",
  silentHint: "It is busy or gone. Run the cell again after a restart.",
  cutWords: "A rollback was cut short: some files are older than the newest step.",
  finish: "Finish the rollback",
  before: "before",
  after: "after",
  none: "no file",
};

/** Outlines on a 16 px square. */
const ICONS = {
  empty: "M8 3a5 5 0 1 1 0 10A5 5 0 1 1 8 3zm0 1.5a3.5 3.5 0 1 0 0 7a3.5 3.5 0 1 0 0-7z",
  loading: "M2 6.5h3v3H2zm4.5 0h3v3h-3zm4.5 0h3v3h-3z",
  live: "M6.3 12.4 2.2 8.3l1.3-1.3 2.8 2.8 6.2-6.2 1.3 1.3z",
  busy: "M2 6.5h3v3H2zm4.5 0h3v3h-3zm4.5 0h3v3h-3z",
  choose: "M8 1.5 15.5 14.5H.5zM7.2 6v4.5h1.6V6zm0 5.5v1.5h1.6v-1.5z",
  cut: "M8 1.5 15.5 14.5H.5zM7.2 6v4.5h1.6V6zm0 5.5v1.5h1.6v-1.5z",
  error: "M8 1.5 15.5 14.5H.5zM7.2 6v4.5h1.6V6zm0 5.5v1.5h1.6v-1.5z",
  silent: "M2 6.5h3v3H2zm4.5 0h3v3h-3zm4.5 0h3v3h-3z",
  undo: "M6 2.5v3h4.5a4 4 0 0 1 0 8H5V12h5.5a2.5 2.5 0 0 0 0-5H6v3L1.5 6.2z",
  redo: "M10 2.5v3H5.5a4 4 0 0 0 0 8H11V12H5.5a2.5 2.5 0 0 1 0-5H10v3l4.5-3.8z",
  export: "M7.2 2h1.6v6.2l2.4-2.4 1.1 1.1L8 11.2 3.7 6.9l1.1-1.1 2.4 2.4zM2.5 12.5h11V14h-11z",
  import: "M7.2 11.2h1.6V5l2.4 2.4 1.1-1.1L8 2 3.7 6.3l1.1 1.1L7.2 5zM2.5 12.5h11V14h-11z",
  clear: "M6 1.5h4l.6 1H14V4H2V2.5h3.4zM3.2 5h9.6l-.7 9.5H3.9zM6 6.5v6.5h1.2V6.5zm2.8 0v6.5H10V6.5z",
  generate_script: "M5 4.5 1.5 8 5 11.5l1-1L3.5 8 6 5.5zM11 4.5l-1 1L12.5 8 10 10.5l1 1L14.5 8zM8.8 3 6 13h1.3L10 3z",
  apply_patch: "M7.2 2h1.6v3.2H12v1.6H8.8V10H7.2V6.8H4V5.2h3.2zM4 12h8v1.6H4z",
  ingest_asset: "M2 3h12v10H2zm1.5 1.5v6l3-3.5 2.5 3 1.5-1.5 2 2v-6zM10.5 5.5a1.2 1.2 0 1 1 0 2.4a1.2 1.2 0 1 1 0-2.4z",
  preset: "M8 1.5 14.5 5v6L8 14.5 1.5 11V5zM8 3.2 4.5 5.1 8 7l3.5-1.9zM3 6.4v3.7l4.2 2.3V8.6zm10 0L8.8 8.6v3.8l4.2-2.3z",
};

const HOUR_MS = 3_600_000;

/** Whether a step is shown: `path` is part of a path of it, `age` one of STRINGS.ages. */
export function matches(step, { path, age }, now) {
  const limit = { all: Infinity, hour: HOUR_MS, day: 24 * HOUR_MS }[age];
  const wanted = path.trim().toLowerCase();
  const named = [step.title, ...step.paths].some((text) => text.toLowerCase().includes(wanted));
  return named && now - Date.parse(step.at) <= limit;
}

export function countsText({ added, removed, paths }) {
  const files = paths.length > 1 ? [`${paths.length} files`] : [];
  return [...files, ...(added === null ? [] : [`+${added} −${removed}`])].join(" · ");
}

/** What a click takes back: how many steps, until when, and which files it touches. */
export function rollbackWords(steps, at, clock) {
  const taken = steps.slice(0, at);
  const files = [...new Set(taken.flatMap((step) => step.paths))];
  const names = files.map((path) => path.split("/").pop());
  const count = taken.length === 1 ? "1 step" : `${taken.length} steps`;
  return {
    action: `Roll back ${count} to ${clock}`,
    touched: touchedWords(names, files.length),
  };
}

class View {
  constructor(model, root) {
    this.model = model;
    this.root = root;
    this.filters = { path: "", age: "all" };
    this.open = new Set();
    this.details = new Map();
    this.pictures = new Map();
    this.asked = new Set();
    this.asking = null;
    this.pending = null;
    this.isExporting = false;
    root.className = "spark spark-undo";
    root.setAttribute("role", "group");
    root.setAttribute("aria-label", STRINGS.name);
    this.build();
    this.onChange = () => this.tell();
    this.onMessage = (content, buffers) => this.hear(content, buffers);
    model.on("change", this.onChange);
    model.on("msg:custom", this.onMessage);
    this.onKey = (event) => this.key(event);
    window.addEventListener("keydown", this.onKey, { capture: true });
    this.timer = setInterval(() => this.tellSilence(), 500);
    this.seen = new IntersectionObserver((entries) => this.look(entries), { root: null });
    this.tell();
  }

  close() {
    clearInterval(this.timer);
    this.seen.disconnect();
    this.model.off("change", this.onChange);
    this.model.off("msg:custom", this.onMessage);
    window.removeEventListener("keydown", this.onKey, { capture: true });
    for (const url of this.pictures.values()) URL.revokeObjectURL(url);
    for (const { urls } of this.details.values()) urls.forEach((url) => URL.revokeObjectURL(url));
  }

  build() {
    const header = element("header", "");
    this.pill = element("span", "pill", { role: "status" });
    this.icon = element("span", "icon");
    this.word = element("span", "word");
    this.pill.append(this.icon, this.word);
    const actions = element("span", "actions");
    this.undo = iconButton(ICONS.undo, STRINGS.undo, () => this.take("undo"));
    this.redo = iconButton(ICONS.redo, STRINGS.redo, () => this.take("redo"));
    this.undo.classList.add("undo");
    this.redo.classList.add("redo");
    this.exporting = iconButton(ICONS.export, STRINGS.export, () => this.export());
    this.importing = iconButton(ICONS.import, STRINGS.import, () => this.file.click());
    this.clearing = iconButton(ICONS.clear, STRINGS.clear, () => this.confirmClear());
    this.file = element("input", "", { type: "file", accept: ".json,application/json" });
    this.file.hidden = true;
    this.file.addEventListener("change", () => this.bringIn());
    actions.append(this.undo, this.redo, this.exporting, this.importing, this.clearing);
    header.append(textElement("span", "name", STRINGS.name), this.pill, actions, this.file);
    this.bar = this.buildFilters();
    this.note = element("div", "note", { role: "alert" });
    this.list = element("ol", "steps", { "aria-label": STRINGS.list });
    this.foot = element("footer", "");
    this.root.append(header, this.bar, this.note, this.list, this.foot);
  }

  buildFilters() {
    const bar = element("div", "filters");
    const path = element("input", "", {
      type: "search",
      placeholder: STRINGS.filter,
      "aria-label": STRINGS.filter,
    });
    path.addEventListener("input", () => this.filter({ path: path.value }));
    const age = element("select", "", { "aria-label": STRINGS.since });
    for (const [value, words] of Object.entries(STRINGS.ages)) age.add(new Option(words, value));
    age.addEventListener("change", () => this.filter({ age: age.value }));
    bar.append(path, age);
    return bar;
  }

  filter(change) {
    Object.assign(this.filters, change);
    this.tellSteps();
  }

  key(event) {
    const undo = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z";
    if (!undo || !this.root.contains(event.target) || event.target.type === "search") return;
    event.stopPropagation();
    event.preventDefault();
    const button = event.shiftKey ? this.redo : this.undo;
    if (!button.disabled) button.click();
  }

  ask(content) {
    this.asking ??= performance.now();
    tell(this.model, content);
    if (content.kind !== "ping") tell(this.model, { kind: "ping" });
  }

  take(kind, id = null, onConflict = "refuse") {
    this.pending = null;
    this.ask({ kind, id, on_conflict: onConflict });
    this.tellNote();
  }

  hear(content, buffers) {
    this.asking = null;
    this.tellSilence();
    if (content.kind === "picture") this.keepPicture(content.id, buffers[0]);
    else if (content.kind === "details") this.keepDetails(content, buffers);
    else if (content.kind === "export") this.save(content.text);
  }

  keepPicture(id, bytes) {
    if (this.pictures.has(id)) return; // another view of this model asked too
    this.pictures.set(id, URL.createObjectURL(new Blob([bytes], { type: "image/webp" })));
    const place = this.list.querySelector(`[data-id="${CSS.escape(id)}"] .thumb`);
    if (place) this.fillThumb(place, id);
  }

  keepDetails({ id, files }, buffers) {
    const types = files.flatMap((file) =>
      [file.before, file.after].filter((at) => at != null).map((at) => [at, file.media_type]),
    );
    const urls = new Map(
      types.map(([at, type]) => [at, URL.createObjectURL(new Blob([buffers[at]], { type }))]),
    );
    this.details.get(id)?.urls.forEach((url) => URL.revokeObjectURL(url));
    this.details.set(id, { files, urls });
    this.tellSteps();
  }

  export() {
    this.isExporting = true;
    this.ask({ kind: "export" });
  }

  save(text) {
    if (!this.isExporting) return; // another view's button
    this.isExporting = false;
    const url = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    const link = element("a", "", { href: url, download: "spark-history.json" });
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
  }

  async bringIn() {
    const [file] = this.file.files;
    this.file.value = "";
    if (file) this.ask({ kind: "import", text: await file.text() });
  }

  confirmClear() {
    const count = this.model.get("steps").length + this.model.get("undone").length;
    this.confirm({
      words: `Forget ${count === 1 ? "1 step" : `all ${count} steps`}?`,
      hint: "The project stays as it is; none of them can be undone or redone any more.",
      action: STRINGS.clear,
      run: () => this.ask({ kind: "clear" }),
    });
  }

  confirm(pending) {
    this.pending = pending;
    this.tellNote();
    this.note.querySelector("button")?.focus();
  }

  look(entries) {
    for (const { isIntersecting, target } of entries) {
      const id = target.closest("[data-id]").dataset.id;
      if (!isIntersecting || this.asked.has(id)) continue;
      this.asked.add(id);
      this.ask({ kind: "picture", id });
    }
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
    if (this.model.get("status") === "error") return "error";
    if (this.model.get("conflict")) return "choose";
    if (this.model.get("interrupted")) return "cut";
    return this.model.get("status");
  }

  tell() {
    this.tellState();
    this.tellButtons();
    this.tellNote();
    this.tellSteps();
  }

  tellState() {
    const { state } = this;
    this.root.dataset.status = state;
    const word = STRINGS.states[state];
    if (this.word.textContent === word) return; // a screen reader would say it again
    setIcon(this.icon, ICONS[state]);
    this.word.textContent = word;
    this.pill.title = word;
  }

  tellButtons() {
    const [done, undone] = [this.model.get("steps"), this.model.get("undone")];
    const busy = this.model.get("progress") !== null;
    const name = (button, verb, step, keys) => {
      const label = `${verb}: ${step ? step.title : STRINGS.nothing} (${keys})`;
      button.title = label;
      button.setAttribute("aria-label", label);
      button.disabled = busy || step === undefined;
    };
    name(this.undo, STRINGS.undo, done[0], STRINGS.undoKeys);
    name(this.redo, STRINGS.redo, undone[0], STRINGS.redoKeys);
    const none = done.length + undone.length === 0;
    this.clearing.disabled = none || busy;
    this.exporting.disabled = none;
    this.bar.hidden = done.length + undone.length < 4;
  }

  tellNote() {
    const parts = this.noteParts();
    this.note.hidden = parts.length === 0;
    this.note.replaceChildren(...parts);
  }

  noteParts() {
    const words = (text) => textElement("div", "words", text);
    const hint = (text) => textElement("div", "hint", text);
    if (this.silence) return [words(this.silence), hint(STRINGS.silentHint)];
    const progress = this.model.get("progress");
    if (progress) return progressParts(progress);
    if (this.pending) return this.pendingParts();
    if (this.model.get("status") === "error") return errorParts(this.model);
    const conflict = this.model.get("conflict");
    if (conflict) {
      const { kind, id } = conflict;
      return conflictParts(conflict, (choice) => this.take(kind, id, choice));
    }
    const interrupted = this.model.get("interrupted");
    if (interrupted) {
      const finish = textButton(STRINGS.finish, () => this.take("roll_back", interrupted));
      return [words(STRINGS.cutWords), buttonRow([finish])];
    }
    return [];
  }

  pendingParts() {
    const { run, ...question } = this.pending;
    const go = () => {
      this.pending = null;
      run();
      this.tellNote();
    };
    return questionParts({ ...question, run: go }, () => this.confirm(null));
  }

  tellSteps() {
    const now = Date.now();
    const shown = (step) => matches(step, this.filters, now);
    const done = this.model.get("steps");
    const undone = this.model.get("undone");
    const later = undone.filter(shown).reverse();
    const rows = [
      ...later.map((step) => this.row(step, { undone: true })),
      ...(undone.length ? [textElement("li", "here", STRINGS.here)] : []),
      ...done.map((step, at) => [step, at]).filter(([step]) => shown(step)),
    ].map((row) => (Array.isArray(row) ? this.row(row[0], { at: row[1] }) : row));
    const focused = this.list.contains(document.activeElement)
      ? document.activeElement.dataset.key
      : null;
    this.list.replaceChildren(...(rows.length ? rows : this.emptyRows(done, undone)));
    for (const thumb of this.list.querySelectorAll(".thumb[data-pictured]")) {
      this.seen.observe(thumb);
    }
    if (focused) this.list.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
    this.tellFoot(done, undone);
  }

  emptyRows(done, undone) {
    if (done.length + undone.length) return [textElement("li", "none", STRINGS.noMatch)];
    const row = element("li", "none");
    row.append(
      textElement("div", "words", STRINGS.emptyWords),
      textElement("div", "hint", STRINGS.emptyHint),
    );
    return [row];
  }

  tellFoot(done, undone) {
    const size = done.reduce((sum, step) => sum + step.byte_length, 0);
    const facts = [
      done.length === 1 ? "1 step" : `${done.length} steps`,
      ...(undone.length ? [`${undone.length} undone`] : []),
      bytesText(size),
      "the newest 50 are kept",
    ];
    this.foot.textContent = facts.join("  ·  ");
    this.foot.hidden = done.length + undone.length === 0;
  }

  row(step, { undone = false, at = 0 }) {
    const row = element("li", undone ? "step undone" : "step", { "data-id": step.id });
    const thumb = element("div", "thumb");
    if (step.pictured) thumb.dataset.pictured = "true";
    this.fillThumb(thumb, step.id, step.kind);
    const body = element("div", "body");
    const isOpen = this.open.has(step.id);
    const title = textElement("button", "title", step.title);
    title.type = "button";
    title.dataset.key = `open ${step.id}`;
    title.title = STRINGS.details;
    title.setAttribute("aria-expanded", String(isOpen));
    title.addEventListener("click", () => this.toggle(step.id));
    body.append(title, this.facts(step));
    if (isOpen) body.append(this.opened(step.id));
    row.append(thumb, body);
    if (!undone && at > 0) row.append(this.backButton(step, at));
    return row;
  }

  facts(step) {
    const facts = element("div", "facts");
    const time = textElement("time", "", clockText(step.at, Date.now()));
    time.dateTime = step.at;
    time.title = new Date(step.at).toString();
    const counts = countsText(step);
    facts.append(time);
    for (const text of [counts, bytesText(step.byte_length), step.author]) {
      if (text) facts.append(textElement("span", "", text));
    }
    return facts;
  }

  backButton(step, at) {
    const steps = this.model.get("steps");
    const clock = clockText(step.at, Date.now());
    const { action, touched } = rollbackWords(steps, at, clock);
    const button = textButton(STRINGS.back, () =>
      this.confirm({
        words: `${action}?`,
        hint: touched,
        action,
        run: () => this.take("roll_back", step.id),
      }),
    );
    button.classList.add("back");
    button.title = `${action}. ${touched}`;
    button.dataset.key = `back ${step.id}`;
    button.disabled = this.model.get("progress") !== null;
    return button;
  }

  fillThumb(place, id, kind = null) {
    const url = this.pictures.get(id);
    if (url) {
      place.replaceChildren(element("img", "", { src: url, alt: "" }));
    } else if (kind) setIcon(place, ICONS[kind]);
  }

  toggle(id) {
    if (this.open.has(id)) this.open.delete(id);
    else {
      this.open.add(id);
      if (!this.details.has(id)) this.ask({ kind: "details", id });
    }
    this.tellSteps();
  }

  opened(id) {
    const box = element("div", "files");
    const known = this.details.get(id);
    if (known === undefined) return textElement("div", "hint", "…");
    for (const file of known.files) {
      const head = element("div", "file");
      head.append(textElement("span", "path", file.path), textElement("span", "hint", file.state));
      box.append(head, file.media_type ? this.images(file, known.urls) : diffElement(file.lines));
    }
    return box;
  }

  images(file, urls) {
    const pair = element("div", "pair");
    for (const side of ["before", "after"]) {
      const figure = element("figure", "");
      const at = file[side];
      figure.append(
        at === null
          ? textElement("div", "none", STRINGS.none)
          : element("img", "", { src: urls.get(at), alt: `${file.path} ${STRINGS[side]}` }),
        textElement("figcaption", "", STRINGS[side]),
      );
      pair.append(figure);
    }
    return pair;
  }

}

function render({ model, el }) {
  const root = document.createElement("div");
  el.append(root);
  const view = new View(model, root);
  return () => view.close();
}

export default { render };
