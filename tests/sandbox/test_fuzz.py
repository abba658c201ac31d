"""Ten thousand files as a bad day leaves them: an answer or words, in time, and nothing outside.

One engine sees them all, as a sandbox would that runs for days. The run is the same every time.
"""

from __future__ import annotations

import hashlib
import io
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from PIL import Image

from spark_nb.domain.unified_diff import make_patch
from spark_nb.errors import SparkError
from spark_nb.sandbox.builds.job import Job
from spark_nb.sandbox.builds.stages import build
from spark_nb.sandbox.engine import Engine
from spark_nb.sandbox.project.folder import ProjectFolder
from spark_nb.sandbox.project.meta import file_meta
from spark_nb.sandbox.project.scan import Stamp
from spark_nb.sandbox.work import Work
from tests.mutations import EDITS, mutated
from tests.sandbox.ui_scene import UiScene, add_hud
from tests.sandbox.unity_animation import (
    clip,
    controller,
    numbers,
    sprites,
    state,
    transition,
    vectors,
)
from tests.sandbox.unity_scene import Scene

if sys.platform == "linux":
    import resource

pytestmark = pytest.mark.timeout(600)
LIMIT_S = 2.0
MEMORY_BYTES = 2 * 1024**3
SCENE, UI, SETTINGS = "Assets/S.unity", "Assets/Ui.unity", "ProjectSettings/TagManager.asset"


def fuzzed(count: int) -> settings:
    return settings(
        max_examples=count,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.explicit, Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )


def picture(side: int) -> bytes:
    out = io.BytesIO()
    Image.effect_noise((side, side), 90).convert("RGBA").save(out, "png")
    return out.getvalue()


def texture_meta(guid: str, sprites: str = "[]", mode: int = 1) -> str:
    text = file_meta("a.png", b"", guid).replace("spriteMode: 1", f"spriteMode: {mode}")
    return text.replace("sprites: []", f"sprites: {sprites}")


def sheet_meta() -> str:
    rows = "".join(
        f"\n    - serializedVersion: 2\n      name: s{n}\n      rect:\n        x: {8 * n}\n"
        f"        y: 0\n        width: 8\n        height: 8\n      alignment: 9\n"
        f"      pivot: {{x: 0.5, y: 0.25}}\n      border: {{x: 2, y: 2, z: 2, w: 2}}\n"
        f"      internalID: {77 + n}"
        for n in range(2)
    )
    return texture_meta(SHEET, rows, mode=2)


def prefab(sprite: str) -> Scene:
    made = Scene()
    body = {"Rigidbody2D": {"m_GravityScale": "1"}, "BoxCollider2D": {"m_Size": "{x: 1, y: 1}"}}
    made.sprite(sprite, name="Part", components=body)
    return made


def outer_prefab() -> Scene:
    made = Scene()
    root = made.add("Outer", scale=(2, 1), turn=30)
    made.instance(INNER, (3, "m_Color.r", "0.5"), (2, "m_LocalPosition.x", "1"), parent=root)
    return made


def pointer(guid: str, file_id: int) -> str:
    return f"{{fileID: {file_id}, guid: {guid}, type: 3}}"


class Shelf:
    """Takes what clips and controllers would put into an engine's project."""

    def __init__(self) -> None:
        self.project = self
        self.files: dict[str, bytes] = {}

    def write(self, path: str, content: bytes) -> None:
        meta = file_meta(path, content, self.guid(path))
        self.files |= {path: content, f"{path}.meta": meta.encode()}

    def guid(self, path: str) -> str:
        return hashlib.sha256(path.encode()).hexdigest()[:32]


def walk(shelf: Shelf) -> str:
    """Put a controller of two states on the shelf; return a pointer to it."""
    slow = clip(shelf, "Slow", stop=0.2, m_PPtrCurves=sprites("", [(0, SINGLE), (0.05, SHEET)]))
    still, along, up = "{x: 0, y: 0, z: 0}", "{x: 1, y: 0, z: 0}", "{x: 1, y: 1, z: 0}"
    moves = vectors("", [(0, still, along, still), (0.2, up, still, still)])
    fades = numbers("", 212, "m_Color.r", [(0, 1, 0, 0), (0.2, 0, "Infinity", 0)])
    lists = {"m_PositionCurves": moves, "m_FloatCurves": fades}
    fast = clip(shelf, "Fast", stop=0.2, **lists)
    states = state(1, slow, 3), state(2, fast), transition(3, 2, 0.25)
    return controller(shelf, "Walk", *states)


