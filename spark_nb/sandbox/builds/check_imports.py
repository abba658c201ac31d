"""Import and player settings held against what the build asks for."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from PIL import Image, UnidentifiedImageError

from spark_nb.domain.build import BuildTarget
from spark_nb.domain.meta_file import META
from spark_nb.sandbox.builds.inspection import PLAYER_SETTINGS, Inspection, Problem
from spark_nb.sandbox.parts.texture import texture_importer
from spark_nb.sandbox.scene.field import Fields, flag, integer, items, mapping, text
from spark_nb.sandbox.work import Work

_PLATFORMS: dict[BuildTarget, str] = {
    "WebGL": "WebGL",
    "StandaloneWindows64": "Standalone",
    "StandaloneLinux64": "Standalone",
    "StandaloneOSX": "Standalone",
    "Android": "Android",
    "iOS": "iPhone",
}
_DEFAULT_PLATFORM = "DefaultTexturePlatform"
_FILTERS = ("point", "bilinear", "trilinear")
_COMPRESSIONS = ("none", "normal", "high", "low")
_WEB_COMPRESSIONS = ("brotli", "gzip", "none")
_MAX_SIZE = 2048


def check_imports(view: Inspection, work: Work) -> Iterator[Problem]:
    yield from _check_player(view)
    for path in view.each(work, "checking import settings", ".png", ".jpg", ".jpeg"):
        importer = texture_importer(view.text(path + META))
        if importer:
            yield from _check_texture(view, path, importer)


def _check_player(view: Inspection) -> Iterator[Problem]:
    settings, config = view.settings(PLAYER_SETTINGS), view.config
    found = _word(_WEB_COMPRESSIONS, integer(settings, "webGLCompressionFormat", 1))
    if view.target == "WebGL" and config.compression not in (None, found):
        message = _differs("webGLCompressionFormat", found, config.compression)
        yield Problem("warning", PLAYER_SETTINGS, message)
    strips = flag(settings, "stripEngineCode", default=True)
    if config.strip_engine_code not in (None, strips):
        message = _differs("stripEngineCode", strips, config.strip_engine_code)
        yield Problem("warning", PLAYER_SETTINGS, message)


def _check_texture(view: Inspection, path: str, importer: Fields) -> Iterator[Problem]:
    config = view.config
    platform, ignored = _platform(importer, _PLATFORMS[view.target])
    most = integer(platform, "maxTextureSize", integer(importer, "maxTextureSize", _MAX_SIZE))
    if config.texture_max_size is not None and most > config.texture_max_size:
        side = min(_longer_side(view.content(path)), most)
        if side > config.texture_max_size:
            message = _differs("maxTextureSize", f"{side} px", f"{config.texture_max_size} px")
            trap = f" Its {_PLATFORMS[view.target]} entry is not overridden, so it does not count."
            yield Problem("warning", path, message + trap * ignored)
    found = _word(_FILTERS, integer(mapping(importer, "textureSettings"), "filterMode", 1))
    if config.texture_filter not in (None, found):
        yield Problem("warning", path, _differs("filterMode", found, config.texture_filter))
    packed = _word(_COMPRESSIONS, integer(platform, "textureCompression", 1))
    if config.texture_compression not in (None, packed):
        yield Problem(
            "warning", path, _differs("textureCompression", packed, config.texture_compression)
        )


def _platform(importer: Fields, name: str) -> tuple[Fields, bool]:
    """Return the settings that count, and whether others for this platform do not."""
    entries = [entry for entry in items(importer, "platformSettings") if isinstance(entry, dict)]
    by_name = {text(entry, "buildTarget"): entry for entry in entries}
    own = by_name.get(name)
    if own is not None and flag(own, "overridden"):
        return own, False
    return by_name.get(_DEFAULT_PLATFORM, {}), own is not None


def _longer_side(content: bytes) -> int:
    """Return pixels, 0 for what is no picture: the checks of assets say so."""
    try:
        with Image.open(io.BytesIO(content)) as image:
            return max(image.size)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        return 0
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return _MAX_SIZE


def _word(words: tuple[str, ...], index: int) -> str:
    return words[index] if 0 <= index < len(words) else f"unknown ({index})"


def _differs(setting: str, found: Any, wanted: Any) -> str:
    return f"{setting} is {found}, the build asks for {wanted}."
