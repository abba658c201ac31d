"""Renders a scene of the project at a game time."""

from __future__ import annotations

import io

from PIL import Image

from spark_nb.domain.frame import Frame, frame_ref
from spark_nb.domain.unity import RenderPreview
from spark_nb.sandbox.project.folder import ProjectFolder


class Preview:
    def __init__(self, project: ProjectFolder) -> None:
        self._project = project

    def render(self, request: RenderPreview) -> Frame:
        image = Image.new("RGB", (request.width, request.height), (49, 77, 121))
        out = io.BytesIO()
        image.save(out, request.format)
        data = out.getvalue()
        return Frame(
            frame_ref=frame_ref(data),
            format=request.format,
            width=request.width,
            height=request.height,
            data=data,
            time_s=request.time_s,
            warnings=("The renderer is not there yet.",),
            revision=self._project.snapshot().revision,
        )
