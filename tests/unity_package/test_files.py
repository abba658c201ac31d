"""The package's tools for files do to a project what the sandbox does, and answer the same."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from spark_nb.domain.ids import content_sha256
from spark_nb.domain.unified_diff import make_patch
from spark_nb.errors import ConflictError, RejectedError
from spark_nb.sandbox.engine import Engine
from spark_nb.sandbox.project.folder import ProjectFolder
from tests.unity_package.package_files import Calls, Refused

PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
GUID = "0123456789abcdef0123456789abcdef"
META = f"fileFormatVersion: 2\nguid: {GUID}\n".encode()
FOLDER_META = META + b"folderAsset: yes\n"
CODE = "\ufeffclass Hero {}\r\n// 😀"


def ingest(path: str, content: bytes, media_type: str = "text/plain") -> dict[str, Any]:
    text = base64.b64encode(content).decode()
    return {"path": path, "content": text, "media_type": media_type}


def patch(path: str, before: bytes | None, after: bytes | None, **more: Any) -> dict[str, Any]:
    return {"path": path, "patch": make_patch(path, before, after), **more}


STEPS: list[tuple[str, dict[str, Any]]] = [
    ("generate_script", {"name": "Hero", "code": CODE, "path": "Assets/Game/Hero.cs"}),
    ("generate_script", {"name": "Hero", "code": "class Hero {}", "path": "Assets/Game/Hero.cs"}),
    ("generate_script", {"name": "Hero", "code": "", "path": "Assets/Hero.txt"}),
    ("generate_script", {"name": "Other", "code": "", "path": "Assets/Hero.cs"}),
    ("generate_script", {"name": "1st", "code": "", "path": "Assets/1st.cs"}),
    ("ingest_asset", ingest("Assets/Art/hero.png", PNG, "image/png")),
    ("ingest_asset", ingest("Assets/Art/hero.jpg", PNG, "image/png")),
    ("ingest_asset", ingest("Assets/Art/hero.png", b"text", "image/png")),
    ("ingest_asset", ingest("Assets/Art/notes.txt", b"a\r\nb")),
    ("ingest_asset", ingest("Assets/Art/notes.txt", b"\xff")),
    ("ingest_asset", ingest("Assets/Art/notes.txt", b"", "text/html")),
    ("ingest_asset", ingest("Assets/Art", b"a folder")),
    ("ingest_asset", ingest("Assets/Art/notes.txt/below.txt", b"a file")),
    ("apply_patch", patch("Assets/Art/notes.txt", b"a\r\nb", b"a\r\nc\r\n")),
    ("apply_patch", patch("Assets/Art/notes.txt", b"a\r\nb", b"again")),
    ("apply_patch", patch("Assets/Art/notes.txt", b"b\n", b"c\n", expected_sha256="0" * 64)),
    ("apply_patch", patch("Assets/new.txt", None, b"new\n")),
    ("apply_patch", patch("Assets/new.txt", None, b"newer\n")),
    ("apply_patch", patch("Assets/new.txt", b"new\n", None)),
    ("apply_patch", patch("Assets/new.txt", b"new\n", None)),
    ("apply_patch", patch("Assets/Art/hero.png", b"", None, expected_sha256=content_sha256(PNG))),
    ("apply_patch", patch("Assets/Levels.meta", None, FOLDER_META)),
    ("apply_patch", patch("Assets/Levels/one.txt", None, b"1\n")),
    ("apply_patch", patch("Assets/Levels.meta", FOLDER_META, None)),
    ("apply_patch", patch("Assets/Levels/one.txt", b"1\n", None)),
    ("apply_patch", patch("Assets/Levels.meta", FOLDER_META, None)),
    ("apply_patch", patch("Assets/.hidden/a.txt", None, b"unseen\n")),
    ("apply_patch", patch("Assets/.hidden/a.txt", b"unseen\n", None)),
]
ALIKE = (
    "path",
    "sha256",
    "created",
    "before_sha256",
    "after_sha256",
    "hunks",
    "byte_length",
    "kind",
)


@pytest.fixture
def sandbox(tmp_path: Path) -> Engine:
    return Engine(ProjectFolder.open(tmp_path / "sandbox"))


def test_steps_do_and_say_what_they_do_in_the_sandbox(calls: Calls, sandbox: Engine) -> None:
    for number, (tool, given) in enumerate(STEPS):
        assert said(calls, tool, given) == said_by(sandbox, tool, given), number
        ours, theirs = dict(tree(calls.project)), dict(tree(sandbox.project.root))
        assert ours == theirs, number


def said(calls: Calls, tool: str, given: dict[str, Any]) -> dict[str, Any]:
    try:
        answer = calls(tool, **given)
    except Refused as refused:
        kept = ("field",) if refused.code == "rejected" else ("path", "expected", "actual")
        return {"code": refused.code, **{name: refused.facts[name] for name in kept}}
    assert answer.get("diagnostics", []) == []
    return {name: answer[name] for name in ALIKE if name in answer}


def said_by(sandbox: Engine, tool: str, given: dict[str, Any]) -> dict[str, Any]:
    try:
        answer = sandbox.call(tool, given)
    except RejectedError as error:
        return {"code": "rejected", "field": error.field}
    except ConflictError as error:
        facts = {"path": error.path, "expected": error.expected, "actual": error.actual}
        return {"code": "conflict", **facts}
    return answer.model_dump(include=set(ALIKE))


def tree(project: Path) -> Iterator[tuple[str, bytes | None]]:
    """Everything below ``Assets/``; what a ``.meta`` holds is the editor's."""
    for path in (project / "Assets").rglob("*"):
        is_content = path.is_file() and path.suffix != ".meta"
        yield path.relative_to(project).as_posix(), path.read_bytes() if is_content else None


