import assert from "node:assert/strict";
import test from "node:test";

import { ICONS, countsText, matches, rollbackWords } from "../../widgets/undo_words.js";

const now = Date.parse("2026-05-02T12:00:00Z");
const step = (title, paths, at = "2026-05-02T11:30:00Z") => ({ title, paths, at });

test("steps are found by a part of title or path, in any case", () => {
  const hero = step("Patched Hero.cs", ["Assets/Scripts/Hero.cs"]);
  assert.equal(matches(hero, { path: "scripts/h", age: "all" }, now), true);
  assert.equal(matches(hero, { path: " PATCHED ", age: "all" }, now), true);
  assert.equal(matches(hero, { path: "enemy", age: "all" }, now), false);
});

test("old steps are left out when the time is limited", () => {
  const old = step("Created A.cs", ["Assets/A.cs"], "2026-05-02T10:59:00Z");
  assert.equal(matches(old, { path: "", age: "hour" }, now), false);
  assert.equal(matches(old, { path: "", age: "day" }, now), true);
});

test("a rollback says how many steps and which files it touches", () => {
  const steps = [
    step("3", ["Assets/A.cs"]),
    step("2", ["Assets/A.cs", "Assets/b.png"]),
    step("1", ["Assets/c.png", "Assets/d.png"]),
    step("0", ["Assets/e.png"]),
  ];
  assert.deepEqual(rollbackWords(steps, 1, "11:30"), {
    action: "Roll back 1 step to 11:30",
    touched: "Changes 1 file: A.cs.",
  });
  assert.deepEqual(rollbackWords(steps, 3, "11:30"), {
    action: "Roll back 3 steps to 11:30",
    touched: "Changes 4 files: A.cs, b.png, c.png and 1 more.",
  });
});

test("lines are counted where there is text, files where there are several", () => {
  assert.equal(countsText({ added: 12, removed: 3, paths: ["a"] }), "+12 −3");
  assert.equal(countsText({ added: null, removed: null, paths: ["a", "b"] }), "2 files");
  assert.equal(countsText({ added: null, removed: null, paths: ["a"] }), "");
});

test("every kind of step has a sign of its own", () => {
  const kinds = ["generate_script", "apply_patch", "ingest_asset", "preset", "preset_removal", "operation"];
  assert.equal(new Set(kinds.map((kind) => ICONS[kind])).size, kinds.length);
  assert.ok(kinds.every((kind) => /^M[\d. ]/.test(ICONS[kind])));
});
