from __future__ import annotations

import getpass
import os
from pathlib import Path

import pytest

from spark_nb.errors import SetupError
from spark_nb.settings import load_settings

SECRET = "s3cret-of-mine"


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith(("SPARK_", "UNITY_", "CV_", "ASR_", "NATS_", "DATABASE_")):
            monkeypatch.delenv(name)


def refusal() -> str:
    with pytest.raises(SetupError) as caught:
        load_settings()
    return str(caught.value)


def test_state_lies_in_the_users_data_folder_and_never_in_their_home(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """What is deleted by ``down --purge`` bears common names: logs, project."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    home = load_settings().home
    assert home.name == "spark-nb"
    assert home.parent != tmp_path
    assert home.is_relative_to(tmp_path)


@pytest.mark.parametrize("name", ["PROJECT_FOLDER", "RATE_USER", "RATE_SESSION", "RATE_TOOL"])
def test_only_our_own_variables_are_read(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    untouched = load_settings()
    monkeypatch.setenv(name, "7")
    assert load_settings() == untouched


@pytest.mark.parametrize("variable", ["UNITY_MCP_TOKEN", "CV_SERVICE_TOKEN", "ASR_SERVICE_TOKEN"])
@pytest.mark.parametrize("token", [f"{SECRET}é", f"{SECRET} x", f"{SECRET}\nX-Evil: 1", " "])
def test_a_token_that_no_header_can_hold_is_refused_and_not_repeated(
    monkeypatch: pytest.MonkeyPatch, variable: str, token: str
) -> None:
    monkeypatch.setenv(variable, token)
    text = refusal()
    assert text.startswith(f"{variable}: a token is of ASCII characters, without spaces.")
    assert SECRET not in text


def test_the_line_end_of_a_token_is_no_part_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UNITY_MCP_TOKEN", f"{SECRET}\r\n")
    token = load_settings().unity_mcp_token
    assert token is not None
    assert token.get_secret_value() == SECRET


@pytest.mark.parametrize(
    "url",
    [
        "nonsense",
        "ftp://localhost/mcp",
        "http://",
        "http://[::1/mcp",
        "http://localhost:99999/mcp",
        f"http://joe:{SECRET}@localhost/mcp",
    ],
)
def test_an_address_of_no_engine_is_refused_and_not_repeated(
    monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv("UNITY_MCP_URL", url)
    text = refusal()
    assert text.startswith("UNITY_MCP_URL: it must be like http://localhost:8080/mcp")
    assert SECRET not in text


@pytest.mark.parametrize(
    "url", ["http://[::1", "http://example.com/ocr", "http://127.0.0.1.nip.io"]
)
def test_what_is_not_this_machine_needs_a_token(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("CV_SERVICE_URL", url)
    assert refusal().startswith("CV_SERVICE_URL is not on this machine: set CV_SERVICE_TOKEN too.")


@pytest.mark.parametrize("name", ["a\nb", "a\udc80", "x" * 201])
def test_a_user_is_somebody_who_can_be_written_down(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("SPARK_USER", name)
    assert refusal().startswith("SPARK_USER: it must be 1 to 200 printable characters.")


@pytest.mark.parametrize("error", [KeyError, OSError, ImportError])
def test_a_container_may_run_as_a_number_without_a_name(
    monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    def nobody() -> str:
        raise error("uid not found: 12345")

    monkeypatch.setattr(getpass, "getuser", nobody)
    assert load_settings().user == f"user-{os.getuid()}"


def test_secrets_come_from_files_and_are_shown_by_nobody(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "unity_mcp_token").write_text(f"{SECRET}\n")
    (tmp_path / "database_url").write_text(f"postgresql://joe:{SECRET}@db/spark\n")
    monkeypatch.setenv("SPARK_SECRETS_DIR", str(tmp_path))
    settings = load_settings()
    assert settings.unity_mcp_token is not None
    assert settings.database_url is not None
    assert settings.unity_mcp_token.get_secret_value() == SECRET
    assert settings.database_url.get_secret_value() == f"postgresql://joe:{SECRET}@db/spark"
    assert SECRET not in f"{settings!r} {settings} {settings.model_dump()}"


@pytest.mark.parametrize("kind", ["missing", "file"])
def test_a_folder_of_secrets_that_is_none_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, kind: str
) -> None:
    place = tmp_path / "secrets"
    if kind == "file":
        place.touch()
    monkeypatch.setenv("SPARK_SECRETS_DIR", str(place))
    assert refusal() == (
        f"SPARK_SECRETS_DIR: {place} is no folder. Correct the environment variable."
    )


def test_what_is_passed_wins_over_the_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SPARK_USER", "ada")
    monkeypatch.setenv("SPARK_PROJECT", "/elsewhere")
    settings = load_settings(user="grace", project_folder=tmp_path)
    assert (settings.user, settings.project) == ("grace", tmp_path)
    assert load_settings(user=None).user == "ada"
