"""Every turn-taking rule, as a table: what happened, what is done about it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lumen.core import commands as do
from lumen.core import events as ev
from lumen.core.audio import Utterance
from lumen.core.errors import AudioDeviceError, GenerationError, SynthesisError
from lumen.core.speech import Clip, Sentence, Transcript
from lumen.core.turn import Phase, TurnId
from lumen.core.units import Seconds
from lumen.dialogue.turns import TurnMachine

AT = Seconds(1.0)
ERROR = GenerationError("The model broke off.", "Try again.")


def turn(number: int) -> TurnId:
    return TurnId(number)


def utterance(voiced: float = 1.0) -> Utterance:
    return Utterance([0.0] * 16000, AT, AT, Seconds(voiced))  # type: ignore[arg-type]


def words(text: str, **more: Any) -> Transcript:
    return Transcript(text, 0.9, "en", "scripted", **more)


def clip(index: int) -> Clip:
    return Clip(Sentence(index, "Hello.", "Hello."), [0.0], 1, (), ())  # type: ignore[arg-type]


def started(n: int = 1) -> ev.Event:
    return ev.SpeechStarted(turn(n), AT)


def paused(n: int = 1, revision: int = 1, voiced: float = 1.0) -> ev.Event:
    return ev.SpeechPaused(turn(n), AT, revision, utterance(voiced))


def sustained(n: int = 1, revision: int = 0, voiced: float = 0.5) -> ev.Event:
    heard = utterance(voiced)
    return ev.SpeechSustained(turn(n), AT, revision, heard, Seconds(voiced))


def ended(n: int = 1, revision: int = 1, voiced: float = 1.0) -> ev.Event:
    return ev.UtteranceEnded(turn(n), AT, revision, utterance(voiced))


def recognised(n: int, revision: int, text: str, **more: Any) -> ev.Event:
    return ev.TranscriptReady(turn(n), AT, revision, words(text, **more))


def typed(n: int = 1, text: str = "hello") -> ev.Event:
    return ev.TextSubmitted(turn(n), AT, text)


def sentence(n: int = 1, index: int = 0, spoken: str = "Hello there.") -> ev.Event:
    return ev.SentenceReady(turn(n), AT, Sentence(index, spoken, spoken))


def reply_ended(n: int = 1, sentences: int = 1, text: str = "Hello there.") -> ev.Event:
    return ev.ReplyEnded(turn(n), AT, sentences, text)


def clip_ready(n: int = 1, index: int = 0) -> ev.Event:
    return ev.ClipReady(turn(n), AT, clip(index))


def audible(n: int = 1, index: int = 0) -> ev.Event:
    return ev.PlaybackStarted(turn(n), AT, index)


def finished(n: int = 1, index: int = 0) -> ev.Event:
    return ev.PlaybackFinished(turn(n), AT, index)


def silenced(n: int = 1, heard: str = "") -> ev.Event:
    return ev.PlaybackStopped(turn(n), AT, heard)


def stop() -> ev.Event:
    return ev.StopRequested(turn(0), AT)


def private(on: bool = True) -> ev.Event:
    return ev.PrivacyChanged(turn(0), AT, on, hands_free=True)


def due(n: int = 1, text: str = "Your timer is done.") -> ev.Event:
    return ev.AnnouncementDue(turn(n), AT, text, "timer")


def delta(n: int = 1, text: str = "Hello") -> ev.Event:
    return ev.ReplyDelta(turn(n), AT, text)


def machine_after(*events: ev.Event) -> TurnMachine:
    machine = TurnMachine(looks_complete=lambda text: not text.endswith("and"))
    for event in events:
        machine.handle(event)
    return machine


def names(commands: tuple[do.Command, ...]) -> list[str]:
    return [type(command).__name__ for command in commands]


SPEAKING = (
    typed(1),
    sentence(1, 0, "The weather is lovely in the mountains today."),
    clip_ready(1),
    audible(1),
)
SUSPECTED = (*SPEAKING, started(2))

RULES: list[tuple[str, tuple[ev.Event, ...], ev.Event, list[str], Phase]] = [
    # what the rule says, before, event, commands, phase after
    ("speech opens a turn", (), started(), [], Phase.LISTENING),
    (
        "a pause is transcribed at once",
        (started(),),
        paused(),
        ["Transcribe"],
        Phase.LISTENING,
    ),
    (
        "resumed speech voids the transcript",
        (started(), paused()),
        ev.SpeechResumed(turn(1), AT, 2),
        ["CancelTranscription"],
        Phase.LISTENING,
    ),
    (
        "an early transcript sets the patience",
        (started(), paused()),
        recognised(1, 1, "what time is it"),
        ["SetPatience"],
        Phase.LISTENING,
    ),
    (
        "a transcript of an older revision is void",
        (started(), paused(1, 1), ev.SpeechResumed(turn(1), AT, 2)),
        recognised(1, 1, "what time"),
        [],
        Phase.LISTENING,
    ),
    (
        "an endpoint with a known transcript is answered at once",
        (started(), paused(), recognised(1, 1, "what time is it")),
        ended(),
        ["RememberUser", "Generate"],
        Phase.THINKING,
    ),
    (
        "an endpoint waits for the transcript that was asked for",
        (started(), paused()),
        ended(),
        [],
        Phase.TRANSCRIBING,
    ),
    (
        "an endpoint without a pause asks for the transcript",
        (started(),),
        ended(),
        ["Transcribe"],
        Phase.TRANSCRIBING,
    ),
    (
        "a transcript after the endpoint is answered",
        (started(), ended()),
        recognised(1, 1, "hello"),
        ["RememberUser", "Generate"],
        Phase.THINKING,
    ),
    (
        "hands-free noise is forgotten without a word",
        (started(), ended()),
        recognised(1, 1, ""),
        [],
        Phase.IDLE,
    ),
    (
        "speech that fits nothing is answered with a question",
        (started(), ended()),
        recognised(1, 1, "", rejected=True, suggestions=("stop",)),
        ["Generate"],
        Phase.THINKING,
    ),
    (
        "what was no speech is dropped",
        (started(),),
        ev.UtteranceDropped(turn(1), AT),
        [],
        Phase.IDLE,
    ),
    (
        "failed recognition is told",
        (started(), ended()),
        ev.RecognitionFailed(turn(1), AT, 1, ERROR),
        ["ShowProblem"],
        Phase.ERROR,
    ),
    (
        "failed speculation is asked again at the endpoint",
        (started(), paused(), ev.RecognitionFailed(turn(1), AT, 1, ERROR)),
        ended(),
        ["Transcribe"],
        Phase.TRANSCRIBING,
    ),
    # push-to-talk
    (
        "the key records",
        (),
        ev.PushToTalkPressed(turn(1), AT),
        ["Listen"],
        Phase.LISTENING,
    ),
    (
        "letting go ends the recording",
        (ev.PushToTalkPressed(turn(1), AT),),
        ev.PushToTalkReleased(turn(0), AT),
        ["FinishListening"],
        Phase.LISTENING,
    ),
    (
        "letting go of what was not pressed is nothing",
        (started(),),
        ev.PushToTalkReleased(turn(0), AT),
        [],
        Phase.LISTENING,
    ),
    (
        "the key without words says how to use it",
        (ev.PushToTalkPressed(turn(1), AT),),
        ev.UtteranceDropped(turn(1), AT),
        ["ShowProblem"],
        Phase.IDLE,
    ),
    (
        "the key without recognised words says how to use it",
        (ev.PushToTalkPressed(turn(1), AT), ended()),
        recognised(1, 1, ""),
        ["ShowProblem"],
        Phase.IDLE,
    ),
    (
        "the key takes the floor",
        SPEAKING,
        ev.PushToTalkPressed(turn(2), AT),
        ["CancelGeneration", "StopVoice", "Listen"],
        Phase.LISTENING,
    ),
    (
        "the key replaces what hands-free was hearing",
        (started(),),
        ev.PushToTalkPressed(turn(2), AT),
        ["DiscardUtterance", "CancelTranscription", "Listen"],
        Phase.LISTENING,
    ),
    # typing
    (
        "typed text is answered",
        (),
        typed(),
        ["RememberUser", "Generate"],
        Phase.THINKING,
    ),
    (
        "typed text takes the floor",
        SPEAKING,
        typed(2),
        ["CancelGeneration", "StopVoice", "RememberUser", "Generate"],
        Phase.THINKING,
    ),
    (
        "typed text forgets a transcript in waiting",
        (started(), ended()),
        typed(2),
        ["CancelTranscription", "RememberUser", "Generate"],
        Phase.THINKING,
    ),
    (
        "another reply replaces the last",
        (),
        ev.RegenerationRequested(turn(1), AT, "hello"),
        ["ReplaceReply", "Generate"],
        Phase.THINKING,
    ),
    # the reply
    (
        "a sentence is synthesised",
        (typed(),),
        sentence(),
        ["Synthesize"],
        Phase.THINKING,
    ),
    ("a clip is played", (typed(), sentence()), clip_ready(), ["Play"], Phase.THINKING),
    (
        "the first sound is speaking",
        (typed(), sentence(), clip_ready()),
        audible(),
        [],
        Phase.SPEAKING,
    ),
    (
        "generation may end before the voice",
        SPEAKING,
        reply_ended(),
        [],
        Phase.SPEAKING,
    ),
    (
        "the last clip ends the turn",
        (*SPEAKING, reply_ended()),
        finished(),
        ["RememberReply"],
        Phase.IDLE,
    ),
    (
        "the voice may end before generation",
        (*SPEAKING, finished()),
        reply_ended(),
        ["RememberReply"],
        Phase.IDLE,
    ),
    ("an empty reply ends the turn", (typed(),), reply_ended(1, 0, ""), [], Phase.IDLE),
    (
        "what a reply asks for is done",
        (typed(),),
        ev.ActionRequested(turn(1), AT, ev.Action.LOUDER),
        ["Act"],
        Phase.THINKING,
    ),
    (
        "a sentence without voice does not hold the turn",
        (typed(), sentence(), reply_ended()),
        ev.SynthesisFailed(turn(1), AT, 0, SynthesisError("a", "b")),
        ["ShowProblem", "RememberReply"],
        Phase.IDLE,
    ),
    (
        "no model is told",
        (typed(),),
        ev.GenerationFailed(turn(1), AT, 0, ERROR),
        ["ShowProblem"],
        Phase.ERROR,
    ),
    (
        "a reply that breaks off is spoken to its end",
        (typed(), delta(), sentence(), clip_ready(), audible()),
        ev.GenerationFailed(turn(1), AT, 1, ERROR),
        ["ShowProblem"],
        Phase.SPEAKING,
    ),
    (
        "and is kept as far as it came",
        (
            typed(),
            delta(),
            sentence(),
            clip_ready(),
            audible(),
            ev.GenerationFailed(turn(1), AT, 1, ERROR),
        ),
        finished(),
        ["RememberReply"],
        Phase.ERROR,
    ),
    (
        "a problem that was read is over",
        (typed(), ev.GenerationFailed(turn(1), AT, 0, ERROR)),
        ev.ProblemDismissed(turn(0), AT),
        [],
        Phase.IDLE,
    ),
    (
        "speech ends the error",
        (typed(), ev.GenerationFailed(turn(1), AT, 0, ERROR)),
        started(2),
        [],
        Phase.LISTENING,
    ),
    # stop
    ("stop in idle is nothing", (), stop(), [], Phase.IDLE),
    (
        "stop ends the voice",
        SPEAKING,
        stop(),
        ["CancelGeneration", "StopVoice"],
        Phase.INTERRUPTED,
    ),
    (
        "what was heard is kept, what was cut off is not",
        (*SPEAKING, stop()),
        silenced(1, "The weather is"),
        ["RememberReply"],
        Phase.IDLE,
    ),
    ("nothing heard, nothing kept", (typed(), stop()), silenced(), [], Phase.IDLE),
    (
        "stop forgets what is being said",
        (started(),),
        stop(),
        ["DiscardUtterance", "CancelTranscription"],
        Phase.IDLE,
    ),
    (
        "stop forgets what waits for words",
        (started(), ended()),
        stop(),
        ["CancelTranscription"],
        Phase.IDLE,
    ),
    # barge-in
    ("suspicion ducks the voice", SPEAKING, started(2), ["Duck"], Phase.SPEAKING),
    (
        "before the first sound there is nothing to duck",
        (typed(),),
        started(2),
        [],
        Phase.THINKING,
    ),
    (
        "sustained speech is transcribed while it goes on",
        SUSPECTED,
        sustained(2),
        ["Transcribe"],
        Phase.SPEAKING,
    ),
    (
        "words confirm: voice and generation end",
        (*SUSPECTED, sustained(2)),
        recognised(2, 0, "wait a second"),
        ["CancelGeneration", "StopVoice", "SetPatience"],
        Phase.INTERRUPTED,
    ),
    (
        "then the person has the floor",
        (*SUSPECTED, sustained(2), recognised(2, 0, "wait a second")),
        silenced(1, "The weather is"),
        ["RememberReply"],
        Phase.LISTENING,
    ),
    (
        "no word confirms nothing yet",
        (*SUSPECTED, sustained(2)),
        recognised(2, 0, ""),
        ["SetPatience"],
        Phase.SPEAKING,
    ),
    (
        "a listener's mhm decides nothing while it goes on",
        (*SUSPECTED, sustained(2)),
        recognised(2, 0, "mhm"),
        ["SetPatience"],
        Phase.SPEAKING,
    ),
    (
        "a cough: the voice comes back",
        (*SUSPECTED, ended(2, 1, voiced=0.2)),
        recognised(2, 1, ""),
        ["Restore"],
        Phase.SPEAKING,
    ),
    (
        "mhm: the voice comes back",
        (*SUSPECTED, ended(2, 1, voiced=0.3)),
        recognised(2, 1, "Mhm."),
        ["Restore"],
        Phase.SPEAKING,
    ),
    (
        "too short for speech: the voice comes back",
        SUSPECTED,
        ev.UtteranceDropped(turn(2), AT),
        ["Restore"],
        Phase.SPEAKING,
    ),
    (
        "Lumen's own words are nobody's",
        (*SUSPECTED, sustained(2)),
        recognised(2, 0, "lovely in the mountains"),
        ["DiscardUtterance", "Restore"],
        Phase.SPEAKING,
    ),
    (
        "Lumen's own words, heard to their end, are nobody's",
        (*SUSPECTED, ended(2)),
        recognised(2, 1, "lovely in the mountains today"),
        ["Restore"],
        Phase.SPEAKING,
    ),
    (
        "a short command over the voice is obeyed",
        (*SUSPECTED, ended(2, 1, voiced=0.4)),
        recognised(2, 1, "stop"),
        ["CancelGeneration", "StopVoice", "RememberUser", "Generate"],
        Phase.THINKING,
    ),
    (
        "long speech without known words interrupts",
        (*SUSPECTED, sustained(2, voiced=0.9)),
        recognised(2, 0, "", rejected=True),
        ["CancelGeneration", "StopVoice", "SetPatience"],
        Phase.INTERRUPTED,
    ),
    (
        "short speech without known words does not",
        (*SUSPECTED, ended(2, 1, voiced=0.4)),
        recognised(2, 1, "", rejected=True),
        ["Restore"],
        Phase.SPEAKING,
    ),
    (
        "failed recognition over the voice lets it go on",
        (*SUSPECTED, ended(2)),
        ev.RecognitionFailed(turn(2), AT, 1, ERROR),
        ["Restore", "ShowProblem"],
        Phase.SPEAKING,
    ),
    (
        "a ducked voice is restored when the turn ends",
        (*SUSPECTED, reply_ended()),
        finished(),
        ["Restore", "RememberReply"],
        Phase.LISTENING,
    ),
    (
        "who goes on before the answer begins is heard out",
        (typed(), started(2), paused(2)),
        recognised(2, 1, "and what about tomorrow"),
        ["CancelGeneration", "StopVoice", "SetPatience"],
        Phase.INTERRUPTED,
    ),
    # order of voices
    (
        "a new clip waits until the old voice is silent",
        (*SPEAKING, typed(2), sentence(2)),
        clip_ready(2),
        [],
        Phase.THINKING,
    ),
    (
        "and is then played",
        (*SPEAKING, typed(2), sentence(2), clip_ready(2)),
        silenced(1, "The"),
        ["RememberReply", "Play"],
        Phase.THINKING,
    ),
    # stale events
    (
        "a clip of an ended turn is dropped",
        (*SPEAKING, stop()),
        clip_ready(1, 1),
        [],
        Phase.INTERRUPTED,
    ),
    (
        "text of an ended turn is dropped",
        (*SPEAKING, stop(), silenced()),
        delta(1),
        [],
        Phase.IDLE,
    ),
    ("a second onset changes nothing", (started(),), started(2), [], Phase.LISTENING),
    (
        "a lost microphone ends what was being said",
        (started(),),
        ev.DeviceLost(turn(0), AT, ev.DeviceRole.MICROPHONE, "Headset"),
        ["DiscardUtterance", "CancelTranscription"],
        Phase.IDLE,
    ),
    (
        "a lost loudspeaker does not",
        (started(),),
        ev.DeviceLost(turn(0), AT, ev.DeviceRole.SPEAKER, "Headset"),
        [],
        Phase.LISTENING,
    ),
    (
        "privacy forgets what is being said",
        (started(), paused()),
        private(),
        ["DiscardUtterance", "CancelTranscription"],
        Phase.IDLE,
    ),
    (
        "privacy forgets what was said and is not understood yet",
        (started(), ended()),
        private(),
        ["CancelTranscription"],
        Phase.IDLE,
    ),
    (
        "privacy lets a reply go on, as loud as before",
        SUSPECTED,
        private(),
        ["DiscardUtterance", "CancelTranscription", "Restore"],
        Phase.SPEAKING,
    ),
    (
        "privacy ends a recording that a key holds",
        (ev.PushToTalkPressed(turn(1), AT),),
        private(),
        ["DiscardUtterance", "CancelTranscription"],
        Phase.IDLE,
    ),
    (
        "in privacy the talk key says why it does nothing",
        (private(),),
        ev.PushToTalkPressed(turn(1), AT),
        ["ShowProblem"],
        Phase.IDLE,
    ),
    (
        "in privacy the talk key does not interrupt",
        (private(), *SPEAKING),
        ev.PushToTalkPressed(turn(2), AT),
        ["ShowProblem"],
        Phase.SPEAKING,
    ),
    (
        "in privacy a late onset is discarded",
        (private(),),
        started(),
        ["DiscardUtterance"],
        Phase.IDLE,
    ),
    (
        "in privacy one can write",
        (private(),),
        typed(),
        ["RememberUser", "Generate"],
        Phase.THINKING,
    ),
    (
        "after privacy one is heard again",
        (private(), private(on=False)),
        started(),
        [],
        Phase.LISTENING,
    ),
    (
        "news change nothing",
        SPEAKING,
        ev.ProblemRaised(turn(0), AT, AudioDeviceError("a", "b")),
        [],
        Phase.SPEAKING,
    ),
]


@pytest.mark.parametrize(
    ("before", "event", "commands", "phase"),
    [rule[1:] for rule in RULES],
    ids=[rule[0] for rule in RULES],
)
def test_rule(before, event, commands, phase):
    machine = machine_after(*before)
    assert names(machine.handle(event)) == commands
    assert machine.phase is phase


def test_patience_follows_completeness():
    machine = machine_after(started(), paused(1, 1))
    (patience,) = machine.handle(recognised(1, 1, "bread and"))
    assert patience == do.SetPatience(turn(1), 1, complete=False)
    machine.handle(paused(1, 2))
    (patience,) = machine.handle(recognised(1, 2, "bread and butter"))
    assert patience == do.SetPatience(turn(1), 2, complete=True)


def test_heard_words_are_kept_exactly():
    machine = machine_after(*SPEAKING, stop())
    (kept,) = machine.handle(silenced(1, "The weather"))
    assert kept == do.RememberReply(
        turn(1), "The weather", interrupted=True, spoken=True
    )


def test_a_reply_is_spoken_when_a_sentence_was_given_to_the_voice():
    (kept,) = machine_after(*SPEAKING, reply_ended()).handle(finished())
    assert isinstance(kept, do.RememberReply)
    assert kept.spoken


def test_a_reply_that_is_only_shown_was_not_spoken():
    machine = machine_after(typed(), delta(1, "VLC paused."))
    (kept,) = machine.handle(reply_ended(1, 0))
    assert isinstance(kept, do.RememberReply)
    assert not kept.spoken


def test_a_yes_over_the_end_of_a_question_is_an_answer():
    machine = machine_after(*SUSPECTED, reply_ended(), finished(), ended(2))
    assert names(machine.handle(recognised(2, 1, "yes"))) == [
        "RememberUser",
        "Generate",
    ]


def test_unknown_words_over_the_end_of_a_question_are_asked_for():
    machine = machine_after(*SUSPECTED, reply_ended(), finished(), ended(2, 1, 0.3))
    said = machine.handle(recognised(2, 1, "", rejected=True))
    assert names(said) == ["Generate"]


def test_the_voice_begins_low_while_somebody_speaks():
    machine = machine_after(typed(), sentence(), clip_ready(), started(2))
    assert names(machine.handle(audible())) == ["Duck"]
    assert names(machine.handle(ev.UtteranceDropped(turn(2), AT))) == ["Restore"]


def test_long_sentences_ahead_do_not_hide_the_one_that_is_heard():
    heard = "The weather is lovely in the mountains today."
    ahead = "And another story begins far away. " * 6
    machine = machine_after(
        typed(),
        sentence(1, 0, heard),
        sentence(1, 1, ahead),
        sentence(1, 2, ahead),
        clip_ready(),
        audible(),
        started(2),
        sustained(2),
    )
    echo = machine.handle(recognised(2, 0, "lovely in the mountains"))
    assert names(echo) == ["DiscardUtterance", "Restore"]


class TestMutedDuringAReply:
    """The reply falls silent and goes on in writing; it is remembered once."""

    def test_it_falls_silent_at_once(self):
        machine = machine_after(*SPEAKING)
        assert names(machine.set_voice(False)) == ["StopVoice"]
        assert machine.handle(silenced(1, "The weather")) == ()
        assert machine.handle(clip_ready(1, 1)) == ()
        assert machine.handle(sentence(1, 1)) == ()
        assert names(machine.handle(reply_ended(1, 2))) == ["RememberReply"]
        assert machine.phase is Phase.IDLE

    def test_stopped_it_is_remembered_once(self):
        machine = machine_after(*SPEAKING, delta(1, "The weather is lovely"))
        machine.set_voice(False)
        stopped = machine.handle(stop())
        assert names(stopped) == ["CancelGeneration", "StopVoice", "RememberReply"]
        assert machine.handle(silenced(1, "")) == ()

    def test_a_reply_that_has_been_generated_ends(self):
        machine = machine_after(*SPEAKING, reply_ended())
        assert names(machine.set_voice(False)) == ["StopVoice", "RememberReply"]
        assert machine.phase is Phase.IDLE

    def test_a_voice_again_speaks_the_next_reply(self):
        machine = machine_after(*SPEAKING)
        machine.set_voice(False)
        assert machine.set_voice(True) == ()
        assert machine.handle(sentence(1, 1)) == ()
        machine.handle(reply_ended(1, 2))
        machine.handle(typed(2))
        assert names(machine.handle(sentence(2))) == ["Synthesize"]


class TestAnnouncements:
    """What Lumen says by itself waits until nobody speaks."""

    def test_at_rest_it_is_said_at_once(self):
        machine = machine_after()
        announced = machine.handle(due())
        assert announced == (do.Announce(turn(1), "Your timer is done.", "timer"),)
        assert machine.phase is Phase.THINKING

    @pytest.mark.parametrize(
        ("busy", "end"),
        [
            ((started(1),), ev.UtteranceDropped(turn(1), AT)),
            ((*SPEAKING, reply_ended()), finished()),
            ((started(1), ended(1)), recognised(1, 1, "")),
        ],
    )
    def test_it_waits_for_the_end(self, busy, end):
        machine = machine_after(*busy)
        assert machine.handle(due(7)) == ()
        assert names(machine.handle(end))[-1] == "Announce"
        assert machine.turn == turn(7)

    def test_several_are_said_one_after_the_other(self):
        machine = machine_after(due(1), due(2))
        machine.handle(sentence(1))
        machine.handle(clip_ready(1))
        machine.handle(reply_ended(1))
        assert names(machine.handle(finished(1))) == ["RememberReply", "Announce"]
        assert machine.turn == turn(2)

    def test_it_is_interrupted_like_any_reply(self):
        machine = machine_after(due(1))
        assert names(machine.handle(typed(2)))[:2] == ["CancelGeneration", "StopVoice"]

    def test_who_wants_quiet_is_not_told_later(self):
        machine = machine_after(*SPEAKING, due(7))
        machine.handle(stop())
        assert machine.handle(silenced(1)) == ()
        assert machine.phase is Phase.IDLE


def test_what_is_heard_is_known():
    machine = machine_after(started())
    assert (machine.hearing, machine.held) == (True, False)
    machine = machine_after(ev.PushToTalkPressed(turn(1), AT))
    assert (machine.hearing, machine.held) == (True, True)
    assert not machine_after().hearing


def test_without_barge_in_the_voice_goes_on():
    machine = machine_after(*SPEAKING)
    machine.barge_in = False
    assert names(machine.handle(started(2))) == ["DiscardUtterance"]
    assert machine.handle(ended(2)) == ()
    assert names(machine.handle(stop())) == ["CancelGeneration", "StopVoice"]


def test_synthesis_keeps_a_few_clips_ahead():
    machine = machine_after(typed())
    issued = [names(machine.handle(sentence(1, n))) for n in range(5)]
    assert issued == [["Synthesize"]] * 3 + [[], []]
    assert names(machine.handle(finished(1, 0))) == ["Synthesize"]
    failed = ev.SynthesisFailed(turn(1), AT, 1, SynthesisError("a", "b"))
    assert names(machine.handle(failed)) == ["ShowProblem", "Synthesize"]
    assert names(machine.handle(finished(1, 2))) == []


def test_second_failed_sentence_is_not_told_again():
    machine = machine_after(typed(), sentence(1, 0), sentence(1, 1))
    error = SynthesisError("a", "b")
    first = machine.handle(ev.SynthesisFailed(turn(1), AT, 0, error))
    second = machine.handle(ev.SynthesisFailed(turn(1), AT, 1, error))
    assert (names(first), names(second)) == (["ShowProblem"], [])


class TestWithoutVoice:
    """Muted: the reply is read, so what was shown counts as heard."""

    def test_sentences_settle_at_once(self):
        machine = machine_after()
        machine.set_voice(False)
        machine.handle(typed())
        assert machine.handle(sentence()) == ()
        assert names(machine.handle(reply_ended())) == ["RememberReply"]
        assert machine.phase is Phase.IDLE

    def test_what_was_read_is_kept(self):
        machine = machine_after()
        machine.set_voice(False)
        machine.handle(typed())
        machine.handle(delta(1, "Once upon"))
        commands = machine.handle(stop())
        assert commands[-1] == do.RememberReply(turn(1), "Once upon", interrupted=True)


def test_words_that_arrive_after_the_reply_ended_are_still_judged():
    """An echo that began during the reply is an echo although it ends after it."""
    machine = machine_after(*SUSPECTED, reply_ended(), finished(), ended(2))
    assert machine.handle(recognised(2, 1, "in the mountains today")) == ()
    assert machine.phase is Phase.IDLE


EVENTS = st.one_of(
    [
        st.builds(make, st.integers(1, 4))
        for make in (
            started,
            typed,
            due,
            delta,
            audible,
            finished,
            silenced,
            clip_ready,
        )
    ]
    + [
        st.builds(sentence, st.integers(1, 4), st.integers(0, 2)),
        st.builds(reply_ended, st.integers(1, 4), st.integers(0, 2)),
        st.builds(paused, st.integers(1, 4), st.integers(0, 2)),
        st.builds(sustained, st.integers(1, 4), st.integers(0, 2)),
        st.builds(ended, st.integers(1, 4), st.integers(0, 2)),
        st.builds(
            recognised,
            st.integers(1, 4),
            st.integers(0, 2),
            st.sampled_from(["", "mhm", "stop it now", "lovely in the mountains"]),
        ),
        st.builds(lambda n: ev.SpeechResumed(turn(n), AT, 1), st.integers(1, 4)),
        st.builds(lambda n: ev.UtteranceDropped(turn(n), AT), st.integers(1, 4)),
        st.builds(lambda n: ev.PushToTalkPressed(turn(n), AT), st.integers(1, 4)),
        st.builds(
            lambda n: ev.GenerationFailed(turn(n), AT, 1, ERROR), st.integers(1, 4)
        ),
        st.builds(
            lambda n: ev.RecognitionFailed(turn(n), AT, 1, ERROR), st.integers(1, 4)
        ),
        st.just(ev.PushToTalkReleased(turn(0), AT)),
        st.builds(private, st.booleans()),
        st.just(ev.DeviceLost(turn(0), AT, ev.DeviceRole.MICROPHONE, "Headset")),
        st.just(stop()),
        st.builds(
            lambda n: ev.RegenerationRequested(turn(n), AT, "x"), st.integers(1, 4)
        ),
        st.builds(
            lambda n: ev.SynthesisFailed(turn(n), AT, 0, SynthesisError("a", "b")),
            st.integers(1, 4),
        ),
        st.builds(
            lambda n: ev.ActionRequested(turn(n), AT, ev.Action.LOUDER),
            st.integers(1, 4),
        ),
        st.sampled_from(["mute", "unmute", "barge-in off", "barge-in on"]),
    ]
)
"""Events in no order at all, and switches that are thrown between them."""


def throw(machine: TurnMachine, switch: str) -> tuple[do.Command, ...]:
    if switch.startswith("barge-in"):
        machine.barge_in = switch.endswith("on")
        return ()
    return machine.set_voice(switch == "unmute")


def fresh(event: ev.Event, number: int) -> ev.Event:
    """What opens a turn draws a number that none had before."""
    opening = ev.TextSubmitted | ev.RegenerationRequested | ev.PushToTalkPressed
    if isinstance(event, opening | ev.SpeechStarted | ev.AnnouncementDue):
        return replace(event, turn=turn(number))
    if event.turn == 0:
        return event
    return replace(event, turn=turn(max(1, number - event.turn)))  # one of the latest


class _World:
    """Obeys like the companion does, and watches what must never happen."""

    def __init__(self, machine: TurnMachine) -> None:
        self.machine = machine
        self.speaking: TurnId | None = None
        self.remembered: set[TurnId] = set()

    def obey(self, commands: tuple[do.Command, ...]) -> None:
        for command in commands:
            if isinstance(command, do.Play):
                assert self.speaking in (None, command.turn), "two turns speak"
                self.speaking = command.turn
            elif isinstance(command, do.StopVoice):
                heard = "Heard" if self.speaking == command.turn else ""
                self.speaking = None
                self.obey(self.machine.handle(silenced(command.turn, heard)))
            elif isinstance(command, do.RememberReply):
                assert command.turn not in self.remembered, "one reply, kept twice"
                self.remembered.add(command.turn)
                if self.speaking == command.turn:
                    self.speaking = None


def _walk(steps: list[ev.Event | str]) -> None:
    machine = machine_after()
    world = _World(machine)
    number = 0
    for step in steps:
        if isinstance(step, str):
            world.obey(throw(machine, step))
            continue
        number += 1
        world.obey(machine.handle(fresh(step, number)))
    world.obey(machine.handle(stop()))
    assert machine.phase is Phase.IDLE
    answered = machine.handle(typed(number + 1))
    assert names(answered) == ["RememberUser", "Generate"]


WALKS = st.lists(EVENTS, min_size=10, max_size=40)


@given(WALKS)
@settings(max_examples=1_000, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_thousand_random_walks(steps):
    """Random order of events and switches: no two voices, no reply kept twice.

    And stopping always ends in idle, from which the next message is answered.
    """
    _walk(steps)


@pytest.mark.slow
@pytest.mark.timeout(600)
@given(WALKS)
@settings(max_examples=10_000, deadline=None, suppress_health_check=list(HealthCheck))
def test_ten_thousand_random_walks(steps):
    """The same, for long."""
    _walk(steps)
