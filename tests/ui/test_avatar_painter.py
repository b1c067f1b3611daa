"""The drawing: golden pictures, eyes that stay in the face, layers that hold."""

from __future__ import annotations

import itertools
import os
import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPolygonF, QTransform

from avatar_pictures import (
    CHARACTER,
    GOLDEN,
    POSES,
    RIG,
    faults,
    grey,
    picture,
    pixels,
)
from lumen.avatar.engine import AvatarEngine
from lumen.avatar.names import Presence
from lumen.avatar.rig import Channel, Weights
from lumen.avatar.temper import REGRET
from lumen.avatar.toml_file import MOST_BYTES
from lumen.core.assets import asset
from lumen.core.errors import InputError
from lumen.core.expression import Expression, Viseme
from lumen.core.turn import Phase
from lumen.core.units import Seconds
from lumen.ui.avatar_character import load_character
from lumen.ui.avatar_eyes import LEFT, RIGHT, Lids, eye_place
from lumen.ui.avatar_frame import Frame
from lumen.ui.avatar_geometry import load_geometry, parse_geometry
from lumen.ui.avatar_glow import Glow
from lumen.ui.avatar_kept import KeptPicture
from lumen.ui.avatar_painter import AvatarPainter
from lumen.ui.avatar_shapes import Appearance, Layer, Look, smooth_path
from lumen.ui.avatar_sheet import (
    Part,
    SheetPlan,
    contact_sheet,
    expressions,
    posed,
    stills,
)
from lumen.ui.avatar_sight import Sight, as_seen

OWN = asset("characters", "lumen", "geometry.toml")


# ---- golden pictures -------------------------------------------------------------------


@pytest.mark.parametrize("name", POSES)
def test_golden_pictures(name: str) -> None:
    """Tolerant to one step of antialiasing; LUMEN_GOLDEN=1 writes them anew."""
    pose, size, look = POSES[name]
    now = picture(pose, size, look)
    file = GOLDEN / f"avatar_{name}.png"
    if os.environ.get("LUMEN_GOLDEN"):
        GOLDEN.mkdir(parents=True, exist_ok=True)
        plain = now.convertToFormat(QImage.Format.Format_RGB888)
        assert plain.save(str(file), "PNG", 0)  # the smallest file
    golden = QImage(str(file))
    assert not golden.isNull(), file
    assert faults(now, golden) == []


@pytest.mark.parametrize(
    "change",
    [
        {Channel.BROW_DOWN_LEFT: 0.25},
        {Channel.BROW_OUTER_UP_RIGHT: 0.3},
        {Channel.MOUTH_SMILE_LEFT: -0.35},
        {Channel.GAZE_X: 0.25},
        {Channel.EYE_BLINK_RIGHT: 0.2},
        {Channel.HEAD_YAW: 0.08},
        {Channel.MARK_ALERT: 1.0},
    ],
    ids=str,
)
def test_a_golden_picture_does_not_hold_for_a_face_that_moved(change: Weights) -> None:
    golden = QImage(str(GOLDEN / "avatar_rest.png"))
    _, size, look = POSES["rest"]
    assert faults(picture(posed(RIG, change), size, look), golden)


def test_a_golden_picture_does_not_hold_for_other_colours() -> None:
    other = load_character(appearance=Appearance("Rose"))
    _, size, look = POSES["rest"]
    now = picture(posed(RIG), size, look, painter=AvatarPainter(other.geometry))
    assert faults(now, QImage(str(GOLDEN / "avatar_rest.png")))


# ---- what is seen -----------------------------------------------------------------------


def test_phases_are_told_apart_in_grey_at_every_size() -> None:
    phases = [p for p in Phase if p is not Phase.SPEAKING]
    for side, least in ((32, 12), (96, 80), (240, 250)):
        seen = {
            p: grey(picture(posed(RIG, RIG.phases[p]), (side, side))) for p in phases
        }
        for first, second in itertools.combinations(phases, 2):
            differing = np.abs(seen[first] - seen[second]) > 30
            assert differing.sum() > least, (side, first, second)


