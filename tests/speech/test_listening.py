from __future__ import annotations

import threading
from dataclasses import replace

import numpy as np
import pytest

from fakes import ScriptedDetector
from lumen.core.audio import BLOCK_FRAMES, BLOCK_SECONDS, AudioBlock, Pcm
from lumen.core.events import (
    Event,
    SpeechPaused,
    SpeechResumed,
    SpeechStarted,
    SpeechSustained,
    UtteranceDropped,
    UtteranceEnded,
)
from lumen.core.turn import TurnId, TurnIds
from lumen.core.units import Dbfs, Seconds
from lumen.speech.endpointing import EndpointingSettings
from lumen.speech.listening import Listener

VOICE, SILENCE = 0.9, 0.0


class Scripted:
    """Takes the first sample of a block for its probability."""

    def __init__(self) -> None:
        self.resets = 0

    def probability(self, samples: Pcm) -> float:
        return float(samples[0])

    def reset(self) -> None:
        self.resets += 1


class Room:
    """A listener and the microphone in front of it."""

    def __init__(self, hands_free: bool = True, **settings: float) -> None:
        self.events: list[Event] = []
        self.turns = TurnIds()
        self.detector = ScriptedDetector()
        self.listener = Listener(
            self.detector,
            replace(EndpointingSettings(hang_over=0.16), **settings),
            self.turns,
            self.events.append,
        )
        self.listener.set_hands_free(hands_free)
        self.blocks = 0
        self.started_at = 50.0

    @property
    def now(self) -> float:
        return self.started_at + self.blocks * BLOCK_SECONDS

    def hear(self, script: str, playing: bool = False) -> list[Event]:
        """`#` is voice, `.` is silence; each sample holds its block's number."""
        before = len(self.events)
        for letter in script:
            samples = np.full(BLOCK_FRAMES, self.blocks, np.float32)
            samples[0] = VOICE if letter == "#" else SILENCE
            self.blocks += 1
            self.listener.hear(
                AudioBlock(samples, Seconds(self.now), Dbfs(-30.0), playing)
            )
        return self.events[before:]


def numbers(event: Event) -> list[int]:
    """Which blocks an event's utterance is made of."""
    assert isinstance(event, SpeechPaused | SpeechSustained | UtteranceEnded)
    return [int(number) for number in event.utterance.samples[1::BLOCK_FRAMES]]


def kinds(events: list[Event]) -> list[type]:
    return [type(event) for event in events]


# ---- hands-free -------------------------------------------------------------------------


def test_an_utterance_from_onset_to_end() -> None:
    room = Room()
    events = room.hear("." * 20 + "#" * 20 + "." * 30)
    started, paused, ended = events
    assert isinstance(started, SpeechStarted)
    assert isinstance(paused, SpeechPaused)
    assert isinstance(ended, UtteranceEnded)
    assert started.turn == paused.turn == ended.turn == TurnId(1)
    onset, silence = 50 + 20 * BLOCK_SECONDS, 50 + 40 * BLOCK_SECONDS
    assert started.at == pytest.approx(onset)
    assert paused.at == pytest.approx(silence + 0.16)
    assert ended.at == pytest.approx(silence + 0.64)
    utterance = paused.utterance
    assert utterance.speech_end == pytest.approx(silence)
    assert utterance.voiced == pytest.approx(20 * BLOCK_SECONDS)
    assert numbers(paused) == list(range(10, 45))  # 320 ms before, 160 ms behind
    assert utterance.start == pytest.approx(50 + 10 * BLOCK_SECONDS)
    assert utterance.duration == pytest.approx(35 * BLOCK_SECONDS)


def test_an_end_without_more_voice_repeats_the_pause() -> None:
    _, paused, ended = Room().hear("##########" + "." * 30)
    assert isinstance(paused, SpeechPaused)
    assert isinstance(ended, UtteranceEnded)
    assert ended.revision == paused.revision
    assert ended.utterance is paused.utterance


def test_revisions_only_rise_and_the_last_pause_holds_everything() -> None:
    events = Room().hear("#####......####......" + "." * 30)
    assert kinds(events) == [
        SpeechStarted,
        SpeechPaused,
        SpeechResumed,
        SpeechPaused,
        UtteranceEnded,
    ]
    _, first, resumed, second, ended = events
    assert isinstance(first, SpeechPaused)
    assert isinstance(resumed, SpeechResumed)
    assert isinstance(second, SpeechPaused)
    assert isinstance(ended, UtteranceEnded)
    assert first.revision < resumed.revision < second.revision == ended.revision
    assert resumed.at == pytest.approx(50 + 11 * BLOCK_SECONDS)
    assert numbers(second)[: len(numbers(first))] == numbers(first)
    assert second.utterance.voiced == pytest.approx(9 * BLOCK_SECONDS)


