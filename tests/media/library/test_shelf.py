from __future__ import annotations

import asyncio
import os
import random
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from fakes import FakeLikes
from lumen.core.errors import InputError
from lumen.core.intent import Intent
from lumen.core.media import (
    Feature,
    MediaItem,
    MediaKind,
    PlayerId,
    PlayerState,
    Track,
)
from lumen.media import launching
from lumen.media.library import shelf as module
from lumen.media.library import shelf_words
from lumen.media.library.channels import Channels
from lumen.media.library.entry import Entry
from lumen.media.library.playlists import Listed
from lumen.media.library.recommend import Wish, items_of, recommend
from lumen.media.library.search import Match, Query, SearchIndex
from lumen.media.library.shelf import LibraryShelf
from lumen.media.library.taste import Play, Taste
from lumen.media.shelf import Finding


def song(title: str, artist: str, genre: str) -> Entry:
    return Entry(f"/m/{title}.mp3", MediaKind.SONG, title, artist, "", genre, 2000)


ENTRIES = [
    song("Yesterday", "Ada", "Folk"),
    song("Tomorrow", "Ada", "Folk"),
    song("Blue Hour", "Bo", "Jazz"),
    song("Blue Hours", "Cy", "Jazz"),
    Entry("/v/third.mkv", MediaKind.MOVIE, "The Third Man", year=1949),
]


class Books:
    """What a `LibraryShelf` needs of a library, without its process and thread."""

    def __init__(self, entries: Sequence[Entry] = ENTRIES) -> None:
        self.index = SearchIndex(entries)
        self.channels = Channels(
            [Listed("http://one", "BBC One"), Listed("http://two", "BBC Two")]
        )

    @property
    def size(self) -> int:
        return len(self.index)

    async def find(self, query: Query, most: int = 20) -> list[Match]:
        return self.index.find(query, most)

    async def find_channels(self, wanted: str) -> list[MediaItem]:
        return self.channels.find(wanted)

    async def items_of(self, liked: Sequence[Play]) -> list[MediaItem]:
        return items_of(self.index, liked)

    async def recommend(self, wish: Wish) -> list[MediaItem]:
        return recommend(self.index, Taste([], 0.0), wish, random.Random(1))


@pytest.fixture
def likes() -> FakeLikes:
    return FakeLikes()


@pytest.fixture
def shelf(tmp_path: Path, likes: FakeLikes) -> LibraryShelf:
    return LibraryShelf(Books(), likes, tmp_path / "lists")  # type: ignore[arg-type]  # enough of one


def ask(shelf: LibraryShelf, name: str, **slots: object) -> Finding:
    intent = Intent(name, slots)  # type: ignore[arg-type]  # nested filters
    return asyncio.run(shelf.find(intent, PLAYING))


PLAYING = PlayerState(
    PlayerId("p"), "mpv", track=Track(title="Yesterday", artists=("Ada",))
)


def test_what_is_certain_is_played(shelf: LibraryShelf) -> None:
    found = ask(shelf, "play_content", title="yestarday")
    assert found.play is not None
    assert found.play.title == "Yesterday"
    by = ask(shelf, "play_content", title="blue hour", artist="Bo")
    assert by.play is not None
    assert by.play.artist == "Bo"


def test_what_is_not_certain_is_asked(shelf: LibraryShelf) -> None:
    found = ask(shelf, "play_content", title="blue")
    assert found.play is None
    assert {item.title for item in found.items} == {"Blue Hour", "Blue Hours"}
    assert found.text


@pytest.fixture
def records(tmp_path: Path) -> LibraryShelf:
    entries = [
        Entry("/m/1", MediaKind.SONG, "Time", "Pink Floyd", "Dark Side of the Moon"),
        Entry("/m/2", MediaKind.SONG, "Money", "Pink Floyd", "Dark Side of the Moon"),
        Entry("/m/3", MediaKind.SONG, "Time", "Tom Waits", "Rain Dogs"),
        Entry("/m/4", MediaKind.SONG, "Karma Police", "Radiohead", "OK Computer"),
        Entry("/v/5", MediaKind.EPISODE, "Pilot", "", "Breaking Bad"),
        Entry("/v/6", MediaKind.EPISODE, "Pilot", "", "Fargo"),
        Entry("/v/7", MediaKind.MOVIE, "Escape from Alcatraz"),
        Entry("/m/8", MediaKind.SONG, "Notes from the Road", "Pink Floyd"),
    ]
    return LibraryShelf(Books(entries), FakeLikes(), tmp_path)  # type: ignore[arg-type]  # enough of one


