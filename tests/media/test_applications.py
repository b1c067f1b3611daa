"""Applications are opened by name; nothing that is said or written becomes a command."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lumen.media.applications import (
    ApplicationError,
    DesktopApplications,
    entry_folders,
    installed,
)

HOSTILE = (
    "; rm -rf ~",
    "$(touch /tmp/x)",
    "`id`",
    "../../../bin/sh",
    "/usr/bin/xterm",
    "--help",
    "-e",
    "file:///etc/passwd",
    "firefox; id",
    "firefox\n[Desktop Entry]\nExec=id",
    "\x00",
    "%f",
    "",
    "   ",
)


def entry(folder: Path, id_: str, name: str, **keys: str) -> Path:
    lines = {"Type": "Application", "Name": name, "Exec": f"{id_} %U", **keys}
    file = folder / f"{id_}.desktop"
    file.parent.mkdir(parents=True, exist_ok=True)
    body = "".join(f"{key}={value}\n" for key, value in lines.items() if value)
    file.write_text(
        f"# a comment\n[Desktop Entry]\n{body}[Desktop Action new]\nName=No\n"
    )
    return file


class Desk:
    def __init__(self, folder: Path, *programs: str) -> None:
        self.folder = folder
        self.launched: list[tuple[str, ...]] = []
        self.error: Exception | None = None
        self.applications = DesktopApplications(
            [folder],
            launch=self.launch,
            find_program=lambda name: f"/bin/{name}" if name in programs else None,
        )

    def launch(self, command: Sequence[str]) -> None:
        if self.error is not None:
            raise self.error
        self.launched.append(tuple(command))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    entry(tmp_path, "org.mozilla.firefox", "Firefox", GenericName="Web Browser")
    entry(tmp_path, "vlc", "VLC media player")
    entry(tmp_path, "org.gnome.Terminal", "Terminal")
    entry(tmp_path, "org.gnome.TextEditor", "Text Editor")
    entry(tmp_path, "hidden", "Hidden", NoDisplay="true")
    entry(tmp_path, "gone", "Gone", TryExec="no-such-program-anywhere")
    entry(tmp_path, "link", "Link", Type="Link")
    entry(tmp_path, "nameless", "")
    entry(tmp_path, "idle", "Idle", Exec="")
    entry(tmp_path, "-rf", "Option")
    entry(tmp_path, "sub/tool", "Nested Tool")
    (tmp_path / "folder.desktop").mkdir()
    (tmp_path / "broken.desktop").write_bytes(b"\xff\xfe[Desktop Entry]\nName")
    (tmp_path / "huge.desktop").write_text("[Desktop Entry]\n" + "x" * 300_000)
    return Desk(tmp_path, "gio", "gtk-launch")


@pytest.mark.parametrize(
    ("said", "name", "file"),
    [
        ("firefox", "Firefox", "org.mozilla.firefox.desktop"),
        ("Fire Fox", "Firefox", "org.mozilla.firefox.desktop"),
        ("the web browser", "Firefox", "org.mozilla.firefox.desktop"),
        ("vlc", "VLC media player", "vlc.desktop"),
        ("terminal", "Terminal", "org.gnome.Terminal.desktop"),
        ("the text editor", "Text Editor", "org.gnome.TextEditor.desktop"),
        ("terminel", "Terminal", "org.gnome.Terminal.desktop"),
        ("nested tool", "Nested Tool", "sub/tool.desktop"),
    ],
)
async def test_opens_what_is_installed(desk: Desk, said, name, file) -> None:
    assert await desk.applications.open(said) == name
    assert desk.launched == [("/bin/gio", "launch", str(desk.folder / file))]


@pytest.mark.parametrize("said", [*HOSTILE, "hidden", "gone", "link", "idle", "option"])
async def test_opens_nothing_else(desk: Desk, said: str) -> None:
    with pytest.raises(ApplicationError) as caught:
        await desk.applications.open(said)
    assert said not in caught.value.what or not said.strip()
    assert desk.launched == []


@settings(max_examples=150, deadline=None)
@given(said=st.text(max_size=60))
def test_what_is_said_never_reaches_the_command(said: str, tmp_path_factory) -> None:
    import asyncio

    folder = tmp_path_factory.getbasetemp() / "menu"
    folder.mkdir(exist_ok=True)
    file = entry(folder, "vlc", "VLC")
    desk = Desk(folder, "gio")
    try:
        asyncio.run(desk.applications.open(said))
    except ApplicationError:
        assert desk.launched == []
    else:
        assert desk.launched == [("/bin/gio", "launch", str(file))]


@settings(max_examples=150, deadline=None)
@given(content=st.binary(max_size=300))
def test_any_file_may_lie_there(content: bytes, tmp_path_factory) -> None:
    folder = tmp_path_factory.getbasetemp() / "fuzzed"
    folder.mkdir(exist_ok=True)
    (folder / "x.desktop").write_bytes(b"[Desktop Entry]\nType=Application\n" + content)
    for application in installed([folder]):
        assert application.name
        assert application.name.isprintable()


def test_hostile_names_are_made_harmless(tmp_path: Path) -> None:
    entry(tmp_path, "evil", "Fire\u202efox\x1b[31m\u200b" + "x" * 500)
    (application,) = installed([tmp_path])
    assert application.name.isprintable()
    assert len(application.name) <= 60


async def test_several_of_a_name(desk: Desk) -> None:
    entry(desk.folder, "org.kde.konsole", "Terminal")
    with pytest.raises(ApplicationError) as caught:
        await desk.applications.open("terminal")
    assert "Several" in caught.value.what


async def test_the_persons_own_entry_comes_first(tmp_path: Path) -> None:
    own = entry(tmp_path / "own", "vlc", "My VLC")
    entry(tmp_path / "shared", "vlc", "VLC")
    desk = Desk(tmp_path, "gio")
    desk.applications._folders = (tmp_path / "own", tmp_path / "shared")
    assert await desk.applications.open("vlc") == "My VLC"
    assert desk.launched[0][-1] == str(own)


async def test_an_entry_that_is_hidden_by_the_person(tmp_path: Path) -> None:
    entry(tmp_path / "own", "vlc", "VLC", Hidden="true")
    entry(tmp_path / "shared", "vlc", "VLC")
    assert list(installed([tmp_path / "own", tmp_path / "shared"])) == []


async def test_another_launcher(desk: Desk) -> None:
    other = Desk(desk.folder, "gtk-launch")
    await other.applications.open("firefox")
    assert other.launched == [("/bin/gtk-launch", "org.mozilla.firefox")]


async def test_no_launcher(desk: Desk) -> None:
    with pytest.raises(ApplicationError) as caught:
        await Desk(desk.folder).applications.open("firefox")
    assert "libglib2.0-bin" in caught.value.advice


@pytest.mark.parametrize(
    "error",
    [OSError("no"), subprocess.TimeoutExpired("x", 1), subprocess.SubprocessError()],
)
async def test_it_does_not_start(desk: Desk, error: Exception) -> None:
    desk.error = error
    with pytest.raises(ApplicationError) as caught:
        await desk.applications.open("firefox")
    assert caught.value.what == "Firefox did not start."


async def test_the_real_launcher_is_run_without_a_shell(tmp_path: Path) -> None:
    entry(tmp_path, "vlc", "VLC")
    launcher = tmp_path / "gio"
    launcher.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > "{tmp_path}/ran"\n')
    launcher.chmod(0o755)
    applications = DesktopApplications(
        [tmp_path], find_program=lambda name: str(launcher) if name == "gio" else None
    )
    await applications.open("vlc")
    ran = (tmp_path / "ran").read_text().splitlines()
    assert ran == ["launch", str(tmp_path / "vlc.desktop")]
    launcher.write_text("#!/bin/sh\nexit 1\n")
    with pytest.raises(ApplicationError):
        await applications.open("vlc")


def test_the_desktops_folders(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", "/own")
    monkeypatch.setenv("XDG_DATA_DIRS", "/a:relative::/b")
    assert list(entry_folders()) == [
        Path("/own/applications"),
        Path("/a/applications"),
        Path("/b/applications"),
    ]
    monkeypatch.delenv("XDG_DATA_HOME")
    monkeypatch.delenv("XDG_DATA_DIRS")
    assert list(entry_folders())[1:] == [
        Path("/usr/local/share/applications"),
        Path("/usr/share/applications"),
    ]
