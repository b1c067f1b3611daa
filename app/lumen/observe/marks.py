"""Which event is which mark of a turn's time line."""

from __future__ import annotations

from lumen.core import events as ev
from lumen.core.metrics import Mark, MetricsSink

_MARKS: dict[type, Mark] = {
    ev.SpeechStarted: Mark.SPEECH_STARTED,
    ev.PushToTalkPressed: Mark.SPEECH_STARTED,
    ev.UtteranceEnded: Mark.ENDPOINT_REACHED,
    ev.ReplyDelta: Mark.FIRST_TOKEN,
    ev.SentenceReady: Mark.FIRST_SENTENCE,
    ev.ClipReady: Mark.FIRST_CLIP,
    ev.PlaybackStarted: Mark.FIRST_AUDIO,
    ev.ReplyEnded: Mark.REPLY_ENDED,
    ev.PlaybackStopped: Mark.SILENCED,
}


def mark_event(metrics: MetricsSink, event: ev.Event) -> None:
    """Mark what an event tells of its turn's time line."""
    mark = _MARKS.get(type(event))
    if mark is None:
        return
    if isinstance(event, ev.UtteranceEnded):
        metrics.mark(event.turn, Mark.SPEECH_ENDED, event.utterance.speech_end)
    metrics.mark(event.turn, mark, event.at)
