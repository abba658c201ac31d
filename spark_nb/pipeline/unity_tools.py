"""The Unity tools as methods: keyword arguments are the request's fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast
from uuid import UUID

from spark_nb.domain.build import BuildStatus, BuildTarget
from spark_nb.domain.frame import Frame, FrameFormat
from spark_nb.domain.ids import uuid4
from spark_nb.domain.unity import AssetParts, AssetResult, PatchResult, ScriptResult


class UnityTools:
    """The tools of the Unity server. Each method raises SparkError and nothing else."""

    def __init__(self, run: Callable[..., Any]) -> None:
        self._run = run

    async def generate_script(self, *, name: str, code: str, path: str) -> ScriptResult:
        """Write a C# script; the result holds the compiler's view of its syntax."""
        result = await self._run("generate_script", {"name": name, "code": code, "path": path})
        return cast("ScriptResult", result)

    async def apply_patch(
        self, *, path: str, patch: str, expected_sha256: str | None = None
    ) -> PatchResult:
        """Apply a unified diff to one file, strictly. Raises ConflictError if it does not fit."""
        fields = {"path": path, "patch": patch, "expected_sha256": expected_sha256}
        return cast("PatchResult", await self._run("apply_patch", fields))

    async def render_preview(
        self,
        *,
        width: int = 640,
        height: int = 360,
        scene: str | None = None,
        camera: str | None = None,
        format: FrameFormat = "png",
        time_s: float = 0.0,
        inputs: tuple[Mapping[str, Any], ...] | None = None,
    ) -> Frame:
        """Render a scene at ``time_s`` seconds of game time; sides in pixels, 16 to 4096."""
        fields = {
            "width": width,
            "height": height,
            "scene": scene,
            "camera": camera,
            "format": format,
            "time_s": time_s,
            "inputs": inputs,
        }
        return cast("Frame", await self._run("render_preview", fields))

    async def ingest_asset(
        self,
        *,
        path: str,
        media_type: str,
        content: bytes | None = None,
        source: str | None = None,
    ) -> AssetResult:
        """Import ``content``, or the local file ``source``, as an asset; 10 MiB at most."""
        fields = {"path": path, "content": content, "source": source, "media_type": media_type}
        return cast("AssetResult", await self._run("ingest_asset", fields))

    async def deconstruct_asset(self, *, path: str) -> AssetParts:
        """Take an asset apart: its parts, what it needs and what needs it."""
        return cast("AssetParts", await self._run("deconstruct_asset", {"path": path}))

    async def run_build(
        self,
        *,
        target: BuildTarget,
        config: Mapping[str, Any] | None = None,
        job_id: UUID | str | None = None,
    ) -> BuildStatus:
        """Start a build and return its first status; ``job_id`` is made here unless given.

        The same ``job_id`` again asks for the same job, not for another one.
        """
        fields = {"job_id": job_id or uuid4(), "target": target, "config": dict(config or {})}
        return cast("BuildStatus", await self._run("run_build", fields))

    async def get_build_status(self, *, job_id: UUID | str) -> BuildStatus:
        """Return how far a build is."""
        return cast("BuildStatus", await self._run("get_build_status", {"job_id": job_id}))
