"""Working stand-ins for Lumen's protocols; each passes the real thing's contract."""

from __future__ import annotations

import asyncio
import re
import threading
from collections.abc import AsyncGenerator, Callable, Sequence
from dataclasses import replace
from itertools import count

import numpy as np

from lumen.core.audio import Pcm
from lumen.core.cancellation import CancellationToken
from lumen.core.clock import Clock
from lumen.core.errors import LumenError
from lumen.core.events import Event
from lumen.core.expression import Viseme
from lumen.core.media import (
    Feature,
    PlaybackStatus,
    PlayerId,
    PlayerState,
    RepeatMode,
    Track,
)
from lumen.core.speech import (
    Clip,
    Heard,
    Sentence,
    SpeechStyle,
    Transcript,
    VisemeSpan,
    WordTime,
)
from lumen.core.turn import TurnId, TurnIds
from lumen.core.units import NO_TIME, SILENCE_DBFS, Dbfs, Seconds
from lumen.dialogue.request import Prompt
from lumen.media.library.taste import Play, play_of
from lumen.media.notifications import Notifications
from lumen.media.player import Player, frozen, gone, refused
from lumen.speech.synthesis import Voice
from lumen.storage.vault import SecretKey


class ManualClock:
    """A clock that moves when told."""

    def __init__(self, at: float = 100.0) -> None:
        self._at = at

    def now(self) -> Seconds:
        return Seconds(self._at)

    def advance(self, seconds: float) -> None:
        assert seconds >= 0
        self._at += seconds


class Waiting:
    """What a `Later` was asked to call: it does when told.

    Attributes:
        cancelled: Whether it was called off.
    """

    def __init__(self, seconds: float, call: Callable[[], None]) -> None:
        self.seconds = seconds
        self.call = call
        self.cancelled = False

    def cancel(self) -> None:
        self.cancelled = True


class ScriptedGenerator:
    """A `Generator` that streams what it was told.

    Each reply is a list of deltas; an error in it is raised there, and None waits until
    the reply is cancelled. Without further replies it says "Yes."
    """

    def __init__(
        self, *replies: Sequence[str | LumenError | None], name: str = "scripted"
    ) -> None:
        self.name = name
        self.prompts: list[Prompt] = []
        self.problem: LumenError | None = None
        self.cancelled = 0
        self.closed = False
        self._replies = list(replies)

    async def check(self) -> None:
        if self.problem is not None:
            raise self.problem

    async def stream(self, prompt: Prompt) -> AsyncGenerator[str, None]:
        self.prompts.append(prompt)
        for delta in self._replies.pop(0) if self._replies else ["Yes."]:
            try:
                await asyncio.sleep(3600 if delta is None else 0)
            except asyncio.CancelledError:
                self.cancelled += 1
                raise
            if isinstance(delta, LumenError):
                raise delta
            yield delta or ""

    async def close(self) -> None:
        self.closed = True


class ScriptedDetector:
    """A voice detector that reads the probability from the block's first sample."""

    def __init__(self) -> None:
        self.resets = 0

    def probability(self, samples: Pcm) -> float:
        return float(samples[0])

    def reset(self) -> None:
        self.resets += 1


class ScriptedRecognizer:
    """A recogniser that hears what it was told to.

    Args:
        script: What each transcription gives, in order; the last one from then on.
            Errors are raised; "" is silence.
    """

    def __init__(self, *script: str | Exception, name: str = "scripted") -> None:
        self._script = list(script) or [""]
        self.name = name
        self.warm = False
        self.heard: list[int] = []

    def warm_up(self) -> None:
        self.warm = True

    def transcribe(self, samples: Pcm, cancel: CancellationToken) -> Transcript:
        cancel.check()
        self.heard.append(len(samples))
        answer = self._script.pop(0) if len(self._script) > 1 else self._script[0]
        if isinstance(answer, Exception):
            raise answer
        cancel.check()
        return Transcript(answer, 1.0 if answer else 0.0, "en", self.name)


