"""Two slow pieces: one that gropes about in the fog, one for the last of the sun."""

from __future__ import annotations

from forge.sound.song import Voice, play
from forge.sound.waves import Envelope, Samples, levelled, low_pass, sine, square, triangle

_BELL = Envelope(0.01, 0.9, 0.15, 0.3)
_PAD = Envelope(0.5, 0.4, 0.7, 0.6)
_LEAD = Envelope(0.06, 0.2, 0.6, 0.2)


def fog() -> Samples:
    """Twelve bars of four in D minor that come to rest on an E flat, where Maud ought to be."""
    bells = """
        D5:2 A4:1 F4:1 | -:1 E5:1 C5:2 | D5:1.5 E5:.5 F5:2 | -:2 A4:1 G4:1
        Bb4:2 D5:1 F5:1 | -:1 E5:1 A4:2 | G4:1 A4:1 Bb4:1 D5:1 | C5:2 A4:2
        D5:2 F5:1 A5:1 | G5:1.5 F5:.5 E5:2 | F5:1 D5:1 Bb4:1 G4:1 | Eb5:3 -:1
    """
    pads = """
        D3+A3:4 | A2+E3:4 | D3+F3:4 | F2+C3:4 | Bb2+F3:4 | A2+E3:4 | G2+D3:4 | A2+E3:4
        D3+A3:4 | C3+G3:4 | Bb2+F3:4 | Eb3+Bb3:4
    """
    steps = "D2:1 -:3 | " * 11 + "Eb2:1 -:3"
    voices = (
        Voice(triangle, bells, 0.30, _BELL),
        Voice(sine, pads, 0.20, _PAD, vibrato=0.003),
        Voice(triangle, steps, 0.22, _BELL),
    )
    return levelled(low_pass(play(voices, 66), 3200), 0.5)


def evening() -> Samples:
    """Twelve bars of three in E flat, warm and in no hurry."""
    lead = """
        G4:2 Bb4:1 | Eb5:2 D5:1 | C5:2 Bb4:1 | G4:3 | Ab4:2 C5:1 | F5:2 Eb5:1
        D5:1 C5:1 Bb4:1 | G4:3 | G4:1 Bb4:1 Eb5:1 | G5:2 F5:1 | Eb5:1 C5:1 D5:1 | Eb5:3
    """
    roots = ("Eb3", "C3", "Ab2", "Eb3", "Ab2", "F2", "Bb2", "Eb3", "Eb3", "C3", "Bb2", "Eb3")
    chords = {
        "Eb3": "G3+Bb3",
        "C3": "G3+Eb4",
        "Ab2": "Eb3+C4",
        "F2": "Ab3+C4",
        "Bb2": "Ab3+D4",
    }
    waltz = "".join(f"{root} {chords[root]} {chords[root]} " for root in roots)
    ground = " ".join(f"{root[:-1]}{int(root[-1]) - 1}:3" for root in roots)
    voices = (
        Voice(triangle, lead, 0.32, _LEAD, vibrato=0.005),
        Voice(sine, waltz, 0.22, _BELL),
        Voice(square(0.25), ground, 0.06, _PAD),
    )
    return levelled(low_pass(play(voices, 84), 3600), 0.5)


MUSIC = {"Fog": fog, "Evening": evening}
