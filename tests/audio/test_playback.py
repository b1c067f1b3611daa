"""Playback on a sound card that plays when told: every position is known."""

from __future__ import annotations

import contextlib
import queue
import threading

import numpy as np
import pytest

from audio.cards import LATENCY, FakeCards, device
from audio.sounds import clip_of, noise, tone
from fakes import ManualClock
from lumen.audio.echo import EchoReference
from lumen.audio.heard import HeardTexts
from lumen.audio.playback import DUCKED, Playback
from lumen.core.events import (
    DeviceChanged,
    DeviceLost,
    PlaybackFinished,
    PlaybackStarted,
)
from lumen.core.turn import TurnId

ONE, TWO = TurnId(1), TurnId(2)
A, B = device("a", default=True), device("b", rate_hz=44_100)
WORDS = "a b c d e f g h i j"


class Stage:
    def __init__(self, *devices) -> None:
        self.clock = ManualClock()
        self.cards = FakeCards(self.clock, *devices)
        self.posts: list[object] = []
        self.reference = EchoReference()
        self.playback = Playback(
            self.cards, self.clock, self.posts.append, reference=self.reference
        )

    def run(self, seconds: float, step: float = 0.005) -> None:
        for _ in range(round(seconds / step)):
            self.playback._tick()
            self.clock.advance(step)
            for stream in self.cards.streams:
                if stream.running and not stream.lost:
                    stream.flow()
        self.playback._tick()

    def of(self, kind):
        return [event for event in self.posts if isinstance(event, kind)]

    def names(self):
        return [
            f"{type(e).__name__} {getattr(e, 'name', getattr(e, 'index', ''))}"
            for e in self.posts
        ]


@pytest.fixture
def stage():
    made = Stage(A, B)
    yield made
    made.playback.close()


def test_nothing_is_opened_before_there_is_something_to_say(stage):
    stage.run(1.0)
    assert not stage.cards.streams
    assert stage.playback.heard() is None
    assert not stage.playback.playing


def test_clips_are_told_at_the_moment_they_are_audible(stage):
    begin = stage.clock.now()
    for k in range(3):
        stage.playback.play(ONE, clip_of(tone(0.1), k))
    assert stage.playback.playing
    stage.run(0.5)
    assert stage.names() == [
        "DeviceChanged a",
        "PlaybackStarted 0",
        "PlaybackFinished 0",
        "PlaybackStarted 1",
        "PlaybackFinished 1",
        "PlaybackStarted 2",
        "PlaybackFinished 2",
    ]
    starts = [event.at - begin for event in stage.of(PlaybackStarted)]
    ends = [event.at - begin for event in stage.of(PlaybackFinished)]
    assert starts == pytest.approx([0.0, 0.1, 0.2], abs=0.001)
    assert ends == pytest.approx([0.1, 0.2, 0.3], abs=0.001)
    assert not stage.playback.playing


def test_the_position_is_what_is_audible_not_what_was_rendered(stage):
    clip = clip_of(noise(1.0))
    stage.playback.play(ONE, clip)
    stage.run(0.4)
    heard = stage.playback.heard()
    assert heard.clip is clip
    assert heard.position == pytest.approx(0.4, abs=0.002)
    assert heard.gain == 1.0
    assert len(stage.cards.stream.line) / 48_000 > 0.4 + LATENCY / 2


def test_a_flush_drops_the_buffer_and_tells_whole_words(stage):
    stage.playback.play(ONE, clip_of(tone(0.2), 0, text="x y"))
    stage.playback.play(ONE, clip_of(tone(1.0), 1, text=WORDS))
    stage.playback.play(ONE, clip_of(tone(1.0), 2, text="never heard"))
    stage.run(0.65)
    assert stage.playback.flush(ONE) == "x y a b c d"
    assert stage.playback.heard() is None
    stage.run(0.3)
    line = stage.cards.stream.line
    assert np.flatnonzero(line).max() / 48_000 == pytest.approx(0.655, abs=0.002)
    assert not stage.playback.playing
    assert stage.names()[-1] == "PlaybackStarted 1"


def test_the_fade_leaves_no_click(stage):
    stage.playback.play(ONE, clip_of(np.full(48_000, 0.5, np.float32)))
    stage.run(0.5)
    stage.playback.flush(ONE)
    stage.run(0.2)
    steps = np.abs(np.diff(stage.cards.stream.line[480:]))
    assert steps.max() < 0.01


