"""Media types: content is looked at, not believed."""

from __future__ import annotations

from spark_nb.domain.guardrail import Guardrail

_SIGNATURES: dict[str, tuple[tuple[int, bytes], ...]] = {
    "image/png": ((0, b"\x89PNG\r\n\x1a\n"),),
    "image/jpeg": ((0, b"\xff\xd8\xff"),),
    "image/webp": ((0, b"RIFF"), (8, b"WEBP")),
    "audio/wav": ((0, b"RIFF"), (8, b"WAVE")),
    "audio/ogg": ((0, b"OggS"),),
    "audio/mpeg": ((0, b"ID3"),),
    "font/ttf": ((0, b"\x00\x01\x00\x00"),),
    "font/otf": ((0, b"OTTO"),),
}
_TEXT = frozenset(["text/plain", "application/json", "text/csv"])


def check_media(content: bytes, media_type: str) -> None:
    """Raise Guardrail unless ``content`` begins as a file of ``media_type`` does."""
    if media_type in _TEXT:
        _check_text(content, media_type)
        return
    signature = _SIGNATURES.get(media_type)
    if signature is None:
        known = ", ".join(sorted([*_SIGNATURES, *_TEXT]))
        raise Guardrail(
            f"media_type {media_type[:60]!r} is not known.",
            limit=known,
            actual=media_type,
            hint=f"Use one of {known}.",
        )
    if media_type == "audio/mpeg" and content[:1] == b"\xff" and content[1:2] >= b"\xe0":
        return
    if any(content[at : at + len(magic)] != magic for at, magic in signature):
        raise Guardrail(
            f"Content is not {media_type}.",
            limit=media_type,
            actual=content[:8].hex(),
            hint="Pass the media type the file really has.",
        )


def _check_text(content: bytes, media_type: str) -> None:
    try:
        content.decode()
    except UnicodeDecodeError as error:
        raise Guardrail(
            f"Content is not {media_type}: byte {error.start} is not UTF-8.",
            limit="UTF-8",
            actual=error.start,
            hint="Save the file as UTF-8.",
        ) from None
