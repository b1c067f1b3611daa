"""The companion on stand-ins: what a person does, and what comes of it."""

from __future__ import annotations

import threading
from concurrent.futures import Future

import numpy as np
import pytest

from companions import companion, half_a_companion
from fakes import MemorySecrets, ScriptedGenerator, ToneSynthesizer
from lumen.core import events as ev
from lumen.core.conversation import Message, Role
from lumen.core.errors import (
    GenerationError,
    PrivacyError,
    StorageError,
    SynthesisError,
)
from lumen.core.speech import SpeechStyle
from lumen.core.turn import Phase
from lumen.core.units import SILENCE_DBFS
from lumen.dialogue.request import LocalReply
from lumen.manner import Manner


def kinds(rig, kind):
    return [event for event in rig.told.events if isinstance(event, kind)]


def test_typed_text_is_answered_aloud_and_kept(tmp_path):
    with companion(tmp_path, says=ScriptedGenerator(["Hello ", "there."])) as rig:
        rig.controls.submit_text("hi")
        rig.told.wait_idle()
        assert [m.text for m in rig.journal.history_before("")] == [
            "hi",
            "Hello there.",
        ]
        assert len(rig.speaker.timeline) == 1
        assert rig.controls.heard() is None
        assert rig.controls.microphone_level() == SILENCE_DBFS
        assert rig.controls.now() >= rig.told.events[0].at


def test_stop_cuts_the_reply_and_keeps_what_was_heard(tmp_path):
    voice = ToneSynthesizer()
    says = ScriptedGenerator(["One two three. ", "And so ", None])
    with companion(tmp_path, says=says, voice=voice) as rig:
        rig.controls.submit_text("count")
        rig.told.wait_for(ev.PlaybackFinished)
        since = rig.told.now
        rig.controls.stop()
        rig.told.wait_idle(since)
        reply = rig.journal.last(Role.COMPANION)
        assert reply is not None
        assert (reply.text, reply.interrupted) == ("One two three.", True)


def test_a_failing_model_is_told_and_the_next_message_works(tmp_path):
    error = GenerationError("The model broke off.", "Try again.")
    says = ScriptedGenerator(["Well ", error], ["Fine."])
    with companion(tmp_path, says=says) as rig:
        rig.controls.submit_text("one")
        rig.told.wait_idle()
        rig.told.wait_for(ev.ProblemRaised)
        assert rig.told.phase is Phase.ERROR
        assert [p.error for p in kinds(rig, ev.ProblemRaised)] == [error]
        since = rig.told.now
        rig.controls.dismiss_problem()
        rig.told.wait_idle(since)
        assert rig.told.phase is Phase.IDLE
        since = rig.told.now
        rig.controls.submit_text("two")
        rig.told.wait_idle(since)
        assert rig.journal.last(Role.COMPANION).text == "Fine."


def test_a_failing_voice_is_told_once_and_the_text_stays(tmp_path):
    voice = ToneSynthesizer()
    voice.problem = SynthesisError("No voice.", "Read.")
    says = ScriptedGenerator(["One sentence here. ", "Another sentence there."])
    with companion(tmp_path, says=says, voice=voice) as rig:
        rig.controls.submit_text("hi")
        rig.told.wait_idle()
        assert len(kinds(rig, ev.ProblemRaised)) == 1
        assert rig.journal.last(Role.COMPANION).text.startswith("One sentence")


def test_what_cuts_a_reply_comes_after_what_was_heard_of_it(tmp_path):
    says = ScriptedGenerator(["One two three. ", "And so ", None], ["Answer two."])
    with companion(tmp_path, says=says) as rig:
        rig.controls.submit_text("q1")
        rig.told.wait_for(ev.PlaybackFinished)
        since = rig.told.now
        rig.controls.submit_text("q2")
        rig.told.wait_idle(since)
        texts = [m.text for m in rig.journal.history_before("")]
        asked = [m.text for m in rig.local.requests[-1].history]
    assert texts == ["q1", "One two three.", "q2", "Answer two."]
    assert asked == ["q1", "One two three."]


