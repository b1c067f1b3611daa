"""No amount and no condition is lost on the way from a sentence to its command."""

from __future__ import annotations

import pytest

from lumen.understanding import parse, parse_all

SURE = 0.85

SLOTS: list[tuple[str, str, dict[str, object]]] = [
    ("volume 150 percent", "adjust_volume", {"volume_level": 100.0, "volume_asked": 150.0}),
    ("volume 1000000", "adjust_volume", {"volume_level": 100.0, "volume_asked": 1e6}),
    ("set the volume to 200", "adjust_volume", {"volume_level": 100.0, "volume_asked": 200.0}),
    ("set the volume to 100", "adjust_volume", {"volume_level": 100.0}),
    ("set the volume to eleven", "adjust_volume", {"volume_level": 11.0}),
    ("turn it up to eleven", "adjust_volume", {"volume_adjustment": 20.0}),
    ("crank it to eleven", "adjust_volume", {"volume_adjustment": 20.0}),
    ("crank this song up to 11", "adjust_volume", {"volume_adjustment": 20.0}),
    ("turn it down to eleven", "adjust_volume", {"volume_level": 11.0}),
    ("halve the volume", "adjust_volume", {"volume_factor": 0.5}),
    ("cut the volume in half", "adjust_volume", {"volume_factor": 0.5}),
    ("double the volume please", "adjust_volume", {"volume_factor": 2.0}),
    ("make it twice as loud", "adjust_volume", {"volume_factor": 2.0}),
    ("can you make the music half as loud", "adjust_volume", {"volume_factor": 0.5}),
    ("mute for a minute", "adjust_volume", {"mute": True, "lasting": 60.0}),
    ("mute the tv for the next 30 seconds", "adjust_volume", {"mute": True, "lasting": 30.0}),
    ("mute it for the next hour", "adjust_volume", {"mute": True, "lasting": 3600.0}),
    ("pause for five minutes", "pause_playback", {"lasting": 300.0}),
    ("pause the film for a couple of minutes", "pause_playback", {"lasting": 120.0}),
    ("pause in ten minutes", "pause_playback", {"delay": 600.0}),
    ("in ten minutes, pause", "pause_playback", {"delay": 600.0}),
    ("could you pause the movie in ten minutes please", "pause_playback", {"delay": 600.0}),
    ("turn it off in 20 minutes", "pause_playback", {"delay": 1200.0}),
    ("play jazz in ten minutes", "play_content", {"title": "jazz", "delay": 600.0}),
    ("in ten minutes play jazz", "play_content", {"title": "jazz", "delay": 600.0}),
    ("play music in an hour", "play_content", {"kind": "music", "delay": 3600.0}),
    ("start the radio in half an hour", "play_content", {"kind": "radio", "title": "radio", "delay": 1800.0}),
    ("play gone in 60 seconds", "play_content", {"title": "gone in 60 seconds"}),
    ("play ten minutes in heaven", "play_content", {"title": "ten minutes in heaven"}),
    ("play Around The World In 20 Minutes", "play_content", {"title": "Around The World In 20 Minutes"}),
    ("play around the world in 80 days", "play_content", {"title": "around the world in 80 days"}),
    ("turn off the speakers in an hour", "pause_playback", {"delay": 3600.0}),
    ("turn off the music in 20 minutes", "pause_playback", {"delay": 1200.0}),
    ("stop the radio half an hour from now", "pause_playback", {"delay": 1800.0}),
    ("in 20 minutes turn the volume down", "adjust_volume", {"volume_adjustment": -5.0, "delay": 1200.0}),
    ("skip this song in a minute", "next_episode", {"delay": 60.0}),
    ("set a sleep timer for 30 minutes", "set_timer", {"duration": 1800.0, "sleep": True}),
    ("sleep timer for twenty minutes", "set_timer", {"duration": 1200.0, "sleep": True}),
    ("fall asleep timer 20 minutes", "set_timer", {"duration": 1200.0, "sleep": True}),
    ("set the sleep timer to an hour", "set_timer", {"duration": 3600.0, "sleep": True}),
    ("set a timer for my sleep for an hour", "set_timer", {"duration": 3600.0, "label": "sleep"}),
    ("switch to channel 5 in half an hour", "select_channel", {"channel": "channel 5", "delay": 1800.0}),
    ("stop after this song", "pause_playback", {"when": "after this song"}),
    ("pause when this episode ends", "pause_playback", {"when": "when this episode ends"}),
    ("stop playing once the album is over", "pause_playback", {"when": "once the album is over"}),
    ("when this song is over, stop the music", "pause_playback", {"when": "when this song is over"}),
    ("pause at the end of this chapter", "pause_playback", {"when": "at the end of this chapter"}),
    ("pause at 10 pm", "pause_playback", {"when": "at 10 pm"}),
    ("stop the music at midnight", "pause_playback", {"when": "at midnight"}),
    ("skip to the last minute", "seek_content", {"seek_from_end": 60.0}),
    ("go to the last 30 seconds of the song", "seek_content", {"seek_from_end": 30.0}),
    ("jump to one minute before the end", "seek_content", {"seek_from_end": 60.0}),
    ("take me to two minutes from the end", "seek_content", {"seek_from_end": 120.0}),
    ("play the last ten seconds again", "seek_content", {"seek_offset": -10.0}),
    ("play from ten seconds before the end", "seek_content", {"seek_from_end": 10.0}),
    ("trim ten percent off the volume", "adjust_volume", {"volume_adjustment": -10.0}),
    ("play it at three quarter speed", "adjust_speed", {"playback_speed": 0.75}),
    ("play slowly please", "adjust_speed", {"speed_adjustment": -0.25}),
    ("i want hear it again from the start", "seek_content", {"seek_position": 0.0}),
    ("can you to jump 30 second ahead", "seek_content", {"seek_offset": 30.0}),
    ("slow down a little", "adjust_speed", {"speed_adjustment": -0.25}),
    ("slow down a bit please", "adjust_speed", {"speed_adjustment": -0.25}),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "intent", "slots"), SLOTS)
