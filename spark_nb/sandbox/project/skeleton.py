"""The files that make a folder a Unity project."""

from __future__ import annotations

import json
import re

from spark_nb.sandbox.project.meta import new_guid

EDITOR_VERSION = "2022.3.21f1"
_HEAD = "%YAML 1.1\n%TAG !u! tag:unity3d.com,2011:\n"
_MODULES = (
    "animation",
    "audio",
    "imageconversion",
    "imgui",
    "jsonserialize",
    "particlesystem",
    "physics",
    "physics2d",
    "tilemap",
    "ui",
    "uielements",
    "unitywebrequest",
)


def skeleton(project_name: str) -> dict[str, str]:
    """Return the files of an empty 2D project by path; the version, which marks it, is last."""
    return {
        "Packages/manifest.json": _manifest(),
        "ProjectSettings/EditorSettings.asset": _editor_settings(),
        "ProjectSettings/EditorBuildSettings.asset": _build_settings(),
        "ProjectSettings/TagManager.asset": _tags(),
        "ProjectSettings/TimeManager.asset": _time(),
        "ProjectSettings/Physics2DSettings.asset": _physics(),
        "ProjectSettings/ProjectSettings.asset": _player_settings(project_name),
        "ProjectSettings/ProjectVersion.txt": f"m_EditorVersion: {EDITOR_VERSION}\n",
    }


def _manifest() -> str:
    packages = {"com.unity.2d.sprite": "1.0.0", "com.unity.2d.tilemap": "1.0.0"}
    packages |= {"com.unity.ugui": "1.0.0"}
    packages |= {f"com.unity.modules.{name}": "1.0.0" for name in _MODULES}
    return json.dumps({"dependencies": packages}, indent=2) + "\n"


def _editor_settings() -> str:
    return (
        f"{_HEAD}--- !u!159 &1\nEditorSettings:\n  m_ObjectHideFlags: 0\n  serializedVersion: 11\n"
        "  m_SerializationMode: 2\n  m_LineEndingsForNewScripts: 0\n"
        "  m_DefaultBehaviorMode: 1\n  m_SpritePackerMode: 0\n"
    )


def _build_settings() -> str:
    return (
        f"{_HEAD}--- !u!1045 &1\nEditorBuildSettings:\n  m_ObjectHideFlags: 0\n"
        "  serializedVersion: 2\n  m_Scenes: []\n  m_configObjects: {}\n"
    )


def _tags() -> str:
    builtin = {0: "Default", 1: "TransparentFX", 2: "Ignore Raycast", 4: "Water", 5: "UI"}
    layers = "".join(f"  - {builtin.get(index, '')}\n" for index in range(32))
    return (
        f"{_HEAD}--- !u!78 &1\nTagManager:\n  serializedVersion: 2\n  tags: []\n"
        f"  layers:\n{layers}  m_SortingLayers:\n"
        "  - name: Default\n    uniqueID: 0\n    locked: 0\n"
    )


def _time() -> str:
    return (
        f"{_HEAD}--- !u!5 &1\nTimeManager:\n  m_ObjectHideFlags: 0\n  Fixed Timestep: 0.02\n"
        "  Maximum Allowed Timestep: 0.1\n  m_TimeScale: 1\n"
    )


def _physics() -> str:
    return (
        f"{_HEAD}--- !u!19 &1\nPhysics2DSettings:\n  m_ObjectHideFlags: 0\n"
        "  serializedVersion: 5\n  m_Gravity: {x: 0, y: -9.81}\n"
        "  m_DefaultMaterial: {fileID: 0}\n  m_VelocityIterations: 8\n"
        "  m_PositionIterations: 3\n  m_VelocityThreshold: 1\n"
        f"  m_LayerCollisionMatrix: {'f' * 256}\n"
    )


def _player_settings(project_name: str) -> str:
    name = re.sub(r"[^\w .-]", "", project_name, flags=re.ASCII).strip() or "Game"
    return (
        f"{_HEAD}--- !u!129 &1\nPlayerSettings:\n  m_ObjectHideFlags: 0\n  serializedVersion: 26\n"
        f"  productGUID: {new_guid()}\n  companyName: DefaultCompany\n  productName: {name!r}\n"
        "  defaultScreenWidth: 1920\n  defaultScreenHeight: 1080\n"
        "  defaultScreenWidthWeb: 960\n  defaultScreenHeightWeb: 540\n"
        "  m_ActiveColorSpace: 0\n  runInBackground: 1\n  bundleVersion: 0.1.0\n"
        "  stripEngineCode: 1\n  webGLDataCaching: 1\n  webGLNameFilesAsHashes: 1\n"
        "  webGLCompressionFormat: 1\n  activeInputHandler: 0\n"
    )
