"""A connection of our own to the X server, for what Qt neither tells nor does.

Through libxcb, which Qt's own X11 platform loads as well. A question is one short trip
to the server. One thread uses a connection.
"""

from __future__ import annotations

import ctypes
import struct
from collections.abc import Sequence

_ANY_TYPE = 0
_REPLACE, _WINDOW = 0, 33
_MOST_VALUES = 256
_HEAD_BYTES = 32
_CLIENT_MESSAGE = 33
_TO_THE_MANAGER = 0x180000
"""Masks SubstructureRedirect and SubstructureNotify, which a manager selects."""


class Cookie(ctypes.Structure):
    """What libxcb gives for a request, by which its answer is found."""

    _fields_ = (("sequence", ctypes.c_uint),)


class _Screens(ctypes.Structure):
    _fields_ = (
        ("data", ctypes.POINTER(ctypes.c_uint32)),
        ("rem", ctypes.c_int),
        ("index", ctypes.c_int),
    )


class XConnection:
    """Talks to the X server that ``DISPLAY`` names.

    Raises:
        OSError: libxcb is missing, or the server refuses.
    """

    def __init__(self) -> None:
        self.xcb = ctypes.CDLL("libxcb.so.1")
        self._free = ctypes.CDLL(None).free
        self._free.argtypes = (ctypes.c_void_p,)
        self._free.restype = None
        self.xcb.xcb_connect.restype = ctypes.c_void_p
        self.xcb.xcb_request_check.restype = ctypes.c_void_p
        self.xcb.xcb_poll_for_event.restype = ctypes.c_void_p
        number = ctypes.c_int(0)
        connection = self.xcb.xcb_connect(None, ctypes.byref(number))
        self.handle: ctypes.c_void_p | None = ctypes.c_void_p(connection)
        if self.broken:
            self.close()
            raise OSError("the X server does not answer")
        self.screen = number.value
        self.root = self._find_root(number.value)

    @property
    def broken(self) -> bool:
        """Whether nothing can be asked any more."""
        handle = self.handle
        return handle is None or bool(self.xcb.xcb_connection_has_error(handle))

    @property
    def descriptor(self) -> int:
        """The socket, readable when something arrives."""
        return int(self.xcb.xcb_get_file_descriptor(self.handle))

    def close(self) -> None:
        """Talk no more."""
        if self.handle is not None:
            self.xcb.xcb_disconnect(self.handle)
            self.handle = None

    # ---- questions -------------------------------------------------------------------

    def atom(self, name: str) -> int:
        """The number of a name; 0 when it cannot be had."""
        text = name.encode("ascii")
        reply = self.ask(
            "intern_atom", ctypes.c_uint8(0), ctypes.c_uint16(len(text)), text
        )
        return 0 if reply is None else number_in(reply, "I", 8)

    def values(self, window: int, name: int) -> tuple[int, ...]:
        """The 32-bit values of a window's property; empty when it has none."""
        reply = self.ask(
            "get_property",
            ctypes.c_uint8(0),
            *(ctypes.c_uint32(each) for each in (window, name, _ANY_TYPE)),
            ctypes.c_uint32(0),
            ctypes.c_uint32(_MOST_VALUES),
        )
        if reply is None or reply[1] != 32:  # the format: bits of a value
            return ()
        count = number_in(reply, "I", 16)
        return struct.unpack_from(f"={count}I", reply, _HEAD_BYTES)

    def ask(self, request: str, *given: object) -> bytes | None:
        """Send a request and wait for its reply; None when it failed."""
        if self.handle is None:
            return None
        send = getattr(self.xcb, f"xcb_{request}")
        send.restype = Cookie
        receive = getattr(self.xcb, f"xcb_{request}_reply")
        receive.restype = ctypes.c_void_p
        address = receive(self.handle, send(self.handle, *given), None)
        if not address:
            return None
        head = ctypes.string_at(address, _HEAD_BYTES)
        more = 4 * number_in(head, "I", 4)
        reply = ctypes.string_at(address, _HEAD_BYTES + more)
        self._free(address)
        return reply

    # ---- orders ----------------------------------------------------------------------

    def order(
        self, request: str, *given: object, library: ctypes.CDLL | None = None
    ) -> int:
        """Send a request without a reply and wait until it was carried out.

        Args:
            request: As libxcb names it.
            given: Its arguments.
            library: Where the function is; None: in libxcb itself.

        Returns:
            The protocol's number of what went wrong; 0: nothing did.
        """
        if self.broken:
            return 0
        send = getattr(library or self.xcb, f"xcb_{request}_checked")
        send.restype = Cookie
        address = self.xcb.xcb_request_check(self.handle, send(self.handle, *given))
        if not address:
            return 0
        error = ctypes.string_at(address, 2)[1]
        self._free(address)
        return error

    def tell_manager(self, window: int, name: str, *values: int) -> None:
        """Ask the window manager for something about a window.

        Args:
            window: Its number on the server.
            name: What is asked, such as ``_NET_WM_STATE``.
            values: Five at most, as the request defines them.

        Source: EWMH 1.5, "Root Window Properties (and Related Messages)".
        """
        filled = (*values, 0, 0, 0, 0, 0)[:5]
        head = (_CLIENT_MESSAGE, 32, 0, window, self.atom(name))
        self.order(
            "send_event",
            ctypes.c_uint8(0),
            *(ctypes.c_uint32(each) for each in (self.root, _TO_THE_MANAGER)),
            struct.pack("=BBHII5I", *head, *filled),
        )

    def put_window(self, window: int, name: int, *value: int) -> None:
        """Give a window a property whose value is a window; none: take it away."""
        which = (ctypes.c_uint32(window), ctypes.c_uint32(name))
        if not value:
            self.order("delete_property", *which)
            return
        self.order(
            "change_property",
            ctypes.c_uint8(_REPLACE),
            *(*which, ctypes.c_uint32(_WINDOW), ctypes.c_uint8(32)),
            ctypes.c_uint32(len(value)),
            struct.pack(f"={len(value)}I", *value),
        )

    def next_event(self) -> bytes | None:
        """What arrived, its first 32 bytes; None when there is nothing."""
        if self.handle is None:
            return None
        address = self.xcb.xcb_poll_for_event(self.handle)
        if not address:
            return None
        event = ctypes.string_at(address, _HEAD_BYTES)
        self._free(address)
        return event

    def _find_root(self, number: int) -> int:
        xcb = self.xcb
        xcb.xcb_get_setup.restype = ctypes.c_void_p
        xcb.xcb_setup_roots_iterator.restype = _Screens
        setup = ctypes.c_void_p(xcb.xcb_get_setup(self.handle))
        screens = xcb.xcb_setup_roots_iterator(setup)
        for _ in range(min(number, screens.rem - 1)):
            xcb.xcb_screen_next(ctypes.byref(screens))
        return int(screens.data[0])


