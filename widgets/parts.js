/**
 * What several widgets are built of. A widget's module imports this by name; the kernel sends both
 * as one text, since a module that comes over the wire has no neighbours.
 */

export function element(tag, className, attributes = {}) {
  const made = document.createElement(tag);
  made.className = className;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

/** Show an outline drawn on a 16 px square; a font may lack such a sign. */
export function setIcon(target, outline) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", outline);
  svg.append(path);
  target.replaceChildren(svg);
}

export function iconButton(outline, label, onClick) {
  const made = element("button", "", { type: "button", title: label, "aria-label": label });
  setIcon(made, outline);
  made.addEventListener("click", onClick);
  return made;
}

export function textButton(words, onClick) {
  const made = element("button", "words", { type: "button" });
  made.textContent = words;
  made.addEventListener("click", onClick);
  return made;
}

export function textElement(tag, className, words) {
  const made = element(tag, className);
  made.textContent = words;
  return made;
}

export function bytesText(count) {
  if (count < 1024) return `${count} B`;
  if (count < 1024 * 1024) return `${(count / 1024).toFixed(1)} KiB`;
  return `${(count / 1024 / 1024).toFixed(1)} MiB`;
}

/** The time of day here, with its date when that is not today's; `zone` is for tests. */
export function clockText(at, now, zone = undefined) {
  const then = new Date(at);
  const day = (date) => date.toLocaleDateString("en-GB", { timeZone: zone });
  const time = then.toLocaleTimeString("en-GB", {
    hour: "2-digit",
    minute: "2-digit",
    timeZone: zone,
  });
  if (day(then) === day(new Date(now))) return time;
  const date = then.toLocaleDateString("en-GB", { day: "numeric", month: "short", timeZone: zone });
  return `${date} ${time}`;
}

/** Have the browser save a file; its address is given up once that has surely begun. */
export function download(blob, name) {
  const url = URL.createObjectURL(blob);
  element("a", "", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** What a view says about a kernel that was asked and has not answered; "" while that is normal. */
export function silenceWords(silentMs) {
  if (silentMs < 4000) return "";
  return `No answer from the kernel for ${Math.round(silentMs / 1000)} s.`;
}

/** What a view asked of its kernel, and how long that has been silent. */
export class Inquiry {
  constructor(model, onSilence) {
    this.model = model;
    this.onSilence = onSilence;
    this.since = null;
    this.words = "";
    this.timer = setInterval(() => this.look(), 500);
  }

  /** Send `content`, and a question that is answered at once whatever becomes of it. */
  ask(content) {
    this.since ??= performance.now();
    tell(this.model, content);
    tell(this.model, { kind: "ping" });
  }

  heard() {
    this.since = null;
    this.look();
  }

  look() {
    const words = silenceWords(this.since === null ? 0 : performance.now() - this.since);
    if (words === this.words) return;
    this.words = words;
    this.onSilence(words);
  }

  close() {
    clearInterval(this.timer);
  }
}

/** Tell a model's kernel; false when there is none any more, which views say by themselves. */
export function tell(model, content) {
  try {
    model.send(content);
    return true;
  } catch (error) {
    console.debug("spark: the kernel is away", error);
    return false;
  }
}
