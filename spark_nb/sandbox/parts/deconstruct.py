"""Takes any asset of the project apart."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import PurePosixPath

from PIL import ImageFont

from spark_nb.domain.media import sniff
from spark_nb.domain.meta_file import META
from spark_nb.domain.unity import AssetPart, AssetParts, DeconstructAsset
from spark_nb.errors import ToolError
from spark_nb.sandbox.csharp.symbols import editor_symbols
from spark_nb.sandbox.parts.audio import audio_parts
from spark_nb.sandbox.parts.objects import object_parts
from spark_nb.sandbox.parts.script import script_parts
from spark_nb.sandbox.parts.texture import texture_parts
from spark_nb.sandbox.project.folder import ProjectFolder
from spark_nb.sandbox.project.guid_index import GuidIndex
from spark_nb.sandbox.project.references import ReferenceIndex
from spark_nb.sandbox.project.text_format import is_unity_text
from spark_nb.sandbox.work import Work

_MOST_PARTS = 2000
_KINDS = {
    ".unity": "scene",
    ".prefab": "prefab",
    ".anim": "animation",
    ".controller": "animator",
    ".mat": "material",
    ".physicsmaterial2d": "physics material",
    ".cs": "script",
}
_BY_MEDIA = {"image": "texture", "audio": "audio", "font": "font"}


class Deconstruction:
    """Keeps what it learnt of references, so that only changed files are read again."""

    def __init__(self, project: ProjectFolder) -> None:
        self._project = project
        self._references = ReferenceIndex(project.root)

    def take_apart(self, request: DeconstructAsset, work: Work) -> AssetParts:
        """Return at most 2000 parts; one more says how many were left out. Raises ToolError."""
        path = request.path
        content = self._project.read(path)
        if content is None:
            raise ToolError(f"There is no asset {path}.", code="not_found", hint="Check the path.")
        snapshot = self._project.snapshot()
        guids = self._project.guid_index(snapshot)
        kind = kind_of(path, content)
        parts = self._parts(kind, path, content, guids)
        self._references.update(
            snapshot, lambda done, total: work.step(done, total, "reading references")
        )
        return AssetParts(
            path=path,
            kind=kind,
            parts=tuple(_at_most(parts)),
            needs=tuple(self._references.needs(path, guids)),
            needed_by=tuple(self._references.needed_by(path, guids)),
            revision=snapshot.revision,
        )

    def _parts(self, kind: str, path: str, content: bytes, guids: GuidIndex) -> list[AssetPart]:
        if kind in _IMPORTED:
            meta = self._project.read(path + META) or b""
            return _IMPORTED[kind](path, content, meta.decode("utf-8", "replace"))
        if kind == "script":
            return script_parts(content, editor_symbols(self._project.unity_version))
        if kind in _READ:
            return _READ[kind](path, content)
        return object_parts(content.decode("utf-8", "replace"), guids.path)


def kind_of(path: str, content: bytes) -> str:
    """Return what the asset is: by its content where that says so, else by its name."""
    if is_unity_text(content):
        suffix = PurePosixPath(path).suffix.lower()
        return _KINDS.get(suffix, "asset")
    media_type = sniff(content)
    if media_type is not None:
        return _BY_MEDIA.get(media_type.partition("/")[0], "binary")
    try:
        content.decode()
    except UnicodeDecodeError:
        return "binary"
    return "script" if path.lower().endswith(".cs") else "text"


def _at_most(parts: list[AssetPart]) -> list[AssetPart]:
    left_out = len(parts) - _MOST_PARTS
    if left_out <= 0:
        return parts
    rest = {"name": f"{left_out} more", "kind": "left_out", "count": left_out}
    return [*parts[:_MOST_PARTS], AssetPart.model_validate(rest)]


def _font_parts(path: str, content: bytes) -> list[AssetPart]:
    try:
        family, style = ImageFont.truetype(io.BytesIO(content)).getname()
    except (OSError, ValueError) as error:
        raise ToolError(
            f"{path} cannot be read as a font: {type(error).__name__}.", code="unreadable"
        ) from None
    fields = {"name": family or PurePosixPath(path).stem, "kind": "font", "style": style}
    return [AssetPart.model_validate(fields)]


def _text_parts(path: str, content: bytes) -> list[AssetPart]:
    fields = {"name": PurePosixPath(path).stem, "kind": "text", "lines": content.count(b"\n") + 1}
    return [AssetPart.model_validate(fields | {"byte_length": len(content)})]


_IMPORTED = {"texture": texture_parts, "audio": audio_parts}
_READ: dict[str, Callable[[str, bytes], list[AssetPart]]] = {
    "font": _font_parts,
    "text": _text_parts,
    "binary": lambda *_: [],
}
