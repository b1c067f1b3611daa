"""What each family of players gets wrong: the one table of exceptions.

Source: the first eight families were run on a private session bus with a sound card
that was recorded, in the versions that their rows name (Debian 12), and are run anew
by the slow integration tests. The others were never met: theirs is what their relatives
do.
"""

from __future__ import annotations

from dataclasses import dataclass

from lumen.core.media import Feature, PlayerId, PlayerState

_NONE: frozenset[Feature] = frozenset()


@dataclass(frozen=True, slots=True)
class Quirks:
    """What is peculiar to a family of players.

    Attributes:
        names: How its bus name begins, in lower case, without MPRIS's own part.
        title: Its name for people; empty: the one it gives itself.
        aliases: What people call it, besides its name.
        lies: What it claims, or seems, to be able to do but is not.
        offset_seek: Whether `Seek` is better than `SetPosition`, which many ignore
            when the track id does not match.
        step: Positions are multiples of it, in seconds; 0: exact.
        stream_volume: Whether its own volume is no good, so that the volume of its
            stream on the sound server is used.
        loudest: The highest volume that it takes.
        doubted_shuffle: Whether it may say that shuffle is on whatever it is set to:
            it can shuffle only if it has ever said "off".
        stays_stopped: Whether it may say that it is stopped while it plays.
        no_track: The track id by which it says that nothing is loaded, besides MPRIS's
            own.
        names_page: Whether it names the address of the page instead of what is played
            there, so that all tracks have the same.
        blinks: Whether it says for some milliseconds that it is paused when it was
            sought or goes to another track.
        throttled: Seconds for which it may stand still between two tracks.
    """

    names: tuple[str, ...] = ()
    title: str = ""
    aliases: tuple[str, ...] = ()
    lies: frozenset[Feature] = _NONE
    offset_seek: bool = True
    step: float = 0.0
    stream_volume: bool = False
    loudest: float = 1.0
    doubted_shuffle: bool = False
    stays_stopped: bool = False
    no_track: str = ""
    names_page: bool = False
    blinks: bool = False
    throttled: float = 0.0


_BROWSER = (
    "browser", "web browser", "web", "internet", "internet browser", "youtube",
    "netflix", "hulu", "disney plus", "prime video", "twitch", "vimeo", "crunchyroll",
    "soundcloud", "bandcamp",
)  # fmt: skip
"""A browser, or what is watched and heard in one."""
_MUSIC = ("music player", "music app", "music", "jukebox")
_VIDEO = ("video player", "movie player", "film player", "video", "movie", "film")

# fmt: off
_OTHER_MUSIC = (
    "lollypop", "elisa", "amarok", "clementine", "quodlibet", "deadbeef", "cmus", "mpd",
    "cantata", "gnomemusic", "io.bassi.amberol", "tauon",
)
_OTHER_VIDEO = (
    "totem", "org.gnome.totem", "haruna", "smplayer", "dragonplayer", "kodi", "parole",
    "showtime", "clapper",
)
# fmt: on

_CHROMIUM_LIES = frozenset(
    {
        Feature.SPEED,  # answers, and does nothing
        Feature.RAISE,
        Feature.OPEN,
        Feature.SHUFFLE,  # errors
        Feature.REPEAT,
    }
)

DEFAULT = Quirks()
"""Of a player that nobody has met."""


def _firefox(names: tuple[str, ...], title: str = "") -> Quirks:
    return Quirks(
        names,
        title,
        ("mozilla", "mozilla firefox", *_BROWSER),
        lies=frozenset({Feature.SPEED}),  # the rate errors
        offset_seek=False,  # its place is told in whole seconds
        step=1.0,
        names_page=True,
        blinks=True,
    )


