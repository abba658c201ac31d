"""Objects in a Unity text file: scenes, settings, materials."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from spark_nb.sandbox.scene.block_yaml import UnreadableYaml, read_yaml

Source = tuple[str, int]  # GUID and file id
_LARGE, _LARGE_KEPT = 64 * 1024, 16  # tilemaps, mostly; a scene is read anew with each revision
_START = re.compile(r"^--- !u!(\d+) &(-?\d+)( stripped)?.*\n", re.MULTILINE)


@dataclass(eq=False)
class Document:
    """One object. ``stripped`` ones stand for a part of a prefab instance and hold little.

    ``sources`` are the prefabs' objects that it is an instance of, the nearest first.
    """

    class_id: int
    file_id: int
    stripped: bool
    body: str
    sources: tuple[Source, ...] = field(default=(), repr=False)

    @classmethod
    def made(
        cls, class_id: int, file_id: int, fields: dict[str, Any], *, sources: tuple[Source, ...]
    ) -> Document:
        """Return an object that stands in no file as it is."""
        document = cls(class_id, file_id, stripped=False, body="", sources=sources)
        document.fields = fields
        return document

    @cached_property
    def fields(self) -> dict[str, Any]:
        """The fields by their names in the file; empty when the text cannot be read.

        Not to be written to: large objects share theirs with those of other revisions.
        """
        return _read_large(self.body) if len(self.body) > _LARGE else _read(self.body)

    def may_name(self, text: str) -> bool:
        """Return whether a word can be in it: cheap, for what came from a file is not parsed."""
        return not self.body or text in self.body

    @property
    def is_readable(self) -> bool:
        return bool(self.fields)


def _read(body: str) -> dict[str, Any]:
    try:
        node = read_yaml(body)
    except UnreadableYaml:
        return {}
    fields = next(iter(node.values()), None) if isinstance(node, dict) else None
    return fields if isinstance(fields, dict) else {}


_read_large = lru_cache(maxsize=_LARGE_KEPT)(_read)


def read_documents(text: str) -> list[Document]:
    """Split a file into its objects; none are parsed before they are looked at."""
    text = text.replace("\r\n", "\n")
    starts = list(_START.finditer(text))
    ends = [start.start() for start in starts[1:]] + [len(text)] * bool(starts)
    return [
        Document(int(start[1]), int(start[2]), bool(start[3]), text[start.end() : end])
        for start, end in zip(starts, ends, strict=True)
    ]
