import assert from "node:assert/strict";
import test from "node:test";

import { arrangementOf, clamped, sight } from "../../widgets/studio.js";

const NAMES = ["preview", "presets", "history"];

test("it is wide where there is room, unless it was told", () => {
  assert.equal(arrangementOf("auto", 880), "wide");
  assert.equal(arrangementOf("auto", 879), "tabs");
  assert.equal(arrangementOf("tabs", 2000), "tabs");
  assert.equal(arrangementOf("wide", 300), "wide");
});

test("the presets stand in the place of a game that is not there", () => {
  assert.deepEqual(sight({}, NAMES, true), { tab: "presets", presets: true, split: 64 });
  assert.deepEqual(sight({}, NAMES, false), { tab: "preview", presets: false, split: 64 });
});

test("what was chosen holds, and nonsense does not", () => {
  const look = { tab: "history", presets: true, split: 50 };
  assert.deepEqual(sight(look, NAMES, false), look);
  assert.deepEqual(sight({ tab: "gone", split: "x" }, NAMES, false), {
    tab: "preview",
    presets: false,
    split: 64,
  });
  assert.equal(sight({ presets: false }, NAMES, true).presets, true);
  assert.equal(sight(undefined, NAMES, true).tab, "presets");
});

test("the divider leaves both sides room", () => {
  assert.deepEqual([clamped(1), clamped(50.4), clamped(99), clamped(-Infinity)], [35, 50, 80, 35]);
});