@pytest.mark.parametrize(
    ("title", "uri"),
    [
        ("time from pink floyd", "file:///m/1"),
        ("time from rain dogs", "file:///m/3"),
        ("time off the album rain dogs", "file:///m/3"),
        ("karma police from ok computer", "file:///m/4"),
        ("karma polise from radio head", "file:///m/4"),
        ("the pilot from breaking bad", "file:///v/5"),
        ("pilot from the series fargo", "file:///v/6"),
        ("time by tom waits", "file:///m/3"),
        ("notes from the road from pink floyd", "file:///m/8"),
        ("escape from alcatraz", "file:///v/7"),
        ("notes from the road", "file:///m/8"),
    ],
)
def test_a_title_may_be_named_with_what_it_is_of(
    records: LibraryShelf, title: str, uri: str
) -> None:
    found = ask(records, "play_content", title=title)
    assert found.play is not None
    assert found.play.uris == (uri,)


def test_others_of_the_very_same_name_are_listed_beside_the_one_that_plays(
    records: LibraryShelf,
) -> None:
    found = ask(records, "play_content", title="time")
    assert found.play is not None
    assert found.play.artist == "Pink Floyd"
    assert [item.artist for item in found.items] == ["Pink Floyd", "Tom Waits"]
    assert found.text == "You have 2 called “Time”; this is the one by Pink Floyd."
    assert ask(records, "play_content", title="money").items == ()


def test_something_is_recommended_before_the_taste_is_known(
    shelf: LibraryShelf,
) -> None:
    film = ask(shelf, "get_recommendation", kind="movie")
    assert [item.title for item in film.items] == ["The Third Man"]
    assert film.text == (
        "How about The Third Man? It is in your library; I do not know your taste yet."
    )
    assert len(ask(shelf, "get_recommendation").items) == 5
    none = ask(shelf, "get_recommendation", kind="series")
    assert none.text == "I found nothing of that kind in your library."


def test_a_genre_is_found_by_its_name(shelf: LibraryShelf) -> None:
    found = ask(shelf, "search_content", search_query="jazz")
    assert [item.title for item in found.items] == ["Blue Hour", "Blue Hours"]
    assert found.title == "Jazz"


@pytest.mark.parametrize(
    ("asked", "heading"),
    [
        ({"person": "Strauss", "kind": "song"}, "Songs by Strauss"),
        ({"kind": "movie", "year": 1949}, "Movies from 1949"),
        ({"kind": "movie", "year": 1980, "year_to": 1989}, "Movies from the 1980s"),
        ({"genre": "jazz", "kind": "series"}, "Jazz series"),
        ({"genre": "jazz", "kind": "music", "person": "Bo"}, "Jazz music by Bo"),
        ({"text": "blue hour"}, "Like “blue hour”"),
        ({"text": "blue", "kind": "albums"}, "Albums like “blue”"),
        ({}, "Your library"),
    ],
)
def test_a_list_has_a_heading_in_words(asked: dict[str, Any], heading: str) -> None:
    assert shelf_words.heading(**asked) == heading


def test_what_is_of_nothing_known_is_sought_as_it_stands(records: LibraryShelf) -> None:
    found = ask(records, "play_content", title="time from abba")
    assert found.play is None
    assert (
        "Time" in {item.title for item in found.items} or "nothing like" in found.text
    )


def test_a_genre_is_played_as_a_queue(shelf: LibraryShelf) -> None:
    found = ask(shelf, "play_content", title="jazz")
    assert found.play is not None
    assert len(found.play.uris) == 2


def test_an_artist_is_played(shelf: LibraryShelf) -> None:
    found = ask(shelf, "play_content", artist="Ada")
    assert found.play is not None
    assert found.play.kind is MediaKind.ARTIST


