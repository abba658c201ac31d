/**
 * Browser half of the preview. Frames come as custom messages with one binary buffer each; what was
 * drawn is confirmed cumulatively, a few times a second, because a confirmation costs the kernel
 * more than a frame does.
 */

import { element, iconButton, setIcon, silenceWords, tell } from "./parts.js";

const STRINGS = {
  play: "Play (space)",
  pause: "Pause (space)",
  back: "One frame back (left arrow)",
  on: "One frame on (right arrow)",
  time: "Game time in seconds",
  noPicture: "No picture yet",
  details: "Details",
  states: {
    empty: "Empty",
    loading: "Loading",
    live: "Live",
    paused: "Paused",
    done: "Done",
    error: "Error",
  },
  silent: "Reconnecting",
  silentHint: "It is busy or gone; the last picture stays. Run the cell again after a restart.",
};

/** Outlines on a 16 px square; states, then actions. A font may lack such signs. */
const ICONS = {
  empty: "M8 3a5 5 0 1 1 0 10A5 5 0 1 1 8 3zm0 1.5a3.5 3.5 0 1 0 0 7a3.5 3.5 0 1 0 0-7z",
  loading: "M2 6.5h3v3H2zm4.5 0h3v3h-3zm4.5 0h3v3h-3z",
  live: "M8 3.5a4.5 4.5 0 1 1 0 9a4.5 4.5 0 1 1 0-9z",
  paused: "M4 3h3v10H4zm5 0h3v10H9z",
  done: "M6.3 12.4 2.2 8.3l1.3-1.3 2.8 2.8 6.2-6.2 1.3 1.3z",
  error: "M8 1.5 15.5 14.5H.5zM7.2 6v4.5h1.6V6zm0 5.5v1.5h1.6v-1.5z",
  play: "M4.5 2.5v11L13 8z",
  back: "M3 3h2v10H3zm10 0v10L6 8z",
  on: "M11 3h2v10h-2zM3 3v10l7-5z",
};

/** Decide when a confirmation is due: half the window is used up, or enough time has passed. */
export function confirmationDue({ drawn, confirmed, window, sinceMs, everyMs = 250 }) {
  const behind = drawn - confirmed;
  return behind > 0 && (behind >= window / 2 || sinceMs >= everyMs);
}

/** Keep only the newest of what arrives; count what was overtaken. */
export class Latest {
  constructor() {
    this.item = null;
    this.dropped = 0;
  }
  put(item) {
    if (this.item !== null) this.dropped += 1;
    this.item = item;
  }
  take() {
    const item = this.item;
    this.item = null;
    return item;
  }
}

/**
 * CSS width in pixels of a picture of `width` × `height` in a room of that size. A pixel of the
 * picture covers a whole number of the screen's, while one fits; `density` is the screen's pixels
 * per CSS pixel. Up to 960 wide: beyond that a small picture would only be coarse.
 */
export function shownWidth({ width, height, room, density = 1 }) {
  const fitting = Math.min(room.width, (room.height * width) / height);
  const times = Math.floor((Math.min(fitting, Math.max(960, width)) * density) / width);
  return times >= 1 ? (width * times) / density : fitting;
}

export function timeText(timeS, durationS) {
  return `${timeS.toFixed(2)} / ${durationS.toFixed(1)} s`;
}

/** Frames per second over the newest draws; `times` are milliseconds, oldest first. */
export function rateOf(times) {
  if (times.length < 2) return 0;
  const span = times[times.length - 1] - times[0];
  return span > 0 ? ((times.length - 1) * 1000) / span : 0;
}

/** Ask a silent kernel after two seconds, then ever more seldom; times in milliseconds. */
export function askAgain({ now, heardAt, askedAt }) {
  if (askedAt === null) return now - heardAt >= 2000;
  return now - askedAt >= Math.min(30000, Math.max(2000, askedAt - heardAt));
}

const pages = new Map();

class Page {
  constructor(model) {
    this.model = model;
    this.viewer = Math.random().toString(36).slice(2, 14);
    this.views = new Set();
    this.queue = new Latest();
    this.bitmap = null;
    this.shown = null;
    this.reached = 0;
    this.drawn = 0;
    this.drawnIndex = 0;
    this.confirmed = 0;
    this.confirmedAt = 0;
    this.draws = [];
    this.clockSkewMs = 0;
    this.looking = false;
    this.left = false;
    this.decoding = false;
    this.onMessage = (content, buffers) => this.hear(content, buffers);
    this.onVisibility = () => this.look();
    this.onHide = () => this.leave();
    this.onShow = () => this.comeBack();
    model.on("msg:custom", this.onMessage);
    document.addEventListener("visibilitychange", this.onVisibility);
    window.addEventListener("pagehide", this.onHide);
    window.addEventListener("pageshow", this.onShow);
    this.heardAt = performance.now();
    this.askedAt = null;
    this.timer = setInterval(() => this.tick(performance.now()), 250);
  }

