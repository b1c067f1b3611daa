"""What the generation stage adds to the time to the first token of its provider.

Run: ``python tests/benchmarks/bench_generation.py [turns]``
"""

from __future__ import annotations

import asyncio
import statistics
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from fake_ollama import DEFAULT_REPLY, FakeOllama
from lumen.core.clock import MonotonicClock
from lumen.core.conversation import Role
from lumen.core.events import Event, ReplyDelta, ReplyEnded, SentenceReady
from lumen.core.turn import TurnId
from lumen.dialogue.generation import GenerationStage
from lumen.dialogue.ollama import OllamaGenerator
from lumen.dialogue.ollama_server import OllamaSettings
from lumen.dialogue.persona import load_persona
from lumen.dialogue.prompt import PromptBuilder
from lumen.dialogue.request import ChatMessage, LocalReply, ReplyRequest
from lumen.dialogue.sentences import StreamSplitter

TTFT = 0.15
TALK = tuple(
    ChatMessage((Role.USER, Role.COMPANION)[n % 2], f"{n}: " + "some words " * 12)
    for n in range(200)
)


class Nothing:
    """`LocalAnswers` that leave all to the model."""

    def claim(self, request: ReplyRequest) -> LocalReply | None:
        return None

    def reply(self, request: ReplyRequest) -> LocalReply:
        return LocalReply("No model.")


@dataclass
class Bench:
    """A stage on a fake server, and when each turn reached what."""

    server: FakeOllama
    clock: MonotonicClock = field(default_factory=MonotonicClock)
    seen: dict[type[Event], float] = field(default_factory=dict)
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.generator = OllamaGenerator(OllamaSettings(host=self.server.url))
        self.stage = GenerationStage(
            Nothing(),
            self.generator,
            StreamSplitter,
            self.clock,
            self.post,
            prompts=PromptBuilder(load_persona()),
        )

    def post(self, event: Event) -> None:
        self.seen.setdefault(type(event), event.at)
        self.changed.set()

    async def reach(self, kind: type[Event]) -> None:
        async with asyncio.timeout(20):
            while kind not in self.seen:
                self.changed.clear()
                await self.changed.wait()

    async def turn(self, number: int) -> dict[str, float]:
        self.seen.clear()
        began = self.clock.now()
        request = ReplyRequest("What now?", history=TALK, facts=("time: ten",))
        self.stage.generate(TurnId(number), request)
        await self.reach(ReplyEnded)
        asked = self.server.asked("/api/chat")[-1]
        assert asked.first_token is not None
        return {
            "asked": asked.received - began,
            "received": self.seen[ReplyDelta] - asked.first_token,
            "TTFT": self.seen[ReplyDelta] - began,
            "TTFT over the server's": self.seen[ReplyDelta] - began - TTFT,
            "first sentence": self.seen[SentenceReady] - began,
        }

    async def cancelled(self, number: int) -> float:
        """Seconds from cancelling until the server had stopped generating."""
        self.seen.clear()
        self.stage.generate(TurnId(number), ReplyRequest("What now?"))
        await self.reach(ReplyDelta)
        began = self.clock.now()
        self.stage.cancel(TurnId(number))
        await asyncio.to_thread(self.server.wait_idle)
        asked = self.server.asked("/api/chat")[-1]
        assert asked.cancelled
        assert asked.finished is not None
        return asked.finished - began


def table(rows: dict[str, list[float]]) -> None:
    print(f"\n{'milliseconds':<28}{'p50':>8}{'p95':>8}{'max':>8}")
    for name, values in rows.items():
        p95 = statistics.quantiles(values, n=20)[-1]
        figures = (statistics.median(values), p95, max(values))
        print(f"{name:<28}" + "".join(f"{1000 * v:8.1f}" for v in figures))


async def measure(turns: int) -> dict[str, list[float]]:
    rows: dict[str, list[float]] = {}
    with FakeOllama(ttft=TTFT, tps=60) as server:
        bench = Bench(server)
        await bench.generator.warm_up()
        await bench.turn(0)
        for number in range(1, turns + 1):
            server.say("Hello! " + DEFAULT_REPLY.removeprefix("[happy] "))
            for name, value in (await bench.turn(number)).items():
                rows.setdefault(name, []).append(value)
            server.say(DEFAULT_REPLY)
            tagged = await bench.turn(number)
            rows.setdefault("TTFT behind a face tag", []).append(tagged["TTFT"])
        for number in range(turns + 1, 2 * turns + 1):
            stopped = await bench.cancelled(number)
            rows.setdefault("cancel to server stopped", []).append(stopped)
        await bench.stage.close()
    return rows


@pytest.mark.bench
async def test_generation_overhead() -> None:
    table(await measure(30))


if __name__ == "__main__":
    table(asyncio.run(measure(int(sys.argv[1]) if len(sys.argv) > 1 else 50)))
