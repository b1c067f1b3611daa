from __future__ import annotations

import threading

import pytest

from fakes import FakeCompanion
from lumen.core import events as ev
from lumen.core.errors import StorageError
from lumen.core.speech import Clip, Sentence
from lumen.core.turn import NO_TURN, Phase, TurnId
from lumen.core.units import Seconds
from lumen.ui.bridge import Background, Bridge

AT = Seconds(1.0)
T1 = TurnId(1)


@pytest.fixture
def companion() -> FakeCompanion:
    return FakeCompanion()


@pytest.fixture
def bridge(qapp, companion):
    bridge = Bridge(companion)
    yield bridge
    bridge.close()


def test_events_of_another_thread_arrive_on_this_one_in_order(qtbot, bridge, companion):
    seen = []
    bridge.happened.connect(lambda event: seen.append((threading.get_ident(), event)))
    events = [ev.PhaseChanged(TurnId(n), AT, Phase.THINKING) for n in range(100)]
    thread = threading.Thread(target=companion.post, args=events)
    thread.start()
    qtbot.waitUntil(lambda: len(seen) == 100)
    thread.join()
    assert [event for _, event in seen] == events
    assert {ident for ident, _ in seen} == {threading.get_ident()}


def test_a_burst_of_deltas_arrives_as_one(qtbot, bridge, companion):
    seen = []
    bridge.happened.connect(seen.append)
    companion.post(*(ev.ReplyDelta(T1, Seconds(n), str(n)) for n in range(5)))
    companion.post(ev.ReplyDelta(TurnId(2), AT, "other"))
    qtbot.waitUntil(lambda: len(seen) == 2)
    assert seen[0] == ev.ReplyDelta(T1, Seconds(0), "01234")
    assert seen[1].text == "other"


def test_sound_never_crosses(qtbot, bridge, companion):
    seen = []
    bridge.happened.connect(seen.append)
    clip = Clip(Sentence(0, "a", "a"), samples=[], rate_hz=1, visemes=(), words=())
    companion.post(
        ev.ClipReady(T1, AT, clip),
        ev.SpeechPaused(T1, AT, 0, None),
        ev.SpeechSustained(T1, AT, 0, None, AT),
        ev.UtteranceEnded(T1, AT, 0, None),
        ev.SpeechStarted(T1, AT),
    )
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [ev.SpeechStarted(T1, AT)]


def test_after_closing_nothing_is_heard(qtbot, bridge, companion):
    seen = []
    bridge.happened.connect(seen.append)
    companion.post(ev.SpeechStarted(T1, AT))
    bridge.close = lambda: None  # the fixture shall not close twice
    Bridge.close(bridge)
    assert companion.heard_by == 0
    bridge.deliver(lambda: seen.append("late"))
    qtbot.wait(20)
    assert seen == []


def test_a_long_queue_is_handed_over_in_slices(qtbot, bridge, monkeypatch):
    monkeypatch.setattr("lumen.ui.bridge._BUDGET_SECONDS", -1.0)
    seen = []
    for number in range(10):
        bridge.deliver(lambda number=number: seen.append(number))
    qtbot.waitUntil(lambda: len(seen) == 10)
    assert seen == list(range(10))


def test_background_brings_results_back(qtbot, bridge):
    background = Background(bridge)
    results = []
    background.run(threading.get_ident, results.append)
    qtbot.waitUntil(lambda: bool(results))
    assert results[0] != threading.get_ident()
    assert background.stop()
    assert background.stop()


def test_background_tells_of_our_errors(qtbot, bridge):
    background = Background(bridge)
    told = []

    def fail() -> None:
        raise StorageError("It is full.", "Make room.")

    background.run(fail, told.append, lambda error: told.append(error.what))
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["It is full."]
    background.stop()


def test_background_raises_other_errors_here(qtbot, bridge):
    background = Background(bridge)
    with qtbot.captureExceptions() as caught:
        background.run(lambda: 1 // 0, print)
        qtbot.waitUntil(lambda: bool(caught))
    assert caught[0][0] is ZeroDivisionError
    background.stop()


def test_events_hold_the_turn_they_had(qtbot, bridge, companion):
    with qtbot.waitSignal(bridge.happened) as got:
        companion.post(ev.PhaseChanged(NO_TURN, AT, Phase.IDLE))
    assert got.args[0].turn == NO_TURN
