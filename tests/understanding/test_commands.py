from __future__ import annotations

import pytest

from lumen.media.doubt import SURE
from lumen.understanding import NOTHING_KNOWN, Context, parse, parse_all, understand

# One line per meaning; slots follow the intent, sentences are parted by "|".
COMMANDS = """
pause_playback: pause | Pause. | stop | stop the music | pause it please | could you pause the movie | can we pause this | hit pause | put it on pause | turn off the music | STOP THE VIDEO | pause the tv in the living room | hey lumen pause | halt playback | i want you to pause the song | shut off the radio | freeze the video | uh pause please
pause_playback player=VLC: pause VLC | could you please pause VLC
resume_playback: resume | continue | unpause | resume the playback | keep playing | carry on playing | hit play | continue the music please | un-pause | pick up where i left off | continue watching | take it off pause
resume_playback title=dune: play dune from where i left off | continue dune where we stopped
next_episode: next | skip | next song | skip this | skip to the next track | play the next one | go to the next episode please | next please | i don't like this song, next | can we go to the next song | move on to the next video | change the song | skip this song and play the next one | play another song
previous_episode: previous | go back | previous track | go back one song | back one episode | play the previous song | play the last song again | return to the previous chapter | last song
adjust_volume volume_adjustment=5: louder | turn it up | turn up the volume | raise the volume | volume up | make it louder | increase the volume please | a bit louder | could you turn the sound up | it's too quiet | more volume | turn the tv up | up volume | higher volume
adjust_volume volume_adjustment=-5: quieter | turn it down | lower the volume | volume down | decrease the volume | a little quieter | this is too loud | turn the music down please | bring it down a notch | less volume | ease the volume down
adjust_volume volume_adjustment=-15: turn it down by 15 | fifteen percent quieter | lower the volume by fifteen
adjust_volume volume_adjustment=20: a lot louder | turn it up by twenty | much louder
adjust_volume volume_level=40: set the volume to 40 | volume 40 | volume at forty percent | turn it down to 40 | put the volume at forty | 40% volume | change the tv volume to forty
adjust_volume volume_level=100: max volume | full volume | volume to the max | turn it all the way up | set volume to 100
adjust_volume volume_level=50: half volume | set the volume to half | volume 50 percent
adjust_volume mute=True: mute | mute it | mute the tv | turn off the sound | silence the music | sound off
adjust_volume mute=False: unmute | unmute the video | turn the sound back on | un-mute it | cancel the mute | cancel mute | end the mute
seek_content seek_offset=-10: rewind | go back ten seconds | back 10 seconds | rewind 10 secs | skip back ten seconds | jump back 10s | ten seconds back | go back a bit
seek_content seek_offset=-90: go back a minute and a half | rewind ninety seconds | take me back one and a half minutes | jump back 90 seconds please
seek_content seek_offset=30: skip ahead thirty seconds | forward half a minute | fast forward 30 seconds | jump forward by 30 seconds | go forward thirty seconds | skip the next thirty seconds
seek_content seek_offset=10: fast forward | skip ahead | skip forward | forward
seek_content seek_position=0: start over | from the beginning | restart | go back to the beginning | play it again | start this from the top | restart the song | play the song again | go to the start
seek_content seek_position=754: go to 12:34 | jump to 12:34 | skip to 12:34 | play from 12:34
seek_content seek_position=4800: go to one hour twenty | jump to one hour and twenty minutes | take me to 1:20:00
seek_content seek_position=1200: go to the twenty minute mark | seek to minute twenty | jump to 20 minutes in
seek_content seek_fraction=0.5: go to the middle | skip to the halfway point | jump to 50 percent
adjust_speed speed_adjustment=0.25: faster | play it faster | speed it up | a bit faster | speed up the video | increase the speed | make this faster
adjust_speed speed_adjustment=-0.25: slower | slow it down | play this slower | decrease the playback speed | a touch slower | slow down the video
adjust_speed playback_speed=1.5: play it at one and a half | 1.5x | set the speed to 1.5 | play at 1.5x | one and a half times speed | set playback speed to one point five
adjust_speed playback_speed=2: double speed | play at double speed | 2x speed | set speed to 2 | twice the speed
adjust_speed playback_speed=1: normal speed | back to normal speed | go back to normal speed | set the speed to normal
adjust_speed playback_speed=0.5: half speed | play at half speed | slow motion
select_channel channel=5: switch to channel 5 | channel five | put on channel 5 | go to channel five please | change the channel to 5
select_channel channel=98.5: tune to 98.5 | tune the radio to 98.5 fm
select_channel: put on bbc one | play kiss fm | switch to cnn | channel up | change the channel
shuffle shuffle=on: shuffle | shuffle on | turn on shuffle | shuffle the playlist | put it on shuffle | play it in random order | mix up the order | enable shuffle
shuffle shuffle=off: shuffle off | turn shuffle off | stop shuffling | play them in order | disable shuffle
repeat mode=one: repeat this song | loop this | put this on repeat | repeat one | loop the track | play this song over and over
repeat mode=all: repeat the playlist | repeat all | loop the whole album | put the album on repeat
repeat mode=off: stop repeating | repeat off | turn off repeat | don't loop this anymore | cancel repeat mode
like: like this song | i love this song | add this to my favorites | favourite this | save this track | thumbs up | this is my favourite song | give this song five stars
set_timer duration=600: set a timer for ten minutes | 10 minute timer | timer for 10 minutes | start a ten minute timer please | remind me in ten minutes | count down from 10 minutes | set an alarm for ten minutes from now
set_timer duration=420 label=lasagna: start a 7 minute timer called lasagna | set a lasagna timer for seven minutes | set a timer for 7 minutes for the lasagna
set_timer: set a timer | could you set up a timer for me | start the timer
what_is_playing: what is playing | what's this song | what song is this | who is singing this | what's the name of this song | which album is this | name this song | what am i listening to | tell me the name of this track | who sings this
content_info: how long is this movie | who directed this | when was this song released | how much time is left | what is this film about | when does this end | who wrote this song | what year is this from
time_date: what time is it | what's the date | what day is it today | what time is it in tokyo | tell me the time | what is tomorrow's date
open_app app=spotify: open spotify | launch spotify | could you open spotify please | start the spotify app
open_app: open the terminal | run firefox | open the file manager
browse_category: show me my playlists | browse music | list my albums | what movies do you have | open the music library | show the comedy movies | browse by genre
get_recommendation: recommend a movie | what should i watch tonight | suggest something to listen to | any good movies | more like this
get_recommendation similar_to=Breaking Bad: something like Breaking Bad | find me a show like Breaking Bad | recommend something similar to Breaking Bad
get_recommendation genre=jazz: recommend some jazz songs | suggest a jazz album
play_content title=debussy: gimme some debussy | could we have some debussy | i'd love a bit of debussy | let's have a spot of debussy | stick some debussy on | would you put some debussy on | i must hear debussy | tell spotify to play debussy | why don't we listen to debussy | how would you feel about playing debussy | i'd kill for some debussy | bust out some debussy
play_content title=abbey road: let's have a listen to abbey road | can you get abbey road playing | get abbey road going | fire up abbey road | hit play on abbey road | drop the needle on abbey road | play abbey road next | play only abbey road for the rest of the evening | swap this for abbey road
play_content title=ok computer: play ok computer | play the album ok computer | lumen play ok computer please
play_content title=catch me if you can: play catch me if you can | watch the film catch me if you can
play_content title=how soon is now: play how soon is now
play_content title=karma police: play karma police off ok computer
content_info question=about: show information | show me some more info
what_is_playing: which tune is coming out of the speaker | do you recognize this tune | what's coming through the headphones | can you identify this song
get_recommendation: got any recommendations | give me some ideas for what to watch | i could use a suggestion for some good songs | not sure what to listen to | surprise me | is there anything good on tonight | know any good bands | what should i play at a party | you choose something | throw me a suggestion | i need some movie ideas
get_recommendation similar_to=this: more of this | what else is like this | show me something similar
get_recommendation similar_to=radiohead: who sounds like radiohead | which bands are similar to radiohead
search_content search_query=blade runner: do we have blade runner | is blade runner in my library | have i got blade runner on here | got blade runner | i wonder if we have blade runner | check whether we have blade runner | track down blade runner | where can i watch blade runner | do you happen to have blade runner | is there any blade runner in my collection
set_timer: start timing | time me
time_date: what time do they have in seoul | what hour is it over in mumbai | could i have the time in denver | what's the date going to be a week from now | clock please | time check
browse_category: open the playlist holiday cooking | go to the album blue train
unknown: gimme some water | got any milk | can i get some help | start the car | is my neighbor home | what would you recommend for a sore throat | find a parking spot close to the stadium | let's have dinner | do you have an occupation | switch to french please | extend the timer by five minutes | extend the sleep timer by ten minutes | my sister set a sleep timer for half an hour | some salt please | get your coat on
next_episode: i'm sick of this song | not this one | anything but this | this song sucks, skip it | try another | move along | forward one | put something else on | two songs ahead
previous_episode: back one | three songs back | replay the previous song
adjust_volume volume_adjustment=-5: it's a bit loud | ouch that's loud | less noise | a notch down | turn that racket down
adjust_volume volume_adjustment=5: it's very quiet | the dialogue is a bit quiet | i can hardly hear the singer | a notch up
adjust_volume volume_adjustment=-10: down by ten
adjust_volume mute=True: go silent | make it silent
adjust_volume volume_level=100: max it out | max out the volume | full throttle
pause_playback: make it stop | kill it | leave it paused | enough of that
resume_playback: keep it going | let it run | get it going again | pick it back up | let's get back to it | release the pause
seek_content seek_offset=-10: i missed that bit | what did they say go back
seek_content seek_position=0: begin again | play it once more
seek_content seek_position=720: put it at 12 minutes
adjust_speed speed_adjustment=0.25: pick up the pace | this is dragging
adjust_speed speed_adjustment=-0.25: they talk too fast slow it down
adjust_speed playback_speed=2: put it on 2x
adjust_speed playback_speed=1: back to normal
content_info question=speed: how fast is it playing | what speed is it at
content_info question=volume: how loud is it | what's the volume | what is the volume at
content_info question=remaining: is it nearly over | how many songs are left
content_info question=about: where was this filmed | what are the lyrics | details please
what_is_playing: remind me who this is | current track | tell me the title | i recognise this what is it
like: add to favourites | big thumbs up | this is a banger
shuffle shuffle=off: in order please
unknown: take this off my favourites | remove this from my favourites | how much longer until my pizza is here
search_content: any chance we have the third man | i'm after the new fontaines dc record | where did i put my ella fitzgerald albums | could you dig out something by kurosawa
browse_category category=library: what's in my library | show me what i have
get_recommendation: something to dance to | i need something to fall asleep to
play_content: music for studying | is there any way you could play some jazz
content_info question=about: is there a live version of this
adjust_volume volume_adjustment=-5: play it quietly
search_content search_query=planet earth: search for planet earth | look up planet earth | search youtube for planet earth
search_content: find movies with tom hanks | I'm looking for some films online. I really like Tom Hanks. | Can you help me find a song? I like jazz. | do we have Casablanca | i'm looking for a movie to watch | find me some songs by adele | search for horror movies from 1999
play_content title=thriller: play thriller | play the album thriller | listen to thriller | could you play thriller please | i want to hear thriller | put on thriller | play thriller on spotify | play the song called thriller
play_content artist=nina simone: play music by nina simone | play something by nina simone | play the latest album by nina simone
play_content title=lady artist=kenny rogers: play lady by kenny rogers | play the song lady by kenny rogers
play_content title=don't stop me now: play don't stop me now
play_content kind=album title=in rainbows artist=radiohead: play album in rainbows by radiohead | play the album in rainbows by radiohead
play_content: play some music | play a podcast | put some music on | play my favorites | play the radio | i want to listen to some jazz | watch a movie
"""

