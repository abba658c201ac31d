"""Recordings: what their headers say, and how Unity imports them."""

from __future__ import annotations

import io
from pathlib import PurePosixPath
from typing import Any

from tinytag import TinyTag, TinyTagException

from spark_nb.domain.unity import AssetPart
from spark_nb.errors import ToolError
from spark_nb.sandbox.scene.block_yaml import UnreadableYaml, read_yaml
from spark_nb.sandbox.scene.field import flag, integer, mapping, number

_LOAD = {0: "decompress on load", 1: "compressed in memory", 2: "streaming"}
_COMPRESSION = {0: "PCM", 1: "Vorbis", 2: "ADPCM", 3: "MP3", 7: "AAC"}


def audio_parts(path: str, content: bytes, meta: str) -> list[AssetPart]:
    """Return one part. Raises ToolError when the recording cannot be read."""
    found = _headers(path, content)
    if not found.samplerate:
        raise ToolError(
            f"{path} cannot be read as a recording.",
            code="unreadable",
            hint="Save it again, as WAV for example.",
        )
    fields = {
        "name": PurePosixPath(path).stem,
        "kind": "audio",
        "duration_s": found.duration,
        "channels": found.channels,
        "sample_rate_hz": found.samplerate,
        "bits_per_sample": found.bitdepth,
        "bitrate_kbps": found.bitrate,
    }
    return [AssetPart.model_validate(fields | _import_settings(meta))]


def _headers(path: str, content: bytes) -> TinyTag:
    try:
        return TinyTag.get(path, file_obj=io.BytesIO(content), tags=False)
    except (TinyTagException, ValueError, ArithmeticError, LookupError, OSError):
        return TinyTag()  # which knows nothing of the recording


def _import_settings(meta: str) -> dict[str, Any]:
    try:
        document = read_yaml(meta)
    except UnreadableYaml:
        return {}
    importer = mapping(document if isinstance(document, dict) else {}, "AudioImporter")
    settings = mapping(importer, "defaultSettings")
    if not settings:
        return {}
    return {
        "load_type": _LOAD.get(integer(settings, "loadType"), "unknown"),
        "compression": _COMPRESSION.get(integer(settings, "compressionFormat"), "unknown"),
        "quality": number(settings, "quality", 1.0),
        "force_to_mono": flag(importer, "forceToMono"),
    }
