"""Names of keys: as Qt writes them, as the X server counts them, as portals spell them.

A key that counts in every program is taken from all of them, so one that writes a
letter is refused unless Ctrl, Alt or Meta is held with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntFlag

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence


class Held(IntFlag):
    """Keys held with another. Values: the X protocol's, with Alt and Meta as usual."""

    SHIFT = 1
    CTRL = 4
    ALT = 8
    META = 64


@dataclass(frozen=True, slots=True)
class Combination:
    """A key and what is held with it.

    Attributes:
        keysym: The key as the X server names it.
        held: What is held with it.
    """

    keysym: int
    held: Held


_FIRST_F = 0xFFBE
_LAST_LATIN = 0xFF
"""So far keysyms and Qt's keys are both Latin-1; Qt means capitals."""

_HELD = (
    (Qt.KeyboardModifier.ControlModifier, Held.CTRL, "CTRL"),
    (Qt.KeyboardModifier.AltModifier, Held.ALT, "ALT"),
    (Qt.KeyboardModifier.ShiftModifier, Held.SHIFT, "SHIFT"),
    (Qt.KeyboardModifier.MetaModifier, Held.META, "LOGO"),
)
_SPECIAL = {
    Qt.Key.Key_Backspace: (0xFF08, "BackSpace"),
    Qt.Key.Key_Tab: (0xFF09, "Tab"),
    Qt.Key.Key_Return: (0xFF0D, "Return"),
    Qt.Key.Key_Pause: (0xFF13, "Pause"),
    Qt.Key.Key_ScrollLock: (0xFF14, "Scroll_Lock"),
    Qt.Key.Key_Escape: (0xFF1B, "Escape"),
    Qt.Key.Key_Home: (0xFF50, "Home"),
    Qt.Key.Key_Left: (0xFF51, "Left"),
    Qt.Key.Key_Up: (0xFF52, "Up"),
    Qt.Key.Key_Right: (0xFF53, "Right"),
    Qt.Key.Key_Down: (0xFF54, "Down"),
    Qt.Key.Key_PageUp: (0xFF55, "Page_Up"),
    Qt.Key.Key_PageDown: (0xFF56, "Page_Down"),
    Qt.Key.Key_End: (0xFF57, "End"),
    Qt.Key.Key_Print: (0xFF61, "Print"),
    Qt.Key.Key_Insert: (0xFF63, "Insert"),
    Qt.Key.Key_Menu: (0xFF67, "Menu"),
    Qt.Key.Key_Enter: (0xFF8D, "KP_Enter"),
    Qt.Key.Key_Delete: (0xFFFF, "Delete"),
}
_ALONE = (Qt.Key.Key_Pause, Qt.Key.Key_ScrollLock, Qt.Key.Key_Menu, Qt.Key.Key_Insert)
"""Keys that may be taken from every program though nothing is held with them."""

_LATIN_NAMES = {" ": "space", "+": "plus", "-": "minus", ",": "comma", ".": "period"}


def combination_of(name: str) -> Combination | None:
    """What the X server has to watch for; None for a key it does not know.

    Args:
        name: As Qt writes it, such as ``Ctrl+Alt+J``.
    """
    key, modifiers = _parsed(name)
    keysym = _keysym(key)
    if keysym is None:
        return None
    held = Held(0)
    for modifier, mask, _spelled in _HELD:
        if modifiers & modifier:
            held |= mask
    return Combination(keysym, held)


def trigger_of(name: str) -> str:
    """The key as the portals' shortcuts specification spells it; empty: unknown.

    Source: XDG "Shortcuts" specification, draft 1.
    """
    key, modifiers = _parsed(name)
    keysym = _keysym(key)
    if keysym is None:
        return ""
    if key in _SPECIAL:
        spelled = _SPECIAL[key][1]
    elif keysym >= _FIRST_F:
        spelled = f"F{keysym - _FIRST_F + 1}"
    else:
        spelled = _LATIN_NAMES.get(chr(keysym), chr(keysym))
    held = [word for modifier, _mask, word in _HELD if modifiers & modifier]
    return "+".join((*held, spelled))


def may_be_taken(name: str) -> bool:
    """Whether a key may be taken from every program."""
    key, modifiers = _parsed(name)
    strong = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    strong |= Qt.KeyboardModifier.MetaModifier
    return bool(modifiers & strong) or _is_f(key) or key in _ALONE


def _parsed(name: str) -> tuple[Qt.Key, Qt.KeyboardModifier]:
    sequence = QKeySequence(name, QKeySequence.SequenceFormat.PortableText)
    if sequence.count() != 1:
        return Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier
    combined = sequence[0]  # type: ignore[index]  # the stubs lack __getitem__
    return combined.key(), combined.keyboardModifiers()


def _is_f(key: Qt.Key) -> bool:
    return int(Qt.Key.Key_F1) <= int(key) <= int(Qt.Key.Key_F35)


def _keysym(key: Qt.Key) -> int | None:
    if key in _SPECIAL:
        return _SPECIAL[key][0]
    value = int(key)
    if _is_f(key):
        return _FIRST_F + value - int(Qt.Key.Key_F1)
    if value <= _LAST_LATIN:
        return ord(chr(value).lower())
    return None
