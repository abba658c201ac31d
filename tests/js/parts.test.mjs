import assert from "node:assert/strict";
import test from "node:test";

import { bytesText, clockText, silenceWords, tell } from "../../widgets/parts.js";

test("sizes are in the largest unit that is reached", () => {
  assert.equal(bytesText(1023), "1023 B");
  assert.equal(bytesText(1536), "1.5 KiB");
  assert.equal(bytesText(3 * 1024 * 1024), "3.0 MiB");
});

test("a time has its date when that is another day", () => {
  const now = "2026-05-02T12:00:00Z";
  assert.equal(clockText("2026-05-02T09:05:00Z", now, "UTC"), "09:05");
  assert.equal(clockText("2026-05-01T23:59:00Z", now, "UTC"), "1 May 23:59");
});

test("a kernel that does not answer is named with its time", () => {
  assert.equal(silenceWords(3999), "");
  assert.equal(silenceWords(4400), "No answer from the kernel for 4 s.");
});

test("a model without a kernel is no error", () => {
  const said = [];
  assert.equal(tell({ send: (content) => said.push(content) }, { kind: "undo" }), true);
  const gone = () => {
    throw new Error("comm is closed");
  };
  assert.equal(tell({ send: gone }, { kind: "undo" }), false);
  assert.deepEqual(said, [{ kind: "undo" }]);
});