TABLE: tuple[Quirks, ...] = (
    Quirks(  # 0.35.1 with mpv-mpris 0.7.1
        ("mpv",),
        "mpv",
        ("m p v", "em pee vee", *_VIDEO),
        loudest=1.3,
        doubted_shuffle=True,  # mpv-mpris 0.7; later ones can
        stays_stopped=True,  # mpv-mpris 0.7, once it had nothing to play
        no_track="/noplaylist",  # and it "plays" then, once it was told to
    ),
    Quirks(  # 3.0.24; each track begins as loud as the sound server has it
        ("vlc",),
        "VLC",
        ("v l c", "vee el see", "video lan", "videolan", *_VIDEO),
        throttled=2.0,  # twice as long for each that is left at once: .1 to 3.2 s
    ),
    Quirks(  # 4.2; shows a seek after 0.2 s
        ("audacious",),
        "Audacious",
        _MUSIC,
        lies=frozenset(
            {Feature.SPEED, Feature.SHUFFLE, Feature.REPEAT, Feature.OPEN}
        ),  # has none of these
    ),
    Quirks(  # 1.0.14
        ("strawberry",),
        "Strawberry",
        _MUSIC,
        lies=frozenset({Feature.SPEED}),  # takes the rate and ignores it
        offset_seek=False,  # it adds an offset to whole seconds
    ),
    Quirks(  # 3.4.6; takes "repeat this one" and ignores it; see `verbs_playing` for
        # what it does at the end of its list
        ("rhythmbox",),
        "Rhythmbox",
        ("rhythm box", *_MUSIC),
        lies=frozenset({Feature.SPEED}),  # the rate errors
        offset_seek=False,  # an offset to whole seconds misses
        step=1.0,
    ),
    Quirks(  # 0.20
        ("io.github.celluloid_player.celluloid", "celluloid", "io.github.gnomempv"),
        "Celluloid",
        _VIDEO,
        lies=frozenset({Feature.SHUFFLE}),  # shows it once it was set, plays in order
        loudest=1.3,
        blinks=True,
    ),
    Quirks(  # 156
        ("chromium",),
        "Chromium",
        ("chrome", *_BROWSER),
        lies=_CHROMIUM_LIES,
        stream_volume=True,
    ),
    Quirks(
        ("chrome", "google-chrome"),
        "Chrome",
        ("google chrome", "google", "chromium", *_BROWSER),
        lies=_CHROMIUM_LIES,
        stream_volume=True,
    ),
    Quirks(
        ("brave",),
        "Brave",
        ("brave browser", *_BROWSER),
        lies=_CHROMIUM_LIES,
        stream_volume=True,
    ),
    Quirks(
        ("edge", "microsoft-edge", "msedge", "vivaldi", "opera"),
        "",
        _BROWSER,
        lies=_CHROMIUM_LIES,
        stream_volume=True,
    ),
    _firefox(("firefox",), "Firefox"),  # 153.8 esr
    _firefox(("librewolf", "waterfox", "floorp", "zen")),
    Quirks(
        ("plasma-browser-integration",),
        "",
        _BROWSER,
        lies=frozenset({Feature.OPEN}),
        names_page=True,
    ),
    Quirks(("spotify", "spotifyd", "spot"), "Spotify", _MUSIC),
    Quirks(
        names=_OTHER_MUSIC,
        aliases=_MUSIC,
    ),
    Quirks(
        names=_OTHER_VIDEO,
        aliases=_VIDEO,
    ),
)

TITLES = frozenset(quirks.title.casefold() for quirks in TABLE if quirks.title)
"""Names by which people know the players, in lower case."""


def quirks_of(player: PlayerId | str) -> Quirks:
    """The entry of a player, found by its id or by its bus name after MPRIS's part."""
    name = player.lower()
    for quirks in TABLE:
        for begin in quirks.names:
            if name == begin or name.startswith((begin + ":", begin + ".")):
                return quirks
    return DEFAULT


def names_of(state: PlayerState) -> tuple[str, ...]:
    """What people call a player, besides `PlayerState.name`; in lower case."""
    quirks = quirks_of(state.player)
    family = state.player.partition(":")[0].partition(".instance")[0].lower()
    return tuple(dict.fromkeys((family, *quirks.aliases)))
