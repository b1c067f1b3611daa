"""Which engines are chosen, and what is told about it."""

from __future__ import annotations

import socket

import pytest

from companions import companion
from fake_ollama import FakeOllama
from fakes import ToneSynthesizer
from lumen import engines as engines_module
from lumen.core import events as ev
from lumen.core.speech import SpeechStyle
from lumen.dialogue.window import TokenEstimate
from lumen.engines import Engines, EngineStages, make_ollama
from lumen.models.shelf import ModelShelf
from lumen.storage.settings import change_setting
from lumen.storage.settings_model import Settings
from models.random_whisper import cached_whisper

STYLE = SpeechStyle()
CLOSED_PORT = "http://127.0.0.1:9"


def settings(**sections: dict[str, object]) -> Settings:
    made = Settings()
    for section, fields in sections.items():
        for name, value in fields.items():
            made = change_setting(made, section, name, value)
    return made


@pytest.fixture
def rig(tmp_path):
    with companion(tmp_path) as made:
        yield made


@pytest.fixture
def engines(rig, tmp_path):
    stages = rig.stages
    return Engines(
        EngineStages(stages.recognition, stages.generation, stages.synthesis),
        (ToneSynthesizer("first"), ToneSynthesizer("second")),
        rig.loop,
        rig.clock,
        ModelShelf(tmp_path / "models"),
        ("what time is it", "tell me a joke"),
        TokenEstimate(),
    )


def put_whisper(tmp_path, size: str = "base") -> None:
    """A tiny Whisper where a downloaded one would be."""
    home = tmp_path / "models" / "recognition" / f"whisper-{size}"
    home.parent.mkdir(parents=True)
    home.symlink_to(cached_whisper("nano", says="hello"))


def last_told(rig) -> ev.EnginesChanged:
    told = [e for e in rig.told.events if isinstance(e, ev.EnginesChanged)]
    return told[-1]


def test_without_anything_the_embedded_engines_serve(rig, engines):
    wanted = settings(thinking={"provider": "essential"})
    for ready in engines.begin(wanted, STYLE):
        assert ready.exception(30) is None
    rig.told.wait(
        lambda e: isinstance(e, ev.EnginesChanged) and e.recognizer == "embedded"
    )
    told = last_told(rig)
    assert (told.recognizer, told.generator) == ("embedded", "essential")
    assert told.synthesizer == "first"
    assert "Add models" in told.notice


def test_the_wanted_voice_engine_goes_first(rig, engines):
    wanted = settings(speaking={"engine": "auto"})
    assert engines.choose_synthesizer(wanted, STYLE).exception(5) is None
    assert [voice.name for voice in engines.voices()] == ["first-voice", "second-voice"]
    assert rig.stages.synthesis.name == "first"


def test_a_language_model_that_is_there_is_used(rig, engines):
    with FakeOllama() as server:
        wanted = settings(thinking={"ollama_host": server.url})
        assert engines.choose_generator(wanted.thinking).exception(10) is None
        assert rig.stages.generation.provider == "ollama:tiny:latest"
        server.say("From the model.")
        rig.controls.submit_text("hello")
        rig.told.wait_idle()
        assert "From the model." in rig.journal.last(engines_role()).text
        looked = engines.choose_generator(
            settings(thinking={"provider": "essential"}).thinking
        )
        assert looked.exception(5) is None
        assert rig.stages.generation.provider == "essential"


def engines_role():
    from lumen.core.conversation import Role

    return Role.COMPANION


@pytest.mark.parametrize(("provider", "told"), [("auto", 0), ("ollama", 1)])
def test_a_missing_language_model_is_told_to_who_wanted_it(
    rig, engines, provider, told
):
    wanted = settings(thinking={"provider": provider, "ollama_host": CLOSED_PORT})
    assert engines.choose_generator(wanted.thinking).exception(10) is None
    rig.controls.submit_text("hi")
    rig.told.wait_idle()
    problems = [e for e in rig.told.events if isinstance(e, ev.ProblemRaised)]
    assert len(problems) == told
    assert rig.stages.generation.provider == "essential"


class BrokenOllama(FakeOllama):
    """Listens, and answers whatever it is asked with an error."""

    async def _tags(self, connection, _request) -> None:
        await connection.answer({"error": "internal"}, 500)


def the_problem(rig) -> ev.ProblemRaised:
    rig.told.wait(lambda e: isinstance(e, ev.ProblemRaised))
    return next(e for e in rig.told.events if isinstance(e, ev.ProblemRaised))


