"""A companion without a window, for one command."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lumen.core import events as ev
from lumen.core.turn import Phase

if TYPE_CHECKING:
    from lumen.bootstrap import Devices, Foundation
    from lumen.companion import Stages

_WARM_UP_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Session:
    """A started companion and its parts."""

    base: Foundation
    stages: Stages
    problems: list[ev.ProblemRaised]


@contextmanager
def started(
    base: Foundation,
    make_devices: Callable[[Foundation], Devices],
    *,
    listener: Callable[[ev.Event], None],
    voice: bool,
    passing: bool = False,
) -> Iterator[Session]:
    """Start a companion with its engines warmed up; close it behind.

    Args:
        base: From `bootstrap.lay_foundation`.
        make_devices: Where sound comes from and goes to.
        listener: Called on the loop's thread for every event.
        voice: Whether replies are spoken.
        passing: Whether this is for one command only; see `Room`.
    """
    from lumen.bootstrap import build_shelf, build_stages

    problems: list[ev.ProblemRaised] = []
    for problem in base.preferences.problems:
        print(f"lumen: a setting cannot be used: {problem}", file=sys.stderr)

    def collect(event: ev.Event) -> None:
        if isinstance(event, ev.ProblemRaised):
            problems.append(event)

    try:
        devices = make_devices(base)
        stages, engines = build_stages(
            base, devices, build_shelf(base.places), passing=passing
        )
        stages.machine.set_voice(voice)
        base.controls.subscribe(collect)
        base.controls.subscribe(listener)
        base.controls.start(stages)
        stages.speaker.start()
        settings = base.preferences.settings
        for ready in engines.begin(settings, base.manner.style):
            ready.exception(timeout=_WARM_UP_SECONDS)  # told as a problem
        yield Session(base, stages, problems)
    finally:
        base.controls.close()
    if base.controls.ending_error is not None:
        raise base.controls.ending_error


class TurnWatch:
    """Waits for the end of a turn; a listener.

    A turn has ended when the phase is idle or error again and nothing is being heard.
    """

    def __init__(self) -> None:
        self._ended = threading.Event()

    def __call__(self, event: ev.Event) -> None:
        """Take an event, on the loop's thread."""
        match event:
            case ev.PhaseChanged(phase=Phase.IDLE | Phase.ERROR):
                self._ended.set()
            case ev.PhaseChanged():
                self._ended.clear()
            case _:
                pass

    def begin(self) -> None:
        """Forget former turns."""
        self._ended.clear()

    def wait(self, timeout: float) -> bool:
        """Wait for the end of the turn.

        Returns:
            Whether it has ended.
        """
        return self._ended.wait(timeout)
