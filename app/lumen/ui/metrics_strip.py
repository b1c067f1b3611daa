"""How long the last turn took, and where: one line, or a small waterfall."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from lumen.ui.direction import in_order, lean, set_margins
from lumen.ui.icons import icon
from lumen.ui.parts import Span
from lumen.ui.theme import Spacing, Theme, Tokens, with_text

SPAN_NAMES = ("hearing", "recognition", "thinking", "voice", "playback")
"""What the time until the first sound goes to, in order; each has its colour."""

_ROW_HEIGHT = 22
_LABEL_WIDTH = 108
_VALUE_WIDTH = 64


def milliseconds(seconds: float) -> str:
    """A duration as a person reads it: ``85 ms``, ``1.24 s``."""
    return f"{seconds * 1000:.0f} ms" if seconds < 0.9995 else f"{seconds:.2f} s"


def span_color(tokens: Tokens, name: str) -> str:
    """Colour of a span, as ``#rrggbb``; the same wherever it is shown."""
    known = SPAN_NAMES.index(name) if name in SPAN_NAMES else -1
    return tokens.spans[known]


class Waterfall(QWidget):
    """Spans as bars on one time line; names and times beside them."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._spans: tuple[Span, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_spans(self, spans: Sequence[Span]) -> None:
        """Draw these spans."""
        self._spans = tuple(spans)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt
        """One row for each span."""
        return QSize(240, with_text(_ROW_HEIGHT) * max(1, len(self._spans)))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt
        """Paint one bar for each span; a span is never narrower than a dot."""
        if not self._spans:
            return
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._theme.font(0.88))
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # time runs there
        begin = min(span.start for span in self._spans)
        total = max(max(span.end for span in self._spans) - begin, 1e-6)
        high, value = with_text(_ROW_HEIGHT), with_text(_VALUE_WIDTH)
        left, right = with_text(_LABEL_WIDTH), self.width() - value
        scale = max(1.0, right - left) / total
        side = Qt.AlignmentFlag.AlignVCenter
        for index, span in enumerate(self._spans):
            top = index * high
            painter.setPen(QColor(tokens.muted))
            name = span.name.replace("_", " ").capitalize()
            painter.drawText(QRectF(0, top, left - 8, high), side, name)
            painter.drawText(
                QRectF(right + 8, top, value - 8, high),
                side | Qt.AlignmentFlag.AlignRight,
                milliseconds(span.end - span.start),
            )
            painter.setPen(Qt.PenStyle.NoPen)
            middle = top + high / 2 - 3
            track = QRectF(left, middle, right - left, 6)
            painter.setBrush(QColor(tokens.raised))
            painter.drawRoundedRect(track, 3, 3)
            width = max(6.0, (span.end - span.start) * scale)
            start = min(left + (span.start - begin) * scale, right - width)
            painter.setBrush(QColor(span_color(tokens, span.name)))
            painter.drawRoundedRect(QRectF(start, middle, width, 6), 3, 3)
        painter.end()


class MetricsStrip(QWidget):
    """The last turn's times; folded to one line until it is opened.

    Signals:
        unfolded: Whether the waterfall is shown now.
        times_wanted: Show the times of all answers.
    """

    unfolded = Signal(bool)
    times_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._roomy = True
        self._words = QLabel()
        self._words.setObjectName("caption")
        lean(self._words)
        self._words.setSizePolicy(
            QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred
        )
        self._fold = QToolButton()
        self._fold.setProperty("kind", "small")
        self._fold.setCheckable(True)
        self._fold.toggled.connect(self._on_fold)
        self.waterfall = Waterfall(theme)
        self.waterfall.hide()
        self.more = QPushButton(in_order("All times …"))
        self.more.setProperty("kind", "quiet")
        self.more.setAutoDefault(False)
        self.more.clicked.connect(self.times_wanted)
        self.more.hide()
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._words, 1)
        line.addWidget(self._fold)
        layout = QVBoxLayout(self)
        set_margins(layout, self, Spacing.LARGE, 0, Spacing.SMALL, 0)
        layout.setSpacing(Spacing.HAIR)
        layout.addLayout(line)
        layout.addWidget(self.waterfall)
        layout.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        theme.changed.connect(self._paint_icon)
        self.show_spans(())
        self._paint_icon()

    @property
    def words(self) -> str:
        """What the folded line says."""
        return self._words.text()

    def show_spans(self, spans: Sequence[Span]) -> None:
        """Show a turn.

        Args:
            spans: Its spans in order; none keeps the line empty.
        """
        self.waterfall.show_spans(spans)
        self._fold.setEnabled(bool(spans))
        if not spans:
            self._words.setText("No answer timed yet")
            return
        total = max(s.end for s in spans) - min(s.start for s in spans)
        detail = ", ".join(
            f"{s.name.replace('_', ' ')} {milliseconds(s.end - s.start)}" for s in spans
        )
        self._words.setText(f"Answered in {milliseconds(total)}")
        self.setToolTip(detail)
        self.waterfall.setAccessibleName(f"Times of the last answer: {detail}")

    def set_room(self, roomy: bool) -> None:
        """Whether there is room to be unfolded; else it is one line until there is."""
        self._roomy = roomy
        self._fold.setVisible(roomy)
        self._show_all()

    def _show_all(self) -> None:
        shown = self._roomy and self._fold.isChecked()
        self.waterfall.setVisible(shown)
        self.more.setVisible(shown)

    def _on_fold(self, opened: bool) -> None:
        self._show_all()
        self._paint_icon()
        self.unfolded.emit(opened)

    def _paint_icon(self) -> None:
        opened = self._fold.isChecked()
        name = "down" if opened else "up"
        tokens = self._theme.tokens
        self._fold.setIcon(icon(name, tokens.muted, tokens.line, side=16))
        words = "Hide the times" if opened else "Show where the time went"
        self._fold.setToolTip(words)
        self._fold.setAccessibleName(words)
