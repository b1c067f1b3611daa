"""What a person can do, from any thread: the companion as windows and terminals see it.

Implements `ui.port.CompanionPort`. Nothing here blocks: acts become events on the loop.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from contextlib import suppress

from lumen.companion import Companion, Stages
from lumen.core import events as ev
from lumen.core.clock import Clock
from lumen.core.conversation import Message, Role
from lumen.core.errors import LumenError
from lumen.core.loop import LoopThread
from lumen.core.speech import Heard
from lumen.core.turn import NO_TURN, TurnId, TurnIds
from lumen.core.units import SILENCE_DBFS, Dbfs, Seconds
from lumen.journal import Journal
from lumen.manner import Manner
from lumen.room_controls import RoomControls
from lumen.storage.keeper import SHOWN_MESSAGES, Keeper
from lumen.storage.settings_model import MediaSettings

CLOSING_TIME = Seconds(0.3)
"""What closing may take at most; what was said is on the disk by then."""

_SETTLING_SECONDS = 0.15
_DISCONNECTING_SECONDS = 0.1
_log = logging.getLogger(__name__)


class Controls:
    """Starts, steers and ends a companion.

    Args:
        companion: Takes the events.
        journal: The companion's journal.
        keeper: Owner of the history.
        loop: The loop on which the companion lives; started by `start`.
        turns: Shared with the listener.
        clock: Shared with all stages.
    """

    def __init__(
        self,
        companion: Companion,
        journal: Journal,
        keeper: Keeper,
        loop: LoopThread,
        turns: TurnIds,
        clock: Clock,
    ) -> None:
        self._companion = companion
        self._stages: Stages | None = None
        self._journal = journal
        self._keeper = keeper
        self._loop = loop
        self._turns = turns
        self._clock = clock
        self._opened = False
        self._privacy_wish: bool | None = None
        self.room = RoomControls(loop)
        """Players, library and timers."""
        self.ending_error: LumenError | None = None
        """What went wrong while closing, for who has a terminal to tell it."""

    def start(self, stages: Stages) -> None:
        """Begin to handle events, what was done until now first; open the history."""
        self._stages = stages
        self._companion.attach(stages)
        room = stages.room
        if room is not None:
            self.room.attach(room)
            self._companion.subscribe(room.on_event)
            self._loop.call(room.start)
        self._loop.start(self._companion.take)
        self.open_history()

    def start_without_stages(self) -> None:
        """Show news and the history although nothing can be heard, thought or said."""
        self._loop.start(self._companion.publish)
        self.open_history()

    def open_history(self) -> None:
        """Begin to open the history, before `start` if need be: keyrings are slow."""
        if not self._opened:
            self._opened = True
            self._keeper.open()

    def close(self) -> None:
        """Be silent, keep what was said, end all threads; within `CLOSING_TIME`.

        Native code that is computing cannot be cut short: its thread is left behind
        and ends with what it does, or with the program.
        """
        self._settle()
        kept = self._keeper.close(CLOSING_TIME)
        if not kept:
            _log.warning("the history did not close in time")
        ending = threading.Thread(target=self._end, name="lumen-ending", daemon=True)
        ending.start()
        ending.join(CLOSING_TIME)

    def _settle(self) -> None:
        """Cut what is being said, so that what was heard of it is written down."""
        if self._stages is None:
            return
        settled = threading.Event()

        def cut() -> None:
            self._companion.take(ev.StopRequested(NO_TURN, self._clock.now()))
            settled.set()

        self._loop.call(cut)
        settled.wait(_SETTLING_SECONDS)

    def _end(self) -> None:
        stages = self._stages
        if stages is not None:
            closing = self._loop.run(_let_go(stages))
            with suppress(CancelledError, TimeoutError):
                closing.result(_DISCONNECTING_SECONDS)
        self._loop.stop()
        if stages is not None:
            stages.recognition.close()
            stages.synthesis.close()
            self._companion.detach()
            try:
                stages.speaker.close()
            except LumenError as error:  # a file that could not be written
                self.ending_error = error
            stages.release()

    def subscribe(self, listener: Callable[[ev.Event], None]) -> Callable[[], None]:
        """Have `listener` called on the loop's thread for every event."""
        return self._companion.subscribe(listener)

    def submit_text(self, text: str) -> TurnId:
        """Say something by typing; interrupts what is being said."""
        turn = self._turns.next()
        self._loop.post(ev.TextSubmitted(turn, self._clock.now(), text))
        return turn

    def press_to_talk(self) -> None:
        """Begin to record until `release_to_talk`; interrupts what is being said."""
        self._loop.post(ev.PushToTalkPressed(self._turns.next(), self._clock.now()))

    def release_to_talk(self) -> None:
        """End the recording."""
        self._loop.post(ev.PushToTalkReleased(NO_TURN, self._clock.now()))

    def set_hands_free(self, on: bool) -> None:
        """Listen all the time, or only while the key is held."""
        self._call_when_whole(lambda: self._companion.set_hands_free(on))

    def set_privacy(self, on: bool) -> None:
        """Close the microphone and keep it closed, or hear again as before."""
        self._privacy_wish = on

        def change() -> None:
            if self._stages is not None:
                self._companion.set_privacy(on)
                if self._privacy_wish is on:
                    self._privacy_wish = None  # the companion knows from now on
            else:
                now = self._clock.now()
                self._companion.publish(ev.PrivacyChanged(NO_TURN, now, on, False))

        self._loop.call(change)

    @property
    def private(self) -> bool:
        """Whether the microphone is to be closed; from the moment it is wanted."""
        if (wish := self._privacy_wish) is not None:
            return wish
        return self._stages is not None and self._companion.private

    def stop(self) -> None:
        """Be quiet now."""
        self._loop.post(ev.StopRequested(NO_TURN, self._clock.now()))

    def regenerate(self) -> None:
        """Answer the last message again."""

        def again() -> None:
            asked = self._journal.last(Role.USER)
            if asked is not None:
                turn, now = self._turns.next(), self._clock.now()
                self._companion.take(ev.RegenerationRequested(turn, now, asked.text))

        self._call_when_whole(again)

    def rate(self, message: int, rating: int) -> None:
        """Keep thumbs up (+1), down (-1) or none (0) for a message."""
        self._loop.call(lambda: self._journal.rate(message, rating))

    def forget(self, message: int) -> None:
        """Remove one message from the conversation and the disk."""
        self._loop.call(lambda: self._journal.remove(message))

    def forget_all(self) -> None:
        """Remove the whole conversation."""
        self._loop.call(self._clear)

    def _clear(self) -> None:
        self._journal.clear()
        if self._stages is not None and self._stages.room is not None:
            self._stages.room.forget()

    def find_earlier(self, before: int) -> None:
        """Read what was said before a message of the history; an event brings it."""
        finding = self._keeper.before(before, SHOWN_MESSAGES + 1)
        finding.add_done_callback(self._on_found)

    def _on_found(self, finding: Future[tuple[Message, ...]]) -> None:
        """Tell what was found; on the storage thread."""
        if finding.cancelled():
            return
        failed = finding.exception() is not None  # the keeper has told why
        found = () if failed else finding.result()
        self._loop.post(
            ev.EarlierMessagesFound(
                NO_TURN,
                self._clock.now(),
                found[-SHOWN_MESSAGES:],
                failed or len(found) > SHOWN_MESSAGES,
            )
        )

    def dismiss_problem(self) -> None:
        """The shown problem was read."""
        self._loop.post(ev.ProblemDismissed(NO_TURN, self._clock.now()))

    def give_passphrase(self, passphrase: str) -> None:
        """Answer `PassphraseWanted`."""
        self._keeper.give_passphrase(passphrase)

    def decline_passphrase(self) -> None:
        """Answer `PassphraseWanted`: keep the conversation in memory only."""
        self._keeper.decline()

    def take_manner(self, manner: Manner) -> None:
        """Speak and listen differently from the next sentence on."""
        self._loop.call(lambda: self._companion.take_manner(manner))

    def use_devices(self, microphone: str, speaker: str) -> None:
        """Hear and speak through other devices, by their stable names."""
        if self._stages is not None:
            self._stages.microphone.set_device(microphone)
            self._stages.speaker.set_device(speaker)

    def microphone_level(self) -> Dbfs:
        """Level of the last block heard."""
        stages = self._stages
        return stages.microphone.level_dbfs if stages else SILENCE_DBFS

    def heard(self) -> Heard | None:
        """What the loudspeaker plays at this moment."""
        stages = self._stages
        return stages.speaker.heard() if stages else None

    def now(self) -> Seconds:
        """The companion's clock."""
        return self._clock.now()

    def take_media_settings(self, settings: MediaSettings) -> None:
        """Treat players and library differently from now on."""
        room = None if self._stages is None else self._stages.room
        if room is not None:
            self._loop.call(lambda: room.take_settings(settings))

    def _call_when_whole(self, act: Callable[[], None]) -> None:
        """Have the loop act, unless the companion had to start without its stages."""
        self._loop.call(lambda: None if self._stages is None else act())


async def _let_go(stages: Stages) -> None:
    """Bring players back to their volumes, and close what has connections."""
    if stages.room is not None:
        await asyncio.gather(stages.room.close(), stages.generation.close())
    else:
        await stages.generation.close()
