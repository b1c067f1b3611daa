"""The next episode of a series in a folder, when the player knows of none."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lumen.media.library import beside as library_beside
from lumen.media.library.beside import file_beside, path_of


def made(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()


def beside(path: Path, step: int = 1) -> str:
    found = file_beside(path.as_uri(), step)
    return "" if found is None else found.uri.rpartition("/")[2]


SERIES = ("Show.S01E02.Two.mkv", "Show.S01E10.Ten.mp4", "show s01e01 One.mkv")


@pytest.mark.parametrize(
    ("there", "at", "step", "expected"),
    [
        (SERIES, SERIES[2], 1, "Show.S01E02.Two.mkv"),
        (SERIES, SERIES[0], 1, "Show.S01E10.Ten.mp4"),
        (SERIES, SERIES[0], -1, "show%20s01e01%20One.mkv"),
        (SERIES, SERIES[1], 1, ""),
        (SERIES, SERIES[2], -1, ""),
        (("Other.S01E03.mkv", "Show.S01E02.mkv"), "Show.S01E02.mkv", 1, ""),
        (("9 Nine.mp4", "10 Ten.mp4", "11 - Eleven.mp4"), "9 Nine.mp4", 1, "10%20Ten.mp4"),
        (("Lecture 2.mp4", "Lecture 10.mp4", "Talk 3.mp4"), "Lecture 2.mp4", 1, "Lecture%2010.mp4"),
        (("part1.ogg", "part2.ogg"), "part1.ogg", 1, "part2.ogg"),
        (("01 a.mp4", "02 b.ogg", "03 c.mp4"), "01 a.mp4", 1, "03%20c.mp4"),
        (("01 a.mp4", "02 b.txt"), "01 a.mp4", 1, ""),
        (("Alien (1979).mkv", "Aliens (1986).mkv"), "Alien (1979).mkv", 1, ""),
        (("Alien 1979.mkv", "Alien 1986.mkv"), "Alien 1979.mkv", 1, ""),
        (("Alien.mkv", "Amelie.mkv"), "Alien.mkv", 1, ""),
        (("Show S01E01.mkv", "._Show S01E02.mkv", "Show S01E02.mkv"), "Show S01E01.mkv", 1, "Show%20S01E02.mkv"),
        (("1-01 a.mp3", "1-02 b.mp3", "2-01 c.mp3"), "1-01 a.mp3", 1, "1-02%20b.mp3"),
        (("1-01 a.mp3", "1-02 b.mp3", "2-01 c.mp3"), "2-01 c.mp3", -1, "1-02%20b.mp3"),
        (("2024-12-30 a.mp4", "2024-12-31 b.mp4", "2025-01-02 c.mp4"), "2024-12-30 a.mp4", 1, "2024-12-31%20b.mp4"),
        (("01.mp3", "02.mp3", "10.mp3"), "02.mp3", 1, "10.mp3"),
        (("S01E01 One.mkv", "S01E02 Two.mkv"), "S01E01 One.mkv", 1, "S01E02%20Two.mkv"),
        (("Show - 01 - One.mkv", "Show - 02 - Two.mkv"), "Show - 01 - One.mkv", 1, "Show%20-%2002%20-%20Two.mkv"),
        (("Talk 2 1080p.mp4", "Talk 3 1080p.mp4"), "Talk 2 1080p.mp4", 1, "Talk%203%201080p.mp4"),
        (("Film 1 [1080p].mp4", "Film 1 [720p].mp4"), "Film 1 [720p].mp4", 1, ""),
        (("Who (2005) S01E01.mkv", "Who (1963) S01E02.mkv"), "Who (2005) S01E01.mkv", 1, ""),
        (("Who (2005) S01E01.mkv", "Who S01E02.mkv"), "Who (2005) S01E01.mkv", 1, "Who%20S01E02.mkv"),
    ],
)  # fmt: skip
def test_in_one_folder(tmp_path: Path, there, at: str, step: int, expected: str):
    folder = tmp_path / "films"
    made(folder, *there)
    assert beside(folder / at, step) == expected


def test_the_next_season_is_in_a_folder_beside(tmp_path: Path):
    made(tmp_path, "Season 1/Show S01E09.mkv", "Season 2/Show S02E01.mkv", "x/Show S01E10.mkv")  # fmt: skip
    assert beside(tmp_path / "Season 1/Show S01E09.mkv") == "Show%20S01E10.mkv"
    assert beside(tmp_path / "x/Show S01E10.mkv") == "Show%20S02E01.mkv"
    assert beside(tmp_path / "Season 2/Show S02E01.mkv", -1) == "Show%20S01E10.mkv"


def test_other_folders_are_not_touched_before_they_are_needed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    made(tmp_path, "films/Show S01E01.mkv", "films/Show S01E02.mkv", "net/x.mkv")
    touched, scandir = [], os.scandir

    def noting(path: Path) -> Iterator[os.DirEntry[str]]:
        touched.append(path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", noting)
    assert beside(tmp_path / "films/Show S01E01.mkv") == "Show%20S01E02.mkv"
    assert touched == [tmp_path / "films"]
    assert beside(tmp_path / "films/Show S01E02.mkv") == ""
    assert tmp_path / "net" in touched


def test_what_only_looks_like_a_file_is_passed_over(tmp_path: Path):
    made(tmp_path, "Show S01E01.mkv", "Show S01E02.mkv/inside", "Show S01E04.mkv")
    (tmp_path / "Show S01E03.mkv").symlink_to(tmp_path / "gone.mkv")
    assert beside(tmp_path / "Show S01E01.mkv") == "Show%20S01E04.mkv"


def test_links_stay_in_the_folder_where_they_are(tmp_path: Path):
    made(tmp_path, "kept/x9.mkv", "kept/x3.mkv")
    (tmp_path / "mine").mkdir()
    for name, kept in (("Show S01E01.mkv", "x9.mkv"), ("Show S01E02.mkv", "x3.mkv")):
        (tmp_path / "mine" / name).symlink_to(tmp_path / "kept" / kept)
    assert beside(tmp_path / "mine" / "Show S01E01.mkv") == "Show%20S01E02.mkv"


def test_no_file_of_a_large_folder_is_jumped_over(tmp_path: Path):
    made(tmp_path, *(f"talk{number}.ogg" for number in range(6_000)))
    for number in range(0, 6_000, 500):
        assert beside(tmp_path / f"talk{number}.ogg") == f"talk{number + 1}.ogg"


def test_among_more_files_than_are_read_none_is_next(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(library_beside, "_MOST_FILES", 3)
    made(tmp_path, *(f"Talk {number}.ogg" for number in range(5)))
    assert [beside(path) for path in tmp_path.iterdir()] == [""] * 5


def test_the_next_folder_is_found_among_very_many(tmp_path: Path):
    for number in range(1, 302):
        (tmp_path / f"A {number:03}").mkdir()
    made(tmp_path, "Who.S01E01/Who.S01E01.mkv", "Who.S01E02/Who.S01E02.mkv")
    here = tmp_path / "Who.S01E01" / "Who.S01E01.mkv"
    assert beside(here) == "Who.S01E02.mkv"


def test_a_file_that_is_gone_still_has_a_next_one(tmp_path: Path):
    made(tmp_path / "films", "Show S01E02.mkv")
    assert beside(tmp_path / "films" / "Show S01E01.mkv") == "Show%20S01E02.mkv"


@pytest.mark.parametrize(
    "uri",
    ["", "http://host/Show S01E01.mkv", "file://host/a 1.mkv", "file:///a%001.mkv", "http://[", "file:relative 1.mkv"],
)  # fmt: skip
def test_what_is_no_local_file_has_none(uri: str):
    assert file_beside(uri, 1) is None


@given(st.text(max_size=60))
def test_no_address_breaks_it(uri: str):
    file_beside(uri, 1)
    path_of("file:///" + uri)
