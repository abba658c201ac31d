"""Times of a project with 5,000 assets and of a large patch; prints one JSON object, milliseconds.

Opening is measured in a process of its own: nothing is known of the project before.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from spark_nb.domain.unity import GenerateScript
from spark_nb.sandbox.engine import Engine
from spark_nb.sandbox.project.folder import ProjectFolder
from spark_nb.sandbox.project.meta import file_meta, new_guid
from tests.bench.bench_sandbox import p50

ASSETS, FOLDERS = 5_000, 100
PATCH_BYTES = 200 * 1024
OPEN = """
import sys, time
from pathlib import Path
from spark_nb.sandbox.engine import Engine
from spark_nb.sandbox.project.folder import ProjectFolder
began = time.perf_counter()
project = ProjectFolder.open(Path(sys.argv[1]))
engine = Engine(project)
snapshot = project.snapshot()
project.guid_index(snapshot)
print((time.perf_counter() - began) * 1000)
"""


def fill(root: Path) -> ProjectFolder:
    """Put scripts, each with its ``.meta``, into folders, as a project of years has them."""
    project = ProjectFolder.open(root)
    for number in range(ASSETS):
        path = f"Assets/F{number % FOLDERS}/Hero{number}.cs"
        content = f"public class Hero{number} {{ }}\n".encode()
        file = project.root / path
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(content)
        file.with_name(f"{file.name}.meta").write_text(file_meta(path, content, new_guid()))
    return project


def open_ms(root: Path) -> float:
    ran = subprocess.run(
        [sys.executable, "-c", OPEN, root], check=True, capture_output=True, text=True
    )
    return round(float(ran.stdout), 1)


def after_a_write_ms(project: ProjectFolder, rounds: int = 40) -> float:
    """Return what a write costs with the revision that its result carries."""
    engine = Engine(project)
    engine.project.guid_index(engine.project.snapshot())
    numbers = iter(range(rounds))

    def write() -> None:
        code = f"public class Hero0 {{ int x = {next(numbers)}; }}\n"
        engine.generate_script(GenerateScript(name="Hero0", code=code, path="Assets/F0/Hero0.cs"))

    return p50(write, rounds)


def large_patch(number: int) -> tuple[bytes, bytes, str]:
    """Return two texts and the patch between them, just below the limit, another each time."""
    before = [b"line %06d of a long table of numbers\n" % line for line in range(60_000)]
    after = list(before)
    patch = [b"--- a/Assets/large.txt\n+++ b/Assets/large.txt\n"]
    for at in range(100, 60_000, 95):
        after[at] = b"another %06d\n" % (at + number)
        around = [b" " + line for line in before[at - 3 : at + 4]]
        around[3:4] = [b"-" + before[at], b"+" + after[at]]
        patch += [b"@@ -%d,7 +%d,7 @@\n" % (at - 2, at - 2), *around]
    text = b"".join(patch).decode()
    assert 0.8 * PATCH_BYTES < len(text) <= PATCH_BYTES, len(text)
    return b"".join(before), b"".join(after), text


def patch_ms(project: ProjectFolder, rounds: int = 15) -> float:
    engine = Engine(project)
    times = []
    for number in range(rounds):
        before, after, patch = large_patch(number)
        project.write("Assets/large.txt", before)
        began = time.perf_counter()
        engine.call("apply_patch", {"path": "Assets/large.txt", "patch": patch})
        times.append((time.perf_counter() - began) * 1000)
        assert project.read("Assets/large.txt") == after
    return round(sorted(times)[len(times) // 2], 2)


def measure(folder: Path) -> dict[str, float]:
    project = fill(folder / "Game")
    found = {f"open_{ASSETS}_assets": open_ms(folder / "Game")}
    project.snapshot()
    found[f"snapshot_{ASSETS}_assets"] = p50(project.snapshot, rounds=20)
    found["script_with_revision"] = after_a_write_ms(project)
    found["patch_200_KiB"] = patch_ms(ProjectFolder.open(folder / "Small"))
    found["patch_200_KiB_in_5000_assets"] = patch_ms(project)
    return found


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        print(json.dumps(measure(Path(name)), indent=2))
