from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lumen.speech.endpointing import Decision, Endpointer, EndpointingSettings

BLOCK = 0.032
SETTINGS = EndpointingSettings(hang_over=0.16)

Trace = list[tuple[int, Decision]]


def run(
    endpointer: Endpointer, script: str, playing: bool = False, start: int = 0
) -> Trace:
    """Feed blocks: `#` clear speech, `+` doubtful speech, `.` silence."""
    probability = {"#": 0.95, "+": 0.4, "~": 0.55, ".": 0.02}
    return [
        (start + index, decision)
        for index, letter in enumerate(script)
        for decision in endpointer.process(BLOCK, probability[letter], playing)
    ]


def listening(**changes: float) -> Endpointer:
    return Endpointer(replace(SETTINGS, **changes), hands_free=True)


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("......", []),
        ("..#...#..", []),
        ("..##", [(3, Decision.STARTED)]),
        ("..#+##", [(5, Decision.STARTED)]),  # doubtful blocks begin nothing
        ("####.....", [(1, Decision.STARTED), (8, Decision.PAUSED)]),
        ("##++++.....", [(1, Decision.STARTED), (10, Decision.PAUSED)]),
        # one block of voice does not end a pause, two do
        ("####.....#.", [(1, Decision.STARTED), (8, Decision.PAUSED)]),
        (
            "####.....##.....",
            [
                (1, Decision.STARTED),
                (8, Decision.PAUSED),
                (10, Decision.RESUMED),
                (15, Decision.PAUSED),
            ],
        ),
        # 640 ms of silence: 20 blocks
        (
            "####" + "." * 20,
            [(1, Decision.STARTED), (8, Decision.PAUSED), (23, Decision.ENDED)],
        ),
        # too short: dropped after 256 ms, without a pause
        ("##" + "." * 8, [(1, Decision.STARTED), (9, Decision.DROPPED)]),
        # a short silence inside speech is not even a pause
        ("####....####", [(1, Decision.STARTED)]),
    ],
)
def test_hands_free_speech_is_followed(script: str, expected: Trace) -> None:
    assert run(listening(), script) == expected


def test_without_hands_free_an_onset_begins_nothing() -> None:
    assert run(Endpointer(SETTINGS), "##########..........") == []


@pytest.mark.parametrize(("complete", "blocks"), [(True, 8), (None, 20), (False, 27)])
def test_patience_depends_on_what_was_said(complete: bool | None, blocks: int) -> None:
    endpointer = listening()
    run(endpointer, "####.....")
    if complete is not None:
        endpointer.be_patient(complete)
    assert run(endpointer, "." * 40, start=5) == [(blocks - 1, Decision.ENDED)]


def test_patience_set_late_ends_at_the_next_block() -> None:
    endpointer = listening()
    run(endpointer, "####" + "." * 15)
    endpointer.be_patient(complete=True)
    assert run(endpointer, ".") == [(0, Decision.ENDED)]


def test_going_on_forgets_what_was_known_of_the_pause() -> None:
    endpointer = listening()
    run(endpointer, "####.....")
    endpointer.be_patient(complete=True)
    run(endpointer, "##")
    ends = [
        at for at, decision in run(endpointer, "." * 40) if decision is Decision.ENDED
    ]
    assert ends == [19]


def test_patience_between_pauses_is_ignored() -> None:
    endpointer = listening()
    run(endpointer, "####")
    endpointer.be_patient(complete=True)
    ends = [
        at for at, decision in run(endpointer, "." * 40) if decision is Decision.ENDED
    ]
    assert ends == [19]


def test_voice_that_may_be_resuming_is_not_cut_off() -> None:
    endpointer = listening()
    trace = run(endpointer, "####" + "." * 19 + "##")
    assert trace[-1] == (24, Decision.RESUMED)


def test_quiet_counts_from_the_last_voice() -> None:
    endpointer = listening()
    run(endpointer, "####...")
    assert endpointer.quiet == pytest.approx(3 * BLOCK)
    assert endpointer.voiced == pytest.approx(4 * BLOCK)
    run(endpointer, "..#.")
    assert endpointer.quiet == pytest.approx(7 * BLOCK)
    assert endpointer.voiced == pytest.approx(4 * BLOCK)


# ---- over Lumen's own voice -----------------------------------------------------------


