/** What the preview says, and the signs beside it. */

export const STRINGS = {
  play: "Play (space)",
  pause: "Pause (space)",
  back: "One frame back (left arrow)",
  on: "One frame on (right arrow)",
  compare: "Compare with this picture (C)",
  more: "View and save (V)",
  reduced: (scale) => `${(scale * 100).toFixed(0)} % of the size`,
  time: "Game time in seconds",
  noPicture: "No picture yet",
  details: "Details",
  states: {
    empty: "Empty",
    loading: "Loading",
    live: "Live",
    paused: "Paused",
    done: "Done",
    error: "Error",
  },
  ways: { broker: "from the broker", kernel: "through the kernel" },
  toKernel: "Press to have frames come through the kernel.",
  toBroker: "Press to have frames come straight from the broker where they can.",
  silent: "Reconnecting",
  silentHint: "It is busy or gone; the last picture stays. Run the cell again after a restart.",
};

/** Outlines on a 16 px square; states, then actions. A font may lack such signs. */
export const ICONS = {
  empty: "M8 3a5 5 0 1 1 0 10A5 5 0 1 1 8 3zm0 1.5a3.5 3.5 0 1 0 0 7a3.5 3.5 0 1 0 0-7z",
  loading: "M2 6.5h3v3H2zm4.5 0h3v3h-3zm4.5 0h3v3h-3z",
  live: "M8 3.5a4.5 4.5 0 1 1 0 9a4.5 4.5 0 1 1 0-9z",
  paused: "M4 3h3v10H4zm5 0h3v10H9z",
  done: "M6.3 12.4 2.2 8.3l1.3-1.3 2.8 2.8 6.2-6.2 1.3 1.3z",
  error: "M8 1.5 15.5 14.5H.5zM7.2 6v4.5h1.6V6zm0 5.5v1.5h1.6v-1.5z",
  play: "M4.5 2.5v11L13 8z",
  back: "M3 3h2v10H3zm10 0v10L6 8z",
  compare: "M2 3h5v10H2zM3.3 4.3v7.4h2.4V4.3zM9 3h5v10H9z",
  more: "M2 3.5h12v2H2zm0 3.5h12v2H2zm0 3.5h12v2H2z",
  on: "M11 3h2v10h-2zM3 3v10l7-5z",
};

export function timeText(timeS, durationS) {
  return `${timeS.toFixed(2)} / ${durationS.toFixed(1)} s`;
}
