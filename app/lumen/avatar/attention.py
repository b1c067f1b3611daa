"""What Lumen attends to while nobody talks to it: a film, a doze, nothing at all.

Pure: times are arguments. Who uses it asks again when `doubtful_at` has come.
"""

from __future__ import annotations

from lumen.avatar.names import Presence
from lumen.core.units import Seconds

DOZES_AFTER = Seconds(600.0)


class Attention:
    """Decides Lumen's presence from what goes on around it.

    The most binding comes first: privacy, a locked screen, a turn, a film, a doze.

    Args:
        at: The moment; counts as the last time that somebody was there.
        dozes_after: Seconds without anybody until it dozes; 0: never.
    """

    def __init__(self, at: Seconds, dozes_after: Seconds = DOZES_AFTER) -> None:
        self._dozes_after = dozes_after
        self._stirred = at
        self._private = False
        self._locked = False
        self._busy = False
        self._film = False
        self._sound = False

    @property
    def locked(self) -> bool:
        """Whether nobody can see the screen."""
        return self._locked

    def set_patience(self, dozes_after: Seconds) -> None:
        """Doze after so many seconds without anybody; 0: never."""
        self._dozes_after = dozes_after

    def stir(self, at: Seconds) -> None:
        """Somebody is there: typed, moved the pointer near, wanted something."""
        self._stirred = max(self._stirred, at)

    def set_private(self, private: bool, at: Seconds) -> None:
        """Neither listen nor look, or do so again."""
        self._private = private
        self.stir(at)

    def set_locked(self, locked: bool, at: Seconds) -> None:
        """The screen is locked or blanked, or shown again."""
        self._locked = locked
        self.stir(at)

    def set_busy(self, busy: bool, at: Seconds) -> None:
        """A turn runs, or none does."""
        self._busy = busy
        self.stir(at)

    def set_playing(self, *, film: bool, sound: bool, at: Seconds) -> None:
        """Players play a film, or at least something to hear; or nothing any more.

        Who plays something does not doze; the wait begins when it ends.
        """
        if self._film or self._sound:
            self.stir(at)
        self._film, self._sound = film, sound

    def presence(self, at: Seconds) -> Presence:
        """Where Lumen is with its mind at a moment."""
        if self._private:
            return Presence.PRIVACY
        if self._locked:
            return Presence.SLEEPING
        if self._busy:
            return Presence.HERE
        if self._film:
            return Presence.WATCHING
        dozes = self.doubtful_at
        if dozes is not None and at >= dozes:
            return Presence.SLEEPING
        return Presence.HERE

    @property
    def doubtful_at(self) -> Seconds | None:
        """When the presence changes although nothing happens; None: never."""
        held = self._private or self._locked or self._busy or self._film or self._sound
        if held or self._dozes_after <= 0.0:
            return None
        return Seconds(self._stirred + self._dozes_after)
