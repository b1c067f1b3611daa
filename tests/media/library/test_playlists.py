from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lumen.core.errors import InputError
from lumen.media.library.channels import Channels
from lumen.media.library.playlists import Listed, read_playlist

M3U = """#EXTM3U
#EXTINF:-1 tvg-chno="5" tvg-name="One" group-title="News",City News
http://tv.example/news.m3u8
#EXTINF:120,Ada - Song
#EXTGRP:Music
song.mp3
# a comment
/abs/other song.ogg
javascript:alert(1)
"""
PLS = """[playlist]
NumberOfEntries=2
File2=http://radio.example/two
Title2=Two
File1=http://radio.example/one
Length1=-1
"""
XSPF = """<?xml version="1.0" encoding="UTF-8"?>
<playlist version="1" xmlns="http://xspf.org/ns/0/"><trackList>
<track><location>file:///m/a.mp3</location><title>A</title><creator>Ada</creator></track>
<track><location>b.mp3</location></track><track/></trackList></playlist>
"""


def written(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    data = content.encode() if isinstance(content, str) else content
    path.write_bytes(data)
    return path


def test_an_m3u_with_channels_and_files(tmp_path: Path) -> None:
    found = read_playlist(written(tmp_path, "x.m3u", M3U))
    assert found == [
        Listed("http://tv.example/news.m3u8", "City News", 5, "News"),
        Listed((tmp_path / "song.mp3").as_uri(), "Ada - Song", 0, "Music"),
        Listed("file:///abs/other%20song.ogg", "other song"),
    ]


def test_the_ways_in_which_programs_write_a_channel(tmp_path: Path) -> None:
    lines = (
        "#EXTINF:-1 tvg-chno=6 group-title=News,Six b=6\nhttp://tv.example/6.ts\n"
        "#EXTINF:,No length\nhttp://tv.example/7.ts\n"
        '#EXTINF:-1 tvg-logo="a,b.png" tvg-chno="8",Eight a=8, HD\nhttp://tv.example/8\n'
    )
    found = read_playlist(written(tmp_path, "x.m3u", lines))
    assert [(one.title, one.number, one.group) for one in found] == [
        ("Six b=6", 6, "News"),
        ("No length", 0, ""),
        ("Eight a=8, HD", 8, ""),
    ]


def test_a_list_that_windows_wrote_leads_to_the_files_beside_it(tmp_path: Path) -> None:
    (tmp_path / "odd\\name.mp3").touch()
    lines = "Music\\song.mp3\r\n.\\b.mp3\r\nC:\\c.mp3\r\n\\\\nas\\d.mp3\r\nodd\\name.mp3\r\n"
    found = read_playlist(written(tmp_path, "x.m3u", lines))
    assert [one.uri for one in found] == [
        (tmp_path / "Music" / "song.mp3").as_uri(),
        (tmp_path / "b.mp3").as_uri(),
        (tmp_path / "odd\\name.mp3").as_uri(),
    ]


def test_a_pls_in_the_order_of_its_numbers(tmp_path: Path) -> None:
    found = read_playlist(written(tmp_path, "x.pls", PLS))
    assert [(listed.uri, listed.title) for listed in found] == [
        ("http://radio.example/one", "one"),
        ("http://radio.example/two", "Two"),
    ]


def test_an_xspf(tmp_path: Path) -> None:
    found = read_playlist(written(tmp_path, "x.xspf", XSPF))
    assert [(listed.uri, listed.title) for listed in found] == [
        ("file:///m/a.mp3", "Ada - A"),
        ((tmp_path / "b.mp3").as_uri(), "b"),
    ]


@pytest.mark.parametrize(
    ("place", "kept"),
    [
        ("file:///etc/passwd", False),
        ("file:///home/ada/run.desktop", False),
        ("notes.pdf", False),
        ("file:///m/run.sh%00.mp3", False),
        ("song.mid", True),
        ("FILM.MKV", True),
        ("file:///m/odd%20name.3gp", True),
        ("https://radio.example/live", True),
        ("file:///m/Mr. Song #1.mp3", True),
        ("file:///m/What?.ogg", True),
        ("file:///m/run.desktop#.mp3", False),
        ("file:///m/run.desktop?x=.mp3", False),
        ("file:///m/song.mp3#run.desktop", False),
    ],
)
def test_files_that_are_no_media_are_left_out(
    place: str, kept: bool, tmp_path: Path
) -> None:
    path = tmp_path / "a.m3u"
    path.write_text(f"https://radio.example/first\n{place}\n")
    assert (len(read_playlist(path)) == 2) is kept


def test_old_encodings_and_marks_at_the_start(tmp_path: Path) -> None:
    old = read_playlist(written(tmp_path, "a.m3u", b"#EXTINF:1,Caf\xe9\nx.mp3\n"))
    assert old[0].title == "Café"
    marked = read_playlist(written(tmp_path, "b.m3u", b"\xef\xbb\xbf#EXTM3U\nx.mp3"))
    assert marked[0].title == "x"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("bomb.xspf", '<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'),
        ("wide.xspf", '<?xml version="1.0"?><!DOCTYPE x><x/>'.encode("utf-16")),
        ("broken.xspf", "<?xml version='1.0'?><playlist><track>"),
        ("unknown.xspf", "<?xml version='1.0' encoding='klingon'?><playlist/>"),
        ("foreign.xspf", "<?xml version='1.0' encoding='shift_jis'?><playlist/>"),
        ("garbage.m3u", random.Random(5).randbytes(200_000)),
        ("short.m3u", b"\x81\x02\x9d\nx\x05\n\xff\x8d\nabc\n"),
        ("zeros.pls", b"[playlist]\nFile1=a\x00b.mp3\n"),
        ("page.m3u", "\n<!DOCTYPE html><html>\n<p>Not found</p>\n"),
        ("empty.m3u", ""),
        ("nothing.m3u", "#EXTM3U\n# nobody\njavascript:alert(1)\n"),
    ],
)
def test_dangerous_and_broken_lists_are_refused(
    tmp_path: Path, name: str, content: str | bytes
) -> None:
    with pytest.raises(InputError) as caught:
        read_playlist(written(tmp_path, name, content))
    assert caught.value.advice


