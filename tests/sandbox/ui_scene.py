"""Small scenes with canvases for tests, written as Unity writes them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from unity_scene import Scene

from spark_nb.sandbox.scene.ui.scripts import UiScript

Pair = tuple[float, float]
Fields = dict[str, object]
_CLASSES = {"Canvas": 223, "CanvasGroup": 225, "MeshRenderer": 23, "Animator": 95}
KEEPS_SIZES = {
    "m_ChildControlWidth": 0,
    "m_ChildControlHeight": 0,
    "m_ChildForceExpandWidth": 0,
    "m_ChildForceExpandHeight": 0,
}
COLOURS = {"r": (1, 0, 0, 1), "g": (0, 1, 0, 1), "b": (0, 0, 1, 1), "w": (1, 1, 1, 1)}


def xy(pair: Pair) -> str:
    return f"{{x: {pair[0]}, y: {pair[1]}}}"


def rgba(colour: tuple[float, ...]) -> str:
    return "{{r: {}, g: {}, b: {}, a: {}}}".format(*colour)


def plain(letter: str, **fields: object) -> Fields:
    """Return an Image of one colour."""
    return {"IMAGE": {"m_Color": rgba(COLOURS[letter])} | fields}


@dataclass(frozen=True)
class Placed:
    """The file ids of an object's transform and of its components by name."""

    transform: int
    components: dict[str, int]


@dataclass
class UiScene(Scene):
    """Components go by the names of ``UiScript``, or of their classes."""

    def canvas(self, *, mode: int = 0, **options: object) -> int:
        """Add a root canvas; return its transform's id."""
        canvas = {"m_RenderMode": mode} | options.pop("fields", {})  # type: ignore[operator]
        components = {"Canvas": canvas} | options.pop("components", {})  # type: ignore[operator]
        return self.rect("Canvas", components=components, **options).transform  # type: ignore[arg-type]

    def rect(
        self,
        name: str,
        parent: int = 0,
        *,
        at: Pair = (0, 0),
        size: Pair = (8, 8),
        anchors: tuple[Pair, Pair] = ((0.5, 0.5), (0.5, 0.5)),
        pivot: Pair = (0.5, 0.5),
        turn: float = 0,
        scale: Pair = (1, 1),
        z: float = 0,
        active: bool = True,
        components: dict[str, Fields] | None = None,
    ) -> Placed:
        """Add an object with a RectTransform; ``turn`` is in degrees."""
        owner, transform = next(self.ids), next(self.ids)
        made = {kind: next(self.ids) for kind in components or {}}
        listed = "".join(f"  - component: {{fileID: {i}}}\n" for i in [transform, *made.values()])
        half = np.radians(turn) / 2
        self.text += (
            f"--- !u!1 &{owner}\nGameObject:\n  m_Component:\n{listed}  m_Layer: 5\n"
            f"  m_Name: {name}\n  m_TagString: Untagged\n  m_IsActive: {int(active)}\n"
            f"--- !u!224 &{transform}\nRectTransform:\n  m_GameObject: {{fileID: {owner}}}\n"
            f"  m_LocalRotation: {{x: 0, y: 0, z: {np.sin(half)}, w: {np.cos(half)}}}\n"
            f"  m_LocalPosition: {{x: 0, y: 0, z: {z}}}\n"
            f"  m_LocalScale: {{x: {scale[0]}, y: {scale[1]}, z: 1}}\n"
            f"  m_Children: []\n  m_Father: {{fileID: {parent}}}\n"
            f"  m_AnchorMin: {xy(anchors[0])}\n  m_AnchorMax: {xy(anchors[1])}\n"
            f"  m_AnchoredPosition: {xy(at)}\n  m_SizeDelta: {xy(size)}\n  m_Pivot: {xy(pivot)}\n"
        )
        for kind, values in (components or {}).items():
            self.component(kind, made[kind], owner, values)
        return Placed(transform, made)

    def order(self, *children: int) -> None:
        """List the children of the first object that has none listed yet."""
        listed = "".join(f"\n  - {{fileID: {child}}}" for child in children)
        self.text = self.text.replace("m_Children: []", f"m_Children:{listed}", 1)

    def component(self, kind: str, file_id: int, owner: int, values: Fields) -> None:
        class_id = _CLASSES.get(kind, 114)
        enabled = {"m_GameObject": f"{{fileID: {owner}}}", "m_Enabled": 1}
        if class_id == 114:
            guid = UiScript[kind].value if kind in UiScript.__members__ else kind
            enabled["m_Script"] = f"{{fileID: 11500000, guid: {guid}, type: 3}}"
        lines = "".join(f"  {key}: {value}\n" for key, value in (enabled | values).items())
        name = "MonoBehaviour" if class_id == 114 else kind
        self.text += f"--- !u!{class_id} &{file_id}\n{name}:\n{lines}"


