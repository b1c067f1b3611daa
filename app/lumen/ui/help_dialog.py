"""Help inside Lumen, and what Lumen is."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHBoxLayout, QLabel, QTextBrowser, QWidget

from lumen.core.assets import asset
from lumen.ui.bridge import Background
from lumen.ui.dialog import Dialog, ask_to_open, words
from lumen.ui.markdown import safe_address, to_rich_text
from lumen.ui.theme import Spacing, Theme


def read_help() -> str:
    """All help texts as rich text, in the order of their file names."""
    folder = asset("help")
    return "".join(
        to_rich_text(path.read_text(encoding="utf-8"))
        for path in sorted(folder.glob("*.md"))
    )


class HelpDialog(Dialog):
    """Shows `assets/help/*.md`.

    Args:
        parent: The window it belongs to.
        theme: Colours.
        background: Reads the texts.
    """

    def __init__(self, parent: QWidget, theme: Theme, background: Background) -> None:
        super().__init__(parent, "Help", (620, 640))
        self.browser = QTextBrowser()
        self.browser.setObjectName("help")
        self.browser.setOpenLinks(False)
        self.browser.setAccessibleName("Help")
        self.browser.anchorClicked.connect(self._on_link)
        tokens = theme.tokens
        self.browser.document().setDefaultStyleSheet(
            f"a {{ color: {tokens.accent}; }}"
            "h4 { margin: 18px 0 6px 0; font-size: large; }"
            "p, li { margin: 0 0 8px 0; line-height: 135%; }"
            f"code {{ background-color: {tokens.raised}; font-family: monospace; }}"
            f"pre {{ background-color: {tokens.raised}; margin: 0 0 8px 0; }}"
            "td, th { padding: 5px 14px 5px 0; text-align: left; }"
        )
        self.body.addWidget(self.browser, 1)
        close = self.add_button("Close", main=True)
        close.clicked.connect(self.accept)
        background.run(read_help, self.browser.setHtml)

    def _on_link(self, url: QUrl) -> None:
        address = safe_address(url.toString())
        if address is not None:
            ask_to_open(self, address)


class AboutDialog(Dialog):
    """Name, version, licence and what Lumen promises."""

    def __init__(self, parent: QWidget, version: str) -> None:
        super().__init__(parent, "About Lumen", (440, 300))
        top = QHBoxLayout()
        top.setSpacing(Spacing.LARGE)
        picture = QLabel()
        icon = QIcon(str(asset("icons", "lumen.svg")))
        picture.setPixmap(icon.pixmap(72, 72))
        top.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(
            words(
                f"Lumen {version}\n\nA companion that lives on your desktop and keeps "
                "what you say to itself: hearing, thinking and speaking happen on this "
                "machine."
            ),
            1,
        )
        self.body.addLayout(top)
        self.body.addWidget(
            words(
                "Free software under the GNU General Public License, version 3 or "
                "later. It comes without any warranty, as far as the law allows.",
                "muted",
            )
        )
        self.body.addStretch()
        self.add_button("Close", main=True).clicked.connect(self.accept)
