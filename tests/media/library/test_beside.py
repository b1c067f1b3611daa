"""The next episode of a series in a folder, when the player knows of none."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
