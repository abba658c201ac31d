import assert from "node:assert/strict";
import test from "node:test";

import { Parser } from "../../widgets/broker.js";
import { BrokerWay, Meeting, refusal } from "../../widgets/preview_broker.js";

const bytes = (text) => new TextEncoder().encode(text);
const text = (payload) => new TextDecoder().decode(payload);

const STREAM = bytes(
  'INFO {"server_id":"N"}\r\n' +
    "PONG\r\n" +
    "MSG spark.frames.s1.sha256-ab 1 5\r\nab\r\nc\r\n" +
    "MSG spark.live.s1.w 2 _INBOX.9 0\r\n\r\n" +
    "HMSG spark.frames.s1.x 1 12 16\r\nNATS/1.0\r\n\r\nfour\r\n" +
    "PING\r\n" +
    "-ERR 'Authorization Violation'\r\n",
);
const HEARD = [
  ["INFO", 'INFO {"server_id":"N"}'],
  ["PONG", "PONG"],
  ["spark.frames.s1.sha256-ab", "ab\r\nc"],
  ["spark.live.s1.w", ""],
  ["spark.frames.s1.x", "four"],
  ["PING", "PING"],
  ["-ERR", "-ERR 'Authorization Violation'"],
];

function parsed(chunks) {
  const heard = [];
  const parser = new Parser({
    onLine: (verb, line) => heard.push([verb, line]),
    onMessage: (subject, payload) => heard.push([subject, text(payload)]),
  });
  for (const chunk of chunks) parser.push(chunk);
  return heard;
}

test("wherever the stream is cut, the same is heard", () => {
  assert.deepEqual(parsed([STREAM]), HEARD);
  for (let at = 0; at <= STREAM.length; at += 1) {
    assert.deepEqual(parsed([STREAM.subarray(0, at), STREAM.subarray(at)]), HEARD, `cut at ${at}`);
  }
  assert.deepEqual(parsed([...STREAM].map((byte) => Uint8Array.of(byte))), HEARD);
});

test("half a message is not heard", () => {
  assert.deepEqual(parsed([bytes("MSG a 1 5\r\nabcde\r")]), []);
});

const facts = (index, ref) => ({ index, frame_ref: ref });

test("a frame is whole when its bytes and its facts are there, in either order", () => {
  const meeting = new Meeting();
  assert.equal(meeting.putBytes("a", "A"), null);
  assert.deepEqual(meeting.putFacts(facts(1, "a")), { ...facts(1, "a"), bytes: "A" });
  assert.equal(meeting.putFacts(facts(2, "b")), null);
  assert.deepEqual(meeting.putBytes("b", "B"), { ...facts(2, "b"), bytes: "B" });
  assert.deepEqual(meeting.putFacts(facts(3, "a")), { ...facts(3, "a"), bytes: "A" });
});

test("facts that newer ones overtake are given up, and few bytes are kept", () => {
  const meeting = new Meeting();
  meeting.putFacts(facts(1, "lost"));
  meeting.putFacts(facts(2, "b"));
  assert.equal(meeting.putBytes("lost", "L"), null);
  assert.equal(meeting.missed, 1);
  for (const ref of ["c", "d", "e", "f", "g", "h", "i"]) meeting.putBytes(ref, ref);
  assert.equal(meeting.bytes.size, 6);
});

test("a secret for this machine's broker is not offered to another machine's", () => {
  assert.equal(refusal("ws://127.0.0.1:4223", "localhost"), "");
  assert.match(refusal("ws://127.0.0.1:4223", "hub.example.org"), /another machine/);
  assert.equal(refusal("wss://broker.example.org", "hub.example.org"), "");
});

const ACCESS = {
  url: "ws://127.0.0.1:1",
  subjects: ["spark.frames.s1.*", "spark.live.s1.*"],
  user: "u",
  password: "p",
};

function wayOf(access) {
  const said = [];
  const way = new BrokerWay({
    widget: "w",
    host: "localhost",
    ask: () => said.push("ask"),
    take: (taken) => said.push(taken),
    onFrame: (frame) => said.push(frame),
  });
  way.want(true);
  way.answer(access);
  return [way, said];
}

test("without an address frames go on through the kernel, and the reason is kept", () => {
  const [way, said] = wayOf({ reason: "NATS_WS_URL is not set." });
  assert.deepEqual([way.way, way.reason, said], ["kernel", "NATS_WS_URL is not set.", ["ask"]]);
});

test("the broker is read once it answers, and the kernel again when it goes", () => {
  const sockets = [];
  globalThis.WebSocket = class {
    static OPEN = 1;
    constructor(url) {
      Object.assign(this, { url, readyState: 1, sent: [] });
      sockets.push(this);
    }
    send(data) {
      this.sent.push(text(data).trim());
    }
    hear(words) {
      this.onmessage({ data: bytes(words).buffer });
    }
    close() {}
  };
  const [way, said] = wayOf(ACCESS);
  const [socket] = sockets;
  socket.hear("INFO {}\r\n");
  assert.match(socket.sent[0], /^CONNECT .*"user":"u","pass":"p"/);
  assert.deepEqual(socket.sent.slice(1), ["SUB spark.frames.s1.* 1", "SUB spark.live.s1.* 2", "PING"]);
  socket.hear('INFO {"connect_info":true}\r\nPONG\r\nPING\r\n');
  assert.deepEqual(socket.sent.slice(4), ["PONG"]);
  assert.equal(way.way, "broker");
  const live = JSON.stringify(facts(7, "r"));
  socket.hear(`MSG spark.live.s1.other 2 ${live.length}\r\n${live}\r\n`);
  socket.hear(`MSG spark.frames.s1.r 1 2\r\nxy\r\nMSG spark.live.s1.w 2 ${live.length}\r\n${live}\r\n`);
  assert.equal(text(said.at(-1).bytes), "xy");
  socket.onclose();
  assert.equal(way.way, "kernel");
  assert.match(way.reason, /cannot be reached/);
  assert.deepEqual(said.filter((each) => typeof each === "string"), ["ask", "broker", "kernel"]);
  way.want(false);
  delete globalThis.WebSocket;
});

test("a broker that does not answer is given up, and tried once more later", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  let closed = 0;
  globalThis.WebSocket = class {
    close() {
      closed += 1;
    }
  };
  const [way, said] = wayOf(ACCESS);
  context.mock.timers.tick(3000);
  assert.deepEqual([way.way, closed], ["kernel", 1]);
  assert.match(way.reason, /did not answer in time/);
  context.mock.timers.tick(2000);
  assert.deepEqual(said, ["ask", "ask"]);
  way.want(false);
  context.mock.timers.tick(60_000);
  assert.deepEqual(said, ["ask", "ask"]);
  delete globalThis.WebSocket;
});
