"""Whatever a player says, a valid state comes out."""

from __future__ import annotations

import math
import random
from typing import Any

import pytest
from dbus_fast import Variant
from hypothesis import given
from hypothesis import strategies as st

from lumen.core.media import (
    NO_TRACK,
    Feature,
    PlaybackStatus,
    PlayerId,
    PlayerState,
    RepeatMode,
)
from lumen.core.units import Seconds
from lumen.media.mpris_values import (
    as_dict,
    number,
    parse_state,
    parse_track,
    plain,
    schemes,
)
from lumen.media.quirks import DEFAULT, TABLE, Quirks, quirks_of

ROOT: dict[str, Any] = {
    "Identity": "Some Player",
    "CanRaise": True,
    "SupportedUriSchemes": ["http", "HTTPS"],
}
GOOD: dict[str, Any] = {
    "PlaybackStatus": "Playing",
    "Metadata": {
        "mpris:trackid": "/org/track/1",
        "mpris:length": 120_000_000,
        "mpris:artUrl": "file:///tmp/cover.png",
        "xesam:title": "Title",
        "xesam:artist": ["One", "Two"],
        "xesam:album": "Album",
        "xesam:genre": ["Jazz"],
        "xesam:url": "file:///music/x.ogg",
    },
    "Position": 30_000_000,
    "Rate": 1.5,
    "MinimumRate": 0.5,
    "MaximumRate": 2.0,
    "Volume": 0.4,
    "Shuffle": True,
    "LoopStatus": "Playlist",
    "CanPlay": True,
    "CanPause": True,
    "CanGoNext": True,
    "CanGoPrevious": True,
    "CanSeek": True,
    "CanControl": True,
}


def parse(quirks: Quirks = DEFAULT, root: Any = None, **changed: Any) -> PlayerState:
    properties = GOOD | changed
    gone = [key for key, value in properties.items() if value is ...]
    for key in gone:
        del properties[key]
    return parse_state(
        PlayerId("some:1.7"),
        quirks,
        ROOT if root is None else root,
        properties,
        Seconds(5),
    )


def test_a_well_made_player() -> None:
    state = parse()
    assert state.name == "Some Player"
    assert state.status is PlaybackStatus.PLAYING
    assert state.track.title == "Title"
    assert state.track.artists == ("One", "Two")
    assert state.track.length == 120
    assert state.track.art == "file:///tmp/cover.png"
    assert (state.position, state.at, state.speed) == (30, 5, 1.5)
    assert (state.speeds, state.volume) == ((0.5, 2.0), 0.4)
    assert (state.shuffle, state.repeat) == (True, RepeatMode.ALL)
    assert state.features == frozenset(Feature)


@pytest.mark.parametrize(
    ("name", "values", "attribute", "wanted"),
    [
        ("PlaybackStatus", ["?", 1, None, ..., []], "status", PlaybackStatus.STOPPED),
        (
            "Position",
            [math.nan, "x", None, ..., -(10**9), 10**30, True],
            "position",
            None,
        ),
        ("Position", [-20_000, 0], "position", 0),
        ("Position", [500_000_000], "position", 120),
        ("Rate", [0.0, -1.0, math.nan, math.inf, "2", 1e9], "speed", 1.0),
        ("MinimumRate", [math.nan, "x", 1.5, ...], "speeds", (1.0, 1.0)),
        ("MaximumRate", [math.inf, 0.5, -1, None], "speeds", (1.0, 1.0)),
        ("MaximumRate", [1e9], "speeds", (0.5, 100.0)),
        ("MinimumRate", [-3.0], "speeds", (0.01, 2.0)),
        ("Volume", [math.nan, "loud", ..., None, True], "volume", None),
        ("Volume", [-1.0, 0], "volume", 0),
        ("Volume", [1e300, 10**400], "volume", None),
        ("Shuffle", ["yes", 1, ..., None], "shuffle", None),
        ("LoopStatus", ["Loop", 1, ..., None, {}], "repeat", None),
    ],
)
def test_bad_values(name: str, values: list[Any], attribute: str, wanted: Any) -> None:
    for value in values:
        found = getattr(parse(**{name: value}), attribute)
        if (name, value) == ("Volume", 1e300):
            assert found == 2  # cut
        else:
            assert found == wanted, value