def test_anything_at_all(shelf: LibraryShelf) -> None:
    found = ask(shelf, "play_content", kind="music")
    assert found.play is not None
    assert len(found.play.uris) == 4  # no film


def test_kinds_are_kept_apart(shelf: LibraryShelf) -> None:
    movie = ask(shelf, "play_content", title="third man", kind="movie")
    assert movie.play is not None
    assert ask(shelf, "play_content", title="third man", kind="song").play is None


def test_what_is_not_there_is_said(shelf: LibraryShelf, tmp_path: Path) -> None:
    assert "nothing like" in ask(shelf, "play_content", title="zebra opera").text
    empty = LibraryShelf(Books([]), FakeLikes(), tmp_path)  # type: ignore[arg-type]  # enough of one
    assert "library is empty" in ask(empty, "play_content", title="x").text
    assert "library is empty" in ask(empty, "play_content").text
    assert "library is empty" in ask(empty, "get_recommendation").text


def test_channels(shelf: LibraryShelf) -> None:
    for slots in ({"channel": "2"}, {"channel": 2.0}, {"channel": "bbc two"}):
        found = ask(shelf, "select_channel", **slots)
        assert found.play is not None
        assert found.play.uris == ("http://two",)
    assert len(ask(shelf, "select_channel", channel="bbc").items) == 2
    assert "no channel" in ask(shelf, "select_channel", channel="9").text
    listed = ask(shelf, "select_channel")
    assert [item.reason for item in listed.items] == ["number 1", "number 2"]
    assert listed.text == "You have 2 channels. Say a name, or “channel 2”."
    radio = ask(shelf, "play_content", title="bbc one", kind="station")
    assert radio.play is not None


def test_the_number_that_is_told_of_channels_is_one_of_them(tmp_path: Path) -> None:
    """Where a list numbers some, the others have none."""
    listed = (Listed("News", "http://n", number=5), Listed("Sports", "http://s"))
    books = Books()
    books.channels = Channels(listed)
    shelf = LibraryShelf(books, FakeLikes(), tmp_path)  # type: ignore[arg-type]  # enough of one
    said = ask(shelf, "select_channel").text
    assert said == "You have 2 channels. Say a name, or “channel 5”."
    assert ask(shelf, "select_channel", channel="5").play is not None


def test_without_channels_the_settings_are_named(tmp_path: Path) -> None:
    books = Books()
    books.channels = Channels()
    shelf = LibraryShelf(books, FakeLikes(), tmp_path)  # type: ignore[arg-type]  # enough of one
    assert "settings" in ask(shelf, "select_channel", channel="5").text


def test_searching_with_filters(shelf: LibraryShelf) -> None:
    found = ask(shelf, "search_content", filters={"genre": "jazz"})
    assert len(found.items) == 2
    found = ask(shelf, "search_content", filters={"person": "Ada", "kind": "song"})
    assert [item.artist for item in found.items] == ["Ada", "Ada"]
    found = ask(shelf, "search_content", filters={"year": 1949.0, "kind": "movies"})
    assert [item.title for item in found.items] == ["The Third Man"]
    found = ask(shelf, "search_content", search_query="tomorow")
    assert [item.title for item in found.items] == ["Tomorrow"]
    assert not ask(shelf, "search_content", search_query="zebra opera").items


@pytest.mark.parametrize(
    ("category", "count"),
    [("movies", 1), ("jazz", 2), ("channels", 2), ("songs", 4), ("ada", 1), ("x", 0)],
)
def test_browsing(shelf: LibraryShelf, category: str, count: int) -> None:
    assert len(ask(shelf, "browse_category", category=category).items) == count


def test_the_beginning_of_a_long_list_is_called_so(tmp_path: Path) -> None:
    books = Books([song(f"Song {n}", "Ada", "Folk") for n in range(31)])
    shelf = LibraryShelf(books, FakeLikes(), tmp_path)  # type: ignore[arg-type]  # enough of one
    for name, slots, shown in (
        ("browse_category", {"category": "songs"}, 30),
        ("search_content", {"search_query": "song", "genre": "folk"}, 8),
    ):
        found = ask(shelf, name, **slots)
        assert len(found.items) == shown
        assert found.text.startswith(f"I found more than {shown}; these are the first.")
    books = Books([song(f"Song {n}", "Ada", "Folk") for n in range(30)])
    shelf = LibraryShelf(books, FakeLikes(), tmp_path)  # type: ignore[arg-type]  # enough of one
    listed = ask(shelf, "browse_category", category="songs")
    assert listed.text.startswith("I found 30. ")


