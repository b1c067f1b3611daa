from __future__ import annotations

import os
import socket
import struct
import threading
import zlib
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QImage, QImageReader

import media_scenes as scenes
from fakes import FakeCompanion
from lumen.ui import media_art
from lumen.ui.bridge import Background, Bridge
from lumen.ui.media_art import ArtView, read_art
from lumen.ui.media_words import Picture


def address(path) -> str:
    return "file://" + quote(str(path))


def bomb(width: int, height: int) -> bytes:
    """A PNG that says it is huge."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 999)) + chunk(b"IEND", b"")
    )  # fmt: skip


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "BMP"])
def test_pictures_of_files_are_read_and_scaled(qapp, tmp_path, kind):
    path = tmp_path / "a cover % ü.bin"
    path.write_bytes(scenes.picture(kind, 900))
    image = read_art(address(path))
    assert image is not None
    assert (image.width(), image.height()) == (192, 192)


def test_small_and_oblong_pictures_become_squares(qapp, tmp_path):
    path = tmp_path / "a.png"
    QImage(40, 90, QImage.Format.Format_RGB32).save(str(path))
    image = read_art(address(path))
    assert image is not None
    assert (image.width(), image.height()) == (40, 40)


def test_pictures_inside_the_address_are_read(qapp):
    url = scenes.data_url(scenes.picture(side=20))
    assert read_art(url) is not None
    assert read_art(url.replace("+", "%2B")) is not None


@pytest.mark.parametrize(
    "url",
    [
        "",
        "http://127.0.0.1/a.png",
        "https://example.org/a.png",
        "file://server/share/a.png",
        "file:///nowhere/a.png",
        "file:///dev/zero",
        "file:///dev/stdin",
        "file:///tmp",
        "file:///a%00b",
        "file://[broken",
        "data:image/png,notbase64",
        "data:image/png;base64,!!!",
        "data:image/png;base64,AAAA",
        "data:text/html;base64,AAAA",
        "/etc/hostname",
        "ftp://x/y",
    ],
)
def test_nothing_else_is_looked_at(qapp, url, monkeypatch):
    monkeypatch.setattr(socket, "socket", None)
    assert read_art(url) is None


def test_drawings_that_could_name_other_files_are_refused(qapp, tmp_path):
    path = tmp_path / "a.png"
    path.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    assert read_art(address(path)) is None


def test_a_pipe_does_not_hold_up_the_worker(qapp, tmp_path):
    path = tmp_path / "pipe.png"
    os.mkfifo(path)
    assert read_art(address(path)) is None


def test_too_large_files_and_pictures_are_refused(qapp, tmp_path):
    path = tmp_path / "a.png"
    with path.open("wb") as file:
        file.write(scenes.picture())
        file.truncate(media_art.MOST_BYTES + 1)
    assert read_art(address(path)) is None
    path.write_bytes(bomb(60_000, 60_000))
    assert read_art(address(path)) is None
    path.write_bytes(bomb(0, 10))
    assert read_art(address(path)) is None
    assert read_art("data:image/png;base64," + "A" * 16_000_000) is None
    assert 0 < QImageReader.allocationLimit() <= 256


@given(st.binary(max_size=400))
def test_no_content_raises(qapp, data):
    read_art(scenes.data_url(data))
    read_art(scenes.data_url(scenes.picture(side=8)[: len(data)] + data))


# ---- the view ------------------------------------------------------------------------


@pytest.fixture
def background(qapp):
    bridge = Bridge(FakeCompanion())
    background = Background(bridge)
    yield background
    bridge.close()
    background.stop()


@pytest.fixture
def view(qtbot, theme, background) -> ArtView:
    view = ArtView(theme, background)
    qtbot.addWidget(view)
    view.show()
    return view


def test_a_picture_is_read_off_the_ui_thread_and_shown(qtbot, view, monkeypatch):
    threads = []

    def read(url: str) -> QImage | None:
        threads.append(threading.current_thread())
        return read_art(url)

    monkeypatch.setattr(media_art, "read_art", read)
    url = scenes.data_url(scenes.picture(side=30))
    with qtbot.waitSignal(view.shown):
        view.show_art(url, Picture.MUSIC)
        assert not view.has_picture
    assert view.has_picture
    view.show_art("", Picture.FILM)
    assert not view.has_picture
    view.show_art(url, Picture.MUSIC)
    assert view.has_picture  # it is still known
    assert len(threads) == 1
    assert threads[0] is not threading.main_thread()


def test_of_a_storm_of_tracks_only_the_last_is_read(qtbot, view, monkeypatch):
    read, go = [], threading.Event()

    def slow(url: str) -> None:
        go.wait(5)
        read.append(url)

    monkeypatch.setattr(media_art, "read_art", slow)
    for number in range(30):
        view.show_art(f"file:///{number}", Picture.MUSIC)
    with qtbot.waitSignal(view.shown):
        go.set()
    assert read == ["file:///0", "file:///29"]
    assert not view.has_picture


def test_only_some_pictures_are_kept(qtbot, view):
    for number in range(media_art._KEPT + 5):
        with qtbot.waitSignal(view.shown):
            view.show_art(f"file:///none/{number}", Picture.MUSIC)
    assert len(view._known) == media_art._KEPT


@pytest.mark.parametrize("kind", list(Picture))
def test_every_drawing_can_be_painted(view, kind):
    view.show_art("", kind)
    image = view.grab().toImage()
    colors = {image.pixel(x, 32) for x in range(64)}
    assert len(colors) > 3
