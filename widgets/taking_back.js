/**
 * What widgets share that take steps back: the question before, the choice in a conflict, how far
 * it is, and what went wrong.
 */

import { element, textButton, textElement } from "./parts.js";

const TAKING_BACK = {
  cancel: "Cancel",
  choices: { keep: "Keep my file", restore: "Overwrite my file", merge: "Merge both" },
  binary: "No text to compare.",
  details: "Details",
};

/** Which files are touched: how many, and the names of the first three. */
export function touchedWords(names, count) {
  const shown = names.slice(0, 3);
  const more = count > shown.length ? ` and ${count - shown.length} more` : "";
  return `Changes ${count === 1 ? "1 file" : `${count} files`}: ${shown.join(", ")}${more}.`;
}

/** What sort of line of a unified diff this is. */
export function lineKind(line) {
  return { "+": "added", "-": "removed", "@": "place" }[line[0]] ?? "same";
}

export function diffElement(lines) {
  if (lines.length === 0) return textElement("div", "hint", TAKING_BACK.binary);
  const code = element("pre", "diff", { tabindex: "0" });
  for (const line of lines) code.append(textElement("span", lineKind(line), `${line}\n`));
  return code;
}

export function buttonRow(buttons) {
  const row = element("div", "choices");
  buttons[0].classList.add("primary");
  row.append(...buttons);
  return row;
}

/** A question with its answer; `close` is called for any other. */
export function questionParts({ words, hint, action, run }, close) {
  const buttons = [textButton(action, run), textButton(TAKING_BACK.cancel, close)];
  return [
    textElement("div", "words", words),
    textElement("div", "hint", hint),
    buttonRow(buttons),
  ];
}

export function progressParts({ done, total, path }) {
  const bar = element("progress", "", { value: done, max: total });
  const text = `${done} of ${total} files · ${path.split("/").pop()}`;
  return [bar, textElement("div", "hint", text)];
}

export function errorParts(model) {
  const more = element("details", "");
  more.append(
    textElement("summary", "", TAKING_BACK.details),
    textElement("pre", "", model.get("details")),
  );
  const words = textElement("div", "words", model.get("words"));
  return [words, textElement("div", "hint", model.get("hint")), more];
}

/** What a file that was changed since waits for; `choose` is given keep, restore or merge. */
export function conflictParts({ words, path, lines }, choose) {
  const name = path.split("/").pop();
  const buttons = Object.entries(TAKING_BACK.choices).map(([choice, label]) =>
    textButton(label, () => choose(choice)),
  );
  return [
    textElement("div", "words", words),
    textElement("div", "hint", `Nothing was written. What is to become of ${name}?`),
    ...(lines.length ? [diffElement(lines)] : []),
    buttonRow(buttons),
  ];
}