def test_files_are_read_byte_for_byte(calls: Calls) -> None:
    calls("generate_script", name="Hero", code=CODE, path="Assets/Hero.cs")
    read = calls("read_file", path="Assets/Hero.cs")
    assert base64.b64decode(read["content"]) == CODE.encode()
    assert calls("read_file", path="ProjectSettings/None.asset") == {
        "path": "ProjectSettings/None.asset",
        "exists": False,
        "content": None,
    }
    for path in ("Library/SparkBuilds/a.json", "/etc/passwd", "Assets", "Assets/../Library/a"):
        assert refusal(calls, "read_file", path=path).facts["field"] == "path"


@pytest.mark.parametrize("encode", [base64.b64encode, base64.urlsafe_b64encode])
def test_content_comes_in_either_alphabet(calls: Calls, encode: Callable[[bytes], bytes]) -> None:
    content = bytes(range(256))
    text = encode(PNG + content).decode()
    calls("ingest_asset", path="Assets/a.png", content=text, media_type="image/png")
    assert (calls.project / "Assets/a.png").read_bytes() == PNG + content
    refused = refusal(
        calls, "ingest_asset", path="Assets/a.png", content="?", media_type="text/csv"
    )
    assert refused.facts["field"] == "content"


def test_what_is_over_ten_mib_is_neither_read_nor_written(calls: Calls) -> None:
    limit = 10 * 1024 * 1024
    with (calls.project / "Assets/large.bin").open("wb") as file:
        file.truncate(limit + 1)
    refused = refusal(calls, "read_file", path="Assets/large.bin")
    assert (refused.facts["limit"], refused.facts["actual"]) == (limit, limit + 1)
    given = ingest("Assets/other.txt", b"a" * (limit + 1))
    assert refusal(calls, "ingest_asset", **given).facts["actual"] == limit + 1


