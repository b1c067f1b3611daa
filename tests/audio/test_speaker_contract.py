"""What every `Speaker` promises, real or not."""

from __future__ import annotations

import queue
import threading

import pytest

from audio.cards import FakeCards, device
from audio.sounds import clip_of, tone
from fakes import ManualClock
from lumen.audio.playback import Playback
from lumen.audio.wave import SkippingClock, WavSpeaker
from lumen.core.events import PlaybackFinished, PlaybackStarted
from lumen.core.turn import TurnId

ONE, TWO = TurnId(1), TurnId(2)


class Driver:
    """Lets time pass for speakers that wait for it."""

    def __init__(self, clock: ManualClock, cards: FakeCards) -> None:
        self._clock, self._cards = clock, cards
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _run(self) -> None:
        while not self._stop.wait(0.001):
            self._clock.advance(0.002)
            for stream in self._cards.streams:
                if stream.running:
                    stream.flow()

    def stop(self) -> None:
        self._stop.set()
        self._thread.join()


def _made(kind: str):
    posts: queue.Queue = queue.Queue()
    clock = ManualClock()
    cards = FakeCards(clock, *([device("a", default=True)] if kind == "card" else []))
    driver = Driver(clock, cards)
    if kind.startswith("wav"):
        made = WavSpeaker(SkippingClock(clock) if kind == "wav" else clock, posts.put)
    else:
        made = Playback(cards, clock, posts.put)
    made.start()
    made.posts = posts
    yield made
    made.close()
    driver.stop()


@pytest.fixture(params=["wav", "no device"])
def speaker(request):
    yield from _made(request.param)


@pytest.fixture(params=["wav as it sounds", "no device", "card"])
def talker(request):
    """A speaker whose clips last, so that one can look at what is being heard."""
    yield from _made(request.param)


def events(speaker, count):
    found = []
    while len(found) < count:
        event = speaker.posts.get(timeout=10)
        if isinstance(event, PlaybackStarted | PlaybackFinished):
            found.append(event)
    return found


def test_clips_are_told_in_order_and_without_a_gap(speaker):
    for k in range(3):
        speaker.play(ONE, clip_of(tone(0.2), k))
    told = events(speaker, 6)
    assert [type(e) for e in told] == [PlaybackStarted, PlaybackFinished] * 3
    assert [e.index for e in told] == [0, 0, 1, 1, 2, 2]
    assert {e.turn for e in told} == {ONE}
    for before, after in zip(told[1::2], told[2::2], strict=False):
        assert after.at == pytest.approx(before.at, abs=0.002)
    for begun, ended in zip(told[::2], told[1::2], strict=True):
        assert ended.at - begun.at == pytest.approx(0.2, abs=0.002)


def test_all_that_was_heard_of_a_turn_is_told(speaker):
    speaker.play(ONE, clip_of(tone(0.1), 0, text="Hello there."))
    speaker.play(ONE, clip_of(tone(0.1), 1, text="How are you?"))
    events(speaker, 4)
    assert speaker.flush(ONE) == "Hello there. How are you?"


def test_a_flushed_turn_takes_no_clips_and_others_do(speaker):
    assert speaker.flush(ONE) == ""
    speaker.play(ONE, clip_of(tone(0.1)))
    speaker.play(TWO, clip_of(tone(0.1), 7))
    assert [e.turn for e in events(speaker, 2)] == [TWO, TWO]


def test_nothing_is_heard_when_nothing_is_said(speaker):
    assert speaker.heard() is None
    assert not speaker.playing
    speaker.duck()
    speaker.restore()
    speaker.set_device("")
    assert speaker.heard() is None


def test_a_clip_without_samples_begins_and_ends(speaker):
    speaker.play(ONE, clip_of(tone(0.0), 4))
    told = events(speaker, 2)
    assert [e.index for e in told] == [4, 4]
    assert told[0].at == told[1].at


def test_the_volume_is_between_nothing_and_full(speaker):
    speaker.volume = -1.0
    assert speaker.volume == 0.0
    speaker.volume = 0.5
    assert speaker.volume == 0.5


def test_a_flush_between_two_clips_raises_the_voice_again(talker):
    talker.play(ONE, clip_of(tone(0.1)))
    events(talker, 2)
    talker.duck()
    talker.flush(ONE)
    talker.play(TWO, clip_of(tone(5.0), 1))
    events(talker, 1)
    assert talker.heard().gain == 1.0


def test_a_flush_of_what_was_never_said_raises_the_voice_again(talker):
    talker.duck()
    talker.flush(ONE)
    talker.play(TWO, clip_of(tone(5.0), 1))
    events(talker, 1)
    assert talker.heard().gain == 1.0
