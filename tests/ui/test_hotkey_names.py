"""Names of keys: for the X server, for portals, and which may be taken at all."""

from __future__ import annotations

import pytest

from lumen.ui.hotkey_names import (
    Combination,
    Held,
    combination_of,
    may_be_taken,
    trigger_of,
)


@pytest.mark.parametrize(
    ("name", "keysym", "held", "trigger"),
    [
        ("Ctrl+Alt+J", ord("j"), Held.CTRL | Held.ALT, "CTRL+ALT+j"),
        ("F9", 0xFFC6, Held(0), "F9"),
        ("Meta+Shift+Space", ord(" "), Held.META | Held.SHIFT, "SHIFT+LOGO+space"),
        ("Ctrl+1", ord("1"), Held.CTRL, "CTRL+1"),
        ("Ctrl++", ord("+"), Held.CTRL, "CTRL+plus"),
        ("Pause", 0xFF13, Held(0), "Pause"),
        ("Alt+Ö", ord("ö"), Held.ALT, "ALT+ö"),
    ],
)
def test_a_name_of_qt_is_a_key_of_x_and_of_portals(name, keysym, held, trigger):
    assert combination_of(name) == Combination(keysym, held)
    assert trigger_of(name) == trigger


@pytest.mark.parametrize("name", ["", "Nonsense", "Ctrl+X, Ctrl+C", "Media Play"])
def test_what_is_no_key_of_x_is_known_to_be_none(name):
    assert combination_of(name) is None
    assert trigger_of(name) == ""


@pytest.mark.parametrize("name", ["Ctrl+J", "Alt+Space", "Meta+A", "F13", "Pause"])
def test_a_key_that_writes_nothing_may_be_taken(name):
    assert may_be_taken(name)


@pytest.mark.parametrize("name", ["J", "Space", "Shift+J", "Return", "Left", ""])
def test_a_key_that_others_need_may_not(name):
    assert not may_be_taken(name)