@pytest.mark.parametrize(
    ("changed", "missing"),
    [
        ({"CanSeek": False}, {Feature.SEEK}),
        ({"CanSeek": "yes"}, {Feature.SEEK}),
        ({"Position": ...}, {Feature.SEEK}),
        ({"CanGoNext": ...}, {Feature.NEXT}),
        ({"Volume": ...}, {Feature.VOLUME}),
        ({"Rate": ...}, {Feature.SPEED}),
        ({"MinimumRate": 1.0, "MaximumRate": 1.0}, {Feature.SPEED}),
        ({"Shuffle": ...}, {Feature.SHUFFLE}),
        ({"LoopStatus": ...}, {Feature.REPEAT}),
        ({"CanControl": False}, frozenset(Feature) - {Feature.RAISE}),
        ({"CanControl": ...}, set()),
    ],
)
def test_features(changed: dict[str, Any], missing: set[Feature]) -> None:
    assert parse(**changed).features == frozenset(Feature) - missing


def test_features_of_the_root() -> None:
    assert Feature.OPEN not in parse(root={"SupportedUriSchemes": []}).features
    assert Feature.RAISE not in parse(root={"CanRaise": 1}).features
    assert parse(root={}).name == "some"
    assert parse(root={"Identity": ["x"]}).name == "some"
    assert schemes({"SupportedUriSchemes": ["HTTP", 5]}) == {"http", "file"}
    assert schemes({"SupportedUriSchemes": "http"}) == frozenset()


def test_what_lies_is_left_out() -> None:
    chromium = quirks_of("chromium.instance42:1.5")
    state = parse(chromium)
    assert state.volume is None  # no stream was found
    assert not state.features & {Feature.SPEED, Feature.OPEN, Feature.VOLUME}
    assert (state.speeds, state.shuffle, state.repeat) == ((1.0, 1.0), None, None)
    assert state.name == "Chromium"
    heard = parse_state(PlayerId("chromium:1.5"), chromium, ROOT, GOOD, Seconds(0), 0.7)
    assert heard.volume == 0.7
    assert Feature.VOLUME in heard.features


def test_a_doubted_shuffle_is_left_out() -> None:
    assert Feature.SHUFFLE not in parse(quirks_of("mpv")).features


@pytest.mark.parametrize(
    ("player", "track"),
    [
        ("mpv", "/noplaylist"),
        ("some", "/org/mpris/MediaPlayer2/TrackList/NoTrack"),
    ],
)
@pytest.mark.parametrize("claim", ["Playing", "Paused", "Stopped"])
def test_what_has_nothing_loaded_neither_plays_nor_can_be_paused(
    player: str, track: str, claim: str
) -> None:
    nothing = {"mpris:trackid": track}
    state = parse(quirks_of(player), Metadata=nothing, PlaybackStatus=claim)
    assert state.status is PlaybackStatus.STOPPED
    assert state.track == NO_TRACK
    assert not state.features & {Feature.PAUSE, Feature.SEEK}
    assert Feature.PLAY in state.features


def test_a_track_with_a_name_is_loaded_whatever_its_id() -> None:
    named = {"mpris:trackid": "/noplaylist", "xesam:title": "Title"}
    state = parse(quirks_of("mpv"), Metadata=named)
    assert state.status is PlaybackStatus.PLAYING
    assert state.track.title == "Title"


def test_tracks() -> None:
    assert parse_track({}).title == ""
    track = parse_track(
        {
            "mpris:trackid": "no path",
            "mpris:length": -5,
            "mpris:artUrl": "data:image/png;base64,AAAA",
            "xesam:title": "",
            "xesam:url": "file:///music/My%20Song.ogg",
            "xesam:artist": "alone",
            "xesam:albumArtist": ["unused"],
            "xesam:genre": 7,
        }
    )
    assert (track.id, track.length, track.art, track.genres) == ("", None, "", ())
    assert (track.title, track.artists) == ("My Song", ("alone",))
    assert parse_track({"xesam:albumArtist": ["X"]}).artists == ("X",)
    assert parse_track({"mpris:trackid": "/" + "a" * 1_000}).id == ""
    assert parse_track({"xesam:title": "<|im_end|>" + "T" * 10_000}).title[:2] == "TT"


def test_what_is_nested_without_end_is_cut() -> None:
    value: Any = 1
    for _ in range(500):
        value = [value]
    assert plain(value) is not None
    assert plain(Variant("v", Variant("s", "x"))) == "x"
    assert plain({"a": Variant("as", ["b"])}) == {"a": ["b"]}
    assert as_dict([1]) == {}
    assert as_dict({1: 2, "a": 3}) == {"a": 3}
    assert number(10**400) is None


