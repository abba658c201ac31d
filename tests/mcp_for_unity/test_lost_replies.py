"""The editor reloads in the middle of a call: the write is there once, and its caller knows."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from spark_nb.clients.guarded_service import GuardedService
from spark_nb.domain.ids import content_sha256
from spark_nb.domain.tools import TOOLS
from spark_nb.domain.unified_diff import make_patch
from spark_nb.ports import Answer
from spark_nb.testing.samples import plain_picture
from tests.mcp_for_unity.guarded import guarded

HERO, LOG, PICTURE = "Assets/Hero.cs", "Assets/Log.txt", "Assets/Hero.png"
CODE = b"using UnityEngine;\n\npublic class Hero\n{\n    int lives = 3;\n}\n"
OTHER_CODE = CODE.replace(b"3", b"4")
Act = Callable[[GuardedService, Path], Awaitable[Answer]]


async def call(service: GuardedService, tool: str, **fields: object) -> Answer:
    return await service.call(TOOLS[tool], TOOLS[tool].request(**fields))


def writes_a_script(before: bytes | None) -> Act:
    async def act(service: GuardedService, project: Path) -> Answer:
        put(project, HERO, before)
        return await call(
            service, "generate_script", name="Hero", path=HERO, code=OTHER_CODE.decode()
        )

    return act


def patches(path: str, before: bytes, after: bytes | None) -> Act:
    async def act(service: GuardedService, project: Path) -> Answer:
        put(project, path, before)
        return await call(service, "apply_patch", path=path, patch=make_patch(path, before, after))

    return act


async def brings_a_picture(service: GuardedService, _: Path) -> Answer:
    content = plain_picture("red")
    return await call(
        service, "ingest_asset", path=PICTURE, content=content, media_type="image/png"
    )


def put(project: Path, path: str, content: bytes | None) -> None:
    if content is not None:
        (project / path).write_bytes(content)


def content_of(file: Path) -> bytes | None:
    return file.read_bytes() if file.exists() else None


CASES = [
    (writes_a_script(None), HERO, OTHER_CODE, "manage_script create"),
    (writes_a_script(None), HERO, OTHER_CODE, "manage_script get_sha"),
    (writes_a_script(CODE), HERO, OTHER_CODE, "manage_script update"),
    (writes_a_script(CODE), HERO, OTHER_CODE, "refresh_unity"),
    (patches(HERO, CODE, OTHER_CODE), HERO, OTHER_CODE, "manage_script apply_text_edits"),
    (patches(HERO, CODE, OTHER_CODE), HERO, OTHER_CODE, "read_console"),
    (patches(HERO, CODE, None), HERO, None, "manage_script delete"),
    (patches(LOG, b"one\n", b"one\ntwo\n"), LOG, b"one\ntwo\n", "manage_asset import"),
    (brings_a_picture, PICTURE, plain_picture("red"), "manage_asset import"),
]


@pytest.mark.parametrize("after_work", [False, True], ids=["before", "after"])
@pytest.mark.parametrize(
    ("act", "path", "wanted", "command"), CASES, ids=[f"{case[1]}-{case[3]}" for case in CASES]
)
async def test_a_write_lands_once(unity_server, editor, act, path, wanted, command, after_work):
    editor.reload_during(command, after_work=after_work)
    async with guarded(unity_server.url, editor.project) as (_, service):
        answer = await act(service, editor.project)
    assert editor.struck == [(command, after_work)]
    assert content_of(editor.project / path) == wanted
    if path == HERO:
        assert editor.writes == [(HERO, "" if wanted is None else content_sha256(wanted))]
    if path == PICTURE:
        assert f"guid: {answer.result.guid}\n" in (editor.project / f"{path}.meta").read_text()


async def test_a_deletion_that_the_server_only_believes_in_is_made(unity_server, editor):
    """It takes any failure to read the script for its end."""
    for command in ("manage_script delete", "manage_script read"):
        editor.reload_during(command, after_work=False)
    async with guarded(unity_server.url, editor.project) as (_, service):
        await patches(HERO, CODE, None)(service, editor.project)
    assert len(editor.struck) == 2
    assert editor.writes == [(HERO, "")]
    assert not (editor.project / HERO).exists()


@pytest.mark.parametrize(
    ("act", "path", "wanted"),
    [
        (writes_a_script(None), HERO, OTHER_CODE),
        (patches(LOG, b"one\n", b"one\ntwo\n"), LOG, b"one\ntwo\n"),
    ],
    ids=[HERO, LOG],
)
async def test_an_editor_that_has_just_left_is_waited_for(unity_server, editor, act, path, wanted):
    async with guarded(unity_server.url, editor.project) as (engine, service):
        await service.read_file(path)
        await editor.leave()
        writing = asyncio.create_task(act(service, editor.project))
        while engine.state.word != "reloading" and not writing.done():  # noqa: ASYNC110
            await asyncio.sleep(0.01)
        await editor.come_back()
        answer = await writing
    assert answer.attempts == 1
    assert content_of(editor.project / path) == wanted