@pytest.mark.parametrize("hair", CHARACTER.geometry.wardrobe.hair)
def test_the_eyes_stay_in_the_face_however_the_head_turns(hair: str) -> None:
    geometry = load_character(appearance=Appearance(hair=hair)).geometry
    face = next(shape for shape in geometry.shapes if shape.name == "face")
    steps = [step / 5.0 for step in range(-5, 6)]
    faces = [each.pose for each in expressions(RIG)]
    faces += [posed(RIG, {Channel.EYE_WIDE_LEFT: 1.0, Channel.EYE_WIDE_RIGHT: 1.0})]
    for yaw, pitch in itertools.product(steps, steps):
        turn = {Channel.HEAD_YAW: yaw, Channel.HEAD_PITCH: pitch}
        for pose in (each.changed(turn) for each in faces):
            frame = Frame(geometry, pose)
            outline = frame.shape(face).map(face.path).toFillPolygon()
            for plane, side, right in (
                (geometry.eyes, LEFT, False),
                (geometry.eyes.mirrored(), RIGHT, True),
            ):
                place = eye_place(frame, plane, right=right)
                eye = place.map(Lids.of(pose, side).opening()).toFillPolygon()
                outside = eye.subtracted(outline)
                assert _area(outside) < 1.0, (yaw, pitch, right)


def _area(polygon: QPolygonF) -> float:
    points = [(point.x(), point.y()) for point in polygon]
    pairs = itertools.pairwise([*points, *points[:1]])
    return abs(sum(x * w - u * y for (x, y), (u, w) in pairs)) / 2.0


def test_eyes_that_left_the_face_would_be_noticed() -> None:
    geometry = CHARACTER.geometry
    frame = Frame(geometry, posed(RIG))
    face = next(shape for shape in geometry.shapes if shape.name == "face")
    outline = frame.shape(face).map(face.path).toFillPolygon()
    away = replace(geometry.eyes, x=geometry.eyes.x + 40.0)
    eye = eye_place(frame, away, right=False).map(Lids.of(posed(RIG), LEFT).opening())
    assert _area(eye.toFillPolygon().subtracted(outline)) > 50.0


@pytest.mark.parametrize("look", list(Look))
def test_the_outline_stands_out_from_its_ground(look: Look) -> None:
    image = pixels(picture(posed(RIG), (240, 320), look))
    ground = image[5, 5]
    row = image[150]
    inside = np.abs(row - ground).sum(axis=1) > 60
    assert inside.sum() > 80
    assert not inside[:10].any()


