"""How long answers took, as a table and a plot."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from lumen.core import events as ev
from lumen.core.metrics import Mark, Measure
from lumen.core.turn import TurnId
from lumen.core.units import Seconds
from lumen.observe.metrics import MetricsStore, Summary
from lumen.ui.metrics_strip import SPAN_NAMES, span_color
from lumen.ui.theme import Theme, ThemeMode
from lumen.ui.times_dialog import SHOWN_TURNS, TimesDialog
from lumen.ui.window import MainWindow
from ui_parts import ONE_TURN, FakeSpan, FakeWaterfalls, Stage


def span(name: str, start: float, end: float) -> FakeSpan:
    return FakeSpan(name, Seconds(start), Seconds(end))


def filled(turns: int = 3) -> FakeWaterfalls:
    times = FakeWaterfalls()
    for turn in range(turns):
        times.spans[TurnId(turn)] = ONE_TURN
    times.measured = {
        measure: Summary(turns, Seconds(0.1), Seconds(1.25)) for measure in Measure
    }
    return times


def opened(qtbot, times, theme: Theme) -> TimesDialog:
    dialog = TimesDialog(None, times, theme)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.plot is not None)
    return dialog


def colors(widget: QWidget) -> set[str]:
    image = widget.grab().toImage()
    return {
        image.pixelColor(x, y).name()
        for x in range(image.width())
        for y in range(image.height())
    }


def test_every_measure_is_told_in_plain_words(qtbot, theme):
    dialog = opened(qtbot, filled(), theme)
    table = dialog.table
    assert table.rowCount() == len(Measure)
    first = [table.item(0, column).text() for column in range(4)]
    assert first == ["Until you hear it", "100 ms", "1.25 s", "3"]
    assert "your last word" in table.item(0, 0).toolTip()
    said = " ".join(table.item(row, 0).text() for row in range(table.rowCount()))
    assert "ttf" not in said.lower()
    assert "p95" in table.horizontalHeaderItem(2).toolTip()
    assert not dialog.note.isVisible()


def test_nothing_measured_yet_says_what_will_be_here(qtbot, theme):
    times = FakeWaterfalls()
    dialog = opened(qtbot, times, theme)
    assert "Ask Lumen something" in dialog.note.text()
    assert not dialog.table.isVisible()
    assert not dialog.plot.isVisible()
    assert not dialog.legend.isVisible()
    times.spans[TurnId(1)] = ONE_TURN
    times.measured = filled().measured
    dialog.refresh()
    assert dialog.table.isVisible()
    assert dialog.plot.isVisible()


def test_answers_that_were_only_written_have_no_bar(qtbot, theme):
    times = filled()
    times.spans = {TurnId(1): ONE_TURN[:3]}
    dialog = opened(qtbot, times, theme)
    assert not dialog.plot.isVisible()
    assert "spoken" in dialog.note.text()


@pytest.mark.parametrize("mode", [ThemeMode.LIGHT, ThemeMode.DARK])
def test_each_stage_has_its_colour_in_both_themes(qtbot, theme, mode):
    dialog = opened(qtbot, filled(), theme)
    theme.set_mode(mode)
    shown = colors(dialog.plot)
    assert {span_color(theme.tokens, name) for name in SPAN_NAMES} <= shown
    assert theme.tokens.surface in shown
    for name in SPAN_NAMES:
        assert span_color(theme.tokens, name) in dialog.legend.text()


def test_only_the_last_answers_are_drawn(qtbot, theme):
    dialog = opened(qtbot, filled(SHOWN_TURNS + 9), theme)
    assert len(dialog.plot._turns) == SHOWN_TURNS
    assert "hearing 240 ms" in dialog.plot.accessibleDescription()
    assert "620 ms in all" in dialog.plot.accessibleDescription()


def test_what_ran_at_once_counts_once():
    from lumen.ui.times_plot import stacked

    spans = (span("hearing", 5.0, 6.0), span("recognition", 5.5, 5.8))
    assert stacked((*spans, span("thinking", 6.5, 7.0))) == [
        ("hearing", 0.0, 1.0),
        ("recognition", 1.0, 1.0),
        ("thinking", 1.5, 2.0),
    ]


def test_what_lumen_measures_is_shown(qtbot, theme):
    store = MetricsStore()
    marks = (
        Mark.SPEECH_ENDED, Mark.ENDPOINT_REACHED, Mark.TRANSCRIPT_FINAL,
        Mark.GENERATION_STARTED, Mark.FIRST_TOKEN, Mark.FIRST_SENTENCE,
        Mark.FIRST_CLIP, Mark.FIRST_AUDIO,
    )  # fmt: skip
    for at, mark in enumerate(marks):
        store.mark(TurnId(1), mark, Seconds(at * 0.1))
    dialog = opened(qtbot, store, theme)
    assert dialog.table.item(0, 1).text() == "700 ms"
    assert len(dialog.plot._turns) == 1


def test_it_opens_from_menu_key_and_strip(qtbot, window: MainWindow, stage: Stage):
    stage.waterfalls.spans[TurnId(1)] = ONE_TURN
    window.activateWindow()
    qtbot.waitActive(window)
    QTest.keyClick(
        window.windowHandle(), Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier
    )
    qtbot.waitUntil(lambda: window.dialogs.current("times") is not None)
    dialog = window.dialogs.current("times")
    qtbot.waitUntil(lambda: dialog.plot is not None)
    stage.waterfalls.measured = filled().measured
    stage.companion.post(ev.PlaybackStarted(TurnId(1), Seconds(0.0), 0))
    qtbot.waitUntil(lambda: dialog.table.rowCount() > 0)
    window.dialogs.open_times()
    assert window.dialogs.current("times") is dialog
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.dialogs.current("times") is None)
    window.metrics_strip._fold.click()
    window.metrics_strip.more.click()
    assert window.dialogs.current("times") is not None
    window.dialogs.current("times").accept()


def test_a_closed_dialog_is_gone_for_good(qtbot, window: MainWindow, theme):
    window.dialogs.open_times()
    dialog = window.dialogs.current("times")
    dialog.show()  # twice before the plot is there
    qtbot.waitUntil(lambda: dialog.plot is not None)
    gone = []
    dialog.plot.destroyed.connect(lambda: gone.append(1))
    dialog.accept()
    qtbot.waitUntil(lambda: bool(gone))
    theme.set_mode(ThemeMode.DARK)
    window.dialogs.open_times()
    again = window.dialogs.current("times")
    qtbot.waitUntil(lambda: again.plot is not None)
    again.accept()
