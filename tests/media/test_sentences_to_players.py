"""What is said, down to what the players do: sentence, understanding, desk, state.

Every line of a table begins anew: VLC plays the second of three tracks of two minutes,
at 0:30 and 50 %; Firefox and Cider, a player that no table of ours knows, are paused.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from fakes import FakeLikes, FakePlayer, FakePlayers, ManualClock, Waiting
from lumen.core.doing import Done
from lumen.core.events import Event
from lumen.core.intent import Intent
from lumen.core.media import MediaItem, MediaKind, PlaybackStatus, PlayerState, Track
from lumen.core.turn import TurnId
from lumen.media.desk import MediaDesk
from lumen.media.shelf import Finding
from lumen.media.timer_desk import TimerDesk
from lumen.media.timer_words import short_name
from lumen.understanding import Context, understand

from .test_timer_desk import KeptTimers

TURN = TurnId(3)
NAMES = {"VLC": "vlc", "Firefox": "firefox", "Cider": "cider"}

# sentence -> player what=value ...; a player that is not named stays as it was.
ONE = """
pause -> VLC status=paused
stop the music -> VLC status=paused
could you pause it for a moment please -> VLC status=paused
pause vlc -> VLC status=paused
PAUSE VLC PLEASE -> VLC status=paused
put it on hold -> VLC status=paused
pause while I answer the door -> VLC status=paused
resume -> Cider status=playing
play firefox in the browser -> nothing
resume firefox -> Firefox status=playing
continue the video in the browser -> Firefox status=playing
resume cider -> Cider status=playing
unpause youtube -> Firefox status=playing
next -> VLC title=Song 3
skip this song -> VLC title=Song 3
i don't like this song, skip it -> VLC title=Song 3
next on cider -> Cider title=Song 3
skip the track in vlc -> VLC title=Song 3
previous song -> VLC title=Song 1
go back to the song before this -> VLC title=Song 1
back one track in the browser -> Firefox title=Song 1
louder -> VLC volume=0.55
turn it up -> VLC volume=0.55
a bit quieter -> VLC volume=0.45
turn it down by twenty -> VLC volume=0.3
turn it up by 20 percent -> VLC volume=0.7
much louder -> VLC volume=0.7
volume 80 -> VLC volume=0.8
set the volume to a third -> VLC volume=0.333
half volume please -> nothing
full volume -> VLC volume=1
volume minus ten -> VLC volume=0.4
turn it up by ninety -> VLC volume=0.8
i can't hear it -> VLC volume=0.55
it's too loud -> VLC volume=0.45
mute -> VLC volume=0
mute the browser -> Firefox volume=0
unmute -> nothing
turn the browser down -> Firefox volume=0.45
turn cider up -> Cider volume=0.55
make cider a lot quieter -> Cider volume=0.3
set the volume of cider to 20 -> Cider volume=0.2
turn up the volume on vlc -> VLC volume=0.55
firefox volume 35 -> Firefox volume=0.35
go back ten seconds -> VLC position=20
go back a minute and a half -> VLC position=0
skip ahead thirty seconds -> VLC position=60
fast forward -> VLC position=40
rewind -> VLC position=20
go to 1:20 -> VLC position=80
jump to one minute -> VLC position=60
start over -> VLC position=0
from the top please -> VLC position=0
go to the middle -> VLC position=60
jump to 75 percent -> VLC position=90
go to a third of the song -> VLC position=40
skip to the end -> VLC position=119
go to 5:00 -> VLC position=119
skip the intro -> VLC position=40
skip this part -> VLC position=40
go back ten seconds in the browser -> Firefox position=20
seek vlc to 1:00 -> VLC position=60
play it at one and a half -> VLC speed=1.5
double speed -> VLC speed=2
a bit faster -> VLC speed=1.25
slow it down -> VLC speed=0.75
play at x1.5 in vlc -> VLC speed=1.5
twenty percent faster -> VLC speed=1.2
half speed -> VLC speed=0.5
speed up cider -> Cider speed=1.25
shuffle -> VLC shuffle=True
shuffle cider -> Cider shuffle=True
shuffle off -> nothing
repeat this song -> VLC repeat=one
put the album on repeat -> VLC repeat=all
loop this in the browser -> Firefox repeat=one
stop repeating -> nothing
"""

COMPOUND = """
pause and turn it down -> VLC status=paused volume=0.45
turn it up and skip ahead thirty seconds -> VLC volume=0.55 position=60
skip the intro then mute -> VLC position=40 volume=0
go to the middle and play at double speed -> VLC position=60 speed=2
pause vlc and resume cider -> VLC status=paused; Cider status=playing
pause vlc, then turn the browser up -> VLC status=paused; Firefox volume=0.55
mute it, shuffle and repeat all -> VLC volume=0 shuffle=True repeat=all
turn cider down and mute it -> Cider volume=0
next and a bit louder -> VLC title=Song 3 volume=0.55
i missed that, go back twenty seconds -> VLC position=10
"""

NOTHING = """
don't pause | please don't stop the music | don't turn it down | do not skip this one |
never mind, don't mute it | no need to turn it up | i don't want you to pause vlc |
don't turn the browser down | he told me to pause it | my brother paused the movie |
let's pause and think about life | the bus stop is over there | if it stops tell me |
talk faster | turn on the lights | what happens if i skip it | i skipped lunch today |
pause the timer | cider is my favourite drink | firefox is a browser
"""


def lines(table: str) -> list[tuple[str, str]]:
    rows = (line.partition(" -> ") for line in table.strip().splitlines())
    return [(sentence, expected) for sentence, _, expected in rows]


class Shelf:
    """Has one album, and finds it by any word of its title."""

    def __init__(self) -> None:
        self.asked: list[Intent] = []

    def takes(self, intent: Intent) -> bool:
        return True

    async def find(self, intent: Intent, now: PlayerState | None) -> Finding:
        self.asked.append(intent)
        title = str(intent.slots.get("title", ""))
        if intent.name == "play_content" and title == "dune":
            item = MediaItem(MediaKind.MOVIE, "Dune", uris=("file:///v/Dune",))
            return Finding(play=item)
        return Finding("Nothing like it.")

    def fits(self, item: MediaItem, player: PlayerState) -> bool:
        return True

    async def address(self, item: MediaItem) -> str:
        return item.uris[0]

    async def launch(self, uri: str) -> str:
        return uri


class Room:
    """Understanding, the desks, and three players."""

    def __init__(self) -> None:
        self.clock = ManualClock()
        self.fakes = {
            name: FakePlayer(self.clock, name, family) for name, family in NAMES.items()
        }
        for name in ("Firefox", "Cider"):
            self.fakes[name].status = PlaybackStatus.PAUSED
            self.fakes[name].changed()
        self.players = FakePlayers(*self.fakes.values())
        self.events: list[Event] = []
        self.shelf = Shelf()
        self.desk = MediaDesk(
            self.players,
            self.clock,
            self.events.append,
            shelf=self.shelf,
            likes=FakeLikes(),
            sleep=self.sleep,
            later=Waiting,
        )
        self.timers = TimerDesk(
            KeptTimers(), lambda: 50_000.0, self.clock, self.events.append, list
        )

    async def sleep(self, seconds: float) -> None:
        self.clock.advance(seconds)
        await asyncio.sleep(0)

    def context(self) -> Context:
        states = [player.state for player in self.players.all()]
        return Context(
            playing=any(s.status is PlaybackStatus.PLAYING for s in states),
            paused=any(s.status is PlaybackStatus.PAUSED for s in states),
            players=tuple(state.name for state in states),
            just_acted=self.desk.just_acted,
            choices=self.desk.choices,
            timers=tuple(map(short_name, self.timers.running)),
        )

    async def say(self, sentence: str) -> str:
        """Do what Lumen would do unasked; gives what it answers."""
        sure = [i for i in understand(sentence, self.context()) if i.confidence >= 0.85]
        said: list[Done] = []
        timed = [intent for intent in sure if self.timers.takes(intent)]
        media = [i for i in sure if i not in timed and self.desk.takes(i)]
        if timed:
            said.append(await self.timers.do(TURN, timed))
        if media:
            said.append(await self.desk.do(TURN, media))
        return " ".join(done.text for done in said)

    def state(self, name: str) -> dict[str, object]:
        fake = self.fakes[name]
        return {
            "status": fake.status.value,
            "title": fake.tracks[fake.index].title,
            "volume": round(fake.volume, 3),
            "speed": round(fake.speed, 3),
            "shuffle": fake.shuffle,
            "repeat": fake.repeat.value,
            "position": round(fake.position),
        }


def like(model: object, value: str) -> object:
    """A value of a table, of the type of a state's value."""
    if isinstance(model, bool):
        return value == "True"
    if isinstance(model, int):
        return int(value)
    return float(value) if isinstance(model, float) else value


