"""Keys of every program on a real X server: pressed for real, heard by nobody else."""

from __future__ import annotations

import queue
import shutil
import struct
import subprocess
import time
from collections.abc import Iterator

import pytest

from integration.x_server import private_x_server, screen_with
from lumen.ui.hotkey_global import KeyNews, WantedKey
from lumen.ui.hotkey_x import XKeyWatch, without_repeats

pytestmark = pytest.mark.integration

MENU = WantedKey("menu", "Menu", "Ctrl+Alt+J")
TALK = WantedKey("talk", "Talk", "F9")


class Ear:
    """A watcher whose news are put down on its own thread."""

    def __init__(self) -> None:
        self.news: queue.SimpleQueue[tuple[str, ...]] = queue.SimpleQueue()
        told = KeyNews(
            lambda name: self.news.put(("pressed", name)),
            lambda name: self.news.put(("released", name)),
            lambda name, why: self.news.put(("refused", name, why)),
        )
        self.watch = XKeyWatch(told, lambda call: call())

    def next(self) -> tuple[str, ...]:
        """What is told next, but for what tells that `bind` is done."""
        while (news := self.news.get(timeout=20.0))[1] == "none":
            pass
        return news

    def bind(self, *keys: WantedKey) -> None:
        """Bind, and wait until it is done: what cannot be had is told at the end."""
        self.watch.bind([*keys, WantedKey("none", "", "F35")])
        kept = []
        while (news := self.news.get(timeout=20.0))[1] != "none":
            kept.append(news)
        for news in kept:
            self.news.put(news)


@pytest.fixture(scope="module")
def screen() -> Iterator[dict[str, str]]:
    with screen_with("xdotool", size="640x480") as environment:
        yield environment


@pytest.fixture
def ear(screen, monkeypatch) -> Iterator[Ear]:
    monkeypatch.setenv("DISPLAY", screen["DISPLAY"])
    ear = Ear()
    yield ear
    ear.watch.close()


def keys(screen: dict[str, str], *given: str) -> None:
    subprocess.run(["xdotool", *given], env=screen, check=True)


def test_a_key_is_heard_going_down_and_up_once_however_long_it_is_held(screen, ear):
    ear.bind(MENU, TALK)
    keys(screen, "keydown", "F9")
    assert ear.next() == ("pressed", "talk")
    time.sleep(1.0)  # the server repeats after 0.5 s
    keys(screen, "keyup", "F9")
    assert ear.next() == ("released", "talk")
    keys(screen, "key", "ctrl+alt+j")
    assert [ear.next(), ear.next()] == [("pressed", "menu"), ("released", "menu")]
    keys(screen, "key", "ctrl+j", "key", "j", "key", "F9")
    assert ear.next() == ("pressed", "talk")  # and nothing of the others


def test_no_press_is_lost_when_they_come_fast(screen, ear):
    ear.bind(MENU, TALK)
    keys(screen, *(["key", "F9"] * 60))
    told = [ear.next() for _ in range(120)]
    assert told == [("pressed", "talk"), ("released", "talk")] * 60


def event(kind: int, code: int, at: int) -> bytes:
    return struct.pack("=BBHI24x", kind, code, 0, at)


def test_repeats_that_were_read_too_late_are_repeats_all_the_same():
    press, release = 2, 3
    late = [event(press, 75, 100)]
    for at in (600, 640, 680):
        late += [event(release, 75, at), event(press, 75, at)]
    late += [event(press, 44, 690), event(release, 75, 700), event(release, 44, 710)]
    assert without_repeats(late) == [late[0], *late[-3:]]
    twice = [event(press, 75, 1), event(release, 75, 2), event(press, 75, 3)]
    assert without_repeats(twice) == twice


@pytest.mark.parametrize("lock", ["Num_Lock", "Caps_Lock"])
def test_locks_do_not_matter(screen, ear, lock):
    ear.bind(TALK)
    keys(screen, "key", lock)
    try:
        keys(screen, "key", "F9")
        assert [ear.next()[0], ear.next()[0]] == ["pressed", "released"]
    finally:
        keys(screen, "key", lock)


def test_another_key_frees_the_former(screen, ear):
    ear.bind(TALK)
    ear.bind(WantedKey("talk", "Talk", "F8"))
    keys(screen, "key", "F9", "key", "F8")
    assert [ear.next(), ear.next()] == [("pressed", "talk"), ("released", "talk")]
    other = Ear()
    other.bind(TALK)
    other.watch.close()
    assert other.news.empty()  # nothing of it is refused


def test_a_key_of_another_program_is_refused_in_plain_words(ear):
    ear.bind(TALK)
    other = Ear()
    other.watch.bind([TALK])
    kind, name, why = other.next()
    other.watch.close()
    assert (kind, name) == ("refused", "talk")
    assert "Another program uses F9 already" in why


def test_one_key_cannot_be_two_of_lumens(ear):
    ear.watch.bind([TALK, WantedKey("menu", "Menu", "F9")])
    kind, name, why = ear.next()
    assert (kind, name) == ("refused", "menu")
    assert "two keys" in why


def test_another_keyboard_is_noticed(screen, ear):
    if shutil.which("xmodmap") is None:
        pytest.skip("xmodmap is not installed")
    ear.bind(WantedKey("talk", "Talk", "Ctrl+Ö"))
    assert "no key" in ear.next()[2]  # put back by bind
    swap = ["xmodmap", "-e", "keycode 60 = odiaeresis"]
    subprocess.run(swap, env=screen, check=True)
    time.sleep(0.5)
    keys(screen, "keydown", "ctrl", "key", "60", "keyup", "ctrl")
    while (news := ear.next())[0] == "refused":
        pass
    assert news == ("pressed", "talk")


def test_a_server_that_goes_ends_it(monkeypatch):
    if shutil.which("Xvfb") is None:
        pytest.skip("Xvfb is not installed")
    with private_x_server("640x480") as environment:
        monkeypatch.setenv("DISPLAY", environment["DISPLAY"])
        ear = Ear()
        ear.bind(TALK)
    ear.watch._thread.join(20.0)
    assert not ear.watch._thread.is_alive()
    ear.watch.close()


def test_without_a_server_nothing_is_heard_and_nothing_breaks(monkeypatch):
    monkeypatch.setenv("DISPLAY", ":999999")
    ear = Ear()
    ear.watch.bind([TALK])
    ear.watch.close()
    ear.watch.close()
    assert ear.news.empty()
