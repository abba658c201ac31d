import { download, tell } from "./parts.js";
import { BrokerWay } from "./preview_broker.js";
import { Latest, askAgain, confirmationDue } from "./preview_flow.js";

const pages = new Map();

/**
 * One page's part of a preview, whatever views it has of it. Frames come as custom messages with one
 * binary buffer each; what was drawn is confirmed cumulatively, a few times a second, because a
 * confirmation costs the kernel more than a frame does.
 */
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
    this.delayMs = null;
    this.isWelcome = false;
    this.awaitsFile = false;
    this.held = {};
    this.looking = false;
    this.left = false;
    this.closed = false;
    this.decoding = false;
    this.ready = [];
    this.broker = new BrokerWay({
      widget: model.get("uid"),
      ask: () => this.send({ kind: "ask" }),
      take: (way) => this.take(way),
      onFrame: (frame) => this.arrive(frame),
    });
    this.onWay = () => this.choose();
    model.on("change:way", this.onWay);
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
    this.closed = true;
    clearInterval(this.timer);
    document.removeEventListener("visibilitychange", this.onVisibility);
    window.removeEventListener("pagehide", this.onHide);
    window.removeEventListener("pageshow", this.onShow);
    this.model.off("msg:custom", this.onMessage);
    this.model.off("change:way", this.onWay);
    this.broker.want(false);
    this.leave();
    this.bitmap?.close();
    for (const { bitmap } of this.ready.splice(0)) bitmap.close();
    this.letGo();
  }

  /** A page that goes says so: the kernel stops at once, not when its patience ends. */
  leave() {
    this.broker.want(false);
    this.send({ kind: "gone", viewer: this.viewer });
    this.left = true;
  }

  /** The browser took the page out of its back/forward cache. */
  comeBack() {
    if (!this.left) return;
    this.left = false;
    this.hello();
    this.choose();
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
      this.choose();
    }
  }

  /** Read from the broker while somebody looks, unless the widget says not to. */
  choose() {
    if (this.looking || this.model.get("way") === "kernel") {
      this.broker.want(this.model.get("way") === "auto");
    }
  }

  take(way) {
    this.send({ kind: "take", viewer: this.viewer, way });
    for (const view of this.views) view.tellFacts();
  }

  hear(content, buffers) {
    this.heardAt = performance.now();
    this.askedAt = null;
    if (content.kind === "welcome") {
      const now = Date.now();
      this.isWelcome = true;
      this.clockSkewMs = content.clock_ms - (content.at + now) / 2;
    } else if (content.kind === "frame") this.arrive({ ...content, bytes: buffers[0] });
    else if (content.kind === "access") this.broker.answer(content);
    else if (content.kind === "held") this.hold(content.held, buffers);
    else if (content.kind === "released") this.release();
    else if (content.kind === "saved") this.keepFile(content, buffers[0]);
  }

  /** Show pictures that do not move beside, or in place of, the one that does. */
  async hold(held, buffers) {
    const made = await Promise.all(
      held.map(({ format, time_s: timeS }, at) =>
        this.pictureOf(buffers[at], format).then((bitmap) => ({ bitmap, timeS })),
      ),
    );
    this.release();
    made.forEach((picture, at) => {
      if (!this.closed && picture.bitmap !== null) this.held[held[at].side] = picture;
      else picture.bitmap?.close();
    });
    for (const view of this.views) view.tellHeld();
  }

  release() {
    this.letGo();
    for (const view of this.views) view.tellHeld();
  }

  letGo() {
    for (const { bitmap } of Object.values(this.held)) bitmap.close();
    this.held = {};
  }

  save(what) {
    this.awaitsFile = true;
    this.send({ kind: "save", ...what });
  }

  keepFile({ format, name }, bytes) {
    if (!this.awaitsFile) return; // another page asked for it
    this.awaitsFile = false;
    download(new Blob([bytes], { type: `image/${format}` }), `${name}.${format}`);
  }

  /** Take in a frame, whichever way it came; while the ways change, one may come twice. */
  arrive(frame) {
    this.heardAt = performance.now();
    this.askedAt = null;
    if (frame.index <= this.reached) return;
    this.reached = frame.index;
    this.queue.put(frame);
    this.decode();
  }

  async decode() {
    if (this.decoding) return;
    this.decoding = true;
    try {
      for (let next = this.queue.take(); next; next = this.queue.take()) {
        const bitmap = await this.bitmapOf(next);
        if (bitmap !== null) this.present(next, bitmap);
      }
    } finally {
      this.decoding = false;
    }
  }

  /** Draw it when the page paints; one more may wait behind it, for frames come unevenly. */
  present(frame, bitmap) {
    this.ready.push({ frame, bitmap });
    if (this.ready.length === 1) this.onPaint(() => this.drawReady());
    if (this.ready.length <= 2) return;
    this.ready.shift().bitmap.close();
    this.queue.dropped += 1;
  }

  drawReady() {
    const next = this.ready.shift();
    if (next === undefined) return; // the page was closed
    this.draw(next.frame, next.bitmap);
    if (this.ready.length > 0) this.onPaint(() => this.drawReady());
  }

  /** Return null for bytes that are no picture; the frame counts as dropped, not as owed. */
  async bitmapOf(frame) {
    const bitmap = await this.pictureOf(frame.bytes, frame.format);
    if (bitmap === null) {
      this.queue.dropped += 1;
      this.drawnIndex = frame.index;
      this.confirm(false);
    }
    return bitmap;
  }

  async pictureOf(bytes, format) {
    try {
      return await createImageBitmap(new Blob([bytes], { type: `image/${format}` }));
    } catch (error) {
      console.error(`spark preview: what came is no ${format} picture`, error);
      return null;
    }
  }

  onPaint(draw) {
    // A hidden page paints nothing; its frame is taken in all the same.
    if (document.visibilityState === "visible") requestAnimationFrame(draw);
    else draw();
  }

  draw(frame, bitmap) {
    this.bitmap?.close();
    this.bitmap = bitmap;
    this.shown = frame;
    this.drawn += 1;
    this.drawnIndex = frame.index;
    this.delayMs = this.isWelcome ? Math.max(0, this.ageOf(frame)) : null;
    this.draws.push(performance.now());
    if (this.draws.length > 40) this.draws.shift();
    for (const view of this.views) view.paint();
    this.confirm(true);
  }

  /** How long ago the kernel sent a frame, in ms, by its clock. */
  ageOf(frame) {
    return Date.now() + this.clockSkewMs - frame.at_ms;
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
      delay_ms: this.delayMs,
    });
    if (soon) for (const view of this.views) view.tellFacts();
  }
}

/** The page of a widget: there is one, however many views. */
export function pageOf(model) {
  const uid = model.get("uid");
  if (!pages.has(uid)) pages.set(uid, new Page(model));
  return pages.get(uid);
}

/** Free a page; its widget is gone. */
export function closePage(model) {
  pageOf(model).close();
  pages.delete(model.get("uid"));
}
