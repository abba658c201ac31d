"""The table of tools. Client methods, pipeline, sandbox server and docs are derived from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from spark_nb.domain.build import BuildStatus, GetBuildStatus, RunBuild
from spark_nb.domain.frame import Frame
from spark_nb.domain.request import Request
from spark_nb.domain.result import Result
from spark_nb.domain.speech import Asr, AsrResult
from spark_nb.domain.unity import (
    ApplyPatch,
    AssetParts,
    AssetResult,
    DeconstructAsset,
    GenerateScript,
    IngestAsset,
    PatchResult,
    RenderPreview,
    ScriptResult,
)
from spark_nb.domain.vision import (
    Classify,
    ClassifyResult,
    Ocr,
    OcrResult,
    Ocv,
    OcvResult,
)

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


_TABLE = (
    Tool("generate_script", GenerateScript, ScriptResult, "unity", "runtime", reversible=True),
    Tool("apply_patch", ApplyPatch, PatchResult, "unity", "runtime", reversible=True),
    Tool("render_preview", RenderPreview, Frame, "unity", "preview", cacheable=True),
    Tool("ingest_asset", IngestAsset, AssetResult, "unity", "runtime", reversible=True),
    Tool("deconstruct_asset", DeconstructAsset, AssetParts, "unity", "runtime"),
    Tool("run_build", RunBuild, BuildStatus, "unity", "build"),
    Tool("get_build_status", GetBuildStatus, BuildStatus, "unity", "build"),
    Tool("ocr", Ocr, OcrResult, "cv", "runtime"),
    Tool("ocv", Ocv, OcvResult, "cv", "runtime"),
    Tool("classify", Classify, ClassifyResult, "cv", "runtime"),
    Tool("asr", Asr, AsrResult, "asr", "runtime"),
)
TOOLS: dict[str, Tool] = {tool.name: tool for tool in _TABLE}
