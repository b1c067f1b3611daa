"""Piper: real loading and alignments on a random voice, and hostile voice files."""

from __future__ import annotations

import json
import os
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lumen.core.cancellation import CancellationToken
from lumen.core.errors import Cancelled, SynthesisError
from lumen.core.expression import Viseme
from lumen.core.speech import Clip, Sentence, SpeechStyle
from lumen.speech import piper as piper_module
from lumen.speech import piper_files
from lumen.speech.piper import PiperSynthesizer
from lumen.speech.piper_files import find_voices, read_voice, with_alignments
from models.random_piper import HOP, build_voice

TEXT = "Please, buy seven maps of Rome: now."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    voices = tmp_path / "voices"
    build_voice(voices)
    return voices


def say(engine: PiperSynthesizer, text: str = TEXT, **style: str | float) -> Clip:
    return engine.synthesize(
        Sentence(0, text, text), SpeechStyle(**style), CancellationToken()
    )


def describe(model: Path, **changes: object) -> None:
    path = Path(f"{model}.json")
    config = json.loads(path.read_text())
    config.update(changes)
    path.write_text(json.dumps(config))


# ---- speaking ----------------------------------------------------------------------


def test_times_are_the_networks_own(folder: Path) -> None:
    """Every phoneme of the random voice hums for exactly seven hops."""
    clip = say(PiperSynthesizer(folder), "Bob met Pam")
    spans = [s for s in clip.visemes if s.viseme is not Viseme.SIL]
    shapes = [s.viseme for s in spans]
    assert shapes == [
        *(Viseme.PP, Viseme.AA, Viseme.PP),
        *(Viseme.E, Viseme.DD, Viseme.PP, Viseme.AA, Viseme.PP),
    ]
    hop = HOP / clip.rate_hz
    middle = spans[4].end - spans[4].start
    assert middle / hop == pytest.approx(7.0, abs=0.01)


def test_spoken_words_have_exact_times(folder: Path) -> None:
    clip = say(PiperSynthesizer(folder))
    said = [TEXT[w.begin : w.end] for w in clip.words]
    assert said == ["Please", "buy", "seven", "maps", "of", "Rome", "now"]
    silent = [s for s in clip.visemes if s.viseme is Viseme.SIL]
    pause = next(s for s in silent if s.start > 0.1)
    assert clip.words[0].stop == pytest.approx(pause.start, abs=0.02)
    assert clip.words[1].start == pytest.approx(pause.end, abs=0.02)


def test_words_run_together_share_their_time(folder: Path) -> None:
    """espeak says "of the" and "it is" as one word each."""
    text = "It is one of the best of the lot"
    clip = say(PiperSynthesizer(folder), text)
    assert [text[w.begin : w.end] for w in clip.words] == text.split()
    assert all(word.stop > word.start for word in clip.words)


def test_a_voice_without_durations_is_still_timed(folder: Path) -> None:
    model = next(folder.glob("*.onnx"))
    network = onnx.load(str(model))
    node = next(n for n in network.graph.node if n.op_type == "Ceil")
    node.op_type = "Floor"
    onnx.save(network, str(model))
    clip = say(PiperSynthesizer(folder))
    assert [TEXT[w.begin : w.end] for w in clip.words][-1] == "now"
    assert Viseme.PP in {span.viseme for span in clip.visemes}


def test_a_voice_that_was_patched_before_is_used_as_it_is(folder: Path) -> None:
    model = next(folder.glob("*.onnx"))
    patched = with_alignments(model, None)
    assert isinstance(patched, bytes)
    model.write_bytes(patched)
    assert with_alignments(model, None) == model
    assert say(PiperSynthesizer(folder)).words


