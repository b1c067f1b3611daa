from __future__ import annotations

import pytest

from lumen.core.errors import InputError
from lumen.preferences import Preferences


def test_a_change_is_used_told_and_written(tmp_path):
    path = tmp_path / "settings.toml"
    preferences = Preferences(path)
    told = []
    preferences.on_change(lambda old, new: told.append((old, new)))
    preferences.change("speaking", "volume", 0.4)
    assert preferences.settings.speaking.volume == 0.4
    assert [(o.speaking.volume, n.speaking.volume) for o, n in told] == [(0.9, 0.4)]
    assert Preferences(path).settings.speaking.volume == 0.4


def test_saving_the_same_is_not_told(tmp_path):
    preferences = Preferences(tmp_path / "settings.toml")
    told = []
    preferences.on_change(lambda old, new: told.append(new))
    preferences.save(preferences.settings)
    assert told == []


def test_a_wrong_value_is_refused(tmp_path):
    preferences = Preferences(tmp_path / "settings.toml")
    with pytest.raises(InputError):
        preferences.change("speaking", "volume", 3.0)
    assert preferences.settings.speaking.volume == 0.9


def test_problems_of_the_file_are_kept_for_the_window(tmp_path):
    path = tmp_path / "settings.toml"
    path.write_text("[speaking]\nvolume = 7\nrate = 1.2\n")
    preferences = Preferences(path)
    assert [problem.field for problem in preferences.problems] == ["speaking.volume"]
    assert preferences.settings.speaking.rate == 1.2
