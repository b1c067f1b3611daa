"""Where the companion stands: corners, edges, screens that went, room for the bubble."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect, QSize

from lumen.ui.overlay_place import (
    LEAST_HEIGHT,
    SNAP,
    Corner,
    Ground,
    Side,
    at_corner,
    bubble_place,
    first_place,
    ground_of,
    ground_under,
    inside,
    menu_place,
    resized,
    size_for,
    snapped,
)

AREA = QRect(100, 50, 1000, 700)
SIZE = QSize(240, 320)
RIGHT, BOTTOM = 1100, 750
MAIN = Ground("main", AREA)
SECOND = Ground("second", QRect(1100, 0, 800, 600))

points = st.integers(-5000, 5000)


def test_a_corner_is_where_its_name_says():
    places = {corner: at_corner(SIZE, AREA, corner) for corner in Corner}
    assert places == {
        Corner.TOP_LEFT: QPoint(100, 50),
        Corner.TOP_RIGHT: QPoint(RIGHT - 240, 50),
        Corner.BOTTOM_LEFT: QPoint(100, BOTTOM - 320),
        Corner.BOTTOM_RIGHT: QPoint(RIGHT - 240, BOTTOM - 320),
    }


def test_near_edges_pull_and_far_ones_do_not():
    near = QRect(QPoint(100 + SNAP - 1, BOTTOM - 320 - SNAP + 1), SIZE)
    assert snapped(near, AREA) == QPoint(100, BOTTOM - 320)
    far = QRect(QPoint(100 + SNAP, BOTTOM - 320 - SNAP), SIZE)
    assert snapped(far, AREA) == far.topLeft()


@given(points, points)
def test_it_never_rests_outside(x, y):
    frame = QRect(QPoint(x, y), SIZE)
    for place in (snapped(frame, AREA), inside(frame, AREA)):
        assert AREA.contains(QRect(place, SIZE))


def test_what_is_larger_than_the_screen_keeps_its_upper_left_corner():
    frame = QRect(0, 0, 2000, 2000)
    assert inside(frame, AREA) == snapped(frame, AREA) == AREA.topLeft()


def test_it_appears_in_the_lower_right_corner_of_the_main_screen():
    place = first_place(SIZE, [MAIN, SECOND], "", {})
    assert place == at_corner(SIZE, AREA, Corner.BOTTOM_RIGHT)


def test_it_appears_where_it_stood_on_the_screen_it_stood_on():
    known = {"main": (5, 6), "second": (10, 20)}
    assert first_place(SIZE, [MAIN, SECOND], "second", known) == QPoint(1110, 20)
    assert first_place(SIZE, [MAIN], "second", known) == QPoint(105, 56)
    assert first_place(SIZE, [SECOND], "gone", {"second": (9999, -9)}) == QPoint(
        1900 - 240, 0
    )


def test_the_screen_under_it_is_the_one_that_holds_most():
    grounds = [MAIN, SECOND]
    assert ground_under(QRect(1000, 100, 150, 200), grounds) is MAIN
    assert ground_under(QRect(1000, 100, 400, 200), grounds) is SECOND
    assert ground_under(QRect(-9000, 0, 10, 10), grounds) is MAIN


def test_a_screen_is_known_by_name_and_geometry():
    whole = QRect(1920, 0, 1280, 800)
    ground = ground_of("HDMI-1", whole, whole.adjusted(0, 30, 0, 0))
    assert ground == Ground("HDMI-1 1280x800+1920+0", QRect(1920, 30, 1280, 770))
    assert ground != ground_of("HDMI-1", whole.translated(1, 0), ground.area)


@given(st.integers(-100, 5000))
def test_any_height_fits_the_screen_and_stays_visible(height):
    size = size_for(height, AREA)
    assert LEAST_HEIGHT <= size.height() <= AREA.height()
    assert size.width() <= AREA.width()
    assert size_for(height).height() >= size.height()


def test_grown_it_stays_on_its_feet_and_at_its_edges():
    larger = QSize(300, 400)
    free = resized(QRect(QPoint(400, 200), SIZE), larger, AREA)
    assert free == QRect(370, 120, 300, 400)
    for corner in Corner:
        frame = QRect(at_corner(SIZE, AREA, corner), SIZE)
        grown = resized(frame, larger, AREA)
        assert grown.topLeft() == at_corner(larger, AREA, corner)
    assert resized(free, SIZE, AREA) == QRect(QPoint(400, 200), SIZE)


def test_the_bubble_is_above_or_beside_and_never_over_the_edge():
    bubble = QSize(280, 70)
    for corner, side in (
        (Corner.BOTTOM_LEFT, Side.ABOVE),
        (Corner.BOTTOM_RIGHT, Side.ABOVE),
        (Corner.TOP_LEFT, Side.RIGHT),
        (Corner.TOP_RIGHT, Side.LEFT),
    ):
        face = QRect(at_corner(SIZE, AREA, corner), SIZE)
        place, found = bubble_place(face, bubble, AREA)
        assert found is side
        assert AREA.contains(QRect(place, bubble))


@pytest.mark.parametrize(
    ("x", "left"), [(0, 100), (500, 600), (900, 700), (1_000, 800), (40, 140)]
)
def test_a_menu_opens_beside_the_face(x, left):
    area = QRect(0, 0, 1100, 600)
    at = menu_place(QRect(x, 500, 100, 100), QSize(200, 300), area)
    assert at == QPoint(left, 300)
