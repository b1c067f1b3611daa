"""What a slot of an intent says, whatever is in it."""

from __future__ import annotations

import math
from collections.abc import Mapping

from lumen.core.intent import SlotValue

_YES = frozenset({"on", "true", "yes", "mute", "1"})
_NO = frozenset({"off", "false", "no", "unmute", "0"})


def number(slots: Mapping[str, SlotValue], slot: str) -> float | None:
    """A slot's number; None when it is missing or no finite number."""
    value = slots.get(slot)
    if value is None or isinstance(value, Mapping):
        return None
    try:
        amount = float(value)
    except (TypeError, ValueError, OverflowError):
        return None
    return amount if math.isfinite(amount) else None


def text(slots: Mapping[str, SlotValue], slot: str) -> str:
    """A slot's text; empty when it is missing."""
    value = slots.get(slot)
    return value.strip() if isinstance(value, str) else ""


def yes_or_no(slots: Mapping[str, SlotValue], slot: str) -> bool | None:
    """A slot's switch; None when it is missing or neither."""
    value = slots.get(slot)
    if value is None:
        return None
    if not isinstance(value, str):
        return bool(value)
    word = value.strip().casefold()
    return True if word in _YES else False if word in _NO else None