def test_another_reply_instead_of_one_that_is_being_said(tmp_path):
    says = ScriptedGenerator(["One two three. ", "And so ", None], ["Another."])
    with companion(tmp_path, says=says) as rig:
        rig.controls.submit_text("q1")
        rig.told.wait_for(ev.PlaybackFinished)
        since = rig.told.now
        rig.controls.regenerate()
        rig.told.wait_idle(since)
        assert [m.text for m in rig.journal.history_before("")] == ["q1", "Another."]


def test_closing_keeps_what_was_heard(tmp_path):
    secrets = MemorySecrets()
    says = ScriptedGenerator(["One two three. ", "And so ", None])
    with companion(tmp_path, says=says, keep=True, secrets=secrets) as rig:
        rig.controls.submit_text("q1")
        rig.told.wait_for(ev.PlaybackFinished)
    with companion(tmp_path, keep=True, secrets=secrets) as rig:
        opened = rig.told.wait_for(ev.HistoryOpened)
    assert [m.text for m in opened.messages] == ["q1", "One two three."]


def test_a_speaker_that_fails_does_not_mute_the_next_reply(tmp_path, monkeypatch):
    says = ScriptedGenerator(["One two three. ", "And so ", None], ["Answer two."])
    with companion(tmp_path, says=says) as rig:
        rig.controls.submit_text("q1")
        rig.told.wait_for(ev.PlaybackFinished)
        flush, failures = rig.speaker.flush, iter([True])

        def failing(turn):
            if next(failures, False):
                raise OSError("the card is on fire")
            return flush(turn)

        monkeypatch.setattr(rig.speaker, "flush", failing)
        since = rig.told.now
        rig.controls.submit_text("q2")
        rig.told.wait_idle(since)
        assert rig.journal.last(Role.COMPANION).text == "Answer two."


def test_the_interruption_is_told(tmp_path):
    says = ScriptedGenerator(["One two three. ", "And so ", None])
    with companion(tmp_path, says=says) as rig:
        rig.controls.submit_text("q1")
        rig.told.wait_for(ev.PlaybackFinished)
        since = rig.told.now
        rig.controls.stop()
        rig.told.wait_idle(since)
        phases = [e.phase for e in kinds(rig, ev.PhaseChanged)]
    assert phases[-2:] == [Phase.INTERRUPTED, Phase.IDLE]


def test_an_interrupted_reply_keeps_its_own_provider(tmp_path):
    says = ScriptedGenerator(["One two three. ", "And so ", None])
    with companion(tmp_path, says=says) as rig:
        rig.local.claims["hi"] = LocalReply("Hello.")
        rig.controls.submit_text("hi")
        rig.told.wait_idle()
        since = rig.told.now
        rig.controls.submit_text("q1")
        rig.told.wait_for(ev.PlaybackFinished, since)
        since = rig.told.now
        rig.controls.stop()
        rig.told.wait_idle(since)
        assert rig.journal.last(Role.COMPANION).provider == says.name


def test_another_reply_replaces_the_last(tmp_path):
    with companion(tmp_path, says=ScriptedGenerator(["First."], ["Second."])) as rig:
        rig.controls.submit_text("hi")
        rig.told.wait_idle()
        since = rig.told.now
        rig.controls.regenerate()
        rig.told.wait_idle(since)
        assert [m.text for m in rig.journal.history_before("")] == ["hi", "Second."]
        assert rig.local.requests[-1].regenerating
        assert rig.local.requests[-1].history == ()


def test_nothing_to_answer_again(tmp_path):
    with companion(tmp_path, says=ScriptedGenerator(["First."])) as rig:
        rig.controls.regenerate()
        rig.controls.submit_text("hi")
        rig.told.wait_idle()
        assert len(kinds(rig, ev.ReplyEnded)) == 1


def test_what_was_said_before_is_in_the_request(tmp_path):
    with companion(tmp_path, says=ScriptedGenerator(["Sure."], ["Yes."])) as rig:
        for text in ("one", "two"):
            since = rig.told.now
            rig.controls.submit_text(text)
            rig.told.wait_idle(since)
        request = rig.local.requests[-1]
        assert [m.text for m in request.history] == ["one", "Sure."]
        assert request.last_reply == "Sure."
        assert request.facts == ("local time: noon",)