TALK = """
don't pause | please don't stop the music yet | don't turn it up please it's fine | never mind | do not skip this | i don't want you to pause it | no need to turn it down | you don't have to mute it
he told me to turn the music down | she said pause | my brother paused the movie | they asked me to skip it | i paused it already | i watched alien last night | we played the song yesterday | he skipped the intro
let's pause and think about life | let's skip the small talk | the bus stop is over there | give me pause for thought | open your mind | i skipped lunch | history repeats itself | i can't stop thinking about you | stop lying to me
what happens if i pause it | if it gets too loud i'll tell you | should we stop for lunch | why do people skip ads | how do i mute my phone | i wish i could rewind time | when the music stops the game is over
turn on the lights | turn off the kitchen lamp | set the oven to 350 | open the door | close the curtains | set the thermostat to twenty | start the vacuum cleaner | dim the lights to fifty percent | turn up the heat | open the garage
talk faster | speak slower please | change your voice | you talk too fast | say that again | can you slow down your speech | whisper | adjust the speed of your voice
play chess with me | let's play a game | i want to play fifa seventeen | play hide and seek | did you see the game last night | who plays for the lakers
add this song to my workout playlist | create a new playlist | put this song on my road trip playlist | remove this song from the queue | delete my rock playlist
what movies are playing near me | movie times for alien | find a cinema nearby | when is dune playing at the cinema
navigate left | context menu | page down | scroll up | close the window | next page
remind me to buy milk | find me a restaurant | search for hotels in paris | what's the weather | call mum | order a pizza | translate good morning to french | book a table for two
an apology is what i want to hear | john is who i want to see | paris is what i want to see | i need a ride by five | i want a painting by monet | i would like a massage by professionals
go to sleep and have sweet dreams | go to work and start working | use excel to start budgeting | use uber to get home | use soap to get stains out
load the dishwasher and start it | open the car and start it | take the engine and start it | open up a business and start it | grab a controller and play it | get back to reading your book
stop what | hold what | stop whatever | stop what is going on here | wait wait | let it go on | let them keep going | let things go on | let this meeting continue | let that dog keep running
keep it at the top | i want it at the top | i would like it on medium | leave it at full | i need it at half | the volume might go up | show me what is next
i did not like this one so get another | i don't like it get me another one | what was coming from the kitchen | stop messing up the order | anything that has sugar | something that has meaning
extend the sleep timer by ten minutes | do not play jazz in ten minutes | the film stops in ten minutes | the music stops | it stopped after ten minutes | my video paused in ten minutes | i have to stop in ten minutes | stop the car in ten minutes | turn the computer off in an hour
the volume may go down | the volume must have gone up | go on netflix and have a look | let it keep running | cartoons are what we like to watch
change the language to german | another language | the caption | flip it over | brighten this room | stretch it out a little | flip that pancake
i love jazz | do you like music | have you seen alien | jazz is great | my favorite movie is alien | are you a robot | who made you | tell me a joke | how are you | hello | thanks a lot
"""


