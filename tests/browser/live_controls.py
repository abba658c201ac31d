"""A notebook's preview over an engine that draws which scene it was asked for, and how large."""

from __future__ import annotations

ENGINE = """\
import asyncio, io
from pathlib import Path
from PIL import Image, ImageDraw
from spark_nb.domain.frame import Frame, frame_ref
from spark_nb.domain.scene_text import SceneCameras
from spark_nb.domain.shot import Shot
from spark_nb.widgets.preview import Preview

SKY = {None: (40, 70, 110), "Assets/Scenes/Cave.unity": (60, 40, 70)}

class Engine:
    at_once = 2

    def __init__(self, shot=None, format="jpeg"):
        self.shot, self.scale, self.format, self.hero = shot or Shot(), 1.0, format, "#ffc850"

    async def __call__(self, time_s):
        fields = self.shot.fields(self.scale)
        size = fields["width"], fields["height"]
        picture = Image.new("RGB", size, SKY.get(self.shot.scene, (20, 90, 60)))
        draw = ImageDraw.Draw(picture)
        draw.rectangle((0, size[1] * 0.8, size[0], size[1]), fill="#3d5a3a")
        left = size[0] * (0.1 + 0.6 * time_s / 10)
        draw.ellipse((left, size[1] * 0.4, left + size[1] * 0.4, size[1] * 0.8), fill=self.hero)
        buffer = io.BytesIO()
        picture.save(buffer, self.format)
        data = buffer.getvalue()
        return Frame(frame_ref=frame_ref(data), format=self.format, width=size[0],
                     height=size[1], data=data, time_s=time_s, revision=self.hero)

    async def scenes(self):
        return [SceneCameras("Assets/Scenes/Level01.unity", ("Main Camera", "Mini map")),
                SceneCameras("Assets/Scenes/Cave.unity", ("Main Camera",))]

    def lossless(self):
        return Engine(self.shot, "png")

    async def finish(self):
        pass

engine = Engine()
preview = Preview(engine, filming=engine)
preview"""
