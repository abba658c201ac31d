"""Two songs: a restless one for the garden at night, a slow one for the ruins."""

from __future__ import annotations

from forge.sound.song import Voice, play
from forge.sound.waves import Envelope, Samples, levelled, low_pass, square, triangle

_LEAD = Envelope(0.01, 0.1, 0.55, 0.08)
_SOFT = Envelope(0.04, 0.3, 0.5, 0.3)
_BASS = Envelope(0.005, 0.12, 0.6, 0.05)
_TICK = Envelope(0.001, 0.03, 0.0, 0.0)


def garden() -> Samples:
    lead = """
        D5:1.5 F5:.5 A5:1 G5:1 | F5:1 E5:.5 D5:.5 C5:2 | D5:1.5 F5:.5 A5:1 C6:1 | Bb5:1 A5:1 G5:2
        F5:1.5 G5:.5 A5:1 D6:1 | C6:1 A5:.5 G5:.5 A5:2 | G5:1 F5:1 E5:1 C#5:1 | D5:3 -:1
        -:1 A4:.5 D5:.5 F5:1 E5:1 | D5:.5 E5:.5 F5:1 G5:2
        -:1 G4:.5 C5:.5 E5:1 D5:1 | C5:.5 D5:.5 E5:1 F5:2
        D6:1.5 C6:.5 Bb5:1 A5:1 | G5:1 A5:.5 Bb5:.5 A5:2 | E5:1 F5:1 G5:.5 F5:.5 E5:1 | D5:3 -:1
    """
    roots = ["D2", "C2", "D2", "G2", "D2", "F2", "A2", "D2"]
    roots += ["D2", "G2", "C2", "F2", "Bb2", "G2", "A2", "D2"]
    bass = " ".join(f"{r}:.5 -:.5 {r}:.5 {r}:.5 -:.5 {r}:.5 {r}:1" for r in roots)
    chords = {
        "D": "D4+F4+A4", "C": "C4+E4+G4", "G": "D4+G4+Bb4", "F": "C4+F4+A4", "A": "C#4+E4+A4",
        "B": "D4+F4+Bb4",
    }  # fmt: skip
    pads = " ".join(f"{chords[r[0]]}:4" for r in roots)
    drums = "x:.5 -:.5 -:.5 x:.25 x:.25 -:.5 x:.5 x:.5 -:.5 " * 16
    voices = (
        Voice(square(0.25), lead, 0.17, _LEAD, vibrato=0.005),
        Voice(triangle, bass, 0.36, _BASS),
        Voice(triangle, pads, 0.07, _SOFT),
        Voice(triangle, drums, 0.06, _TICK),
    )
    return levelled(low_pass(play(voices, 116), 5200), 0.6)


def ruins() -> Samples:
    lead = """
        A4:3 C5:1 | B4:2 G#4:2 | A4:2 E5:2 | D5:1 C5:1 B4:2
        C5:3 D5:1 | E5:2 F5:1 E5:1 | D5:1 C5:1 B4:1 G#4:1 | A4:4
    """
    roots = ["A2", "E2", "A2", "E2", "F2", "C3", "E2", "A2"]
    bass = " ".join(f"{r}:3 {r}:1" for r in roots)
    drips = {
        "A": "A5:.5 -:1 E5:.5 -:1 C5:.5 -:.5", "E": "G#5:.5 -:1 E5:.5 -:1 B4:.5 -:.5",
        "F": "A5:.5 -:1 F5:.5 -:1 C5:.5 -:.5", "C": "G5:.5 -:1 E5:.5 -:1 C5:.5 -:.5",
    }  # fmt: skip
    voices = (
        Voice(triangle, lead, 0.28, _SOFT, vibrato=0.006),
        Voice(triangle, bass, 0.3, _SOFT),
        Voice(square(0.125), " ".join(drips[r[0]] for r in roots), 0.05, _LEAD),
    )
    return levelled(low_pass(play(voices, 72), 4200), 0.6)


MUSIC = {"Garden": garden, "Ruins": ruins}
