from __future__ import annotations

import dataclasses
import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QStyleHints

from lumen.ui.icons import ICON_NAMES, icon, pixmap
from lumen.ui.stylesheet import MARKS as MARK_NAMES
from lumen.ui.stylesheet import stylesheet
from lumen.ui.theme import DARK, LIGHT, Theme, ThemeMode, Tokens, contrast

BOTH = pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
MARKS = dict.fromkeys(MARK_NAMES, "x")


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@BOTH
@pytest.mark.parametrize(
    ("ink", "paper"),
    [
        *((ink, paper) for ink in ("text", "muted", "warm_text", "accent") for paper in ("window", "surface")),
        ("text", "raised"), ("muted", "raised"), ("on_accent", "accent"), ("on_accent", "accent_strong"),
        ("on_bubble", "bubble"), ("text", "bubble"), ("accent", "raised"), ("on_warm", "warm"), ("text", "warm_soft"), ("warm_text", "warm_soft"),
        ("muted", "warm_soft"), ("accent", "warm_soft"), ("surface", "text"),
    ],
)  # fmt: skip
def test_text_reaches_aa(tokens: Tokens, ink: str, paper: str):
    assert contrast(getattr(tokens, ink), getattr(tokens, paper)) >= 4.5


@BOTH
@pytest.mark.parametrize(
    "paper", ["window", "surface", "bubble", "warm_soft", "raised"]
)
def test_focus_rings_and_controls_stand_out(tokens: Tokens, paper: str):
    assert contrast(tokens.focus, getattr(tokens, paper)) >= 3
    if paper in ("window", "surface"):
        for name in ("edge", "warm"):
            assert contrast(getattr(tokens, name), getattr(tokens, paper)) >= 3
        for color in tokens.spans:
            assert contrast(color, getattr(tokens, paper)) >= 3


def _deuteranope(color: str) -> tuple[float, float, float]:
    """Source: Machado, Oliveira & Fernandes (2009), severity 1.0."""
    rgb = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    rows = ((0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969))
    red, green, blue = (
        sum(w * c for w, c in zip(row, rgb, strict=True)) for row in rows
    )
    return red, green, blue


@BOTH
def test_accent_and_warm_stay_apart_for_the_colour_blind(tokens: Tokens):
    pairs = zip(_deuteranope(tokens.accent), _deuteranope(tokens.warm), strict=True)
    assert sum((a - b) ** 2 for a, b in pairs) ** 0.5 > 0.4


@BOTH
def test_the_style_sheet_is_whole(tokens: Tokens):
    sheet = stylesheet(tokens, 10.5, MARKS)
    assert "$" not in sheet
    assert sheet.count("{") == sheet.count("}")
    colors = set(re.findall(r"#[0-9a-f]{6}\b", sheet))
    known = {v for v in dataclasses.asdict(tokens).values() if isinstance(v, str)}
    assert colors <= known


def test_the_wanted_palette_is_used(qtbot, qapp):
    theme = Theme(qapp, ThemeMode.LIGHT)
    with qtbot.waitSignal(theme.changed):
        theme.set_mode(ThemeMode.DARK)
    assert theme.dark
    assert theme.mode is ThemeMode.DARK
    assert qapp.palette().window().color().name() == DARK.window
    assert theme.color("accent").name() == DARK.accent
    theme.set_mode(ThemeMode.LIGHT)
    assert not theme.dark


def test_it_follows_qts_word_where_the_desktop_says_nothing(qapp, monkeypatch):
    theme = Theme(qapp, ThemeMode.SYSTEM)
    assert not theme.dark
    scheme = Qt.ColorScheme.Dark
    # No platform of the tests knows of schemes: Qt's own word cannot be changed there.
    monkeypatch.setattr(QStyleHints, "colorScheme", lambda _hints: scheme)
    qapp.styleHints().colorSchemeChanged.emit(scheme)
    assert theme.dark


def test_fonts_scale_and_are_readable(qapp):
    theme = Theme(qapp, ThemeMode.LIGHT)
    size = theme.font().pointSizeF()
    assert size >= 10.5
    assert theme.font(2.0, bold=True).pointSizeF() == pytest.approx(2 * size)
    assert theme.font(bold=True).weight() == QFont.Weight.DemiBold


@pytest.mark.parametrize("name", ICON_NAMES)
def test_every_icon_paints_something(qapp, name: str):
    image = pixmap(name, "#ff0000", 24, 2.0).toImage()
    assert image.width() == 48
    painted = sum(
        image.pixelColor(x, y).alpha() > 0 for x in range(48) for y in range(48)
    )
    assert 40 < painted < 48 * 48 * 0.7
    assert not icon(name, "#ff0000", "#888888").isNull()


def test_the_desktops_own_word_counts_before_qts(qapp):
    theme = Theme(qapp, ThemeMode.SYSTEM)
    told = []
    theme.changed.connect(lambda: told.append(theme.dark))
    theme.set_system_scheme(dark=True)
    theme.set_system_scheme(dark=True)
    assert (theme.dark, told) == (True, [True])
    theme.set_mode(ThemeMode.LIGHT)
    theme.set_system_scheme(dark=False)
    theme.set_system_scheme(dark=True)
    assert (theme.dark, told) == (False, [True, False])
    theme.set_mode(ThemeMode.SYSTEM)
    assert theme.dark
    theme.set_system_scheme(None)
    assert not theme.dark


def test_a_word_that_changes_nothing_styles_nothing_anew(qapp, monkeypatch):
    theme = Theme(qapp, ThemeMode.LIGHT)
    told = []
    theme.changed.connect(lambda: told.append(theme.dark))
    sheets = []
    monkeypatch.setattr(qapp, "setStyleSheet", sheets.append)
    theme.set_mode(ThemeMode.SYSTEM)
    theme.set_system_scheme(dark=False)  # what most desktops say after the start
    theme.set_system_scheme(None)
    theme.set_mode(ThemeMode.LIGHT)
    assert (told, sheets) == ([], [])


def test_it_begins_as_the_desktop_wished_already(qapp):
    assert Theme(qapp, ThemeMode.SYSTEM, system_dark=True).dark
    assert not Theme(qapp, ThemeMode.LIGHT, system_dark=True).dark
    theme = Theme(qapp, ThemeMode.SYSTEM, system_dark=True)
    theme.set_system_scheme(None)
    assert not theme.dark
