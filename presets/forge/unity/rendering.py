"""Components that are seen and heard: sprites, cameras, sounds, animators."""

from __future__ import annotations

from forge.unity.ids import sorting_layer_id
from forge.unity.objects import Component
from forge.unity.values import NOTHING, WHITE, Colour, Ref, Value, Vector

_SPRITE_MATERIAL = Ref(10754, "0000000000000000f000000000000000", 0)


def renderer(layer: str, order: int, material: Ref = _SPRITE_MATERIAL) -> dict[str, Value]:
    """Return the fields that all 2D renderers share."""
    return {
        "m_Enabled": 1,
        "m_CastShadows": 0,
        "m_ReceiveShadows": 0,
        "m_RenderingLayerMask": 1,
        "m_Materials": [material],
        "m_SortingLayerID": sorting_layer_id(layer),
        "m_SortingOrder": order,
    }


def sprite_renderer(
    sprite: Ref,
    order: int,
    *,
    layer: str = "Default",
    size: Vector = (1, 1),
    tiled: bool = False,
    sliced: bool = False,
    flip_x: bool = False,
    tint: Colour = WHITE,
    sort_at_pivot: bool = False,
) -> Component:
    """``size`` in units; ``tiled`` fills it with copies, ``sliced`` stretches between borders."""
    return Component(
        212,
        "SpriteRenderer",
        {
            **renderer(layer, order),
            "m_Sprite": sprite,
            "m_Color": tint,
            "m_FlipX": flip_x,
            "m_FlipY": 0,
            "m_DrawMode": 2 if tiled else int(sliced),
            "m_Size": size,
            "m_AdaptiveModeThreshold": 0.5,
            "m_SpriteTileMode": 0,
            "m_WasSpriteAssigned": 1,
            "m_MaskInteraction": 0,
            "m_SpriteSortPoint": sort_at_pivot,
        },
    )


def camera(
    size: float, background: Colour, *, depth: int = -1, mask: int = 0xFFFFFFFF
) -> Component:
    """An orthographic camera; ``size`` is half the height of its view in units."""
    return Component(
        20,
        "Camera",
        {
            "m_Enabled": 1,
            "serializedVersion": 2,
            "m_ClearFlags": 2,
            "m_BackGroundColor": background,
            "m_projectionMatrixMode": 1,
            "m_GateFitMode": 2,
            "m_FOVAxisMode": 0,
            "m_NormalizedViewPortRect": {
                "serializedVersion": 2,
                "x": 0,
                "y": 0,
                "width": 1,
                "height": 1,
            },
            "near clip plane": 0.3,
            "far clip plane": 100,
            "field of view": 60,
            "orthographic": 1,
            "orthographic size": size,
            "m_Depth": depth,
            "m_CullingMask": {"serializedVersion": 2, "m_Bits": mask},
            "m_RenderingPath": -1,
            "m_TargetTexture": NOTHING,
            "m_TargetDisplay": 0,
            "m_TargetEye": 3,
            "m_HDR": 0,
            "m_AllowMSAA": 0,
            "m_AllowDynamicResolution": 0,
            "m_ForceIntoRT": 0,
            "m_OcclusionCulling": 0,
            "m_StereoConvergence": 10,
            "m_StereoSeparation": 0.022,
        },
    )


def audio_listener() -> Component:
    return Component(81, "AudioListener", {"m_Enabled": 1})


def audio_source(
    clip: Ref = NOTHING,
    *,
    volume: float = 1,
    loop: bool = False,
    on_awake: bool = False,
    label: str = "",
) -> Component:
    """A sound without a place: as loud everywhere."""
    curve: dict[str, Value] = {
        "serializedVersion": 2,
        "m_Curve": [
            {
                "serializedVersion": 3,
                "time": 0,
                "value": 0,
                "inSlope": 0,
                "outSlope": 0,
                "tangentMode": 0,
                "weightedMode": 0,
                "inWeight": 0.333333,
                "outWeight": 0.333333,
            }
        ],
        "m_PreInfinity": 2,
        "m_PostInfinity": 2,
        "m_RotationOrder": 4,
    }
    return Component(
        82,
        "AudioSource",
        {
            "m_Enabled": 1,
            "serializedVersion": 4,
            "OutputAudioMixerGroup": NOTHING,
            "m_audioClip": clip,
            "m_PlayOnAwake": on_awake,
            "m_Volume": volume,
            "m_Pitch": 1,
            "Loop": loop,
            "Mute": 0,
            "Spatialize": 0,
            "SpatializePostEffects": 0,
            "Priority": 128,
            "DopplerLevel": 0,
            "MinDistance": 1,
            "MaxDistance": 500,
            "Pan2D": 0,
            "rolloffMode": 0,
            "BypassEffects": 0,
            "BypassListenerEffects": 0,
            "BypassReverbZones": 0,
            "panLevelCustomCurve": curve,
        },
        label=label,
    )


def animator(controller: Ref) -> Component:
    return Component(
        95,
        "Animator",
        {
            "serializedVersion": 5,
            "m_Enabled": 1,
            "m_Avatar": NOTHING,
            "m_Controller": controller,
            "m_CullingMode": 0,
            "m_UpdateMode": 0,
            "m_ApplyRootMotion": 0,
            "m_LinearVelocityBlending": 0,
            "m_StabilizeFeet": 0,
            "m_WarningMessage": "",
            "m_HasTransformHierarchy": 1,
            "m_AllowConstantClipSamplingOptimization": 1,
            "m_KeepAnimatorStateOnDisable": 0,
            "m_WriteDefaultValuesOnDisable": 0,
        },
    )


def sorting_group(layer: str, order: int) -> Component:
    return Component(
        210,
        "SortingGroup",
        {"m_Enabled": 1, "m_SortingLayerID": sorting_layer_id(layer), "m_SortingOrder": order},
    )
