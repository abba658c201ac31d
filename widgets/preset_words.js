/** What the preset picker says, the signs beside it, and how presets are found. */

export const STRINGS = {
  name: "Presets",
  search: "Search presets",
  tag: "Show presets tagged",
  allTags: "All tags",
  refresh: "Look again for presets and your edits",
  list: "Presets",
  back: "All presets",
  open: "Look at",
  apply: "Apply",
  update: "Update to",
  goOn: "Finish applying",
  again: "Apply again",
  plan: "Plan",
  remove: "Remove",
  cancel: "Cancel",
  resume: "Go on",
  stop: "Stop",
  ok: "Close",
  merge: "Merge both",
  keep: "Keep my files",
  keepShort: "Remove, keep my edits",
  force: "Remove my edits too",
  player: "What a player can do",
  scripts: "Scripts",
  assets: "Assets",
  scenes: "Scenes",
  build: "Build",
  input: "Input",
  unity: "Unity",
  loading: "…",
  noMatch: "No preset matches.",
  emptyWords: "No presets yet.",
  emptyHint: "Name folders of your own presets in SPARK_PRESETS, then look again.",
  refused: "This folder is no preset",
  silentHint: "It is busy or gone. Run the cell again after a restart.",
  conflictHint: "Nothing was written. Merge what both of you changed, or keep your files as they are.",
  writing: "Getting ready.",
  yours: "You edited",
  sceneLater: "Seen once it is applied.",
  states: {
    empty: "Empty",
    loading: "Loading",
    live: "Ready",
    busy: "Working",
    choose: "Your choice",
    error: "Error",
    silent: "Reconnecting",
  },
  standings: {
    absent: "Not applied",
    applied: "Applied",
    edited: "Applied, edited",
    update: "Update there",
    unfinished: "Unfinished",
    unknown: "Unreadable",
  },
  planGroups: {
    conflicts: "In conflict",
    changes: "Changed",
    removes: "Removed",
    settings: "Settings",
    settings_files: "Settings files",
    kept: "Kept as yours",
    adds: "Added",
  },
  buildFacts: {
    target: "Target",
    compression: "Compression",
    texture_max_size: "Textures up to",
    strip_engine_code: "Engine code stripped",
  },
};

/** Outlines on a 16 px square. */
const DONE = "M6.3 12.4 2.2 8.3l1.3-1.3 2.8 2.8 6.2-6.2 1.3 1.3z";
const WAIT = "M2 6.5h3v3H2zm4.5 0h3v3h-3zm4.5 0h3v3h-3z";
const WARN = "M8 1.5 15.5 14.5H.5zM7.2 6v4.5h1.6V6zm0 5.5v1.5h1.6v-1.5z";
const RING = "M8 3a5 5 0 1 1 0 10A5 5 0 1 1 8 3zm0 1.5a3.5 3.5 0 1 0 0 7a3.5 3.5 0 1 0 0-7z";
export const ICONS = {
  empty: RING,
  loading: WAIT,
  live: DONE,
  busy: WAIT,
  choose: WARN,
  error: WARN,
  silent: WAIT,
  absent: RING,
  applied: DONE,
  edited: "M11.6 1.8l2.6 2.6-8.6 8.6-3.3.7.7-3.3zM11.6 3.9 4.4 11.1l-.2.7.7-.2 7.2-7.2z",
  update: "M7.2 13V6.2L4.4 9 3.3 7.9 8 3.2l4.7 4.7L11.6 9 8.8 6.2V13z",
  unfinished: WAIT,
  unknown: WARN,
  refresh: "M8 3a5 5 0 0 1 4.6 3H10v1.5h5v-5h-1.5v2A6.5 6.5 0 1 0 14.5 8H13A5 5 0 1 1 8 3z",
  back: "M9.5 3 10.6 4.1 6.7 8l3.9 3.9L9.5 13l-5-5z",
  preset: "M8 1.5 14.5 5v6L8 14.5 1.5 11V5zM8 3.2 4.5 5.1 8 7l3.5-1.9zM3 6.4v3.7l4.2 2.3V8.6zm10 0L8.8 8.6v3.8l4.2-2.3z",
  file: "M3 1.5h6.5L13 5v9.5H3zM4.5 3v10h7V6H8.5V3z",
  sound: "M8.5 2v12L5 10.5H2v-5h3zM10.5 5.2a4 4 0 0 1 0 5.6V9a2 2 0 0 0 0-2z",
};

/** Whether a preset has `text` in its words, and `tag` ("" is any). */
export function matches(preset, { text = "", tag = "" }) {
  const { id, title, pitch, tags, can_do: canDo } = preset;
  const words = [id, title, pitch, ...tags, ...canDo].join(" ").toLowerCase();
  return words.includes(text.trim().toLowerCase()) && (tag === "" || tags.includes(tag));
}

/** All tags, those of most presets first. */
export function tagsOf(presets) {
  const counts = new Map();
  for (const tag of presets.flatMap((preset) => preset.tags)) {
    counts.set(tag, (counts.get(tag) ?? 0) + 1);
  }
  return [...counts].sort(([a, m], [b, n]) => n - m || a.localeCompare(b)).map(([tag]) => tag);
}

/** How a preset stands, with its numbers. */
export function standingText({ state, version, applied_version: applied, edited }) {
  const word = STRINGS.standings[state];
  const files = edited.length === 1 ? "1 file" : `${edited.length} files`;
  if (state === "update") return `${word}: ${applied} → ${version}`;
  return state === "edited" ? `${word}: ${files}` : word;
}

/** What the button says that writes the preset. */
export function applyText({ state, version }) {
  if (state === "update") return `${STRINGS.update} ${version}`;
  if (state === "unfinished") return STRINGS.goOn;
  return state === "absent" ? STRINGS.apply : STRINGS.again;
}

/** What a removal deletes, and what of the user's stays. */
export function removalText(title, { removes, kept }) {
  const files = (paths) => (paths.length === 1 ? "1 file" : `${paths.length} files`);
  const names = kept.slice(0, 3).map((path) => path.split("/").pop());
  const more = kept.length > 3 ? ` and ${kept.length - 3} more` : "";
  const yours = kept.length
    ? `${files(kept)} that you edited: ${names.join(", ")}${more}.`
    : "no file of this preset, for you edited none.";
  return {
    words: `Remove ${title}?`,
    deleted: `Deletes ${files(removes)} of the preset, with their settings. Undo brings them back.`,
    stays: `Stays: everything of your own, and ${yours}`,
  };
}
