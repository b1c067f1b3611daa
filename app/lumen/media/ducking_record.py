"""The file that remembers volumes while they are lowered."""

from __future__ import annotations

import json
import logging
import math
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from lumen.core.media import PlayerId

_log = logging.getLogger(__name__)

_LARGEST = 64 * 1024  # characters; more is no list of volumes and does not parse
_MOST = 32
_SAME = 0.01
_LOUDEST = 10.0  # mpv goes to 1.3; nobody is said to be louder than this
_OWNER_ONLY = 0o600


@dataclass(frozen=True, slots=True)
class Lowered:
    """A player whose volume Lumen lowered.

    Attributes:
        player: Which player.
        name: Its name, by which it is found after a restart of its own.
        base: Its volume before; 1 is 100 %, which some go beyond.
        steps: The volumes that Lumen gave it on the way down and up.
    """

    player: PlayerId
    name: str
    base: float
    steps: tuple[float, ...] = field(repr=False)

    def covers(self, volume: float) -> bool:
        """Whether a volume is one that Lumen set; else the person set it since."""
        return any(abs(volume - step) <= _SAME for step in self.steps)


class Record:
    """Reads and writes the file; it does not exist while nothing is lowered.

    Its methods touch the disk: not on the loop's thread.

    Args:
        file: Its folder exists.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._written: tuple[Lowered, ...] | None = None

    def save(self, lowered: Iterable[Lowered]) -> None:
        """Replace the content at once, or remove the file when nothing is lowered.

        A disk that does not take it is no reason to talk over the music: the volumes
        then come back unless Lumen crashes.
        """
        kept = tuple(lowered)[:_MOST]
        if kept == self._written:
            return
        try:
            if kept:
                self._replace(kept)
            else:
                self._file.unlink(missing_ok=True)
        except OSError as error:
            _log.warning("volumes could not be written down: %s", error.strerror)
            return
        self._written = kept

    def load(self) -> tuple[Lowered, ...]:
        """What an earlier run left lowered; empty when there is nothing sound."""
        try:
            with self._file.open(encoding="utf-8") as file:
                rows = json.loads(file.read(_LARGEST))
            return tuple(_row(row) for row in list(rows)[:_MOST])
        except FileNotFoundError:
            return ()
        except (OSError, ValueError, TypeError, KeyError, RecursionError) as error:
            _log.warning(
                "the lowered volumes were unreadable: %s", type(error).__name__
            )
            return ()

    def _replace(self, kept: tuple[Lowered, ...]) -> None:
        rows = [
            {
                "player": row.player,
                "name": row.name,
                "base": row.base,
                "steps": list(row.steps),
            }
            for row in kept
        ]
        draft = self._file.with_name(f"{self._file.name}.new")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _OWNER_ONLY)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(rows, file)
        draft.replace(self._file)


def _row(row: object) -> Lowered:
    """Raises ValueError, TypeError or KeyError for what is no sound row."""
    if not isinstance(row, dict):
        raise TypeError("no object")
    steps = tuple(_volume(step) for step in list(row["steps"])[:_MOST])
    return Lowered(
        PlayerId(str(row["player"])), str(row["name"]), _volume(row["base"]), steps
    )


def _volume(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError("no number")
    if not math.isfinite(value) or not 0 <= value <= _LOUDEST:
        raise ValueError("no volume")
    return float(value)
