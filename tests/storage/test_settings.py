from __future__ import annotations

import errno
import os
import socket
import stat
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from lumen.core.errors import InputError, StorageError
from lumen.storage.settings import change_setting, load_settings, save_settings
from lumen.storage.settings_model import Settings


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in list(os.environ):
        if name.startswith("LUMEN_"):
            monkeypatch.delenv(name)
    return tmp_path / "config" / "settings.toml"


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_every_field_has_a_title_and_a_one_line_description() -> None:
    for section in Settings.model_fields.values():
        assert section.title
        for name, field in section.annotation.model_fields.items():
            assert field.title, name
            assert field.description, name
            assert "\n" not in field.description
            assert len(field.description) <= 80, name


@pytest.mark.parametrize(
    ("section", "names"),
    [
        ("hearing", ["echo_cancellation"]),
        ("thinking", ["persona_file"]),
        ("keeping", ["history", "keyring_timeout_seconds"]),
    ],
)
def test_what_is_read_at_the_start_alone_says_so(
    section: str, names: list[str]
) -> None:
    """The settings window shows the description beside each field."""
    fields = Settings.model_fields[section].annotation.model_fields
    told = [n for n, f in fields.items() if "next start" in f.description]
    assert told == names


def test_a_missing_file_means_defaults_without_a_problem(path: Path) -> None:
    assert load_settings(path) == (Settings(), ())
    assert not path.exists()


def test_values_of_the_file_are_taken(path: Path) -> None:
    write(path, '[speaking]\nrate = 1.5\n[general]\nuser_name = "Ada"\n')
    settings, problems = load_settings(path)
    assert (settings.speaking.rate, settings.general.user_name) == (1.5, "Ada")
    assert problems == ()


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("[speaking]\nrate = 9.0\nmute = true\n", "speaking.rate"),
        ("[speaking]\nrate = nan\nmute = true\n", "speaking.rate"),
        (
            '[hearing]\nwhisper_model = "huge"\n[speaking]\nmute = true\n',
            "hearing.whisper_model",
        ),
        ("hearing = 5\n[speaking]\nmute = true\n", "hearing"),
        (
            '[thinking]\nollama_host = "file:///etc"\n[speaking]\nmute = true\n',
            "thinking.ollama_host",
        ),
        (
            '[thinking]\nollama_host = "http://u:p@host"\n[speaking]\nmute = true\n',
            "thinking.ollama_host",
        ),
        (
            '[thinking]\nollama_host = "http://h:99999999"\n[speaking]\nmute = true\n',
            "thinking.ollama_host",
        ),
        (
            '[general]\nlanguage = "klingon please"\n[speaking]\nmute = true\n',
            "general.language",
        ),
        (
            '[general]\nuser_name = "a\\nb"\n[speaking]\nmute = true\n',
            "general.user_name",
        ),
    ],
)
def test_a_wrong_value_is_named_and_the_rest_kept(
    path: Path, text: str, field: str
) -> None:
    write(path, text)
    settings, problems = load_settings(path)
    assert [problem.field for problem in problems] == [field]
    assert problems[0].reason
    assert str(path) in str(problems[0])
    assert settings.speaking.mute
    assert settings == Settings(speaking={"mute": True})


def test_one_bad_folder_is_named_and_the_others_stay(path: Path) -> None:
    write(path, '[media]\nfolders = ["/a", "music", "~/b", 5, "/c"]\n')
    settings, problems = load_settings(path)
    assert settings.media.folders == ("/a", "~/b", "/c")
    assert [(problem.field, problem.reason) for problem in problems] == [
        ("media.folders", "entry 2 must begin with / or ~"),
        ("media.folders", "entry 4 must be text in quotes"),
    ]


def test_what_is_no_list_of_folders_is_said_plainly(path: Path) -> None:
    write(path, '[media]\nfolders = "/a"\n')
    settings, (problem,) = load_settings(path)
    assert settings.media.folders == ()
    assert problem.reason == "must be a list in square brackets"


