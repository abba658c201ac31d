"""A notebook's undo history over steps that are made here, without servers."""

from __future__ import annotations

HISTORY = """\
import asyncio, io
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID
from PIL import Image, ImageDraw
from spark_nb.metrics import Metrics
from spark_nb.pipeline.call import Caller
from spark_nb.pipeline.call_tool import Pipeline, call_tool
from spark_nb.pipeline.patch_stack import PatchStack
from spark_nb.pipeline.project_revision import ProjectRevision
from spark_nb.pipeline import undo as undoing
from spark_nb.policy.preview_cache import PreviewCache
from spark_nb.testing import FolderService, MemoryEvents, MemoryOperations, MemoryRows
from spark_nb.clients.system_clock import SystemClock
from spark_nb.domain.unified_diff import make_patch
from spark_nb.widgets.undo import Undo

service, clock = FolderService(), SystemClock()
patches = PatchStack(MemoryOperations())
pipeline = Pipeline(services={"unity": service}, engine=service, rows=MemoryRows(),
                    events=MemoryEvents(), cache=PreviewCache(),
                    revision=ProjectRevision(service, clock),
                    patches=patches, metrics=Metrics(), clock=clock)
caller = Caller("s1", "ada")
HERO = "Assets/Scripts/Hero.cs"

class Project:
    async def undo(self, **choice):
        return await undoing.undo(pipeline, caller, **choice)

    async def redo(self, **choice):
        return await undoing.redo(pipeline, caller, **choice)

    async def rollback_to(self, operation_id, **choice):
        return await undoing.rollback_to(pipeline, caller, operation_id, **choice)

async def call(name, /, **fields):
    await call_tool(pipeline, caller, name, fields)

async def look():
    await call("render_preview", width=320, height=180, time_s=2.0 + 0.7 * len(patches))

def gem(colour):
    picture = Image.new("RGBA", (16, 16))
    ImageDraw.Draw(picture).polygon([(8, 1), (15, 8), (8, 15), (1, 8)], fill=colour)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
"""

STEPS = """\
fields = "    public float speed = 4f;\\n    public float jump = 7f;\\n"
code = "public class Hero : MonoBehaviour\\n{\\n" + fields + "}\\n"
await call("generate_script", name="Hero", code=code, path=HERO)
await look()
await call("ingest_asset", path="Assets/gem.png", content=gem("#3fa7d6"), media_type="image/png")
await look()
faster = code.replace("speed = 4f", "speed = 6f").replace("}\\n", "    bool onGround;\\n}\\n")
await call("apply_patch", path=HERO, patch=make_patch(HERO, code.encode(), faster.encode()))
await look()
await call("ingest_asset", path="Assets/gem.png", content=gem("#ee6352"), media_type="image/png")
await look()
higher = faster.replace("jump = 7f", "jump = 9f")
await call("apply_patch", path=HERO, patch=make_patch(HERO, faster.encode(), higher.encode()))
history = Undo(patches, Project())
history"""