class FakeCompanion:
    """A `CompanionPort` that notes what it is asked and posts what it is told."""

    def __init__(self) -> None:
        self.asked: list[tuple[object, ...]] = []
        self.level = SILENCE_DBFS
        self.playing: Heard | None = None
        self.clock = ManualClock()
        self.turns = TurnIds()
        self._listeners: list[Callable[[Event], None]] = []

    def post(self, *events: Event) -> None:
        for event in events:
            for listener in tuple(self._listeners):
                listener(event)

    @property
    def heard_by(self) -> int:
        return len(self._listeners)

    def subscribe(self, listener: Callable[[Event], None]) -> Callable[[], None]:
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def submit_text(self, text: str) -> TurnId:
        self.asked.append(("submit_text", text))
        return self.turns.next()

    def press_to_talk(self) -> None:
        self.asked.append(("press_to_talk",))

    def release_to_talk(self) -> None:
        self.asked.append(("release_to_talk",))

    def set_hands_free(self, on: bool) -> None:
        self.asked.append(("set_hands_free", on))

    def set_privacy(self, on: bool) -> None:
        self.asked.append(("set_privacy", on))

    def stop(self) -> None:
        self.asked.append(("stop",))

    def regenerate(self) -> None:
        self.asked.append(("regenerate",))

    def rate(self, message: int, rating: int) -> None:
        self.asked.append(("rate", message, rating))

    def forget(self, message: int) -> None:
        self.asked.append(("forget", message))

    def forget_all(self) -> None:
        self.asked.append(("forget_all",))

    def find_earlier(self, before: int) -> None:
        self.asked.append(("find_earlier", before))

    def dismiss_problem(self) -> None:
        self.asked.append(("dismiss_problem",))

    def give_passphrase(self, passphrase: str) -> None:
        self.asked.append(("give_passphrase", passphrase))

    def decline_passphrase(self) -> None:
        self.asked.append(("decline_passphrase",))

    def microphone_level(self) -> Dbfs:
        return self.level

    def heard(self) -> Heard | None:
        return self.playing

    def now(self) -> Seconds:
        return self.clock.now()


class MemorySecrets:
    """A `SecretStore` in memory; `problem` is what the keyring has just now."""

    def __init__(self) -> None:
        self.problem: LumenError | None = None
        self.kept: bytes | None = None
        self.on_late: Callable[[], None] = lambda: None
        self.on_asking: Callable[[], None] = lambda: None
        self.abandoned = False

    def fetch(self) -> SecretKey | None:
        if self.problem is not None:
            raise self.problem
        return None if self.kept is None else SecretKey(self.kept)

    def keep(self, key: SecretKey) -> None:
        if self.problem is not None:
            raise self.problem
        self.kept = key.reveal()

    def abandon(self) -> None:
        self.abandoned = True

    def call_when_late(self, on_late: Callable[[], None]) -> None:
        self.on_late = on_late

    def call_when_asking(self, on_asking: Callable[[], None]) -> None:
        self.on_asking = on_asking


class ToneSynthesizer:
    """A `Synthesizer` that beeps: each word is a closed mouth, then an open one.

    A word of the sentence takes 100 ms. `problem` is raised instead; while `gate` is
    cleared, a sentence waits there until it is set or cancelled.
    """

    rate_hz = 8_000
    word_frames = 800

    def __init__(self, name: str = "tone", language: str = "en-us") -> None:
        self._name = name
        self._language = language
        self.problem: Exception | None = None
        self.gate = threading.Event()
        self.gate.set()
        self.entered = threading.Event()
        self.asked: list[tuple[Sentence, SpeechStyle]] = []
        self.warmed = 0

    @property
    def name(self) -> str:
        return self._name

    def voices(self) -> tuple[Voice, ...]:
        return (Voice(f"{self._name}-voice", self._language, self._name.title()),)

    def warm_up(self, style: SpeechStyle) -> None:
        if self.problem is not None:
            raise self.problem
        self.warmed += 1

    def synthesize(
        self, sentence: Sentence, style: SpeechStyle, cancel: CancellationToken
    ) -> Clip:
        self.asked.append((sentence, style))
        self.entered.set()
        while not self.gate.wait(0.005):
            cancel.check()
        cancel.check()
        if self.problem is not None:
            raise self.problem
        found = list(re.finditer(r"\w+", sentence.spoken))
        frames = max(1, len(found)) * self.word_frames
        tone = np.sin(np.arange(frames, dtype=np.float32) * 0.3) * (0.2 if found else 0)
        length = self.word_frames / self.rate_hz
        visemes, words = [], []
        for at, word in enumerate(found):
            start, end = Seconds(at * length), Seconds((at + 1) * length)
            middle = Seconds(start + 0.4 * length)
            visemes.append(VisemeSpan(Viseme.PP, start, middle))
            visemes.append(VisemeSpan(Viseme.AA, middle, end))
            words.append(WordTime(word.start(), word.end(), start, end))
        silence = (VisemeSpan(Viseme.SIL, Seconds(0), Seconds(length)),)
        spans = tuple(visemes) or silence
        samples = (tone * style.volume).astype(np.float32)
        return Clip(sentence, samples, self.rate_hz, spans, tuple(words))