def rows() -> list[tuple[str, str, dict[str, str]]]:
    found = []
    for line in COMMANDS.strip().splitlines():
        head, _, said = line.partition(": ")
        # A slot's value may hold spaces: it ends where the next "name=" begins.
        intent, *words = head.split(" ")
        slots: dict[str, str] = {}
        name = ""
        for word in words:
            if "=" in word:
                name, _, slots[name] = word.partition("=")
            else:
                slots[name] += f" {word}"
        found += [(text.strip(), intent, slots) for text in said.split(" | ")]
    return found


def talk() -> list[str]:
    lines = TALK.strip().splitlines()
    return [text.strip() for line in lines for text in line.split(" | ")]


def fits(wanted: str, got: object) -> bool:
    if isinstance(got, bool) or wanted in ("True", "False"):
        return str(got) == wanted
    if isinstance(got, int | float):
        return float(wanted) == pytest.approx(got)
    return str(got).casefold() == wanted.casefold()


@pytest.mark.parametrize(("text", "intent", "slots"), rows())
def test_commands_are_understood(text: str, intent: str, slots: dict[str, str]) -> None:
    found = parse(text)
    assert found["intent"] == intent
    entities = found["entities"]
    assert isinstance(entities, dict)
    for name, wanted in slots.items():
        assert fits(wanted, entities.get(name)), found