def test_a_flushed_turn_takes_no_more_clips_but_the_next_one_does(stage):
    stage.playback.play(ONE, clip_of(tone(0.5)))
    stage.run(0.2)
    stage.playback.flush(ONE)
    stage.playback.play(ONE, clip_of(tone(0.5), 1))
    stage.playback.play(TWO, clip_of(tone(0.1), 0, text="next"))
    stage.run(0.4)
    assert [e.turn for e in stage.of(PlaybackFinished)] == [TWO]
    assert stage.playback.flush(TWO) == "next"


def test_flushing_what_has_not_begun_or_never_was_tells_nothing(stage):
    stage.playback.play(ONE, clip_of(tone(0.5)))
    assert stage.playback.flush(ONE) == ""
    assert stage.playback.flush(TurnId(9)) == ""
    stage.run(0.1)
    assert not stage.cards.streams


def test_flushing_a_turn_leaves_another_one_alone(stage):
    stage.playback.play(ONE, clip_of(tone(0.3)))
    stage.run(0.1)
    stage.playback.play(TWO, clip_of(tone(0.3)))
    stage.run(0.05)
    assert stage.playback.flush(TWO) == ""
    stage.run(0.3)
    assert [e.turn for e in stage.of(PlaybackFinished)] == [ONE]


def test_ducking_is_heard_at_once_and_restoring_is_smooth(stage):
    stage.playback.play(ONE, clip_of(np.full(96_000, 0.5, np.float32)))
    stage.run(0.5)
    stage.playback.duck()
    stage.playback.duck()
    stage.run(0.2)
    assert stage.playback.heard().gain == pytest.approx(DUCKED)
    stage.playback.restore()
    stage.playback.restore()
    stage.run(0.4)
    line = stage.cards.stream.line
    assert line[24_000] == pytest.approx(0.5, abs=0.01)
    assert line[24_000 + 1200] == pytest.approx(0.5 * DUCKED, rel=0.01)
    assert stage.playback.heard().gain == pytest.approx(1.0)
    assert np.abs(np.diff(line[480:])).max() < 0.01


def test_ducking_before_a_word_is_said_lowers_the_first(stage):
    stage.playback.duck()
    stage.playback.play(ONE, clip_of(np.full(48_000, 0.5, np.float32)))
    stage.run(0.3)
    assert stage.cards.stream.line[9600] == pytest.approx(0.5 * DUCKED, rel=0.01)


def test_after_a_flush_the_voice_is_as_loud_as_before(stage):
    stage.playback.play(ONE, clip_of(np.full(48_000, 0.5, np.float32)))
    stage.run(0.2)
    stage.playback.duck()
    stage.run(0.1)
    stage.playback.flush(ONE)
    stage.playback.play(TWO, clip_of(np.full(48_000, 0.5, np.float32)))
    stage.run(0.5)
    assert stage.playback.heard().gain == 1.0


def test_after_a_flush_between_two_clips_the_next_is_loud_from_its_first_frame(stage):
    stage.playback.play(ONE, clip_of(np.full(4800, 0.5, np.float32)))
    stage.run(0.11)
    stage.playback.duck()
    stage.playback.flush(ONE)
    stage.playback.play(TWO, clip_of(np.full(48_000, 0.5, np.float32)))
    stage.run(0.5)
    told = stage.of(PlaybackStarted)[-1]
    assert told.turn == TWO
    line = stage.cards.stream.line[4800:]
    assert line[line != 0.0].min() == pytest.approx(0.5)


def test_a_flush_of_another_turn_raises_the_voice_smoothly(stage):
    stage.playback.play(ONE, clip_of(np.full(96_000, 0.5, np.float32)))
    stage.run(0.2)
    stage.playback.duck()
    stage.run(0.2)
    stage.playback.flush(TWO)
    stage.run(0.4)
    assert stage.playback.heard().gain == 1.0
    assert np.abs(np.diff(stage.cards.stream.line[480:])).max() < 0.01


