from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lumen.media.library.names import Named, name_of_song, name_of_video

SONGS = [
    ("Yesterday", Named("Yesterday")),
    ("03 - Yesterday", Named("Yesterday", number=3)),
    ("03. Yesterday", Named("Yesterday", number=3)),
    ("The Beatles - Yesterday", Named("Yesterday", "The Beatles")),
    ("03 The Beatles - Yesterday", Named("Yesterday", "The Beatles", number=3)),
    ("03_the_beatles_-_yesterday", Named("yesterday", "the beatles", number=3)),
    ("99 Luftballons", Named("Luftballons", number=99)),
    ("1979", Named("1979")),
    ("AC-DC", Named("AC-DC")),
]
VIDEOS = [
    ("The Third Man (1949)", Named("The Third Man", year=1949)),
    ("The.Third.Man.1949.1080p.BluRay.x264-GRP", Named("The Third Man", year=1949)),
    ("2001 A Space Odyssey (1968)", Named("2001 A Space Odyssey", year=1968)),
    ("1917", Named("1917")),
    ("holiday_in_rome", Named("holiday in rome")),
    (
        "Quiet.Rivers.S02E05.The.Ferry.720p.WEB-DL",
        Named("The Ferry", "", "Quiet Rivers", 2, 5),
    ),
    ("Quiet Rivers - 2x05 - The Ferry", Named("The Ferry", "", "Quiet Rivers", 2, 5)),
    ("Quiet Rivers s1e1", Named("Season 1, episode 1", "", "Quiet Rivers", 1, 1)),
    (
        "Quiet.Rivers.2019.S01E01.Pilot",
        Named("Pilot", "", "Quiet Rivers", 1, 1, 2019),
    ),
]


@pytest.mark.parametrize(("stem", "named"), SONGS)
def test_names_of_songs(stem: str, named: Named) -> None:
    assert name_of_song(stem) == named


@pytest.mark.parametrize(("stem", "named"), VIDEOS)
def test_names_of_videos(stem: str, named: Named) -> None:
    assert name_of_video(stem) == named


@given(st.text(max_size=300))
def test_any_name_gives_something(stem: str) -> None:
    assert name_of_song(stem).title or not stem.strip(" -._[]()\t\n")
    assert isinstance(name_of_video(stem).title, str)
