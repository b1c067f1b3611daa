"""The table of exceptions, and how its entries are found."""

from __future__ import annotations

import pytest

from lumen.core.media import Feature, PlayerId, PlayerState
from lumen.media.quirks import DEFAULT, TABLE, names_of, quirks_of


@pytest.mark.parametrize(
    ("player", "title"),
    [
        ("mpv:1.5", "mpv"),
        ("mpv.instance4242:1.5", "mpv"),
        ("vlc", "VLC"),
        ("VLC.instance7", "VLC"),
        ("audacious:1.5", "Audacious"),
        ("strawberry:1.5", "Strawberry"),
        ("rhythmbox:1.5", "Rhythmbox"),
        ("io.github.celluloid_player.Celluloid:1.2", "Celluloid"),
        ("chromium.instance17:1.2", "Chromium"),
        ("chrome.instance17:1.2", "Chrome"),
        ("brave.instance17:1.2", "Brave"),
        ("spotify:1.2", "Spotify"),
    ],
)
def test_entries_are_found(player: str, title: str) -> None:
    assert quirks_of(player).title == title


@pytest.mark.parametrize("player", ["mpvish:1.5", "vl:1.5", "unheard_of", "", "mp"])
def test_others_have_none(player: str) -> None:
    assert quirks_of(player) is DEFAULT


def test_no_name_is_in_two_entries() -> None:
    names = [name for quirks in TABLE for name in quirks.names]
    assert len(names) == len(set(names))
    assert all(name == name.lower() for name in names)


@pytest.mark.parametrize(
    ("player", "spoken"),
    [
        ("firefox.instance_1_84:1.5", "browser"),
        ("firefox.instance_1_84:1.5", "firefox"),
        ("chromium.instance17:1.5", "web browser"),
        ("vlc:1.5", "vlc"),
        ("vlc:1.5", "video player"),
        ("rhythmbox:1.5", "music player"),
        ("someplayer:1.5", "someplayer"),
    ],
)
def test_players_are_called_many_names(player: str, spoken: str) -> None:
    assert spoken in names_of(PlayerState(PlayerId(player), "Its name"))


def test_browsers_have_no_volume_of_their_own() -> None:
    for browser in ("chromium", "chrome", "brave", "vivaldi", "msedge"):
        quirks = quirks_of(browser)
        assert quirks.stream_volume
        assert {Feature.SPEED, Feature.OPEN, Feature.RAISE} <= quirks.lies


@pytest.mark.parametrize(
    ("player", "title"), [("firefox.instance_1_1:1.5", "Firefox"), ("librewolf", "")]
)
def test_browsers_of_one_family_keep_their_own_names(player: str, title: str) -> None:
    assert quirks_of(player).title == title
    assert quirks_of(player).names_page
