"""Players, results and timers for tests and pictures of the window."""

from __future__ import annotations

import base64
import time
from collections.abc import Iterable
from dataclasses import replace
from itertools import count

from PySide6.QtCore import QBuffer, QIODevice, QPointF
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter

from lumen.core import events as ev
from lumen.core.intent import Intent
from lumen.core.media import (
    CommandReport,
    Feature,
    Hindrance,
    MediaItem,
    MediaKind,
    MediaPlace,
    PlaybackStatus,
    PlayerId,
    PlayerState,
    RepeatMode,
    Timer,
    Track,
    Verdict,
)
from lumen.core.turn import NO_TURN
from lumen.core.units import Seconds

ALL = frozenset(Feature)
VLC = PlayerId("org.mpris.MediaPlayer2.vlc")
MPV = PlayerId("org.mpris.MediaPlayer2.mpv")
NOW = Seconds(100.0)
"""What `ManualClock` says at first."""

_numbers = count(1)


def picture(kind: str = "PNG", side: int = 300) -> bytes:
    """A colourful record sleeve."""
    image = QImage(side, side, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    shade = QLinearGradient(QPointF(0, 0), QPointF(side, side))
    for at, color in ((0.0, "#1b2a6b"), (0.5, "#c2417c"), (1.0, "#f6c453")):
        shade.setColorAt(at, QColor(color))
    painter.fillRect(image.rect(), shade)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, kind)
    return bytes(buffer.data().data())


def data_url(data: bytes, kind: str = "png") -> str:
    return f"data:image/{kind};base64,{base64.b64encode(data).decode()}"


def song(**changes: object) -> Track:
    track = Track(
        id="/1",
        title="Breathe (In the Air)",
        artists=("Pink Floyd",),
        album="The Dark Side of the Moon",
        length=Seconds(169.0),
        url="file:///music/breathe.flac",
    )
    return replace(track, **changes)  # type: ignore[arg-type]  # fields by name


def vlc(**changes: object) -> PlayerState:
    state = PlayerState(
        player=VLC,
        name="VLC media player",
        status=PlaybackStatus.PLAYING,
        track=song(),
        position=Seconds(61.0),
        at=NOW,
        speeds=(0.25, 4.0),
        volume=0.4,
        shuffle=False,
        repeat=RepeatMode.OFF,
        features=ALL,
    )
    return replace(state, **changes)  # type: ignore[arg-type]  # fields by name


def players(
    *states: PlayerState,
    current: PlayerId | None = None,
    liked: Iterable[PlayerId] | None = None,
) -> ev.PlayersChanged:
    meant = current if current is not None else states[0].player if states else ""
    favourites = None if liked is None else frozenset(liked)
    return ev.PlayersChanged(NO_TURN, NOW, states, PlayerId(meant), favourites)


def reported(
    intent: str,
    before: str = "",
    after: str = "",
    *,
    verdict: Verdict = Verdict.DONE,
    text: str = "",
    undo_until: float | None = 130.0,
    undoes: int = 0,
    redo: bool = False,
    number: int | None = None,
) -> ev.CommandReported:
    report = CommandReport(
        id=next(_numbers) if number is None else number,
        intent=intent,
        verdict=verdict,
        text=text,
        player=VLC,
        player_name="VLC media player",
        before=before,
        after=after,
        undo_until=None if undo_until is None else Seconds(undo_until),
        undoes=undoes,
        redo=redo,
    )
    return ev.CommandReported(NO_TURN, NOW, report)


def hindered(*commands: tuple[int, str]) -> ev.UndoingChanged:
    told = tuple(Hindrance(number, reason) for number, reason in commands)
    return ev.UndoingChanged(NO_TURN, NOW, told)


ITEMS = (
    MediaItem(MediaKind.SONG, "Breathe (In the Air)", "Pink Floyd", "The Dark Side of the Moon", "Rock", 1973, Seconds(169.0), ("file:///a",)),
    MediaItem(MediaKind.MOVIE, "The Wall", "Alan Parker", "", "Drama", 1982, Seconds(5700.0), ("file:///b",), "Because you listen to Pink Floyd"),
    MediaItem(MediaKind.EPISODE, "Ozymandias", "", "Breaking Bad", "Drama", 2013, Seconds(2880.0), ("file:///c",)),
    MediaItem(MediaKind.SERIES, "Better Call Saul", "", "", "Drama", 2015, None, (), "Same makers as Breaking Bad"),
    MediaItem(MediaKind.CHANNEL, "Radio Paradise", uris=("http://x/",)),
    MediaItem(MediaKind.SONG, "שיר לשלום", "להקת הנח״ל", length=Seconds(215.0), uris=("file:///d",)),
    MediaItem(MediaKind.ALBUM, "A title that goes on and on, far beyond what anybody would print on the back of a record sleeve", "An orchestra with a very long name indeed", uris=("file:///e",)),
)  # fmt: skip