def wanted(expected: str, before: dict[str, dict[str, object]]) -> dict[str, object]:
    """All states, with the changes that a line of a table names."""
    states = {name: dict(state) for name, state in before.items()}
    for part in expected.split("; ") if expected != "nothing" else ():
        name, _, changes = part.partition(" ")
        for change in changes.replace("title=Song ", "title=Song_").split():
            what, _, value = change.partition("=")
            states[name][what] = like(before[name][what], value.replace("_", " "))
            if what == "title":
                states[name]["position"] = 0
    return dict(states)


async def check(sentence: str, expected: str) -> None:
    room = Room()
    before = {name: room.state(name) for name in NAMES}
    await room.say(sentence)
    now = {name: room.state(name) for name in NAMES}
    assert now == wanted(expected, before)


@pytest.mark.parametrize(("sentence", "expected"), lines(ONE))
async def test_one_command(sentence: str, expected: str) -> None:
    await check(sentence, expected)


@pytest.mark.parametrize(("sentence", "expected"), lines(COMPOUND))
async def test_several_commands(sentence: str, expected: str) -> None:
    await check(sentence, expected)


@pytest.mark.parametrize(
    "sentence", [" ".join(said.split()) for said in NOTHING.split("|")]
)
async def test_no_command(sentence: str) -> None:
    room = Room()
    await room.say(sentence)
    for fake in room.fakes.values():
        assert [call for call in fake.asked if call[0] != "read"] == []