def test_reasons_are_in_plain_words(tmp_path: Path):
    path = tmp_path / "settings.toml"
    path.write_text('[general]\ntheme = "pink"\n[speaking]\nvolume = "loud"\n')
    _settings, problems = load_settings(path)
    assert [problem.reason[:8] for problem in problems] == ["must be "] * 2


def test_a_problem_does_not_repeat_the_value(path: Path) -> None:
    write(path, '[hearing]\nwhisper_model = "my secret"\n')
    assert "my secret" not in str(load_settings(path)[1][0])


@pytest.mark.parametrize(
    "content", [b"[hearing\n", b"\xff\xfe\x00", b"a = " + b"[" * 5000, b"#" * 1_000_001]
)
def test_a_broken_file_is_survived_and_kept_aside_on_save(
    path: Path, content: bytes
) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    settings, problems = load_settings(path)
    assert settings == Settings()
    assert [problem.field for problem in problems] == [""]
    assert path.read_bytes() == content
    save_settings(path, change_setting(settings, "speaking", "mute", True))
    assert path.with_name("settings.toml.broken-1").read_bytes() == content
    assert load_settings(path)[0].speaking.mute
    save_settings(path, settings)
    assert not path.with_name("settings.toml.broken-2").exists()


def a_pipe(path: Path) -> None:
    os.mkfifo(path)


def a_folder(path: Path) -> None:
    path.mkdir()


def a_device(path: Path) -> None:
    path.symlink_to(os.devnull)


def a_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind(str(path))


@pytest.mark.parametrize("make", [a_pipe, a_folder, a_device, a_socket])
def test_what_is_no_file_is_named_and_survived(
    make: Callable[[Path], None], path: Path
) -> None:
    path.parent.mkdir()
    make(path)
    before = os.lstat(path)
    settings, (problem,) = load_settings(path)
    assert settings == Settings()
    kind = make.__name__.removeprefix("a_")
    assert str(problem) == f"{path}: is a {kind}, not a file"
    save_settings(path, change_setting(settings, "speaking", "mute", True))
    assert load_settings(path)[0].speaking.mute
    kept = os.lstat(path.with_name("settings.toml.broken-1"))
    assert (kept.st_ino, kept.st_mode) == (before.st_ino, before.st_mode)
    assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)


def test_a_huge_file_is_named_and_survived(path: Path) -> None:
    write(path, "# " + "x" * 1_000_000)
    settings, (problem,) = load_settings(path)
    assert settings == Settings()
    assert problem.reason == "is too large for settings"


def test_a_second_broken_file_gets_another_name(path: Path) -> None:
    for number, text in ((1, "a ="), (2, "b =")):
        write(path, text)
        save_settings(path, Settings())
        assert path.with_name(f"settings.toml.broken-{number}").read_text() == text


def test_a_file_with_a_wrong_value_is_kept_aside_and_mended(path: Path) -> None:
    text = '# mine\n[hearing]\nwhisper_model = "huge" # big\nbarge_in = false\n'
    write(path, text)
    save_settings(path, load_settings(path)[0])
    assert path.with_name("settings.toml.broken-1").read_text() == text
    assert "# mine" in path.read_text()
    settings, problems = load_settings(path)
    assert problems == ()
    assert settings.hearing.whisper_model == "base"
    assert not settings.hearing.barge_in


def test_saving_keeps_comments_order_and_unknown_keys(path: Path) -> None:
    text = (
        "# top\nplugin = 3\n\n[speaking] # voice\nvolume = 0.5 # quiet\nfuture = [1, 2]\n"
        '\n[general]\nuser_name = "Ada"\n'
    )
    write(path, text)
    settings, _ = load_settings(path)
    save_settings(path, settings)
    assert path.read_text() == text
    save_settings(path, change_setting(settings, "speaking", "volume", 0.25))
    assert path.read_text() == text.replace("0.5 # quiet", "0.25 # quiet")


