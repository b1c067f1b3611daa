"""Where the library is, as the settings say, and what is there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from lumen.core.clock import Clock
from lumen.core.events import LibrarySurveyed
from lumen.core.turn import NO_TURN
from lumen.media.library.library import LibraryPlaces
from lumen.media.library.survey import Survey
from lumen.storage.paths import expanded


@dataclass(frozen=True, slots=True)
class Shelving:
    """Makes `LibraryPlaces` of settings.

    Attributes:
        index: File of the index.
        own: The desktop's folders of music and videos.
    """

    index: Path
    own: tuple[Path, ...]

    def places(self, folders: Sequence[str], channel_list: str) -> LibraryPlaces:
        """The places to look at.

        Args:
            folders: As in the settings; none: the desktop's own.
            channel_list: As in the settings; empty: none.
        """
        chosen = tuple(Path(expanded(folder)) for folder in folders)
        channels = Path(expanded(channel_list)) if channel_list else None
        return LibraryPlaces(self.index, chosen or self.own, channels)


async def surveyed(
    survey: Survey, places: LibraryPlaces, clock: Clock, *, own: bool
) -> LibrarySurveyed:
    """Look what is at these places.

    Args:
        survey: Looks.
        places: Where.
        clock: Times the event.
        own: Whether they are the desktop's own folders.
    """
    channels = None
    if places.channels is not None:
        channels = await survey.channels(places.channels)
    folders = await survey.folders(places.folders)
    items, now = await survey.items(), clock.now()
    return LibrarySurveyed(NO_TURN, now, folders, own, channels, items)
