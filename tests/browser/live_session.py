"""A notebook's preview in a real session: frames that carry their number, on a real broker."""

from __future__ import annotations

from tests.browser.live_preview import DRAWN

SESSION = (
    DRAWN
    + """
import spark_nb as spark
session = await spark.connect()
publish = session._adapters.publisher.emit_frame

async def published(time_s):
    frame = await render(time_s)
    publish(session.session_id, frame)  # as a call of render_preview does
    return frame

direct = Preview(published, outlet=session._pages, duration_s=600)
direct"""
)