def test_a_click_is_dropped_and_may_be_the_next_ones_beginning() -> None:
    room = Room()
    events = room.hear("##" + "." * 9)
    assert kinds(events) == [SpeechStarted, UtteranceDropped]
    assert events[1].turn == events[0].turn
    events = room.hear("####......")
    assert events[0].turn == TurnId(2)
    assert numbers(events[1])[:3] == [1, 2, 3]


def test_the_next_utterance_does_not_hold_the_last_ones_words() -> None:
    room = Room()
    room.hear("#####" + "." * 20)
    events = room.hear("#####" + "." * 6)
    assert numbers(events[1])[0] >= 5


def test_patience_reaches_the_pause_it_is_meant_for() -> None:
    room = Room()
    _, paused = room.hear("#####.....")
    assert isinstance(paused, SpeechPaused)
    room.listener.set_patience(paused.turn, paused.revision, complete=True)
    (ended,) = room.hear("...")
    assert isinstance(ended, UtteranceEnded)
    assert ended.at - ended.utterance.speech_end == pytest.approx(0.256)


@pytest.mark.parametrize(("turn", "revision"), [(0, -1), (7, 0)])
def test_patience_for_something_else_is_ignored(turn: int, revision: int) -> None:
    room = Room()
    _, paused = room.hear("#####.....")
    assert isinstance(paused, SpeechPaused)
    room.listener.set_patience(
        TurnId(paused.turn + turn), paused.revision + revision, complete=True
    )
    assert room.hear("." * 10) == []


def test_discarding_is_silent_and_waits_for_a_breath() -> None:
    room = Room()
    (started,) = room.hear("####")
    room.listener.discard(started.turn)
    assert room.hear("####") == []
    assert kinds(room.hear("....##")) == [SpeechStarted]


def test_discarding_another_turn_does_nothing() -> None:
    room = Room()
    room.hear("####")
    room.listener.discard(TurnId(99))
    assert kinds(room.hear("......")) == [SpeechPaused]


def test_turning_hands_free_off_drops_what_began_by_itself() -> None:
    room = Room()
    (started,) = room.hear("####")
    room.listener.set_hands_free(False)
    (dropped,) = room.hear("####")
    assert isinstance(dropped, UtteranceDropped)
    assert dropped.turn == started.turn
    assert room.hear("....####......") == []


def test_speech_over_the_own_voice_is_reported_while_it_lasts() -> None:
    events = Room().hear("#" * 40, playing=True)
    assert kinds(events) == [SpeechStarted, *[SpeechSustained] * 3]
    reports = [event for event in events if isinstance(event, SpeechSustained)]
    assert len({report.revision for report in reports}) == 3
    assert [report.voiced for report in reports] == pytest.approx([0.416, 0.832, 1.248])
    assert numbers(reports[2]) == list(range(39))


def test_the_longest_utterance_is_cut_with_everything_in_it() -> None:
    events = Room(max_utterance=1.0).hear("#" * 60)
    assert kinds(events) == [SpeechStarted, UtteranceEnded]
    assert events[1].revision == 1  # type: ignore[union-attr] # an UtteranceEnded


# ---- push-to-talk -----------------------------------------------------------------------


def test_push_to_talk_records_from_the_pre_roll_to_the_tail() -> None:
    room = Room(hands_free=False)
    turn = room.turns.next()
    assert room.hear("." * 20) == []
    room.listener.listen(turn)
    assert room.hear("..########") == []
    room.listener.finish(turn)
    (ended,) = room.hear("##......")
    assert isinstance(ended, UtteranceEnded)
    assert ended.turn == turn
    assert numbers(ended) == list(range(10, 35))
    assert ended.utterance.voiced == pytest.approx(10 * BLOCK_SECONDS)