def test_single_lines_of_garbage_are_passed_over(tmp_path: Path) -> None:
    text = "#EXTM3U\nhttp://one\n\x01\x02junk\nhttp://two\nhttp://three\x0bx\n"
    found = read_playlist(written(tmp_path, "x.m3u", text))
    assert [listed.uri for listed in found] == ["http://one", "http://two"]


def test_a_control_character_in_a_name_leaves_the_name(tmp_path: Path) -> None:
    text = '#EXTM3U\n#EXTINF:-1 tvg-chno="5",News\x07 at\x1b ten\nhttp://one\n#EXTGRP:Ne\x02ws\nhttp://two\n'
    one, two = read_playlist(written(tmp_path, "x.m3u", text))
    assert (one.uri, one.title, one.number) == ("http://one", "News at ten", 5)
    assert (two.uri, two.group) == ("http://two", "News")


def test_lists_that_are_not_there(tmp_path: Path) -> None:
    for path in (tmp_path / "nothing.m3u", tmp_path):
        with pytest.raises(InputError):
            read_playlist(path)


def test_a_huge_list_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "huge.m3u"
    with path.open("wb") as file:
        file.truncate(21_000_000)
    with pytest.raises(InputError, match="20 megabytes"):
        read_playlist(path)


@given(st.binary(max_size=300), st.sampled_from(["m3u", "pls", "xspf"]))
def test_any_bytes_give_a_list_or_a_clear_error(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, ending: str
) -> None:
    path = written(tmp_path_factory.mktemp("l"), f"x.{ending}", content)
    try:
        found = read_playlist(path)
    except InputError:
        return
    assert all(listed.uri and listed.title for listed in found)


# ---- channels ------------------------------------------------------------------------

NUMBERED = Channels(
    [
        Listed("http://a", "BBC One", 1),
        Listed("http://b", "BBC Two", 2),
        Listed("http://n", "City News 24", 24, "News"),
        Listed("http://x", "Extra"),
    ]
)
PLACED = Channels([Listed("http://a", "Alpha"), Listed("http://b", "Beta")])


@pytest.mark.parametrize(
    ("wanted", "titles"),
    [
        ("1", ["BBC One"]), ("channel 2", ["BBC Two"]), ("two", ["BBC Two"]),
        ("24", ["City News 24"]), ("3", []), ("bbc one", ["BBC One"]),
        ("bbc 1", ["BBC One"]), ("city news", ["City News 24"]),
        ("sity news", ["City News 24"]), ("the extra channel", ["Extra"]),
        ("bbc", ["BBC One", "BBC Two"]), ("opera", []), ("99999999999", []), ("", []),
    ],
)  # fmt: skip
def test_channels_by_number_and_name(wanted: str, titles: list[str]) -> None:
    assert [item.title for item in NUMBERED.find(wanted)] == titles


def test_without_numbers_the_place_counts() -> None:
    assert [item.title for item in PLACED.find("2")] == ["Beta"]
    assert [item.title for item in PLACED.first(9)] == ["Alpha", "Beta"]
    assert PLACED.has("alpha")
    assert not PLACED.has("gamma")


def test_the_channel_beside_the_one_that_plays() -> None:
    after = PLACED.beside("http://b", 1)
    assert after is not None
    assert after.title == "Alpha"
    assert PLACED.beside("http://unknown", 1) is None
