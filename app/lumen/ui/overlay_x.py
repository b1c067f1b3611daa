"""What the X server knows of the desktop and Qt does not tell.

Whether a compositor runs, which window fills a screen, whether a button is held.
"""

from __future__ import annotations

import ctypes
from typing import Protocol

from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication

from lumen.ui.x_connection import XConnection, number_in

_ADD, _PROGRAM, _EVERY = 1, 1, 0xFFFFFFFF
"""Of EWMH: add a state; asked by a program; every workspace."""

_BUTTONS = 0x1F00
"""Masks of the five pointer buttons. Source: X protocol, SETofKEYBUTMASK."""


class Surroundings(Protocol):
    """What goes on around the companion on the screen."""

    def composited(self) -> bool:
        """Whether windows may be translucent."""
        ...

    def full_screen(self) -> QRect | None:
        """Where the active window is, in pixels of the screen, if it fills one."""
        ...

    def button_held(self) -> bool:
        """Whether a button of the pointer is down, wherever it is."""
        ...

    def set_apart(self, window: int) -> None:
        """Keep a window on all workspaces, and off the lists of windows."""
        ...

    def lift(self, window: int, *, over_full_screen: bool) -> None:
        """Have a window over the active one that fills the screen, or no more."""
        ...

    def close(self) -> None:
        """Ask nothing any more."""
        ...


class QuietSurroundings:
    """Where nothing can be asked, as on Wayland: all is well."""

    def composited(self) -> bool:
        """See `Surroundings.composited`; every Wayland desktop is."""
        return True

    def full_screen(self) -> QRect | None:
        """See `Surroundings.full_screen`."""
        return None

    def button_held(self) -> bool:
        """See `Surroundings.button_held`."""
        return False

    def set_apart(self, window: int) -> None:
        """See `Surroundings.set_apart`."""

    def lift(self, window: int, *, over_full_screen: bool) -> None:
        """See `Surroundings.lift`."""

    def close(self) -> None:
        """See `Surroundings.close`."""


def look_around() -> Surroundings:
    """The surroundings of this session."""
    if QGuiApplication.platformName() != "xcb":
        return QuietSurroundings()
    try:
        return XSurroundings()
    except OSError:
        return QuietSurroundings()


class XSurroundings:
    """Asks the X server that ``DISPLAY`` names.

    Raises:
        OSError: libxcb is missing, or the server refuses.
    """

    def __init__(self) -> None:
        self._connection = connection = XConnection()
        self._manager = connection.atom(f"_NET_WM_CM_S{connection.screen}")
        self._active = connection.atom("_NET_ACTIVE_WINDOW")
        self._state = connection.atom("_NET_WM_STATE")
        self._owner = connection.atom("WM_TRANSIENT_FOR")
        self._own: tuple[int, ...] | None = None
        self._full = connection.atom("_NET_WM_STATE_FULLSCREEN")

    def composited(self) -> bool:
        """See `Surroundings.composited`.

        Source: EWMH 1.5, "Compositing Managers": the owner of ``_NET_WM_CM_Sn``.
        """
        ask = self._connection.ask
        reply = ask("get_selection_owner", ctypes.c_uint32(self._manager))
        return reply is not None and number_in(reply, "I", 8) != 0

    def full_screen(self) -> QRect | None:
        """See `Surroundings.full_screen`."""
        ask, root = self._connection.ask, self._connection.root
        window = self._filling()
        if not window:
            return None
        size = ask("get_geometry", ctypes.c_uint32(window))
        at = ask(
            "translate_coordinates",
            ctypes.c_uint32(window),
            ctypes.c_uint32(root),
            ctypes.c_int16(0),
            ctypes.c_int16(0),
        )
        if size is None or at is None:
            return None  # it went meanwhile
        return QRect(
            number_in(at, "h", 12),
            number_in(at, "h", 14),
            number_in(size, "H", 16),
            number_in(size, "H", 18),
        )

    def button_held(self) -> bool:
        """See `Surroundings.button_held`."""
        root = ctypes.c_uint32(self._connection.root)
        reply = self._connection.ask("query_pointer", root)
        return reply is not None and bool(number_in(reply, "H", 24) & _BUTTONS)

    def set_apart(self, window: int) -> None:
        """See `Surroundings.set_apart`."""
        connection = self._connection
        lists = ("_NET_WM_STATE_SKIP_TASKBAR", "_NET_WM_STATE_SKIP_PAGER")
        names = [connection.atom(name) for name in lists]
        connection.tell_manager(window, "_NET_WM_STATE", _ADD, *names, _PROGRAM)
        connection.tell_manager(window, "_NET_WM_DESKTOP", _EVERY, _PROGRAM)

    def lift(self, window: int, *, over_full_screen: bool) -> None:
        """See `Surroundings.lift`.

        Window managers put the active window that fills the screen above those that
        are to stay on top, and only its own dialogs above it: so it becomes one.
        Source: ICCCM 4.1.2.6; seen with openbox 3.6.
        """
        owned = self._connection.values(window, self._owner)
        filling = self._filling() if over_full_screen else 0
        if filling:
            if owned != (filling,):
                self._own = owned if self._own is None else self._own
                self._connection.put_window(window, self._owner, filling)
        elif self._own is not None:
            self._connection.put_window(window, self._owner, *self._own)
            self._own = None

    def _filling(self) -> int:
        """The active window, if it fills a screen; else 0."""
        values = self._connection.values
        active = values(self._connection.root, self._active)
        if not active or self._full not in values(active[0], self._state):
            return 0
        return active[0]

    def close(self) -> None:
        """See `Surroundings.close`."""
        self._connection.close()
