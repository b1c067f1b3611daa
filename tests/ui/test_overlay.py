"""The companion's window: moved, resized, asked, dimmed, cut out, brought back."""

from __future__ import annotations

from dataclasses import fields

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QContextMenuEvent, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lumen.avatar.rig import Channel
from lumen.core.turn import Phase
from lumen.ui import overlay as overlay_module
from lumen.ui.avatar_sheet import posed
from lumen.ui.overlay import Overlay
from lumen.ui.overlay_face import make_face, outline_of
from lumen.ui.overlay_memory import OverlayMemory
from lumen.ui.overlay_menu import OverlayDeeds
from lumen.ui.overlay_place import Corner, Ground, Side, at_corner
from lumen.ui.overlay_screens import grounds
from lumen.ui.overlay_sight import DIMMED
from overlay_parts import Deeds, FakeClicks, FakeSurroundings, Speaker


class Desk:
    """A companion with everything around it."""

    def __init__(self, theme) -> None:
        self.around = FakeSurroundings()
        self.clicks = FakeClicks()
        self.memory = OverlayMemory()
        self.deeds = Deeds()
        self.speaker = Speaker()
        calls = {f.name: self.deeds.note(f.name) for f in fields(OverlayDeeds)}
        face = make_face(theme, self.speaker.clock.now, lambda: self.speaker.heard)
        self.overlay = Overlay(
            face, theme, self.around, self.clicks, self.memory, OverlayDeeds(**calls)
        )
        self.overlay.set_captions(True)

    @property
    def area(self) -> QRect:
        return grounds()[0].area


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    monkeypatch.setattr(overlay_module, "SETTLE_MS", 1)
    monkeypatch.setattr("lumen.ui.overlay_clicks.CLICKS_AFTER_MS", 1)
    monkeypatch.setattr("lumen.ui.overlay_bubble.STAYS_MS", 1)
    monkeypatch.setattr("lumen.ui.overlay_bubble.FADE_MS", 1)


@pytest.fixture
def desk(qtbot, theme):
    desk = Desk(theme)
    qtbot.addWidget(desk.overlay)
    return desk


@pytest.fixture
def shown(qtbot, desk):
    desk.overlay.appear(240)
    qtbot.waitExposed(desk.overlay)
    yield desk
    desk.overlay.sight.end()