def test_the_volume_is_kept_within_bounds_and_heard(stage):
    stage.playback.volume = 3.0
    assert stage.playback.volume == 1.0
    stage.playback.volume = 0.25
    stage.playback.play(ONE, clip_of(np.full(48_000, 0.8, np.float32)))
    stage.run(0.3)
    assert stage.cards.stream.line[9600] == pytest.approx(0.2, rel=0.01)
    assert stage.playback.heard().gain == pytest.approx(0.25)


def test_an_unused_device_rests_and_is_closed_later(stage):
    stage.playback.play(ONE, clip_of(tone(0.1)))
    stage.run(0.4)
    stream = stage.cards.stream
    assert not stream.running
    assert not stream.closed
    stage.playback.play(ONE, clip_of(tone(0.1), 1))
    stage.run(0.4)
    assert len(stage.cards.streams) == 1
    stage.run(5.2, step=0.05)
    assert stream.closed
    stage.playback.play(ONE, clip_of(tone(0.1), 2))
    stage.run(0.4)
    assert len(stage.of(PlaybackFinished)) == 3
    assert [e.reason for e in stage.of(DeviceChanged)] == ["opened"]


def test_a_lost_device_is_replaced_and_the_clip_goes_on_where_it_was_heard(stage):
    speech = noise(1.0)
    stage.playback.play(ONE, clip_of(speech))
    stage.run(0.4)
    stage.cards.present.remove(A)
    stage.cards.stream.lost = True
    stage.run(1.2)
    assert stage.names()[2:4] == ["DeviceLost a", "DeviceChanged b"]
    assert stage.cards.stream.device is B
    assert len(stage.of(PlaybackStarted)) == 1
    first, second = stage.cards.streams
    assert len(first.line) / 48_000 == pytest.approx(0.4, abs=0.011)
    rest = np.flatnonzero(np.abs(second.line) > 1e-4).max() / 44_100
    assert rest == pytest.approx(0.6, abs=0.011)
    finished = stage.of(PlaybackFinished)[0].at - stage.of(PlaybackStarted)[0].at
    assert finished == pytest.approx(1.0, abs=0.011)


def test_a_device_that_falls_silent_is_lost_too(stage):
    stage.playback.play(ONE, clip_of(tone(3.0)))
    stage.run(0.2)
    stage.cards.stream.flow = lambda: None
    stage.run(1.2)
    assert stage.of(DeviceLost)[0].name == "a"
    assert stage.of(DeviceChanged)[-1].reason == "restored"


def test_without_any_device_time_goes_on_in_silence():
    stage = Stage()
    stage.playback.play(ONE, clip_of(tone(0.5), text=WORDS))
    stage.run(0.25)
    assert [e.name for e in stage.of(DeviceLost)] == ["default"]
    assert stage.playback.heard().position == pytest.approx(0.25, abs=0.006)
    stage.playback.duck()
    assert stage.playback.flush(ONE) in {"a b c d", "a b c d e"}
    stage.playback.play(TWO, clip_of(tone(0.2)))
    stage.run(0.3)
    took = stage.of(PlaybackFinished)[0].at - stage.of(PlaybackStarted)[-1].at
    assert took == pytest.approx(0.2)
    stage.cards.present.append(A)
    stage.playback.play(TWO, clip_of(tone(2.0), 1))
    stage.run(3.0)
    assert stage.of(DeviceChanged)[0].name == "a"
    assert len(stage.of(PlaybackFinished)) == 2
    stage.playback.close()


def test_a_device_that_refuses_to_go_on_is_lost(stage):
    stage.playback.play(ONE, clip_of(tone(2.0)))
    stage.run(0.2)
    stage.cards.present.remove(A)
    stage.playback.duck()
    stage.run(0.3)
    assert stage.names()[2:4] == ["DeviceLost a", "DeviceChanged b"]
    assert stage.playback.heard().gain == pytest.approx(DUCKED)


def test_choosing_a_device_reopens_in_the_middle_of_a_clip(stage):
    stage.playback.play(ONE, clip_of(tone(1.0)))
    stage.run(0.3)
    stage.playback.set_device("b")
    stage.run(0.1)
    assert stage.of(DeviceChanged)[-1].name == "b"
    assert stage.cards.pins == [False, True]
    assert stage.playback.heard().position == pytest.approx(0.4, abs=0.012)


