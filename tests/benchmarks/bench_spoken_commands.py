"""How long a spoken command takes to reach a real player.

    python tests/benchmarks/bench_spoken_commands.py --rounds 2

flite speaks into the microphone of a virtual sound card; Lumen hears it hands-free with
what needs no download (Silero, pocketsphinx), understands it, commands mpv over D-Bus
and reads back that it moved. mpv plays on the same card, and is lowered meanwhile.

A time is from the last sound at the microphone's side of the card, in a recording, until
the player was read back. Most of it is waiting whether the person goes on speaking.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from integration.players import a_stage, make_songs
from integration.players import missing as missing_players
from integration.sound_card import missing as missing_card
from spoken_commands import COMMANDS, Heard, listening, tell

VOICES = ("slt", "rms", "awb")
LEAST_SHARE = 0.75
"""Below it something is broken: what pocketsphinx mishears is less."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=2)
    arguments = parser.parse_args()
    if reason := missing_card() or missing_players("mpv"):
        sys.exit(reason)
    heard: list[Heard] = []
    with tempfile.TemporaryDirectory() as folder:
        songs = make_songs(Path(folder) / "songs")
        for number in range(arguments.rounds):
            heard += one_round(songs, Path(folder) / f"home{number}", number)
    return tell_all(heard)


def one_round(songs: Path, home: Path, number: int) -> list[Heard]:
    """Say every command once to a fresh Lumen and a fresh mpv."""
    with a_stage(songs) as stage:
        stage.add_sound()
        stage.mpv("--volume=70")
        with listening(stage, home) as live:
            voice = VOICES[number % len(VOICES)]
            return [tell(live, spoken, voice) for spoken in COMMANDS]


def tell_all(heard: list[Heard]) -> int:
    """Print the table; 1 when too few were understood."""
    print(f"\n{'':28} {'said':>5} {'right':>5} {'p50':>7} {'p95':>7} {'max':>7}  ms")
    kinds = Counter(one.spoken.kind for one in heard)
    for kind in kinds:
        row(kind, [one for one in heard if one.spoken.kind == kind])
    row("all", heard)
    for one in heard:
        if not one.right:
            meant = one.meant or "nothing heard"
            print(f"  not right: {one.spoken.text!r} ({one.spoken.kind}): {meant}")
    share = sum(one.right for one in heard) / len(heard)
    print(f"understood and done: {share:.0%} of {len(heard)}, {len(kinds)} kinds")
    return 0 if share >= LEAST_SHARE else 1


def row(name: str, heard: list[Heard]) -> None:
    """Print one line."""
    right = sum(one.right for one in heard)
    print(f"{name:28} {len(heard):5} {right:5}", end="")
    seconds = [one.seconds for one in heard if one.seconds is not None]
    if seconds:
        p50, p95 = (np.percentile(seconds, p) * 1e3 for p in (50, 95))
        print(f" {p50:7.0f} {p95:7.0f} {max(seconds) * 1e3:7.0f}", end="")
    print()


if __name__ == "__main__":
    sys.exit(main())
