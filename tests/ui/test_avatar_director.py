"""The avatar is told what goes on."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QCursor

from fakes import FakeCompanion
from lumen.core import events as ev
from lumen.core.expression import Expression
from lumen.core.speech import Sentence
from lumen.core.turn import Phase, TurnId
from lumen.core.units import Seconds
from lumen.ui import avatar_director
from lumen.ui.avatar_director import AvatarDirector, make_avatar
from lumen.ui.avatar_shapes import Look
from lumen.ui.bridge import Bridge
from lumen.ui.theme import Theme, ThemeMode

ONE, AT = TurnId(1), Seconds(100.0)


class Directed:
    """An avatar under direction, and what was asked of it."""

    def __init__(self, qtbot, theme: Theme, monkeypatch) -> None:
        self.companion = FakeCompanion()
        self.bridge = Bridge(self.companion)
        self.theme = theme
        self.view = make_avatar(
            theme, self.companion.now, self.companion.heard, reduced_motion=False
        )
        qtbot.addWidget(self.view)
        self.asked: list[tuple[object, ...]] = []
        for name in ("express", "look_at", "look_free", "set_theme"):
            self._watch(name, monkeypatch)
        self.director = AvatarDirector(self.view, self.bridge, theme, 0.5)

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

    def felt(self) -> list[tuple[object, ...]]:
        return [asked for asked in self.asked if asked[0] == "express"]


@pytest.fixture
def directed(qtbot, theme, monkeypatch):
    directed = Directed(qtbot, theme, monkeypatch)
    yield directed
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
    assert directed.felt()[1:] == [("express", Expression.SAD, 0.5, AT)]


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


def test_a_near_pointer_is_looked_at_and_let_go(directed: Directed, monkeypatch, qtbot):
    view = directed.view
    where = QPoint()
    monkeypatch.setattr(
        avatar_director,
        "QCursor",
        type("C", (QCursor,), {"pos": staticmethod(lambda: where)}),
    )
    middle = view.rect().center()
    where = view.mapToGlobal(middle + QPoint(20, 10))
    directed.director._follow_pointer()
    assert directed.asked[-1][0] == "set_theme"  # it cannot be seen: it need not look
    view.show()
    qtbot.waitExposed(view)
    where = view.mapToGlobal(view.rect().center() + QPoint(20, 10))
    directed.director._follow_pointer()
    assert directed.asked[-1][0] == "look_at"
    at = view.rect().center() + QPoint(20, 10)
    assert np.allclose(directed.asked[-1][1:], (at.x(), at.y()))
    where = view.mapToGlobal(view.rect().center() + QPoint(2000, 0))
    directed.director._follow_pointer()
    assert directed.asked[-1] == ("look_free",)
    count = len(directed.asked)
    directed.director._follow_pointer()
    assert len(directed.asked) == count  # once is enough


def test_reduced_motion_is_handed_on(qtbot, theme, monkeypatch):
    companion = FakeCompanion()
    view = make_avatar(theme, companion.now, companion.heard, reduced_motion=True)
    qtbot.addWidget(view)
    assert view._reduced