  tick(now) {
    this.confirm(false);
    if (this.looking && askAgain({ now, heardAt: this.heardAt, askedAt: this.askedAt })) {
      this.askedAt = now;
      this.hello();
    }
    const silentMs = this.looking && this.askedAt !== null ? now - this.heardAt : 0;
    for (const view of this.views) view.tellSilence(silentMs);
  }

  close() {
    clearInterval(this.timer);
    document.removeEventListener("visibilitychange", this.onVisibility);
    window.removeEventListener("pagehide", this.onHide);
    window.removeEventListener("pageshow", this.onShow);
    this.model.off("msg:custom", this.onMessage);
    this.leave();
    this.bitmap?.close();
  }

  /** A page that goes says so: the kernel stops at once, not when its patience ends. */
  leave() {
    this.send({ kind: "gone", viewer: this.viewer });
    this.left = true;
  }

  /** The browser took the page out of its back/forward cache. */
  comeBack() {
    if (!this.left) return;
    this.left = false;
    this.hello();
  }

  send(content) {
    if (!this.left) tell(this.model, content);
  }

  hello() {
    const { viewer, looking, reached } = this;
    this.send({ kind: "hello", viewer, looking, index: reached, at: Date.now() });
  }

  look() {
    const visible = document.visibilityState === "visible";
    const looking = visible && [...this.views].some((view) => view.inView);
    if (looking !== this.looking) {
      this.looking = looking;
      this.hello();
    }
  }

  hear(content, buffers) {
    this.heardAt = performance.now();
    this.askedAt = null;
    if (content.kind === "welcome") {
      const now = Date.now();
      this.clockSkewMs = content.clock_ms - (content.at + now) / 2;
    } else if (content.kind === "frame") {
      this.reached = content.index;
      this.queue.put({ ...content, bytes: buffers[0] });
      this.decode();
    }
  }

  async decode() {
    if (this.decoding) return;
    this.decoding = true;
    try {
      for (let next = this.queue.take(); next; next = this.queue.take()) {
        const bitmap = await this.bitmapOf(next);
        if (bitmap === null) continue;
        await new Promise((resolve) => this.onPaint(resolve));
        this.draw(next, bitmap);
      }
    } finally {
      this.decoding = false;
    }
  }

  /** Return null for bytes that are no picture; the frame counts as dropped, not as owed. */
  async bitmapOf(frame) {
    const blob = new Blob([frame.bytes], { type: `image/${frame.format}` });
    try {
      return await createImageBitmap(blob);
    } catch (error) {
      console.error(`spark preview: frame ${frame.index} is no ${frame.format} picture`, error);
      this.queue.dropped += 1;
      this.drawnIndex = frame.index;
      this.confirm(false);
      return null;
    }
  }

  onPaint(resolve) {
    // A hidden page paints nothing; its frame is taken in all the same.
    if (document.visibilityState === "visible") requestAnimationFrame(resolve);
    else resolve();
  }

  draw(frame, bitmap) {
    this.bitmap?.close();
    this.bitmap = bitmap;
    this.shown = frame;
    this.drawn += 1;
    this.drawnIndex = frame.index;
    this.draws.push(performance.now());
    if (this.draws.length > 40) this.draws.shift();
    for (const view of this.views) view.paint();
    this.confirm(true);
  }

  confirm(soon) {
    const facts = { drawn: this.drawnIndex, confirmed: this.confirmed };
    const sinceMs = performance.now() - this.confirmedAt;
    const window = this.model.get("window");
    if (!confirmationDue({ ...facts, window, sinceMs })) return;
    this.confirmed = this.drawnIndex;
    this.confirmedAt = performance.now();
    this.send({
      kind: "shown",
      viewer: this.viewer,
      index: this.drawnIndex,
      drawn: this.drawn,
      dropped: this.queue.dropped,
    });
    if (soon) for (const view of this.views) view.tellFacts();
  }
}

