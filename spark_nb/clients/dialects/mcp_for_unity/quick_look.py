"""Which editors are connected, asked beside MCP: this never waits for one that is not there."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx2
from pydantic import BaseModel, SecretStr, ValidationError

from spark_nb.clients.dialects.mcp_for_unity.payload import nonsense
from spark_nb.clients.mcp_answer import file_content
from spark_nb.clients.mcp_connection import McpConnection
from spark_nb.clients.mcp_failure import Failure
from spark_nb.clients.mcp_session import token_headers

_SECONDS = 3.0
_INSTANCES = "mcpforunity://instances"


class _Instance(BaseModel):
    session_id: str
    hash: str
    project: str = ""
    name: str = ""
    unity_version: str | None = None


class _Health(BaseModel):
    version: str | None = None


class _Instances(BaseModel):
    instances: list[_Instance]


@dataclass(frozen=True, slots=True)
class Instance:
    """One editor. ``connection`` is another one after each domain reload."""

    name: str
    hash: str
    connection: str
    unity_version: str | None

    @property
    def id(self) -> str:
        """How calls name it."""
        return f"{self.name}@{self.hash}"


class QuickLook:
    """Plain HTTP where the server has it; one that many people share has it not: then MCP."""

    def __init__(self, url: str, token: SecretStr | None, connection: McpConnection) -> None:
        parts = urlsplit(url)
        self._address = f"{parts.scheme}://{parts.netloc}"
        self._token = token
        self._connection = connection
        self._client: httpx2.AsyncClient | None = None
        self._over_mcp = False

    async def instances(self) -> list[Instance]:
        """Raises SparkError when the server is away, or says no."""
        body = None if self._over_mcp else await self._get("/api/instances")
        if body is None:
            self._over_mcp = True
            answer = await self._connection.request(
                lambda client: client.read_resource(_INSTANCES)
            )
            body = file_content(answer)
        try:
            found = _Instances.model_validate_json(body).instances
        except ValidationError:
            raise nonsense("no list of editors") from None
        return [
            Instance(one.project or one.name, one.hash, one.session_id, one.unity_version)
            for one in found
        ]

    async def version(self) -> str | None:
        """Return the server's version; what it tells over MCP is its framework's."""
        body = await self._get("/health")
        try:
            return None if body is None else _Health.model_validate_json(body).version
        except ValidationError:
            return None

    async def aclose(self) -> None:
        if self._client is not None:
            await self._client.aclose()

    async def _get(self, path: str) -> bytes | None:
        """Return the body, None where there is no such page."""
        if self._client is None:
            self._client = await asyncio.to_thread(self._http)  # certificates are read from disk
        try:
            answer = await self._client.get(f"{self._address}{path}")
        except httpx2.TransportError as error:
            raise Failure("unreachable").as_error() from error
        if answer.status_code == 404:
            return None
        if answer.status_code != 200:
            raise Failure.of_status(answer.status_code, answer.headers).as_error()
        return answer.content

    def _http(self) -> httpx2.AsyncClient:
        headers = token_headers(self._token)
        return httpx2.AsyncClient(headers=headers, timeout=_SECONDS, trust_env=False)
