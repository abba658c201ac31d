from __future__ import annotations

import os
import re
import subprocess
import sys
from itertools import count
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spark_nb.disk import atomic_file
from spark_nb.domain.meta_file import read_guid
from spark_nb.errors import ConflictError, RejectedError, SetupError
from spark_nb.sandbox.project.folder import ProjectFolder
from spark_nb.sandbox.scene.document import read_documents

GUID = re.compile(r"[0-9a-f]{32}")


def files(project: ProjectFolder) -> list[str]:
    return sorted(
        str(file.relative_to(project.root))
        for file in (project.root / "Assets").rglob("*")
        if file.is_file()
    )


def test_an_empty_folder_becomes_a_2d_project_with_text_serialization(tmp_path: Path) -> None:
    project = ProjectFolder.open(tmp_path / "My Game")

    settings = (project.root / "ProjectSettings/EditorSettings.asset").read_text()
    fields = read_documents(settings)[0].fields
    assert project.name == "My Game"
    assert project.unity_version == "2022.3.21f1"
    assert (fields["m_SerializationMode"], fields["m_DefaultBehaviorMode"]) == ("2", "1")
    assert {entry.name for entry in project.root.iterdir()} == {
        "Assets",
        "Packages",
        "ProjectSettings",
    }


def test_an_existing_project_is_left_as_it_is(project: ProjectFolder) -> None:
    before = {
        file: (file.read_bytes(), file.stat().st_mtime_ns)
        for file in project.root.rglob("*")
        if file.is_file()
    }
    ProjectFolder.open(project.root)
    assert before == {
        file: (file.read_bytes(), file.stat().st_mtime_ns)
        for file in project.root.rglob("*")
        if file.is_file()
    }


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(
    "version", ["2021.3.40f1", "2022.3.62f2", "2023.2.20f1", "6000.0.32f1", "6000.3.3f1"]
)
def test_a_project_of_any_version_is_opened_and_left_as_it_is(
    tmp_path: Path, version: str, end: str, mark: str
) -> None:
    lines = f"m_EditorVersion: {version}{end}m_EditorVersionWithRevision: {version} (ab12){end}"
    text = f"{mark}%YAML 1.1{end}%TAG !u! tag:unity3d.com,2011:{end}--- !u!159 &1{end}"
    text += f"EditorSettings:{end}  m_SerializationMode: 2{end}"
    there = {
        "ProjectVersion.txt": f"{mark}{lines}".encode(),
        "EditorSettings.asset": text.encode(),
    }
    (tmp_path / "ProjectSettings").mkdir()
    (tmp_path / "Assets").mkdir()
    for name, content in there.items():
        (tmp_path / "ProjectSettings" / name).write_bytes(content)

    project = ProjectFolder.open(tmp_path)

    assert project.unity_version == version
    found = {file.name: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()}
    assert found == there


def test_a_half_made_project_is_completed(tmp_path: Path) -> None:
    (tmp_path / "Assets").mkdir()
    (tmp_path / "Packages").mkdir()
    (tmp_path / "Packages/manifest.json").write_text('{"dependencies": {}}')
    project = ProjectFolder.open(tmp_path)
    assert (tmp_path / "Packages/manifest.json").read_text() == '{"dependencies": {}}'
    assert project.unity_version is not None


def test_a_folder_of_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").write_text("")
    with pytest.raises(SetupError, match="not empty and not a Unity project"):
        ProjectFolder.open(tmp_path)
    assert [entry.name for entry in tmp_path.iterdir()] == ["thesis.tex"]


def test_a_binary_project_is_refused_with_the_name_of_the_setting(project: ProjectFolder) -> None:
    (project.root / "ProjectSettings/EditorSettings.asset").write_bytes(b"\0\1\2")
    with pytest.raises(SetupError) as caught:
        ProjectFolder.open(project.root)
    assert "Asset Serialization" in str(caught.value)


def test_a_new_file_comes_with_metas_for_itself_and_its_folders(project: ProjectFolder) -> None:
    assert project.write("Assets/A/B/C.cs", b"class C {}") is True

    assert files(project) == [
        "Assets/A.meta",
        "Assets/A/B.meta",
        "Assets/A/B/C.cs",
        "Assets/A/B/C.cs.meta",
    ]
    texts = [(project.root / name).read_text() for name in files(project) if "meta" in name]
    guids = [read_guid(text) for text in texts]
    assert len({guid for guid in guids if guid and GUID.fullmatch(guid)}) == 3
    assert "folderAsset: yes" in texts[0]
    assert "MonoImporter:" in texts[2]


