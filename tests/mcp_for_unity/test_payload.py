from __future__ import annotations

import json

import pytest
from mcp.types import CallToolResult, TextContent

from spark_nb.clients.dialects.mcp_for_unity.after_write import after_write
from spark_nb.clients.dialects.mcp_for_unity.payload import busy, never_arrived, payload_of
from spark_nb.errors import EngineAway, ServiceTimeout, ServiceUnavailable, SparkError, ToolError


def refusal(error: str, **more: object) -> CallToolResult:
    """What the server answers when something went wrong between it and the editor."""
    payload = {"success": False, "message": None, "error": error, "data": None, **more}
    return CallToolResult(content=[TextContent(text=json.dumps(payload))])


def protocol_error(text: str) -> CallToolResult:
    return CallToolResult(content=[TextContent(text=text)], is_error=True)


LEFT = "Instance 'Game@0' not found. Available: none."
STUMBLED = "Error calling tool 'apply_text_edits': 'NoneType' object has no attribute 'setdefault'"
WAY = [
    # what the server said, whether the editor surely saw nothing, and the error's kind
    (protocol_error(LEFT), True, EngineAway, "no"),
    (
        refusal("please retry", hint="retry", data={"reason": "no_unity_session"}),
        True,
        EngineAway,
        "no",
    ),
    (refusal("Plugin session 0 not connected", hint="retry"), True, EngineAway, "no"),
    (
        refusal("Plugin session 0 disconnected while awaiting", hint="retry"),
        False,
        ServiceUnavailable,
        "maybe",
    ),
    (refusal("close message has been sent", hint="retry"), False, ServiceUnavailable, "maybe"),
    (protocol_error(STUMBLED), False, ServiceUnavailable, "maybe"),
    # of calls to SPARK's own tools the hint does not come through
    (refusal("Plugin session 0 not connected"), True, EngineAway, "no"),
    (
        refusal("Unity plugin session 0 disconnected while awaiting"),
        False,
        ServiceUnavailable,
        "maybe",
    ),
    (refusal("WebSocketDisconnect"), False, ServiceUnavailable, "maybe"),
    (refusal("please retry", data={"reason": "no_unity_session"}), True, EngineAway, "no"),
    (refusal("TimeoutError", hint="retry"), False, ServiceTimeout, "maybe"),
    (refusal("Command 'x' timed out after 30 seconds"), False, ServiceTimeout, "maybe"),
]


@pytest.mark.parametrize(("answer", "arrived_not", "kind", "landed"), WAY)
def test_what_is_lost_on_the_way_says_whether_it_may_have_landed(
    answer, arrived_not, kind, landed
):
    assert never_arrived(answer) is arrived_not
    with pytest.raises(SparkError) as caught:
        payload_of(answer)
    assert type(caught.value) is kind
    assert caught.value.landed == landed


@pytest.mark.parametrize(
    "error",
    [
        ServiceUnavailable("It is gone.", landed="no"),
        ServiceTimeout("It does not answer."),
        busy("compiling", {}),
    ],
)
def test_after_a_write_it_may_have_landed_whatever_fails(error):
    with pytest.raises(SparkError) as caught, after_write():
        raise error
    assert caught.value.landed == "maybe"


def test_after_a_write_the_editors_own_word_stands():
    with pytest.raises(ToolError, match="It is not there"), after_write():
        raise ToolError("It is not there.", code="not_written")
