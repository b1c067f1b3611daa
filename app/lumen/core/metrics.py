"""Names of what is measured, and where the measurements go."""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol

from lumen.core.turn import TurnId
from lumen.core.units import Seconds


class Mark(StrEnum):
    """Moments of a turn, in their usual order."""

    SPEECH_STARTED = "speech_started"
    SPEECH_ENDED = "speech_ended"
    ENDPOINT_REACHED = "endpoint_reached"
    TRANSCRIPT_FINAL = "transcript_final"
    GENERATION_STARTED = "generation_started"
    FIRST_TOKEN = "first_token"
    FIRST_SENTENCE = "first_sentence"
    FIRST_CLIP = "first_clip"
    FIRST_AUDIO = "first_audio"
    REPLY_ENDED = "reply_ended"
    TURN_ENDED = "turn_ended"
    INTERRUPTED = "interrupted"
    SILENCED = "silenced"


class Measure(StrEnum):
    """Delays of a turn, in the field's usual terms.

    Source: LiveKit agents' metrics and OpenTelemetry GenAI conventions use the same
    names; each is the difference of two marks (see `observe.metrics`).
    """

    END_OF_UTTERANCE_DELAY = "end_of_utterance_delay"
    TRANSCRIPTION_DELAY = "transcription_delay"
    TIME_TO_FIRST_TOKEN = "ttft"
    TIME_TO_FIRST_SENTENCE = "ttfs"
    SYNTHESIS_DELAY = "synthesis_delay"
    PLAYBACK_DELAY = "playback_delay"
    TIME_TO_FIRST_AUDIO = "ttfa"
    BARGE_IN_DELAY = "barge_in_delay"


class MetricsSink(Protocol):
    """Takes measurements from any thread; never blocks."""

    def mark(self, turn: TurnId, mark: Mark, at: Seconds) -> None:
        """Note that a turn reached a mark; the first time counts."""
        ...

    def count(self, name: str, by: int = 1) -> None:
        """Add to a named counter, such as ``capture.overflow``."""
        ...
