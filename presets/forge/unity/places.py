"""Where the files of a game lie below its folder."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Places:
    """``root`` is the game's own folder under ``Assets/``; names come without their ending."""

    root: str

    def sprite(self, name: str) -> str:
        return f"{self.root}/Sprites/{name}.png"

    def script(self, name: str) -> str:
        return f"{self.root}/Scripts/{name}.cs"

    def material(self, name: str) -> str:
        return f"{self.root}/Physics/{name}.physicsMaterial2D"

    def clip(self, name: str) -> str:
        return f"{self.root}/Animations/{name}.anim"

    def controller(self, name: str) -> str:
        return f"{self.root}/Animations/{name}.controller"

    def prefab(self, name: str) -> str:
        return f"{self.root}/Prefabs/{name}.prefab"

    def tile(self, name: str) -> str:
        return f"{self.root}/Tiles/{name}.asset"

    def scene(self, name: str) -> str:
        return f"{self.root}/Scenes/{name}.unity"

    def setting(self, name: str) -> str:
        return f"{self.root}/Settings/{name}.asset"

    def sound(self, name: str) -> str:
        return f"{self.root}/Sounds/{name}.wav"

    def music(self, name: str) -> str:
        return f"{self.root}/Sounds/{name}.ogg"
