"""A plot of where the time until the first sound went, one bar for each answer.

Imports pyqtgraph and numpy: to be imported when it is first looked at.
"""

from __future__ import annotations

from collections.abc import Sequence

import pyqtgraph as pg
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor

from lumen.ui.metrics_strip import SPAN_NAMES, milliseconds, span_color
from lumen.ui.parts import Span
from lumen.ui.theme import Theme

pg.setConfigOptions(antialias=True, exitCleanup=False)

_BAR_WIDTH = 0.72
_FEWEST_BARS = 8
"""A single answer is drawn as slim as this many would be."""


def stacked(spans: Sequence[Span]) -> list[tuple[str, float, float]]:
    """Spans as parts of one bar: name, and from where to where in seconds.

    What ran at the same time counts once, for the earlier span; what nothing is known
    of stays a gap, so that the top is the time until the last span ended.
    """
    begin = min(span.start for span in spans)
    parts, reached = [], 0.0
    for span in spans:
        low = max(reached, span.start - begin)
        high = max(low, span.end - begin)
        parts.append((span.name, low, high))
        reached = high
    return parts


class TimesPlot(pg.PlotWidget):  # type: ignore[misc]  # pyqtgraph has no types
    """Stacked bars, oldest answer on the left.

    Args:
        theme: Colours.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._turns: tuple[Sequence[Span], ...] = ()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseEnabled(x=False, y=False)
        self.setMenuEnabled(False)
        self.hideButtons()
        self.showGrid(x=False, y=True, alpha=0.25)
        bottom = self.getAxis("bottom")
        bottom.setStyle(showValues=False, tickLength=0)
        bottom.setHeight(10)  # room for the 0 beside it
        theme.changed.connect(self._draw)
        self._draw()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt
        """High enough to compare bars."""
        return QSize(420, 220)

    def show_turns(self, turns: Sequence[Sequence[Span]]) -> None:
        """Draw these answers, oldest first; each has at least one span."""
        self._turns = tuple(turns)
        self._draw()

    def _draw(self) -> None:
        tokens = self._theme.tokens
        self.clear()
        self.setBackground(QColor(tokens.surface))
        for name in ("left", "bottom"):
            axis = self.getAxis(name)
            axis.setPen(QColor(tokens.edge))
            axis.setTextPen(QColor(tokens.muted))
            axis.setTickFont(self._theme.font(0.82))
        parts = [(at, *part) for at, t in enumerate(self._turns) for part in stacked(t)]
        for name in SPAN_NAMES:
            bars = [part for part in parts if part[1] == name]
            self.addItem(self._bars(name, bars))
        longest = max((high for *_, high in parts), default=1.0)
        self.setYRange(0.0, longest * 1.05, padding=0.0)
        count = len(self._turns)
        left = min(0, count - _FEWEST_BARS)
        self.setXRange(left - 0.6, max(count, 1) - 0.4, padding=0.0)
        self.setAccessibleName("Where the time until the first sound went")
        self.setAccessibleDescription(self._told())

    def _bars(
        self, name: str, bars: Sequence[tuple[int, str, float, float]]
    ) -> pg.BarGraphItem:
        return pg.BarGraphItem(
            x=[at for at, *_ in bars],
            y0=[low for *_, low, _ in bars],
            y1=[high for *_, high in bars],
            width=_BAR_WIDTH,
            pen=pg.mkPen(self._theme.tokens.surface, width=1),
            brush=QColor(span_color(self._theme.tokens, name)),
        )

    def _told(self) -> str:
        """The newest bar in words."""
        if not self._turns:
            return ""
        parts = stacked(self._turns[-1])
        detail = ", ".join(
            f"{name} {milliseconds(high - low)}" for name, low, high in parts
        )
        return f"The last answer: {detail}; {milliseconds(parts[-1][2])} in all."
