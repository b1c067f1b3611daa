"""Keys that count in every program: who wants which, and how that is noticed.

Each key is a `Hotkey` like the one in the window. One watcher notices all of them,
since portals let a program name its keys only once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QObject, QTimer

from lumen.ui.hotkey_names import may_be_taken


@dataclass(frozen=True, slots=True)
class WantedKey:
    """A key that somebody wants to be told of.

    Attributes:
        name: Identifies the wish; kept by desktops, so it never changes.
        title: What the key does, for a desktop's list of shortcuts.
        key: As Qt writes it, such as ``Ctrl+Alt+J``.
        optional: One way among others: where a desktop knows no such keys at all, that
            is not worth a word.
    """

    name: str
    title: str
    key: str
    optional: bool = False


@dataclass(frozen=True, slots=True)
class KeyNews:
    """Where a watcher tells; all are called on the UI thread.

    Attributes:
        pressed: The key of a wish went down, named by the wish.
        released: It went up again.
        refused: It cannot be had: the wish, and why and what to do in words; empty:
            nothing needs to be said.
        granted: It can be had, as far as the desktop says so.
    """

    pressed: Callable[[str], None]
    released: Callable[[str], None]
    refused: Callable[[str, str], None]
    granted: Callable[[str], None] = lambda _name: None


class KeyWatch(Protocol):
    """Notices keys wherever the person is; nothing here blocks."""

    def bind(self, keys: Sequence[WantedKey]) -> None:
        """Notice these from now on, and no others."""
        ...

    def close(self) -> None:
        """Notice nothing any more; returns when its thread has ended."""
        ...


class NoKeyWatch:
    """Where no way is known to notice keys of other programs.

    Args:
        news: Is told that each key is refused.
    """

    def __init__(self, news: KeyNews) -> None:
        self._news = news

    def bind(self, keys: Sequence[WantedKey]) -> None:
        """See `KeyWatch.bind`."""
        for wanted in keys:
            self._news.refused(wanted.name, refusal_of_the_desktop(wanted))

    def close(self) -> None:
        """See `KeyWatch.close`."""


def refusal_of_the_desktop(wanted: WantedKey) -> str:
    """What to say where a desktop knows no keys for every program."""
    if wanted.optional:
        return ""
    return (
        f"This desktop lets no program have {wanted.key} everywhere; it counts in "
        "Lumen's window only."
    )


class GlobalKeys(QObject):
    """All keys that count in every program; belongs to Lumen's window.

    Args:
        parent: Owner.
        make_watch: Makes the watcher, when the first key is wanted.
        say: Tells the person something, in a line.
    """

    def __init__(
        self,
        parent: QObject,
        make_watch: Callable[[KeyNews], KeyWatch],
        say: Callable[[str], None],
    ) -> None:
        super().__init__(parent)
        self._make_watch = make_watch
        self._say = say
        self._watch: KeyWatch | None = None
        self._keys: list[GlobalHotkey] = []
        self._bound: tuple[WantedKey, ...] = ()
        self._said: dict[str, str] = {}
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._bind)

    def key(self, name: str, title: str, *, optional: bool = False) -> GlobalHotkey:
        """A key that is not noticed yet; see `WantedKey`."""
        key = GlobalHotkey(self, name, title, optional=optional)
        self._keys.append(key)
        return key

    def changed(self) -> None:
        """One of the keys is another now."""
        self._soon.start()

    def close(self) -> None:
        """Notice nothing any more."""
        self._soon.stop()
        for key in self._keys:
            key.let_go()
        if self._watch is not None:
            self._watch.close()
            self._watch = None

    def _bind(self) -> None:
        wishes = [wish for key in self._keys if (wish := key.wish()) is not None]
        sound = tuple(wish for wish in wishes if may_be_taken(wish.key))
        if sound != self._bound:
            self._bound = sound
            for key in self._keys:
                key.refused = False
            self._watch_for(sound)
        for wish in wishes:
            if wish not in sound:
                self._on_refused(
                    wish.name,
                    f"{wish.key} writes in other programs, so it cannot be a key for "
                    "all of them; choose an F key, or one with Ctrl, Alt or Meta.",
                )

    def _watch_for(self, keys: Sequence[WantedKey]) -> None:
        if self._watch is None:
            news = KeyNews(
                *(self._on_pressed, self._on_released, self._on_refused),
                self._on_granted,
            )
            self._watch = self._make_watch(news)
        self._watch.bind(keys)

    def _find(self, name: str) -> GlobalHotkey | None:
        return next((key for key in self._keys if key.name == name), None)

    def _on_pressed(self, name: str) -> None:
        if (key := self._find(name)) is not None:
            key.press()

    def _on_released(self, name: str) -> None:
        if (key := self._find(name)) is not None:
            key.let_go()

    def _on_granted(self, name: str) -> None:
        """It may have been refused before: then the next refusal is news again."""
        self._said.pop(name, None)
        if (key := self._find(name)) is not None:
            key.refused = False

    def _on_refused(self, name: str, why: str) -> None:
        """Tell it once, until it is another reason."""
        if (key := self._find(name)) is not None:
            key.let_go()  # nobody tells any more when it is up
            key.refused = True
        if why and self._said.get(name) != why:
            self._said[name] = why
            self._say(why)


class GlobalHotkey:
    """One key that counts in every program; see `Hotkey`.

    Args:
        keys: Where it belongs.
        name: See `WantedKey`.
        title: Likewise.
        optional: Likewise.

    Attributes:
        refused: Whether it cannot be had, as far as is known.
    """

    def __init__(
        self, keys: GlobalKeys, name: str, title: str, *, optional: bool = False
    ) -> None:
        self.name = name
        self.refused = False
        self._optional = optional
        self._keys = keys
        self._title = title
        self._key = ""
        self._down = False
        self._calls: tuple[Callable[[], None], Callable[[], None]] | None = None

    def start(self, pressed: Callable[[], None], released: Callable[[], None]) -> None:
        """See `Hotkey.start`."""
        self._calls = pressed, released
        self._keys.changed()

    def set_key(self, name: str) -> None:
        """See `Hotkey.set_key`; empty: none."""
        if name != self._key:
            self.let_go()
            self._key = name
            self._keys.changed()

    def stop(self) -> None:
        """See `Hotkey.stop`."""
        self.let_go()
        self._calls = None
        self._keys.changed()

    def wish(self) -> WantedKey | None:
        """What is wanted now."""
        if self._calls is None or not self._key:
            return None
        return WantedKey(self.name, self._title, self._key, self._optional)

    @property
    def works(self) -> str:
        """The key as Qt writes it, when it is noticed; else empty."""
        return "" if self.refused or self.wish() is None else self._key

    def press(self) -> None:
        """The key went down."""
        if self._calls is not None and not self._down:
            self._down = True
            self._calls[0]()

    def let_go(self) -> None:
        """The key is up, or nobody can tell any more."""
        if self._down and self._calls is not None:
            self._down = False
            self._calls[1]()