def test_push_to_talk_speculates_on_pauses() -> None:
    room = Room(hands_free=False)
    turn = room.turns.next()
    room.listener.listen(turn)
    events = room.hear("#####" + "." * 40 + "####" + "." * 10)
    assert kinds(events) == [SpeechPaused, SpeechResumed, SpeechPaused]
    room.listener.finish(turn)
    (ended,) = room.hear(".")
    assert isinstance(ended, UtteranceEnded)
    assert ended.revision == events[2].revision  # type: ignore[union-attr] # a SpeechPaused


def test_push_to_talk_without_a_word_is_dropped() -> None:
    room = Room(hands_free=False)
    turn = room.turns.next()
    room.listener.listen(turn)
    room.hear("." * 10)
    room.listener.finish(turn)
    (dropped,) = room.hear("." * 6)
    assert isinstance(dropped, UtteranceDropped)
    assert dropped.turn == turn


def test_push_to_talk_takes_over_what_was_being_said() -> None:
    room = Room()
    room.hear("####")
    turn = room.turns.next()
    room.listener.listen(turn)
    room.hear("##")
    room.listener.finish(turn)
    (ended,) = room.hear(".....")
    assert ended.turn == turn
    assert numbers(ended)[0] == 0


def test_finishing_a_turn_that_is_over_does_nothing() -> None:
    room = Room(hands_free=False, max_held=1.0)
    turn = room.turns.next()
    room.listener.listen(turn)
    assert kinds(room.hear("#" * 40)) == [UtteranceEnded]
    room.listener.finish(turn)
    assert room.hear("." * 20) == []


# ---- trouble ----------------------------------------------------------------------------


def test_a_lost_microphone_ends_what_was_said() -> None:
    room = Room()
    room.hear("#" * 10)
    room.listener.interrupt()
    assert kinds(room.events) == [SpeechStarted, UtteranceEnded]
    room.listener.interrupt()
    assert len(room.events) == 2


def test_a_lost_microphone_drops_a_push_to_talk_without_a_word() -> None:
    room = Room(hands_free=False)
    room.hear("...")
    room.listener.listen(room.turns.next())
    room.listener.interrupt()
    assert kinds(room.events) == [UtteranceDropped]


def test_a_hole_in_the_stream_ends_what_was_said_and_starts_afresh() -> None:
    room = Room()
    room.hear("#" * 10)
    room.started_at += 2.0
    assert kinds(room.hear("##")) == [UtteranceEnded]
    assert room.detector.resets == 1
    events = room.hear("....##......")
    assert numbers(Room().hear("####......")[1])[0] == 0
    assert kinds(events)[0] is SpeechStarted


def test_commands_from_other_threads_are_taken_in_order() -> None:
    room = Room(hands_free=False)
    done = threading.Event()

    def press() -> None:
        for _ in range(50):
            turn = room.turns.next()
            room.listener.listen(turn)
            room.listener.discard(turn)
        room.listener.listen(room.turns.next())
        done.set()

    thread = threading.Thread(target=press)
    thread.start()
    while not done.is_set():
        room.hear("#")
    thread.join()
    room.hear("####")
    assert kinds(room.hear("......")) == [SpeechPaused]
    assert room.events[-1].turn == TurnId(51)


# ---- long dictations ---------------------------------------------------------------------


def test_a_held_recording_of_a_minute_is_one_utterance() -> None:
    room = Room(hands_free=False)
    turn = room.turns.next()
    room.listener.listen(turn)
    minute = ("#" * 100 + "." * 25) * 15
    events = room.hear(minute)
    room.listener.finish(turn)
    events += room.hear("." * 10)
    ended = events[-1]
    assert isinstance(ended, UtteranceEnded)
    assert kinds(events).count(UtteranceEnded) == 1
    assert ended.utterance.duration == pytest.approx(60.0, abs=0.3)
    assert numbers(ended)[: len(minute)] == list(range(len(minute)))
    longest = max(
        event.utterance.duration for event in events if isinstance(event, SpeechPaused)
    )
    assert longest < 31.0
    revisions = [event.revision for event in events if hasattr(event, "revision")]
    assert revisions == sorted(revisions)


# ---- the microphone is stopped -----------------------------------------------------------


def test_hands_free_switched_off_while_speech_is_heard_is_told_without_a_block() -> (
    None
):
    room = Room()
    (started,) = room.hear("." * 20 + "#" * 10)
    room.listener.set_hands_free(False)
    room.listener.interrupt()
    assert kinds(room.events) == [SpeechStarted, UtteranceDropped]
    assert room.events[-1].turn == started.turn
    room.listener.interrupt()
    assert len(room.events) == 2
    assert room.hear("." * 20 + "#" * 10) == []