def test_links_are_not_followed(calls: Calls, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_text("secret")
    (calls.project / "Assets/linked").symlink_to(outside)
    (calls.project / "Assets/broken.txt").symlink_to(tmp_path / "nothing")
    for path in ("Assets/linked/secret.txt", "Assets/linked/new.txt", "Assets/broken.txt"):
        assert refusal(calls, "read_file", path=path).code == "rejected"
        assert refusal(calls, "ingest_asset", **ingest(path, b"mine")).code == "rejected"
    assert [path.name for path in outside.iterdir()] == ["secret.txt"]
    assert not (tmp_path / "nothing").exists()


def test_unity_is_told_of_each_change_and_of_nothing_else(calls: Calls) -> None:
    given = {"name": "Hero", "code": CODE, "path": "Assets/Game/Hero.cs"}
    calls("generate_script", **given)
    assert calls("said") == [
        "change Assets/Game/Hero.cs",
        "import Assets/Game",
        "import Assets/Game/Hero.cs",
    ]
    calls("generate_script", **given)
    assert calls("said") == []
    calls("ingest_asset", **ingest("Assets/Game/Hero.cs.meta", META))
    assert calls("said") == ["change Assets/Game/Hero.cs", "import Assets/Game/Hero.cs"]
    calls("apply_patch", **patch("Assets/Game/Hero.cs", CODE.encode(), None))
    assert calls("said") == ["change Assets/Game/Hero.cs", "delete Assets/Game/Hero.cs"]
    calls("ingest_asset", **ingest("Assets/~Game~/a.txt", b""))
    assert calls("said") == ["change Assets/~Game~/a.txt"]


def test_what_is_not_saved_in_unity_is_not_overwritten(calls: Calls) -> None:
    scene = "Assets/Level.unity"
    calls("ingest_asset", **ingest(scene, b"%YAML 1.1\n"))
    calls("unsaved", path=scene)
    for tool, given in (
        ("ingest_asset", ingest(scene, b"mine\n")),
        ("ingest_asset", ingest(f"{scene}.meta", META)),
        ("apply_patch", patch(scene, b"%YAML 1.1\n", None)),
    ):
        refused = refusal(calls, tool, **given)
        assert (refused.code, refused.facts["path"]) == ("conflict", scene)
    assert (calls.project / scene).read_bytes() == b"%YAML 1.1\n"
    assert META not in (calls.project / f"{scene}.meta").read_bytes()


def test_a_file_that_comes_back_has_its_guid(calls: Calls) -> None:
    path = "Assets/a.txt"
    meta = calls.project / f"{path}.meta"
    calls("ingest_asset", **ingest(path, b"a\n"))
    guid = guid_in(meta)
    calls("apply_patch", **patch(path, b"a\n", None))
    assert not meta.exists()
    assert calls("ingest_asset", **ingest(path, b"b\n"))["guid"] == guid
    calls("apply_patch", **patch(path, b"b\n", None))
    meta.with_name("taken.txt.meta").write_text(f"fileFormatVersion: 2\nguid: {guid}\n")
    assert calls("ingest_asset", **ingest(path, b"c\n"))["guid"] != guid


def test_a_meta_that_comes_first_is_kept_though_unity_throws_it_away(calls: Calls) -> None:
    path = "Assets/a.txt"
    calls("ingest_asset", **ingest(f"{path}.meta", META))
    (calls.project / f"{path}.meta").unlink()
    assert calls("ingest_asset", **ingest(path, b"a\n"))["guid"] == GUID


def test_nothing_half_written_is_left(calls: Calls) -> None:
    folder = calls.project / "Assets/Full"
    folder.mkdir()
    (folder / "a.txt").mkdir()
    assert refusal(calls, "ingest_asset", **ingest("Assets/Full/a.txt", b"a")).code == "rejected"
    calls("ingest_asset", **ingest("Assets/Full/b.txt", b"b"))
    assert sorted(path.name for path in folder.iterdir()) == ["a.txt", "b.txt", "b.txt.meta"]


def guid_in(meta: Path) -> str:
    found = re.search(r"guid: (\w+)", meta.read_text())
    assert found is not None
    return found[1]


def refusal(calls: Calls, tool: str, **given: Any) -> Refused:
    with pytest.raises(Refused) as caught:
        calls(tool, **given)
    assert caught.value.facts["hint"]
    return caught.value
