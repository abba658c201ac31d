"""Renders a scene of the project at a game time."""

from __future__ import annotations

import io
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass

from PIL import Image

from spark_nb.domain.frame import Frame, FrameFormat, frame_ref
from spark_nb.domain.unity import RenderPreview
from spark_nb.errors import ToolError
from spark_nb.sandbox.project.folder import ProjectFolder
from spark_nb.sandbox.project.scan import Snapshot
from spark_nb.sandbox.scene.affine import Affine
from spark_nb.sandbox.scene.assets import SceneAssets
from spark_nb.sandbox.scene.camera import View, choose_camera, view_of
from spark_nb.sandbox.scene.document import read_documents
from spark_nb.sandbox.scene.field import Fields, flag, items, number, text
from spark_nb.sandbox.scene.graph import SceneGraph
from spark_nb.sandbox.scene.physics import PhysicsWorld, read_settings
from spark_nb.sandbox.scene.physics_shapes import Material
from spark_nb.sandbox.scene.prefab import PrefabExpander
from spark_nb.sandbox.scene.raster import Painter
from spark_nb.sandbox.scene.sprite_item import SpriteItem, sorting_layers, sprite_items
from spark_nb.sandbox.scene.sprites import SpriteLibrary
from spark_nb.sandbox.scene.unsupported import warnings_for

_SCENES_KEPT = 4
_BUILD_SCENES = "ProjectSettings/EditorBuildSettings.asset"
_SAVE: dict[FrameFormat, dict[str, int | str]] = {
    "png": {"compress_level": 3},
    "jpeg": {"quality": 85, "subsampling": 0},
    "webp": {"quality": 85, "method": 1},
}


@dataclass(eq=False)
class OpenScene:
    """A scene of one project revision, ready to be drawn at any time."""

    graph: SceneGraph
    world: PhysicsWorld
    items: list[SpriteItem]
    warnings: tuple[str, ...]
    backdrop: tuple[View, int, Image.Image] | None = None


class Preview:
    """Keeps the newest scenes open; they are read anew when the project's revision changes."""

    def __init__(self, project: ProjectFolder) -> None:
        self._project = project
        self._sprites = SpriteLibrary(project)
        self._painter = Painter()
        self._open: OrderedDict[tuple[str, str], OpenScene] = OrderedDict()

    def render(self, request: RenderPreview) -> Frame:
        """Return a frame: the same bytes for the same revision and request. Raises ToolError."""
        snapshot = self._project.snapshot()
        path = request.scene or self._first_scene(snapshot)
        scene = self._scene(path, snapshot)
        poses = scene.graph.poses(scene.world.moved_at(request.time_s))
        camera = choose_camera(scene.graph, request.camera)
        view = view_of(camera, poses, request.width, request.height)
        image = self._start(scene, view, (request.width, request.height))
        self._draw(image, scene, scene.items[self._still(scene) :], poses, view)
        data = encode(image, request.format)
        return Frame(
            frame_ref=frame_ref(data),
            format=request.format,
            width=request.width,
            height=request.height,
            data=data,
            time_s=request.time_s,
            warnings=self._warnings(scene, view, request.time_s),
            revision=snapshot.revision,
        )

    def _start(self, scene: OpenScene, view: View, size: tuple[int, int]) -> Image.Image:
        """Return the backdrop: the colour and all that stands still behind what moves."""
        count = self._still(scene)
        kept = scene.backdrop
        if kept is None or kept[:2] != (view, count) or kept[2].size != size:
            image = Image.new("RGBA", size, (*view.background, 255))
            poses = scene.graph.poses({})
            self._draw(image, scene, scene.items[:count], poses, view)
            kept = view, count, image
            scene.backdrop = kept
        return kept[2].copy()

    def _draw(
        self,
        image: Image.Image,
        scene: OpenScene,
        wanted: list[SpriteItem],
        poses: Mapping[int, Affine],
        view: View,
    ) -> None:
        for item in wanted:
            pose = poses[item.owner]
            if view.shows(scene.graph.objects[item.owner].layer, pose.tz):
                self._painter.draw(image, item, pose, view)

    @staticmethod
    def _still(scene: OpenScene) -> int:
        """Return how many of the items, from the back, never move."""
        moving = scene.world.moved_at(0).keys()
        for index, item in enumerate(scene.items):
            if any(owner in moving for owner in scene.graph.ancestors(item.owner)):
                return index
        return len(scene.items)

    def _scene(self, path: str, snapshot: Snapshot) -> OpenScene:
        key = path, snapshot.revision
        if key not in self._open:
            self._open[key] = self._read_scene(path, snapshot)
            while len(self._open) > _SCENES_KEPT:
                self._open.popitem(last=False)
        self._open.move_to_end(key)
        return self._open[key]

    def _read_scene(self, path: str, snapshot: Snapshot) -> OpenScene:
        content = self._project.read(path)
        if content is None:
            raise ToolError(
                f"There is no scene {path}.", code="not_found", hint="Check the path, or leave it."
            )
        if not content.startswith((b"%YAML", b"--- !u!")):
            raise ToolError(
                f"{path} is not in Unity's text format.",
                code="unsupported",
                hint="In Unity set Asset Serialization > Mode to Force Text.",
            )
        prefabs = PrefabExpander(SceneAssets(self._project, snapshot))
        documents = read_documents(content.decode("utf-8", "replace"))
        graph = SceneGraph(prefabs.expand(documents))
        found, missing = sprite_items(
            graph, self._sprites, snapshot, sorting_layers(self._project)
        )
        settings = read_settings(
            self._first_document("ProjectSettings/Physics2DSettings.asset"),
            self._first_document("ProjectSettings/TimeManager.asset"),
        )
        world = PhysicsWorld(graph, settings, lambda guid: self._material(guid, snapshot))
        return OpenScene(graph, world, found, warnings_for(graph, missing, prefabs.missing))

    def _material(self, guid: str, snapshot: Snapshot) -> Material:
        path = self._project.guid_index(snapshot).path(guid)
        fields = self._first_document(path) if path else {}
        return Material(
            friction=max(number(fields, "friction", 0.4), 0.0),
            bounciness=min(max(number(fields, "bounciness", 0.0), 0.0), 1.0),
        )

    def _first_document(self, path: str) -> Fields:
        content = self._project.read(path)
        documents = read_documents((content or b"").decode("utf-8", "replace"))
        return documents[0].fields if documents else {}

    def _first_scene(self, snapshot: Snapshot) -> str:
        for entry in items(self._first_document(_BUILD_SCENES), "m_Scenes"):
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

    @staticmethod
    def _warnings(scene: OpenScene, view: View, time_s: float) -> tuple[str, ...]:
        found = [*scene.warnings, *view.warnings]
        if time_s > scene.world.limit_s:
            found.append(f"Physics stops after {scene.world.limit_s:g} s.")
        return tuple(found)


def encode(image: Image.Image, form: FrameFormat) -> bytes:
    """Return the picture without its alpha, which a frame has no use for."""
    file = io.BytesIO()
    image.convert("RGB").save(file, form, **_SAVE[form])
    return file.getvalue()