class InputShapes:
    """Says which parts of windows take clicks, by the X Shape extension.

    Args:
        connection: Whose server has the windows.

    Raises:
        OSError: libxcb-shape is missing.

    Source: "X Nonrectangular Window Shape Extension Library", version 1.1.
    """

    _SET, _INPUT, _UNSORTED = 0, 2, 0

    def __init__(self, connection: XConnection) -> None:
        self._connection = connection
        self._shape = ctypes.CDLL("libxcb-shape.so.0")

    def take(
        self, window: int, rectangles: Sequence[tuple[int, int, int, int]]
    ) -> None:
        """Take clicks in these rectangles alone.

        Args:
            window: Its number on the server.
            rectangles: Left, top, width, height in pixels of the window; none: all
                clicks pass.
        """
        packed = b"".join(struct.pack("=hhHH", *each) for each in rectangles)
        self._connection.order(
            "shape_rectangles",
            *(ctypes.c_uint8(n) for n in (self._SET, self._INPUT, self._UNSORTED)),
            ctypes.c_uint32(window),
            *(ctypes.c_int16(0), ctypes.c_int16(0)),
            ctypes.c_uint32(len(rectangles)),
            packed,
            library=self._shape,
        )

    def take_all(self, window: int) -> None:
        """Take clicks wherever the window is."""
        self._connection.order(
            "shape_mask",
            *(ctypes.c_uint8(n) for n in (self._SET, self._INPUT)),
            ctypes.c_uint32(window),
            *(ctypes.c_int16(0), ctypes.c_int16(0)),
            ctypes.c_uint32(0),
            library=self._shape,
        )


def number_in(reply: bytes, kind: str, at: int) -> int:
    """A number of a reply; `kind` as `struct` names it, `at` in bytes."""
    (value,) = struct.unpack_from(f"={kind}", reply, at)
    return int(value)
