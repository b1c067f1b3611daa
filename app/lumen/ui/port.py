"""What the window may ask of the companion; nothing here blocks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from lumen.core.events import Event
from lumen.core.speech import Heard
from lumen.core.turn import TurnId
from lumen.core.units import Dbfs, Seconds

Unsubscribe = Callable[[], None]


class CompanionPort(Protocol):
    """The companion as the user interface sees it; every method is thread-safe."""

    def subscribe(self, listener: Callable[[Event], None]) -> Unsubscribe:
        """Have `listener` called on the loop's thread for every event."""
        ...

    def submit_text(self, text: str) -> TurnId:
        """Say something by typing; interrupts what is being said."""
        ...

    def press_to_talk(self) -> None:
        """Begin to record until `release_to_talk`; interrupts what is being said."""
        ...

    def release_to_talk(self) -> None:
        """End the recording."""
        ...

    def set_hands_free(self, on: bool) -> None:
        """Listen all the time, or only while the key is held."""
        ...

    def set_privacy(self, on: bool) -> None:
        """Close the microphone and keep it closed, or hear again as before.

        `PrivacyChanged` follows; until it is over, whoever asks to be heard gets a
        `PrivacyError`.
        """
        ...

    def stop(self) -> None:
        """Be quiet now."""
        ...

    def regenerate(self) -> None:
        """Answer the last message again."""
        ...

    def rate(self, message: int, rating: int) -> None:
        """Keep thumbs up (+1), down (-1) or none (0) for a message."""
        ...

    def forget(self, message: int) -> None:
        """Remove one message from the conversation and the disk."""
        ...

    def forget_all(self) -> None:
        """Remove the whole conversation."""
        ...

    def find_earlier(self, before: int) -> None:
        """Read what was said before a message of the history.

        `EarlierMessagesFound` follows, also when there is nothing or reading failed.
        """
        ...

    def dismiss_problem(self) -> None:
        """The shown problem was read."""
        ...

    def give_passphrase(self, passphrase: str) -> None:
        """Answer `PassphraseWanted`."""
        ...

    def decline_passphrase(self) -> None:
        """Answer `PassphraseWanted`: keep the conversation in memory only."""
        ...

    def microphone_level(self) -> Dbfs:
        """Level of the last block heard; `SILENCE_DBFS` while nothing is recorded."""
        ...

    def heard(self) -> Heard | None:
        """What the loudspeaker plays at this moment."""
        ...

    def now(self) -> Seconds:
        """The companion's clock, on which events and poses are timed."""
        ...