def stretched(**options: object) -> dict[str, object]:
    """Return anchors that tie all edges to the parent's."""
    return {"anchors": ((0, 0), (1, 1)), "size": (0, 0)} | options


def add_hud(scene: UiScene) -> UiScene:
    """Add what games lay over their picture: a panel, a bar, icons in a row and texts."""
    scaler = {"m_UiScaleMode": 1, "m_ReferenceResolution": xy((640, 360)), "m_ScreenMatchMode": 1}
    canvas = scene.canvas(components={"CANVAS_SCALER": scaler})
    stock = "{{fileID: {}, guid: 0000000000000000f000000000000000, type: 0}}"
    panel = {"m_Sprite": stock.format(10907), "m_Type": 1, "m_Color": rgba((0.1, 0.12, 0.2, 0.8))}
    corner = {"anchors": ((0, 1), (0, 1)), "pivot": (0, 1), "at": (16, -16)}
    box = scene.rect("Panel", canvas, size=(220, 76), components={"IMAGE": panel}, **corner)
    bar = {"m_Sprite": stock.format(10905), "m_Type": 1, "m_Color": rgba((0.25, 0.1, 0.1, 1))}
    low = {"anchors": ((0, 0), (1, 0)), "pivot": (0, 0), "at": (12, 12), "size": (-24, 14)}
    health = scene.rect("Health", box.transform, components={"IMAGE": bar}, **low)
    full = bar | {"m_Color": rgba((0.85, 0.2, 0.25, 1))}
    share = {"anchors": ((0, 0), (0.7, 1)), "size": (0, 0)}
    scene.rect("Fill", health.transform, components={"IMAGE": full}, **share)
    title = hud_text("<b>PLAYER</b> <color=#ffd166>Lv. 7</color>", 18, left=True)
    top = {"anchors": ((0, 1), (1, 1)), "pivot": (0, 1), "at": (12, -8), "size": (-24, 24)}
    scene.rect("Title", box.transform, components=title, **top)
    row = {"HORIZONTAL_GROUP": {"m_Spacing": 6, "m_ChildAlignment": 2} | KEEPS_SIZES}
    right = {"anchors": ((1, 1), (1, 1)), "pivot": (1, 1), "at": (-16, -16), "size": (140, 24)}
    hearts = scene.rect("Hearts", canvas, components=row, **right)
    for index in range(4):
        knob = {"m_Sprite": stock.format(10913), "m_Color": rgba((0.9, 0.2 + 0.2 * index, 0.3, 1))}
        scene.rect(f"Heart{index}", hearts.transform, size=(24, 24), components={"IMAGE": knob})
    line = {"anchors": ((0.5, 0), (0.5, 0)), "pivot": (0.5, 0), "at": (0, 20), "size": (420, 40)}
    message = hud_text("Press <b>E</b> to open the door", 22) | {
        "SHADOW": {"m_EffectColor": rgba((0, 0, 0, 0.8)), "m_EffectDistance": xy((1.5, -1.5))}
    }
    scene.rect("Message", canvas, components=message, **line)
    return scene


def hud_text(content: str, size: int, *, left: bool = False) -> dict[str, Fields]:
    return {
        "TEXT_MESH_UI": {
            "m_text": f"'{content}'",
            "m_fontSize": size,
            "m_isOrthographic": 1,
            "m_textAlignment": 65535,
            "m_HorizontalAlignment": 1 if left else 2,
            "m_VerticalAlignment": 512,
        }
    }
