"""The card of what is playing, with everything that can be done about it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from lumen.core.events import PlayersChanged
from lumen.core.media import Feature, PlaybackStatus, PlayerState, RepeatMode
from lumen.core.units import Seconds
from lumen.ui.bridge import Background
from lumen.ui.icons import icon
from lumen.ui.media_card_parts import CardParts
from lumen.ui.media_parts import allow, name_button
from lumen.ui.media_playing import NowPlaying
from lumen.ui.media_port import MediaPort
from lumen.ui.media_words import (
    picture_of,
    place,
    repeating,
    tempo,
    track_source,
    track_title,
)
from lumen.ui.theme import Theme

TICK_MS = 250
_SETTLE_MS = 60
"""Of a storm of changes one in so many milliseconds is painted, and the last one."""

_TENTHS = 10
"""The position's slider counts tenths of a second."""


class NowPlayingCard(QFrame):
    """Shows a player and commands it; hidden while none runs.

    Args:
        theme: Colours.
        media: Takes the orders.
        now: The companion's clock.
        background: Reads pictures.
    """

    def __init__(
        self,
        theme: Theme,
        media: MediaPort,
        now: Callable[[], Seconds],
        background: Background,
    ) -> None:
        super().__init__()
        self._theme = theme
        self._media = media
        self._waiting: PlayersChanged | None = None
        self.playing = NowPlaying(now)
        self.parts = CardParts(self, theme, background)
        self.updates = 0
        self.setObjectName("card")
        self.setAccessibleName("Now playing")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._tick = QTimer(self)
        self._tick.setInterval(TICK_MS)
        self._tick.timeout.connect(self._show_position)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self._on_settled)
        self._connect()
        theme.changed.connect(self._paint_icons)
        self.parts.order_focus()
        self.hide()

    def _connect(self) -> None:
        parts, playing = self.parts, self.playing
        for button, intent in (
            (parts.play, playing.toggle),
            (parts.previous, lambda: playing.order("previous_episode")),
            (parts.next, lambda: playing.order("next_episode")),
            (parts.shuffle, playing.shuffle),
            (parts.repeat, playing.repeat),
            (parts.mute, playing.mute),
            (parts.like, playing.like),
        ):
            button.clicked.connect(
                lambda _checked=False, made=intent: self._media.order(made())
            )
        for shown in (parts.shuffle, parts.repeat, parts.like):
            shown.clicked.connect(self._show_modes)  # the player says what is on
        parts.seek.chosen.connect(self._on_seek)
        parts.seek.moved.connect(lambda _value: self._show_position())
        parts.seek.lapsed.connect(self._show_position)
        parts.volume.chosen.connect(self._on_volume)
        parts.volume.moved.connect(self._show_level)
        parts.volume.lapsed.connect(self._show_volume)
        parts.speed_menu.aboutToShow.connect(self._fill_speeds)
        parts.chooser_menu.aboutToShow.connect(self._fill_players)

    # ---- what happens ----------------------------------------------------------------

    def handle(self, event: PlayersChanged) -> None:
        """Take the players as they are now."""
        if self._settle.isActive():
            self._waiting = event
            return
        self._settle.start()
        self._take(event)

    def _on_settled(self) -> None:
        event, self._waiting = self._waiting, None
        if event is not None:
            self._settle.start()
            self._take(event)

    def _take(self, event: PlayersChanged) -> None:
        self.updates += 1
        former = self.playing.state
        self.playing.take(event)
        state = self.playing.state
        if state is None:
            self.parts.seek.forget()
            self.parts.volume.forget()
            self._tick.stop()
            self.hide()
            return
        if self.playing.other_track:
            self.parts.seek.forget()
        elif self.playing.jumped:
            self.parts.seek.answered()
        if former is None or former.player != state.player:
            self.parts.volume.forget()
        elif former.volume != state.volume:
            self.parts.volume.answered()
        self._show(state)
        self.show()

    # ---- shown -----------------------------------------------------------------------

    def _show(self, state: PlayerState) -> None:
        parts = self.parts
        parts.title.say(track_title(state))
        parts.source.say(track_source(state.track))
        parts.source.setVisible(bool(parts.source.whole))
        parts.show_player(dict(self.playing.names())[state.player], self._several)
        parts.art.show_art(state.track.art, picture_of(state.track))
        lacking = self.playing.lacking
        playing = state.status is PlaybackStatus.PLAYING
        name_button(parts.play, "Pause" if playing else "Play")
        allow(parts.play, lacking(Feature.PAUSE if playing else Feature.PLAY))
        allow(parts.previous, lacking(Feature.PREVIOUS))
        allow(parts.next, lacking(Feature.NEXT))
        self._show_modes()
        self._show_volume()
        parts.speed.setText(tempo(state.speed))
        name_button(parts.speed, f"Speed, {tempo(state.speed)}")
        allow(parts.speed, lacking(Feature.SPEED))
        self._show_length(state)
        self._show_position()
        self._paint_icons()
        self._mind_the_clock()

    @property
    def _several(self) -> bool:
        return len(self.playing.players) > 1

    def _show_modes(self) -> None:
        state, parts = self.playing.state, self.parts
        if state is None:
            return
        shuffled = state.shuffle is True
        name_button(parts.shuffle, "Shuffling" if shuffled else "Shuffle")
        allow(parts.shuffle, self.playing.lacking(Feature.SHUFFLE))
        parts.shuffle.setChecked(shuffled)
        name_button(parts.repeat, repeating(state.repeat))
        allow(parts.repeat, self.playing.lacking(Feature.REPEAT))
        parts.repeat.setChecked(state.repeat in (RepeatMode.ONE, RepeatMode.ALL))
        liked = self.playing.liked is True
        name_button(parts.like, "You like this" if liked else "Like this")
        allow(parts.like, self.playing.unlikable)
        parts.like.setChecked(liked)

    def _show_volume(self) -> None:
        state, parts = self.playing.state, self.parts
        if state is None:
            return
        without = self.playing.lacking(Feature.VOLUME)
        if not without and state.volume is None:
            without = f"{state.name} does not tell its volume"
        allow(parts.volume, without)
        name_button(parts.mute, "Unmute" if self.playing.muted else "Mute")
        allow(parts.mute, without)
        percent = round((state.volume or 0.0) * 100)
        parts.volume.follow(min(100, percent))
        if not parts.volume.in_hand:
            parts.level.setText("" if state.volume is None else f"{percent} %")

    def _show_level(self, value: int) -> None:
        self.parts.level.setText(f"{value} %")

    def _show_length(self, state: PlayerState) -> None:
        seek, length = self.parts.seek, state.track.length
        known = length is not None and length > 0 and state.position is not None
        without = self.playing.lacking(Feature.SEEK)
        if not known and not without:
            without = "Its length is not known"
        if not seek.in_hand:
            tenths = min(2_000_000_000, round((length or 0.0) * _TENTHS))
            seek.setRange(0, max(1, tenths))
        allow(seek, without)
        self.parts.show_times(state.position is not None)

    def _show_position(self) -> None:
        """Show where it is; the clock calls this, so it does nothing in vain."""
        state, parts = self.playing.state, self.parts
        if state is None:
            return
        position = self.playing.position
        if parts.seek.in_hand:
            position = Seconds(parts.seek.value() / _TENTHS)
        elif position is not None:
            parts.seek.follow(min(parts.seek.maximum(), round(position * _TENTHS)))
        if position is None:
            return
        length = state.track.length
        left = "" if length is None else place(max(0.0, length - int(position)))
        parts.say_times(place(position), f"\N{MINUS SIGN}{left}" if left else "")

    def _paint_icons(self) -> None:
        state, tokens = self.playing.state, self._theme.tokens
        if state is None:
            return
        parts, grey = self.parts, tokens.edge
        playing = state.status is PlaybackStatus.PLAYING
        one = state.repeat is RepeatMode.ONE
        liked = self.playing.liked is True
        parts.play.setIcon(
            icon("pause" if playing else "play", tokens.on_accent, tokens.muted)
        )
        for button, name in (
            (parts.previous, "previous"),
            (parts.next, "next"),
            (parts.shuffle, "shuffle"),
            (parts.repeat, "repeat_one" if one else "repeat"),
            (parts.mute, "muted" if self.playing.muted else "volume"),
            (parts.like, "heart_full" if liked else "heart"),
        ):
            on = button.isChecked()
            button.setIcon(icon(name, tokens.accent if on else tokens.text, grey))
        parts.paint_icons()

    # ---- the clock -------------------------------------------------------------------

    def _mind_the_clock(self) -> None:
        """Tick while it plays and somebody can see it."""
        window = self.window()
        seen = self.isVisible() and not window.isMinimized()
        if seen and self.playing.moves:
            if not self._tick.isActive():
                self._tick.start()
        else:
            self._tick.stop()

    @property
    def ticking(self) -> bool:
        """Whether the position is being moved on."""
        return self._tick.isActive()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt
        """Seen again: show where it is by now."""
        super().showEvent(event)
        self.window().installEventFilter(self)
        self._show_position()
        self._mind_the_clock()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt
        """Nobody sees it."""
        super().hideEvent(event)
        self._mind_the_clock()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt
        """Rest while the window is minimised."""
        if event.type() is QEvent.Type.WindowStateChange:
            self._show_position()
            self._mind_the_clock()
        return super().eventFilter(watched, event)

    # ---- the person ------------------------------------------------------------------

    def _on_seek(self, tenths: int) -> None:
        to = self.playing.order("seek_content", seek_position=tenths / _TENTHS)
        self._media.order(to)

    def _on_volume(self, percent: int) -> None:
        to = self.playing.order("adjust_volume", volume_level=float(percent))
        self._media.order(to)

    def _fill_speeds(self) -> None:
        menu, state = self.parts.speed_menu, self.playing.state
        menu.clear()
        present = 1.0 if state is None else round(state.speed, 2)
        for speed in self.playing.speeds():
            order = self.playing.order("adjust_speed", playback_speed=speed)
            action = menu.addAction(tempo(speed))
            action.setCheckable(True)
            action.setChecked(abs(speed - present) < 0.005)
            action.triggered.connect(
                lambda _checked=False, made=order: self._media.order(made)
            )

    def _fill_players(self) -> None:
        menu, state = self.parts.chooser_menu, self.playing.state
        menu.clear()
        for player, name in self.playing.names():
            action = menu.addAction(name.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(state is not None and player == state.player)
            action.triggered.connect(
                lambda _checked=False, to=player: self._media.prefer(to)
            )

    # ---- geometry --------------------------------------------------------------------

    def set_shape(self, *, compact: bool, tight: bool) -> None:
        """Be a whole card, or a strip.

        Args:
            compact: One line with the rest folded away.
            tight: Not even the position is shown before it is unfolded.
        """
        self.parts.arrange(compact=compact, tight=tight)

    @property
    def unfolded(self) -> bool:
        """Whether it is seen, a strip that was unfolded."""
        return not self.isHidden() and self.parts.unfolded

    def fold_up(self) -> None:
        """Be a strip again."""
        self.parts.fold.setChecked(False)

    def focus_order(self) -> tuple[QWidget, ...]:
        """Its controls as Tab visits them."""
        return self.parts.controls