def key(window, code, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(window, code, modifier)


def wheel(overlay, delta):
    where = QPointF(overlay.rect().center())
    QApplication.sendEvent(
        overlay,
        QWheelEvent(
            where, overlay.mapToGlobal(where), QPoint(), QPoint(0, delta),
            Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase, False,
        ),
    )  # fmt: skip


def test_it_appears_on_top_without_a_frame_in_the_corner(shown):
    overlay = shown.overlay
    flags = overlay.windowFlags()
    for flag in (Qt.WindowType.FramelessWindowHint, Qt.WindowType.WindowStaysOnTopHint):
        assert flags & flag
    corner = at_corner(overlay.size(), shown.area, Corner.BOTTOM_RIGHT)
    assert overlay.pos() == corner
    assert overlay.height() == 240
    assert overlay.face.running


def test_its_window_does_not_keep_lumen_alive(shown):
    assert not shown.overlay.testAttribute(Qt.WidgetAttribute.WA_QuitOnClose)
    assert shown.overlay.parent() is None


def test_it_paints_nothing_around_the_figure(shown):
    picture = QImage(shown.overlay.size(), QImage.Format.Format_ARGB32)
    picture.fill(Qt.GlobalColor.transparent)
    shown.overlay.render(picture)
    assert picture.pixelColor(1, 1).alpha() == 0
    assert picture.pixelColor(picture.rect().center()).alpha() == 255


def test_a_corner_from_the_menu_is_remembered(qtbot, shown):
    with qtbot.waitSignal(shown.overlay.moved):
        shown.overlay.stand(Corner.TOP_LEFT)
    assert shown.overlay.pos() == shown.area.topLeft()
    ground = grounds()[0]
    assert shown.memory.places == {ground.key: (0, 0)}
    assert shown.memory.last == ground.key


def test_it_snaps_when_let_go_and_not_before(qtbot, shown):
    shown.around.held = True
    shown.overlay.move(shown.area.topLeft() + QPoint(9, 9))
    qtbot.waitUntil(lambda: shown.overlay.moving._by_person)
    assert shown.overlay.pos() == shown.area.topLeft() + QPoint(9, 9)
    assert not shown.memory.places
    shown.around.held = False
    qtbot.waitUntil(lambda: shown.overlay.pos() == shown.area.topLeft())
    assert shown.memory.last


def test_moved_by_nobody_it_forgets_nothing(qtbot, shown):
    shown.overlay.move(shown.area.topLeft() + QPoint(40, 40))
    QTest.qWait(30)
    assert not shown.memory.places


def test_it_is_dragged_past_the_drag_distance_only(qtbot, shown, monkeypatch):
    overlay = shown.overlay
    overlay.move(200, 150)
    monkeypatch.setattr(
        overlay.windowHandle(), "startSystemMove", lambda: False, raising=False
    )
    start = overlay.pos()
    left = Qt.MouseButton.LeftButton
    QTest.mousePress(overlay, left, pos=QPoint(50, 50))
    QTest.mouseMove(overlay, QPoint(52, 51))
    assert overlay.pos() == start
    QTest.mouseMove(overlay, QPoint(90, 80))
    assert overlay.pos() != start
    QTest.mouseRelease(overlay, left, pos=QPoint(50, 50))
    assert overlay.moving._grip is None
    qtbot.waitUntil(lambda: bool(shown.memory.places))


def test_a_double_click_opens_the_window(shown):
    QTest.mouseDClick(shown.overlay, Qt.MouseButton.LeftButton)
    assert ("open_window",) in shown.deeds.done


def test_the_wheel_grows_it_on_its_feet(qtbot, shown, monkeypatch):
    overlay = shown.overlay
    feet = overlay.geometry().bottomRight()
    for _ in range(4):
        wheel(overlay, 30)  # a touchpad's quarter of a notch
    assert 240 < overlay.height() < 270
    assert overlay.geometry().bottomRight() == feet
    wheel(overlay, -120 * 60)
    assert overlay.height() == 96
    wheel(overlay, 120 * 60)
    assert overlay.height() <= shown.area.height()
    assert shown.area.contains(overlay.geometry())
    wanted = ("keep_height", overlay.height())
    qtbot.waitUntil(lambda: wanted in shown.deeds.done)


def test_everything_by_keyboard(qtbot, shown):
    overlay = shown.overlay
    overlay.stand(Corner.BOTTOM_RIGHT)
    at = overlay.pos()
    key(overlay, Qt.Key.Key_Left)
    QTest.qWait(30)
    assert overlay.x() < at.x() - 20  # away from the edge, which would pull it back
    before = overlay.x()
    key(overlay, Qt.Key.Key_Left)
    QTest.qWait(30)
    assert overlay.x() == before - 16
    height = overlay.height()
    key(overlay, Qt.Key.Key_Plus)
    assert overlay.height() > height
    key(overlay, Qt.Key.Key_Minus)
    assert overlay.height() == height
    key(overlay, Qt.Key.Key_Escape)
    key(overlay, Qt.Key.Key_Return)
    assert shown.deeds.done[-2:] == [("stop",), ("open_window",)]
    key(overlay, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    assert overlay._menu.isVisible()
    assert overlay._menu.activeAction() is overlay._menu.actions()[0]
    overlay._menu.close()
    key(overlay, Qt.Key.Key_Q)  # nothing of ours


def entries(menu):
    return {
        action.text().replace("&", ""): action
        for action in menu.actions()
        if action.text()
    }


def test_the_menu_does_everything(shown):
    overlay = shown.overlay
    found = entries(overlay.open_menu(QPoint(5, 5)))
    for name in ("Talk", "Stop speaking", "Open Lumen's window", "Let clicks pass through",
                 "Speech bubble", "Hide", "Quit Lumen"):  # fmt: skip
        found[name].trigger()
    assert shown.deeds.done == [
        ("talk",), ("stop",), ("open_window",), ("pass_clicks", True),
        ("show_captions", False), ("hide",), ("quit",),
    ]  # fmt: skip
    entries(found["Size"].menu())["Medium"].trigger()
    assert overlay.height() == 320
    entries(found["Corner"].menu())["Top left"].trigger()
    assert overlay.pos() == shown.area.topLeft()
    overlay._menu.close()
    overlay.face.set_phase(Phase.LISTENING)
    again = entries(overlay.open_menu())
    again["That was all"].trigger()
    assert shown.deeds.done[-1] == ("release",)
    overlay._menu.close()


def test_the_right_button_and_the_menu_key_open_it(shown):
    overlay = shown.overlay
    for reason in (QContextMenuEvent.Reason.Mouse, QContextMenuEvent.Reason.Keyboard):
        event = QContextMenuEvent(reason, QPoint(5, 5), overlay.pos() + QPoint(5, 5))
        QApplication.sendEvent(overlay, event)
        assert overlay._menu.isVisible()
        overlay._menu.close()


FIGURE, WORDS = "Lumen on the desktop", "Lumen's words"


def test_clicks_pass_through_once_the_window_has_settled_in(qtbot, desk):
    overlay, taken = desk.overlay, desk.clicks.taken
    overlay.set_click_through(True)
    overlay.appear(240)
    assert FIGURE not in taken
    qtbot.waitUntil(lambda: taken.get(FIGURE) is False)
    overlay.say("Hello.")
    assert taken[WORDS] is False
    overlay.set_click_through(False)
    assert taken[FIGURE].contains(overlay.rect().center())
    assert taken[WORDS].contains(overlay.bubble.rect().center())
    assert not overlay.clicks.passing
    overlay.sight.end()


def test_the_figure_takes_clicks_and_what_shines_through_does_not(qtbot, shown):
    taken = shown.clicks.taken
    qtbot.waitUntil(lambda: FIGURE in taken)
    region, frame = taken[FIGURE], shown.overlay.rect()
    assert region.contains(frame.center())
    for corner in (frame.topLeft(), frame.topRight()):
        assert not region.contains(corner)
    picture = QImage(frame.size(), QImage.Format.Format_ARGB32)
    picture.fill(Qt.GlobalColor.transparent)
    shown.overlay.render(picture)
    painted = [
        QPoint(x, y)
        for x in range(frame.width())
        for y in range(frame.height())
        if picture.pixelColor(x, y).alpha() > 128
    ]
    assert len(painted) > 5_000
    assert all(region.contains(point) for point in painted)


def test_a_larger_figure_takes_clicks_farther_out(qtbot, shown):
    taken = shown.clicks.taken
    qtbot.waitUntil(lambda: FIGURE in taken)
    before = taken[FIGURE].boundingRect()
    wheel(shown.overlay, 120)
    qtbot.waitUntil(lambda: taken[FIGURE].boundingRect().height() > before.height())


def test_what_hardly_moves_is_not_told_anew(shown):
    told = []
    face = shown.overlay.face
    face.reached.connect(told.append)
    for _ in range(40):
        shown.speaker.clock.advance(0.05)
        face.grab()
    assert len(told) <= 2
    before = len(told)
    face.set_phase(Phase.LISTENING)  # a mark beside the head
    for _ in range(40):
        shown.speaker.clock.advance(0.05)
        face.grab()
    assert len(told) > before


def test_without_a_compositor_its_shape_says_which_clicks(qtbot, shown):
    taken = shown.clicks.taken
    qtbot.waitUntil(lambda: FIGURE in taken)
    shown.around.glass = False
    shown.overlay.sight.look()
    assert taken[FIGURE] is None
    shown.around.glass = True
    shown.overlay.sight.look()
    assert taken[FIGURE] is not None


def test_a_click_sends_the_words_away_until_the_next_reply(shown):
    overlay = shown.overlay
    overlay.say("One.")
    QTest.mouseClick(overlay.bubble, Qt.MouseButton.RightButton)
    assert overlay.bubble.isVisible()
    QTest.mouseClick(overlay.bubble, Qt.MouseButton.LeftButton)
    assert not overlay.bubble.isVisible()
    overlay.say("Two.")
    assert not overlay.bubble.isVisible()
    overlay.bubble.welcome()
    overlay.say("Three.")
    assert overlay.bubble.isVisible()


def test_the_right_button_on_the_words_opens_the_menu(shown):
    overlay = shown.overlay
    overlay.say("One.")
    reason = QContextMenuEvent.Reason.Mouse
    at = overlay.bubble.pos() + QPoint(9, 9)
    QApplication.sendEvent(overlay.bubble, QContextMenuEvent(reason, QPoint(9, 9), at))
    assert overlay._menu.isVisible()
    overlay._menu.close()


def test_full_screen_dims_it(qtbot, shown):
    screen = shown.overlay.screen()
    native = QRect(
        screen.geometry().topLeft(), screen.size() * screen.devicePixelRatio()
    )
    sight = shown.overlay.sight
    shown.around.filled = native
    sight.look()
    assert sight.opacity == DIMMED
    assert shown.overlay.isVisible()
    shown.overlay.set_full_screen("keep")
    assert sight.opacity == 1.0
    shown.overlay.set_full_screen("hide")
    assert sight.withdrawn
    assert not shown.overlay.isVisible()
    assert not shown.overlay.face.running
    shown.around.filled = None
    sight.look()
    assert shown.overlay.isVisible()


def test_full_screen_elsewhere_is_no_matter(shown):
    shown.around.filled = QRect(50_000, 0, 800, 600)
    shown.overlay.sight.look()
    assert shown.overlay.sight.opacity == 1.0


def test_it_waits_out_of_sight_when_something_fills_the_screen(qtbot, desk):
    desk.around.filled = desk.overlay.screen().geometry()
    desk.overlay.set_full_screen("hide")
    desk.overlay.appear(240)
    assert not desk.overlay.isVisible()
    desk.around.filled = None
    qtbot.waitUntil(desk.overlay.isVisible, timeout=4000)
    desk.overlay.sight.end()


def test_without_a_compositor_it_is_cut_out(qtbot, shown):
    overlay = shown.overlay
    assert overlay.mask().isEmpty()
    shown.around.glass = False
    overlay.sight.look()
    assert overlay.sight.shaped
    qtbot.waitUntil(lambda: not overlay.mask().isEmpty())
    assert not overlay.mask().contains(QPoint(1, 1))
    assert overlay.mask().contains(overlay.rect().center())
    shown.around.filled = overlay.screen().geometry()
    overlay.sight.look()
    assert overlay.sight.withdrawn  # it cannot be dimmed
    shown.around.filled, shown.around.glass = None, True
    overlay.sight.look()
    assert overlay.mask().isEmpty()
    assert not overlay.face.shaped


def test_the_outline_follows_the_figure_in_steps(qtbot, shown):
    told = []
    face = shown.overlay.face
    face.outlined.connect(told.append)
    face.set_shaped(True)
    face.grab()
    assert len(told) == 1
    face.grab()  # the clock stands still
    assert len(told) == 1
    face.set_phase(Phase.THINKING)
    for _ in range(40):
        shown.speaker.clock.advance(0.05)
        face.grab()
    assert 1 < len(told) < 40


@pytest.mark.parametrize("channel", [Channel.HAND_UP, Channel.SHOULDERS])
def test_the_outline_has_room_for_arms(shown, monkeypatch, channel):
    told = []
    face = shown.overlay.face
    rig = face._engine.rig
    face.outlined.connect(told.append)
    face.set_shaped(True)
    for weights in ({}, {channel: 1.0}):
        pose = posed(rig, weights)
        monkeypatch.setattr(face._engine, "pose", lambda *_, pose=pose: pose)
        face.grab()
    rest, raised = (outline.toImage() for outline in told)
    assert rest != raised


def test_an_outline_is_what_is_there():
    picture = QImage(40, 20, QImage.Format.Format_ARGB32_Premultiplied)
    picture.fill(Qt.GlobalColor.transparent)
    for x in range(10, 20):
        for y in range(20):
            picture.setPixelColor(x, y, Qt.GlobalColor.red)
    picture.setDevicePixelRatio(2.0)
    image = outline_of(picture, 20, 10).toImage()
    black = [x for x in range(20) if image.pixelColor(x, 5) == Qt.GlobalColor.black]
    assert black == list(range(5, 10))


def test_captions_stand_beside_it_and_go_along(qtbot, shown):
    overlay = shown.overlay
    overlay.say("Hello there.")
    bubble = overlay.bubble
    assert bubble.isVisible()
    assert bubble.accessibleName() == "Hello there."
    assert bubble.side is Side.ABOVE
    assert bubble.geometry().bottom() < overlay.y()
    overlay.stand(Corner.TOP_LEFT)
    assert bubble.side is Side.RIGHT
    overlay.stand(Corner.TOP_RIGHT)
    assert bubble.side is Side.LEFT
    for side_text in ("x", "word " * 20, "\u0645\u0631\u062d\u0628\u0627"):
        overlay.say(side_text)
        assert not bubble.grab().toImage().isNull()
    overlay.say("")
    qtbot.waitUntil(lambda: not bubble.isVisible())


def test_the_bubble_is_cut_out_and_comes_back_from_a_fade(qtbot, shown):
    bubble = shown.overlay.bubble
    shown.overlay.say("One.")
    bubble._fade()
    assert bubble.fading
    shown.overlay.say("Two.")
    assert not bubble.fading
    assert bubble.staying
    bubble.set_shaped(True)
    assert not bubble.mask().isEmpty()
    bubble.grab()
    bubble.linger()
    assert not bubble.staying
    qtbot.waitUntil(lambda: not bubble.isVisible())


def test_reduced_motion_reaches_every_part(shown):
    overlay = shown.overlay
    overlay.set_reduced_motion(True)
    shown.around.filled = overlay.screen().geometry()
    overlay.sight.look()
    assert overlay.sight._dimming.state() is overlay.sight._dimming.State.Stopped
    overlay.say("One.")
    overlay.bubble._fade()
    assert not overlay.bubble.isVisible()


def test_words_on_the_right_for_what_reads_from_there(shown):
    def ink(text):
        shown.overlay.say(text)
        picture = shown.overlay.bubble.grab().toImage()
        dark = [
            x
            for x in range(14, picture.width() - 14)
            for y in range(12, picture.height() - 24)
            if picture.pixelColor(x, y).lightness() < 120
        ]
        return sum(dark) / len(dark) / picture.width()

    two_lines = "\u0645\u0631\u062d\u0628\u0627 \u0628\u0643 " * 6
    assert ink(two_lines) > 0.5 > ink("Hello there, how are you and what is it now")


def test_without_captions_it_stays_mute(shown):
    shown.overlay.say("One.")
    shown.overlay.set_captions(False)
    assert not shown.overlay.bubble.isVisible()
    shown.overlay.say("Two.")
    assert not shown.overlay.bubble.isVisible()


def test_it_comes_back_when_its_screen_goes(qtbot, shown, monkeypatch):
    overlay = shown.overlay
    near = Ground("near", QRect(0, 0, 700, 500))
    far = Ground("far", QRect(700, 0, 700, 500))
    there = [near, far]
    monkeypatch.setattr(overlay_module, "grounds", lambda: there)
    shown.memory.remember("far", 100, 100)
    overlay.setGeometry(800, 100, 180, 240)
    there.remove(far)
    QApplication.instance().primaryScreenChanged.emit(overlay.screen())
    qtbot.waitUntil(lambda: near.area.contains(overlay.geometry()))
    assert shown.memory.last == "far"
    there.append(far)
    QApplication.instance().screenAdded.emit(overlay.screen())
    qtbot.waitUntil(lambda: overlay.pos() == QPoint(800, 100))


def test_it_is_never_minimised(qtbot, shown):
    shown.overlay.setWindowState(Qt.WindowState.WindowMinimized)
    qtbot.waitUntil(lambda: not shown.overlay.isMinimized())


def test_where_nothing_can_be_placed_nothing_is_tried(qtbot, shown, monkeypatch):
    overlay = shown.overlay
    monkeypatch.setattr(Overlay, "placeable", False)
    found = entries(overlay.open_menu())
    assert "Corner" not in found
    overlay._menu.close()
    overlay.moving.touch()
    overlay.moving.come_to_rest()
    overlay._on_screens()
    assert not shown.memory.places
    key(overlay, Qt.Key.Key_Left)
    overlay.set_height(300)
    assert overlay.height() == 300


def test_gone_it_is_gone(qtbot, theme):
    desk = Desk(theme)
    desk.overlay.appear(240)
    gone = []
    desk.overlay.destroyed.connect(lambda: gone.append(1))
    desk.overlay.leave()
    assert not desk.overlay.isVisible()
    QApplication.sendPostedEvents(desk.overlay, QEvent.Type.DeferredDelete)
    assert gone
    assert not desk.around.closed  # whoever made it closes it
