"""Rarer wordings: each closed rule is reached by a sentence that people say."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator

import pytest

from lumen.core.intent import Intent
from lumen.understanding import Context, understand
from lumen.understanding.amounts import Amounts
from lumen.understanding.closed import CLOSED
from lumen.understanding.rules import Rule
from lumen.understanding.utterance import Utterance
from prompts import PROMPTS

from .test_commands import COMMANDS, fits
from .test_whole_meaning import FRAMES, SLOTS, TIMES

PLAYING = Context(playing=True)

# One line per meaning; slots follow the intent, sentences are parted by "|".
WORDINGS = """
adjust_speed playback_speed=0.5: slow the video down to 0.5 | play it half as fast | run it half as fast | slow it down by 0.5x
adjust_speed playback_speed=1.5: speed it up to 1.5 | speed 150 | set the speed to 150 percent
adjust_speed playback_speed=2: play it twice as fast
adjust_speed speed_adjustment=-0.25: the speed down | turn the speed down | slow down playback | slow down by 0.25 | less playback speed | they are talking too fast | it is too fast
adjust_speed speed_adjustment=-0.5: much slower
adjust_speed speed_adjustment=0.1: speed up by ten percent
adjust_speed speed_adjustment=0.25: speed up | playback speed up by a quarter | rate up | turn the playback speed up | bring the tempo up | speed up the playback | speed up a touch | more speed | this is too slow
adjust_speed speed_adjustment=0.5: a lot faster | speed it up by 50 percent | go faster by a half
adjust_speed speed_adjustment=2: speed it up by 3x
adjust_volume mute=False: please get the sound back for me, unmute now
adjust_volume volume_adjustment=-10: lower the music by ten
adjust_volume volume_adjustment=-5: soften it | reduce the music a bit | sound a bit lower | the sound lower | volume decrease | music down
adjust_volume volume_adjustment=10: raise the music by ten | sound up by ten | blast the music | crank up the beat
adjust_volume volume_adjustment=5: play the movie up again | i need a high volume | boost it a bit | crank the music | volume should be higher | volume increase | i can hardly hear anything | the music up | pump up the jam
adjust_volume volume_level=10: turn it down to the minimum | turn the music all the way down
adjust_volume volume_factor=0.5: halve the volume | cut the volume in half
adjust_volume volume_adjustment=20: crank it up to eleven
adjust_volume volume_level=30: play it at 30 volume
adjust_volume volume_level=40: set it to 40 percent volume | put it to 40 volume
adjust_volume volume_level=80: set the volume to high
adjust_volume volume_level=50: set it to half the volume | put it at half as loud
browse_category category=jazz: show me everything in the jazz section
content_info question=about: song information | track details please | give me the album info | what language is this in | more information about this song | tell me about this movie | tell me more about the current album | show me the lyrics of this song
content_info question=date: which decade is this from
content_info question=length: how long is it
content_info question=people title=the crown: who stars in the crown
content_info question=people: who is the guy with the hat | who is that actress | who is this character | who is in this | what is the cast | who stars in this movie | who are the actors in this | who is the director of this movie | what is the cast of this
content_info question=people title=hotel california: who sings hotel california | hotel california is sung by whom
content_info question=plot: what is the plot of this movie
content_info question=remaining: minutes left | time remaining on this | how much time remaining | find out time left in the movie
get_recommendation genre=horror: recommend me something in the horror genre
get_recommendation similar_to=the matrix: give me ideas of something similar to the matrix
like: mark this as a favorite | make this a favorite | mark this song favorite | five stars | give five stars to this album | remember that i like this song | note this track | this is a great song | mark this as liked | set this song as liked
list_timers: time left on the timer
list_timers label=pasta: when does my pasta timer go off | is the pasta timer still running
list_timers label=sleep: is the sleep timer on | how long is left on the sleep timer
next_episode: advance one chapter | skip ahead a track | skip this and move on to the next one | stop and play the next song | play a different song | move on to something else | can i get a new song | play something else | something else please | another one | next one | the song after this | skip to the one after this | song next | next button | skip forward button | skip button | on to the next song | onto the next one | hit next | press skip | can i see a new episode | skip ahead one | go forward one
pause_playback: put a pause on it | put a pause on the movie | pause button | stop button please | the music off | movie pause | no more music | can we get a pause | could i have a pause
pause_playback player=vlc: vlc stop
previous_episode: skip back one | go back one | hit previous | press the back button | track previous | song previous
repeat mode=all: loop everything in the queue | album repeat | switch the repeat mode to album | loop all
repeat mode=off: take it off repeat | get the song off loop | set the repeat to off | don't repeat this | don't loop it
repeat mode=one: turn the repeat on | switch loop mode on | single repeat | one repeat | set repeat to one | repeat mode | repeat track
resume_playback: start the music back up | start it back | unfreeze the video | release the video | back to the movie | get back to the music | the movie resume
resume_playback player=vlc: vlc continue
seek_content seek_offset=-10: back a moment | back slightly | backwards a bit | back just a little | back by ten seconds | small step back | a tiny jump back | go 10 seconds back | what did he just say | i missed what she said | i missed that | play that part again | show me that scene again | let me hear that bit once more
seek_content seek_offset=-30: rewind by 30 seconds | step 30 seconds backwards | kindly take this back by around thirty seconds thanks
seek_content seek_offset=-60: big jump back | a huge skip back | jump a minute back
seek_content seek_offset=-80: rewind a minute twenty
seek_content seek_offset=10: further ahead ten seconds | forward a bit | ahead slightly | little skip forward | a small step ahead | go ten seconds ahead | jump to the third minute of it
seek_content seek_offset=20: forwards by 20 seconds
seek_content seek_offset=30: forward 30 seconds | jump thirty seconds further
seek_content seek_offset=300: move five minutes forward
seek_content seek_offset=60: ahead by a minute | big step forward | long jump ahead
seek_content seek_position=0: from the top | from the beginning | from the start please | play it from the beginning | start again from the top
seek_content seek_position=120: play it two minutes from the start
seek_content seek_position=1200: jump 20 minutes into the movie | go to minute 20
seek_content seek_position=20: seek to 20
seek_content seek_position=300: jump to minute five
seek_content seek_position=60: start the movie one minute in
seek_content seek_position=7200: skip to hour 2
seek_content seek_position=750: timestamp 12:30
seek_content seek_position=80: position 1:20
select_channel channel=5: play station 5
select_channel channel=88: listen to radio fm 88
select_channel channel=98.5: 98.5 fm | fm 98.5
select_channel channel=98.5 fm: tune in to 98.5 fm
select_channel channel=another channel like bbc two: i'd like to switch over to another channel like bbc two
select_channel channel=cartoon network: switch over to the cartoon network
select_channel channel=classic: play the radio station classic
select_channel channel=classic fm: put on classic fm
select_channel channel=heart fm: put on heart fm please
select_channel channel=jazz: listen to the jazz station
select_channel channel=kiss: tune into the station called kiss
select_channel channel=next: next channel | channel up
select_channel channel=radio paradise: play radio paradise
select_channel channel=previous: previous channel | channel down
select_channel channel=sky sports: change to sky sports
select_channel channel=the weather channel: switch to the weather channel
set_timer duration=1200: set an alarm to go off in twenty minutes | would you set up a countdown lasting twenty minutes
seek_content seek_from_end=60: jump to one minute before the end
pause_playback delay=1800: turn off in half an hour
pause_playback delay=1200: stop the music in twenty minutes
pause_playback delay=600: play for ten more minutes then stop | let it play for another ten minutes and then pause | play ten more minutes and stop | wait ten minutes then pause | go on for ten minutes, then stop | give it ten more minutes and pause | keep playing for ten minutes then turn it off
set_timer duration=300 label=tea: set a timer named tea for five minutes
set_timer duration=600: alarm in ten minutes | ten minutes is what the timer should be set to | the timer should be set for ten minutes
set_timer duration=600 label=eggs: start a timer called eggs for ten minutes
shuffle shuffle=off: stop playing on shuffle | do not shuffle anymore | stop playing at random | take it off shuffle
shuffle shuffle=on: turn the shuffle on | switch shuffle mode on | mix the order up | jumble it up | random mode | shuffle play | random order | switch the order up
time_date question=another day days=10: what day will it be in ten days
time_date question=another day days=6: in six days what will the date be
time_date question=another day: what day of the week is the 23rd | when is the third monday of this month
time_date question=time: what does the clock say
time_date question=another day days=1: tomorrow is what day of the week | will it be monday tomorrow
time_date question=date: what month is it now | which week of the year is it | what week is it | the full date | give me the full date and time | today is what day | today's date is what
time_date question=elsewhere place=london: is it midnight in london yet
time_date question=elsewhere place=new york: for new york what is the time
time_date question=elsewhere place=sydney: is it morning in sydney
time_date question=elsewhere place=tokyo: in tokyo what time is it
what_is_playing: the name of this song please | tell me the artist of this | the title of the current track | tell me the name and artist of this song | identify this song | shazam this | recognize this music | now playing | song title | track info | what song am i listening to | which artist am i listening to | what album are we listening to | do you know this song | tell me what this song is called | what this song is called | name this tune | i want to know this song's title | tell me this song's name | find out the name of what is playing | tell me the title of whatever is playing | what am i playing | who is the artist behind this | what is the band behind this song | what was that | what is this | where is this song from
cancel_timer all=True: cancel all timers | delete both timers | stop my timers
list_timers label=sleep: do i have a sleep timer | is there a sleep timer running
list_timers: is there a timer
cancel_timer label=pasta: cancel the pasta timer | stop the timer called pasta
cancel_timer label=sleep: cancel the sleep timer | turn the sleep timer off | switch off my sleep timer | sleep timer off
cancel_timer duration=600: cancel the ten minute timer | stop my 10 minute timer
cancel_timer: cancel the timer | stop that timer | timer off
list_timers: list my timers | which timers are running | do i have any timers | how long is left on the timer
list_timers label=pasta: how much time is left on my pasta timer | how long for the pasta timer
seek_content seek_fraction=1: skip to the end | go to the very end of the song
seek_content seek_offset=-10: a back jump of ten seconds | the rewind step ten seconds | -10s | minus 10 secs | minus ten seconds
seek_content seek_offset=-60: minus a minute | minus one minute
seek_content seek_offset=10: a forward skip ten seconds
adjust_speed speed_adjustment=0.2: twenty percent faster | 20% quicker
adjust_speed speed_adjustment=-0.1: ten percent slower
adjust_volume volume_adjustment=-5 player=VLC: turn VLC down | make VLC a bit quieter
adjust_volume mute=True player=browser: mute the browser
seek_content seek_offset=-10 player=vlc: go back ten seconds in vlc
repeat mode=one player=mpv: repeat this song in mpv | loop this on mpv
shuffle shuffle=on player=vlc: shuffle vlc
what_is_playing player=vlc: what is playing in vlc
time_date question=elsewhere place=london: is it midnight in london yet | what time is it in london
time_date question=another day days=1: will it be monday tomorrow | what's tomorrow's date
time_date question=another day days=-1: what was yesterday's date
content_info question=length: how long is this song | what is the length of this song
content_info question=genre: what genre is this
"""

WISHES = [
    (
        "I'm looking for a film. I like Tom Hanks.",
        {"kind": "movie", "person": "Tom Hanks"},
    ),
    (
        "I am looking for some movies online. I prefer horror.",
        {"kind": "movie", "genre": "horror"},
    ),
    (
        "Can you help me find some music? I love Adele.",
        {"kind": "music", "person": "Adele"},
    ),
    (
        "could you find me a good movie, i really like sandra bullock",
        {"kind": "movie", "person": "sandra bullock"},
    ),
    (
        "help me pick a movie to watch. maybe something with will smith",
        {"kind": "movie", "person": "will smith"},
    ),
    (
        "Is there any good music online? Preferably jazz.",
        {"kind": "music", "genre": "jazz"},
    ),
    (
        "We are in the mood for a movie. Something from 1999 would be nice.",
        {"kind": "movie"},
    ),
]

TITLES = [
    ("play queen's greatest hits", "play_content", {"kind": "song", "artist": "queen"}),
    ("play music from the nineties", "play_content", {"kind": "music"}),
    (
        "play songs from the album thriller by michael jackson",
        "play_content",
        {"kind": "song", "title": "thriller", "artist": "michael jackson"},
    ),
    ("shuffle thriller", "play_content", {"title": "thriller", "shuffle": "on"}),
    ("play jazz in random order", "play_content", {"title": "jazz", "shuffle": "on"}),
    ("play dune in vlc", "play_content", {"title": "dune", "player": "vlc"}),
    (
        "I want to hear Bohemian Rhapsody",
        "play_content",
        {"title": "Bohemian Rhapsody"},
    ),
    ("I am in the mood for jazz", "play_content", {"title": "jazz"}),
    (
        "continue the movie dune in firefox",
        "resume_playback",
        {"title": "dune", "player": "firefox"},
    ),
    ("continue playing the book that i was listening to", "resume_playback", {}),
    (
        "restart the song thriller",
        "seek_content",
        {"seek_position": 0.0, "title": "thriller"},
    ),
    (
        "I want to watch a film with Tom Hanks",
        "search_content",
        {"filters": {"kind": "movie", "person": "Tom Hanks"}},
    ),
    ("switch to the history channel", "select_channel", {"channel": "history channel"}),
    ("go over to the sports channel", "select_channel", {"channel": "sports channel"}),
    ("what is on", "what_is_playing", {}),
    ("more like this", "get_recommendation", {"similar_to": "this"}),
]


@pytest.mark.parametrize(("sentence", "name", "slots"), TITLES)
def test_titles_and_names(sentence: str, name: str, slots: dict[str, object]) -> None:
    (found,) = understand(sentence)
    assert found.name == name
    assert dict(found.slots) == slots


NO_WISHES = [
    "i need to find a film at the cinema near me",
    "When I was looking for a film we talked a lot. Did you like it?",
    "Put it on my list. I am looking for a good song to add to my playlist.",
]


def rows() -> Iterator[tuple[str, str, dict[str, str]]]:
    for line in WORDINGS.strip().splitlines():
        head, _, said = line.partition(": ")
        name, *_ = head.split(" ")
        slots = dict(re.findall(r"(\w+)=(.+?)(?= \w+=|$)", head))
        for sentence in said.split(" | "):
            yield sentence, name, slots


@pytest.mark.parametrize(("sentence", "name", "slots"), list(rows()))
def test_a_wording(sentence: str, name: str, slots: dict[str, str]) -> None:
    (found,) = understand(sentence, PLAYING)
    assert found.name == name
    assert set(found.slots) == set(slots)
    for slot, wanted in slots.items():
        assert fits(wanted, found.slots[slot]), slot


@pytest.mark.parametrize(("sentence", "filters"), WISHES)
def test_a_wish_in_several_sentences(sentence: str, filters: dict[str, str]) -> None:
    (found,) = understand(sentence)
    assert found.name == "search_content"
    assert found.slots["filters"] == filters


@pytest.mark.parametrize("sentence", NO_WISHES)
def test_no_wish(sentence: str) -> None:
    assert [i.name for i in understand(sentence) if i.confidence >= 0.85] == []


def test_every_rule_is_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule that no sentence reaches is dead, or has an earlier one's words."""
    reached: set[int] = set()
    plain = Rule.fits

    def noting(
        rule: Rule, utterance: Utterance, amounts: Amounts, confidence: float
    ) -> Intent | None:
        found = plain(rule, utterance, amounts, confidence)
        if found is not None:
            reached.add(id(rule))
        return found

    monkeypatch.setattr(Rule, "fits", noting)
    for sentence in said():
        understand(sentence, PLAYING)
    missed = [
        (rule.intent, rule.pattern[:80])
        for family in CLOSED
        for rule in family.rules
        if id(rule) not in reached
    ]
    assert not missed, "\n".join(map(str, missed))


def said() -> Iterator[str]:
    """All sentences of the tables and of the prompts."""
    for table in (WORDINGS, COMMANDS):
        for line in table.strip().splitlines():
            yield from line.partition(": ")[2].split(" | ")
    for sentence, *_ in (*FRAMES, *SLOTS, *TIMES):
        yield sentence
    for path in PROMPTS:
        yield from texts(tomllib.loads(path.read_text(encoding="utf-8")))


def texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield from (part.strip() for part in value.split("|"))
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)
