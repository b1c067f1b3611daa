"""The avatar is told what goes on."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QLabel, QPlainTextEdit

from fakes import FakeCompanion
from lumen.avatar.gestures import Gesture
from lumen.avatar.names import Presence
from lumen.avatar.temper import REGRET
from lumen.core import events as ev
from lumen.core.errors import GenerationError
from lumen.core.expression import Expression
from lumen.core.intent import Intent
from lumen.core.media import (
    CommandReport,
    PlaybackStatus,
    PlayerId,
    PlayerState,
    Timer,
    Track,
    Verdict,
)
from lumen.core.speech import Sentence, Transcript
from lumen.core.turn import NO_TURN, Phase, TurnId
from lumen.core.units import Seconds
from lumen.ui import avatar_director
from lumen.ui.avatar_attention import AttentionWatch
from lumen.ui.avatar_director import AvatarDirector, make_avatar
from lumen.ui.avatar_shapes import Look
from lumen.ui.avatar_view import AvatarView
from lumen.ui.bridge import Bridge
from lumen.ui.theme import MotionMode, Theme, ThemeMode

ONE, AT = TurnId(1), Seconds(100.0)
WATCHED = (
    "express", "gesture", "hear_pause", "inhale", "look_at", "look_free", "read", "set_film", "set_mood", "set_presence",
    "set_reduced_motion", "set_theme", "set_unseen",
)  # fmt: skip


class Directed:
    """An avatar under direction, and what was asked of it."""

    def __init__(self, qtbot, theme: Theme, monkeypatch) -> None:
        self.companion = FakeCompanion()
        self.bridge = Bridge(self.companion)
        self.theme = theme
        self.view = make_avatar(theme, self.companion.now, self.companion.heard)
        qtbot.addWidget(self.view)
        self.posed = [0]
        pose = self.view._engine.pose

        def posed(*arguments: object) -> object:
            self.posed[0] += 1
            return pose(*arguments)

        monkeypatch.setattr(self.view._engine, "pose", posed)
        self.asked: list[tuple[object, ...]] = []
        for name in WATCHED:
            self._watch(name, monkeypatch)
        self.hour = 14.0
        self.attention = AttentionWatch(
            self.bridge, self.companion.now, lambda: self.hour
        )
        self.director = AvatarDirector(
            self.view, self.bridge, theme, 0.5, self.attention
        )

    def _watch(self, name: str, monkeypatch) -> None:
        act = getattr(self.view, name)

        def watched(*arguments: object) -> None:
            self.asked.append((name, *arguments))
            act(*arguments)

        monkeypatch.setattr(self.view, name, watched)

    def tell(self, *events: ev.Event) -> None:
        self.bridge.happened.emit(events[0])
        for event in events[1:]:
            self.bridge.happened.emit(event)

    def of(self, name: str) -> list[tuple[object, ...]]:
        return [asked[1:] for asked in self.asked if asked[0] == name]

    def poses(self) -> int:
        return self.posed[0]

    def felt(self) -> list[tuple[object, ...]]:
        return [asked for asked in self.asked if asked[0] == "express"]


def players(status: PlaybackStatus) -> ev.PlayersChanged:
    track = Track(title="A film", url="file:///films/a.mkv")
    state = PlayerState(PlayerId("vlc"), "VLC", status, track)
    return ev.PlayersChanged(NO_TURN, AT, (state,), state.player)


@pytest.fixture
def directed(qtbot, theme, monkeypatch):
    directed = Directed(qtbot, theme, monkeypatch)
    yield directed
    directed.attention.close()
    directed.bridge.close()


def sentence(index: int, expression: Expression) -> ev.SentenceReady:
    return ev.SentenceReady(
        ONE, AT, Sentence(index, "Yes.", "Yes.", expression=expression)
    )


def test_phases_are_shown(directed: Directed):
    for phase in Phase:
        directed.tell(ev.PhaseChanged(ONE, AT, phase))
        assert directed.view.phase is phase


def test_a_feeling_shows_when_its_sentence_sounds(directed: Directed):
    directed.tell(sentence(0, Expression.HAPPY), sentence(1, Expression.SAD))
    assert directed.felt() == []
    directed.tell(ev.PlaybackStarted(ONE, AT, 0))
    assert directed.felt() == [("express", Expression.HAPPY, 0.5, AT)]
    directed.tell(ev.PlaybackStarted(ONE, AT, 1), ev.PlaybackStarted(ONE, AT, 1))
    (regret,) = directed.felt()[1:]
    assert regret == ("express", Expression.SAD, 0.5 * REGRET, AT)


def test_a_reply_that_stays_sad_is_sadness(directed: Directed):
    directed.tell(sentence(0, Expression.SAD), sentence(1, Expression.SAD))
    directed.tell(ev.PlaybackStarted(ONE, AT, 0), ev.PlaybackStarted(ONE, AT, 1))
    assert directed.felt()[1] == ("express", Expression.SAD, 0.5, AT)


def test_the_next_good_answer_ends_a_regret_at_once(directed: Directed):
    later = TurnId(ONE + 1)
    said = Sentence(0, "Done.", "Done.")
    directed.tell(sentence(0, Expression.SAD), ev.PlaybackStarted(ONE, AT, 0))
    directed.tell(ev.SentenceReady(later, AT, said), ev.PlaybackStarted(later, AT, 0))
    (end,) = directed.felt()[1:]
    assert end[1] is Expression.NEUTRAL


def test_a_command_that_is_done_ends_a_regret(directed: Directed):
    directed.tell(sentence(0, Expression.SAD), ev.PlaybackStarted(ONE, AT, 0))
    report = CommandReport(1, "pause_playback", Verdict.DONE, "Paused.")
    directed.tell(ev.CommandReported(ONE, AT, report))
    directed.tell(ev.CommandReported(ONE, AT, report))
    (end,) = directed.felt()[1:]
    assert end[1] is Expression.NEUTRAL


def test_words_between_pauses_are_answered_by_the_listener(directed: Directed):
    heard = Transcript("and then", 0.9, "en", "scripted")
    directed.tell(ev.TranscriptReady(ONE, AT, 1, heard))
    assert directed.of("hear_pause") == [(AT,)]
    silence = Transcript("", 0.0, "en", "scripted")
    directed.tell(ev.TranscriptReady(ONE, AT, 2, silence))
    assert len(directed.of("hear_pause")) == 1


def test_one_breath_comes_before_the_first_sentence(directed: Directed):
    directed.tell(sentence(0, Expression.NEUTRAL), sentence(1, Expression.NEUTRAL))
    assert directed.of("inhale") == [(AT,)]


@pytest.mark.parametrize("verdict", sorted(set(Verdict) - {Verdict.ASKED}))
def test_the_head_says_how_a_command_ended(directed: Directed, verdict: Verdict):
    report = CommandReport(1, "pause_playback", verdict, "So it is.")
    directed.tell(ev.CommandReported(ONE, AT, report))
    (gesture,) = directed.of("gesture")[0]
    good = (Gesture.NOD, Gesture.SMALL_NOD)
    assert (gesture in good) is (verdict in (Verdict.DONE, Verdict.PARTLY))


def test_where_there_is_nobody_to_command_it_shrugs(directed: Directed):
    report = CommandReport(1, "pause_playback", Verdict.NO_PLAYER, "Nothing plays.")
    directed.tell(ev.CommandReported(ONE, AT, report))
    assert directed.of("gesture") == [(Gesture.SHRUG,)]


def test_it_hops_for_a_timer_and_not_for_a_command_that_was_missed(
    directed: Directed,
):
    tea = Timer(1, "tea", Seconds(60.0), 1.0)
    directed.tell(ev.TimerFired(ONE, AT, tea, Seconds(0.0)))
    late = replace(tea, command=Intent("pause_playback"))
    directed.tell(ev.TimerFired(ONE, AT, late, Seconds(600.0)))
    assert directed.of("gesture") == [(Gesture.HOP,)]


def test_it_waves_where_a_reply_greets(directed: Directed):
    directed.tell(ev.ActionRequested(ONE, AT, ev.Action.LOUDER))
    assert directed.of("gesture") == []
    directed.tell(ev.ActionRequested(ONE, AT, ev.Action.WAVE))
    assert directed.of("gesture") == [(Gesture.WAVE,)]


def test_the_head_waits_for_a_player_that_is_waited_for(directed: Directed):
    asked = CommandReport(1, "next_episode", Verdict.ASKED, "One moment.")
    directed.tell(ev.CommandReported(ONE, AT, asked))
    assert directed.of("gesture") == []


def test_neutral_is_no_feeling(directed: Directed):
    directed.tell(sentence(0, Expression.NEUTRAL), ev.PlaybackStarted(ONE, AT, 0))
    assert directed.felt() == []


def test_feelings_that_were_cut_off_are_forgotten(directed: Directed):
    directed.tell(
        sentence(2, Expression.ANGRY),
        ev.ReplyMessageAdded(ONE, AT, 1, "Yes", interrupted=True),
        ev.PlaybackStarted(ONE, AT, 2),
    )
    assert directed.felt() == []


def test_the_theme_reaches_the_picture(directed: Directed, qapp):
    directed.theme.set_mode(ThemeMode.DARK)
    assert directed.asked[-1] == ("set_theme", Look.DARK)
    directed.theme.set_mode(ThemeMode.LIGHT)
    assert directed.asked[-1] == ("set_theme", Look.LIGHT)


@pytest.fixture
def pointer(monkeypatch):
    """Where the pointer is; nobody works in Lumen's windows."""
    where = [QPoint()]
    at = staticmethod(lambda: where[0])
    monkeypatch.setattr(avatar_director, "QCursor", type("C", (QCursor,), {"pos": at}))
    monkeypatch.setattr(avatar_director, "_in_use", lambda: False)
    return where


