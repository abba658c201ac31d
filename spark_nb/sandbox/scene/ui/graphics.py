"""Images and texts out of the components of the UI packages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Set
from dataclasses import dataclass, field

from spark_nb.sandbox.project.scan import Snapshot
from spark_nb.sandbox.scene.assets import SceneAssets
from spark_nb.sandbox.scene.field import Fields, mapping, reference, text, vector
from spark_nb.sandbox.scene.sprite import Sprite
from spark_nb.sandbox.scene.sprites import SpriteLibrary
from spark_nb.sandbox.scene.stock_sprites import BUILTIN_GUID
from spark_nb.sandbox.scene.ui.font import Font, FontLibrary
from spark_nb.sandbox.scene.ui.graphic import Graphic
from spark_nb.sandbox.scene.ui.image import ImageGraphic, RawImageGraphic
from spark_nb.sandbox.scene.ui.scripts import UiScript
from spark_nb.sandbox.scene.ui.text import TextGraphic
from spark_nb.sandbox.scene.ui.text_component import read_text
from spark_nb.sandbox.scene.ui.text_mesh import read_text_mesh

_STANDS_IN = "Another font stands in for that of texts"


@dataclass(slots=True)
class GraphicReader:
    """Notes what it meets: ``missing`` names objects whose sprite is not there.

    ``left_out`` has the names of objects by what is not drawn as in Unity.
    """

    sprites: SpriteLibrary
    fonts: FontLibrary
    assets: SceneAssets
    snapshot: Snapshot
    missing: set[str] = field(default_factory=set)
    left_out: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def read(
        self, script: UiScript, fields: Fields, owner: str, per_unit: float
    ) -> Graphic | None:
        """Return None for a script that shows nothing itself."""
        self._note(script, fields, owner)
        match script:
            case UiScript.IMAGE:
                return ImageGraphic(fields, self._sprite(fields, "m_Sprite", owner), per_unit)
            case UiScript.RAW_IMAGE:
                return RawImageGraphic(fields, self._sprite(fields, "m_Texture", owner))
            case UiScript.TEXT:
                return self._text(fields, owner)
            case UiScript.TEXT_MESH_UI:
                return self.text_mesh(fields, owner)
        return None

    def text_mesh(self, fields: Fields, owner: str) -> TextGraphic:
        font = reference(fields, "m_fontAsset")
        asset = self.assets.find(font)
        font_asset = asset.fields if asset else {}
        source = reference(font_asset, "m_SourceFontFile")
        guid = source.guid if source else text(font_asset, "m_SourceFontFileGUID") or None
        face = mapping(font_asset, "m_FaceInfo")
        graphic, tags = read_text_mesh(fields, self._font(guid, owner), face)
        self._note_text(graphic, tags, owner)
        preset = reference(fields, "m_sharedMaterial")
        if preset and font and preset.guid != font.guid:
            self.left_out["Outlines and glows of text materials are not drawn"].add(owner)
        return graphic

    def _text(self, fields: Fields, owner: str) -> TextGraphic:
        pointer = reference(mapping(fields, "m_FontData"), "m_Font")
        graphic, tags = read_text(fields, self._font(pointer.guid if pointer else None, owner))
        self._note_text(graphic, {f"<{tag}>" for tag in tags}, owner)
        return graphic

    def _sprite(self, fields: Fields, key: str, owner: str) -> Sprite | None:
        pointer = reference(fields, key)
        if pointer is None:
            return None
        found = self.sprites.find(pointer, self.snapshot)
        if found is None:
            self.missing.add(owner)
        return found

    def _font(self, guid: str | None, owner: str) -> Font:
        found = self.fonts.find(guid, self.snapshot)
        if found.stands_in:
            self.left_out[_STANDS_IN].add(owner)
        return found

    def _note(self, script: UiScript, fields: Fields, owner: str) -> None:
        material = reference(fields, "m_Material")
        if material is not None and material.guid != BUILTIN_GUID:
            self.left_out["Materials and shaders of UI are not applied"].add(owner)
        if script is UiScript.RECT_MASK and any(vector(fields, "m_Softness", (0.0, 0.0))):
            self.left_out["Soft edges of masks are drawn hard"].add(owner)

    def _note_text(self, graphic: TextGraphic, tags: Set[str], owner: str) -> None:
        for tag in sorted(tags):
            self.left_out[f"{tag} of texts is not drawn"].add(owner)
        if not graphic.has_all_letters:
            self.left_out["Fonts of texts lack some of their characters"].add(owner)
