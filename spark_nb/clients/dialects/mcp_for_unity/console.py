"""What Unity's console says of a script: its compiler's errors."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spark_nb.clients.dialects.mcp_for_unity.editor import Editor
from spark_nb.domain.unity import Diagnostic
from spark_nb.errors import ServiceError, ToolError

_COMPILER = re.compile(r"^(?P<path>.+?)\((\d+),(\d+)\): (error|warning) (CS\d+: .*)")
_MOST = 100


async def compiler_errors(editor: Editor, path: str) -> tuple[Diagnostic, ...]:
    """Return the errors in one script, oldest first; nothing where the console cannot be read.

    The console is never cleared: what else is in it is the user's.
    """
    try:
        answer = await editor.call(
            "read_console",
            action="get",
            types=["error"],
            count=str(_MOST),
            filter_text=path,
            format="json",
            include_stacktrace=False,
        )
    except (ToolError, ServiceError):
        return ()  # the script is written; what the compiler says of it comes with the next write
    entries = answer.get("data")
    texts = [str(one.get("message")) for one in entries or () if isinstance(one, dict)]
    return tuple(dict.fromkeys(_diagnostics(texts, path)))


def _diagnostics(texts: list[str], path: str) -> Iterator[Diagnostic]:
    for text in texts:
        found = _COMPILER.match(text)
        if found and found["path"] == path:
            severity = "warning" if found[4] == "warning" else "error"
            first = found[5].splitlines()[0]
            yield Diagnostic(
                line=int(found[2]), column=int(found[3]), severity=severity, message=first
            )
