"""The broker as sessions meet it."""

from __future__ import annotations

import asyncio
import socket

import nats
import pytest

from spark_nb.local.nats_conf import client_user


async def connect(url, errors=None, **options):
    async def note(error):
        if errors is not None:
            errors.append(str(error))

    return await asyncio.wait_for(
        nats.connect(url, error_cb=note, allow_reconnect=False, **options), 5
    )


@pytest.fixture
def stack(shared):
    return shared.stack


async def test_client_publishes_and_reads_our_subjects(stack):
    client = await connect(stack.nats_url)
    subscription = await client.subscribe("spark.runtime.>")
    await client.publish("spark.runtime.unity.started.s1", b"hello")
    message = await subscription.next_msg(timeout=30)
    assert (message.subject, message.data) == ("spark.runtime.unity.started.s1", b"hello")
    await client.close()


async def test_foreign_subjects_are_denied(stack):
    errors: list[str] = []
    client = await connect(stack.nats_url, errors)
    await client.publish("other.subject", b"")
    await client.flush()
    async with asyncio.timeout(30):
        while not errors:
            await client.flush()
    assert 'permissions violation for publish to "other.subject"' in errors[0].lower()
    await client.close()


@pytest.mark.parametrize("options", ["{}", '{"user": "spark", "pass": "wrong"}'])
def test_wrong_or_no_password_is_refused(stack, options):
    with socket.create_connection(("127.0.0.1", stack.ports["nats"]), timeout=30) as connection:
        connection.sendall(f"CONNECT {options}\r\nPING\r\n".encode())
        answer = b"".join(iter(lambda: connection.recv(4096), b""))
    assert answer.endswith(b"-ERR 'Authorization Violation'\r\n")


async def test_streams_and_a_big_frame_work(stack):
    client = await connect(stack.nats_url)
    jetstream = client.jetstream()
    await jetstream.add_stream(name="BIG", subjects=["spark.frames.>"])
    frame = bytes(4 * 1024 * 1024)
    await jetstream.publish("spark.frames.s1.a", frame)
    assert (await jetstream.get_last_msg("BIG", "spark.frames.s1.a")).data == frame
    await jetstream.delete_stream("BIG")
    await client.close()


async def test_browsers_can_connect_by_websocket(stack):
    address = stack.nats_ws_url.removeprefix("ws://")
    host, port = address.split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(
        f"GET / HTTP/1.1\r\nHost: {address}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
    )
    assert (await reader.readline()).split()[1] == b"101"
    writer.close()
    await writer.wait_closed()


async def test_account_file_names_users_and_hides_their_passwords_in_reprs(stack):
    assert repr(client_user(stack.credentials)) == "<BrokerUser spark>"