def test_suspicion_over_own_voice_comes_within_two_blocks() -> None:
    assert run(listening(), "##", playing=True) == [(1, Decision.STARTED)]


def test_weak_evidence_over_own_voice_begins_nothing() -> None:
    assert run(listening(), "~~~~~~~~", playing=True) == []
    assert run(listening(), "~~~~~~~~", playing=False) == [(1, Decision.STARTED)]


def test_a_cough_over_own_voice_is_dropped_though_it_would_do_in_silence() -> None:
    script = "####" + "." * 8
    assert run(listening(), script, playing=True) == [
        (1, Decision.STARTED),
        (11, Decision.DROPPED),
    ]
    assert run(listening(), script)[-1] == (8, Decision.PAUSED)


def test_speech_over_own_voice_is_reported_every_interval() -> None:
    trace = run(listening(), "#" * 40, playing=True)
    reports = [at for at, decision in trace if decision is Decision.SUSTAINED]
    assert reports == [12, 25, 38]  # every 0.4 s of voice: 13 blocks


def suspect(endpointer: Endpointer, script: str) -> Trace:
    """Over Lumen's voice: `?` is suspected speech, `#` is sure, `.` silence."""
    return [
        (index, decision)
        for index, letter in enumerate(script)
        for decision in endpointer.process(
            BLOCK, 0.02 if letter == "." else 0.95, playing=True, sure=letter == "#"
        )
    ]


def test_a_suspicion_begins_an_utterance_but_is_no_speech_in_it() -> None:
    assert suspect(listening(), "?" * 30 + "." * 8) == [
        (1, Decision.STARTED),
        (37, Decision.DROPPED),
    ]


def test_speech_behind_a_suspicion_counts_from_where_it_is_sure() -> None:
    trace = suspect(listening(), "?" * 13 + "#" * 5 + "." * 5)
    assert trace == [
        (1, Decision.STARTED),
        (17, Decision.SUSTAINED),  # 160 ms of it are sure
        (22, Decision.PAUSED),
    ]


def test_what_goes_on_as_a_suspicion_is_as_sure_as_it_was() -> None:
    trace = suspect(listening(), "##???.......##.....")
    assert trace[0] == (1, Decision.STARTED)
    assert trace[-1][1] is not Decision.PAUSED  # 128 ms only


def test_speech_in_silence_is_not_reported() -> None:
    trace = run(listening(), "#" * 40)
    assert trace == [(1, Decision.STARTED)]


# ---- push-to-talk -----------------------------------------------------------------------


def test_held_speech_never_ends_by_itself() -> None:
    endpointer = Endpointer(SETTINGS)
    endpointer.hold()
    trace = run(endpointer, "..####" + "." * 60 + "####" + "." * 60)
    assert [decision for _, decision in trace] == [
        Decision.PAUSED,
        Decision.RESUMED,
        Decision.PAUSED,
    ]
    assert endpointer.active


def test_release_while_speaking_keeps_the_tail() -> None:
    endpointer = Endpointer(SETTINGS)
    endpointer.hold()
    run(endpointer, "########")
    endpointer.release()
    endpointer.release()
    trace = run(endpointer, "##......")
    assert trace == [(4, Decision.ENDED)]  # 150 ms are reached with the fifth block
    assert not endpointer.active


def test_release_after_a_silence_ends_at_once() -> None:
    endpointer = Endpointer(SETTINGS)
    endpointer.hold()
    run(endpointer, "########" + "." * 10)
    endpointer.release()
    assert run(endpointer, ".") == [(0, Decision.ENDED)]


def test_release_without_a_word_drops() -> None:
    endpointer = Endpointer(SETTINGS)
    endpointer.hold()
    run(endpointer, "...#....")
    endpointer.release()
    assert run(endpointer, ".....") == [(0, Decision.DROPPED)]


def test_release_of_nothing_does_nothing() -> None:
    endpointer = listening()
    endpointer.release()
    assert run(endpointer, "####") == [(1, Decision.STARTED)]


def test_voice_at_the_press_belongs_to_the_utterance() -> None:
    endpointer = Endpointer(SETTINGS)
    run(endpointer, "###")
    endpointer.hold()
    assert endpointer.voiced == pytest.approx(3 * BLOCK)


# ---- limits -----------------------------------------------------------------------------