@pytest.mark.parametrize("side", [1, 8, 24, 63, 64, 199, 200, 1000])
def test_every_size_is_filled_but_not_overrun(side: int) -> None:
    image = QImage(side + 40, side + 40, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    canvas = QPainter(image)
    AvatarPainter(CHARACTER.geometry).paint(
        canvas, QRectF(20, 20, side, side), posed(RIG), Look.LIGHT
    )
    canvas.end()
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(side + 40, -1, 4)
    covered = rows[:, :, 3] > 0
    if side >= 64:
        assert not covered[:19].any()
        assert not covered[:, :19].any()
    if side >= 8:
        assert covered[20:-20, 20:-20].mean() > 0.3


def test_twice_the_pixels_show_the_same_picture() -> None:
    one = picture(posed(RIG), (240, 320))
    two = picture(posed(RIG), (240, 320), ratio=2.0)
    smaller = two.scaled(240, 320)
    smaller.setDevicePixelRatio(1.0)
    off = np.abs(pixels(one) - pixels(smaller)).max(axis=2)
    assert off.mean() < 6.0


# ---- layers -----------------------------------------------------------------------------


def test_layers_are_kept_while_only_eyes_mouth_and_breath_move() -> None:
    painter = AvatarPainter(CHARACTER.geometry)
    picture(posed(RIG), (240, 320), painter=painter)
    count = painter.layers_painted
    for weights in (
        {Channel.JAW_OPEN: 0.8},
        {Channel.EYE_BLINK_LEFT: 1.0},
        {Channel.BREATH: 1.0},
        {Channel.HEAD_YAW: 0.004},
    ):
        picture(posed(RIG, weights), (240, 320), painter=painter)
    assert painter.layers_painted == count
    picture(posed(RIG, {Channel.BODY_YAW: 0.5}), (240, 320), painter=painter)
    assert painter.layers_painted == count + 1  # the head is only moved along
    picture(posed(RIG, {Channel.STRING_LEFT: 0.5}), (240, 320), painter=painter)
    assert painter.layers_painted == count + 2


def test_layers_that_are_due_together_take_turns() -> None:
    painter = AvatarPainter(CHARACTER.geometry)
    picture(posed(RIG), (240, 320), painter=painter)
    turned = posed(RIG, {Channel.HEAD_YAW: 0.09, Channel.HAIR_BACK: 0.3})
    counts = [painter.layers_painted]
    while painter.would_change(turned):
        picture(turned, (240, 320), painter=painter)
        counts.append(painter.layers_painted)
    assert [now - then for then, now in itertools.pairwise(counts)] == [1, 1, 1]
    off = np.abs(
        grey(picture(turned, (240, 320), painter=painter))
        - grey(picture(turned, (240, 320)))
    )
    assert off.mean() < 1.5


def test_a_sudden_turn_is_painted_at_once() -> None:
    painter = AvatarPainter(CHARACTER.geometry)
    picture(posed(RIG), (240, 320), painter=painter)
    count = painter.layers_painted
    picture(posed(RIG, {Channel.HEAD_YAW: 0.9}), (240, 320), painter=painter)
    assert painter.layers_painted >= count + 2


def test_layers_do_not_tremble() -> None:
    """A pose on the border between two pixels stays on one of them."""
    painter = AvatarPainter(CHARACTER.geometry)
    picture(posed(RIG), (240, 320), painter=painter)
    seen = set()
    for step in range(40):
        breath = 0.25 + (0.01 if step % 2 else -0.01)  # half a pixel
        seen.add(
            pixels(
                picture(
                    posed(RIG, {Channel.BREATH: breath}), (240, 320), painter=painter
                )
            ).tobytes()
        )
    assert len(seen) == 1


@pytest.mark.parametrize(
    "weights",
    [
        {Channel.HEAD_PITCH: 0.12},
        {Channel.HEAD_ROLL: 0.1},
        {Channel.BODY_YAW: 0.3},
        {Channel.BODY_LEAN: 0.3},
        {Channel.HEAD_YAW: 0.06, Channel.HEAD_ROLL: -0.06, Channel.BREATH: 0.5},
    ],
)
def test_moved_layers_are_where_new_ones_would_be(weights) -> None:
    kept = AvatarPainter(CHARACTER.geometry)
    picture(posed(RIG), (240, 320), painter=kept)
    pose = posed(RIG, weights)
    moved = picture(pose, (240, 320), painter=kept)
    fresh = grey(picture(pose, (240, 320)))
    before = grey(picture(posed(RIG), (240, 320)))
    off = np.abs(grey(moved) - fresh).mean()
    assert off < 4.5
    assert off < np.abs(before - fresh).mean()


def test_a_glow_is_round_soft_and_kept() -> None:
    image = QImage(80, 80, QImage.Format.Format_RGB32)
    image.fill(QColor("black"))
    glow = Glow(QColor("white"))
    canvas = QPainter(image)
    canvas.translate(40.0, 40.0)
    glow.paint(canvas, 30.0, 15.0)
    canvas.end()
    light = grey(image)
    assert light[40, 40] > 200
    assert light[40, 10 + 15] > 60 > light[40 - 13, 40]
    assert light[40, 8] == light[22, 40] == 0
    assert np.abs(light - light[::-1, ::-1])[1:, 1:].max() < 8


def test_kept_layers_look_like_new_ones() -> None:
    kept = AvatarPainter(CHARACTER.geometry)
    picture(posed(RIG), (240, 320), painter=kept)
    near = posed(RIG, {Channel.HEAD_YAW: 0.03, Channel.BREATH: 0.8})
    off = np.abs(
        grey(picture(near, (240, 320), painter=kept)) - grey(picture(near, (240, 320)))
    )
    assert off.mean() < 3.0


@pytest.mark.parametrize("ratio", [1.0, 1.25, 2.0])
def test_kept_eyes_and_brows_look_like_new_ones(ratio: float) -> None:
    kept, draw = AvatarPainter(CHARACTER.geometry), random.Random(4)
    size = (240, 320)
    face = [c for c in Channel if c.startswith(("eye", "brow", "gaze", "pupil"))]
    for _ in range(12):
        change = {channel: draw.random() for channel in draw.sample(face, 3)}
        pose = posed(RIG, change)
        for _again in range(2):
            now = picture(pose, size, ratio=ratio, painter=kept)
        fresh = picture(pose, size, ratio=ratio)
        assert faults(now, fresh) == [], change


def test_eyes_are_copied_while_they_rest_and_painted_when_they_move() -> None:
    kept, painted = KeptPicture(), []
    image = QImage(60, 60, QImage.Format.Format_ARGB32_Premultiplied)
    box, place = QRectF(-10.0, -10.0, 20.0, 20.0), QTransform.fromTranslate(30.0, 30.0)

    def show(what: str, where: QTransform) -> None:
        image.fill(0)
        canvas = QPainter(image)
        kept.paint(
            canvas,
            where,
            box,
            what,
            lambda painter: (
                painted.append(what),
                painter.fillRect(box, QColor("white")),
            ),
        )
        canvas.end()

    show("open", place)
    show("open", place)
    assert painted == ["open"]
    assert image.pixelColor(21, 21).alpha() == image.pixelColor(39, 39).alpha() == 255
    assert image.pixelColor(18, 30).alpha() == image.pixelColor(42, 30).alpha() == 0
    show("open", place * QTransform.fromTranslate(7.0, -5.0))
    assert painted == ["open"]  # a whole pixel aside it is the same picture
    assert image.pixelColor(28, 16).alpha() == 255
    assert image.pixelColor(25, 16).alpha() == 0
    show("open", place * QTransform.fromTranslate(0.5, 0.0))
    show("shut", place)
    show("shut", place * QTransform.fromScale(1.1, 1.1))
    assert painted == ["open", "open", "shut", "shut"]


def test_it_knows_when_nothing_would_change() -> None:
    painter = AvatarPainter(CHARACTER.geometry)
    assert painter.would_change(posed(RIG))
    picture(posed(RIG), (240, 320), painter=painter)
    assert not painter.would_change(posed(RIG))
    assert not painter.would_change(posed(RIG, {Channel.BREATH: 0.02}))
    assert painter.would_change(posed(RIG, {Channel.BREATH: 1.0}))
    assert painter.would_change(posed(RIG, {Channel.JAW_OPEN: 0.05}))
    assert painter.would_change(posed(RIG, {Channel.HEAD_ROLL: 0.5}))
    assert painter.would_change(posed(RIG, {Channel.BODY_ROLL: 0.9}))
    picture(posed(RIG), (32, 32), painter=painter)
    assert painter.would_change(posed(RIG))


def test_the_painter_gives_its_canvas_back_as_it_was() -> None:
    image = QImage(300, 300, QImage.Format.Format_ARGB32_Premultiplied)
    canvas = QPainter(image)
    canvas.translate(3, 4)
    canvas.setOpacity(0.5)
    before = canvas.transform()
    for side in (40.0, 250.0):
        AvatarPainter(CHARACTER.geometry).paint(
            canvas, QRectF(0, 0, side, side), posed(RIG)
        )
    assert canvas.transform() == before
    assert canvas.opacity() == 0.5
    assert not canvas.hasClipping()
    canvas.end()


def test_a_minute_of_life_is_painted_without_a_fault() -> None:
    engine, painter = AvatarEngine(RIG, 6), AvatarPainter(CHARACTER.geometry)
    for index, phase in enumerate(Phase):
        engine.set_phase(phase, Seconds(10.0 + index))
    for index in range(60):
        pose = engine.pose(Seconds(10.0 + index / 8))
        picture(pose, (72, 96), list(Look)[index % 2], painter=painter)


def test_fifty_thousand_void_calls_lose_no_reference() -> None:
    """PySide6 6.12 aborts here on Python before 3.12; the pin must hold."""
    image = QImage(8, 8, QImage.Format.Format_ARGB32_Premultiplied)
    canvas = QPainter(image)
    for _ in range(50_000):
        canvas.setOpacity(1.0)
    canvas.end()
    assert image.width() == 8


def test_the_contact_sheet_shows_everything(qapp) -> None:
    names = [still.name for still in stills(RIG)]
    assert {*Expression, *Phase, *Viseme} <= set(names)
    sheet = contact_sheet(CHARACTER, SheetPlan(side=40))
    assert sheet.width() >= 240
    assert np.abs(np.diff(pixels(sheet), axis=1)).mean() > 1.0


# ---- hair, clothes and colours ---------------------------------------------------------


def test_every_palette_hairstyle_and_outfit_is_another_picture() -> None:
    offered = CHARACTER.geometry.wardrobe
    assert len(offered.palettes) >= 3
    assert len(offered.hair) >= 2
    assert len(offered.outfits) >= 2
    seen = {}
    for looks in itertools.product(offered.palettes, offered.hair, offered.outfits):
        other = load_character(appearance=Appearance(*looks))
        painter = AvatarPainter(other.geometry)
        seen[looks] = pixels(picture(posed(RIG), (240, 320), painter=painter))
    for first, second in itertools.combinations(seen, 2):
        differing = np.abs(seen[first] - seen[second]).max(axis=2) > 30
        assert differing.mean() > 0.02, (first, second)


def test_an_unknown_appearance_is_the_usual_one() -> None:
    strange = load_character(appearance=Appearance("Plaid", "mohawk", "armour"))
    usual = picture(posed(RIG), (120, 160))
    painter = AvatarPainter(strange.geometry)
    assert picture(posed(RIG), (120, 160), painter=painter) == usual


@pytest.mark.parametrize("presence", [p for p in Presence if p is not Presence.HERE])
@pytest.mark.parametrize("side", [32, 96, 240])
def test_presences_are_told_from_rest_in_grey(presence: Presence, side: int) -> None:
    rest = grey(picture(posed(RIG), (side, side)))
    there = grey(picture(posed(RIG, RIG.presences[presence]), (side, side)))
    assert (np.abs(rest - there) > 30).mean() > 0.015


def test_covered_eyes_see_nobody() -> None:
    covered = posed(RIG, RIG.presences[Presence.PRIVACY])
    opened = covered.changed(
        {Channel.EYE_BLINK_LEFT: 0.0, Channel.EYE_BLINK_RIGHT: 0.0}
    )
    size = (480, 640)
    off = np.abs(grey(picture(covered, size)) - grey(picture(opened, size))) > 24
    seen = covered.changed({Channel.EYES_COVERED: 0.0})
    wide = opened.changed({Channel.EYES_COVERED: 0.0})
    bare = np.abs(grey(picture(seen, size)) - grey(picture(wide, size))) > 24
    assert off.sum() < 0.2 * bare.sum()


def test_a_sheet_without_colour_or_green_keeps_its_light(qapp) -> None:
    plan = SheetPlan(parts=(Part.EXPRESSIONS,), side=64)
    usual = pixels(contact_sheet(CHARACTER, plan))
    colourless = pixels(contact_sheet(CHARACTER, replace(plan, sight=Sight.GREY)))
    assert (np.ptp(colourless, axis=2) == 0).all()
    two = pixels(contact_sheet(CHARACTER, replace(plan, sight=Sight.DEUTERANOPIA)))
    assert abs(two.mean() - usual.mean()) < 12.0
    red = QImage(2, 2, QImage.Format.Format_RGB32)
    red.fill(QColor("#ff0000"))
    seen = as_seen(red, Sight.DEUTERANOPIA).pixelColor(0, 0)
    assert seen.red() - seen.green() < 50  # nearly as yellow as green would be


# ---- the file ---------------------------------------------------------------------------


def test_lumens_own_drawing_has_all_layers() -> None:
    geometry = load_geometry(OWN)
    assert {shape.layer for shape in geometry.shapes} == set(Layer)
    assert geometry.color("iris").name() == "#7c2f0e"
    assert sum(shape.name == "cup" for shape in geometry.shapes) == 2


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (('name = "face"', 'name = "head"'), "within"),
        (('fill = "skin"', 'fill = "paint"'), "paint"),
        (('layer = "face"', 'layer = "sky"'), "layer"),
        (("pivot = [0, 118, -10]", "pivot = [0, 118]"), "pivot"),
        (("turn = [0.40, 0.30, 0.27]", "turn = [0.40, 9, 0.27]"), "turn"),
        (('hair = ["bob", "long"]', "hair = []"), "hair"),
        (('hair = ["bob", "long"]', "hair = [1]"), "hair"),
        (('wear = "bob"', 'wear = "wig"'), "wear"),
        (("[palettes.Indigo]", "[palettes.Indigo]\nfur = '#ffffff'"), "fur"),
        (("[palettes.Indigo]", "[palettes.Indigo]\nskin = 'pale'"), "skin"),
        (("\n[styles]\n", "\n[style]\n"), "styles"),
        (("canvas = [480, 640, 240, 250]", "canvas = [0, 640, 240, 250]"), "canvas"),
        (("canvas = [480, 640, 240, 250]", "canvas = [nan, 640, 240, 250]"), "canvas"),
        (('skin_line = "#a8604f"', ""), "skin_line"),
        (('skin_line = "#a8604f"', 'skin_line = "brown"'), "skin_line"),
        (('hair_tuft = "-206', 'hair_tuft = "900'), "ascend"),
        (("width = 2.6", "width = -1"), "width"),
        (('sway = ["hairBack", -40, 9]', 'sway = ["ear", -40, 9]'), "channel"),
        (('sway = ["hairBack", -40, 9]', 'sway = ["hairBack"]'), "sway"),
        (('points = "-30,96!', 'points = "-30;96!'), "points"),
        (('points = "-30,96!', 'points = "-33333,96!'), "points"),
        (("halo_opacity = 0.92", "halo_opacity = 2"), "halo_opacity"),
        (('halo = "#ffffff"', 'halo = "white"'), "halo"),
        (("[eyes]", "[ears]"), "eyes"),
        (("listen = [146, 22]", "listen = 146"), "listen"),
        (('[[shape]]\nname = "hair behind"', "[shape]\nname = 'x'"), "TOML"),
        (('layer = "back"', "layer = 5"), "layer"),
    ],
)
def test_a_wrong_drawing_names_what_is_wrong(
    change: tuple[str, str], named: str
) -> None:
    text = OWN.read_text("utf-8")
    assert change[0] in text
    with pytest.raises(InputError) as caught:
        parse_geometry(text.replace(change[0], change[1], 1).encode())
    assert named in caught.value.what


