"""Cost of cutting and saying a streamed reply, per delta.

Run: ``python -m pytest tests/benchmarks/bench_sentences.py -q -s``
"""

from __future__ import annotations

import random
import re
import time

import pytest

from lumen.dialogue.sentences import StreamSplitter
from lumen.dialogue.speakable import speakable, warm_up

PROSE = (
    "The river runs past the old mill, where we used to sit for hours. Nobody came by "
    "except a dog. On 3 May 2024 it cost $3.50, about 12% more than before! See "
    "https://example.com/docs for more... Dr. Smith said so.\n\n"
    "## What to do\n- First, walk 5 km along the bank.\n- Then rest.\n\n"
    "```python\nprint('hello. world')\n```\nThat is all, e.g. for today. 😊 Goodbye! "
)


def deltas(seed: int, most: int) -> list[str]:
    """Prose of about 40,000 characters, cut like a model's tokens."""
    chance = random.Random(seed)
    text, at, found = PROSE * 80, 0, []
    while at < len(text):
        size = chance.randint(1, most)
        found.append(text[at : at + size])
        at += size
    return found


def best_of(times: int, work) -> float:
    best = 9e9
    for _ in range(times):
        begin = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - begin)
    return best


def ours(pieces: list[str]) -> int:
    splitter, count = StreamSplitter(), 0
    for piece in pieces:
        count += len(splitter.feed(piece))
    return count + len(splitter.finish())


_STOP = re.compile(r"(?<=[.!?])\s+")


def baseline(pieces: list[str]) -> int:
    """What is usually done: an expression over the whole buffer on every delta."""
    buffer, count = "", 0
    for piece in pieces:
        buffer += piece
        parts = _STOP.split(buffer)
        count += len(parts) - 1
        buffer = parts[-1]
    return count


@pytest.mark.bench
def test_cost_per_delta() -> None:
    warm_up("en")
    sentences = [s.display for s in StreamSplitter().feed(PROSE * 80)]
    spoken = best_of(3, lambda: [speakable(text) for text in sentences])
    rows = []
    for most in (1, 7):
        pieces = deltas(1, most)
        cost = best_of(3, lambda pieces=pieces: ours(pieces)) / len(pieces)
        plain = best_of(3, lambda pieces=pieces: baseline(pieces)) / len(pieces)
        saying = spoken / len(pieces)
        rows.append((most, len(pieces), cost, cost - saying, plain, cost / plain))
    print("\nchars/delta  deltas  us/delta  cutting  baseline  ratio")
    for most, count, cost, cutting, plain, ratio in rows:
        print(
            f"{'1' if most == 1 else '1-7':>11}  {count:6}  {cost * 1e6:8.2f}  "
            f"{cutting * 1e6:7.2f}  {plain * 1e6:8.2f}  {ratio:5.2f}"
        )
    print(f"saying: {spoken / len(sentences) * 1e6:.0f} us per sentence")
    assert ours(deltas(1, 7)) == ours(deltas(2, 1))
