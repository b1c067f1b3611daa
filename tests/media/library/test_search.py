from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lumen.core.media import MediaKind
from lumen.media.library.entry import Entry
from lumen.media.library.search import SURE, WEAK, Query, SearchIndex
from lumen.media.library.spelling import simplified


def entry(
    title: str, artist: str = "", album: str = "", kind: MediaKind = MediaKind.SONG,
    genre: str = "", year: int = 0, number: int = 0, season: int = 0,
) -> Entry:  # fmt: skip
    path = f"/m/{artist}/{album}/{season}x{number} {title}"
    return Entry(path, kind, title, artist, album, genre, year, 200.0, season, number)


ENTRIES = [
    entry("Yesterday", "The Beatles", "Help!", genre="Pop", year=1965, number=2),
    entry("Help!", "The Beatles", "Help!", genre="Pop", year=1965, number=1),
    entry("Yesterday Once More", "Carpenters", "Now & Then", genre="Pop", year=1973),
    entry("Sjónarspil (Remastered 2011)", "Árni Ólafur", "Ljós", genre="Ambient"),
    entry("Rocket Song feat. Somebody", "Nova", "Moon"),
    entry("Blue Danube", "Johann Strauss", "Waltzes", genre="Classical"),
    entry("Rocky II", "", "", MediaKind.MOVIE, year=1979),
    entry("The Third Man", "", "", MediaKind.MOVIE, year=1949),
    entry("The Ferry", "", "Quiet Rivers", MediaKind.EPISODE, number=2, season=1),
    entry("Rain", "", "Quiet Rivers", MediaKind.EPISODE, number=1, season=1),
    entry("Seven Bells", "Nova", "Moon"),
]
INDEX = SearchIndex(ENTRIES)


def best(text: str, **query: object) -> str:
    found = INDEX.find(Query(text, **query))  # type: ignore[arg-type]  # by name
    return found[0].item.title if found else ""


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("yesterday", "Yesterday"),
        ("yesterday by the beatles", "Yesterday"),
        ("yestarday", "Yesterday"),
        ("yesterday once more", "Yesterday Once More"),
        ("yesterday once more by the carpenters", "Yesterday Once More"),
        ("sjonarspil", "Sjónarspil (Remastered 2011)"),
        ("rocket song", "Rocket Song feat. Somebody"),
        ("rocky two", "Rocky II"),
        ("rocky 2", "Rocky II"),
        ("third man", "The Third Man"),
        ("the blue danube", "Blue Danube"),
        ("blue danub", "Blue Danube"),
        ("quiet rivers", "Quiet Rivers"),
        ("7 bells", "Seven Bells"),
        ("the ferry by quiet rivers", "The Ferry"),
        ("strauss blue danube", "Blue Danube"),
    ],
)
def test_what_is_meant_is_found_first(said: str, found: str) -> None:
    assert best(said) == found


@pytest.mark.parametrize("said", ["yesterday", "yestarday", "rocky two", "third man"])
def test_what_is_nearly_the_name_is_sure(said: str) -> None:
    assert INDEX.find(Query(said))[0].score >= SURE


@pytest.mark.parametrize(
    "said",
    ["philosophy of mind", "zzz", "a", "something completely different please", ""],
)
def test_what_is_not_there_is_not_sure(said: str) -> None:
    found = INDEX.find(Query(said))
    assert not said or all(match.score < SURE for match in found)


def test_tagged_files_are_found_by_their_own_name_too() -> None:
    tagged = Entry("/m/07_garden_demo.mp3", MediaKind.SONG, "Evening", "Nova")
    named = entry("Garden Demo", "Somebody")
    index = SearchIndex([tagged, entry("Rain", "Nova"), named])
    first, second = index.find(Query("garden demo"))
    assert first.item.title == "Garden Demo"
    assert second.item.title == "Evening"
    assert first.score > second.score >= WEAK
    (exact,) = SearchIndex([tagged]).find(Query("07 garden demo"))
    assert SURE <= exact.score < 1.0
    assert [m.item.title for m in index.find(Query("gardn demo"))] == [
        "Garden Demo", "Evening",
    ]  # fmt: skip


