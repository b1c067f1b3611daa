"""From sentences to clips: the `Synthesizer` protocol and its stage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from lumen.core.cancellation import CancellationToken
from lumen.core.speech import Clip, Sentence, SpeechStyle


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice of an engine.

    Attributes:
        name: Stable name, kept in the settings.
        language: BCP 47 tag.
        title: As shown to a person.
    """

    name: str
    language: str
    title: str


class Synthesizer(Protocol):
    """Turns sentences into clips; called on the synthesis worker only."""

    @property
    def name(self) -> str:
        """Name of the engine, such as ``piper``."""
        ...

    def voices(self) -> tuple[Voice, ...]:
        """The voices that can speak now, best first."""
        ...

    def warm_up(self, style: SpeechStyle) -> None:
        """Load the style's voice and run it once.

        Raises:
            SynthesisError: The voice cannot be loaded.
        """
        ...

    def synthesize(
        self, sentence: Sentence, style: SpeechStyle, cancel: CancellationToken
    ) -> Clip:
        """Speak one sentence.

        Raises:
            Cancelled: `cancel` was set.
            SynthesisError: The engine failed.
        """
        ...