def test_amounts_and_conditions_stay_with_their_command(
    sentence: str, intent: str, slots: dict[str, object]
) -> None:
    found = parse(sentence)
    assert (found["intent"], found["entities"]) == (intent, slots)
    assert float(str(found["confidence"])) >= SURE


LATER: list[tuple[str, list[dict[str, object]]]] = [
    ("play some jazz for half an hour then stop", [{"title": "jazz"}, {"delay": 1800.0}]),
    ("play jazz then stop", [{"title": "jazz"}, {}]),
    ("in ten minutes pause and mute", [{"delay": 600.0}, {"mute": True, "delay": 600.0}]),
    ("in half an hour, turn it down to 20 and then pause", [{"volume_level": 20.0, "delay": 1800.0}, {"delay": 1800.0}]),
    ("in ten minutes pause then in twenty minutes play", [{"delay": 600.0}, {"delay": 1200.0}]),
    ("mute in an hour and unmute in two hours", [{"mute": True, "delay": 3600.0}, {"mute": False, "delay": 7200.0}]),
    ("turn it down to 20 and pause in ten minutes", [{"volume_level": 20.0}, {"delay": 600.0}]),
    ("pause in ten minutes and turn it down to 20", [{"delay": 600.0}, {"volume_level": 20.0}]),
    ("at midnight pause and mute", [{"when": "at midnight"}, {"mute": True, "when": "at midnight"}]),
    ("in an hour pause and set a timer for 5 minutes", [{"delay": 3600.0}, {"duration": 300.0}]),
    ("in ten minutes pause and tell me what is playing", [{"delay": 600.0}, {}]),
    ("in ten minutes turn it down and play jazz", [{"volume_adjustment": -5.0, "delay": 600.0}, {"title": "jazz", "delay": 600.0}]),
    ("at midnight pause and play jazz", [{"when": "at midnight"}, {"title": "jazz", "when": "at midnight"}]),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "slots"), LATER)
def test_a_time_before_all_commands_is_the_time_of_all(
    sentence: str, slots: list[dict[str, object]]
) -> None:
    assert [found["entities"] for found in parse_all(sentence)] == slots


FRAMES: list[tuple[str, str]] = [
    ("restart the wire", "seek_content"),
    ("replay the sopranos", "seek_content"),
    ("keep reading emma to me", "resume_playback"),
    ("carry on watching the wire", "resume_playback"),
    ("use my gym playlist", "play_content"),
    ("activate the dinner playlist", "play_content"),
    ("paly some blues", "play_content"),
    ("ply the wall by pink floyd", "play_content"),
    ("i want to read the hobbit", "play_content"),
    ("i am ready to hear the next song", "next_episode"),
    ("play the next song in line", "next_episode"),
    ("show me the album Nebraska", "search_content"),
    ("Find Grey Harbour Lights, a film", "search_content"),
    ("Look for The Amber Clockmaker", "search_content"),
    ("can you remind me what the date is going to be tomorrow", "time_date"),
    ("do you know the name of the band that is singing on the radio", "what_is_playing"),
    ("would it bother you to turn it down a bit", "adjust_volume"),
    ("get us past the adverts", "seek_content"),
    ("can we see that scene again", "seek_content"),
    ("Find Live at the Apollo Theater", "search_content"),
    ("june ninth falls on which day", "time_date"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "intent"), FRAMES)
def test_a_frame_is_known_whatever_stands_in_it(sentence: str, intent: str) -> None:
    assert parse(sentence)["intent"] == intent


