"""What a live picture is taken of: a scene, a camera in it, a size."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from spark_nb.domain.guardrail import rejection
from spark_nb.domain.unity import RenderPreview

_LEAST_PIXELS = 16


class Shot(BaseModel):
    """``scene`` and ``camera`` are None for the engine's own choice. Sides in pixels."""

    model_config = ConfigDict(frozen=True)

    scene: str | None = None
    camera: str | None = None
    width: int = 640
    height: int = 360

    def with_changes(self, **changes: Any) -> Shot:
        """Return the shot with other values, checked. Another scene has other cameras.

        Raises RejectedError.
        """
        if "scene" in changes:
            changes = {"camera": None, **changes}
        fields = self.model_dump() | changes
        try:
            checked = RenderPreview.model_validate(fields)
        except ValidationError as error:
            raise rejection(error, "preview") from None
        return Shot(**{name: getattr(checked, name) for name in Shot.model_fields})

    def fields(self, scale: float = 1.0) -> dict[str, Any]:
        """Return the fields of a request, its sides scaled and never too small for one."""
        width, height = (
            max(min(side, _LEAST_PIXELS), round(side * scale))
            for side in (self.width, self.height)
        )
        return self.model_dump() | {"width": width, "height": height}
