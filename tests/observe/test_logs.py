from __future__ import annotations

import enum
import logging
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lumen.core.errors import InputError
from lumen.observe.logs import DiscreetFormatter, describe, set_up_logging
from lumen.storage.settings import change_setting
from lumen.storage.settings_model import Settings

SECRET = "my doctor said something"


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], str]]:
    monkeypatch.delenv("LUMEN_LOG", raising=False)
    file = tmp_path / "lumen.log"
    end = set_up_logging(file)
    yield lambda: file.read_text(encoding="utf-8")
    end()


def logger() -> logging.Logger:
    return logging.getLogger("lumen.speech.test")


class Colour(enum.Enum):
    RED = 1


def test_numbers_and_names_are_written(log: Callable[[], str]) -> None:
    logger().info(
        "%s took %.2f s for %d blocks (%s, %s)",
        "whisper-base",
        0.5,
        3,
        Colour.RED,
        ValueError,
    )
    assert (
        "INFO    MainThread lumen.speech.test: whisper-base took 0.50 s for 3 blocks (Colour.RED, ValueError)"
        in log()
    )


def test_texts_are_withheld(log: Callable[[], str]) -> None:
    logger().warning(
        "heard %s with %s and %s", SECRET, [SECRET], InputError(SECRET, SECRET)
    )
    logger().warning("by name %(text)s", {"text": SECRET})
    logger().warning(InputError(SECRET, SECRET))
    written = log()
    assert f"heard <{len(SECRET)} characters> with <list> and <InputError>" in written
    assert f"by name <{len(SECRET)} characters>" in written
    assert "(withheld)" in written
    assert SECRET not in written


def test_a_text_in_place_of_a_number_is_withheld() -> None:
    record = logging.LogRecord(
        "lumen.x", logging.INFO, "x.py", 7, "%d", (SECRET,), None
    )
    assert DiscreetFormatter().format(record).endswith("lumen.x: (bad format) x:7")


def test_what_libraries_say_is_withheld(log: Callable[[], str]) -> None:
    logging.getLogger("httpx").error("GET https://host/?q=%s", SECRET)
    logging.getLogger("asyncio").error(f"Task exception: {SECRET}")  # noqa: G004 - libraries do
    assert "ERROR   MainThread httpx: (withheld) test_logs:" in log()
    assert SECRET not in log()
    assert "host" not in log()


def fail_inside() -> None:
    try:
        change_setting(Settings(), "nothing", SECRET, SECRET)
    except InputError as error:
        raise RuntimeError(SECRET) from error


def test_an_exception_is_its_type_and_our_frames(log: Callable[[], str]) -> None:
    try:
        fail_inside()
    except RuntimeError:
        logger().exception("a turn failed", stack_info=True)
    written = log()
    assert (
        "a turn failed\n    RuntimeError\n    InputError (the cause)\n    at storage/settings.py:"
        in written
    )
    assert "change_setting" in written
    assert SECRET not in written
    assert "test_logs" not in written


def test_what_nobody_caught_is_noted_without_words(
    log: Callable[[], str], capsys: pytest.CaptureFixture
) -> None:
    try:
        fail_inside()
    except RuntimeError:
        sys.excepthook(*sys.exc_info())
    thread = threading.Thread(target=fail_inside, name="lumen-broken")
    thread.start()
    thread.join()
    written = log()
    assert "CRITICAL MainThread lumen.observe.logs: not caught: RuntimeError" in written
    assert (
        "CRITICAL lumen-broken lumen.observe.logs: not caught: RuntimeError" in written
    )
    printed = "".join(capsys.readouterr())
    assert "RuntimeError" in printed
    assert SECRET not in written + printed


def test_ctrl_c_is_not_a_fault(
    log: Callable[[], str], capsys: pytest.CaptureFixture
) -> None:
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert "KeyboardInterrupt" in capsys.readouterr().err
    assert log() == ""


def test_a_circle_of_causes_ends() -> None:
    one, two = ValueError(SECRET), KeyError(SECRET)
    one.__cause__, two.__cause__ = two, one
    assert list(describe(one)) == ["ValueError", "KeyError (the cause)"]


def test_a_hidden_context_stays_hidden() -> None:
    error = ValueError()
    error.__context__ = KeyError()
    assert list(describe(error)) == ["ValueError", "KeyError (the cause)"]
    error.__suppress_context__ = True
    assert list(describe(error)) == ["ValueError"]


def test_the_file_is_the_owners_alone_and_rotates(
    log: Callable[[], str], tmp_path: Path
) -> None:
    for number in range(12_000):
        logger().info(
            "line %d of a log that is far too long for anybody to read it all", number
        )
    files = sorted(tmp_path.glob("lumen.log*"))
    assert 2 <= len(files) <= 4
    assert all(f.stat().st_mode & 0o077 == 0 for f in files)
    assert all(f.stat().st_size <= 1_000_000 for f in files)


@pytest.mark.parametrize(
    ("variable", "level", "debug", "info"),
    [
        ("", "", False, True),
        ("debug", "error", True, True),
        ("", "WARNING", False, False),
        ("nonsense", "", False, True),
    ],
)
def test_the_level_comes_from_the_environment_or_the_caller(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    variable: str,
    level: str,
    debug: bool,
    info: bool,
) -> None:
    monkeypatch.setenv("LUMEN_LOG", variable)
    end = set_up_logging(tmp_path / "log", level)
    logger().debug("fine detail")
    logger().info("plain news")
    end()
    written = (tmp_path / "log").read_text()
    assert ("fine detail" in written, "plain news" in written) == (debug, info)


def test_without_a_file_there_is_no_log_and_no_failure(tmp_path: Path) -> None:
    end = set_up_logging(tmp_path / "missing" / "log")
    logger().error("nowhere to go")
    end()


def test_all_is_as_before_when_it_ends(tmp_path: Path) -> None:
    before = sys.excepthook, threading.excepthook, list(logging.getLogger().handlers)
    set_up_logging(tmp_path / "log")()
    assert (
        sys.excepthook,
        threading.excepthook,
        list(logging.getLogger().handlers),
    ) == before
