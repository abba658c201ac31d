"""Recordings of an exact length: the headers and frames that say so, with silence in them."""

from __future__ import annotations

import io
import struct
import wave


def wav(seconds: float, rate_hz: int = 8000) -> bytes:
    """Return 8-bit mono PCM."""
    file = io.BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(1)
        writer.setframerate(rate_hz)
        writer.writeframes(bytes(round(seconds * rate_hz)))
    return file.getvalue()


def flac(seconds: float, rate_hz: int = 8000) -> bytes:
    """Return a STREAMINFO block, which is where FLAC says how long it is."""
    mono, bits = 0, 16 - 1
    facts = rate_hz << 44 | mono << 41 | bits << 36 | round(seconds * rate_hz)
    block = struct.pack(">HH6xQ16x", 4096, 4096, facts)
    return b"fLaC" + struct.pack(">I", 0x80 << 24 | len(block)) + block


def mp3(seconds: float) -> bytes:
    """Return frames of MPEG-1 layer III, 32 kbit/s at 32 kHz: 36 ms and 144 bytes each."""
    frame = b"\xff\xfb\x18\xc0" + bytes(140)
    return frame * round(seconds / 0.036)


def ogg(seconds: float, rate_hz: int = 8000) -> bytes:
    """Return a Vorbis head and a last page whose position is the number of samples."""
    head = b"\x01vorbis" + struct.pack("<IBIiiiBB", 0, 1, rate_hz, 0, 64000, 0, 0xB8, 1)
    return _page(0, 2, head) + _page(round(seconds * rate_hz), 4, bytes(10))


def _page(position: int, kind: int, packet: bytes) -> bytes:
    facts = struct.pack("<4sBBqIIIB", b"OggS", 0, kind, position, 1, 0, 0, 1)
    return facts + bytes([len(packet)]) + packet


RECORDINGS = {"audio/wav": wav, "audio/flac": flac, "audio/mpeg": mp3, "audio/ogg": ogg}
