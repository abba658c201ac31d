"""Clips and controllers for tests, written as Unity writes them."""

from __future__ import annotations

from collections.abc import Sequence

from unity_scene import asset

from spark_nb.sandbox.engine import Engine

_HEAD = "%YAML 1.1\n%TAG !u! tag:unity3d.com,2011:\n"
Keys = Sequence[tuple[float, object, object, object]]  # time, value, slopes in and out


def curve(keys: Keys, indent: str = "      ") -> str:
    return "".join(
        f"{indent}- serializedVersion: 3\n{indent}  time: {time}\n{indent}  value: {value}\n"
        f"{indent}  inSlope: {before}\n{indent}  outSlope: {after}\n"
        f"{indent}  tangentMode: 0\n{indent}  weightedMode: 0\n"
        for time, value, before, after in keys
    )


def vectors(path: str, keys: Keys) -> str:
    """One entry of m_PositionCurves and its likes; values are flow mappings."""
    return (
        f"  - curve:\n      serializedVersion: 2\n      m_Curve:\n{curve(keys)}    path: {path}\n"
    )


def numbers(path: str, class_id: int, attribute: str, keys: Keys, script: str = "") -> str:
    pointer = f"{{fileID: 11500000, guid: {script}, type: 3}}" if script else "{fileID: 0}"
    return (
        f"  - curve:\n      serializedVersion: 2\n      m_Curve:\n{curve(keys)}"
        f"    attribute: {attribute}\n    path: {path}\n    classID: {class_id}\n"
        f"    script: {pointer}\n"
    )


def sprites(path: str, keys: Sequence[tuple[float, str]]) -> str:
    """An entry of m_PPtrCurves: times, and GUIDs of textures that are one sprite each."""
    entries = "".join(
        f"    - time: {time}\n      value: {{fileID: 21300000, guid: {guid}, type: 3}}\n"
        for time, guid in keys
    )
    return (
        f"  - serializedVersion: 2\n    curve:\n{entries}    attribute: m_Sprite\n"
        f"    path: {path}\n    classID: 212\n    script: {{fileID: 0}}\n    flags: 2\n"
    )


def clip(
    engine: Engine,
    name: str,
    *,
    stop: float,
    loop: bool = True,
    rate: float = 10,
    offset: float = 0,
    legacy_wrap: int | None = None,
    **lists: str,
) -> str:
    """Put a clip into the project, return a pointer to it; ``lists`` are bodies by list name."""
    names = ("Rotation", "Euler", "Position", "Scale", "Float", "PPtr")
    written = ""
    for key in (f"m_{name}Curves" for name in names):
        written += f"  {key}:\n{lists[key]}" if key in lists else f"  {key}: []\n"
    text = (
        f"{_HEAD}--- !u!74 &7400000\nAnimationClip:\n  m_Name: {name}\n"
        f"  m_Legacy: {int(legacy_wrap is not None)}\n{written}  m_SampleRate: {rate}\n"
        f"  m_WrapMode: {legacy_wrap or 0}\n  m_AnimationClipSettings:\n"
        f"    m_StartTime: 0\n    m_StopTime: {stop}\n    m_CycleOffset: {offset}\n"
        f"    m_LoopTime: {int(loop)}\n"
    )
    return f"{{fileID: 7400000, guid: {asset(engine, f'Assets/{name}.anim', text)}, type: 2}}"


def state(file_id: int, motion: str, *transitions: int, speed: float = 1, **more: object) -> str:
    listed = "".join(f"  - {{fileID: {found}}}\n" for found in transitions)
    rest = "".join(f"  {key}: {value}\n" for key, value in more.items())
    return (
        f"--- !u!1102 &{file_id}\nAnimatorState:\n  m_Name: S{file_id}\n  m_Speed: {speed}\n"
        f"  m_Transitions:{' []' * (not listed)}\n{listed}  m_Motion: {motion}\n{rest}"
    )


def transition(file_id: int, target: int, exit_time: float, condition: str = "") -> str:
    asked = f"\n  - m_ConditionMode: 1\n    m_ConditionEvent: {condition}" if condition else " []"
    return (
        f"--- !u!1101 &{file_id}\nAnimatorStateTransition:\n  m_Conditions:{asked}\n"
        f"  m_DstState: {{fileID: {target}}}\n  m_ExitTime: {exit_time}\n  m_HasExitTime: 1\n"
    )


def controller(
    engine: Engine, name: str, *documents: str, default: int = 1, parameters: str = ""
) -> str:
    """Put a controller with one layer into the project; return a pointer to it."""
    text = (
        f"{_HEAD}--- !u!91 &9100000\nAnimatorController:\n  m_Name: {name}\n"
        f"  m_AnimatorParameters:{parameters or ' []'}\n  m_AnimatorLayers:\n"
        "  - serializedVersion: 5\n    m_Name: Base Layer\n    m_StateMachine: {fileID: 110700}\n"
        f"--- !u!1107 &110700\nAnimatorStateMachine:\n  m_DefaultState: {{fileID: {default}}}\n"
        + "".join(documents)
    )
    guid = asset(engine, f"Assets/{name}.controller", text)
    return f"{{fileID: 9100000, guid: {guid}, type: 2}}"