def test_recommendations_come_with_reasons_and_facts(shelf: LibraryShelf) -> None:
    found = ask(shelf, "get_recommendation", similar_to="yesterday")
    assert found.text == "How about Tomorrow by Ada? It is by Ada, too."
    assert [item.title for item in found.items] == ["Tomorrow"]
    assert '"Tomorrow" by "Ada"' in found.facts[1]
    assert found.lead == f"{found.text} Not in your library, but like it: "


def test_like_this_means_what_plays(shelf: LibraryShelf) -> None:
    found = ask(shelf, "get_recommendation", similar_to="this")
    assert [item.title for item in found.items] == ["Tomorrow"]
    intent = Intent("get_recommendation", {"similar_to": "this"})
    silent = asyncio.run(shelf.find(intent, None))
    assert "Nothing is playing" in silent.text


def test_who_plays_what(shelf: LibraryShelf) -> None:
    film = ENTRIES[-1].item()
    tune = ENTRIES[0].item()
    can = frozenset({Feature.OPEN})
    mpv = PlayerState(PlayerId("m"), "mpv", features=can)
    rhythmbox = PlayerState(PlayerId("r"), "Rhythmbox", features=can)
    cannot = PlayerState(PlayerId("a"), "Audacious")
    assert shelf.fits(film, mpv)
    assert shelf.fits(tune, mpv)
    assert not shelf.fits(film, rhythmbox)
    assert shelf.fits(tune, rhythmbox)
    assert not shelf.fits(tune, cannot)


def test_several_files_become_one_list(shelf: LibraryShelf, tmp_path: Path) -> None:
    item = MediaItem(MediaKind.ALBUM, "x", uris=("http://a", "http://b"))
    uri = asyncio.run(shelf.address(item))
    path = next((tmp_path / "lists").glob("*.m3u"))
    assert uri == path.as_uri()
    assert path.read_text() == "#EXTM3U\nhttp://a\nhttp://b\n"
    for number in range(30):
        many = MediaItem(MediaKind.ALBUM, "x", uris=("http://a", f"http://{number}"))
        asyncio.run(shelf.address(many))
    assert len(list((tmp_path / "lists").glob("*.m3u"))) <= 21


def test_a_file_that_is_gone_reaches_no_player(
    shelf: LibraryShelf, tmp_path: Path
) -> None:
    here = tmp_path / os.fsdecode(b"100 % \xff so#g?.mp3")
    here.touch()
    gone = (tmp_path / "gone.mp3").as_uri()
    some = MediaItem(MediaKind.ALBUM, "x", uris=(gone, here.as_uri()))
    assert asyncio.run(shelf.address(some)) == here.as_uri()
    with pytest.raises(InputError, match="not there any more"):
        asyncio.run(shelf.address(MediaItem(MediaKind.SONG, "x", uris=(gone,))))


