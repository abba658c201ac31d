from __future__ import annotations

import shutil
import threading

from spark_nb.domain.scene_text import BUILD_SCENES, SceneCameras
from spark_nb.pipeline.scene_files import scene_files

CAMERA = (
    "--- !u!1 &1\nGameObject:\n  m_Name: Eye\n--- !u!20 &2\nCamera:\n  m_GameObject: {fileID: 1}\n"
)


def write(folder, path, text=CAMERA):
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


def test_scenes_are_found_with_their_cameras_in_the_order_of_the_build(tmp_path):
    write(tmp_path, "Assets/Menu.unity")
    write(tmp_path, "Assets/Levels/One.unity", "")
    write(tmp_path, BUILD_SCENES, "  - enabled: 1\n    path: Assets/Menu.unity\n")
    assert scene_files(tmp_path) == [
        SceneCameras("Assets/Menu.unity", ("Eye",)),
        SceneCameras("Assets/Levels/One.unity"),
    ]


def test_what_unity_does_not_import_is_left_out(tmp_path):
    for path in ("Assets/.spark/a.unity", "Assets/Old~/b.unity", "Packages/c.unity"):
        write(tmp_path, path)
    assert scene_files(tmp_path) == []


def test_a_scene_that_cannot_be_read_has_no_cameras(tmp_path):
    (tmp_path / "Assets" / "Folder.unity").mkdir(parents=True)
    (tmp_path / "Assets" / "Gone.unity").symlink_to(tmp_path / "nowhere")
    assert [scene.cameras for scene in scene_files(tmp_path)] == [(), ()]


def test_without_a_project_there_is_nothing(tmp_path):
    assert scene_files(tmp_path / "none") == []


def test_folders_may_go_while_it_looks(tmp_path):
    write(tmp_path, "Assets/Stays.unity")
    over = threading.Event()

    def come_and_go():
        while not over.is_set():
            for number in range(20):
                write(tmp_path, f"Assets/Game{number}/Deep/Level.unity")
            for number in range(20):
                shutil.rmtree(tmp_path / f"Assets/Game{number}")

    thread = threading.Thread(target=come_and_go)
    thread.start()
    try:
        found = [scene_files(tmp_path) for _ in range(100)]
    finally:
        over.set()
        thread.join()
    assert all("Assets/Stays.unity" in [scene.path for scene in scenes] for scenes in found)
