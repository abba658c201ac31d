"""What the package understands of a picture that is asked for."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unity_package.package_files import Calls, Refused


def test_what_is_left_out_is_as_the_client_means_it(calls: Calls) -> None:
    assert calls("render_preview") == [640, 360, None, None, "png", 0.0]
    given = {"width": 16.0, "height": 4096, "scene": None, "format": "jpeg", "time_s": 1.5}
    asked = calls("render_preview", **given, camera="Main", inputs=[{"key": "space"}])
    assert asked == [16, 4096, None, "Main", "jpeg", 1.5]


@pytest.mark.parametrize(
    ("given", "code", "field"),
    [
        ({"width": 15}, "rejected", "width"),
        ({"height": 4097}, "rejected", "height"),
        ({"width": 100.5}, "rejected", "width"),
        ({"width": "640"}, "rejected", "width"),
        ({"time_s": -1}, "rejected", "time_s"),
        ({"scene": "Library/a.unity"}, "rejected", "scene"),
        ({"format": "gif"}, "rejected", "format"),
        ({"format": "webp"}, "unsupported", None),
        ({"inputs": {}}, "rejected", "inputs"),
        ({"inputs": ["a" * 205_000]}, "rejected", "inputs"),
    ],
)
def test_what_cannot_be_is_refused(
    calls: Calls, given: dict[str, Any], code: str, field: str | None
) -> None:
    with pytest.raises(Refused) as caught:
        calls("render_preview", **given)
    assert (caught.value.code, caught.value.facts.get("field")) == (code, field)
    assert caught.value.facts["hint"]
