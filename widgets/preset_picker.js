/**
 * Browser half of the preset picker: cards, and one preset at a time in detail. Pictures, code and
 * plans are asked for when they are looked at, so that a saved notebook holds none of them.
 *
 * Keys: arrows go from card to card, Enter opens one, Escape goes back.
 */

import { codeBlock } from "./csharp.js";
import {
  bytesText,
  element,
  iconButton,
  Inquiry,
  setIcon,
  textButton,
  textElement,
} from "./parts.js";
import {
  ICONS,
  STRINGS,
  applyText,
  matches,
  removalText,
  standingText,
  tagsOf,
} from "./preset_words.js";
import { buttonRow, diffElement, errorParts } from "./taking_back.js";

const nameOf = (path) => path.split("/").pop();

class View {
  constructor(model, root) {
    this.model = model;
    this.root = root;
    this.pictures = new Map();
    this.texts = new Map();
    this.details = new Map();
    this.plans = new Map();
    this.removals = new Map();
    this.asked = new Set();
    this.open = new Set();
    this.shown = null;
    this.confirming = null;
    root.className = "spark spark-presets";
    root.setAttribute("role", "group");
    root.setAttribute("aria-label", STRINGS.name);
    this.build();
    this.inquiry = new Inquiry(model, () => this.tellSilence());
    this.seen = new IntersectionObserver((entries) => this.lookAt(entries));
    const handlers = {
      "change:presets": () => this.presetsChanged(),
      "change:refused": () => this.tell(),
      "change:look": () => this.tell(),
      "change:progress": () => this.tellOrder(),
      "change:outcome": () => this.outcomeChanged(),
      "change:status": () => this.tellOrder(),
      "change:words": () => this.tellNote(),
      "msg:custom": (content, buffers) => this.hear(content, buffers),
    };
    this.handlers = Object.entries(handlers);
    for (const [name, handler] of this.handlers) model.on(name, handler);
    this.onKey = (event) => this.key(event);
    window.addEventListener("keydown", this.onKey, { capture: true });
    this.outcomeChanged();
    this.tell();
  }

  close() {
    this.inquiry.close();
    this.seen.disconnect();
    for (const [name, handler] of this.handlers) this.model.off(name, handler);
    window.removeEventListener("keydown", this.onKey, { capture: true });
    for (const url of this.pictures.values()) URL.revokeObjectURL(url);
  }

  get presets() {
    return this.model.get("presets");
  }

  get look() {
    const { text = "", tag = "", selected = null } = this.model.get("look") ?? {};
    return { text, tag, selected };
  }

  get selected() {
    return this.presets.find((preset) => preset.id === this.look.selected);
  }

  choose(change) {
    this.confirming = null;
    this.model.set("look", { ...this.look, ...change });
    this.model.save_changes();
  }

  build() {
    const header = element("header", "");
    this.pill = element("span", "pill", { role: "status" });
    this.icon = element("span", "icon");
    this.word = element("span", "word");
    this.pill.append(this.icon, this.word);
    const actions = element("span", "actions");
    actions.append(iconButton(ICONS.refresh, STRINGS.refresh, () => this.refresh()));
    header.append(textElement("span", "name", STRINGS.name), this.pill, actions);
    this.filters = element("div", "filters");
    this.search = element("input", "", {
      type: "search",
      placeholder: STRINGS.search,
      "aria-label": STRINGS.search,
    });
    this.search.addEventListener("input", () => this.choose({ text: this.search.value }));
    this.tags = element("select", "", { "aria-label": STRINGS.tag });
    this.tags.addEventListener("change", () => this.choose({ tag: this.tags.value }));
    this.filters.append(this.search, this.tags);
    this.note = element("div", "note", { role: "status" });
    this.body = element("div", "body", { tabindex: "-1" });
    this.foot = element("footer", "");
    this.root.append(header, this.filters, this.note, this.body, this.foot);
  }

  ask(content) {
    this.inquiry.ask(content);
  }

  /** Ask once for what is looked at again and again. */
  want(content) {
    const key = JSON.stringify(content);
    if (this.asked.has(key)) return;
    this.asked.add(key);
    this.ask(content);
  }

  refresh() {
    this.forget();
    this.ask({ kind: "refresh" });
  }

  /** What was told of the project is old once something was written. */
  forget() {
    this.plans.clear();
    this.removals.clear();
    this.asked.clear();
  }