@pytest.mark.parametrize("held", [False, True])
def test_the_longest_utterance_is_cut(held: bool) -> None:
    endpointer = listening(max_utterance=2.0, max_held=2.0)
    if held:
        endpointer.hold()
    trace = run(endpointer, "#" * 80)
    ends = [at for at, decision in trace if decision is Decision.ENDED]
    assert len(ends) == 1
    longest = 2.0 if held else 2.0 - SETTINGS.pre_roll
    assert ends[0] * BLOCK == pytest.approx(longest, abs=2 * BLOCK)
    # what goes on without a breath is not a new utterance; after one it is
    assert [d for _, d in run(endpointer, "####...##")] == [Decision.STARTED]


def test_after_a_reset_the_rest_of_the_sentence_begins_nothing() -> None:
    endpointer = listening()
    run(endpointer, "####")
    endpointer.reset()
    assert run(endpointer, "####..##.") == []
    assert run(endpointer, "..##") == [(3, Decision.STARTED)]


@pytest.mark.parametrize(
    "changes",
    [
        {"release_probability": 0.7},
        {"release_probability": 0.0},
        {"onset_probability": 1.5},
        {"hang_over": 0.3},
        {"hang_over": 0.0},
        {"patience_incomplete": 0.3},
        {"max_utterance": 0.2},
    ],
)
def test_settings_that_contradict_themselves_are_refused(
    changes: dict[str, float],
) -> None:
    with pytest.raises(ValueError, match=r"<|pre-roll"):
        replace(SETTINGS, **changes)


# ---- whatever comes ---------------------------------------------------------------------

_steps = st.lists(
    st.one_of(
        st.tuples(st.floats(0, 1), st.booleans()),
        st.sampled_from(["hold", "release", "complete", "incomplete", "reset"]),
    ),
    max_size=400,
)


FOLLOWS = {
    ("idle", Decision.STARTED): "speaking",
    ("speaking", Decision.PAUSED): "paused",
    ("speaking", Decision.SUSTAINED): "speaking",
    ("speaking", Decision.ENDED): "idle",
    ("speaking", Decision.DROPPED): "idle",
    ("paused", Decision.RESUMED): "speaking",
    ("paused", Decision.ENDED): "idle",
}


@given(_steps)
def test_decisions_always_come_in_a_sensible_order(
    steps: list[tuple[float, bool] | str],
) -> None:
    endpointer = listening(max_utterance=3.0)
    state = "idle"
    for step in steps:
        match step:
            case "hold":
                endpointer.hold()
                state = "speaking"
            case "release":
                endpointer.release()
            case "reset":
                endpointer.reset()
                state = "idle"
            case "complete" | "incomplete":
                endpointer.be_patient(step == "complete")
            case (probability, playing):
                for decision in endpointer.process(BLOCK, probability, playing):
                    assert (state, decision) in FOLLOWS
                    state = FOLLOWS[state, decision]
        assert endpointer.active == (state != "idle")
        assert endpointer.paused == (state == "paused")
        assert endpointer.quiet >= 0
        assert endpointer.voiced >= 0
    # silence ends whatever began by itself
    if endpointer.active and not endpointer.held:
        assert run(endpointer, "." * 40)[-1][1] in {Decision.ENDED, Decision.DROPPED}


def held_for(seconds: float, **settings: float) -> tuple[list[Decision], float]:
    """Talk with the key down, a pause every 4 s; what was decided, and when it ended."""
    endpointer = Endpointer(EndpointingSettings(**settings))
    endpointer.hold()
    decisions: list[Decision] = []
    blocks = 0
    while endpointer.active and blocks * BLOCK < seconds:
        voice = blocks * BLOCK % 4.0 < 3.0
        decisions += endpointer.process(BLOCK, 0.9 if voice else 0.0)
        blocks += 1
    return decisions, blocks * BLOCK


def test_what_is_held_has_a_limit_of_its_own() -> None:
    decisions, lasted = held_for(1000.0)
    assert decisions[-1] is Decision.ENDED
    assert lasted == pytest.approx(600.0, abs=BLOCK)


def test_nothing_is_tried_on_the_chance_in_a_long_dictation() -> None:
    decisions, lasted = held_for(60.0)
    assert lasted >= 60.0
    assert decisions.count(Decision.PAUSED) == 7  # of the first 30 s
    assert Decision.ENDED not in decisions
