from __future__ import annotations

from pathlib import Path

import pytest

from lumen.core.errors import StorageError
from lumen.storage.paths import find_places, make_private


def test_lumen_home_holds_everything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LUMEN_HOME", str(tmp_path / "home"))
    places = find_places()
    assert not (tmp_path / "home").exists()
    places.create()
    for path in (
        places.settings_file,
        places.history_file,
        places.models_folder,
        places.log_file,
    ):
        assert path.is_relative_to(tmp_path / "home")
    for folder in (places.config, places.data, places.cache, places.state):
        assert folder.is_dir()
        assert folder.stat().st_mode & 0o777 == 0o700


def test_without_it_the_xdg_places_are_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LUMEN_HOME", raising=False)
    for kind in ("CONFIG", "DATA", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(tmp_path / kind))
    places = find_places()
    assert places.config == tmp_path / "CONFIG" / "lumen"
    assert places.data == tmp_path / "DATA" / "lumen"
    assert places.cache == tmp_path / "CACHE" / "lumen"
    assert places.state == tmp_path / "STATE" / "lumen"


def test_a_folder_open_to_others_is_closed(tmp_path: Path) -> None:
    folder = tmp_path / "open"
    folder.mkdir(mode=0o755)
    make_private(folder)
    assert folder.stat().st_mode & 0o777 == 0o700


def test_a_file_in_the_way_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError) as caught:
        make_private(tmp_path / "file" / "folder")
    assert "cannot be used" in caught.value.what
