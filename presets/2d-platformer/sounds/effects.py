"""Short sounds: what the hero does, and what happens to him."""

from __future__ import annotations

from forge.sound.song import pitch
from forge.sound.waves import (
    PLUCK,
    Envelope,
    Samples,
    hiss,
    in_turn,
    levelled,
    low_pass,
    mix,
    square,
    tone,
    triangle,
)

_SHORT = Envelope(0.002, 0.04, 0.5, 0.05)
_RING = Envelope(0.002, 0.25, 0.0, 0.0)


def jump() -> Samples:
    return levelled(tone(square(0.25), (260, 620), 0.18, _SHORT, bend=0.7), 0.5)


def land() -> Samples:
    thud = tone(triangle, (150, 60), 0.12, PLUCK)
    return levelled(mix((0, thud), (0, 0.5 * low_pass(hiss(0.1, seed=3, hold=2), 1500))), 0.5)


def stomp() -> Samples:
    squelch = tone(square(0.5), (420, 110), 0.14, _SHORT, bend=0.6)
    spring = tone(triangle, (300, 780), 0.2, _SHORT)
    return levelled(mix((0, squelch), (0.08, spring), (0, 0.6 * hiss(0.08, seed=5))), 0.6)


def hurt() -> Samples:
    fall = tone(square(0.5), (520, 140), 0.32, _SHORT, vibrato=0.06)
    return levelled(mix((0, fall), (0, 0.4 * hiss(0.12, seed=8, hold=2))), 0.6)


def coin() -> Samples:
    first = tone(square(0.5), pitch("B5"), 0.07, _SHORT)
    second = tone(square(0.5), pitch("E6"), 0.35, _RING)
    return levelled(in_turn(first, second), 0.45)


def checkpoint() -> Samples:
    notes = ("G4", "C5", "E5", "G5")
    parts = [
        (at * 0.08, tone(square(0.25), pitch(note), 0.3, _RING)) for at, note in enumerate(notes)
    ]
    return levelled(mix(*parts), 0.5)


def goal() -> Samples:
    lead = ("C5", "E5", "G5", "C6", "G5", "C6")
    at, parts = 0.0, []
    for note in lead:
        length = 0.7 if at > 0.5 else 0.12
        parts.append((at, tone(square(0.25), pitch(note), length, Envelope(0.005, 0.1, 0.5, 0.1))))
        parts.append((at, 0.6 * tone(triangle, pitch(note) / 2, length, _RING)))
        at += 0.12
    return levelled(mix(*parts), 0.6)


EFFECTS = {
    "Jump": jump,
    "Land": land,
    "Stomp": stomp,
    "Hurt": hurt,
    "Coin": coin,
    "Checkpoint": checkpoint,
    "Goal": goal,
}
