"""A dialect: how one kind of Unity server is asked for what the tools of ``domain.tools`` do.

Each is a module (or a folder of them) below ``dialects/`` that ends in one ``Dialect``, and is
named in ``unity_engine.DIALECTS``. It knows nothing of the others, and nobody above the clients
knows which one a session speaks.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from pydantic import SecretStr

from spark_nb.clients.mcp_connection import McpConnection
from spark_nb.domain.engine import EngineFacts
from spark_nb.domain.unity import AssetParts, DeconstructAsset
from spark_nb.ports import Clock, Engine, Service

TakeApart = Callable[[DeconstructAsset], AssetParts]


@dataclass(frozen=True, slots=True)
class Server:
    """What a server says of itself when it is first spoken to; ``tools`` are names."""

    name: str
    version: str
    tools: frozenset[str]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a dialect may use beside the connection.

    ``project`` is the folder the user asked for, None where any will do. ``state_folder`` keeps
    what must outlive the process. ``parts_reader`` makes, of a project folder on this machine,
    what takes its assets apart without an engine.
    """

    url: str
    token: SecretStr | None
    project: Path | None
    state_folder: Path
    clock: Clock
    parts_reader: Callable[[Path], TakeApart]


class EngineService(Service, Engine, Protocol):
    """What a dialect makes: the tools, and what the engine is beside them."""

    @property
    def project(self) -> Path | None:
        """The project folder on this machine, None when the engine has it elsewhere."""
        ...

    async def facts(self) -> EngineFacts:
        """Say what is there, for people. Raises SparkError."""
        ...

    async def aclose(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Dialect:
    """``speaks`` looks at a server, ``open`` makes the service; nothing is sent before its use."""

    name: str
    speaks: Callable[[Server], bool]
    open: Callable[[McpConnection, Server, Surroundings], EngineService]