@pytest.mark.parametrize("text", talk())
def test_conversation_does_nothing(text: str) -> None:
    assert parse(text)["intent"] in ("unknown", "small_talk", "greeting")


@pytest.mark.parametrize(
    ("text", "intents"),
    [
        ("pause and turn it down", ["pause_playback", "adjust_volume"]),
        ("skip the intro then mute", ["seek_content", "adjust_volume"]),
        ("next song and turn it up a bit", ["next_episode", "adjust_volume"]),
        ("play hey jude and turn it up", ["play_content", "adjust_volume"]),
        ("mute it, go back ten seconds and play", None),
        ("play rock and roll", ["play_content"]),
        ("play stop and stare", ["play_content"]),
        ("it's too loud, turn it down", ["adjust_volume"]),
        ("i missed that, go back ten seconds", ["seek_content"]),
        ("i don't like this song, skip it", ["next_episode"]),
        ("open spotify and play jazz", ["play_content"]),
        ("go back two minutes and a half", ["seek_content"]),
        ("pause and think about life", ["unknown"]),
        ("don't pause but turn it up", ["unknown"]),
    ],
)
def test_compounds_keep_their_order(text: str, intents: list[str] | None) -> None:
    found = [one["intent"] for one in parse_all(text)]
    assert found == (intents or ["adjust_volume", "seek_content", "resume_playback"])


