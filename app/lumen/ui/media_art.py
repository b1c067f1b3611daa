"""Pictures of what is played: read from this machine only, off the UI thread."""

from __future__ import annotations

import base64
import binascii
import os
import stat
from collections import OrderedDict
from urllib.parse import unquote_to_bytes, urlsplit

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QImageReader,
    QLinearGradient,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPixmap,
)
from PySide6.QtWidgets import QWidget

from lumen.ui.bridge import Background
from lumen.ui.icons import pixmap
from lumen.ui.media_words import Picture
from lumen.ui.theme import Theme

MOST_BYTES = 10_000_000
_MOST_DECODED_MB = 96
_MOST_PIXELS = 24_000_000
_FORMATS = frozenset({b"png", b"jpeg", b"jpg", b"webp", b"gif", b"bmp"})
"""Formats that are pixels alone; a drawing (SVG) could name other files."""

_SIDE = 192
"""Of the kept picture: 64 device-independent pixels at a scale of three."""

_KEPT = 24


def read_art(url: str) -> QImage | None:
    """Read and scale a picture; called off the UI thread.

    Args:
        url: As a player gave it; ``file:`` on this machine and ``data:image/`` count,
            nothing else is looked at.

    Returns:
        The picture, at most 192 pixels wide and high; None when there is none, or it
        is too large or broken.
    """
    data = _data_of(url)
    return None if data is None else _decoded(data)


def _data_of(url: str) -> bytes | None:
    if len(url) > MOST_BYTES * 3 // 2:
        return None
    if url[:11].casefold() == "data:image/":
        return _inside(url)
    try:
        address = urlsplit(url)
    except ValueError:
        return None
    if address.scheme.casefold() != "file" or address.netloc not in ("", "localhost"):
        return None
    return _file(unquote_to_bytes(address.path))


def _inside(url: str) -> bytes | None:
    head, comma, body = url.partition(",")
    if not comma or not head.casefold().endswith(";base64"):
        return None
    try:
        data = base64.b64decode(unquote_to_bytes(body), validate=True)
    except binascii.Error:
        return None
    return data if len(data) <= MOST_BYTES else None


def _file(path: bytes) -> bytes | None:
    """A regular file's content; a pipe or a device would never end."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY)
    except (OSError, ValueError):
        return None
    try:
        about = os.fstat(handle)
        if not stat.S_ISREG(about.st_mode) or about.st_size > MOST_BYTES:
            return None
        with os.fdopen(handle, "rb", closefd=False) as file:
            data = file.read(MOST_BYTES + 1)
    except OSError:
        return None
    finally:
        os.close(handle)
    return data if len(data) <= MOST_BYTES else None


def _decoded(data: bytes) -> QImage | None:
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    if bytes(reader.format().data()) not in _FORMATS:
        return None
    size = reader.size()
    pixels = size.width() * size.height()
    if not size.isValid() or not 0 < pixels <= _MOST_PIXELS:
        return None
    limit = QImageReader.allocationLimit()
    if not 0 < limit <= _MOST_DECODED_MB:
        QImageReader.setAllocationLimit(_MOST_DECODED_MB)
    wanted = QSize(_SIDE, _SIDE)
    scaled = size.scaled(wanted, Qt.AspectRatioMode.KeepAspectRatioByExpanding)
    if scaled.width() < size.width() and max(scaled.width(), scaled.height()) < 4096:
        reader.setScaledSize(scaled)
    image = reader.read()
    if image.isNull():
        return None
    return _square(image)


def _square(image: QImage) -> QImage:
    """The middle of a picture, as a square."""
    side = min(image.width(), image.height())
    middle = image.copy(
        (image.width() - side) // 2, (image.height() - side) // 2, side, side
    )
    smooth = Qt.TransformationMode.SmoothTransformation
    if side > _SIDE:
        middle = middle.scaledToWidth(_SIDE, smooth)
    return middle.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)


class ArtView(QWidget):
    """A square picture with round corners, or a drawing in its place.

    Args:
        theme: Colours.
        background: Reads pictures.

    Signals:
        shown: Another picture, or the drawing, is shown now.
    """

    shown = Signal()

    def __init__(self, theme: Theme, background: Background) -> None:
        super().__init__()
        self._theme = theme
        self._background = background
        self._url = ""
        self._kind = Picture.MUSIC
        self._image: QPixmap | None = None
        self._known: OrderedDict[str, QPixmap | None] = OrderedDict()
        self._reading = False
        self.set_side(64)
        theme.changed.connect(self.update)

    @property
    def has_picture(self) -> bool:
        """Whether a picture is shown rather than the drawing."""
        return self._image is not None

    def set_side(self, side: int) -> None:
        """Be so wide and high, in device-independent pixels."""
        self.setFixedSize(side, side)

    def show_art(self, url: str, kind: Picture) -> None:
        """Show this picture as soon as it is read; a drawing of that kind until then.

        Args:
            url: As a player gave it.
            kind: Which drawing.
        """
        if url == self._url and kind is self._kind:
            return
        self._url, self._kind = url, kind
        self._image = self._known.get(url)
        self.update()
        if url and url not in self._known:
            self._read()

    def _read(self) -> None:
        """One at a time: of a storm of tracks only the last one is read."""
        if self._reading:
            return
        self._reading = True
        url = self._url
        self._background.run(lambda: read_art(url), lambda image: self._on(url, image))

    def _on(self, url: str, image: QImage | None) -> None:
        self._reading = False
        self._known[url] = None if image is None else QPixmap.fromImage(image)
        while len(self._known) > _KEPT:
            self._known.popitem(last=False)
        if self._url in self._known:
            self._image = self._known[self._url]
            self.update()
            self.shown.emit()
        elif self._url:
            self._read()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt
        """Paint the picture, or a note, a film or waves on the stage's colours."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        area = QRectF(self.rect())
        frame = QPainterPath()
        frame.addRoundedRect(area, 10, 10)
        painter.setClipPath(frame)
        if self._image is not None:
            painter.drawPixmap(area, self._image, QRectF(self._image.rect()))
        else:
            self._paint_drawing(painter, area)
        painter.end()

    def _paint_drawing(self, painter: QPainter, area: QRectF) -> None:
        tokens = self._theme.tokens
        shade = QLinearGradient(area.topLeft(), area.bottomLeft())
        shade.setColorAt(0, QColor(tokens.stage_top))
        shade.setColorAt(1, QColor(tokens.stage_bottom))
        painter.fillRect(area, shade)
        side = round(self.width() * 0.5)
        picture = pixmap(self._kind, tokens.muted, side, self.devicePixelRatioF())
        corner = (self.width() - side) / 2
        target = QRectF(corner, corner, side, side)
        painter.drawPixmap(target, picture, QRectF(picture.rect()))
