r"""Unified diffs of one file, git flavour: parse, apply strictly, make.

Works on bytes split at ``\n``, so CRLF, byte order marks and missing final newlines survive.
Strict means that every hunk fits at the line it names; nothing is searched for or ignored.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from io import BytesIO

from spark_nb.domain.guardrail import Guardrail

_HUNK = re.compile(rb"@@ -(\d{1,9})(?:,(\d{1,9}))? \+(\d{1,9})(?:,(\d{1,9}))? @@")
_ESCAPE = re.compile(rb"\\([0-7]{3}|.)", re.DOTALL)
_ESCAPED = dict(zip(b'abfnrtv"\\', b'\a\b\f\n\r\t\v"\\', strict=True))
_NO_NEWLINE = b"\\ No newline at end of file"
_UNSUPPORTED = (b"rename from ", b"copy from ", b"GIT binary patch", b"Binary files ")
_TAKEN_BACK = {b" ": b" ", b"+": b"-", b"-": b"+"}
_PREFIX = re.compile(rb"^[a-z12]/")
_MAIL_SIGNATURE = b"-- "
_CONTEXT = 3


@dataclass(frozen=True, slots=True)
class Hunk:
    """``lines`` are pairs of operation (space, minus or plus) and content with its line end."""

    old_start: int
    new_start: int
    lines: tuple[tuple[bytes, bytes], ...]

    @property
    def before(self) -> list[bytes]:
        return [line for op, line in self.lines if op != b"+"]

    @property
    def after(self) -> list[bytes]:
        return [line for op, line in self.lines if op != b"-"]


@dataclass(frozen=True, slots=True)
class FilePatch:
    """What a diff does to one file. ``creates`` and ``deletes`` are never both true."""

    path: str
    creates: bool
    deletes: bool
    hunks: tuple[Hunk, ...]


class PatchMismatch(ValueError):
    """The file is not what the patch expects. ``hunk`` counts from 1, 0 is the file as a whole."""

    def __init__(self, message: str, *, hunk: int) -> None:
        super().__init__(message)
        self.hunk = hunk


@lru_cache(maxsize=4)
def parse_patch(patch: str) -> FilePatch:
    """Read a diff of exactly one file. Raises Guardrail when it is anything else.

    A patch is looked at where it comes in, where its path is checked and where it is applied;
    the result is kept so long.
    """
    lines = patch.encode("utf-8", "surrogatepass").split(b"\n")
    if lines[-1] == b"":
        lines.pop()
    old, new, at = _header(lines)
    hunks: list[Hunk] = []
    while at < len(lines):
        if lines[at].startswith((b"diff --git ", b"--- ")):
            raise Guardrail("The patch touches more than one file.", hint="Send one patch a file.")
        if not lines[at].startswith(b"@@") and _is_trailer(lines[at:]):
            break
        hunk, at = _hunk(lines, at, len(hunks) + 1)
        hunks.append(hunk)
    if old is None and new is None:
        raise Guardrail("The patch names no file.", hint="Use the output of git diff.")
    if old is not None and new is not None and old != new:
        raise Guardrail(f"The patch renames {old} to {new}.", hint="Delete and create instead.")
    if not hunks and old is not None and new is not None:
        raise Guardrail("The patch changes nothing.", hint="Use the output of git diff.")
    return FilePatch(str(new or old), old is None, new is None, tuple(hunks))


def _is_trailer(rest: list[bytes]) -> bool:
    """Whether nothing is left but blank lines, and what ``git format-patch`` ends with."""
    words = [line for line in rest if line.strip()]
    return not words or (words[0] == _MAIL_SIGNATURE and len(words) == 2)


def _header(lines: list[bytes]) -> tuple[str | None, str | None, int]:
    """Return old path, new path (None is /dev/null) and the index of the first hunk."""
    creates = deletes = False
    git_path: str | None = None
    for at, line in enumerate(lines):
        if line.startswith(_UNSUPPORTED):
            raise Guardrail(
                "The patch renames, copies or is binary; only text changes are supported.",
                hint="Delete and create instead, or use ingest_asset for binaries.",
            )
        if line.startswith(b"diff --git "):
            if git_path is not None:
                raise Guardrail(
                    "The patch touches more than one file.", hint="Send one patch a file."
                )
            git_path = _git_path(line.removeprefix(b"diff --git "))
        creates = creates or line.startswith(b"new file mode ")
        deletes = deletes or line.startswith(b"deleted file mode ")
        if line.startswith(b"--- ") and at + 1 < len(lines) and lines[at + 1][:4] == b"+++ ":
            return _side(line[4:]), _side(lines[at + 1][4:]), at + 2
        if _HUNK.match(line):
            raise Guardrail(
                "The patch has a hunk before its --- and +++ lines.",
                hint="Use the output of git diff.",
            )
    if git_path is not None and creates != deletes:  # an empty file has no hunks
        return (None if creates else git_path), (None if deletes else git_path), len(lines)
    raise Guardrail("The patch has no --- and +++ lines.", hint="Use the output of git diff.")


def _git_path(names: bytes) -> str:
    """Return the path of ``a/X b/X``; both halves name the same file."""
    half = names[: (len(names) - 1) // 2]
    return _side(half) or ""


def _side(name: bytes) -> str | None:
    """Return the path without git's prefix: one letter, which options and settings choose."""
    name = name.split(b"\t")[0].rstrip(b"\r")
    if name.startswith(b'"') and name.endswith(b'"'):
        name = _ESCAPE.sub(_unescaped, name[1:-1])
    if name == b"/dev/null":
        return None
    return _PREFIX.sub(b"", name).decode("utf-8", "replace")


