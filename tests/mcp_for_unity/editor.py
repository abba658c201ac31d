"""A stand-in for the Unity Editor: the plugin's hub protocol over a real project folder.

It answers one command at a time, as the plugin does, and has good and bad days. As a program:
``python -m tests.mcp_for_unity.editor --project DIR --server http://127.0.0.1:8080``.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import json
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from spark_nb.domain.ids import content_sha256
from tests.mcp_for_unity.answers import Payload, camel_case, refusal, success
from tests.mcp_for_unity.assets import Assets
from tests.mcp_for_unity.builds import Builds
from tests.mcp_for_unity.pictures import Pictures
from tests.mcp_for_unity.scenes import Scenes, prefab
from tests.mcp_for_unity.scripts import Scripts
from tests.mcp_for_unity.spark_package import Package, SparkPackage

_RECONNECT_SECONDS = 0.05
_WRITES = frozenset(["create", "update", "apply_text_edits", "delete"])


class StandInEditor:
    """Use as ``async with``. Attributes may be set at any time; they count from then on.

    ``compile_seconds`` and, after it, ``reload_seconds`` (None: no domain reload) follow each
    write of a script. ``far_away`` says that the folder is on another machine. ``commands`` are
    those received, ``writes`` path and SHA-256 of each file really written by one, ``dialogs``
    what Unity asks until ``dismiss``, ``struck`` the commands whose reply was lost and whether
    their work was done.
    """

    def __init__(
        self,
        project: Path,
        server: str,
        *,
        unity_version: str = "6000.0.23f1",
        package: bool = False,
        key: str | None = None,
    ) -> None:
        self.project = project
        self.latency = 0.0
        self.compile_seconds = 0.0
        self.reload_seconds: float | None = None
        self.testing = False
        self.playing = False
        self.far_away = False
        self.freezes_while_building = False
        self.commands: list[tuple[str, Payload]] = []
        self.writes: list[tuple[str, str]] = []
        self.console: list[Payload] = []
        self.dialogs: list[str] = []
        self.struck: list[tuple[str, bool]] = []
        self.reloads = 0
        self.scenes = Scenes(project)
        self.pictures = Pictures(project)
        self.builds = Builds(project, self.console)
        self.assets = Assets(project)
        self.connected = asyncio.Event()
        self._unity_version = unity_version
        self._scripts = Scripts(project, self._wrote, self._delete)
        self.package: Package | None = SparkPackage(project, self._imported) if package else None
        self._hub = server.replace("http", "ws", 1) + "/hub/plugin"
        self._headers = {"X-API-Key": key} if key else {}
        self._answered = asyncio.Event()
        self._answered.set()
        self._main_thread = asyncio.Lock()
        self._wants_compile = False
        self._compiling_until = 0.0
        self._compile: asyncio.Task[None] | None = None
        self._life: asyncio.Task[None] | None = None
        self._socket: ClientConnection | None = None
        self._session_id = ""
        self._bad_moments: list[tuple[str, bool]] = []
        self._away_until = 0.0
        self._handlers: dict[str, Callable[[Payload], Payload]] = {
            "ping": lambda _: success("pong"),
            "get_editor_state": lambda _: success("State.", self._state()),
            "get_project_info": lambda _: success("Info.", self._info()),
            "manage_script": self._manage_script,
            "manage_asset": self._manage_asset,
            "manage_scene": self.scenes.carry_out,
            "manage_prefabs": lambda params: prefab(project, params),
            "manage_camera": lambda params: self.pictures.carry_out(
                params, self.scenes.active.path
            ),
            "manage_build": self.builds.carry_out,
            "read_console": self._read_console,
            "refresh_unity": self._refresh,
            "batch_execute": self._batch,
        }

    @property
    def instance(self) -> str:
        """What the server calls this editor: ``Name@hash``."""
        return f"{self.project.name}@{self._hash}"

    @property
    def _hash(self) -> str:
        return hashlib.sha1(f"{self.project.as_posix()}/Assets".encode()).hexdigest()[:16]

    async def __aenter__(self) -> Self:
        self.assets.refresh()
        await self.come_back()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.leave()

    async def come_back(self) -> None:
        """Connect, and return when the server knows this editor and its tools."""
        self._life = asyncio.create_task(self._live(), name=f"editor {self.project.name}")
        await self.connected.wait()

    async def leave(self) -> None:
        """Quit: the socket is closed as a program that ends closes it, a command being done."""
        async with self._main_thread:
            for task in (self._compile, self._life):
                if task is not None:
                    task.cancel()
                    await asyncio.wait([task])
        self._compile = self._life = None
        self._disconnect()

    def dismiss(self) -> None:
        """Press "Reload" in the dialog that is open."""
        self.dialogs.clear()
        self.scenes.reload()
        self._answered.set()

    def ask(self, question: str) -> None:
        """Open a modal dialog: nothing is answered before ``dismiss``."""
        self.dialogs.append(question)
        self._answered.clear()

    def reload_during(self, command: str, *, after_work: bool) -> None:
        """Lose the reply to the next such command: a domain reload comes in the middle of it."""
        self._bad_moments.append((command, after_work))

    async def reload(self) -> None:
        """Reload the domain between two commands: the socket drops, then it is back.

        Build jobs are forgotten.
        """
        async with self._main_thread:
            self.reloads += 1
            seconds = self.reload_seconds or _RECONNECT_SECONDS
            self._away_until = time.monotonic() + seconds
            self._disconnect()
            self.builds.forget()
        await asyncio.sleep(seconds)

    async def _live(self) -> None:
        while True:
            try:
                async with connect(
                    self._hub,
                    max_size=None,
                    ping_interval=None,
                    additional_headers=self._headers,
                ) as socket:
                    self._socket = socket
                    await self._register(socket)
                    await self._serve(socket)
            except (ConnectionClosed, InvalidHandshake, OSError):  # it goes, or comes just now
                pass
            self._disconnect()
            await asyncio.sleep(max(self._away_until - time.monotonic(), _RECONNECT_SECONDS))

    def _disconnect(self) -> None:
        """Drop the socket with no close frame."""
        self.connected.clear()
        if self._socket is not None:
            self._socket.transport.abort()
            self._socket = None

    async def _register(self, socket: ClientConnection) -> None:
        await socket.recv()  # the welcome
        facts = {"project_name": self.project.name, "project_hash": self._hash}
        facts |= {"unity_version": self._unity_version, "project_path": str(self.project)}
        await socket.send(json.dumps({"type": "register", **facts}))
        self._session_id = json.loads(await socket.recv())["session_id"]
        names = [name for name in self._handlers if not name.startswith(("ping", "get_"))]
        tools: list[Payload] = [{"name": name, "parameters": []} for name in names]
        if self.package:
            tools += self.package.descriptions
        await socket.send(json.dumps({"type": "register_tools", "tools": tools}))

    async def _serve(self, socket: ClientConnection) -> None:
        waiting: asyncio.Queue[Payload] = asyncio.Queue()
        worker = asyncio.create_task(self._work(socket, waiting))
        self.connected.set()
        try:
            async for text in socket:
                message = json.loads(text)
                if message["type"] == "ping":
                    pong = {"type": "pong", "session_id": self._session_id}
                    await socket.send(json.dumps(pong))
                elif message["type"] == "execute":
                    waiting.put_nowait(message)
        finally:
            worker.cancel()
            with suppress(asyncio.CancelledError, ConnectionClosed):
                await worker

    async def _work(self, socket: ClientConnection, waiting: asyncio.Queue[Payload]) -> None:
        while True:
            message = await waiting.get()
            await asyncio.sleep(self.latency)
            await self._until_free()
            name, params = message["name"], message["params"]
            self.commands.append((name, params))
            lost = self._is_bad_moment(name, params)
            if lost == (True, False):
                await self.reload()
                return
            async with self._main_thread:
                result = await asyncio.to_thread(self._answer, name, params)
                await self._begin_compile()
            if lost == (True, True):
                await self.reload()
                return
            answer = {"type": "command_result", "id": message["id"], "result": result}
            await socket.send(json.dumps(answer))

    async def _until_free(self) -> None:
        """Wait while a dialog is open, or a build has the main thread."""
        await self._answered.wait()
        while self.freezes_while_building and (job := self.builds.running):  # noqa: ASYNC110 - by the clock
            await asyncio.sleep(max(job.ends - time.monotonic(), 0.001))

    def _is_bad_moment(self, name: str, params: Payload) -> tuple[bool, bool]:
        batched = [
            f"{each['tool']} {each.get('params', {}).get('action')}"
            for each in params.get("commands", ())
        ]
        actions = [f"{name} {params.get('action')}", *batched]
        for moment in self._bad_moments:
            if any(f"{action} ".startswith(f"{moment[0]} ") for action in actions):
                self._bad_moments.remove(moment)
                self.struck.append(moment)
                return True, moment[1]
        return False, False

    def _answer(self, name: str, params: Payload) -> Payload:
        payload = self._command(name, params)
        return {"status": "success", "result": payload}

    def _command(self, name: str, params: Payload) -> Payload:
        if self.package and name in self.package.names:
            return self.package.carry_out(name, params)
        if name not in self._handlers:
            return refusal(f"Unknown or unsupported command type: {name}")
        return self._handlers[name](params)

    def _batch(self, params: Payload) -> Payload:
        results = []
        for command in params["commands"]:
            answer = self._command(command["tool"], camel_case(command.get("params") or {}))
            entry = {"tool": command["tool"], "callSucceeded": answer["success"], "result": answer}
            results.append(entry)
            if not answer["success"] and params.get("failFast"):
                break
        failed = sum(not entry["callSucceeded"] for entry in results)
        facts = {"results": results, "callFailureCount": failed, "parallelApplied": False}
        facts["callSuccessCount"] = len(results) - failed
        if failed:
            return refusal("One or more commands failed.", facts)
        return success("Batch execution completed.", facts)

    def _manage_script(self, params: Payload) -> Payload:
        answer = self._scripts.carry_out(params)
        if params["action"] in _WRITES and answer["success"]:
            self.assets.refresh()
            self._wants_compile = True
        return answer

    def _manage_asset(self, params: Payload) -> Payload:
        answer = self.assets.carry_out(params)
        if params["action"] == "delete" and answer["success"]:
            self.scenes.deleted(params["path"])
        self._notice_changes()
        return answer

    def _refresh(self, params: Payload) -> Payload:
        self.assets.refresh()
        self._notice_changes()
        compiles = params.get("compile") == "request"
        if compiles:
            self._wants_compile = True
        facts = {"refresh_triggered": True, "compile_requested": compiles}
        return success("Refresh requested.", {**facts, "resulting_state": "idle"})

    def _wrote(self, path: str) -> None:
        self.writes.append((path, content_sha256((self.project / path).read_bytes())))

    def _imported(self, path: str, sha256: str) -> None:
        """Note what SPARK's package wrote: scripts are compiled as any others."""
        self.writes.append((path, sha256))
        self._wants_compile = self._wants_compile or path.endswith(".cs")

    def _delete(self, path: str) -> None:
        self.assets.trash(path)
        self.writes.append((path, ""))

    def _notice_changes(self) -> None:
        changed = self.scenes.changed()
        if changed:
            self.ask(f"{changed[0]} has been modified externally. Reload?")

    async def _begin_compile(self) -> None:
        """Compile what the last command wrote, at once where that takes no time."""
        if not self._wants_compile:
            return
        self._wants_compile = False
        self._compiling_until = time.monotonic() + self.compile_seconds
        if self.compile_seconds == 0 and self.reload_seconds is None:
            await asyncio.to_thread(self._compiled)
        elif self._compile is None or self._compile.done():
            self._compile = asyncio.create_task(self._compile_scripts())

    async def _compile_scripts(self) -> None:
        while (seconds := self._compiling_until - time.monotonic()) > 0:  # noqa: ASYNC110 - by the clock
            await asyncio.sleep(seconds)
        compiles = await asyncio.to_thread(self._compiled)
        if compiles and self.reload_seconds is not None:
            await self.reload()

    def _compiled(self) -> bool:
        """Put what does not compile into the console, and what did not into oblivion."""
        self.console[:] = [entry for entry in self.console if "error CS" not in entry["message"]]
        for file in sorted((self.project / "Assets").rglob("*.cs")):
            path = file.relative_to(self.project).as_posix()
            for number, line in enumerate(file.read_text(errors="replace").splitlines(), start=1):
                if line.strip().startswith("#error"):
                    text = f"{path}({number},1): error CS1029: {line.strip()}"
                    self.console.append(
                        {"type": "Error", "message": text, "file": path, "line": number}
                    )
        compiles = not any("error CS" in entry["message"] for entry in self.console)
        if compiles:
            self.assets.sync_settings()
        return compiles

    def _read_console(self, params: Payload) -> Payload:
        if params.get("action") == "clear":
            self.console.clear()
            return success("Console cleared successfully.")
        wanted = [str(kind).lower() for kind in params.get("types") or ("error", "warning", "log")]
        needle = (params.get("filterText") or "").lower()
        found = [
            entry
            for entry in self.console
            if entry["type"].lower() in wanted and needle in entry["message"].lower()
        ]
        count = params.get("count")
        found = found[: int(count)] if count else found
        if params.get("format") == "json":
            return success(f"{len(found)} entries.", found)
        return success(f"{len(found)} entries.", [entry["message"] for entry in found])

    def _info(self) -> Payload:
        root = "/elsewhere/Game" if self.far_away else str(self.project)
        return {
            "projectRoot": root,
            "projectName": self.project.name,
            "unityVersion": self._unity_version,
            "platform": "StandaloneLinux64",
            "assetsPath": f"{root}/Assets",
        }

    def _state(self) -> Payload:
        compiling = self._compile is not None and not self._compile.done()
        phase = "compiling" if compiling else "running_tests" if self.testing else "idle"
        scene = self.scenes.active.path
        return {
            "schema_version": "unity-mcp/editor_state@2",
            "observed_at_unix_ms": int(time.time() * 1000),
            "sequence": len(self.commands),
            "unity": {"instance_id": self.instance, "unity_version": self._unity_version},
            "editor": {
                "is_focused": True,
                "play_mode": {"is_playing": self.playing},
                "active_scene": {"path": scene, "name": Path(scene).stem},
            },
            "activity": {"phase": phase},
            "compilation": {"is_compiling": compiling, "is_domain_reload_pending": False},
            "assets": {"is_updating": False, "refresh": {"is_refresh_in_progress": False}},
            "tests": {"is_running": self.testing},
            "settings": {"batch_execute_max_commands": 25},
        }


async def _run(project: Path, server: str) -> None:
    async with StandInEditor(project, server):
        print(f"{project.name} is open", flush=True)  # noqa: T201 - who started it waits for it
        await asyncio.Event().wait()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--project", type=Path, required=True)
    parser.add_argument("--server", required=True)
    arguments: Any = parser.parse_args()
    asyncio.run(_run(arguments.project, arguments.server))


if __name__ == "__main__":
    main()
