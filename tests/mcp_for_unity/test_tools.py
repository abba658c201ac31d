"""The seven tools over the real server, with what is known to go wrong on the way."""

from __future__ import annotations

import io
from uuid import uuid4

import pytest
from PIL import Image

from spark_nb.clients.guarded_service import GuardedService
from spark_nb.domain.ids import content_sha256
from spark_nb.domain.tools import TOOLS
from spark_nb.domain.unified_diff import make_patch
from spark_nb.errors import ConflictError, RejectedError, ToolError
from spark_nb.policy import editor_life
from spark_nb.testing.samples import plain_picture
from tests.mcp_for_unity.editor import StandInEditor
from tests.mcp_for_unity.guarded import guarded
from tests.mcp_for_unity.pictures import noise
from tests.mcp_for_unity.server import UnityServer

HERO = "Assets/Scripts/Hero.cs"
CODE = (
    "using UnityEngine;\n\npublic class Hero {\n    int lives = 3;\n\n"
    "    void Jump() {\n    }\n}\n"
)


async def call(service: GuardedService, tool: str, **fields):
    answer = await service.call(TOOLS[tool], TOOLS[tool].request(**fields))
    return answer.result


async def write(service: GuardedService, code: str = CODE, path: str = HERO):
    name = path.rpartition("/")[2].removesuffix(".cs")
    return await call(service, "generate_script", name=name, code=code, path=path)


async def patch(service: GuardedService, path: str, before, after, **more):
    text = make_patch(path, before, after)
    return await call(service, "apply_patch", path=path, patch=text, **more)


def commands(editor: StandInEditor, tool: str) -> list[dict]:
    """Return the parameters of such commands, batched ones too."""
    found = []
    for name, params in editor.commands:
        found += [each["params"] for each in params.get("commands", ()) if each["tool"] == tool]
        found += [params] if name == tool else []
    return found


class TestScripts:
    async def test_a_new_one(self, editor, unity):
        result = await write(unity)
        assert (editor.project / HERO).read_text() == CODE
        assert result.created
        assert result.sha256 == content_sha256(CODE.encode())
        assert (editor.project / f"{HERO}.meta").exists()

    async def test_one_in_place_of_another_keeps_its_meta(self, editor, unity):
        await write(unity)
        meta = (editor.project / f"{HERO}.meta").read_text()
        result = await write(unity, CODE.replace("3", "5"))
        assert not result.created
        assert "lives = 5" in (editor.project / HERO).read_text()
        assert (editor.project / f"{HERO}.meta").read_text() == meta

    async def test_the_same_again_writes_nothing(self, editor, unity):
        await write(unity)
        await write(unity)
        assert len(editor.writes) == 1

    async def test_what_the_compiler_says(self, editor, unity):
        result = await write(unity, f"{CODE}#error mind the gap\n")
        (found,) = result.diagnostics
        assert (found.line, found.severity) == (9, "error")
        assert "mind the gap" in found.message

    async def test_the_console_is_left_to_the_user(self, editor, unity):
        editor.console.append({"type": "Log", "message": "mine", "file": "", "line": 0})
        await write(unity)
        assert [entry["message"] for entry in editor.console] == ["mine"]

    @pytest.mark.parametrize("path", ["Assets/100%/Hero.cs", "Assets/Größe.cs"])
    async def test_a_name_the_editor_would_not_find_again(self, editor, unity, path):
        with pytest.raises(RejectedError, match="ASCII"):
            await write(unity, path=path)
        assert editor.writes == []

    async def test_an_empty_one_would_become_a_template(self, editor, unity):
        with pytest.raises(RejectedError, match="no empty script"):
            await write(unity, "")
        assert not (editor.project / HERO).exists()

    async def test_braces_out_of_balance_are_refused_with_the_reason(self, editor, unity):
        with pytest.raises(ToolError, match="unbalanced") as refused:
            await write(unity, "class Hero {")
        assert refused.value.code == "validation_failed"
        assert not (editor.project / HERO).exists()


