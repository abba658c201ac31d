"""What the editor itself tells of an asset, for where the project folder is out of reach."""

from __future__ import annotations

from spark_nb.clients.dialects.mcp_for_unity.editor import Editor
from spark_nb.clients.dialects.mcp_for_unity.payload import check, data_of, list_in
from spark_nb.domain.unity import AssetPart, AssetParts, DeconstructAsset
from spark_nb.errors import ToolError


async def parts_from_editor(editor: Editor, request: DeconstructAsset) -> AssetParts:
    """Return the asset's type, and a prefab's objects; the rest is not told.

    A part of kind ``note`` says what is missing. Raises ToolError when there is no such asset.
    """
    path = request.path
    (answer,) = await editor.try_commands(("manage_asset", {"action": "get_info", "path": path}))
    if "not found" in str(answer.get("error")):
        raise ToolError(f"There is no asset {path}.", code="not_found", hint="Check the path.")
    check(answer)
    kind = str(data_of(answer).get("assetType") or "Unknown").rpartition(".")[2]
    parts = await _prefab_parts(editor, path) if path.endswith(".prefab") else []
    note = AssetPart(
        name="The project folder is out of reach: sub-assets and references are not told.",
        kind="note",
    )
    return AssetParts(path=path, kind=kind, parts=(*parts, note), needs=(), needed_by=())


async def _prefab_parts(editor: Editor, path: str) -> list[AssetPart]:
    answer = await editor.call("manage_prefabs", action="get_hierarchy", prefab_path=path)
    return [
        AssetPart(name=str(item.get("path") or item.get("name")), kind="object")
        for item in list_in(answer, "items")
    ]
