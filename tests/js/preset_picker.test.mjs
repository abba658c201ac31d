import assert from "node:assert/strict";
import test from "node:test";

import { csharpTokens } from "../../widgets/csharp.js";
import {
  applyText,
  matches,
  removalText,
  standingText,
  tagsOf,
} from "../../widgets/preset_words.js";

const preset = (id, tags, more = {}) => ({
  id,
  title: id.toUpperCase(),
  pitch: "Run and jump",
  tags,
  can_do: ["Ride on rafts"],
  version: "1.1.0",
  applied_version: "1.0.0",
  edited: [],
  ...more,
});

test("presets are found by any of their words and by tag", () => {
  const raft = preset("raft", ["2d", "water"]);
  assert.equal(matches(raft, { text: " RAFTS ", tag: "" }), true);
  assert.equal(matches(raft, { text: "jump", tag: "water" }), true);
  assert.equal(matches(raft, { text: "jump", tag: "3d" }), false);
  assert.equal(matches(raft, { text: "swim" }), false);
  assert.equal(matches(raft, {}), true);
});

test("tags are listed by how many presets have them, then by name", () => {
  const presets = [preset("a", ["2d", "water"]), preset("b", ["story", "2d"])];
  assert.deepEqual(tagsOf(presets), ["2d", "story", "water"]);
});

test("a preset says how it stands and what writing it would be", () => {
  const at = (state, edited = []) => preset("a", [], { state, edited });
  assert.equal(standingText(at("absent")), "Not applied");
  assert.equal(standingText(at("update")), "Update there: 1.0.0 → 1.1.0");
  assert.equal(standingText(at("edited", ["a.cs"])), "Applied, edited: 1 file");
  assert.equal(standingText(at("edited", ["a.cs", "b.cs"])), "Applied, edited: 2 files");
  const words = ["absent", "update", "unfinished", "applied"].map((state) => applyText(at(state)));
  assert.deepEqual(words, ["Apply", "Update to 1.1.0", "Finish applying", "Apply again"]);
});

test("a removal says what goes and what of the user's stays", () => {
  const none = removalText("Boat", { removes: ["a"], kept: [] });
  assert.equal(none.words, "Remove Boat?");
  assert.match(none.deleted, /^Deletes 1 file of the preset/);
  assert.match(none.stays, /you edited none\.$/);
  const kept = ["A/a.cs", "A/b.cs", "A/c.cs", "A/d.cs"];
  const some = removalText("Boat", { removes: ["x", "y"], kept });
  assert.match(some.deleted, /^Deletes 2 files/);
  assert.match(some.stays, /4 files that you edited: a\.cs, b\.cs, c\.cs and 1 more\.$/);
});

const CODE = `#if UNITY_EDITOR
// up "and" down
public class Hero : Base {
  float speed = 4.5f; /* int */
  string name = $"{speed} // no comment"; char c = '"';
  string path = @"C:\\"; int @class = 0x1F;
}`;

test("code is coloured by what it is, and none of it is lost", () => {
  const tokens = csharpTokens(CODE);
  assert.equal(tokens.map(([, text]) => text).join(""), CODE);
  const of = (kind) => tokens.filter(([name]) => name === kind).map(([, text]) => text);
  assert.deepEqual(of("directive"), ["#if UNITY_EDITOR"]);
  assert.deepEqual(of("comment"), ['// up "and" down', "/* int */"]);
  assert.deepEqual(of("type"), ["Hero", "Base"]);
  assert.deepEqual(of("number"), ["4.5f", "0x1F"]);
  assert.deepEqual(of("text"), ['$"{speed} // no comment"', "'\"'", '@"C:\\"']);
  assert.deepEqual(of("keyword").slice(0, 3), ["public", "class", "float"]);
});

test("code that breaks off is still shown whole", () => {
  for (const code of ['"""raw', "/* never", '$"open', "", "'", "日本 = 1;"]) {
    assert.equal(csharpTokens(code).map(([, text]) => text).join(""), code);
  }
});
