"""Renders a scene of the project at a game time."""

from __future__ import annotations

import io
from collections import OrderedDict

from PIL import Image

from spark_nb.domain.frame import Frame, FrameFormat, frame_ref
from spark_nb.domain.unity import RenderPreview
from spark_nb.errors import ToolError
from spark_nb.sandbox.project.folder import ProjectFolder
from spark_nb.sandbox.project.scan import Snapshot
from spark_nb.sandbox.scene.assets import SceneAssets
from spark_nb.sandbox.scene.camera import Shot, shots
from spark_nb.sandbox.scene.compositor import Compositor
from spark_nb.sandbox.scene.field import flag, items, text
from spark_nb.sandbox.scene.scene import Scene
from spark_nb.sandbox.scene.sprites import SpriteLibrary
from spark_nb.sandbox.scene.surface import PictureCache
from spark_nb.sandbox.scene.ui.font import FontLibrary

_SCENES_KEPT = 4
_BUILD_SCENES = "ProjectSettings/EditorBuildSettings.asset"
_UNHEARD = "Inputs change nothing here, for no script runs."
_SAVE: dict[FrameFormat, dict[str, int | str]] = {
    "png": {"compress_level": 3},
    "jpeg": {"quality": 85, "subsampling": 0},
    "webp": {"quality": 85, "method": 1},
}


class Preview:
    """Keeps the newest scenes open; they are read anew when what they can show has changed."""

    def __init__(self, project: ProjectFolder) -> None:
        self._project = project
        self._sprites = SpriteLibrary(project)
        self._fonts = FontLibrary(project)
        self._cache = PictureCache()
        self._open: OrderedDict[tuple[str, int], tuple[Scene, Compositor]] = OrderedDict()
        self._visible: tuple[Snapshot, int] | None = None

    def render(self, request: RenderPreview) -> Frame:
        """Return a frame: the same bytes for the same revision and request. Raises ToolError."""
        snapshot = self._project.snapshot()
        path = request.scene or self._first_scene(snapshot)
        scene, compositor = self._scene(path, snapshot)
        moment = scene.at(request.time_s)
        size = request.width, request.height
        taken = shots(moment, request.camera, size, scene.pipeline)
        image = compositor.frame(moment, taken, size)
        data = encode(image, request.format)
        return Frame(
            frame_ref=frame_ref(data),
            format=request.format,
            width=request.width,
            height=request.height,
            data=data,
            time_s=request.time_s,
            warnings=_warnings(scene, taken, request),
            inputs=request.inputs or (),
            revision=snapshot.revision,
        )

    def _scene(self, path: str, snapshot: Snapshot) -> tuple[Scene, Compositor]:
        if self._visible is None or self._visible[0] is not snapshot:
            self._visible = snapshot, _visible(snapshot)
        key = path, self._visible[1]
        if key not in self._open:
            scene = Scene(path, self._project, snapshot, self._sprites, self._fonts)
            self._open[key] = scene, Compositor(scene, self._cache)
            while len(self._open) > _SCENES_KEPT:
                self._open.popitem(last=False)
        self._open.move_to_end(key)
        return self._open[key]

    def _first_scene(self, snapshot: Snapshot) -> str:
        build = SceneAssets(self._project, snapshot).settings(_BUILD_SCENES)
        for entry in items(build, "m_Scenes"):
            if isinstance(entry, dict) and flag(entry, "enabled"):
                path = text(entry, "path")
                if path in snapshot.files:
                    return path
        scenes = (path for path in snapshot.files if path.endswith(".unity"))
        found = next(scenes, None)
        if found is None:
            raise ToolError(
                "The project has no scene yet.", code="no_scene", hint="Apply a preset first."
            )
        return found


def _visible(snapshot: Snapshot) -> int:
    """Hash what a scene may look at: of scripts, which do not run here, only where they are."""
    return hash(
        tuple(
            (path, None if path.endswith(".cs") else stamp)
            for path, stamp in snapshot.files.items()
        )
    )


def encode(image: Image.Image, form: FrameFormat) -> bytes:
    """Return an RGB picture as a file."""
    file = io.BytesIO()
    image.save(file, form, **_SAVE[form])
    return file.getvalue()


def _warnings(scene: Scene, taken: list[Shot], request: RenderPreview) -> tuple[str, ...]:
    """Return each sentence once, though cameras may agree on it."""
    cameras = (words for shot in taken for words in shot.warnings)
    unheard = [_UNHEARD] if request.inputs else []
    return tuple(dict.fromkeys([*scene.warnings(request.time_s), *cameras, *unheard]))
