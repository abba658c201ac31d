/** Frames straight from the broker: when to try, and how bytes and facts of a frame meet. */

import { BrokerReader } from "./broker.js";

const STRINGS = {
  elsewhere: "The kernel runs on another machine, whose broker this page cannot reach.",
  late: "The broker did not answer in time.",
};
const READY_MS = 3000;
const [FIRST_RETRY_MS, LAST_RETRY_MS] = [2000, 30_000];
const BYTES_KEPT = 6;

/** Bytes come on one subject and facts on another, in either order; what is overtaken is dropped. */
export class Meeting {
  constructor() {
    this.bytes = new Map();
    this.facts = null;
    this.missed = 0;
  }

  /** Return the frame that is whole with these bytes, or null. */
  putBytes(ref, bytes) {
    this.bytes.delete(ref);
    this.bytes.set(ref, bytes);
    while (this.bytes.size > BYTES_KEPT) this.bytes.delete(this.bytes.keys().next().value);
    return this.meet();
  }

  putFacts(facts) {
    if (this.facts !== null) this.missed += 1;
    this.facts = facts;
    return this.meet();
  }

  meet() {
    const bytes = this.facts && this.bytes.get(this.facts.frame_ref);
    if (!bytes) return null;
    const frame = { ...this.facts, bytes };
    this.facts = null;
    return frame;
  }
}

const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];

/** Why a page at `host` does not try `url`; "" when it does: a secret is for the right machine. */
export function refusal(url, host) {
  const target = new URL(url).hostname;
  return LOOPBACK.includes(target) && !LOOPBACK.includes(host) ? STRINGS.elsewhere : "";
}

/** Holds the connection for a page; `take(way)` says which way frames should come from now on. */
export class BrokerWay {
  constructor({ widget, ask, take, onFrame, host = location.hostname }) {
    Object.assign(this, { widget, ask, take, onFrame, host });
    this.way = "kernel";
    this.reason = "";
    this.wanted = false;
    this.asked = false;
    this.reader = null;
    this.retryMs = FIRST_RETRY_MS;
  }

  /** Try when frames are wanted this way, let go when not. */
  want(wanted) {
    this.wanted = wanted;
    if (!wanted) this.letGo();
    else if (this.reader === null && !this.asked && this.timer === undefined) this.try();
  }

  try() {
    this.timer = undefined;
    if (!this.wanted) return;
    this.asked = true;
    this.ask();
  }

  /** The kernel's answer: an address and a user, or why there is none. */
  answer(access) {
    this.asked = false;
    if (!this.wanted || this.reader !== null) return;
    this.reason = access.reason ?? refusal(access.url, this.host);
    if (this.reason !== "") return;
    this.meeting = new Meeting();
    try {
      this.reader = new BrokerReader(access, {
        onReady: () => this.ready(),
        onMessage: (subject, payload) => this.hear(subject, payload),
        onEnd: (reason) => this.ended(reason),
      });
    } catch (error) {
      this.reason = String(error.message); // an address that pages like this one may not use
      return;
    }
    this.patience = setTimeout(() => this.ended(STRINGS.late), READY_MS);
  }

  ready() {
    clearTimeout(this.patience);
    this.retryMs = FIRST_RETRY_MS;
    this.reason = "";
    this.change("broker");
  }

  hear(subject, payload) {
    const [, kind, , name] = subject.split(".");
    let frame = null;
    if (kind === "frames") frame = this.meeting.putBytes(name, payload);
    else if (name === this.widget) {
      frame = this.meeting.putFacts(JSON.parse(new TextDecoder().decode(payload)));
    }
    if (frame !== null) this.onFrame(frame);
  }

  ended(reason) {
    const { reader } = this;
    this.drop();
    reader?.close();
    if (!this.wanted) return;
    this.reason = reason;
    this.timer = setTimeout(() => this.try(), this.retryMs);
    this.retryMs = Math.min(2 * this.retryMs, LAST_RETRY_MS);
  }

  letGo() {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.asked = false;
    const { reader } = this;
    this.drop();
    reader?.close();
  }

  drop() {
    clearTimeout(this.patience);
    this.reader = null;
    this.change("kernel");
  }

  change(way) {
    if (way === this.way) return;
    this.way = way;
    this.take(way);
  }
}
