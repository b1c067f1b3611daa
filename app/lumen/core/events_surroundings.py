"""What happens to devices, engines and the desktop session; see `core.events`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from lumen.core.turn import TurnId
from lumen.core.units import Seconds


class DeviceRole(StrEnum):
    """What an audio device is for."""

    MICROPHONE = "microphone"
    SPEAKER = "speaker"


@dataclass(frozen=True, slots=True)
class DeviceLost:
    """An audio device vanished; Lumen keeps looking for it or a stand-in."""

    turn: TurnId
    at: Seconds
    role: DeviceRole
    name: str


@dataclass(frozen=True, slots=True)
class DeviceChanged:
    """Audio now goes through this device: re-plugged, replaced or moved.

    Attributes:
        reason: One of ``opened``, ``restored``, ``replaced``, ``moved``.
    """

    turn: TurnId
    at: Seconds
    role: DeviceRole
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class ScreenLockChanged:
    """The desktop locked or blanked the screen, or shows it again."""

    turn: TurnId
    at: Seconds
    locked: bool


@dataclass(frozen=True, slots=True)
class MotionWishChanged:
    """The desktop's own setting of motion was read, or changed.

    Attributes:
        reduced: Whether it asks programs for less motion.
    """

    turn: TurnId
    at: Seconds
    reduced: bool


@dataclass(frozen=True, slots=True)
class ColourWishChanged:
    """The desktop's own setting of light or dark was read, or changed.

    Attributes:
        dark: Whether it asks programs to be dark; None: it has no preference.
    """

    turn: TurnId
    at: Seconds
    dark: bool | None


@dataclass(frozen=True, slots=True)
class EnginesChanged:
    """Which engines hear, think and speak now, by name; empty: not ready yet.

    Attributes:
        notice: What is missing and what to do about it; empty when all is well.
    """

    turn: TurnId
    at: Seconds
    recognizer: str
    generator: str
    synthesizer: str
    notice: str = ""


SurroundingsEvent: TypeAlias = (
    DeviceLost
    | DeviceChanged
    | ScreenLockChanged
    | MotionWishChanged
    | ColourWishChanged
    | EnginesChanged
)
