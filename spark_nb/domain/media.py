"""Media types: content is looked at, not believed."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Literal

from spark_nb.domain.guardrail import Guardrail
from spark_nb.errors import RejectedError

ImageType = Literal["image/png", "image/jpeg", "image/webp"]
PageType = Literal["image/png", "image/jpeg", "image/webp", "application/pdf"]
AudioType = Literal["audio/wav", "audio/flac", "audio/mpeg", "audio/ogg"]

_SIGNATURES: dict[str, tuple[tuple[int, bytes], ...]] = {
    "image/png": ((0, b"\x89PNG\r\n\x1a\n"),),
    "image/jpeg": ((0, b"\xff\xd8\xff"),),
    "image/webp": ((0, b"RIFF"), (8, b"WEBP")),
    "application/pdf": ((0, b"%PDF-"),),
    "audio/wav": ((0, b"RIFF"), (8, b"WAVE")),
    "audio/flac": ((0, b"fLaC"),),
    "audio/ogg": ((0, b"OggS"),),
    "audio/mpeg": ((0, b"ID3"),),
    "font/ttf": ((0, b"\x00\x01\x00\x00"),),
    "font/otf": ((0, b"OTTO"),),
}
_TEXT = frozenset(["text/plain", "application/json", "text/csv"])
_BY_SUFFIX = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
    ".wav": "audio/wav",
    ".ogg": "audio/ogg",
    ".flac": "audio/flac",
    ".mp3": "audio/mpeg",
    ".ttf": "font/ttf",
    ".otf": "font/otf",
    ".json": "application/json",
}


def media_type_of(path: str) -> str:
    """Return the media type a file of this name has; text when the name says nothing."""
    return _BY_SUFFIX.get(PurePosixPath(path).suffix.lower(), "text/plain")


def sniff(content: bytes) -> str | None:
    """Return the media type that ``content`` begins as, None when it begins as none we know."""
    for media_type, signature in _SIGNATURES.items():
        if all(content[at : at + len(magic)] == magic for at, magic in signature):
            return media_type
    return "audio/mpeg" if _begins_with_mpeg_frame(content) else None


def check_suffix(path: str, content: bytes) -> None:
    """Raise RejectedError when Unity, which imports by the name, would expect something else."""
    promised, found = media_type_of(path), sniff(content)
    if promised.startswith(("image/", "audio/")) and found != promised:
        raise RejectedError(
            f"{path} would be imported as {promised}, but its content is {found or 'none'}.",
            field="path",
            limit=promised,
            actual=found,
            hint="Give it the suffix of what it is.",
        )


def check_media(content: bytes, media_type: str) -> None:
    """Raise Guardrail unless ``media_type`` is known and ``content`` is of it."""
    if media_type in _TEXT:
        _check_text(content, media_type)
    elif media_type in _SIGNATURES:
        check_signature(content, media_type, "Content", field="content")
    else:
        known = ", ".join(sorted([*_SIGNATURES, *_TEXT]))
        raise Guardrail(
            f"media_type {media_type[:60]!r} is not known.",
            field="media_type",
            limit=known,
            actual=media_type,
            hint=f"Use one of {known}.",
        )


def check_signature(content: bytes, media_type: str, what: str, *, field: str) -> None:
    """Raise Guardrail unless ``content`` begins as ``media_type`` does; ``what`` names it."""
    found = sniff(content)
    if found == media_type:
        return
    raise Guardrail(
        f"{what} is {found}, not {media_type}." if found else f"{what} is not {media_type}.",
        field=field,
        limit=media_type,
        actual=found or content[:8].hex(),
        hint=f"Pass media_type={found!r}." if found else "Pass the type the file really has.",
    )


def _begins_with_mpeg_frame(content: bytes) -> bool:
    """Whether the first four bytes are a frame header of MPEG audio with no reserved value."""
    if len(content) < 4 or content[0] != 0xFF or content[1] & 0xE0 != 0xE0:
        return False
    version, layer = content[1] >> 3 & 3, content[1] >> 1 & 3
    bitrate, rate = content[2] >> 4, content[2] >> 2 & 3
    return version != 1 and layer != 0 and bitrate != 15 and rate != 3


def _check_text(content: bytes, media_type: str) -> None:
    try:
        content.decode()
    except UnicodeDecodeError as error:
        raise Guardrail(
            f"Content is not {media_type}: byte {error.start} is not UTF-8.",
            field="content",
            limit="UTF-8",
            actual=error.start,
            hint="Save the file as UTF-8.",
        ) from None
