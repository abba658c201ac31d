"""Unity's ``.meta`` files: the GUID of an asset and how it is imported."""

from __future__ import annotations

import io
import math
import uuid
from pathlib import PurePosixPath

import numpy as np
from numpy.typing import NDArray
from PIL import Image, UnidentifiedImageError

_TAIL = "  userData: \n  assetBundleName: \n  assetBundleVariant: \n"
_PIXEL_ART_MAX_COLOURS = 256
_TILE_PX, _MOST_ENLARGED, _EDGES_TO_TELL = 16, 16, 3

_IMPORTERS = {
    ".cs": "MonoImporter:\n  externalObjects: {}\n  serializedVersion: 2\n"
    "  defaultReferences: []\n  executionOrder: 0\n  icon: {instanceID: 0}\n",
    ".asmdef": "AssemblyDefinitionImporter:\n  externalObjects: {}\n",
    ".prefab": "PrefabImporter:\n  externalObjects: {}\n",
    ".asset": "NativeFormatImporter:\n  externalObjects: {}\n  mainObjectFileID: 11400000\n",
    ".mat": "NativeFormatImporter:\n  externalObjects: {}\n  mainObjectFileID: 2100000\n",
    ".physicsmaterial2d": "NativeFormatImporter:\n  externalObjects: {}\n"
    "  mainObjectFileID: 6200000\n",
    **dict.fromkeys(
        (".txt", ".json", ".csv", ".xml", ".md", ".yaml"),
        "TextScriptImporter:\n  externalObjects: {}\n",
    ),
    **dict.fromkeys(
        (".wav", ".ogg", ".mp3", ".flac"),
        "AudioImporter:\n  externalObjects: {}\n  serializedVersion: 6\n  defaultSettings:\n"
        "    loadType: 0\n    sampleRateSetting: 0\n    sampleRateOverride: 44100\n"
        "    compressionFormat: 1\n    quality: 1\n    conversionMode: 0\n"
        "  platformSettingOverrides: {}\n  forceToMono: 0\n  normalize: 1\n"
        "  preloadAudioData: 1\n  loadInBackground: 0\n  ambisonic: 0\n  3D: 1\n",
    ),
}
_FONT = """TrueTypeFontImporter:
  externalObjects: {}
  serializedVersion: 4
  fontSize: 16
  forceTextureCase: -2
  characterSpacing: 0
  characterPadding: 1
  includeFontData: 1
  fontNames: []
  fallbackFontReferences: []
  customCharacters: 
  fontRenderingMode: 0
  ascentCalculationMode: 1
  useLegacyBoundsCalculation: 0
  shouldRoundAdvanceValue: 1
"""
_DEFAULT = "DefaultImporter:\n  externalObjects: {}\n"
_TEXTURES = frozenset([".png", ".jpg", ".jpeg"])


def new_guid() -> str:
    return uuid.uuid4().hex


def folder_meta(guid: str) -> str:
    return f"fileFormatVersion: 2\nguid: {guid}\nfolderAsset: yes\n{_DEFAULT}{_TAIL}"


def file_meta(path: str, content: bytes, guid: str) -> str:
    """Return the ``.meta`` of a new asset, with import settings that suit its content."""
    suffix = PurePosixPath(path).suffix.lower()
    if suffix in _TEXTURES:
        importer = _texture_importer(_pixel_art(content))
    elif suffix in (".ttf", ".otf"):
        importer = _FONT
    else:
        importer = _IMPORTERS.get(suffix, _DEFAULT)
    return f"fileFormatVersion: 2\nguid: {guid}\n{importer}{_TAIL}"


def _pixel_art(content: bytes) -> int | None:
    """Return the pixels per unit of pixel art, None for anything else.

    Few colours is what tells pixel art from paintings and photographs.
    """
    try:
        with Image.open(io.BytesIO(content)) as image:
            if image.width * image.height > 1024 * 1024:
                return None
            picture = image.convert("RGBA")
            if picture.getcolors(_PIXEL_ART_MAX_COLOURS) is None:
                return None
            return _TILE_PX * _enlargement(np.asarray(picture))
    except (
        UnidentifiedImageError,
        OSError,
        ValueError,
        SyntaxError,
        Image.DecompressionBombError,
    ):
        return None  # the signature fits, the rest does not; Unity will say so too


def _enlargement(pixels: NDArray[np.uint8]) -> int:
    """Return how many pixels of the file are one of the artist's: 1 unless all agree."""
    factor = math.gcd(*pixels.shape[:2])
    for picture in (pixels, pixels.swapaxes(0, 1)):
        edges = np.flatnonzero((picture[1:] != picture[:-1]).any(axis=(1, 2))) + 1
        if len(edges) < _EDGES_TO_TELL:
            return 1
        factor = math.gcd(factor, *edges.tolist())
    return factor if factor <= _MOST_ENLARGED else 1


def _texture_importer(pixels_per_unit: int | None) -> str:
    pixel_art = pixels_per_unit is not None
    filter_mode = 0 if pixel_art else 1
    compression = 0 if pixel_art else 1
    return f"""TextureImporter:
  internalIDToNameTable: []
  externalObjects: {{}}
  serializedVersion: 11
  mipmaps:
    mipMapMode: 0
    enableMipMap: 0
    sRGBTexture: 1
  isReadable: 0
  textureFormat: 1
  maxTextureSize: 2048
  textureSettings:
    serializedVersion: 2
    filterMode: {filter_mode}
    aniso: 1
    mipBias: 0
    wrapU: 1
    wrapV: 1
    wrapW: 1
  nPOTScale: 0
  lightmap: 0
  compressionQuality: 50
  spriteMode: 1
  spriteExtrude: 1
  spriteMeshType: {0 if pixel_art else 1}
  alignment: 0
  spritePivot: {{x: 0.5, y: 0.5}}
  spritePixelsToUnits: {pixels_per_unit or 100}
  spriteBorder: {{x: 0, y: 0, z: 0, w: 0}}
  alphaUsage: 1
  alphaIsTransparency: 1
  textureType: 8
  textureShape: 1
  platformSettings:
  - serializedVersion: 3
    buildTarget: DefaultTexturePlatform
    maxTextureSize: 2048
    resizeAlgorithm: 0
    textureFormat: -1
    textureCompression: {compression}
    compressionQuality: 50
    crunchedCompression: 0
    allowsAlphaSplitting: 0
    overridden: 0
  spriteSheet:
    serializedVersion: 2
    sprites: []
    outline: []
    physicsShape: []
    bones: []
    spriteID: 5e97eb03825dee720800000000000000
    internalID: 0
    vertices: []
    indices: 
    edges: []
    weights: []
    secondaryTextures: []
  spritePackingTag: 
"""
