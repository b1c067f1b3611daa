"""Commands said aloud to a running Lumen, and what a real player must do then."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from integration.players import Stage
from integration.sound_card import RATE_HZ as CARD_HZ
from live import Live, environment, running
from lumen.core import events as ev
from lumen.core.audio import SPEECH_RATE_HZ
from lumen.core.media import PlaybackStatus, PlayerState, Verdict
from speaking import say

Moved = Callable[[PlayerState, PlayerState], bool]
_PATIENCE = 30.0
_LOUD = 0.02
_HEARD_WITHIN = 4.0
_DONE_WITHIN = 4.0
_PAUSE_SECONDS = 0.25


@dataclass(frozen=True, slots=True)
class Spoken:
    """A command and what it must do.

    Attributes:
        kind: The intent that it means.
        moved: Whether the player went from one state to the other as it should; None
            for what is only answered.
    """

    text: str
    kind: str
    moved: Moved | None


def _went(seconds: float) -> Moved:
    def check(before: PlayerState, after: PlayerState) -> bool:
        if before.position is None or after.position is None:
            return False
        wanted = min(max(before.position + seconds, 0.0), 120.0)
        return abs(after.position - wanted) < 8.0

    return check


def _sounds(low: float, high: float) -> Moved:
    return lambda _b, a: a.volume is not None and low <= a.volume <= high


def _runs(speed: float) -> Moved:
    return lambda _b, a: abs(a.speed - speed) < 0.01


def _plays(title: str) -> Moved:
    return lambda _b, a: a.track.title == title


def _is(status: PlaybackStatus) -> Moved:
    return lambda _b, a: a.status is status


COMMANDS = (
    Spoken("skip ahead a minute", "seek_content", _went(60)),
    Spoken("volume fifty percent", "adjust_volume", _sounds(0.49, 0.51)),
    Spoken("pause the music", "pause_playback", _is(PlaybackStatus.PAUSED)),
    Spoken("continue", "resume_playback", _is(PlaybackStatus.PLAYING)),
    Spoken("next song", "next_episode", _plays("Song 3")),
    Spoken("previous song", "previous_episode", _plays("Song 2")),
    Spoken("double speed", "adjust_speed", _runs(2.0)),
    Spoken("normal speed", "adjust_speed", _runs(1.0)),
    Spoken("repeat this song", "repeat", lambda _b, a: a.repeat == "one"),
    Spoken("mute", "adjust_volume", _sounds(0.0, 0.0)),
    Spoken("volume eighty percent", "adjust_volume", _sounds(0.79, 0.81)),
    Spoken("skip ahead thirty seconds", "seek_content", _went(30)),
    Spoken("go back twenty seconds", "seek_content", _went(-20)),
    Spoken("turn it down", "adjust_volume", _sounds(0.74, 0.76)),
    Spoken("turn it up a bit", "adjust_volume", _sounds(0.76, 0.81)),
    Spoken("one and a half times speed", "adjust_speed", _runs(1.5)),
    Spoken("slower", "adjust_speed", _runs(1.25)),
    Spoken("normal speed", "adjust_speed", _runs(1.0)),
    Spoken("repeat off", "repeat", lambda _b, a: a.repeat == "off"),
    Spoken("stop the music", "pause_playback", _is(PlaybackStatus.PAUSED)),
    Spoken("resume", "resume_playback", _is(PlaybackStatus.PLAYING)),
    Spoken("from the beginning", "seek_content",
           lambda _b, a: (a.position or 0.0) < 8.0),
    Spoken("go back a minute and a half", "seek_content", _went(-90)),
    Spoken("what is playing", "what_is_playing", None),
    Spoken("how much time is left", "content_info", None),
    Spoken("set a timer for ten minutes", "set_timer", None),
)  # fmt: skip
"""In this order each finds the player so that it can be seen to move."""

SHORT = COMMANDS[:6]


@dataclass(frozen=True, slots=True)
class Heard:
    """What came of a spoken command.

    Attributes:
        meant: What Lumen took it for; empty when nothing was heard.
        right: Whether it was understood, and the player moved as it should.
        seconds: From the end of the speech until the player had moved, read back;
            None when it was not to move, or did not.
    """

    spoken: Spoken
    meant: str
    right: bool
    seconds: float | None = None


@contextmanager
def listening(stage: Stage, home: Path) -> Iterator[Live]:
    """Lumen, hands-free, on the bus and the sound card of a stage with sound."""
    assert stage.sound is not None
    with (
        environment(DBUS_SESSION_BUS_ADDRESS=stage.address),
        stage.sound.use(),
        running(stage.sound, home, LUMEN_MEDIA__LIBRARY="false") as live,
    ):
        assert live.stages.room is not None
        live.base.loop.run(live.stages.room.ready()).result(_PATIENCE)
        live.base.controls.set_hands_free(True)
        deadline = time.monotonic() + _PATIENCE
        while "application.process.id" not in stage.sound.pactl(
            "list", "source-outputs"
        ):
            assert time.monotonic() < deadline, "nobody listens"
            time.sleep(0.02)
        time.sleep(0.6)  # the detector knows the room
        yield live
        live.base.controls.set_hands_free(False)


def tell(live: Live, spoken: Spoken, voice: str = "slt") -> Heard:
    """Say a command into the microphone, and see what the player does.

    The end of the speech is the last loud sample at the microphone's side of the card.
    """
    before = _read(live)
    since = live.told.now
    with live.card.record("vmic_in.monitor") as ear:
        began = time.monotonic() - ear.length / CARD_HZ
        live.card.speak(say(spoken.text, voice), SPEECH_RATE_HZ).wait()
        meant, at = _outcome(live, spoken, since)
    if not meant:
        return Heard(spoken, "", right=False)
    live.told.wait_idle(since)
    time.sleep(_PAUSE_SECONDS)
    if spoken.moved is None:
        return Heard(spoken, meant, meant == spoken.kind)
    right = meant == spoken.kind and spoken.moved(before, _read(live))
    loud = np.flatnonzero(np.abs(ear.samples) > _LOUD)
    ended = began + (loud[-1] / CARD_HZ if len(loud) else 0.0)
    return Heard(spoken, meant, right, at - ended if right else None)


def _outcome(live: Live, spoken: Spoken, since: int) -> tuple[str, float]:
    """What was understood, and when it was done; empty when nothing was heard."""
    try:
        said = live.told.wait_for(ev.UserMessageAdded, since, _HEARD_WITHIN)
    except AssertionError:
        return "", 0.0
    assert isinstance(said, ev.UserMessageAdded)
    if spoken.moved is None:
        assert live.stages.room is not None
        found = live.stages.room.understand(said.text)
        return (found[0].name if found else "conversation"), said.at
    try:
        event = live.told.wait(_is_known, since, _DONE_WITHIN)
    except AssertionError:
        return "conversation", said.at
    assert isinstance(event, ev.CommandReported)
    report = event.report
    done = report.verdict in (Verdict.DONE, Verdict.PARTLY)
    return (report.intent if done else f"{report.intent}, refused"), event.at


def _is_known(event: ev.Event) -> bool:
    """Whether it tells what came of a command, rather than that it is waited for."""
    reported = isinstance(event, ev.CommandReported)
    return reported and event.report.verdict is not Verdict.ASKED


def _read(live: Live) -> PlayerState:
    """The player now, asked anew, at the volume that it has in silence."""
    room = live.stages.room
    assert room is not None

    async def read() -> PlayerState:
        await room._ducking.settled()
        return await room._players.all()[0].read()

    return live.base.loop.run(read()).result(_PATIENCE)
