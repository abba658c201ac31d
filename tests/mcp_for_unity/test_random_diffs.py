"""Random diffs of scripts through the real server: as git applies them, or refused whole."""

from __future__ import annotations

import os
import random
import subprocess
from itertools import count
from pathlib import Path

import pytest

from spark_nb.clients.guarded_service import GuardedService
from spark_nb.domain.tools import TOOLS
from spark_nb.domain.unity import ApplyPatch, PatchResult
from spark_nb.errors import SparkError
from tests.mcp_for_unity.editor import StandInEditor
from tests.mcp_for_unity.text_edits import EditRefused, check_balance

CASES = 200
PATCH = TOOLS["apply_patch"]
LINES = (
    "    int a = 1;",
    "\tfloat b = 2f; // 🎮 played 🎲",
    "    public void Jump(float height) {",
    "    [SerializeField] private int coins;",
    "    }",
    '    string s = "}{ ünï";',
    "",
    "    if (a > 0) { a--; }",
    "    // open {",
    "    /* ( */",
)
NAMES = ("Hero", "Enemy", "Coin", "Door")


def script(chance: random.Random, name: str, *, large: bool) -> str:
    head = ["// head"] * chance.randint(0, 2)
    head += ["using UnityEngine;", "using System;"][: chance.randint(0, 2)]
    body: list[str] = []
    for _ in range(chance.randint(0, 12) if not large else 4000):
        line = chance.choice(LINES)
        body += [line, "    }"] if line.endswith("{") and "//" not in line else [line]
    lines = [*head, "", f"public class {name} {{", *body, "}"]
    return "\n".join(lines)


def is_whole(line: str) -> bool:
    return not line.rstrip().endswith("{") and line.strip() != "}"


def edited(chance: random.Random, text: str) -> str:
    """Replace some lines, mostly those that leave the braces in balance."""
    lines = text.split("\n")
    rough = chance.random() < 0.2
    known = [line for line in LINES if rough or is_whole(line)]
    for _ in range(chance.randint(1, 4)):
        at = chance.randint(0, len(lines))
        new = [chance.choice(known) for _ in range(chance.randint(0, 3))]
        count = chance.randint(0, 3)
        while not rough and not all(map(is_whole, lines[at : at + count])):
            count -= 1
        lines[at : at + count] = new
    return "\n".join(lines)


def dressed(chance: random.Random, texts: list[str]) -> list[bytes]:
    """Give the texts one line end, a final newline each or not, and now and then a mark."""
    end = chance.choice(["\n", "\n", "\r\n"])
    mark = "\ufeff" if chance.random() < 0.1 else ""
    return [
        (mark + text.replace("\n", end) + chance.choice([end, end, ""])).encode() for text in texts
    ]


def sides(chance: random.Random, name: str, kind: str) -> tuple[bytes | None, bytes | None]:
    before = script(chance, name, large=kind == "large")
    if kind == "large":
        after = before.replace("int a = 1", "int a = 22") + "\n// the end\n"
    else:
        after = edited(chance, before)
    old, new = dressed(chance, [before, after])
    return (None if kind == "create" else old), (None if kind == "delete" else new)


class Git:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.run("init", "-q")

    def run(self, *arguments: str, patch: bytes = b"", codes: tuple[int, ...] = (0,)) -> bytes:
        config = ("-c", "core.autocrlf=false", "-c", "core.safecrlf=false")
        done = subprocess.run(
            ["git", *config, *arguments],
            cwd=self._folder,
            input=patch,
            capture_output=True,
            check=False,
            env=os.environ | {"GIT_CONFIG_GLOBAL": "/dev/null"},
        )
        assert done.returncode in codes, done.stderr
        return done.stdout

    def diff(self, path: str, before: bytes | None, after: bytes | None, context: int) -> str:
        """Return git's diff, and leave in the folder what git makes of it."""
        file = self._folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        (self._folder / ".git/index").unlink(missing_ok=True)
        self._put(file, before)
        if before is not None:
            self.run("add", path)
        self._put(file, after)
        if after is not None:
            self.run("add", "-N", path)
        patch = self.run("diff", f"-U{context}", "--", path)
        self._put(file, before)
        if patch:
            self.run("apply", "--unidiff-zero", "--whitespace=nowarn", patch=patch)
        return patch.decode()

    def _put(self, file: Path, content: bytes | None) -> None:
        if content is None:
            file.unlink(missing_ok=True)
        else:
            file.write_bytes(content)

    def read(self, path: str) -> bytes | None:
        file = self._folder / path
        return file.read_bytes() if file.exists() else None


def is_balanced(content: bytes | None) -> bool:
    try:
        check_balance((content or b"").decode())
    except EditRefused:
        return False
    return True


@pytest.mark.timeout(180)
async def test_each_is_applied_as_git_does_or_not_at_all(
    editor: StandInEditor, unity: GuardedService, tmp_path: Path
) -> None:
    (tmp_path / "git").mkdir()
    git = Git(tmp_path / "git")
    applied = refused = 0
    for number in count():
        if applied + refused == CASES:
            break
        chance = random.Random(number)
        name = chance.choice(NAMES)
        path = f"Assets/Scripts/{name}.cs"
        kind = chance.choice(["edit"] * 8 + ["create", "delete"] + ["large"] * (number % 20 == 0))
        before, after = sides(chance, name, kind)
        patch = git.diff(path, before, after, chance.randint(0, 3))
        wanted = git.read(path)
        assert wanted == after
        if patch == "":
            continue
        file = editor.project / path
        file.parent.mkdir(parents=True, exist_ok=True)
        git._put(file, before)
        try:
            answer = await unity.call(PATCH, ApplyPatch(path=path, patch=patch))
        except SparkError as error:
            refused += 1
            assert (file.read_bytes() if file.exists() else None) == before, (number, error)
            assert not is_balanced(wanted) or wanted == b"", (number, error)
        else:
            applied += 1
            assert (file.read_bytes() if file.exists() else None) == wanted, number
            assert isinstance(answer.result, PatchResult)
    assert applied > CASES / 2
    assert refused > CASES / 20
