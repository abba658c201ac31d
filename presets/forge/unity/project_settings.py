"""What a game needs of ProjectSettings, as the file that SPARK and its Editor script merge."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from forge.unity.ids import sorting_layer_id

# Of each scalar: what Unity sets by itself, and what a small game on the web wants instead.
_WEB = {
    "webGLCompressionFormat": (("0", "2"), "1"),
    "webGLNameFilesAsHashes": (("0",), "1"),
    "webGLExceptionSupport": (("1",), "0"),
    "stripEngineCode": (("0",), "1"),
    "m_ActiveColorSpace": (("1",), "0"),
}


def settings_file(
    scenes: Sequence[str], sorting_layers: Sequence[str] = (), tags: Sequence[str] = ()
) -> str:
    """Return the text of a ``.projectsettings.json``; layers are in their order, back to front."""
    wanted: dict[str, Any] = {
        "tags": list(tags),
        "sorting_layers": [
            {"name": name, "id": sorting_layer_id(name)} for name in sorting_layers
        ],
        "build_scenes": list(scenes),
        "values": [
            {
                "asset": "ProjectSettings",
                "property": name,
                "defaults": list(defaults),
                "value": value,
            }
            for name, (defaults, value) in _WEB.items()
        ],
        "quality": [
            {"property": "antiAliasing", "defaults": ["2", "4", "8"], "value": "0"},
            {"property": "anisotropicTextures", "defaults": ["1", "2"], "value": "0"},
        ],
    }
    return json.dumps(wanted, indent=2) + "\n"
