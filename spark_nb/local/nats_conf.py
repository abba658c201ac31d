"""What the embedded nats-server is told."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from spark_nb.local.credentials import Credentials
from spark_nb.local.ports import LOOPBACK
from spark_nb.local.readers import Reader

CLIENT_USER = "spark"
_SYSTEM_USER = "sys"

_SERVER = """\
server_name: spark
listen: "{host}:{port}"
http: "{host}:{http_port}"
max_payload: 8MB
websocket {{ listen: "{host}:{ws_port}", no_tls: true }}
jetstream {{ store_dir: {store}, max_memory_store: 256MB, max_file_store: 4GB }}
include "accounts.conf"
"""

_ACCOUNTS = """\
accounts {{
  SYS {{ users: [ {{ user: {system_user}, password: {system_password} }} ] }}
  SPARK {{ jetstream: enabled, users: [
{users}
  ] }}
}}
system_account: SYS
"""


@dataclass(frozen=True, slots=True)
class BrokerUser:
    """Who may connect, and on which subjects; anything else the server refuses."""

    name: str
    password: str
    publish: tuple[str, ...]
    subscribe: tuple[str, ...]

    def __repr__(self) -> str:
        return f"<BrokerUser {self.name}>"

    def conf(self) -> str:
        return (
            f"    {{ user: {_text(self.name)}, password: {_text(self.password)}, permissions: {{"
            f" publish: {_allowed(self.publish)}, subscribe: {_allowed(self.subscribe)} }} }}"
        )


def client_user(credentials: Credentials) -> BrokerUser:
    """Return the user that sessions connect as: all of ours, and JetStream's own subjects."""
    return BrokerUser(
        CLIENT_USER,
        credentials.broker_client,
        publish=("spark.>", "$JS.API.>", "$JS.ACK.>", "$JS.FC.>", "_INBOX.>"),
        subscribe=("spark.>", "$JS.EVENT.>", "_INBOX.>"),
    )


def reader_user(reader: Reader) -> BrokerUser:
    """Return the user of a page: it may say nothing, and reads what it was made for."""
    return BrokerUser(reader.name, reader.password, publish=(), subscribe=reader.subjects)


def server_conf(*, port: int, ws_port: int, http_port: int, store: Path) -> str:
    return _SERVER.format(
        host=LOOPBACK, port=port, ws_port=ws_port, http_port=http_port, store=_text(str(store))
    )


def accounts_conf(system_password: str, users: Iterable[BrokerUser]) -> str:
    """Return the part that is rewritten when users come and go; SIGHUP makes it hold."""
    return _ACCOUNTS.format(
        system_user=_SYSTEM_USER,
        system_password=_text(system_password),
        users="\n".join(user.conf() for user in users),
    )


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _allowed(subjects: tuple[str, ...]) -> str:
    return f"{{ allow: {_texts(subjects)} }}" if subjects else '{ deny: ">" }'


def _texts(texts: tuple[str, ...]) -> str:
    return f"[{', '.join(_text(text) for text in texts)}]"