@pytest.mark.parametrize(
    ("action", "volume"), [(ev.Action.LOUDER, 1.0), (ev.Action.QUIETER, 0.75)]
)
def test_the_voice_gets_louder_and_quieter(tmp_path, action, volume):
    with companion(tmp_path) as rig:
        rig.local.claims["do"] = LocalReply("Better?", action=action)
        rig.controls.submit_text("do")
        rig.told.wait_idle()
        assert rig.speaker.volume == pytest.approx(volume)
        assert rig.manners[-1].volume == pytest.approx(volume)


def test_quieter_never_ends_in_silence(tmp_path):
    with companion(tmp_path) as rig:
        rig.local.claims["quieter"] = LocalReply("", action=ev.Action.QUIETER)
        for _ in range(8):
            since = rig.told.now
            rig.controls.submit_text("quieter")
            rig.told.wait_idle(since)
        assert rig.speaker.volume == pytest.approx(0.1)


def test_a_name_is_remembered(tmp_path):
    with companion(tmp_path) as rig:
        rig.local.claims["I am Ada"] = LocalReply(
            "Hello Ada.", action=ev.Action.REMEMBER_NAME, value="Ada"
        )
        rig.controls.submit_text("I am Ada")
        rig.told.wait_idle()
        since = rig.told.now
        rig.controls.submit_text("hi")
        rig.told.wait_idle(since)
        assert rig.manners[-1].user_name == "Ada"
        assert rig.local.requests[-1].user_name == "Ada"


def test_a_stop_word_is_obeyed_without_words(tmp_path):
    with companion(tmp_path) as rig:
        rig.local.claims["stop"] = LocalReply("", action=ev.Action.STOP)
        rig.controls.submit_text("stop")
        rig.told.wait_idle()
        assert rig.manners == []
        assert rig.journal.last(Role.COMPANION) is None


def test_a_sentence_that_breaks_understanding_is_answered(tmp_path, caplog):
    def broken(text):
        raise ValueError(text)

    says = ScriptedGenerator(["Hello."])
    with companion(tmp_path, says=says, understand=broken) as rig:
        rig.controls.submit_text("my secret")
        rig.told.wait_idle()
        assert rig.journal.last(Role.COMPANION).text == "Hello."
    assert "ValueError" in caplog.text
    assert "secret" not in caplog.text


def test_muted_the_reply_is_only_written(tmp_path):
    with companion(tmp_path, says=ScriptedGenerator(["Quiet."])) as rig:
        rig.controls.take_manner(Manner(SpeechStyle(), volume=0.5, mute=True))
        rig.controls.submit_text("hi")
        rig.told.wait_idle()
        assert rig.speaker.timeline == ()
        assert rig.speaker.volume == 0.5
        assert rig.journal.last(Role.COMPANION).text == "Quiet."


def test_subscribers_can_leave(tmp_path):
    heard: list[ev.Event] = []
    with companion(tmp_path, says=ScriptedGenerator(["Yes."])) as rig:
        leave = rig.controls.subscribe(heard.append)
        leave()
        rig.controls.submit_text("hi")
        rig.told.wait_idle()
    assert heard == []


def test_hands_free_can_be_switched_off(tmp_path):
    with companion(tmp_path) as rig:
        rig.controls.set_hands_free(True)
        rig.controls.set_hands_free(False)
        rig.controls.use_devices("a", "b")
        rig.loop.run(_nothing()).result(2)
        rig.companion._ears._worker.call(lambda: None).result(2)
        assert rig.microphone._thread is None  # closed


def test_push_to_talk_without_words_says_how_to_use_it(tmp_path):
    with companion(tmp_path) as rig:
        rig.controls.press_to_talk()
        rig.told.wait_for(ev.PushToTalkPressed)
        rig.controls.release_to_talk()
        problem = rig.told.wait_for(ev.ProblemRaised)
        assert "no words" in problem.error.what
        rig.told.wait_idle()