def test_a_service_that_is_opened_first_becomes_the_player() -> None:
    found = parse("open spotify and play thriller")
    assert found["entities"] == {"title": "thriller", "player": "spotify"}


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("paws it", "pause it"),
        ("neckst track", "next track"),
        ("rewind for tea seconds", "rewind forty seconds"),
        ("skip a head twenty", "skip ahead twenty"),
        ("vollume to sixty", "volume to sixty"),
        ("turn it don", "turn it down"),
        ("unmoot", "unmute"),
        ("pauze the movie", "pause the movie"),
    ],
)
def test_mishearings_are_repaired_where_only_a_command_fits(
    heard: str, meant: str
) -> None:
    found, wanted = parse(heard), parse(meant)
    if found["intent"] == "unknown":
        assert heard == "unmoot"  # too far from any word to act on
        return
    assert found["intent"] == wanted["intent"]
    assert found["entities"] == wanted["entities"]
    assert float(str(found["confidence"])) < float(str(wanted["confidence"]))


@pytest.mark.parametrize("text", ["my cat has dirty paws", "a nest of birds", "head"])
def test_words_are_not_repaired_into_commands_elsewhere(text: str) -> None:
    assert parse(text)["intent"] == "unknown"


# ---- context -----------------------------------------------------------------------


def names(text: str, context: Context = NOTHING_KNOWN) -> list[str]:
    return [intent.name for intent in understand(text, context)]


@pytest.mark.parametrize(
    "text", ["undo", "no, go back", "not that", "take that back", "revert", "wrong one"]
)
def test_after_a_command_regret_is_undo(text: str) -> None:
    assert names(text, Context(just_acted=True)) == ["undo"]


@pytest.mark.parametrize(
    "text",
    ["no", "no no", "nope", "no thanks", "cancel", "back", "forget that", "wrong",
     "never mind", "never mind that"],
)  # fmt: skip
@pytest.mark.parametrize("playing", [True, False])
def test_declining_after_a_command_undoes_nothing(text: str, playing: bool) -> None:
    assert "undo" not in names(text, Context(just_acted=True, playing=playing))


def test_without_a_command_go_back_is_the_previous_one() -> None:
    assert names("go back") == ["previous_episode"]
    assert names("no") == ["no"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("the second one", 2), ("number three", 3), ("2", 2), ("play the first one", 1),
        ("the last one", 5), ("i want the fourth", 4), ("option two please", 2),
    ],
)  # fmt: skip
def test_a_shown_list_is_answered_by_number(text: str, number: float) -> None:
    (intent,) = understand(text, Context(choices=5))
    assert intent.name == "choose"
    assert intent.slots == {"number": number}


def test_a_number_beyond_the_list_is_told_where_nothing_else_was_meant() -> None:
    (found,) = understand("the ninth one", Context(choices=5))
    assert found.slots == {"number": 9.0}  # the desk says how many there are
    assert names("play track 9", Context(choices=5)) == ["play_content"]
    assert names("the ninth one") == []


