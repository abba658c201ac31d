"""What colliders take from other assets of the project."""

from __future__ import annotations

from spark_nb.sandbox.physics.material import Material, read_material
from spark_nb.sandbox.scene.assets import SceneAssets


class AssetSurfaces:
    """Reads them from the assets of one project revision."""

    def __init__(self, assets: SceneAssets) -> None:
        self._assets = assets

    def material(self, guid: str) -> Material:
        documents = self._assets.documents(guid).values()
        return next((read_material(found.fields) for found in documents), Material())
