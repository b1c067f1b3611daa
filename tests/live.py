"""All of Lumen, without its window, on a private sound card: for tests and benchmarks."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from integration.sound_card import SoundCard
from lumen.bootstrap import (
    Foundation,
    build_shelf,
    build_stages,
    lay_foundation,
    open_devices,
)
from lumen.companion import Stages
from lumen.core import events as ev
from lumen.core.turn import Phase
from lumen.engines import Engines
from lumen.speech.recognition import Recognizer
from lumen.speech.synthesis import Synthesizer
from lumen.storage.paths import find_places


@dataclass
class Chronicle:
    """Every event, in order, with a way to wait for the next of a kind."""

    events: list[ev.Event] = field(default_factory=list)
    phase: Phase = Phase.IDLE

    def __post_init__(self) -> None:
        self._changed = threading.Condition()

    def __call__(self, event: ev.Event) -> None:
        with self._changed:
            self.events.append(event)
            if isinstance(event, ev.PhaseChanged):
                self.phase = event.phase
            self._changed.notify_all()

    def wait(
        self, wanted: Callable[[ev.Event], bool], since: int = 0, timeout: float = 20.0
    ) -> ev.Event:
        """The first event from number `since` on that is wanted."""
        deadline = time.monotonic() + timeout
        with self._changed:
            at = since
            while True:
                while at < len(self.events):
                    if wanted(self.events[at]):
                        return self.events[at]
                    at += 1
                left = deadline - time.monotonic()
                if left <= 0 or not self._changed.wait(left):
                    names = [type(e).__name__ for e in self.events[since:]]
                    raise AssertionError(f"did not happen; what did: {names[-30:]}")

    def wait_for(self, kind: type, since: int = 0, timeout: float = 20.0) -> ev.Event:
        return self.wait(lambda event: isinstance(event, kind), since, timeout)

    def wait_idle(self, since: int = 0, timeout: float = 30.0) -> None:
        """Until the phase has gone back to idle (or error) after number `since`."""
        ends = (Phase.IDLE, Phase.ERROR)
        self.wait(
            lambda e: isinstance(e, ev.PhaseChanged) and e.phase in ends, since, timeout
        )

    @property
    def now(self) -> int:
        """Number of the next event."""
        return len(self.events)


@dataclass
class Live:
    """A running Lumen."""

    base: Foundation
    stages: Stages
    engines: Engines
    told: Chronicle
    card: SoundCard


@contextmanager
def environment(**variables: str) -> Iterator[None]:
    """These environment variables while the context lasts."""
    former = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, value in former.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


@contextmanager
def running(
    card: SoundCard,
    home: Path,
    *,
    recognizer: Recognizer | None = None,
    synthesizer: Synthesizer | None = None,
    ollama: str = "",
    keep_history: bool = False,
    **settings: str,
) -> Iterator[Live]:
    """Run Lumen on a sound card that is in use.

    Args:
        card: Started, within its `use`.
        home: Folder of the profile.
        recognizer: Instead of the one that would be chosen.
        synthesizer: Instead of the one that would be chosen.
        ollama: Address of a server; empty: no language model.
        keep_history: Whether the conversation goes to the disk.
        settings: Environment overrides, such as ``LUMEN_HEARING__HANDS_FREE``.
    """
    provider = "ollama" if ollama else "essential"
    variables = {
        "LUMEN_HOME": str(home),
        "LUMEN_THINKING__PROVIDER": provider,
        **({"LUMEN_THINKING__OLLAMA_HOST": ollama} if ollama else {}),
        **settings,
    }
    with ExitStack() as stack:
        stack.enter_context(environment(**variables))
        places = find_places()
        places.create()
        base = lay_foundation(places, keep_history=keep_history)
        devices = open_devices(base)
        stages, engines = build_stages(base, devices, build_shelf(places))
        told = Chronicle()
        base.controls.subscribe(told)
        stack.callback(base.controls.close)
        base.controls.start(stages)
        stages.speaker.start()
        for ready in engines.begin(base.preferences.settings, base.manner.style):
            ready.exception(60)
        if recognizer is not None:
            stages.recognition.use(recognizer).result(60)
        if synthesizer is not None:
            stages.synthesis.use(synthesizer, base.manner.style).result(60)
        yield Live(base, stages, engines, told, card)
