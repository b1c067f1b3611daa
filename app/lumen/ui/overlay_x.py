"""What the X server knows of the desktop and Qt does not tell.

Whether a compositor runs, which window fills a screen, whether a button is held. Asked
through libxcb, which Qt's own X11 platform loads as well, on a connection of our own.
Every question is one short trip to the server.
"""

from __future__ import annotations

import ctypes
import struct
from typing import Protocol

from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication

_ANY_TYPE = 0
_MOST_VALUES = 256
_HEAD_BYTES = 32
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


class _Cookie(ctypes.Structure):
    _fields_ = (("sequence", ctypes.c_uint),)


class _Screens(ctypes.Structure):
    _fields_ = (
        ("data", ctypes.POINTER(ctypes.c_uint32)),
        ("rem", ctypes.c_int),
        ("index", ctypes.c_int),
    )


class XSurroundings:
    """Asks the X server that ``DISPLAY`` names.

    Raises:
        OSError: libxcb is missing, or the server refuses.
    """

    def __init__(self) -> None:
        self._xcb = ctypes.CDLL("libxcb.so.1")
        self._free = ctypes.CDLL(None).free
        self._free.argtypes = (ctypes.c_void_p,)
        self._free.restype = None
        self._xcb.xcb_connect.restype = ctypes.c_void_p
        number = ctypes.c_int(0)
        connection = self._xcb.xcb_connect(None, ctypes.byref(number))
        self._connection: ctypes.c_void_p | None = ctypes.c_void_p(connection)
        if self._xcb.xcb_connection_has_error(self._connection):
            self.close()
            raise OSError("the X server does not answer")
        self._root = self._find_root(number.value)
        self._manager = self._atom(f"_NET_WM_CM_S{number.value}")
        self._active = self._atom("_NET_ACTIVE_WINDOW")
        self._state = self._atom("_NET_WM_STATE")
        self._full = self._atom("_NET_WM_STATE_FULLSCREEN")

    def composited(self) -> bool:
        """See `Surroundings.composited`.

        Source: EWMH 1.5, "Compositing Managers": the owner of ``_NET_WM_CM_Sn``.
        """
        reply = self._ask("get_selection_owner", ctypes.c_uint32(self._manager))
        return reply is not None and _number(reply, "I", 8) != 0

    def full_screen(self) -> QRect | None:
        """See `Surroundings.full_screen`."""
        active = self._values(self._root, self._active)
        if not active or not active[0]:
            return None
        window = active[0]
        if self._full not in self._values(window, self._state):
            return None
        size = self._ask("get_geometry", ctypes.c_uint32(window))
        at = self._ask(
            "translate_coordinates",
            ctypes.c_uint32(window),
            ctypes.c_uint32(self._root),
            ctypes.c_int16(0),
            ctypes.c_int16(0),
        )
        if size is None or at is None:
            return None  # it went meanwhile
        return QRect(
            _number(at, "h", 12),
            _number(at, "h", 14),
            _number(size, "H", 16),
            _number(size, "H", 18),
        )

    def button_held(self) -> bool:
        """See `Surroundings.button_held`."""
        reply = self._ask("query_pointer", ctypes.c_uint32(self._root))
        return reply is not None and bool(_number(reply, "H", 24) & _BUTTONS)

    def close(self) -> None:
        """See `Surroundings.close`."""
        if self._connection is not None:
            self._xcb.xcb_disconnect(self._connection)
            self._connection = None

    # ---- the protocol ----------------------------------------------------------------

    def _find_root(self, number: int) -> int:
        xcb = self._xcb
        xcb.xcb_get_setup.restype = ctypes.c_void_p
        xcb.xcb_setup_roots_iterator.restype = _Screens
        setup = ctypes.c_void_p(xcb.xcb_get_setup(self._connection))
        screens = xcb.xcb_setup_roots_iterator(setup)
        for _ in range(min(number, screens.rem - 1)):
            xcb.xcb_screen_next(ctypes.byref(screens))
        return int(screens.data[0])

    def _atom(self, name: str) -> int:
        text = name.encode("ascii")
        reply = self._ask(
            "intern_atom", ctypes.c_uint8(0), ctypes.c_uint16(len(text)), text
        )
        return 0 if reply is None else _number(reply, "I", 8)

    def _values(self, window: int, name: int) -> tuple[int, ...]:
        """The 32-bit values of a window's property; empty when it has none."""
        reply = self._ask(
            "get_property",
            ctypes.c_uint8(0),
            *(ctypes.c_uint32(each) for each in (window, name, _ANY_TYPE)),
            ctypes.c_uint32(0),
            ctypes.c_uint32(_MOST_VALUES),
        )
        if reply is None or reply[1] != 32:  # the format: bits of a value
            return ()
        count = _number(reply, "I", 16)
        return struct.unpack_from(f"={count}I", reply, _HEAD_BYTES)

    def _ask(self, request: str, *given: object) -> bytes | None:
        """Send a request and wait for its reply; None when it failed."""
        if self._connection is None:
            return None
        send = getattr(self._xcb, f"xcb_{request}")
        send.restype = _Cookie
        receive = getattr(self._xcb, f"xcb_{request}_reply")
        receive.restype = ctypes.c_void_p
        address = receive(self._connection, send(self._connection, *given), None)
        if not address:
            return None
        head = ctypes.string_at(address, _HEAD_BYTES)
        more = 4 * _number(head, "I", 4)
        reply = ctypes.string_at(address, _HEAD_BYTES + more)
        self._free(address)
        return reply


def _number(reply: bytes, kind: str, at: int) -> int:
    (value,) = struct.unpack_from(f"={kind}", reply, at)
    return int(value)
