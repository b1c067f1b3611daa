"""Paints a pose: cached layers for what moves slowly, live eyes, mouth and marks.

Layers (hair behind, body, face, hair in front) are kept as pictures (see
`avatar_layers`). Works on any `QPainter` and needs no window.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPen, QTransform

from lumen.avatar.rig import Channel, Pose
from lumen.ui.avatar_arms import ArmPaints
from lumen.ui.avatar_chin import ChinPainter
from lumen.ui.avatar_eyes import EyesPainter
from lumen.ui.avatar_frame import Frame
from lumen.ui.avatar_glasses import GlassesPainter
from lumen.ui.avatar_hands import HandsPainter
from lumen.ui.avatar_layers import MovingLayer, MovingLayers, Picture, Placed
from lumen.ui.avatar_marks import MarksPainter
from lumen.ui.avatar_mouth import MouthPainter
from lumen.ui.avatar_shapes import Geometry, Layer, Look, Shape
from lumen.ui.avatar_small import SmallPainter
from lumen.ui.avatar_wave import WavePainter

SMALL = 64.0
"""Pictures smaller than this, in pixels of the screen, get a simpler design."""

BUST_BELOW = 200.0
"""Pictures smaller than this show head and shoulders only."""

_EMPTY_SIDE = 0.075
"""Share of the canvas at either side that holds no hair and no mark: where the place
is narrow, the character is rather larger than that it is seen."""

_NEARLY = 0.7
"""Units of the painter by which a layer may be off before it is painted anew."""

_HALO_NEARLY = 0.35
"""The same for the halo, as a share of its width: nobody looks at its edge."""

_HALO = "halo"

_UNSEEN = 0.006
"""Change of a channel of the face that moves nothing by a visible part of a pixel."""

_LIVE = tuple(
    channel
    for channel in Channel
    if not channel.startswith(("head", "body", "hair", "string", "breath", "shoulders"))
)

_HIDDEN = 0.97
"""Cover of the hands from which nothing of the eyes is painted, whatever the angle."""


class _Framing(NamedTuple):
    """How the canvas lies in the device: x' = x * scale + dx.

    Attributes:
        scale: Pixels of one unit.
        dx: Pixels.
        dy: The same.
        cut: Units below which nothing is shown, counted from the lower edge.
    """

    scale: float
    dx: float
    dy: float
    cut: float


class AvatarPainter:
    """Paints one character; keeps layers for one size and look at a time.

    Use one painter for each widget: a second size throws the layers away.

    Args:
        geometry: The character.
    """

    def __init__(self, geometry: Geometry) -> None:
        self._geometry = geometry
        self._eyes = EyesPainter(geometry)
        self._mouth = MouthPainter(geometry)
        self._marks = MarksPainter(geometry)
        self._glasses = GlassesPainter(geometry)
        arms = ArmPaints(geometry)
        self._hands = HandsPainter(arms)
        self._chin = ChinPainter(arms)
        self._wave = WavePainter(arms)
        self._small = SmallPainter(geometry)
        self._pens: dict[tuple[str, float], QPen] = {}
        self._layers = {
            layer: tuple(s for s in geometry.shapes if s.layer is layer)
            for layer in Layer
        }
        self._silhouettes = tuple(s for s in geometry.shapes if s.silhouette)
        self._named = {shape.name: shape for shape in reversed(geometry.shapes)}
        halo = max(shown.width for shown in geometry.halos.values())
        self._look = Look.LIGHT
        self._moving = MovingLayers(
            {
                layer: MovingLayer(self._layers[layer], partial(self._keep, layer))
                for layer in Layer
            }
            | {
                _HALO: MovingLayer(
                    self._silhouettes, self._keep_halo, _HALO_NEARLY * halo
                )
            }
        )
        self._key: tuple[Look, float] | None = None
        self._painted: tuple[Pose, float, float] | None = None

    @property
    def layers_painted(self) -> int:
        """How often layers were painted anew, for measurements."""
        return self._moving.painted

    @property
    def geometry(self) -> Geometry:
        """The character."""
        return self._geometry

    def paint(
        self,
        painter: QPainter,
        rect: QRectF,
        pose: Pose,
        look: Look = Look.LIGHT,
        *,
        whole: bool = False,
    ) -> None:
        """Paint the character into `rect`, as large as fits, standing on its edge.

        Args:
            painter: On a widget or a picture; its state is kept.
            rect: In the painter's units, which must not be rotated.
            pose: What the character does.
            look: What it stands before.
            whole: Show its clothes however small it is.
        """
        ratio = painter.device().devicePixelRatioF() * painter.transform().m11()
        least = min(rect.width(), rect.height()) * ratio
        if least < 1.0:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._painted = None
        if least < SMALL:
            self._small.paint(painter, rect, pose, look)
        else:
            framing = self._framing(rect, whole=whole)
            self._paint_layers(painter, rect, framing, pose, look)
        painter.restore()

    def would_change(self, pose: Pose) -> bool:
        """Whether painting `pose` where the last one was painted shows a difference."""
        if self._painted is None:
            return True
        last, scale, near = self._painted
        if any(abs(last[channel] - pose[channel]) > _UNSEEN for channel in _LIVE):
            return True
        frame = Frame(self._geometry, pose)
        return self._moving.would_change(frame, pose, scale, near)

    # ---- layers ----------------------------------------------------------------------

    def _framing(self, rect: QRectF, *, whole: bool) -> _Framing:
        """Fit the canvas, or the bust for small pictures, into `rect`."""
        width, tall, _, _ = self._geometry.canvas
        x, y, height = 0.0, 0.0, tall
        if min(rect.width(), rect.height()) < BUST_BELOW and not whole:
            x, y, width, height = self._geometry.bust
        needed = width * (1.0 - 2.0 * _EMPTY_SIDE) if height > width else width
        scale = min(rect.width() / needed, rect.height() / height)
        return _Framing(
            scale,
            rect.x() + (rect.width() - width * scale) / 2.0 - x * scale,
            rect.y() + (rect.height() - height * scale) - y * scale,
            tall - y - height,
        )

    def _paint_layers(
        self,
        painter: QPainter,
        rect: QRectF,
        framing: _Framing,
        pose: Pose,
        look: Look,
    ) -> None:
        ratio = painter.device().devicePixelRatioF() * painter.transform().m11()
        scale = framing.scale * ratio
        if self._key != (look, round(scale, 4)):
            self._key = (look, round(scale, 4))
            self._look = look
            self._moving.forget()
        near = _NEARLY / framing.scale
        shown = self._moving.update(Frame(self._geometry, pose), pose, scale, near)
        self._painted = (pose, scale, near)
        # Whole pixels throughout: a shifted copy is far cheaper than a resampled one.
        left, top = round(framing.dx * ratio), round(framing.dy * ratio)
        base = painter.transform()
        painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)

        def put(layer: Placed) -> None:
            image, x, y = layer.picture
            image.setDevicePixelRatio(ratio)
            painter.setTransform(base)
            x, y = left + x + layer.x, top + y + layer.y
            painter.drawImage(QPointF(x / ratio, y / ratio), image)

        def move_with(layer: Placed) -> None:
            x, y = (left + layer.x) / ratio, (top + layer.y) / ratio
            canvas = QTransform(framing.scale, 0, 0, framing.scale, x, y)
            painter.setTransform(canvas * base)

        body, face = shown[Layer.BODY], shown[Layer.FACE]
        painter.setOpacity(self._geometry.halos[look].color.alphaF())
        put(shown[_HALO])
        painter.setOpacity(1.0)
        self._raised_halos(painter, move_with, shown, pose, framing.cut)
        put(shown[Layer.BACK])
        put(body)
        move_with(body)
        self._marks.paint_lamp(painter, body.frame, pose)
        put(face)
        move_with(face)
        self._marks.paint_cheeks(painter, face.frame, pose)
        self._mouth.paint(painter, face.frame, pose)
        if pose[Channel.EYES_COVERED] < _HIDDEN:
            self._eyes.paint_eyes(painter, face.frame, pose)
        put(shown[Layer.FRONT])
        move_with(face)
        self._eyes.paint_brows(painter, face.frame, pose)
        self._before_face(painter, face, pose)
        move_with(body)
        self._wave.paint(painter, body.frame, pose, framing.cut)
        move_with(face)
        self._marks.paint_marks(painter, face.frame, pose)
        painter.setTransform(base)

    def _raised_halos(
        self,
        painter: QPainter,
        move_with: Callable[[Placed], None],
        shown: Mapping[str, Placed],
        pose: Pose,
        cut: float,
    ) -> None:
        """The light around arms that are raised."""
        halo = self._geometry.halos[self._look]
        move_with(shown[Layer.FACE])
        self._hands.paint_halo(painter, shown[Layer.FACE].frame, pose, halo)
        self._chin.paint_halo(painter, shown[Layer.FACE].frame, pose, halo)
        move_with(shown[Layer.BODY])
        self._wave.paint_halo(painter, shown[Layer.BODY].frame, pose, halo, cut)

    def _before_face(self, painter: QPainter, face: Placed, pose: Pose) -> None:
        """What lies on the face, or hides it."""
        self._marks.paint_tears(painter, face.frame, pose)
        self._marks.paint_sparkles(painter, face.frame, pose)
        self._glasses.paint(painter, face.frame, pose)
        self._hands.paint(painter, face.frame, pose)
        self._chin.paint(painter, face.frame, pose)

    def _keep(self, layer: Layer, frame: Frame, scale: float) -> Picture:
        """Paint one layer."""
        shapes = self._layers[layer]
        return self._render(
            shapes,
            frame,
            scale,
            lambda painter, base: self._paint_shapes(painter, shapes, frame, base),
        )

    def _keep_halo(self, frame: Frame, scale: float) -> Picture:
        look = self._look
        return self._render(
            self._silhouettes,
            frame,
            scale,
            lambda painter, base: self._paint_halo(painter, frame, look, base),
            self._geometry.halos[look].width,
        )

    def _render(
        self,
        shapes: tuple[Shape, ...],
        frame: Frame,
        scale: float,
        paint: Callable[[QPainter, QTransform], None],
        margin: float = 0.0,
    ) -> Picture:
        """Paint shapes into a picture that just holds them."""
        bounds = self._bounds(shapes, frame, margin + 8.0)
        x, y = math.floor(bounds.x() * scale), math.floor(bounds.y() * scale)
        width = max(1, math.ceil(bounds.right() * scale) - x)
        height = max(1, math.ceil(bounds.bottom() * scale) - y)
        image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(0)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint(painter, QTransform(scale, 0.0, 0.0, scale, -x, -y))
        painter.end()
        return Picture(image, x, y)

    def _bounds(self, shapes: tuple[Shape, ...], frame: Frame, margin: float) -> QRectF:
        """What shapes cover, in units of the canvas."""
        covered = QRectF()
        for shape in shapes:
            covered |= frame.shape(shape).mapRect(shape.path.controlPointRect())
        width, height, _, _ = self._geometry.canvas
        canvas = QRectF(-width / 4, -height / 4, 1.5 * width, 1.25 * height + 12.0)
        return covered.adjusted(-margin, -margin, margin, margin) & canvas

    def _paint_halo(
        self, painter: QPainter, frame: Frame, look: Look, base: QTransform
    ) -> None:
        """Paint the halo opaque; its opacity is that of the whole picture."""
        halo = self._geometry.halos[look]
        opaque = QColor(halo.color)
        opaque.setAlpha(255)
        pen = QPen(QBrush(opaque), 2.0 * halo.width)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for shape in self._silhouettes:
            painter.setTransform(frame.shape(shape) * base)
            painter.drawPath(shape.path)

    def _paint_shapes(
        self,
        painter: QPainter,
        shapes: tuple[Shape, ...],
        frame: Frame,
        base: QTransform,
    ) -> None:
        """Paint shapes; the outlines of neighbours lie behind all of them."""
        outlined = [shape for shape in shapes if shape.outline > 0.0]
        done = False
        for shape in shapes:
            if shape.outline > 0.0 and not done:
                done = True
                painter.setBrush(Qt.BrushStyle.NoBrush)
                for each in outlined:
                    painter.setTransform(frame.shape(each) * base)
                    painter.setPen(self._pen("hair_line", each.outline))
                    painter.drawPath(each.path)
            self._paint_shape(painter, shape, frame, base)

    def _paint_shape(
        self, painter: QPainter, shape: Shape, frame: Frame, base: QTransform
    ) -> None:
        if shape.within:
            around = self._named[shape.within]
            painter.save()
            painter.setTransform(frame.shape(around) * base)
            painter.setClipPath(around.path)
        painter.setTransform(frame.shape(shape) * base)
        if shape.fill:
            painter.setBrush(self._geometry.brushes[shape.fill])
        else:
            painter.setBrush(Qt.BrushStyle.NoBrush)
        if shape.line and shape.width > 0.0:
            painter.setPen(self._pen(shape.line, shape.width))
        else:
            painter.setPen(Qt.PenStyle.NoPen)
        painter.setOpacity(shape.opacity)
        painter.drawPath(shape.path)
        painter.setOpacity(1.0)
        if shape.within:
            painter.restore()

    def _pen(self, paint: str, width: float) -> QPen:
        pen = self._pens.get((paint, width))
        if pen is None:
            pen = QPen(self._geometry.brushes[paint], width)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            self._pens[paint, width] = pen
        return pen