def test_series_and_albums_are_played_in_order() -> None:
    series = INDEX.find(Query("quiet rivers"))[0].item
    assert series.kind is MediaKind.SERIES
    assert [uri.rpartition("%20")[2] for uri in series.uris] == ["Rain", "Ferry"]
    album = INDEX.find(Query("help", kinds=frozenset({MediaKind.ALBUM})))[0].item
    assert [uri.rpartition("%20")[2] for uri in album.uris] == ["Help%21", "Yesterday"]


def test_an_album_of_which_one_song_is_there_is_found_as_an_album_only() -> None:
    index = SearchIndex([entry("Take Five", "Dave", "Time Out")])
    for named in ("", "time out"):
        (album,) = index.find(Query(named, kinds=frozenset({MediaKind.ALBUM})))
        assert (album.item.title, len(album.item.uris)) == ("Time Out", 1)
    assert [m.item.kind for m in index.find(Query("take five"))] == [MediaKind.SONG]
    assert MediaKind.ALBUM not in {m.item.kind for m in index.find(Query("time out"))}


def test_an_artist_is_everything_of_theirs() -> None:
    found = INDEX.find(Query("nova"))[0].item
    assert (found.kind, len(found.uris)) == (MediaKind.ARTIST, 2)


def test_filters() -> None:
    assert {m.item.title for m in INDEX.find(Query(artist="beatles"))} == {
        "Yesterday", "Help!",
    }  # fmt: skip
    assert [m.item.title for m in INDEX.find(Query(genre="classical"))] == [
        "Blue Danube"
    ]
    movies = frozenset({MediaKind.MOVIE})
    assert [m.item.title for m in INDEX.find(Query(year=1949, kinds=movies))] == [
        "The Third Man"
    ]
    assert best("yesterday", artist="carpenters") == "Yesterday Once More"
    newest = INDEX.find(Query(kinds=movies))
    assert [m.item.year for m in newest] == [1979, 1949]


def test_names_that_are_known_exactly() -> None:
    for name in ("Yesterday", "the third man", "Quiet Rivers", "ROCKY 2", "nova"):
        assert INDEX.has(name), name
    assert not INDEX.has("yesterda")
    assert not INDEX.has("")


def test_nothing_is_found_in_nothing() -> None:
    assert SearchIndex(()).find(Query("yesterday")) == []
    assert SearchIndex(()).find(Query()) == []


@given(st.text(max_size=120))
def test_any_words_are_looked_for(text: str) -> None:
    for match in INDEX.find(Query(text)):
        assert WEAK <= match.score <= 1.0


@given(st.text(max_size=60))
def test_one_form_is_its_own_form(text: str) -> None:
    assert simplified(simplified(text)) == simplified(text)


def test_years_are_those_of_a_decade() -> None:
    decade = Query(year=1970, year_to=1979, kinds=frozenset({MediaKind.MOVIE}))
    assert [match.item.title for match in INDEX.find(decade)] == ["Rocky II"]


def test_episodes_of_one_name_stand_in_the_order_of_their_series() -> None:
    """So that "the first one" is the first episode."""
    told = [(2, 1), (1, 10), (1, 3), (1, 1), (1, 2)]
    index = SearchIndex(
        [
            entry("Pilot", "", "Show", MediaKind.EPISODE, season=season, number=number)
            for season, number in told
        ]
    )
    for query in (Query("pilot"), Query(kinds=frozenset({MediaKind.EPISODE}))):
        found = [match.item.uris[0] for match in index.find(query)]
        names = [uri.rsplit("/", 1)[-1].split("%20")[0] for uri in found]
        assert names == ["1x1", "1x2", "1x3", "1x10", "2x1"]
