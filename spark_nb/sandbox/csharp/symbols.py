"""The names that Unity defines for ``#if`` in scripts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from spark_nb.domain.build import BuildTarget

_OR_NEWER = re.compile(r"UNITY_(\d{1,6})_(\d{1,6})(?:_(\d{1,6}))?_OR_NEWER")
_EXACT = re.compile(r"UNITY_(\d{4,6})(?:_(\d{1,6}))?(?:_(\d{1,6}))?")
_NUMBERS = re.compile(r"\d{1,6}")
_NEWEST = (1_000_000,)
_ALWAYS = frozenset(["CSHARP_7_3_OR_NEWER", "NET_STANDARD", "NET_STANDARD_2_0", "NETSTANDARD2_1"])
_EDITOR = frozenset(["UNITY_EDITOR", "UNITY_EDITOR_64", "UNITY_STANDALONE", "DEBUG", "TRACE"])
_PLAYERS: dict[BuildTarget, frozenset[str]] = {
    "WebGL": frozenset(["UNITY_WEBGL", "ENABLE_IL2CPP"]),
    "StandaloneWindows64": frozenset(["UNITY_STANDALONE", "UNITY_STANDALONE_WIN"]),
    "StandaloneLinux64": frozenset(["UNITY_STANDALONE", "UNITY_STANDALONE_LINUX"]),
    "StandaloneOSX": frozenset(["UNITY_STANDALONE", "UNITY_STANDALONE_OSX"]),
    "Android": frozenset(["UNITY_ANDROID"]),
    "iOS": frozenset(["UNITY_IOS", "UNITY_IPHONE", "ENABLE_IL2CPP"]),
}


@dataclass(frozen=True, slots=True)
class Symbols:
    """``version`` are the numbers of the Unity version, the newest one where none is known."""

    names: frozenset[str]
    version: tuple[int, ...] = _NEWEST

    def has(self, name: str) -> bool:
        if (found := _OR_NEWER.fullmatch(name)) is not None:
            return self.version >= _numbers(found)
        if (found := _EXACT.fullmatch(name)) is not None:
            wanted = _numbers(found)
            return self.version[: len(wanted)] == wanted
        return name in self.names


def editor_symbols(unity_version: str | None) -> Symbols:
    return Symbols(_ALWAYS | _EDITOR, _version(unity_version))


def player_symbols(
    unity_version: str | None, target: BuildTarget, defined: Iterable[str]
) -> Symbols:
    """``defined`` are those of the project's player settings."""
    return Symbols(_ALWAYS | _PLAYERS[target] | frozenset(defined), _version(unity_version))


def _version(text: str | None) -> tuple[int, ...]:
    return tuple(int(number) for number in _NUMBERS.findall(text or "")[:3]) or _NEWEST


def _numbers(found: re.Match[str]) -> tuple[int, ...]:
    return tuple(int(number) for number in found.groups() if number is not None)
