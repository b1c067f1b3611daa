from __future__ import annotations

import pytest

from lumen import bootstrap, desktop
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


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("", True),
        ("[keeping]\nhistory = false\n", False),
        ("[keeping]\nhistroy = false\n", False),  # what was wished for is not known
        ("[keeping]\nzzz = 1\n[general]\nhistory = 2\nuser_nam = 1\n", False),
        ("[keeping]\nzzz = 1\n[general]\nuser_nam = 1\n", True),
        ("[keeping\n", False),
    ],
)
def test_a_doubtful_wish_about_keeping_keeps_nothing(tmp_path, text, kept):
    path = tmp_path / "settings.toml"
    path.write_text(text)
    assert bootstrap._may_keep(Preferences(path)) is kept


def test_an_unknown_key_is_told_after_what_is_wrong(tmp_path):
    path = tmp_path / "settings.toml"
    path.write_text("[speaking]\nvolum = 1\nrate = 99\n")
    preferences = Preferences(path)
    assert [p.field for p in preferences.problems] == [
        "speaking.rate",
        "speaking.volum",
    ]
    path.write_text("[speaking]\nvolum = 1\n")
    told = desktop._unusable(Preferences(path).problems)
    assert told.what == (
        "speaking.volum: there is no such setting, so it is ignored; perhaps"
        " speaking.volume is meant."
    )
    assert told.advice == f"All other settings are used. Mend it in {path}."