def test_a_meta_that_is_there_is_kept(project: ProjectFolder) -> None:
    meta = f"fileFormatVersion: 2\nguid: {'ab' * 16}\nMonoImporter:\n  executionOrder: 7\n"
    project.write("Assets/C.cs.meta", meta.encode())

    project.write("Assets/C.cs", b"class C {}")
    project.write("Assets/C.cs", b"class C { int x; }")

    assert (project.root / "Assets/C.cs.meta").read_text() == meta
    assert project.guid("Assets/C.cs") == "ab" * 16
    assert not (project.root / "Assets/C.cs.meta.meta").exists()


def test_a_file_that_comes_back_has_the_guid_it_had(project: ProjectFolder) -> None:
    project.write("Assets/C.cs", b"class C {}")
    guid = project.guid("Assets/C.cs")

    project.delete("Assets/C.cs")
    assert files(project) == []
    project.write("Assets/C.cs", b"class C {}")

    assert project.guid("Assets/C.cs") == guid


def test_a_guid_taken_meanwhile_is_not_given_twice(project: ProjectFolder) -> None:
    project.write("Assets/C.cs", b"class C {}")
    meta = (project.root / "Assets/C.cs.meta").read_bytes()
    project.delete("Assets/C.cs")
    project.write("Assets/D.cs.meta", meta)
    project.write("Assets/D.cs", b"class D {}")

    project.write("Assets/C.cs", b"class C {}")

    assert project.guid("Assets/C.cs") != project.guid("Assets/D.cs")


def test_what_unity_does_not_import_gets_no_meta(project: ProjectFolder) -> None:
    project.write("Assets/.editorconfig", b"root = true")
    project.write("Assets/Notes~/todo.txt", b"none")
    assert files(project) == ["Assets/.editorconfig", "Assets/Notes~/todo.txt"]


def test_writing_the_same_again_touches_nothing(project: ProjectFolder) -> None:
    project.write("Assets/C.cs", b"class C {}")
    before = project.snapshot()
    assert project.write("Assets/C.cs", b"class C {}") is False
    assert project.snapshot() == before


def test_the_revision_changes_with_every_content(project: ProjectFolder) -> None:
    seen = {project.snapshot().revision}
    for content in (b"aa", b"bb", b"aa", b"cc"):  # same length, within one clock tick
        project.write("Assets/t.txt", content)
        seen.add(project.snapshot().revision)
    assert len(seen) == 5


def test_the_revision_sees_edits_by_hand(project: ProjectFolder) -> None:
    project.write("Assets/t.txt", b"aa")
    before = project.snapshot().revision
    (project.root / "Assets/t.txt").write_bytes(b"longer")
    edited = project.snapshot().revision
    (project.root / "ProjectSettings/New.asset").write_bytes(b"")
    assert len({before, edited, project.snapshot().revision}) == 3


