"""A preset's record while its files are written, and afterwards."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from spark_nb.domain.file_plan import FilePlan
from spark_nb.domain.ids import content_sha256
from spark_nb.domain.preset import Preset
from spark_nb.domain.preset_record import PresetRecord, RecordedFile
from spark_nb.domain.text import text_of


def recorded(
    preset: Preset,
    files: Mapping[str, bytes],
    plan: FilePlan,
    before: PresetRecord | None,
    others: Collection[str],
) -> PresetRecord:
    """Return the record once ``plan`` is carried out."""
    known = before.files if before else {}
    added = {step.path for step in plan.steps if step.before is None}

    def owned(path: str) -> bool:
        if path in known and path not in added:
            return known[path].owned
        return path in added or path in others

    return PresetRecord(
        id=preset.id,
        version=preset.version,
        state="applied",
        files={
            path: RecordedFile(sha256=content_sha256(content), owned=owned(path))
            for path, content in files.items()
        },
        bases=_texts(files.items()),
    )


def while_applying(after: PresetRecord, before: PresetRecord | None) -> PresetRecord:
    """Return the record to write first: it knows each file as it was and as it will be.

    Whatever stops the rest half-way, applying again or taking the preset out still tells the
    preset's files from the user's edits.
    """
    known = before.files if before else {}
    bases = before.bases if before else {}
    files = dict(known)
    for path, file in after.files.items():
        old = known.get(path)
        if old is None or old.sha256 == file.sha256:
            files[path] = file
        else:
            files[path] = old.model_copy(update={"next_sha256": file.sha256, "owned": file.owned})
    return after.model_copy(
        update={"state": "applying", "files": files, "bases": {**after.bases, **bases}}
    )


def _texts(files: Iterable[tuple[str, bytes]]) -> dict[str, str]:
    texts = ((path, text_of(content)) for path, content in files)
    return {path: text for path, text in texts if text is not None}
