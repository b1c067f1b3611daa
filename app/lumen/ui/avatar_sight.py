"""Pictures as other eyes see them: without colour, and without green."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtGui import QImage


class Sight(StrEnum):
    """Through whose eyes a picture is seen."""

    USUAL = "usual"
    GREY = "grey"
    DEUTERANOPIA = "deuteranopia"


_DEUTERANOPIA = (
    (0.367322, 0.860646, -0.227968),
    (0.280085, 0.672501, 0.047413),
    (-0.011820, 0.042940, 0.968881),
)
"""Source: Machado, Oliveira and Fernandes, "A Physiologically-based Model for
Simulation of Color Vision Deficiency", 2009, table of severity 1.0."""


def as_seen(image: QImage, sight: Sight) -> QImage:
    """The picture as it is seen through other eyes."""
    if sight is Sight.USUAL:
        return image
    if sight is Sight.GREY:
        grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
        return grey.convertToFormat(QImage.Format.Format_RGB32)
    return _without_green(image)


def _without_green(image: QImage) -> QImage:
    import numpy as np

    image = image.convertToFormat(QImage.Format.Format_RGB888)
    width, height = image.width(), image.height()
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(height, -1)
    srgb = rows[:, : 3 * width].reshape(height, width, 3) / 255.0
    linear = np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)
    seen = np.clip(linear @ np.array(_DEUTERANOPIA).T, 0.0, 1.0)
    bent = np.where(
        seen <= 0.0031308, seen * 12.92, 1.055 * seen ** (1.0 / 2.4) - 0.055
    )
    data = np.ascontiguousarray((bent * 255.0 + 0.5).astype(np.uint8))
    made = QImage(data.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888)
    return made.convertToFormat(QImage.Format.Format_RGB32)
