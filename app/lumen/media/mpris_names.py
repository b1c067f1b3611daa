"""What MPRIS is called on the session bus, and which names there are players."""

from __future__ import annotations

from lumen.media.quirks import DEFAULT, quirks_of

ROOT = "org.mpris.MediaPlayer2"
PLAYER = "org.mpris.MediaPlayer2.Player"
OBJECT = "/org/mpris/MediaPlayer2"

_PREFIX = ROOT + "."
_PROXIES = frozenset({"playerctld"})
"""Names that stand for another player."""


def own_part(name: str) -> str:
    """A player's bus name after MPRIS's part, such as ``vlc``."""
    return name.removeprefix(_PREFIX)


def is_player(name: str) -> bool:
    """Whether a bus name is that of a player, rather than of a stand-in."""
    if not name.startswith(_PREFIX):
        return False
    return own_part(name).partition(".")[0] not in _PROXIES


def strangers_last(name: str) -> tuple[bool, str]:
    """Sorts bus names so that none of a stranger stands before a known player."""
    return quirks_of(own_part(name)) is DEFAULT, name