def shown(directed: Directed, qtbot) -> AvatarView:
    with qtbot.waitExposed(directed.view):
        directed.view.show()
    return directed.view


def test_a_near_pointer_is_looked_at_and_let_go(directed: Directed, pointer, qtbot):
    view = directed.view
    pointer[0] = view.mapToGlobal(view.rect().center() + QPoint(20, 10))
    directed.director._look()
    assert not directed.of("look_at")  # it cannot be seen: it need not look
    shown(directed, qtbot)
    pointer[0] = view.mapToGlobal(view.rect().center() + QPoint(20, 10))
    directed.director._look()
    at = view.rect().center() + QPoint(20, 10)
    assert np.allclose(directed.of("look_at")[-1], (at.x(), at.y()))
    pointer[0] = view.mapToGlobal(view.rect().center() + QPoint(2000, 0))
    directed.director._look()
    directed.director._look()
    assert directed.of("look_free") == [()]  # once is enough


def test_reduced_motion_comes_from_the_theme(qtbot, directed: Directed):
    assert directed.of("set_reduced_motion")[-1] == (False,)
    directed.theme.set_system_motion(True)
    assert directed.of("set_reduced_motion")[-1] == (True,)
    directed.theme.set_motion(MotionMode.FULL)
    assert directed.of("set_reduced_motion")[-1] == (False,)
    directed.theme.set_motion(MotionMode.REDUCED)
    companion = directed.companion
    born_calm = make_avatar(directed.theme, companion.now, companion.heard)
    qtbot.addWidget(born_calm)
    assert born_calm._reduced


