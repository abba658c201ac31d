"""Unity's ``.meta`` files: the GUID of a file and how it is imported."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from unity.ids import guid, local_id

PIXELS_PER_UNIT = 16
MAX_TEXTURE_SIZE = 512
_TAIL = "  userData: \n  assetBundleName: \n  assetBundleVariant: \n"
_IMPORTERS = {
    ".cs": "MonoImporter:\n  externalObjects: {}\n  serializedVersion: 2\n"
    "  defaultReferences: []\n  executionOrder: 0\n  icon: {instanceID: 0}\n",
    ".asmdef": "AssemblyDefinitionImporter:\n  externalObjects: {}\n",
    ".asset": "NativeFormatImporter:\n  externalObjects: {}\n  mainObjectFileID: 11400000\n",
    ".physicsMaterial2D": "NativeFormatImporter:\n  externalObjects: {}\n"
    "  mainObjectFileID: 6200000\n",
    ".unity": "DefaultImporter:\n  externalObjects: {}\n",
}


@dataclass(frozen=True)
class Frame:
    """One sprite of a sheet, in pixels from the lower left."""

    name: str
    x: int
    y: int
    width: int
    height: int
    pivot: tuple[float, float]


def file_meta(path: str) -> str:
    return f"{_head(path)}{_IMPORTERS[PurePosixPath(path).suffix]}{_TAIL}"


def folder_meta(path: str) -> str:
    importer = "DefaultImporter:\n  externalObjects: {}\n"
    return f"{_head(path)}folderAsset: yes\n{importer}{_TAIL}"


def _head(path: str) -> str:
    return f"fileFormatVersion: 2\nguid: {guid(path)}\n"


def sprite_id(path: str, frame: str) -> int:
    """Return the id by which a scene names one sprite of a sheet."""
    return local_id(f"{path}/{frame}")


def texture_meta(path: str, frames: tuple[Frame, ...], *, stands: bool) -> str:
    """Return import settings for pixel art.

    No ``frames``: one sprite, its pivot at the centre, or below it when the thing ``stands``.
    """
    names = "".join(
        f"  - first:\n      213: {sprite_id(path, frame.name)}\n    second: {frame.name}\n"
        for frame in frames
    )
    table = "".join(f"      {frame.name}: {sprite_id(path, frame.name)}\n" for frame in frames)
    sprites = "".join(_sprite(path, frame) for frame in frames)
    return _TEXTURE.format(
        head=_head(path),
        names=f"\n{names}" if names else " []\n",
        mode=2 if frames else 1,
        alignment=7 if stands else 0,
        pivot="{x: 0.5, y: 0}" if stands else "{x: 0.5, y: 0.5}",
        ppu=PIXELS_PER_UNIT,
        platforms="".join(
            _platform(target, overridden)
            for target, overridden in (("DefaultTexturePlatform", 0), ("WebGL", 1))
        ),
        sprites=f"\n{sprites}" if sprites else " []\n",
        sprite_id="" if frames else f" {guid(path + '/sprite')}",
        table=f"\n{table}" if table else " {}\n",
        tail=_TAIL,
    )


def _platform(target: str, overridden: int) -> str:
    return f"""  - serializedVersion: 3
    buildTarget: {target}
    maxTextureSize: {MAX_TEXTURE_SIZE}
    resizeAlgorithm: 0
    textureFormat: -1
    textureCompression: 0
    compressionQuality: 50
    crunchedCompression: 0
    allowsAlphaSplitting: 0
    overridden: {overridden}
    ignorePlatformSupport: 0
    androidETC2FallbackOverride: 0
    forceMaximumCompressionQuality_BC6H_BC7: 0
"""


def _sprite(path: str, frame: Frame) -> str:
    return f"""    - serializedVersion: 2
      name: {frame.name}
      rect:
        serializedVersion: 2
        x: {frame.x}
        y: {frame.y}
        width: {frame.width}
        height: {frame.height}
      alignment: 9
      pivot: {{x: {frame.pivot[0]:g}, y: {frame.pivot[1]:g}}}
      border: {{x: 0, y: 0, z: 0, w: 0}}
      outline: []
      physicsShape: []
      tessellationDetail: 0
      bones: []
      spriteID: {guid(f"{path}/{frame.name}")}
      internalID: {sprite_id(path, frame.name)}
      vertices: []
      indices: 
      edges: []
      weights: []
"""  # noqa: W291 - Unity writes the blank


_TEXTURE = """{head}TextureImporter:
  internalIDToNameTable:{names}  externalObjects: {{}}
  serializedVersion: 12
  mipmaps:
    mipMapMode: 0
    enableMipMap: 0
    sRGBTexture: 1
    linearTexture: 0
    fadeOut: 0
    borderMipMap: 0
    mipMapsPreserveCoverage: 0
    alphaTestReferenceValue: 0.5
    mipMapFadeDistanceStart: 1
    mipMapFadeDistanceEnd: 3
  bumpmap:
    convertToNormalMap: 0
    externalNormalMap: 0
    heightScale: 0.25
    normalMapFilter: 0
    flipGreenChannel: 0
  isReadable: 0
  streamingMipmaps: 0
  streamingMipmapsPriority: 0
  vTOnly: 0
  ignoreMipmapLimit: 0
  grayScaleToAlpha: 0
  generateCubemap: 6
  cubemapConvolution: 0
  seamlessCubemap: 0
  textureFormat: 1
  maxTextureSize: 2048
  textureSettings:
    serializedVersion: 2
    filterMode: 0
    aniso: 1
    mipBias: 0
    wrapU: 1
    wrapV: 1
    wrapW: 1
  nPOTScale: 0
  lightmap: 0
  compressionQuality: 50
  spriteMode: {mode}
  spriteExtrude: 1
  spriteMeshType: 0
  alignment: {alignment}
  spritePivot: {pivot}
  spritePixelsToUnits: {ppu}
  spriteBorder: {{x: 0, y: 0, z: 0, w: 0}}
  spriteGenerateFallbackPhysicsShape: 0
  alphaUsage: 1
  alphaIsTransparency: 1
  spriteTessellationDetail: -1
  textureType: 8
  textureShape: 1
  singleChannelComponent: 0
  flipbookRows: 1
  flipbookColumns: 1
  maxTextureSizeSet: 0
  compressionQualitySet: 0
  textureFormatSet: 0
  ignorePngGamma: 0
  applyGammaDecoding: 0
  swizzle: 50462976
  cookieLightType: 0
  platformSettings:
{platforms}  spriteSheet:
    serializedVersion: 2
    sprites:{sprites}    outline: []
    physicsShape: []
    bones: []
    spriteID:{sprite_id}
    internalID: 0
    vertices: []
    indices: 
    edges: []
    weights: []
    secondaryTextures: []
    nameFileIdTable:{table}  mipmapLimitGroupName: 
  pSDRemoveMatte: 0
{tail}"""  # noqa: W291 - Unity writes the blank
