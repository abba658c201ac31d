/** Browser half of the preview: its views, one for each time the widget is shown. */

import { element, iconButton, setIcon, silenceWords, textButton } from "./parts.js";
import { shownWidth } from "./preview_fit.js";
import { rateOf } from "./preview_flow.js";
import { closePage, pageOf } from "./preview_page.js";
import { Panel } from "./preview_panel.js";
import { Wipe } from "./preview_wipe.js";
import { ICONS, STRINGS, timeText } from "./preview_words.js";

class View {
  constructor(model, root, page) {
    this.model = model;
    this.page = page;
    this.inView = false;
    this.silence = "";
    this.root = root;
    root.className = "spark spark-preview";
    root.setAttribute("role", "group");
    this.build();
    this.seen = new IntersectionObserver((entries) => {
      this.inView = entries[entries.length - 1].isIntersecting;
      page.look();
    });
    this.seen.observe(this.stage);
    this.sized = new ResizeObserver(() => this.fit());
    this.sized.observe(root.parentElement);
    this.onChange = () => this.tell();
    model.on("change", this.onChange);
    // Jupyter takes keys on the document while they come down; ours must not move its cells.
    this.onKey = (event) => this.key(event);
    window.addEventListener("keydown", this.onKey, { capture: true });
    page.views.add(this);
    this.tell();
    this.tellHeld();
  }

  close() {
    this.seen.disconnect();
    this.sized.disconnect();
    this.model.off("change", this.onChange);
    window.removeEventListener("keydown", this.onKey, { capture: true });
    this.page.views.delete(this);
    this.page.look();
  }

  build() {
    const header = element("header", "");
    this.name = element("span", "name");
    this.pill = element("span", "pill", { role: "status" });
    this.icon = element("span", "icon");
    this.word = element("span", "word");
    this.pill.append(this.icon, this.word);
    const actions = element("span", "actions");
    this.back = iconButton(ICONS.back, STRINGS.back, () => this.step(-1));
    this.play = iconButton(ICONS.play, STRINGS.play, () => this.toggle());
    this.play.classList.add("play");
    this.on = iconButton(ICONS.on, STRINGS.on, () => this.step(1));
    this.compare = iconButton(ICONS.compare, STRINGS.compare, () => this.toggleComparison());
    this.more = iconButton(ICONS.more, STRINGS.more, () => this.toggleMore());
    this.more.setAttribute("aria-expanded", "false");
    actions.append(this.back, this.play, this.on, this.compare, this.more);
    header.append(this.name, this.pill, actions);
    this.stage = element("div", "stage");
    this.canvas = element("canvas", "", { role: "img", "aria-label": STRINGS.noPicture });
    this.canvas.width = this.model.get("width");
    this.canvas.height = this.model.get("height");
    this.picture = element("div", "picture");
    this.wipe = new Wipe(() => this.paint());
    this.picture.append(this.canvas, this.wipe.root);
    this.facts = element("div", "facts");
    this.way = textButton("", () => this.turnWay());
    this.way.classList.add("way");
    this.stage.append(this.picture, this.facts, this.buildNote());
    this.panel = new Panel(this.model, this.page, () => this.room().width);
    const scrub = element("div", "scrub");
    const range = { type: "range", min: "0", value: "0", "aria-label": STRINGS.time };
    this.range = element("input", "", range);
    this.range.addEventListener("input", () => this.seek(Number(this.range.value)));
    this.time = element("output", "");
    scrub.append(this.range, this.time);
    this.root.append(header, this.panel.root, this.stage, scrub);
  }

  buildNote() {
    this.note = element("div", "note", { role: "alert" });
    this.noteWords = element("div", "words");
    this.noteHint = element("div", "hint");
    this.details = element("details", "");
    const summary = element("summary", "");
    summary.textContent = STRINGS.details;
    this.detailsText = element("pre", "");
    this.details.append(summary, this.detailsText);
    this.note.append(this.noteWords, this.noteHint, this.details);
    return this.note;
  }

