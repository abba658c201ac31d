"""A notebook's progress list: over work that is made here, and over a session on real servers."""

from __future__ import annotations

from tests.browser.live_undo import HISTORY

SOURCE = """\
from contextlib import contextmanager
from datetime import UTC, datetime
from spark_nb.errors import ServiceUnavailable, SparkError
from spark_nb.pipeline.operation import current_operation, operation
from spark_nb.widgets.progress import Progress

class Broker:
    since, lost, connected = datetime.now(UTC), 0, True

    def __init__(self):
        self.queue = asyncio.Queue()

    async def events(self):
        while True:
            event = await self.queue.get()
            if isinstance(event, Exception):
                raise event
            yield event

    @contextmanager
    def watched(self, changed):
        self.changed = changed
        yield

broker = Broker()
pipeline.events.emit = broker.queue.put_nowait
pipeline.events.emit_frame = lambda *_: None

async def call(name, /, **fields):
    who = Caller("s1", "ada", None, current_operation("s1"))
    return await call_tool(pipeline, who, name, fields)

async def ask(job_id):
    return await call("get_build_status", job_id=job_id)
"""

WORK = """\
code = "public class Hero : MonoBehaviour {}\\n"
await call("generate_script", name="Hero", code=code, path=HERO)
try:
    await call("generate_script", name="Hero", code=code, path="Scripts/Hero.cs")
except SparkError as error:
    refused = error
async with operation(pipeline, caller, "Tune the jump") as tuning:
    for at, name in enumerate(("Jump", "Fall", "Land"), start=1):
        await call("generate_script", name=name, code=f"class {name} {{}}",
                   path=f"Assets/Scripts/{name}.cs")
        tuning.progress(at, 3, name)
from uuid import uuid4
service.builds.steps = (("queued", "wait", 0.0), ("running", "pack scenes", 0.4))
job = uuid4()
await call("run_build", job_id=job, target="WebGL")
await call("get_build_status", job_id=job)

go = asyncio.Event()

async def paint():
    async with operation(pipeline, caller, "Paint the second level") as painting:
        painting.progress(4, 12, "meadow")
        await go.wait()

task = asyncio.create_task(paint())
shown = Progress(broker, patches, Project(), ask)
shown"""

STAGED = (HISTORY, SOURCE, WORK)

SESSION = """\
import asyncio
import spark_nb as spark
from spark_nb.errors import SparkError
session = await spark.connect(session_id="told-twice")
session.progress()"""

DONE = """\
async with session.operation("Tune the jump") as operation:
    await session.unity.generate_script(
        name="Hero", code="class Hero { }", path="Assets/Hero.cs")
    operation.progress(1, 1, "higher")
print("it is done")"""

LATER = """\
from pathlib import Path
while not Path("go").exists():
    await asyncio.sleep(0.1)
async with session.operation("Tune the fall"):
    await session.unity.generate_script(
        name="Fall", code="class Fall { }", path="Assets/Fall.cs")"""
