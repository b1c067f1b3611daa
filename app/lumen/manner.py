"""How Lumen speaks, and to whom."""

from __future__ import annotations

from dataclasses import dataclass

from lumen.core.speech import SpeechStyle

_VOLUME_STEP = 0.15
_LEAST_VOLUME = 0.1  # "quieter" never ends in silence


@dataclass(slots=True)
class Manner:
    """How Lumen speaks and to whom; the settings' part of a turn.

    Attributes:
        style: How sentences are spoken.
        language: BCP 47 tag of replies.
        user_name: How the person is called; empty when unknown.
        volume: Linear gain of the voice, 0 to 1.
        mute: Whether replies are only written.
        barge_in: Whether speech over a reply may interrupt it.
    """

    style: SpeechStyle
    language: str = "en"
    user_name: str = ""
    volume: float = 0.9
    mute: bool = False
    barge_in: bool = True

    def be_louder(self, steps: int) -> None:
        """Speak louder by some steps; softer when there are fewer than none."""
        wanted = self.volume + steps * _VOLUME_STEP
        self.volume = min(1.0, max(_LEAST_VOLUME, wanted))
