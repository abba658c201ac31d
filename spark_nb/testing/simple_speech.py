"""Speech without a model: it understands the tones of a telephone, and nothing else."""

from __future__ import annotations

import io
import wave
from itertools import groupby

import numpy as np
import numpy.typing as npt

from spark_nb.domain.speech import Asr, AsrResult, Segment
from spark_nb.errors import ToolError
from spark_nb.testing.samples import HIGH_HZ, KEYS, LOW_HZ

Samples = npt.NDArray[np.float64]
_FRAME_S = 0.02
_SILENCE = 0.05
_PURE = 0.8


def transcribe(request: Asr) -> AsrResult:
    """Write down dialled keys, one segment a key. Raises ToolError for all but 16-bit PCM WAV."""
    samples, rate_hz = _samples(request)
    length = int(rate_hz * _FRAME_S)
    frames = samples[: len(samples) // length * length].reshape(-1, length)
    heard = [_key(frame, rate_hz) for frame in frames]
    segments = []
    for key, run in groupby(enumerate(heard), key=lambda pair: pair[1]):
        places = [place for place, _ in run]
        if key is not None:
            start_s, end_s = places[0] * _FRAME_S, (places[-1] + 1) * _FRAME_S
            segments.append(Segment(start_s=start_s, end_s=end_s, text=key))
    return AsrResult(segments=tuple(segments))


def _samples(request: Asr) -> tuple[Samples, int]:
    """Return the first channel, -1 to 1, and its rate."""
    try:
        with wave.open(io.BytesIO(request.content)) as reader:
            channels, width = reader.getnchannels(), reader.getsampwidth()
            rate_hz, data = reader.getframerate(), reader.readframes(reader.getnframes())
    except (wave.Error, EOFError):
        width = 0
    if width != 2:
        raise ToolError(
            "This service hears 16-bit PCM alone.",
            code="unsupported",
            hint="Save the recording as 16-bit WAV.",
        )
    return np.frombuffer(data, dtype="<i2")[::channels] / 32768, rate_hz


def _key(frame: Samples, rate_hz: int) -> str | None:
    """Return the key whose two tones make up nearly all of the frame."""
    if np.sqrt((frame**2).mean()) < _SILENCE:
        return None
    times = np.arange(len(frame)) / rate_hz
    waves = np.exp(-2j * np.pi * np.outer((*LOW_HZ, *HIGH_HZ), times))
    powers = np.abs(waves @ frame) ** 2 * 2 / len(frame)
    row, column = int(powers[:4].argmax()), int(powers[4:].argmax())
    share = (powers[row] + powers[4 + column]) / (frame**2).sum()
    return KEYS[row * 4 + column] if share > _PURE else None
