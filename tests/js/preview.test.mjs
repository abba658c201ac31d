import assert from "node:assert/strict";
import test from "node:test";

import { shownWidth } from "../../widgets/preview_fit.js";
import { Latest, askAgain, confirmationDue, rateOf } from "../../widgets/preview_flow.js";
import { timeText } from "../../widgets/preview_words.js";

test("a confirmation waits until half the window is used", () => {
  const facts = { confirmed: 10, window: 16, sinceMs: 0 };
  assert.equal(confirmationDue({ ...facts, drawn: 17 }), false);
  assert.equal(confirmationDue({ ...facts, drawn: 18 }), true);
});

test("a confirmation is due after a quarter of a second, if anything was drawn", () => {
  const facts = { confirmed: 10, window: 16, sinceMs: 250 };
  assert.equal(confirmationDue({ ...facts, drawn: 11 }), true);
  assert.equal(confirmationDue({ ...facts, drawn: 10 }), false);
});

test("the newest frame wins and the overtaken are counted", () => {
  const queue = new Latest();
  for (const item of ["a", "b", "c"]) queue.put(item);
  assert.deepEqual([queue.take(), queue.take(), queue.dropped], ["c", null, 2]);
});

const room = { width: 700, height: 720 };

test("pixels are shown in whole multiples while they fit", () => {
  assert.equal(shownWidth({ width: 640, height: 360, room }), 640);
  assert.equal(shownWidth({ width: 320, height: 180, room }), 640);
});

test("a picture that does not fit is shrunk to the room, in width or in height", () => {
  assert.equal(shownWidth({ width: 1280, height: 720, room }), 700);
  assert.equal(shownWidth({ width: 400, height: 1440, room }), 200);
});

test("a small picture is not blown up without end, a large one takes the room there is", () => {
  const wide = { width: 2000, height: 2000 };
  assert.equal(shownWidth({ width: 320, height: 180, room: wide }), 960);
  assert.equal(shownWidth({ width: 1280, height: 720, room: wide }), 1280);
});

test("a pixel covers a whole number of the screen's pixels, not of CSS's", () => {
  assert.equal(shownWidth({ width: 640, height: 360, room, density: 1.25 }), 512);
  assert.equal(shownWidth({ width: 400, height: 225, room, density: 2 }), 600);
});

test("rates and times are put into words", () => {
  assert.equal(rateOf([0, 50, 100]), 20);
  assert.equal(rateOf([5]), 0);
  assert.equal(timeText(1.5, 8), "1.50 / 8.0 s");
});

test("a silent kernel is asked after two seconds, then ever more seldom", () => {
  assert.equal(askAgain({ now: 1999, heardAt: 0, askedAt: null }), false);
  assert.equal(askAgain({ now: 2000, heardAt: 0, askedAt: null }), true);
  assert.equal(askAgain({ now: 11999, heardAt: 0, askedAt: 6000 }), false);
  assert.equal(askAgain({ now: 12000, heardAt: 0, askedAt: 6000 }), true);
  assert.equal(askAgain({ now: 90000, heardAt: 0, askedAt: 60000 }), true);
});
