"""A voice detector for when there is none: it hears nothing."""

from __future__ import annotations

from lumen.core.audio import Pcm


class DeafDetector:
    """Takes everything for silence, so that typing and the voice work all the same."""

    def probability(self, samples: Pcm) -> float:
        """See `vad.VoiceDetector.probability`; always 0."""
        del samples
        return 0.0

    def reset(self) -> None:
        """See `vad.VoiceDetector.reset`."""
