from __future__ import annotations

from lumen.core import events as ev
from lumen.core.audio import Utterance
from lumen.core.metrics import Mark
from lumen.core.turn import TurnId
from lumen.core.units import Seconds
from lumen.observe.marks import mark_event
from lumen.observe.metrics import MetricsStore

TURN = TurnId(3)


def test_events_mark_the_turn_at_their_own_time() -> None:
    store = MetricsStore()
    utterance = Utterance([], Seconds(1.0), Seconds(2.0), Seconds(1.0))
    for event in (
        ev.PushToTalkPressed(TURN, Seconds(1.0)),
        ev.UtteranceEnded(TURN, Seconds(2.5), 0, utterance),
        ev.ReplyDelta(TURN, Seconds(3.0), "Hi"),
        ev.PlaybackStarted(TURN, Seconds(4.0), 0),
        ev.StopRequested(TURN, Seconds(4.5)),
        ev.PlaybackStopped(TURN, Seconds(5.0), ""),
    ):
        mark_event(store, event)
    assert store.timeline(TURN) == {
        Mark.SPEECH_STARTED: 1.0,
        Mark.SPEECH_ENDED: 2.0,
        Mark.ENDPOINT_REACHED: 2.5,
        Mark.FIRST_TOKEN: 3.0,
        Mark.FIRST_AUDIO: 4.0,
        Mark.SILENCED: 5.0,
    }