def hostile(chance: random.Random, depth: int = 0) -> Any:
    """Any value that D-Bus can carry, and many that it cannot."""
    kinds: list[Any] = [
        lambda: chance.choice([0, 1, -1, 2**63, -(2**63), 10**400, True, False]),
        lambda: chance.choice([math.nan, math.inf, -math.inf, 1e308, -0.0, 5e-324]),
        lambda: chance.uniform(-1e12, 1e12),
        lambda: "".join(
            chr(chance.choice(_RANGES)()) for _ in range(chance.randrange(40))
        ),
        lambda: chance.choice(_TEXTS) * chance.choice([1, 1, 1, 1, 3, 3, 500]),
        lambda: bytes(chance.randrange(256) for _ in range(8)),
        lambda: None,
        lambda: Variant("v", Variant("d", math.nan)),
        object,
    ]
    if depth < 4:
        kinds += [
            lambda: [hostile(chance, depth + 1) for _ in range(chance.randrange(5))],
            lambda: {
                chance.choice([*GOOD["Metadata"], "x", 5]): hostile(chance, depth + 1)
                for _ in range(chance.randrange(5))
            },
            lambda: Variant("s", chance.choice(_TEXTS)),
        ]
    return chance.choice(kinds)()


_CHANCE = random.Random(7)
_RANGES = [
    lambda: _CHANCE.randrange(0x20),
    lambda: _CHANCE.randrange(0x20, 0x7F),
    lambda: _CHANCE.randrange(0x200B, 0x2070),
    lambda: _CHANCE.randrange(0xD800, 0xE000),
    lambda: _CHANCE.randrange(0xE0000, 0xE0080),
    lambda: _CHANCE.randrange(0x110000),
]
_TEXTS = [
    "Playing", "Track", "/", "//", "/a/../b", "file:///", "file://host/x", "http://[",
    "javascript:x", "<|im_start|>system", "[INST]", "{{x}}", "</s>", "\u202e", "e\u0301",
    "\x00", "%00", "ﷺ", "👩\u200d👩", "../../etc/passwd", "$(reboot)", "'; drop",
]  # fmt: skip


def test_ten_thousand_hostile_players() -> None:
    chance = random.Random(3)
    names = [*GOOD, "Metadata"]
    for _ in range(10_000):
        properties = {
            name: hostile(chance) if chance.random() < 0.6 else GOOD[name]
            for name in chance.sample(names, chance.randrange(len(names)))
        }
        metadata = {key: hostile(chance) for key in GOOD["Metadata"]}
        if chance.random() < 0.8:
            properties["Metadata"] = metadata
        root = {key: hostile(chance) for key in ROOT}
        quirks = chance.choice([DEFAULT, *TABLE])
        state = parse_state(
            PlayerId("x:1.1"),
            quirks,
            as_dict(plain(root)),
            as_dict(plain(properties)),
            Seconds(1),
        )
        check(state)


@given(
    st.dictionaries(
        st.sampled_from([*GOOD, "Metadata"]),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
            lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
            max_leaves=8,
        ),
    )
)
def test_any_properties(properties: dict[str, Any]) -> None:
    check(
        parse_state(
            PlayerId("x:1.1"), DEFAULT, {}, as_dict(plain(properties)), Seconds(1)
        )
    )


def check(state: PlayerState) -> None:
    """A state that nothing can stumble over."""
    track = state.track
    texts = (state.name, track.title, track.album, *track.artists, *track.genres)
    assert all(len(text) <= 120 and text.isprintable() for text in texts)
    assert state.name
    assert len(track.artists) <= 8
    assert track.length is None or 0 < track.length < 1e9
    assert state.position is None or 0 <= state.position < 1e9
    assert state.volume is None or 0 <= state.volume <= 2
    assert 0.01 <= state.speeds[0] <= 1 <= state.speeds[1] <= 100
    assert 0.01 <= state.speed <= 100
    assert isinstance(state.shuffle, bool | None)
    assert state.repeat is None or state.repeat in RepeatMode
    later = state.position_at(Seconds(1e6))
    assert later is None or later >= 0


def test_what_plays_at_no_speed_at_all_is_paused() -> None:
    assert parse(Rate=0.0).status is PlaybackStatus.PAUSED
    assert parse(Rate=-1.0).status is PlaybackStatus.PLAYING
    assert parse(Rate=0.0, PlaybackStatus="Stopped").status is PlaybackStatus.STOPPED


def test_what_is_long_without_end_is_cut() -> None:
    assert len(plain({"a": ["x" * 10_000_000]})["a"][0]) == 8_192
    assert len(plain(dict.fromkeys(map(str, range(1_000)), 1))) == 200


def test_the_address_of_a_page_is_not_that_of_a_track() -> None:
    assert parse(quirks_of("vlc")).track.url == "file:///music/x.ogg"
    assert parse(quirks_of("firefox.instance_1_1")).track.url == ""
    assert parse(quirks_of("firefox.instance_1_1")).track.title == "Title"
