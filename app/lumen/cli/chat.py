"""`lumen chat`: talk by typing, in a terminal."""

from __future__ import annotations

import argparse
import io
import sys
import threading
from typing import TYPE_CHECKING

from lumen.cli.session import Session, TurnWatch, started
from lumen.core import events as ev

if TYPE_CHECKING:
    from lumen.bootstrap import Devices, Foundation

_TIMEOUT_SECONDS = 600.0
_BEYOND_KEYRING_SECONDS = 1.0
_POLL_SECONDS = 0.2  # between two looks for Ctrl-C


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "chat",
        help="talk by typing, in the terminal",
        description="Type and press Enter. Ctrl-C stops a reply; Ctrl-D, or Ctrl-C at "
        "the prompt, ends the chat.",
    )
    parser.add_argument(
        "--aloud", action="store_true", help="also say the replies aloud"
    )
    parser.add_argument(
        "--forget", action="store_true", help="keep nothing of this chat"
    )
    parser.set_defaults(func=run)


class _Printer:
    """Prints replies as they come; a listener."""

    def __init__(self) -> None:
        self._open = False
        self.history_settled = threading.Event()
        """Set when it is known whether the chat is kept, and earlier ones are here."""

    def __call__(self, event: ev.Event) -> None:
        """Take an event, on the loop's thread."""
        match event:
            case ev.ReplyDelta():
                if not self._open:
                    self._write("Lumen: ")
                    self._open = True
                self._write(event.text)
            case ev.ReplyEnded() | ev.PlaybackStopped():
                self.end_line()
            case ev.ProblemRaised():
                self.end_line()
                print(f"  ({event.error})", file=sys.stderr, flush=True)
            case ev.HistoryOpened():
                self.history_settled.set()
            case ev.PassphraseWanted():
                print(
                    "  (This chat is not kept: the history needs a passphrase, which "
                    "the window asks for.)",
                    file=sys.stderr,
                    flush=True,
                )
                self.history_settled.set()
            case _:
                pass

    def end_line(self) -> None:
        """End a reply that is being printed."""
        if self._open:
            self._open = False
            self._write("\n")

    def _write(self, text: str) -> None:
        sys.stdout.write(text)
        sys.stdout.flush()


def run(arguments: argparse.Namespace) -> int:
    """Chat until the input ends.

    Returns:
        0.
    """
    from lumen.bootstrap import lay_foundation, open_devices
    from lumen.storage.paths import find_places

    places = find_places()
    places.create()
    base = lay_foundation(places, keep_history=not arguments.forget)
    printer, watch = _Printer(), TurnWatch()

    def listener(event: ev.Event) -> None:
        printer(event)
        watch(event)

    devices = open_devices if arguments.aloud else _silence
    with started(base, devices, listener=listener, voice=arguments.aloud) as session:
        patience = base.preferences.settings.keeping.keyring_timeout_seconds
        printer.history_settled.wait(patience + _BEYOND_KEYRING_SECONDS)
        _converse(session, watch)
    return 0


def _silence(base: Foundation) -> Devices:
    import numpy as np

    from lumen.audio.wave import WavMicrophone, WavSpeaker
    from lumen.bootstrap import Devices

    return Devices(
        WavMicrophone(np.zeros(0, np.float32), base.clock),
        WavSpeaker(base.clock, base.loop.post),
    )


def _converse(session: Session, watch: TurnWatch) -> None:
    terminal = sys.stdin.isatty()
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")  # whatever is piped in, it is no crash
    while True:
        try:
            text = input("You:   " if terminal else "").strip()
        except (EOFError, KeyboardInterrupt):
            print()
            return
        if not text:
            continue
        watch.begin()
        session.base.controls.submit_text(text)
        _wait(session, watch)


def _wait(session: Session, watch: TurnWatch) -> None:
    waited = 0.0
    while waited < _TIMEOUT_SECONDS:
        try:
            if watch.wait(_POLL_SECONDS):
                return
        except KeyboardInterrupt:
            session.base.controls.stop()
        waited += _POLL_SECONDS
