"""Two songs of sixteen bars: a sunny one for the orchard, a calm one for the evening."""

from __future__ import annotations

from forge.sound.song import Voice, play
from forge.sound.waves import Envelope, Samples, levelled, low_pass, square, triangle

_LEAD = Envelope(0.01, 0.08, 0.6, 0.06)
_SOFT = Envelope(0.03, 0.2, 0.5, 0.2)
_BASS = Envelope(0.005, 0.1, 0.7, 0.05)
_TICK = Envelope(0.001, 0.04, 0.0, 0.0)


def orchard() -> Samples:
    lead = """
        E5:.5 G5:.5 C6:1 B5:.5 G5:.5 E5:1 | A5:.5 C6:.5 A5:.5 E5:.5 C5:1 -:1
        F5:.5 A5:.5 C6:1 A5:.5 F5:.5 A5:1 | G5:1.5 F5:.5 D5:1 -:1
        E5:.5 G5:.5 C6:1 D6:.5 C6:.5 B5:1 | G5:.5 B5:.5 E6:1 D6:.5 B5:.5 G5:1
        A5:.5 C6:.5 A5:.5 F5:.5 B5:.5 D6:.5 B5:.5 G5:.5 | C6:2 G5:1 -:1
        A5:1 C6:.5 A5:.5 E6:1.5 C6:.5 | B5:1 G5:.5 E5:.5 B5:1.5 -:.5
        A5:.5 C6:.5 F6:1 E6:.5 D6:.5 C6:1 | G5:1 E5:.5 G5:.5 C6:1 -:1
        D6:.5 C6:.5 A5:1 F5:.5 A5:.5 D6:1 | B5:.5 A5:.5 G5:1 D5:.5 G5:.5 B5:1
        C6:.5 G5:.5 E5:.5 G5:.5 F5:.5 A5:.5 C6:.5 A5:.5 | B5:.5 C6:.5 D6:1 G5:1 -:1
    """
    roots = _words("C3 A2 F2 G2 C3 E3 F2 C3 A2 E3 F2 C3 D3 G2 C3 G2")
    bass = " ".join(f"{root} {root}:.5 {root}:.5 {root} {_fifth(root)}" for root in roots)
    chords = " ".join(f"-:.5 {_triad(root)}:.5 " * 4 for root in roots)
    drums = "-:.5 x:.5 -:.5 x:.25 x:.25 -:.5 x:.5 -:.5 x:.5 " * 16
    voices = (
        Voice(square(0.25), lead, 0.20, _LEAD, vibrato=0.004),
        Voice(triangle, bass, 0.34, _BASS),
        Voice(square(0.125), chords, 0.05, _LEAD),
        Voice(triangle, drums, 0.07, _TICK),
    )
    return levelled(low_pass(play(voices, 132), 7000), 0.6)


def evening() -> Samples:
    lead = """
        A4:2 C5:1 E5:1 | D5:1.5 C5:.5 B4:2 | C5:2 A4:1 F4:1 | G4:1.5 A4:.5 B4:2
        A4:2 C5:1 E5:1 | G5:1.5 E5:.5 D5:2 | C5:1 D5:1 E5:1 C5:1 | A4:3 -:1
        F5:2 E5:1 C5:1 | G5:1.5 E5:.5 C5:2 | F5:1 E5:1 D5:1 C5:1 | B4:3 -:1
        A4:1 B4:1 C5:1 E5:1 | D5:1.5 C5:.5 G4:2 | F4:1 A4:1 C5:1 B4:1 | A4:3 -:1
    """
    roots = _words("A2 G2 F2 E3 A2 C3 F2 A2 F2 C3 D3 E3 A2 G2 F2 A2")
    bass = " ".join(f"{root}:2 {_fifth(root)}:1 {root}:1" for root in roots)
    minor = {"A2", "E3", "D3"}
    chords = " ".join(_rolled(root, minor=root in minor) for root in roots)
    voices = (
        Voice(triangle, lead, 0.30, _SOFT, vibrato=0.005),
        Voice(triangle, bass, 0.28, _SOFT),
        Voice(square(0.125), chords, 0.06, _SOFT),
    )
    return levelled(low_pass(play(voices, 92), 5000), 0.6)


def _words(text: str) -> list[str]:
    return text.split()


_NAMES = ("C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B")


def _up(note: str, steps: int) -> str:
    number = _NAMES.index(note[:-1]) + steps
    return f"{_NAMES[number % 12]}{int(note[-1]) + number // 12}"


def _fifth(root: str) -> str:
    return _up(root, 7)


def _triad(root: str) -> str:
    """The chord two octaves above a root: minor on A, D and E, as the key of C has them."""
    third = 3 if root[0] in "ADE" else 4
    return "+".join(_up(root, 24 + step) for step in (0, third, 7))


def _rolled(root: str, *, minor: bool) -> str:
    third = 3 if minor else 4
    notes = [_up(root, 24 + step) for step in (0, third, 7, 12, 7, third, 7, 12)]
    return " ".join(f"{note}:.5" for note in notes)


MUSIC = {"Orchard": orchard, "Evening": evening}
