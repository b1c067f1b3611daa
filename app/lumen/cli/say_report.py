"""What came of a sentence to the players, and how it is printed."""

from __future__ import annotations

import json
from dataclasses import dataclass

from lumen.cli.listing import listed
from lumen.core.intent import Intent
from lumen.core.media import MediaItem

EXIT_DONE, EXIT_REFUSED, EXIT_UNCLEAR = 0, 4, 5
SKIPPED = "skipped"
UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Command:
    """A command of the sentence and what came of it.

    Attributes:
        verdict: A `Verdict`, or ``skipped`` or ``unknown``.
        took_ms: Milliseconds from the order to the answer of the player.
    """

    intent: Intent
    verdict: str
    text: str = ""
    player: str = ""
    before: str = ""
    after: str = ""
    took_ms: float = 0.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of the sentence.

    Attributes:
        answer: The whole answer as a sentence for the person.
        results: What was found, numbered from 1.
        ready_ms: Milliseconds until players and library were met.
        understanding_ms: Milliseconds of understanding.
        doing_ms: Milliseconds of doing.
    """

    commands: tuple[Command, ...]
    answer: str = ""
    results: tuple[MediaItem, ...] = ()
    ready_ms: float = 0.0
    understanding_ms: float = 0.0
    doing_ms: float = 0.0

    @property
    def status(self) -> str:
        """The verdict that decides: what went worst."""
        verdicts = {command.verdict for command in self.commands}
        worst = (UNKNOWN, "unclear", "no_player", "refused", "partly", "done")
        return next((verdict for verdict in worst if verdict in verdicts), UNKNOWN)

    @property
    def exit_status(self) -> int:
        """For the shell."""
        if self.status in ("done", "partly"):
            return EXIT_DONE
        return EXIT_REFUSED if self.status in ("refused", "no_player") else EXIT_UNCLEAR


def print_json(text: str, outcome: Outcome) -> None:
    """Print it for programs."""
    told = {
        "text": text,
        "status": outcome.status,
        "answer": outcome.answer,
        "commands": [_as_json(command) for command in outcome.commands],
        "results": [
            {
                "kind": item.kind.value,
                "title": item.title,
                "artist": item.artist,
                "album": item.album,
                "year": item.year,
            }
            for item in outcome.results
        ],
        "milliseconds": {
            "getting_ready": round(outcome.ready_ms, 1),
            "understanding": round(outcome.understanding_ms, 2),
            "doing": round(outcome.doing_ms, 1),
        },
    }
    print(json.dumps(told, indent=2, ensure_ascii=False))


def _as_json(command: Command) -> dict[str, object]:
    return {
        "intent": command.intent.name,
        "slots": _plain(command.intent),
        "confidence": round(command.intent.confidence, 3),
        "verdict": command.verdict,
        "player": command.player,
        "before": command.before,
        "after": command.after,
        "text": command.text,
        "milliseconds": round(command.took_ms, 1),
    }


def _plain(intent: Intent) -> dict[str, object]:
    return {
        name: value if isinstance(value, str | float | int) else dict(value)
        for name, value in intent.slots.items()
    }


def print_report(text: str, outcome: Outcome) -> None:
    """Print it for people."""
    del text
    for command in outcome.commands:
        slots = ", ".join(f"{k} {_value(v)}" for k, v in _plain(command.intent).items())
        _line("intent", command.intent.name)
        _line("slots", slots)
        _line("confidence", f"{command.intent.confidence:.2f}")
        _line("player", command.player)
        _line("before", command.before)
        _line("after", command.after)
        said = f"{command.verdict.replace('_', ' ')}: {command.text}"
        _line("result", said.removesuffix(": "))
        print()
    if len(outcome.commands) != 1 and outcome.answer:
        print(outcome.answer)
    for line in listed(outcome.results):
        print(line)
    print(
        f"ready in {outcome.ready_ms:.0f} ms, understood in "
        f"{outcome.understanding_ms:.1f} ms, done in {outcome.doing_ms:.0f} ms"
    )


def _line(name: str, value: str) -> None:
    if value:
        print(f"{name:11} {value}")


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, dict):
        return " ".join(f"{k} {_value(v)}" for k, v in value.items())
    return f"{value:g}" if isinstance(value, float) else str(value)
