/** How large the picture is shown. */

/**
 * CSS width in pixels of a picture of `width` × `height` in a room of that size. A pixel of the
 * picture covers a whole number of the screen's, while one fits; `density` is the screen's pixels
 * per CSS pixel. Up to 960 wide: beyond that a small picture would only be coarse.
 */
export function shownWidth({ width, height, room, density = 1 }) {
  const fitting = Math.min(room.width, (room.height * width) / height);
  const times = Math.floor((Math.min(fitting, Math.max(960, width)) * density) / width);
  return times >= 1 ? (width * times) / density : fitting;
}
