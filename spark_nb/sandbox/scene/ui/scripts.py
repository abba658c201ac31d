"""Scripts of Unity's UI packages, which scenes name by GUID as they name those of the project."""

from __future__ import annotations

from enum import Enum

from spark_nb.sandbox.scene.field import Fields, reference

MONO_BEHAVIOUR = 114


class UiScript(Enum):
    """The GUIDs are the same in every version of com.unity.ugui and com.unity.textmeshpro."""

    IMAGE = "fe87c0e1cc204ed48ad3b37840f39efc"
    RAW_IMAGE = "1344c3c82d62a2a41a3576d8abb8e3ea"
    TEXT = "5f7201a12d95ffc409449d95f23cf332"
    TEXT_MESH_UI = "f4688fdb7df04437aeb418b961361dc5"
    TEXT_MESH = "9541d86e2fd84c1d9990edf0852d74ab"
    MASK = "31a19414c41e5ae4aae2af33fee712f6"
    RECT_MASK = "3312d7739989d2b4e91e6319e9a96d76"
    SHADOW = "cfabb0440166ab443bba8876756fdfa9"
    OUTLINE = "e19747de3f5aca642ab2be37e372fb86"
    CANVAS_SCALER = "0cd44c1031e13a943bb63640046fad76"
    LAYOUT_ELEMENT = "306cc8c2b49d7114eaa3623786fc2126"
    HORIZONTAL_GROUP = "30649d3a9faa99c48a7b1166b86bf2a0"
    VERTICAL_GROUP = "59f8146938fff824cb5fd77236b75775"
    GRID_GROUP = "8a8695521f0d02e499659fee002a26c2"
    CONTENT_FITTER = "3245ec927659c4140ac4f8d17403cc18"
    ASPECT_FITTER = "86710e43de46f6f4bac7c8e50813a599"
    SLIDER = "67db9e8f0e2ae9c40bc1e2b64352a6b4"
    SCROLLBAR = "2a4db7a114972834c8e4117be1d82ba3"
    SCROLL_VIEW = "1aa08ab6e0800fa44ae55d278d1423e3"
    TOGGLE = "9085046f02f69544eb97fd06b6048fe2"


_BY_GUID = {script.value: script for script in UiScript}
_OLD_LIBRARY = "f5f67c52d1564df4a8936ccd202a3bd8"
_IN_OLD_LIBRARY = {
    -765806418: UiScript.IMAGE,
    -98529514: UiScript.RAW_IMAGE,
    708705254: UiScript.TEXT,
    -1200242548: UiScript.MASK,
    -146154839: UiScript.RECT_MASK,
    1573420865: UiScript.SHADOW,
    -900027084: UiScript.OUTLINE,
    1980459831: UiScript.CANVAS_SCALER,
    1679637790: UiScript.LAYOUT_ELEMENT,
    -405508275: UiScript.HORIZONTAL_GROUP,
    1297475563: UiScript.VERTICAL_GROUP,
    -2095666955: UiScript.GRID_GROUP,
    1741964061: UiScript.CONTENT_FITTER,
    -1254083943: UiScript.ASPECT_FITTER,
    -113659843: UiScript.SLIDER,
    -2061169968: UiScript.SCROLLBAR,
    1367256648: UiScript.SCROLL_VIEW,
    2109663825: UiScript.TOGGLE,
}
_ENGINE = "0000000000000000e000000000000000"
UI_DOCUMENT = 19102


def script_of(behaviour: Fields) -> UiScript | None:
    """Return what a MonoBehaviour is, None for a script that is not of the UI packages.

    Scenes last saved before Unity 2019.2 name classes of a library instead.
    """
    pointer = reference(behaviour, "m_Script")
    if pointer is None or pointer.guid is None:
        return None
    if pointer.guid == _OLD_LIBRARY:
        return _IN_OLD_LIBRARY.get(pointer.file_id)
    return _BY_GUID.get(pointer.guid)


def is_document(behaviour: Fields) -> bool:
    """Return whether it is a UIDocument of UI Toolkit, which is another kind of UI."""
    pointer = reference(behaviour, "m_Script")
    return pointer is not None and pointer == (UI_DOCUMENT, _ENGINE)
