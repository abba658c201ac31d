/** What the progress list says about an item, apart from the page. */

import { bytesText, clockText } from "./parts.js";

/** What one would do, is doing, and has done, to what when no path is known. */
const VERBS = {
  generate_script: ["Write", "Writing", "Wrote", "a script"],
  apply_patch: ["Patch", "Patching", "Patched", "a file"],
  render_preview: ["Render", "Rendering", "Rendered", "a frame"],
  preview: ["Play", "Playing", "Played", "a live preview"],
  ingest_asset: ["Import", "Importing", "Imported", "an asset"],
  deconstruct_asset: ["Take apart", "Taking apart", "Took apart", "an asset"],
  build: ["Build", "Building", "Built", "the game"],
  get_build_status: ["Ask for", "Asking for", "Asked for", "a build"],
  ocr: ["Read", "Reading", "Read", "an image"],
  ocv: ["Verify", "Verifying", "Verified", "an image"],
  classify: ["Classify", "Classifying", "Classified", "an image"],
  asr: ["Transcribe", "Transcribing", "Transcribed", "a recording"],
};

export const STATUS_WORDS = {
  queued: "Queued",
  running: "Running",
  succeeded: "Done",
  failed: "Failed",
  cancelled: "Cancelled",
  timed_out: "Timed out",
  rejected: "Refused",
  cut_off: "Cut off",
};

export const UNDO_REASONS = {
  undone: "It is undone.",
  not_kept: "It changed no file, or is older than the newest 50 steps.",
  oldest: "It is the oldest step: undo those after it first.",
  unfinished: "A rollback was cut short: finish it in the history first.",
};

export const isUnderWay = ({ status }) => status === "queued" || status === "running";

/** A phrase with a verb: "Wrote Hero.cs"; an operation has its name. */
export function titleText(item) {
  if (item.name) return item.name;
  const [plain, doing, done, something] = VERBS[item.kind] ?? ["Run", "Running", "Ran", item.kind];
  const verb = isUnderWay(item) ? doing : item.status === "succeeded" ? done : plain;
  const what = item.kind === "build" ? item.target : item.path?.split("/").pop();
  return `${verb} ${what || something}`;
}

export function durationText(ms) {
  if (ms < 1) return "under 1 ms";
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`;
  const minutes = Math.floor(Math.round(ms / 1000) / 60);
  return `${minutes} min ${Math.round(ms / 1000) % 60} s`;
}

/** How long it took or has taken; `now` is the kernel's time, "" when nobody knows. */
export function tookText(item, now) {
  if (isUnderWay(item)) return durationText(Math.max(now - Date.parse(item.at), 0));
  if (item.status === "cut_off" || item.duration_ms === null) return "";
  return durationText(item.duration_ms);
}

/** How far it is from 0 to 1, null when nobody knows. */
export function shareDone(item) {
  if (!isUnderWay(item)) return null;
  if (item.kind === "build") return item.progress;
  return item.total ? Math.min(item.done / item.total, 1) : null;
}

/** The second line: state, how far, what last; `zone` is for tests. */
export function stateText(item, now, zone = undefined) {
  const words = [STATUS_WORDS[item.status]];
  if (isUnderWay(item)) {
    if (item.kind === "build" && item.stage) words.push(item.stage);
    if (item.kind === "build" && item.progress !== null) {
      words.push(`${Math.round(item.progress * 100)} %`);
    } else if (item.done !== null) {
      words.push(item.total === null ? `${item.done}` : `${item.done} of ${item.total}`);
    }
    if (item.message) words.push(item.message.split("/").pop());
  } else if (item.status === "cut_off") {
    words.push("the kernel ended before it did");
  } else if (item.cache_hit) words.push("from the cache");
  if (item.steps) words.push(item.steps === 1 ? "1 step" : `${item.steps} steps`);
  if (item.failed_steps) words.push(`${item.failed_steps} failed`);
  if (!isUnderWay(item)) words.push(clockText(item.at, now, zone));
  return words.join(" · ");
}

/** Names and values for who opens a line. */
export function factRows(item, now) {
  const tries = item.attempts === null ? null : `${item.attempts}`;
  return [
    ["Path", item.path],
    ["Tool", item.name ? null : item.kind],
    ["Attempts", item.cache_hit ? "none, it was in the cache" : tries],
    ["Began", clockText(item.at, now)],
    ["Took", tookText(item, now) || null],
  ].filter(([, value]) => value);
}

/** What is told to who cannot see the list: only what has ended since. */
export function endedWords(before, items) {
  const ended = items.filter((item) => before.has(item.id) && !isUnderWay(item));
  if (ended.length === 0) return "";
  if (ended.length > 2) {
    const failed = ended.filter((item) => item.status !== "succeeded").length;
    return `${ended.length} have ended${failed ? `, ${failed} of them not well` : ""}.`;
  }
  return ended.map((item) => `${titleText(item)}: ${STATUS_WORDS[item.status]}.`).join(" ");
}

export function totalsText({ calls = 0, failures = 0, p95_ms = null, lost = 0 }) {
  const facts = [calls === 1 ? "1 call" : `${calls} calls`, `${failures} failed`];
  if (p95_ms !== null) facts.push(`p95 ${durationText(p95_ms)}`);
  if (lost) facts.push(`${lost === 1 ? "1 event" : `${lost} events`} lost: lines may be missing`);
  return facts.join("  ·  ");
}

/** What a log weighs, for its heading. */
export const logHeading = (text) => (text ? `End of the log, ${bytesText(text.length)}` : "The log is empty.");
