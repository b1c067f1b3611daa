"""What can go wrong, said so that a person knows what to do next.

Engines raise these errors and never a library's. Neither `what` nor `advice` may
contain what the user said, prompts, keys or titles.
"""

from __future__ import annotations


class LumenError(Exception):
    """Base of all errors that may reach a person.

    Attributes:
        what: One sentence: what did not work, and why.
        advice: One sentence: what the person can do next.
    """

    def __init__(self, what: str, advice: str) -> None:
        super().__init__(what)
        self.what = what
        self.advice = advice

    def __str__(self) -> str:
        return f"{self.what} {self.advice}".strip()


class AudioDeviceError(LumenError):
    """A microphone or a loudspeaker is missing, busy or was lost."""


class RecognitionError(LumenError):
    """Speech could not be turned into text."""


class PrivacyError(LumenError):
    """Lumen was asked to listen while the person wants privacy.

    Args:
        closed: Whether the microphone is closed already.
    """

    def __init__(self, *, closed: bool = True) -> None:
        state = "off" if closed else "being closed"
        super().__init__(
            f"Privacy is on: the microphone is {state}.",
            "Choose Privacy in any of my menus, or press Ctrl+Shift+P in my window, "
            "to let me listen; writing works meanwhile.",
        )


class MicrophoneOpenError(AudioDeviceError):
    """The person wants privacy, and the microphone could not be closed."""

    def __init__(self) -> None:
        super().__init__(
            "The microphone could not be closed: it is still open.",
            "Nothing it hears is used. Choose Privacy again to try once more; to be "
            "sure, unplug it or quit Lumen.",
        )


class GenerationError(LumenError):
    """A reply could not be generated."""


class ModelMissingError(LumenError):
    """A model is needed that is not on this machine.

    Attributes:
        model: Name of the missing model, as `lumen models` or Ollama knows it.
    """

    def __init__(self, model: str, what: str, advice: str) -> None:
        super().__init__(what, advice)
        self.model = model


class SynthesisError(LumenError):
    """Text could not be turned into speech."""


class MediaError(LumenError):
    """Players cannot be reached."""


class StorageError(LumenError):
    """The history, the settings or the keyring could not be read or written."""


class KeyringAsksError(StorageError):
    """The desktop asks the person itself; over once the history is open, or not."""


class DownloadError(LumenError):
    """A model could not be fetched or verified."""


class InputError(LumenError):
    """A file or a value given by the person cannot be used."""


class Cancelled(Exception):  # noqa: N818 - a control-flow signal, not an error
    """Raised by a computing engine when its cancellation token was set."""
