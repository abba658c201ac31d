"""The package applies patches, and checks paths, as the client does: on the same random cases."""

from __future__ import annotations

import base64
import random
from collections import Counter
from typing import Any

import pytest
from pydantic import ValidationError

from spark_nb.domain.guardrail import Guardrail
from spark_nb.domain.patching import patched
from spark_nb.domain.paths import check_project_path
from spark_nb.domain.unified_diff import make_patch
from spark_nb.domain.unity import ApplyPatch
from spark_nb.errors import ConflictError
from tests.unity_package.package_files import Calls, Refused

CASES = 400
WORDS = (
    "class A",
    "{",
    "}",
    "",
    "    int x;",
    "// 😀 grün",
    "\ufeffusing B;",
    "\ttab",
    "a\u2028b",
)
PIECES = (
    "Assets",
    "Packages",
    "a",
    "A b",
    "..",
    ".",
    "",
    "x.",
    "y ",
    "con",
    "Com1.txt",
    "é",
    "e\u0301",
)
PIECES += ("n?", "a:b", "a\\b", "t\tb", "d" * 256, "~", ".git", "😀", "lpt¹")


def test_patches_give_the_same_files_and_the_same_refusals(calls: Calls) -> None:
    seen: Counter[str] = Counter()
    for number in range(CASES):
        case = patch_case(random.Random(number), f"Assets/Case {number}/é{number}.txt")
        ours, theirs = expected(**case), outcome(calls, **case)
        assert theirs == ours, case
        seen[str(ours[0])] += 1
    assert seen["done"] >= 200
    assert seen["conflict"] >= 20
    assert seen["rejected"] >= 20


def patch_case(chance: random.Random, path: str) -> dict[str, Any]:
    """Return a file and a patch for it; some are bent, or made for the file as it was."""
    before, after = text(chance), text(chance)
    if chance.random() < 0.6 and before is not None:
        after = edited(chance, before)
    if before is None and after is None:
        after = b""
    patch = make_patch(path, before, after)
    if chance.random() < 0.2:
        patch = bent(chance, patch)
    elif chance.random() < 0.25:
        before = None if before is None or chance.random() < 0.1 else edited(chance, before)
    return {"path": path, "before": before, "patch": patch}


def text(chance: random.Random) -> bytes | None:
    if chance.random() < 0.15:
        return None
    end = chance.choice(["\n", "\r\n"])
    lines = [chance.choice(WORDS) for _ in range(chance.choice([0, 1, 3, 12, 60]))]
    return (end.join(lines) + (end if chance.random() < 0.7 else "")).encode()


def edited(chance: random.Random, content: bytes) -> bytes:
    lines = content.splitlines(keepends=True)
    for _ in range(chance.randint(1, 3)):
        at = chance.randint(0, len(lines))
        lines[at : at + chance.randint(0, 2)] = [b"new\n"] * chance.randint(0, 2)
    return b"".join(lines)


def bent(chance: random.Random, patch: str) -> str:
    lines = patch.split("\n")
    at = chance.randrange(len(lines))
    match chance.randrange(5):
        case 0:
            del lines[at]
        case 1:
            lines.insert(
                at, chance.choice(["@@ -1 +1 @@", " a", "-- ", "--- a/x", "rename from x"])
            )
        case 2:
            lines[at] = lines[at][1:]
        case 3:
            lines[at] = lines[at].replace("1", "2")
        case 4:
            return patch + chance.choice(
                ["-- \n2.40\n\n", "\n\n", "diff --git a/x b/x\n", "\\ no"]
            )
    return "\n".join(lines)


def expected(path: str, before: bytes | None, patch: str) -> tuple[str, object]:
    try:
        request = ApplyPatch(path=path, patch=patch)
        return "done", patched(request, before)
    except ValidationError:
        return "rejected", before
    except ConflictError:
        return "conflict", before


def outcome(calls: Calls, path: str, before: bytes | None, patch: str) -> tuple[str, object]:
    file = calls.project / path
    file.parent.mkdir()
    if before is not None:
        file.write_bytes(before)
    said = "done"
    try:
        calls("apply_patch", path=path, patch=patch)
    except Refused as refused:
        said = refused.code
    return said, file.read_bytes() if file.exists() else None