_TRACKS = tuple(
    Track(
        id=f"/track/{number}",
        title=f"Song {number}",
        artists=(f"Artist {number}",),
        album="Album",
        genres=("Test",),
        length=Seconds(120),
        url=f"file:///music/song%20{number}.ogg",
    )
    for number in (1, 2, 3)
)


class FakePlayer:
    """A `Player` that is well made, unless it is told otherwise.

    It plays the second of three tracks of two minutes. Each method is noted in `asked`.

    Args:
        clock: Moves the position.
        name: Its name for people.
        family: What its bus name ends with, such as ``vlc``.

    Attributes:
        abilities: What it can do, besides what depends on the track.
        lies: Answers "ok" to these, and does nothing.
        refuses: Raises `PlayerRefusedError` for these though it claims to be able.
        frozen: Does not answer: everything raises `PlayerFrozenError`.
        gone: It was closed: everything raises `PlayerGoneError`.
        late: So many times `read` shows the state before the last command.
        loudest: Volumes above are clamped.
        speeds: Speeds outside are clamped.
        step: Positions are multiples of it, in seconds; 0: exact.
        stop_closes: Closes when stopped.
    """

    def __init__(
        self, clock: Clock, name: str = "Fake Player", family: str = "fake"
    ) -> None:
        self.abilities = frozenset(Feature)
        self.lies: frozenset[Feature] = frozenset()
        self.refuses: frozenset[Feature] = frozenset()
        self.frozen = False
        self.gone = False
        self.late = 0
        self.loudest = 1.0
        self.speeds = (0.25, 4.0)
        self.step = 0.0
        self.stop_closes = False
        self.tracks: tuple[Track, ...] = _TRACKS
        self.index = 1
        self.status = PlaybackStatus.PLAYING
        self.position = Seconds(30)
        self.volume = 0.5
        self.speed = 1.0
        self.shuffle = False
        self.repeat = RepeatMode.OFF
        self.asked: list[tuple[object, ...]] = []
        self.on_change: Callable[[], None] = lambda: None
        self._clock = clock
        self._at = clock.now()
        self._name = name
        self._id = PlayerId(f"{family}:1.{next(_OWNERS)}")
        self._seen = self._now()
        self._old = self._seen

    @property
    def id(self) -> PlayerId:
        return self._id

    @property
    def state(self) -> PlayerState:
        return self._seen

    async def read(self) -> PlayerState:
        self._answer("read")
        if self.late:
            self.late -= 1
            at = self._clock.now()
            return replace(self._old, position=self._old.position_at(at), at=at)
        self._seen = self._now()
        return self._seen

    async def play(self) -> None:
        if self._obeys(Feature.PLAY, "play"):
            self.status = PlaybackStatus.PLAYING
            self.changed()

    async def pause(self) -> None:
        if self._obeys(Feature.PAUSE, "pause"):
            if self.status is PlaybackStatus.PLAYING:
                self.status = PlaybackStatus.PAUSED
            self.changed()

    async def stop(self) -> None:
        if self._obeys(Feature.STOP, "stop"):
            self.status, self.position = PlaybackStatus.STOPPED, NO_TIME
            if self.stop_closes:
                self.vanish()
            self.changed()

    async def next(self) -> None:
        if self._obeys(Feature.NEXT, "next"):
            self._go(self.index + 1)

    async def previous(self) -> None:
        if self._obeys(Feature.PREVIOUS, "previous"):
            self._go(self.index - 1)

    async def seek_to(self, position: Seconds) -> None:
        if self._obeys(Feature.SEEK, "seek_to", position):
            self.position = Seconds(min(max(position, 0.0), self._length))
            self.changed()

    async def set_volume(self, volume: float) -> None:
        if self._obeys(Feature.VOLUME, "set_volume", volume):
            self.volume = min(max(volume, 0.0), self.loudest)
            self.changed()

    async def set_speed(self, speed: float) -> None:
        if self._obeys(Feature.SPEED, "set_speed", speed):
            self.speed = min(max(speed, self.speeds[0]), self.speeds[1])
            self.changed()

    async def set_shuffle(self, on: bool) -> None:
        if self._obeys(Feature.SHUFFLE, "set_shuffle", on):
            self.shuffle = on
            self.changed()

    async def set_repeat(self, mode: RepeatMode) -> None:
        if self._obeys(Feature.REPEAT, "set_repeat", mode):
            self.repeat = mode
            self.changed()

    async def open(self, uri: str) -> None:
        if self._obeys(Feature.OPEN, "open", uri):
            title = uri.rpartition("/")[2]
            track = Track(f"/opened/{title}", title, length=Seconds(60), url=uri)
            self.tracks = (*self.tracks, track)
            self.status = PlaybackStatus.PLAYING
            self._go(len(self.tracks) - 1)

    async def show(self) -> None:
        self._obeys(Feature.RAISE, "show")

    def changed(self) -> None:
        """Tell that its attributes were changed, as a command or its own window does."""
        self._at = self._clock.now()
        self._seen = self._now()
        self.on_change()

    def vanish(self) -> None:
        """Be closed, or killed."""
        self.gone = True
        self.on_change()

    def _go(self, index: int) -> None:
        if 0 <= index < len(self.tracks):
            self.index, self.position = index, NO_TIME
        self.changed()

    def _answer(self, *asked: object) -> None:
        self.asked.append(asked)
        if self.gone:
            raise gone(self._name)
        if self.frozen:
            raise frozen(self._name)

    def _obeys(self, feature: Feature, *asked: object) -> bool:
        self._answer(*asked)
        if feature in self.refuses or feature not in self._now().features | self.lies:
            raise refused(self._name)
        self._old = self._now()
        self.position, self._at = self._here(), self._clock.now()
        return feature not in self.lies

    @property
    def _length(self) -> float:
        length = self.tracks[self.index].length
        return float("inf") if length is None else length

    def _here(self) -> Seconds:
        moved = self.status is PlaybackStatus.PLAYING
        passed = (self._clock.now() - self._at) * self.speed if moved else 0.0
        return Seconds(min(self.position + passed, self._length))

    def _now(self) -> PlayerState:
        position = self._here()
        if self.step:
            position = Seconds(position // self.step * self.step)
        absent = {
            feature
            for feature, there in (
                (Feature.NEXT, self.index + 1 < len(self.tracks)),
                (Feature.PREVIOUS, self.index > 0),
            )
            if not there
        }
        return PlayerState(
            self._id,
            self._name,
            self.status,
            self.tracks[self.index],
            position,
            self._clock.now(),
            self.speed,
            self.speeds if Feature.SPEED in self.abilities else (1.0, 1.0),
            self.volume if Feature.VOLUME in self.abilities else None,
            self.shuffle if Feature.SHUFFLE in self.abilities else None,
            self.repeat if Feature.REPEAT in self.abilities else None,
            self.abilities - absent,
        )


_OWNERS = count(1)


class FakeLikes:
    """A `Likes` in memory.

    Args:
        lasting: Whether it pretends to be on the disk.

    Attributes:
        read: Whether what was liked before is known.
    """

    def __init__(self, *, lasting: bool = True) -> None:
        self.lasting = lasting
        self.read = True
        self._likes: dict[tuple[str, str], Play] = {}

    async def known(self) -> bool:
        return self.read

    @property
    def titles(self) -> list[str]:
        return [play.title for play in self._likes.values()]

    def all(self) -> Sequence[Play]:
        return tuple(self._likes.values())

    def has(self, track: Track) -> bool:
        play = play_of(track, 0.0)
        return play is not None and play.key in self._likes

    def add(self, track: Track) -> bool:
        play = play_of(track, 0.0, liked=True)
        assert play is not None
        self._likes[play.key] = play
        return self.lasting

    def remove(self, track: Track) -> None:
        play = play_of(track, 0.0)
        assert play is not None
        self._likes.pop(play.key, None)


class Noticeboard(Notifications):
    """Keeps what would be shown."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[tuple[str, str]] = []

    async def show(self, title: str, text: str) -> bool:
        self.shown.append((title, text))
        return True


class FakePlayers:
    """A `Players` of fakes, which come by `add` and go by `FakePlayer.vanish`."""

    def __init__(self, *players: FakePlayer) -> None:
        self.closed = False
        self._players: list[FakePlayer] = []
        self._listeners: list[Callable[[], None]] = []
        for player in reversed(players):
            self.add(player)

    def add(self, player: FakePlayer) -> None:
        """A player was started: it comes first when it plays, else last."""
        at = 0 if player.status is PlaybackStatus.PLAYING else len(self._players)
        self._players.insert(at, player)
        player.on_change = lambda: self._changed(player)
        self._tell()

    async def start(self) -> None:
        """They are all here already."""

    problem = ""
    frozen: tuple[FakePlayer, ...] = ()

    def all(self) -> tuple[Player, ...]:
        return tuple(self._players)

    def subscribe(self, listener: Callable[[], None]) -> Callable[[], None]:
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    async def close(self) -> None:
        self.closed = True
        self._players.clear()

    def _changed(self, player: FakePlayer) -> None:
        if player not in self._players:
            return
        first = player.status is PlaybackStatus.PLAYING
        if player.gone or (first and self._players[0] is not player):
            self._players.remove(player)
            if not player.gone:
                self._players.insert(0, player)
        self._tell()

    def _tell(self) -> None:
        for listener in tuple(self._listeners):
            listener()
