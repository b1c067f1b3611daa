"""What a sentence asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeAlias

SlotValue: TypeAlias = str | float | bool | Mapping[str, str | float]
"""A slot's value; a mapping for slots inside a slot, such as ``filters``."""

NO_SLOTS: Mapping[str, SlotValue] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Intent:
    """An intent with its slots.

    Attributes:
        name: Name of the intent, such as ``time_date``.
        slots: Values found in the sentence, by slot name.
        confidence: 0 to 1.
    """

    name: str
    slots: Mapping[str, SlotValue] = field(default_factory=lambda: NO_SLOTS, repr=False)
    confidence: float = 1.0
