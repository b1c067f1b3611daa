"""One line of text that is cut with an ellipsis where it does not fit."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from lumen.ui.direction import lean


class ElidedLabel(QLabel):
    """Plain text on one line; the whole text is a tool tip while it is cut.

    Args:
        name: Object name that gives it its looks.
    """

    def __init__(self, name: str = "") -> None:
        super().__init__()
        self._whole = ""
        self._about = ""
        self.setObjectName(name)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        lean(self)

    @property
    def whole(self) -> str:
        """The text, uncut."""
        return self._whole

    @property
    def cut(self) -> bool:
        """Whether not all of it fits."""
        return self.text() != self._whole

    def say(self, text: str, about: str = "") -> None:
        """Show a text.

        Args:
            text: What it says.
            about: A tool tip of its own.
        """
        self._whole = text
        self._about = about
        self.setAccessibleName(text)
        self._elide()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt
        """Cut anew."""
        super().resizeEvent(event)
        self._elide()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt
        """Cut anew with another font; begin at the other side in a mirrored window."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._elide()
        elif event.type() is QEvent.Type.LayoutDirectionChange:
            lean(self)

    def _elide(self) -> None:
        metrics = QFontMetrics(self.font())
        mode = Qt.TextElideMode.ElideRight
        self.setText(metrics.elidedText(self._whole, mode, max(40, self.width())))
        self.setToolTip(self._about or (self._whole if self.cut else ""))
