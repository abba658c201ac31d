"""What the embedded PostgreSQL servers are told. Each start writes these files anew."""

from __future__ import annotations

from pathlib import Path

from spark_nb.local.ports import LOOPBACK

SLOT = "spark_standby"
REPLICATION_USER = "spark_repl"

_COMMON = """\
listen_addresses = '{host}'
port = {port}
unix_socket_directories = ''            # its path would be too long in a deep home
max_connections = 300                   # each session keeps one open
shared_buffers = 64MB
max_wal_size = 512MB
wal_level = replica
max_slot_wal_keep_size = 256MB          # a dead standby must not fill the disk
password_encryption = 'scram-sha-256'
timezone = 'UTC'
log_timezone = 'UTC'
log_min_duration_statement = 250ms      # stands in for pg_stat_statements
log_parameter_max_length = 0            # values may be a user's code
"""

_STANDBY = """\
hot_standby = on
hot_standby_feedback = on
primary_conninfo = {primary}
primary_slot_name = '{slot}'
wal_receiver_status_interval = 1s
wal_retrieve_retry_interval = 100ms
"""

HOST_RULES = f"""\
host all all {LOOPBACK}/32 scram-sha-256
host replication {REPLICATION_USER} {LOOPBACK}/32 scram-sha-256
"""


def primary_conf(port: int) -> str:
    return _COMMON.format(host=LOOPBACK, port=port)


def standby_conf(port: int, *, primary_port: int, passfile: Path) -> str:
    primary = replication_conninfo(primary_port, passfile)
    return primary_conf(port) + _STANDBY.format(primary=_quoted(primary), slot=SLOT)


def replication_conninfo(primary_port: int, passfile: Path) -> str:
    """Return how a standby reaches its primary; the password stays in ``passfile``."""
    words = {
        "host": LOOPBACK,
        "port": str(primary_port),
        "user": REPLICATION_USER,
        "application_name": SLOT,
        "passfile": str(passfile),
    }
    return " ".join(f"{name}='{_escaped(text)}'" for name, text in words.items())


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("'", "\\'")


def _quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'"
