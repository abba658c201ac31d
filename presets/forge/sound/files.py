"""Samples as files: short sounds as WAV, music as Ogg Vorbis, both the same each time."""

from __future__ import annotations

import io
import wave

import numpy as np
import soundfile

from forge.sound.waves import RATE, Samples

_SERIAL = 1
_PAGE_HEAD, _SERIAL_AT, _CHECKSUM_AT, _COUNT_AT = 27, 14, 22, 26


def wav(sound: Samples) -> bytes:
    """Return 16-bit mono."""
    packed = io.BytesIO()
    with wave.open(packed, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(np.round(_clipped(sound) * 32767).astype("<i2").tobytes())
    return packed.getvalue()


def ogg(sound: Samples, *, quality: float = 0.3) -> bytes:
    """Return Ogg Vorbis, mono; ``quality`` in 0..1."""
    packed = io.BytesIO()
    settings = {"format": "OGG", "subtype": "VORBIS", "compression_level": 1 - quality}
    soundfile.write(packed, _clipped(sound), RATE, **settings)
    return _with_serial(packed.getvalue())


def _clipped(sound: Samples) -> Samples:
    if not np.isfinite(sound).all():
        raise ValueError("A sample is not a number")
    return np.clip(sound, -1, 1)


def _with_serial(stream: bytes) -> bytes:
    """Give the stream a fixed serial number in place of the random one, page by page."""
    pages, at = bytearray(stream), 0
    while at < len(pages):
        count = pages[at + _COUNT_AT]
        end = at + _PAGE_HEAD + count
        end += sum(pages[at + _PAGE_HEAD : end])
        pages[at + _SERIAL_AT : at + _CHECKSUM_AT] = (
            _SERIAL.to_bytes(4, "little") + pages[at + 18 : at + _CHECKSUM_AT]
        )
        pages[at + _CHECKSUM_AT : at + _COUNT_AT] = bytes(4)
        checksum = _checksum(bytes(pages[at:end]))
        pages[at + _CHECKSUM_AT : at + _COUNT_AT] = checksum.to_bytes(4, "little")
        at = end
    return bytes(pages)


def _table() -> list[int]:
    table = []
    for byte in range(256):
        value = byte << 24
        for _ in range(8):
            value = (value << 1 ^ 0x04C11DB7 if value & 0x80000000 else value << 1) & 0xFFFFFFFF
        table.append(value)
    return table


_TABLE = _table()


def _checksum(page: bytes) -> int:
    """Return the CRC that Ogg uses: not reflected, from zero."""
    value = 0
    for byte in page:
        value = (value << 8 ^ _TABLE[value >> 24 ^ byte]) & 0xFFFFFFFF
    return value
