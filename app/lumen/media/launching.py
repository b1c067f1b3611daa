"""Hands things to the desktop, which knows an application for them."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil

from lumen.core.errors import InputError

_OPEN_SECONDS = 3.0


async def launch(uri: str) -> None:
    """Open something in the desktop's application for it.

    Raises:
        InputError: Nothing opens it.
    """
    program = shutil.which("xdg-open")
    if program is None:
        raise InputError(
            "Nothing on this desktop opens files (xdg-open is missing).",
            "Start a player first, then ask again.",
        )
    try:
        process = _spawned(program, uri)
    except (OSError, ValueError) as error:
        raise InputError(
            "The desktop's opener (xdg-open) cannot be started.",
            "Start a player first, then ask again.",
        ) from error
    code = await _exit_of(process)
    if code != 0:
        raise InputError(
            "No application on this desktop opens that.",
            "Install a player, such as mpv or VLC, or start one first.",
        )


def _spawned(program: str, argument: str) -> int:
    """Start a program that outlives Lumen; nothing here holds on to it.

    Returns:
        Its process id.
    """
    nothing = [
        (os.POSIX_SPAWN_OPEN, stream, os.devnull, os.O_RDWR, 0) for stream in range(3)
    ]
    return os.posix_spawn(
        program, [program, argument], os.environ, file_actions=nothing, setsid=True
    )


async def _exit_of(process: int) -> int:
    """The status with which it ends; 0 when it became the application itself.

    That one is waited for, too, whenever it ends: it leaves no zombie behind.
    """
    loop = asyncio.get_running_loop()
    code: asyncio.Future[int] = loop.create_future()
    try:
        handle = os.pidfd_open(process)
    except OSError:  # no handles left: it runs all the same
        return 0

    def on_end() -> None:
        loop.remove_reader(handle)
        os.close(handle)
        status = 0
        with contextlib.suppress(ChildProcessError):  # somebody else waited
            _, status = os.waitpid(process, 0)
        if not code.done():
            code.set_result(os.waitstatus_to_exitcode(status))

    loop.add_reader(handle, on_end)
    try:
        async with asyncio.timeout(_OPEN_SECONDS):
            return await code
    except TimeoutError:
        return 0
