"""What desktops wish, and that it is known early, on a private bus with stand-ins."""

from __future__ import annotations

import asyncio
import socket
from pathlib import Path
from typing import Any

import pytest
from dbus_fast import Variant

from lumen.core.units import Seconds
from lumen.session_wishes import EarlyWishes, wants_dark, wants_less_motion
from test_session_watch import APPEARANCE, GNOME, PLASMA, Portal, private_bus

__all__ = ["private_bus"]


@pytest.mark.parametrize(
    ("wishes", "less"),
    [
        ({}, False),
        ({(APPEARANCE, "reduced-motion"): 1}, True),
        ({(APPEARANCE, "reduced-motion"): 0}, False),
        ({(APPEARANCE, "reduced-motion"): 7}, False),
        ({(APPEARANCE, "reduced-motion"): "1"}, False),
        ({(GNOME, "enable-animations"): False}, True),
        ({(GNOME, "enable-animations"): True}, False),
        ({(GNOME, "enable-animations"): 0}, False),
        ({(PLASMA, "AnimationDurationFactor"): "0"}, True),
        ({(PLASMA, "AnimationDurationFactor"): 0.0}, True),
        ({(PLASMA, "AnimationDurationFactor"): "0.5"}, False),
        ({(PLASMA, "AnimationDurationFactor"): "none"}, False),
        ({(PLASMA, "AnimationDurationFactor"): []}, False),
    ],
)
def test_what_counts_as_a_wish_for_less_motion(wishes: Any, less: bool) -> None:
    assert wants_less_motion(wishes) is less


@pytest.mark.parametrize(
    ("wish", "dark"),
    [
        (1, True),
        (2, False),
        (0, None),
        (7, None),
        ("1", None),
        ([], None),
        (True, None),
        (1.0, None),
    ],
)
def test_what_counts_as_a_wish_for_dark(wish: Any, dark: bool | None) -> None:
    assert wants_dark({(APPEARANCE, "color-scheme"): wish}) is dark
    assert wants_dark({}) is None


@pytest.mark.integration
class TestEarly:
    """Asked while the window is being built."""

    @pytest.mark.parametrize(("scheme", "dark"), [(1, True), (2, False), (0, None)])
    async def test_the_wish_is_known(
        self, bus: str, scheme: int, dark: bool | None
    ) -> None:
        portal = Portal(bus, {APPEARANCE: {"color-scheme": Variant("u", scheme)}})
        await portal.start()
        wishes = EarlyWishes(bus)
        await asyncio.to_thread(wishes.join, 10)
        assert portal.asked
        assert wishes.dark is dark
        portal.stop()

    @pytest.mark.parametrize("answer", [None, ("s", ["odd"]), ("a{sv}", [{}])])
    async def test_a_broken_portal_wishes_nothing(self, bus: str, answer: Any) -> None:
        portal = Portal(bus, {})
        portal.answers["ReadAll"] = lambda _message: answer
        await portal.start()
        wishes = EarlyWishes(bus)
        await asyncio.to_thread(wishes.join, 10)
        assert portal.asked
        assert wishes.dark is None
        portal.stop()

    def test_no_portal_wishes_nothing(self, bus: str) -> None:
        wishes = EarlyWishes(bus)
        wishes.join(10)
        assert wishes.dark is None


def test_nobody_waits_for_a_bus_that_never_lets_in(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(str(tmp_path / "bus"))
        door.listen()
        wishes = EarlyWishes(f"unix:path={tmp_path / 'bus'}", Seconds(0.2))
        assert wishes.dark is None
        wishes.join(10)
        assert wishes.dark is None


def test_no_bus_wishes_nothing() -> None:
    wishes = EarlyWishes("unix:path=/nowhere")
    wishes.join(10)
    assert wishes.dark is None
