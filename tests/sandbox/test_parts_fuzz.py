"""Mutated scenes, metas, scripts and patches: words or an answer, in time, and nothing outside."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from spark_nb.domain.unified_diff import make_patch
from spark_nb.errors import SparkError
from spark_nb.sandbox.builds.job import Job
from spark_nb.sandbox.builds.stages import build
from spark_nb.sandbox.engine import Engine
from spark_nb.sandbox.project.folder import ProjectFolder
from spark_nb.sandbox.project.meta import file_meta
from spark_nb.sandbox.work import Work
from tests.sandbox.unity_scene import Scene

LIMIT_S = 2.0
SETTINGS = "ProjectSettings/TagManager.asset"
fuzzed = settings(
    max_examples=120,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def seeds() -> dict[str, bytes]:
    out = io.BytesIO()
    Image.new("RGBA", (8, 8), "red").save(out, "png")
    scene = Scene().camera()
    scene.sprite("ab" * 16)
    return {
        "Assets/a.png": out.getvalue(),
        "Assets/a.png.meta": file_meta("a.png", out.getvalue(), "ab" * 16).encode(),
        "Assets/S.unity": scene.text.encode(),
        "Assets/A.cs": b"public class A : B { [SerializeField] int x = 3; void F() { } }\n",
        SETTINGS: b"%YAML 1.1\n--- !u!78 &1\nTagManager:\n  tags: []\n  layers:\n  - A\n",
    }


SEEDS = seeds()
PIECES = st.sampled_from(
    [b"", b"\n", b"  - ", b": ", b"{", b"[", b"&a *a", b"\0", b"\xff", b"\xef\xbb\xbf", b"---"]
    + [b"9" * 400, b"-1", b"nan", b"1e999", b"../../x", b"guid: " + b"cd" * 16, b"!u!1 &1\n"]
)
EDITS = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 40), PIECES | st.binary(max_size=8)), max_size=6
)


def mutated(content: bytes, edits: list[tuple[float, int, bytes]]) -> bytes:
    for where, cut, put in edits:
        at = int(where * len(content))
        content = content[:at] + put + content[at + cut :]
    return content


def in_words_and_in_time(act: Callable[[], object]) -> None:
    began = time.process_time()
    try:
        act()
    except SparkError as error:
        assert error.message
    assert time.process_time() - began < LIMIT_S


def outside(root: Path) -> list[str]:
    return sorted(
        str(file) for file in root.parent.rglob("*") if root not in (file, *file.parents)
    )


@pytest.mark.parametrize("path", SEEDS)
@fuzzed
@given(edits=EDITS)
def test_a_mutated_file_is_taken_apart_and_checked(
    path: str, edits: list[tuple[float, int, bytes]]
) -> None:
    with TemporaryDirectory(prefix="spark-fuzz-") as folder:
        root = Path(folder).resolve() / "Game"
        project = ProjectFolder(root)
        for name, content in (SEEDS | {path: mutated(SEEDS[path], edits)}).items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_bytes(content)
        (root / "ProjectSettings/ProjectVersion.txt").write_text("m_EditorVersion: 6000.0.1f1\n")
        before = outside(root)
        engine = Engine(project)
        for asset in ("Assets/a.png", "Assets/S.unity", "Assets/A.cs"):
            in_words_and_in_time(
                lambda asset=asset: engine.call("deconstruct_asset", {"path": asset})
            )
        job = Job.model_validate(
            {"job_id": "0" * 32, "number": 1, "target": "WebGL", "config": {}}
        )
        in_words_and_in_time(lambda: build(job, project, Work()))
        assert outside(root) == before


@fuzzed
@given(edits=EDITS)
def test_a_mutated_patch_fits_or_is_refused(edits: list[tuple[float, int, bytes]]) -> None:
    before = b"".join(b"line %d\n" % number for number in range(20))
    patch = make_patch("Assets/a.txt", before, before.replace(b"line 5", b"five"))
    with TemporaryDirectory(prefix="spark-fuzz-") as folder:
        root = Path(folder).resolve() / "Game"
        (root / "Assets").mkdir(parents=True)
        (root / "Assets/a.txt").write_bytes(before)
        engine = Engine(ProjectFolder(root))
        text = mutated(patch.encode(), edits).decode("utf-8", "surrogateescape")
        arguments = {"path": "Assets/a.txt", "patch": text}
        in_words_and_in_time(lambda: engine.call("apply_patch", arguments))
        assert outside(root) == []
