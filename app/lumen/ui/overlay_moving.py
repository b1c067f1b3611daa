"""How a person moves the companion: by dragging, by keys, into a corner."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from lumen.ui.overlay_memory import OverlayMemory
from lumen.ui.overlay_place import SNAP, ground_under, inside, snapped
from lumen.ui.overlay_screens import grounds
from lumen.ui.overlay_x import Surroundings

_STEP = 16
_ARROWS = {
    Qt.Key.Key_Left: QPoint(-_STEP, 0),
    Qt.Key.Key_Right: QPoint(_STEP, 0),
    Qt.Key.Key_Up: QPoint(0, -_STEP),
    Qt.Key.Key_Down: QPoint(0, _STEP),
}


class OverlayMoving(QObject):
    """Moves a window, lets it snap when it comes to rest, and remembers where.

    Args:
        window: What is moved.
        placeable: Whether a program may place it here.
        around: Tells whether a button of the pointer is held.
        memory: Where it stood; changed when a person moved it.
        rest_ms: It has come to rest when nothing moved it for so long.

    Signals:
        moved: A person moved it, and `memory` knows.
    """

    moved = Signal()

    def __init__(
        self,
        window: QWidget,
        placeable: Callable[[], bool],
        around: Surroundings,
        memory: OverlayMemory,
        rest_ms: int,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._placeable = placeable
        self._around = around
        self._memory = memory
        self._pressed: QPoint | None = None
        self._grip: QPoint | None = None
        self._by_person = False
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(rest_ms)
        self._rest.timeout.connect(self.come_to_rest)

    def end(self) -> None:
        """It goes, for good."""
        self._rest.stop()

    def move(self, to: QPoint) -> None:
        """Go somewhere on a person's word."""
        self.touch()
        self._window.move(to)

    def touch(self) -> None:
        """A person changes it: remember where it comes to rest."""
        self._by_person = True
        self.settle()

    def settle(self) -> None:
        """It moved: wait until it does no more."""
        self._rest.start()

    def come_to_rest(self) -> None:
        """Snap, and remember when it was a person who moved it."""
        if not self._placeable():
            return
        if self._around.button_held() or self._grip is not None:
            self.touch()
            return
        if not self._by_person:
            return
        self._by_person = False
        frame = self._window.geometry()
        ground = ground_under(frame, grounds())
        rest = snapped(frame, ground.area)
        if rest != frame.topLeft():
            self._window.move(rest)
        away = rest - ground.area.topLeft()
        self._memory.remember(ground.key, away.x(), away.y())
        self.moved.emit()

    # ---- by pointer ------------------------------------------------------------------

    def press(self, at: QPoint) -> None:
        """Perhaps a drag begins; `at` is a point of all screens."""
        self._pressed = at

    def drag(self, at: QPoint) -> None:
        """Drag: by the window manager, or by ourselves where there is none.

        Source: asked for on the press, a quick click leaves openbox dragging.
        """
        if self._grip is not None:
            self._window.move(at - self._grip)
        elif self._pressed is not None:
            away = (at - self._pressed).manhattanLength()
            if away >= QApplication.startDragDistance():
                pressed, self._pressed = self._pressed, None
                self._by_person = True
                if not self._window.windowHandle().startSystemMove():
                    self._grip = pressed - self._window.pos()
                    self._window.move(at - self._grip)

    def release(self) -> None:
        """The drag has ended."""
        self._pressed = None
        if self._grip is not None:
            self._grip = None
            self.settle()

    # ---- by key ----------------------------------------------------------------------

    def step(self, key: Qt.Key) -> bool:
        """One step by key; away from an edge it is as wide as the edge pulls.

        Returns:
            Whether the key is an arrow.
        """
        step = _ARROWS.get(key)
        if step is None:
            return False
        frame = self._window.geometry()
        area = ground_under(frame, grounds()).area
        if snapped(frame, area) == frame.topLeft() and _leaves(frame, area, step):
            step = step / _STEP * (SNAP + 1)
        self.move(inside(frame.translated(step), area))
        return True


def _leaves(frame: QRect, area: QRect, step: QPoint) -> bool:
    """Whether `step` leads away from an edge at which `frame` is."""
    return snapped(frame.translated(step), area) == frame.topLeft()
