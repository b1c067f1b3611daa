"""What the settings say about folders and the channel list; without Qt."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from lumen.core.events import LibraryScanned
from lumen.core.media import MediaPlace, PlaceState
from lumen.ui.media_words import counted


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """What is said of a place.

    Attributes:
        text: What is there, and what to do next.
        wrong: Whether the person should do something about it.
    """

    text: str
    wrong: bool = False


LOOKING = PlaceWords("Looking …")

_WRONG = {
    PlaceState.EMPTY: "Empty{kept}. Put music or videos in, or plug in its disk.",
    PlaceState.MISSING: "Missing{kept}. Plug in its disk, or remove it from the list.",
    PlaceState.OF_ANOTHER_KIND: "This is a file. Add the folder it is in instead.",
    PlaceState.UNREADABLE: "Cannot be read{kept}. Change its permissions, or remove it"
    " from the list.",
    PlaceState.SILENT: "Does not answer{kept}. Its disk or server may be asleep: wait,"
    " or remove it from the list.",
}


class Looking(Enum):
    """When a folder is looked through."""

    NO = auto()
    """It was."""
    NOW = auto()
    LATER = auto()
    """Once it is saved."""
    NEVER = auto()
    """The person does not want it."""


_UNKNOWN = {
    Looking.NOW: "Being looked through …",
    Looking.LATER: "Looked through once it is saved",
    Looking.NEVER: "Not looked through, as you wish",
}


def folder_words(
    place: MediaPlace | None, looking: Looking, *, own: bool = False
) -> PlaceWords:
    """What is said of a folder.

    Args:
        place: What is known of it; None: nothing yet.
        looking: When it is looked through.
        own: Whether it is the desktop's own rather than chosen.
    """
    if place is None:
        return LOOKING
    known = counted(place.titles, "title") if place.titles else ""
    if place.state is not PlaceState.THERE:
        kept = f"; {known} known from before" if known else ""
        if own:
            return _own_words(place.state, kept)
        return PlaceWords(_WRONG[place.state].format(kept=kept), wrong=True)
    if known:
        return PlaceWords(known)
    if looking in _UNKNOWN:
        return PlaceWords(_UNKNOWN[looking])
    return PlaceWords("Nothing in it that can be played", wrong=not own)


def _own_words(state: PlaceState, kept: str) -> PlaceWords:
    """Nobody chose it: that there is nothing is no fault."""
    match state:
        case PlaceState.EMPTY | PlaceState.MISSING:
            what = "Empty" if state is PlaceState.EMPTY else "Not there"
            advice = "Put music or videos in, or add another folder."
            return PlaceWords(f"{what}{kept}. {advice}")
        case PlaceState.SILENT:
            return PlaceWords(
                f"Does not answer{kept}. Its disk may be asleep: wait.", True
            )
        case _:
            return PlaceWords(f"Cannot be read{kept}. Change its permissions.", True)


def channels_words(place: MediaPlace | None) -> PlaceWords:
    """What is said of the channel list; nothing without one."""
    if place is None:
        return PlaceWords("")
    match place.state:
        case PlaceState.THERE:
            return PlaceWords(counted(place.titles, "channel"))
        case PlaceState.MISSING:
            return PlaceWords(
                "Missing. Choose the file anew, or plug in its disk.", True
            )
        case PlaceState.OF_ANOTHER_KIND:
            return PlaceWords("This is no file. Choose an m3u file.", True)
        case PlaceState.SILENT:
            return PlaceWords(_WRONG[place.state].format(kept=""), True)
        case _:
            return PlaceWords(place.problem, True)


def library_words(items: int | None, scan: LibraryScanned | None) -> str:
    """What is known in all, and how far looking is."""
    known = "" if items is None else f"{counted(items, 'title')} known"
    if scan is None or scan.finished:
        return known
    far = (
        f"looking: {scan.files:,} of {scan.total:,} files"
        if scan.total
        else "looking …"
    )
    return f"{known}; {far}" if known else far.capitalize()