def test_a_failed_write_leaves_the_old_file_and_no_litter(
    project: ProjectFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.write("Assets/t.txt", b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(atomic_file.os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        project.write("Assets/t.txt", b"new")

    assert (project.root / "Assets/t.txt").read_bytes() == b"old"
    assert files(project) == ["Assets/t.txt", "Assets/t.txt.meta"]


def test_a_folder_is_not_written_over(project: ProjectFolder) -> None:
    project.write("Assets/A/t.txt", b"")
    with pytest.raises(RejectedError, match="Assets/A is a folder"):
        project.write("Assets/A", b"")
    with pytest.raises(RejectedError, match="Assets/A is a folder"):
        project.read("Assets/A")


def test_nothing_is_written_below_a_file(project: ProjectFolder) -> None:
    project.write("Assets/t.txt", b"")
    with pytest.raises(RejectedError, match=r"Assets/t\.txt is a file"):
        project.write("Assets/t.txt/u.txt", b"")
    assert project.read("Assets/t.txt/u.txt") is None


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    folder = tmp_path / "outside"
    folder.mkdir()
    (folder / "secret.txt").write_bytes(b"secret")
    return folder


@pytest.mark.parametrize(
    ("link", "target", "path"),
    [
        ("Assets/l.txt", "{outside}/secret.txt", "Assets/l.txt"),
        ("Assets/l.txt", "{outside}/missing.txt", "Assets/l.txt"),
        ("Assets/l", "{outside}", "Assets/l/secret.txt"),
        ("Assets/l", "{outside}", "Assets/l/deep/new.txt"),
        ("Assets/l", "../..", "Assets/l/outside/secret.txt"),
        ("Assets/l", "../ProjectSettings", "Assets/l/ProjectVersion.txt"),
        ("Assets/l.txt", "l.txt", "Assets/l.txt"),
        ("Assets/l", "l", "Assets/l/secret.txt"),
    ],
)
def test_links_that_lead_out_are_refused_and_nothing_is_touched(
    project: ProjectFolder, outside: Path, link: str, target: str, path: str
) -> None:
    (project.root / link).symlink_to(target.format(outside=outside))

    for act in (project.read, project.delete, lambda p: project.write(p, b"x")):
        with pytest.raises(RejectedError, match="leads out of Assets/ through a link"):
            act(path)

    assert [(f.name, f.read_bytes()) for f in outside.iterdir()] == [("secret.txt", b"secret")]
    assert "secret.txt" not in "".join(project.snapshot().files)


def test_links_within_assets_are_followed(project: ProjectFolder) -> None:
    project.write("Assets/Real/t.txt", b"one")
    (project.root / "Assets/Linked").symlink_to("Real")
    (project.root / "Assets/loop").symlink_to("..")

    project.write("Assets/Linked/t.txt", b"two")

    assert project.read("Assets/Real/t.txt") == b"two"
    assert "Assets/Linked/t.txt" in project.snapshot().files


def test_an_asset_folder_that_is_a_link_out_is_refused(tmp_path: Path, outside: Path) -> None:
    project = ProjectFolder.open(tmp_path / "Linked")
    (project.root / "Assets").rmdir()
    (project.root / "Assets").symlink_to(outside)
    with pytest.raises(RejectedError):
        project.read("Assets/secret.txt")
    assert not [path for path in project.snapshot().files if path.startswith("Assets")]


def test_the_mode_of_a_file_is_kept(project: ProjectFolder) -> None:
    project.write("Assets/t.txt", b"one")
    file = project.root / "Assets/t.txt"
    file.chmod(0o640)
    project.write("Assets/t.txt", b"two")
    assert file.stat().st_mode & 0o777 == 0o640


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["write", "write", "delete", "restart", "by hand"]),
        st.sampled_from(["a.txt", "A/a.txt", "A/B/a.txt", "A/b.png", "C/c.cs"]),
    ),
    max_size=16,
)


@settings(max_examples=80, deadline=None)
@given(acts=ACTS)
def test_every_asset_has_one_guid_for_all_its_lives(acts: list[tuple[str, str]]) -> None:
    with TemporaryDirectory() as folder:
        project = ProjectFolder.open(Path(folder))
        lives: dict[str, str | None] = {}
        for act, name in acts:
            path = f"Assets/{name}"
            if act == "write":
                project.write(path, b"x")
                assert project.guid(path) == lives.setdefault(path, project.guid(path))
            elif act == "delete" and project.read(path) is not None:
                project.delete(path)
            elif act == "restart":
                project = ProjectFolder.open(Path(folder))
            elif act == "by hand" and (file := project.root / path).is_file():
                file.write_bytes(b"by hand")
            assets = [path for path in project.snapshot().files if path.startswith("Assets/")]
            needing = {path for path in assets if not path.endswith(".meta")}
            needing |= {
                str(parent) for path in assets for parent in PurePosixPath(path).parents[:-2]
            }
            guids = [project.guid(path) for path in needing]
            assert None not in guids
            assert len(set(guids)) == len(needing)
            assert project.guid_index(project.snapshot()).duplicates() == {}


def settle(project: ProjectFolder) -> None:
    """Make all folders look old, so that the scan relies on what it knows of them."""
    for folder in (project.root / "Assets").rglob("*"):
        if folder.is_dir():
            os.utime(folder, (1, 1))
    os.utime(project.root / "Assets", (1, 1))
    project.snapshot()


def test_a_project_that_rests_gives_the_same_snapshot(project: ProjectFolder) -> None:
    project.write("Assets/A/a.txt", b"x")
    settle(project)
    assert project.snapshot() is project.snapshot()


@pytest.mark.parametrize("links", [False, True])
def test_what_others_do_in_old_folders_is_seen(project: ProjectFolder, links: bool) -> None:
    for name in ("A/a.txt", "A/B/b.txt", "A/B/c.txt"):
        project.write(f"Assets/{name}", b"x")
    if links:
        (project.root / "Assets/L").symlink_to("A")
    settle(project)
    folder = project.root / "Assets/A"
    seen = [project.snapshot()]
    for act in (
        lambda: (folder / "B/b.txt").write_bytes(b"in place"),
        (folder / "B/c.txt").unlink,
        lambda: (folder / "B/d.txt").write_bytes(b"new"),
        lambda: (folder / "B").rename(folder / "C"),
        lambda: (folder / "a.txt").rename(folder / "C/a.txt"),
    ):
        act()
        seen.append(project.snapshot())
        fresh = ProjectFolder(project.root).snapshot()
        assert (seen[-1].files, seen[-1].revision) == (fresh.files, fresh.revision)
    assert len({snapshot.revision for snapshot in seen}) == 6


