"""Work that may never end, such as on the folder of a dead network."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable
from typing import TypeVar

_T = TypeVar("_T")


def on_its_own_thread(task: Callable[[], _T], name: str) -> asyncio.Future[_T]:
    """Call it on a thread that nothing waits for in the end.

    The threads of `asyncio.to_thread` are few: tasks that hang would take them all.

    Args:
        task: What to call.
        name: Name of the thread, shown in debuggers and logs.

    Returns:
        Done on the running loop; leaving it leaves the thread.
    """
    loop = asyncio.get_running_loop()
    future: asyncio.Future[_T] = loop.create_future()

    def tell(call: Callable[[], None]) -> None:
        if not future.done():
            call()

    def run() -> None:
        try:
            result = task()
        except Exception as error:  # noqa: BLE001 - carried to whoever waits
            failure = error

            def call() -> None:
                future.set_exception(failure)
        else:

            def call() -> None:
                future.set_result(result)

        with contextlib.suppress(RuntimeError):  # the loop was closed meanwhile
            loop.call_soon_threadsafe(tell, call)

    threading.Thread(target=run, name=name, daemon=True).start()
    return future
