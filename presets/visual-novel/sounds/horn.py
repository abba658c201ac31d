"""Maud, and what answers her."""

from __future__ import annotations

from forge.sound.song import pitch
from forge.sound.waves import (
    Envelope,
    Samples,
    echo,
    hiss,
    levelled,
    low_pass,
    mix,
    saw,
    sine,
    tone,
)

_BLAST = Envelope(0.25, 0.3, 0.85, 0.7)
_FAR = Envelope(0.9, 0.4, 0.8, 1.2)


def horn() -> Samples:
    low = pitch("D2")
    reed = tone(saw, low, 2.6, _BLAST)
    fifth = 0.3 * tone(saw, low * 1.5, 2.6, _BLAST)
    breath = 0.08 * hiss(2.6, _BLAST, seed=4, hold=3)
    return levelled(
        echo(low_pass(mix((0, reed), (0, fifth), (0, breath)), 700), 0.55, times=2, fade=0.25), 0.7
    )


def answer() -> Samples:
    """Further away, rounder, and with a little doubt in it."""
    low = pitch("D2")
    call = tone(sine, (low * 0.985, low), 3.4, _FAR, vibrato=0.004, bend=0.5)
    above = 0.35 * tone(sine, low * 2.003, 3.4, _FAR, vibrato=0.006)
    return levelled(echo(low_pass(mix((0, call), (0, above)), 500), 0.7, times=3, fade=0.4), 0.5)


HORNS = {"Horn": horn, "Answer": answer}