CRASH = """
import os, sys
from pathlib import Path
from spark_nb.sandbox.project.folder import ProjectFolder
act, how, root, steps = sys.argv[1], sys.argv[2], Path(sys.argv[3]), 0
project = ProjectFolder(root)
STEPS = {"open", "os.rename", "os.remove", "os.mkdir", "os.chmod", "os.utime"}
def run(stop):
    count = 0
    def hook(event, _):
        nonlocal count
        if event in STEPS and stop is not None:
            count += 1
            if count == stop:
                if how == "crash":
                    os._exit(9)
                raise OSError(28, "No space left on device")
    sys.addaudithook(hook)
    try:
        if act == "write":
            project.write("Assets/New/a.txt", b"new" * 1000)
            project.write("Assets/old.txt", b"new" * 1000)
        else:
            project.delete("Assets/old.txt")
    except OSError:
        os._exit(9)
    os._exit(0)
stop = int(sys.argv[4])
run(stop)
"""


@pytest.mark.parametrize("how", ["crash", "refuse"])
@pytest.mark.parametrize("act", ["write", "delete"])
def test_whatever_step_a_write_ends_at_files_are_old_or_new(
    tmp_path: Path, act: str, how: str
) -> None:
    for step in count(1):
        project = ProjectFolder.open(tmp_path / f"{step}")
        project.write("Assets/old.txt", b"old" * 1000)
        guid = project.guid("Assets/old.txt")
        arguments = [sys.executable, "-c", CRASH, act, how, str(project.root), str(step)]
        ended = subprocess.run(arguments, check=False, capture_output=True)
        assert ended.returncode in (0, 9), ended.stderr
        for path in project.snapshot().files:
            if path.startswith("Assets/") and not path.endswith(".meta"):
                assert project.read(path) in (b"old" * 1000, b"new" * 1000)
                assert project.guid(path) is not None or act == "delete"
        left = project.guid("Assets/old.txt")
        assert left == guid or project.read("Assets/old.txt") is None
        if how == "refuse":
            assert not list(project.root.rglob(".spark-*.tmp"))
        project.write("Assets/old.txt", b"again")
        project.write("Assets/New/a.txt", b"again")
        assert project.guid("Assets/old.txt") == guid
        if ended.returncode == 0:
            break
    assert step > 3


FOLDER = "fileFormatVersion: 2\nguid: " + "c" * 32 + "\nfolderAsset: yes\n"


def test_the_meta_of_a_folder_comes_and_goes_with_the_folder(project: ProjectFolder) -> None:
    project.write("Assets/Art.meta", FOLDER.encode())
    assert (project.root / "Assets/Art").is_dir()
    project.write("Assets/Art/a.txt", b"a")
    assert project.guid("Assets/Art") == "c" * 32
    with pytest.raises(ConflictError, match=r"Assets/Art is not empty, so its \.meta stays"):
        project.delete("Assets/Art.meta")
    project.delete("Assets/Art/a.txt")
    project.delete("Assets/Art.meta")
    assert list((project.root / "Assets").iterdir()) == []


def test_the_meta_of_a_file_makes_no_folder(project: ProjectFolder) -> None:
    project.write("Assets/a.txt.meta", b"fileFormatVersion: 2\nguid: " + b"d" * 32 + b"\n")
    assert files(project) == ["Assets/a.txt.meta"]
    assert not (project.root / "Assets/a.txt").exists()


def test_a_folder_unity_passes_over_goes_with_its_last_file(project: ProjectFolder) -> None:
    for path in ("Assets/.hidden/a.json", "Assets/.hidden/b.json", "Assets/Shown/a.txt"):
        project.write(path, b"{}")
    project.delete("Assets/.hidden/a.json")
    assert files(project)[0] == "Assets/.hidden/b.json"
    project.delete("Assets/.hidden/b.json")
    project.delete("Assets/Shown/a.txt")
    assert sorted(entry.name for entry in (project.root / "Assets").iterdir()) == [
        "Shown",
        "Shown.meta",
    ]


def test_nothing_outside_of_assets_has_a_meta(project: ProjectFolder) -> None:
    project.write("ProjectSettings/SparkPresets.json", b"{}")
    assert not (project.root / "ProjectSettings/SparkPresets.json.meta").exists()