def test_a_place_that_does_not_answer_is_told_of(
    shelf: LibraryShelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    asleep = threading.Event()

    def hanging(_uris: Sequence[str]) -> list[str]:
        asleep.wait(20)
        return []

    monkeypatch.setattr(module, "_there", hanging)
    monkeypatch.setattr(module, "_ANSWERS_WITHIN", 0.01)
    item = MediaItem(MediaKind.SONG, "x", uris=("file:///server/x.mp3",))
    with pytest.raises(InputError, match="does not answer"):
        asyncio.run(shelf.address(item))
    asleep.set()


@pytest.mark.parametrize(("code", "opens"), [(0, True), (3, False)])
def test_opening_by_the_desktop(
    shelf: LibraryShelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    code: int, opens: bool,
) -> None:  # fmt: skip
    opener = tmp_path / "xdg-open"
    opener.write_text(f'#!/bin/sh\nprintf %s "$1" > {tmp_path}/opened\nexit {code}\n')
    opener.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    if opens:
        assert asyncio.run(shelf.launch("file:///a b;rm")) == ""
    else:
        with pytest.raises(InputError, match="opens that"):
            asyncio.run(shelf.launch("file:///a b;rm"))
    assert (tmp_path / "opened").read_text() == "file:///a b;rm"


def test_without_an_opener_it_says_so(
    shelf: LibraryShelf, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(InputError, match="xdg-open"):
        asyncio.run(shelf.launch("file:///a"))


async def test_an_opener_that_becomes_the_player_leaves_no_zombie(
    shelf: LibraryShelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opener, end = tmp_path / "xdg-open", tmp_path / "end"
    opener.write_text(
        f"#!/bin/sh\necho $$ > {tmp_path}/pid\n"
        f"while [ ! -e {end} ]; do sleep 0.02; done\nexit 7\n"
    )
    opener.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    monkeypatch.setattr(launching, "_OPEN_SECONDS", 0.2)
    assert await shelf.launch("file:///a") == ""
    async with asyncio.timeout(20):
        while not (pid := _written(tmp_path / "pid")):  # noqa: ASYNC110 - a process
            await asyncio.sleep(0.02)
        end.touch()
        while _lives(pid):  # noqa: ASYNC110 - a process
            await asyncio.sleep(0.02)


def _lives(pid: str) -> bool:
    """Also as a zombie."""
    return Path(f"/proc/{pid}").exists()


def _written(path: Path) -> str:
    return path.read_text().strip() if path.exists() else ""


def test_an_opener_that_cannot_be_started_is_told(
    shelf: LibraryShelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opener = tmp_path / "xdg-open"
    opener.write_bytes(b"\x7fELF no program at all")
    opener.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(InputError, match="cannot be started"):
        asyncio.run(shelf.launch("file:///a"))


def test_favourites_are_played_the_latest_first(
    shelf: LibraryShelf, likes: FakeLikes
) -> None:
    likes.add(Track(title="Blue hour", artists=("Bo",)))  # another spelling
    likes.add(Track(title="The Third Man", url="file:///elsewhere.mkv"))
    likes.add(Track(title="Stream", artists=("Di",), url="https://radio/di"))
    likes.add(Track(title="Gone", artists=("El",), url="spotify:track:1"))
    found = ask(shelf, "play_content", favourites="on")
    assert found.play is not None
    assert found.play.title == "your favourites"
    assert found.play.uris == (
        "https://radio/di", "file:///v/third.mkv", "file:///m/Blue%20Hour.mp3",
    )  # fmt: skip
    songs = ask(shelf, "play_content", favourites="on", kind="song")
    assert songs.play is not None
    assert "third" not in "".join(songs.play.uris)
    mixed = [
        ask(shelf, "play_content", favourites="on", shuffle="on").play for _ in range(9)
    ]
    assert len({item.uris for item in mixed if item}) > 1


def test_favourites_that_are_not_read_yet_are_not_none(
    shelf: LibraryShelf, likes: FakeLikes
) -> None:
    likes.read = False
    found = ask(shelf, "play_content", favourites="on")
    assert found.play is None
    assert "do not know your favourites yet" in found.text
    likes.add(Track(title="Yesterday", artists=("Ada",)))  # this one is known
    assert ask(shelf, "play_content", favourites="on").play is not None


def test_favourites_are_shown(shelf: LibraryShelf, likes: FakeLikes) -> None:
    likes.add(Track(title="Yesterday", artists=("Ada",)))
    likes.add(Track(title="Gone", artists=("El",)))
    found = ask(shelf, "browse_category", category="favourites", favourites="on")
    assert [(item.title, bool(item.uris)) for item in found.items] == [
        ("Gone", False),
        ("Yesterday", True),
    ]
    assert found.title == "Your favourites"
    assert found.text.startswith("You like 2 things.")


def test_without_favourites_it_is_said_how_to_have_some(
    shelf: LibraryShelf, likes: FakeLikes
) -> None:
    assert "“I like this”" in ask(shelf, "play_content", favourites="on").text
    likes.add(Track(title="Gone", artists=("El",)))
    nowhere = ask(shelf, "play_content", favourites="on")
    assert nowhere.play is None
    assert "neither in your library" in nowhere.text
    films = ask(shelf, "browse_category", favourites="on", kind="movie")
    assert films.text == "There is nothing of that kind among your favourites."


def test_a_playlist_that_is_called_favourites_is_meant_while_nothing_is_liked(
    tmp_path: Path,
) -> None:
    mine = Entry("/m/favourites.m3u", MediaKind.PLAYLIST, "Favourites")
    shelf = LibraryShelf(Books([*ENTRIES, mine]), FakeLikes(), tmp_path)  # type: ignore[arg-type]  # enough of one
    found = ask(shelf, "play_content", favourites="on")
    assert found.play is not None
    assert found.play.uris == (mine.uri,)


def test_only_its_own_intents(shelf: LibraryShelf) -> None:
    assert shelf.takes(Intent("play_content"))
    assert not shelf.takes(Intent("pause_playback"))


def tuned(shelf: LibraryShelf, uri: str = "", **slots: str) -> Finding:
    now = PlayerState(PlayerId("p"), "mpv", track=Track(title="BBC", url=uri))
    return asyncio.run(shelf.find(Intent("select_channel", slots), now))


@pytest.mark.parametrize(
    ("uri", "channel", "title"),
    [
        ("http://one", "next", "BBC Two"),
        ("http://two", "next", "BBC One"),
        ("http://two", "previous", "BBC One"),
        ("http://one", "Previous", "BBC Two"),
    ],
)
def test_the_channel_beside_the_one_that_plays(
    shelf: LibraryShelf, uri: str, channel: str, title: str
) -> None:
    found = tuned(shelf, uri, channel=channel)
    assert found.play is not None
    assert found.play.title == title


def test_the_next_channel_when_none_plays_is_a_list(shelf: LibraryShelf) -> None:
    found = tuned(shelf, "file:///song.ogg", channel="next")
    assert found.play is None
    assert [item.title for item in found.items] == ["BBC One", "BBC Two"]


def test_a_number_that_is_a_name(shelf: LibraryShelf) -> None:
    found = tuned(shelf, channel="98.5", station="bbc two")
    assert found.play is not None
    assert found.play.title == "BBC Two"


def test_what_is_there_without_anything_similar_is_said(shelf: LibraryShelf) -> None:
    found = ask(shelf, "get_recommendation", similar_to="the third man")
    assert found.text == (
        "You have “The Third Man”, but I found nothing similar in your library."
    )
    found = ask(shelf, "get_recommendation", similar_to="zebra opera")
    assert "nothing like “zebra opera”" in found.text


def test_what_looks_the_same_is_told_apart_by_its_file(tmp_path: Path) -> None:
    same = [
        Entry(f"/m/{place}/b d.mp3", MediaKind.SONG, "Blue Danube", "Strauss", album)
        for place, album in (("one", ""), ("two", ""), ("three", "Waltzes"))
    ]
    shelf = LibraryShelf(Books(same), FakeLikes(), tmp_path)  # type: ignore[arg-type]  # enough of one
    songs = frozenset({"one/b d.mp3", "two/b d.mp3", ""})
    found = ask(shelf, "search_content", search_query="blue danube", kind="song")
    assert {item.reason for item in found.items} == songs


def test_shuffling(tmp_path: Path) -> None:
    album = [
        Entry(f"/m/{n}.mp3", MediaKind.SONG, f"Song {n}", "Ada", "Thriller", number=n)
        for n in range(20)
    ]
    title = Entry("/m/t.mp3", MediaKind.SONG, "Thriller", "Ada", "Thriller", number=21)
    books = Books([*album, title])
    chance = random.Random(3)
    shelf = LibraryShelf(books, FakeLikes(), tmp_path, chance)  # type: ignore[arg-type]  # enough of one
    ordered = ask(shelf, "play_content", title="thriller", kind="album").play
    shuffled = ask(shelf, "play_content", title="thriller", shuffle="on").play
    assert ordered is not None
    assert shuffled is not None
    assert shuffled.kind is MediaKind.ALBUM
    assert shuffled.uris != ordered.uris
    assert sorted(shuffled.uris) == sorted(ordered.uris)
    one = ask(shelf, "play_content", title="song 3", shuffle="on").play
    assert one is not None
    assert one.title == "Song 3"