class TestPatches:
    async def test_a_lone_edit_that_reaches_into_a_method_keeps_all_of_itself(self, editor, unity):
        await write(unity)
        after = CODE.replace(
            "    int lives = 3;\n\n    void Jump() {\n",
            "    int lives = 9;\n\n    // higher\n    void Jump() {\n        lives--;\n",
        )
        await patch(unity, HERO, CODE.encode(), after.encode())
        assert (editor.project / HERO).read_text() == after

    async def test_columns_count_utf_16(self, editor, unity):
        before = f"{CODE}// 🎮🎲"
        await write(unity, before)
        after = f"{CODE}// 🎮🎲🎯"
        await patch(unity, HERO, before.encode(), after.encode())
        assert (editor.project / HERO).read_text() == after

    @pytest.mark.parametrize(
        "before",
        [
            pytest.param(f"// mine\n{CODE}".encode(), id="before the first using"),
            pytest.param(f"\ufeff{CODE}".encode(), id="byte order mark"),
        ],
    )
    async def test_what_edits_cannot_do_is_written_whole(self, editor, unity, before):
        file = editor.project / HERO
        file.parent.mkdir()
        file.write_bytes(before)
        after = before.replace(b"mine", b"ours").replace(b"lives = 3", b"lives = 4")
        await patch(unity, HERO, before, after)
        assert file.read_bytes() == after

    async def test_over_64_kib_is_written_whole(self, editor, unity):
        await write(unity)
        after = CODE + "// long\n" * 10_000
        await patch(unity, HERO, CODE.encode(), after.encode())
        assert (editor.project / HERO).read_text() == after

    async def test_crlf_stays(self, editor, unity):
        before = CODE.replace("\n", "\r\n").encode()
        (editor.project / HERO).parent.mkdir()
        (editor.project / HERO).write_bytes(before)
        after = before.replace(b"lives = 3;", b"lives = 4;")
        await patch(unity, HERO, before, after)
        assert (editor.project / HERO).read_bytes() == after

    async def test_one_that_does_not_fit(self, editor, unity):
        await write(unity)
        other = CODE.replace("lives", "hearts").encode()
        with pytest.raises(ConflictError, match="Hunk 1 does not fit"):
            await patch(unity, HERO, other, other.replace(b"3", b"4"))
        assert len(editor.writes) == 1

    async def test_one_for_another_state_of_the_file(self, editor, unity):
        await write(unity)
        after = CODE.replace("3", "4").encode()
        with pytest.raises(ConflictError, match="has changed"):
            await patch(unity, HERO, CODE.encode(), after, expected_sha256="0" * 64)

    async def test_no_text_is_refused(self, editor, unity):
        file = editor.project / HERO
        file.parent.mkdir()
        file.write_bytes(CODE.encode() + b"// \xff\n")
        after = CODE.replace("3", "4").encode()
        with pytest.raises(RejectedError, match="not UTF-8"):
            await patch(unity, HERO, CODE.encode(), after)

    async def test_deleting_takes_the_meta_along(self, editor, unity):
        await write(unity)
        await patch(unity, HERO, CODE.encode(), None)
        assert not (editor.project / HERO).exists()
        assert not (editor.project / f"{HERO}.meta").exists()

    async def test_other_files_never_reach_the_script_beside_them(self, editor, unity):
        await write(unity, path="Assets/Level.cs", code=CODE.replace("Hero", "Level"))
        (editor.project / "Assets/Level.json").write_text('{"coins": 3}\n')
        await patch(unity, "Assets/Level.json", b'{"coins": 3}\n', b'{"coins": 4}\n')
        assert (editor.project / "Assets/Level.json").read_text() == '{"coins": 4}\n'
        assert "class Level" in (editor.project / "Assets/Level.cs").read_text()

    async def test_an_open_scene_is_closed_for_it_and_opened_again(self, editor, unity):
        scene = "Assets/Main.unity"
        (editor.project / scene).write_text("%YAML 1.1\n")
        await call(unity, "render_preview", scene=scene)
        await patch(unity, scene, b"%YAML 1.1\n", b"%YAML 1.1\n# evening\n")
        assert editor.dialogs == []
        assert editor.scenes.active.path == scene
        assert "evening" in editor.scenes.active.seen.decode()
        assert not list((editor.project / "Assets").glob("SparkIsWriting*"))

    async def test_one_with_unsaved_changes_is_not_written(self, editor, unity):
        scene = "Assets/Main.unity"
        (editor.project / scene).write_text("%YAML 1.1\n")
        await call(unity, "render_preview", scene=scene)
        editor.scenes.active.dirty = True
        with pytest.raises(ConflictError, match="unsaved changes"):
            await patch(unity, scene, b"%YAML 1.1\n", b"%YAML 1.1\n# evening\n")
        assert (editor.project / scene).read_text() == "%YAML 1.1\n"