UNDONE: list[tuple[Sequence[str], str]] = [
    (("turn it down by twenty", "undo"), "nothing"),
    (("go to the middle", "undo that"), "nothing"),
    (("double speed", "no, go back"), "nothing"),
    (("shuffle", "not that"), "nothing"),
    (("repeat all", "undo"), "nothing"),
    (("mute", "undo"), "nothing"),
    (("mute", "unmute"), "nothing"),
    (("pause and turn it down", "undo"), "nothing"),
    (("turn cider up", "put it back"), "nothing"),
    (("volume 80", "turn it down by ten"), "VLC volume=0.7"),
    (("resume cider", "pause it"), "nothing"),
    (("go to the middle", "go back ten seconds"), "VLC position=50"),
]


@pytest.mark.parametrize(("sentences", "expected"), UNDONE)
async def test_one_after_another(sentences: Sequence[str], expected: str) -> None:
    room = Room()
    before = {name: room.state(name) for name in NAMES}
    for sentence in sentences:
        assert await room.say(sentence)
    now = {name: room.state(name) for name in NAMES}
    assert now == wanted(expected, before)


ANSWERS = """
what is playing -> This is Song 2 by Artist 2, from Album.
who sings this -> This is Song 2 by Artist 2, from Album.
what's playing in firefox -> Paused: Song 2 by Artist 2, from Album.
how much is left -> 1 minute and 30 seconds left of Song 2.
when does it end -> 1 minute and 30 seconds left of Song 2.
how long is this song -> It is 2 minutes long.
what genre is this -> It is tagged as Test.
when was this song released -> This is Song 2 by Artist 2, from Album. VLC does not tell when it was made.
who wrote this song -> This is Song 2 by Artist 2, from Album. VLC does not tell who made it or who is in it.
like this song -> I will remember that you like Song 2.
skip the intro -> I cannot tell where the intro ends, so I went on 10 seconds. VLC is at 0:40.
pause spotify -> No player of that name is running; VLC, Cider and Firefox run.
turn it up by ninety -> VLC is at 80 %. I turn up by 30 points at most; say a level, such as 80 percent, to go further.
"""


@pytest.mark.parametrize(("sentence", "answer"), lines(ANSWERS))
async def test_answers(sentence: str, answer: str) -> None:
    assert await Room().say(sentence) == answer


async def test_how_much_is_left_of_a_live_stream() -> None:
    room = Room()
    vlc = room.fakes["VLC"]
    vlc.tracks = (Track("/1", "News", url="http://radio/x"),)
    vlc.index = 0
    vlc.changed()
    assert "does not tell how long" in await room.say("go to the middle")
    assert "does not tell how long" in await room.say("how much is left")


