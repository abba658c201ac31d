"""The .meta files of new assets: read back, and as their content deserves."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from spark_nb.domain.meta_file import read_guid
from spark_nb.sandbox.project.meta import file_meta, new_guid
from spark_nb.sandbox.scene.block_yaml import read_yaml

NAMES = ["a.png", "a.jpg", "a.wav", "a.flac", "a.ttf", "a.cs", "a.json", "a.asmdef", "a.unity"]


def picture(pixels: np.ndarray) -> bytes:
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, "png")
    return out.getvalue()


def blocks(side: int, enlarged: int) -> bytes:
    art = np.random.default_rng(3).integers(0, 4, (side, side, 1), np.uint8) * np.uint8(60)
    return picture(np.repeat(art.repeat(enlarged, 0).repeat(enlarged, 1), 3, axis=2))


def importer(content: bytes) -> dict[str, str]:
    fields = read_yaml(file_meta("Assets/a.png", content, new_guid()))["TextureImporter"]
    assert isinstance(fields, dict)
    return fields


@pytest.mark.parametrize("name", NAMES)
def test_every_meta_is_yaml_with_its_guid(name: str) -> None:
    guid = new_guid()
    meta = file_meta(f"Assets/{name}", b"", guid)
    document = read_yaml(meta)
    assert (read_guid(meta), document["guid"], document["fileFormatVersion"]) == (guid, guid, "2")
    assert len([key for key in document if key.endswith("Importer")]) == 1


@pytest.mark.parametrize(("enlarged", "per_unit"), [(1, "16"), (2, "32"), (4, "64"), (32, "16")])
def test_pixel_art_keeps_its_pixels_whatever_it_was_enlarged_by(
    enlarged: int, per_unit: str
) -> None:
    fields = importer(blocks(16, enlarged))
    assert fields["spritePixelsToUnits"] == per_unit
    assert fields["textureSettings"]["filterMode"] == "0"
    assert fields["platformSettings"][0]["textureCompression"] == "0"


def test_many_colours_are_a_painting() -> None:
    noise = np.random.default_rng(1).integers(0, 255, (64, 64, 3), np.uint8)
    fields = importer(picture(noise))
    assert (fields["spritePixelsToUnits"], fields["textureSettings"]["filterMode"]) == ("100", "1")
    assert fields["platformSettings"][0]["textureCompression"] == "1"


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n", blocks(8, 1)[:60]])
def test_a_picture_that_cannot_be_read_still_gets_a_meta(content: bytes) -> None:
    assert importer(content)["spritePixelsToUnits"] == "100"
