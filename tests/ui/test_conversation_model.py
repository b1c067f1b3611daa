from __future__ import annotations

import pytest

from lumen.core import events as ev
from lumen.core.conversation import Keeping, Message, Role
from lumen.core.speech import Transcript
from lumen.core.turn import NO_TURN, Phase, TurnId
from lumen.core.units import Seconds
from lumen.ui.conversation_model import (
    Change,
    ConversationModel,
    EarlierCame,
    HearingChanged,
    Inserted,
    Reloaded,
    Removed,
    Updated,
)

AT = Seconds(1.0)
T1, T2 = TurnId(1), TurnId(2)


def model_with(*events: ev.Event) -> tuple[ConversationModel, list[Change]]:
    model = ConversationModel(wall_clock=lambda: 1000.0)
    changes: list[Change] = []
    model.listen(changes.append)
    for event in events:
        model.handle(event)
    return model, changes


def said(turn: TurnId, message: int, text: str) -> ev.UserMessageAdded:
    return ev.UserMessageAdded(turn, AT, message, text, spoken=False)


def texts(model: ConversationModel) -> list[str]:
    return [entry.text for entry in model.entries]


def test_a_reply_streams_into_one_entry():
    model, changes = model_with(
        said(T1, 1, "hi"),
        ev.ReplyDelta(T1, AT, "Hel"),
        ev.ReplyDelta(T1, AT, "lo"),
        ev.ReplyEnded(T1, AT, 1, "Hello"),
        ev.ReplyMessageAdded(T1, AT, 2, "Hello", interrupted=False),
    )
    assert texts(model) == ["hi", "Hello"]
    reply = model.entries[1]
    assert (reply.message, reply.streaming, reply.interrupted) == (2, False, False)
    assert [type(change) for change in changes] == [
        Inserted,
        Inserted,
        Updated,
        Updated,
        Updated,
    ]
    assert model.last_reply() is reply


def test_a_reply_that_began_early_comes_after_its_question():
    model, _ = model_with(ev.ReplyDelta(T1, AT, "Hello"), said(T1, 1, "hi"))
    assert texts(model) == ["hi", "Hello"]


def test_an_interrupted_reply_is_cut_to_what_was_heard():
    model, _ = model_with(
        said(T1, 1, "hi"),
        ev.ReplyDelta(T1, AT, "One two three four"),
        ev.StopRequested(T1, AT),
        ev.ReplyDelta(T1, AT, " five"),
        ev.ReplyMessageAdded(T1, AT, 2, "One two", interrupted=True),
    )
    reply = model.entries[1]
    assert (reply.text, reply.interrupted, reply.message) == ("One two", True, 2)


IDLE = ev.PhaseChanged(NO_TURN, AT, Phase.IDLE)


@pytest.mark.parametrize(
    "ending",
    [
        (IDLE,),
        (ev.ReplyEnded(T1, AT, 1, "One two"), IDLE),
        (ev.ReplyEnded(T1, AT, 1, "One two"), ev.StopRequested(NO_TURN, AT)),
        (ev.ReplyEnded(T1, AT, 1, "One two"), ev.TextSubmitted(T2, AT, "no")),
        (ev.ReplyEnded(T1, AT, 1, "One two"), ev.PushToTalkPressed(T2, AT)),
        (ev.ReplyEnded(T1, AT, 1, "x"), ev.PhaseChanged(T2, AT, Phase.LISTENING)),
        (ev.ReplyEnded(T1, AT, 1, "One two"), said(T2, 2, "no")),
    ],
)
def test_a_reply_of_which_nothing_was_heard_is_not_shown_any_more(ending):
    model, _ = model_with(said(T1, 1, "hi"), ev.ReplyDelta(T1, AT, "One two"), *ending)
    assert model.has_unheard
    assert "One two" in texts(model)  # what was heard of it may still come
    assert model.drop_unheard() == 1
    assert "One two" not in texts(model)
    assert not model.has_unheard
    assert model.drop_unheard() == 0