def test_privacy_covers_the_eyes_until_it_ends(directed: Directed):
    directed.tell(ev.PrivacyChanged(NO_TURN, AT, on=True, hands_free=False))
    directed.tell(ev.PhaseChanged(ONE, AT, Phase.SPEAKING))
    assert directed.view.activity is Presence.PRIVACY
    directed.tell(ev.PrivacyChanged(NO_TURN, AT, on=False, hands_free=False))
    assert directed.view.activity is Phase.SPEAKING


def test_it_dozes_when_nobody_is_there_and_wakes_by_the_pointer(
    directed: Directed, pointer, qtbot
):
    view = shown(directed, qtbot)
    directed.attention.set_dozing(1)
    directed.director._look()
    directed.companion.clock.advance(61)
    pointer[0] = QPoint(9000, 9000)
    directed.director._look()
    directed.attention._look_again()
    assert view.activity is Presence.SLEEPING
    assert "dozing" in view.accessibleDescription()
    pointer[0] = view.mapToGlobal(view.rect().center())
    directed.director._look()
    assert view.activity is Phase.IDLE
    directed.companion.clock.advance(61)
    directed.director._look()  # a pointer that only lies there is nobody
    directed.attention._look_again()
    assert view.activity is Presence.SLEEPING


@pytest.mark.parametrize("touch", ["click", "key"])
def test_a_touch_wakes_it_though_the_pointer_rests(
    directed: Directed, pointer, qtbot, touch: str
):
    view = shown(directed, qtbot)
    pointer[0] = view.mapToGlobal(view.rect().center())
    directed.director._look()
    directed.attention.set_dozing(1)
    directed.companion.clock.advance(100)
    directed.attention._look_again()
    assert view.activity is Presence.SLEEPING
    if touch == "click":
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton)
    else:
        qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.activity is Phase.IDLE


