"""Loss, rescue and return of devices, as tables of what is said."""

from __future__ import annotations

from audio.cards import device
from fakes import ManualClock
from lumen.audio.watch import DeviceWatch
from lumen.core.events import DeviceChanged, DeviceLost, DeviceRole

A = device("a", default=True)
B = device("b")


class Diary:
    def __init__(self, name: str = "") -> None:
        self.lines: list[str] = []
        self.clock = ManualClock()
        self.watch = DeviceWatch(DeviceRole.SPEAKER, self.clock, self._note, name)

    def _note(self, event) -> None:
        match event:
            case DeviceLost(name=name):
                self.lines.append(f"lost {name}")
            case DeviceChanged(name=name, reason=reason):
                self.lines.append(f"{reason} {name}")


def test_the_first_opening_is_told_once():
    diary = Diary()
    diary.watch.opened(A)
    diary.watch.opened(A)
    assert diary.lines == ["opened a"]
    assert diary.watch.current == "a"


def test_a_lost_device_that_returns_is_restored():
    diary = Diary()
    diary.watch.opened(A)
    diary.watch.lost()
    diary.watch.failed()
    diary.watch.failed()
    diary.watch.opened(A)
    assert diary.lines == ["opened a", "lost a", "restored a"]


def test_a_lost_device_is_replaced_and_returned_to():
    diary = Diary()
    diary.watch.opened(A)
    diary.watch.lost()
    assert diary.watch.target([B]) is B
    diary.watch.opened(B)
    assert not diary.watch.check("b", [B])
    assert diary.watch.check("b", [A, B])
    assert diary.watch.target([A, B]) is A
    diary.watch.opened(A)
    assert diary.lines == ["opened a", "lost a", "replaced b", "restored a"]


def test_a_silent_rescue_is_told_as_loss_and_replacement():
    diary = Diary()
    diary.watch.opened(A)
    assert not diary.watch.check("b", [B])
    assert diary.lines == ["opened a", "lost a", "replaced b"]
    assert diary.watch.check("b", [A, B])


def test_a_server_that_moves_the_stream_back_itself_restores_it():
    diary = Diary()
    diary.watch.opened(A)
    diary.watch.check("b", [B])
    assert not diary.watch.check("a", [A, B])
    assert diary.lines[-1] == "restored a"


def test_a_move_by_hand_makes_a_new_home():
    diary = Diary()
    diary.watch.opened(A)
    assert not diary.watch.check("b", [A, B])
    assert diary.lines[-1] == "moved b"
    assert not diary.watch.check("b", [A, B])


def test_an_unknown_place_changes_nothing():
    diary = Diary()
    diary.watch.opened(A)
    assert not diary.watch.check(None, [A, B])
    assert diary.lines == ["opened a"]


def test_a_chosen_device_is_pinned_and_a_stand_in_is_said_to_be_one():
    diary = Diary("b")
    assert diary.watch.target([A]) is A
    diary.watch.opened(A)
    assert diary.watch.check("a", [A, B])
    assert diary.watch.target([A, B]) is B
    assert diary.watch.pinned(B)
    diary.watch.opened(B)
    assert diary.lines == ["replaced a", "restored b"]


def test_the_default_is_not_pinned_so_that_it_follows_the_system():
    diary = Diary()
    assert not diary.watch.pinned(A)
    assert diary.watch.pinned(B)


def test_choosing_another_opens_it():
    diary = Diary()
    diary.watch.opened(A)
    diary.watch.choose("b")
    diary.watch.opened(B)
    assert diary.lines == ["opened a", "opened b"]


def test_another_default_while_closed_is_a_new_home():
    diary = Diary()
    diary.watch.opened(A)
    diary.watch.opened(B)
    assert diary.lines == ["opened a", "opened b"]
    assert not diary.watch.check("b", [A, B])


def test_a_chosen_device_that_is_gone_when_reopened_is_replaced():
    diary = Diary("a")
    diary.watch.opened(A)
    diary.watch.opened(B)
    assert diary.lines == ["opened a", "replaced b"]


def test_attempts_become_rarer_and_no_device_has_a_name():
    diary = Diary()
    waits = []
    for _ in range(8):
        assert diary.watch.may_try
        diary.watch.failed()
        waits.append(round(diary.watch.patience, 3))
        assert not diary.watch.may_try
        diary.clock.advance(diary.watch.patience)
    assert waits == sorted(waits)
    assert waits[-1] == 2.0
    assert diary.lines == ["lost default"]


def test_each_time_somebody_asks_anew_the_missing_device_is_told_once():
    diary = Diary()
    diary.watch.failed()
    diary.watch.failed()
    assert diary.lines == ["lost default"]
    assert not diary.watch.may_try
    diary.watch.asked()
    assert diary.watch.may_try
    diary.watch.failed()
    diary.watch.failed()
    assert diary.lines == ["lost default"] * 2
    diary.watch.opened(A)
    diary.watch.asked()
    diary.watch.lost()
    diary.watch.failed()
    assert diary.lines[2:] == ["restored a", "lost a"]


def test_what_breaks_again_and_again_is_tried_ever_more_rarely():
    diary = Diary("a")
    waits = []
    for _ in range(8):
        diary.watch.opened(A)
        diary.watch.broke()
        waits.append(round(diary.watch.patience, 3))
        diary.clock.advance(diary.watch.patience)
    assert waits == sorted(waits)
    assert waits[-1] == 2.0
    diary.clock.advance(60.0)
    diary.watch.broke()
    assert diary.watch.patience < 0.1
