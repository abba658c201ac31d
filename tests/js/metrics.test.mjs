import assert from "node:assert/strict";
import test from "node:test";

import {
  busyQueues,
  hitShares,
  joined,
  linePath,
  msText,
  niceTop,
  shareText,
} from "../../widgets/metrics.js";

const reading = (at, changes = {}) => ({ at, tools: {}, depths: {}, hits: 0, misses: 0, ...changes });

test("a scale ends at a round number no less than the highest value", () => {
  const tops = [0, NaN, 0.3, 1, 1.2, 7, 10, 11, 480].map(niceTop);
  assert.deepEqual(tops, [1, 1, 0.5, 1, 2, 10, 10, 20, 500]);
});

test("a line ends where nothing was read for a while, or where there is no value", () => {
  const [end, second] = [300_000, 1000];
  const path = linePath([[0, 0], [second, 1], [10 * second, 1], [11 * second, null], [12 * second, 2]], end, 2);
  assert.equal(path, "M0.0 70.0h0L1.0 36.0M10.0 36.0h0M12.0 2.0h0");
});

test("what is beyond the scale lies on its edge", () => {
  assert.equal(linePath([[300_000, 9]], 300_000, 2), "M300.0 2.0h0");
});

test("cache hits are of the half minute before, and unknown without lookups", () => {
  const readings = [
    reading(0, { hits: 10, misses: 10 }),
    reading(1000, { hits: 13, misses: 11 }),
    reading(31_000, { hits: 13, misses: 12 }),
    reading(70_000, { hits: 13, misses: 12 }),
  ];
  assert.deepEqual(hitShares(readings), [[0, null], [1000, 0.75], [31_000, 0], [70_000, null]]);
});

test("readings come once, in order, and go after five minutes", () => {
  const known = [reading(1000), reading(2000)];
  const at = (readings) => readings.map((each) => each.at);
  assert.deepEqual(at(joined(known, [reading(1000), reading(2000), reading(3000)])), [1000, 2000, 3000]);
  assert.deepEqual(at(joined(known, [reading(301_500)])), [2000, 301_500]);
  assert.deepEqual(joined([], []), []);
});

test("a queue has a line when it is Unity's or something waited in it", () => {
  const first = reading(1, { depths: { unity: 0, events: 3, rows: 0 } });
  assert.deepEqual(busyQueues([first, reading(2, { depths: { unity: 0, events: 0, rows: 0 } })]), ["unity", "events"]);
  assert.deepEqual(busyQueues([]), []);
});

test("times and shares are words a person reads", () => {
  assert.deepEqual([0.42, 9.96, 48.4, 3210, null].map(msText), ["0.4 ms", "10.0 ms", "48 ms", "3.2 s", "–"]);
  assert.deepEqual([0.806, 0, null].map(shareText), ["81 %", "0 %", "–"]);
});
