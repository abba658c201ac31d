"""Every client of a session: built and opened in order, closed in reverse by the exit stack."""

from __future__ import annotations

import asyncio
import hashlib
import os
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

from pydantic import SecretStr

from spark_nb.clients.dead_letters import DeadLetterFiles
from spark_nb.clients.dialect import Surroundings, TakeApart
from spark_nb.clients.gate import Gate, shared_gate
from spark_nb.clients.guarded_service import GuardedService
from spark_nb.clients.http_service import HttpService, UnsetService
from spark_nb.clients.mcp_connection import McpConnection
from spark_nb.clients.nats_client import BrokerClient
from spark_nb.clients.nats_connection import connect_broker, ensure_streams
from spark_nb.clients.nats_publisher import NatsPublisher
from spark_nb.clients.operation_store import SqliteOperations
from spark_nb.clients.postgres_rows import PostgresRows
from spark_nb.clients.row_spools import RowSpools, database_folder
from spark_nb.clients.row_statements import insert_statement
from spark_nb.clients.row_upkeep import upkeep_statement
from spark_nb.clients.unity_engine import UnityEngine
from spark_nb.metrics import Metrics
from spark_nb.pipeline.call_tool import Pipeline
from spark_nb.pipeline.finishing import Finishing
from spark_nb.pipeline.patch_stack import LIMIT, PatchStack
from spark_nb.pipeline.project_revision import ProjectRevision
from spark_nb.policy.preview_cache import PreviewCache
from spark_nb.policy.rate_limit import Rates
from spark_nb.policy.service_limits import SERVICE_LIMITS, ServiceName
from spark_nb.ports import Clock, Service
from spark_nb.settings import Endpoints, Settings

_NAME_CHARACTERS = 40  # for people; it is the rest that tells projects apart


@dataclass(frozen=True, slots=True)
class Adapters:
    """What a session reaches the world through, and the pipeline over it."""

    unity: UnityEngine
    project: Path
    gates: dict[ServiceName, Gate]
    broker: BrokerClient
    publisher: NatsPublisher
    rows: PostgresRows
    patches: PatchStack
    pipeline: Pipeline
    upkeep: str  # the statement that keeps the tables


async def open_adapters(
    stack: AsyncExitStack, endpoints: Endpoints, session_id: str, metrics: Metrics, clock: Clock
) -> Adapters:
    """Connect to everything ``endpoints`` name. Raises SetupError or ServiceError."""
    guard = _Guard(endpoints, session_id, clock)
    connection = await stack.enter_async_context(
        McpConnection(endpoints.unity_mcp_url, endpoints.unity_mcp_token)
    )
    engine = await stack.enter_async_context(
        UnityEngine(connection, surroundings(endpoints, endpoints.unity_mcp_url, clock))
    )
    unity = guard.around("unity", endpoints.unity_mcp_url, engine, lambda: engine.state.busy)
    broker = await connect_broker(endpoints.nats_url, name=f"spark-nb {session_id}")
    stack.push_async_callback(broker.close)
    await asyncio.gather(ensure_streams(broker), unity.revision())
    project = engine.project or endpoints.project
    store, insert, upkeep = await asyncio.to_thread(
        _open_files, endpoints.home, project, session_id
    )
    stack.callback(store.close)
    letters = DeadLetterFiles(endpoints.home / "dead_letters", session_id)
    publisher = await stack.enter_async_context(NatsPublisher(broker, letters, clock))
    finishing = Finishing()  # its steps write rows, then events: so the publisher ends last
    stack.push_async_callback(finishing.finish)
    spools = RowSpools(_spool_folder(endpoints), session_id)
    stack.push_async_callback(asyncio.to_thread, spools.close)
    rows = await stack.enter_async_context(PostgresRows(endpoints.database_url, spools, insert))
    patches = PatchStack(store)
    await patches.load()
    cv_url, asr_url = endpoints.cv_service_url, endpoints.asr_service_url
    pipeline = Pipeline(
        services={
            "unity": unity,
            "cv": await guard.over_http(stack, "cv", cv_url, endpoints.cv_service_token),
            "asr": await guard.over_http(stack, "asr", asr_url, endpoints.asr_service_token),
        },
        engine=engine,
        rows=rows,
        events=publisher,
        cache=PreviewCache(),
        revision=ProjectRevision(unity, clock),
        patches=patches,
        metrics=metrics,
        clock=clock,
        folder=engine.project,
        finishing=finishing,
    )
    return Adapters(
        engine, project, guard.gates, broker, publisher, rows, patches, pipeline, upkeep
    )


class _Guard:
    """Puts all limits around an adapter: those of a service are shared by all sessions."""

    def __init__(self, endpoints: Endpoints, session_id: str, clock: Clock) -> None:
        self.gates: dict[ServiceName, Gate] = {}
        self._session_id = session_id
        self._user_id = endpoints.user
        self._clock = clock
        self._rates = Rates(
            user=endpoints.rate_user, session=endpoints.rate_session, tool=endpoints.rate_tool
        )

    def around(
        self,
        name: ServiceName,
        url: str,
        adapter: Service,
        busy: Callable[[], bool] = lambda: False,
    ) -> GuardedService:
        gate = shared_gate(url, SERVICE_LIMITS[name], self._rates, self._clock)
        self.gates[name] = gate
        return GuardedService(
            adapter,
            gate,
            session_id=self._session_id,
            user_id=self._user_id,
            clock=self._clock,
            busy=busy,
        )

    async def over_http(
        self, stack: AsyncExitStack, name: ServiceName, url: str | None, token: SecretStr | None
    ) -> Service:
        if url is None:
            return UnsetService(name)
        adapter = await stack.enter_async_context(HttpService(name, url, token))
        return self.around(name, url, adapter)


def surroundings(settings: Settings, url: str, clock: Clock) -> Surroundings:
    """Return what the engine may use; it is told of a project only where the user named one."""
    return Surroundings(
        url=url,
        token=settings.unity_mcp_token,
        project=settings.project if settings.project_folder else None,
        state_folder=settings.home / "builds",
        clock=clock,
        parts_reader=_parts_reader,
    )


def _parts_reader(root: Path) -> TakeApart:
    """Have an asset of a folder taken apart by the sandbox, which needs no engine for that."""
    # ruff: noqa: PLC0415 - only with Unity does a session need the sandbox's own modules
    from spark_nb.sandbox.parts.deconstruct import Deconstruction
    from spark_nb.sandbox.project.folder import ProjectFolder
    from spark_nb.sandbox.work import Work

    parts = Deconstruction(ProjectFolder(root))
    return lambda request: parts.take_apart(request, Work())


def _open_files(home: Path, project: Path, session_id: str) -> tuple[SqliteOperations, str, str]:
    """Open what lies on disk, away from the event loop."""
    undo_file = _undo_file(home, project)
    store = SqliteOperations(undo_file, session_id, limit=LIMIT)
    return store, insert_statement(), upkeep_statement()


def _undo_file(home: Path, project: Path) -> Path:
    key = hashlib.sha256(os.fsencode(project)).hexdigest()[:16]
    return home / "undo" / f"{project.name[:_NAME_CHARACTERS]}-{key}.sqlite"


def _spool_folder(endpoints: Endpoints) -> Path:
    """Return where rows wait for this database; the embedded one may change its address."""
    is_embedded = endpoints.database_owner_url is not None
    name = "embedded" if is_embedded else database_folder(endpoints.database_url)
    return endpoints.home / "spool" / name