class TestPrivacy:
    """While it is wanted no sample is taken, whoever asks."""

    @staticmethod
    def settle(rig) -> None:
        rig.loop.run(_nothing()).result(2)
        rig.companion._ears._worker.call(lambda: None).result(2)

    def test_an_open_microphone_is_closed_and_nothing_is_taken(self, tmp_path):
        long = np.zeros(16_000 * 500, np.float32)
        with companion(tmp_path, hears=long) as rig:
            rig.controls.set_hands_free(True)
            self.settle(rig)
            assert rig.microphone._thread is not None
            rig.controls.set_privacy(True)
            rig.told.wait_for(ev.PrivacyChanged)
            self.settle(rig)
            taken = rig.microphone._next
            rig.controls.press_to_talk()
            rig.controls.release_to_talk()
            rig.controls.set_hands_free(True)
            self.settle(rig)
            assert rig.microphone._thread is None
            assert rig.microphone._next == taken
            refused = [p.error for p in kinds(rig, ev.ProblemRaised)]
            assert [type(error) for error in refused] == [PrivacyError, PrivacyError]
            assert "Ctrl+Shift+P" in refused[0].advice
            rig.controls.set_privacy(False)
            rig.told.wait(lambda e: isinstance(e, ev.PrivacyChanged) and not e.on)
            self.settle(rig)
            assert rig.microphone._thread is not None  # hands-free goes on

    def test_it_is_told_only_when_the_microphone_is_closed(self, tmp_path, monkeypatch):
        with companion(tmp_path) as rig:
            gate = threading.Event()
            close = rig.microphone.stop
            monkeypatch.setattr(
                rig.microphone, "stop", lambda: (gate.wait(5), close())[1]
            )
            rig.controls.set_privacy(True)
            rig.loop.run(_nothing()).result(2)
            assert kinds(rig, ev.PrivacyChanged) == []
            rig.controls.press_to_talk()  # but it is in force at once
            refused = rig.told.wait_for(ev.ProblemRaised).error
            assert isinstance(refused, PrivacyError)
            assert "being closed" in refused.what  # and not yet off
            gate.set()
            rig.told.wait_for(ev.PrivacyChanged)

    def test_a_microphone_that_cannot_be_closed_is_no_privacy(
        self, tmp_path, monkeypatch
    ):
        with companion(tmp_path) as rig:

            def fail() -> None:
                raise OSError("busy")

            with monkeypatch.context() as patch:
                patch.setattr(rig.microphone, "stop", fail)
                rig.controls.set_privacy(True)
                problem = rig.told.wait_for(ev.ProblemRaised)
                assert "could not be closed" in problem.error.what
                assert kinds(rig, ev.PrivacyChanged) == []
                rig.controls.press_to_talk()
                rig.told.wait(lambda _event: len(kinds(rig, ev.ProblemRaised)) == 2)
            # "The microphone is off" would be wrong, and "end privacy" no way out:
            # to the person it never began.
            told = kinds(rig, ev.ProblemRaised)[-1].error
            assert not isinstance(told, PrivacyError)
            assert "still open" in told.what
            assert "Choose Privacy again" in told.advice
            rig.controls.set_privacy(True)  # as the advice says
            rig.told.wait_for(ev.PrivacyChanged)
            rig.controls.press_to_talk()
            rig.told.wait(lambda _event: len(kinds(rig, ev.ProblemRaised)) == 3)
            assert isinstance(kinds(rig, ev.ProblemRaised)[-1].error, PrivacyError)

    def test_it_may_be_wanted_before_lumen_is_loaded(self, tmp_path):
        long = np.zeros(16_000 * 500, np.float32)
        with companion(tmp_path, hears=long, private=True) as rig:
            rig.controls.set_hands_free(True)
            self.settle(rig)
            assert rig.microphone._thread is None
            assert rig.microphone._next == 0

    def test_it_can_be_asked_for_and_the_answer_says_how_it_ends(self, tmp_path):
        with companion(tmp_path) as rig:
            rig.local.claims["privacy please"] = LocalReply(
                "Gone.", action=ev.Action.PRIVACY, value="on"
            )
            rig.local.claims["listen again"] = LocalReply(
                "Back.", action=ev.Action.PRIVACY, value="off"
            )
            rig.controls.submit_text("privacy please")
            rig.told.wait_idle()
            assert rig.journal.last(Role.COMPANION).text == "Gone."
            since = rig.told.now
            rig.controls.submit_text("listen again")
            rig.told.wait_idle(since)
            assert [e.on for e in kinds(rig, ev.PrivacyChanged)] == [True, False]

    def test_a_companion_without_stages_shows_it_all_the_same(self, tmp_path):
        with half_a_companion(tmp_path) as (controls, told):
            controls.set_privacy(True)
            assert told.wait_for(ev.PrivacyChanged).on