NO_FRAMES = [
    "restart the computer", "restart my router", "replay the conversation",
    "continue the discussion", "use my umbrella", "activate the alarm",
    "i want to read the instructions", "find a plumber", "look up my dentist",
    "find the root of this number", "search for funny jokes",
    "who built this robot", "go back to the factory settings", "toss a coin to decide",
    "what time is the play showing at the odeon", "read my last message",
    "read me the shopping list again", "i usually watch the news at night",
    "we sometimes listen to jazz while we cook", "switch off the electricity",
    "how much petrol is left", "find us a taxi home", "say your name one more time",
    "let's play tennis tomorrow", "can you play an instrument",
    "give this novel two stars",
    "let us play a game called spies", "i want to hear what you did yesterday",
    "can i tell you about my week", "which films are showing this week", "show me all my lists",
]  # fmt: skip


@pytest.mark.parametrize("sentence", NO_FRAMES)
def test_a_frame_around_the_world_is_talk(sentence: str) -> None:
    assert parse(sentence)["intent"] in ("unknown", "small_talk", "greeting")


TIMES = [
    ("skip two songs", ["next_episode"] * 2),
    ("skip the next two songs", ["next_episode"] * 2),
    ("skip three tracks please", ["next_episode"] * 3),
    ("skip forward two songs", ["next_episode"] * 2),
    ("two songs ahead", ["next_episode"] * 2),
    ("next song but one", ["next_episode"] * 2),
    ("the song after next", ["next_episode"] * 2),
    ("play the one after the next", ["next_episode"] * 2),
    ("go back two songs", ["previous_episode"] * 2),
    ("go three episodes back", ["previous_episode"] * 3),
    ("skip a song", ["next_episode"]),
    ("skip two songs and mute", ["next_episode", "next_episode", "adjust_volume"]),
]


@pytest.mark.parametrize(("sentence", "intents"), TIMES)
def test_steps_are_as_many_as_were_said(sentence: str, intents: list[str]) -> None:
    assert [one["intent"] for one in parse_all(sentence)] == intents


def test_nobody_is_taken_along_by_a_hundred_songs() -> None:
    assert len(parse_all("skip 500 songs")) <= 10


DECADES = [
    ("films from the eighties", {"year": 1980.0, "year_to": 1989.0, "kind": "movie"}),
    ("movies from the 80s", {"year": 1980.0, "year_to": 1989.0, "kind": "movie"}),
    ("search for movies from the 1990s", {"year": 1990.0, "year_to": 1999.0, "kind": "movie"}),
    ("find songs from the seventies", {"year": 1970.0, "year_to": 1979.0, "kind": "song"}),
    ("show me comedies from the nineties", {"year": 1990.0, "year_to": 1999.0, "genre": "comedy"}),
    ("do we have any westerns from the 50's", {"year": 1950.0, "year_to": 1959.0, "genre": "western"}),
    ("find sci fi movies from the 2010s", {"year": 2010.0, "year_to": 2019.0, "genre": "sci fi", "kind": "movie"}),
    ("search for 1980s horror films", {"year": 1980.0, "year_to": 1989.0, "genre": "horror", "kind": "movie"}),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "filters"), DECADES)
def test_a_decade_is_ten_years(sentence: str, filters: dict[str, object]) -> None:
    found = parse(sentence)
    assert found["intent"] == "search_content"
    entities = found["entities"]
    assert isinstance(entities, dict)
    assert entities["filters"] == filters


TITLES = [
    ("search for the grand budapest hotel", "grand budapest hotel"),
    ("look for the house that jack built", "house that jack built"),
]


@pytest.mark.parametrize(("sentence", "query"), TITLES)
def test_a_title_may_hold_a_word_that_is_no_media(sentence: str, query: str) -> None:
    found = parse(sentence)
    assert found["intent"] == "search_content"
    entities = found["entities"]
    assert isinstance(entities, dict)
    assert entities["search_query"] == query


@pytest.mark.parametrize(
    "sentence",
    ["search for the nearest hotel", "look for the best hotel in town", "find the cheapest hotel", "search for the bus schedule", "look for the house keys", "find the train station", "search for a good hotel"],
)  # fmt: skip
def test_what_is_no_media_is_still_not_sought(sentence: str) -> None:
    assert parse(sentence)["intent"] in ("unknown", "small_talk", "greeting")


@pytest.mark.parametrize("sentence", ["debussy please", "Chopin, please", "some debussy please", "mozart please"])  # fmt: skip
def test_a_composer_alone_is_to_be_played(sentence: str) -> None:
    found = parse(sentence)
    assert found["intent"] == "play_content"
    assert float(str(found["confidence"])) >= SURE


@pytest.mark.parametrize(
    "sentence",
    ["pizza please", "the bill please", "help please", "more please", "a coffee please", "who was debussy", "i am going home in ten minutes", "i will be back after this song", "call me in ten minutes", "remind me after this song", "dinner in ten minutes"],
)  # fmt: skip
def test_the_same_shapes_in_talk_command_no_player(sentence: str) -> None:
    assert parse(sentence)["intent"] in (
        "unknown",
        "small_talk",
        "greeting",
        "set_timer",
    )