def test_who_works_in_lumens_windows_is_there(
    directed: Directed, pointer, qtbot, monkeypatch
):
    view = shown(directed, qtbot)
    monkeypatch.setattr(avatar_director, "_in_use", lambda: True)
    directed.attention.set_dozing(1)
    directed.companion.clock.advance(100)
    pointer[0] = QPoint(9000, 9000)  # far from the face
    directed.director._look()
    assert view.activity is Phase.IDLE


def test_a_film_is_watched_along_until_it_pauses(directed: Directed, qtbot, pointer):
    view = shown(directed, qtbot)
    directed.tell(players(PlaybackStatus.PLAYING))
    assert view.activity is Presence.WATCHING
    directed.tell(ev.PhaseChanged(ONE, AT, Phase.LISTENING))
    assert view.activity is Phase.LISTENING
    directed.tell(ev.PhaseChanged(ONE, AT, Phase.IDLE))
    assert view.activity is Presence.WATCHING
    directed.tell(players(PlaybackStatus.PAUSED))
    assert view.activity is Phase.IDLE


def test_the_film_is_towards_the_middle_of_the_screen(
    directed: Directed, qtbot, pointer
):
    view = shown(directed, qtbot)
    screen = view.screen().geometry()
    view.resize(100, 100)
    view.move(screen.topLeft())
    directed.tell(players(PlaybackStatus.PLAYING))
    assert directed.of("set_film")[-1][0] > 0.0
    view.move(screen.topRight() - QPoint(100, 0))
    directed.director._look()
    assert directed.of("set_film")[-1][0] < 0.0
    told = len(directed.of("set_film"))
    directed.director._look()
    assert len(directed.of("set_film")) == told


def test_a_locked_screen_gets_no_frame_until_it_is_unlocked(
    directed: Directed, qtbot, monkeypatch
):
    view = shown(directed, qtbot)
    frames = []
    original = view.paintEvent
    monkeypatch.setattr(
        view, "paintEvent", lambda event: (frames.append(1), original(event))[1]
    )
    qtbot.waitUntil(lambda: view.running)
    directed.tell(ev.ScreenLockChanged(NO_TURN, AT, locked=True))
    qtbot.wait(50)  # what was asked for before
    frames.clear()
    asked = directed.poses()
    directed.companion.clock.advance(5)
    qtbot.wait(500)
    assert frames == []
    assert directed.poses() == asked  # no pose either
    assert not view.running
    assert view.activity is Presence.SLEEPING
    directed.tell(ev.ScreenLockChanged(NO_TURN, AT, locked=False))
    qtbot.waitUntil(lambda: bool(frames) and view.running)
    assert view.activity is Phase.IDLE


