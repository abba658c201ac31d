"""Unity's ``.meta`` files: the GUID of a file and how it is imported."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath

from forge.unity.ids import guid
from forge.unity.values import Value, block

_NATIVE = {".asset": 11400000, ".anim": 7400000, ".controller": 9100000}
_NATIVE |= {".physicsMaterial2D": 6200000}
_SCRIPT: dict[str, Value] = {
    "serializedVersion": 2,
    "defaultReferences": [],
    "executionOrder": 0,
    "icon": "{instanceID: 0}",
}
_PLAIN = {
    ".asmdef": "AssemblyDefinitionImporter",
    ".json": "TextScriptImporter",
    ".txt": "TextScriptImporter",
    ".md": "TextScriptImporter",
    ".unity": "DefaultImporter",
    ".prefab": "PrefabImporter",
}


def file_meta(path: str) -> str:
    """Return the ``.meta`` of what needs no settings: scripts, text, Unity's own assets."""
    suffix = PurePosixPath(path).suffix
    if suffix == ".cs":
        return importer_meta(path, "MonoImporter", _SCRIPT)
    if suffix in _NATIVE:
        main: dict[str, Value] = {"mainObjectFileID": _NATIVE[suffix]}
        return importer_meta(path, "NativeFormatImporter", main)
    return importer_meta(path, _PLAIN[suffix], {})


def folder_meta(path: str) -> str:
    return importer_meta(path, "DefaultImporter", {}, head="folderAsset: yes\n")


def importer_meta(path: str, importer: str, fields: Mapping[str, Value], head: str = "") -> str:
    whole: dict[str, Value] = {
        "externalObjects": {},
        **fields,
        "userData": "",
        "assetBundleName": "",
        "assetBundleVariant": "",
    }
    return f"fileFormatVersion: 2\nguid: {guid(path)}\n{head}{importer}:\n{block(whole)}"


def sound_meta(path: str, *, music: bool) -> str:
    """A sound is unpacked when loaded; music stays packed and plays in the background."""
    settings: dict[str, Value] = {
        "loadType": int(music),
        "sampleRateSetting": 0,
        "sampleRateOverride": 44100,
        "compressionFormat": 1,
        "quality": 0.5 if music else 0.4,
        "conversionMode": 0,
    }
    fields: dict[str, Value] = {
        "serializedVersion": 6,
        "defaultSettings": settings,
        "platformSettingOverrides": {},
        "forceToMono": 1,
        "normalize": 0,
        "preloadAudioData": 1,
        "loadInBackground": music,
        "ambisonic": 0,
        "3D": 0,
    }
    return importer_meta(path, "AudioImporter", fields)


def font_meta(path: str, family: str, size: int) -> str:
    """A font drawn without smoothing, crisp at ``size`` pixels and its multiples."""
    fields: dict[str, Value] = {
        "serializedVersion": 4,
        "fontSize": size,
        "forceTextureCase": -2,
        "characterSpacing": 0,
        "characterPadding": 1,
        "includeFontData": 1,
        "fontNames": [family],
        "fallbackFontReferences": [],
        "customCharacters": "",
        "fontRenderingMode": 2,
        "ascentCalculationMode": 1,
        "useLegacyBoundsCalculation": 0,
        "shouldRoundAdvanceValue": 1,
    }
    return importer_meta(path, "TrueTypeFontImporter", fields)