@pytest.mark.parametrize(
    ("earlier", "wish"),
    [("true", "on"), ("false", "system"), ('"off"', "off"), ('"on"', "on")],
)
def test_a_yes_or_no_about_motion_of_earlier_files_is_understood(
    path: Path, earlier: str, wish: str
) -> None:
    text = f"[general]\n# mine\nreduced_motion = {earlier}  # since spring\nodd = 1\n"
    write(path, text)
    settings, problems = load_settings(path)
    assert [problem.field for problem in problems] == ["general.odd"]
    assert settings.general.reduced_motion == wish
    save_settings(path, settings)
    assert path.read_text() == text.replace(f"= {earlier}", f'= "{wish}"')
    assert list(path.parent.iterdir()) == [path]  # nothing was put aside
    assert load_settings(path)[0] == settings


def test_motion_from_the_environment_is_understood_in_both_ways(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for said, wish in (("true", "on"), ("0", "system"), ("off", "off")):
        monkeypatch.setenv("LUMEN_GENERAL__REDUCED_MOTION", said)
        assert load_settings(path)[0].general.reduced_motion == wish


@pytest.mark.parametrize(
    ("text", "field", "nearest"),
    [
        ("[speaking]\nvolum = 0.5\n", "speaking.volum", "speaking.volume"),
        ("[hearing]\nvolume = 0.5\n", "hearing.volume", "speaking.volume"),
        ("[speeking]\nvolume = 0.5\n", "speeking", "speaking"),
        ("volume = 0.5\n", "volume", "speaking.volume"),
        ("[keeping]\nzzz = 1\n", "keeping.zzz", ""),
        ('["a\\u001bb"]\nzzz = 1\n', "ab", ""),
    ],
)
def test_an_unknown_key_is_named_with_the_nearest_known_one(
    path: Path, text: str, field: str, nearest: str
) -> None:
    write(path, text)
    settings, (problem,) = load_settings(path)
    assert settings == Settings()
    assert (problem.field, problem.nearest, problem.unknown) == (field, nearest, True)
    assert ("perhaps" in problem.reason) is bool(nearest)
    save_settings(path, settings)
    assert path.read_text() == text  # it stays, and nothing is put aside
    assert list(path.parent.iterdir()) == [path]


def test_of_many_unknown_keys_some_are_named(path: Path) -> None:
    write(path, "[general]\n" + "".join(f"x{n} = 1\n" for n in range(99)))
    assert len(load_settings(path)[1]) == 5


def test_what_is_no_wish_about_motion_is_named(path: Path) -> None:
    write(path, "[general]\nreduced_motion = 3\n")
    settings, problems = load_settings(path)
    assert settings.general.reduced_motion == "system"
    assert [problem.field for problem in problems] == ["general.reduced_motion"]


def test_defaults_stay_out_of_the_file(path: Path) -> None:
    save_settings(path, Settings())
    assert tomllib.loads(path.read_text()) == {}
    save_settings(path, change_setting(Settings(), "hearing", "hands_free", True))
    assert tomllib.loads(path.read_text()) == {"hearing": {"hands_free": True}}
    save_settings(path, Settings())
    assert tomllib.loads(path.read_text()) == {"hearing": {"hands_free": False}}


def test_the_file_is_the_owners_alone(path: Path) -> None:
    save_settings(path, Settings())
    assert path.stat().st_mode & 0o077 == 0
    assert path.parent.stat().st_mode & 0o077 == 0
    assert [entry.name for entry in path.parent.iterdir()] == ["settings.toml"]


def test_a_link_stays_a_link(path: Path, tmp_path: Path) -> None:
    path.parent.mkdir()
    real = tmp_path / "dotfiles.toml"
    real.write_text("[speaking]\nmute = true\n")
    path.symlink_to(real)
    save_settings(path, Settings())
    assert path.is_symlink()
    assert "mute = false" in real.read_text()


def test_the_environment_wins_but_is_not_saved(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(path, "[speaking]\nrate = 1.5\n")
    monkeypatch.setenv("LUMEN_SPEAKING__RATE", "0.8")
    monkeypatch.setenv("LUMEN_HEARING__HANDS_FREE", "yes")
    settings, problems = load_settings(path)
    assert (settings.speaking.rate, settings.hearing.hands_free, problems) == (
        0.8,
        True,
        (),
    )
    save_settings(path, settings)
    assert tomllib.loads(path.read_text()) == {"speaking": {"rate": 1.5}}


def test_a_wrong_variable_is_named_and_the_files_value_taken(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(path, "[speaking]\nrate = 1.5\n")
    monkeypatch.setenv("LUMEN_SPEAKING__RATE", "fast")
    settings, problems = load_settings(path)
    assert settings.speaking.rate == 1.5
    assert [(p.field, p.source) for p in problems] == [
        ("speaking.rate", "LUMEN_SPEAKING__RATE")
    ]


def test_wrong_in_both_places_is_the_default(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(path, "[speaking]\nrate = 15\n")
    monkeypatch.setenv("LUMEN_SPEAKING__RATE", "fast")
    settings, problems = load_settings(path)
    assert settings == Settings()
    assert [p.source for p in problems] == ["LUMEN_SPEAKING__RATE", str(path)]


@pytest.mark.parametrize("value", ["{bad", "5"])
def test_a_section_from_the_environment_may_be_wrong_too(
    path: Path, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    write(path, "[hearing]\nhands_free = true\n")
    monkeypatch.setenv("LUMEN_HEARING", value)
    settings, problems = load_settings(path)
    assert settings.hearing.hands_free
    assert len(problems) == 1


def test_what_cannot_be_written_is_ours_to_tell(path: Path) -> None:
    write(path.parent, "a file where the folder should be")
    with pytest.raises(StorageError):
        save_settings(path, Settings())


def test_a_full_disk_leaves_the_file_as_it_was(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(path, "[speaking]\nmute = true\n")

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("lumen.storage.settings.os.fsync", full)
    with pytest.raises(StorageError) as caught:
        save_settings(path, Settings())
    assert "No space left" in caught.value.what
    assert caught.value.advice
    assert [entry.name for entry in path.parent.iterdir()] == ["settings.toml"]
    assert load_settings(path)[0].speaking.mute


def test_changing_checks_the_value() -> None:
    assert (
        change_setting(
            Settings(), "thinking", "context_tokens", 8192
        ).thinking.context_tokens
        == 8192
    )
    for section, name, value in (
        ("thinking", "context_tokens", 1),
        ("thinking", "nothing", 1),
        ("nothing", "rate", 1),
        ("thinking", "ollama_host", "nonsense"),
    ):
        with pytest.raises(InputError) as caught:
            change_setting(Settings(), section, name, value)
        assert name in caught.value.what


_SCALARS = st.one_of(
    st.booleans(),
    st.integers(-(10**9), 10**9),
    st.floats(),
    st.text(max_size=20),
    st.lists(st.integers(), max_size=2),
)
_NAMES = sorted(
    {name for s in Settings.model_fields.values() for name in s.annotation.model_fields}
)


@hypothesis_settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from([*Settings.model_fields, "other"]),
        st.one_of(
            _SCALARS, st.dictionaries(st.sampled_from(_NAMES), _SCALARS, max_size=6)
        ),
        max_size=5,
    )
)
def test_any_toml_is_survived_and_saved_without_mistakes(
    tmp_path_factory: pytest.TempPathFactory, values: dict
) -> None:
    import tomlkit

    path = tmp_path_factory.mktemp("any") / "settings.toml"
    path.write_text(tomlkit.dumps(values), encoding="utf-8")
    settings, problems = load_settings(path)
    save_settings(path, settings)
    again, left = load_settings(path)
    assert again == settings
    assert all(problem.unknown for problem in left)
    wrong = any(not problem.unknown for problem in problems)
    assert path.with_name("settings.toml.broken-1").exists() == wrong


@hypothesis_settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_survived(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.mktemp("any") / "settings.toml"
    path.write_bytes(content)
    settings, _ = load_settings(path)
    save_settings(path, settings)
    again, left = load_settings(path)
    assert again == settings
    assert all(problem.unknown for problem in left)
