"""The menu of the companion on the desktop."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QMenu

from lumen.ui.overlay_place import Corner

SIZES = (("Small", 180), ("Medium", 320), ("Large", 480), ("Huge", 720))
"""Names and heights in device-independent pixels."""


@dataclass(frozen=True, slots=True)
class OverlayDeeds:
    """What a person can want of the companion besides moving it.

    Attributes:
        talk: Begin to listen.
        release: The person has said it all.
        stop: Be quiet.
        want_privacy: Neither listen nor look, or do so again.
        open_window: Bring Lumen's window to the front.
        pass_clicks: Let clicks pass through, or take them again.
        show_captions: With a speech bubble, or without.
        keep_height: Keep a height for the next start, in device-independent pixels.
        use_xwayland: Start Lumen anew, so that it can be placed and kept on top.
        hide: Leave the desktop.
        quit: End Lumen.
    """

    talk: Callable[[], object]
    release: Callable[[], object]
    stop: Callable[[], object]
    want_privacy: Callable[[bool], object]
    open_window: Callable[[], object]
    pass_clicks: Callable[[bool], object]
    show_captions: Callable[[bool], object]
    keep_height: Callable[[int], object]
    use_xwayland: Callable[[], object]
    hide: Callable[[], object]
    quit: Callable[[], object]


@dataclass(frozen=True, slots=True)
class MenuState:
    """How things are when the menu opens.

    Attributes:
        listening: Whether Lumen listens.
        private: Whether the person wants privacy.
        height: Of the companion, in device-independent pixels.
        passing: Whether clicks pass through.
        captions: Whether there is a speech bubble.
        placeable: Whether it can be put into a corner.
        movable_to_x: Whether it could be, were Lumen started through XWayland.
    """

    listening: bool
    private: bool
    height: int
    passing: bool
    captions: bool
    placeable: bool
    movable_to_x: bool = False


def fill_menu(
    menu: QMenu,
    state: MenuState,
    deeds: OverlayDeeds,
    resize: Callable[[int], object],
    stand: Callable[[Corner], object],
) -> None:
    """Fill an empty menu.

    Args:
        menu: The menu.
        state: What is checked.
        deeds: What entries do.
        resize: Take a height.
        stand: Go to a corner.
    """
    if state.passing:
        _entry(menu, "Take &clicks again", lambda: deeds.pass_clicks(False))
        menu.addSeparator()
    if state.listening:
        _entry(menu, "&That was all", deeds.release)
    else:
        _entry(menu, "&Talk", deeds.talk)
    _entry(menu, "&Stop speaking", deeds.stop)
    _switch(menu, "&Privacy: do not listen", state.private, deeds.want_privacy)
    menu.addSeparator()
    _entry(menu, "&Open Lumen's window", deeds.open_window)
    if not state.passing:
        _entry(menu, "Let &clicks pass through", lambda: deeds.pass_clicks(True))
    _switch(menu, "Speech &bubble", state.captions, deeds.show_captions)
    sizes = menu.addMenu("Si&ze")
    for name, height in SIZES:
        action = sizes.addAction(f"&{name}")
        action.setCheckable(True)
        action.setChecked(height == state.height)
        action.triggered.connect(lambda _checked=False, to=height: resize(to))
    if state.placeable:
        corners = menu.addMenu("Co&rner")
        for corner in Corner:
            action = corners.addAction(corner.value)
            action.triggered.connect(lambda _checked=False, to=corner: stand(to))
    if state.movable_to_x:
        _entry(menu, "Restart through &XWayland", deeds.use_xwayland)
    menu.addSeparator()
    _entry(menu, "&Hide", deeds.hide)
    _entry(menu, "&Quit Lumen", deeds.quit)


def _entry(menu: QMenu, text: str, call: Callable[[], object]) -> None:
    menu.addAction(text).triggered.connect(lambda _checked=False: call())


def _switch(
    menu: QMenu, text: str, checked: bool, call: Callable[[bool], object]
) -> None:
    action = menu.addAction(text)
    action.setCheckable(True)
    action.setChecked(checked)
    action.triggered.connect(lambda on=False: call(on))