def test_an_ollama_that_answers_with_errors_is_told_once(rig, engines, monkeypatch):
    monkeypatch.setattr(engines_module, "_LOOK_AGAIN_SECONDS", 0.02)
    with BrokenOllama() as server:
        wanted = settings(thinking={"ollama_host": server.url})
        assert wanted.thinking.provider == "auto"
        assert engines.choose_generator(wanted.thinking).exception(10) is None
        problem = the_problem(rig)
        assert "500" in problem.error.what
        assert "Restart Ollama" in problem.error.advice
        server.wait_asked("/api/tags", 3)
        engines.choose_generator(
            settings(thinking={"provider": "essential"}).thinking
        ).result(10)
    assert sum(isinstance(e, ev.ProblemRaised) for e in rig.told.events) == 1


def test_an_ollama_that_hangs_is_told(rig, engines):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}"
        wanted = settings(
            thinking={"ollama_host": address, "connect_timeout_seconds": 0.5}
        )
        assert engines.choose_generator(wanted.thinking).exception(20) is None
        assert "has not answered" in the_problem(rig).error.what


def test_a_language_model_that_comes_later_is_found(rig, engines, monkeypatch):
    monkeypatch.setattr(engines_module, "_LOOK_AGAIN_SECONDS", 0.02)
    with FakeOllama() as server:
        address = server.url
    wanted = settings(thinking={"ollama_host": address})
    assert engines.choose_generator(wanted.thinking).exception(10) is None
    assert rig.stages.generation.provider == "essential"
    with FakeOllama(port=int(address.rpartition(":")[2])):
        rig.told.wait(
            lambda e: isinstance(e, ev.EnginesChanged) and e.generator != "essential"
        )


def test_whisper_is_used_when_it_is_here(rig, engines, tmp_path):
    put_whisper(tmp_path)
    wanted = settings(hearing={"whisper_model": "small"})
    assert engines.choose_recognizer(wanted).exception(30) is None
    assert rig.stages.recognition.name == "whisper-base"
    embedded = settings(hearing={"recognizer": "embedded"})
    assert engines.choose_recognizer(embedded).exception(30) is None
    assert rig.stages.recognition.name == "embedded"


def break_whisper(tmp_path) -> None:
    """A Whisper whose weights are nonsense, where a downloaded one would be."""
    put_whisper(tmp_path)
    home = tmp_path / "models" / "recognition" / "whisper-base"
    broken = tmp_path / "broken"
    broken.mkdir()
    for file in home.iterdir():
        (broken / file.name).write_bytes(
            b"nonsense" if file.suffix == ".bin" else file.read_bytes()
        )
    home.unlink()
    home.symlink_to(broken)


def test_a_broken_whisper_at_the_start_leaves_the_embedded_one(rig, engines, tmp_path):
    break_whisper(tmp_path)
    rig.stages.recognition._recognizer = None  # a fresh start
    assert engines.choose_recognizer(settings()).exception(30) is not None
    rig.told.wait(
        lambda e: isinstance(e, ev.EnginesChanged) and e.recognizer == "embedded"
    )
    rig.told.wait_for(ev.ProblemRaised)
    assert "cannot be loaded" in last_told(rig).notice
    home = tmp_path / "models" / "recognition" / "whisper-base"
    home.unlink()  # as the notice says: removed, so that another can be added
    since = rig.told.now
    assert engines.choose_recognizer(settings()).exception(30) is None
    rig.told.wait_for(ev.EnginesChanged, since)
    assert "cannot be loaded" not in last_told(rig).notice


def test_a_broken_engine_is_told_and_the_former_stays(rig, engines, tmp_path):
    break_whisper(tmp_path)
    before = rig.stages.recognition.name
    ready = engines.choose_recognizer(settings())
    if ready.exception(30) is None:
        pytest.fail("a broken model was loaded")
    rig.told.wait_for(ev.ProblemRaised)
    assert rig.stages.recognition.name == before


def test_only_what_a_change_concerns_is_chosen_anew(rig, engines, monkeypatch):
    chosen = []
    for what in ("recognizer", "synthesizer", "generator"):
        monkeypatch.setattr(
            engines, f"choose_{what}", lambda *_args, what=what: chosen.append(what)
        )
    old = settings()
    for change, expected in [
        ({"hearing": {"whisper_model": "tiny"}}, ["recognizer"]),
        ({"general": {"language": "de"}}, ["recognizer", "synthesizer"]),
        ({"speaking": {"voice": "amy"}}, ["synthesizer"]),
        ({"thinking": {"ollama_model": "x"}}, ["generator"]),
        ({"hearing": {"push_to_talk_key": "F9"}}, []),
    ]:
        chosen.clear()
        engines.apply(old, settings(**change), STYLE)
        assert chosen == expected


@pytest.mark.parametrize(("minutes", "seconds"), [(30, 1800.0), (-1, -1)])
def test_settings_reach_ollama(minutes, seconds):
    wanted = settings(thinking={"keep_alive_minutes": minutes, "context_tokens": 2048})
    made = make_ollama(wanted.thinking)
    assert made._settings.keep_alive == seconds
    assert made._settings.num_ctx == 2048
