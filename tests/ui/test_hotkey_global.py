"""Keys that count in every program: wished for, told, refused, let go."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from lumen.ui.hotkey_global import GlobalKeys, KeyNews, NoKeyWatch, WantedKey


class FakeWatch:
    """Notices what a test says."""

    def __init__(self, news: KeyNews) -> None:
        self.news = news
        self.bound: list[tuple[WantedKey, ...]] = []
        self.closed = False

    def bind(self, keys: Sequence[WantedKey]) -> None:
        self.bound.append(tuple(keys))

    def close(self) -> None:
        self.closed = True


class Desk:
    def __init__(self, qtbot, qapp) -> None:
        self.watches: list[FakeWatch] = []
        self.said: list[str] = []
        self.done: list[str] = []
        self.keys = GlobalKeys(qapp, self._watch, self.said.append)

    def _watch(self, news: KeyNews) -> FakeWatch:
        self.watches.append(FakeWatch(news))
        return self.watches[-1]

    def key(self, name: str, key: str, *, optional: bool = False):
        hotkey = self.keys.key(name, name.title(), optional=optional)
        hotkey.set_key(key)
        hotkey.start(
            lambda: self.done.append(f"{name} down"),
            lambda: self.done.append(f"{name} up"),
        )
        return hotkey


@pytest.fixture
def desk(qtbot, qapp):
    desk = Desk(qtbot, qapp)
    yield desk
    desk.keys.close()
    desk.keys.deleteLater()


def test_all_keys_are_bound_at_once_and_told_apart(qtbot, desk):
    desk.key("menu", "Ctrl+Alt+J")
    talk = desk.key("talk", "F9")
    qtbot.waitUntil(lambda: bool(desk.watches))
    (watch,) = desk.watches
    wanted = (WantedKey("menu", "Menu", "Ctrl+Alt+J"), WantedKey("talk", "Talk", "F9"))
    assert watch.bound == [wanted]
    watch.news.pressed("talk")
    watch.news.pressed("talk")
    watch.news.released("talk")
    watch.news.released("talk")
    watch.news.pressed("nobody")
    assert desk.done == ["talk down", "talk up"]
    assert talk.works == "F9"


def test_without_keys_nothing_is_watched(qtbot, desk):
    hotkey = desk.keys.key("talk", "Talk")
    hotkey.start(lambda: None, lambda: None)
    qtbot.wait(20)
    assert not desk.watches
    assert hotkey.works == ""


def test_another_key_or_none_lets_the_former_go(qtbot, desk):
    talk = desk.key("talk", "F9")
    qtbot.waitUntil(lambda: bool(desk.watches))
    (watch,) = desk.watches
    watch.news.pressed("talk")
    talk.set_key("F8")
    assert desk.done == ["talk down", "talk up"]
    qtbot.waitUntil(lambda: len(watch.bound) == 2)
    watch.news.pressed("talk")
    talk.stop()
    assert desk.done[-1] == "talk up"
    qtbot.waitUntil(lambda: watch.bound[-1] == ())


def test_a_key_that_writes_is_refused_before_anybody_is_asked(qtbot, desk):
    talk = desk.key("talk", "Space")
    qtbot.waitUntil(lambda: bool(desk.said))
    assert "Space writes in other programs" in desk.said[0]
    assert not desk.watches
    assert talk.works == ""


def test_a_refusal_is_told_once_until_it_is_another(qtbot, desk):
    talk = desk.key("talk", "F9")
    qtbot.waitUntil(lambda: bool(desk.watches))
    news = desk.watches[0].news
    for _ in range(3):
        news.refused("talk", "Another program uses F9 already.")
    assert desk.said == ["Another program uses F9 already."]
    assert talk.works == ""
    talk.set_key("F8")
    qtbot.waitUntil(lambda: len(desk.watches[0].bound) == 2)
    assert talk.works == "F8"


def test_a_key_that_is_taken_back_while_it_is_held_is_let_go(qtbot, desk):
    desk.key("talk", "F9")
    qtbot.waitUntil(lambda: bool(desk.watches))
    news = desk.watches[0].news
    news.pressed("talk")
    news.refused("talk", "This desktop took it back.")
    assert desk.done == ["talk down", "talk up"]


def test_where_no_program_may_have_keys_only_what_was_asked_for_is_told():
    refused: list[tuple[str, str]] = []
    watch = NoKeyWatch(
        KeyNews(print, print, lambda name, why: refused.append((name, why)))
    )
    watch.bind(
        [WantedKey("menu", "Menu", "F8", optional=True), WantedKey("talk", "", "F9")]
    )
    watch.close()
    assert refused[0] == ("menu", "")
    assert "F9" in refused[1][1]


def test_the_end_lets_go_and_closes(qtbot, desk):
    desk.key("talk", "F9")
    qtbot.waitUntil(lambda: bool(desk.watches))
    desk.watches[0].news.pressed("talk")
    desk.keys.close()
    assert desk.done == ["talk down", "talk up"]
    assert desk.watches[0].closed


def test_a_key_that_is_given_after_all_works_and_may_be_refused_anew(qtbot, desk):
    talk = desk.key("talk", "F9")
    qtbot.waitUntil(lambda: bool(desk.watches))
    news = desk.watches[0].news
    news.refused("talk", "no")
    assert talk.works == ""
    news.granted("talk")
    assert talk.works == "F9"
    news.refused("talk", "no")
    assert (talk.works, desk.said) == ("", ["no", "no"])
