from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lumen.core.media import (
    MediaItem,
    MediaKind,
    PlaybackStatus,
    PlayerId,
    PlayerState,
    Track,
)
from lumen.core.units import Seconds
from lumen.media.library.entry import Entry
from lumen.media.library.recommend import MOST, Wish, recommend
from lumen.media.library.search import SearchIndex
from lumen.media.library.taste import Listening, Play, Taste, play_of

DAY = 86_400.0
NOW = 1_000 * DAY


def song(title: str, artist: str, genre: str, year: int = 2000) -> Entry:
    return Entry(f"/m/{title}", MediaKind.SONG, title, artist, "", genre, year, 200.0)


LIBRARY = SearchIndex(
    [song(f"Rock {n}", f"Band {n % 3}", "Rock", 1970 + n) for n in range(9)]
    + [song(f"Waltz {n}", "Strauss", "Classical", 1870) for n in range(4)]
    + [Entry("/v/film", MediaKind.MOVIE, "A Film", genre="Rock", year=1975)]
)
NO_TASTE = Taste([], NOW)


def wished(wish: Wish, taste: Taste = NO_TASTE) -> list[MediaItem]:
    return recommend(LIBRARY, taste, wish, random.Random(3))


def test_like_a_song_means_its_artist_and_genre_with_a_reason() -> None:
    found = wished(Wish(similar_to="Rock 0"))
    assert len(found) == MOST
    assert found[0].artist == "Band 0"
    assert found[0].reason == "it is by Band 0, too"
    assert {item.genre for item in found} == {"Rock"}
    assert "Rock 0" not in [item.title for item in found]
    assert any(item.reason == "it is rock, like Rock 0" for item in found)


def test_like_an_artist() -> None:
    assert {item.artist for item in wished(Wish(similar_to="strauss"))} == {"Strauss"}


def test_like_something_that_is_not_there_is_nothing() -> None:
    assert wished(Wish(similar_to="Wholly Unknown Opera")) == []


def test_a_song_the_library_has_not_by_an_artist_it_has() -> None:
    found = wished(Wish(similar_to="Tritsch Tratsch", artist="Strauss"))
    assert {item.artist for item in found} == {"Strauss"}


def test_taste_comes_from_what_was_played_lately() -> None:
    plays = [Play("x", "Band 1", "Rock", NOW - DAY)] * 3
    plays += [Play("y", "Strauss", "Classical", NOW - 700 * DAY)] * 4
    found = wished(Wish(), Taste(plays, NOW))
    assert found[0].artist == "Band 1"
    assert found[0].reason == "you often listen to Band 1"
    assert "Strauss" not in {item.artist for item in found}


def test_what_was_just_played_is_not_recommended_first() -> None:
    plays = [Play("Rock 1", "Band 1", "Rock", NOW)] * 3
    found = wished(Wish(), Taste(plays, NOW))
    assert found[0].artist == "Band 1"
    assert found[0].title != "Rock 1"


def test_without_any_taste_there_is_nothing_to_say() -> None:
    assert wished(Wish()) == []
    assert not NO_TASTE


def test_a_genre_needs_no_taste_and_other_kinds_stay_out() -> None:
    found = wished(Wish(genre="classical"))
    assert [item.reason for item in found] == ["it is classical"] * 4
    films = wished(Wish(genre="rock", kinds=frozenset({MediaKind.MOVIE})))
    assert [item.title for item in films] == ["A Film"]


def test_no_more_than_two_of_one_artist_while_others_fit() -> None:
    found = wished(Wish(similar_to="Rock 0"))
    artists = [item.artist for item in found]
    assert max(artists.count(name) for name in set(artists)) <= 2


def test_a_reason_says_no_more_than_is_known() -> None:
    taste = Taste(
        [
            *[Play("a", "Ada", "Folk", NOW)] * 3,
            Play("b", "Bo", "Jazz", NOW),
            Play("c", "Cy", "Rock", NOW, liked=True),
        ],
        NOW,
    )
    assert taste.of_artist("ADA") == taste.of_genre("folk") == "you often listen to"
    assert taste.of_artist("Bo") == taste.of_genre("jazz") == "you listened to"
    assert taste.of_artist("Cy") == "you like"


def test_likes_weigh_more() -> None:
    taste = Taste(
        [Play("a", "Ada", "", NOW, liked=True), Play("b", "Bo", "", NOW)], NOW
    )
    assert taste.artist("ada") == 1.0
    assert taste.artist("Bo") == pytest.approx(1 / 3)
    assert taste.artist("") == 0.0


# ---- what counts as listened to ------------------------------------------------------

PLAYER = PlayerId("p")


def state(
    title: str, status: PlaybackStatus = PlaybackStatus.PLAYING, length: float = 200.0
) -> PlayerState:
    track = Track(title=title, artists=("Ada",), length=Seconds(length))
    return PlayerState(PLAYER, "Player", status, track)


def listen(*steps: tuple[PlayerState, float]) -> list[str]:
    listening, counted = Listening(), []
    for shown, at in steps:
        counted += [t.title for t in listening.feed([shown], Seconds(at))]
    return counted


def test_half_of_a_track_counts_once() -> None:
    one = state("One")
    assert listen((one, 0), (one, 99)) == []
    assert listen((one, 0), (one, 101), (one, 190)) == ["One"]


def test_four_minutes_of_a_long_one_count() -> None:
    long = state("Long", length=3600.0)
    assert listen((long, 0), (long, 241)) == ["Long"]


def test_pauses_jumps_and_jingles_do_not_count() -> None:
    paused = state("One", PlaybackStatus.PAUSED)
    assert listen((paused, 0), (paused, 500)) == []
    jingle = state("Jingle", length=20.0)
    assert listen((jingle, 0), (jingle, 19)) == []
    assert listen((state("A"), 0), (state("B"), 150), (state("B"), 160)) == []


def test_plays_survive_the_store_and_damage_is_noticed() -> None:
    play = play_of(state("One").track, 5.0, liked=True)
    assert play is not None
    assert Play.from_json(play.to_json()) == play
    assert play_of(Track(), 5.0) is None
    for broken in ("", "{}", "[1,2]", '["","a","b",1,true]', '["t","a","b","x",0]'):
        assert Play.from_json(broken) is None


@given(st.text(max_size=80))
def test_any_stored_text_gives_a_play_or_none(text: str) -> None:
    Play.from_json(text)