class TestTitles:
    async def test_what_is_open_goes_on_where_it_is(self) -> None:
        room = Room()
        cider = room.fakes["Cider"]
        cider.tracks = (Track("/9", "Dune: Part One"),)
        cider.index = 0
        cider.changed()
        await room.say("resume dune")
        assert cider.status is PlaybackStatus.PLAYING
        assert room.shelf.asked == []

    async def test_what_is_not_open_is_looked_for(self) -> None:
        room = Room()
        await room.say("resume dune")
        assert [i.name for i in room.shelf.asked] == ["play_content"]
        assert room.state("VLC")["title"] == "Dune"

    @pytest.mark.parametrize(
        ("sentence", "name", "slots"),
        [
            ("play thriller", "play_content", {"title": "thriller"}),
            ("search for planet earth", "search_content", {"search_query": "planet earth"}),
            ("switch to channel 5", "select_channel", {"channel": "5"}),
            ("channel up", "select_channel", {"channel": "next"}),
            ("something like Breaking Bad", "get_recommendation", {"similar_to": "Breaking Bad"}),
            ("play thriller on vlc", "play_content", {"title": "thriller", "player": "vlc"}),
        ],
    )  # fmt: skip
    async def test_the_library_is_asked(
        self, sentence: str, name: str, slots: dict[str, str]
    ) -> None:
        room = Room()
        assert await room.say(sentence) == "Nothing like it."
        (intent,) = room.shelf.asked
        assert intent.name == name
        assert dict(intent.slots) == slots


TIMERS = """
set a timer for ten minutes -> Your timer is set for 10 minutes.
set a 7 minute lasagna timer -> Your lasagna timer is set for 7 minutes.
remind me in five minutes to check the oven -> Your check the oven timer is set for 5 minutes.
pause in ten minutes -> I will pause in 10 minutes.
in ten minutes, pause and mute -> I will pause and mute it in 10 minutes.
skip two songs in five minutes -> I will play the next one 2 times in 5 minutes.
pause vlc in half an hour -> I will pause vlc in 30 minutes.
sleep timer for twenty minutes -> I will pause in 20 minutes.
cancel the pasta timer -> I cancelled the pasta timer.
cancel the pasta -> I cancelled the pasta timer.
cancel the twenty minute timer -> I cancelled the 20 minute timer.
cancel all timers -> I cancelled all 2 timers.
stop the timer -> Which one: the pasta timer or the 20 minute timer?
how long is left on the pasta timer -> The pasta timer has 8 minutes left.
how long for the pasta -> The pasta timer has 8 minutes left.
when will the pasta be ready -> The pasta timer has 8 minutes left.
how much time is left on my twenty minute timer -> The 20 minute timer has 20 minutes left.
list my timers -> The pasta timer has 8 minutes left; The 20 minute timer has 20 minutes left.
cancel the egg timer -> I have no such timer. The pasta timer has 8 minutes left; The 20 minute timer has 20 minutes left.
"""


@pytest.mark.parametrize(("sentence", "answer"), lines(TIMERS))
async def test_timers(sentence: str, answer: str) -> None:
    room = Room()
    room.timers.start()
    await room.say("set a pasta timer for eight minutes")
    await room.say("set a timer for twenty minutes")
    assert await room.say(sentence) == answer
    await room.timers.close()
    assert room.state("VLC")["status"] == "playing"


async def test_what_is_left_when_only_a_timer_runs() -> None:
    room = Room()
    await room.say("set a pasta timer for eight minutes")
    for fake in room.fakes.values():
        fake.vanish()
    assert await room.say("how much time is left") == (
        "The pasta timer has 8 minutes left."
    )


@pytest.mark.parametrize("name", ["Music", "Play", "Go back", "", "x" * 400, "The TV"])
async def test_a_player_may_be_called_anything(name: str) -> None:
    """A name made of a command's own words takes no word away from it."""
    for sentence, intent in (
        ("play some music", "play_content"),
        ("stop the music", "pause_playback"),
        ("go back a minute", "seek_content"),
        ("turn up the tv", "adjust_volume"),
    ):
        (found,) = understand(sentence, Context(playing=True, players=(name,)))
        assert found.name == intent
        assert "player" not in found.slots