def results(
    items: tuple[MediaItem, ...] = ITEMS, title: str = "Something like Pink Floyd"
) -> ev.ResultsShown:
    return ev.ResultsShown(NO_TURN, NOW, title, items)


def timer(number: int, label: str, duration: float, left: float, now: float) -> Timer:
    return Timer(number, label, Seconds(duration), now + left)


def timers(now: float) -> ev.TimersChanged:
    running = (
        timer(1, "Pasta", 600, 299, now),
        timer(2, "", 1200, 1100, now),
        timer(3, "Call the plumber about the dripping tap", 7200, 6000, now),
    )
    return ev.TimersChanged(NO_TURN, NOW, running)


PAUSE = Intent("pause_playback")
QUIETER = Intent("adjust_volume", {"volume_level": 20.0, "player": "the living room"})


def timers_for_later(now: float) -> ev.TimersChanged:
    running = (
        *timers(now).timers[:1],
        replace(timer(4, "sleep", 1800, 1500, now), command=PAUSE),
        replace(timer(5, "", 2400, 2100, now), command=QUIETER),
        replace(timer(6, "", 3000, 2800, now), command=Intent("next_episode")),
        replace(timer(7, "", 4000, 3600, now), command=Intent("adjust_volume", {"mute": True})),
    )  # fmt: skip
    return ev.TimersChanged(NO_TURN, NOW, running)


def missed(late: float = 725.0) -> ev.TimerFired:
    timer_ = Timer(9, "sleep", Seconds(1800.0), time.time(), PAUSE)
    return ev.TimerFired(NO_TURN, NOW, timer_, Seconds(late))


def fired(label: str = "Tea", late: float = 0.0) -> ev.TimerFired:
    timer_ = Timer(9, label, Seconds(240.0), time.time())
    return ev.TimerFired(NO_TURN, NOW, timer_, Seconds(late))


def surveyed(
    folders: tuple[MediaPlace, ...],
    *,
    own: bool = False,
    channels: MediaPlace | None = None,
    items: int = 0,
) -> ev.LibrarySurveyed:
    return ev.LibrarySurveyed(NO_TURN, NOW, folders, own, channels, items)


def scanned(files: int, total: int, *, finished: bool = False) -> ev.LibraryScanned:
    return ev.LibraryScanned(NO_TURN, NOW, files, total, files, finished)


def scenes() -> dict[str, tuple[ev.Event, ...]]:
    """What the pictures show, by name."""
    art = data_url(picture())
    dull = vlc(
        name="Audacious",
        features=frozenset({Feature.PLAY, Feature.PAUSE, Feature.NEXT}),
        track=song(title="A very long title of a symphony in four movements, live, remastered", artists=("An orchestra with a very long name", "A choir")),
        volume=None, shuffle=None, repeat=None, status=PlaybackStatus.PAUSED, speeds=(1.0, 1.0),
    )  # fmt: skip
    stream = vlc(track=Track("/2", "Morning news", url="http://radio/x"), shuffle=True, repeat=RepeatMode.ONE, volume=0.0, speed=1.25)  # fmt: skip
    hebrew = vlc(track=song(title="שיר לשלום – הקלטה מקורית מההופעה החיה בתל אביב", artists=("להקת הנח״ל",), album="להיטים"))  # fmt: skip
    return {
        "card": (players(vlc(track=song(art=art))),),
        "two": (players(vlc(track=song(art=art), shuffle=True), vlc(player=MPV, name="mpv")),),
        "dull": (players(dull),),
        "stream": (players(stream),),
        "hebrew": (players(hebrew), results(ITEMS[5:], "שירים")),
        "results": (players(vlc(track=song(art=art))), results()),
        "commands": (
            players(vlc(track=song(art=art))),
            reported("adjust_volume", "40 %", "45 %"),
            reported("adjust_speed", verdict=Verdict.REFUSED, text="Audacious cannot change its speed. VLC media player can.", undo_until=None),
        ),
        "timers": (timers(time.time()), fired(), reported("seek_content", "1:01", "2:31")),
        "later": (players(vlc(track=song(art=art))), timers_for_later(time.time()), missed(), reported("pause_playback", "playing", "paused", text="Paused VLC media player.")),
        "scan": (players(vlc()), scanned(1234, 5000)),
        "all": (players(vlc(track=song(art=art)), vlc(player=MPV, name="mpv")), results(), timers(time.time()), fired("", 190.0), reported("next_episode", "Breathe by Pink Floyd", "On the Run by Pink Floyd", text="Next one.")),
    }  # fmt: skip
