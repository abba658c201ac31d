/** The line between the picture that was held and the other, moved by pointer and keys. */

import { element } from "./parts.js";

const STRINGS = {
  line: "Line between before and after, in percent",
  before: "Before",
  after: "After",
};

/** Where a key moves the line to, in percent; null for a key that does not move it. */
export function movedLine(percent, key, shift) {
  const step = shift ? 10 : 1;
  const to = {
    ArrowLeft: percent - step,
    ArrowDown: percent - step,
    ArrowRight: percent + step,
    ArrowUp: percent + step,
    PageDown: percent - 10,
    PageUp: percent + 10,
    Home: 0,
    End: 100,
  }[key];
  return to === undefined ? null : Math.min(100, Math.max(0, to));
}

/** Lies over a canvas; `onMove` is called when another part of it is to be painted. */
export class Wipe {
  constructor(onMove) {
    this.onMove = onMove;
    this.percent = 50;
    this.root = element("div", "wipe");
    this.root.hidden = true;
    this.before = element("span", "side before");
    this.after = element("span", "side after");
    this.line = element("div", "line", {
      role: "slider",
      tabindex: "0",
      "aria-label": STRINGS.line,
      "aria-valuemin": "0",
      "aria-valuemax": "100",
      "aria-orientation": "horizontal",
    });
    this.line.append(element("span", "grip"));
    this.root.append(this.before, this.after, this.line);
    this.root.addEventListener("pointerdown", (event) => this.grab(event));
    this.root.addEventListener("pointermove", (event) => this.drag(event));
    this.place();
  }

  get shown() {
    return !this.root.hidden;
  }

  /** Show the line, with the game time of either side; `after` is null for the live picture. */
  tell(before, after) {
    this.root.hidden = before === null;
    if (before === null) return;
    this.before.textContent = `${STRINGS.before} ${before.toFixed(2)} s`;
    this.after.textContent = after === null ? STRINGS.after : `${STRINGS.after} ${after.toFixed(2)} s`;
  }

  move(percent) {
    this.percent = percent;
    this.place();
    this.onMove();
  }

  place() {
    const { percent } = this;
    this.line.style.left = `${percent}%`;
    this.line.setAttribute("aria-valuenow", String(Math.round(percent)));
  }

  /** Obey a key on the line; return whether it was one of its own. */
  key(event) {
    const to = movedLine(this.percent, event.key, event.shiftKey);
    if (event.target !== this.line || to === null) return false;
    this.move(to);
    return true;
  }

  grab(event) {
    this.root.setPointerCapture(event.pointerId);
    this.line.focus({ preventScroll: true });
    event.preventDefault();
    this.moveTo(event);
  }

  drag(event) {
    if (this.root.hasPointerCapture(event.pointerId)) this.moveTo(event);
  }

  moveTo(event) {
    const box = this.root.getBoundingClientRect();
    this.move(Math.min(100, Math.max(0, ((event.clientX - box.left) * 100) / box.width)));
  }
}
