"""When the microphone is open: while it is wanted, and a little longer.

Opening a microphone takes about 0.1 s, so that it stays open for a while after
push-to-talk: the next press then has its pre-roll. After that it is closed, and the
desktop's recording light goes out. Used on the loop only, which never waits: opening
and closing are done by a worker, one after the other.
"""

from __future__ import annotations

import asyncio
import contextlib
from concurrent.futures import Future
from typing import TYPE_CHECKING

from lumen.core.errors import AudioDeviceError
from lumen.core.worker import Worker, WorkerBusyError

if TYPE_CHECKING:  # these load numpy: after the first window
    from lumen.audio.capture import Microphone
    from lumen.speech.listening import Listener

_NAME = "lumen-ears"

LINGER_SECONDS = 20.0
"""How long the microphone stays open after push-to-talk."""


class Ears:
    """Opens and closes the microphone for the listener.

    Args:
        microphone: The microphone.
        listener: Hears its blocks.
    """

    def __init__(self, microphone: Microphone, listener: Listener) -> None:
        self._microphone = microphone
        self._listener = listener
        self._always = False
        self._private = False
        self._closing: asyncio.TimerHandle | None = None
        self._worker = Worker(_NAME)
        self._worker.start()

    @property
    def always(self) -> bool:
        """Whether it hears hands-free, or will once privacy is over."""
        return self._always

    @property
    def private(self) -> bool:
        """Whether the microphone is closed, whatever is asked."""
        return self._private

    def set_private(self, private: bool) -> Future[None]:
        """Close the microphone and keep it closed, or hear again as before.

        Returns:
            Done once the microphone is closed, or once it is being opened; with an
            exception when it could not be closed.
        """
        self._private = private
        self._listener.set_hands_free(self._always and not private)
        if private:
            self._stay()
            return self._worker.call(self._stop, WorkerBusyError(_NAME))
        if self._always:
            self.open()
        return self._worker.call(lambda: None, WorkerBusyError(_NAME))

    def listen_always(self, on: bool, *, held: bool = False) -> None:
        """Hear hands-free, or only when `open` asks for it.

        Args:
            on: Whether to hear all the time.
            held: Whether push-to-talk is recording, which goes on.
        """
        self._always = on
        self._listener.set_hands_free(on and not self._private)
        if on:
            self.open()
        elif not held:
            self._close()

    def open(self) -> None:
        """Be able to hear from now on, unless nothing may be heard."""
        if self._private:
            return
        self._stay()
        self._worker.submit(lambda: self._microphone.start(self._listener.hear))

    def rest(self) -> None:
        """Nothing is to be heard for now: close soon, unless hands-free."""
        self._stay()
        if not self._always:
            loop = asyncio.get_running_loop()
            self._closing = loop.call_later(LINGER_SECONDS, self._close)

    def _stay(self) -> None:
        if self._closing is not None:
            self._closing.cancel()
            self._closing = None

    def _close(self) -> None:
        self._stay()
        self._worker.submit(self._stop)

    def _stop(self) -> None:
        """Hear no further block, and tell what was being heard that it has ended."""
        try:
            self._microphone.stop()
        finally:
            self._listener.interrupt()

    def end(self) -> None:
        """Close the microphone for good; from any thread, waits for it."""
        self._worker.stop()
        with contextlib.suppress(AudioDeviceError):  # its thread ends with the program
            self._microphone.stop()
