"""The stack's passwords: made once, kept in a file that only its owner may read."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path

from spark_nb.errors import SetupError
from spark_nb.local.private_file import write_private

_SCRAM_ITERATIONS = 4096


def _password() -> str:
    return secrets.token_urlsafe(24)


@dataclass(frozen=True, slots=True)
class Credentials:
    """One password each; letters, digits, ``-`` and ``_``, so they need no quoting anywhere."""

    database_owner: str = field(default_factory=_password, repr=False)
    database_writer: str = field(default_factory=_password, repr=False)
    database_reader: str = field(default_factory=_password, repr=False)
    database_replication: str = field(default_factory=_password, repr=False)
    broker_client: str = field(default_factory=_password, repr=False)
    broker_system: str = field(default_factory=_password, repr=False)
    sandbox_token: str = field(default_factory=_password, repr=False)


def load_credentials(path: Path) -> Credentials:
    """Raises SetupError when the file is not whole."""
    try:
        values = json.loads(path.read_text())
        return Credentials(**{item.name: str(values[item.name]) for item in fields(Credentials)})
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SetupError(
            f"{path} does not hold the stack's passwords ({type(error).__name__}).",
            hint="Restore it, or start empty with spark-nb down --purge.",
        ) from None


def load_or_make_credentials(path: Path) -> Credentials:
    if path.exists():
        return load_credentials(path)
    made = Credentials()
    write_private(path, json.dumps(asdict(made)))
    return made


def scram_verifier(password: str) -> str:
    """Return what PostgreSQL stores for ``password``, so that the text itself is never sent."""
    salt = secrets.token_bytes(16)
    salted = hashlib.pbkdf2_hmac("sha256", password.encode(), salt, _SCRAM_ITERATIONS)
    stored_key = hashlib.sha256(hmac.digest(salted, b"Client Key", "sha256")).digest()
    server_key = hmac.digest(salted, b"Server Key", "sha256")
    texts = [base64.b64encode(part).decode() for part in (salt, stored_key, server_key)]
    return f"SCRAM-SHA-256${_SCRAM_ITERATIONS}:{texts[0]}${texts[1]}:{texts[2]}"
