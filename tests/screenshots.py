"""Takes the pictures of README, and on request every look of the window.

python tests/screenshots.py                 the pictures of README
python tests/screenshots.py --all FOLDER    themes x scales x widths x texts x dialogs
python tests/screenshots.py --media FOLDER  players, lists and timers alone
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QApplication, QWidget

    from lumen.ui.theme import Theme
    from lumen.ui.window import MainWindow

README = HERE.parent / "assets" / "screenshots"

RECIPE = """A **pumpkin dal** would be lovely on a cold evening. Roughly like this:

1. Fry an onion with cumin and ginger.
2. Add the lentils, the pumpkin in cubes, and a litre of broth.
3. Let it simmer for 25 minutes, then stir in some lemon.

Would you like it hot or mild?"""
SUM = """Then take half a chilli. 350 grams are `12.3 ounces`, a bit more than three \
quarters of a pound."""
TALK = (
    ("user", "Good evening! What can I cook with lentils and half a pumpkin?"),
    ("companion", RECIPE),
    ("user", "Rather mild, please. And what is 350 grams in ounces?"),
    ("companion", SUM),
)
LONG = (
    ("user", "Please explain " + "Donaudampfschifffahrtsgesellschaft" * 4),
    (
        "companion",
        "# A long answer\n\n"
        + "This paragraph goes on for quite a while, to see how lines wrap. " * 6
        + "\n\n- one point\n- another point, with `inline code`\n  - nested\n\n"
        "> A quotation stands apart.\n\n"
        "```python\nfor number in range(3):\n    print('a line of code that is wide enough to wrap', number)\n```\n\n"
        "| City | Rain |\n|---|---|\n| Bergen | 2,495 mm |\n| Lisbon | 691 mm |\n\n"
        "See [the atlas](https://example.org/atlas) or ![a picture](http://x/y.png) "
        "<script>alert(1)</script>.",
    ),
    ("user", "Thank you 😀 that was 素晴らしい"),
)
RTL = (
    ("user", "שלום, מה השעה?"),
    ("companion", "השעה עכשיו **שבע וחצי** בערב. Lumen מדבר גם אנגלית.\n\n- אחת\n- שתיים"),
    ("user", "مرحبا، كيف حالك اليوم؟"),
    ("companion", "أنا بخير، شكرا! 你好，我也会一点中文。"),
)  # fmt: skip


_STEP = 4
_OPEN_EYES = 10.5
"""Seconds into the avatar's life after which it looks at the person for a while."""


def real_avatar(theme: Theme) -> QWidget:
    from lumen.avatar.engine import AvatarEngine
    from lumen.core.units import Seconds
    from lumen.ui.avatar_character import load_character
    from lumen.ui.avatar_painter import AvatarPainter
    from lumen.ui.avatar_shapes import Look
    from lumen.ui.avatar_view import AvatarView

    character = load_character()
    begin = time.monotonic() - _OPEN_EYES
    view = AvatarView(
        AvatarEngine(character.rig),
        AvatarPainter(character.geometry),
        lambda: Seconds(time.monotonic() - begin),
        lambda: None,
    )
    view.set_theme(Look.DARK if theme.dark else Look.LIGHT)
    return view


