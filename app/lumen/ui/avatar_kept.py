"""A small drawing that is painted once and copied until something in it moves."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage, QPainter, QTransform


class KeptPicture:
    """The last state of one small drawing, as a picture for one place and size.

    It is copied to whole pixels, exactly where it would be painted: what has moved by a
    fraction of a pixel is painted anew.
    """

    def __init__(self) -> None:
        self._key: Hashable = None
        self._image = QImage()
        self._corner = (0, 0)

    def paint(
        self,
        painter: QPainter,
        place: QTransform,
        box: QRectF,
        what: Hashable,
        draw: Callable[[QPainter], None],
    ) -> None:
        """Show the drawing.

        Args:
            painter: Its transformation is replaced by `place`.
            place: From the drawing to the painter's device, in its units.
            box: What the drawing covers, in its own units.
            what: Tells one state of the drawing from another.
            draw: Paints it around the origin of a painter that is placed already.
        """
        ratio = painter.device().devicePixelRatioF()
        exact = place * QTransform.fromScale(ratio, ratio)
        x, y = math.floor(exact.dx()), math.floor(exact.dy())
        within = exact * QTransform.fromTranslate(-x, -y)
        key = (
            what,
            *(round(part, 4) for part in (within.m11(), within.m12())),
            *(round(part, 4) for part in (within.m21(), within.m22())),
            *(round(part, 2) for part in (within.dx(), within.dy())),
        )
        if key != self._key:
            self._key = key
            self._render(within, box, draw)
        self._image.setDevicePixelRatio(ratio)
        painter.setTransform(QTransform())
        left, top = x + self._corner[0], y + self._corner[1]
        painter.drawImage(QPointF(left / ratio, top / ratio), self._image)

    def _render(
        self, place: QTransform, box: QRectF, draw: Callable[[QPainter], None]
    ) -> None:
        covered = place.mapRect(box).toAlignedRect().adjusted(-1, -1, 1, 1)
        size = covered.size()
        self._image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
        self._image.fill(0)
        self._corner = (covered.x(), covered.y())
        canvas = QPainter(self._image)
        canvas.setRenderHint(QPainter.RenderHint.Antialiasing)
        canvas.setTransform(
            place * QTransform.fromTranslate(-covered.x(), -covered.y())
        )
        draw(canvas)
        canvas.end()
