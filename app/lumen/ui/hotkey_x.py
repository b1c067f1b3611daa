"""Keys of every program on X11: grabbed on the root window, by a thread of its own.

A grabbed key reaches nobody else. Of a held key the server tells a release and a press
of the same time for each repeat. They arrive together; should they not, the server's
map of keys tells whether the key is really up.
"""

from __future__ import annotations

import ctypes
import os
import select
import struct
import threading
from collections.abc import Callable, Sequence

from lumen.ui.hotkey_global import KeyNews, WantedKey
from lumen.ui.hotkey_names import combination_of
from lumen.ui.x_connection import XConnection, number_in

_PRESS, _RELEASE, _MAPPING = 2, 3, 34
_BAD_ACCESS = 10
"""Of the X protocol: somebody else has grabbed the key."""

_ASYNCHRONOUS = 1
_FIRST_CODE, _CODES = 8, 248
_CAPS, _NUM = 2, 16
_LOCKS = (0, _CAPS, _NUM, _CAPS | _NUM)
"""Caps Lock and Num Lock must not disable a key."""

_HELD_MASK = 0x4D  # Shift, Control, Mod1, Mod4
_CLOSING_SECONDS = 2.0


class XKeyWatch:
    """Grabs keys of the server that ``DISPLAY`` names.

    Args:
        news: Where it tells.
        deliver: Has a function called on the UI thread.
    """

    def __init__(
        self, news: KeyNews, deliver: Callable[[Callable[[], None]], None]
    ) -> None:
        self._news = news
        self._deliver = deliver
        self._lock = threading.Lock()
        self._wanted: tuple[WantedKey, ...] = ()
        self._fresh = self._closing = False
        self._reader, self._writer = os.pipe()
        self._thread = threading.Thread(
            target=self._run, name="lumen-keys", daemon=True
        )
        self._thread.start()

    def bind(self, keys: Sequence[WantedKey]) -> None:
        """See `KeyWatch.bind`."""
        with self._lock:
            self._wanted, self._fresh = tuple(keys), True
        self._wake()

    def close(self) -> None:
        """See `KeyWatch.close`."""
        if self._closing:
            return
        self._closing = True
        self._wake()
        self._thread.join(_CLOSING_SECONDS)
        os.close(self._reader)
        os.close(self._writer)

    def _wake(self) -> None:
        os.write(self._writer, b"x")

    # ---- on its thread ---------------------------------------------------------------

    def _run(self) -> None:
        try:
            connection = XConnection()
        except OSError:
            return  # without a server there is no window either
        grabs = _Grabs(connection)
        try:
            while not self._closing and not connection.broken:
                self._take_wishes(grabs)
                while events := _arrived(connection):  # answers bring others along
                    for event in without_repeats(events):
                        self._on_event(grabs, event)
                self._wait(connection)
        finally:
            connection.close()

    def _wait(self, connection: XConnection) -> None:
        ready, _, _ = select.select([connection.descriptor, self._reader], [], [])
        if self._reader in ready:
            os.read(self._reader, 64)

    def _take_wishes(self, grabs: _Grabs) -> None:
        with self._lock:
            wanted, fresh, self._fresh = self._wanted, self._fresh, False
        if fresh:
            self._grab(grabs, wanted)

    def _grab(self, grabs: _Grabs, wanted: Sequence[WantedKey]) -> None:
        for wish, why in grabs.replace(wanted):
            advice = "Choose another one in the settings."
            self._tell(self._news.refused, wish.name, f"{why} {advice}")

    def _on_event(self, grabs: _Grabs, event: bytes) -> None:
        kind = event[0] & 0x7F
        if kind == _PRESS:
            if name := grabs.press(event):
                self._tell(self._news.pressed, name)
        elif kind == _RELEASE:
            if name := grabs.release(event):
                self._tell(self._news.released, name)
        elif kind == _MAPPING:  # another keyboard layout
            with self._lock:
                wanted = self._wanted
            self._grab(grabs, wanted)

    def _tell(self, call: Callable[..., None], *what: str) -> None:
        self._deliver(lambda: call(*what))


