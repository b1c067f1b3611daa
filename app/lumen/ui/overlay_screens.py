"""The screens there are, and word of any that come, go or change."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QRect, QTimer
from PySide6.QtGui import QGuiApplication, QScreen

from lumen.ui.overlay_place import Ground, ground_of


def grounds() -> Sequence[Ground]:
    """The screens there are, the main one first."""
    main = QGuiApplication.primaryScreen()
    screens = sorted(QGuiApplication.screens(), key=lambda each: each is not main)
    return [ground_of(each.name(), each.geometry(), _free(each)) for each in screens]


def _free(screen: QScreen) -> QRect:
    """What panels leave of a screen.

    WORKAROUND: of an area that was there before Lumen, Qt 6.11 divides the size by the
    scale, but not where it begins within the screen; so it sticks out at the far side.
    """
    whole, free = screen.geometry(), screen.availableGeometry()
    if whole.contains(free):
        return free
    inset = (free.topLeft() - whole.topLeft()) / screen.devicePixelRatio()
    return QRect(whole.topLeft() + inset, free.size())


class ScreenWatch(QObject):
    """Tells once when several things change at a time.

    Args:
        parent: Owner.
        settle_ms: How long nothing has to change.
        changed: Called then.
    """

    def __init__(
        self, parent: QObject, settle_ms: int, changed: Callable[[], None]
    ) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(settle_ms)
        self._timer.timeout.connect(changed)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.screenAdded.connect(self._on_added)
        app.screenRemoved.connect(self._timer.start)
        app.primaryScreenChanged.connect(self._timer.start)
        for screen in QGuiApplication.screens():
            screen.availableGeometryChanged.connect(self._timer.start)

    def end(self) -> None:
        """Tell nothing any more."""
        self._timer.stop()

    def _on_added(self, screen: QScreen) -> None:
        screen.availableGeometryChanged.connect(self._timer.start)
        self._timer.start()
