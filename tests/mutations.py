"""Files as a bad day leaves them: bytes, lines and numbers changed, pointers turned elsewhere."""

from __future__ import annotations

import re
from collections.abc import Callable

from hypothesis import strategies as st

PIECES = [b"", b"\n", b"  - ", b": ", b"{", b"[", b"&a *a", b"\0", b"\xff", b"\xef\xbb\xbf"]
PIECES += [b"---", b"9" * 400, b"../../x", b"- - - ", b"!u!1 &1\n", b"\r\n", b"\t", b'"', b"'"]
NUMBERS = [b"0", b"-1", b"nan", b"inf", b"1e999", b"1e30", b"-1e-30", b"65535", b"4294967295"]
NUMBERS += [b"99999999999999999999", b"21300000", b"0.0001", b"", b"x"]
_NUMBER = re.compile(rb"(?<=[ :])-?\d+(?:\.\d+)?(?=[,}\n])")
_POINTER = re.compile(rb"(?<=fileID: )-?\d+")
_GUID = re.compile(rb"(?<=guid: )[0-9a-f]{32}")

Mutation = Callable[[bytes, int, int], bytes]
_EDIT_BYTES, _MOST_EDITS = 6, 5
EDITS = st.binary(min_size=_EDIT_BYTES, max_size=_EDIT_BYTES * _MOST_EDITS)


def mutated(content: bytes, edits: bytes) -> bytes:
    """Each edit is six bytes: the kind of change, where, and with what."""
    for at in range(0, len(edits) - _EDIT_BYTES + 1, _EDIT_BYTES):
        kind, where, what = edits[at], edits[at + 1 : at + 4], edits[at + 4 : at + 6]
        change = MUTATIONS[kind % len(MUTATIONS)]
        content = change(content, int.from_bytes(where, "big"), int.from_bytes(what, "big"))
    return content


def _bytes(content: bytes, where: int, what: int) -> bytes:
    at = where % (len(content) + 1)
    piece = PIECES[what % len(PIECES)]
    return content[:at] + piece + content[at + what // len(PIECES) % 40 :]


def _bit(content: bytes, where: int, what: int) -> bytes:
    if not content:
        return content
    at = where % len(content)
    return content[:at] + bytes([content[at] ^ 1 << what % 8]) + content[at + 1 :]


def _cut_off(content: bytes, where: int, _: int) -> bytes:
    return content[: where % (len(content) + 1)]


def _line(content: bytes, where: int, what: int) -> bytes:
    """Drop a line, double it, move it elsewhere, or indent it by one more or less."""
    lines = content.split(b"\n")
    line = lines.pop(where % len(lines))
    match what % 5:
        case 0:
            pass
        case 1:
            at = where % (len(lines) + 1)
            lines[at:at] = [line, line]
        case 2:
            lines.insert(what % (len(lines) + 1), line)
        case 3:
            lines.insert(where % (len(lines) + 1), b" " + line)
        case _:
            lines.insert(where % (len(lines) + 1), line[1:])
    return b"\n".join(lines)


def _object(content: bytes, where: int, what: int) -> bytes:
    """Drop an object of a Unity file, or put it in once more."""
    parts = content.split(b"--- !u!")
    part = parts.pop(where % len(parts))
    if what % 2:
        parts.insert(what % (len(parts) + 1), part)
        parts.insert(where % (len(parts) + 1), part)
    return b"--- !u!".join(parts)


def _replaced(pattern: re.Pattern[bytes], values: list[bytes] | None) -> Mutation:
    """Return a mutation that puts one of ``values``, else another match, in place of a match."""

    def mutation(content: bytes, where: int, what: int) -> bytes:
        found = list(pattern.finditer(content))
        if not found:
            return content
        match = found[where % len(found)]
        others = values or [one[0] for one in found]
        return content[: match.start()] + others[what % len(others)] + content[match.end() :]

    return mutation


MUTATIONS: list[Mutation] = [
    _bytes,
    _bit,
    _cut_off,
    _line,
    _object,
    _replaced(_NUMBER, NUMBERS),
    _replaced(_NUMBER, None),
    _replaced(_POINTER, None),
    _replaced(_GUID, None),
]
