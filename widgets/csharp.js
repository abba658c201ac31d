/** C# with its kinds of words told apart: enough to read it by, no parser. */

import { element, textElement } from "./parts.js";

const WORDS = new Set(
  `abstract as async await base bool break byte case catch char checked class const continue
  decimal default delegate do double else enum event explicit extern false finally fixed float for
  foreach get goto if implicit in int interface internal is lock long namespace new null object
  operator out override params partial private protected public readonly record ref return sbyte
  sealed set short sizeof stackalloc static string struct switch this throw true try typeof uint
  ulong unchecked unsafe ushort using value var virtual void volatile when where while yield`
    .trim()
    .split(/\s+/),
);
const TOKEN = new RegExp(
  [
    String.raw`(?<comment>//[^\n]*|/\*[\s\S]*?(?:\*/|$))`,
    String.raw`(?<text>"{3}[\s\S]*?(?:"{3}|$)|(?:\$@|@\$?)"(?:[^"]|"")*"?|\$?"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?)`,
    String.raw`(?<directive>(?<=^|\n)[ \t]*#[^\n]*)`,
    String.raw`(?<number>\b(?:0[xX][\da-fA-F_]+|\d[\d_]*(?:\.\d+)?(?:[eE][+-]?\d+)?)[fFdDmMuUlL]*)`,
    String.raw`(?<word>@?[\p{L}_][\p{L}\p{N}_]*)`,
  ].join("|"),
  "gu",
);

/** C# as pairs of kind and text, which together are the code. */
export function csharpTokens(code) {
  const pairs = [];
  const add = (kind, text) => {
    const last = pairs.at(-1);
    if (last?.[0] === kind) last[1] += text;
    else if (text !== "") pairs.push([kind, text]);
  };
  let at = 0;
  for (const found of code.matchAll(TOKEN)) {
    add("plain", code.slice(at, found.index));
    const [kind, text] = Object.entries(found.groups).find(([, part]) => part !== undefined);
    add(kind === "word" ? wordKind(text) : kind, text);
    at = found.index + found[0].length;
  }
  add("plain", code.slice(at));
  return pairs;
}

function wordKind(word) {
  if (WORDS.has(word)) return "keyword";
  return /^\p{Lu}\p{L}*\p{Ll}/u.test(word) ? "type" : "plain";
}

/** A block of code that can be scrolled by keys; text only, whatever stands in it. */
export function codeBlock(code, name) {
  const block = element("pre", "code", { tabindex: "0", "aria-label": name, role: "region" });
  block.append(...csharpTokens(code).map(([kind, text]) => textElement("span", kind, text)));
  return block;
}
