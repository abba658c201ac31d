"""Files that ``SimpleService`` understands: set text, and dialled digits."""

from __future__ import annotations

import io
import wave

import numpy as np
from PIL import Image, ImageDraw, ImageFont

GLYPH_WIDTH, GLYPH_HEIGHT = 6, 11
SAMPLE_RATE_HZ = 8000
LOW_HZ, HIGH_HZ = (697, 770, 852, 941), (1209, 1336, 1477, 1633)
KEYS = "123A456B789C*0#D"
_TONE_S, _PAUSE_S = 0.08, 0.04
_MARGIN_PX = 8


def text_picture(text: str, *, format: str = "png") -> bytes:
    """Return a picture of printable ASCII, black on white, in Pillow's bitmap font."""
    lines = text.splitlines() or [""]
    width = GLYPH_WIDTH * max(map(len, lines)) + 2 * _MARGIN_PX
    picture = Image.new("L", (width, GLYPH_HEIGHT * len(lines) + 2 * _MARGIN_PX), 255)
    for row, line in enumerate(lines):
        for column, char in enumerate(line):
            place = (_MARGIN_PX + column * GLYPH_WIDTH, _MARGIN_PX + row * GLYPH_HEIGHT)
            picture.paste(glyph(char), place)
    return _encoded(picture, format)


def glyph(char: str) -> Image.Image:
    """Return one character in a cell of its own; what the font draws beyond it is cut off."""
    cell = Image.new("L", (GLYPH_WIDTH, GLYPH_HEIGHT), 255)
    ImageDraw.Draw(cell).text((0, 0), char, fill=0, font=ImageFont.load_default_imagefont())
    return cell


def plain_picture(colour: str, *, format: str = "png") -> bytes:
    """Return a picture of one colour."""
    return _encoded(Image.new("RGB", (64, 64), colour), format)


def text_pdf(*pages: str) -> bytes:
    """Return a PDF with one line of printable ASCII a page."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>",
    ]
    for number, text in enumerate(pages):
        escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        content = f"BT /F 24 Tf 20 100 Td ({escaped}) Tj ET"
        objects += [
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 200] "
            f"/Resources << /Font << /F 3 0 R >> >> /Contents {5 + 2 * number} 0 R >>",
            f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        ]
    return _pdf(objects)


def dialled(keys: str) -> bytes:
    """Return a WAV of the tones a telephone makes for ``keys``, a third of them a second apart."""
    times = np.arange(int(_TONE_S * SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ
    pause = np.zeros(int(_PAUSE_S * SAMPLE_RATE_HZ))
    pieces = [pause]
    for key in keys:
        row, column = divmod(KEYS.index(key), 4)
        low, high = (np.sin(2 * np.pi * hz * times) for hz in (LOW_HZ[row], HIGH_HZ[column]))
        pieces += [(low + high) / 2, pause]
    return wav(np.concatenate(pieces))


def wav(samples: np.ndarray) -> bytes:
    """Return mono samples of -1 to 1 as 16-bit PCM at 8 kHz."""
    file = io.BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(2)
        writer.setframerate(SAMPLE_RATE_HZ)
        writer.writeframes((samples * 32767).astype("<i2").tobytes())
    return file.getvalue()


def _encoded(picture: Image.Image, format: str) -> bytes:
    file = io.BytesIO()
    picture.save(file, format)
    return file.getvalue()


def _pdf(objects: list[str]) -> bytes:
    """Number the objects from 1, the catalog first, and add the table of their places."""
    file = bytearray(b"%PDF-1.4\n")
    places = []
    for number, text in enumerate(objects, 1):
        places.append(len(file))
        file += f"{number} 0 obj\n{text}\nendobj\n".encode("ascii")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    trailer = (
        f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(file)}\n%%EOF\n"
    )
    head = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n"
    return bytes(file) + f"{head}{table}{trailer}".encode("ascii")
