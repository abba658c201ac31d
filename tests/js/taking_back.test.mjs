import assert from "node:assert/strict";
import test from "node:test";

import { lineKind, touchedWords } from "../../widgets/taking_back.js";

test("the lines of a diff are told apart by their first sign", () => {
  assert.deepEqual(["+a", "-b", "@@ -1 +1 @@", " c", "… 2 more"].map(lineKind), [
    "added",
    "removed",
    "place",
    "same",
    "same",
  ]);
});

test("three files are named, the rest is counted", () => {
  assert.equal(touchedWords(["A.cs"], 1), "Changes 1 file: A.cs.");
  assert.equal(touchedWords(["a", "b", "c", "d"], 4), "Changes 4 files: a, b, c and 1 more.");
  assert.equal(touchedWords(["a", "b", "c"], 298), "Changes 298 files: a, b, c and 295 more.");
});