function pageOf(model) {
  const uid = model.get("uid");
  if (!pages.has(uid)) pages.set(uid, new Page(model));
  return pages.get(uid);
}

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
    this.paint();
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
    actions.append(this.back, this.play, this.on);
    header.append(this.name, this.pill, actions);
    this.stage = element("div", "stage");
    this.canvas = element("canvas", "", { role: "img", "aria-label": STRINGS.noPicture });
    this.canvas.width = this.model.get("width");
    this.canvas.height = this.model.get("height");
    this.facts = element("div", "facts");
    this.stage.append(this.canvas, this.facts, this.buildNote());
    const scrub = element("div", "scrub");
    const range = { type: "range", min: "0", value: "0", "aria-label": STRINGS.time };
    this.range = element("input", "", range);
    this.range.addEventListener("input", () => this.seek(Number(this.range.value)));
    this.time = element("output", "");
    scrub.append(this.range, this.time);
    this.root.append(header, this.stage, scrub);
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
    const ours = [" ", "ArrowLeft", "ArrowRight"].includes(event.key);
    const held = event.ctrlKey || event.altKey || event.metaKey || event.shiftKey;
    if (!ours || held || !this.root.contains(event.target)) return;
    event.stopPropagation();
    const isSpace = event.key === " ";
    if (isSpace ? event.target.tagName === "BUTTON" : event.target === this.range) return;
    event.preventDefault();
    if (isSpace) this.toggle();
    else this.step(event.key === "ArrowLeft" ? -1 : 1);
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
    this.tellState(status, STRINGS.states[status]);
    const playing = this.model.get("playing");
    setIcon(this.play, playing ? ICONS.paused : ICONS.play);
    this.play.title = playing ? STRINGS.pause : STRINGS.play;
    this.play.setAttribute("aria-label", this.play.title);
    this.play.classList.toggle("primary", !playing);
    this.range.max = String(this.model.get("duration_s"));
    this.range.step = String(1 / this.model.get("frames_per_second"));
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

  fit() {
    const room = { width: this.root.parentElement.clientWidth - 2, height: 0.8 * innerHeight };
    if (room.width <= 0) return; // not on the screen
    const { width, height } = this.canvas;
    const shown = shownWidth({ width, height, room, density: devicePixelRatio });
    this.canvas.style.width = `${shown}px`;
    this.canvas.dataset.shrunk = String(shown * devicePixelRatio < width);
    this.root.style.width = `${Math.max(shown, Math.min(320, room.width)) + 2}px`; // and its border
  }

  paint() {
    const { bitmap, shown } = this.page;
    if (bitmap === null) return;
    if (this.canvas.width !== bitmap.width || this.canvas.height !== bitmap.height) {
      this.canvas.width = bitmap.width;
      this.canvas.height = bitmap.height;
      this.fit();
    }
    this.canvas.getContext("2d").drawImage(bitmap, 0, 0);
    this.canvas.setAttribute("aria-label", `Game at ${shown.time_s.toFixed(1)} s`);
    this.root.dataset.hasPicture = "true";
    this.root.dataset.index = String(shown.index);
    this.tellTime(shown.time_s);
  }

  tellTime(timeS) {
    if (!this.range.matches(":active")) this.range.value = String(timeS); // nobody drags it
    this.time.textContent = timeText(timeS, this.model.get("duration_s"));
  }

  tellFacts() {
    const { shown, queue } = this.page;
    if (shown === null) return;
    const size = `${shown.width} × ${shown.height} ${shown.format.toUpperCase()}`;
    const facts = [...this.paceFacts(), size, `${queue.dropped} dropped`];
    this.facts.textContent = facts.join("  ·  ");
  }

  /** Rate and age say something while frames come, and nothing about a picture that stands. */
  paceFacts() {
    if (this.model.get("status") !== "live" || this.silence !== "") return [];
    const { shown, draws, clockSkewMs } = this.page;
    const age = Math.max(0, Date.now() + clockSkewMs - shown.at_ms);
    return [`${rateOf(draws).toFixed(0)} fps`, `${age.toFixed(0)} ms old`];
  }
}

function initialize({ model }) {
  const page = pageOf(model);
  page.hello();
  return () => {
    page.close();
    pages.delete(model.get("uid"));
  };
}

function render({ model, el }) {
  const root = document.createElement("div");
  el.append(root);
  const view = new View(model, root, pageOf(model));
  return () => view.close();
}

export default { initialize, render };
