/** Rows of the undo history, and what is under a row that was opened. */

import { bytesText, clockText, element, setIcon, textElement } from "./parts.js";
import { diffElement } from "./taking_back.js";
import { ICONS, STRINGS, countsText } from "./undo_words.js";

export function emptyRow(isFiltered) {
  if (isFiltered) return textElement("li", "none", STRINGS.noMatch);
  const row = element("li", "none");
  row.append(
    textElement("div", "words", STRINGS.emptyWords),
    textElement("div", "hint", STRINGS.emptyHint),
  );
  return row;
}

export function stepFacts(step) {
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

export function fillThumb(place, url, kind = null) {
  if (url) {
    place.replaceChildren(element("img", "", { src: url, alt: "" }));
  } else if (kind) setIcon(place, ICONS[kind]);
}

export function openedFiles(known) {
  const box = element("div", "files");
  if (known === undefined) return textElement("div", "hint", "…");
  for (const file of known.files) {
    const head = element("div", "file");
    head.append(textElement("span", "path", file.path), textElement("span", "hint", file.state));
    box.append(head, file.media_type ? imagePair(file, known.urls) : diffElement(file.lines));
  }
  return box;
}

function imagePair(file, urls) {
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

export function footText(done, undone) {
  const size = done.reduce((sum, step) => sum + step.byte_length, 0);
  const facts = [
    done.length === 1 ? "1 step" : `${done.length} steps`,
    ...(undone.length ? [`${undone.length} undone`] : []),
    bytesText(size),
    "the newest 50 are kept",
  ];
  return facts.join("  ·  ");
}
