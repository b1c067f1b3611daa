"""What the desktop session tells: a locked screen, less motion, light or dark.

All of it is optional: without a bus, a portal or a login manager nothing is told, and
Lumen behaves as on an unlocked screen that moves.

Source: XDG Desktop Portal, "Settings", ``SettingChanged``; org.freedesktop.login1(5),
``LockedHint``; Idle Inhibition draft, ``org.freedesktop.ScreenSaver``:
``ActiveChanged`` and ``GetActive``.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from lumen.core.clock import Clock
from lumen.core.events import (
    ColourWishChanged,
    Event,
    MotionWishChanged,
    ScreenLockChanged,
)
from lumen.core.turn import NO_TURN
from lumen.core.units import Seconds
from lumen.session_bus import DAEMON, PROPERTIES, Bus, BusError
from lumen.session_wishes import (
    PORTAL,
    PORTAL_PATH,
    SETTINGS,
    SPACES,
    Wishes,
    mapping,
    plain,
    read_wishes,
    wants_dark,
    wants_less_motion,
)

if TYPE_CHECKING:
    from dbus_fast import Message

_log = logging.getLogger(__name__)

_PATIENCE = Seconds(5.0)
"""A portal is started by the first question to it."""

_LOGIN = "org.freedesktop.login1"
_LOGIN_PATH = "/org/freedesktop/login1"
_LOGIN_SESSION = "org.freedesktop.login1.Session"
_SYSTEM_BUS = "unix:path=/run/dbus/system_bus_socket"
_SAVERS = (
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver",
    "org.xfce.ScreenSaver",
)
_OLD_PATH = "/ScreenSaver"
"""Where some answer besides the path of their name: Plasma, and savers of X11."""


class SessionWatch:
    """Tells of the session as long as it runs; belongs to the loop.

    What was read of light and dark first is told in any case: who began by another
    wish hears that it holds no more.

    Args:
        clock: Shared with all stages.
        post: Takes `MotionWishChanged`, `ColourWishChanged` and `ScreenLockChanged`.
        session: Address of the session bus; empty: this session's.
        system: Address of the system bus; empty: this machine's.
    """

    def __init__(
        self,
        clock: Clock,
        post: Callable[[Event], None],
        *,
        session: str = "",
        system: str = "",
    ) -> None:
        self._clock = clock
        self._post = post
        self._session = session
        self._system = system or os.environ.get("DBUS_SYSTEM_BUS_ADDRESS", _SYSTEM_BUS)
        self._wishes: Wishes = {}
        self._reduced = False
        self._dark: bool | None = None
        self._read = False
        self._savers: set[tuple[str, str]] = set()
        self._heard_savers: set[tuple[str, str]] = set()
        self._portal_came = asyncio.Event()
        self._hint = False
        self._hint_path = ""
        self._locked = False

    async def run(self) -> None:
        """Watch until cancelled, or until there is nothing to watch any more."""
        await asyncio.gather(self._watch_session(), self._watch_login())

    # ---- the session bus: portal and screen savers -----------------------------------

    async def _watch_session(self) -> None:
        try:
            bus = await Bus.connect(self._session, _PATIENCE)
        except BusError as error:
            _log.info("the session is not watched: %s", type(error).__name__)
            return
        with contextlib.closing(bus):
            bus.listen(self._on_session)
            rules = [
                f"type='signal',interface='{saver}',member='ActiveChanged'"
                for saver in _SAVERS
            ]
            rules.append(
                f"type='signal',interface='{SETTINGS}',member='SettingChanged',"
                f"path='{PORTAL_PATH}',sender='{PORTAL}'"
            )
            rules.extend(
                f"type='signal',sender='{DAEMON}',interface='{DAEMON}',"
                f"member='NameOwnerChanged',{which}"
                for which in ("arg2=''", f"arg0='{PORTAL}'")
            )
            with contextlib.suppress(BusError):
                for rule in rules:
                    await bus.ask_daemon("AddMatch", "s", [rule])
            async with asyncio.TaskGroup() as asking:
                following = asking.create_task(self._follow_portal(bus))
                for saver in _SAVERS:
                    asking.create_task(self._ask_saver(bus, saver))
                await bus.lost()
                following.cancel()
            self._savers.clear()  # nobody tells any more that the screen is back
            self._tell_lock()

    async def _follow_portal(self, bus: Bus) -> None:
        """Ask the portal, and each one that comes later: it may wish otherwise."""
        while True:
            self._portal_came.clear()
            await self._read_wishes(bus)
            await self._portal_came.wait()

    async def _read_wishes(self, bus: Bus) -> None:
        try:
            self._wishes = await read_wishes(bus)
        except BusError as error:
            _log.info("no portal tells of wishes: %s", type(error).__name__)
            return
        self._tell_wishes(read=True)

    def _on_session(self, message: Message) -> None:
        body = message.body
        if message.member == "SettingChanged" and message.interface == SETTINGS:
            if len(body) == 3 and body[0] in SPACES:
                self._wishes[str(body[0]), str(body[1])] = plain(body[2])
                self._tell_wishes()
        elif message.member == "ActiveChanged" and message.interface in _SAVERS:
            saver = str(message.sender), message.interface
            self._heard_savers.add(saver)
            self._on_saver(saver, active=body[:1] == [True])
        elif message.member == "NameOwnerChanged" and len(body) == 3:
            self._on_owner(str(body[0]), str(body[2]))

    def _on_owner(self, name: str, owner: str) -> None:
        if name == PORTAL and owner:
            self._portal_came.set()
        elif not owner:
            for saver in [s for s in self._savers if s[0] == name]:
                self._on_saver(saver, active=False)  # it died with the screen dark

    async def _ask_saver(self, bus: Bus, saver: str) -> None:
        """Whether the screen is dark already; none is started by the question."""
        with contextlib.suppress(BusError):
            owner = str((await bus.ask_daemon("GetNameOwner", "s", [saver]))[0])
            answer: list[Any] = []
            for path in ("/" + saver.replace(".", "/"), _OLD_PATH):
                with contextlib.suppress(BusError):
                    answer = await bus.call(owner, saver, "GetActive", path=path)
                    break
            if (owner, saver) not in self._heard_savers:  # what it said since is newer
                self._on_saver((owner, saver), active=answer[:1] == [True])

    def _on_saver(self, saver: tuple[str, str], *, active: bool) -> None:
        """One program may be several savers, and only one of them be active."""
        if active:
            self._savers.add(saver)
        else:
            self._savers.discard(saver)
        self._tell_lock()

    # ---- the system bus: the login manager -------------------------------------------

    async def _watch_login(self) -> None:
        try:
            bus = await Bus.connect(self._system, _PATIENCE)
        except BusError as error:
            _log.info("the login manager is not watched: %s", type(error).__name__)
            return
        with contextlib.closing(bus):
            path = await self._find_login(bus)
            if not path:
                return
            self._hint_path = path
            bus.listen(self._on_login)
            rule = (
                f"type='signal',sender='{_LOGIN}',interface='{PROPERTIES}',"
                f"member='PropertiesChanged',path='{path}'"
            )
            with contextlib.suppress(BusError):
                await bus.ask_daemon("AddMatch", "s", [rule])
                asked = [_LOGIN_SESSION, "LockedHint"]
                answer = await bus.call(
                    _LOGIN, PROPERTIES, "Get", "ss", asked, path=path
                )
                self._hint = bool(answer) and plain(answer[0]) is True
                self._tell_lock()
            await bus.lost()
            self._hint = False
            self._tell_lock()

    async def _find_login(self, bus: Bus) -> str:
        """Object path of this login session; empty where there is none."""
        manager = f"{_LOGIN}.Manager"
        named = os.environ.get("XDG_SESSION_ID", "")
        asked: list[tuple[str, str, object]] = [
            ("GetSession", "s", named),
            ("GetSession", "s", "auto"),  # also from a service of the user's
            ("GetSessionByPID", "u", os.getpid()),
        ]
        for method, signature, value in asked:
            if not value:
                continue
            with contextlib.suppress(BusError):
                answer = await bus.call(
                    _LOGIN, manager, method, signature, [value], path=_LOGIN_PATH
                )
                if answer:
                    return str(answer[0])
        return ""

    def _on_login(self, message: Message) -> None:
        body = message.body
        if message.path != self._hint_path or message.member != "PropertiesChanged":
            return
        changed = mapping(body[1] if len(body) > 1 else None)
        if "LockedHint" in changed:
            self._hint = plain(changed["LockedHint"]) is True
            self._tell_lock()

    # ---- told ------------------------------------------------------------------------

    def _tell_wishes(self, *, read: bool = False) -> None:
        now = self._clock.now()
        reduced, dark = wants_less_motion(self._wishes), wants_dark(self._wishes)
        if reduced is not self._reduced:
            self._reduced = reduced
            self._post(MotionWishChanged(NO_TURN, now, reduced))
        if dark is not self._dark or (read and not self._read):
            self._dark = dark
            self._read = self._read or read
            self._post(ColourWishChanged(NO_TURN, now, dark))

    def _tell_lock(self) -> None:
        locked = self._hint or bool(self._savers)
        if locked is not self._locked:
            self._locked = locked
            self._post(ScreenLockChanged(NO_TURN, self._clock.now(), locked))
