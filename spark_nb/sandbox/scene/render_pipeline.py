"""How the project's render pipeline sorts, and which cameras draw over others."""

from __future__ import annotations

from spark_nb.sandbox.scene.assets import SceneAssets
from spark_nb.sandbox.scene.field import (
    Fields,
    as_reference,
    integer,
    items,
    reference,
    vector,
)
from spark_nb.sandbox.scene.graph import Component
from spark_nb.sandbox.scene.moment import Moment

_SETTINGS = "ProjectSettings/GraphicsSettings.asset"
_QUALITY = "ProjectSettings/QualitySettings.asset"
_UNIVERSAL_CAMERA_DATA = "a79441f348de89743a2939f4d699eac1"  # GUID of the script in the package
_SCRIPT = 114
_CUSTOM_AXIS = 3
_OVERLAY = 1

Axis = tuple[float, float, float]


class RenderPipeline:
    """The built-in pipeline, or the universal one with its renderers."""

    def __init__(self, assets: SceneAssets) -> None:
        graphics = assets.settings(_SETTINGS)
        quality = _current_level(assets.settings(_QUALITY))
        chosen = reference(quality, "customRenderPipeline") or reference(
            graphics, "m_CustomRenderPipeline"
        )
        found = assets.find(chosen)
        self._is_universal = found is not None
        fields = found.fields if found else {}
        self._default = integer(fields, "m_DefaultRendererIndex")
        renderers = [
            assets.find(as_reference(entry)) for entry in items(fields, "m_RendererDataList")
        ]
        self._axes = [_axis(data.fields) if data else None for data in renderers]
        self._project_axis = _axis(graphics)

    def sort_axis(self, camera: Component, moment: Moment) -> Axis | None:
        """Return the way that leads away from the viewer; None: the way the camera looks."""
        if not self._is_universal:
            return self._project_axis
        index = integer(_camera_data(camera, moment), "m_RendererIndex", -1)
        index = self._default if index < 0 else index
        own = self._axes[index] if index < len(self._axes) else None
        return own or self._project_axis

    def is_overlay(self, camera: Component, moment: Moment) -> bool:
        """Return whether it draws over the cameras below it whatever its clear flags say."""
        if not self._is_universal:
            return False
        return integer(_camera_data(camera, moment), "m_CameraType") == _OVERLAY


def _current_level(quality: Fields) -> Fields:
    levels, current = items(quality, "m_QualitySettings"), integer(quality, "m_CurrentQuality")
    level = levels[current] if 0 <= current < len(levels) else {}
    return level if isinstance(level, dict) else {}


def _axis(settings: Fields) -> Axis | None:
    if integer(settings, "m_TransparencySortMode") != _CUSTOM_AXIS:
        return None
    x, y, z = vector(settings, "m_TransparencySortAxis", (0, 0, 1))
    return x, y, z


def _camera_data(camera: Component, moment: Moment) -> Fields:
    for found in moment.siblings(camera, _SCRIPT):
        script = reference(found.fields, "m_Script")
        if script is not None and script.guid == _UNIVERSAL_CAMERA_DATA:
            return found.fields
    return {}