  hear(content, buffers) {
    this.inquiry.heard();
    const { kind, id, path } = content;
    if (buffers?.length) {
      this.keepBytes(content, buffers[0]);
      return;
    }
    if (kind === "details") this.details.set(id, content);
    else if (kind === "plan") this.plans.set(id, content);
    else if (kind === "plan_removal") this.removals.set(id, content);
    else if (kind === "file") this.texts.set(`${id} ${path}`, content.text);
    else if (kind === "scene") this.texts.set(`${id} ${path}`, content.words);
    else return;
    if (id === this.look.selected) this.tell();
  }

  keepBytes({ kind, id, path, format = "png" }, bytes) {
    const key = path ? `${id} ${path}` : id;
    if (this.pictures.has(key) && kind !== "scene") return; // another view of this model asked too
    URL.revokeObjectURL(this.pictures.get(key) ?? "");
    const type = kind === "file" ? "" : `image/${format}`;
    this.texts.delete(key);
    this.pictures.set(key, URL.createObjectURL(new Blob([bytes], { type })));
    for (const place of this.body.querySelectorAll(`[data-picture="${CSS.escape(key)}"]`)) {
      this.fill(place);
    }
  }

  lookAt(entries) {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      this.seen.unobserve(target);
      const { ask, id, path } = target.dataset;
      this.want(path ? { kind: ask, id, path } : { kind: ask, id });
    }
  }

  key(event) {
    if (!this.root.contains(event.target)) return;
    const isField = ["INPUT", "SELECT"].includes(event.target.tagName);
    const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
    const cards = [...this.body.querySelectorAll("button.card")];
    const at = cards.indexOf(event.target);
    if (event.key === "Escape" && (this.confirming || (this.selected && !isField))) {
      if (this.confirming) this.confirm(null);
      else this.choose({ selected: null });
    } else if (at >= 0 && event.key in steps) cards[at + steps[event.key]]?.focus();
    else if (isField || !["ArrowUp", "ArrowDown", "Enter", " "].includes(event.key)) return;
    else {
      event.stopPropagation(); // the notebook would go to another cell
      return;
    }
    event.stopPropagation();
    event.preventDefault();
  }

  presetsChanged() {
    this.plans.clear();
    this.removals.clear();
    for (const key of this.asked) if (/"(plan|scene)/.test(key)) this.asked.delete(key);
    const chosen = this.look.selected;
    if (this.open.has("plan") && this.selected) this.want({ kind: "plan", id: chosen });
    this.tell();
  }

  outcomeChanged() {
    const outcome = this.model.get("outcome");
    if (outcome?.kind === "conflict") {
      this.plans.delete(outcome.id);
      this.ask({ kind: "plan", id: outcome.id });
      if (this.look.selected !== outcome.id) this.choose({ selected: outcome.id });
    }
    this.tellOrder();
  }

  run(content) {
    this.confirming = null;
    this.forget();
    this.ask(content);
  }

  confirm(id) {
    this.confirming = id;
    if (id) {
      this.removals.delete(id);
      this.ask({ kind: "plan_removal", id });
    }
    this.tellNote();
    this.note.scrollIntoView({ block: "nearest" });
  }

  tellSilence() {
    this.root.dataset.stale = String(this.silence !== "");
    this.tellState();
    this.tellNote();
  }

  /** Nothing is said of a kernel that is at work: its progress is seen. */
  get silence() {
    return this.model.get("progress") ? "" : this.inquiry.words;
  }

  get state() {
    if (this.silence) return "silent";
    if (this.model.get("progress")) return "busy";
    if (this.model.get("status") === "error") return "error";
    if (this.model.get("outcome")?.kind === "conflict") return "choose";
    return this.model.get("status");
  }

  tell() {
    this.tellState();
    this.tellFilters();
    this.tellNote();
    this.tellBody();
  }

  tellOrder() {
    this.tellState();
    this.tellNote();
    const busy = this.model.get("progress") !== null;
    const writing = [...this.body.querySelectorAll("button[data-writes]")];
    const had = busy && writing.includes(document.activeElement);
    for (const button of writing) button.disabled = busy;
    if (had) this.note.querySelector("button")?.focus();
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

  tellFilters() {
    const { text, tag } = this.look;
    this.filters.hidden = this.selected !== undefined || this.presets.length < 2;
    if (this.search !== document.activeElement) this.search.value = text;
    const tags = tagsOf(this.presets);
    const options = [new Option(STRINGS.allTags, ""), ...tags.map((name) => new Option(name, name))];
    this.tags.replaceChildren(...options);
    this.tags.value = tags.includes(tag) ? tag : "";
  }

  tellNote() {
    const progress = this.model.get("progress");
    if (progress && this.note.dataset.order === progress.id) {
      this.tellProgress(progress); // its Cancel stays, to be clicked
      return;
    }
    this.note.dataset.order = progress?.id ?? "";
    const parts = this.noteParts();
    this.note.hidden = parts.length === 0;
    this.keepFocus(this.note, () => this.note.replaceChildren(...parts));
  }

  noteParts() {
    const words = (text) => textElement("div", "words", text);
    const hint = (text) => textElement("div", "hint", text);
    if (this.silence) return [words(this.silence), hint(STRINGS.silentHint)];
    const progress = this.model.get("progress");
    if (progress) return this.progressParts(progress);
    if (this.confirming) return this.removalParts(this.confirming);
    const dismiss = keyed(
      textButton(STRINGS.ok, () => this.ask({ kind: "dismiss" })),
      "dismiss",
    );
    if (this.model.get("status") === "error") return [...errorParts(this.model), plainRow([dismiss])];
    const outcome = this.model.get("outcome");
    if (!outcome) return [];
    if (outcome.kind === "conflict") return this.conflictParts(outcome, dismiss);
    const icon = element("span", "icon");
    setIcon(icon, outcome.kind === "cancelled" ? ICONS.unfinished : ICONS.applied);
    const line = element("div", "words");
    line.append(icon, document.createTextNode(outcome.words));
    const buttons = outcome.kind === "cancelled" ? this.cancelledButtons(outcome) : [];
    return [line, hint(outcome.hint), plainRow([...buttons, dismiss])];
  }

  progressParts(progress) {
    const what = `${progress.verb} ${progress.title}`;
    this.bar = element("progress", "", { "aria-label": what });
    this.far = textElement("div", "hint", "");
    this.far.setAttribute("aria-live", "off"); // twenty times a second is too often to be read out
    this.tellProgress(progress);
    const cancel = textButton(STRINGS.cancel, () => this.ask({ kind: "cancel" }));
    return [
      textElement("div", "words", what),
      this.bar,
      this.far,
      plainRow([keyed(cancel, "cancel")]),
    ];
  }

  tellProgress({ done, total, words }) {
    if (total) [this.bar.max, this.bar.value] = [total, done];
    this.far.textContent = total ? `${done} of ${total} files · ${words}` : STRINGS.writing;
  }

  cancelledButtons({ verb, id }) {
    const again = { kind: verb.toLowerCase(), id };
    return [keyed(textButton(STRINGS.resume, () => this.run(again)), "go on")];
  }

  conflictParts({ id, words }, dismiss) {
    const plan = this.plans.get(id);
    const files = (plan?.conflicts ?? []).map((file) => this.diffRow("conflict", file));
    const act = (label, choice) =>
      keyed(textButton(label, () => this.run({ kind: "apply", id, on_conflict: choice })), choice);
    dismiss.textContent = STRINGS.stop;
    return [
      textElement("div", "words", words),
      textElement("div", "hint", STRINGS.conflictHint),
      ...files,
      buttonRow([act(STRINGS.merge, "merge"), act(STRINGS.keep, "keep"), dismiss]),
    ];
  }

  removalParts(id) {
    const removal = this.removals.get(id);
    const cancel = keyed(
      textButton(STRINGS.cancel, () => this.confirm(null)),
      "cancel",
    );
    if (!removal) return [textElement("div", "hint", STRINGS.loading), plainRow([cancel])];
    const { title } = this.presets.find((preset) => preset.id === id);
    const { words, deleted, stays } = removalText(title, removal);
    const act = (label, force) =>
      keyed(textButton(label, () => this.run({ kind: "remove", id, force })), `remove ${force}`);
    const edited = removal.kept.length > 0;
    return [
      textElement("div", "words", words),
      textElement("div", "hint", deleted),
      textElement("div", "hint", stays),
      buttonRow([
        act(edited ? STRINGS.keepShort : STRINGS.remove, false),
        ...(edited ? [act(STRINGS.force, true)] : []),
        cancel,
      ]),
    ];
  }

  /** Draw anew, with the focus where it was; what had it may be another element now. */
  keepFocus(place, draw) {
    const had = place.contains(document.activeElement);
    const key = had ? document.activeElement.dataset.key : undefined;
    draw();
    if (key) place.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus();
    if (had && !place.contains(document.activeElement)) {
      (place.querySelector("button") ?? this.body).focus();
    }
  }

  tellBody() {
    const chosen = this.selected;
    const isTurned = (chosen?.id ?? null) !== this.shown;
    const left = this.shown;
    const had = this.body.contains(document.activeElement);
    this.shown = chosen?.id ?? null;
    this.root.dataset.view = chosen ? "details" : "cards";
    this.seen.disconnect();
    this.keepFocus(this.body, () =>
      this.body.replaceChildren(...(chosen ? this.detailParts(chosen) : this.cardParts())),
    );
    for (const place of this.body.querySelectorAll("[data-picture]")) this.fill(place);
    if (isTurned) {
      this.body.scrollTop = 0;
      const key = chosen ? "back" : `card ${left}`;
      if (had) this.body.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus();
    }
    this.tellFoot(chosen);
    this.tellOrder();
  }

  tellFoot(chosen) {
    const applied = this.presets.filter((preset) => preset.applied_version !== null).length;
    const count = this.presets.length === 1 ? "1 preset" : `${this.presets.length} presets`;
    const facts = chosen
      ? [`${chosen.id} ${chosen.version}`, bytesText(chosen.byte_length)]
      : [count, `${applied} applied`];
    this.foot.textContent = facts.join("  ·  ");
    this.foot.hidden = this.presets.length === 0;
  }

  cardParts() {
    if (this.model.get("status") === "loading") return [this.skeleton()];
    const refused = this.model.get("refused");
    if (this.presets.length + refused.length === 0) {
      const box = element("div", "none");
      box.append(
        textElement("div", "words", STRINGS.emptyWords),
        textElement("div", "hint", STRINGS.emptyHint),
      );
      return [box];
    }
    const found = this.presets.filter((preset) => matches(preset, this.look));
    const list = element("ul", "cards", { "aria-label": STRINGS.list });
    list.append(...found.map((preset) => this.card(preset)));
    const isFiltered = found.length < this.presets.length;
    if (!isFiltered) list.append(...refused.map((bad) => this.refusedCard(bad)));
    const none = found.length === 0 && isFiltered;
    return none ? [textElement("div", "none", STRINGS.noMatch)] : [list];
  }

  skeleton() {
    const list = element("ul", "cards", { "aria-hidden": "true" });
    for (let at = 0; at < 3; at += 1) list.append(element("li", "shape"));
    return list;
  }

  card(preset) {
    const item = element("li", "");
    const card = element("button", "card", { type: "button" });
    card.dataset.key = `card ${preset.id}`;
    card.setAttribute("aria-label", `${STRINGS.open} ${preset.title}. ${standingText(preset)}`);
    card.addEventListener("click", () => this.choose({ selected: preset.id }));
    const text = element("span", "text");
    text.append(
      textElement("span", "title", preset.title),
      textElement("span", "pitch", preset.pitch),
      this.tagRow(preset),
    );
    card.append(this.picture(preset), text, this.standing(preset));
    item.append(card);
    return item;
  }

  refusedCard({ folder, reason }) {
    const item = element("li", "");
    const card = element("div", "card refused", { tabindex: "0" });
    const place = element("span", "picture");
    setIcon(place, ICONS.unknown);
    const text = element("span", "text");
    text.append(
      textElement("span", "title", nameOf(folder)),
      textElement("span", "pitch", STRINGS.refused),
      textElement("span", "reason", reason),
    );
    card.append(place, text);
    item.append(card);
    return item;
  }

  tagRow(preset) {
    const row = element("span", "tags");
    row.append(...preset.tags.map((tag) => textElement("span", "tag", tag)));
    return row;
  }

  standing(preset) {
    const mark = element("span", `standing ${preset.state}`);
    const icon = element("span", "icon");
    setIcon(icon, ICONS[preset.state]);
    mark.append(icon, textElement("span", "", standingText(preset)));
    return mark;
  }

  picture(preset) {
    const place = element("span", "picture");
    setIcon(place, ICONS.preset);
    if (preset.pictured) this.await(place, preset.id, { ask: "picture", id: preset.id });
    return place;
  }

  /** Have a picture asked for when its place comes into view. */
  await(place, key, { ask, id, path }) {
    place.dataset.picture = key;
    Object.assign(place.dataset, path ? { ask, id, path } : { ask, id });
    if (!this.pictures.has(key)) this.seen.observe(place);
  }

  fill(place) {
    const url = this.pictures.get(place.dataset.picture);
    if (url) place.replaceChildren(element("img", "", { src: url, alt: place.dataset.alt ?? "" }));
  }

  detailParts(preset) {
    this.want({ kind: "details", id: preset.id });
    const back = keyed(
      iconButton(ICONS.back, STRINGS.back, () => this.choose({ selected: null })),
      "back",
    );
    back.classList.add("back");
    const top = element("div", "top");
    top.append(back, textElement("span", "title", preset.title), this.standing(preset));
    const lead = element("div", "lead");
    lead.append(...(preset.pictured ? [this.picture(preset)] : []), this.leadText(preset));
    return [top, lead, ...this.planParts(preset), ...this.sections(preset)];
  }

  leadText(preset) {
    const text = element("div", "text");
    const can = element("ul", "can", { "aria-label": STRINGS.player });
    can.append(...preset.can_do.map((words) => textElement("li", "", words)));
    const { state, edited } = preset;
    const apply = textButton(applyText(preset), () => this.run({ kind: "apply", id: preset.id }));
    apply.dataset.writes = "true";
    if (state !== "applied" && state !== "edited") apply.classList.add("primary");
    const plan = textButton(STRINGS.plan, () => this.toggle("plan"));
    plan.setAttribute("aria-expanded", String(this.open.has("plan")));
    const buttons = [keyed(apply, "apply"), keyed(plan, "plan")];
    if (preset.applied_version !== null) {
      const remove = textButton(STRINGS.remove, () => this.confirm(preset.id));
      remove.dataset.writes = "true";
      buttons.push(keyed(remove, "remove"));
    }
    text.append(textElement("div", "pitch", preset.pitch), this.tagRow(preset), can);
    text.append(plainRow(buttons));
    if (preset.fault) text.append(textElement("div", "reason", preset.fault));
    if (edited.length) {
      const names = edited.map(nameOf).join(", ");
      text.append(textElement("div", "hint", `${STRINGS.yours} ${names}.`));
    }
    return text;
  }

  toggle(key) {
    if (this.open.has(key)) this.open.delete(key);
    else this.open.add(key);
    this.tellBody();
  }

  planParts(preset) {
    if (!this.open.has("plan")) return [];
    this.want({ kind: "plan", id: preset.id });
    const plan = this.plans.get(preset.id);
    const box = element("section", "plan", { "aria-label": STRINGS.plan });
    if (!plan) {
      box.append(textElement("div", "hint", STRINGS.loading));
      return [box];
    }
    const from = plan.upgrades_from ? `${plan.upgrades_from} → ${preset.version}. ` : "";
    box.append(textElement("div", "summary", from + plan.summary), ...this.planGroups(plan));
    return [box];
  }

  planGroups(plan) {
    const paths = (list) => list.map((path) => factRow(path, ""));
    const groups = {
      conflicts: plan.conflicts.map((file) => this.diffRow("plan", file)),
      changes: plan.changes.map((file) => this.diffRow("plan", file)),
      removes: paths(plan.removes),
      settings: plan.settings.map(({ what, words }) => factRow(what, words)),
      settings_files: plan.settings_files.map((file) => this.diffRow("plan", file)),
      kept: paths(plan.kept),
      adds: plan.adds.map((file) => factRow(file.path, bytesText(file.byte_length))),
    };
    if (plan.metas) groups.adds.push(factRow("and their .meta", String(plan.metas)));
    const isOpen = (name) => ["conflicts", "changes"].includes(name);
    return Object.entries(groups)
      .filter(([, rows]) => rows.length)
      .map(([name, rows]) =>
        this.fold(`plan ${name}`, `${STRINGS.planGroups[name]} · ${rows.length}`, rows, isOpen(name)),
      );
  }

  diffRow(where, { path, lines }) {
    const row = element("div", "changed");
    row.append(textElement("div", "path", path), diffElement(lines));
    row.dataset.where = where;
    return row;
  }

  /** A section that stays open or closed as the user left it. */
  fold(key, title, rows, isOpen = false) {
    const box = element("details", "fold");
    const known = this.open.has(`closed ${key}`) ? false : this.open.has(key) || isOpen;
    box.open = known;
    box.addEventListener("toggle", () => {
      this.open[box.open ? "add" : "delete"](key);
      this.open[box.open ? "delete" : "add"](`closed ${key}`);
    });
    box.append(keyed(textElement("summary", "", title), key), ...rows);
    return box;
  }

  sections(preset) {
    const known = this.details.get(preset.id);
    if (!known) return [textElement("div", "hint", STRINGS.loading)];
    const files = known.folders.reduce((sum, folder) => sum + folder.files.length, 0);
    return [
      this.fold(
        "scenes",
        `${STRINGS.scenes} · ${known.scenes.length}`,
        [this.scenes(preset, known.scenes)],
        true,
      ),
      this.fold(
        "scripts",
        `${STRINGS.scripts} · ${known.scripts.length}`,
        known.scripts.map((script) => this.script(preset.id, script)),
      ),
      this.fold(
        "assets",
        `${STRINGS.assets} · ${files}`,
        known.folders.map((folder) => this.folder(preset.id, folder)),
      ),
      this.fold("build", `${STRINGS.build} · ${known.build.target}`, this.buildRows(known)),
      this.fold("input", STRINGS.input, this.inputRows(known.input)),
    ];
  }

  scenes(preset, paths) {
    const row = element("div", "scenes");
    const isThere = preset.applied_version !== null && preset.state !== "unfinished";
    row.append(...paths.map((path, at) => this.scene(preset, path, { isThere, isFirst: at === 0 })));
    return row;
  }

  scene(preset, path, { isThere, isFirst }) {
    const figure = element("figure", "");
    const place = element("span", "picture");
    const key = `${preset.id} ${path}`;
    const fault = isThere ? this.texts.get(key) : "";
    place.dataset.alt = nameOf(path);
    if (fault) place.append(textElement("span", "hint", fault));
    else if (isThere) this.await(place, key, { ask: "scene", id: preset.id, path });
    else if (isFirst && preset.pictured) {
      this.await(place, preset.id, { ask: "picture", id: preset.id });
    } else place.append(textElement("span", "hint", STRINGS.sceneLater));
    const caption = textElement("figcaption", "", nameOf(path).replace(".unity", ""));
    caption.title = path;
    figure.append(place, caption);
    return figure;
  }

  script(id, { path, does, byte_length: bytes }) {
    const key = `script ${path}`;
    const box = this.fold(key, "", []);
    const [summary] = box.children;
    summary.append(
      textElement("span", "path", nameOf(path)),
      textElement("span", "does", does),
      textElement("span", "size", bytesText(bytes)),
    );
    const fill = () => {
      if (!box.open || box.querySelector("pre")) return;
      const code = this.texts.get(`${id} ${path}`);
      if (code === undefined) this.want({ kind: "file", id, path });
      else box.append(codeBlock(code, nameOf(path)));
    };
    box.addEventListener("toggle", fill);
    fill();
    return box;
  }

  folder(id, { folder, holds, files }) {
    const box = element("div", "folder");
    const head = element("div", "head");
    head.append(
      textElement("span", "path", nameOf(folder)),
      textElement("span", "does", holds),
    );
    head.title = folder;
    const list = element("ul", "files", { "aria-label": folder });
    list.append(...files.map((file) => this.file(id, file)));
    box.append(head, list);
    return box;
  }

  file(id, { path, byte_length: bytes, media_type: type }) {
    const item = element("li", "", { title: path });
    const thumb = element("span", "thumb");
    setIcon(thumb, type.startsWith("audio/") ? ICONS.sound : ICONS.file);
    if (type.startsWith("image/")) this.await(thumb, `${id} ${path}`, { ask: "file", id, path });
    item.append(
      thumb,
      textElement("span", "path", nameOf(path)),
      textElement("span", "size", bytesText(bytes)),
    );
    return item;
  }

  buildRows({ build, unity }) {
    const text = (value) => (typeof value === "boolean" ? (value ? "yes" : "no") : String(value));
    return [
      factRow(STRINGS.unity, unity.join(", ")),
      ...Object.entries(build).map(([name, value]) =>
        factRow(STRINGS.buildFacts[name] ?? name, text(value)),
      ),
    ];
  }

  inputRows({ handler, actions }) {
    return [
      factRow("Handler", handler.replaceAll("_", " ")),
      ...Object.entries(actions).map(([what, axis]) => factRow(what, axis)),
    ];
  }
}

function keyed(made, key) {
  made.dataset.key = key;
  return made;
}

function plainRow(buttons) {
  const row = element("div", "choices");
  row.append(...buttons);
  return row;
}

function factRow(name, value) {
  const row = element("div", "fact");
  row.append(textElement("span", "path", name), textElement("span", "size", value));
  return row;
}

function render({ model, el }) {
  const root = document.createElement("div");
  el.append(root);
  const view = new View(model, root);
  return () => view.close();
}

export default { render };
