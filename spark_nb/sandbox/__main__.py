"""Command line: serve one Unity project folder until SIGTERM."""

from __future__ import annotations

import argparse
import logging
import signal
import socket
import sys
from pathlib import Path

from spark_nb.errors import SetupError, SparkError

_EXIT_GRACE_SECONDS = 1


def main(arguments: list[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    logging.basicConfig(
        stream=sys.stderr, level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s"
    )
    try:
        _serve(options)
    except SparkError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="spark-nb sandbox", description=__doc__)
    parser.add_argument("--project", type=Path, required=True, help="Unity project folder")
    parser.add_argument("--token-file", type=Path, required=True, help="holds the bearer token")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--port", type=int, default=8321, help="0 takes a free one")
    where.add_argument("--fd", type=int, help="a listening socket, inherited")
    parser.add_argument(
        "--allow-host", action="append", default=[], help="one more name clients may use"
    )
    return parser


def _serve(options: argparse.Namespace) -> None:
    import uvicorn  # noqa: PLC0415 - mistakes on the command line are answered before this

    from spark_nb.sandbox.access import LOOPBACK, AccessControl  # noqa: PLC0415
    from spark_nb.sandbox.engine import Engine  # noqa: PLC0415
    from spark_nb.sandbox.project.folder import ProjectFolder  # noqa: PLC0415
    from spark_nb.sandbox.server import SandboxServer  # noqa: PLC0415

    token = _read_token(options.token_file)
    listener = _listener(options)
    # asyncio does this only for sockets that say which protocol they speak; ours may not
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    app = SandboxServer(Engine(ProjectFolder.open(options.project))).app()
    config = uvicorn.Config(
        AccessControl(app, token=token, hosts={*LOOPBACK, options.host, *options.allow_host}),
        log_config=None,
        access_log=False,
        lifespan="on",
        ws="none",
        timeout_graceful_shutdown=_EXIT_GRACE_SECONDS,
    )
    # uvicorn raises the signal again when it has shut down; by then that is success
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    signal.signal(signal.SIGINT, lambda *_: sys.exit(130))
    uvicorn.Server(config).run(sockets=[listener])


def _read_token(file: Path) -> str:
    try:
        token = file.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SetupError(
            f"The token file cannot be read: {type(error).__name__}.",
            hint="Pass --token-file with a readable text file.",
        ) from None
    if len(token) < 16:
        raise SetupError(
            "The token is shorter than 16 characters.", hint="Use a long random token."
        )
    return token


def _listener(options: argparse.Namespace) -> socket.socket:
    if options.fd is not None:
        return _inherited(options.fd)
    try:
        return socket.create_server((options.host, options.port))
    except OSError as error:
        raise SetupError(
            f"Cannot listen on {options.host}:{options.port}: {error.strerror}.",
            hint="Choose another --port, or 0 for a free one.",
        ) from None


def _inherited(fd: int) -> socket.socket:
    try:
        return socket.socket(fileno=fd)
    except OSError as error:
        raise SetupError(
            f"File descriptor {fd} is not a socket: {error.strerror}.",
            hint="Pass the number of an inherited, listening TCP socket.",
        ) from None


if __name__ == "__main__":
    raise SystemExit(main())
