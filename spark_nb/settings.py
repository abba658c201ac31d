"""Environment to settings, read once. What is unset is served by the embedded stack."""

from __future__ import annotations

import getpass
import ipaddress
import os
import re
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Self
from urllib.parse import urlsplit

import platformdirs
from pydantic import (
    AfterValidator,
    Field,
    SecretStr,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from spark_nb.errors import SetupError

_USER_CHARACTERS = 200
_HEADER = re.compile(r"[!-~]+")


def _default_home() -> Path:
    return platformdirs.user_data_path("spark-nb", appauthor=False)


def _default_user() -> str:
    """Return the OS user's name; a container may run as a number that has none."""
    try:
        return getpass.getuser()
    except (ImportError, KeyError, OSError):  # by version and system
        return f"user-{os.getuid()}" if hasattr(os, "getuid") else "user"


def _check_user(name: str) -> str:
    if not 1 <= len(name) <= _USER_CHARACTERS or not name.isprintable():
        raise ValueError(f"it must be 1 to {_USER_CHARACTERS} printable characters")
    return name


def _check_token(token: SecretStr) -> SecretStr:
    """Take line ends off, which come with files; what is left must fit into an HTTP header."""
    text = token.get_secret_value().strip()
    if not _HEADER.fullmatch(text):
        raise ValueError("a token is of ASCII characters, without spaces")
    return SecretStr(text)


def _check_url(url: str) -> str:
    """Refuse what is no HTTP address, and secrets in it: addresses are shown."""
    try:
        parts = urlsplit(url)
        usable = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:
        usable = False
    if not usable or parts.username or parts.password:
        raise ValueError("it must be like http://localhost:8080/mcp, with the token beside it")
    return url


McpUrl = Annotated[str, AfterValidator(_check_url)]
Token = Annotated[SecretStr, AfterValidator(_check_token)]


def is_loopback(url: str) -> bool:
    """Whether ``url`` points at this machine by name or address."""
    try:
        host = urlsplit(url).hostname or ""
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _rate(scope: str, default: float) -> Any:
    """Calls per second that one user, session or tool of a session may make; 0 is no limit."""
    variable = f"SPARK_RATE_{scope.upper()}"
    return Field(default=default, ge=0, allow_inf_nan=False, validation_alias=variable)


class Settings(BaseSettings):
    """What the environment says. Field names are the variables in lower case, or have their own.

    No field is named by two variables: ``home`` must never be read from ``HOME``. Secrets may also
    come one per file, named as the variable in lower case, from the folder ``SPARK_SECRETS_DIR``.
    """

    model_config = SettingsConfigDict(
        frozen=True, extra="ignore", env_ignore_empty=True, hide_input_in_errors=True
    )

    unity_mcp_url: McpUrl | None = None
    unity_mcp_token: Token | None = None
    cv_service_url: str | None = None
    cv_service_token: Token | None = None
    asr_service_url: str | None = None
    asr_service_token: Token | None = None
    nats_url: SecretStr | None = None
    nats_ws_url: SecretStr | None = None
    """May carry a user who can read frames; pages get it."""
    database_url: SecretStr | None = None
    database_replica_url: SecretStr | None = None
    home: Path = Field(default_factory=_default_home, validation_alias="SPARK_HOME")
    project_folder: Path | None = Field(default=None, validation_alias="SPARK_PROJECT")
    preset_folders: Annotated[tuple[Path, ...], NoDecode] = Field(
        default=(), validation_alias="SPARK_PRESETS"
    )
    """Folders of the user's own presets, separated as in ``PATH``."""
    user: Annotated[str, AfterValidator(_check_user)] = Field(
        default_factory=_default_user, validation_alias="SPARK_USER"
    )
    rate_user: float = _rate("user", 5000)
    rate_session: float = _rate("session", 1000)
    rate_tool: float = _rate("tool", 500)
    keep_days: int = Field(default=90, ge=0, validation_alias="SPARK_KEEP_DAYS")
    """How long calls, events, frames and samples are kept, in whole weeks; 0 is for ever."""

    @classmethod
    def of(cls, values: Mapping[str, Any], **options: Any) -> Self:
        """Make settings of ``values`` by field names; the environment says the rest."""
        fields = cls.model_fields
        named = {str(fields[name].validation_alias or name): values[name] for name in values}
        return cls(**options, **named)

    @field_validator("preset_folders", mode="before")
    @classmethod
    def _split_folders(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        names = filter(None, value.split(os.pathsep))
        return tuple(Path(name).expanduser().absolute() for name in names)

    @model_validator(mode="after")
    def _remote_needs_token(self) -> Self:
        for name in ("unity_mcp", "cv_service", "asr_service"):
            url = getattr(self, f"{name}_url")
            if url and not is_loopback(url) and getattr(self, f"{name}_token") is None:
                variable = f"{name}_token".upper()
                raise ValueError(f"{name.upper()}_URL is not on this machine: set {variable} too")
        return self

    @cached_property
    def project(self) -> Path:
        """The Unity project folder, absolute."""
        return (self.project_folder or self.home / "project").expanduser().absolute()


def load_settings(**overrides: Any) -> Settings:
    """Read the environment; ``overrides`` win over it.

    Raises SetupError that names the variable and never its value.
    """
    secrets = os.environ.get("SPARK_SECRETS_DIR") or None
    if secrets and not Path(secrets).is_dir():
        raise SetupError(
            f"SPARK_SECRETS_DIR: {secrets} is no folder.", hint="Correct the environment variable."
        )
    given = {name: value for name, value in overrides.items() if value is not None}
    try:
        return Settings.of(given, _secrets_dir=secrets)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"]).upper()
        text = first["msg"].removeprefix("Value error, ")
        raise SetupError(
            f"{where}: {text}." if where else f"{text}.", hint="Correct the environment variable."
        ) from None


class Endpoints(Settings):
    """Settings with every address known: from the environment, or from the embedded stack."""

    unity_mcp_url: McpUrl
    nats_url: SecretStr
    database_url: SecretStr
    database_replica_url: SecretStr
    database_owner_url: SecretStr | None = None
    """Who may change the schema; only the embedded stack knows one."""
    nats_readers: Path | None = None
    """Where readers of the embedded broker are asked for."""