  key(event) {
    const held = event.ctrlKey || event.altKey || event.metaKey;
    if (held || event.key === "Tab" || !this.root.contains(event.target)) return;
    event.stopPropagation();
    if (this.wipe.key(event)) event.preventDefault();
    else if (!event.shiftKey && !takesKey(event.target, event.key)) this.obey(event);
  }

  obey(event) {
    const action = {
      " ": () => this.toggle(),
      ArrowLeft: () => this.step(-1),
      ArrowRight: () => this.step(1),
      c: () => this.toggleComparison(),
      v: () => this.toggleMore(),
      Escape: () => this.fold(),
    }[event.key];
    if (action === undefined) return;
    event.preventDefault();
    action();
  }

  toggleComparison() {
    this.page.send({ kind: this.wipe.shown ? "release" : "hold" });
  }

  toggleMore() {
    this.more.setAttribute("aria-expanded", String(this.panel.toggle()));
  }

  fold() {
    if (this.panel.root.hidden) return;
    this.toggleMore();
    this.more.focus();
  }

  toggle() {
    this.page.send({ kind: this.model.get("playing") ? "pause" : "play" });
  }

  step(count) {
    if (this.model.get("playing")) this.page.send({ kind: "pause" });
    const now = this.page.shown?.time_s ?? 0;
    this.seek(Math.max(0, now + count / this.model.get("frames_per_second")));
  }

  seek(timeS) {
    this.page.send({ kind: "seek", time_s: timeS });
  }

  tell() {
    const status = this.model.get("status");
    this.root.dataset.status = status;
    this.root.setAttribute("aria-label", this.model.get("name"));
    this.name.textContent = this.model.get("name");
    const engine = status === "error" ? "" : this.model.get("engine");
    this.tellState(engine ? "loading" : status, engine || STRINGS.states[status]);
    const playing = this.model.get("playing");
    setIcon(this.play, playing ? ICONS.paused : ICONS.play);
    this.play.title = playing ? STRINGS.pause : STRINGS.play;
    this.play.setAttribute("aria-label", this.play.title);
    this.play.classList.toggle("primary", !playing);
    this.range.max = String(this.model.get("duration_s"));
    this.range.step = String(1 / this.model.get("frames_per_second"));
    this.compare.disabled = this.page.shown === null;
    this.panel.tell();
    this.tellTime(this.page.shown?.time_s ?? 0);
    this.tellNote(this.model.get("words"), this.hint(), this.model.get("details"));
    this.tellFacts();
    this.fit();
  }

  tellState(icon, word) {
    if (this.word.textContent === word) return; // a screen reader would say it again
    setIcon(this.icon, ICONS[icon]);
    this.word.textContent = word;
  }

  tellNote(words, hint, details = "") {
    this.noteWords.textContent = words;
    this.noteHint.textContent = hint;
    this.noteHint.hidden = hint === "";
    this.detailsText.textContent = details;
    this.details.hidden = details === "";
    this.note.hidden = words === "";
  }

  tellSilence(silentMs) {
    const words = silenceWords(silentMs);
    if (words === this.silence) return;
    this.silence = words;
    this.root.dataset.stale = String(words !== "");
    this.note.setAttribute("role", words === "" ? "alert" : "note"); // not every second aloud
    if (words !== "") {
      this.tellState("loading", STRINGS.silent);
      this.tellNote(words, STRINGS.silentHint);
      this.tellFacts();
    } else this.tell();
  }

  hint() {
    const again = this.model.get("retry_in_s");
    const hint = this.model.get("hint");
    return again === null ? hint : `${hint} Trying again in ${again.toFixed(1)} s.`.trim();
  }

  room() {
    return { width: this.root.parentElement.clientWidth - 2, height: 0.8 * innerHeight };
  }

  /** What was asked for where it can be: a picture made smaller for a slow link stays as large. */
  fullSize() {
    const { model, canvas } = this;
    if (!model.get("adjustable")) return canvas;
    return { width: model.get("width"), height: model.get("height") };
  }

