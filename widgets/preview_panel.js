/** What the picture is taken of, how well, and saving it: folded away until it is wanted. */

import { element, textButton, textElement } from "./parts.js";

const STRINGS = {
  panel: "View and save",
  scene: "Scene",
  camera: "Camera",
  size: "Size",
  quality: "Quality",
  firstScene: "First of the build",
  mainCamera: "Main",
  fit: "Fit the room",
  adaptive: "Follows the link",
  full: "Always full",
  png: "Save PNG",
  span: "Save last 3 s",
  loop: "Save loop",
  cancel: "Cancel",
  stages: { rendering: "Rendering", encoding: "Encoding" },
};
const SIZES = [
  [320, 180],
  [640, 360],
  [960, 540],
  [1280, 720],
  [1920, 1080],
];
const MOST = 4096;
const SPAN_S = 3;

/** A picture of the widescreen shape that fills a room, in the screen's own pixels. */
export function fittingSize(roomWidth, density) {
  const width = Math.min(MOST, Math.max(160, Math.floor((roomWidth * density) / 16) * 16));
  return { width, height: (width * 9) / 16 };
}

/** The usual sizes and the present one, smallest first, as "width × height". */
export function sizesWith(width, height) {
  const known = SIZES.some((size) => size[0] === width && size[1] === height);
  const all = known ? SIZES : [...SIZES, [width, height]];
  return all.toSorted((one, other) => one[0] - other[0] || one[1] - other[1]);
}

/** The cameras of a scene; of the first one where none was chosen. */
export function camerasOf(scenes, path) {
  const scene = path === null ? scenes[0] : scenes.find((each) => each.path === path);
  return scene === undefined ? [] : scene.cameras;
}

/** A scene's name among the others: its path where two files are called the same. */
export function sceneName(path, scenes) {
  const nameOf = (one) => one.split("/").at(-1).replace(/\.unity$/, "");
  const twins = scenes.filter((scene) => nameOf(scene.path) === nameOf(path));
  return twins.length > 1 ? path : nameOf(path);
}

export class Panel {
  /** `page` carries words to the kernel; `roomWidth` tells how wide the picture may be. */
  constructor(model, page, roomWidth) {
    this.model = model;
    this.page = page;
    this.roomWidth = roomWidth;
    this.root = element("div", "panel", { role: "group", "aria-label": STRINGS.panel });
    this.root.hidden = true;
    this.scene = this.select(STRINGS.scene, (path) => this.choose({ scene: path || null }));
    this.camera = this.select(STRINGS.camera, (name) => this.choose({ camera: name || null }));
    this.size = this.select(STRINGS.size, (size) => this.resize(size));
    this.quality = this.select(STRINGS.quality, (how) => this.choose({ adaptive: how === "adaptive" }));
    this.scene.addEventListener("focus", () => page.send({ kind: "scenes" }));
    this.buildSaving();
    this.notice = element("p", "notice", { role: "alert" });
    this.root.append(this.saving, this.notice);
  }

  buildSaving() {
    this.saving = element("div", "saving");
    this.saves = [
      textButton(STRINGS.png, () => this.save("png")),
      textButton(STRINGS.span, () => this.save("webp", SPAN_S)),
      textButton(STRINGS.loop, () => this.save("webp")),
    ];
    this.bar = element("progress", "", { max: "1" });
    this.stage = element("span", "stage-words", { role: "status" });
    this.cancel = textButton(STRINGS.cancel, () => this.page.send({ kind: "cancel" }));
    this.saving.append(...this.saves, this.bar, this.stage, this.cancel);
  }

  select(words, onChoice) {
    const label = element("label", "");
    const made = element("select", "");
    made.addEventListener("change", () => onChoice(made.value));
    label.append(textElement("span", "", words), made);
    this.root.append(label);
    return made;
  }

  /** Open or fold; return whether it is open now. */
  toggle() {
    this.root.hidden = !this.root.hidden;
    if (!this.root.hidden) this.page.send({ kind: "scenes" });
    return !this.root.hidden;
  }

  choose(changes) {
    this.page.send({ kind: "choose", ...changes });
  }

  resize(size) {
    const [width, height] = size.split("×").map(Number);
    this.choose(size === "fit" ? fittingSize(this.roomWidth(), devicePixelRatio) : { width, height });
  }

  save(format, spanS = null) {
    const duration = spanS === null ? null : Math.min(spanS, this.model.get("duration_s"));
    this.page.save({ format, duration_s: duration });
  }

  tell() {
    const get = (name) => this.model.get(name);
    const adjustable = get("adjustable");
    for (const select of [this.scene, this.camera, this.size, this.quality]) {
      select.parentElement.hidden = !adjustable;
    }
    if (adjustable) this.tellChoices(get);
    this.tellSaving(get("saving"));
    this.notice.textContent = get("notice");
    this.notice.hidden = get("notice") === "";
  }

  tellChoices(get) {
    const scenes = get("scenes");
    const paths = scenes.map(({ path }) => [path, sceneName(path, scenes)]);
    offer(this.scene, [["", STRINGS.firstScene], ...paths], get("scene") ?? "");
    const cameras = camerasOf(scenes, get("scene")).map((name) => [name, name]);
    offer(this.camera, [["", STRINGS.mainCamera], ...cameras], get("camera") ?? "");
    this.camera.parentElement.hidden = cameras.length < 2 && get("camera") === null;
    const [width, height] = [get("width"), get("height")];
    const sizes = sizesWith(width, height).map(([w, h]) => [`${w}×${h}`, `${w} × ${h}`]);
    offer(this.size, [...sizes, ["fit", STRINGS.fit]], `${width}×${height}`);
    const ways = [["adaptive", STRINGS.adaptive], ["full", STRINGS.full]];
    offer(this.quality, ways, get("adaptive") ? "adaptive" : "full");
  }

  tellSaving(saving) {
    const busy = saving !== null;
    for (const button of this.saves) button.disabled = busy;
    for (const part of [this.bar, this.stage, this.cancel]) part.hidden = !busy;
    if (!busy) return;
    this.bar.value = saving.done / saving.total;
    const count = `${saving.done} of ${saving.total}`;
    this.bar.setAttribute("aria-label", STRINGS.stages[saving.stage]);
    this.stage.textContent = `${STRINGS.stages[saving.stage]} ${count}`;
  }
}

/** Fill a select anew only when it has something else to offer: an open one would close. */
function offer(select, choices, value) {
  const all = choices.some(([each]) => each === value) ? choices : [...choices, [value, value]];
  const offered = JSON.stringify(all);
  if (select.dataset.offered !== offered) {
    select.dataset.offered = offered;
    select.replaceChildren(...all.map(([each, words]) => new Option(words, each)));
  }
  select.value = value;
}