class TestTheJournal:
    """Numbers of this session, and numbers of the history."""

    def test_ratings_and_removals_reach_the_disk(self, tmp_path):
        with companion(tmp_path, says=ScriptedGenerator(["Yes."]), keep=True) as rig:
            rig.controls.submit_text("hi")
            rig.told.wait_idle()
            reply = kinds(rig, ev.ReplyMessageAdded)[0]
            asked = kinds(rig, ev.UserMessageAdded)[0]
            assert reply.message < 0
            rig.controls.rate(reply.message, 1)
            rig.controls.forget(asked.message)
            rig.loop.run(_nothing()).result(2)
            rig.controls._keeper.before(99, 10).result(5)  # kept; now rated and removed
            kept = rig.controls._keeper.before(99, 10).result(5)
        assert [(m.text, m.rating) for m in kept] == [("Yes.", 1)]

    def test_the_next_session_knows_the_conversation(self, tmp_path):
        secrets = MemorySecrets()
        says = ScriptedGenerator(["Yes."])
        with companion(tmp_path, says=says, keep=True, secrets=secrets) as rig:
            rig.controls.submit_text("hi")
            rig.told.wait_idle()
        with companion(tmp_path, keep=True, secrets=secrets) as rig:
            opened = rig.told.wait_for(ev.HistoryOpened)
        assert [m.text for m in opened.messages] == ["hi", "Yes."]

    def test_earlier_messages_are_brought_when_asked_for(self, tmp_path, monkeypatch):
        monkeypatch.setattr("lumen.controls.SHOWN_MESSAGES", 2)
        with companion(tmp_path, keep=True) as rig:
            for text in "abcd":
                rig.journal.add_user(text, spoken=False)
            rig.controls.find_earlier(4)
            found = rig.told.wait_for(ev.EarlierMessagesFound)
            assert ([m.text for m in found.messages], found.more) == (["b", "c"], True)
            rig.controls.find_earlier(found.messages[0].id)
            rig.told.wait(
                lambda e: isinstance(e, ev.EarlierMessagesFound) and not e.more
            )
            last = kinds(rig, ev.EarlierMessagesFound)[-1]
            assert [m.text for m in last.messages] == ["a"]

    def test_that_earlier_messages_cannot_be_read_is_told(self, tmp_path, monkeypatch):
        with companion(tmp_path, keep=True) as rig:
            rig.told.wait_for(ev.HistoryOpened)
            failed: Future[tuple[Message, ...]] = Future()
            failed.set_exception(StorageError("Gone.", "Look."))
            monkeypatch.setattr(rig.controls._keeper, "before", lambda *_: failed)
            rig.controls.find_earlier(4)
            found = rig.told.wait_for(ev.EarlierMessagesFound)
            assert (found.messages, found.more) == ((), True)

    def test_live_and_after_a_restart_a_reply_looks_the_same(self, tmp_path):
        secrets = MemorySecrets()
        says = ScriptedGenerator(["Yes."])
        with companion(tmp_path, says=says, keep=True, secrets=secrets) as rig:
            rig.controls.submit_text("hi")
            rig.told.wait_idle()
            live = kinds(rig, ev.ReplyMessageAdded)[0]
        with companion(tmp_path, keep=True, secrets=secrets) as rig:
            kept = rig.told.wait_for(ev.HistoryOpened).messages[-1]
        assert (live.text, live.spoken) == (kept.text, kept.spoken) == ("Yes.", True)

    def test_everything_can_be_forgotten(self, tmp_path):
        with companion(tmp_path, says=ScriptedGenerator(["Yes."]), keep=True) as rig:
            rig.controls.submit_text("hi")
            rig.told.wait_idle()
            rig.controls.forget_all()
            rig.loop.run(_nothing()).result(2)
            assert rig.journal.last(Role.USER) is None
            assert rig.controls._keeper.before(99, 10).result(5) == ()


async def _nothing() -> None:
    """Runs on the loop behind what was called before."""