def test_a_rescued_stream_is_told_and_brought_home(stage):
    stage.playback.play(ONE, clip_of(tone(6.0)))
    stage.run(0.2)
    stage.cards.present.remove(A)
    stage.cards.placed = "b"
    stage.run(1.2)
    assert stage.names()[2:4] == ["DeviceLost a", "DeviceChanged b"]
    stage.cards.present.append(A)
    stage.run(1.2)
    last = stage.of(DeviceChanged)[-1]
    assert (last.name, last.reason) == ("a", "restored")


def test_the_reference_holds_what_was_audible_and_nothing_dropped(stage):
    speech = noise(1.0)
    begin = stage.clock.now()
    stage.playback.play(ONE, clip_of(speech))
    stage.run(0.5)
    stage.playback.flush(ONE)
    stage.run(0.1)
    assert stage.reference.audible(begin, begin + 0.4)
    assert not stage.reference.audible(begin + 1.0, begin + 1.1)
    heard = stage.reference.read(begin + 0.1, 4800)
    import soxr

    mine = soxr.resample(speech, 48_000, 16_000)[1600:6400]
    assert np.abs(heard - mine).max() < 0.02


def test_a_driver_without_times_is_survived(stage):
    stage.playback.play(ONE, clip_of(tone(0.3)))
    stage.playback._tick()
    line = stage.playback._line
    out = np.zeros(480, np.float32)
    line.on_output(out, 0.0, 1_000.0, True)
    assert stage.playback.underruns == 1
    stage.run(0.6)
    assert len(stage.of(PlaybackFinished)) == 1


def test_only_the_last_turns_are_remembered():
    texts = HeardTexts()
    for k in range(40):
        texts.add(TurnId(k), f"turn {k}")
    assert texts.flush(TurnId(39)) == "turn 39"
    assert texts.flush(TurnId(0)) == ""
    assert texts.flush(TurnId(39)) == "turn 39"
    assert not texts.takes(TurnId(39))


def test_a_missing_loudspeaker_is_told_once_for_every_turn():
    stage = Stage()
    for turn in (ONE, TWO):
        for index in range(3):
            stage.playback.play(turn, clip_of(tone(0.1), index))
        stage.run(4.0, step=0.01)
    assert [e.name for e in stage.of(DeviceLost)] == ["default"] * 2
    assert len(stage.of(PlaybackFinished)) == 6
    stage.playback.close()


def test_choosing_the_loudspeaker_in_use_changes_nothing(stage):
    stage.playback.play(ONE, clip_of(tone(1.0)))
    stage.run(0.2)
    stage.playback.set_device("")
    stage.run(0.1)
    stage.playback.set_device("b")
    stage.run(0.1)
    stage.playback.set_device("b")
    stage.run(0.1)
    assert len(stage.cards.streams) == 2
    assert [e.name for e in stage.of(DeviceChanged)] == ["a", "b"]


def test_a_pump_that_fails_goes_on_with_the_clip(caplog):
    clock = ManualClock()
    cards = FakeCards(clock, A)
    posts: queue.Queue = queue.Queue()
    playback = Playback(cards, clock, posts.put)
    real, failed = cards.open_output, threading.Event()

    def broken(*given, **options):
        failed.set()
        raise RuntimeError("what was said")

    cards.open_output = broken
    playback.start()
    playback.play(ONE, clip_of(tone(0.2)))
    assert failed.wait(10)
    assert isinstance(posts.get(timeout=10), DeviceLost)
    cards.open_output = real
    told = []
    while PlaybackFinished not in told:
        clock.advance(0.01)
        for stream in cards.streams:
            if stream.running:
                stream.flow()
        playback._wake.set()
        with contextlib.suppress(queue.Empty):
            told.append(type(posts.get(timeout=0.01)))
    playback.close()
    lines = [r.getMessage() for r in caplog.records]
    assert lines == ["playback failed: RuntimeError"]
    caplog.clear()


def test_a_clip_that_cannot_be_resampled_is_passed_over(stage, caplog):
    bad = clip_of(np.full((3, 3), "no"), 0, text="Bad.")
    stage.playback.play(ONE, bad)
    stage.playback.play(ONE, clip_of(tone(0.1), 1))
    stage.run(0.4)
    assert [e.index for e in stage.of(PlaybackFinished)] == [0, 1]
    assert [r.getMessage() for r in caplog.records] == ["no clip: ValueError"]
    caplog.clear()
