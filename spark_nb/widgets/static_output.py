"""What stands for a widget where its browser half does not run: exported, or without a kernel."""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import NamedTuple

from spark_nb.assets import asset_folder
from spark_nb.domain.ids import uuid4
from spark_nb.widgets.still import publish_output


class Static(NamedTuple):
    """A widget without its browser half, as HTML that is safe to show and as text."""

    html: str
    text: str


def static_table(caption: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> Static:
    """Return rows of plain words as a table; only the caption when there are none."""
    text = "\n".join([caption, *("  ".join(row) for row in rows)])
    said = f"<p>{html.escape(caption)}</p>"
    if not rows:
        return Static(said, text)
    body = "".join(_row("td", row) for row in rows)
    return Static(
        f"{said}<table><thead>{_row('th', head)}</thead><tbody>{body}</tbody></table>", text
    )


class StaticOutput:
    """Two outputs in a row: the live view, and what is shown while there is none.

    A saved notebook knows nothing of a view but its model's name. The style sheet shows the view
    once it has drawn something, and else the other.
    """

    def __init__(self) -> None:
        self._style = (asset_folder("widgets") / "static_output.css").read_text(encoding="utf-8")
        self._display_id = uuid4().hex
        self._shown: Static | None = None

    def publish(self, model_id: str, static: Static) -> None:
        """Add both outputs to the running cell."""
        view = {"version_major": 2, "version_minor": 0, "model_id": model_id}
        bundle = {"application/vnd.jupyter.widget-view+json": view, "text/plain": ""}
        publish_output(bundle, display_id=uuid4().hex, update=False)
        self._publish(static, update=False)

    def update(self, static: Static) -> None:
        """Replace what stands for the view, once it was published and when it says other words."""
        if self._shown is not None and static != self._shown:
            self._publish(static, update=True)

    def _publish(self, static: Static, *, update: bool) -> None:
        self._shown = static
        text = f'<style>{self._style}</style><div class="spark-static">{static.html}</div>'
        bundle = {"text/html": text, "text/plain": static.text}
        publish_output(bundle, display_id=self._display_id, update=update)


def _row(cell: str, words: Sequence[str]) -> str:
    return f"<tr>{''.join(f'<{cell}>{html.escape(word)}</{cell}>' for word in words)}</tr>"