def test_the_voice_is_chosen_by_name_or_language(folder: Path) -> None:
    build_voice(folder, "de_DE-otto-low", language=("de_DE", "de"))
    build_voice(folder / "more", "fr_FR-anne-high", language=("fr_FR", "fr"))
    engine = PiperSynthesizer(folder)
    assert {voice.language for voice in engine.voices()} == {"en-us", "de-de", "fr-fr"}
    plain = say(engine, "Junge Vögel")
    german = say(engine, "Junge Vögel", language="de")
    named = say(engine, "Junge Vögel", voice="de_DE-otto-low")
    assert german.visemes == named.visemes
    assert german.visemes != plain.visemes


def test_at_most_two_voices_stay_in_memory(folder: Path) -> None:
    for name in ("de", "fr", "es"):
        build_voice(folder, f"{name}-nano", language=(name, name))
    engine = PiperSynthesizer(folder)
    for language in ("de", "fr", "es", "de"):
        say(engine, language=language)
    assert list(engine._loaded) == ["es-nano", "de-nano"]


def test_a_voice_is_heard_as_soon_as_it_was_downloaded(tmp_path: Path) -> None:
    engine = PiperSynthesizer(tmp_path / "none")
    assert engine.voices() == ()
    with pytest.raises(SynthesisError) as caught:
        engine.warm_up(SpeechStyle())
    assert "lumen models" in caught.value.advice
    build_voice(tmp_path / "none")
    assert len(engine.voices()) == 1
    assert say(engine).words


def test_a_voice_that_was_replaced_is_loaded_again(folder: Path) -> None:
    engine = PiperSynthesizer(folder)
    before = say(engine)
    model = next(folder.glob("*.onnx"))
    describe(model, audio={"sample_rate": 8_000, "quality": "low"})
    after = say(engine)
    assert (before.rate_hz, after.rate_hz) == (16_000, 8_000)


def test_a_language_without_a_voice_is_our_error(folder: Path) -> None:
    with pytest.raises(SynthesisError) as caught:
        say(PiperSynthesizer(folder), language="fi")
    assert "language" in caught.value.what


def test_the_token_is_checked_between_stretches(folder: Path) -> None:
    class StopsLater(CancellationToken):
        asked = 0

        def check(self) -> None:
            self.asked += 1
            if self.asked > 3:
                raise Cancelled

    token, text = StopsLater(), "one two three four five six seven, " * 40
    with pytest.raises(Cancelled):
        PiperSynthesizer(folder).synthesize(
            Sentence(0, text, text), SpeechStyle(), token
        )
    assert token.asked == 4


def test_phonemes_of_another_script_are_our_error(folder: Path) -> None:
    model = next(folder.glob("*.onnx"))
    describe(model, phoneme_type="text", phoneme_id_map={"_": [0], "^": [1], "$": [2]})
    with pytest.raises(SynthesisError) as caught:
        say(PiperSynthesizer(folder), "Ωμέγα")
    assert "cannot read" in caught.value.what


def test_unknown_phonemes_are_left_out_and_times_still_fit(folder: Path) -> None:
    model = next(folder.glob("*.onnx"))
    known = json.loads(Path(f"{model}.json").read_text())["phoneme_id_map"]
    del known["m"]
    describe(model, phoneme_id_map=known)
    clip = say(PiperSynthesizer(folder), "Maps of Rome")
    assert [w.begin for w in clip.words] == [0, 5, 8]


# ---- the cache ---------------------------------------------------------------------


