"""Which clicks the companion takes, and which go to what is below.

Around the figure its window is transparent, and a click there is meant for what shines
through. So the window takes clicks where something is painted, and a little around it;
or nowhere, when a person wants them to pass.
"""

from __future__ import annotations

import math
from typing import Protocol

from PySide6.QtCore import QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QBitmap, QGuiApplication, QImage, QRegion, QWindow
from PySide6.QtWidgets import QWidget

from lumen.ui.x_connection import InputShapes, XConnection

CLICKS_AFTER_MS = 500
"""Source: set before a window manager has the window, clicks were swallowed."""

MARGIN = 8
"""Around the figure a click still counts, in device-independent pixels: it breathes and
sways by about so much before its region is told anew."""

_ROWS = 96
"""About so many rows has a region at most: finer than a finger, and quickly told."""

_FINEST = 4
"""Device-independent pixels of a cell, for a small companion."""


class Clicks(Protocol):
    """Tells the desktop where windows take clicks."""

    def take(self, window: QWindow, where: QRegion) -> None:
        """Take them in a region, in device-independent pixels; empty: everywhere."""
        ...

    def let_pass(self, window: QWindow) -> None:
        """Let all of them pass to what is below."""
        ...

    def close(self) -> None:
        """Tell nothing any more."""
        ...


def open_clicks() -> Clicks:
    """What this session's desktop understands."""
    if QGuiApplication.platformName() != "xcb":
        return WindowClicks()
    try:
        return XClicks()
    except OSError:
        return FlagClicks()


class FlagClicks:
    """By Qt's flag alone: all clicks or none."""

    def take(self, window: QWindow, where: QRegion) -> None:
        """See `Clicks.take`; everywhere."""
        del where
        window.setFlag(Qt.WindowType.WindowTransparentForInput, False)

    def let_pass(self, window: QWindow) -> None:
        """See `Clicks.let_pass`."""
        window.setFlag(Qt.WindowType.WindowTransparentForInput, True)

    def close(self) -> None:
        """See `Clicks.close`."""


class WindowClicks(FlagClicks):
    """By the window's mask, which on Wayland concerns input alone.

    Source: ``wl_surface.set_input_region``, which `QWindow.setMask` sets there.
    """

    def take(self, window: QWindow, where: QRegion) -> None:
        """See `Clicks.take`."""
        super().take(window, where)
        window.setMask(where)


class XClicks:
    """By the input shape, on a connection of our own.

    On X11 `QWindow.setMask` would cut the picture as well, and Qt's flag would give
    the whole rectangle back when it is cleared.

    Raises:
        OSError: A library is missing, or the server refuses.
    """

    def __init__(self) -> None:
        self._connection = XConnection()
        try:
            self._shapes = InputShapes(self._connection)
        except OSError:
            self._connection.close()
            raise

    def take(self, window: QWindow, where: QRegion) -> None:
        """See `Clicks.take`."""
        if where.isEmpty():
            self._shapes.take_all(int(window.winId()))
            return
        ratio = window.devicePixelRatio()
        pixels = [_in_pixels(rect, ratio) for rect in _rects(where)]
        self._shapes.take(int(window.winId()), pixels)

    def let_pass(self, window: QWindow) -> None:
        """See `Clicks.let_pass`."""
        self._shapes.take(int(window.winId()), ())

    def close(self) -> None:
        """See `Clicks.close`."""
        self._connection.close()


class ClickTaker(QObject):
    """Keeps what one companion takes up to date.

    Args:
        window: The companion's window.
        clicks: Tells the desktop; closed by whoever made it.

    Signals:
        settled: The window manager knows the window, which was shown a moment ago.
    """

    settled = Signal()

    def __init__(self, window: QWidget, clicks: Clicks) -> None:
        super().__init__(window)
        self._window = window
        self._clicks = clicks
        self._region = QRegion()
        self._passing = self._settled = self._cut_out = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_settled)

    @property
    def passing(self) -> bool:
        """Whether all clicks pass, or will in a moment."""
        return self._passing

    def settle(self) -> None:
        """The window was shown: tell once the window manager knows it."""
        self._settled = False
        self._timer.start(CLICKS_AFTER_MS)

    def end(self) -> None:
        """Tell nothing any more."""
        self._timer.stop()
        self._settled = False

    def set_passing(self, passing: bool) -> None:
        """Let clicks pass, or take them again."""
        self._passing = passing
        self._apply()

    def set_cut_out(self, cut_out: bool) -> None:
        """Without a compositor the window's own shape says it already."""
        self._cut_out = cut_out
        self._apply()

    def set_region(self, region: QRegion) -> None:
        """The figure reaches so far now."""
        self._region = region
        self._apply()

    def apply_to(self, window: QWidget, region: QRegion) -> None:
        """Do the same for a window beside it, which has no manager to wait for."""
        handle = window.windowHandle()
        if self._passing:
            self._clicks.let_pass(handle)
        else:
            self._clicks.take(handle, QRegion() if self._cut_out else region)
        window.update()  # on Wayland it comes into force with the next picture

    def _on_settled(self) -> None:
        self._settled = True
        self._apply()
        self.settled.emit()

    def _apply(self) -> None:
        if self._settled:
            self.apply_to(self._window, self._region)


def region_of(picture: QImage, width: int, height: int) -> QRegion:
    """Where a picture has something, and `MARGIN` around it, in whole cells.

    Args:
        picture: Premultiplied, of any resolution.
        width: Of the window, in device-independent pixels.
        height: Likewise.
    """
    cell = max(_FINEST, math.ceil(height / _ROWS))
    columns, rows = math.ceil(width / cell), math.ceil(height / cell)
    flat = QImage(picture)
    flat.setDevicePixelRatio(1.0)
    mask = flat.scaled(columns, rows).createAlphaMask()
    there = QRegion(QBitmap.fromImage(mask))
    by = math.ceil(MARGIN / cell)
    region = QRegion()
    for rect in _rects(there):
        wide = QRect(rect.topLeft() * cell, rect.size() * cell)
        region += wide.adjusted(-by * cell, -by * cell, by * cell, by * cell)
    return region & QRect(0, 0, width, height)


def _rects(region: QRegion) -> list[QRect]:
    rects: list[QRect] = list(region)  # type: ignore[call-overload]  # stubs lack __iter__
    return rects


def _in_pixels(rect: QRect, ratio: float) -> tuple[int, int, int, int]:
    left, top = math.floor(rect.x() * ratio), math.floor(rect.y() * ratio)
    right = math.ceil((rect.x() + rect.width()) * ratio)
    bottom = math.ceil((rect.y() + rect.height()) * ratio)
    return left, top, right - left, bottom - top