class TestPictures:
    async def test_the_size_of_the_view(self, editor, unity):
        editor.pictures.view = (640, 360)
        frame = await call(unity, "render_preview", width=640, height=360)
        assert (frame.width, frame.height, frame.warnings) == (640, 360, ())
        assert frame.data.startswith(b"\x89PNG")

    async def test_a_smaller_view_is_asked_for_at_a_multiple_and_remembered(self, editor, unity):
        editor.pictures.view = (320, 180)
        for _ in range(2):
            frame = await call(unity, "render_preview", width=640, height=360)
        assert frame.warnings == ()
        assert [shot["superSize"] for shot in commands(editor, "manage_camera")] == [1, 2, 2]

    async def test_another_shape_is_framed_and_says_so(self, editor, unity):
        editor.pictures.view = (400, 400)
        frame = await call(unity, "render_preview", width=640, height=360, format="jpeg")
        picture = Image.open(io.BytesIO(frame.data))
        assert (picture.format, picture.size) == ("JPEG", (640, 360))
        assert picture.getpixel((10, 180)) == (0, 0, 0)
        assert "scaled to 640 by 360" in frame.warnings[0]

    async def test_what_is_not_played_is_said(self, editor, unity):
        frame = await call(unity, "render_preview", width=640, height=360, time_s=2.0)
        assert "present moment" in frame.warnings[0]

    async def test_another_scene_is_opened_and_that_is_said(self, editor, unity):
        (editor.project / "Assets/Two.unity").write_text("%YAML 1.1\n")
        frame = await call(unity, "render_preview", scene="Assets/Two.unity")
        assert "in place of an unsaved scene" in frame.warnings[0]
        assert editor.scenes.active.path == "Assets/Two.unity"

    async def test_not_in_place_of_unsaved_work(self, editor, unity):
        (editor.project / "Assets/Two.unity").write_text("%YAML 1.1\n")
        editor.scenes.active.dirty = True
        with pytest.raises(ConflictError, match="unsaved changes"):
            await call(unity, "render_preview", scene="Assets/Two.unity")

    async def test_a_camera_that_is_not_there(self, editor, unity):
        with pytest.raises(ToolError, match="no camera named 'Left'") as refused:
            await call(unity, "render_preview", camera="Left")
        assert refused.value.code == "no_camera"

    async def test_no_camera_at_all(self, editor, unity):
        editor.pictures.view = None
        with pytest.raises(ToolError, match="no camera in the open scene"):
            await call(unity, "render_preview")

    async def test_pictures_do_not_become_assets(self, editor, unity):
        await call(unity, "render_preview")
        assert not list((editor.project / "Assets").rglob("*.png"))

    async def test_one_that_ends_the_connection_is_asked_for_smaller(self, editor, unity):
        editor.pictures.view, editor.pictures.draw = (2100, 2100), noise
        frame = await call(unity, "render_preview", width=2100, height=2100, format="jpeg")
        assert (frame.width, frame.height) == (2100, 2100)
        assert "gave 1050 by 1050" in frame.warnings[0]


class TestAssets:
    async def test_bytes_are_written_and_imported(self, editor, unity):
        content = plain_picture("red")
        fields = {"path": "Assets/Art/hero.png", "content": content, "media_type": "image/png"}
        result = await call(unity, "ingest_asset", **fields)
        assert (editor.project / "Assets/Art/hero.png").read_bytes() == content
        assert len(result.guid) == 32
        assert result.created
        assert {"action": "import", "path": "Assets/Art/hero.png"} in commands(
            editor, "manage_asset"
        )

    async def test_a_link_out_of_the_project_is_refused(self, editor, unity, tmp_path):
        (editor.project / "Assets/Out").symlink_to(tmp_path)
        fields = {"path": "Assets/Out/x.png", "content": plain_picture("red")}
        with pytest.raises(RejectedError, match="leads out"):
            await call(unity, "ingest_asset", media_type="image/png", **fields)

    async def test_sprites_come_from_the_meta(self, editor, unity):
        fields = {"path": "Assets/hero.png", "content": plain_picture("red")}
        await call(unity, "ingest_asset", media_type="image/png", **fields)
        (editor.project / "Assets/hero.png.meta").write_text(SLICED)
        parts = await call(unity, "deconstruct_asset", path="Assets/hero.png")
        assert [part.name for part in parts.parts if part.kind == "sprite"] == ["run_0", "run_1"]

    async def test_one_that_is_not_there(self, editor, unity):
        with pytest.raises(ToolError) as refused:
            await call(unity, "deconstruct_asset", path="Assets/none.png")
        assert refused.value.code == "not_found"


SLICED = """\
fileFormatVersion: 2
guid: 0123456789abcdef0123456789abcdef
TextureImporter:
  spriteMode: 2
  spriteSheet:
    sprites:
    - name: run_0
      rect: {serializedVersion: 2, x: 0, y: 0, width: 4, height: 4}
      internalID: 11
    - name: run_1
      rect: {serializedVersion: 2, x: 4, y: 0, width: 4, height: 4}
      internalID: 12
"""


