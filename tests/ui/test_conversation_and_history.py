"""The window shows what the history keeps: a whole companion, its events, its file."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from companions import Rig, companion
from fakes import ScriptedGenerator, ToneSynthesizer
from lumen.core import events as ev
from lumen.core.errors import GenerationError
from lumen.core.speech import SpeechStyle
from lumen.dialogue.request import LocalReply
from lumen.manner import Manner
from lumen.ui.conversation_model import ConversationModel

Scenario = Callable[[Rig, ToneSynthesizer], None]
LONG = ("One two three four. ", "Five six seven. ", "Eight nine.")


def whole(rig: Rig, _voice: ToneSynthesizer) -> None:
    rig.controls.submit_text("count")
    rig.told.wait_idle()


def stopped_in_the_middle(rig: Rig, _voice: ToneSynthesizer) -> None:
    rig.controls.submit_text("count")
    rig.told.wait_for(ev.PlaybackFinished)
    since = rig.told.now
    rig.controls.stop()
    rig.told.wait_idle(since)


def stopped_before_the_first_sound(rig: Rig, voice: ToneSynthesizer) -> None:
    voice.gate.clear()
    rig.controls.submit_text("count")
    rig.told.wait_for(ev.ReplyEnded)
    assert voice.entered.wait(10)
    since = rig.told.now
    rig.controls.stop()
    rig.told.wait_idle(since)


def typed_over_before_the_first_sound(rig: Rig, voice: ToneSynthesizer) -> None:
    voice.gate.clear()
    rig.controls.submit_text("count")
    rig.told.wait_for(ev.ReplyEnded)
    assert voice.entered.wait(10)
    since = rig.told.now
    rig.controls.submit_text("rather not")
    voice.gate.set()
    rig.told.wait_idle(since)


def given_anew_while_it_is_said(rig: Rig, _voice: ToneSynthesizer) -> None:
    rig.controls.submit_text("count")
    rig.told.wait_for(ev.PlaybackFinished)
    since = rig.told.now
    rig.controls.regenerate()
    rig.told.wait_idle(since)


def stopped_while_muted(rig: Rig, _voice: ToneSynthesizer) -> None:
    rig.controls.take_manner(Manner(SpeechStyle(), mute=True))
    rig.controls.submit_text("wait")
    rig.told.wait_for(ev.ReplyDelta)
    since = rig.told.now
    rig.controls.stop()
    rig.told.wait_idle(since)


def muted(rig: Rig, _voice: ToneSynthesizer) -> None:
    rig.controls.take_manner(Manner(SpeechStyle(), mute=True))
    whole(rig, _voice)


def broken_off(rig: Rig, _voice: ToneSynthesizer) -> None:
    rig.controls.submit_text("fail")
    rig.told.wait_for(ev.ProblemRaised)
    rig.told.wait_idle()


def obeyed_in_silence(rig: Rig, _voice: ToneSynthesizer) -> None:
    rig.local.claims["stop"] = LocalReply("", action=ev.Action.STOP)
    rig.controls.submit_text("stop")
    rig.told.wait_idle()


REPLIES: dict[Scenario, tuple[list[str | GenerationError | None], ...]] = {
    stopped_in_the_middle: (["One two. ", "Three", None],),
    given_anew_while_it_is_said: (["One two. ", "Three", None], ["Something else."]),
    stopped_while_muted: (["One two. ", "Three", None],),
    broken_off: (["One two. ", "Three", GenerationError("It broke.", "Ask again.")],),
}


@pytest.mark.parametrize(
    "scenario",
    [
        whole,
        stopped_in_the_middle,
        stopped_before_the_first_sound,
        typed_over_before_the_first_sound,
        given_anew_while_it_is_said,
        stopped_while_muted,
        muted,
        broken_off,
        obeyed_in_silence,
    ],
)
def test_the_window_shows_what_the_history_keeps(tmp_path, scenario: Scenario):
    says = ScriptedGenerator(*REPLIES.get(scenario, (list(LONG), ["Something else."])))
    voice = ToneSynthesizer()
    with companion(tmp_path, says=says, voice=voice, keep=True) as rig:
        rig.told.wait_for(ev.HistoryOpened)
        scenario(rig, voice)
        rig.controls._keeper.before(99, 99).result(10)  # numbered; now removed
        kept = rig.controls._keeper.before(99, 99).result(10)
        model = ConversationModel()
        for event in rig.told.events:
            model.handle(event)
        model.drop_unheard()
    assert kept
    assert [(e.role, e.text, e.spoken, e.interrupted) for e in model.entries] == [
        (m.role, m.text, m.spoken, m.interrupted) for m in kept
    ]
    assert not any(entry.streaming for entry in model.entries)
