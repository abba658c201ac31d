/** What the undo history says, and which signs stand beside it. */

import { touchedWords } from "./taking_back.js";

export const STRINGS = {
  name: "History",
  undo: "Undo",
  redo: "Redo",
  undoKeys: "Ctrl+Z",
  redoKeys: "Ctrl+Shift+Z",
  nothing: "nothing",
  export: "Export as JSON",
  import: "Import from JSON",
  clear: "Clear the history",
  filter: "Filter by path",
  since: "Show steps of",
  ages: { all: "All", hour: "Last hour", day: "Last 24 hours" },
  here: "You are here",
  back: "Roll back to here",
  details: "What changed",
  list: "Steps, newest first",
  states: {
    empty: "Empty",
    loading: "Loading",
    live: "Ready",
    busy: "Working",
    choose: "Your choice",
    cut: "Unfinished",
    error: "Error",
    silent: "Reconnecting",
  },
  emptyWords: "No changes yet.",
  emptyHint: "Each script, patch, asset and preset you write appears here, and can be taken back.",
  noMatch: "No step matches the filter.",
  silentHint: "It is busy or gone. Run the cell again after a restart.",
  cutWords: "A rollback was cut short: some files are older than the newest step.",
  finish: "Finish the rollback",
  before: "before",
  after: "after",
  none: "no file",
};

/** Outlines on a 16 px square. */
export const ICONS = {
  empty: "M8 3a5 5 0 1 1 0 10A5 5 0 1 1 8 3zm0 1.5a3.5 3.5 0 1 0 0 7a3.5 3.5 0 1 0 0-7z",
  loading: "M2 6.5h3v3H2zm4.5 0h3v3h-3zm4.5 0h3v3h-3z",
  live: "M6.3 12.4 2.2 8.3l1.3-1.3 2.8 2.8 6.2-6.2 1.3 1.3z",
  busy: "M2 6.5h3v3H2zm4.5 0h3v3h-3zm4.5 0h3v3h-3z",
  choose: "M8 1.5 15.5 14.5H.5zM7.2 6v4.5h1.6V6zm0 5.5v1.5h1.6v-1.5z",
  cut: "M8 1.5 15.5 14.5H.5zM7.2 6v4.5h1.6V6zm0 5.5v1.5h1.6v-1.5z",
  error: "M8 1.5 15.5 14.5H.5zM7.2 6v4.5h1.6V6zm0 5.5v1.5h1.6v-1.5z",
  silent: "M2 6.5h3v3H2zm4.5 0h3v3h-3zm4.5 0h3v3h-3z",
  undo: "M6 2.5v3h4.5a4 4 0 0 1 0 8H5V12h5.5a2.5 2.5 0 0 0 0-5H6v3L1.5 6.2z",
  redo: "M10 2.5v3H5.5a4 4 0 0 0 0 8H11V12H5.5a2.5 2.5 0 0 1 0-5H10v3l4.5-3.8z",
  export: "M7.2 2h1.6v6.2l2.4-2.4 1.1 1.1L8 11.2 3.7 6.9l1.1-1.1 2.4 2.4zM2.5 12.5h11V14h-11z",
  import: "M7.2 11.2h1.6V5l2.4 2.4 1.1-1.1L8 2 3.7 6.3l1.1 1.1L7.2 5zM2.5 12.5h11V14h-11z",
  clear: "M6 1.5h4l.6 1H14V4H2V2.5h3.4zM3.2 5h9.6l-.7 9.5H3.9zM6 6.5v6.5h1.2V6.5zm2.8 0v6.5H10V6.5z",
  generate_script: "M5 4.5 1.5 8 5 11.5l1-1L3.5 8 6 5.5zM11 4.5l-1 1L12.5 8 10 10.5l1 1L14.5 8zM8.8 3 6 13h1.3L10 3z",
  apply_patch: "M7.2 2h1.6v3.2H12v1.6H8.8V10H7.2V6.8H4V5.2h3.2zM4 12h8v1.6H4z",
  ingest_asset: "M2 3h12v10H2zm1.5 1.5v6l3-3.5 2.5 3 1.5-1.5 2 2v-6zM10.5 5.5a1.2 1.2 0 1 1 0 2.4a1.2 1.2 0 1 1 0-2.4z",
  preset: "M8 1.5 14.5 5v6L8 14.5 1.5 11V5zM8 3.2 4.5 5.1 8 7l3.5-1.9zM3 6.4v3.7l4.2 2.3V8.6zm10 0L8.8 8.6v3.8l4.2-2.3z",
  preset_removal: "M8 1.5 14.5 5v6L8 14.5 1.5 11V5zM4.5 7.2v1.6h7V7.2z",
  operation: "M2 3h12v1.5H2zm0 4.2h12v1.6H2zm0 4.3h12V13H2z",
};

const HOUR_MS = 3_600_000;

/** Whether a step is shown: `path` is part of a path of it, `age` one of STRINGS.ages. */
export function matches(step, { path, age }, now) {
  const limit = { all: Infinity, hour: HOUR_MS, day: 24 * HOUR_MS }[age];
  const wanted = path.trim().toLowerCase();
  const named = [step.title, ...step.paths].some((text) => text.toLowerCase().includes(wanted));
  return named && now - Date.parse(step.at) <= limit;
}

export function countsText({ added, removed, paths }) {
  const files = paths.length > 1 ? [`${paths.length} files`] : [];
  return [...files, ...(added === null ? [] : [`+${added} −${removed}`])].join(" · ");
}

/** What a click takes back: how many steps, until when, and which files it touches. */
export function rollbackWords(steps, at, clock) {
  const taken = steps.slice(0, at);
  const files = [...new Set(taken.flatMap((step) => step.paths))];
  const names = files.map((path) => path.split("/").pop());
  const count = taken.length === 1 ? "1 step" : `${taken.length} steps`;
  return {
    action: `Roll back ${count} to ${clock}`,
    touched: touchedWords(names, files.length),
  };
}