def _unescaped(escape: re.Match[bytes]) -> bytes:
    """Undo git's quoting of names: octal bytes and the escapes of C."""
    code = escape[1]
    if len(code) == 3:
        return bytes([int(code, 8) & 0xFF])
    return bytes([_ESCAPED.get(code[0], code[0])])


def _hunk(lines: list[bytes], at: int, number: int) -> tuple[Hunk, int]:
    head = _HUNK.match(lines[at])
    if not head:
        raise Guardrail(
            f"Line {at + 1} of the patch is neither a hunk nor part of one: "
            f"{lines[at][:60].decode('utf-8', 'replace')!r}.",
            hint="Use the output of git diff; check the counts in the @@ line before it.",
        )
    old_start, new_start = int(head[1]), int(head[3])
    old_left = int(head[2]) if head[2] is not None else 1
    new_left = int(head[4]) if head[4] is not None else 1
    body: list[tuple[bytes, bytes]] = []
    at += 1
    while old_left > 0 or new_left > 0:
        line = lines[at] if at < len(lines) else None
        op = b" " if line == b"" else (line or b"")[:1]
        if line is None or op not in (b" ", b"-", b"+"):
            raise Guardrail(
                f"Hunk {number} of the patch ends too early.",
                actual=number,
                hint="Check the counts in its @@ line.",
            )
        old_left -= op != b"+"
        new_left -= op != b"-"
        body.append((op, line[1:] + b"\n"))
        at += 1
        if at < len(lines) and lines[at][:1] == b"\\" and _says_no_newline(lines[at]):
            body[-1] = (op, line[1:])
            at += 1
    if old_left < 0 or new_left < 0:
        raise Guardrail(
            f"Hunk {number} of the patch has more lines than its @@ line says.",
            actual=number,
            hint="Use the output of git diff.",
        )
    return Hunk(old_start, new_start, tuple(body)), at


def _says_no_newline(line: bytes) -> bool:
    """Git knows the line by its beginning and length alone, for it is said in many languages."""
    return line.startswith(b"\\ ") and len(line) >= len(b"\\ No newline")


def apply_patch(before: bytes | None, patch: FilePatch) -> bytes | None:
    """Return the file after ``patch``; None is no file. Raises PatchMismatch, changes nothing."""
    if patch.creates and before is not None:
        raise PatchMismatch(f"{patch.path} exists already; the patch creates it.", hunk=0)
    if not patch.creates and before is None:
        raise PatchMismatch(f"{patch.path} does not exist; the patch changes it.", hunk=0)
    lines = split_lines(before or b"")
    after: list[bytes] = []
    done = 0
    for number, hunk in enumerate(patch.hunks, 1):
        expected = hunk.before
        start = hunk.old_start - 1 if expected else hunk.old_start
        found = lines[start : start + len(expected)]
        if start < done or found != expected:
            raise PatchMismatch(_mismatch(patch.path, number, start, expected, found), hunk=number)
        after += lines[done:start] + hunk.after
        done = start + len(expected)
    after += lines[done:]
    result = b"".join(after)
    if len(after) != result.count(b"\n") + (result[-1:] not in (b"", b"\n")):
        raise PatchMismatch(f"{patch.path}: a line without end is not the last.", hunk=0)
    if patch.deletes:
        if after:
            raise PatchMismatch(f"{patch.path} has more lines than the patch deletes.", hunk=0)
        return None
    return result