def level() -> Scene:
    made = Scene().camera()
    held = made.add("Level", at=(0, 1, 0), SortingGroup={"m_SortingOrder": "1"})
    made.sprite(SHEET, file_id=77, parent=held, m_DrawMode="1", m_Size="{x: 2, y: 1}")
    made.sprite(SHEET, file_id=78, m_DrawMode="2", m_Size="{x: 2, y: 3}", m_MaskInteraction="1")
    made.sprite(SINGLE, components={"SpriteMask": {"m_Sprite": pointer(SINGLE, 21300000)}})
    tiles = [SINGLE, pointer(SHEET, 78)]
    grid = {"Grid": {"m_CellSize": "{x: 1, y: 1, z: 0}"}}
    made.tilemap({(0, 0): (0,), (1, 0): (1, 0, 0, 1)}, tiles, components=grid)
    points = "\n    m_Paths:\n    - - {x: 0, y: 0}\n      - {x: 1, y: 0}\n      - {x: 0, y: 1}"
    made.add("Wall", PolygonCollider2D={"m_Points": points}, EdgeCollider2D={})
    made.add("Ball", CircleCollider2D={"m_Radius": "0.5"}, Rigidbody2D={"m_Mass": "1"})
    made.sprite(SINGLE, components={"Animator": {"m_Controller": walk(SHELF)}})
    instance = made.instance(OUTER, (1, "m_Name", "Mine"), (1, "m_Component.Array.size", "1"))
    made.stripped(1, 1, OUTER, instance)
    return made


SHELF = Shelf()
SINGLE, SHEET, INNER, OUTER = ("a1" * 16, "b2" * 16, "c3" * 16, "d4" * 16)
SEEDS = {
    SCENE: level().text.encode(),
    UI: add_hud(UiScene().camera()).text.encode(),
    "Assets/Inner.prefab": prefab(SINGLE).text.encode(),
    "Assets/Outer.prefab": outer_prefab().text.encode(),
    "Assets/a.png": picture(8),
    "Assets/a.png.meta": texture_meta(SINGLE).encode(),
    "Assets/sheet.png": picture(16),
    "Assets/sheet.png.meta": sheet_meta().encode(),
    "Assets/A.cs": b"public class A : B {\n#if X || !(Y && Z)\n [SerializeField] int x = 3;\n"
    b'#endif\n void F(int a) { } /* \' */ string s = @"""#if";\n}\n',
    SETTINGS: b"%YAML 1.1\n--- !u!78 &1\nTagManager:\n  tags: []\n  layers:\n  - A\n"
    b"  m_SortingLayers:\n  - name: Default\n    uniqueID: 0\n",
}
SEEDS |= SHELF.files
OBJECTS = {SCENE: "e5" * 16, "Assets/Inner.prefab": INNER, "Assets/Outer.prefab": OUTER}
SEEDS |= {f"{path}.meta": file_meta(path, b"", OBJECTS[path]).encode() for path in OBJECTS}


