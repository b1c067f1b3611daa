"""The face on the desktop: it tells how far it reaches, and can be cut out.

Without a compositor an X window has no translucent pixels: what is not painted is
black. There the window takes the shape of the figure, whose edge is the halo.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import (
    QBitmap,
    QColor,
    QImage,
    QPainter,
    QPaintEvent,
    QPixmap,
    QRegion,
)

from lumen.avatar.engine import AvatarEngine
from lumen.avatar.rig import Channel, Pose
from lumen.core.speech import Heard
from lumen.core.units import Seconds
from lumen.ui.avatar_character import load_character
from lumen.ui.avatar_painter import AvatarPainter
from lumen.ui.avatar_shapes import Appearance, Look
from lumen.ui.avatar_view import AvatarView
from lumen.ui.overlay_clicks import region_of
from lumen.ui.theme import Theme

_BUCKETS = 24
"""Steps of a channel from 0 to 1 after which the outline has moved by a pixel or so."""

_OUTLINE = tuple(
    channel
    for channel in Channel
    if channel.startswith(("head", "body", "hair", "string", "hand", "shoulders"))
    or channel is Channel.EYES_COVERED
)

_REACHING = (
    *_OUTLINE,
    *(each for each in Channel if each.startswith("mark")),
    Channel.SWEAT,
)
_REACHES_ELSEWHERE = 0.2
"""Change of a channel that moves an edge by less than the margin for clicks."""

_REACH_EVERY = Seconds(0.7)

_COVERED = QImage.Format.Format_ARGB32_Premultiplied


class OverlayFace(AvatarView):
    """An avatar view that can tell its outline.

    Signals:
        outlined: A bitmap of what it covers, in device-independent pixels.
        reached: A region of where it takes clicks; coarse, and only now and then.
    """

    outlined = Signal(QBitmap)
    reached = Signal(QRegion)

    _shaped = False
    _bucket: tuple[object, ...] = ()
    _reach: tuple[object, Pose, Seconds] | None = None

    @property
    def shaped(self) -> bool:
        """Whether it tells its outline."""
        return self._shaped

    def set_shaped(self, shaped: bool) -> None:
        """Tell the outline from now on, or no more."""
        self._shaped = shaped
        self._bucket = ()
        self._reach = None
        self.update()

    def wear(self, appearance: Appearance) -> None:
        """See `AvatarView.wear`."""
        super().wear(appearance)
        self._reach = None

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint this moment; opaque and with its outline when shaped."""
        now = self._now()
        if not self._shaped and not self._may_reach_elsewhere(now):
            super().paintEvent(event)
            return
        pose = self._engine.pose(now, self._heard())
        picture = self._picture(pose)
        painter = QPainter(self)
        if self._shaped:
            self._tell_outline(picture, pose)
            halo = QColor(self._painter.geometry.halos[self._look].color)
            halo.setAlpha(255)
            painter.fillRect(self.rect(), halo)
        else:
            self._tell_reach(picture, pose, now)
        painter.drawImage(0, 0, picture)
        painter.end()
        if not self.running and self._seen():
            self._start()

    def _picture(self, pose: Pose) -> QImage:
        ratio = self.devicePixelRatioF()
        picture = QImage(self.size() * ratio, _COVERED)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self._painter.paint(painter, QRectF(self.rect()), pose, self._look)
        painter.end()
        return picture

    def _extent(self) -> object:
        return self.size(), self._look

    def _may_reach_elsewhere(self, now: Seconds) -> bool:
        """Whether it is time to look whether the region is still the figure's."""
        if self._reach is None or self._reach[0] != self._extent():
            return True
        return not 0.0 <= now - self._reach[2] < _REACH_EVERY

    def _tell_reach(self, picture: QImage, pose: Pose, now: Seconds) -> None:
        """Tell it when it differs by more than the margin."""
        extent = self._extent()
        if self._reach is not None and self._reach[0] == extent:
            last = self._reach[1]
            away = max(abs(pose[each] - last[each]) for each in _REACHING)
            if away <= _REACHES_ELSEWHERE:
                self._reach = (extent, last, now)
                return
        self._reach = (extent, pose, now)
        self.reached.emit(region_of(picture, self.width(), self.height()))

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