def test_a_voice_is_patched_once(folder: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    first = say(PiperSynthesizer(folder, cache))
    (kept,) = cache.iterdir()
    stamp = kept.stat().st_mtime_ns
    second = say(PiperSynthesizer(folder, cache))
    assert kept.stat().st_mtime_ns == stamp
    assert first.visemes == second.visemes
    assert np.array_equal(first.samples, second.samples)


def test_of_a_replaced_voice_only_the_new_one_is_kept(
    folder: Path, tmp_path: Path
) -> None:
    cache = tmp_path / "cache"
    model = next(folder.glob("*.onnx"))
    old = with_alignments(model, cache)
    other = cache / "en_US-nano-medium-other-0123456789abcdef.onnx"
    other.write_bytes(b"of another voice")
    os.utime(model, ns=(1, 1))
    new = with_alignments(model, cache)
    assert old != new
    assert sorted(cache.iterdir()) == sorted([new, other])


def test_a_cache_that_cannot_be_written_costs_time_only(
    folder: Path, tmp_path: Path
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    assert say(PiperSynthesizer(folder, blocked / "cache")).words


def test_a_full_disk_leaves_nothing_behind(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    model = next(folder.glob("*.onnx"))
    assert isinstance(with_alignments(model, tmp_path / "cache"), bytes)
    assert list((tmp_path / "cache").iterdir()) == []


# ---- hostile files -----------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not json",
        b"[]",
        b"null",
        b"{}",
        b"\xff\xfe",
        b"[" * 100_000,
        b" " * 1_000_001,
        b'{"audio": 3}',
    ],
)
def test_descriptions_that_are_none_are_left_out(folder: Path, content: bytes) -> None:
    model = next(folder.glob("*.onnx"))
    Path(f"{model}.json").write_bytes(content)
    with pytest.raises(SynthesisError) as caught:
        read_voice(model)
    assert model.stem in caught.value.what
    assert find_voices(folder) == ()


@pytest.mark.parametrize(
    "change",
    [
        {"audio": {"sample_rate": 1}},
        {"audio": {"sample_rate": "16000"}},
        {"audio": {"sample_rate": True}},
        {"espeak": {}},
        {"phoneme_type": "pinyin"},
        {"phoneme_type": "nonsense"},
        {"hop_length": 0},
        {"num_symbols": 0},
        {"num_symbols": 10**9},
        {"num_speakers": -1},
        {"phoneme_id_map": {}},
        {"phoneme_id_map": {"_": [], "^": [1], "$": [2]}},
        {"phoneme_id_map": {"_": [0], "^": [1], "$": [256]}},
        {"phoneme_id_map": {"_": [0], "^": [1], "$": ["2"]}},
        {"inference": {"length_scale": -1.0}},
        {"inference": {"noise_scale": "loud"}},
        {"inference": {"noise_w": float("nan")}},
        {"inference": {"noise_w": True}},
        {"language": "en"},
    ],
)
def test_values_that_cannot_be_are_refused(folder: Path, change: dict) -> None:
    model = next(folder.glob("*.onnx"))
    describe(model, **change)
    with pytest.raises(SynthesisError):
        read_voice(model)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["audio", "sample_rate", "espeak", "voice", "_", "^", "$"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=8,
)


@settings(max_examples=60, deadline=None)
@given(
    key=st.sampled_from(["audio", "espeak", "phoneme_id_map", "language"]), value=_JSON
)
def test_any_description_is_a_voice_or_our_error(
    tmp_path_factory: pytest.TempPathFactory, key: str, value: object
) -> None:
    model = tmp_path_factory.getbasetemp() / "any.onnx"
    if not model.exists():
        build_voice(model.parent, "any")
    base = json.loads(Path(f"{model}.json").read_text())
    description = Path(f"{model}.json")
    try:
        description.write_text(json.dumps({**base, key: value}))
        voice = read_voice(model)
        assert voice.voice.name == "any"
    except SynthesisError as error:
        assert error.advice  # noqa: PT017 - either outcome is right
    finally:
        description.write_text(json.dumps(base))


@pytest.mark.parametrize("content", [b"", b"not a network", b"\x08\x01" * 40])
def test_networks_that_are_none_are_our_error(folder: Path, content: bytes) -> None:
    next(folder.glob("*.onnx")).write_bytes(content)
    with pytest.raises(SynthesisError) as caught:
        PiperSynthesizer(folder).warm_up(SpeechStyle())
    assert "lumen models" in caught.value.advice


def test_a_network_that_vanishes_is_our_error(folder: Path) -> None:
    model = next(folder.glob("*.onnx"))
    file = read_voice(model)
    model.unlink()
    with pytest.raises(SynthesisError):
        with_alignments(file.model, None)


def test_a_network_of_something_else_is_our_error(folder: Path) -> None:
    model = next(folder.glob("*.onnx"))
    value = onnx.helper.make_tensor_value_info("x", onnx.TensorProto.FLOAT, [1])
    out = onnx.helper.make_tensor_value_info("y", onnx.TensorProto.FLOAT, [1])
    node = onnx.helper.make_node("Neg", ["x"], ["y"])
    graph = onnx.helper.make_graph([node], "other", [value], [out])
    opset = [onnx.helper.make_opsetid("", 17)]
    other = onnx.helper.make_model(graph, opset_imports=opset, ir_version=8)
    onnx.save(other, str(model))
    with pytest.raises(SynthesisError) as caught:
        PiperSynthesizer(folder).warm_up(SpeechStyle())
    assert "cannot speak" in caught.value.what


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_broken_sound_is_our_error(
    folder: Path, monkeypatch: pytest.MonkeyPatch, bad: float
) -> None:
    engine = PiperSynthesizer(folder)
    engine.warm_up(SpeechStyle())
    voice = next(iter(engine._loaded.values())).engine
    sound = np.full(1000, bad, dtype=np.float32)
    monkeypatch.setattr(voice, "phoneme_ids_to_audio", lambda *_a, **_n: sound)
    with pytest.raises(SynthesisError):
        say(engine)


def test_times_that_cannot_be_are_not_believed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = PiperSynthesizer(folder)
    engine.warm_up(SpeechStyle())
    voice = next(iter(engine._loaded.values())).engine
    sound = np.sin(np.arange(16_000, dtype=np.float32) / 10.0)
    wrong = np.full(3, -5)
    monkeypatch.setattr(voice, "phoneme_ids_to_audio", lambda *_a, **_n: (sound, wrong))
    clip = say(engine)
    assert TEXT[clip.words[0].begin : clip.words[0].end] == "Please"


def test_a_failing_network_is_our_error_without_the_text(
    folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    engine = PiperSynthesizer(folder)
    engine.warm_up(SpeechStyle())
    voice = next(iter(engine._loaded.values())).engine

    def fail(*_args: object, **_named: object) -> None:
        raise RuntimeError("private words")

    monkeypatch.setattr(voice, "phonemize", fail)
    with pytest.raises(SynthesisError) as caught:
        say(engine, "private words")
    assert "private" not in str(caught.value)
    assert "private" not in caplog.text


def test_patching_reads_no_files_beside_the_voice(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    original = onnx.load

    def spy(path: str, **named: object) -> onnx.ModelProto:
        asked.append(named)
        return original(path, **named)

    monkeypatch.setattr(onnx, "load", spy)
    with_alignments(next(folder.glob("*.onnx")), None)
    assert asked == [{"load_external_data": False}]


def test_a_folder_that_cannot_be_read_has_no_voices(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "glob", refuse)
    assert find_voices(folder) == ()
    assert PiperSynthesizer(folder).voices() == ()


def test_threads_are_passed_on(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    original = onnxruntime.InferenceSession

    def spy(network: object, sess_options: onnxruntime.SessionOptions, **named: object):
        seen.append(sess_options.intra_op_num_threads)
        return original(network, sess_options=sess_options, **named)

    monkeypatch.setattr(onnxruntime, "InferenceSession", spy)
    PiperSynthesizer(folder, threads=1).warm_up(SpeechStyle())
    assert seen == [1]


def test_errors_that_are_not_ours_are_wrapped(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_model: object) -> None:
        raise MemoryError

    monkeypatch.setattr("piper.patch_voice_with_alignment.add_alignment_output", fail)
    with pytest.raises(SynthesisError):
        with_alignments(next(folder.glob("*.onnx")), None)
    assert piper_files.find_voices(folder)
    assert piper_module.PiperSynthesizer(folder).name == "piper"
