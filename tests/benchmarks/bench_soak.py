"""What a long mixed conversation leaves behind: threads, descriptors, memory.

    python tests/benchmarks/bench_soak.py --turns 200

Speech, text, barge-in, stop, regeneration, push-to-talk, a microphone that is pulled out
and comes back, a sound server that dies, streams that break or are malformed, a model
that is gone: all of Lumen without its window, on the virtual sound card.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from fake_ollama import FakeOllama
from integration.sound_card import SoundCard, missing
from live import running
from lumen.speech.piper import PiperSynthesizer
from lumen.speech.whisper import WhisperRecognizer
from models.random_piper import build_voice
from models.random_whisper import cached_whisper
from soak import HEARD, Belongings, Soak

ALLOWED_MB = 10.0


def print_row(turn: int, now: Belongings, seconds: float) -> None:
    """Print one line of the table."""
    print(
        f"  {turn:5} {len(now.threads):8} {now.native:8} "
        f"{now.descriptors.total():12} {now.rss_mb:8.1f} {seconds:8.0f}",
        flush=True,
    )


def run(soak: Soak, turns: int) -> int:
    """Take the turns, print the table, say what grew."""
    base_turn = min(40, max(soak.kinds, turns // 5))
    began = time.monotonic()
    print(f"\n{turns} mixed turns")
    print("   turn  threads   native  descriptors   RSS MB  seconds")
    base = now = soak.settle()
    for number in range(1, turns + 1):
        soak.take()
        if number in (base_turn, turns) or number % 20 == 0:
            now = soak.settle()
            print_row(number, now, time.monotonic() - began)
            base = now if number == base_turn else base
    print("  " + ", ".join(f"{kind} {count}" for kind, count in soak.done.items()))
    grown = now.rss_mb - base.rss_mb
    print(f"  memory since turn {base_turn}: {grown:+.1f} MB (target <= {ALLOWED_MB})")
    leaks = [
        f"threads: {set(now.threads) ^ set(base.threads)}"
        if now.threads != base.threads
        else "",
        f"descriptors: {dict(now.descriptors - base.descriptors)}"
        if now.descriptors - base.descriptors
        else "",
        "memory" if grown > ALLOWED_MB else "",
    ]
    problems = [f"LEAKED {leak}" for leak in leaks if leak]
    problems += [f"STUCK {stuck}" for stuck in soak.stuck]
    for problem in problems:
        print(f"  {problem}")
    return 1 if problems else 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=200)
    parser.add_argument("--true-size", action="store_true", help="base and medium")
    arguments = parser.parse_args()
    if reason := missing():
        sys.exit(reason)
    whisper, voice = "nano", "nano"
    if arguments.true_size:
        whisper, voice = "base", "medium"
    with ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        build_voice(home / "voice", size=voice)
        card = SoundCard()
        stack.callback(card.stop)
        card.start()
        stack.enter_context(card.use())
        server = stack.enter_context(FakeOllama(ttft=0.05, tps=60))
        live = stack.enter_context(
            running(
                card,
                home / "home",
                recognizer=WhisperRecognizer(
                    cached_whisper(whisper, says=HEARD), whisper
                ),
                synthesizer=PiperSynthesizer(home / "voice"),
                ollama=server.url,
            )
        )
        live.base.controls.set_hands_free(True)
        time.sleep(1.0)
        return run(Soak(live, server), arguments.turns)


if __name__ == "__main__":
    sys.exit(main())
