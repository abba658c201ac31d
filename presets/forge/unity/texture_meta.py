"""The ``.meta`` of pictures: pixel art, cut into sprites, small on the web."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from forge.unity.ids import guid, local_id
from forge.unity.meta import importer_meta
from forge.unity.values import Ref, Value, Vector

_CUSTOM_PIVOT = 9
_WHOLE_PICTURE = 21300000


@dataclass(frozen=True)
class Frame:
    """One sprite of a sheet, in pixels from the lower left.

    ``pivot`` is in parts of the frame. ``border`` is left, bottom, right and top, for slicing.
    ``shape`` is what physics sees: closed paths in pixels from the frame's lower left.
    """

    name: str
    x: int
    y: int
    width: int
    height: int
    pivot: Vector = (0.5, 0.5)
    border: tuple[int, int, int, int] = (0, 0, 0, 0)
    shape: tuple[tuple[Vector, ...], ...] = ()


@dataclass(frozen=True)
class Import:
    """How a picture comes into Unity. Without ``frames`` the whole picture is one sprite.

    ``max_size`` is the longer side in pixels on every platform, ``smooth`` filters between pixels
    (painted art; pixel art keeps them square), ``compressed`` allows lossy formats.
    """

    frames: tuple[Frame, ...] = ()
    pivot: Vector = (0.5, 0.5)
    border: tuple[int, int, int, int] = (0, 0, 0, 0)
    pixels_per_unit: float = 16
    max_size: int = 512
    smooth: bool = False
    compressed: bool = False
    wrap: bool = False
    platforms: tuple[str, ...] = field(default=("WebGL",))


def sprite_ref(path: str, frame: str = "") -> Ref:
    """Refer to a picture that is one sprite, or to one frame of a sheet."""
    return Ref(sprite_id(path, frame) if frame else _WHOLE_PICTURE, guid(path), 3)


def sprite_id(path: str, frame: str) -> int:
    return local_id(f"{path}/{frame}")


def texture_meta(path: str, how: Import) -> str:
    ids = {frame.name: sprite_id(path, frame.name) for frame in how.frames}
    names: list[Value] = [
        {"first": {"213": number}, "second": name} for name, number in ids.items()
    ]
    platforms: list[Value] = [
        _platform(how, "DefaultTexturePlatform", overridden=False),
        *(_platform(how, target, overridden=True) for target in how.platforms),
    ]
    fields: dict[str, Value] = {
        "internalIDToNameTable": names,
        "externalObjects": {},
        "serializedVersion": 12,
        **_sampling(how),
        **_cutting(how),
        "platformSettings": platforms,
        "spriteSheet": _sheet(path, how.frames, ids),
        "mipmapLimitGroupName": "",
        "pSDRemoveMatte": 0,
    }
    return importer_meta(path, "TextureImporter", fields)


def _sampling(how: Import) -> dict[str, Value]:
    wrap = int(not how.wrap)
    return {
        "mipmaps": {
            "mipMapMode": 0,
            "enableMipMap": 0,
            "sRGBTexture": 1,
            "linearTexture": 0,
            "fadeOut": 0,
            "borderMipMap": 0,
            "mipMapsPreserveCoverage": 0,
            "alphaTestReferenceValue": 0.5,
            "mipMapFadeDistanceStart": 1,
            "mipMapFadeDistanceEnd": 3,
        },
        "bumpmap": {
            "convertToNormalMap": 0,
            "externalNormalMap": 0,
            "heightScale": 0.25,
            "normalMapFilter": 0,
            "flipGreenChannel": 0,
        },
        "isReadable": 0,
        "streamingMipmaps": 0,
        "streamingMipmapsPriority": 0,
        "vTOnly": 0,
        "ignoreMipmapLimit": 0,
        "grayScaleToAlpha": 0,
        "generateCubemap": 6,
        "cubemapConvolution": 0,
        "seamlessCubemap": 0,
        "textureFormat": 1,
        "maxTextureSize": how.max_size,
        "textureSettings": {
            "serializedVersion": 2,
            "filterMode": how.smooth,
            "aniso": 1,
            "mipBias": 0,
            "wrapU": wrap,
            "wrapV": wrap,
            "wrapW": wrap,
        },
        "nPOTScale": 0,
        "lightmap": 0,
        "compressionQuality": 50,
    }


def _cutting(how: Import) -> dict[str, Value]:
    return {
        "spriteMode": 2 if how.frames else 1,
        "spriteExtrude": 1,
        "spriteMeshType": 0,
        "alignment": _CUSTOM_PIVOT,
        "spritePivot": how.pivot,
        "spritePixelsToUnits": how.pixels_per_unit,
        "spriteBorder": how.border,
        "spriteGenerateFallbackPhysicsShape": 0,
        "alphaUsage": 1,
        "alphaIsTransparency": 1,
        "spriteTessellationDetail": -1,
        "textureType": 8,
        "textureShape": 1,
        "singleChannelComponent": 0,
        "flipbookRows": 1,
        "flipbookColumns": 1,
        "maxTextureSizeSet": 0,
        "compressionQualitySet": 0,
        "textureFormatSet": 0,
        "ignorePngGamma": 0,
        "applyGammaDecoding": 0,
        "swizzle": 50462976,
        "cookieLightType": 0,
    }


def _platform(how: Import, target: str, *, overridden: bool) -> dict[str, Value]:
    return {
        "serializedVersion": 3,
        "buildTarget": target,
        "maxTextureSize": how.max_size,
        "resizeAlgorithm": 0,
        "textureFormat": -1,
        "textureCompression": how.compressed,
        "compressionQuality": 50,
        "crunchedCompression": how.compressed,
        "allowsAlphaSplitting": 0,
        "overridden": overridden,
        "ignorePlatformSupport": 0,
        "androidETC2FallbackOverride": 0,
        "forceMaximumCompressionQuality_BC6H_BC7": 0,
    }


def _sheet(path: str, frames: Sequence[Frame], ids: dict[str, int]) -> dict[str, Value]:
    return {
        "serializedVersion": 2,
        "sprites": [_sprite(path, frame) for frame in frames],
        "outline": [],
        "physicsShape": [],
        "bones": [],
        "spriteID": "" if frames else guid(f"{path}/sprite"),
        "internalID": 0,
        "vertices": [],
        "indices": "",
        "edges": [],
        "weights": [],
        "secondaryTextures": [],
        "nameFileIdTable": ids,
    }


def _sprite(path: str, frame: Frame) -> dict[str, Value]:
    middle = (frame.width / 2, frame.height / 2)
    shape: list[Value] = [
        [(x - middle[0], y - middle[1]) for x, y in outline] for outline in frame.shape
    ]
    return {
        "serializedVersion": 2,
        "name": frame.name,
        "rect": {
            "serializedVersion": 2,
            "x": frame.x,
            "y": frame.y,
            "width": frame.width,
            "height": frame.height,
        },
        "alignment": _CUSTOM_PIVOT,
        "pivot": frame.pivot,
        "border": frame.border,
        "outline": [],
        "physicsShape": shape,
        "tessellationDetail": 0,
        "bones": [],
        "spriteID": guid(f"{path}/{frame.name}"),
        "internalID": sprite_id(path, frame.name),
        "vertices": [],
        "indices": "",
        "edges": [],
        "weights": [],
    }
