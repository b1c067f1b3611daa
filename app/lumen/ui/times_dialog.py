"""How long answers took: how that spreads, and where the time went lately."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QSizePolicy,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from lumen.core.metrics import Measure
from lumen.ui.dialog import Dialog, words
from lumen.ui.metrics_strip import SPAN_NAMES, milliseconds, span_color
from lumen.ui.parts import Times
from lumen.ui.theme import Spacing, Theme

if TYPE_CHECKING:
    from lumen.ui.times_plot import TimesPlot

_WIDE_FROM = 460
"""Width from which every column has room."""

SHOWN_TURNS = 24
"""Answers in the plot."""

_LEAST_HEIGHT = 110
_HEADER_HEIGHT = 32
_EMPTY = (
    "Nothing was timed yet. Ask Lumen something, then look again: here you will see "
    "how long hearing, thinking and speaking took."
)
_UNHEARD = "No answer was spoken yet, so there is nothing to draw."
_COLUMNS = ("What took time", "Usually", "When slow", "Answers")
_EXPLAINED = (
    "",
    "Half of the answers were at least as quick (median, p50)",
    "Nineteen of twenty answers were at least as quick (p95)",
    "How many answers this was measured on",
)
_WORDS: Mapping[Measure, tuple[str, str]] = MappingProxyType(
    {
        Measure.TIME_TO_FIRST_AUDIO: (
            "Until you hear it",
            "From your last word to the first sound of the answer",
        ),
        Measure.END_OF_UTTERANCE_DELAY: (
            "Noticing the end",
            "From your last word until Lumen is sure that you have finished",
        ),
        Measure.TRANSCRIPTION_DELAY: (
            "Understanding",
            "From there until what you said is a text",
        ),
        Measure.TIME_TO_FIRST_TOKEN: (
            "First word",
            "From being asked until the first word of the answer is known",
        ),
        Measure.TIME_TO_FIRST_SENTENCE: (
            "First sentence",
            "From the first word until there is a sentence to say",
        ),
        Measure.SYNTHESIS_DELAY: (
            "Giving it a voice",
            "From the first sentence until it is sound",
        ),
        Measure.PLAYBACK_DELAY: (
            "Starting sound",
            "From there until the loudspeaker plays it",
        ),
        Measure.BARGE_IN_DELAY: (
            "Falling silent",
            "From being interrupted until nothing is heard any more",
        ),
    }
)
"""Each measure in a few words, and in a whole sentence."""


class TimesDialog(Dialog):
    """A table of this session's times, and a plot of the last answers.

    Args:
        parent: The window it belongs to.
        times: What was measured.
        theme: Colours.
    """

    def __init__(self, parent: QWidget | None, times: Times, theme: Theme) -> None:
        super().__init__(parent, "Times", (620, 640))
        self._times = times
        self._theme = theme
        self.plot: TimesPlot | None = None
        self.note = words("", "muted")
        self.table = _table()
        self.legend = QLabel()
        self.legend.setObjectName("caption")
        self.legend.setTextFormat(Qt.TextFormat.RichText)
        self.legend.setWordWrap(True)
        self.body.addWidget(self.note)
        self.body.addWidget(self.table)
        self.body.addWidget(self.legend)
        self.body.addStretch()
        close = self.add_button("Close", main=True)
        close.clicked.connect(self.accept)
        theme.changed.connect(self._explain_colors)
        self._explain_colors()
        self.refresh()

    def refresh(self) -> None:
        """Show what has been measured until now."""
        summary = self._times.summary()
        rows = [(measure, summary[measure]) for measure in _WORDS if measure in summary]
        self.table.setVisible(bool(rows))
        self.table.setRowCount(len(rows))
        for row, (measure, spread) in enumerate(rows):
            name, sentence = _WORDS[measure]
            texts = (
                name,
                milliseconds(spread.p50),
                milliseconds(spread.p95),
                str(spread.turns),
            )
            for column, text in enumerate(texts):
                self._say(row, column, text, _EXPLAINED[column] or sentence)
        self._fit_table()
        self._refresh_plot(timed=bool(rows))

    def _say(self, row: int, column: int, text: str, tip: str) -> None:
        item = self.table.item(row, column)
        if item is None:
            item = QTableWidgetItem()
            item.setTextAlignment(_alignment(column))
            self.table.setItem(row, column, item)
        item.setText(text)
        item.setToolTip(tip)

    def _fit_table(self) -> None:
        """No longer than its rows: the dialog scrolls nothing that would fit."""
        table = self.table
        table.setColumnHidden(len(_COLUMNS) - 1, self.width() < _WIDE_FROM)
        table.resizeRowsToContents()
        for row in range(table.rowCount()):
            table.setRowHeight(row, table.rowHeight(row) + Spacing.SMALL)
        table.setMaximumHeight(table.sizeHint().height())

    def _refresh_plot(self, *, timed: bool) -> None:
        timelines = [self._times.waterfall(turn) for turn in self._times.turns()]
        heard = [spans for spans in timelines if spans and spans[-1].name == "playback"]
        plot = self.plot
        if plot is not None:
            plot.show_turns(heard[-SHOWN_TURNS:])
            plot.setVisible(bool(heard))
        self.legend.setVisible(bool(heard))
        said = "" if timed else _EMPTY
        if timed and not heard:
            said = _UNHEARD
        self.note.setText(said)
        self.note.setVisible(bool(said))

    def _explain_colors(self) -> None:
        tokens = self._theme.tokens
        self.legend.setText(
            "Seconds until the first sound of the last answers, the newest on the "
            "right:<br>"
            + " ".join(
                f'<span style="color:{span_color(tokens, name)}">&#9632;</span>'
                f"&nbsp;{name.capitalize()}&nbsp;&nbsp;"
                for name in SPAN_NAMES
            )
        )

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt
        """Words wrap at other places; a narrow dialog has room for fewer columns."""
        super().resizeEvent(event)
        self._fit_table()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt
        """Draw once the dialog is there: the plotting library takes a moment."""
        super().showEvent(event)
        if self.plot is None:
            QTimer.singleShot(0, self, self._add_plot)

    def _add_plot(self) -> None:
        from lumen.ui.times_plot import TimesPlot

        if self.plot is not None:
            return
        self.plot = TimesPlot(self._theme)
        self.plot.setMinimumHeight(160)
        self.body.insertWidget(self.body.indexOf(self.legend), self.plot, 1)
        self.refresh()


def _alignment(column: int) -> Qt.AlignmentFlag:
    """Words on the left, numbers on the right."""
    side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _table() -> QTableWidget:
    table = QTableWidget(0, len(_COLUMNS))
    table.setObjectName("times")
    table.setAccessibleName("Times of this session")
    for column, (text, explained) in enumerate(zip(_COLUMNS, _EXPLAINED, strict=True)):
        item = QTableWidgetItem(text)
        item.setToolTip(explained)
        item.setTextAlignment(_alignment(column))
        table.setHorizontalHeaderItem(column, item)
    table.verticalHeader().hide()
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    table.setWordWrap(True)
    table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    table.setSizeAdjustPolicy(QAbstractItemView.SizeAdjustPolicy.AdjustToContents)
    table.setMinimumHeight(_LEAST_HEIGHT)
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setMinimumHeight(_HEADER_HEIGHT)
    header.setSectionsClickable(False)
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    return table
