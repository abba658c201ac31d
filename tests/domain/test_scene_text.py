from __future__ import annotations

import pytest

from spark_nb.domain.scene_text import camera_names, in_build_order

BUILD = """\
EditorBuildSettings:
  m_Scenes:
  - enabled: 1
    path: Assets/B.unity
    guid: 0a
  - enabled: 0
    path: Assets/Off.unity
  - enabled: 1
    path: Assets/A b.unity
"""


@pytest.mark.parametrize("build", [BUILD, BUILD.replace("\n", "\r\n")])
def test_scenes_of_the_build_come_first_and_in_its_order(build):
    found = ["Assets/A b.unity", "Assets/B.unity", "Assets/C.unity", "Assets/Off.unity"]
    assert in_build_order(found, build) == [
        "Assets/B.unity",
        "Assets/A b.unity",
        "Assets/C.unity",
        "Assets/Off.unity",
    ]


def test_without_a_build_scenes_come_by_name():
    assert in_build_order(["Assets/b.unity", "Assets/a.unity"], "") == [
        "Assets/a.unity",
        "Assets/b.unity",
    ]


def game_object(identity, name):
    return f"--- !u!1 &{identity}\nGameObject:\n  m_Name: {name}\n"


def camera(identity, owner):
    return f"--- !u!20 &{identity}\nCamera:\n  m_GameObject: {{fileID: {owner}}}\n"


def test_cameras_have_their_objects_names_wherever_those_stand():
    scene = camera(7, 3) + game_object(1, "Player") + game_object(3, "Main Camera")
    scene += game_object(-4, "'Mini map'") + camera(9, -4)
    assert camera_names(scene) == ("Main Camera", "Mini map")


@pytest.mark.parametrize("text", ["", "no yaml at all", camera(1, 99), "--- !u!20 &1\n"])
def test_a_file_without_a_named_camera_has_none(text):
    assert camera_names(text) == ()
