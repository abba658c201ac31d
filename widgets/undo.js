/**
 * Browser half of the undo history. The list is state; pictures and diffs are asked for when they
 * are looked at, so that a saved notebook holds neither.
 */

import {
  clockText,
  download,
  element,
  iconButton,
  setIcon,
  silenceWords,
  tell,
  textButton,
  textElement,
} from "./parts.js";
import { buttonRow, conflictParts, errorParts, progressParts, questionParts } from "./taking_back.js";
import { emptyRow, fillThumb, footText, openedFiles, stepFacts } from "./undo_rows.js";
import { ICONS, STRINGS, matches, rollbackWords } from "./undo_words.js";

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
    root.className = "spark panel spark-undo";
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
    if (place) fillThumb(place, this.pictures.get(id));
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
    download(new Blob([text], { type: "application/json" }), "spark-history.json");
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
    this.list.replaceChildren(...(rows.length ? rows : [emptyRow(done.length + undone.length > 0)]));
    for (const thumb of this.list.querySelectorAll(".thumb[data-pictured]")) {
      this.seen.observe(thumb);
    }
    if (focused) this.list.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
    this.tellFoot(done, undone);
  }

  tellFoot(done, undone) {
    this.foot.textContent = footText(done, undone);
    this.foot.hidden = done.length + undone.length === 0;
  }

  row(step, { undone = false, at = 0 }) {
    const row = element("li", undone ? "step undone" : "step", { "data-id": step.id });
    const thumb = element("div", "thumb");
    if (step.pictured) thumb.dataset.pictured = "true";
    fillThumb(thumb, this.pictures.get(step.id), step.kind);
    const body = element("div", "body");
    const isOpen = this.open.has(step.id);
    const title = textElement("button", "title", step.title);
    title.type = "button";
    title.dataset.key = `open ${step.id}`;
    title.title = STRINGS.details;
    title.setAttribute("aria-expanded", String(isOpen));
    title.addEventListener("click", () => this.toggle(step.id));
    body.append(title, stepFacts(step));
    if (isOpen) body.append(openedFiles(this.details.get(step.id)));
    row.append(thumb, body);
    if (!undone && at > 0) row.append(this.backButton(step, at));
    return row;
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

  toggle(id) {
    if (this.open.has(id)) this.open.delete(id);
    else {
      this.open.add(id);
      if (!this.details.has(id)) this.ask({ kind: "details", id });
    }
    this.tellSteps();
  }
}

function render({ model, el }) {
  const root = document.createElement("div");
  el.append(root);
  const view = new View(model, root);
  return () => view.close();
}

export default { render };