def test_what_was_heard_comes_after_the_end_and_stays():
    model, _ = model_with(
        said(T1, 1, "hi"),
        ev.ReplyDelta(T1, AT, "One two"),
        ev.ReplyEnded(T1, AT, 1, "One two"),
        IDLE,
        ev.ReplyMessageAdded(T1, AT, 2, "One", interrupted=True, spoken=True),
    )
    assert not model.has_unheard
    assert model.drop_unheard() == 0
    reply = model.entries[1]
    assert (reply.text, reply.interrupted, reply.spoken) == ("One", True, True)


def test_while_a_reply_goes_on_nothing_is_dropped():
    model, _ = model_with(
        said(T1, 1, "hi"),
        ev.PhaseChanged(T1, AT, Phase.THINKING),
        ev.ReplyDelta(T1, AT, "One two"),
        ev.ReplyEnded(T1, AT, 1, "One two"),
        ev.PhaseChanged(T1, AT, Phase.SPEAKING),
    )
    assert not model.has_unheard


def test_what_was_heard_of_a_reply_that_is_given_anew_goes_as_well():
    model, _ = model_with(
        said(T1, 1, "hi"),
        ev.ReplyDelta(T1, AT, "One two"),
        ev.RegenerationRequested(T2, AT, "hi"),
        ev.ReplyMessageAdded(T1, AT, 2, "One", interrupted=True),
        ev.ReplyDelta(T2, AT, "Three"),
    )
    assert texts(model) == ["hi", "Three"]


def opened(*numbers: int, more: bool) -> ev.HistoryOpened:
    messages = tuple(Message(n, Role.USER, f"old {n}", float(n)) for n in numbers)
    return ev.HistoryOpened(NO_TURN, AT, Keeping.KEYRING, messages, more)


def found(*numbers: int, more: bool) -> ev.EarlierMessagesFound:
    messages = tuple(Message(n, Role.USER, f"old {n}", float(n)) for n in numbers)
    return ev.EarlierMessagesFound(NO_TURN, AT, messages, more)


def test_earlier_messages_are_asked_for_once_and_put_first():
    model, changes = model_with(opened(7, 8, more=True), said(T1, -1, "new"))
    assert model.has_earlier
    assert model.ask_for_earlier() == 7
    assert model.ask_for_earlier() is None
    model.handle(found(5, 6, more=True))
    assert texts(model) == ["old 5", "old 6", "old 7", "old 8", "new"]
    assert changes[-1] == EarlierCame()
    assert model.ask_for_earlier() == 5
    model.handle(found(more=True))  # reading failed: it can be asked again
    assert model.ask_for_earlier() == 5
    model.handle(found(4, more=False))
    assert not model.has_earlier
    assert model.ask_for_earlier() is None


def test_what_comes_after_everything_was_forgotten_is_not_shown():
    model, _ = model_with(opened(7, 8, more=True))
    assert model.ask_for_earlier() == 7
    model.remove(model.entries)
    assert not model.has_earlier  # it may yet be undone
    model.forget_earlier()
    model.handle(found(5, 6, more=True))
    assert texts(model) == []
    model.handle(said(T1, -1, "new"))
    assert not model.has_earlier


def heard(text: str) -> ev.TranscriptReady:
    return ev.TranscriptReady(T1, AT, 0, Transcript(text, 1.0, "en", "scripted"))


@pytest.mark.parametrize(
    "ending",
    [
        said(T1, 1, "turn it down"),
        ev.UtteranceDropped(T1, AT),
        ev.StopRequested(NO_TURN, AT),
        ev.TextSubmitted(T2, AT, "x"),
        IDLE,
    ],
)
def test_what_is_being_heard_is_there_until_it_is_certain(ending):
    model, changes = model_with(
        ev.PhaseChanged(T1, AT, Phase.LISTENING), heard("turn it")
    )
    assert model.hearing == "turn it"
    assert changes == [HearingChanged()]
    model.handle(ev.SpeechResumed(T1, AT, 1))
    assert model.hearing == "turn it"
    model.handle(ending)
    assert model.hearing == ""


def test_over_a_reply_nothing_is_shown_before_it_is_clear_who_speaks():
    model, _ = model_with(ev.PhaseChanged(T2, AT, Phase.SPEAKING), heard("turn it"))
    assert model.hearing == ""


