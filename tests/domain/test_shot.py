from __future__ import annotations

import pytest

from spark_nb.domain.shot import Shot
from spark_nb.errors import RejectedError


def test_another_scene_leaves_the_camera_to_the_engine():
    shot = Shot(scene="Assets/A.unity", camera="Mini map")
    assert shot.with_changes(scene="Assets/B.unity").camera is None
    assert shot.with_changes(width=320).camera == "Mini map"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"width": 5000}, "width must be at most 4096"),
        ({"height": 8}, "height must be at least 16"),
        ({"scene": "../evil.unity"}, "Path must start with Assets/"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_its_limit(changes, words):
    with pytest.raises(RejectedError, match=words):
        Shot().with_changes(**changes)


def test_a_scaled_request_keeps_sides_that_can_be_rendered():
    shot = Shot(width=1280, height=20)
    assert (shot.fields(0.5)["width"], shot.fields(0.5)["height"]) == (640, 16)
    assert shot.fields() == shot.model_dump()
