"""A scene of one project revision, ready to be drawn at any time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from spark_nb.errors import ToolError
from spark_nb.sandbox.project.folder import ProjectFolder
from spark_nb.sandbox.project.scan import Snapshot
from spark_nb.sandbox.project.text_format import is_unity_text
from spark_nb.sandbox.scene.assets import SceneAssets
from spark_nb.sandbox.scene.document import Document, read_documents
from spark_nb.sandbox.scene.draw_list import DrawList, Reader
from spark_nb.sandbox.scene.drawable import SortingLayers
from spark_nb.sandbox.scene.field import Fields, integer, items
from spark_nb.sandbox.scene.figure import MOST_TILES
from spark_nb.sandbox.scene.graph import SceneGraph
from spark_nb.sandbox.scene.moment import Changes, Moment
from spark_nb.sandbox.scene.prefab import PrefabExpander
from spark_nb.sandbox.scene.render_pipeline import RenderPipeline
from spark_nb.sandbox.scene.sorting_group import SortingGroups
from spark_nb.sandbox.scene.sprite_mask import Mask
from spark_nb.sandbox.scene.sprite_renderer import SPRITE_RENDERER, SpriteReader
from spark_nb.sandbox.scene.sprites import SpriteLibrary
from spark_nb.sandbox.scene.step_loop import StepLoop
from spark_nb.sandbox.scene.tilemap_renderer import TILEMAP_RENDERER, TilemapReader
from spark_nb.sandbox.scene.tiles import TILEMAP
from spark_nb.sandbox.scene.ui.canvases import Canvases
from spark_nb.sandbox.scene.ui.font import FontLibrary
from spark_nb.sandbox.scene.ui.graphics import GraphicReader
from spark_nb.sandbox.scene.ui.tree import CANVAS, TreeReader
from spark_nb.sandbox.scene.ui.world_text import MESH_RENDERER, WorldTexts
from spark_nb.sandbox.scene.unsupported import warnings_for


class Scene:
    """Read once; never changes, but remembers the steps of its physics."""

    def __init__(
        self,
        path: str,
        project: ProjectFolder,
        snapshot: Snapshot,
        sprites: SpriteLibrary,
        fonts: FontLibrary,
    ) -> None:
        assets = SceneAssets(project, snapshot)
        prefabs = PrefabExpander(assets)
        self.graph = SceneGraph(prefabs.expand(_documents(path, project)))
        layers = _sorting_layers(assets.settings("ProjectSettings/TagManager.asset"))
        self._groups = SortingGroups(self.graph)
        self._sprites = SpriteReader(sprites, snapshot, layers)
        graphics = GraphicReader(sprites, fonts, assets, snapshot)
        trees = TreeReader(self.graph, graphics)
        self.canvases = Canvases(self.graph, trees, layers)
        readers: Mapping[int, Reader] = {
            SPRITE_RENDERER: self._sprites,
            TILEMAP_RENDERER: TilemapReader(self._sprites, assets, layers),
            CANVAS: self.canvases,
            MESH_RENDERER: WorldTexts(self.graph, trees, graphics, layers),
        }
        self.drawn = DrawList(self.graph, readers, layers, self._groups)
        self.pipeline = RenderPipeline(assets)
        self._loop = StepLoop.of(
            self.graph, assets, lambda pointer: sprites.find(pointer, snapshot)
        )
        self._animated = _animated_tilemaps(self.graph)
        rest = Moment(self.graph, Changes())
        list(self.masks(rest))  # names what they miss
        self.canvases.survey(rest)
        self._warnings = warnings_for(
            self.graph,
            {
                "Sprites are missing from the project": self._sprites.missing | graphics.missing,
                "Prefabs cannot be read from the project": prefabs.missing,
                f"Sprites of more than {MOST_TILES} tiles are stretched": self._sprites.stretched,
                **graphics.left_out,
                **self._loop.left_out,
            },
        )

    def __repr__(self) -> str:
        return f"<Scene of {self.graph!r}>"

    def at(self, time_s: float) -> Moment:
        changes = self._loop.at(time_s)
        fields = {**self._animated, **changes.fields}
        return Moment(self.graph, replace(changes, fields=fields), time_s)

    def masks(self, moment: Moment) -> Iterator[Mask]:
        return self._sprites.masks(moment, self._groups)

    def warnings(self, time_s: float) -> list[str]:
        """Return what a picture at this time leaves out."""
        limit = self._loop.limit_s
        stops = [f"Physics stops after {limit:g} s."] if time_s > limit else []
        return [*self._warnings, *stops]


def _documents(path: str, project: ProjectFolder) -> list[Document]:
    content = project.read(path)
    if content is None:
        raise ToolError(
            f"There is no scene {path}.", code="not_found", hint="Check the path, or leave it."
        )
    if not is_unity_text(content):
        raise ToolError(
            f"{path} is not in Unity's text format.",
            code="unsupported",
            hint="In Unity set Asset Serialization > Mode to Force Text.",
        )
    return read_documents(content.decode("utf-8", "replace"))


def _animated_tilemaps(graph: SceneGraph) -> dict[int, Fields]:
    """Return no changes for maps whose tiles are animated: time alone makes them look other."""
    return {
        tilemap.document.file_id: {}
        for tilemap in graph.all_components(TILEMAP)
        if items(tilemap.fields, "m_AnimatedTiles")
    }


def _sorting_layers(tags: Fields) -> SortingLayers:
    return SortingLayers(
        {
            integer(layer, "uniqueID") % 2**32: place
            for place, layer in enumerate(items(tags, "m_SortingLayers"))
            if isinstance(layer, dict)
        }
    )
