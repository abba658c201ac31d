"""The parts of a Canvas that are seen: roots, pictures, text; and what handles clicks.

Text is ``UnityEngine.UI.Text``, which needs no assets beside the font.
"""

from __future__ import annotations

from forge.unity.events import unity_event
from forge.unity.objects import Component, behaviour
from forge.unity.values import NOTHING, WHITE, Colour, Ref, Value, Vector, quoted

CLEAR = Colour("ffffff", 0)
_BLACK, _SHADE = Colour("000000"), Colour("000000", 0.5)
ANCHORS = {
    f"{row} {column}": at * 3 + side
    for at, row in enumerate(("upper", "middle", "lower"))
    for side, column in enumerate(("left", "centre", "right"))
}
_FILLS = {"horizontal": 0, "vertical": 1}


def package_script(guid: str, name: str, fields: dict[str, Value], label: str = "") -> Component:
    """A script of Unity's own UI package, by its fixed GUID."""
    return behaviour(Ref(11500000, guid), name, fields, label)


def canvas(order: int = 0, camera: Ref = NOTHING) -> Component:
    """A canvas over the screen, or with ``camera`` in front of what that one sees."""
    return Component(
        223,
        "Canvas",
        {
            "m_Enabled": 1,
            "serializedVersion": 3,
            "m_RenderMode": int(camera is not NOTHING),
            "m_Camera": camera,
            "m_PlaneDistance": 10,
            "m_PixelPerfect": 1,
            "m_ReceivesEvents": 1,
            "m_OverrideSorting": 0,
            "m_OverridePixelPerfect": 0,
            "m_SortingBucketNormalizedSize": 0,
            "m_VertexColorAlwaysGammaSpace": 0,
            "m_AdditionalShaderChannelsFlag": 0,
            "m_UpdateRectTransformForStandalone": 0,
            "m_SortingLayerID": 0,
            "m_SortingOrder": order,
            "m_TargetDisplay": 0,
        },
    )


def canvas_scaler(
    resolution: Vector = (640, 360), *, match: float = 0.5, pixels_per_unit: float = 100
) -> Component:
    """Scale with the screen; ``match`` is 0 for its width and 1 for its height.

    Borders of a sliced picture are ``pixels_per_unit`` through its own as large as drawn.
    """
    return package_script(
        "0cd44c1031e13a943bb63640046fad76",
        "CanvasScaler",
        {
            "m_UiScaleMode": 1,
            "m_ReferencePixelsPerUnit": pixels_per_unit,
            "m_ScaleFactor": 1,
            "m_ReferenceResolution": resolution,
            "m_ScreenMatchMode": 0,
            "m_MatchWidthOrHeight": match,
            "m_PhysicalUnit": 3,
            "m_FallbackScreenDPI": 96,
            "m_DefaultSpriteDPI": 96,
            "m_DynamicPixelsPerUnit": 1,
            "m_PresetInfoIsWorld": 0,
        },
    )


def graphic_raycaster() -> Component:
    return package_script(
        "dc42784cf147c0c48a680349fa168899",
        "GraphicRaycaster",
        {
            "m_IgnoreReversedGraphics": 1,
            "m_BlockingObjects": 0,
            "m_BlockingMask": {"serializedVersion": 2, "m_Bits": 0xFFFFFFFF},
        },
    )


def canvas_group(alpha: float = 1, *, interactable: bool = True) -> Component:
    return Component(
        225,
        "CanvasGroup",
        {
            "m_Enabled": 1,
            "m_Alpha": alpha,
            "m_Interactable": interactable,
            "m_BlocksRaycasts": interactable,
            "m_IgnoreParentGroups": 0,
        },
    )


