"""The choice of hair, clothes and colours: seen at once, in settings and window."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QRectF

from avatar_pictures import pixels
from lumen.avatar.engine import AvatarEngine
from lumen.core.units import Seconds
from lumen.storage.settings_model import AppearanceSettings
from lumen.ui.avatar_character import load_character
from lumen.ui.avatar_director import dress
from lumen.ui.avatar_painter import AvatarPainter
from lumen.ui.avatar_preview import AppearancePreview, appearance_of, standing
from lumen.ui.avatar_shapes import Appearance
from lumen.ui.avatar_view import AvatarView
from lumen.ui.settings_fields import editor_for

CHARACTER = load_character()


def test_the_settings_offer_what_the_character_has(qapp) -> None:
    fields = AppearanceSettings.model_fields
    offered = CHARACTER.geometry.wardrobe
    for key, names in (
        ("palette", offered.palettes),
        ("hair", offered.hair),
        ("outfit", offered.outfits),
    ):
        assert fields[key].annotation.__args__ == names
        assert fields[key].default == names[0]
        assert editor_for(key, fields[key], None) is not None


def test_an_appearance_is_read_from_settings_and_from_fields() -> None:
    there = AppearanceSettings(palette="Moon", hair="long", outfit="jacket")
    expected = Appearance("Moon", "long", "jacket")
    assert appearance_of(there) == appearance_of(there.model_dump()) == expected
    assert appearance_of(object()) == Appearance()


def test_clothes_are_seen_however_small_it_is(qtbot) -> None:
    preview = AppearancePreview()
    qtbot.addWidget(preview)
    preview.resize(300, 220)
    seen = []
    for outfit in CHARACTER.geometry.wardrobe.outfits:
        values = AppearanceSettings().model_dump() | {"outfit": outfit, "size": 50}
        preview.show_values(values)
        image = preview.grab().toImage().copy(100, 200, 100, 40)  # the lower edge
        seen.append(pixels(image))
    assert (np.abs(seen[0] - seen[1]).max(axis=2) > 40).mean() > 0.2


def test_the_preview_changes_with_every_choice(qtbot) -> None:
    preview = AppearancePreview()
    qtbot.addWidget(preview)
    preview.resize(300, 220)
    seen = []
    for changed in (
        {},
        {"palette": "Rose"},
        {"hair": "long"},
        {"outfit": "jacket"},
        {"size": 50},
    ):
        values = AppearanceSettings().model_dump() | changed
        preview.show_values(values | {"name": "Ada"})
        seen.append(preview.grab().toImage())
    for index, first in enumerate(seen):
        assert all(first != other for other in seen[index + 1 :])
    assert "Ada" in preview.accessibleName()


def test_the_window_wears_what_was_chosen(qtbot) -> None:
    view = AvatarView(
        AvatarEngine(CHARACTER.rig, 1),
        AvatarPainter(CHARACTER.geometry),
        lambda: Seconds(10.0),
        lambda: None,
    )
    qtbot.addWidget(view)
    view.resize(240, 320)
    before = view.grab().toImage()
    chosen = AppearanceSettings(palette="Forest", hair="long", name="Ada", size=60)
    dress(view, chosen)
    after = view.grab().toImage()
    assert before != after
    assert view.accessibleName() == "Ada"
    assert view.accessibleDescription().startswith("Ada ")
    assert after.pixel(120, 60) == after.pixel(1, 1)  # it is smaller


@pytest.mark.parametrize("share", [0.4, 1.0])
def test_a_smaller_character_stands_on_the_edge(qtbot, share: float) -> None:
    preview = AppearancePreview()
    qtbot.addWidget(preview)
    preview.resize(300, 220)
    box = standing(preview, share)
    assert box.bottom() == pytest.approx(preview.height())
    assert box.center().x() == pytest.approx(150)
    assert box.height() == pytest.approx(preview.height() * share)
    assert QRectF(preview.rect()).contains(box)