@pytest.mark.parametrize(
    ("text", "idle", "busy"),
    [
        ("stop", "stop", "pause_playback"),
        ("louder", "louder", "adjust_volume"),
        ("turn it down", "quieter", "adjust_volume"),
    ],
)
def test_what_plays_decides_whom_a_word_is_for(text: str, idle: str, busy: str) -> None:
    assert names(text) == [idle]
    assert names(text, Context(playing=True)) == [busy]
    assert names(text, Context(playing=True, speaking=True)) == [idle]


def test_a_title_of_the_library_is_evidence() -> None:
    known = Context(knows_title=lambda title: 1.0 if title == "the two towers" else 0.0)
    (intent,) = understand("get the two towers", known)
    assert intent.name == "play_content"
    assert intent.slots["title"] == "the two towers"
    assert names("get the two towers") != ["play_content"]


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("cancel the pasta timer", "cancel_timer"),
        ("stop the timer", "cancel_timer"),
        ("how much time is left on the timer", "list_timers"),
        ("do i have any timers", "list_timers"),
    ],
)
def test_running_timers_are_managed(text: str, intent: str) -> None:
    assert names(text, Context(timers=("pasta", ""))) == [intent]
    assert parse(text)["intent"] == "unknown"


@pytest.mark.parametrize(
    "text",
    ["volume 3 of the encyclopedia", "turn it up at the office", "play it backwards",
     "skip breakfast", "back in a minute", "speed up the meeting"],
)  # fmt: skip
def test_what_only_sounds_like_a_command_does_nothing(text: str) -> None:
    assert names(text) == []
    assert names(text, Context(playing=True, players=("VLC",))) == []


@pytest.mark.parametrize("text", ["play VLC", "start vlc", "play the VLC app"])
def test_a_player_that_runs_is_resumed_by_its_name(text: str) -> None:
    running = Context(players=("VLC media player", "mpv"))
    (intent,) = understand(text, running)
    assert intent.name == "resume_playback"
    assert str(intent.slots["player"]).lower().startswith("vlc")
    assert names("start spotify", running) == ["open_app"]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("pause mpv and play vlc", ["pause_playback", "resume_playback"]),
        ("play vlc, then mute", ["resume_playback", "adjust_volume"]),
        ("I am bored. Play vlc.", ["resume_playback"]),
    ],
)
def test_a_player_that_runs_is_resumed_in_a_part_of_a_sentence(
    text: str, meant: list[str]
) -> None:
    running = Context(playing=True, players=("VLC media player", "mpv"))
    found = understand(text, running)
    assert [intent.name for intent in found] == meant
    (resumed,) = (one for one in found if one.name == "resume_playback")
    assert str(resumed.slots["player"]).lower() == "vlc"


@pytest.mark.parametrize("text", ["pause all players", "pause everything"])
def test_everything_that_plays_is_paused(text: str) -> None:
    two = Context(playing=True, players=("VLC", "mpv", "x"), sounding=("VLC", "mpv"))
    found = understand(text, two)
    assert [(one.name, one.slots["player"]) for one in found] == [
        ("pause_playback", "VLC"),
        ("pause_playback", "mpv"),
    ]
    assert names(text, Context(playing=True, sounding=("VLC",))) == ["pause_playback"]


@pytest.mark.parametrize(
    ("text", "name", "slots", "whom"),
    [
        ("mute both", "adjust_volume", {"mute": True}, ["VLC", "mpv"]),
        ("unmute everything", "adjust_volume", {"mute": False}, ["VLC", "mpv", "x"]),
        ("resume all players", "resume_playback", {}, ["VLC", "mpv", "x"]),
    ],
)
def test_all_players_are_meant(
    text: str, name: str, slots: dict[str, object], whom: list[str]
) -> None:
    three = Context(playing=True, players=("VLC", "mpv", "x"), sounding=("VLC", "mpv"))
    found = understand(text, three)
    assert [one.slots.get("player") for one in found] == whom
    for one in found:
        assert (one.name, {**one.slots, "player": ""}) == (
            name,
            {**slots, "player": ""},
        )


