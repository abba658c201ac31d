"""How pages of this session read frames from the broker, without the kernel."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote, urlsplit, urlunsplit

from spark_nb.clients.nats_live import LiveNews
from spark_nb.domain.page_access import NoPageAccess, PageAccess, page_subjects
from spark_nb.local.readers import ReaderPass
from spark_nb.settings import Endpoints

_SCHEMES = ("ws", "wss")


class Pages:
    """A ``FrameOutlet``. On the embedded broker it makes a reader for this session alone."""

    def __init__(self, news: LiveNews, endpoints: Endpoints, session_id: str) -> None:
        self._news = news
        self._endpoints = endpoints
        self._session_id = session_id
        self._pass: ReaderPass | None = None

    @property
    def connected(self) -> bool:
        return self._news.connected

    def access(self) -> PageAccess | NoPageAccess:
        """Return what a page needs, a secret with it, or why there is none."""
        if self._endpoints.nats_ws_url is None:
            return NoPageAccess("NATS_WS_URL is not set, so frames come through the kernel.")
        parts = urlsplit(self._endpoints.nats_ws_url.get_secret_value())
        if parts.scheme not in _SCHEMES or not parts.hostname:
            return NoPageAccess("NATS_WS_URL is no address like ws://host:port.")
        url = urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))
        subjects = page_subjects(self._session_id)
        if self._endpoints.nats_readers is None:
            user, password = unquote(parts.username or ""), unquote(parts.password or "")
            return PageAccess(url, subjects, user, password)
        if self._pass is None:
            self._pass = ReaderPass(self._endpoints.nats_readers, subjects)
        reader = self._pass.reader
        return PageAccess(url, reader.subjects, reader.name, reader.password)

    def announce(self, widget: str, facts: Mapping[str, Any]) -> None:
        self._news.tell(widget, facts)

    def close(self) -> None:
        if self._pass is not None:
            self._pass.close()
            self._pass = None
