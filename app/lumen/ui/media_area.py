"""Everything of media in the window: which event goes to which widget."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from lumen.core import events as ev
from lumen.core.units import Seconds
from lumen.ui.bridge import Background
from lumen.ui.media_card import NowPlayingCard
from lumen.ui.media_commands import MOST_SHOWN, CommandCards
from lumen.ui.media_port import MediaPort
from lumen.ui.media_results import MOST_ROWS, ResultsPanel
from lumen.ui.media_scan import ScanRow
from lumen.ui.media_timers import FiredNotices, TimerStrip
from lumen.ui.theme import Spacing, Theme

_LOW = 600
"""Below this height of the window the message box comes first."""


class MediaArea:
    """The card beside the conversation, and the strip below it.

    Args:
        theme: Colours.
        media: Takes what the person wants.
        now: The companion's clock.
        background: Reads pictures.
        wall_clock: Unix time in seconds.
    """

    def __init__(
        self,
        theme: Theme,
        media: MediaPort,
        now: Callable[[], Seconds],
        background: Background,
        wall_clock: Callable[[], float] = time.time,
    ) -> None:
        self.card = NowPlayingCard(theme, media, now, background)
        self.fired = FiredNotices(theme)
        self.results = ResultsPanel(theme, media)
        self.commands = CommandCards(theme, media, now)
        self.timers = TimerStrip(theme, media, wall_clock)
        self.scan = ScanRow(theme, media)
        self.strip = QWidget()
        box = QVBoxLayout(self.strip)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Spacing.HAIR)
        for part in (
            self.results,
            self.fired,
            self.commands,
            self.timers,
            self.scan,
        ):
            box.addWidget(part)

    def handle(self, event: ev.Event) -> None:
        """Take an event of the companion; most change nothing here."""
        match event:
            case ev.PlayersChanged():
                self.card.handle(event)
            case ev.CommandReported():
                self.commands.take(event.report)
            case ev.ResultsShown():
                self.results.take(event)
            case ev.TimersChanged():
                self.timers.show_timers(event.timers)
            case ev.TimerFired():
                self.fired.take(event)
            case ev.LibraryScanned():
                self.scan.take(event)
            case _:
                pass

    def arrange(self, *, wide: bool, height: int) -> None:
        """Take less room where there is little.

        Args:
            wide: Whether the avatar stands beside the conversation.
            height: The window's.
        """
        low = height < _LOW
        self.card.set_shape(compact=not wide, tight=low)
        self.commands.set_most(1 if low else MOST_SHOWN)
        self.results.set_most(2 if low else MOST_ROWS if wide else 3)
