"""From utterances to transcripts: the `Recognizer` protocol and its stage."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from lumen.core.audio import Pcm
from lumen.core.cancellation import CancellationToken
from lumen.core.speech import Transcript


class Recognizer(Protocol):
    """Turns PCM into text; called on the recognition worker only."""

    @property
    def name(self) -> str:
        """Name of the engine and its model, such as ``whisper-base``."""
        ...

    def warm_up(self) -> None:
        """Load the model and run it once, so that the first turn is fast.

        Raises:
            ModelMissingError: The model is not on this machine.
            RecognitionError: The model cannot be loaded.
        """
        ...

    def transcribe(
        self,
        samples: Pcm,
        cancel: CancellationToken,
        on_partial: Callable[[str], None] | None = None,
    ) -> Transcript:
        """Recognise one utterance.

        Args:
            samples: float32[n] at 16 kHz, mono.
            cancel: Checked between encoder and decoder steps.
            on_partial: Called with the text so far by engines that have partials.

        Raises:
            Cancelled: `cancel` was set.
            RecognitionError: The engine failed.
        """
        ...
