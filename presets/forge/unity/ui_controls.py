"""What is pressed, dragged and scrolled on a Canvas, and how its children line up."""

from __future__ import annotations

from collections.abc import Sequence

from forge.unity.events import unity_event
from forge.unity.objects import Component
from forge.unity.ui import ANCHORS, package_script
from forge.unity.values import NOTHING, WHITE, Colour, Ref, Value

_DIRECTIONS = ("left to right", "right to left", "bottom to top", "top to bottom")


def _selectable(graphic: Ref) -> dict[str, Value]:
    """Automatic navigation, and tints for each state of ``graphic``."""
    return {
        "m_Navigation": {
            "m_Mode": 3,
            "m_WrapAround": 0,
            "m_SelectOnUp": NOTHING,
            "m_SelectOnDown": NOTHING,
            "m_SelectOnLeft": NOTHING,
            "m_SelectOnRight": NOTHING,
        },
        "m_Transition": 1,
        "m_Colors": {
            "m_NormalColor": WHITE,
            "m_HighlightedColor": Colour("f5f5f5"),
            "m_PressedColor": Colour("c8c8c8"),
            "m_SelectedColor": Colour("f5f5f5"),
            "m_DisabledColor": Colour("c8c8c8", 0.5),
            "m_ColorMultiplier": 1,
            "m_FadeDuration": 0.1,
        },
        "m_SpriteState": {
            "m_HighlightedSprite": NOTHING,
            "m_PressedSprite": NOTHING,
            "m_SelectedSprite": NOTHING,
            "m_DisabledSprite": NOTHING,
        },
        "m_AnimationTriggers": {
            "m_NormalTrigger": "Normal",
            "m_HighlightedTrigger": "Highlighted",
            "m_PressedTrigger": "Pressed",
            "m_SelectedTrigger": "Selected",
            "m_DisabledTrigger": "Disabled",
        },
        "m_Interactable": 1,
        "m_TargetGraphic": graphic,
    }


def button(graphic: Ref, calls: Sequence[dict[str, Value]] = ()) -> Component:
    """``graphic`` is the Image that takes the tint; it must be clickable."""
    fields = {**_selectable(graphic), "m_OnClick": unity_event(calls)}
    return package_script("4e29b1a8efbd4b44bb3f3716e73f07ff", "Button", fields)


def toggle(graphic: Ref, mark: Ref, *, on: bool) -> Component:
    more: dict[str, Value] = {
        "toggleTransition": 1,
        "graphic": mark,
        "m_Group": NOTHING,
        "onValueChanged": unity_event(),
        "m_IsOn": on,
    }
    fields = {**_selectable(graphic), **more}
    return package_script("9085046f02f69544eb97fd06b6048fe2", "Toggle", fields)


def slider(
    graphic: Ref,
    fill: Ref,
    handle: Ref,
    *,
    least: float = 0,
    most: float = 1,
    value: float = 1,
    direction: str = "left to right",
) -> Component:
    """``fill`` and ``handle`` are the RectTransforms that move with the value."""
    more: dict[str, Value] = {
        "m_FillRect": fill,
        "m_HandleRect": handle,
        "m_Direction": _DIRECTIONS.index(direction),
        "m_MinValue": least,
        "m_MaxValue": most,
        "m_WholeNumbers": 0,
        "m_Value": value,
        "m_OnValueChanged": unity_event(),
    }
    fields = {**_selectable(graphic), **more}
    return package_script("67db9e8f0e2ae9c40bc1e2b64352a6b4", "Slider", fields)


def vertical_layout(
    *, spacing: float = 0, padding: int = 0, anchor: str = "upper left", stretch: bool = True
) -> Component:
    """Children below one another at their own height; ``stretch`` makes them as wide as it is."""
    fields: dict[str, Value] = {
        "m_Padding": dict.fromkeys(("m_Left", "m_Right", "m_Top", "m_Bottom"), padding),
        "m_ChildAlignment": ANCHORS[anchor],
        "m_Spacing": spacing,
        "m_ChildForceExpandWidth": stretch,
        "m_ChildForceExpandHeight": 0,
        "m_ChildControlWidth": stretch,
        "m_ChildControlHeight": 0,
        "m_ChildScaleWidth": 0,
        "m_ChildScaleHeight": 0,
        "m_ReverseArrangement": 0,
    }
    return package_script("59f8146938fff824cb5fd77236b75775", "VerticalLayoutGroup", fields)


def content_size_fitter() -> Component:
    """As high as what is in it."""
    fields: dict[str, Value] = {"m_HorizontalFit": 0, "m_VerticalFit": 2}
    return package_script("3245ec927659c4140ac4f8d17403cc18", "ContentSizeFitter", fields)


def rect_mask() -> Component:
    fields: dict[str, Value] = {"m_Padding": (0, 0, 0, 0), "m_Softness": "{x: 0, y: 0}"}
    return package_script("3312d7739989d2b4e91e6319e9a96d76", "RectMask2D", fields)


def scroll_rect(content: Ref, viewport: Ref) -> Component:
    """Scrolls ``content`` up and down behind ``viewport`` (both RectTransforms)."""
    fields: dict[str, Value] = {
        "m_Content": content,
        "m_Horizontal": 0,
        "m_Vertical": 1,
        "m_MovementType": 2,
        "m_Elasticity": 0.1,
        "m_Inertia": 1,
        "m_DecelerationRate": 0.135,
        "m_ScrollSensitivity": 20,
        "m_Viewport": viewport,
        "m_HorizontalScrollbar": NOTHING,
        "m_VerticalScrollbar": NOTHING,
        "m_HorizontalScrollbarVisibility": 0,
        "m_VerticalScrollbarVisibility": 0,
        "m_HorizontalScrollbarSpacing": 0,
        "m_VerticalScrollbarSpacing": 0,
        "m_OnValueChanged": unity_event(),
    }
    return package_script("1aa08ab6e0800fa44ae55d278d1423e3", "ScrollRect", fields)