@pytest.fixture(scope="module", autouse=True)
def _bounded_memory() -> Iterator[None]:
    """Let a file that asks for all memory fail here rather than take the machine down."""
    if sys.platform != "linux":
        yield
        return
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    before = resource.getrlimit(resource.RLIMIT_AS)
    most = pages * resource.getpagesize() + MEMORY_BYTES
    resource.setrlimit(resource.RLIMIT_AS, (most, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_AS, before)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """An engine over the seeds, and beside its project what nothing may touch."""
    folder = tmp_path_factory.mktemp("fuzz").resolve()
    (folder / "outside").mkdir()
    (folder / "outside/x").write_bytes(b"x")
    project = ProjectFolder.open(folder / "Game")
    for path, content in SEEDS.items():
        put(project.root / path, content)
    yield Engine(project)
    assert outside(folder) == [("outside", b""), ("outside/x", b"x")]


def put(file: Path, content: bytes) -> None:
    """Write in place, as other programs do, at a time of its own."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    now = time.time_ns()
    os.utime(file, ns=(now, now))


def outside(folder: Path) -> list[tuple[str, bytes]]:
    found = (file for file in folder.rglob("*") if "Game" not in file.relative_to(folder).parts)
    return sorted(
        (str(file.relative_to(folder)), b"" if file.is_dir() else file.read_bytes())
        for file in found
    )


@contextmanager
def in_place_of(engine: Engine, changed: dict[str, bytes]) -> Iterator[None]:
    root = engine.project.root
    for path, content in changed.items():
        put(root / path, content)
    before = engine.project.snapshot()
    try:
        yield
        assert engine.project.snapshot() is before, "reading has written"
    finally:
        for path in changed:
            put(root / path, SEEDS[path])


def in_time(act: Callable[[], object]) -> None:
    began = time.thread_time()
    try:
        act()
    finally:
        assert time.thread_time() - began < LIMIT_S


def in_words_and_in_time(act: Callable[[], object]) -> None:
    with suppress(SparkError):
        in_time(act)


def look(engine: Engine, scene: str, path: str) -> None:
    """Ask for all that reads a file."""
    picture = {"width": 32, "height": 32, "scene": scene}
    asked = {"path": path.removesuffix(".meta")}
    in_words_and_in_time(lambda: engine.call("render_preview", picture))
    in_words_and_in_time(lambda: engine.call("render_preview", picture | {"time_s": 0.1}))
    in_words_and_in_time(lambda: engine.call("deconstruct_asset", asked))


CHANGES = st.dictionaries(st.sampled_from(sorted(SEEDS)), EDITS, min_size=1, max_size=3)


@fuzzed(1_400)
@given(changes=CHANGES, scene=st.sampled_from([SCENE, SCENE, UI]), edits=EDITS)
def test_broken_files_are_drawn_and_taken_apart(
    engine: Engine, changes: dict[str, bytes], scene: str, edits: bytes
) -> None:
    """Three files at a time on average, the scene always among them."""
    changes = {scene: edits} | changes
    broken = {path: mutated(SEEDS[path], edits) for path, edits in changes.items()}
    with in_place_of(engine, broken):
        look(engine, scene, max(changes, key=lambda path: len(changes[path])))


@fuzzed(300)
@given(changes=CHANGES)
def test_a_build_says_what_is_broken(engine: Engine, changes: dict[str, bytes]) -> None:
    job = Job.model_validate({"job_id": "0" * 32, "number": 1, "target": "WebGL", "config": {}})
    broken = {path: mutated(SEEDS[path], edits) for path, edits in changes.items()}
    with in_place_of(engine, broken):
        in_words_and_in_time(lambda: build(job, engine.project, Work()))
    assert job.as_status().is_final


PATCHED = "Assets/a.txt"
BEFORE = b"".join(b"line %d%s\n" % (n, b"\r" * (n % 3 == 0)) for n in range(40)) + "Größe".encode()
PATCHES = [
    make_patch(PATCHED, BEFORE, BEFORE.replace(b"line 5", b"5").replace(b"line 30\r\n", b"")),
    make_patch(PATCHED, BEFORE, BEFORE + b"\nmore\n"),
    make_patch(PATCHED, None, b"new\n"),
    make_patch(PATCHED, BEFORE, None),
]


@fuzzed(2_000)
@given(number=st.integers(0, len(PATCHES) - 1), edits=EDITS)
def test_a_broken_patch_fits_whole_or_changes_nothing(
    engine: Engine, number: int, edits: bytes
) -> None:
    project, before = engine.project, None if number == 2 else BEFORE
    if before is None:
        (project.root / PATCHED).unlink(missing_ok=True)
    else:
        put(project.root / PATCHED, before)
    text = mutated(PATCHES[number].encode(), edits).decode("utf-8", "surrogateescape")
    others = all_but_the_patched(project)
    try:
        in_time(lambda: engine.call("apply_patch", {"path": PATCHED, "patch": text}))
    except SparkError:
        assert project.read(PATCHED) == before
    assert all_but_the_patched(project) == others


def all_but_the_patched(project: ProjectFolder) -> dict[str, Stamp]:
    files = project.snapshot().files
    return {path: stamp for path, stamp in files.items() if not path.startswith(PATCHED)}