@pytest.mark.parametrize(
    "data", [b"", b"\xff", b"x=" + b"[" * 30_000, b"#" * (MOST_BYTES + 1)]
)
def test_what_is_no_drawing_is_refused(data: bytes) -> None:
    with pytest.raises(InputError):
        parse_geometry(data)


def test_a_missing_drawing_is_named_politely(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        load_geometry(tmp_path / "geometry.toml")


def test_shapes_must_be_a_list_of_tables() -> None:
    text = OWN.read_text("utf-8")
    head = text[: text.index("[[shape]]")]
    for shapes in ("", "shape = 3\n", "shape = [1]\n", "shape = []\n"):
        with pytest.raises(InputError, match="shape"):
            parse_geometry((shapes + head).encode())


def test_damaged_drawings_never_crash() -> None:
    whole = OWN.read_bytes()
    draw = random.Random(3)
    for _ in range(120):
        data = bytearray(whole)
        for _ in range(draw.randint(1, 5)):
            at = draw.randrange(len(data))
            if draw.random() < 0.5:
                data[at] = draw.randrange(256)
            else:
                del data[at : at + draw.randint(1, 60)]
        try:
            geometry = parse_geometry(bytes(data))
        except InputError:
            continue
        else:
            assert geometry.shapes


def test_a_curve_passes_its_points() -> None:
    points = [(0.0, 0.0, True), (10.0, 5.0, False), (20.0, 0.0, True)]
    path = smooth_path(points, closed=False)
    ends = [path.elementAt(i) for i in range(0, path.elementCount(), 3)]
    assert [(e.x, e.y) for e in ends] == [(x, y) for x, y, _ in points]
    same = smooth_path([(1.0, 1.0, False)] * 3, closed=True)
    assert same.controlPointRect().isEmpty()


@pytest.mark.parametrize("side", [48, 160])
def test_a_tear_runs_for_sadness_and_for_no_regret(side: int) -> None:
    def crying(much: float) -> QImage:
        return picture(posed(RIG, {Channel.TEAR: much}), (side, side))

    assert crying(REGRET) == crying(0.0)
    assert crying(0.7) != crying(0.0)
