"""What a sentence means beyond its wording: capitals, the passive voice, context."""

from __future__ import annotations

import pytest

from lumen.understanding import Context, parse, parse_all, understand
from lumen.understanding.casing import shaped
from lumen.understanding.clauses import clauses, is_context
from lumen.understanding.passive import active
from lumen.understanding.repair import counted
from lumen.understanding.utterance import hear
from lumen.understanding.wording import Wording

NAMES = [
    ("play Song For Adam", {"title": "Song For Adam"}),
    ("play the song Yesterday", {"title": "Yesterday"}),
    ("watch Stand By Me", {"title": "Stand By Me"}),
    ("play Cheaper By the Dozen 2", {"title": "Cheaper By the Dozen 2"}),
    ("play The Last Mile album", {"title": "The Last Mile"}),
    ("play the newest Phil Stacey", {"title": "Phil Stacey"}),
    ("play a top five Linda Perry song", {"title": "Linda Perry"}),
    ("play March of the Ants from Gloria Hall", {"title": "March of the Ants", "artist": "Gloria Hall"}),
    ("watch Escape from New York", {"title": "Escape from New York"}),
    ("play Letters from Iwo Jima", {"title": "Letters from Iwo Jima"}),
    ("play Ricky Wilson's album Blue Dusk", {"title": "Blue Dusk", "artist": "Ricky Wilson"}),
    ("play Clay Aiken's The Bonny Hind", {"title": "The Bonny Hind", "artist": "Clay Aiken"}),
    ("play Queen's Barcelona", {"title": "Queen's Barcelona"}),
    ("play a song by Steve Hall from Manuel", {"title": "Manuel", "artist": "Steve Hall"}),
    ("play Soft Rain on Deezer by Nina Hart", {"title": "Soft Rain", "artist": "Nina Hart"}),
    ("play zvooq Southern Gothic", {"title": "Southern Gothic"}),
    ("play la vie en rose sung by edith piaf", {"title": "la vie en rose", "artist": "edith piaf"}),
    ("play a film called the quiet mile", {"title": "the quiet mile"}),
    ("play graceland and let it run", {"title": "graceland"}),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "named"), NAMES)
def test_titles_and_artists_are_told_apart(
    sentence: str, named: dict[str, str]
) -> None:
    found = parse(sentence)
    assert found["intent"] == "play_content"
    entities = found["entities"]
    assert isinstance(entities, dict)
    assert {key: entities.get(key) for key in named} == named
    assert ("artist" in entities) == ("artist" in named)


FILTERS = [
    ("find westerns made in 1969", {"genre": "western", "year": 1969.0}),
    ("find me a Denzel Washington movie from 2001", {"person": "Denzel Washington", "year": 2001.0, "kind": "movie"}),
    ("search 1999 science fiction films", {"genre": "science fiction", "year": 1999.0, "kind": "movie"}),
    ("any documentaries released in 2019?", {"genre": "documentary", "year": 2019.0}),
    ("is there anything with penelope cruz", {"person": "penelope cruz"}),
    ("which shows do you have with idris elba", {"person": "idris elba", "kind": "show"}),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "filters"), FILTERS)
def test_persons_genres_and_years_filter_a_search(
    sentence: str, filters: dict[str, object]
) -> None:
    found = parse(sentence)
    assert found["intent"] == "search_content"
    entities = found["entities"]
    assert isinstance(entities, dict)
    assert entities["filters"] == filters


def test_capitals_tell_nothing_where_all_is_shouted_or_small() -> None:
    assert shaped(hear("PLAY THE SONG")) == "play the song"
    assert shaped(hear("play the song")) == "play the song"
    assert shaped(hear("play the Song Song on TV")) == "play the Song Song on tv"


PASSIVE = [
    ("can the volume be raised", "raise the volume"),
    ("I want the music turned down a bit", "turn the music down a bit"),
    ("the next song should be played", "play the next song"),
    ("could this be paused", "pause this"),
]


@pytest.mark.parametrize(("sentence", "command"), PASSIVE)
def test_wishes_in_the_passive_voice_are_commands(sentence: str, command: str) -> None:
    turned = active(hear(sentence))
    assert turned is not None
    assert turned.plain == command


@pytest.mark.parametrize(
    "sentence",
    ["the song was played too often", "should the volume be raised", "it must not be paused"],
)  # fmt: skip
def test_what_was_done_is_not_asked_for(sentence: str) -> None:
    assert active(hear(sentence)) is None


