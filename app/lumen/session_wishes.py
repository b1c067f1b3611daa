"""What the desktop wishes of programs: less motion, light or dark.

Source: XDG Desktop Portal, "Settings" (``org.freedesktop.appearance reduced-motion``
and ``color-scheme``); GNOME's and Plasma's own keys as their portals pass them on.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
from typing import Any

from lumen.core.units import Seconds
from lumen.session_bus import Bus, BusError

PORTAL = "org.freedesktop.portal.Desktop"
PORTAL_PATH = "/org/freedesktop/portal/desktop"
SETTINGS = "org.freedesktop.portal.Settings"
_APPEARANCE = ("org.freedesktop.appearance", "reduced-motion")
_COLOURS = ("org.freedesktop.appearance", "color-scheme")
_GNOME = ("org.gnome.desktop.interface", "enable-animations")
_PLASMA = ("org.kde.kdeglobals.KDE", "AnimationDurationFactor")
SPACES = (_APPEARANCE[0], _GNOME[0], _PLASMA[0])
"""A portal tells of every change on the desktop; all else is none of our business."""

_EARLY = Seconds(1.0)
"""By then the window is there, and whoever watches the session asks anyway."""

Wishes = dict[tuple[str, str], object]
"""Values by namespace and key."""


def wants_less_motion(wishes: Wishes) -> bool:
    """Whether the desktop asks for less motion.

    What is meant for programs comes first, then each desktop's own switch.

    Args:
        wishes: Values by namespace and key; unknown and odd ones count for nothing.
    """
    if wishes.get(_APPEARANCE) == 1:
        return True
    if wishes.get(_GNOME) is False:
        return True
    factor = wishes.get(_PLASMA)
    try:
        return float(str(factor)) == 0.0
    except ValueError:
        return False


def wants_dark(wishes: Wishes) -> bool | None:
    """Whether the desktop asks for dark windows; None: it does not care.

    Args:
        wishes: Values by namespace and key; odd ones count for nothing.
    """
    wish = wishes.get(_COLOURS)
    return {1: True, 2: False}.get(wish) if type(wish) is int else None


async def read_wishes(bus: Bus) -> Wishes:
    """Ask the portal for all wishes.

    Raises:
        BusError: There is no portal, or it does not answer this.
    """
    answer = await bus.call(
        PORTAL, SETTINGS, "ReadAll", "as", [list(SPACES)], path=PORTAL_PATH
    )
    return {
        (str(space), str(key)): plain(value)
        for space, values in mapping(answer[0] if answer else None).items()
        for key, value in mapping(values).items()
    }


class EarlyWishes:
    """Asks once, on a thread of its own, while the window is being built.

    Nobody waits for it: a desktop that has not answered by then is heard later, by
    `SessionWatch`.

    Args:
        session: Address of the session bus; empty: this session's.
        patience: Seconds after which an answer is of no use any more.
    """

    def __init__(self, session: str = "", patience: Seconds = _EARLY) -> None:
        self._session = session
        self._patience = patience
        self._wishes: Wishes = {}
        self._thread = threading.Thread(
            target=self._ask, name="lumen-wishes", daemon=True
        )
        self._thread.start()

    @property
    def dark(self) -> bool | None:
        """Whether dark windows are wished for; None: not known, or none is wished."""
        return wants_dark(self._wishes)

    def join(self, timeout: float | None = None) -> None:
        """Wait until it is answered, or too late."""
        self._thread.join(timeout)

    def _ask(self) -> None:
        with contextlib.suppress(BusError, TimeoutError):
            self._wishes = asyncio.run(self._read())

    async def _read(self) -> Wishes:
        async with asyncio.timeout(self._patience):
            with contextlib.closing(await Bus.connect(self._session)) as bus:
                return await read_wishes(bus)


def plain(value: object) -> object:
    """What lies in a variant, in one in another, too: some portals wrap twice."""
    while hasattr(value, "value") and hasattr(value, "signature"):
        value = value.value
    return value


def mapping(value: object) -> dict[Any, Any]:
    """A dictionary, perhaps in a variant; anything else counts as an empty one."""
    inner = plain(value)
    return inner if isinstance(inner, dict) else {}
