"""`lumen chat`: talk by typing, in a terminal."""

from __future__ import annotations

import argparse
import sys
import threading
from typing import TYPE_CHECKING, TextIO

from lumen.cli.lines import Lines
from lumen.cli.listing import listed
from lumen.cli.session import Session, TurnWatch, started
from lumen.core import events as ev
from lumen.core.conversation import Role

if TYPE_CHECKING:
    from lumen.bootstrap import Devices, Foundation
    from lumen.core.media import MediaItem

_TIMEOUT_SECONDS = 600.0
_BEYOND_KEYRING_SECONDS = 1.0
_POLL_SECONDS = 0.2  # between two looks for Ctrl-C and typed commands

_COMMANDS = {
    "/help": "show this list",
    "/again": "answer the last message once more",
    "/stop": "stop the reply; so does Ctrl-C",
    "/forget": "remove the whole conversation, here and from the disk",
    "/quit": "end the chat; so does Ctrl-D",
}
_ALIASES = {"/?": "/help", "/exit": "/quit", "/bye": "/quit", "/q": "/quit"}


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "chat",
        help="talk by typing, in the terminal",
        description="Type and press Enter; Lumen answers below.",
        epilog="lines that are commands:\n"
        + _described()
        + "\n\nCtrl-C stops a reply; Ctrl-D, or Ctrl-C twice at the prompt, ends the "
        "chat.\nEach line of a pipe is one message: echo 'tell me a joke' | lumen chat"
        "\n\nexit status:\n  0    the chat was ended\n  1    failed\n"
        "  130  ended with Ctrl-C",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--aloud", action="store_true", help="also say the replies aloud"
    )
    parser.add_argument(
        "--forget", action="store_true", help="keep nothing of this chat"
    )
    parser.set_defaults(func=run)


def _described() -> str:
    return "\n".join(f"  {name:9} {words}" for name, words in _COMMANDS.items())


class _Printer:
    """Prints replies as they come; a listener."""

    def __init__(self) -> None:
        self._open = False
        self._results: tuple[MediaItem, ...] = ()  # those of the reply being printed
        self.earlier: tuple[str, ...] = ()
        """What the person said in earlier chats, oldest first."""
        self.history_settled = threading.Event()
        """Set when it is known whether the chat is kept, and earlier ones are here."""
        self.unread = threading.Event()
        """Set when nobody reads any more."""

    def __call__(self, event: ev.Event) -> None:
        """Take an event, on the loop's thread."""
        match event:
            case ev.ReplyDelta():
                if not self._open:
                    self._write("Lumen: ")
                    self._open = True
                self._write(event.text)
            case ev.ResultsShown():
                self._results = event.items
            case ev.ReplyEnded() | ev.PlaybackStopped():
                self.end_line()
                self._list_results()
            case ev.ProblemRaised():
                self.note(str(event.error))
            case ev.HistoryOpened():
                said = (m.text for m in event.messages if m.role is Role.USER)
                self.earlier = tuple(said)
                self.history_settled.set()
            case ev.PassphraseWanted():
                self.note(
                    "This chat is not kept: the history needs a passphrase, which the "
                    "window asks for."
                )
                self.history_settled.set()
            case _:
                pass

    def end_line(self) -> None:
        """End a reply that is being printed."""
        if self._open:
            self._open = False
            self._write("\n")

    def _list_results(self) -> None:
        """Print what "the second one" is about, below the reply that tells of it."""
        results, self._results = self._results, ()
        for line in listed(results):
            self._write(f"{line}\n")

    def note(self, text: str) -> None:
        """Tell something that is no reply."""
        self.end_line()
        self._write(f"  ({text})\n", sys.stderr)

    def _write(self, text: str, stream: TextIO | None = None) -> None:
        stream = stream or sys.stdout
        try:
            stream.write(text)
            stream.flush()
        except BrokenPipeError:
            self.unread.set()  # such as head, which has all it wanted


def run(arguments: argparse.Namespace) -> int:
    """Chat until the input ends.

    Returns:
        0.

    Raises:
        KeyboardInterrupt: Ended by Ctrl-C.
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
        _Chat(session, watch, printer).converse()
    if not printer.history_settled.is_set():
        printer.note("This chat was not kept: the keyring was not opened in time.")
    return 0


def _silence(base: Foundation) -> Devices:
    import numpy as np

    from lumen.audio.wave import WavMicrophone, WavSpeaker
    from lumen.bootstrap import Devices

    return Devices(
        WavMicrophone(np.zeros(0, np.float32), base.clock),
        WavSpeaker(base.clock, base.loop.post),
    )


class _Chat:
    """Takes line after line, and waits for each reply."""

    def __init__(self, session: Session, watch: TurnWatch, printer: _Printer) -> None:
        self._controls = session.base.controls
        self._watch = watch
        self._printer = printer
        self._lines = Lines("You:   ", tuple(_COMMANDS))
        self._said = bool(printer.earlier)
        self._ended = False

    def converse(self) -> None:
        """Chat until there are no more lines, or the person wants to end it."""
        lines, pressed = self._lines, False
        lines.remember(self._printer.earlier)
        if lines.terminal:
            self._printer.note("Type and press Enter; /help lists what else there is.")
        while not self._ended and not self._printer.unread.is_set():
            try:
                text = lines.next()
            except KeyboardInterrupt:
                if pressed or not lines.terminal:
                    raise
                pressed = True
                print(file=sys.stderr)
                self._printer.note("Ctrl-C again, or /quit, ends the chat.")
                continue
            pressed = False
            if text is None:
                return
            self._take(text.strip())

    def _take(self, text: str) -> None:
        if text.startswith("/"):
            self._obey(text)
        elif text:
            self._said = True
            self._watch.begin()
            self._controls.submit_text(text)
            self._wait()

    def _obey(self, text: str) -> None:
        match _command_of(text):
            case "/help":
                print(_described(), flush=True)
            case "/again":
                self._again()
            case "/stop":
                self._controls.stop()
            case "/forget":
                self._forget()
            case "/quit":
                self._ended = True
            case _:
                self._printer.note("There is no such command; /help lists them.")

    def _again(self) -> None:
        if not self._said:
            self._printer.note("Nothing was said yet that could be answered again.")
            return
        self._watch.begin()
        self._controls.regenerate()
        self._wait()

    def _forget(self) -> None:
        if self._lines.terminal:
            self._printer.note("Remove the whole conversation? Type yes to do so.")
            if (self._lines.next() or "").strip().lower() != "yes":
                self._printer.note("Everything is still here.")
                return
        self._controls.forget_all()
        self._said = False
        self._printer.note("The conversation is removed.")

    def _wait(self) -> None:
        """Wait for the end of the reply; meanwhile it can be stopped."""
        waited = 0.0
        while waited < _TIMEOUT_SECONDS and not self._printer.unread.is_set():
            try:
                if self._watch.wait(_POLL_SECONDS):
                    return
                self._take_meanwhile(self._lines.typed())
            except KeyboardInterrupt:
                self._controls.stop()
            waited += _POLL_SECONDS

    def _take_meanwhile(self, text: str | None) -> None:
        if text is None:
            return
        command = _command_of(text)
        if command in {"/stop", "/quit"} or not text:  # no text: Ctrl-D
            self._controls.stop()
            self._ended = command != "/stop"
        else:
            self._lines.keep_for_later(text)


def _command_of(text: str) -> str:
    """The command that a line names; empty when it names none."""
    name = text.strip().lower()
    name = _ALIASES.get(name, name)
    return name if name in _COMMANDS else ""