class Studio:
    """Sets a scene and takes a picture of it."""

    def __init__(self, app: QApplication, folder: Path, prefix: str) -> None:
        self.app = app
        self.folder = folder
        self.prefix = prefix
        folder.mkdir(parents=True, exist_ok=True)

    def wait(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.app.processEvents()
            time.sleep(0.005)

    def take(self, widget: QWidget, name: str) -> None:
        self.wait(0.35)
        widget.grab().save(str(self.folder / f"{self.prefix}{name}.png"))

    def window(
        self, dark: bool, size: tuple[int, int], talk: tuple[tuple[str, str], ...]
    ) -> MainWindow:
        import dataclasses

        import ui_parts
        from lumen.core import events as ev
        from lumen.core.conversation import Keeping, Message, Role
        from lumen.core.metrics import Measure
        from lumen.core.turn import NO_TURN, TurnId
        from lumen.core.units import Seconds
        from lumen.observe.metrics import Summary
        from lumen.ui.theme import Theme, ThemeMode
        from lumen.ui.window import MainWindow

        theme = Theme(self.app, ThemeMode.DARK if dark else ThemeMode.LIGHT)
        stage = ui_parts.Stage()
        parts = dataclasses.replace(
            stage.parts(), avatar=real_avatar, media=ui_parts.FakeMedia()
        )
        window = MainWindow(parts, theme)
        window.resize(*size)
        window.show()
        at = 1_795_000_000.0
        messages = tuple(
            Message(index + 1, Role(role), text, at + 40 * index, spoken=index == 0)
            for index, (role, text) in enumerate(talk)
        )
        now = Seconds(0.0)
        stage.companion.post(
            ev.EnginesChanged(NO_TURN, now, "whisper-base", "ollama:llama3.2", "piper"),
            ev.HistoryOpened(NO_TURN, now, Keeping.KEYRING, messages, more=True),
        )
        stage.waterfalls.spans[TurnId(1)] = ui_parts.ONE_TURN
        spread = Summary(9, Seconds(0.18), Seconds(0.42))
        stage.waterfalls.measured = dict.fromkeys(Measure, spread)
        window.metrics_strip.show_spans(ui_parts.ONE_TURN)
        self.wait(0.3)
        window.studio = (stage, theme)  # type: ignore[attr-defined]  # kept alive
        return window


def for_readme(studio: Studio) -> None:
    for dark in (False, True):
        window = studio.window(dark, (1040, 680), TALK)
        studio.take(window, "dark" if dark else "light")
        window.close()


def faces() -> None:
    """The contact sheet in README: short, and large enough to tell faces apart."""
    from lumen.ui.avatar_character import load_character
    from lumen.ui.avatar_sheet import Part, SheetPlan, contact_sheet

    parts = (Part.EXPRESSIONS, Part.PHASES, Part.VISEMES, Part.SIZES, Part.WARDROBE)
    sheet = contact_sheet(load_character(), SheetPlan(parts, side=132))
    assert few_colours(sheet).save(str(README / "avatar.png"), quality=0)


def few_colours(image: QImage) -> QImage:
    """The picture with 64 steps of each colour: smaller by a quarter, and nobody sees it."""
    import numpy as np
    from PySide6.QtGui import QImage

    image = image.convertToFormat(QImage.Format.Format_RGB888)
    wide, high, line = image.width(), image.height(), image.bytesPerLine()
    fine = np.frombuffer(image.constBits(), np.uint8).astype(np.int16)
    coarse = np.minimum((fine + _STEP // 2) // _STEP * _STEP, 255).astype(np.uint8)
    made = QImage(coarse.tobytes(), wide, high, line, QImage.Format.Format_RGB888)
    return made.copy()


def _phases(studio: Studio, window: MainWindow, name: str) -> None:
    from lumen.core import events as ev
    from lumen.core.errors import GenerationError
    from lumen.core.speech import Transcript
    from lumen.core.turn import NO_TURN, Phase, TurnId
    from lumen.core.units import Dbfs, Seconds

    stage, _theme = window.studio  # type: ignore[attr-defined]  # set by the studio
    now = Seconds(0.0)
    stage.companion.level = Dbfs(-25.0)
    for phase in Phase:
        stage.companion.post(ev.PhaseChanged(TurnId(9), now, phase))
        studio.take(window, f"{name}-phase-{phase}")
        if phase is Phase.LISTENING:
            said = Transcript("And how long does it keep in", 1.0, "en", "whisper")
            stage.companion.post(ev.TranscriptReady(TurnId(9), now, 0, said))
            studio.take(window, f"{name}-heard-so-far")
    stage.companion.post(ev.PhaseChanged(TurnId(9), now, Phase.IDLE))
    error = GenerationError(
        "Ollama does not answer at http://127.0.0.1:11434.",
        "Start it with 'ollama serve', or go on with the built-in answers.",
    )
    stage.companion.post(ev.ProblemRaised(NO_TURN, now, error))
    window.metrics_strip._fold.setChecked(True)
    window.header.set_unsaved(True)
    window.toast.offer("Message deleted", lambda: None, lambda: None)
    studio.take(window, f"{name}-problem")


def _dialogs(studio: Studio, window: MainWindow, name: str) -> None:
    from lumen.core import events as ev
    from lumen.core.turn import NO_TURN
    from lumen.core.units import Seconds

    dialogs = window.dialogs
    width = min(window.width() - 20, 620)
    openers: tuple[tuple[str, Callable[[], object]], ...] = (
        ("settings", dialogs.open_settings),
        ("models", dialogs.open_models),
        ("times", dialogs.open_times),
        ("help", dialogs.open_help),
        ("about", dialogs.open_about),
    )
    for which, opening in openers:
        opening()
        studio.wait(0.5)
        dialog = dialogs.current(which)
        assert dialog is not None
        dialog.resize(width, dialog.height())
        if which == "settings":
            from PySide6.QtWidgets import QTabWidget

            tabs = dialog.findChild(QTabWidget)
            for index in range(tabs.count()):
                tabs.setCurrentIndex(index)
                studio.take(dialog, f"{name}-settings-{index}")
        elif which == "models":
            dialog.shelf_page.cards[1].button.click()
            studio.take(dialog, f"{name}-models")
            dialog.show_connecting()
            studio.take(dialog, f"{name}-connect")
            dialog.shelf_page.cards[1].progress.cancel()
        else:
            studio.take(dialog, f"{name}-{which}")
        dialog.reject()
    for new in (True, False):
        wanted = ev.PassphraseWanted(
            NO_TURN,
            Seconds(0.0),
            new,
            not new,
            "There is no keyring on this desktop, so a passphrase has to protect the "
            "conversation.",
        )
        dialogs.ask_passphrase(wanted)
        dialog = dialogs.current("passphrase")
        assert dialog is not None
        studio.take(dialog, f"{name}-passphrase-{'new' if new else 'old'}")
        dialogs.close_passphrase()
    window.header.menu.popup(window.header.menu_button.mapToGlobal(window.pos()))
    studio.take(window.header.menu, f"{name}-menu")
    window.header.menu.close()


def everything(studio: Studio) -> None:
    for dark in (False, True):
        look = "dark" if dark else "light"
        for shape, size in (("wide", (1080, 720)), ("narrow", (380, 720))):
            for text, talk in (
                ("talk", TALK),
                ("long", LONG),
                ("rtl", RTL),
                ("empty", ()),
            ):
                window = studio.window(dark, size, talk)
                name = f"{look}-{shape}-{text}"
                studio.take(window, name)
                if text == "talk":
                    _phases(studio, window, name)
                    _dialogs(studio, window, name)
                window.close()


def media(studio: Studio) -> None:
    from PySide6.QtCore import Qt

    import media_scenes

    sizes = (("wide", (1080, 720)), ("narrow", (380, 720)), ("low", (400, 440)))
    for dark in (False, True):
        look = "dark" if dark else "light"
        for shape, size in sizes:
            for scene, events in media_scenes.scenes().items():
                mirrored = scene == "hebrew"
                if mirrored:
                    studio.app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
                window = studio.window(dark, size, RTL if mirrored else TALK)
                stage, _theme = window.studio  # type: ignore[attr-defined]  # set by the studio
                stage.companion.post(*events)
                studio.wait(1.2 if scene == "scan" else 0.3)
                studio.take(window, f"media-{look}-{shape}-{scene}")
                if scene == "two" and shape != "wide":
                    window.media.card.parts.fold.click()
                    studio.take(window, f"media-{look}-{shape}-unfolded")
                window.close()
                studio.app.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", type=Path, metavar="FOLDER")
    parser.add_argument("--media", type=Path, metavar="FOLDER")
    parser.add_argument("--drawing", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if not given.drawing:
        _start(given.all or given.media, "--all" if given.all else "--media")
        return
    from lumen.ui.application import build_application

    app = build_application(["lumen"])
    scale = os.environ.get("QT_SCALE_FACTOR", "1")
    if given.media is not None:
        media(Studio(app, given.media, f"x{scale}-"))
    elif given.all is None:
        for_readme(Studio(app, README, ""))
        faces()
    else:
        media(Studio(app, given.all, f"x{scale}-"))
        everything(Studio(app, given.all, f"x{scale}-"))


def _start(folder: Path | None, what: str) -> None:
    """Draw in processes of their own, on a private X server."""
    from integration.x_server import private_x_server

    arguments = [sys.executable, __file__, "--drawing"]
    if folder is not None:
        arguments += [what, str(folder)]
    with private_x_server("2600x1800") as environment:
        for scale in ("1", "2") if folder is not None else ("1",):
            subprocess.run(
                arguments, env=environment | {"QT_SCALE_FACTOR": scale}, check=True
            )


if __name__ == "__main__":
    main()
