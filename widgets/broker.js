/**
 * A reader of the broker: as much of the NATS protocol as it takes to subscribe over a WebSocket.
 * It never publishes. Headers are passed over; nothing of ours needs them.
 */

const CR = 13;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Cuts a stream of bytes, however it arrives, into control lines and messages. */
export class Parser {
  constructor({ onLine, onMessage }) {
    this.onLine = onLine;
    this.onMessage = onMessage;
    this.chunks = [];
    this.size = 0;
    this.message = null;
  }

  push(bytes) {
    this.chunks.push(bytes);
    this.size += bytes.length;
    while (this.message === null ? this.takeLine() : this.takePayload());
  }

  /** One array of all that waits: made when there is enough to go on, not with each chunk. */
  joined() {
    if (this.chunks.length > 1) {
      const whole = new Uint8Array(this.size);
      let at = 0;
      for (const chunk of this.chunks) {
        whole.set(chunk, at);
        at += chunk.length;
      }
      this.chunks = [whole];
    }
    return this.chunks[0] ?? new Uint8Array(0);
  }

  drop(count) {
    const rest = this.joined().subarray(count);
    this.chunks = rest.length > 0 ? [rest] : [];
    this.size = rest.length;
  }

  takeLine() {
    const bytes = this.joined();
    const end = bytes.indexOf(CR);
    if (end < 0 || end + 1 >= bytes.length) return false;
    const line = decoder.decode(bytes.subarray(0, end));
    this.drop(end + 2);
    const words = line.split(" ");
    const verb = words[0].toUpperCase();
    if (verb === "MSG") this.message = { subject: words[1], skip: 0, size: Number(words.at(-1)) };
    else if (verb === "HMSG") {
      this.message = { subject: words[1], skip: Number(words.at(-2)), size: Number(words.at(-1)) };
    } else this.onLine(verb, line);
    return true;
  }

  takePayload() {
    const { subject, skip, size } = this.message;
    if (this.size < size + 2) return false;
    // A copy: the next chunk would else keep a large buffer alive for a small message.
    const payload = this.joined().slice(skip, size);
    this.message = null;
    this.drop(size + 2);
    this.onMessage(subject, payload);
    return true;
  }
}

/** One connection. `onReady` when subscriptions hold; `onEnd(reason)` once if it ends by itself. */
export class BrokerReader {
  constructor({ url, subjects, user, password }, { onReady, onMessage, onEnd }) {
    this.subjects = subjects;
    this.onReady = onReady;
    this.login = user === "" ? {} : { user, pass: password };
    this.refusal = "";
    this.isGreeted = false;
    this.parser = new Parser({ onLine: (verb, line) => this.hear(verb, line), onMessage });
    this.socket = new WebSocket(url);
    this.socket.binaryType = "arraybuffer";
    this.socket.onmessage = ({ data }) => this.parser.push(new Uint8Array(data));
    this.socket.onclose = () => onEnd(this.refusal || "The broker cannot be reached.");
  }

  hear(verb, line) {
    if (verb === "INFO") this.greet(); // it comes again, with news of the server
    else if (verb === "PING") this.say("PONG");
    else if (verb === "PONG") this.onReady();
    else if (verb === "-ERR") this.refusal = `The broker says ${line.slice(5)}.`;
  }

  greet() {
    if (this.isGreeted) return;
    this.isGreeted = true;
    const options = { verbose: false, pedantic: false, headers: true, protocol: 1, echo: false };
    this.say(`CONNECT ${JSON.stringify({ ...options, ...this.login, lang: "spark", version: "1" })}`);
    this.subjects.forEach((subject, at) => this.say(`SUB ${subject} ${at + 1}`));
    this.say("PING");
  }

  say(line) {
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(encoder.encode(`${line}\r\n`));
  }

  close() {
    this.socket.onmessage = this.socket.onclose = null;
    this.socket.close();
  }
}