  fit() {
    const room = this.room();
    if (room.width <= 0) return; // not on the screen
    const { width, height } = this.fullSize();
    const shown = shownWidth({ width, height, room, density: devicePixelRatio });
    this.canvas.style.width = `${shown}px`;
    this.canvas.dataset.shrunk = String(shown * devicePixelRatio < width);
    this.root.style.width = `${Math.max(shown, Math.min(320, room.width)) + 2}px`; // and its border
  }

  paint() {
    const { shown, held } = this.page;
    const bitmap = held.after?.bitmap ?? this.page.bitmap;
    if (bitmap === null || shown === null) return;
    if (this.canvas.width !== bitmap.width || this.canvas.height !== bitmap.height) {
      this.canvas.width = bitmap.width;
      this.canvas.height = bitmap.height;
      this.fit();
    }
    const brush = this.canvas.getContext("2d");
    brush.drawImage(bitmap, 0, 0);
    if (held.before) this.paintBefore(brush, held.before.bitmap);
    this.compare.disabled = false;
    this.canvas.setAttribute("aria-label", `Game at ${shown.time_s.toFixed(1)} s`);
    this.root.dataset.hasPicture = "true";
    this.root.dataset.index = String(shown.index);
    this.tellTime(shown.time_s);
  }

  /** Cover what lies left of the line with the picture that was held. */
  paintBefore(brush, before) {
    const { width, height } = this.canvas;
    brush.save();
    brush.beginPath();
    brush.rect(0, 0, (width * this.wipe.percent) / 100, height);
    brush.clip();
    brush.drawImage(before, 0, 0, width, height);
    brush.restore();
  }

  tellHeld() {
    const { before, after } = this.page.held;
    this.wipe.tell(before?.timeS ?? null, after?.timeS ?? null);
    this.compare.setAttribute("aria-pressed", String(this.wipe.shown));
    this.paint();
  }

  tellTime(timeS) {
    if (!this.range.matches(":active")) this.range.value = String(timeS); // nobody drags it
    this.time.textContent = timeText(timeS, this.model.get("duration_s"));
  }

  tellFacts() {
    const { shown, queue } = this.page;
    if (shown === null) return;
    const size = `${shown.width} × ${shown.height} ${shown.format.toUpperCase()}`;
    const scale = this.model.get("scale");
    const part = scale < 1 ? [STRINGS.reduced(scale)] : [];
    const facts = [...this.paceFacts(), size, ...part, `${queue.dropped} dropped`];
    this.facts.textContent = facts.join("  ·  ");
    this.tellWay();
  }

  /** Say which way frames come, and offer the other. */
  tellWay() {
    const { way, reason } = this.page.broker;
    this.root.dataset.way = way;
    const isFree = this.model.get("way") === "auto";
    this.way.textContent = STRINGS.ways[way];
    this.way.title = [reason, isFree ? STRINGS.toKernel : STRINGS.toBroker].filter(Boolean).join(" ");
    this.way.setAttribute("aria-pressed", String(!isFree));
    this.facts.append(this.way);
  }

  turnWay() {
    this.model.set("way", this.model.get("way") === "auto" ? "kernel" : "auto");
    this.model.save_changes();
    this.tellFacts();
  }

  /** Rate and age say something while frames come, and nothing about a picture that stands. */
  paceFacts() {
    if (this.model.get("status") !== "live" || this.silence !== "") return [];
    const { shown, draws } = this.page;
    const age = Math.max(0, this.page.ageOf(shown));
    return [`${rateOf(draws).toFixed(0)} fps`, `${age.toFixed(0)} ms old`];
  }
}

/** Whether a control has a use of its own for a key. */
function takesKey(target, key) {
  if (target.tagName === "BUTTON" || target.tagName === "SUMMARY") return key === " ";
  return target.tagName === "SELECT" || (target.tagName === "INPUT" && key.startsWith("Arrow"));
}

function initialize({ model }) {
  const page = pageOf(model);
  page.hello();
  return () => closePage(model);
}

function render({ model, el }) {
  const root = document.createElement("div");
  el.append(root);
  const view = new View(model, root, pageOf(model));
  return () => view.close();
}

export default { initialize, render };
