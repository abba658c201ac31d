import assert from "node:assert/strict";
import test from "node:test";

import {
  durationText,
  endedWords,
  factRows,
  shareDone,
  stateText,
  titleText,
  tookText,
  totalsText,
} from "../../widgets/progress_words.js";

const now = Date.parse("2026-05-02T12:00:05Z");
const item = (facts) => ({
  id: "a",
  kind: "generate_script",
  status: "succeeded",
  at: "2026-05-02T12:00:00Z",
  steps: 0,
  failed_steps: 0,
  name: null,
  path: "Assets/Scripts/Hero.cs",
  attempts: 1,
  cache_hit: false,
  message: null,
  hint: null,
  done: null,
  total: null,
  stage: null,
  target: null,
  progress: null,
  duration_ms: 1200,
  ...facts,
});
const build = item({ kind: "build", status: "running", target: "WebGL", stage: "pack", progress: 0.4 });

test("a title is a phrase with its verb in the tense of its state", () => {
  assert.equal(titleText(item({})), "Wrote Hero.cs");
  assert.equal(titleText(item({ status: "running" })), "Writing Hero.cs");
  assert.equal(titleText(item({ status: "failed" })), "Write Hero.cs");
  assert.equal(titleText(item({ status: "rejected", path: null })), "Write a script");
  assert.equal(titleText(item({ kind: "operation", name: "Tune the jump" })), "Tune the jump");
  assert.equal(titleText(item({ kind: "fold", path: null })), "Ran fold");
  assert.equal(titleText(build), "Building WebGL");
});

test("durations are told as people say them", () => {
  const told = [0.4, 48.2, 999.4, 999.6, 3210, 59_949, 59_950, 61_000].map(durationText);
  assert.deepEqual(told, [
    "under 1 ms", "48 ms", "999 ms", "1.0 s", "3.2 s", "59.9 s", "1 min 0 s", "1 min 1 s",
  ]);
});

test("what runs is timed by the page, what was cut off by nobody", () => {
  assert.equal(tookText(item({ status: "running" }), now), "5.0 s");
  assert.equal(tookText(item({ status: "running" }), now - 60_000), "under 1 ms");
  assert.equal(tookText(item({}), now), "1.2 s");
  assert.equal(tookText(item({ status: "cut_off" }), now), "");
});

test("the state says how far it is and what went wrong inside", () => {
  const state = (facts) => stateText(item(facts), now, "UTC");
  assert.equal(stateText(build, now), "Running · pack · 40 %");
  assert.equal(
    state({ status: "running", done: 3, total: 10, message: "Wrote Assets/a.png", steps: 4 }),
    "Running · 3 of 10 · a.png · 4 steps",
  );
  assert.equal(state({ status: "running", done: 2 }), "Running · 2");
  assert.equal(state({ steps: 1, failed_steps: 1 }), "Done · 1 step · 1 failed · 12:00");
  assert.equal(state({ cache_hit: true }), "Done · from the cache · 12:00");
  assert.equal(state({ status: "cut_off" }), "Cut off · the kernel ended before it did · 12:00");
});

test("a bar is drawn where a share is known", () => {
  assert.equal(shareDone(build), 0.4);
  assert.equal(shareDone(item({ status: "running", done: 3, total: 4 })), 0.75);
  assert.equal(shareDone(item({ status: "running", done: 3 })), null);
  assert.equal(shareDone(item({ done: 3, total: 4 })), null);
});

test("facts that nobody knows are left out", () => {
  const facts = Object.fromEntries(factRows(item({ path: null, attempts: null }), now));
  assert.deepEqual(Object.keys(facts), ["Tool", "Began", "Took"]);
  const cached = Object.fromEntries(factRows(item({ cache_hit: true, attempts: 0 }), now));
  assert.equal(cached.Attempts, "none, it was in the cache");
});

test("only what ended is spoken, and many at once are counted", () => {
  const ended = ["a", "b", "c"].map((id) => item({ id, status: id === "c" ? "failed" : "succeeded" }));
  assert.equal(endedWords(new Set(), ended), "");
  assert.equal(endedWords(new Set(["a"]), ended), "Wrote Hero.cs: Done.");
  assert.equal(endedWords(new Set(["a", "b", "c"]), ended), "3 have ended, 1 of them not well.");
  assert.equal(endedWords(new Set(["a"]), [item({ status: "running" })]), "");
});

test("totals say what is lost only when something is", () => {
  const facts = { calls: 312, failures: 2, p95_ms: 48.4, lost: 0 };
  assert.equal(totalsText(facts), "312 calls  ·  2 failed  ·  p95 48 ms");
  assert.equal(
    totalsText({ calls: 1, failures: 0, p95_ms: null, lost: 1 }),
    "1 call  ·  0 failed  ·  1 event lost: lines may be missing",
  );
});
