"""The text of one message: selectable, wrapped, rendered piece by piece."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QSize, Qt, QUrl, Signal
from PySide6.QtGui import (
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser, QWidget

from lumen.ui.markdown import (
    CHUNK_CHARACTERS,
    chunks,
    plain_to_rich_text,
    to_rich_text,
)
from lumen.ui.theme import Theme

_DIRECTION_SAMPLE = 400
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Characters that embed, override or isolate a direction; they show nothing.

Source: Unicode Standard Annex 9, section 2; "Trojan Source" (CVE-2021-42574).
"""


def harmless(text: str) -> str:
    """The text without what could make it read otherwise than it is written.

    Marks (U+200E, U+200F, U+061C) stay: they turn nothing but themselves.
    """
    return TURNING.sub("", text)


def reads_right_to_left(text: str) -> bool:
    """Whether the first strong character reads from right to left.

    Source: Unicode Standard Annex 9, rules P2 and P3.
    """
    for character in text[:_DIRECTION_SAMPLE]:
        kind = unicodedata.bidirectional(character)
        if kind in ("R", "AL"):
            return True
        if kind == "L":
            return False
    return False


@dataclass(slots=True)
class _Piece:
    source: str = field(repr=False)
    start: int


class MessageText(QTextBrowser):
    """Rich text as wide as it needs to be; never fetches and never opens anything.

    Args:
        theme: Colours of links and code.
        markdown: Whether the text is markdown; else it is shown as it is.

    Signals:
        link_chosen: A link was clicked; its address.
    """

    link_chosen = Signal(str)

    def __init__(
        self, theme: Theme, *, markdown: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._markdown = markdown
        self._wanted: list[str] = []
        self._pieces: list[_Piece] = []
        self._limit = 0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
            | Qt.TextInteractionFlag.LinksAccessibleByMouse
        )
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.viewport().setAutoFillBackground(False)
        self.document().setDocumentMargin(0)
        self.document().setIndentWidth(22)
        self.anchorClicked.connect(lambda url: self.link_chosen.emit(url.toString()))
        self.highlighted.connect(self._on_hovered)

    # ---- rendering -------------------------------------------------------------------

    def want(self, text: str) -> None:
        """Show `text`; `advance` renders it, from where it differs."""
        text = harmless(text)
        self._wanted = list(chunks(text)) if self._markdown else _plain_pieces(text)
        kept = 0
        for piece, source in zip(self._pieces, self._wanted, strict=False):
            if piece.source != source:
                break
            kept += 1
        if kept < len(self._pieces):
            self._cut(kept)
        direction = (
            Qt.LayoutDirection.RightToLeft
            if reads_right_to_left(text)
            else Qt.LayoutDirection.LeftToRight
        )
        option = self.document().defaultTextOption()
        if option.textDirection() is not direction:
            option.setTextDirection(direction)
            self.document().setDefaultTextOption(option)

    def restyle(self) -> None:
        """The palette changed: everything has to be rendered again."""
        self._cut(0)

    @property
    def finished(self) -> bool:
        """Whether all that is wanted is rendered."""
        return len(self._pieces) == len(self._wanted)

    def advance(self) -> None:
        """Render the next piece; a few milliseconds."""
        index = len(self._pieces)
        if index >= len(self._wanted):
            return
        source = self._wanted[index]
        html = to_rich_text(source) if self._markdown else plain_to_rich_text(source)
        if index == 0:
            self.document().setDefaultStyleSheet(self._sheet())
            self.setHtml(html)
            self._pieces.append(_Piece(source, 0))
            return
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        self._pieces.append(_Piece(source, cursor.position()))
        cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
        cursor.insertHtml(html)

    def _cut(self, kept: int) -> None:
        start = self._pieces[kept].start if kept < len(self._pieces) else 0
        del self._pieces[kept:]
        if not kept:
            return  # the first piece replaces everything
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        cursor.movePosition(
            QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor
        )
        cursor.removeSelectedText()

    def _sheet(self) -> str:
        tokens = self._theme.tokens
        small = self._theme.font().pointSizeF() * 0.94
        return (
            f"a {{ color: {tokens.accent}; text-decoration: underline; }}"
            f"code, pre {{ font-family: monospace; font-size: {small:.1f}pt;"
            f" background-color: {tokens.raised}; }}"
            "pre { white-space: pre-wrap; margin: 4px 0 10px 0; }"
            "p { margin: 0 0 6px 0; } h4 { margin: 4px 0 6px 0; }"
            "ul, ol { margin: 0 0 6px 0; }"
            "li { margin: 0 0 2px 0; }"
            f"blockquote {{ margin: 0 0 6px 14px; color: {tokens.muted}; }}"
            "table { margin: 4px 0 10px 0; }"
            "td, th { padding: 3px 18px 3px 0; text-align: left; }"
            f"th {{ color: {tokens.muted}; }}"
        )

    # ---- size ------------------------------------------------------------------------

    def fit(self, limit: int) -> None:
        """Be as wide as the text needs, at most `limit` pixels, and as high."""
        document = self.document()
        width = limit
        if len(self._wanted) <= 1:
            document.setTextWidth(limit)
            width = min(limit, max(8, math.ceil(document.idealWidth()) + 1))
        if document.textWidth() != width:
            document.setTextWidth(width)
        size = QSize(width, max(1, math.ceil(document.size().height())))
        if size != self.size():
            self.setFixedSize(size)

    # ---- harmless --------------------------------------------------------------------

    def loadResource(self, _kind: int, _name: QUrl | str) -> object:  # noqa: N802 - Qt
        """Nothing is ever fetched, from the disk or the network."""
        return None

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt
        """The conversation scrolls, not the message."""
        event.ignore()

    def links(self) -> Sequence[str]:
        """The addresses in the text, in their order."""
        found: list[str] = []
        block = self.document().begin()
        while block.isValid():
            iterator = block.begin()
            while not iterator.atEnd():
                address = iterator.fragment().charFormat().anchorHref()
                if address and address not in found:
                    found.append(address)
                iterator += 1
            block = block.next()
        return found

    def _on_hovered(self, url: QUrl) -> None:
        self.setToolTip(url.toDisplayString())


def _plain_pieces(text: str) -> list[str]:
    """Cut at line ends, so that a huge paste renders within frames, too."""
    pieces: list[str] = []
    held: list[str] = []
    size = 0
    for line in text.split("\n"):
        for at in range(0, max(1, len(line)), 4 * CHUNK_CHARACTERS):
            held.append(line[at : at + 4 * CHUNK_CHARACTERS])
            size += len(held[-1]) + 1
            if size > 4 * CHUNK_CHARACTERS:
                pieces.append("\n".join(held))
                held, size = [], 0
    if held or not pieces:
        pieces.append("\n".join(held))
    return pieces