AMONG = [
    ("my neighbour's asleep, take the volume to ten percent", ["adjust_volume"]),
    ("hang on, pause a second, someone's at the door", ["pause_playback"]),
    ("sorry to bother you but the music's a tad too loud", ["adjust_volume"]),
    ("thank you so much, now if you could hop forward fifty seconds", ["seek_content"]),
    ("turn down the radio please i am on the phone", ["adjust_volume"]),
    ("I'm all settled again so do carry on", ["resume_playback"]),
]


@pytest.mark.parametrize(("sentence", "intents"), AMONG)
def test_a_command_among_reasons_is_found(sentence: str, intents: list[str]) -> None:
    assert [found["intent"] for found in parse_all(sentence)] == intents


STORIES = [
    "he said, pause it, and I did",
    "if I said play some jazz, would you",
    "you are talking too fast, slow down",
    "I didn't hear what you said, can you repeat it",
    "they lost again, the play was bad",
    "don't you dare, skip this song",
    "they asked me yesterday, turn it up",
]


@pytest.mark.parametrize("sentence", STORIES)
def test_nothing_in_a_story_is_done(sentence: str) -> None:
    assert parse(sentence)["intent"] in ("unknown", "small_talk", "greeting")


def test_clauses_are_parted_at_commas_and_so() -> None:
    parts = clauses(hear("it's late, turn it down so the baby sleeps"))
    assert [part.plain for part in parts] == ["it is late", "turn it down", "the baby sleeps"]  # fmt: skip
    assert is_context(parts[0])
    assert is_context(parts[2])


def test_a_title_with_a_colon_is_one_clause() -> None:
    assert len(clauses(hear("find Black Mirror: Final Fear"))) == 1


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("go forward for minutes", "go forward four minutes"),
        ("go two the end", "go to the end"),
        ("timer 40 five seconds", "timer 45 seconds"),
        ("wait for seconds", "wait for seconds"),
        ("go two minutes", "go two minutes"),
    ],
)
def test_numbers_are_told_by_their_neighbours(heard: str, meant: str) -> None:
    assert counted(hear(heard)).plain == meant


def test_a_wording_is_compiled_only_where_its_words_were_said() -> None:
    wording = Wording("play (?:it|this)", needs="it this")
    assert wording.fullmatch("play nothing") is None
    assert wording._compiled is None
    match = wording.fullmatch("play this")
    assert match is not None
    assert wording.made(match)


@pytest.mark.parametrize(
    ("sentence", "slots"),
    [
        ("i can barely hear it, turn it up", {"volume_adjustment": 5.0}),
        ("it's a bit loud, turn it down by ten", {"volume_adjustment": -10.0}),
        ("i missed that bit, go back a minute", {"seek_offset": -60.0}),
    ],
)
def test_a_remark_before_a_command_is_not_done_too(
    sentence: str, slots: dict[str, float]
) -> None:
    assert [one["entities"] for one in parse_all(sentence)] == [slots]


@pytest.mark.parametrize(
    ("sentence", "intent", "slots"),
    [
        ("Okay, let's go with Ikiru then, put it on.", "play_content", "title=Ikiru"),
        (
            "there is a band called the clash, put them on please",
            "play_content",
            "title=the clash",
        ),
        (
            "the good part is at thirteen minutes twenty, go there please",
            "seek_content",
            "seek_position=800.0",
        ),
        ("I'd like to use Kodi now, could you open it?", "open_app", "app=Kodi"),
    ],
)
def test_a_command_points_at_what_was_named(
    sentence: str, intent: str, slots: str
) -> None:
    found = parse(sentence)
    entities = found["entities"]
    assert isinstance(entities, dict)
    assert found["intent"] == intent
    assert slots in [f"{name}={value}" for name, value in entities.items()]


def test_nothing_is_pointed_at_in_a_story() -> None:
    story = "my brother bought a car called herbie, she wanted to see it"
    assert parse(story)["intent"] == "unknown"


@pytest.mark.parametrize("said", ["go on", "please go on"])
def test_going_on_is_talk_unless_something_is_paused(said: str) -> None:
    assert understand(said, Context(playing=True)) == ()
    (intent,) = understand(said, Context(paused=True))
    assert intent.name == "resume_playback"


@pytest.mark.parametrize("said", ["skip to the last minute", "go to the last minute"])
def test_a_place_counted_from_the_end_is_no_place_from_the_beginning(said: str) -> None:
    found = parse(said)
    assert found["confidence"] < 0.85 or "seek_position" not in found["entities"]