def reversed_patch(patch: FilePatch) -> FilePatch:
    """Return the patch that takes ``patch`` back, for the file as ``patch`` left it."""
    hunks, grown = [], 0
    for hunk in patch.hunks:
        before, after = len(hunk.before), len(hunk.after)
        at = hunk.old_start - (before > 0) + grown  # 0-based, in the file as it is afterwards
        lines = tuple((_TAKEN_BACK[op], line) for op, line in hunk.lines)
        hunks.append(Hunk(at + (after > 0), hunk.old_start, lines))
        grown += after - before
    return FilePatch(patch.path, patch.deletes, patch.creates, tuple(hunks))


def _mismatch(
    path: str, number: int, start: int, expected: list[bytes], found: list[bytes]
) -> str:
    if start > 0 and not found:
        return f"Hunk {number} does not fit {path}: the file ends before line {start + 1}."
    pairs = enumerate(zip(expected, found, strict=False))
    at = next((i for i, (want, have) in pairs if want != have), len(found))
    want = expected[at].decode("utf-8", "replace").rstrip("\n") if at < len(expected) else ""
    have = found[at].decode("utf-8", "replace").rstrip("\n") if at < len(found) else "end of file"
    return (
        f"Hunk {number} does not fit {path} at line {start + at + 1}: "
        f"expected {want[:80]!r}, found {have[:80]!r}."
    )


def make_patch(path: str, before: bytes | None, after: bytes | None) -> str:
    """Return the git-flavoured diff from ``before`` to ``after``; None is no file.

    Raises UnicodeDecodeError when a changed part is not UTF-8: such files have no text diff.
    """
    head = [f"diff --git a/{path} b/{path}\n".encode()]
    head += [b"new file mode 100644\n"] if before is None else []
    head += [b"deleted file mode 100644\n"] if after is None else []
    body = list(_hunks(split_lines(before or b""), split_lines(after or b"")))
    if body:
        head += [
            b"--- /dev/null\n" if before is None else f"--- a/{path}\n".encode(),
            b"+++ /dev/null\n" if after is None else f"+++ b/{path}\n".encode(),
        ]
    return b"".join(head + body).decode()


def _hunks(old: list[bytes], new: list[bytes]) -> Iterator[bytes]:
    skipped, end = _same_around(old, new)
    old, new = old[skipped : len(old) - end], new[skipped : len(new) - end]
    matcher = SequenceMatcher(None, old, new, autojunk=len(old) + len(new) > 20_000)
    for group in matcher.get_grouped_opcodes(_CONTEXT):
        old_from, old_to = group[0][1] + skipped, group[-1][2] + skipped
        new_from, new_to = group[0][3] + skipped, group[-1][4] + skipped
        yield f"@@ -{_span(old_from, old_to)} +{_span(new_from, new_to)} @@\n".encode()
        for kind, i1, i2, j1, j2 in group:
            if kind == "equal":
                yield from (_line(b" ", line) for line in old[i1:i2])
            else:
                yield from (_line(b"-", line) for line in old[i1:i2])
                yield from (_line(b"+", line) for line in new[j1:j2])


def _same_around(old: list[bytes], new: list[bytes]) -> tuple[int, int]:
    """Count the lines at start and end that need no look, for they are the same; less context."""
    shorter = min(len(old), len(new))
    pairs = enumerate(zip(old, new, strict=False))
    start = next((at for at, (a, b) in pairs if a != b), shorter)
    ends = enumerate(zip(reversed(old), reversed(new), strict=False))
    end = next((at for at, (a, b) in ends if a != b), shorter)
    return max(start - _CONTEXT, 0), max(min(end, shorter - start) - _CONTEXT, 0)


def _span(start: int, stop: int) -> str:
    count = stop - start
    first = start + 1 if count else start
    return f"{first}" if count == 1 else f"{first},{count}"


def _line(op: bytes, line: bytes) -> bytes:
    return op + line if line.endswith(b"\n") else op + line + b"\n" + _NO_NEWLINE + b"\n"


def split_lines(content: bytes) -> list[bytes]:
    r"""Split at ``\n`` alone, keeping it: ``splitlines`` would also split at other characters."""
    return BytesIO(content).readlines()