def test_paths_are_taken_and_refused_as_by_the_client(calls: Calls) -> None:
    chance = random.Random(7)
    taken = 0
    for _ in range(600):
        path = "/".join(["Assets", *chance.choices(PIECES, k=chance.randint(0, 3))])
        path = path if chance.random() < 0.8 else path.removeprefix("Assets/")
        ours = is_taken(path)
        try:
            calls("ingest_asset", path=path, content="", media_type="nonsense")
            raise AssertionError("nonsense was taken")
        except Refused as refused:
            theirs = refused.facts["field"] == "media_type"
        assert theirs == ours, path
        taken += ours
    assert 60 < taken < 540


def is_taken(path: str) -> bool:
    try:
        check_project_path(path)
    except Guardrail:
        return False
    return True


ODD = {
    "hunks that overlap": (
        b"a\nb\nc\n",
        "@@ -1,2 +1,2 @@\n-a\n+A\n b\n@@ -2,2 +2,2 @@\n b\n-c\n+C\n",
    ),
    "hunks out of order": (b"a\nb\nc\n", "@@ -3 +3 @@\n-c\n+C\n@@ -1 +1 @@\n-a\n+A\n"),
    "a line too many": (b"a\n", "@@ -1 +1 @@\n-a\n+A\n+B\n"),
    "an insertion past the end": (b"a\n", "@@ -9,0 +2 @@\n+b\n"),
    "a last line without end in the middle": (
        b"a\nb\n",
        "@@ -1 +1 @@\n-a\n+A\n\\ No newline at end of file\n",
    ),
}
EMPTY = {
    "creation": (None, "new file mode 100644\nindex 0000000..e69de29\n"),
    "deletion": (b"", "deleted file mode 100644\nindex e69de29..0000000\n"),
    "mode alone": (b"", "old mode 100644\nnew mode 100755\n"),
}


@pytest.mark.parametrize("name", ODD)
def test_odd_hunks(calls: Calls, name: str) -> None:
    before, hunks = ODD[name]
    path = "Assets/Odd/a.txt"
    case = {"path": path, "before": before, "patch": f"--- a/{path}\n+++ b/{path}\n{hunks}"}
    assert outcome(calls, **case) == expected(**case)


@pytest.mark.parametrize("quote", ["", '"'])
@pytest.mark.parametrize("name", EMPTY)
def test_files_without_lines(calls: Calls, name: str, quote: str) -> None:
    before, head = EMPTY[name]
    path = "Assets/Empty/a b.txt"
    names = " ".join(f"{quote}{side}/{path}{quote}" for side in "ab")
    case = {"path": path, "before": before, "patch": f"diff --git {names}\n{head}"}
    assert outcome(calls, **case) == expected(**case)


def test_a_diff_of_another_path_and_too_much_text_are_refused(calls: Calls) -> None:
    patch = make_patch("Assets/a.txt", None, b"a\n")
    for given, field in (
        ({"path": "Assets/b.txt", "patch": patch}, "patch"),
        ({"path": "Assets/a.txt", "patch": patch + "+" * 205_000}, "patch"),
        ({"path": "Assets/a.txt", "patch": "\ud800"}, "patch"),
        ({"path": "Assets/a.txt", "patch": patch, "expected_sha256": "A"}, "expected_sha256"),
        ({"path": "Assets/a.txt"}, "patch"),
        ({"path": 3, "patch": patch}, "path"),
        ({"path": "Assets/a.txt", "patch": patch, "fuzz": 2}, "fuzz"),
    ):
        refused = refusal(calls, "apply_patch", given)
        assert (refused.code, refused.facts["field"]) == ("rejected", field)
        assert refused.facts["hint"]
    assert list((calls.project / "Assets").iterdir()) == []


def test_what_is_no_text_is_not_patched(calls: Calls) -> None:
    (calls.project / "Assets/a.bin").write_bytes(b"\xff\n")
    patch = make_patch("Assets/a.bin", b"\n", b"a\n")
    assert (
        refusal(calls, "apply_patch", {"path": "Assets/a.bin", "patch": patch}).code == "rejected"
    )
    content = calls("read_file", path="Assets/a.bin")["content"]
    assert base64.b64decode(content) == b"\xff\n"


def refusal(calls: Calls, tool: str, given: dict[str, Any]) -> Refused:
    try:
        calls(tool, **given)
    except Refused as refused:
        return refused
    raise AssertionError(f"{given} was taken")
