"""Sounds as arrays of samples in -1..1, made from a few simple voices.

Times are in seconds, pitches in hertz. A pitch may be one number or two, between which it slides.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

RATE = 22050
Samples = NDArray[np.float64]
Pitch = float | tuple[float, float]
Wave = Callable[[Samples], Samples]


def sine(phase: Samples) -> Samples:
    return np.sin(2 * np.pi * phase)


def triangle(phase: Samples) -> Samples:
    return 4 * np.abs(phase % 1 - 0.5) - 1


def saw(phase: Samples) -> Samples:
    return 2 * (phase % 1) - 1


def square(duty: float = 0.5) -> Wave:
    """``duty`` is the part of the cycle that is high: 0.5 is hollow, 0.125 is thin."""
    return lambda phase: np.where(phase % 1 < duty, 1.0, -1.0)


@dataclass(frozen=True)
class Envelope:
    """How loudness comes and goes; ``sustain`` in 0..1 is held until the release."""

    attack: float = 0.005
    decay: float = 0.05
    sustain: float = 0.6
    release: float = 0.08

    def over(self, seconds: float) -> Samples:
        """Return the loudness over ``seconds``, the release being the last part of them."""
        ends = np.array(
            [0, self.attack, self.attack + self.decay, seconds - self.release, seconds]
        )
        levels = [0, 1, self.sustain, self.sustain, 0]
        return np.interp(_time(seconds), np.maximum.accumulate(ends), levels)


PLAIN = Envelope()
PLUCK = Envelope(0.002, 0.12, 0.0, 0.0)
HELD = Envelope(0.02, 0.1, 0.7, 0.12)


def _time(seconds: float) -> Samples:
    return np.arange(round(seconds * RATE)) / RATE


def tone(
    wave: Wave,
    pitch: Pitch,
    seconds: float,
    envelope: Envelope = PLAIN,
    *,
    vibrato: float = 0,
    bend: float = 1,
) -> Samples:
    """One voice. ``vibrato`` is its depth in parts of the pitch; ``bend`` > 1 slides late."""
    start, end = pitch if isinstance(pitch, tuple) else (pitch, pitch)
    time = _time(seconds)
    frequency = start + (end - start) * (time / seconds) ** bend
    frequency *= 1 + vibrato * np.sin(2 * np.pi * 6 * time)
    phase = np.cumsum(frequency) / RATE
    return wave(phase) * envelope.over(seconds)


def hiss(seconds: float, envelope: Envelope = PLUCK, *, seed: int = 1, hold: int = 1) -> Samples:
    """Noise; ``hold`` repeats each value that often, which makes it darker."""
    length = round(seconds * RATE)
    values = np.random.Generator(np.random.PCG64(seed)).uniform(-1, 1, length // hold + 1)
    return np.repeat(values, hold)[:length] * envelope.over(seconds)


def low_pass(sound: Samples, cutoff: float) -> Samples:
    """Take away what is above ``cutoff``, gently."""
    spectrum = np.fft.rfft(sound)
    frequency = np.fft.rfftfreq(len(sound), 1 / RATE)
    return np.fft.irfft(spectrum / (1 + (frequency / cutoff) ** 2), len(sound))


def in_turn(*sounds: Samples) -> Samples:
    return np.concatenate(sounds)


def mix(*parts: tuple[float, Samples]) -> Samples:
    """Sound together what begins after so many seconds each."""
    starts = [round(after * RATE) for after, _ in parts]
    whole = np.zeros(max(at + len(sound) for at, (_, sound) in zip(starts, parts, strict=True)))
    for at, (_, sound) in zip(starts, parts, strict=True):
        whole[at : at + len(sound)] += sound
    return whole


def echo(sound: Samples, after: float, *, times: int = 3, fade: float = 0.4) -> Samples:
    return mix(*((after * count, sound * fade**count) for count in range(times + 1)))


def levelled(sound: Samples, peak: float = 0.8) -> Samples:
    """Return it as loud as ``peak`` at its loudest."""
    return sound * (peak / max(float(np.abs(sound).max()), 1e-9))


def chord(wave: Wave, pitches: Sequence[float], seconds: float, envelope: Envelope) -> Samples:
    return sum((tone(wave, pitch, seconds, envelope) for pitch in pitches), np.zeros(1))
