"""Where the library is, as the settings say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from lumen.media.library.library import LibraryPlaces
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
