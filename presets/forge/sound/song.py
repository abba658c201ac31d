"""Music from text: lines of notes for several voices, played over one beat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from forge.sound.waves import PLAIN, RATE, Envelope, Samples, Wave, hiss, tone

_STEPS = {"C": -9, "D": -7, "E": -5, "F": -4, "G": -2, "A": 0, "B": 2}


def pitch(name: str) -> float:
    """Return the hertz of a note: ``A4`` is 440, ``C#5`` a sharp, ``Bb3`` a flat."""
    letter, octave = name[0], int(name[-1])
    step = _STEPS[letter] + name.count("#") - name[1:].count("b") + 12 * (octave - 4)
    return 440.0 * 2 ** (step / 12)


@dataclass(frozen=True)
class Voice:
    """``notes`` are separated by spaces: ``C4`` lasts a beat, ``C4:1.5`` one and a half.

    ``-`` rests, ``C4+E4`` sound together, ``x`` is a drum of noise, ``|`` is only for the eye.
    """

    wave: Wave
    notes: str
    volume: float
    envelope: Envelope = PLAIN
    vibrato: float = 0

    def events(self) -> list[tuple[float, str, float]]:
        """Return start, name and length in beats of every note and rest."""
        found, at = [], 0.0
        for word in self.notes.replace("|", " ").split():
            name, _, length = word.partition(":")
            beats = float(length or 1)
            found.append((at, name, beats))
            at += beats
        return found

    def length(self) -> float:
        start, _, beats = self.events()[-1]
        return start + beats


def play(voices: Sequence[Voice], beats_per_minute: float) -> Samples:
    """Return one round of the song; it loops: what rings past its end comes back at the start.

    Raises ValueError when the voices are not equally long.
    """
    lengths = {round(voice.length(), 6) for voice in voices}
    if len(lengths) != 1:
        raise ValueError(f"The voices last {sorted(lengths)} beats")
    beat = 60 / beats_per_minute
    whole = np.zeros(round(lengths.pop() * beat * RATE))
    for voice in voices:
        for start, name, beats in voice.events():
            if name != "-":
                _add_around(whole, _sound(voice, name, beats * beat), round(start * beat * RATE))
    return whole


def _sound(voice: Voice, name: str, seconds: float) -> Samples:
    if name == "x":
        return voice.volume * hiss(min(seconds, 0.12), voice.envelope, seed=7)
    notes = (
        tone(voice.wave, pitch(each), seconds, voice.envelope, vibrato=voice.vibrato)
        for each in name.split("+")
    )
    together: Samples = np.sum(list(notes), axis=0)
    return voice.volume * together


def _add_around(whole: Samples, sound: Samples, at: int) -> None:
    places = (at + np.arange(len(sound))) % len(whole)
    np.add.at(whole, places, sound)
