"""Fixtures of real parts: each starts what it needs, and ends it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from integration import secret_service
from integration import sound_card as virtual
from integration.players import (
    players,
    songs,
    stage,
    stage_with_screen,
    stage_with_sound,
)
from integration.requirements import fail_or_skip
from integration.scripted_player import address, bus
from integration.x_server import x_server


@pytest.fixture
def sound_card() -> Iterator[virtual.SoundCard]:
    """A private sound card, and PortAudio bound to it."""
    if reason := virtual.missing():
        fail_or_skip(reason)
    card = virtual.SoundCard()
    try:
        card.start()
        with card.use():
            yield card
    finally:
        card.stop()


@pytest.fixture
def session_bus() -> Iterator[secret_service.SessionBus]:
    """A private session bus; a real keyring joins it on request."""
    if reason := secret_service.missing():
        fail_or_skip(reason)
    bus = secret_service.SessionBus()
    try:
        bus.start()
        yield bus
    finally:
        bus.stop()


__all__ = [
    "address",
    "bus",
    "players",
    "session_bus",
    "songs",
    "sound_card",
    "stage",
    "stage_with_screen",
    "stage_with_sound",
    "x_server",
]