def event_system() -> list[Component]:
    """What turns the mouse, keys and touches into clicks; one object of the scene carries it."""
    system: dict[str, Value] = {
        "m_FirstSelected": NOTHING,
        "m_sendNavigationEvents": 1,
        "m_DragThreshold": 10,
    }
    module: dict[str, Value] = {
        "m_SendPointerHoverToParent": 1,
        "m_HorizontalAxis": "Horizontal",
        "m_VerticalAxis": "Vertical",
        "m_SubmitButton": "Submit",
        "m_CancelButton": "Cancel",
        "m_InputActionsPerSecond": 10,
        "m_RepeatDelay": 0.5,
        "m_ForceModuleActive": 0,
    }
    return [
        package_script("76c392e42b5098c458856cdf6ecaf4c9", "EventSystem", system),
        package_script("4f231c4fb786f3946a6b90b886c48677", "StandaloneInputModule", module),
    ]


def canvas_renderer() -> Component:
    """Every picture and text has one beside it."""
    return Component(222, "CanvasRenderer", {"m_CullTransparentMesh": 1})


def _graphic(colour: Colour, *, clickable: bool) -> dict[str, Value]:
    return {
        "m_Material": NOTHING,
        "m_Color": colour,
        "m_RaycastTarget": clickable,
        "m_RaycastPadding": (0, 0, 0, 0),
        "m_Maskable": 1,
        "m_OnCullStateChanged": unity_event(),
    }


def image(
    sprite: Ref = NOTHING,
    *,
    colour: Colour = WHITE,
    sliced: bool = False,
    tiled: bool = False,
    filled: str = "",
    amount: float = 1,
    clickable: bool = False,
    keep_aspect: bool = False,
    shown: bool = True,
) -> list[Component]:
    """A picture, or without a sprite a plain rectangle; ``filled`` is horizontal or vertical."""
    kind = 3 if filled else 2 if tiled else int(sliced)
    fields: dict[str, Value] = {
        **_graphic(colour, clickable=clickable),
        "m_Sprite": sprite,
        "m_Type": kind,
        "m_PreserveAspect": keep_aspect,
        "m_FillCenter": 1,
        "m_FillMethod": _FILLS[filled or "horizontal"],
        "m_FillAmount": amount,
        "m_FillClockwise": 1,
        "m_FillOrigin": 0,
        "m_UseSpriteMesh": 0,
        "m_PixelsPerUnitMultiplier": 1,
    }
    if not shown:
        fields["m_Enabled"] = 0
    picture = package_script("fe87c0e1cc204ed48ad3b37840f39efc", "Image", fields)
    return [canvas_renderer(), picture]


def text(
    words: str,
    font: Ref,
    size: int,
    *,
    colour: Colour = WHITE,
    anchor: str = "upper left",
    wrap: bool = True,
    cut: bool = False,
    rich: bool = False,
    line_spacing: float = 1,
) -> list[Component]:
    """``size`` in pixels of the canvas; ``anchor`` as in ``middle centre``."""
    fields: dict[str, Value] = {
        **_graphic(colour, clickable=False),
        "m_FontData": {
            "m_Font": font,
            "m_FontSize": size,
            "m_FontStyle": 0,
            "m_BestFit": 0,
            "m_MinSize": 1,
            "m_MaxSize": 300,
            "m_Alignment": ANCHORS[anchor],
            "m_AlignByGeometry": 0,
            "m_RichText": rich,
            "m_HorizontalOverflow": int(not wrap),
            "m_VerticalOverflow": int(not cut),
            "m_LineSpacing": line_spacing,
        },
        "m_Text": quoted(words),
    }
    written = package_script("5f7201a12d95ffc409449d95f23cf332", "Text", fields)
    return [canvas_renderer(), written]


def shadow(colour: Colour = _SHADE, distance: Vector = (1, -1)) -> Component:
    fields: dict[str, Value] = {
        "m_EffectColor": colour,
        "m_EffectDistance": distance,
        "m_UseGraphicAlpha": 1,
    }
    return package_script("cfabb0440166ab443bba8876756fdfa9", "Shadow", fields)


def outline(colour: Colour = _BLACK, distance: Vector = (1, -1)) -> Component:
    fields: dict[str, Value] = {
        "m_EffectColor": colour,
        "m_EffectDistance": distance,
        "m_UseGraphicAlpha": 1,
    }
    return package_script("e19747de3f5aca642ab2be37e372fb86", "Outline", fields)
