"""The companion on the desktop: a frameless window that is nothing but the face."""

from __future__ import annotations

import os

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QMoveEvent,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from lumen.core.turn import Phase
from lumen.ui.overlay_bubble import CaptionBubble
from lumen.ui.overlay_clicks import Clicks, ClickTaker
from lumen.ui.overlay_face import OverlayFace
from lumen.ui.overlay_memory import OverlayMemory
from lumen.ui.overlay_menu import MenuState, OverlayDeeds, fill_menu
from lumen.ui.overlay_moving import OverlayMoving
from lumen.ui.overlay_place import (
    Corner,
    Ground,
    at_corner,
    first_place,
    ground_under,
    inside,
    menu_place,
    resized,
    size_for,
)
from lumen.ui.overlay_screens import ScreenWatch, grounds
from lumen.ui.overlay_sight import OverlaySight
from lumen.ui.overlay_x import Surroundings
from lumen.ui.theme import Theme

SETTLE_MS = 250
_KEEP_SIZE_MS = 600
_TOLD_MS = 9_000
_GROWS_BY = 1.08
_NOTCH = 120

_GROW = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1}


class Overlay(QWidget):
    """Shows a face on the desktop; made when it is shown, gone when it is hidden.

    Args:
        face: The face; from now on this window's.
        theme: Colours.
        around: What goes on on the screen; closed by whoever made it.
        clicks: Tells the desktop which clicks are taken; closed likewise.
        memory: Where it stood; changed when it was moved.
        deeds: What the menu does.

    Signals:
        moved: A person moved it, and `memory` knows.
    """

    moved = Signal()

    def __init__(
        self,
        face: OverlayFace,
        theme: Theme,
        around: Surroundings,
        clicks: Clicks,
        memory: OverlayMemory,
        deeds: OverlayDeeds,
    ) -> None:
        super().__init__(
            None,
            Qt.WindowType.Tool
            | Qt.WindowType.FramelessWindowHint
            | Qt.WindowType.WindowStaysOnTopHint
            | Qt.WindowType.NoDropShadowWindowHint,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, on=False)
        self.setWindowTitle("Lumen on the desktop")
        self.setAccessibleName("Lumen on the desktop")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.face = face
        self._around = around
        self._memory = memory
        self._deeds = deeds
        self._menu: QMenu | None = None
        self._notches = 0.0
        self._captions = self._private = False
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(face)
        self.clicks = ClickTaker(self, clicks)
        self.clicks.settled.connect(lambda: around.set_apart(int(self.winId())))
        face.reached.connect(self.clicks.set_region)
        self.bubble = CaptionBubble(self, theme, self.clicks)
        self.bubble.menu_wanted.connect(self.open_menu)
        self.sight = OverlaySight(self, face, self.bubble, self.clicks, around)
        self.moving = OverlayMoving(
            *(self, lambda: self.placeable, around, memory), SETTLE_MS
        )
        self.moving.moved.connect(self.moved)
        self._screens = ScreenWatch(self, SETTLE_MS, self._on_screens)
        self._size_kept = self._timer(_KEEP_SIZE_MS, self._on_size)

    # ---- how it is -------------------------------------------------------------------

    @property
    def placeable(self) -> bool:
        """Whether a program may place its windows here."""
        return not QGuiApplication.platformName().startswith("wayland")

    def appear(self, height: int) -> None:
        """Come where it stood last, in the given height."""
        there = grounds()
        memory = self._memory
        place = first_place(size_for(height), there, memory.last, memory.places)
        frame = QRect(place, size_for(height))
        ground = ground_under(frame, there)
        size = size_for(height, ground.area)
        place = first_place(size, there, memory.last, memory.places)
        self.setGeometry(QRect(place, size))
        self._fix(size)
        self.sight.begin()

    def leave(self) -> None:
        """Go, for good."""
        self.sight.end()
        self.clicks.end()
        self._screens.end()
        self.moving.end()
        self._size_kept.stop()
        self.bubble.vanish()
        self.hide()
        self.deleteLater()

    def set_height(self, height: int) -> None:
        """Be as tall as wanted and as the screen allows; the feet stay."""
        area = self._ground().area
        size = size_for(height, area)
        if size == self.size():
            return
        if self.placeable:
            self.setGeometry(resized(self.geometry(), size, area))
        else:
            self._fix(size)

    def _fix(self, size: QSize) -> None:
        """Desktops that tile windows leave alone what has one size only."""
        if not self.placeable:
            self.setFixedSize(size)

    def set_click_through(self, passing: bool) -> None:
        """Let clicks pass through to what is below, or take them again."""
        self.clicks.set_passing(passing)
        self.bubble.take_clicks()

    def set_captions(self, shown: bool) -> None:
        """With a speech bubble, or without."""
        self._captions = shown
        if not shown:
            self.bubble.vanish()

    def set_private(self, private: bool) -> None:
        """Say in the menu whether Lumen neither listens nor looks."""
        self._private = private

    def set_full_screen(self, manner: str) -> None:
        """What to do while a window fills the screen: dim, hide or keep."""
        self.sight.set_manner(manner)

    def set_reduced_motion(self, reduced: bool) -> None:
        """Keep the meaning, drop the motion."""
        self.sight.set_reduced_motion(reduced)
        self.face.set_reduced_motion(reduced)
        self.bubble.set_reduced_motion(reduced)

    def say(self, text: str) -> None:
        """Show what is being said; empty: it was said."""
        if not text:
            self.bubble.linger()
        elif self._captions and self.isVisible() and self._may_speak():
            self.bubble.say(text, self.geometry(), self._ground().area)

    def _may_speak(self) -> bool:
        """Not over the menu, and not after it was sent away."""
        open_menu = self._menu is not None and self._menu.isVisible()
        return not open_menu and not self.bubble.dismissed

    def tell(self, text: str) -> None:
        """Show something about the companion itself, long enough to be read."""
        if self.isVisible():
            self.bubble.say(text, self.geometry(), self._ground().area)
            self.bubble.linger(_TOLD_MS)

    def take_back(self, text: str) -> None:
        """Say no more what was told and is true no more."""
        if self.bubble.text == text:
            self.bubble.vanish()

    def stand(self, corner: Corner) -> None:
        """Go to a corner of this screen."""
        area = self._ground().area
        self.moving.move(at_corner(self.size(), area, corner))

    def open_menu(self, at: QPoint | None = None) -> QMenu:
        """Open the menu at a point of all screens; None: on the face."""
        if self._menu is not None:
            self._menu.deleteLater()
        self._menu = menu = QMenu(self)
        menu.setAccessibleName("Menu of the companion")
        state = MenuState(
            listening=self.face.phase is Phase.LISTENING,
            private=self._private,
            height=self.height(),
            passing=self.clicks.passing,
            captions=self._captions,
            placeable=self.placeable,
            movable_to_x=not self.placeable and bool(os.environ.get("DISPLAY")),
        )
        fill_menu(menu, state, self._deeds, self.set_height, self.stand)
        self.bubble.vanish()
        if not self.sight.shaped:  # its round corners need glass, too
            menu.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        beside = menu_place(self.geometry(), menu.sizeHint(), self._ground().area)
        menu.popup(beside if at is None else at)
        if at is None:  # by keyboard
            menu.setActiveAction(menu.actions()[0])
        return menu

    # ---- screens ---------------------------------------------------------------------

    def _ground(self) -> Ground:
        return ground_under(self.geometry(), grounds())

    def _on_screens(self) -> None:
        """Come back into sight, or back to the screen on which it stood."""
        if not self.placeable:
            return
        there, memory = grounds(), self._memory
        under = ground_under(self.geometry(), there)
        known = any(each.key == memory.last for each in there)
        if known and under.key != memory.last:
            self.move(first_place(self.size(), there, memory.last, memory.places))
        else:
            size = size_for(self.height(), under.area)
            place = inside(QRect(self.pos(), size), under.area)
            self.setGeometry(QRect(place, size))

    # ---- resized ---------------------------------------------------------------------

    def _on_size(self) -> None:
        self._deeds.keep_height(self.height())

    def _grow(self, notches: float) -> None:
        self.set_height(round(self.height() * _GROWS_BY**notches))
        self.moving.touch()
        self._size_kept.start()

    # ---- Qt --------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Let clicks pass once the window manager knows the window."""
        super().showEvent(event)
        self.clicks.settle()

    def moveEvent(self, event: QMoveEvent) -> None:  # noqa: N802 - Qt's name
        """Take the bubble along; come to rest soon."""
        super().moveEvent(event)
        self.moving.settle()
        self._take_bubble_along()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Take the bubble along."""
        super().resizeEvent(event)
        self._take_bubble_along()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Never stay minimised: nothing would bring it back."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.WindowStateChange and self.isMinimized():
            self.setWindowState(Qt.WindowState.WindowNoState)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Perhaps a drag begins."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.moving.press(event.globalPosition().toPoint())
            self.setFocus()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Drag."""
        self.moving.drag(event.globalPosition().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """The drag has ended."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.moving.release()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Open Lumen's window."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._deeds.open_window()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Grow and shrink."""
        self._notches += event.angleDelta().y() / _NOTCH
        whole = int(self._notches)
        if whole:
            self._notches -= whole
            self._grow(whole)
        event.accept()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        """Open the menu, by the right button or by the menu key."""
        by_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
        self.open_menu(event.globalPos() if by_mouse else None)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Everything that the pointer can do."""
        key = Qt.Key(event.key())
        shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if self.placeable and self.moving.step(key):
            return
        if key in _GROW:
            self._grow(_GROW[key])
        elif key is Qt.Key.Key_Escape:
            self._deeds.stop()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._deeds.open_window()
        elif key is Qt.Key.Key_F10 and shifted:
            self.open_menu()
        else:
            super().keyPressEvent(event)

    # ---- parts -----------------------------------------------------------------------

    def _timer(self, milliseconds: int, call: object) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(call)
        return timer

    def _take_bubble_along(self) -> None:
        if self.bubble.isVisible():
            self.bubble.place(self.geometry(), self._ground().area)
