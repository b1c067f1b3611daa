"""The face on the desktop: as in the window, or cut out where nothing shines through.

Without a compositor an X window has no translucent pixels: what is not painted is
black. There the window takes the shape of the figure, whose edge is the halo.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QBitmap, QColor, QImage, QPainter, QPaintEvent, QPixmap

from lumen.avatar.engine import AvatarEngine
from lumen.avatar.rig import Channel, Pose
from lumen.core.speech import Heard
from lumen.core.units import Seconds
from lumen.ui.avatar_character import load_character
from lumen.ui.avatar_painter import AvatarPainter
from lumen.ui.avatar_shapes import Look
from lumen.ui.avatar_view import AvatarView
from lumen.ui.theme import Theme

_BUCKETS = 24
"""Steps of a channel from 0 to 1 after which the outline has moved by a pixel or so."""

_OUTLINE = tuple(
    channel
    for channel in Channel
    if channel.startswith(("head", "body", "hair", "string"))
)

_COVERED = QImage.Format.Format_ARGB32_Premultiplied


class OverlayFace(AvatarView):
    """An avatar view that can tell its outline.

    Signals:
        outlined: A bitmap of what it covers, in device-independent pixels.
    """

    outlined = Signal(QBitmap)

    _shaped = False
    _bucket: tuple[object, ...] = ()

    @property
    def shaped(self) -> bool:
        """Whether it tells its outline."""
        return self._shaped

    def set_shaped(self, shaped: bool) -> None:
        """Tell the outline from now on, or no more."""
        self._shaped = shaped
        self._bucket = ()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint this moment; opaque and with its outline when shaped."""
        if not self._shaped:
            super().paintEvent(event)
            return
        ratio = self.devicePixelRatioF()
        picture = QImage(self.size() * ratio, _COVERED)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        pose = self._engine.pose(self._now(), self._heard())
        painter = QPainter(picture)
        self._painter.paint(painter, QRectF(self.rect()), pose, self._look)
        painter.end()
        self._tell_outline(picture, pose)
        painter = QPainter(self)
        halo = QColor(self._painter.geometry.halos[self._look].color)
        halo.setAlpha(255)
        painter.fillRect(self.rect(), halo)
        painter.drawImage(0, 0, picture)
        painter.end()

    def _tell_outline(self, picture: QImage, pose: Pose) -> None:
        """Tell it when it differs: a window's shape is dear to change."""
        moved = tuple(round(pose[channel] * _BUCKETS) for channel in _OUTLINE)
        bucket = (self.size(), self._look, *moved)
        if bucket == self._bucket:
            return
        self._bucket = bucket
        self.outlined.emit(outline_of(picture, self.width(), self.height()))


def make_face(
    theme: Theme, now: Callable[[], Seconds], heard: Callable[[], Heard | None]
) -> OverlayFace:
    """A face for the desktop.

    Args:
        theme: The palette in use.
        now: The companion's clock.
        heard: What the loudspeaker plays at this moment.

    Raises:
        InputError: The character's files cannot be used.
    """
    character = load_character()
    painter = AvatarPainter(character.geometry)
    face = OverlayFace(AvatarEngine(character.rig), painter, now, heard)
    face.set_theme(Look.DARK if theme.dark else Look.LIGHT)
    return face


def outline_of(picture: QImage, width: int, height: int) -> QBitmap:
    """What of a picture is there by three tenths or more, as a faint halo is.

    Args:
        picture: Premultiplied, of any resolution.
        width: Of the outline, in pixels.
        height: Likewise.
    """
    flat = QImage(picture)
    flat.setDevicePixelRatio(1.0)
    if (flat.width(), flat.height()) != (width, height):
        flat = flat.scaled(width, height)
    painter = QPainter(flat)  # over itself: Qt takes what is there by a half
    painter.drawImage(0, 0, flat.copy())
    painter.end()
    flags = Qt.ImageConversionFlag.ThresholdAlphaDither
    mask = flat.createAlphaMask(flags | Qt.ImageConversionFlag.AvoidDither)
    return QBitmap.fromPixmap(QPixmap.fromImage(mask))
