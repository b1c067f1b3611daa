"""The stage: a backdrop with light, painted once, and a character that fills it."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QWidget

from avatar_pictures import CHARACTER, RIG, picture, pixels
from lumen.ui.avatar_backdrop import Backdrop
from lumen.ui.avatar_sheet import posed
from lumen.ui.avatar_stage import AvatarStage
from lumen.ui.theme import Theme, ThemeMode


def backdrop(top: str, bottom: str, width: int = 280, height: int = 600) -> np.ndarray:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    canvas = QPainter(image)
    canvas.setRenderHint(QPainter.RenderHint.Antialiasing)
    Backdrop.of(QColor(top), QColor(bottom)).paint(canvas, QRectF(image.rect()))
    canvas.end()
    return pixels(image)


@pytest.mark.parametrize(
    ("top", "bottom"), [("#d3e0ff", "#f3e8f6"), ("#26315a", "#2c2440")]
)
def test_the_light_is_behind_the_head(top: str, bottom: str) -> None:
    seen = backdrop(top, bottom).sum(axis=2)
    behind_the_head = seen[600 - 270, 140]
    assert behind_the_head > seen[600 - 270, 2] + 12
    assert behind_the_head > seen[120, 140]


def test_stars_are_left_out_where_there_is_no_room() -> None:
    high, low = backdrop("#26315a", "#2c2440"), backdrop("#26315a", "#2c2440", 280, 100)

    def specks(rows: np.ndarray) -> int:
        light = rows[:, :80].sum(axis=2)  # beside the ring
        return int((light > np.median(light, axis=1, keepdims=True) + 45).sum())

    assert specks(high[:200]) > 20
    assert specks(low[:8]) == 0


def test_the_stage_is_painted_once_until_the_theme_or_the_size_changes(qapp) -> None:
    theme = Theme(qapp, ThemeMode.LIGHT)
    stage = AvatarStage(theme, QWidget())
    stage.resize(200, 300)
    light = pixels(stage.grab().toImage())
    kept = stage._kept
    stage.grab()
    assert stage._kept is kept
    theme.set_mode(ThemeMode.DARK)
    dark = pixels(stage.grab().toImage())
    assert light[150, 100].sum() > dark[150, 100].sum() + 200
    stage.resize(240, 300)
    assert pixels(stage.grab().toImage()).shape[1] == 240
    theme.set_mode(ThemeMode.LIGHT)


def test_the_corners_of_the_stage_are_round(qapp) -> None:
    stage = AvatarStage(Theme(qapp, ThemeMode.LIGHT), QWidget())
    stage.resize(200, 300)
    stage.grab()
    painted = stage._kept
    assert painted is not None
    assert painted.toImage().pixelColor(0, 0).alpha() == 0
    assert painted.toImage().pixelColor(100, 150).alpha() == 255


@pytest.mark.parametrize("width", [280, 340, 374])
def test_a_narrow_stage_is_filled_from_side_to_side(width: int) -> None:
    """Nothing is cut off at the sides, and little is left empty beside the hair."""
    seen = pixels(picture(posed(RIG), (width, 656)))
    ground = seen[2, 2]
    columns = (np.abs(seen - ground).max(axis=2) > 24).any(axis=0)
    painted = np.flatnonzero(columns)
    assert painted[0] > 0
    assert painted[-1] < width - 1
    assert (painted[-1] - painted[0]) / width > 0.8


def test_long_hair_is_not_cut_off(qapp) -> None:
    from lumen.ui.avatar_character import load_character
    from lumen.ui.avatar_painter import AvatarPainter
    from lumen.ui.avatar_shapes import Appearance

    for hair in CHARACTER.geometry.wardrobe.hair:
        geometry = load_character(appearance=Appearance(hair=hair)).geometry
        seen = pixels(picture(posed(RIG), (300, 656), painter=AvatarPainter(geometry)))
        edges = np.abs(seen[:, [0, -1]] - seen[2, 2]).max(axis=2)
        assert edges.max() < 24, hair