class TestBuilds:
    async def until_ended(self, unity, job_id):
        while not (status := await call(unity, "get_build_status", job_id=job_id)).is_final:
            pass
        return status

    async def test_one_that_succeeds(self, editor, unity):
        job_id = uuid4()
        config = {"development": True, "scenes": ["Assets/A.unity"], "texture_max_size": 512}
        started = await call(unity, "run_build", job_id=job_id, target="WebGL", config=config)
        assert started.status == "running"
        assert started.report == {"ignored": ["texture_max_size"]}
        ended = await self.until_ended(unity, job_id)
        assert (ended.status, ended.progress, ended.byte_length) == ("succeeded", 1.0, 10_000)
        (asked,) = [c for c in commands(editor, "manage_build") if c["action"] == "build"]
        assert (asked["target"], asked["development"]) == ("webgl", True)

    async def test_the_same_again_builds_once(self, editor, unity):
        job_id = uuid4()
        for _ in range(2):
            await call(unity, "run_build", job_id=job_id, target="WebGL")
        assert editor.builds.started == 1

    async def test_success_true_may_be_a_failure(self, editor, unity):
        editor.builds.outcome = "failed"
        job_id = uuid4()
        await call(unity, "run_build", job_id=job_id, target="WebGL")
        ended = await self.until_ended(unity, job_id)
        assert (ended.status, ended.error_code) == ("failed", "build_failed")
        assert "2 scripts do not compile" in ended.log_tail

    async def test_a_platform_that_is_not_installed(self, editor, unity):
        editor.builds.missing = {"iOS"}
        with pytest.raises(ToolError, match="not installed") as refused:
            await call(unity, "run_build", job_id=uuid4(), target="iOS")
        assert refused.value.hint == "Add the platform in Unity Hub."

    async def test_while_another_one_runs(self, editor, unity):
        editor.builds.seconds = 60
        await call(unity, "run_build", job_id=uuid4(), target="WebGL")
        with pytest.raises(ToolError, match="in progress"):
            await call(unity, "run_build", job_id=uuid4(), target="WebGL")

    async def test_one_that_freezes_unity_is_running(self, editor, unity):
        editor.builds.seconds, editor.freezes_while_building = 3.0, True
        job_id = uuid4()
        await call(unity, "run_build", job_id=job_id, target="WebGL")
        frozen = await call(unity, "get_build_status", job_id=job_id)
        assert (frozen.status, frozen.progress) == ("running", 0.0)
        assert "answers when it is done" in frozen.stage
        assert (await self.until_ended(unity, job_id)).status == "succeeded"

    async def test_one_that_unity_forgot_in_a_reload(self, editor, unity):
        job_id = uuid4()
        await call(unity, "run_build", job_id=job_id, target="WebGL")
        await editor.reload()
        ended = await self.until_ended(unity, job_id)
        assert (ended.status, ended.byte_length) == ("succeeded", 10_000)

    async def test_one_that_went_down_with_it(self, editor, unity):
        editor.builds.outcome = "failed"
        job_id = uuid4()
        await call(unity, "run_build", job_id=job_id, target="WebGL")
        await editor.reload()
        ended = await self.until_ended(unity, job_id)
        assert (ended.status, ended.error_code) == ("failed", "lost")

    async def test_one_whose_editor_left_for_good(self, editor, unity, monkeypatch):
        monkeypatch.setattr(editor_life, "_LEAVE_SECONDS", 0.5)
        editor.builds.seconds = 60
        job_id = uuid4()
        await call(unity, "run_build", job_id=job_id, target="WebGL")
        await editor.leave()
        ended = await self.until_ended(unity, job_id)
        assert (ended.status, ended.error_code) == ("failed", "lost")
        assert ended.log_tail == "Unity left during the build.\n"

    async def test_a_lost_reply_starts_no_second_one(self, editor, unity):
        editor.reload_during("manage_build build", after_work=True)
        job_id = uuid4()
        await call(unity, "run_build", job_id=job_id, target="WebGL")
        ended = await self.until_ended(unity, job_id)
        assert editor.builds.started == 1
        assert ended.status in ("succeeded", "failed")

    async def test_a_new_kernel_finds_it(self, unity_server: UnityServer, editor, unity):
        job_id = uuid4()
        await call(unity, "run_build", job_id=job_id, target="WebGL")
        async with guarded(unity_server.url, editor.project) as (_, other):
            assert (await self.until_ended(other, job_id)).status == "succeeded"

    async def test_one_nobody_knows(self, editor, unity):
        with pytest.raises(ToolError) as refused:
            await call(unity, "get_build_status", job_id=uuid4())
        assert refused.value.code == "not_found"

    async def test_there_is_no_way_to_cancel(self, editor, unity):
        with pytest.raises(ToolError, match="cannot cancel"):
            await call(unity, "run_build", job_id=uuid4(), target="WebGL", config={"cancel": True})
