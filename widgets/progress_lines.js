/** One line of the progress list, changed in place: a list under load can still be clicked. */

import { element, setIcon, textButton, textElement } from "./parts.js";
import {
  UNDO_REASONS,
  factRows,
  isUnderWay,
  logHeading,
  shareDone,
  stateText,
  titleText,
  tookText,
  STATUS_WORDS,
} from "./progress_words.js";
import { touchedWords } from "./taking_back.js";

const LINE_STRINGS = { undo: "Undo", more: "Details", steps: "Steps, newest first", of: "newest of" };

/** Outlines on a 16 px square. */
const WARNING = "M8 1.5 15.5 14.5H.5zM7.2 6v4.5h1.6V6zm0 5.5v1.5h1.6v-1.5z";
const DOTS = "M2 6.5h3v3H2zm4.5 0h3v3h-3zm4.5 0h3v3h-3z";
const CROSS = "M3.5 2.4 8 6.9l4.5-4.5 1.1 1.1L9.1 8l4.5 4.5-1.1 1.1L8 9.1l-4.5 4.5-1.1-1.1L6.9 8 2.4 3.5z";
export const STATUS_ICONS = {
  queued: "M8 1.5a6.5 6.5 0 1 1 0 13a6.5 6.5 0 1 1 0-13zm0 1.5a5 5 0 1 0 0 10a5 5 0 1 0 0-10zM7.2 4.5h1.6v3.2l2 2-1.1 1.1-2.5-2.5z",
  running: DOTS,
  succeeded: "M6.3 12.4 2.2 8.3l1.3-1.3 2.8 2.8 6.2-6.2 1.3 1.3z",
  failed: WARNING,
  cancelled: CROSS,
  timed_out: WARNING,
  rejected: "M8 1.5a6.5 6.5 0 1 1 0 13a6.5 6.5 0 1 1 0-13zM4 7.2v1.6h8V7.2z",
  cut_off: CROSS,
};

/** Change a text only when it is another one. */
export function setText(target, text) {
  if (target.textContent !== text) target.textContent = text;
}

export class Line {
  /** `toggle` opens and closes it, `undo` is told the item to take back. */
  constructor(id, { toggle, undo }) {
    this.id = id;
    this.root = element("li", "line");
    this.icon = element("span", "icon");
    this.title = element("button", "title", { type: "button", "aria-expanded": "false" });
    this.title.addEventListener("click", () => toggle(id));
    this.took = element("span", "took");
    this.state = element("div", "state");
    this.bar = element("progress", "", { max: 1 });
    this.error = element("div", "error");
    this.more = element("div", "more");
    this.undo = undo;
    const head = element("div", "head");
    head.append(this.icon, this.title, this.took);
    this.root.append(head, this.bar, this.state, this.error, this.more);
  }

  /** Show an item; `opened` is null, or what is known for who opened it. */
  tell(item, now, opened) {
    this.item = item;
    if (this.root.dataset.status !== item.status) {
      this.root.dataset.status = item.status;
      setIcon(this.icon, STATUS_ICONS[item.status]);
      this.icon.title = STATUS_WORDS[item.status];
    }
    setText(this.title, titleText(item));
    this.title.setAttribute("aria-expanded", String(opened !== null));
    setText(this.state, stateText(item, now));
    this.tellError(item);
    const share = shareDone(item);
    this.bar.hidden = !isUnderWay(item);
    if (share === null) this.bar.removeAttribute("value");
    else this.bar.value = share;
    this.bar.setAttribute("aria-label", titleText(item));
    this.tick(now);
    this.tellMore(item, now, opened);
  }

  tick(now) {
    setText(this.took, tookText(this.item, now));
  }

  tellError({ status, message, hint }) {
    const is = !isUnderWay({ status }) && status !== "succeeded" && Boolean(message);
    this.error.hidden = !is;
    const words = is ? [message, hint].filter(Boolean).join(" ") : "";
    setText(this.error, words);
  }

  tellMore(item, now, opened) {
    this.more.hidden = opened === null;
    const seen = opened === null ? "" : JSON.stringify([item, opened]);
    if (seen === this.seen) return;
    this.seen = seen;
    const focused = this.more.contains(document.activeElement);
    this.more.replaceChildren(...(opened === null ? [] : this.moreParts(item, now, opened)));
    if (focused) this.more.querySelector("button:not(:disabled), pre")?.focus();
  }

  moreParts(item, now, { steps, log }) {
    return [
      factList(item, now),
      ...(steps?.length ? [stepList(item, steps, now)] : []),
      ...(log === undefined ? [] : logParts(log)),
      ...(item.undo ? [this.undoPart(item)] : []),
    ];
  }

  undoPart(item) {
    const row = element("div", "choices");
    const { reason, count, files, names } = item.undo;
    const words = count > 1 ? `${LINE_STRINGS.undo} ${count} steps` : LINE_STRINGS.undo;
    const button = textButton(words, () => this.undo(item));
    button.disabled = reason !== undefined;
    const touched = reason ? UNDO_REASONS[reason] : touchedWords(names, files);
    button.setAttribute("aria-label", `${words}: ${titleText(item)}. ${touched}`);
    row.append(button, textElement("span", "hint", touched));
    return row;
  }
}

function factList(item, now) {
  const list = element("dl", "facts");
  for (const [name, value] of factRows(item, now)) {
    list.append(textElement("dt", "", name), textElement("dd", "", value));
  }
  return list;
}

function stepList(item, steps, now) {
  const list = element("ol", "inner", { "aria-label": LINE_STRINGS.steps });
  for (const step of steps) {
    const row = element("li", "step", { "data-status": step.status });
    const icon = element("span", "icon", { title: STATUS_WORDS[step.status] });
    setIcon(icon, STATUS_ICONS[step.status]);
    const state = step.status === "succeeded" ? "" : STATUS_WORDS[step.status];
    const facts = [state, tookText(step, now)].filter(Boolean).join(" · ");
    row.append(icon, textElement("span", "what", titleText(step)), textElement("span", "took", facts));
    if (step.message && !isUnderWay(step)) row.append(textElement("div", "error", step.message));
    list.append(row);
  }
  if (item.steps > steps.length) {
    list.append(textElement("li", "hint", `the ${LINE_STRINGS.of} ${item.steps}`));
  }
  return list;
}

function logParts(log) {
  const pre = element("pre", "log", { tabindex: "0" });
  pre.textContent = log;
  return [textElement("div", "hint", logHeading(log)), ...(log ? [pre] : [])];
}