@pytest.mark.parametrize(
    "text", ["pause for a sec", "could you pause the video for a sec please"]
)
def test_a_pause_for_a_moment_is_a_pause(text: str) -> None:
    (intent,) = understand(text, Context(playing=True))
    assert intent.name == "pause_playback"
    assert intent.confidence >= 0.85


def test_the_first_song_is_the_first_of_a_list() -> None:
    (intent,) = understand("play the first song", Context(choices=3))
    assert (intent.name, intent.slots) == ("choose", {"number": 1.0})


@pytest.mark.parametrize("minutes", ["-5", "minus five", "negative five"])
def test_a_timer_for_less_than_nothing_has_no_label(minutes: str) -> None:
    (intent,) = understand(f"set a timer for {minutes} minutes")
    assert (intent.name, dict(intent.slots)) == ("set_timer", {})


@pytest.mark.parametrize("text", ["cancel it", "Cancel that.", "no, cancel that one"])
def test_it_is_the_timer_that_was_just_set(text: str) -> None:
    moment = Context(just_acted=True, timers=("", "tea"), timer_set=True)
    (intent,) = understand(text, moment)
    assert (intent.name, intent.slots) == ("cancel_timer", {"newest": True})
    (left,) = understand("how long is left", moment)
    assert (left.name, left.slots) == ("list_timers", {"newest": True})


def test_a_label_tells_which_timer() -> None:
    (intent,) = understand("cancel the pasta timer")
    assert intent.slots == {"label": "pasta"}


def test_a_title_that_one_has_may_end_in_a_time() -> None:
    context = Context(knows_title=lambda title: title == "Home in Ten Minutes")
    (found,) = understand("play Home in Ten Minutes", context)
    assert found.slots == {"title": "Home in Ten Minutes"}


def test_lumens_own_asks_stay_its_own() -> None:
    assert names("tell me a joke") == ["joke"]
    assert names("what is your name") == ["who_are_you"]
    assert names("the train leaves at nine") == []


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("turn on the subtitles", "subtitles"),
        ("turn the french subtitles off", "subtitles"),
        ("go full screen", "full screen"),
        ("play it full screen", "full screen"),
        ("switch the audio track", "the audio track"),
        ("next language", "the audio track"),
        ("close vlc", "the window of a player"),
        ("zoom in", "zoom and filters"),
    ],
)
def test_what_is_never_done_to_players_is_named(text: str, what: str) -> None:
    (found,) = understand(text, Context(players=("vlc", "mpv")))
    assert (found.name, found.slots) == ("beyond", {"what": what})
    assert parse(text)["intent"] == "unknown"


@pytest.mark.parametrize(
    "text",
    [
        "play dune with subtitles", "close the window", "full marks to you",
        "change the language to german", "another language", "the caption",
        "flip it over", "brighten this room",
    ],
)  # fmt: skip
def test_what_only_names_it_is_something_else(text: str) -> None:
    assert "beyond" not in [
        found.name for found in understand(text, Context(players=("vlc", "mpv")))
    ]


def test_a_name_that_may_as_well_be_talk_is_asked_about() -> None:
    (silence,) = understand("silence is what i need to hear", NOTHING_KNOWN)
    (work,) = understand(
        "yesterday by the beatles is what i want to hear", NOTHING_KNOWN
    )
    assert (silence.slots, silence.confidence < SURE) == ({"title": "silence"}, True)
    assert work.confidence >= SURE


def test_a_player_that_is_to_be_used_is_the_player() -> None:
    (found,) = understand("use vlc to start matrix", NOTHING_KNOWN)
    assert (found.name, found.slots) == (
        "play_content", {"title": "matrix", "player": "vlc"},
    )  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "anything you have by prince", "whatever you have got by prince",
        "songs that feature prince", "everything i have by prince",
    ],
)  # fmt: skip
def test_whose_works_are_sought_is_no_part_of_a_title(text: str) -> None:
    (found,) = understand(text, NOTHING_KNOWN)
    assert found.name == "search_content"
    assert "search_query" not in found.slots
    assert found.slots["filters"]["person"] == "prince"