def test_the_phase_of_a_finished_reply_marks_nothing():
    model, _ = model_with(
        ev.ReplyDelta(T1, AT, "One"),
        ev.ReplyEnded(T1, AT, 1, "One"),
        ev.PhaseChanged(T1, AT, Phase.IDLE),
    )
    assert not model.entries[0].interrupted


def test_a_local_reply_without_deltas_appears():
    model, _ = model_with(ev.ReplyMessageAdded(T1, AT, 2, "Hello", interrupted=False))
    assert texts(model) == ["Hello"]


def test_regeneration_withdraws_the_last_reply():
    model, changes = model_with(
        said(T1, 1, "hi"),
        ev.ReplyMessageAdded(T1, AT, 2, "Hello", interrupted=False),
        ev.RegenerationRequested(T2, AT, "hi"),
        ev.ReplyDelta(T2, AT, "Good day"),
    )
    assert texts(model) == ["hi", "Good day"]
    assert Removed(2) in changes


def test_regeneration_without_a_reply_changes_nothing():
    model, _ = model_with(said(T1, 1, "hi"), ev.RegenerationRequested(T2, AT, "hi"))
    assert texts(model) == ["hi"]


def test_history_goes_before_what_was_said_meanwhile():
    messages = tuple(
        Message(n, Role.USER, f"old {n}", float(n), rating=1) for n in range(3)
    )
    model, changes = model_with(
        said(T1, 3, "new"),
        ev.HistoryOpened(
            NO_TURN, AT, Keeping.KEYRING, (*messages, Message(3, Role.USER, "new", 9.0))
        ),
    )
    assert texts(model) == ["old 0", "old 1", "old 2", "new"]
    assert model.entries[0].rating == 1
    assert isinstance(changes[-1], Reloaded)


def test_removed_entries_can_be_put_back():
    model, changes = model_with(*(said(TurnId(n), n, str(n)) for n in range(1, 6)))
    one = model.remove([model.entries[2]])
    assert texts(model) == ["1", "2", "4", "5"]
    model.restore(one)
    assert texts(model) == ["1", "2", "3", "4", "5"]
    assert changes[-1] == Inserted(2)
    everything = model.remove(model.entries)
    assert texts(model) == []
    model.restore(everything)
    assert texts(model) == ["1", "2", "3", "4", "5"]
    assert model.remove([]) == ()


def test_a_rating_is_shown():
    model, changes = model_with(said(T1, 1, "hi"))
    model.rate(model.entries[0], -1)
    assert model.entries[0].rating == -1
    assert changes[-1] == Updated(model.entries[0])
    assert model.last_reply() is None


def test_other_events_change_nothing():
    model, changes = model_with(ev.UtteranceDropped(T1, AT))
    assert (texts(model), changes) == ([], [])


def speaking() -> ConversationModel:
    model, _ = model_with(
        said(T1, 1, "hi"),
        ev.PhaseChanged(T1, AT, Phase.SPEAKING),
        ev.ReplyDelta(T1, AT, "One two"),
    )
    return model


def test_a_reply_that_is_cut_off_by_clearing_does_not_come_back():
    model = speaking()
    model.clear()
    model.handle(ev.ReplyDelta(T1, AT, " three"))
    model.handle(ev.ReplyMessageAdded(T1, AT, 2, "One", interrupted=True))
    model.handle(IDLE)
    assert texts(model) == []
    model.handle(said(T2, 3, "anew"))
    model.handle(ev.ReplyDelta(T2, AT, "Four"))
    assert texts(model) == ["anew", "Four"]


def test_a_reply_that_was_cut_off_by_clearing_is_restored_as_far_as_it_was_heard():
    model = speaking()
    removal = model.clear()
    model.handle(ev.ReplyMessageAdded(T1, AT, 2, "One", interrupted=True))
    model.handle(IDLE)
    model.restore(removal)
    assert texts(model) == ["hi", "One"]
    assert model.entries[1].message == 2
    assert not model.has_unheard


def test_a_reply_of_which_nothing_was_heard_is_not_restored_for_long():
    model = speaking()
    removal = model.clear()
    model.handle(IDLE)
    model.restore(removal)
    assert model.has_unheard
    assert not model.entries[1].streaming
    assert model.drop_unheard() == 1
    assert texts(model) == ["hi"]