def test_an_interruption_tells_the_end_of_what_began_by_itself() -> None:
    room = Room()
    room.hear("." * 20 + "#" * 10)
    room.listener.interrupt()
    assert kinds(room.events) == [SpeechStarted, UtteranceEnded]


def test_what_is_held_outlives_the_end_of_hands_free() -> None:
    room = Room()
    room.hear("." * 20 + "#" * 3)
    turn = room.turns.next()
    room.listener.listen(turn)
    room.listener.set_hands_free(False)
    events = room.hear("#" * 20)
    assert not {UtteranceDropped, UtteranceEnded} & set(kinds(events))
    room.listener.finish(turn)
    (ended,) = room.hear("." * 10)[-1:]
    assert isinstance(ended, UtteranceEnded)
    assert ended.turn == turn


@pytest.mark.parametrize("heard_before", ["", "." * 20])
def test_a_recording_without_a_single_block_is_dropped_aloud(heard_before: str) -> None:
    room = Room(hands_free=False)
    room.hear(heard_before)
    room.listener.interrupt()
    turn = room.turns.next()
    room.listener.listen(turn)
    room.listener.finish(turn)
    room.listener.interrupt()
    (dropped,) = room.events
    assert isinstance(dropped, UtteranceDropped)
    assert dropped.turn == turn
    assert dropped.at == pytest.approx(room.now if heard_before else 0.0)


# ---- two ways of hearing over Lumen's voice ------------------------------------------


def hear_both(
    clean: str, kept: str, *, learning: bool = False, over_voice: bool = True
) -> list[Event]:
    """Over Lumen's voice: what the canceller and what the residue let through."""
    events: list[Event] = []
    listener = Listener(
        Scripted(),
        EndpointingSettings(),
        TurnIds(),
        events.append,
        over_voice=Scripted() if over_voice else None,
    )
    listener.set_hands_free(True)
    for number, letters in enumerate(zip(clean, kept, strict=True)):
        samples, residue = (
            np.full(BLOCK_FRAMES, VOICE if letter == "#" else SILENCE, np.float32)
            for letter in letters
        )
        at = Seconds(50.0 + number * BLOCK_SECONDS)
        listener.hear(
            AudioBlock(samples, at, Dbfs(-30.0), True, residue, learning=learning)
        )
    return events


def test_the_residue_alone_rouses_a_suspicion_that_is_dropped() -> None:
    assert kinds(hear_both("............", "##..........")) == [
        SpeechStarted,
        UtteranceDropped,
    ]


def test_whom_the_residue_keeps_on_hearing_behind_the_suspicion_is_believed() -> None:
    events = kinds(hear_both("." * 40, "#" * 20 + "." * 20))
    assert events[:2] == [SpeechStarted, SpeechSustained]


def test_the_canceller_alone_is_believed() -> None:
    events = kinds(hear_both("#" * 20 + "." * 20, "." * 40))
    assert events[:2] == [SpeechStarted, SpeechSustained]


@pytest.mark.parametrize(
    ("clean", "kept"), [("#" * 20, "." * 20), ("." * 20, "#" * 20)]
)
def test_until_the_room_is_known_one_of_them_alone_is_not_even_suspected(
    clean: str, kept: str
) -> None:
    assert hear_both(clean, kept, learning=True) == []


def test_until_the_room_is_known_both_together_are_believed() -> None:
    events = kinds(hear_both("#" * 20, "#" * 20, learning=True))
    assert events[:2] == [SpeechStarted, SpeechSustained]


def test_without_a_second_detector_the_residue_is_not_asked() -> None:
    assert hear_both("." * 20, "#" * 20, over_voice=False) == []


def test_the_second_detector_starts_afresh_with_every_stretch_of_own_voice() -> None:
    over = Scripted()
    listener = Listener(
        Scripted(), EndpointingSettings(), TurnIds(), lambda _: None, over_voice=over
    )
    samples = np.zeros(BLOCK_FRAMES, np.float32)
    for number, residue in enumerate((samples, samples, None, samples)):
        at = Seconds(50.0 + number * BLOCK_SECONDS)
        playing = residue is not None
        listener.hear(AudioBlock(samples, at, Dbfs(-30.0), playing, residue))
    assert over.resets == 2
