"""What a recipe makes: files by project path, a ``.meta`` beside each file and folder."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path, PurePosixPath

from forge.art.canvas import Picture
from forge.art.palette import Palette
from forge.art.sheet import check_frames, png
from forge.sound.files import ogg, wav
from forge.sound.waves import Samples
from forge.unity.meta import file_meta, folder_meta, font_meta, sound_meta
from forge.unity.places import Places
from forge.unity.texture_meta import Import, texture_meta


class Project:
    """Files below ``root``, the preset's own folder under ``Assets/``."""

    def __init__(self, root: str) -> None:
        self.root = root
        self._files: dict[str, bytes] = {}

    @property
    def files(self) -> dict[str, bytes]:
        """Return every file with the metas of all folders, by project path."""
        folders = {
            str(parent)
            for path in self._files
            for parent in PurePosixPath(path).parents
            if parent.name and str(parent) != "Assets"
        }
        metas = {f"{folder}.meta": folder_meta(folder).encode() for folder in folders}
        return dict(sorted({**self._files, **metas}.items()))

    def path(self, name: str) -> str:
        """Return the project path of ``name``, which is below the root."""
        return f"{self.root}/{name}"

    def add(self, path: str, content: str | bytes) -> None:
        """Add a file that needs no import settings."""
        self._add(path, content, file_meta(path))

    def add_picture(self, path: str, png: bytes, how: Import) -> None:
        self._add(path, png, texture_meta(path, how))

    def add_sound(self, path: str, content: bytes, *, music: bool = False) -> None:
        self._add(path, content, sound_meta(path, music=music))

    def draw(
        self,
        at: Places,
        pictures: Mapping[str, Callable[[], Picture]],
        palette: Palette,
        importing: Callable[[str], Import],
    ) -> None:
        """Add pixel art by name."""
        for name, draw in pictures.items():
            picture, how = draw(), importing(name)
            check_frames(picture, how)
            self.add_picture(at.sprite(name), png(picture, palette), how)

    def play(
        self,
        at: Places,
        effects: Mapping[str, Callable[[], Samples]],
        songs: Mapping[str, Callable[[], Samples]],
    ) -> None:
        """Add short sounds and music by name."""
        for name, effect in effects.items():
            self.add_sound(at.sound(name), wav(effect()))
        for name, song in songs.items():
            self.add_sound(at.music(name), ogg(song(), quality=0.2), music=True)

    def add_font(self, path: str, content: bytes, family: str, size: int) -> None:
        self._add(path, content, font_meta(path, family, size))

    def adopt(self, preset: Path, *suffixes: str) -> None:
        """Add the metas of files written by hand, below the root in the folder of the preset."""
        for found in sorted((preset / self.root).rglob("*")):
            if found.suffix in suffixes:
                path = found.relative_to(preset).as_posix()
                self._put(f"{path}.meta", file_meta(path).encode())

    def write(self, folder: Path) -> None:
        """Write below ``folder``, which takes the place of the project's."""
        for path, content in self.files.items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)

    def _add(self, path: str, content: str | bytes, meta: str) -> None:
        self._put(path, content.encode() if isinstance(content, str) else content)
        self._put(f"{path}.meta", meta.encode())

    def _put(self, path: str, content: bytes) -> None:
        if path in self._files:
            raise KeyError(f"{path} is made twice")
        if not path.startswith("Assets/"):
            raise ValueError(f"A project path starts with Assets/ (got {path})")
        self._files[path] = content
