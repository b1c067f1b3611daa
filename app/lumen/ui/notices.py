"""What the person should know, why, and the button that helps."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from lumen.core import errors
from lumen.core import events as ev


class Remedy(StrEnum):
    """What a button in the line can do about a problem."""

    NONE = ""
    CONNECT_MODEL = "Connect a model"
    OPEN_MODELS = "Open models"
    OPEN_SETTINGS = "Open settings"
    END_PRIVACY = "End privacy"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the person should know.

    Attributes:
        what: What does not work, and why.
        advice: What to do next.
        remedy: The button that helps.
        problem: Whether it came from `ProblemRaised` and is dismissed there, too.
        calm: Whether it is advice rather than a warning.
    """

    what: str
    advice: str = ""
    remedy: Remedy = Remedy.NONE
    problem: bool = False
    calm: bool = False


PRIVACY = Notice(
    "Privacy: the microphone is off.",
    "Lumen does not listen until you end it (Ctrl+Shift+P). Writing works.",
    Remedy.END_PRIVACY,
    calm=True,
)

_REMEDIES: tuple[tuple[type[errors.LumenError], Remedy], ...] = (
    (errors.PrivacyError, Remedy.END_PRIVACY),
    (errors.MicrophoneOpenError, Remedy.NONE),
    (errors.GenerationError, Remedy.CONNECT_MODEL),
    (errors.ModelMissingError, Remedy.OPEN_MODELS),
    (errors.SynthesisError, Remedy.OPEN_MODELS),
    (errors.DownloadError, Remedy.OPEN_MODELS),
    (errors.AudioDeviceError, Remedy.OPEN_SETTINGS),
    (errors.KeyringAsksError, Remedy.NONE),
    (errors.StorageError, Remedy.OPEN_SETTINGS),
    (errors.InputError, Remedy.OPEN_SETTINGS),
)


def remedy_for(error: errors.LumenError) -> Remedy:
    """The button that helps against an error."""
    for kind, remedy in _REMEDIES:
        if isinstance(error, kind):
            return remedy
    return Remedy.NONE


def hears(role: ev.DeviceRole) -> bool:
    """Whether a device is a microphone."""
    return role is ev.DeviceRole.MICROPHONE


def lost(event: ev.DeviceLost) -> Notice:
    """A device is gone."""
    which = "microphone" if hears(event.role) else "loudspeaker"
    return Notice(
        f"The {which} is gone: {event.name or 'no device'}.",
        "Plug it in again, or choose another one in the settings. "
        "Writing works meanwhile.",
        Remedy.OPEN_SETTINGS,
    )


def missing(event: ev.EnginesChanged) -> Notice | None:
    """An engine is missing; None: all are there."""
    if not event.notice:
        return None
    what, stop, advice = event.notice.partition(". ")
    model = event.generator.startswith("essential") or not event.generator
    remedy = Remedy.CONNECT_MODEL if model else Remedy.OPEN_MODELS
    return Notice(what + stop.strip(), advice, remedy, calm=True)
