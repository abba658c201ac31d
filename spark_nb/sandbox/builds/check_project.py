"""Scripts, references, scenes, tags and layers: what Unity would stumble over."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import PurePosixPath

from spark_nb.domain.build import BuildTarget
from spark_nb.domain.meta_file import META
from spark_nb.sandbox.builds.inspection import PLAYER_SETTINGS, Inspection, Problem, is_editor_only
from spark_nb.sandbox.builds.packages import UI_PACKAGE_GUIDS, WITHOUT_ASSETS
from spark_nb.sandbox.csharp.symbols import editor_symbols, player_symbols
from spark_nb.sandbox.csharp.syntax import diagnose
from spark_nb.sandbox.project.text_format import is_unity_text
from spark_nb.sandbox.scene.document import read_documents
from spark_nb.sandbox.scene.field import integer, items, mapping, text
from spark_nb.sandbox.work import Work

_PLATFORM_KEYS: dict[BuildTarget, tuple[str, str]] = {  # by name, and by number before 2021
    "WebGL": ("WebGL", "13"),
    "StandaloneWindows64": ("Standalone", "1"),
    "StandaloneLinux64": ("Standalone", "1"),
    "StandaloneOSX": ("Standalone", "1"),
    "Android": ("Android", "7"),
    "iOS": ("iPhone", "4"),
}
_TAGS = "ProjectSettings/TagManager.asset"
_BUILTIN_TAGS = frozenset(
    ["Untagged", "Respawn", "Finish", "EditorOnly", "MainCamera", "Player", "GameController"]
)
_LAYERS = 32
_GAME_OBJECT = 1
_MOST_NAMED = 5


def check_scripts(view: Inspection, work: Work) -> Iterator[Problem]:
    """Unity compiles scripts for the editor, and all but the editor's own for the player."""
    editor = editor_symbols(view.project.unity_version)
    player = player_symbols(view.project.unity_version, view.target, _defined(view))
    for path in view.each(work, "checking scripts", ".cs"):
        compilations = (editor,) if is_editor_only(path) else (editor, player)
        for found in diagnose(view.content(path), PurePosixPath(path).stem, *compilations):
            severe = found.severity == "error"
            yield Problem("error" if severe else "warning", path, found.message, found.line)


def _defined(view: Inspection) -> list[str]:
    """Return the scripting define symbols of the player settings."""
    by_platform = mapping(view.settings(PLAYER_SETTINGS), "scriptingDefineSymbols")
    named = (text(by_platform, key) for key in _PLATFORM_KEYS[view.target])
    return [name for names in named for name in names.split(";") if name]


def check_references(view: Inspection, work: Work) -> Iterator[Problem]:
    view.references.update(
        view.snapshot, lambda done, total: work.step(done, total, "resolving references")
    )
    for guid, paths in view.guids.duplicates().items():
        yield Problem("error", paths[0], f"GUID {guid} is claimed by {_named(paths)} too.")
    for path in view.snapshot.files:
        if path.startswith("Assets/") and not path.endswith(META):
            if path + META not in view.snapshot.files:
                yield Problem("warning", path, "It has no .meta, so Unity makes up a GUID.")
            elif view.guids.guid(path) is None:
                yield Problem("error", path, "Its .meta holds no GUID.")
    yield from _dangling(view)


def _dangling(view: Inspection) -> Iterator[Problem]:
    """Yield what points nowhere: an error, unless a package that is not here may hold it."""
    packages = _packages_with_assets(view)
    for path in view.references.assets():
        missing = [
            guid
            for guid in sorted(view.references.guids(path))
            if view.guids.path(guid) is None and guid not in UI_PACKAGE_GUIDS
        ]
        if missing and path.startswith("Assets/"):
            where = f", unless {_named(packages)} has it" if packages else ""
            message = f"It refers to {_named(missing)}, which is not in the project{where}."
            yield Problem("warning" if packages else "error", path, message)


def _packages_with_assets(view: Inspection) -> list[str]:
    try:
        manifest = json.loads(view.content("Packages/manifest.json"))
        names = sorted(manifest["dependencies"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return []
    return [name for name in names if not name.startswith(WITHOUT_ASSETS)]


def check_scenes(view: Inspection, work: Work) -> Iterator[Problem]:
    scenes = view.build_scenes()
    if not scenes:
        yield Problem("error", None, "No scene is in the build settings.")
    for number, (path, guid) in enumerate(scenes):
        work.step(number, len(scenes), "looking for scenes")
        if path not in view.snapshot.files:
            yield Problem("error", path, "This scene of the build settings is not there.")
        elif guid and view.guids.guid(path) not in (None, guid):
            yield Problem("error", path, f"The build settings know it by another GUID, {guid}.")
        elif not is_unity_text(view.content(path)):
            message = "It is not text. Set Asset Serialization > Mode to Force Text."
            yield Problem("error", path, message)


def check_tags_and_layers(view: Inspection, work: Work) -> Iterator[Problem]:
    settings = view.settings(_TAGS)
    tags = _BUILTIN_TAGS | {tag for tag in items(settings, "tags") if isinstance(tag, str)}
    layers = items(settings, "layers")
    if len(layers) > _LAYERS:
        yield Problem("error", _TAGS, f"There are {len(layers)} layers; Unity has {_LAYERS}.")
    named = {index for index, name in enumerate(layers) if name}
    for path in view.each(work, "checking tags and layers", ".unity", ".prefab"):
        used_tags, used_layers = _used(view.text(path))
        for tag in sorted(used_tags - tags):
            yield Problem("warning", path, f"Tag {tag!r} is not defined.")
        for layer in sorted(used_layers - named):
            yield Problem("warning", path, f"Layer {layer} has no name.")


def _used(scene: str) -> tuple[set[str], set[int]]:
    objects = [found for found in read_documents(scene) if found.class_id == _GAME_OBJECT]
    whole = [found.fields for found in objects if not found.stripped]
    tags = {text(fields, "m_TagString", "Untagged") for fields in whole}
    return tags, {integer(fields, "m_Layer") for fields in whole}


def _named(names: list[str]) -> str:
    left_out = len(names) - _MOST_NAMED
    shown = ", ".join(names[:_MOST_NAMED])
    return f"{shown} and {left_out} more" if left_out > 0 else shown
