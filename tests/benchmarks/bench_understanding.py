"""How well and how fast the project's own prompts are understood.

Run: ``python -m pytest tests/benchmarks/bench_understanding.py -q -s``
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence

import pytest

from prompts import CONVERSATION, Answer, Prompt, Verdict, judge, load

pytestmark = pytest.mark.bench

FRESH = """
import time
def memory():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * 4096 / 1e6
before, begin = memory(), time.perf_counter()
from lumen.understanding import parse
imported = time.perf_counter()
parse("would you mind if we went somewhere quieter")
parse("go back a minute and a half")
print(1e3 * (imported - begin), 1e3 * (time.perf_counter() - begin), memory() - before)
"""
"""Milliseconds to import, to import and answer twice; growth of memory in MB."""


class Timed:
    """Calls that keep the CPU time they took, in milliseconds."""

    def __init__(self) -> None:
        from lumen.understanding import parse, parse_all

        self._parse, self._parse_all = parse, parse_all
        self.taken: list[float] = []

    def parse(self, text: str) -> Answer:
        return self._timed(self._parse, text)

    def parse_all(self, text: str) -> Sequence[Answer]:
        return self._timed(self._parse_all, text)

    def _timed(self, call, text: str):
        begin = time.thread_time_ns()
        answer = call(text)
        self.taken.append((time.thread_time_ns() - begin) / 1e6)
        return answer


def percentile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def _percent(marks: list[bool]) -> str:
    return f"{100 * sum(marks) / len(marks):6.1f} %" if marks else f"{'-':>8}"


def row(name: str, judged: Iterable[tuple[Prompt, Verdict, float]]) -> str:
    rows = list(judged)
    taken = [milliseconds for _, _, milliseconds in rows]
    scored = [one.slots for _, one, _ in rows if one.slots is not None]
    talk = [
        one.false_action for prompt, one, _ in rows if prompt.intent in CONVERSATION
    ]
    return (
        f"{name:20} {len(rows):5} {_percent([one.accepted for _, one, _ in rows])}"
        f" {_percent(scored)} {_percent(talk)}"
        f" {percentile(taken, 0.5):7.2f} {percentile(taken, 0.95):7.2f}"
    )


def test_understanding_of_the_prompts() -> None:
    timed = Timed()
    prompts = load()
    timed.parse("warm up")
    judged = []
    for prompt in prompts:
        timed.taken.clear()
        verdict = judge(prompt, timed.parse, timed.parse_all)
        judged.append((prompt, verdict, timed.taken[-1]))
    patterns = len({prompt.pattern for prompt in prompts})
    print(f"\n{len(prompts)} prompts over {patterns} patterns; CPU time in ms")
    for title, key in (
        ("intent", lambda prompt: prompt.intent),
        ("style", lambda prompt: prompt.style),
    ):
        groups: dict[str, list[tuple[Prompt, Verdict, float]]] = defaultdict(list)
        for one in judged:
            groups[key(one[0])].append(one)
        print(f"\n{title:20} count accepted    slots  false act   p50     p95")
        for name in sorted(groups):
            print(row(name, groups[name]))
    print("\n" + row("all", judged))
    assert len(judged) == len(prompts)


def test_import_and_memory_of_a_fresh_process() -> None:
    runs = []
    for _ in range(5):
        out = subprocess.run(
            [sys.executable, "-c", FRESH], check=True, capture_output=True, text=True
        ).stdout
        runs.append([float(value) for value in out.split()])
    imported, answered, memory = (
        sorted(values)[2] for values in zip(*runs, strict=True)
    )
    print(
        f"\nimport {imported:.0f} ms, with two answers {answered:.0f} ms, "
        f"{memory:.1f} MB (medians of 5 processes)"
    )
    assert memory > 0


def test_length_and_strangeness_do_not_cost() -> None:
    timed = Timed()
    for text in ("a half " * 2000, "1:20 and " * 500, "go back " * 500, "é" * 5000):
        timed.parse(text)
        print(f"\n{len(text):6} characters {timed.taken[-1]:7.2f} ms", end="")
    print()
    assert timed.taken
