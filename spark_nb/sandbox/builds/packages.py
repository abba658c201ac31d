"""Unity's packages: which hold nothing that scenes point at, and the GUIDs of those for UI."""

from __future__ import annotations

WITHOUT_ASSETS = (
    "com.unity.modules.",
    "com.unity.ide.",
    "com.unity.2d.sprite",
    "com.unity.2d.tilemap",
    "com.unity.ugui",
    "com.unity.collab-proxy",
    "com.unity.test-framework",
    "com.unity.textmeshpro",
    "com.unity.multiplayer.center",
)
"""Prefixes. Of the UI packages the GUIDs below are known."""

UI_PACKAGE_GUIDS = frozenset(
    [
        "fe87c0e1cc204ed48ad3b37840f39efc",  # Image
        "1344c3c82d62a2a41a3576d8abb8e3ea",  # RawImage
        "5f7201a12d95ffc409449d95f23cf332",  # Text
        "4e29b1a8efbd4b44bb3f3716e73f07ff",  # Button
        "9085046f02f69544eb97fd06b6048fe2",  # Toggle
        "67db9e8f0e2ae9c40bc1e2b64352a6b4",  # Slider
        "2a4db7a114972834c8e4117be1d82ba3",  # Scrollbar
        "1aa08ab6e0800fa44ae55d278d1423e3",  # ScrollRect
        "d199490a83bb2b844b9695cbf13b01ef",  # InputField
        "0d0b652f32a2cc243917e4028fa0f046",  # Dropdown
        "3312d7739989d2b4e91e6319e9a96d76",  # RectMask2D
        "31a19414c41e5ae4aae2af33fee712f6",  # Mask
        "0cd44c1031e13a943bb63640046fad76",  # CanvasScaler
        "dc42784cf147c0c48a680349fa168899",  # GraphicRaycaster
        "76c392e42b5098c458856cdf6ecaf4c9",  # EventSystem
        "4f231c4fb786f3946a6b90b886c48677",  # StandaloneInputModule
        "30649d3a9faa99c48a7b1166b86bf2a0",  # HorizontalLayoutGroup
        "59f8146938fff824cb5fd77236b75775",  # VerticalLayoutGroup
        "8a8695521f0d02e499659fee002a26c2",  # GridLayoutGroup
        "306cc8c2b49d7114eaa3623786fc2126",  # LayoutElement
        "3245ec927659c4140ac4f8d17403cc18",  # ContentSizeFitter
        "86710e43de46f6f4bac7c8e50813a599",  # AspectRatioFitter
        "cfabb0440166ab443bba8876756fdfa9",  # Shadow
        "e19747de3f5aca642ab2be37e372fb86",  # Outline
        "2fafe2cfe61f6974895a912c3755e8f1",  # ToggleGroup
        "f4688fdb7df04437aeb418b961361dc5",  # TextMeshProUGUI
        "9541d86e2fd84c1d9990edf0852d74ab",  # TextMeshPro
    ]
)
