/** The preview's decisions: what is confirmed, kept, asked and counted. Pure, but for the queue. */

/** Decide when a confirmation is due: half the window is used up, or enough time has passed. */
export function confirmationDue({ drawn, confirmed, window, sinceMs, everyMs = 250 }) {
  const behind = drawn - confirmed;
  return behind > 0 && (behind >= window / 2 || sinceMs >= everyMs);
}

/** Keep only the newest of what arrives; count what was overtaken. */
export class Latest {
  constructor() {
    this.item = null;
    this.dropped = 0;
  }
  put(item) {
    if (this.item !== null) this.dropped += 1;
    this.item = item;
  }
  take() {
    const item = this.item;
    this.item = null;
    return item;
  }
}

/** Frames per second over the newest draws; `times` are milliseconds, oldest first. */
export function rateOf(times) {
  if (times.length < 2) return 0;
  const span = times[times.length - 1] - times[0];
  return span > 0 ? ((times.length - 1) * 1000) / span : 0;
}

/** Ask a silent kernel after two seconds, then ever more seldom; times in milliseconds. */
export function askAgain({ now, heardAt, askedAt }) {
  if (askedAt === null) return now - heardAt >= 2000;
  return now - askedAt >= Math.min(30000, Math.max(2000, askedAt - heardAt));
}
