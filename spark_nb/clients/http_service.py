"""The vision and speech tools over HTTP: one POST a call, by ``domain.service_contract``."""

from __future__ import annotations

import asyncio
from importlib.metadata import version
from pathlib import PurePosixPath
from typing import Self
from urllib.parse import urlsplit

import httpx2
from pydantic import SecretStr, ValidationError

from spark_nb.clients.http_failure import ServiceWords, driver_error, nonsense, refusal
from spark_nb.domain.byte_size import MIB
from spark_nb.domain.request import FileRequest, Request
from spark_nb.domain.result import Result
from spark_nb.domain.service_contract import FILE, ROUTES, form_fields
from spark_nb.domain.tools import Service as ServiceName
from spark_nb.domain.tools import Tool
from spark_nb.errors import SetupError, SparkError, ToolError
from spark_nb.ports import Answer, OnProgress

WORDS: dict[ServiceName, ServiceWords] = {
    "cv": ServiceWords("vision service", "CV_SERVICE"),
    "asr": ServiceWords("speech service", "ASR_SERVICE"),
}
_ANSWER_LIMIT_BYTES = 32 * MIB
_CONNECTIONS = 10
_CONNECT_SECONDS = 5.0


class HttpService:
    """A ``Service`` over one pooled HTTP client. Use as ``async with``.

    Raises SetupError when ``url`` is no HTTP address.
    """

    def __init__(self, name: ServiceName, url: str, token: SecretStr | None) -> None:
        self._words = WORDS[name]
        self._url = _checked(url, self._words)
        self._token = token
        self._client: httpx2.AsyncClient | None = None

    def __repr__(self) -> str:
        return f"<HttpService {self._words.title} at {urlsplit(self._url).hostname}>"

    async def __aenter__(self) -> Self:
        self._client = await asyncio.to_thread(self._http)  # certificates are read from disk
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._client is not None:
            await self._client.aclose()

    async def call(
        self, tool: Tool, request: Request, on_progress: OnProgress | None = None
    ) -> Answer:
        """Carry out one tool; the contract knows no progress. Raises SparkError."""
        assert self._client is not None, "open it with async with"
        assert isinstance(request, FileRequest)
        try:
            body = await self._post(self._client, ROUTES[tool.name], request)
            return Answer(self._result(tool, body), 1, len(body))
        except SparkError as error:
            self._take_token_out(error)
            raise

    async def read_file(self, path: str) -> bytes | None:
        """Return None: the service keeps no files."""
        return None

    async def revision(self) -> str | None:
        """Return None: what the service says does not depend on the project."""
        return None

    async def _post(self, client: httpx2.AsyncClient, route: str, request: FileRequest) -> bytes:
        """Return the body of a good answer. Cancelled, it hangs up, which the server sees."""
        file = (PurePosixPath(request.path).name, request.content, request.media_type)
        form = form_fields(request)
        try:
            async with client.stream(
                "POST", f"{self._url}{route}", data=form, files={FILE: file}
            ) as response:
                body = await self._read(response)
        except httpx2.HTTPError as error:
            raise driver_error(error, self._words) from error
        if response.status_code != 200:
            raise refusal(response, body, self._words, request.wire_bytes())
        return body

    async def _read(self, response: httpx2.Response) -> bytes:
        body = bytearray()
        async for chunk in response.aiter_bytes():
            body += chunk
            if len(body) > _ANSWER_LIMIT_BYTES:
                raise nonsense(f"more than {_ANSWER_LIMIT_BYTES // MIB} MiB", self._words)
        return bytes(body)

    def _result(self, tool: Tool, body: bytes) -> Result:
        try:
            return tool.result.model_validate_json(body)
        except ValidationError as error:
            first = error.errors(include_input=False, include_url=False)[0]
            field = ".".join(str(part) for part in first["loc"])
            what = f"an answer without a valid {field}" if field else "an answer that is no JSON"
            raise nonsense(what, self._words) from None

    def _take_token_out(self, error: SparkError) -> None:
        """Mend words that came from the server, which may repeat what it was sent."""
        if self._token is None:
            return
        secret = self._token.get_secret_value()
        error.message = error.message.replace(secret, "***")
        error.hint = error.hint and error.hint.replace(secret, "***")
        error.args = (error.message,)
        if isinstance(error, ToolError):
            error.code = error.code.replace(secret, "***")

    def _http(self) -> httpx2.AsyncClient:
        headers = {"Accept": "application/json", "User-Agent": f"spark-nb/{version('spark-nb')}"}
        if self._token is not None:
            headers["Authorization"] = f"Bearer {self._token.get_secret_value()}"
        return httpx2.AsyncClient(
            headers=headers,
            limits=httpx2.Limits(
                max_connections=_CONNECTIONS + 2,
                max_keepalive_connections=_CONNECTIONS,
                keepalive_expiry=30,
            ),
            timeout=httpx2.Timeout(None, connect=_CONNECT_SECONDS),  # the guard has the clock
            trust_env=False,
        )


class UnsetService:
    """A ``Service`` whose address nobody gave."""

    def __init__(self, name: ServiceName) -> None:
        self._words = WORDS[name]

    def __repr__(self) -> str:
        return f"<UnsetService {self._words.title}>"

    async def call(
        self, tool: Tool, request: Request, on_progress: OnProgress | None = None
    ) -> Answer:
        raise SetupError(
            f"There is no {self._words.title}: {self._words.url} is not set.",
            hint=f"Set {self._words.url} to its address, {self._words.token} to its token, "
            "and connect again.",
        )

    async def read_file(self, path: str) -> bytes | None:
        return None

    async def revision(self) -> str | None:
        return None


def _checked(url: str, words: ServiceWords) -> str:
    """Return ``url`` without a slash at its end; it may hold a path, and no more."""
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable or parts.query or parts.fragment or parts.username or parts.password:
        raise SetupError(
            f"{words.url} is no address of a service.",
            hint=f"Use one like http://localhost:9000, with the token in {words.token}.",
        )
    return url.rstrip("/")
