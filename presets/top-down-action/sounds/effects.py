"""Short sounds: bolts and sweeps, hits, what is picked up, doors."""

from __future__ import annotations

from forge.sound.song import pitch
from forge.sound.waves import (
    PLUCK,
    Envelope,
    Samples,
    echo,
    hiss,
    in_turn,
    levelled,
    low_pass,
    mix,
    saw,
    sine,
    square,
    tone,
    triangle,
)

_SHORT = Envelope(0.002, 0.05, 0.4, 0.06)
_RING = Envelope(0.002, 0.3, 0.0, 0.0)
_SWELL = Envelope(0.06, 0.08, 0.5, 0.1)


def shot() -> Samples:
    spark = tone(square(0.25), (1250, 320), 0.16, _SHORT, bend=0.6)
    return levelled(low_pass(mix((0, spark), (0, 0.25 * hiss(0.08, seed=2))), 5000), 0.4)


def empty() -> Samples:
    return levelled(
        mix((0, tone(triangle, 180, 0.05, PLUCK)), (0.06, tone(triangle, 140, 0.06, PLUCK))), 0.35
    )


def swing() -> Samples:
    air = low_pass(hiss(0.22, _SWELL, seed=4), 2600)
    return levelled(mix((0, air), (0, 0.15 * tone(sine, (300, 720), 0.2, _SWELL))), 0.5)


def hit() -> Samples:
    knock = tone(square(0.5), (330, 120), 0.1, PLUCK)
    return levelled(mix((0, knock), (0, 0.6 * hiss(0.07, seed=9, hold=2))), 0.5)


def burst() -> Samples:
    wail = tone(saw, (420, 60), 0.4, _SHORT, vibrato=0.08, bend=0.7)
    return levelled(low_pass(mix((0, wail), (0.02, 0.6 * hiss(0.3, seed=6, hold=3))), 3200), 0.5)


def hurt() -> Samples:
    cry = tone(square(0.5), (600, 220), 0.25, _SHORT, vibrato=0.05)
    return levelled(mix((0, cry), (0, 0.5 * hiss(0.1, seed=8, hold=2))), 0.55)


def fall() -> Samples:
    notes = ("E4", "C4", "A3", "E3")
    parts = [(at * 0.16, tone(triangle, pitch(n), 0.4, _RING)) for at, n in enumerate(notes)]
    return levelled(mix(*parts), 0.6)


def heal() -> Samples:
    notes = ("C5", "E5", "A5")
    parts = [(at * 0.07, tone(triangle, pitch(n), 0.35, _RING)) for at, n in enumerate(notes)]
    return levelled(mix(*parts), 0.5)


def take() -> Samples:
    first = tone(square(0.5), pitch("E5"), 0.05, _SHORT)
    return levelled(in_turn(first, tone(square(0.5), pitch("A5"), 0.25, _RING)), 0.4)


def key() -> Samples:
    notes = ("A4", "C5", "E5", "A5", "C6")
    parts = [(at * 0.07, tone(square(0.25), pitch(n), 0.3, _RING)) for at, n in enumerate(notes)]
    return levelled(mix(*parts), 0.5)


def open_() -> Samples:
    grind = low_pass(hiss(0.55, Envelope(0.05, 0.2, 0.6, 0.2), seed=12, hold=6), 900)
    thud = tone(triangle, (120, 45), 0.25, PLUCK)
    return levelled(echo(mix((0, grind), (0.45, 1.5 * thud)), 0.16, times=2), 0.6)


EFFECTS = {
    "Shot": shot,
    "Empty": empty,
    "Swing": swing,
    "Hit": hit,
    "Burst": burst,
    "Hurt": hurt,
    "Fall": fall,
    "Heal": heal,
    "Take": take,
    "Key": key,
    "Open": open_,
}
