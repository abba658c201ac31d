"""What our widgets share: their browser half, their tasks, and errors that can be seen."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine
from typing import Any

import anywidget
from traitlets import Unicode, default

from spark_nb.assets import asset_folder
from spark_nb.domain.engine import EngineState
from spark_nb.errors import SparkError
from spark_nb.widgets.page_module import page_module
from spark_nb.widgets.static_output import Static, StaticOutput

_ENGINE_EVERY_S = 0.5


class SparkWidget(anywidget.AnyWidget):
    """Base of the widgets. The module's stem names its ``.js`` and ``.css`` in ``widgets/``.

    ``status`` is a word of the browser half's list of states; ``words``, ``hint`` and
    ``details`` say what happened and what to do. ``engine`` is what keeps Unity from answering as
    usual, empty while nothing does. What ``static`` returns is shown wherever the
    browser half does not run; a widget keeps it true with ``keep_static``.
    """

    _css = Unicode().tag(sync=True)
    status = Unicode("loading").tag(sync=True)
    words = Unicode("").tag(sync=True)
    hint = Unicode("").tag(sync=True)
    details = Unicode("").tag(sync=True)
    engine = Unicode("", read_only=True).tag(sync=True)

    def __init_subclass__(cls, **kwargs: Any) -> None:
        if "_esm" not in cls.__dict__:  # traitlets derives a class anew to add a trait
            cls._stem = cls.__module__.rpartition(".")[2]
            cls._esm = page_module(cls._stem)
        super().__init_subclass__(**kwargs)

    def __init__(self, **kwargs: Any) -> None:
        self._tasks: set[asyncio.Task[Any]] = set()
        self._static_output = StaticOutput()
        super().__init__(**kwargs)

    @default("_css")
    def _read_style(self) -> str:
        folder = asset_folder("widgets")
        names = ("theme.css", f"{self._stem}.css")
        return "\n".join((folder / name).read_text(encoding="utf-8") for name in names)

    def static(self) -> Static:
        """Return what stands for the widget in an exported notebook, as it is now."""
        return Static("", "")

    def keep_static(self) -> None:
        """Say again what stands for the widget, if it is shown and that has changed."""
        self._static_output.update(self.static())

    def _ipython_display_(self) -> None:
        self._static_output.publish(self.model_id, self.static())

    def show_error(self, error: BaseException) -> None:
        """Show ``error`` in the widget: short words for a SparkError, else its type as well."""
        if isinstance(error, SparkError):
            words, hint = error.message, error.hint or ""
        else:
            words = f"{type(error).__name__}: {error}"
            hint = "This is a fault in SPARK or in your render function."
        with self.hold_sync():
            self.words, self.hint, self.details = words, hint, _details(error)
            self.status = "error"

    def follow_engine(self, state: Callable[[], EngineState]) -> None:
        """Show from now on what ``state`` says that people should know."""
        self.own(self._follow_engine(state), "engine")

    async def _follow_engine(self, state: Callable[[], EngineState]) -> None:
        while True:
            now = state()
            self._set(engine=now.text.rstrip(".") if now.notable else "")
            await asyncio.sleep(_ENGINE_EVERY_S)

    def hear_pages(self, hear: Callable[[Any], None]) -> None:
        """Have ``hear`` called with each message of a page, on the event loop of this moment.

        JupyterLab has a kernel take such messages in another thread (a subshell); what they change
        belongs to one loop.
        """
        try:
            home = asyncio.get_running_loop()
        except RuntimeError:  # a script without a loop: there is no other thread either
            home = None
        thread = threading.get_ident()

        def take_in(_widget: object, content: Any, _buffers: object) -> None:
            if home is None or threading.get_ident() == thread:
                hear(content)
            else:
                home.call_soon_threadsafe(hear, content)

        self.on_msg(take_in)

    def own(self, work: Coroutine[Any, Any, None], name: str) -> None:
        """Run ``work`` as a task of this widget; a fault in it becomes visible."""
        self.keep(asyncio.create_task(work, name=name))

    def keep(self, task: asyncio.Task[Any]) -> None:
        """Keep a running task until ``aclose``; a fault in it becomes visible."""
        self._tasks.add(task)
        task.add_done_callback(self._task_ended)

    def _set(self, **values: Any) -> None:
        """Set traits that pages may only read."""
        for name, value in values.items():
            self.set_trait(name, value)

    def close(self) -> None:
        """Take the widget off the screen and ask its tasks to end."""
        for task in self._tasks:
            task.cancel()
        super().close()

    async def aclose(self) -> None:
        """Close, and wait until every task has ended."""
        self.close()
        if self._tasks:
            await asyncio.wait(list(self._tasks))

    def _task_ended(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        error = None if task.cancelled() else task.exception()
        if error is not None:
            self.show_error(error)
            context = {"message": f"{task.get_name()} failed", "exception": error, "task": task}
            task.get_loop().call_exception_handler(context)


def _details(error: BaseException) -> str:
    facts = {"tool": getattr(error, "tool", None), "call": getattr(error, "call_id", None)}
    lines = [type(error).__name__, *(f"{key} {value}" for key, value in facts.items() if value)]
    return "\n".join(lines)