class _Grabs:
    """What is grabbed on a connection, and which of it is down."""

    def __init__(self, connection: XConnection) -> None:
        self._connection = connection
        self._names: dict[tuple[int, int], str] = {}
        self._down: dict[int, str] = {}
        self._up_since: dict[int, int] = {}

    def replace(self, wanted: Sequence[WantedKey]) -> list[tuple[WantedKey, str]]:
        """Have these instead; tell which could not be had, and why.

        What stays is not let go for a moment: each keyboard that is used in turn lets
        the server tell of another layout, just as a key of it is pressed.
        """
        columns = self._columns()
        names: dict[tuple[int, int], str] = {}
        refused = []
        for wish in wanted:
            codes, held = _codes(wish, columns)
            if not codes:
                refused.append((wish, f"There is no key {wish.key} on this keyboard."))
            elif any((code, held) in names for code in codes):
                refused.append((wish, f"{wish.key} cannot be two keys of Lumen's."))
            else:
                names |= {(code, held): wish.name for code in codes}
        for code, held in self._names.keys() - names.keys():
            self._ungrab(code, held)
        for code, held in names.keys() - self._names.keys():
            if not self._grab(code, held):
                self._ungrab(code, held)
                name = names.pop((code, held))
                wish = next(each for each in wanted if each.name == name)
                refused.append((wish, f"Another program uses {wish.key} already."))
        self._names = names
        return refused

    def press(self, event: bytes) -> str:
        """Whose key went down; empty for a repeat."""
        code, held = event[1], _state(event) & _HELD_MASK
        name = self._names.get((code, held), "")
        if not name or code in self._down or self._up_since.get(code) == _time(event):
            return ""
        self._down[code] = name
        return name

    def release(self, event: bytes) -> str:
        """Whose key is up now; empty while it is held and repeats."""
        code = event[1]
        if code not in self._down or self._is_down(code):
            return ""
        self._up_since[code] = _time(event)
        return self._down.pop(code)

    def _is_down(self, code: int) -> bool:
        reply = self._connection.ask("query_keymap")
        return reply is not None and bool(reply[8 + code // 8] >> code % 8 & 1)

    def _grab(self, code: int, held: int) -> bool:
        """Grab it with every state of the locks, or else with none."""
        for lock in _LOCKS:
            error = self._connection.order(
                "grab_key",
                ctypes.c_uint8(1),
                ctypes.c_uint32(self._connection.root),
                ctypes.c_uint16(held | lock),
                *(ctypes.c_uint8(n) for n in (code, _ASYNCHRONOUS, _ASYNCHRONOUS)),
            )
            if error == _BAD_ACCESS:
                return False
        return True

    def _ungrab(self, code: int, held: int) -> None:
        for lock in _LOCKS:
            self._connection.order(
                "ungrab_key",
                ctypes.c_uint8(code),
                ctypes.c_uint32(self._connection.root),
                ctypes.c_uint16(held | lock),
            )

    def _columns(self) -> list[tuple[int, ...]]:
        """For each key of the keyboard the symbols that are on it."""
        reply = self._connection.ask(
            "get_keyboard_mapping",
            ctypes.c_uint8(_FIRST_CODE),
            ctypes.c_uint8(_CODES),
        )
        if reply is None or not reply[1]:
            return []
        each = reply[1]
        symbols = struct.unpack_from(f"={(len(reply) - 32) // 4}I", reply, 32)
        return [symbols[at : at + each] for at in range(0, len(symbols), each)]


def _codes(wish: WantedKey, columns: Sequence[Sequence[int]]) -> tuple[list[int], int]:
    """The keys of this keyboard that are meant, and what is held with them."""
    combination = combination_of(wish.key)
    if combination is None:
        return [], 0
    codes = [
        _FIRST_CODE + at
        for at, symbols in enumerate(columns)
        if combination.keysym in symbols
    ]
    return codes, int(combination.held)


def without_repeats(events: Sequence[bytes]) -> list[bytes]:
    """What is left of events when a held key's repeats are taken out."""
    left: list[bytes] = []
    for event in events:
        key, at = event[1], _time(event)
        if event[0] & 0x7F == _PRESS and any(
            (each[0] & 0x7F, each[1], _time(each)) == (_RELEASE, key, at)
            for each in left
        ):
            left = [each for each in left if (each[1], _time(each)) != (key, at)]
        else:
            left.append(event)
    return left


def _arrived(connection: XConnection) -> list[bytes]:
    events = []
    while (event := connection.next_event()) is not None:
        events.append(event)
    return events


def _time(event: bytes) -> int:
    """When it happened, in milliseconds of the server."""
    return number_in(event, "I", 4)


def _state(event: bytes) -> int:
    return number_in(event, "H", 28)
