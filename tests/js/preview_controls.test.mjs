import assert from "node:assert/strict";
import test from "node:test";

import { camerasOf, fittingSize, sceneName, sizesWith } from "../../widgets/preview_panel.js";
import { movedLine } from "../../widgets/preview_wipe.js";

test("the line moves by one percent, by ten with shift, and stays inside", () => {
  assert.equal(movedLine(50, "ArrowLeft", false), 49);
  assert.equal(movedLine(50, "ArrowUp", true), 60);
  assert.equal(movedLine(0, "ArrowLeft", false), 0);
  assert.equal(movedLine(97, "PageUp", false), 100);
  assert.deepEqual([movedLine(30, "Home", false), movedLine(30, "End", false)], [0, 100]);
  assert.equal(movedLine(50, "Enter", false), null);
});

test("a picture that fits the room has the screen's pixels and no odd sides", () => {
  assert.deepEqual(fittingSize(700, 2), { width: 1392, height: 783 });
  assert.deepEqual(fittingSize(9000, 1), { width: 4096, height: 2304 });
  assert.deepEqual(fittingSize(40, 1), { width: 160, height: 90 });
});

test("a size of one's own stands among the usual ones", () => {
  assert.equal(sizesWith(640, 360).length, 5);
  assert.deepEqual(sizesWith(800, 450)[2], [800, 450]);
});

const scenes = [
  { path: "Assets/One/Level.unity", cameras: ["Main", "Map"] },
  { path: "Assets/Two/Level.unity", cameras: [] },
  { path: "Assets/Menu.unity", cameras: ["Main"] },
];

test("cameras are those of the scene that is shown", () => {
  assert.deepEqual(camerasOf(scenes, null), ["Main", "Map"]);
  assert.deepEqual(camerasOf(scenes, "Assets/Menu.unity"), ["Main"]);
  assert.deepEqual(camerasOf(scenes, "Assets/Gone.unity"), []);
  assert.deepEqual(camerasOf([], null), []);
});

test("a scene has its file's name, and its path where that would be ambiguous", () => {
  assert.equal(sceneName("Assets/Menu.unity", scenes), "Menu");
  assert.equal(sceneName("Assets/Two/Level.unity", scenes), "Assets/Two/Level.unity");
});
