"""The table of tools. Client methods, pipeline, sandbox server and docs are derived from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from spark_nb.domain import unity
from spark_nb.domain.frame import Frame
from spark_nb.domain.request import Request
from spark_nb.domain.result import Result

Service = Literal["unity", "cv", "asr"]
Family = Literal["runtime", "preview", "build"]


@dataclass(frozen=True, slots=True)
class Tool:
    """One row. ``family`` is the second token of its events' subjects."""

    name: str
    request: type[Request]
    result: type[Result]
    service: Service
    family: Family
    cacheable: bool = False
    reversible: bool = False


TOOLS: dict[str, Tool] = {
    tool.name: tool
    for tool in (
        Tool(
            "generate_script",
            unity.GenerateScript,
            unity.ScriptResult,
            "unity",
            "runtime",
            reversible=True,
        ),
        Tool(
            "apply_patch",
            unity.ApplyPatch,
            unity.PatchResult,
            "unity",
            "runtime",
            reversible=True,
        ),
        Tool("render_preview", unity.RenderPreview, Frame, "unity", "preview", cacheable=True),
        Tool(
            "ingest_asset",
            unity.IngestAsset,
            unity.AssetResult,
            "unity",
            "runtime",
            reversible=True,
        ),
    )
}
