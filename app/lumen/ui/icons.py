"""Lumen's own icons: strokes on a 24 by 24 grid, in any colour, sharp at any scale."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

_HEART = (
    "M12 19.6C5.6 15 3.6 12 3.6 9a4.4 4.4 0 0 1 8.4-1.8A4.4 4.4 0 0 1 20.4 9"
    "c0 3-2 6-8.4 10.6z"
)
_SHAPES = {
    "send": '<path d="M12 19V5.5M6 11l6-6 6 6"/>',
    "stop": '<rect x="7" y="7" width="10" height="10" rx="2" fill="currentColor"/>',
    "microphone": '<rect x="9" y="3" width="6" height="11" rx="3"/>'
    '<path d="M5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3"/>',
    "hands_free": '<path d="M4 10.5v3M8 7v10M12 4v16M16 7v10M20 10.5v3"/>',
    "copy": '<rect x="9" y="9" width="11" height="11" rx="2.5"/>'
    '<path d="M5 15V6.5a2.5 2.5 0 0 1 2.5-2.5H15"/>',
    "thumb_up": '<path d="M7.5 11v9H4.5v-9zM7.5 11l4-7.5c1.7 0 2.5 1.2 2.2 2.7'
    'L13 10h5.2c1.3 0 2.2 1.2 1.8 2.4l-1.8 6.2c-.3.9-1.1 1.4-2 1.4H7.5"/>',
    "thumb_down": '<g transform="rotate(180 12 12)"><path d="M7.5 11v9H4.5v-9z'
    "M7.5 11l4-7.5c1.7 0 2.5 1.2 2.2 2.7L13 10h5.2c1.3 0 2.2 1.2 1.8 2.4"
    'l-1.8 6.2c-.3.9-1.1 1.4-2 1.4H7.5"/></g>',
    "again": '<path d="M19.5 12a7.5 7.5 0 1 1-2.2-5.3l2.2 2.1M19.5 4v4.8h-4.8"/>',
    "delete": '<path d="M5 7h14M9.5 7V4.5h5V7M7 7l.8 12.5h8.4L17 7'
    'M10.3 10.5v5.5M13.7 10.5v5.5"/>',
    "settings": '<path d="M4 7.5h8M18 7.5h2M4 16.5h2M12 16.5h8"/>'
    '<circle cx="15" cy="7.5" r="2.7"/><circle cx="9" cy="16.5" r="2.7"/>',
    "models": '<path d="M12 3.3l7.7 4.4v8.6L12 20.7l-7.7-4.4V7.7zM4.3 7.7L12 12l7.7-4.3'
    'M12 12v8.7"/>',
    "link": '<path d="M10 14a4 4 0 0 0 5.7 0l3-3A4 4 0 0 0 13 5.3l-1 1M14 10a4 4 0 0 0'
    '-5.7 0l-3 3A4 4 0 0 0 11 18.7l1-1"/>',
    "help": '<circle cx="12" cy="12" r="8.7"/><path d="M9.7 9.6a2.4 2.4 0 1 1 3.5 2.1'
    'c-.8.5-1.2 1-1.2 1.9M12 16.8v.1"/>',
    "about": '<circle cx="12" cy="12" r="8.7"/><path d="M12 11.2v5M12 7.7v.1"/>',
    "warning": '<path d="M12 4.2l8.7 15.2H3.3zM12 10v4.2M12 16.8v.1"/>',
    "more": '<g fill="currentColor" stroke="none"><circle cx="5.5" cy="12" r="1.7"/>'
    '<circle cx="12" cy="12" r="1.7"/><circle cx="18.5" cy="12" r="1.7"/></g>',
    "close": '<path d="M6.5 6.5l11 11M17.5 6.5l-11 11"/>',
    "check": '<path d="M5 12.7l4.7 4.6L19 7.5"/>',
    "down": '<path d="M6.5 9.5l5.5 5.5 5.5-5.5"/>',
    "up": '<path d="M6.5 14.5L12 9l5.5 5.5"/>',
    "download": '<path d="M12 4v11M7 10.5l5 5 5-5M5 19.5h14"/>',
    "unsaved": '<path d="M7 10.5V8a5 5 0 0 1 9.6-2M5.5 10.5h13v9.5h-13zM12 14v2.5"/>',
    "file": '<path d="M4 6.5h5.5l2 2.5H20v10H4z"/>',
    "times": '<path d="M4 20h16M7 16.5v-5M12 16.5V5M17 16.5V8.5"/>',
    "privacy": '<path d="M3.3 12S6.6 6.2 12 6.2s8.7 5.8 8.7 5.8-3.3 5.8-8.7 5.8S3.3 12'
    ' 3.3 12zM4.5 19.5l15-15"/><circle cx="12" cy="12" r="2.4"/>',
    "quit": '<path d="M12 4v8M7.5 6.8a7.5 7.5 0 1 0 9 0"/>',
    "play": '<path d="M8 5.2v13.6L19 12z" fill="currentColor"/>',
    "pause": '<g fill="currentColor" stroke="none"><rect x="6.5" y="5" width="4"'
    ' height="14" rx="1.2"/><rect x="13.5" y="5" width="4" height="14" rx="1.2"/></g>',
    "heart": f'<path d="{_HEART}"/>',
    "heart_full": f'<path d="{_HEART}" fill="currentColor"/>',
    "next": '<path d="M6 6v12l9-6z" fill="currentColor"/><path d="M18 6v12"/>',
    "previous": '<path d="M18 6v12l-9-6z" fill="currentColor"/><path d="M6 6v12"/>',
    "shuffle": '<path d="M4 7h2.5c4.5 0 6 10 10.5 10h3M4 17h2.5c1.6 0 2.8-1.3 3.8-3'
    "M13.2 10c1-1.7 2.2-3 3.8-3h3M17.5 4.3L20.2 7l-2.7 2.7"
    'M17.5 14.3l2.7 2.7-2.7 2.7"/>',
    "repeat": '<path d="M4.5 11.5V10A3.5 3.5 0 0 1 8 6.5h11.5M16.7 3.7L19.5 6.5'
    "l-2.8 2.8M19.5 12.5V14a3.5 3.5 0 0 1-3.5 3.5H4.5M7.3 14.7"
    'L4.5 17.5l2.8 2.8"/>',
    "repeat_one": '<path d="M4.5 11.5V10A3.5 3.5 0 0 1 8 6.5h11.5M16.7 3.7'
    "L19.5 6.5l-2.8 2.8M19.5 12.5V14a3.5 3.5 0 0 1-3.5 3.5H4.5"
    'M7.3 14.7L4.5 17.5l2.8 2.8M11 10.7l1.3-.9v4.7"/>',
    "volume": '<path d="M4 9.5v5h3.2L12 18.5v-13L7.2 9.5zM15.3 9.2a4 4 0 0 1 0'
    ' 5.6M17.9 6.6a7.6 7.6 0 0 1 0 10.8"/>',
    "muted": '<path d="M4 9.5v5h3.2L12 18.5v-13L7.2 9.5zM15.5 9.7l4.6 4.6'
    'M20.1 9.7l-4.6 4.6"/>',
    "music": '<path d="M9.5 17.5V6l9-2v11.5"/><circle cx="7" cy="17.5" r="2.5"/>'
    '<circle cx="16" cy="15.5" r="2.5"/>',
    "film": '<rect x="3.8" y="5" width="16.4" height="14" rx="2.5"/><path d="M8 5v14'
    'M16 5v14M3.8 9.7H8M3.8 14.3H8M16 9.7h4.2M16 14.3h4.2"/>',
    "stream": '<circle cx="12" cy="12" r="1.8" fill="currentColor"/><path d="M8.3 15.7'
    "a5.2 5.2 0 0 1 0-7.4M15.7 8.3a5.2 5.2 0 0 1 0 7.4M5.5 18.5a9.2 9.2"
    ' 0 0 1 0-13M18.5 5.5a9.2 9.2 0 0 1 0 13"/>',
    "timer": '<circle cx="12" cy="13.3" r="7.2"/><path d="M12 9.3v4l2.4 1.7M9.5 3h5"/>',
    "bell": '<path d="M6.2 16.5c1-1.2 1.3-2.7 1.3-5.5a4.5 4.5 0 0 1 9 0c0 2.8.3'
    ' 4.3 1.3 5.5zM10.3 19.5a2 2 0 0 0 3.4 0M12 4.2v2"/>',
    "overlay": '<path d="M4 17.5v-11h16v4M4 17.5h7"/>'
    '<circle cx="16.7" cy="14.2" r="2.2"/><path d="M12.9 20.5a3.8 3.8 0 0 1 7.6 0"/>',
    "add": '<path d="M12 5.5v13M5.5 12h13"/>',
}

ICON_NAMES = tuple(_SHAPES)


def pixmap(name: str, color: str, side: int, ratio: float) -> QPixmap:
    """Paint an icon.

    Args:
        name: One of `ICON_NAMES`.
        color: ``#rrggbb``.
        side: Device-independent pixels.
        ratio: Device pixels per device-independent pixel.
    """
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" '
        'stroke="currentColor" stroke-width="1.8" stroke-linecap="round" '
        f'stroke-linejoin="round">{_SHAPES[name]}</svg>'
    ).replace("currentColor", color)
    picture = QPixmap(round(side * ratio), round(side * ratio))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(svg.encode())).render(
        painter, QRectF(0, 0, picture.width(), picture.height())
    )
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


@cache
def icon(name: str, color: str, disabled: str = "", side: int = 20) -> QIcon:
    """An icon for a control, sharp up to a scale of three.

    Args:
        name: One of `ICON_NAMES`.
        color: ``#rrggbb``.
        disabled: Colour while the control is disabled; empty for none of its own.
        side: Device-independent pixels.
    """
    result = QIcon()
    for ratio in (1.0, 2.0, 3.0):
        result.addPixmap(pixmap(name, color, side, ratio))
        if disabled:
            grey = pixmap(name, disabled, side, ratio)
            result.addPixmap(grey, QIcon.Mode.Disabled)
    return result
