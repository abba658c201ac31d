"""Animation clips: pictures that follow one another, and numbers that move between keys."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from forge.unity.objects import HEADER, document
from forge.unity.values import NOTHING, Ref, Value

_SPRITE_RENDERER, _SPRITE_BINDING = 212, 23


@dataclass(frozen=True)
class Curve:
    """A number of a component over time; keys are (seconds, value), straight lines between.

    ``path`` is the object below the animated one, by names joined with ``/``.
    """

    attribute: str
    class_id: int
    keys: tuple[tuple[float, float], ...]
    path: str = ""


def sprite_clip(
    name: str, sprites: Sequence[Ref], rate: float, *, loop: bool = True, path: str = ""
) -> str:
    """Show ``sprites`` one after the other, ``rate`` a second."""
    pictures: Value = {
        "serializedVersion": 2,
        "curve": [{"time": at / rate, "value": sprite} for at, sprite in enumerate(sprites)],
        "attribute": "m_Sprite",
        "path": path,
        "classID": _SPRITE_RENDERER,
        "script": NOTHING,
        "flags": 2,
    }
    binding = _binding(path, 0, _SPRITE_RENDERER, custom=_SPRITE_BINDING, picture=True)
    return _clip(
        name,
        rate=rate,
        length=len(sprites) / rate,
        loop=loop,
        pictures=[pictures],
        bindings={"genericBindings": [binding], "pptrCurveMapping": list(sprites)},
    )


def curve_clip(name: str, curves: Sequence[Curve], *, loop: bool = False, rate: float = 60) -> str:
    """Move numbers: colours, fades of a CanvasGroup, fields of components."""
    bindings: list[Value] = [
        _binding(curve.path, zlib.crc32(curve.attribute.encode()), curve.class_id)
        for curve in curves
    ]
    return _clip(
        name,
        rate=rate,
        length=max(curve.keys[-1][0] for curve in curves),
        loop=loop,
        numbers=[_float_curve(curve) for curve in curves],
        bindings={"genericBindings": bindings, "pptrCurveMapping": []},
    )


def _binding(
    path: str, attribute: int, class_id: int, *, custom: int = 0, picture: bool = False
) -> dict[str, Value]:
    return {
        "serializedVersion": 2,
        "path": zlib.crc32(path.encode()),
        "attribute": attribute,
        "script": NOTHING,
        "typeID": class_id,
        "customType": custom,
        "isPPtrCurve": picture,
        "isIntCurve": 0,
        "isSerializeReferenceCurve": 0,
    }


def _float_curve(curve: Curve) -> dict[str, Value]:
    return {
        "serializedVersion": 2,
        "curve": {
            "serializedVersion": 2,
            "m_Curve": [_key(curve, at) for at in range(len(curve.keys))],
            "m_PreInfinity": 2,
            "m_PostInfinity": 2,
            "m_RotationOrder": 4,
        },
        "attribute": curve.attribute,
        "path": curve.path,
        "classID": curve.class_id,
        "script": NOTHING,
        "flags": 16,
    }


def _key(curve: Curve, at: int) -> dict[str, Value]:
    time, value = curve.keys[at]
    return {
        "serializedVersion": 3,
        "time": time,
        "value": value,
        "inSlope": _slope(curve, at - 1),
        "outSlope": _slope(curve, at),
        "tangentMode": 69,
        "weightedMode": 0,
        "inWeight": 0.333333,
        "outWeight": 0.333333,
    }


def _slope(curve: Curve, at: int) -> float:
    """Return the slope of the line that begins at key ``at``; 0 beyond the ends."""
    if not 0 <= at < len(curve.keys) - 1:
        return 0
    (start, low), (end, high) = curve.keys[at], curve.keys[at + 1]
    return (high - low) / (end - start)


def _clip(
    name: str,
    *,
    rate: float,
    length: float,
    loop: bool,
    bindings: dict[str, Value],
    pictures: Sequence[Value] = (),
    numbers: Sequence[Value] = (),
) -> str:
    fields: dict[str, Value] = {
        "m_ObjectHideFlags": 0,
        "m_CorrespondingSourceObject": NOTHING,
        "m_PrefabInstance": NOTHING,
        "m_PrefabAsset": NOTHING,
        "m_Name": name,
        "serializedVersion": 7,
        "m_Legacy": 0,
        "m_Compressed": 0,
        "m_UseHighQualityCurve": 1,
        "m_RotationCurves": [],
        "m_CompressedRotationCurves": [],
        "m_EulerCurves": [],
        "m_PositionCurves": [],
        "m_ScaleCurves": [],
        "m_FloatCurves": list(numbers),
        "m_PPtrCurves": list(pictures),
        "m_SampleRate": rate,
        "m_WrapMode": 0,
        "m_Bounds": {"m_Center": (0, 0, 0), "m_Extent": (0, 0, 0)},
        "m_ClipBindingConstant": bindings,
        "m_AnimationClipSettings": _settings(length, loop=loop),
        "m_EditorCurves": list(numbers),
        "m_EulerEditorCurves": [],
        "m_HasGenericRootTransform": 0,
        "m_HasMotionFloatCurves": 0,
        "m_Events": [],
    }
    return HEADER + document(74, 7400000, "AnimationClip", fields)


def _settings(length: float, *, loop: bool) -> dict[str, Value]:
    return {
        "serializedVersion": 2,
        "m_AdditiveReferencePoseClip": NOTHING,
        "m_AdditiveReferencePoseTime": 0,
        "m_StartTime": 0,
        "m_StopTime": length,
        "m_OrientationOffsetY": 0,
        "m_Level": 0,
        "m_CycleOffset": 0,
        "m_HasAdditiveReferencePose": 0,
        "m_LoopTime": loop,
        "m_LoopBlend": 0,
        "m_LoopBlendOrientation": 0,
        "m_LoopBlendPositionY": 0,
        "m_LoopBlendPositionXZ": 0,
        "m_KeepOriginalOrientation": 0,
        "m_KeepOriginalPositionY": 1,
        "m_KeepOriginalPositionXZ": 0,
        "m_HeightFromFeet": 0,
        "m_Mirror": 0,
    }
