"""What the companion on the desktop remembers: where it stood, what it has told."""

from __future__ import annotations

import json
import os
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from lumen.core.errors import StorageError
from lumen.storage.paths import make_private

_LARGEST_BYTES = 20_000
_MOST_SCREENS = 32
_FARTHEST = 100_000


@dataclass(slots=True)
class OverlayMemory:
    """Changed on the UI thread alone.

    Attributes:
        last: Key of the screen on which it stood last; empty at first.
        places: For each screen, where: from the corner of its free area.
        told_wayland: Whether it was said what Wayland does not allow.
        told_staying: Whether it was said that it stays when the window is closed.
    """

    last: str = ""
    places: dict[str, tuple[int, int]] = field(default_factory=dict)
    told_wayland: bool = False
    told_staying: bool = False

    def remember(self, screen: str, x: int, y: int) -> None:
        """It stands at `x`, `y` of a screen now; the longest unused is forgotten."""
        self.places.pop(screen, None)
        self.places[screen] = (x, y)
        self.last = screen
        while len(self.places) > _MOST_SCREENS:
            del self.places[next(iter(self.places))]

    def as_text(self) -> str:
        """What `read_memory` reads."""
        return json.dumps(
            {
                "last": self.last,
                "places": {key: list(at) for key, at in self.places.items()},
                "told_wayland": self.told_wayland,
                "told_staying": self.told_staying,
            },
            indent=1,
        )


def parse_memory(text: str) -> OverlayMemory:
    """Take what can be used of a file that anybody may have written."""
    memory = OverlayMemory()
    try:
        values = json.loads(text)
    except (ValueError, RecursionError):
        return memory
    if not isinstance(values, dict):
        return memory
    places = values.get("places")
    for key, at in places.items() if isinstance(places, dict) else ():
        if isinstance(at, list) and len(at) == 2 and all(map(_near, at)):
            memory.remember(key, at[0], at[1])
    last = values.get("last")
    memory.last = last if isinstance(last, str) and last in memory.places else ""
    memory.told_wayland = values.get("told_wayland") is True
    memory.told_staying = values.get("told_staying") is True
    return memory


def read_memory(path: Path) -> OverlayMemory:
    """Read the file; an empty memory when it is missing or cannot be used."""
    try:
        if not path.is_file() or path.stat().st_size > _LARGEST_BYTES:
            return OverlayMemory()
        return parse_memory(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        return OverlayMemory()


def write_memory(path: Path, text: str) -> None:
    """Write the file at once or not at all; a place that is not kept is no loss.

    Args:
        path: Where to.
        text: From `OverlayMemory.as_text`.
    """
    try:
        make_private(path.parent)
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    except (OSError, StorageError):
        return
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)


def _near(value: object) -> bool:
    return type(value) is int and abs(value) <= _FARTHEST