def test_text_that_is_typed_is_looked_at_letter_by_letter(directed: Directed, qtbot):
    view = shown(directed, qtbot)
    box = QPlainTextEdit()
    qtbot.addWidget(box)
    directed.attention.follow_typing(box)
    with qtbot.waitExposed(box):
        box.show()
    box.move(view.pos() + QPoint(view.width() + 40, view.height()))
    directed.attention.set_dozing(1)
    directed.companion.clock.advance(100)
    for letter in "hello":
        qtbot.keyClicks(box, letter)
    looks = directed.of("read")
    assert len(looks) == 5
    assert looks[-1][0] > looks[0][0] > view.width()  # along the line, to the right
    assert view.activity is Phase.IDLE  # who types is there
    box.clear()
    assert len(directed.of("read")) == 5


def test_what_appears_is_looked_at(directed: Directed, qtbot):
    shown(directed, qtbot)
    question = QLabel("Shall I?")
    qtbot.addWidget(question)
    directed.attention.look_at_widget(question)
    qtbot.wait(250)
    assert directed.of("read") == []  # it did not come
    question.show()
    directed.attention.look_at_widget(question)
    qtbot.waitUntil(lambda: len(directed.of("read")) == 1)


def test_a_face_that_comes_later_is_told_all_of_it(directed: Directed, qtbot):
    directed.tell(ev.PhaseChanged(ONE, AT, Phase.SPEAKING))
    directed.tell(ev.PrivacyChanged(NO_TURN, AT, on=True, hands_free=False))
    directed.tell(ev.ScreenLockChanged(NO_TURN, AT, locked=True))
    late = make_avatar(directed.theme, directed.companion.now, directed.companion.heard)
    qtbot.addWidget(late)
    AvatarDirector(late, directed.bridge, directed.theme, 0.5, directed.attention)
    assert late.phase is Phase.SPEAKING
    assert late.activity is Presence.PRIVACY
    assert late._unseen


class TestMood:
    """It comes from what happens, and is shown."""

    def test_good_news_lift_it_and_bad_news_lower_it(self, directed: Directed):
        calm = directed.attention.mood.valence
        directed.tell(sentence(0, Expression.HAPPY), ev.PlaybackStarted(ONE, AT, 0))
        glad = directed.attention.mood.valence
        assert glad > calm + 0.1
        assert directed.of("set_mood")[-1][0] == pytest.approx(glad)
        error = GenerationError("No.", "Try.")
        directed.tell(*[ev.ProblemRaised(ONE, AT, error) for _ in range(4)])
        assert directed.attention.mood.valence < calm
        assert directed.of("set_mood")[-1][0] < calm

    def test_what_was_cut_off_or_done_counts(self, directed: Directed):
        before = directed.attention.mood
        directed.tell(ev.PhaseChanged(ONE, AT, Phase.INTERRUPTED))
        cut = directed.attention.mood
        assert cut.arousal > before.arousal
        report = CommandReport(1, "pause_playback", Verdict.DONE, "Paused.")
        directed.tell(ev.CommandReported(ONE, AT, report))
        assert directed.attention.mood.valence > cut.valence
        unclear = CommandReport(2, "pause_playback", Verdict.UNCLEAR, "Which one?")
        done = directed.attention.mood
        directed.tell(ev.CommandReported(ONE, AT, unclear))
        assert directed.attention.mood == done

    def test_at_night_it_is_drowsy(self, directed: Directed):
        day = directed.attention.mood.arousal
        directed.hour = 3.0
        directed.attention._look_again()
        assert directed.attention.mood.arousal < day - 0.3
        assert directed.of("set_mood")[-1][1] < -0.2

    def test_without_expression_there_is_no_mood(self, directed: Directed):
        directed.director.set_intensity(0.0)
        directed.tell(sentence(0, Expression.HAPPY), ev.PlaybackStarted(ONE, AT, 0))
        assert directed.of("set_mood")[-1] == (0.0, 0.0)
