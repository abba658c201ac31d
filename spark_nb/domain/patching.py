"""What a patch request makes of a file, or why it makes nothing."""

from __future__ import annotations

from spark_nb.domain.ids import content_sha256
from spark_nb.domain.unified_diff import PatchMismatch, apply_patch, parse_patch
from spark_nb.domain.unity import ApplyPatch, Diagnostic, PatchResult
from spark_nb.errors import ConflictError, RejectedError

_READ_AGAIN = "Read the file again and make the patch anew."


def names_what_it_deletes(request: ApplyPatch) -> bool:
    """Whether it deletes a file by its hash alone, be the file text or not."""
    patch = parse_patch(request.patch)
    return patch.deletes and not patch.hunks and request.expected_sha256 is not None


def check_text(path: str, content: bytes | None) -> None:
    """Raise RejectedError for a file that is no text, which no patch can be of."""
    try:
        (content or b"").decode()
    except UnicodeDecodeError as error:
        raise not_text(path, error.start) from None


def not_text(path: str, at: int) -> RejectedError:
    """Return the error for a file whose byte ``at`` is not UTF-8."""
    return RejectedError(
        f"{path} is not text: byte {at} is not UTF-8.",
        field="path",
        limit="UTF-8",
        actual=at,
        hint="Save it as UTF-8, or replace the file with ingest_asset.",
    )


def patched(request: ApplyPatch, before: bytes | None) -> bytes | None:
    """Return the file after the patch; None is no file, before and after.

    Raises ConflictError when the patch does not fit, or the file has another hash than expected.
    """
    actual = None if before is None else content_sha256(before)
    expected = request.expected_sha256
    if names_what_it_deletes(request):
        after = None
    else:
        try:
            after = apply_patch(before, parse_patch(request.patch))
        except PatchMismatch as error:
            raise _conflict(str(error), request, actual) from None
    if expected is not None and expected != actual:
        raise _conflict(f"{request.path} has changed since it was read.", request, actual)
    return after


def patch_result(
    request: ApplyPatch,
    before: bytes | None,
    after: bytes | None,
    *,
    diagnostics: tuple[Diagnostic, ...] = (),
    revision: str | None = None,
) -> PatchResult:
    """Return what to say of a patch that brought a file from ``before`` to ``after``."""
    return PatchResult(
        path=request.path,
        before_sha256=None if before is None else content_sha256(before),
        after_sha256=None if after is None else content_sha256(after),
        hunks=len(parse_patch(request.patch).hunks),
        diagnostics=diagnostics,
        revision=revision,
    )


def _conflict(message: str, request: ApplyPatch, actual: str | None) -> ConflictError:
    return ConflictError(
        message,
        path=request.path,
        expected=request.expected_sha256,
        actual=actual,
        hint=_READ_AGAIN,
    )
