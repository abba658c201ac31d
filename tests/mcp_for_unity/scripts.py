"""``manage_script``: real files, guarded as the plugin guards them."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from pathlib import Path

from spark_nb.domain.ids import content_sha256
from tests.mcp_for_unity.answers import Payload, refusal, success
from tests.mcp_for_unity.text_edits import EditRefused, as_edits, check_balance, edited

_NAME = re.compile(r"[a-zA-Z_][a-zA-Z0-9_]*")
_TEMPLATE = "using UnityEngine;\n\npublic class {name} : MonoBehaviour\n{{\n}}\n"
_BOM = "\ufeff"


class Scripts:
    """``wrote`` is told of each file that changed; ``delete`` moves one to the trash."""

    def __init__(
        self, root: Path, wrote: Callable[[str], None], delete: Callable[[str], None]
    ) -> None:
        self._root = root
        self._wrote = wrote
        self._delete = delete

    def carry_out(self, params: Payload) -> Payload:
        name, folder = params["name"], params.get("path") or "Assets"
        if folder.lower().endswith(".cs"):
            folder = folder.rpartition("/")[0]
        if not _NAME.fullmatch(name):
            return refusal(f"Invalid script name: '{name}'. Use only letters, numbers, _.")
        if folder.split("/")[0] != "Assets" or ".." in folder.split("/"):
            return refusal(
                f"Invalid path. Target directory must be within 'Assets/'. Provided: '{folder}'"
            )
        path = f"{folder.rstrip('/')}/{name}.cs"
        action = params["action"]
        if action != "create" and not (self._root / path).is_file():
            return refusal(f"Script not found at '{path}'.")
        try:
            return self._act(action, path, name, params)
        except EditRefused as refused:
            return refused.answer

    def _act(self, action: str, path: str, name: str, params: Payload) -> Payload:
        match action:
            case "create":
                return self._create(path, name, params)
            case "read":
                return success("Script read successfully.", self._contents(path))
            case "update":
                return self._update(path, params)
            case "delete":
                self._delete(path)
                return success("Script moved to trash successfully.", {"deleted": True})
            case "get_sha":
                text = self._text(path)
                facts = {"sha256": content_sha256(text.encode()), "lengthBytes": len(text)}
                return success(f"SHA computed for '{path}'.", {"uri": _uri(path), **facts})
            case "validate":
                check_balance(self._text(path))
                return success("Validation completed.", {"diagnostics": []})
            case "apply_text_edits":
                return self._edit(path, name, params)
        return refusal(f"Unknown action: '{action}'.")

    def _create(self, path: str, name: str, params: Payload) -> Payload:
        if (self._root / path).exists():
            return refusal(f"Script already exists at '{path}'. Use 'update' action to modify.")
        text = _sent(params) or _TEMPLATE.format(name=name)
        _check_valid(text)
        (self._root / path).parent.mkdir(parents=True, exist_ok=True)
        self._write(path, text)
        return success("Script created.", {"uri": _uri(path), "scheduledRefresh": False})

    def _update(self, path: str, params: Payload) -> Payload:
        text = _sent(params)
        if not text:
            return refusal("Content is required for the 'update' action.")
        _check_valid(text)
        self._write(path, text)
        facts = {"uri": _uri(path), "path": path, "scheduledRefresh": True}
        return success("Script updated.", facts)

    def _edit(self, path: str, name: str, params: Payload) -> Payload:
        text = self._text(path)
        current = content_sha256(text.encode())
        expected = params.get("precondition_sha256") or params.get("preconditionSha256")
        if not expected:
            facts = {"status": "precondition_required", "current_sha256": current}
            return refusal("precondition_required", facts)
        if expected.lower() != current:
            facts = {"expected_sha256": expected, "current_sha256": current}
            return refusal("stale_file", {"status": "stale_file", **facts})
        edits = as_edits(params.get("edits"))
        working = edited(text, edits, name)
        facts = {"uri": _uri(path), "path": path}
        if working == text:
            return success(
                "No-op.", {**facts, "editsApplied": 0, "no_op": True, "sha256": current}
            )
        check_balance(working)
        self._write(path, working)
        sha256 = content_sha256(working.encode())
        facts |= {"editsApplied": len(edits), "sha256": sha256, "scheduledRefresh": True}
        return success("Applied.", facts)

    def _text(self, path: str) -> str:
        """Return what File.ReadAllText returns: no mark, and � for what is no UTF-8."""
        return (self._root / path).read_bytes().decode("utf-8", "replace").removeprefix(_BOM)

    def _contents(self, path: str) -> Payload:
        text = self._text(path)
        large = len(text) > 10_000
        encoded = base64.b64encode(text.encode()).decode() if large else None
        facts = {"uri": _uri(path), "path": path, "contents": text}
        return {**facts, "encodedContents": encoded, "contentsEncoded": large}

    def _write(self, path: str, text: str) -> None:
        (self._root / path).write_bytes(text.encode())
        self._wrote(path)


def _sent(params: Payload) -> str:
    if params.get("contentsEncoded") and "encodedContents" in params:
        return base64.b64decode(params["encodedContents"]).decode()
    return params.get("contents") or ""


def _check_valid(text: str) -> None:
    try:
        check_balance(text)
    except EditRefused as refused:
        facts = {"status": "validation_failed", "diagnostics": [f"ERROR: {refused}"]}
        raise EditRefused(refusal("validation_failed", facts)) from None


def _uri(path: str) -> str:
    return f"mcpforunity://path/{path}"
