"""Reads a preset's files as the tests look at them: metas, documents, references."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import yaml

DOCUMENT = re.compile(r"^--- !u!(\d+) &(\d+)( stripped)?\n", re.MULTILINE)
REFERENCE = re.compile(r"\{fileID: (-?\d+)(?:, guid: ([0-9a-f]{32}), type: \d)?\}")
UNITY_BUILT_IN = re.compile(r"0{16}[ef]0{15}")
PICTURES, SOUNDS, FONTS = (".png", ".jpg"), (".wav", ".ogg"), (".ttf", ".otf")
UNITY_TEXT = (".unity", ".prefab", ".asset", ".anim", ".controller", ".physicsMaterial2D")
IMPORTED_ID = {".cs": 11500000, ".wav": 8300000, ".ogg": 8300000, ".ttf": 12800000}
IMPORTED_ID |= {".otf": 12800000, ".json": 4900000, ".txt": 4900000}
SOURCE_PREFAB = 100100000


@cache
def load(text: str) -> Any:
    return yaml.load(text, Loader=yaml.CSafeLoader)


def metas(assets: dict[str, bytes]) -> dict[str, Any]:
    return {
        path.removesuffix(".meta"): load(content.decode())
        for path, content in assets.items()
        if path.endswith(".meta")
    }


def pictures(assets: dict[str, bytes]) -> dict[str, Any]:
    """Return the import settings of every picture by its path."""
    return {
        path: meta["TextureImporter"]
        for path, meta in metas(assets).items()
        if path.endswith(PICTURES)
    }


def unity_text(assets: dict[str, bytes]) -> dict[str, str]:
    return {path: text.decode() for path, text in assets.items() if path.endswith(UNITY_TEXT)}


@cache
def documents(text: str) -> dict[int, tuple[str, dict[str, Any]]]:
    """Return kind and fields of each document of a Unity file by its id."""
    _, *parts = DOCUMENT.split(text)
    bodies = {int(parts[i + 1]): load(parts[i + 3]) for i in range(0, len(parts), 4)}
    return {number: next(iter(body.items())) for number, body in bodies.items()}


def of_kind(assets: dict[str, bytes], kind: str) -> list[tuple[str, dict[str, Any]]]:
    """Return file and fields of every document of one kind."""
    return [
        (path, fields)
        for path, text in unity_text(assets).items()
        for found, fields in documents(text).values()
        if found == kind
    ]


def file_ids(path: str, assets: dict[str, bytes], meta: dict[str, Any]) -> set[int]:
    """Return the ids by which others may refer to what is in a file."""
    suffix = path[path.rindex(".") :]
    if suffix in IMPORTED_ID:
        return {IMPORTED_ID[suffix]}
    if suffix in PICTURES:
        sheet = meta["TextureImporter"]["spriteSheet"]["sprites"]
        return {sprite["internalID"] for sprite in sheet} or {21300000}
    own = set(documents(assets[path].decode()))
    return own | {SOURCE_PREFAB} if suffix == ".prefab" else own
